"""Amounts, people and article text in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.records import Count, DateSpan, Money, Number, Quantity
from narcofacts.writers.wording import (
    date_words,
    grouped_number,
    legible,
    legible_lines,
    money_words,
    people_words,
    plain_number,
    plural,
    quantity_words,
)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity("", 6100, "g"), "6.1 kg"),
        (Quantity("", 6100.0, "g"), "6.1 kg"),
        (Quantity("", 715, "g"), "715 g"),
        (Quantity("", 0.05, "g", "up_to"), "≤ 0.05 g"),
        (Quantity("", 2_100_000, "g", "about"), "≈ 2.1 t"),
        (Quantity("", 51_190, "g"), "51.19 kg"),
        (Quantity("", 1000.2505, "g"), "1000.2505 g"),
        (Quantity("", 3_383_000, "g"), "3.383 t"),
        (Quantity("", 1_234_567, "g"), "1234.567 kg"),
        (Quantity("", 1500, "g", "range", 2000), "1.5–2 kg"),
        (Quantity("", 50_000, "ml"), "50 l"),
        (Quantity("", 15_000, "m2"), "1.5 ha"),
        (Quantity("", 600, "m2"), "600 m²"),
        (Quantity("", 1, "plant"), "1 plant"),
        (Quantity("", 3215, "plant", "more_than"), "> 3215 plants"),
        (Quantity("", 8_729_000, "tablet"), "8 729 000 tablets"),
        (Quantity("", 100, "g", "order"), "hundreds of g"),
        (Quantity("", 10, "package", "order"), "tens of packages"),
    ],
)
def test_quantities_take_the_largest_unit_that_keeps_them_exact(quantity: Quantity, words: str) -> None:
    assert quantity_words(quantity).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money("", 500_000_000, "KZT", "more_than"), "> 500 mln KZT"),
        (Money("", 1_155_000_000, "KZT"), "1.155 bn KZT"),
        (Money("", 734_228, "USD", asset="USDT"), "734 228 USD in USDT"),
        (Money("", 3.6, "BTC"), "3.6 BTC"),
        (Money("", 1_234_567_890, "RUB"), "1 234 567 890 RUB"),
        (Money("", 100_000_000, "USD", "range", amount_max=200_000_000), "100–200 mln USD"),
    ],
)
def test_sums_are_short_only_where_that_loses_nothing(money: Money, words: str) -> None:
    assert money_words(money).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(1), "1 person"),
        (Count(24), "24 people"),
        (Count(1, "at_least"), "≥ 1 person"),
        (Count(300, "more_than"), "> 300 people"),
        (Count(2, "range", 3), "2–3 people"),
        (None, "people"),
    ],
)
def test_people(count: Count | None, words: str) -> None:
    assert people_words(count).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (DateSpan("3 декабря", "2025-12-03", "2025-12-03"), "2025-12-03"),
        (DateSpan("в ноябре", "2025-11-01", "2025-11-30"), "2025-11-01 – 2025-11-30"),
        (DateSpan("с начала года", "2025-01-01"), "2025-01-01 – …"),
        (DateSpan("накануне"), "«накануне»"),
    ],
)
def test_dates_without_an_anchor_keep_the_words_of_the_article(date: DateSpan, words: str) -> None:
    assert date_words(date) == words


def test_plurals() -> None:
    assert [plural(1, "arrest"), plural(0, "arrest"), plural(2, "laboratory")] == [
        "1 arrest",
        "0 arrests",
        "2 laboratories",
    ]


@pytest.mark.parametrize(
    ("value", "digits"), [(6100.0, "6100"), (0.715, "0.715"), (1e21, "1" + "0" * 21), (1e-7, "0.0000001"), (7, "7")]
)
def test_plain_numbers_have_no_exponent(value: Number, digits: str) -> None:
    assert plain_number(value) == digits


@given(st.floats(min_value=0, max_value=1e15) | st.integers(0, 10**18))
def test_plain_and_grouped_numbers_read_back(value: Number) -> None:
    assert float(plain_number(value)) == float(value)
    assert float(grouped_number(value).replace("\u00a0", "")) == float(value)


def test_legible_text_is_one_line_without_commands_to_the_terminal() -> None:
    assert legible(" a\x1b[31mb\r\nc\u202e\u2028d\x9be\t ") == "a[31mb c de"


def test_legible_lines_keep_paragraphs() -> None:
    assert legible_lines("a\x1b[0m\r\n\tb\x07") == "a[0m\n\tb"


@given(st.text())
def test_legible_text_never_holds_a_control_character(text: str) -> None:
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in legible(text))
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in legible_lines(text))
