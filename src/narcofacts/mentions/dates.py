"""Dates and periods: «в ночь с 21 на 22 февраля», «за 10 месяцев», «на прошлой неделе».

The text is cut into tokens, each token gets the one letter of its class (data/dates.csv), and the rules are patterns
over these letters: a few hundred letters are searched in place of thousands of characters, and a rule reads as the
phrase that it matches. Offsets are code points of the text given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from narcofacts.cached.patterns import pattern
from narcofacts.lexicon.sheets import package_rows
from narcofacts.mentions.model import DateMention
from narcofacts.spans import longest_first
from narcofacts.text.letters import folded

Kind = Literal["day", "span", "month", "season", "year", "period", "since"]
ONE_DAY = dt.timedelta(days=1)
YEARS = range(1900, 2100)
STEMS = ("THING", "PERSON")


def dates(text: str, published: dt.date | None) -> list[DateMention]:
    """All dates and periods in order of text. `published` anchors the relative ones; without it they have no days.

    `relative` is set where the words alone do not tell the year. A `since` with a year but without `published` has a
    `first` and no `last`. Impossible days («31 февраля») are no mention.
    """
    low = folded(text)
    tokens = _tokens(low)
    letters = "".join(token.letter for token in tokens)
    found = []
    for rule, shape, read in _rules():
        for match in shape.finditer(letters):
            i, j = match.span()
            if _misleading(text, tokens, i, j):
                continue
            closing = tokens[j - 2] if tokens[j - 1].kind == "DASH" else tokens[j - 1]  # «в 2014 – 9,2 тонны»
            found.append(_Found(tokens[i].start, closing.end, rule, tokens[i:j], read))
    context = _Context(published, low)
    for candidate in longest_first(found):
        try:
            kind, first, last, relative = candidate.read(_Words(candidate.tokens), context)
        except (ValueError, OverflowError):  # a day that no calendar has
            continue
        if first is not None and last is not None and first > last:  # «2024–2000 годы» tells no period
            continue
        mention = DateMention(
            start=candidate.start,
            end=candidate.end,
            rule=f"dates.{candidate.rule}",
            first=first,
            last=last,
            kind=kind,
            relative=relative,
        )
        context.done.append(mention)
    return context.done


def _misleading(text: str, tokens: list[_Token], i: int, j: int) -> bool:
    """A date of birth, a street («ул. 28 июня»), an eve of something («накануне выборов»), the years that a superlative
    looks back on («самую крупную за последние годы партию»)."""
    before = tokens[i - 1].kind if i else ""
    after = tokens[j] if j < len(tokens) else None
    if before == "STREET" or (after and after.kind == "BIRTH"):
        return True
    if text[tokens[j - 1].end : tokens[j - 1].end + 3].lower() in (".ru", ".ру"):
        return True  # «Накануне.RU»
    if tokens[i].kind == "TY" and text[tokens[i].start : tokens[i].end].isupper():
        return True  # «у жителя С.Г., 1975 года рождения»
    of_month = tokens[i].kind in ("MONTHLY", "BECAME")  # «Самой крупной находкой стала июльская»
    if not of_month and SUPERLATIVE.search(text, max(0, tokens[i].start - 40), tokens[i].start):
        return True
    if WANTED.search(text, max(0, tokens[i].start - 30), tokens[i].start):
        return True
    return bool(tokens[j - 1].kind == "EVE" and after and _genitive().fullmatch(text, after.start, after.end))


WANTED = pattern(
    r"\b(?:розыске|разыскива[а-яё]+)\s(?:[а-яё]+\s)?$|\b(?:употребля|пристрастил|прожива|жив[её]т|страда)[а-яё]*\s(?:[а-яё]+\s){0,2}$",
    re.IGNORECASE,
)
"""«находящийся в розыске с 2023 года», «употребляет с 2014 года»: not when somebody was taken"""
SUPERLATIVE = pattern(
    r"\b(?:сам\w{2,3} [\w-]+|(?:крупн|больш|сильн)ейш\w+|рекордн\w+|наибольш\w+|перв\w+|впервые)(?: \w+)?"
    r"(?: (?:для|из|среди) \w+)?\s+$",
    re.IGNORECASE,
)


@cache
def _genitive() -> re.Pattern[str]:
    """Words in lower case that can only depend on «накануне»; «накануне Иванов» and «накануне его» do not."""
    return pattern(r"[а-я]{2,}(?:[оеё]го|ских|ии|ния|ства|ости|ов|ев)|дня|визита|матча|праздника|отъезда|суда")


@cache
def _rows() -> list[tuple[str, int, list[str]]]:
    """Class, value and forms of each row of data/dates.csv."""
    found = (row.values for row in package_rows("dates.csv", ("class", "forms"), ("value",)))
    return [(row["class"], int(row["value"] or 0), row["forms"].split("|")) for row in found]


@cache
def words() -> dict[str, tuple[str, int]]:
    """Folded form → (class, value)."""
    return {form: (kind, value) for kind, value, forms in _rows() if kind not in STEMS for form in forms}


def stems(kind: str) -> list[str]:
    """The stems of a class that is told by stems: THING, PERSON."""
    return [stem for row, _, forms in _rows() if row == kind for stem in forms]


# --- tokens ---------------------------------------------------------------------------------------------------------


class _Token(msgspec.Struct, frozen=True, gc=False):
    letter: str
    kind: str
    value: int
    start: int
    end: int


class _Found(Struct, frozen=True):
    start: int
    end: int
    rule: str
    tokens: list[_Token]
    read: Callable[[_Words, _Context], Reading]


_ORDINALS = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого "
    "тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого"
)
DAYS_IN_WORDS = {word: day for day, word in enumerate(_ORDINALS.split(), start=1)} | {
    "тридцатого": 30,
    "двадцать": 20,
    "тридцать": 30,
}
"""«двадцать первого мая»: the words of a day add up."""
MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"


@cache
def _token_pattern() -> re.Pattern[str]:
    return pattern(
        r"(?P<BREAK>\n\s*\n)"
        r"|(?P<TG>(?<!\w)[тс]\.\s?г(?!\w)\.?)"
        r"|(?P<GR>(?<!\w)г(?:\.\s?|/)р(?!\w)\.?)"
        r"|(?P<ISO>(?<![\d.-])\d{4}-\d\d-\d\d(?![\d-]))"
        r"|(?P<DOTTED>(?<![\d.,])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d|[.,:]\d))"
        r"|(?P<JUNK>\d+(?:[.,:/]\d+)+|\d{5,}|\d+-?х(?!\w)|\d{3,}-?(?:е|ые)(?!\w))"
        r"|(?P<NTH>\d{4})-?(?:го|й|м|ом|му)(?!\w)"
        r"|(?P<NUM>\d+)(?:-?(?:го|ого|ое|е|й|м|ом)(?!\w))?"
        rf"|(?P<NTHDAY>(?<!\w)(?:двадцать\s|тридцать\s)?(?:{'|'.join(DAYS_IN_WORDS)})(?=\s(?:{MONTHS})(?!\w)))"
        r"|(?P<WORD>[^\W\d_]+)(?P<MODEL>-\d+)?"
        r"|(?P<SIGN>[^\s\w])"
    )


@cache
def _letters() -> dict[str, str]:
    kinds = dict.fromkeys(kind for kind, _ in words().values())
    return {kind: chr(0x4E00 + i) for i, kind in enumerate([*kinds, "N", "YEAR", "YEARTH", "ISO", "DOTTED"])}


@cache
def _abbreviated() -> frozenset[str]:
    """What a full stop makes a word of the table: «янв», «пн». «р.» is more often a river or a rouble."""
    return frozenset(form[:-1] for form in words() if form.endswith(".")) - {"р"}


def _tokens(text: str) -> list[_Token]:
    table, letter = words(), _letters()
    abbreviated = _abbreviated()
    tokens: list[_Token] = []
    taken = 0
    for match in _token_pattern().finditer(text):
        group, (start, end) = match.lastgroup, match.span()
        if start < taken:  # the full stop that an abbreviation has taken
            continue
        kind, value = "", 0
        if group in ("WORD", "SIGN"):
            form = match[0]
            if form in abbreviated and text.startswith(".", end):
                form, end = form + ".", end + 1
                taken = end
            if form in table:
                kind, value = table[form]
        elif group == "NTH" and int(match["NTH"]) in YEARS:
            kind, value = "YEARTH", int(match["NTH"])
        elif group == "NTHDAY":
            kind, value = "N", sum(DAYS_IN_WORDS[word] for word in match[0].split())
        elif group == "NUM":
            number = int(match["NUM"])
            if len(match["NUM"]) <= 2 and number:
                kind, value = "N", number
            elif number in YEARS:
                kind, value = "YEAR", number
        elif group == "ISO":
            kind, value = group, int(match[0].replace("-", ""))
        elif group == "DOTTED":
            day, month, year = map(int, match[0].split("."))
            kind, value = group, (year + (0 if year > 99 else 2000 if year < 60 else 1900)) * 10000 + month * 100 + day
        elif group == "TG":
            kind = "TY"
        elif group == "GR":
            kind = "BIRTH"
        tokens.append(_Token(letter.get(kind, " "), kind, value, start, end))
    return tokens


# --- reading --------------------------------------------------------------------------------------------------------

Reading = tuple[Kind, dt.date | None, dt.date | None, bool]


class _Context(msgspec.Struct):
    published: dt.date | None
    text: str
    """Folded."""
    done: list[DateMention] = msgspec.field(default_factory=list)

    def previous_day(self) -> dt.date | None:
        """The last day of the mention before, if that one told a day or a night."""
        before = self.done[-1] if self.done else None
        return before.last if before and before.kind in ("day", "span") else None


class _Words:
    """The tokens of one match, by class."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens

    def all(self, *kinds: str) -> list[int]:
        """Values of all tokens of these classes."""
        return [token.value for token in self.tokens if token.kind in kinds]

    def one(self, *kinds: str) -> int:
        """Value of the first token of these classes."""
        return self.all(*kinds)[0]

    def has(self, *kinds: str) -> bool:
        """Whether there is a token of these classes."""
        return any(token.kind in kinds for token in self.tokens)

    def count(self) -> int:
        """The number told in digits or words, 1 if none."""
        numbers = self.all("N", "NUMBER", "COLLECTIVE")
        return sum(numbers) if numbers else 1

    def year(self, context: _Context) -> tuple[bool, int | None]:
        """Whether a year is told, and which."""
        if years := self.all("YEAR", "YEARTH"):
            return True, years[-1]
        for i, token in enumerate(self.tokens):
            if token.kind in ("TY", "OFLASTYEAR") or (
                token.kind in ("THIS", "PAST", "GONE", "BEFORELAST") and self._before_year(i)
            ):
                return True, context.published.year + token.value if context.published else None
            if token.kind == "THAT" and self._before_year(i):
                before = context.done[-1].first if context.done else None
                return True, before.year if before else None
        return False, None

    def _before_year(self, i: int) -> bool:
        return any(token.kind == "YW" for token in self.tokens[i + 1 : i + 3])

    @property
    def absolute(self) -> bool:
        """Whether the year stands in the words."""
        return self.has("YEAR", "YEARTH", "ISO", "DOTTED")


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, _month_end(year, month + 1).day))


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * ONE_DAY


def _latest(month: int, day: int, limit: dt.date) -> dt.date:
    """The latest such day not after `limit`; ValueError if there is none in any year."""
    dt.date(2024, month, day)
    for year in range(limit.year, limit.year - 9, -1):
        try:
            found = dt.date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found <= limit:
            return found
    raise ValueError


def _calendar(w: _Words, c: _Context, month: int, day: int) -> dt.date | None:
    told, year = w.year(c)
    if told:
        return dt.date(year, month, day) if year else None
    dt.date(2024, month, day)
    return _latest(month, day, c.published) if c.published else None


def _number_date(value: int) -> dt.date:
    return dt.date(value // 10000, value // 100 % 100, value % 100)


def _date(w: _Words, c: _Context) -> dt.date | None:
    """The one full date of the match."""
    if w.has("ISO", "DOTTED"):
        return _number_date(w.one("ISO", "DOTTED"))
    return _calendar(w, c, w.one("MONTH"), w.one("N"))


def _day(w: _Words, c: _Context) -> Reading:
    day = _date(w, c)
    return "day", day, day, not w.absolute


def _night_on(w: _Words, c: _Context) -> Reading:
    day = _date(w, c)
    return "span", day - ONE_DAY if day else None, day, not w.absolute


def _range(w: _Words, c: _Context) -> Reading:
    """Two ends; the year stands at the last, at both, or nowhere: then the first end is the latest day possible."""
    relative = not w.absolute
    if w.has("DOTTED", "ISO"):
        ends = [_number_date(value) for value in w.all("DOTTED", "ISO")]
        return "span", ends[0], ends[-1], False
    days, months = w.all("N"), w.all("MONTH")
    head, tail, first_month, month = days[0], days[-1], months[0], months[-1]
    if first_month == month and head >= tail:
        if not w.has("NIGHT") or tail != 1:
            raise ValueError
        first_month = (month - 2) % 12 + 1
    told, year = w.year(c)
    if not told:
        first = _calendar(w, c, first_month, head)
        if first is None:
            dt.date(2024, month, tail)
            return "span", None, None, True
        last = dt.date(first.year + (month < first_month), month, tail)
    elif year is None:
        return "span", None, None, True
    else:
        last = dt.date(year, month, tail)
        own = w.all("YEAR", "YEARTH")
        first = dt.date(own[0], first_month, head) if len(own) > 1 else _latest(first_month, head, last)
    if first > last:
        raise ValueError
    return "span", first, last, relative


def _weekday(w: _Words, c: _Context) -> Reading:
    if not c.published:
        return ("span" if w.has("NIGHT") else "day"), None, None, True
    back = (c.published.weekday() - w.all("WEEKDAY")[-1]) % 7
    if w.has("PAST", "GONE") and back == 0:
        back = 7
    day = c.published - back * ONE_DAY
    return ("span", day - ONE_DAY, day, True) if w.has("NIGHT") else ("day", day, day, True)


def _weekday_range(w: _Words, c: _Context) -> Reading:
    if not c.published:
        return "span", None, None, True
    head, tail = w.all("WEEKDAY")
    last = c.published - ((c.published.weekday() - tail) % 7) * ONE_DAY
    return "span", last - ((tail - head) % 7) * ONE_DAY, last, True


def _relative_day(w: _Words, c: _Context) -> Reading:
    day = c.published + w.one("RELDAY", "EVE") * ONE_DAY if c.published else None
    return "day", day, day, True


def _part_of_day(w: _Words, c: _Context) -> Reading:
    """«прошлой ночью» and «этой ночью» end on the day of publication, «этим утром» is of it, «минувшим вечером» of the
    day before; «минувшим утром» may be of both."""
    day = c.published
    if w.has("NIGHT", "NIGHTLY"):
        return "span", day - ONE_DAY if day else None, day, True
    if w.has("PAST", "GONE") and not w.has("EVENING"):
        raise ValueError
    day = day + w.one("PAST", "GONE", "THIS") * ONE_DAY if day else None
    return "day", day, day, True


def _month(w: _Words, c: _Context) -> Reading:
    months = w.all("MONTH")
    tail = _calendar(w, c, months[-1], 1)
    if tail is None:
        return "month", None, None, True
    kind: Kind = "month" if len(months) == 1 else "span"
    first = dt.date(tail.year - (months[0] > months[-1]), months[0], 1)
    last = _month_end(tail.year, tail.month)
    if w.has("TENDAYS"):
        start = w.one("FIRST") * 10 - 9
        if start > 21:
            raise ValueError
        first, last = first.replace(day=start), last if start == 21 else first.replace(day=start + 9)
        kind = "period"
    elif w.has("HALVES"):
        if w.one("FIRST") > 2:
            raise ValueError
        first, last = (first, first.replace(day=15)) if w.one("FIRST") == 1 else (first.replace(day=16), last)
    elif w.has("START"):
        last = first.replace(day=10)
    elif w.has("MIDDLE"):
        first, last = first.replace(day=11), first.replace(day=20)
    elif w.has("FINISH"):
        first = first.replace(day=21)
    return kind, first, last, not w.absolute


def _month_of_deed(w: _Words, c: _Context) -> Reading:
    """«во время июльской спецоперации», «Самый громкий случай – августовский.»: the latest such month."""
    tail = _calendar(w, c, w.one("MONTHLY"), 1)
    if tail is None:
        return "month", None, None, True
    return "month", dt.date(tail.year, tail.month, 1), _month_end(tail.year, tail.month), True


def _months_of_year(w: _Words, c: _Context) -> Reading:
    """«с января по сентябрь»: of the latest year in which it is over, or the told one."""
    head, tail = w.all("MONTH")
    told, year = w.year(c)
    if not told and c.published:
        year = _year_of(c.published, tail)
    if year is None:
        return "period", None, None, True
    own = w.all("YEAR", "YEARTH")
    start = own[0] if len(own) > 1 else year - (head > tail)
    day = 21 if w.has("FINISH") else 11 if w.has("MIDDLE") else 1  # «с конца мая и по октябрь»
    return "period", dt.date(start, head, day), _known_by(c, year, tail, told), not w.absolute


def _start_to_day(w: _Words, c: _Context) -> Reading:
    """«с начала июля по 1 сентября»: from a part of a month to a day."""
    head, tail = w.all("MONTH")
    last = _calendar(w, c, tail, w.one("N"))
    if last is None:
        return "period", None, None, True
    day = 21 if w.has("FINISH") else 11 if w.has("MIDDLE") else 1
    return "period", dt.date(last.year - (head > tail), head, day), last, not w.absolute


NEARLY_OVER = 10
"""Days before the end of a month in which figures of the months up to it are told already."""


def _year_of(published: dt.date, month: int) -> int:
    """The latest year in which a month is over or nearly so."""
    over = _month_end(published.year, month) - NEARLY_OVER * ONE_DAY <= published
    return published.year if over else published.year - 1


def _known_by(c: _Context, year: int, month: int, told: bool) -> dt.date:
    """The end of a month, or the day of publication where the month of figures runs on."""
    end = _month_end(year, month)
    return c.published if not told and c.published is not None and c.published < end else end


def _season(w: _Words, c: _Context) -> Reading:
    start = w.one("SEASON", "SEASONAL")
    told, year = w.year(c)
    if told and year:
        year -= start == 12
    elif c.published and not told:
        first = _latest(start, 1, c.published)
        over = _month_end(first.year + (start == 12), (start + 1) % 12 + 1) < c.published
        year = first.year - (w.has("PAST", "GONE") and not over)
    if year is None:
        return "season", None, None, True
    return "season", dt.date(year, start, 1), _month_end(year + (start == 12), (start + 1) % 12 + 1), not w.absolute


def _year(w: _Words, c: _Context) -> Reading:
    _, year = w.year(c)
    kind: Kind = "period" if w.has("FOR", "SUMUP", "OUTCOME") else "year"
    if year is None:
        return kind, None, None, True
    years = w.all("YEAR", "YEARTH")
    last = dt.date(year, 12, 31)
    if w.has("THIS") and c.published is not None and c.published.year == year:
        last = c.published  # «в этом году изъято …»: what is known by now
    return kind, dt.date(years[0] if years else year, 1, 1), last, not w.absolute


def _this_or_last(w: _Words, c: _Context) -> Reading:
    """«на прошлой неделе», «в этом месяце», «в прошлом квартале»: the calendar unit."""
    shift = w.one("PAST", "GONE", "BEFORELAST", "THIS")
    day = c.published
    if w.has("WEEKS"):
        first = _monday(day) + shift * 7 * ONE_DAY if day else None
        return ("period" if w.has("FOR") else "span"), first, first + 6 * ONE_DAY if first else None, True
    if w.has("MONTHS"):
        first = _months_before(day.replace(day=1), -shift) if day else None
        kind: Kind = "period" if w.has("FOR") else "month"
        return kind, first, _month_end(first.year, first.month) if first else None, True
    if not day:
        return "period", None, None, True
    size = 3 if w.has("QUARTER") else 6
    first = _months_before(dt.date(day.year, (day.month - 1) // size * size + 1, 1), -shift * size)
    return "period", first, _months_before(first, -size) - ONE_DAY, True


def _weekend(w: _Words, c: _Context) -> Reading:
    if not c.published:
        return "span", None, None, True
    saturday = _monday(c.published) - 2 * ONE_DAY
    if c.published.weekday() >= 5 and not w.has("PAST", "GONE"):
        saturday += 7 * ONE_DAY
    return "span", saturday, saturday + ONE_DAY, True


def _ago(w: _Words, c: _Context) -> Reading:
    """«три дня назад», «неделю назад», «месяц назад», «год назад»: as coarse as the unit.

    «тремя днями ранее» counts from the day told before, if there is one.
    """
    anchor = (c.previous_day() if w.has("EARLIER") else None) or c.published
    count = w.count()
    if w.has("YW", "LET"):
        year = anchor.year - count if anchor else None
        if not year or year < 1:
            return "year", None, None, True
        return "year", dt.date(year, 1, 1), dt.date(year, 12, 31), True
    if w.has("MONTHS", "HALFYEAR"):
        count *= 6 if w.has("HALFYEAR") else 1
        first = _months_before(anchor.replace(day=1), count) if anchor else None
        return "month", first, _month_end(first.year, first.month) if first else None, True
    day = anchor - _unit_days(w) * count * ONE_DAY if anchor else None
    return "day", day, day, True


def _some_time_ago(w: _Words, c: _Context) -> Reading:
    """«несколько недель назад»: nobody says when."""
    return "month", None, None, True


def _unit_days(w: _Words) -> int:
    return 7 if w.has("WEEKS") else 10 if w.has("TENDAYS") else 1


def _later(w: _Words, c: _Context) -> Reading:
    before = c.previous_day()
    count = 0 if w.has("THAT", "THIS") else w.count() * _unit_days(w)
    day = before + count * ONE_DAY if before else None
    return "day", day, day, True


def _year_earlier(w: _Words, c: _Context) -> Reading:
    """«годом ранее»: the period or year told before, shifted; else the calendar year before."""
    shifted = _shift(c, None)
    if shifted:
        return shifted
    year = c.published.year - 1 if c.published else None
    return "year", dt.date(year, 1, 1) if year else None, dt.date(year, 12, 31) if year else None, True


def _same_period(w: _Words, c: _Context) -> Reading:
    """«за аналогичный период 2024 года»: the period told before, in that year."""
    told, year = w.year(c)
    if not told and not w.has("EARLIER"):
        return "period", None, None, True
    if told and year is None:
        return "period", None, None, True
    shifted = _shift(c, year, at_least=0 if w.absolute else 1)
    return ("period", *shifted[1:]) if shifted else ("period", None, None, True)


def _only_compared(text: str, date: DateMention) -> bool:
    """«больше, чем в 2024 году»"""
    return COMPARED_WITH.search(text, max(0, date.start - 16), date.start) is not None


COMPARED_WITH = pattern(r"\b(?:чем|сравнени\w с)\s(?:в |за |на )?$")


def _shift(c: _Context, year: int | None, at_least: int = 0) -> Reading | None:
    """The period told last in another year, or the year before; `at_least` so many years back: «за тот же период
    прошлого года» beside a period of last year is of the year before it."""
    for before in reversed(c.done):
        if year is None and (before.rule == "dates.year_earlier" or _only_compared(c.text, before)):
            continue  # «на 15 % больше, чем в 2024 году. … против 2,8 тонны годом ранее»: of the same year
        kind: Kind = "period" if before.kind == "since" else before.kind
        months = before.kind == "span" and before.rule == "dates.month"  # «за январь и февраль»
        if before.kind in ("day", "span", "season", "month") and before.rule != "dates.range" and not months:
            continue
        if not before.first or not before.last:
            return None
        back = max(before.last.year - year, at_least) if year else 1
        first, last = _months_before(before.first, 12 * back), _months_before(before.last, 12 * back)
        if before.last == _month_end(before.last.year, before.last.month):
            last = _month_end(last.year, last.month)
        return kind, first, last, True
    return None


def _since(w: _Words, c: _Context) -> Reading:
    if w.has("MONTH"):
        first = _calendar(w, c, w.one("MONTH"), w.one("N") if w.has("N") else 11 if w.has("MIDDLE") else 1)
        if first and w.has("FINISH"):
            first = first.replace(day=21)
    elif w.has("DOTTED"):
        first = _number_date(w.one("DOTTED"))
    elif w.has("WEEKS"):
        first = _monday(c.published) if c.published else None
    elif w.has("MONTHS"):
        first = c.published.replace(day=1) if c.published else None
    elif w.has("SEASON", "SEASONAL"):
        first = _season(w, c)[1]
    else:
        told, year = w.year(c)
        if not told and c.published:
            year = c.published.year
        first = dt.date(year, 1, 1) if year else None
    last = c.published
    if first and last and first > last:
        last = None
    if first and not last and not w.absolute:
        first = None
    return "since", first, last, not w.absolute or not c.published


def _months_total(w: _Words, c: _Context) -> Reading:
    """«за 10 месяцев»: from January, of the latest year in which they are over; «за последние три месяца»: rolling."""
    count = w.count() * (3 if w.has("QUARTERS") else 1)
    told, year = w.year(c)
    bare_month = not w.has("N", "NUMBER", "COLLECTIVE")
    if not told and (w.has("RECENT") or bare_month):
        return _rolling(c, _months_before(c.published, count) + ONE_DAY if c.published else None)
    if count > 12:
        return "period", None, None, True
    if not told and c.published:
        year = _year_of(c.published, count)
    if year is None or bare_month:
        return "period", None, None, True
    return "period", dt.date(year, 1, 1), _known_by(c, year, count, told), not w.absolute


def _part_of_year(w: _Words, c: _Context) -> Reading:
    """«за первый квартал», «в первом полугодии 2025 года»."""
    size = 3 if w.has("QUARTER", "QUARTERS") else 6
    number = w.one("N") if w.has("N") else w.one("FIRST")
    if number * size > 12:
        raise ValueError
    told, year = w.year(c)
    if not told and c.published:
        start = dt.date(c.published.year, (number - 1) * size + 1, 1)
        year = c.published.year - (start > c.published)
    if year is None:
        return "period", None, None, True
    return "period", dt.date(year, (number - 1) * size + 1, 1), _month_end(year, number * size), not w.absolute


def _last_part(w: _Words, c: _Context) -> Reading:
    """«за полгода», «за полугодие», «за квартал»: the last that is over, half a year rolling in the first half."""
    day = c.published
    if not day:
        return "period", None, None, True
    if w.has("QUARTER"):
        end = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return "period", _months_before(end, 3), end - ONE_DAY, True
    if day.month >= 7 and not w.has("RECENT"):
        return "period", dt.date(day.year, 1, 1), dt.date(day.year, 6, 30), True
    return _rolling(c, _months_before(day, 6) + ONE_DAY)


def _rolling(c: _Context, first: dt.date | None) -> Reading:
    return "period", first, c.published if first else None, True


def _days_total(w: _Words, c: _Context) -> Reading:
    """«за неделю», «за семь дней»: the days that end at publication; «за сутки» reaches into the day before."""
    days = w.count() * _unit_days(w)
    if w.count() > 1 and days not in (7, 10) and not w.has("PAST", "GONE", "RECENT"):
        return "period", None, None, True  # «за три недели он получил»: of any three weeks
    if w.has("SUTKI", "DAY") and days == 1:
        days = 2
    return _rolling(c, c.published - (days - 1) * ONE_DAY if c.published else None)


def _hours_total(w: _Words, c: _Context) -> Reading:
    """«за последние 48 часов»: the days into which they reach back."""
    return _rolling(c, c.published - -(-w.count() // 24) * ONE_DAY if c.published else None)


YEAR_ENDS = 20
"""From this day of December, and in January, «за год» means the calendar year."""


def _years_total(w: _Words, c: _Context) -> Reading:
    """«за год»: the year that ends at publication, the calendar year where that is just over."""
    day = c.published
    if day is not None and not w.has("RECENT") and w.count() == 1:
        told = any(d.kind == "year" and d.first is not None and d.first.year == day.year - 1 for d in c.done)
        over = day.month == 1 or (told and day.month <= 3)  # «В 2021 году изъято … За год задержаны 958»
        year = day.year - 1 if over else day.year if day.month == 12 and day.day >= YEAR_ENDS else None
        if year is not None:
            return "period", dt.date(year, 1, 1), dt.date(year, 12, 31), True
    return _rolling(c, _months_before(c.published, 12 * w.count()) + ONE_DAY if c.published else None)


def _nothing(w: _Words, c: _Context) -> Reading:
    raise ValueError


def _bare_year(w: _Words, c: _Context) -> Reading:
    """«в 2013 году изъяли 6 тонн, в 2014 – 9»: behind a year told with its word."""
    before = c.done[-1] if c.done else None
    if before is None or before.kind != "year" or before.relative:
        raise ValueError
    return _year(w, c)


def _unresolved(w: _Words, c: _Context) -> Reading:
    return "period", None, None, True


# --- rules ----------------------------------------------------------------------------------------------------------

MACROS = {
    "LAST": "(?:PAST|GONE)",
    "YR": "(?:(?:YEAR|YEARTH) YW?|(?:THIS|LAST|BEFORELAST) YW|TY|THAT SAME? YW)",
    "OWNYR": "(?:(?:THIS|LAST|BEFORELAST) YW|TY|THAT SAME? YW)",
    "DATE": "(?:N MONTH YR?|ISO|DOTTED YW?)",
    "TIME": "(?:PART|EVENING|NIGHTLY|DNEM)",
    "DAYS": "(?:DAY|SUTKI|WEEKS|TENDAYS|DNEM)",
    "COUNT": "(?:N|NUMBER|COLLECTIVE)",
    "MY": "(?:MONTH YR?)",
    "EARLY": "(?:(?:YW|YEARBY) EARLIER)",
    "SUMMED": "(?:BY SUMUP|OUTCOME)",
    "OVER": "(?:WHOLE|LAST|RECENT|FIRST|THIS)",
}

RULES: list[tuple[str, str, Callable[[_Words, _Context], Reading]]] = [
    ("day", "TIME? DATE TIME?", _day),
    ("named_day", "(?:TIME? (?:RELDAY|EVE|IN LAST? WEEKDAY) TIME?|(?:THIS|LAST) TIME) COMMA? DATE", _day),
    ("list", "(?:N COMMA){0,9} N AND N MONTH YR?", _range),
    ("range", "(?:FROM N MONTH? YR? (?:BY|TILL) DATE|FROM DOTTED (?:BY|TILL) DOTTED|N MONTH? DASH DATE)", _range),
    ("night", "(?:IN NIGHT|PART|EVENING|NIGHTLY) FROM N MONTH? ON DATE", _range),
    ("night_on", "IN NIGHT ON DATE", _night_on),
    ("night_weekday", "IN NIGHT (?:FROM WEEKDAY)? ON WEEKDAY", _weekday),
    ("weekday", "TIME? IN LAST? WEEKDAY TIME?", _weekday),
    ("weekday_range", "FROM WEEKDAY (?:BY|TILL) WEEKDAY", _weekday_range),
    ("relative_day", "TIME? (?:RELDAY|EVE) TIME?", _relative_day),
    ("part_of_day", "(?:THIS|LAST) TIME|(?:IN|FOR) LAST NIGHT", _part_of_day),
    (
        "month",
        (
            "(?:IN|FOR) (?:START|MIDDLE|FINISH)? MONTH (?:AND MONTH)? YR?|"
            "(?:IN|FOR) FIRST (?:TENDAYS|HALVES) MY|MONTH YEAR YW?|DASH MONTH COMMA"
        ),
        _month,
    ),
    ("month_of_deed", "MONTHLY DEED|(?:DASH|BECAME) MONTHLY (?:STOP|COMMA)", _month_of_deed),
    (
        "months_of_year",
        "(?:FROM (?:START|MIDDLE|FINISH)? MONTH YR? AND? (?:BY|TILL)|(?:IN|FOR) MONTH DASH) MONTH YR?",
        _months_of_year,
    ),
    ("start_to_day", "FROM (?:START|MIDDLE|FINISH) MONTH AND? (?:BY|TILL) N MONTH YR?", _start_to_day),
    ("season", "(?:(?:THIS|LAST)? SEASON|FOR WHOLE? (?:THIS|LAST)? SEASONAL) YR?", _season),
    (
        "year",
        (
            "(?:IN|FOR|IN COURSE|SUMMED) (?:START|MIDDLE|FINISH|WHOLE)? "
            "(?:YEAR(?: (?:DASH|AND) YEAR)? YW|YEARTH|OWNYR)|TY|(?:FOR WHOLE?|IN COURSE|SUMMED) OFLASTYEAR"
        ),
        _year,
    ),
    ("this_or_last", "(?:IN|ON|FOR) WHOLE? (?:THIS|LAST|BEFORELAST) (?:MONTHS|QUARTER|HALF)", _this_or_last),
    ("week", "ON (?:THIS|LAST|BEFORELAST) WEEKS|FOR LAST WEEKS", _this_or_last),
    ("weekend", "(?:IN|ON|FOR) (?:THIS|LAST)? WEEKEND", _weekend),
    ("year_earlier", "(?:YW|YEARBY) EARLIER", _year_earlier),
    ("bare_year", "IN YEAR DASH", _bare_year),
    ("ago", "COUNT{0,3} (?:DAYS|MONTHS|HALFYEAR|YW|LET) (?:AGO|EARLIER)", _ago),
    ("some_time_ago", "SEVERAL (?:DAYS|MONTHS|YW|LET) (?:AGO|EARLIER)", _some_time_ago),
    ("later", "AFTER COUNT? DAYS|COUNT? DAYS AFTER|ON NEXT (?:DAY|SUTKI)|IN (?:THAT|THIS) SAME? DAY", _later),
    (
        "same_period",
        "(?:EARLY COMMA?)? (?:FOR|IN) (?:LIKE|THAT SAME|THIS SAME) (?:SPELL|COUNT (?:MONTHS|DAYS)) (?:YR|EARLY)?",
        _same_period,
    ),
    ("since_start", "FROM (?:START|MIDDLE|FINISH) (?:THIS? (?:YW|MONTHS|WEEKS)|YR|MY|SEASONAL YR?)", _since),
    ("since", "(?:FROM|STARTED) (?:N MONTH YR?|DOTTED YW?)|FROM MY|FROM YEAR YW", _since),
    (
        "months_total",
        (
            "(?:FOR|SUMMED) OVER? COUNT{0,3} (?:MONTHS) YR?|IN COURSE COUNT{1,3} MONTHS YR|"
            "(?:FOR|SUMMED) OVER? COUNT QUARTERS YR?"
        ),
        _months_total,
    ),
    (
        "part_of_year",
        "(?:FOR|IN|SUMMED) (?:(?:FIRST|N) (?:QUARTER|QUARTERS|HALF) YR?|FIRST HALVES (?:YR|YW))",
        _part_of_year,
    ),
    ("last_part", "(?:FOR|SUMMED) (?:LAST|RECENT)? (?:HALFYEAR|HALF|QUARTER)", _last_part),
    ("days_total", "(?:FOR|SUMMED) (?:WHOLE|LAST|RECENT|THIS)? COUNT? DAYS", _days_total),
    ("hours_total", "FOR (?:LAST|RECENT) COUNT HOURS", _hours_total),
    ("weeks_of_month", "FOR OVER? COUNT? DAYS MY", _unresolved),
    ("years_total", "FOR RECENT COUNT? (?:YW|LET)|(?:FOR|SUMMED) YW", _years_total),
    # read only to keep other rules off
    ("as_of_today", "ON RELDAY", _nothing),
    ("not_this", "(?:BEFORE|FOR|FROM) THIS TIME", _nothing),
    ("not_before", "FOR? OVER? COUNT{0,3} (?:DAYS|MONTHS|YW|LET) TILL", _nothing),
    ("not_after", "(?:AFTER COUNT? DAYS|ON NEXT (?:DAY|SUTKI)) POST", _nothing),
]


@cache
def _rules() -> list[tuple[str, re.Pattern[str], Callable[[_Words, _Context], Reading]]]:
    letters = _letters()

    def spell(match: re.Match[str]) -> str:
        name = match[0]
        return pattern("[A-Z]+").sub(spell, MACROS[name]) if name in MACROS else letters[name]

    return [(rule, pattern(pattern("[A-Z]+").sub(spell, shape).replace(" ", "")), read) for rule, shape, read in RULES]
