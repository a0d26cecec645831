"""The head of an article: a line with the date of publication, and the title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from narcofacts.cached.patterns import pattern

_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_GAP = r"[^\S\r\n]*"  # spaces of any kind inside a line
_TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)"
_WEEKDAY = r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
_HEAD = pattern(
    rf"""
    [\s\ufeff\u200b]*
    (?:(?P<label>date|published|дата\ публикации|дата|опубликовано)\b{_GAP}:?{_GAP})?
    (?:{_WEEKDAY}{_GAP},?{_GAP})?
    (?:(?P<time_before>{_TIME}){_GAP}[,|•·/—–-]?{_GAP})?                 # 18:31,
    (?:
        (?P<iso>(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!-?\d))
        (?:T{_TIME}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?                      # 2025-12-04T18:31:00+05:00
      | (?P<dot_d>\d\d?)\.(?P<dot_m>\d\d?)\.(?P<dot_y>(?:19|20)\d\d)(?!\.?\d)
      | (?P<word_d>\d\d?){_GAP}
        (?P<month>январ[яь]|феврал[яь]|марта?|апрел[яь]|мая|июн[яь]|июл[яь]|августа?|сентябр[яь]|октябр[яь]|ноябр[яь]|декабр[яь]
          |(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.?)
        {_GAP},?{_GAP}(?P<word_y>(?:19|20)\d\d)(?![\d])
    )
    (?P<year_word>{_GAP}(?:года\b|год\b|г\.|г\b))?
    (?:{_GAP}[,|•·/—–-]?{_GAP}(?:в{_GAP})?(?P<time_after>{_TIME})(?:{_GAP}\(?(?:мск|msk)\)?)?)?
    (?:{_GAP},?{_GAP}{_WEEKDAY}\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE = pattern(r"[^\r\n\u2028\u2029]+")
_REST = pattern(r"[^\r\n\u2028\u2029]*")
_SEPARATORS = pattern(r"[^\S\r\n]*([.,:;|/•·—–-]*)\s*")
_SPACE = pattern(r"[\s\ufeff\u200b]*")
_TITLE_MARKS = " \t\u00a0\ufeff\u200b*_#"
_TITLE_LIMIT = 200
_DATE_LIMIT = 50
_HEAD_LINES = 10
_SENTENCE = pattern(r"\w+\s+\w+\s+\w+[^\n]*[.!?…]\s*$")  # the article's own text has begun


class Head(msgspec.Struct, frozen=True):
    """The date that the head of a text tells, and the offset at which the article's own text begins."""

    published: dt.date | None = None
    body_start: int = 0


def find_head(text: str) -> Head:
    """The metadata at the head of `text`: a date line, or a date alone on the line below the title."""
    found = _HEAD.match(text)
    if found:
        published = _date(found)
        body_start = _body_start(text, found)
        if published is not None and body_start is not None:
            return Head(published, body_start)
    return Head(_date_below_title(text), 1 if text.startswith("\ufeff") else 0)


def find_title(text: str, body_start: int = 0) -> str | None:
    """The first line of the body if it reads as a headline: short, no full stop at its end, and more text below."""
    lines = _LINE.finditer(text, body_start)
    first = _next_told(lines)
    below = _next_told(lines)
    if not first or not below:
        return None
    title = first.strip(_TITLE_MARKS)
    if len(title) > _TITLE_LIMIT or title.endswith((".", ",", ";", ":")) or not any(map(str.isalpha, title)):
        return None
    # a paragraph broken into lines of equal length goes on in the middle of a sentence
    return None if below[0].islower() else title


def date_alone(text: str) -> dt.date | None:
    """The date in a short text that is nothing but a date, with or without a time: «18:31, 27 мая 2025»."""
    text = text.strip()
    found = _HEAD.fullmatch(text) if len(text) <= _DATE_LIMIT else None
    return _date(found) if found else None


def _next_told(lines: Iterator[re.Match[str]]) -> str | None:
    return next((line for found in lines if (line := found[0].strip(_TITLE_MARKS))), None)


def _date(found: re.Match[str]) -> dt.date | None:
    if found["iso"]:
        year, month, day = found["iso_y"], int(found["iso_m"]), found["iso_d"]
    elif found["dot_y"]:
        year, month, day = found["dot_y"], int(found["dot_m"]), found["dot_d"]
    else:
        stem = found["month"].lower()[:3]
        year, month, day = found["word_y"], _MONTHS.index(stem) + 1, found["word_d"]
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:  # 31.02.2025
        return None


def _body_start(text: str, found: re.Match[str]) -> int | None:
    """Where the body begins after a date, or None if the date belongs to the article's own first sentence."""
    rest = _REST.match(text, found.end())
    separators = _SEPARATORS.match(text, found.end())
    assert rest is not None
    assert separators is not None
    follower = next((char for char in rest[0] if char.isalnum()), None)
    if follower is None:
        # alone on its line, at most with asterisks or dashes behind it
        after = _SPACE.match(text, rest.end())
        assert after is not None
        return after.end()
    if not rest[0][0].isspace() and not separators[1]:
        return None  # 04.12.2025г, 2025-12-04_2
    if follower.isdigit() and separators[1][:1] in ("-", "–", "—"):
        return None  # a period: 04.12.2025–10.12.2025
    if found["label"] or found["iso"]:
        return separators.end()
    if follower.islower():
        return None  # «25 мая 2025 года в Шымкенте задержали…»
    if found["time_before"] or found["time_after"]:
        return separators.end()
    if follower.isdigit():
        return None
    # «25 мая 2025 года Айдаров…» is a sentence; «25 мая 2025 Полиция…», «25 мая 2025 г. | Полиция…» are date and text
    if found["year_word"] and not set(separators[1]) & set(".|/•·"):
        return None
    return separators.end()


def _date_below_title(text: str) -> dt.date | None:
    """The date alone, or with a rubric beside it, on one of the first short lines, as in text copied off a page; none
    in a chronicle of dated entries."""
    dates: list[tuple[int, dt.date]] = []
    number = 0
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        number += 1
        if not dates and (number > _HEAD_LINES or len(line[0]) > _TITLE_LIMIT or _SENTENCE.search(line[0])):
            return None
        if date := date_alone(line[0]) or (dated_line(line[0]) if number <= _HEAD_LINES else None):
            dates.append((number, date))
    return dates[0][1] if len({date for _, date in dates}) == 1 and dates[0][0] <= _HEAD_LINES else None


def dated_line(line: str) -> dt.date | None:
    """The date of a line like «НОВОСТИ 25.12.2019 17:34», «22.01.2026, 12:20 | Криминал»: few words, no sentence."""
    line = line.strip()
    if len(line) > _DATE_LIMIT or line.endswith((".", "!", "?", ":")):
        return None
    for found in _HEAD.finditer(line):
        rest = line[: found.start()] + " " + line[found.end() :]
        words = pattern(r"[^\W\d_]{2,}").findall(rest)
        if len(words) <= 3 and not any(word[0].islower() for word in words):
            return _date(found)
    return None
