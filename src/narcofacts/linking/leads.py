"""Leads: what is announced or summed up first, and then told case by case."""

from __future__ import annotations

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import VAGUE
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import says
from narcofacts.linking.figures import is_statistic
from narcofacts.linking.reader import PASS, Reader
from narcofacts.mentions.model import PlaceMention

DIARY = 3
"""So many sentences that open with different weekdays make a review of the week."""
OPENS_WITH_WEEKDAY = pattern(r"\W*во? (понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)\b")


def of_week(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«В понедельник задержали чиновника. В среду изъяли 700 кг. В пятницу вынесли приговор»: each day tells another
    case."""
    if reader.current is None or OPENS_WITH_WEEKDAY.match(reader.lower(sentence.sentence)) is None:
        return PASS
    opened = (OPENS_WITH_WEEKDAY.match(reader.lower(s.sentence)) for s in reader.body)
    if len({match[1] for match in opened if match is not None}) < DIARY:
        return PASS
    return reader.open("event", "cases.of_week")


def under_lead(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«Сорваны попытки сбыть в общей сложности 29,3 кг. ¶ В Узунском районе … ¶ В другом случае …»: the lead counts
    what paragraphs with places of their own tell. It becomes a total."""
    lead, scene = reader.current, sentence.scene
    assert lead is not None
    if (
        not (reader.each or reader.several)
        or not sentence.sentence.sentence.first
        or scene is None
        or lead is not reader.cases[0]
    ):
        return PASS
    if not lead.told or lead.scope != "event" or scene.place.kind in ("region", "country"):
        return PASS
    counts = any(f.total or f.part for f in lead.facts) or (
        any(f.goods.substance in VAGUE and f.goods.value is not None for f in lead.facts)
        and len(_scenes_ahead(reader, index)) > 1
    )
    counts = counts and all(is_statistic(s) for s in lead.sentences)
    told = [p.place for p in _led_places(reader, lead)]
    crowd = sum((f.group.value or 0) if f.group is not None else 0 for f in lead.arrests)
    if lead.arrests and (crowd < 10 or len(_scenes_ahead(reader, index)) < 3):
        return PASS
    if not counts or any(p.kind not in ("region", "country") for p in told):
        return PASS
    if not (sentence.any or reader.facts_ahead(index, statistic=False)):
        return PASS
    reader.sum_up(lead)
    return reader.open("event", "cases.under_lead")


def other_day(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«Пресечены две попытки … ¶ 18 сентября … ¶ 20 сентября …»: of the cases announced, each paragraph that opens
    with a day of its own tells one."""
    current = reader.current
    annotated = sentence.sentence
    assert current is not None
    if not (reader.several or reader.digest or reader.summed) or not sentence.begins or not current.told:
        return PASS
    date = reader.day_at_head(sentence)
    if date is None or current.scope != "event":
        return PASS
    told = [d for s in current.sentences for d in s.sentence.dates if d.kind in ("day", "month")]
    if not told and len(reader.cases) < 3 and not _sums_up(reader, current, index):
        return PASS
    if any(d.first == date.first and d.kind == date.kind and d.first is not None for d in told):
        return PASS
    if reader.takes_up(annotated) or says(reader.text, annotated, "goes_on"):
        return PASS
    if sentence.any or reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.other_day", background=current.background)
    return PASS


def _sums_up(reader: Reader, lead: Case, index: int) -> bool:
    """«Пресечены три попытки, изъято 63 кг. ¶ 11 сентября … ¶ 12 сентября …»: the lead counts what the paragraphs
    with days tell. It becomes a total."""
    days = [d for s in reader.body[index:] if (d := reader.day_at_head(s)) is not None]
    if lead is not reader.cases[0] or not reader.several or len({d.first for d in days}) < 2:
        return False
    if not all(is_statistic(s) for s in lead.sentences):
        return False
    reader.sum_up(lead)
    return True


def _scenes_ahead(reader: Reader, index: int) -> set[str]:
    """The towns and districts that paragraphs with facts open with from here on."""
    scenes = [f.scene for f in reader.body[index:] if f.sentence.sentence.first and f.any and f.scene is not None]
    return {p.place.name for p in scenes if p.place.kind not in ("region", "country")}


def _led_places(reader: Reader, case: Case) -> list[PlaceMention]:
    return [p for s in case.sentences if s.any for p in reader.places_of(s.sentence)]
