"""Quantities: a number and its unit, normalised."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.mentions.quantities import quantities

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("quantities.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ASPECTS = (".each", ".rate", ".change")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_phrases_give_the_quantity_that_is_marked(row: list[str]) -> None:
    phrase, value, unit, bound, high, aspect = [*row, *[""] * 5][:6]
    text = phrase.replace("[", "").replace("]", "")
    found = quantities(text)
    if "[" not in phrase:
        assert found == []
        return
    (quantity,) = found
    assert f"{text[: quantity.start]}[{text[quantity.start : quantity.end]}]{text[quantity.end :]}" == phrase
    assert (quantity.value, quantity.unit, quantity.bound) == (float(value), unit, bound)
    assert quantity.value_max == (float(high) if high else None)
    assert next((ending for ending in ASPECTS if quantity.rule.endswith(ending)), "") == aspect


def test_amounts_of_different_goods_stay_apart() -> None:
    text = "изъято 5 кг гашиша, 300 г героина, 12 кг. Затем нашли 40 пакетов и 2 литра."
    assert [(q.value, q.unit) for q in quantities(text)] == [
        (5000, "g"),
        (300, "g"),
        (12000, "g"),
        (40, "package"),
        (2000, "ml"),
    ]


def test_packages_are_containers_and_tablets_are_none() -> None:
    packages, tablets = quantities("66 пакетов и 12 таблеток")
    assert (packages.container, tablets.container) == (True, False)


def test_a_distributive_pair_of_amounts_is_not_one_sum() -> None:
    assert [q.value for q in quantities("весом 5 кг и 300 г соответственно")] == [5000, 300]


@given(st.integers(1, 99), st.integers(1, 999), st.integers(1, 999))
def test_compound_masses_are_the_sum_of_their_parts(tonnes: int, kilos: int, grams: int) -> None:
    (quantity,) = quantities(f"сожгли {tonnes} т {kilos} кг {grams} г сырья")
    assert quantity.value == tonnes * 1_000_000 + kilos * 1000 + grams


@given(st.integers(0, 5000), st.integers(1, 999))
def test_three_decimals_of_a_mass_are_decimals(whole: int, thousandths: int) -> None:
    (quantity,) = quantities(f"сожгли {whole},{thousandths:03d} кг сырья")
    assert quantity.value == whole * 1000 + thousandths


@given(st.text(alphabet="0123456789 ,.-–:/()\nкгтлмполитаршук", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
