"""Documents as an Excel workbook with the sheets operations, arrests, seizures and documents."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable
from typing import IO, Any, BinaryIO

from narcofacts.records import Document
from narcofacts.writers.tables import DATES, Cell, Row, columns, tables_of
from narcofacts.writers.wording import legible_lines

LONGEST_CELL = 32_767
LAST_ROW = 1_048_575
_WIDTHS = {"headline": 50, "title": 50, "text": 50, "item": 24, "path": 40, "persons": 30, "agencies": 24}
# a fixed date of making, so that the same documents give the same bytes
_MADE = dt.datetime(2000, 1, 1)


def write_workbook(documents: Iterable[Document], stream: BinaryIO) -> None:
    """Writes the workbook. Text is always text: a cell that begins with = is no formula. Rows that a sheet has no
    place for go on in a second one.
    """
    # a ZIP that cannot be ended, on a full disk or into a closed pipe, complains once more when it is thrown away
    with tempfile.TemporaryFile() as made:
        _make(documents, made)
        made.seek(0)
        shutil.copyfileobj(made, stream)


def _make(documents: Iterable[Document], stream: IO[bytes]) -> None:
    from xlsxwriter import Workbook  # type: ignore[import-untyped, unused-ignore]

    # constant memory: rows go to temporary files at once
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _MADE})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheets = {name: _Sheet(workbook, name, names, day) for name, names in columns().items()}
        for document in documents:
            rows = tables_of(document)
            sheets["documents"].add(rows.document)
            for name, several in (
                ("operations", rows.operations),
                ("arrests", rows.arrests),
                ("seizures", rows.seizures),
            ):
                for row in several:
                    sheets[name].add(row)


class _Sheet:
    """One table, with as many sheets as its rows need."""

    def __init__(self, workbook: Any, name: str, names: tuple[str, ...], day: Any) -> None:
        self._workbook, self._name, self._names, self._day = workbook, name, names, day
        self._bold = workbook.add_format({"bold": True})
        self._count = 0
        self._begin()

    def _begin(self) -> None:
        self._count += 1
        name = self._name if self._count == 1 else f"{self._name} {self._count}"
        self._sheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._names):
            self._sheet.set_column(column, column, _WIDTHS.get(title, 12))
            self._sheet.write_string(0, column, title, self._bold)
        self._sheet.autofilter(0, 0, LAST_ROW, len(self._names) - 1)
        self._row = 0

    def add(self, row: Row) -> None:
        if self._row == LAST_ROW:
            self._begin()
        self._row += 1
        for column, name in enumerate(self._names):
            self._write(column, name, row[name])

    def _write(self, column: int, name: str, value: Cell) -> None:
        if value is None:
            return
        if isinstance(value, str):
            day = _day(value) if name in DATES else None
            if day is not None:
                self._sheet.write_datetime(self._row, column, day, self._day)
            else:
                self._sheet.write_string(self._row, column, legible_lines(value)[:LONGEST_CELL])
        else:
            self._sheet.write_number(self._row, column, value)


def _day(value: str) -> dt.datetime | None:
    """The day, unless it lies before 1900, where Excel knows no days."""
    try:
        day = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= 1900 else None
