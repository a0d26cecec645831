"""Operations: kind, scope, names, what was shut down, and which records belong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Row, check, params
from narcofacts import extract


@pytest.mark.parametrize("row", params(Path(__file__).with_name("operations.tsv")))
def test_operations(row: Row) -> None:
    check(row.text, row.records)


def test_arrests_and_seizures_of_one_case_share_its_operation() -> None:
    document = extract("В Таразе задержаны двое наркокурьеров. При них нашли 6 кг мефедрона. Изъяты также весы.")
    assert len(document.operations) == 1
    assert {record.operation for record in [*document.arrests, *document.seizures]} == {document.operations[0].id}


def test_every_record_belongs_to_an_operation_that_exists() -> None:
    document = extract(
        "За неделю изъято 90 кг наркотиков.\nВ Таразе задержан курьер с 2 кг гашиша.\nВ Кокшетау изъято 3 кг опия."
    )
    known = {operation.id for operation in document.operations}
    assert {record.operation for record in [*document.arrests, *document.seizures]} <= known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("В Шымкенте изъято 6,1 кг мефедрона, задержаны двое наркокурьеров.", ("Шымкент", "6,1 кг", "мефедрон")),
        ("В Таразе изъято 300 граммов героина.", ("Тараз", "300 г", "героин")),
    ],
)
def test_the_headline_of_an_operation_can_be_read(text: str, words: tuple[str, ...]) -> None:
    (operation,) = extract(text).operations
    assert all(word in operation.headline for word in words)


@pytest.mark.parametrize(
    ("told", "item"),
    [
        ("6 кг мефедрона", "мефедрон"),
        ("2 кг марихуаны", "марихуана"),
        ("5 литров гашишного масла", "гашишное масло"),
        ("3 литра серной кислоты", "серная кислота"),
        ("4 тонны дикорастущей конопли", "дикорастущая конопля"),
        ("2 кг гашиша, граната", "граната"),
        ("2 кг гашиша, золотой слиток", "золотой слиток"),
    ],
)
def test_items_are_in_the_nominative(told: str, item: str) -> None:
    document = extract(f"В Таразе полицейские изъяли {told}.")
    assert item in [seizure.item for seizure in document.seizures]


def test_an_order_of_magnitude_is_no_number_in_the_headline() -> None:
    (operation,) = extract("В Таразе изъяты сотни граммов героина.").operations
    assert "сотни г героин" in operation.headline
    assert "100" not in operation.headline


def test_an_operation_has_the_date_of_its_records() -> None:
    document = extract("17 апреля 2024 года в Кургане остановили «Ладу». В ней обнаружили 3 кг гашиша.")
    (operation,) = document.operations
    assert [(date.start, date.end) for date in operation.dates] == [("2024-04-17", "2024-04-17")]


def test_a_post_in_quotes_is_no_name_of_an_operation() -> None:
    (operation,) = extract("В ходе спецоперации на посту «Достук» найдено 8 кг героина.").operations
    assert operation.name is None
