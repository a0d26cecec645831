"""Numbers: what is read from digits and words, with its bound."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.mentions.numerals import numbers

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("numerals.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]

# nominative, genitive, dative, accusative, instrumental, prepositional
CASES = range(6)
ONES = [
    "один одного одному один одним одном",
    "два двух двум два двумя двух",
    "три трёх трём три тремя трёх",
    "четыре четырёх четырём четыре четырьмя четырёх",
    "пять пяти пяти пять пятью пяти",
    "шесть шести шести шесть шестью шести",
    "семь семи семи семь семью семи",
    "восемь восьми восьми восемь восемью восьми",
    "девять девяти девяти девять девятью девяти",
]
FEMININE = ["одна одной одной одну одной одной", "две двух двум две двумя двух"]
TEENS = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
TENS = [
    "двадцать двадцати двадцати двадцать двадцатью двадцати",
    "тридцать тридцати тридцати тридцать тридцатью тридцати",
    "сорок сорока сорока сорок сорока сорока",
    "пятьдесят пятидесяти пятидесяти пятьдесят пятьюдесятью пятидесяти",
    "шестьдесят шестидесяти шестидесяти шестьдесят шестьюдесятью шестидесяти",
    "семьдесят семидесяти семидесяти семьдесят семьюдесятью семидесяти",
    "восемьдесят восьмидесяти восьмидесяти восемьдесят восемьюдесятью восьмидесяти",
    "девяносто девяноста девяноста девяносто девяноста девяноста",
]
HUNDREDS = [
    "сто ста ста сто ста ста",
    "двести двухсот двумстам двести двумястами двухстах",
    "триста трёхсот трёмстам триста тремястами трёхстах",
    "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
    "пятьсот пятисот пятистам пятьсот пятьюстами пятистах",
    "шестьсот шестисот шестистам шестьсот шестьюстами шестистах",
    "семьсот семисот семистам семьсот семьюстами семистах",
    "восемьсот восьмисот восьмистам восемьсот восемьюстами восьмистах",
    "девятьсот девятисот девятистам девятьсот девятьюстами девятистах",
]
THOUSAND = [
    "тысяча тысячи тысяче тысячу тысячей тысяче",
    "тысячи тысяч тысячам тысячи тысячами тысячах",
    "тысяч тысяч тысячам тысяч тысячами тысячах",
]
NOUN = "посылок посылок посылкам посылок посылками посылках"


def worded(n: int, case: int) -> str:
    """`n` below a million in words, in the given case, as a grammar book has it."""
    if n == 0:
        return ["ноль", "ноля", "нолю", "ноль", "нолём", "ноле"][case]
    thousands, rest = divmod(n, 1000)
    words = below_thousand(thousands, case, feminine=True)
    if thousands:
        last = 9 if thousands % 100 in range(11, 15) else thousands % 10
        words.append(THOUSAND[0 if last == 1 else 1 if 2 <= last <= 4 else 2].split()[case])
    return " ".join(words + below_thousand(rest, case))


def below_thousand(n: int, case: int, feminine: bool = False) -> list[str]:
    words = []
    if n >= 100:
        words.append(HUNDREDS[n // 100 - 1].split()[case])
    n %= 100
    if n >= 20:
        words.append(TENS[n // 10 - 2].split()[case])
        n %= 10
    if n >= 10:
        teen = TEENS.split()[n - 10]
        words.append([teen, teen[:-1] + "и", teen[:-1] + "и", teen, teen + "ю", teen[:-1] + "и"][case])
    elif n:
        words.append((FEMININE[n - 1] if feminine and n < 3 else ONES[n - 1]).split()[case])
    return words


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_phrases_give_the_number_that_is_marked(row: list[str]) -> None:
    phrase, value, bound, high = [*row, "", "", ""][:4]
    text = phrase.replace("[", "").replace("]", "")
    found = numbers(text)
    if "[" not in phrase:
        assert found == []
        return
    (number,) = found
    assert f"{text[: number.start]}[{text[number.start : number.end]}]{text[number.end :]}" == phrase
    assert (number.value, number.bound) == (float(value), bound)
    assert number.value_max == (float(high) if high else None)


def test_every_worded_number_below_a_million_reads_back_in_every_case() -> None:
    sample = [*range(130), *random.Random(7).sample(range(1_000_000), 600)]
    for n in sample:
        for case in CASES:
            text = f"{worded(n, case)} {NOUN.split()[case]}"
            assert [number.value for number in numbers(text)] == [n], text


def test_upper_case_headings_read_like_lower_case() -> None:
    assert [n.value for n in numbers("ЗАДЕРЖАНЫ ТРОЕ И ИЗЪЯТО ДВАДЦАТЬ ШЕСТЬ ПОСЫЛОК")] == [3, 26]


def test_collective_numerals_are_marked_as_people() -> None:
    assert [(n.value, n.collective) for n in numbers("двое и обе, затем 2")] == [(2, True), (2, True), (2, False)]


@pytest.mark.parametrize("separator", [" ", "\u00a0", "\u202f", "\u2009"])
def test_all_kinds_of_spaces_separate_thousands(separator: str) -> None:
    assert [n.value for n in numbers(f"росло 3{separator}215 кустов")] == [3215]


@given(st.integers(0, 10**9), st.sampled_from([1, 1000, 10**6, 10**9]))
def test_integers_stay_integers_whatever_their_scale(n: int, scale: int) -> None:
    word = {1: "штук", 1000: "тыс. штук", 10**6: "млн штук", 10**9: "млрд штук"}[scale]
    text = f"найдено ровно {n} {word}"
    (number,) = numbers(text) or numbers(text.replace("ровно", "свыше"))
    assert number.value == n * scale
    assert isinstance(number.value, int)


@given(st.integers(0, 9999), st.integers(1, 9))
def test_decimals_times_a_scale_are_exact(whole: int, tenth: int) -> None:
    (number,) = numbers(f"всего {whole},{tenth} тысячи доз")
    assert number.value == whole * 1000 + tenth * 100


@given(st.text(alphabet="0123456789 ,.-–:/()«»№$%\nогртылмндесявпукй", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = numbers(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
