"""What is told twice is one record; totals and their parts; the same people told of again."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Row, check, params
from narcofacts import extract

HERE = Path(__file__).parent


@pytest.mark.parametrize("row", params(HERE / "merge.tsv"))
def test_goods_told_again(row: Row) -> None:
    check(row.text, row.records)


@pytest.mark.parametrize("row", params(HERE / "people.tsv"))
def test_people_told_of_again(row: Row) -> None:
    check(row.text, row.records)


def masses(text: str) -> list[float | None]:
    return [s.quantity.value if s.quantity else None for s in extract(text, published="2024-05-20").seizures]


def test_a_particular_figure_that_two_cases_tell_is_one_record() -> None:
    lead = "В Турции прошли операции против наркоторговцев, изъято 484 кг наркотиков."
    body = "Министр сообщил, что за неделю задержаны 1044 подозреваемых, изъято 484 килограмма наркотиков."
    assert masses(f"{lead}\n\n{body}") == [484_000]


def test_a_round_figure_in_two_towns_is_two_records() -> None:
    assert masses("В Омске изъято 5 кг гашиша.\n\nВ Томске изъято 5 кг гашиша.") == [5_000, 5_000]
