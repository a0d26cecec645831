"""Places that head the parts of a round-up, though they could be something else or no list has them: «Завитинск» on a
line between «Тында» and «Белогорск», «Находка» between «Владивосток» and «Артём»."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.gazetteer import gazetteer
from narcofacts.mentions.model import GazetteerPlace, PlaceMention
from narcofacts.nlp.morph import readings
from narcofacts.text.segment import Sentence

HEADING = pattern(r"\W*([А-ЯЁ][а-яё]+(?:[- ](?:на-)?[А-ЯЁ][а-яё]+)?)\W*")
LIKELY = 0.1
SIBLINGS = 2
"""So many headings must be known places."""


def heading_places(text: str, cut: Sequence[Sentence], found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """A town for each heading that is one name, in an article whose other headings are known places."""
    lines = [(s, match) for s in cut if s.first and (match := HEADING.fullmatch(text, s.start, s.end))]
    known = {place.start for place in found}
    heads = {match.start(1) for _, match in lines}
    alike = [place.place for place in found if place.start in heads]
    if len({place.name for place in alike}) < SIBLINGS:
        return []
    result = []
    for _, match in lines:
        word = match[1]
        listed = _sibling(word, alike)
        if match.start(1) in known or not (listed or _maybe_town(word)):
            continue
        place = listed or GazetteerPlace(id="", name=word, kind="town", country=None, region=None, lat=None, lon=None)
        result.append(
            PlaceMention(
                start=match.start(1), end=match.end(1), rule="places.heading", place=place, form="name", case="nomn"
            )
        )
    return result


def _sibling(word: str, alike: Sequence[GazetteerPlace]) -> GazetteerPlace | None:
    """The listed settlement of that name in a region, or else in a country, of the other headings."""
    table = gazetteer()
    rows = [table.place(row) for row in table.named(word)]
    towns = [place for place in rows if place.kind in ("city", "town", "village", "district")]
    regions, countries = {p.region for p in alike if p.region}, {p.country for p in alike if p.country}
    return next((p for p in towns if p.region in regions), None) or next(
        (p for p in towns if p.country in countries and _maybe_town(word)), None
    )


def _maybe_town(word: str) -> bool:
    """Whether a word is no plain noun or adjective: «Криминал», «Общество» head other things."""
    return all(r.proper for r in readings(word.lower()) if r.score > LIKELY)
