"""Cuts an article into cases: the stretches that become operations.

Sentences are read in order. A sentence of statistics opens or joins a total; words of memory («Ранее», «Год назад») open
another event; a paragraph that begins with another place opens another case, unless it takes up the people or things of
the case told so far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from narcofacts.events.cases import CaseFacts
from narcofacts.events.facts import ArrestFact, SeizureFact, Taking
from narcofacts.lexicon import toml_table
from narcofacts.mentions.annotate import Annotated, AnnotatedText
from narcofacts.mentions.model import DateMention, GazetteerPlace, PlaceMention
from narcofacts.records import Scope
from narcofacts.rules import Step

EVENT_PLACES = ("places.gazetteer", "places.head", "places.tagger")


@dataclass(slots=True)
class SentenceFacts:
    """All facts of one sentence."""

    sentence: Annotated
    seizures: list[SeizureFact] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)
    arrests: list[ArrestFact] = field(default_factory=list)
    case: CaseFacts = field(default_factory=CaseFacts)

    @property
    def any(self) -> bool:
        """Whether the sentence tells of an arrest, a seizure or something shut down."""
        return bool(self.seizures or self.arrests or self.case.dismantled)

    @property
    def quantified(self) -> bool:
        """Whether it tells more than a bare word."""
        return bool(self.arrests or self.case.dismantled) or any(
            fact.goods.value is not None or fact.goods.money is not None for fact in self.seizures
        )


@dataclass(slots=True)
class Case:
    """A stretch of sentences about one event or one body of statistics."""

    number: int
    scope: Scope
    rule: str
    sentences: list[SentenceFacts] = field(default_factory=list)
    period: DateMention | None = None
    background: bool = False
    place: GazetteerPlace | None = None
    """The place that opened the case."""
    opening: bool = False
    """A total that stands before the cases that it sums up."""

    @property
    def facts(self) -> list[SeizureFact]:
        """The seizure facts in order."""
        return [fact for sentence in self.sentences for fact in sentence.seizures]

    @property
    def arrests(self) -> list[ArrestFact]:
        """The arrest facts in order."""
        return [fact for sentence in self.sentences for fact in sentence.arrests]


@cache
def _patterns(name: str) -> re.Pattern[str]:
    entry = toml_table("discourse.toml")[name]
    joined = "|".join(f"(?:{pattern})" for pattern in entry["patterns"])
    return re.compile(rf"(?:{joined})")


def says(text: str, sentence: Annotated, name: str) -> bool:
    """Whether an entry of discourse.toml fits the sentence."""
    stretch = text[sentence.sentence.start : sentence.sentence.end].lower().replace("ё", "е")
    if toml_table("discourse.toml")[name]["at"] == "start":
        stretch = stretch.lstrip(" «\"“„—–-•")
        match = _patterns(name).match(stretch)
        if match:
            return True
        return bool(re.match(r"(?:\w+[,:]\s+|[^,.]{0,30},\s+)?", stretch)) and bool(
            _patterns(name).match(re.sub(r"^(?:отметим|напомним|при этом|кроме того|также|вместе с тем|к слову|известно|добавим),\s*(?:что\s+)?", "", stretch))
        )
    return bool(_patterns(name).search(stretch))


def event_places(sentence: Annotated) -> list[PlaceMention]:
    """The places of a sentence where something can have happened: no routes, homes, agencies or borders."""
    return [p for p in sentence.places if p.rule in EVENT_PLACES and p.form in ("name", "capital", "road", "adjective")]


def opening_place(sentence: Annotated) -> PlaceMention | None:
    """The place that a sentence sets as its scene: governed by «в/на/под» within its first words."""
    tokens = sentence.tokens
    limit = tokens[min(len(tokens) - 1, 9)].end if tokens else 0
    first_predicate = sentence.tokens[sentence.predicates[0]].start if sentence.predicates else limit
    for place in event_places(sentence):
        if place.start > max(limit, first_predicate):
            break
        if place.form == "adjective":
            continue
        if place.preposition in ("в", "во", "на", "под", "близ", "около", "возле", "у", "из") or place.start == sentence.sentence.start:
            return place
    return None


def contained(one: GazetteerPlace, two: GazetteerPlace) -> bool:
    """Whether the places may be the same scene: the same, or one inside the other."""
    if one.id == two.id and one.name == two.name:
        return True
    if one.country and two.country and one.country != two.country:
        return False
    if one.kind == "country" or two.kind == "country":
        return one.country == two.country and one.country is not None
    if one.region and two.region and one.region == two.region:
        return "region" in (one.kind, two.kind) or one.kind != two.kind
    return False


def cut_cases(article: AnnotatedText, facts: list[SentenceFacts]) -> list[Case]:
    """The cases of an article in order. Headline sentences are left for the linker to lay."""
    cases: list[Case] = []
    text = article.text
    body = [f for f in facts if not f.sentence.sentence.headline] or facts
    digest = any(says(text, f.sentence, "digest") for f in facts[:6])
    current: Case | None = None
    last_event: Case | None = None
    for index, sentence in enumerate(body):
        made = _decide(article, sentence, current, last_event, cases, digest, body, index)
        if made is not None:
            if made not in cases:
                made.number = len(cases)
                cases.append(made)
            current = made
        if current is None:
            current = Case(0, "event", "cases.first")
            cases.append(current)
        if current.scope == "event" and sentence.any:
            last_event = current
        current.sentences.append(sentence)
        if current.place is None:
            place = opening_place(sentence.sentence)
            if place is not None:
                current.place = place.place
    return cases


def _has_facts(case: Case) -> bool:
    return any(s.any for s in case.sentences)


def _decide(
    article: AnnotatedText,
    sentence: SentenceFacts,
    current: Case | None,
    last_event: Case | None,
    cases: list[Case],
    digest: bool,
    body: Sequence[SentenceFacts],
    index: int,
) -> Case | None:
    """The case that the sentence belongs to: a new one, one told before, or None for the current one."""
    text = article.text
    annotated = sentence.sentence
    info = annotated.sentence
    goes_on = says(text, annotated, "goes_on")
    period = next((d for d in annotated.dates if d.kind in ("period", "since")), None)
    total = (
        (period is not None or says(text, annotated, "total"))
        and (sentence.any or _facts_ahead(body, index, text))
        and _statistic(sentence)
    )
    if info.bullet and info.first and (place := opening_place(annotated)) is not None:
        return Case(len(cases), "event", "cases.bullet")
    background = says(text, annotated, "background")
    another = says(text, annotated, "another")
    place = opening_place(annotated)
    if total:
        if current is not None and current.scope == "total" and not background:
            same_area = place is None or current.place is None or contained(place.place, current.place) and place.place.kind == current.place.kind
            same_period = period is None or current.period is None or _same_period(period, current.period)
            if same_area and same_period and info.paragraph - current.sentences[-1].sentence.sentence.paragraph <= 1:
                return None
        case = Case(len(cases), "total", "cases.total", period=period, opening=not any(_has_facts(c) and c.scope == "event" for c in cases), background=background)
        return case
    if current is None:
        return Case(0, "event", "cases.first")
    if current.scope == "total":
        if background and sentence.any:
            return Case(len(cases), "event", "cases.background", background=True)
        person = any(f.group is not None and any(u.ages or not u.plural for u in f.group.units) for f in sentence.arrests)
        day = any(d.kind == "day" for d in annotated.dates)
        narrower = place is not None and place.place.kind not in ("country", "region")
        if another or (info.first and (narrower or place is not None) and _has_facts(current)) or (narrower and (day or person or sentence.any)):
            return Case(len(cases), "event", "cases.after_total")
        if info.first and not sentence.case.dismantled and last_event is not None and goes_on and sentence.any:
            return last_event
        if person or (day and sentence.any):
            return Case(len(cases), "event", "cases.after_total")
        return None
    if background and _has_facts(current) and (sentence.any or _memory_noun(text, annotated)):
        return Case(len(cases), "event", "cases.background", background=True)
    if not _has_facts(current) and not any(s.sentence.sentence.bullet for s in current.sentences):
        if info.first and place is not None and digest:
            return Case(len(cases), "event", "cases.place")
        return None
    if current.background and info.first and not background and (goes_on or place is None) and last_event is not None and sentence.any:
        events = [c for c in cases if c.scope == "event" and not c.background and _has_facts(c)]
        if events and goes_on:
            return events[-1]
    other_place = place is not None and not _known_place(current, place.place)
    if another and (other_place or info.first) and (sentence.any or other_place) and not _anaphoric(text, annotated):
        return Case(len(cases), "event", "cases.another")
    if info.bullet and info.first and place is not None and info.introducer is None:
        return Case(len(cases), "event", "cases.bullet") if other_place else None
    if info.bullet and info.first and place is not None and other_place:
        return Case(len(cases), "event", "cases.bullet")
    if info.first and other_place and place is not None:
        if digest or not goes_on:
            return Case(len(cases), "event", "cases.place")
    return None


def _facts_ahead(body: Sequence[SentenceFacts], index: int, text: str) -> bool:
    """Whether the next sentences of the paragraph tell facts that are statistics too."""
    paragraph = body[index].sentence.sentence.paragraph
    for sentence in body[index + 1 : index + 3]:
        if sentence.sentence.sentence.paragraph != paragraph:
            return False
        if sentence.any:
            return _statistic(sentence) and opening_place(sentence.sentence) is None
    return False


def _memory_noun(text: str, sentence: Annotated) -> bool:
    return False


def _anaphoric(text: str, sentence: Annotated) -> bool:
    stretch = text[sentence.sentence.start : sentence.sentence.end].lower()
    return bool(re.search(r"\b(?:по делу|из них|фигурант\w*|участник\w* группы|сообщник\w*|организатор\w*)\b", stretch[:90]))


def _statistic(sentence: SentenceFacts) -> bool:
    """Whether the facts of the sentence can be statistics: no single named or aged person."""
    for fact in sentence.arrests:
        if fact.group is not None and any(unit.ages or unit.name for unit in fact.group.units):
            return False
    return True


def _same_period(one: DateMention, two: DateMention) -> bool:
    if one.first is None or two.first is None:
        return one.kind == two.kind and one.rule == two.rule
    return one.first == two.first and (one.last == two.last or one.kind == "since" or two.kind == "since")


def _known_place(case: Case, place: GazetteerPlace) -> bool:
    """Whether the place belongs to the scene of the case."""
    known = [p.place for s in case.sentences for p in event_places(s.sentence)]
    if case.place is not None:
        known.append(case.place)
    return any(contained(place, other) for other in known)


def step(case: Case) -> Step:
    """The trace step that tells why the case was opened."""
    first = case.sentences[0].sentence.sentence
    return Step(case.rule, first.start, first.end)
