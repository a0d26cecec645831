"""Whether a sentence tells statistics, and of what period: «С начала года изъято …», «За семь дней по стране …»."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import VAGUE
from narcofacts.linking.case import SentenceFacts
from narcofacts.linking.discourse import compared, counts_crimes, said_at, says, says_in
from narcofacts.linking.event_dates import uncompared_dates
from narcofacts.linking.figures import (
    counts_many,
    days_of,
    is_statistic,
    lasts,
    same_period,
    shuts_one,
    sums_up,
)
from narcofacts.linking.reader import Reader
from narcofacts.linking.scenes import SETTLEMENTS
from narcofacts.mentions.dates import SUPERLATIVE
from narcofacts.mentions.model import DateMention

WIDE = pattern(r"\b(?:в|по) (?:стране|республике|регионе|области|крае)\b")

VOLUME = pattern(
    r"\b(?:объ[её]м|количество|масса|вес)\w* (?:[\w-]+ ){0,6}(?:изъят|конфискован|перехвачен)\w*[^.;]{0,80}"
    r"\b(?:состав|превы|достиг)\w+"
)
"""«Объём изъятых наркотиков в 2023 году составил 2100 кг»"""

BURNT = pattern(r"\b(?:уничтожени|сжигани)\w+")
RECORD = pattern(r"\W*это (?:уже )?(?:сам|крупнейш|рекордн|перв|втор|трет|четверт|не перв)\w*")
"""«Это самая крупная партия, изъятая с начала года»: the case told before."""
LARGEST = pattern(
    r"\b(?:сам\w{2,3} (?:крупн|больш|значительн)|крупнейш|наибольш)\w+ (?:груз|парти|улов|изъяти|случа|схрон)"
)
"""«В прошлом году самый крупный груз, 903 килограмма, обнаружили в порту»: one case of many."""
LARGEST_OF = pattern(
    r"\b(?:[Сс]ам\w{2,3} (?:крупн|больш|значительн)|[Кк]рупнейш|[Нн]аибольш)\w+"
    r" (?:груз|парти|улов)\w*(?: [\w-]+){0,2} $"
)
"""«сожгли самую большую партию опия за десять лет»: the one case of many years."""
EARLY = 60
"""Letters at the head of a sentence in which a period makes it statistics."""
SPAN_REACH = 7
"""Sentences before the first facts in which the days of an operation may be told."""

HELD = pattern(
    r"\b(?:прош|проход|провод|провел|проведен|состоял|завершил)\w*\b[^.]*"
    r"\b(?:операци|мероприят|акци|отработк|рейд|месячник|этап)\w*"
)
"""«с 19 по 23 мая прошла операция «Канал»»"""


TAKEN_IN = pattern(r"\b(?:изъят|конфискован)(?:ых|ого|ой|ые|ую|ая)\b[^.;]*$")
"""«сожгли наркотики, изъятые за последние месяцы»: what follows tells of the taking."""


class Statistics(Struct, frozen=True):
    """Statistics that a sentence tells. `comparison`: of another period, told beside the main ones."""

    period: DateMention | None
    comparison: bool


def statistics(reader: Reader, sentence: SentenceFacts, index: int) -> Statistics | None:
    """What statistics a sentence tells or opens; None if none."""
    if not is_statistic(sentence):
        return None
    annotated = sentence.sentence
    info = annotated.sentence
    counts = _counts(reader, sentence, index)
    figures = _figures(reader, sentence)
    if _of_one_case(reader, sentence, counts, figures):
        return None
    period = _period(reader, sentence, index)
    if period is not None and (days_of(period) <= 3 or period.rule == "dates.days_total") and shuts_one(sentence):
        return None
    period = period or figures
    early = period is not None and period.start - info.start < EARLY
    cue = counts or _says_total(reader, sentence) or _results_of_days(reader, sentence)
    cue = cue or _results_of_campaign(reader, sentence) or sums_up(reader.text, annotated)
    opens = (
        info.first
        or (counts and early)
        or (reader.current is not None and not reader.current.told)
        or reader.lower(annotated).startswith("всего ")
    )
    facts = sentence.any or ((early or cue) and opens and reader.facts_ahead(index, statistic=True))
    comparison = sentence.any and bool(reader.cases) and not _same_again(reader, period)
    comparison = comparison and (_compares(reader, sentence) or _of_year_before(reader, sentence, period))
    elsewhere = sentence.scene is not None and sentence.scene.place.kind in SETTLEMENTS
    if comparison and elsewhere and period is None and not counts:
        return None  # «Для сравнения, в лаборатории в Перми изъяли 150 кг»: another case
    if not (period is not None or cue or comparison) or not facts:
        return None
    return Statistics(period, comparison)


def _same_again(reader: Reader, period: DateMention | None) -> bool:
    """«За прошлый год изъяли 70 кг … За прошлый год полицейские изъяли 70 кг»: the period of the totals told so far."""
    told = reader.current.period if reader.current is not None and reader.current.scope == "total" else None
    return period is not None and told is not None and told.first is not None and same_period(period, told)


def _counts(reader: Reader, sentence: SentenceFacts, index: int) -> bool:
    """Whether a sentence counts over many cases: crimes, many people, tons, or a figure beside that of another year."""
    annotated = sentence.sentence
    # «сожгли наркотики, проходившие по 21 делу»
    burnt = any(f.action == "destroyed" for f in sentence.seizures) or BURNT.search(reader.lower(annotated)) is not None
    counts = (
        (counts_crimes(reader.text, annotated) and not burnt)
        or counts_many(sentence)
        or _counts_behind(reader, sentence, index)
    )
    if counts and reader.current is not None and reader.current.verdict and not annotated.sentence.first:
        counts = False  # «приговор девяти участникам … За это время совершено 34 преступления»: their own
    return counts or (sentence.any and bool(compared(reader.text, annotated)))


def _of_one_case(reader: Reader, sentence: SentenceFacts, counts: bool, figures: DateMention | None) -> bool:
    """Whether other words make the sentence one case's, whatever period it names: memory, hours that a case took, a day
    before the facts."""
    annotated = sentence.sentence
    remembered = says(reader.text, annotated, "background") and figures is None
    yearly = _of_many(sentence, LARGE) and any(d.kind in ("year", "period") for d in annotated.dates)
    if remembered and not (counts or yearly or says(reader.text, annotated, "comparison")):
        return True
    if says(reader.text, annotated, "of_one"):
        return True
    if not sentence.seizures and not sentence.case.dismantled and RECORD.match(reader.lower(annotated)):
        return True
    sought = bool(sentence.arrests) and all(f.status == "wanted" for f in sentence.arrests)
    if sought and not sentence.seizures and not counts:
        return True  # «Двое подельников с 2021 года в розыске»
    if not sentence.any and not counts and says(reader.text, annotated, "own_past"):
        return True
    day = next((d for d in annotated.dates if d.kind == "day"), None)
    starts = [f.goods.start for f in sentence.seizures] + [f.start for f in sentence.arrests]
    # «Это уже второй случай за месяц: 29 марта на том же пункте изъяли 17 кг»
    late = day is not None and day.start - annotated.sentence.start > 20
    return not counts and late and day is not None and bool(starts) and min(starts) > day.start


AGAINST_ONE = pattern(
    r"\bопераци\w+ [^.;]{0,40}\bпротив (?:одн\w+ из [^.;]{0,40}|[\w-]+ ){0,3}?"
    r"(?:сет(?:ь|и|ей)\b|групп|картел|клан|банд|синдикат|мафи|ндрангет|организаци)"
)
"""«провела операцию «Якорь» против одной из крупнейших сетей»: what follows tells its results."""


def against_one(reader: Reader, sentence: SentenceFacts) -> bool:
    """Whether the first facts are sums of an operation against one network, as it or the sentences before say; no
    period is named."""
    current = reader.current
    if any(d.kind in ("period", "since", "year") for d in sentence.sentence.dates):
        return False
    before = [] if current is None or current.told else current.sentences
    return any(AGAINST_ONE.search(reader.lower(s.sentence)) for s in (*before, sentence))


MANY_SHUT = 5
"""Laboratories, shops or channels shut down in a year that one case seldom has."""
LARGE = 100_000
"""Grams of drugs in general that one case seldom has."""


def _of_many(sentence: SentenceFacts, least: float) -> bool:
    """Whether so many grams of drugs in general or more are told."""
    return any(
        f.goods.unit == "g" and f.goods.substance in VAGUE and float(f.goods.value or 0) >= least
        for f in sentence.seizures
    )


def _by_agency(sentence: SentenceFacts) -> bool:
    """«В 2023 году полиция района изъяла 42 кг»: those who take are the subject, and nobody else is told of."""
    people = sentence.sentence.people
    return bool(sentence.sentence.agencies) and all(role.staff for role in people)


def _of_year_before(reader: Reader, sentence: SentenceFacts, period: DateMention | None) -> bool:
    """Whether a year lies before that of the totals told so far: «В 2022 году изъято 1500 кг» after those of 2023."""
    current = reader.current
    if LARGEST.search(reader.lower(sentence.sentence)):
        return False
    if current is None or current.scope != "total" or period is None:
        return False
    # «Гашиша за прошлый год изъято 612 кг. В 2021 году …»: named, though it could have been a comparison
    named = (d for s in current.sentences if s.any for d in s.sentence.dates if d.kind in ("period", "year"))
    told = current.period or next(named, None)
    if period.kind != "year" or period.last is None or told is None or told.first is None:
        return False
    return period.last < told.first


def _says_total(reader: Reader, sentence: SentenceFacts) -> bool:
    """«с начала года», «всего по стране»; not «крупнейшее за всю историю»."""
    at = said_at(reader.text, sentence.sentence, "total")
    start = sentence.sentence.sentence.start
    if at is None or _when_taken(reader, sentence, start + at):
        return False
    timed = not reader.text.startswith("по ", start + at)
    if timed and says_in(reader.text, sentence.sentence, sentence.sentence.clause_of(start + at), "activity"):
        return False  # «Они сбывали наркотики с января по ноябрь»
    return not any(p.search(reader.text, start, start + at) for p in (SUPERLATIVE, LARGEST_OF))


def _period(reader: Reader, sentence: SentenceFacts, index: int) -> DateMention | None:
    """The period that a sentence names, with the days that sentences before tell of it."""
    annotated = sentence.sentence
    periods = [
        d
        for d in uncompared_dates(reader.text, annotated)
        if lasts(reader.text, d) and not _when_taken(reader, sentence, d.start)
    ]
    at = said_at(reader.text, annotated, "comparison")
    if at is not None and not _compares(reader, sentence):
        # «изъяли 8,6 кг, хотя годом ранее было 900 граммов»
        periods = [d for d in periods if d.start < annotated.sentence.start + at]
    # «лидер за неделю до этого улетел»: a distance in time
    period = next((d for d in periods if not reader.text.startswith((" до ", " после "), d.end)), None)
    if period is None or LARGEST_OF.search(reader.text, annotated.sentence.start, period.start):
        return None
    period = _span_before(reader, period, index)
    if pattern(r"\bгод\b").search(reader.text, period.start, period.end):
        # «12 тысяч преступлений за 2008 год», «такой цифрой закончила 2008 год столица»
        told = [d for f in reader.body[max(0, index - 1) : index + 1] for d in f.sentence.dates if d.kind == "year"]
        period = told[-1] if told else period
    # «С 16 по 27 октября прошла акция. За две недели изъято …»
    return period if period.first is not None else span_set(reader, index) or period


def _when_taken(reader: Reader, sentence: SentenceFacts, at: int) -> bool:
    """«сожгли 214 кг наркотиков, изъятых за последние месяцы»: what tells when the burnt were taken."""
    burnt = bool(sentence.seizures) and all(f.action == "destroyed" for f in sentence.seizures)
    return burnt and TAKEN_IN.search(reader.text, sentence.sentence.sentence.start, at) is not None


def _results_of_days(reader: Reader, sentence: SentenceFacts) -> bool:
    """«С 19 по 23 мая прошла операция … Изъято свыше 4,3 тонны»: the first facts behind the days of an operation,
    with nobody and no place of their own."""
    current = reader.current
    if current is None or current.told or not sentence.any or sentence.sentence.ages:
        return False
    narrow = sentence.scene is not None and sentence.scene.place.kind not in ("region", "country")
    days = any(d.kind == "day" for d in sentence.sentence.dates)
    return not (narrow or days) and any(
        HELD.search(reader.lower(s.sentence)) and any(d.kind == "span" for d in s.sentence.dates)
        for s in current.sentences
    )


RESULTS = pattern(r"\b(?:подвед|подвел|подвод|итог|результат|заверш|закончи)\w*\b")


def _results_of_campaign(reader: Reader, sentence: SentenceFacts) -> bool:
    """«Завершилась операция «Мак», в ходе которой изъято 200 кг марихуаны»: the first facts of an article, where a
    campaign is said to be over."""
    current = reader.current
    if (current is not None and current.told) or not sentence.any or sentence.sentence.ages:
        return False
    if sentence.scene is not None and sentence.scene.place.kind not in ("region", "country"):
        return False
    near = [*(s.sentence for s in (current.sentences if current is not None else [])[-2:]), sentence.sentence]
    return any(RESULTS.search(reader.lower(s)) and any(n.type == "campaign" for n in s.names) for s in near)


def _counts_behind(reader: Reader, sentence: SentenceFacts, index: int) -> bool:
    """«Изъято 5,9 тонны. Задержаны 287 человек. Всего возбуждено 412 уголовных дел»: the first facts of an
    article, which a count of crimes follows."""
    if (reader.current is not None and reader.current.told) or not sentence.any:
        return False
    if sentence.sentence.ages or any(d.kind == "day" for d in sentence.sentence.dates):
        return False
    if sentence.scene is not None and sentence.scene.place.kind not in ("region", "country"):
        return False
    if any(f.action == "destroyed" for f in sentence.seizures):
        return False  # «сожжено 412 кг … проходили по 61 уголовному делу»
    if not any(f.goods.value is not None for f in sentence.seizures) and not any(
        f.group is not None and (f.group.value or 0) >= 10 for f in sentence.arrests
    ):
        return False
    paragraph = sentence.sentence.sentence.paragraph
    for f in reader.body[index + 1 : index + 5]:
        if f.sentence.sentence.paragraph > paragraph + 1 or f.sentence.ages or not is_statistic(f):
            return False
        if says(reader.text, f.sentence, "comparison"):
            return False  # «При обыске изъято … Для сравнения, за год ликвидировано 112 лабораторий»
        if counts_crimes(reader.text, f.sentence):
            if any(d.kind in ("since", "period") for d in f.sentence.dates) and _of_somebody(sentence):
                return False  # «Изъяли у мужчины 400 г гашиша. С начала года выявлено 30 преступлений»
            return (
                not any(d.kind in ("year", "since", "period") for d in f.sentence.dates) or not f.any
            )  # its own period
    return False


def _of_somebody(sentence: SentenceFacts) -> bool:
    """«изъяли у мужчины», «у местного жителя»: whether one person stands in the sentence who is no staff."""
    return any(not role.staff and role.number == "sing" for role in sentence.sentence.people)


def _figures(reader: Reader, sentence: SentenceFacts) -> DateMention | None:
    """The year or month of an agency's figures: «По данным МВД, в 2017 году в Азербайджане изъято 1,1 тонны»."""
    annotated = sentence.sentence
    told = reader.current is not None and reader.current.told
    year = next((d for d in uncompared_dates(reader.text, annotated) if d.kind == "year"), None)
    after_total = reader.current is not None and reader.current.scope == "total" and sentence.scene is None
    largest = LARGEST.search(reader.lower(annotated)) is not None
    if largest:
        year = None
    if year is not None and after_total and sentence.any and year.start - annotated.sentence.start < 4:
        return year  # «… составил 2100 кг. В 2022 году изъято 1500 кг»
    head = year is not None and year.start - annotated.sentence.start < 4
    many = _of_many(sentence, LARGE / 4 if head and _by_agency(sentence) else LARGE)
    narrow = sentence.scene is not None and sentence.scene.place.kind not in ("region", "country")
    if year is not None and not told and not narrow and many:
        return year  # «Силовые структуры Таджикистана в 2023 году изъяли 3 тонны 214 кг наркотиков»
    many_shut = any((d.count or 0) >= MANY_SHUT for d in sentence.case.dismantled)
    if year is not None and many_shut and not narrow and not annotated.ages:
        return year  # «В текущем году в Беларуси ликвидировано восемь лабораторий, выведено 412 кг наркотиков»
    if not largest and _all_over(reader, sentence):
        over = next((d for d in uncompared_dates(reader.text, annotated) if d.kind in ("year", "month")), None)
        if over is not None:
            return over
    if not sentence.begins or annotated.ages or not sentence.any:
        return None
    if VOLUME.search(reader.lower(annotated)):
        return year
    if not says(reader.text, annotated, "figures"):
        return None
    wide = [p for p in reader.places_of(annotated) if p.preposition in ("в", "во", "на", "по")]
    if any(p.place.kind not in ("region", "country") for p in wide):
        return None
    if not wide and not WIDE.search(reader.lower(annotated)):
        return None
    if not told and not any(f.goods.value is not None and f.goods.substance in VAGUE for f in sentence.seizures):
        return None
    return next((d for d in annotated.dates if d.kind in ("year", "month")), None)


def _all_over(reader: Reader, sentence: SentenceFacts) -> bool:
    """«В феврале в стране изъяли 391 кг наркотиков», «на границе Кыргызстана изъяли 203 кг»: drugs in general, taken
    in a whole country or region, and nothing that tells of one case."""
    annotated = sentence.sentence
    if sentence.arrests or not sentence.seizures or annotated.ages or sentence.case.dismantled:
        return False
    if any(f.goods.substance not in VAGUE or f.goods.unit != "g" for f in sentence.seizures if not f.part):
        return False
    rules = {p.rule for p in annotated.places if p.place.kind in ("country", "region") and p.form == "name"}
    # «В 2024 году таможенные органы Узбекистана изъяли 1,6 тонны наркотиков»
    agency = "places.in_agency" in rules and any(d.kind == "year" for d in annotated.dates)
    area = agency or "places.border" in rules or WIDE.search(reader.lower(annotated)) is not None
    return area and (sentence.scene is None or sentence.scene.place.kind in ("region", "country"))


def _span_before(reader: Reader, period: DateMention, index: int) -> DateMention:
    """«… за период с 20 по 26 октября. За семь дней изъято», «… с 1 июня по 31 октября. За пять месяцев изъято»: the
    days named just before, if about as many."""
    if period.first is None or period.last is None or period.rule == "dates.same_period":
        return period
    length = (period.last - period.first).days
    slack = 1 if length <= 14 else 5
    for sentence in reader.body[max(0, index - 3) : index + 1]:
        held = HELD.search(reader.lower(sentence.sentence)) is not None
        for date in sentence.sentence.dates:
            days = (date.last - date.first).days if date.first and date.last else None
            # «С июня по сентябрь прошла операция … За четыре месяца изъято»
            months = held and date.kind == "period" and reader.text.startswith(("С ", "с "), date.start)
            if (date.kind == "span" or months) and days is not None and abs(days - length) <= slack:
                return replace(date, kind="span")
    return period


def span_set(reader: Reader, index: int) -> DateMention | None:
    """«Операция прошла с 18 по 22 сентября. … По итогам изъято»: the days that sentences before the first facts
    set."""
    if reader.current is None or reader.current.told:
        return None
    before = reader.body[max(0, index - SPAN_REACH) : index]
    return next((d for f in reversed(before) for d in f.sentence.dates if d.kind == "span" and d.first), None)


def _compares(reader: Reader, sentence: SentenceFacts) -> bool:
    """Whether the facts are of another period: the words of comparison stand before them, not behind «чем»."""
    info = sentence.sentence.sentence
    at = said_at(reader.text, sentence.sentence, "comparison")
    if at is None or reader.lower(sentence.sentence)[:at].rstrip().endswith("чем"):
        return False
    first = min([f.goods.start for f in sentence.seizures] + [f.start for f in sentence.arrests], default=info.end)
    return info.start + at < first
