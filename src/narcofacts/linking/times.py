"""Words and days of another time: memory, comparison, what happened in another month."""

from __future__ import annotations

from narcofacts.cached.patterns import pattern
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import OPENERS, said_at, says, stretch_of
from narcofacts.linking.figures import same_period, weeks_ago
from narcofacts.linking.reader import PASS, Reader
from narcofacts.mentions.model import DateMention

REMEMBERED = pattern(r"\W*(?:напомн|ранее|как (?:уже )?сообщ|\w+ сообщал)")

OF_THEM = pattern(r"\b(?:его|ее|их|у него|у нее|у них|подсудим\w+|осужденн\w+|мужчин[аыу]|женщин[аыу])\b")

HEAD = 12
"""Letters at the head of a sentence in which its date stands."""

SAME_SPOT = pattern(
    r"\b(?:этом|том|этой|той) же (?:\w+ )?"
    r"(?:порту|посту|пункте|аэропорту|переходе|участке|вокзале|станции|трассе|городе|районе)"
)
"""«В феврале в этом же порту изъяли …»: the place is the same, the case another."""


def background(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«Ранее сообщалось …», «Год назад …», «Это второй подобный случай»: another event, unless of the same case."""
    annotated = sentence.sentence
    if not says(reader.text, annotated, "background") or says(reader.text, annotated, "same_case"):
        return PASS
    assert reader.current is not None
    if _later_stage(reader, sentence) or _past_of_convicted(reader, sentence):
        return PASS
    period = reader.current.period
    if period is not None and any(d.kind == "year" and same_period(d, period) for d in annotated.dates):
        return PASS  # «За 2025 год изъято … По словам начальника полиции, в прошлом году пресекли …»
    if reader.current.told and (sentence.any or reader.facts_ahead(index, statistic=False)):
        here = sentence if sentence.any else reader.body[index + 1]
        if _summed_before(reader, here):
            return reader.open("total", "cases.total")
        return reader.open("event", "cases.background", background=True)
    return PASS


ALREADY = pattern(
    r"\bуже (?:был[аи]? |дважды |однажды |трижды |неоднократно )?(?:осужд|пригов[ао]р|отбы|получал)"
    r"|\b(?:лет|год|года) назад\b"
)
"""«Мужчина уже был осуждён», «Два года назад его приговорили»"""
WAS_CONVICTED = pattern(r"\bбыл[аи]?\s(?:\w+\s){0,2}(?:осужд|пригов)")


def earlier_conviction(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«Задержан 40-летний уралец. Как выяснилось, в 2019 году он был осуждён на 5 лет»: another event of his life, not
    how the arrest ended; where the article tells of verdicts, it may be."""
    current = reader.current
    assert current is not None
    alone = sentence.arrests and not sentence.seizures and all(f.status == "convicted" for f in sentence.arrests)
    held = any(f.status in ("detained", "arrested") for f in current.arrests)
    if not alone or not held or current.verdict or current.scope == "total" or current.background:
        return PASS
    if any(f.status == "convicted" for f in current.arrests) or _later_stage(reader, sentence):
        return PASS
    if len(sentence.arrests) > 1 or (sentence.arrests[0].group is not None and sentence.arrests[0].group.value != 1):
        return PASS  # «Пятеро из них уже осуждены»
    years = [d.first.year for d in sentence.sentence.dates if d.kind == "year" and d.first is not None]
    dated = [d for s in current.sentences if s.any for d in s.sentence.dates if d.kind == "year"]
    low = reader.lower(sentence.sentence)
    if ALREADY.search(low) or (years and not dated and WAS_CONVICTED.search(low)):
        return reader.open("event", "cases.earlier_conviction", background=True)
    return PASS


def _past_of_convicted(reader: Reader, sentence: SentenceFacts) -> bool:
    """«Приговорён 47-летний тракторист. Прошлой осенью в его бане нашли …», «… Летом его задержали»: what a verdict is
    for."""
    assert reader.current is not None
    convicted = any(f.status == "convicted" for f in reader.current.arrests)
    text = reader.lower(sentence.sentence)
    himself = all(f.group is None and f.pronoun and f.status != "convicted" for f in sentence.arrests)
    return convicted and himself and not REMEMBERED.match(text) and OF_THEM.search(text) is not None


def _later_stage(reader: Reader, sentence: SentenceFacts) -> bool:
    """«Алену задержали в ноябре 2013 года. В 2015 году её приговорили»: what happened later to people told of."""
    if sentence.seizures or not sentence.arrests or any(f.group is not None for f in sentence.arrests):
        return False
    assert reader.current is not None
    told = [d.first for s in reader.current.sentences if s.any for d in s.sentence.dates if d.first is not None]
    return any(d.first is not None and told and d.first >= max(told) for d in sentence.sentence.dates)


def _summed_before(reader: Reader, sentence: SentenceFacts) -> bool:
    """«Это четвёртый случай с начала года. Ранее было изъято 8 кг героина и 5 кг гашиша»: amounts of the period
    that the sentence before names, with nobody taken and no day of their own."""
    before = reader.body[reader.body.index(sentence) - 1].sentence
    days = any(d.kind in ("day", "span", "month") for d in sentence.sentence.dates)
    return (
        before.sentence.paragraph == sentence.sentence.sentence.paragraph
        and any(d.kind in ("period", "since") for d in before.dates)
        and len(sentence.seizures) > 1
        and not sentence.arrests
        and not days
    )


def other_time(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«В ноябре 2012 года полицейским удалось перехватить …»: facts of another month or year at the head of a
    sentence, after facts of the case, tell another event; a verdict tells its own case's past."""
    current = reader.current
    annotated = sentence.sentence
    assert current is not None
    if not current.told or not sentence.any or current.scope != "event":
        return PASS
    if _later_stage(reader, sentence):
        return PASS
    opener = OPENERS.match(stretch_of(reader.text, annotated))
    head = annotated.sentence.start + (opener.end() if opener else 0)
    date = next((d for d in annotated.dates if d.start - head < HEAD), None)
    weeks = weeks_ago(reader.text, date) if date is not None else False
    if date is None or not (date.kind in ("month", "year", "season") or weeks):
        return PASS
    if (
        (
            _goes_on(reader, current, sentence, date)
            and not annotated.sentence.first
            and not SAME_SPOT.search(reader.lower(annotated))
        )
        or reader.takes_up(annotated)
        or any(f.status == "convicted" for f in [*current.arrests, *sentence.arrests])
        or current.verdict
    ):
        return PASS
    told = [d for s in current.sentences if s.any for d in s.sentence.dates]
    if any(d.first == date.first and d.kind == date.kind and d.first is not None for d in told):
        return PASS
    if _burnt_again(current, sentence):
        return PASS
    fresh = any(f.goods.value is not None or f.goods.money is not None for f in sentence.seizures) or bool(
        sentence.arrests or sentence.case.dismantled
    )
    return reader.open("event", "cases.other_time", background=not reader.within_sum(date)) if fresh else PASS


def _goes_on(reader: Reader, case: Case, sentence: SentenceFacts, date: DateMention) -> bool:
    """Whether words take up the case told so far; where month after month is told, only before what was taken: «В июле
    в посылке нашли 48 таблеток, за ней пришёл студент – его задержали»."""
    at = said_at(reader.text, sentence.sentence, "goes_on")
    if at is None:
        return False
    opened = case.sentences[0].sentence
    same_row = opened.sentence.paragraph == sentence.sentence.sentence.paragraph and date.kind == "month"
    row = same_row and any(d.kind == "month" and d.start - opened.sentence.start < HEAD for d in opened.dates)
    amounts = [f.goods.start for f in sentence.seizures if f.goods.value is not None]
    return not (row and amounts and sentence.sentence.sentence.start + at > min(amounts))


def _burnt_again(case: Case, sentence: SentenceFacts) -> bool:
    """«В апреле все 213 килограммов сожгли»: what the case told to be taken."""
    told = {f.goods.value for f in case.facts}
    burnt = [f for f in sentence.seizures if f.action == "destroyed" and f.goods.category == "drug"]
    again = bool(burnt) and all(f.goods.value is not None and f.goods.value in told for f in burnt)
    return again and len(burnt) == len(sentence.seizures) and not sentence.arrests


def one_of_many(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«Таких случаев всё больше. 11 марта на том же пункте изъяли … А 23 марта в Мегри нашли …»: behind words that
    cases like it are many, each sentence that opens with a day or place of its own tells one."""
    annotated = sentence.sentence
    current = reader.current
    assert current is not None
    if says(reader.text, annotated, "many") and not sentence.any:
        reader.many = index
        return PASS
    if reader.many is None or not sentence.any or not current.told or current.scope != "event":
        return PASS
    fresh = current.rule != "cases.one_of_many"
    if fresh and index - reader.many > 2:
        reader.many = None
        return PASS
    info = annotated.sentence
    date = next((d for d in annotated.dates if d.start - info.start < 24 and d.kind in ("day", "month", "span")), None)
    told = [d for s in current.sentences for d in s.sentence.dates if d.kind in ("day", "month")]
    other = date is not None and not any(d.first == date.first and d.kind == date.kind for d in told)
    scene = sentence.scene
    elsewhere = scene is not None and scene.place.kind != "country" and not reader.known(scene.place)
    if reader.takes_up(annotated) or not (other or (elsewhere and (fresh or info.first))):
        return PASS
    return reader.open("event", "cases.one_of_many", background=True)


def destruction(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """Drugs burnt on a day of their own are another event than their seizure."""
    burnt = [
        f
        for f in sentence.seizures
        if f.action == "destroyed" and f.goods.category == "drug" and f.goods.value is not None
    ]
    assert reader.current is not None
    if burnt and not _burnt_again(reader.current, sentence) and any(f.action == "seized" for f in reader.current.facts):
        return reader.open("event", "cases.destruction")
    return PASS
