"""Articles out of rows: which column holds what, and how a line of JSON or CSV becomes a job."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

import msgspec

from narcofacts.batch.jobs import Failure, Job, Told
from narcofacts.batch.walk import why

USUAL = {
    "text": (
        "text body content article article_text full_text fulltext maintext main_text text_content raw_text "
        "текст message description"
    ),
    "date": (
        "published date published_at published_date publish_date date_published date_publish pubdate pub_date "
        "publication_date datetime created_at timestamp дата"
    ),
    "url": "url link source_url canonical_url href uri ссылка",
    "title": "title headline заголовок name",
    "id": "id _id guid uid doc_id article_id message_id",
    "publisher": "publisher site sitename site_name source_domain издание",
}
"""Column names as they usually are, the likeliest first; upper and lower case are the same."""


class Columns(NamedTuple):
    """The columns as the user names them; None lets them be guessed."""

    text: str | None = None
    date: str | None = None
    url: str | None = None
    title: str | None = None
    id: str | None = None
    publisher: str | None = None


class Tables(NamedTuple):
    """How rows are read: the columns, and how many bytes one article may have."""

    columns: Columns
    limit: int


def json_jobs(stream: BinaryIO, file: str, tables: Tables) -> Iterator[Job | Failure]:
    """The articles of a file with one JSON object a line, read line by line."""
    for number, line in _lines(stream, tables.limit):
        if line is None:
            yield too_large(file, number, tables.limit)
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not line.strip():
            continue
        try:
            value = _decoded(line, file)
        except Exception as error:
            yield Failure(file, number, "unreadable", f"not JSON: {why(error)}")
            continue
        yield value_job(value, file, number, tables)


def value_job(value: Any, file: str, number: int, tables: Tables) -> Job | Failure:
    """The article in a decoded JSON value: an object with a column of text, or the text itself."""
    if isinstance(value, str):
        return row_job({"text": value}, file, number, tables)
    if not isinstance(value, dict):
        return Failure(file, number, "unreadable", "neither an object nor a text")
    return row_job(value, file, number, tables)


def object_job(stream: BinaryIO, file: str, tables: Tables, *, named: bool) -> Job | Failure | None:
    """The article in a file with one JSON object over several lines. None for one that the user has not named and
    that has no column of text: such lie beside articles and tell of something else.
    """
    data = stream.read(tables.limit + 1)
    if len(data) > tables.limit:
        return too_large(file, None, tables.limit)
    try:
        value = _decoded(data.removeprefix(b"\xef\xbb\xbf"), file)
    except Exception as error:
        return Failure(file, None, "unreadable", f"not JSON: {why(error)}")
    if not named and isinstance(value, dict) and not has_text(value, tables.columns):
        return None
    return value_job(value, file, 1, tables)


def csv_jobs(lines: Iterable[str], file: str, tables: Tables) -> Iterator[Job | Failure]:
    """The articles of a table with a header; positions are rows, the header not counted."""
    csv.field_size_limit(tables.limit)
    lines = iter(lines)
    header = next(lines, "")
    delimiter = max(",;\t|", key=header.count)
    reader = csv.reader(itertools.chain([header], lines), delimiter=delimiter)
    try:
        names = [name.strip().removeprefix("\ufeff") for name in next(reader, [])]
    except csv.Error as error:
        yield Failure(file, None, "unreadable", f"not CSV: {why(error)}")
        return
    trial = row_job(dict.fromkeys(names, "-"), file, 0, tables)
    if isinstance(trial, Failure):
        # without its columns no row can be read: that is one failure
        yield Failure(file, None, trial.code, trial.reason)
        return
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                # most likely a quote that is never closed: where the next row begins, nobody can tell
                reason = "a cell is larger than --max-size, or a quote is not closed: the rest is not read"
                yield Failure(file, number, "too_large", reason)
                return
            yield Failure(file, number, "unreadable", f"not CSV: {why(error)}")
            continue
        if any(cell.strip() for cell in row):
            yield row_job(dict(zip(names, row, strict=False)), file, number, tables)


def row_job(row: Mapping[str, Any], file: str, number: int, tables: Tables) -> Job | Failure:
    """The article in one row. Its label is its URL, or the file with its id or number."""
    try:
        text = _cell(row, "text", tables.columns)
    except KeyError as error:
        return Failure(file, number, "unreadable", str(error.args[0]))
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > tables.limit:
        return too_large(file, number, tables.limit)
    if not text.strip():
        return Failure(file, number, "unreadable", "empty")
    try:
        url = _cell(row, "url", tables.columns, needed=False).strip()
        identity = _cell(row, "id", tables.columns, needed=False).strip()
        told = Told(
            published=day_told(_cell(row, "date", tables.columns, needed=False)),
            title=" ".join(_cell(row, "title", tables.columns, needed=False).split()) or None,
            publisher=" ".join(_cell(row, "publisher", tables.columns, needed=False).split()) or None,
        )
    except KeyError as error:
        return Failure(file, number, "unreadable", str(error.args[0]))
    label = url or f"{file}#{identity or number}"
    return Job(label.encode("utf-8", "replace").decode(), file, number, data, "record", told)


def day_told(value: str) -> str | None:
    """The day in a cell: ISO dates and times, seconds since 1970, and dates as articles write them; else None."""
    value = value.strip()
    if not value:
        return None
    try:
        if value.isdigit() and len(value) in (9, 10, 13):
            seconds = int(value) / (1000 if len(value) == 13 else 1)
            return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
        return dt.date.fromisoformat(value[:10]).isoformat() if value[4:5] == "-" else _worded_day(value)
    except (ValueError, OverflowError, OSError):
        return None


def _worded_day(value: str) -> str | None:
    from narcofacts.text.metadata import date_alone

    day = date_alone(value)
    if day is None and value[:1].isalpha():
        # Thu, 04 Dec 2025 18:31:00 +0500, as feeds have it
        from email.utils import parsedate_to_datetime

        day = parsedate_to_datetime(value).date()
    return day.isoformat() if day else None


def has_text(row: Mapping[str, Any], columns: Columns) -> bool:
    """Whether a row has a column of text, be there something in it or not."""
    try:
        _cell(row, "text", columns)
    except KeyError:
        return False
    return True


def too_large(file: str, place: int | str | None, limit: int) -> Failure:
    """The failure of an article that is larger than --max-size."""
    return Failure(file, place, "too_large", f"larger than {limit // 1_000_000} MB (--max-size)")


def _cell(row: Mapping[str, Any], role: str, columns: Columns, needed: bool = True) -> str:
    """The cell of a role as text. Raises KeyError with a message if there is no such column but must be."""
    named: str | None = getattr(columns, role)
    if named is not None:
        if named not in row:
            raise KeyError(f"no column {named}; there are: {', '.join(map(str, list(row)[:20]))}")
        return _as_text(row[named])
    folded = {str(name).strip().casefold(): name for name in row}
    found = [folded[name] for name in USUAL[role].split() if name in folded]
    # of two usual names the first with something in it
    for name in found:
        if told := _as_text(row[name]):
            return told
    if needed and not found:
        if not row:
            raise KeyError("empty")
        there = ", ".join(filter(str.strip, map(str, list(row)[:20]))) or "columns without names"
        raise KeyError(f"no column of text among {there}; name it with --text-column")
    return ""


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_as_text, value)))
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return ""
    return str(value)


def _decoded(line: bytes, file: str) -> Any:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # not UTF-8, lone surrogates in escapes, NaN: the slow way reads them
        from narcofacts.text.encodings import decode

        return json.loads(decode(line, path=file).text)


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1; None for one that is too long, which is passed over piece by piece."""
    number = 0
    while line := stream.readline(2 * limit):
        number += 1
        if len(line) < 2 * limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield number, None
