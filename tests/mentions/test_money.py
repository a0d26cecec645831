"""Money: a sum and its currency."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.mentions.money import money

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("money.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_phrases_give_the_sum_that_is_marked(row: list[str]) -> None:
    phrase, amount, currency, bound, high, asset, aspect = [*row, *[""] * 6][:7]
    text = phrase.replace("[", "").replace("]", "")
    found = money(text)
    if "[" not in phrase:
        assert found == []
        return
    (told,) = found
    assert f"{text[: told.start]}[{text[told.start : told.end]}]{text[told.end :]}" == phrase
    assert (told.amount, told.currency, told.bound) == (float(amount), currency, bound)
    assert told.amount_max == (float(high) if high else None)
    assert told.asset == (asset or None)
    assert next((ending for ending in (".each", ".rate") if told.rule.endswith(ending)), "") == aspect


def test_a_sum_told_again_in_another_currency_is_its_equivalent() -> None:
    (told,) = money("имущество на 16,1 миллиарда тенге ($32,2 млн)")
    assert (told.amount, told.currency) == (16_100_000_000, "KZT")
    assert told.equivalent is not None
    assert (told.equivalent.amount, told.equivalent.currency) == (32_200_000, "USD")


def test_coins_keep_their_own_currency_beside_the_equivalent() -> None:
    (told,) = money("на кошельке 3,6 биткоина (примерно 9,8 млн рублей)")
    assert (told.amount, told.currency, told.asset) == (3.6, "BTC", "BTC")
    assert told.equivalent is not None
    assert (told.equivalent.amount, told.equivalent.currency, told.equivalent.bound) == (9_800_000, "RUB", "about")


def test_sums_and_soms_of_one_list_stay_apart() -> None:
    text = "изъяты $44,7 тыс., 8 млн сумов, 2 тыс. рублей и 396 тыс. сомов"
    assert [(m.amount, m.currency) for m in money(text)] == [
        (44_700, "USD"),
        (8_000_000, "UZS"),
        (2_000, "RUB"),
        (396_000, "KGS"),
    ]


@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from([("тыс.", 1000), ("млн", 10**6), ("млрд", 10**9)]))
def test_amounts_are_exact(whole: int, hundredths: int, scale: tuple[str, int]) -> None:
    (told,) = money(f"изъято {whole},{hundredths:02d} {scale[0]} тенге")
    assert told.amount == whole * scale[1] + hundredths * scale[1] // 100
    assert isinstance(told.amount, int)


@given(st.text(alphabet="0123456789 ,.-–:/()\n$€₸тыс.рублейвUSDTмн", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = money(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
