"""Drug seizures in the shape of UNODC's sheets."""

from __future__ import annotations

import csv
import io

import pytest

from narcofacts.records import DateSpan, Document, Quantity
from narcofacts.writers.seizures_csv import HEADER, seizure_rows, write_seizures


def read(document: Document) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_seizures([document], stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_a_seizure_is_a_row_with_the_names_of_the_sheets(document: Document) -> None:
    document.seizures[0].date = DateSpan("3 декабря", "2025-12-03", "2025-12-03")
    [row] = read(document)
    assert tuple(row) == HEADER
    assert (row["Seizure Date"], row["Country"], row["ISO3"]) == ("2025-12-03", "Kazakhstan", "KAZ")
    assert (row["Drug Group"], row["Drug/Substance"]) == ("cathinones", "mephedrone")
    assert (row["Quantity Seized"], row["Measurement Unit"]) == ("6.1", "kg")
    assert (row["Departure"], row["Destination"], row["Source"]) == ("Бишкек", "Шымкент", "shymkent.txt")


def test_rows_may_be_added_up_totals_money_and_parts_are_no_rows(document: Document) -> None:
    assert [row["Record"] for row in seizure_rows(document)] == ["se1"]
    document.seizures[0].part_of = "se3"
    assert list(seizure_rows(document)) == []


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        (Quantity("", 715, "g"), ("0.715", "kg")),
        (Quantity("", 0.5, "g"), ("0.0005", "kg")),
        (Quantity("", 2_100_000, "g"), ("2100", "kg")),
        (Quantity("", 1500, "ml"), ("1.5", "l")),
        (Quantity("", 84, "tablet"), ("84", "tablets")),
        (Quantity("", 120, "plant"), ("120", "plants")),
        (None, ("", "")),
    ],
)
def test_amounts_are_in_the_units_of_the_sheets(
    document: Document, quantity: Quantity | None, told: tuple[str, str]
) -> None:
    document.seizures[0].quantity = quantity
    [row] = read(document)
    assert (row["Quantity Seized"], row["Measurement Unit"]) == told


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(document: Document, sign: str) -> None:
    document.source.path = f"{sign}1+1.txt"
    [row] = read(document)
    assert row["Source"] == f"'{sign}1+1.txt"
