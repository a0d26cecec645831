"""Places and dates: what a record's own sentence tells, else what its case tells."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.linking.cases import Case, SentenceFacts, contained, event_places
from narcofacts.mentions.model import DateMention, PlaceMention

SPECIFIC = {"country": 0, "region": 1, "district": 2, "other": 3, "city": 3, "town": 4, "village": 5, "station": 5, "port": 5, "airport": 5, "border_post": 5}


def case_places(case: Case) -> list[PlaceMention]:
    """The places of a case: of its sentences with facts, and those that set the scene; most specific first per mention."""
    result: list[PlaceMention] = []
    seen: set[str] = set()
    for sentence in case.sentences:
        for place in event_places(sentence.sentence):
            if place.form == "road" and any(p.form == "road" for p in result):
                continue
            if place.place.name in seen:
                continue
            seen.add(place.place.name)
            result.append(place)
    return result


def main_place(case: Case, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The one place of a case: the most specific of its first group of nested places; None if several compete."""
    if not places:
        return None
    best = places[0]
    for place in places[1:]:
        if contained(best.place, place.place):
            if SPECIFIC.get(place.place.kind, 3) > SPECIFIC.get(best.place.kind, 3):
                best = place
    return best


def own_place(sentence: SentenceFacts, start: int, end: int) -> PlaceMention | None:
    """The most specific place of the fact's own clause, else of its sentence before the fact."""
    annotated = sentence.sentence
    found = [p for p in event_places(annotated) if p.form != "adjective"]
    if not found:
        return None
    clause = annotated.clause_of(start)
    inside = [p for p in found if annotated.clause_of(p.start) == clause]
    if inside:
        return _nearest(inside, start)
    before = [p for p in found if p.start < start]
    return _nearest(before, start) if before else None


def _nearest(places: Sequence[PlaceMention], at: int) -> PlaceMention:
    """The most specific of the nested places nearest to `at`."""
    before = [p for p in places if p.start <= at] or list(places)
    best = before[-1]
    for place in before:
        if contained(place.place, best.place) and SPECIFIC.get(place.place.kind, 3) > SPECIFIC.get(best.place.kind, 3):
            best = place
    return best


def recent_place(case: Case, sentence: int) -> PlaceMention | None:
    """The scene set last in the case before a sentence: «В гараже в Уральске …», then what was found there."""
    result: PlaceMention | None = None
    for facts in case.sentences:
        if facts.sentence.sentence.index > sentence:
            break
        found = [p for p in event_places(facts.sentence) if p.form in ("name", "capital", "road") and p.preposition in ("в", "во", "на", "под", "близ", "у", "из")]
        if found:
            best = _nearest(found, found[0].start)
            if result is None or not (contained(best.place, result.place) and SPECIFIC.get(best.place.kind, 3) < SPECIFIC.get(result.place.kind, 3)):
                result = best
    return result


def own_date(sentence: SentenceFacts, start: int) -> DateMention | None:
    """The date of the fact's own clause, else of its sentence."""
    annotated = sentence.sentence
    if not annotated.dates:
        return None
    clause = annotated.clause_of(start)
    inside = [d for d in annotated.dates if annotated.clause_of(d.start) == clause]
    return (inside or annotated.dates)[0]


def recent_date(case: Case, sentence: int) -> DateMention | None:
    """The date told last in the case up to a sentence, or its period."""
    result: DateMention | None = None
    for facts in case.sentences:
        if facts.sentence.sentence.index > sentence:
            break
        for date in facts.sentence.dates:
            if case.scope == "total" and date.kind not in ("period", "since", "span", "month", "year", "season"):
                continue
            result = date
            break
    return result if result is not None else case.period
