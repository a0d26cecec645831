"""Documents as flat rows, one row a record: JSON lines, CSV and TSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from narcofacts.records import Agency, Arrest, DateSpan, Document, Evidence, Place, Seizure
from narcofacts.writers.documents import json_line
from narcofacts.writers.tables import Cell, Row, agency_names, whole
from narcofacts.writers.wording import legible, legible_lines, plain_number

COLUMNS = (
    "record",
    "source",
    "published",
    "id",
    "operation",
    "scope",
    "status_or_action",
    "category",
    "item",
    "substance",
    "value",
    "value_max",
    "unit",
    "bound",
    "amount",
    "currency",
    "asset",
    "citizenship",
    "place",
    "country",
    "region",
    "date_start",
    "date_end",
    "agencies",
    "start",
    "end",
    "text",
)
T = TypeVar("T")

# what a spreadsheet takes for the beginning of a formula; a lone sign is none
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff".encode()


def flat_rows(document: Document) -> Iterator[Row]:
    """One row a record with all of COLUMNS: the operations, then the arrests, then the seizures."""
    scopes = {operation.id: operation.scope for operation in document.operations}
    for operation in document.operations:
        row = _row(document, "operation", operation.id, operation.evidence)
        row.update(operation=operation.id, scope=operation.scope, category=operation.kind, item=operation.headline)
        _put_circumstances(row, _first(operation.places), _first(operation.dates), operation.agencies)
        yield row
    for arrest in document.arrests:
        row = _row(document, "arrest", arrest.id, arrest.evidence)
        row.update(operation=arrest.operation, scope=scopes.get(arrest.operation), status_or_action=arrest.status)
        _put_people(row, arrest)
        _put_circumstances(row, arrest.place, arrest.date, arrest.agencies)
        yield row
    for seizure in document.seizures:
        row = _row(document, "seizure", seizure.id, seizure.evidence)
        row.update(operation=seizure.operation, scope=scopes.get(seizure.operation), status_or_action=seizure.action)
        _put_goods(row, seizure)
        _put_circumstances(row, seizure.place, seizure.date, seizure.agencies)
        yield row


def record_lines(document: Document) -> bytes:
    """The rows as JSON lines; a missing value is null."""
    return b"".join(json_line(row) for row in flat_rows(document))


def table_header(kind: Literal["csv", "tsv"]) -> bytes:
    """The line of column names."""
    return table([COLUMNS], kind)


def table_lines(document: Document, kind: Literal["csv", "tsv"]) -> bytes:
    """The rows as CSV or TSV without the header; a missing value is empty.

    Text that a spreadsheet would run as a formula gets an apostrophe in front. In TSV, tabs and line feeds
    inside text become spaces, so that `cut` and `awk` see one record a line. Control characters are left out.
    """
    return table(([cell_text(row[name], kind) for name in COLUMNS] for row in flat_rows(document)), kind)


def _row(document: Document, record: str, identity: str, evidence: list[Evidence]) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    row.update(record=record, source=document.source.path, published=document.source.published, id=identity)
    core = evidence[0]
    row.update(start=core.start, end=core.end, text=core.text)
    return row


def _put_people(row: Row, arrest: Arrest) -> None:
    row["citizenship"] = " ".join(arrest.citizenship) or None
    if arrest.count is not None:
        row.update(value=arrest.count.value, value_max=arrest.count.value_max, unit="person", bound=arrest.count.bound)


def _put_goods(row: Row, seizure: Seizure) -> None:
    row.update(category=seizure.category, item=seizure.item, substance=seizure.substance)
    money, quantity = seizure.money, seizure.quantity
    if money is not None:
        row.update(amount=whole(money.amount), currency=money.currency, asset=money.asset)
        row.update(bound=money.bound, value_max=whole(money.amount_max))
    if quantity is not None:
        row.update(value=whole(quantity.value), value_max=whole(quantity.value_max))
        row.update(unit=quantity.unit, bound=quantity.bound)


def _put_circumstances(row: Row, place: Place | None, date: DateSpan | None, agencies: list[Agency]) -> None:
    if place is not None:
        row.update(place=place.name, country=place.country, region=place.region)
    if date is not None:
        row.update(date_start=date.start, date_end=date.end)
    row["agencies"] = agency_names(agencies)


def _first(values: Sequence[T]) -> T | None:
    return values[0] if values else None


def cell_text(value: Cell, kind: Literal["csv", "tsv"]) -> str:
    """A cell that no spreadsheet runs as a formula; in TSV, on one line."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return plain_number(value)
    value = legible(value) if kind == "tsv" else legible_lines(value)
    return f"'{value}" if len(value) > 1 and value.startswith(FORMULA_SIGNS) else value


def table(rows: Iterable[Iterable[str]], kind: Literal["csv", "tsv"]) -> bytes:
    """Rows of cells as lines of UTF-8."""
    sheet = io.StringIO()
    csv.writer(sheet, delimiter="," if kind == "csv" else "\t", lineterminator="\n").writerows(rows)
    return sheet.getvalue().encode("utf-8", "replace")
