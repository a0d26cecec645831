"""Cuts an article into cases: the stretches that become operations.

Sentences are read in order. A sentence of statistics opens or joins a total; words of memory («Ранее», «Год назад»)
open another event; a paragraph that begins with another place opens another case, unless it takes up the people or
things of the case told so far. The `RULES` are tried in order; the first that answers decides.
"""

from __future__ import annotations

from narcofacts.linking import leads, times, totals, turns
from narcofacts.linking.areas import area_of, area_of_article, same_place, town_of_street
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import compared, says
from narcofacts.linking.figures import is_statistic
from narcofacts.linking.reader import PASS, Reader
from narcofacts.linking.scenes import SCENE_PREPOSITIONS, most_specific
from narcofacts.linking.settings import POSTS
from narcofacts.mentions.annotate import AnnotatedText
from narcofacts.mentions.model import PlaceMention

RULES = (
    turns.half,
    totals.total,
    turns.first,
    leads.of_week,
    times.earlier_conviction,
    times.background,
    times.other_time,
    leads.other_day,
    times.one_of_many,
    leads.under_lead,
    turns.bullet,
    turns.within_total,
    times.destruction,
    turns.another,
    turns.abroad,
    turns.place,
    turns.person,
    turns.named,
)
"""Each answers a case, None (stay in the current one) or PASS (another rule may decide)."""


def cut_cases(article: AnnotatedText, facts: list[SentenceFacts]) -> list[Case]:
    """The cases of an article in order. Headline sentences are left for the linker to lay."""
    return _read(Reader(article, facts))


def _read(reader: Reader) -> list[Case]:
    """The cases in order of text."""
    for index, sentence in enumerate(reader.body):
        reader.apart = reader.apart or says(reader.text, sentence.sentence, "apart")
        reader.digest = reader.digest or says(reader.text, sentence.sentence, "digest")
        beside = _told_beside(reader, sentence)
        made = _decide(reader, sentence, index)
        if made is not None and made not in reader.cases:
            made.number = len(reader.cases)
            reader.cases.append(made)
            if not sentence.any and sentence.scene is None:
                _set_opening(reader, sentence)
        if made is not None:
            reader.current = made
        if reader.current is None:
            reader.current = reader.open("event", "cases.first")
            reader.cases.append(reader.current)
        if reader.current.scope == "event" and sentence.any and not reader.current.background:
            reader.last_event = reader.current
        reader.current.sentences.append(sentence)
        for told in beside:
            other = reader.open("total", "cases.compared")
            other.comparison = True
            other.sentences.append(told)
            reader.cases.append(other)
        reader.current.verdict = reader.current.verdict or says(reader.text, sentence.sentence, "trial")
    _give_areas(reader)
    _lend_span(reader)
    _lend_area(reader)
    return reader.cases


def _decide(reader: Reader, sentence: SentenceFacts, index: int) -> Case | None:
    """The case that the sentence belongs to: a new one, one told before, or None for the current one."""
    for rule in RULES:
        answer = rule(reader, sentence, index)
        if answer is not PASS:
            return answer if isinstance(answer, Case) else None
    return None


def _give_areas(reader: Reader) -> None:
    """Where a case is that tells no place, and what statistics cover: their own area, that of what they are compared
    with, of the statistics told before, or of the article."""
    last: PlaceMention | None = None  # the area of the statistics told last
    for number, case in enumerate(reader.cases):
        if case.scope == "event":
            case.area = same_place(reader.article, case) or town_of_street(reader.article, case)
            continue
        case.area = area_of(reader.article, case, _lead_of(reader, number), reader.headlines)
        if case.area is None and case.comparison and number:
            case.area = reader.cases[number - 1].area
        if case.area is None and last is not None and last.place.kind in ("region", "country"):
            case.area = last
        reminded = reader.lower(case.sentences[0].sentence).startswith("напомн")  # of what was elsewhere, often
        if case.area is None and not reminded:
            case.area = area_of_article(reader.article, reader.headlines)
        last = case.area or last


def _lead_of(reader: Reader, number: int) -> list[SentenceFacts]:
    """The sentences of a case without facts right before a total."""
    before = reader.cases[number - 1] if number else None
    return before.sentences if before is not None and not before.told else []


def _told_beside(reader: Reader, sentence: SentenceFacts) -> list[SentenceFacts]:
    """The facts of other periods that stand in one sentence with others, taken out of it, by period: «изъято 120 кг
    (годом ранее — 97 кг)»; none if nothing else is told."""
    stretches = compared(reader.text, sentence.sentence)
    if not stretches or not is_statistic(sentence):
        return []
    result: list[SentenceFacts] = []
    for first, last in stretches:
        seizures = [f for f in sentence.seizures if first <= f.goods.start < last]
        arrests = [f for f in sentence.arrests if first <= f.start < last]
        if seizures or arrests:
            result.append(SentenceFacts(sentence.sentence, seizures, [], arrests))
    beside = {id(f) for told in result for f in (*told.seizures, *told.arrests)}
    if len(beside) == len(sentence.seizures) + len(sentence.arrests):
        return []
    sentence.seizures = [f for f in sentence.seizures if id(f) not in beside]
    sentence.arrests = [f for f in sentence.arrests if id(f) not in beside]
    return result


def _set_opening(reader: Reader, sentence: SentenceFacts) -> None:
    """«Самая крупная партия перехвачена в Тюпском районе. В сарае нашли …»: where a case without facts in its
    first sentence opens."""
    found = [p for p in reader.places_of(sentence.sentence) if p.preposition in SCENE_PREPOSITIONS]
    opening = most_specific(found, found[0]) if found else None
    if opening is not None and sentence.setting is None and opening.place.kind not in ("country", "region"):
        sentence.setting = opening


def _lend_area(reader: Reader) -> None:
    """The town or region of an opening total holds for the cases behind it that tell no place."""
    first = reader.cases[0].sentences if reader.cases else []  # a text of a dateline alone has no case
    posts = [p for s in first for p in reader.places_of(s.sentence) if p.place.kind in POSTS]
    for case in reader.cases[1:] if posts else ():  # «Обе выявлены в пункте пропуска «Каменный Лог»»
        if case.rule == "cases.other_day" and case.area is None:
            case.area = posts[0]
    opening = next((c for c in reader.cases if c.opening), None)
    if opening is None or opening.area is None or opening.area.place.kind == "country":
        return
    for case in reader.cases[reader.cases.index(opening) + 1 :]:
        if case.scope == "event" and not case.background and not case.apart and case.area is None:
            case.area = opening.area


def _lend_span(reader: Reader) -> None:
    """The days of an opening total hold for the cases behind it: «С 9 по 15 июня раскрыто … • Аксу. …»."""
    opening = next((c for c in reader.cases if c.opening), None)
    if opening is None:
        return
    span = next((d for s in opening.sentences for d in s.sentence.dates if d.kind == "span"), None)
    for case in reader.cases[reader.cases.index(opening) + 1 :]:
        if case.scope == "event" and not case.background and not case.apart:
            case.span = span
