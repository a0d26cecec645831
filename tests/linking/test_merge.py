"""What is told twice is one record; totals and their parts; the same people told of again."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Row, check, params

HERE = Path(__file__).parent


@pytest.mark.parametrize("row", params(HERE / "merge.tsv"))
def test_goods_told_again(row: Row) -> None:
    check(row.text, row.records)


@pytest.mark.parametrize("row", params(HERE / "people.tsv"))
def test_people_told_of_again(row: Row) -> None:
    check(row.text, row.records)
