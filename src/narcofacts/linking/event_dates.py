"""When things happened: the dates that can be those of events, and which of them a record takes.

A record takes the date of its own clause, else of its sentence, else the one told last in its case. No date of an event
is the day of a report («сообщили в ведомстве 14 мая»), of publication («14.05.2024» on a line of its own), what things
are compared with, or how long people had been at it («группа действовала с июня по июль»).
"""

from __future__ import annotations

import re

from narcofacts.cached.patterns import pattern
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import compared, says, says_in
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import DateMention
from narcofacts.nlp.clauses import SAYING
from narcofacts.spans import holds
from narcofacts.text.letters import folded

BESIDE = pattern(
    r"\b(?:чем|до|к)\s+(?:(?:за|в)\s+)?(?:(?:аналогичн|эт|т)\w+\s(?:же\s)?(?:период\w*|срок\w*|отрезок)\s)?$"
    r"|\b(?:показател|уровн|результат)\w+\s(?:за\s)?$",
    re.IGNORECASE,
)
REPORTING = (
    *(stem for stem in SAYING if stem not in ("указ", "переда")),
    "передает",
    "передают",
    "подел",
    "опубликов",
    "объяв",
    "доложил",
    "отчитал",
    "прокоммент",
)
KNOWN = pattern(r"\s*(?:нам\s)?стало известно")
"""«Вчера стало известно: таможенники задержали …»"""
TAKING_NOUN = pattern(
    r"\b(?:задержан|изъят|обнаружен|арест|ликвидац|уничтожен|пресечен|конфискац|приговор|операци|рейд|обыск)\w*\b",
    re.IGNORECASE,
)
"""«сообщили о задержании 14 мая курьера»: the day is that of the noun."""
ALONE = pattern(
    r"(?:t?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:z|[+-]\d\d:?\d\d)?|[,|/·—–-]|\d{4}\b|г\.?|года|\s"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)*"
)
HEAD_LINES = 4
"""Sentences at the head of an article among which its own date may stand on a line."""
RELATIVE = pattern(r"\W*(?:[а-я]{1,3}\s)?котор")
FILED_AT = pattern(r"\W*(?:[А-ЯЁ][\w-]+(?:\s(?:область|край|район))?[,.]?\s*){0,3}\W*(?:/[А-ЯЁ][а-яё]+/, )?")
FILED = pattern(
    r"(?: \d{4})?(?: г(?:\.|ода))?(?:, [А-ЯЁ][а-яё-]+ (?=/))?"
    r"\W*(?:/|\(|[—–-]{1,2}\s|\.\s*$|\.\s*[А-ЯЁ][\w.-]+\s+[—–-]\s|\.\s*/|,\s«[^»]{2,30}»\s?\)"
    r"|,\s(?:Р?ИА\s)?[«\"]?[A-ZА-ЯЁ][\w.-]+(?:\s[A-ZА-ЯЁ][\w.-]+)?[»\"]?\s?(?:(?<!\.)\.(?=\s|$)|[—–-]\s))"
)
"""«Куньмин, 21 августа /Синьхуа/ --», «АСТАНА, 5 мая – …», «20 мая. Интерфакс -», «ПЕРМЬ, 10 февраля, ФедералПресс.»"""
STAMP = pattern(r"\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b")
LABEL = pattern(
    r"\W*(?:обновлено|опубликовано|изменено|добавлено|создано|размещено|дата|фото|фотография|архив|выпуск|№|n°)\b"
)
STAMP_LONG = 80
"""Letters of a line with nothing but the time of an article, its outlet or its picture."""


def event_dates(text: str, sentence: Annotated) -> list[DateMention]:
    """The dates of a sentence when something can have happened."""
    if sentence.event_dates is None:
        sentence.event_dates = [d for d in sentence.dates if _of_event(text, sentence, d)]
    return sentence.event_dates


CONVICTED_THEN = pattern(r",\sосужд[её]нн\w+\s(?:[а-яё]+\s)?$")
"""«доказательства преступлений 74 жителей, осуждённых в текущем году»"""


AS_OF = pattern(r"\bна\s$", re.IGNORECASE)
TAKEN_BEFORE = pattern(r",\s(?:изъят|конфискован)(?:ых|ого|ой|ые|ую)\s(?:[\w-]+\s){0,2}$")
BURNT = pattern(r"\b(?:сожгли|сожж|уничтож|утилизир)")


def _of_figures(text: str, sentence: Annotated, date: DateMention) -> bool:
    """«По состоянию на 1 декабря с начала года изъято 140 кг»: the day up to which figures of a period go."""
    period = any(d.kind in ("since", "period") for d in sentence.dates)
    return date.kind == "day" and period and AS_OF.search(text, max(0, date.start - 4), date.start) is not None


def _when_taken(text: str, sentence: Annotated, date: DateMention) -> bool:
    """«сожгли 300 кг наркотиков, изъятых в прошлом году»: when what was burnt had been taken."""
    before = TAKEN_BEFORE.search(text, max(0, date.start - 40), date.start) is not None
    return before and BURNT.search(folded(text), sentence.sentence.start, date.start) is not None


NTH = pattern(
    r"\b(?:это|уже) (?:уже )?(?:втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|\w+надцат|\w*двадцат|\d+-)"
    r"(?:ый|ой|ий|ая|ья|ое|ье|я|й|е) (?:[\w-]+ ){0,2}?"
    r"(?:\w*лаборатори|парти|случа|канал|задержани|изъяти|факт|\w*магазин|групп|цех|\w*притон|склад|плантаци)\w*"
)
"""«Это уже третья лаборатория с начала года», «Это 12-я лаборатория, ликвидированная в этом году»"""


OF_LAW = pattern(r"\b(?:постановлени|закон|указ|приказ|распоряжени)\w*\b[^.;]{0,70}?(?:\bот|№)\s$", re.IGNORECASE)
"""«Постановления Правительства РФ от 18 июня 1999 года»"""
MADE = pattern(
    r"не позднее \d{1,2} [а-я]+[^.;,]{0,30}\b(?:приобр|купил|заказал)"
    r"|\b(?:он|она|они) (?:изготовил|вырастил|собрал)\w* \w+ "
)
"""«не позднее 26 августа он приобрел героин», «наркотик он изготовил осенью»: before it was taken."""


def _of_event(text: str, sentence: Annotated, date: DateMention) -> bool:
    if date.first is None and date.rule in ("dates.later", "dates.same_period", "dates.some_time_ago"):
        return False  # «через день» after no day at all, «несколько месяцев назад»
    if text[date.start - 1 : date.start] == "_" or text[date.end : date.end + 1] == "_":
        return False  # «photo_2024-07-05_09-14-14.jpg»
    told = sentence.sentence
    if CONVICTED_THEN.search(text, max(0, date.start - 24), date.start):
        return False
    if OF_LAW.search(text, max(0, date.start - 90), date.start) or (
        MADE.search(folded(text), max(told.start, date.start - 30), min(date.end + 40, told.end))
    ):
        return False
    if _of_figures(text, sentence, date) or _when_taken(text, sentence, date):
        return False
    if date.kind in ("since", "period", "year") and NTH.search(folded(text), told.start, told.end):
        return False
    when = text.startswith(", когда", date.end)
    if BESIDE.search(text, max(0, date.start - 40), date.start) and not when:
        return False  # «больше, чем годом ранее», «под стражей до 9 декабря»
    return not (
        _of_report(text, sentence, date) or _of_publication(text, sentence, date) or _of_past(text, sentence, date)
    )


ABOUT_IT = pattern(r"(?:^|[.!?]\s+)Об этом\s[^.;]{0,40}$", re.MULTILINE)
REPORTED = pattern(r"[^.;]{0,40}?\b(?:сообщ|рассказ|заяв|проинформ|написа|стало известно)")
"""«Об этом в понедельник, 11 ноября, сообщили в пресс-службе»"""


def _of_report(text: str, sentence: Annotated, date: DateMention) -> bool:
    """«…, сообщили в пресс-службе 14 мая», «Подробностями 14 мая поделились в УМВД»."""
    if date.kind not in ("day", "span"):
        return False
    if KNOWN.match(text, date.end) or (
        ABOUT_IT.search(text, max(0, date.start - 60), date.start) and REPORTED.match(text, date.end)
    ):
        return True
    clause = sentence.clause_of(date.start)
    verbs = [sentence.tokens[p] for p in sentence.predicates if sentence.clause[p] == clause]
    if not verbs or not all(verb.lower.startswith(REPORTING) for verb in verbs):
        return False
    if verbs[-1].end < date.start and "," in text[verbs[-1].end : date.start]:
        return False  # «Как сообщили в ведомстве, 7 апреля …»
    start = next(t.start for t in sentence.tokens_of(clause))
    return TAKING_NOUN.search(text, start, date.start) is None


def _of_publication(text: str, sentence: Annotated, date: DateMention) -> bool:
    """The date line of an article, above or below its text, and the dateline of an agency."""
    info = sentence.sentence
    if date.kind != "day" or date.start - info.start > 60:
        return False
    before, after = text[info.start : date.start], text[date.end : info.end]
    if _is_stamp(text, sentence):
        return True
    edge = info.index < HEAD_LINES or not text[info.end :].strip()
    if edge and info.first and ALONE.fullmatch(before) and ALONE.fullmatch(after.lower()):
        return True
    return info.index < HEAD_LINES and bool(FILED_AT.fullmatch(before) and FILED.match(text, date.end, info.end))


def _is_stamp(text: str, sentence: Annotated) -> bool:
    """«Обновлено: 28.09.2017 15:34», «04 апреля 2006 в 09:01, Мурманск»: a line that tells when a page was made."""
    info = sentence.sentence
    whole = info.first and text[info.end : info.end + 1] in ("", "\n")
    if not whole or info.end - info.start > STAMP_LONG or sentence.quantities:
        return False
    if TAKING_NOUN.search(text, info.start, info.end) or STAMP.search(text, info.start, info.end) is None:
        return False
    labelled = LABEL.match(folded(text), info.start, info.end) is not None
    return labelled or (info.index < HEAD_LINES and not sentence.predicates)


def _of_past(text: str, sentence: Annotated, date: DateMention) -> bool:
    """«Группа действовала с июня по июль», «он торгует с 2002 года»; «предстанут перед судом 9 мая»."""
    clause = sentence.clause_of(date.start)
    if says_in(text, sentence, clause, "not_yet"):
        return True
    if date.kind == "day":
        return False
    summed = text[date.start : date.start + 3].lower() == "за "  # «за 10 месяцев возбуждено дело …»
    led_up = not summed and says_in(text, sentence, clause, "led_up") and not THEN.match(text, date.end)
    return led_up or says_in(text, sentence, clause, "activity")


THEN = pattern(r"[^.!?]*(?:, когда|[.!?]\s+Тогда)\b")
"""«Расследование началось в октябре. Тогда на посту нашли …»: the month is that of what follows."""


def remembers(text: str, sentence: SentenceFacts) -> bool:
    """«Ранее в мае стало известно о задержании в Италии …»: another event, of which no fact is told."""
    this = text.startswith("Это", sentence.sentence.sentence.start)  # «Это уже третье сожжение в Ижевске»
    return not sentence.any and not this and says(text, sentence.sentence, "background")


FOUND_THEN = pattern(
    r",\s(?:найден|изъят|обнаружен|соверш[её]н|задержан|перехвачен)\w+\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)
"""«о кокаине, найденном в декабре 2016 года»: no day of the verdict."""


def _of_verdict(text: str, dates: list[DateMention]) -> list[DateMention]:
    """The dates that can be the day of a verdict."""
    return [d for d in dates if not FOUND_THEN.search(text, max(0, d.start - 50), d.start)]


TRIED = pattern(r"\W*котор\w+\b.*\b(?:приговор|осуд|осужд)", re.IGNORECASE)


def _of_taking(sentence: Annotated, dates: list[DateMention]) -> list[DateMention]:
    """The dates but those of a verdict told on the side: «задержан мужчина, которому в феврале суд вынес приговор»."""
    return [d for d in dates if not TRIED.match(sentence.words_of(sentence.clause_of(d.start)))]


ROW = pattern(r"[,;]\s(?:(?:а|и|затем|потом|позже|позднее)\s)?$")
ROW_NEXT = pattern(r"\s?(?:[—–-]\s|\s(?:ещ[её]|уже)\s|\s\d)")
"""«12 мая у него изъяли 3 г героина, 15 мая – ещё 5 г»: the day of what follows."""


def own_date(text: str, sentence: SentenceFacts, start: int, verdict: bool = False) -> DateMention | None:
    """The date of the fact's own clause, else of its sentence."""
    annotated = sentence.sentence
    told = event_dates(text, annotated)
    told = _of_verdict(text, told) if verdict else _of_taking(annotated, told)
    for first, last in compared(text, annotated):
        inside = first <= start < last
        told = [d for d in told if (first <= d.start < last) == inside]
    if not told:
        return None
    clause = annotated.clause_of(start)
    same = [d for d in told if annotated.clause_of(d.start) == clause]
    row = [d for d in same if d.start < start and ROW.search(text, max(0, d.start - 12), d.start)]
    if row and ROW_NEXT.match(text, row[-1].end):
        return row[-1]
    found = same or _main(annotated, told) or told
    # «Это второй случай с начала месяца, 3 апреля изъяли килограмм»
    spans = found[0].kind in ("since", "period")
    after = found[1] if len(found) > 1 and spans and found[1].kind == "day" else None
    return after if after is not None and text[found[0].end : after.start] in (", ", ": ") else found[0]


def _main(sentence: Annotated, dates: list[DateMention]) -> list[DateMention]:
    """Dates out of relative clauses: «Партию нашли в марте при проверке судна, которое 5 марта вышло из порта»."""
    return [d for d in dates if not RELATIVE.match(sentence.words_of(sentence.clause_of(d.start)).lower())]


def uncompared_dates(text: str, sentence: Annotated) -> list[DateMention]:
    """The dates of events that are not of what the sentence compares with."""
    stretches = compared(text, sentence)
    return [d for d in event_dates(text, sentence) if not holds(stretches, d.start)]


def dates_of(text: str, facts: SentenceFacts) -> list[DateMention]:
    """The dates of a sentence that are those of a case: of its own stretch, where it tells of several periods."""
    stretches = compared(text, facts.sentence)
    starts = [*(f.goods.start for f in facts.seizures), *(f.start for f in facts.arrests)]
    own = [(first, last) for first, last in stretches if any(first <= start < last for start in starts)]
    if own:
        return [d for d in event_dates(text, facts.sentence) if holds(own, d.start)]
    return uncompared_dates(text, facts.sentence)


def recent_date(text: str, case: Case, sentence: int, verdict: bool = False) -> DateMention | None:
    """The date told last in the case up to a sentence, or its period."""
    result: DateMention | None = None
    since = case.period.first if case.scope == "total" and case.period is not None else None
    for facts in case.sentences:
        if facts.sentence.sentence.index > sentence:
            break
        dates = event_dates(text, facts.sentence)
        if verdict and any(f.status in ("detained", "arrested") for f in facts.arrests):
            continue  # «В ноябре мужчину задержали … На днях суд приговорил его»
        dates = _of_verdict(text, dates) if verdict else _of_taking(facts.sentence, dates)
        if not dates or (not facts.any and says(text, facts.sentence, "comparison")):
            continue  # «В январе – июне 2021 года таких случаев было 22»
        stretches = compared(text, facts.sentence)
        for date in dates:
            if since is not None and not facts.any and date.first is not None and date.first < since:
                continue  # «фактов сбыта стало больше: 51 против 38 в прошлом году»
            if stretches and holds(stretches, date.start) != (case.rule == "cases.compared"):
                continue
            if case.scope == "total" and date.kind not in ("period", "since", "span", "month", "year", "season"):
                continue
            result = date
            break
    return result if result is not None else case.period


def date_for(
    text: str,
    case: Case,
    sentence: SentenceFacts | None,
    start: int,
    dates: list[DateMention],
    verdict: bool = False,
) -> DateMention | None:
    """The date of a record: its sentence's, else the one told last in its case, else the first of the case's own
    `dates`. `verdict`: of a conviction."""
    if case.scope == "total" and case.period is not None and case.period.kind == "span":
        return case.period
    if case.scope == "total" and case.period is not None and case.period.first is None:
        # «за год» without a publication date, beside «итог 2023 года»
        years = [d for s in case.sentences for d in s.sentence.dates if d.kind in ("year", "month") and d.first]
        if years:
            return years[0]
    if sentence is None:
        return case.period
    told = own_date(text, sentence, start, verdict) or recent_date(
        text, case, sentence.sentence.sentence.index, verdict
    )
    if told is None and case.scope == "event" and not case.background:
        told = next(iter(_of_verdict(text, dates) if verdict else dates), case.span)
    return told


def own_dates(text: str, case: Case) -> list[DateMention]:
    """The days, spans and months that a case tells of itself, in order of text."""
    return [
        d
        for s in case.sentences
        if not remembers(text, s)
        for d in _main(s.sentence, event_dates(text, s.sentence))
        if d.kind in ("day", "span", "month")
    ]
