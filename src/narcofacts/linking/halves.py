"""Two cases told in one sentence: «18 января в порту нашли 6 кг кокаина, а 2 февраля в Поти – 270 кг гашиша».

Where a new day, or a new place with a verb of its own, stands behind «, а» or «;», and facts are told on both sides,
what follows is a sentence of its own for the cutting of cases.
"""

from __future__ import annotations

from narcofacts.cached.patterns import pattern
from narcofacts.events.cases import CaseFacts
from narcofacts.linking.case import SentenceFacts
from narcofacts.linking.discourse import says
from narcofacts.linking.scenes import SCENE_PREPOSITIONS, event_places, nested
from narcofacts.mentions.model import DateMention, PlaceMention
from narcofacts.text.letters import folded

TURN = pattern(r"(?:, а|;(?: а)?) (?:уже |затем |потом |позже )?(?=[\d\w])")
SAME_PEOPLE = pattern(r"\b(?:еще|также|тоже|он|она|они|его|ее|их|него|нее|них|тот|сообщник\w*|подельник\w*|дом[ау]?)\b")
AFTER_IT = pattern(r"спустя|следующ|позже|через|того же")
"""«а сутки спустя в Сиднее арестованы …»: what goes on after the first day is the same case."""
NEAR = 12
"""Letters between the turn and the day or the place that it leads to."""
TOLD_DAYS = ("day", "month", "season")


def halved(text: str, sentences: list[SentenceFacts]) -> list[SentenceFacts]:
    """The sentences in order, those that tell of two cases cut in two."""
    result = []
    for facts in sentences:
        cut = _turn(text, facts) if facts.any else None
        while cut is not None:
            at, led_by = cut
            left, right = _side(facts, facts.sentence.sentence.start, at), _side(facts, at, facts.sentence.sentence.end)
            right.led_by = led_by
            right.sentence.sentence.first = False
            result.append(left)
            facts = right
            cut = _turn(text, facts)
            if cut is not None and cut[1] != led_by:
                break
        result.append(facts)
    return result


def _turn(text: str, facts: SentenceFacts) -> tuple[int, str] | None:
    """Where another case begins within a sentence, and whether a day or a place tells so; None if nowhere."""
    annotated = facts.sentence
    end = annotated.sentence.end
    for match in TURN.finditer(folded(text), annotated.sentence.start, end):
        at = match.end()
        starts = _starts(facts)
        if not (any(s < at for s in starts) and any(s >= at for s in starts)):
            continue
        day = _day(text, annotated.dates, at)
        if day is not None and any(
            d.kind in TOLD_DAYS and d.end <= at and d.first != day.first for d in annotated.dates
        ):
            return at, "day"
        place = _place(event_places(text, annotated), at)
        if (
            place is None
            or any(d.kind in ("period", "since") for d in annotated.dates)
            or says(text, annotated, "total")
        ):
            continue
        before = [p for p in event_places(text, annotated) if p.end <= at]
        told = any(annotated.tokens[p].start >= at for p in annotated.predicates)
        if (
            before
            and told
            and not any(nested(p.place, place.place) for p in before)
            and not SAME_PEOPLE.search(folded(text), at, end)
        ):
            return at, "place"
    return None


def _starts(facts: SentenceFacts) -> list[int]:
    return [
        *(f.goods.start for f in facts.seizures),
        *(f.start for f in facts.arrests),
        *(f.start for f in facts.case.dismantled),
    ]


def _day(text: str, dates: list[DateMention], at: int) -> DateMention | None:
    return next(
        (
            d
            for d in dates
            if 0 <= d.start - at < NEAR and d.kind in TOLD_DAYS and not AFTER_IT.search(folded(text), d.start, d.end)
        ),
        None,
    )


def _place(places: list[PlaceMention], at: int) -> PlaceMention | None:
    return next((p for p in places if 0 <= p.start - at < NEAR and p.preposition in SCENE_PREPOSITIONS), None)


def _side(facts: SentenceFacts, start: int, end: int) -> SentenceFacts:
    """What a sentence tells between two offsets."""
    case = facts.case

    def inside(offset: int) -> bool:
        return start <= offset < end

    return SentenceFacts(
        facts.sentence.between(start, end),
        [f for f in facts.seizures if inside(f.goods.start)],
        [t for t in facts.takings if inside(t.start)],
        [f for f in facts.arrests if inside(f.start)],
        CaseFacts(
            [f for f in case.dismantled if inside(f.start)],
            [h for h in case.hints if inside(h.start)],
            case.involved if case.involved is not None and inside(case.involved.start) else None,
            case.turnover if case.turnover is not None and inside(case.turnover.start) else None,
        ),
        begins=facts.begins,
    )
