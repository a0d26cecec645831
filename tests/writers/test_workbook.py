"""Excel workbooks, read back with openpyxl."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from narcofacts.records import Document
from narcofacts.writers import workbook
from narcofacts.writers.tables import columns, tables_of
from narcofacts.writers.workbook import write_workbook

openpyxl = pytest.importorskip("openpyxl")


def written(*documents: Document) -> bytes:
    stream = io.BytesIO()
    write_workbook(documents, stream)
    return stream.getvalue()


def sheets(*documents: Document) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(written(*documents)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_sheets_hold_all_records(document: Document) -> None:
    read = sheets(document)
    assert list(read) == ["operations", "arrests", "seizures", "documents"]
    for name, rows in read.items():
        assert rows[0] == columns()[name]
    assert [len(rows) - 1 for rows in read.values()] == [2, 2, 3, 1]


def test_cells_have_their_values_with_real_dates_and_numbers(document: Document) -> None:
    names, *rows = sheets(document)["seizures"]
    told = tables_of(document).seizures[0]
    row = dict(zip(names, rows[0], strict=True))
    assert row == {name: value if value != "" else None for name, value in told.items()}
    assert (row["value"], row["unit"]) == (6100, "g")
    operation = dict(zip(*sheets(document)["operations"][:2], strict=True))
    assert operation["date_start"] == dt.datetime(2025, 12, 3)


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+7 999", "-5", "@a", "http://e.org", "{=1}", "\x1b[1m"])
def test_text_is_never_a_formula_or_a_link(document: Document, text: str) -> None:
    document.seizures[0].item = text
    book = openpyxl.load_workbook(io.BytesIO(written(document)))
    cell = book["seizures"].cell(2, columns()["seizures"].index("item") + 1)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value == text.replace("\x1b", "")


def test_the_same_documents_give_the_same_bytes(document: Document) -> None:
    assert written(document) == written(document)


def test_rows_beyond_the_last_go_on_in_a_second_sheet(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LAST_ROW", 4)
    read = sheets(document, document)
    assert (len(read["seizures"]), len(read["seizures 2"])) == (5, 3)


def test_a_long_text_is_cut_where_excel_ends(document: Document) -> None:
    document.seizures[0].item = "я" * 40_000
    names, row, *_ = sheets(document)["seizures"]
    assert len(row[names.index("item")]) == 32_767
