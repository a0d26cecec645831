"""The search for phrases of a list: by stem, longest first, none overlapping."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.text.segment import tokenize

LIST = PhraseIndex(
    [
        ("соляная кислота", "acid"),
        ("кислота", "any acid"),
        ("масло", "oil"),
        ("гашишное масло", "hash oil"),
        ("гашиш", "hash"),
        ("=сырья", "raw"),
        ("a-pvp", "pvp"),
    ]
)


def find(text: str) -> list[str]:
    return [hit.value for hit in LIST.find(tokenize(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("соляной кислотой", ["acid"]),
        ("кислоту", ["any acid"]),
        ("гашишного масла", ["hash oil"]),
        ("гашиш и масло", ["hash", "oil"]),
        ("Гашишем", ["hash"]),
        ("сырья", ["raw"]),
        ("сырьё", []),
        ("A-PVP", ["pvp"]),
        ("соляная", []),
        ("", []),
        ("соляная соляной кислоты", ["acid"]),
        ("гашиш, гашиша", ["hash", "hash"]),
    ],
)
def test_phrases_are_found_in_their_forms(text: str, wanted: list[str]) -> None:
    assert find(text) == wanted


def test_an_exact_list_compares_whole_forms() -> None:
    index = PhraseIndex([("не найден", 1)], exact=True)
    tokens = tokenize("не найден и не найдены", 0, 22)
    assert [hit.first for hit in index.find(tokens)] == [0]


@given(
    st.lists(
        st.sampled_from(["соляная", "кислота", "гашишное", "масло", "гашиш", "сырья", "и", ",", "-"]), max_size=15
    ).map(" ".join)
)
def test_hits_are_ordered_and_never_overlap(text: str) -> None:
    hits = LIST.find(tokenize(text, 0, len(text)))
    assert all(hit.first < hit.last for hit in hits)
    assert all(one.last <= two.first for one, two in pairwise(hits))
