"""Totals: the case that statistics open, join, go back to, or are compared with."""

from __future__ import annotations

from narcofacts.events.goods import VAGUE
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import counts_crimes, says
from narcofacts.linking.figures import same_period
from narcofacts.linking.merge import same_amount
from narcofacts.linking.reader import PASS, Reader
from narcofacts.linking.scenes import nested
from narcofacts.linking.statistics import Statistics, against_one, span_set, statistics
from narcofacts.mentions.model import DateMention


def total(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """The case of a sentence of statistics."""
    if (whole := _whole_of_part(reader, sentence) or _whole_of_kinds(reader, sentence)) is not None:
        return whole
    told = statistics(reader, sentence, index)
    if told is None:
        return PASS
    current = reader.current
    if current is not None and current.scope == "total" and _goes_on(reader, current, sentence, told):
        current.period = current.period or told.period
        return None
    if current is not None and current.comparison and not told.comparison:
        before = next((c for c in reversed(reader.cases) if c.scope == "total" and not c.comparison), None)
        if before is not None and _resumes(reader, before, sentence, told.period):
            return before
    of_one = not told.comparison and against_one(reader, sentence)
    if current is not None and not told.comparison and _leads_up(reader, current, sentence):
        counting = [s for s in current.sentences if counts_crimes(reader.text, s.sentence)]
        periods = [d for s in counting for d in s.sentence.dates if d.kind in ("period", "since")]
        current.scope, current.rule, current.of_one = "total", "cases.total", of_one
        current.period = told.period or span_set(reader, index) or next(iter(periods), None)
        _place_in_order(reader, current)
        return None
    case = reader.open("total", "cases.total")
    case.period = told.period or span_set(reader, index)
    if case.period is None and current is not None and not current.told and not told.comparison:
        led_by = (d for s in current.sentences for d in s.sentence.dates if d.kind == "period")
        case.period = next(led_by, None)  # «За десять месяцев привлечено 4316 человек. ¶ … ¶ Изъято 33 тонны»
    case.comparison, case.of_one = told.comparison, of_one
    _place_in_order(reader, case)
    return case


def _place_in_order(reader: Reader, case: Case) -> None:
    """Marks a total that stands before all events as the opening one: later cases are its parts."""
    case.opening = not case.comparison and not any(c.told and c.scope == "event" for c in reader.cases)
    reader.summed = reader.summed or case.opening


def _goes_on(reader: Reader, current: Case, sentence: SentenceFacts, told: Statistics) -> bool:
    """Whether statistics go on with those told before: of the same area, time and speaker."""
    if told.comparison or current.comparison:
        return False
    annotated, scene = sentence.sentence, sentence.scene
    info = annotated.sentence
    places = [p.place for s in current.sentences for p in reader.places_of(s.sentence)]
    if scene is not None and not any(nested(scene.place, place) for place in places):
        return False
    if scene is not None and info.first and not any(place.name == scene.place.name for place in places):
        return False  # a paragraph of a narrower area
    same_time = told.period is None or current.period is None or same_period(told.period, current.period)
    if not same_time and not says(reader.text, annotated, "same_period"):
        return False
    if info.paragraph - current.sentences[-1].sentence.sentence.paragraph > 1:
        return False
    speaker = info.first and current.told and says(reader.text, annotated, "speaker")
    return not speaker or _told_again(current, sentence)


def _leads_up(reader: Reader, current: Case, sentence: SentenceFacts) -> bool:
    """Whether the sentences without facts before statistics lead up to them: they count crimes, or are few and near."""
    if current.told or _of_another_place(reader, sentence):
        return False
    if any(counts_crimes(reader.text, s.sentence) for s in current.sentences):
        return True
    paragraph = sentence.sentence.sentence.paragraph
    near = all(s.sentence.sentence.paragraph >= paragraph - 1 for s in current.sentences[-1:])
    return near and len(current.sentences) <= 2


def _told_again(case: Case, sentence: SentenceFacts) -> bool:
    """«изъято более 30 кг наркотиков … По данным стражей порядка, конфисковано 30 кг 215 г»: the same figure."""
    told = [f.goods for f in case.facts if f.goods.is_mass and f.goods.substance in VAGUE]
    return any(
        f.goods.is_mass and f.goods.substance == before.substance and same_amount(before, f.goods, rounded=True)
        for f in sentence.seizures
        for before in told
    )


def _whole_of_part(reader: Reader, sentence: SentenceFacts) -> Case | None:
    """«Из общего объёма изъятых в 2023 году 1900 кг …»: the statistics of that year, told before those of another."""
    years = [d for d in sentence.sentence.dates if d.kind == "year"]
    if not years or not any(f.part for f in sentence.seizures):
        return None
    totals = [c for c in reader.cases if c.scope == "total" and c.period is not None and c is not reader.current]
    return next((c for c in totals if c.period is not None and same_period(c.period, years[0])), None)


def _whole_of_kinds(reader: Reader, sentence: SentenceFacts) -> Case | None:
    """«Изъято 2 146 кг. Год назад – 1 987 кг. По видам: героин – 74 кг, опий – 310 кг, …»: behind a comparison, the
    statistics that the kinds add up to."""
    kinds = [f.goods for f in sentence.seizures if f.goods.is_mass and f.goods.substance not in VAGUE]
    if reader.current is None or not reader.current.comparison or len(kinds) < 2:
        return None
    told = sum(float(goods.value or 0) for goods in kinds)
    for case in reversed(reader.cases):
        wholes = [f.goods for f in case.facts if f.goods.is_mass and f.goods.substance in VAGUE]
        if case.scope == "total" and any(abs(told - float(g.value or 0)) <= NEARLY * told for g in wholes):
            return case
    return None


NEARLY = 0.005
"""By which share a sum of rounded kinds may miss its total."""


def _of_another_place(reader: Reader, sentence: SentenceFacts) -> bool:
    """Whether the case without facts so far was opened by a place, in another paragraph than the sentence."""
    assert reader.current is not None
    begun = reader.current.sentences[0].sentence.sentence.paragraph
    return reader.current.rule == "cases.place" and begun != sentence.sentence.sentence.paragraph


def _resumes(reader: Reader, total: Case, sentence: SentenceFacts, period: DateMention | None) -> bool:
    """Whether statistics go on after a comparison: «… За этот же период ликвидированы три лаборатории»."""
    if sentence.scene is not None and not any(
        nested(sentence.scene.place, p.place) for s in total.sentences for p in reader.places_of(s.sentence)
    ):
        return False
    told = [d for s in total.sentences for d in s.sentence.dates if d.kind in ("span", "period", "since")]
    reference = total.period or (told[0] if told else None)
    if period is None or reference is None or says(reader.text, sentence.sentence, "same_period"):
        return True
    return same_period(period, reference)
