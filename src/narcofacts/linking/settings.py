"""Places that a sentence sets for the facts behind it, and what begins a paragraph as far as scenes go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from narcofacts.cached.patterns import pattern
from narcofacts.linking.case import SentenceFacts
from narcofacts.linking.discourse import stretch_of
from narcofacts.linking.scenes import LEAVING, SCENE_PREPOSITIONS, event_places, most_specific, nested
from narcofacts.mentions.model import PlaceMention

LEAD_IN = 80
"""Letters of a sentence that only leads in: «Отдельная тема – контрабанда.»"""
SEARCHED = pattern(r"\W*(?:в ходе|при|во время|в результате) (?:[\w-]+ ){0,2}(?:обыск|осмотр|досмотр)")
POSTS = frozenset({"border_post", "station", "airport", "port"})


def mark_lead_ins(body: Sequence[SentenceFacts]) -> None:
    """«Не обошлось без стрельбы. В Диярбакыре при штурме …»: the sentence behind a short one that tells nothing
    begins its paragraph as far as scenes go."""
    for before, f in pairwise(body):
        one, two = before.sentence.sentence, f.sentence.sentence
        f.begins = two.first or (
            one.first
            and one.paragraph == two.paragraph
            and one.end - one.start < LEAD_IN
            and not before.any
            and before.scene is None
        )


def lay_settings(text: str, body: Sequence[SentenceFacts]) -> None:
    """Places set by sentences without facts, for facts behind them in their paragraph that name none."""
    for index, f in enumerate(body):
        if f.any:
            continue
        if heading(text, f):
            f.setting = f.scene
            continue
        found = [p for p in event_places(text, f.sentence) if p.form in ("name", "capital", "road")]
        follower = body[index + 1] if index + 1 < len(body) else None
        if not found or follower is None:
            continue
        there = pattern(r"\W*(?:там|здесь|тут)\b").match(stretch_of(text, follower.sentence)) is not None
        paragraph = f.sentence.sentence.paragraph
        ahead = [s for s in body[index + 1 : index + 4] if s.sentence.sentence.paragraph == paragraph and s.any]
        if (
            there
            or any(not event_places(text, s.sentence) for s in ahead[:1])
            or _post_before_facts(text, body, found, index)
            or _searched_behind(text, body, found, index)
            or any(h.kind in ("laboratory", "cultivation") for h in f.case.hints)
        ):
            setting = [
                p
                for p in found
                if there
                or p.preposition in SCENE_PREPOSITIONS
                or _bare_head(p)
                or LEAVING.search(text[max(0, p.start - 24) : p.start])
            ]
            if setting:
                f.setting = most_specific(found, setting[-1] if there else setting[0])


def _bare_head(place: PlaceMention) -> bool:
    """«На вокзале станции Жосалы»: a place with its head word on a phrase of place."""
    return place.preposition == "" and place.rule == "places.head" and place.form == "name"


def _post_before_facts(text: str, body: Sequence[SentenceFacts], found: list[PlaceMention], index: int) -> bool:
    """«На посту «Достык» досмотрели фуру. ¶ Под обшивкой нашли …»: a post, station or airport named before the
    first facts of the next paragraph, with no other place between."""
    posts = [p for p in found if p.place.kind in POSTS]
    if not posts or not all(nested(p.place, posts[0].place) for p in found if p not in posts):
        return False
    return _facts_without_place(text, body[index : index + 6]) is not None


def _searched_behind(text: str, body: Sequence[SentenceFacts], found: list[PlaceMention], index: int) -> bool:
    """«Они сняли помещение в деревне Осташково. ¶ В ходе обыска изъяты …»: one settlement named before a search
    that tells no place."""
    towns = [p for p in found if p.place.kind in ("village", "town", "city") and p.preposition in ("в", "во")]
    if len(towns) != 1 or not all(nested(p.place, towns[0].place) for p in found if p not in towns):
        return False
    told = _facts_without_place(text, body[index : index + 4])
    return told is not None and SEARCHED.match(stretch_of(text, told.sentence)) is not None


def _facts_without_place(text: str, stretch: Sequence[SentenceFacts]) -> SentenceFacts | None:
    """The first facts behind the first sentence of a stretch, in its paragraph or the next, if no place is told up to
    them."""
    paragraph = stretch[0].sentence.sentence.paragraph
    for f in stretch[1:]:
        if event_places(text, f.sentence) or f.sentence.sentence.paragraph > paragraph + 1:
            return None
        if f.any:
            return f
    return None


DASHED = pattern(r"\s[–—-]\s")


def heading(text: str, f: SentenceFacts) -> bool:
    """«Акмолинская область.», «Бишкек, автовокзал: …», «Астана – изъято …»: a place that stands as the heading of what
    follows."""
    info = f.sentence.sentence
    scene = f.scene
    if scene is None or scene.start - info.start > 14 or scene.preposition not in ("", "в", "во"):
        return False
    verb = next((f.sentence.tokens[p].start for p in f.sentence.predicates), info.end)
    colon = text.find(":", scene.end, min(verb, scene.end + 80))
    alone = verb == info.end and info.end - scene.end <= 2 and info.start == scene.start
    dash = DASHED.match(text, scene.end)
    return colon > 0 or alone or (dash is not None and dash.end() == verb and not scene.preposition)
