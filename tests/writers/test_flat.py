"""Flat rows: JSON lines, CSV and TSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

from narcofacts.records import Document, Evidence, Money, Quantity, Seizure
from narcofacts.writers.flat import COLUMNS, flat_rows, record_lines, table_header, table_lines


def with_item(document: Document, item: str) -> Document:
    document.seizures[0].item = item
    return document


def rows_of(document: Document, kind: str = "csv") -> list[dict[str, str]]:
    sheet = table_header(kind) + table_lines(document, kind)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(sheet.decode(), newline=""), delimiter="," if kind == "csv" else "\t"))


def test_every_row_has_all_columns_in_the_order_of_the_format(document: Document) -> None:
    assert all(tuple(row) == COLUMNS for row in flat_rows(document))
    assert table_header("csv").decode().strip() == ",".join(COLUMNS)


def test_there_is_one_row_a_record(document: Document) -> None:
    assert [row["id"] for row in flat_rows(document)] == ["op1", "op2", "ar1", "ar2", "se1", "se2", "se3"]


def filled(document: Document, identity: str) -> dict[str, object]:
    """The cells of a row that are not empty, without those that all rows share."""
    row = next(row for row in flat_rows(document) if row["id"] == identity)
    shared = {"source", "published", "id", "start", "end", "text"}
    return {name: value for name, value in row.items() if value is not None and name not in shared}


def test_an_operation_has_its_headline_for_an_item_and_no_amounts(document: Document) -> None:
    assert filled(document, "op1") == {
        "record": "operation",
        "operation": "op1",
        "scope": "event",
        "category": "laboratory",
        "item": "Шымкент: 24 задержаны; 6,1 кг мефедрона",
        "place": "Шымкент",
        "country": "KZ",
        "region": "KZ-79",
        "date_start": "2025-12-03",
        "date_end": "2025-12-03",
        "agencies": "KZ-KNB; оперативники",
    }


def test_an_arrest_counts_persons(document: Document) -> None:
    assert filled(document, "ar1") == {
        "record": "arrest",
        "operation": "op1",
        "scope": "event",
        "status_or_action": "detained",
        "value": 24,
        "unit": "person",
        "bound": "exact",
        "citizenship": "RU UZ",
    }


def test_an_arrest_of_unknown_number_has_no_value(document: Document) -> None:
    assert {"value", "unit", "bound"} & set(filled(document, "ar2")) == set()


def test_a_seizure_by_weight(document: Document) -> None:
    assert filled(document, "se1") == {
        "record": "seizure",
        "operation": "op1",
        "scope": "event",
        "status_or_action": "seized",
        "category": "drug",
        "item": "мефедрон",
        "substance": "mephedrone",
        "value": 6100,
        "unit": "g",
        "bound": "exact",
        "place": "Шымкент",
        "country": "KZ",
        "region": "KZ-79",
    }


def test_a_seizure_of_money_has_the_bound_of_the_sum(document: Document) -> None:
    assert filled(document, "se2") == {
        "record": "seizure",
        "operation": "op1",
        "scope": "event",
        "status_or_action": "frozen",
        "category": "property",
        "item": "имущество",
        "bound": "more_than",
        "amount": 500_000_000,
        "currency": "KZT",
    }


def test_with_a_quantity_and_a_sum_the_bound_is_that_of_the_quantity(document: Document) -> None:
    document.seizures[1].quantity = Quantity("два", 2, "piece")
    cells = filled(document, "se2")
    assert (cells["value"], cells["bound"], cells["amount"]) == (2, "exact", 500_000_000)


def test_records_of_a_total_carry_its_scope_so_that_sums_are_not_mixed(document: Document) -> None:
    assert filled(document, "se3")["scope"] == "total"


def test_json_lines_keep_numbers_as_numbers_and_missing_values_as_null(document: Document) -> None:
    rows = [json.loads(line) for line in record_lines(document).splitlines()]
    assert [row["value"] for row in rows] == [None, None, 24, None, 6100, None, 2_000_000]


@pytest.mark.parametrize("kind", ["csv", "tsv"])
@pytest.mark.parametrize("item", ["=1+1", "+7 (000) 000", "-весы", "@SUM(A1)", '=HYPERLINK("x")', "＝1+1"])
def test_text_never_becomes_a_formula(document: Document, kind: str, item: str) -> None:
    assert rows_of(with_item(document, item), kind)[4]["item"] == f"'{item}"


@pytest.mark.parametrize("item", ["весы", "5 = 5", "«=»", "'=1", "-", "a@b"])
def test_harmless_text_stays_as_it_is(document: Document, item: str) -> None:
    assert rows_of(with_item(document, item))[4]["item"] == item


@pytest.mark.parametrize("item", ["\t=1+1", "\r=1+1", "\x00=1+1", "\x1b=1+1"])
def test_a_formula_behind_white_space_or_controls_is_harmless_too(document: Document, item: str) -> None:
    for kind in ("csv", "tsv"):
        assert rows_of(with_item(document, item), kind)[4]["item"].startswith("'")


def test_numbers_are_never_changed_into_text(document: Document) -> None:
    document.seizures[0].quantity = Quantity("", -1, "g")
    document.seizures[1].money = Money("", 1e21, "KZT")
    rows = rows_of(document)
    assert rows[4]["value"] == "-1"
    assert rows[5]["amount"] == "1000000000000000000000"


def test_quotes_commas_and_line_feeds_survive_in_csv(document: Document) -> None:
    item = 'весы "Меркурий", 2 шт.;\nи пакеты'
    assert rows_of(with_item(document, item))[4]["item"] == item


def test_tsv_has_one_line_a_record(document: Document) -> None:
    document.seizures[0].evidence = [Evidence(0, 9, "6,1 кг\r\nмефедрона\tи")]
    lines = table_lines(document, "tsv").decode().split("\n")
    assert len(lines) == 7 + 1
    assert lines[4].endswith("\t6,1 кг мефедрона и")


def test_a_document_without_records_gives_no_rows() -> None:
    from narcofacts.records import Source

    empty = Document(source=Source())
    assert (record_lines(empty), table_lines(empty, "csv")) == (b"", b"")


def test_a_range_of_money_has_its_upper_end(document: Document) -> None:
    document.seizures.append(
        Seizure(
            "se4",
            [Evidence(0, 1, "В")],
            "op1",
            "seized",
            "money",
            "деньги",
            money=Money("", 100, "USD", "range", amount_max=200),
        )
    )
    cells = filled(document, "se4")
    assert (cells["amount"], cells["value_max"], cells["bound"]) == (100, 200, "range")
