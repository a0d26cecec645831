"""Marked text: brackets are nested, and all of the article is there."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from narcofacts.writers.explanation import Mark, marked_text


def marked(text: str, *marks: tuple[int, int, str]) -> str:
    return marked_text(text, [Mark(*mark, "green") for mark in marks], colour=False).plain


def test_a_mark_is_a_bracket_with_the_id() -> None:
    assert marked("изъят кг", (6, 8, "se1")) == "изъят [se1: кг]"


def test_a_mark_within_another_is_nested() -> None:
    assert marked("abcdef", (2, 4, "se1"), (0, 6, "op1")) == "[op1: ab[se1: cd]ef]"


def test_a_mark_that_crosses_another_is_cut_in_two() -> None:
    assert marked("abcdef", (0, 4, "se1"), (2, 6, "se2")) == "[se1: ab[se2: cd]][se2: ef]"


def test_marks_side_by_side() -> None:
    assert marked("abcd", (0, 2, "se1"), (2, 4, "se2")) == "[se1: ab][se2: cd]"


def test_marks_of_the_same_words() -> None:
    assert marked("ab", (0, 2, "op1"), (0, 2, "se1")) == "[op1: [se1: ab]]"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=6))
def test_without_the_brackets_the_article_is_whole_and_brackets_balance(spans: list[tuple[int, int]]) -> None:
    text = "Изъято и вывезено всё"[:20]
    marks = [(start, min(start + length, 20), f"se{n}") for n, (start, length) in enumerate(spans, 1) if start < 20]
    shown = marked(text, *marks)
    assert re.sub(r"\[se\d+: |\]", "", shown) == text
    assert shown.count("[") == shown.count("]")
    coloured = marked_text(text, [Mark(*mark, "green") for mark in marks], colour=True).plain
    assert re.sub(r" se\d+  ", "", coloured) == text
