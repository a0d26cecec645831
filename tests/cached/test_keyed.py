"""Patterns with keys find what the same patterns find without, in every stretch of every text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.cached.keyed import keyed, keyed_apart
from narcofacts.cached.keys import keys
from narcofacts.lexicon import toml_table

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))
ARTICLES = [path.read_text("utf-8").lower() for path in GOLD[::6]]


def expressions() -> list[str]:
    """Every word list of the package that is searched as one expression."""
    lists = [entry["patterns"] for name in ("discourse", "relevance") for entry in toml_table(f"{name}.toml").values()]
    lists += [entry["patterns"] for name, entry in toml_table("dismantled.toml").items() if name != "endings"]
    return ["|".join(f"(?:{one})" for one in patterns) for patterns in lists]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"\bкража\w*", {"кража"}),
        (r"краж[ае]|угон\w*", {"кража", "краже", "угон"}),
        (r"\bв (?:этом|том) же доме\b", {"в этом ", "в том ж"}),  # no more of a key than is needed
        (r"(?:нарко)?притон", {"притон", "наркопр"}),  # each match begins with one
        (r"[^ ]?(?:(?:нарко)?притон|наркопритон)", {"притон"}),
        (r"\d+ (?:лет|года)", {" лет", " года"}),
        (r"(?:убил|ранил)\w* (?!себя)", {"убил", "ранил"}),
        (r"(?<!не )изъят", {"изъят"}),  # what stands before is no part of the match
        (r"изъято(?= у него)", {"изъято"}),
        (r"(?:сбыт){1,2}\w", {"сбыт"}),
    ],
)
def test_a_match_holds_one_of_the_keys(expression: str, expected: set[str]) -> None:
    assert set(keys(expression).texts) == expected


@pytest.mark.parametrize(
    ("expression", "leading"),
    [
        (r"\b(?:краж|угон)\w*", True),
        (r"(?<!не )изъят\w* .*героин", True),
        (r"(?:нарко)?притон", True),
        (r"\w*притон", False),
        (r"(?:(?:нарко)?|на) ?(?:притон|рынк)\w*", True),
        (r"^для справки\b", True),
        (r"\b(?:в|на) [^.]*притон", False),  # of common words the rarer one within is the key
        (r"притон\w*|\d+ сбыт", False),
    ],
)
def test_keys_are_known_to_begin_every_match(expression: str, leading: bool) -> None:
    assert keys(expression).leading == leading


@pytest.mark.parametrize("expression", [r"\w+", r"\d{2}|сбыт", r"(?:сбыт)?", r"[^а]", r"(?i:сбыт)", r"(?i)сбыт", r"^$"])
def test_what_can_match_anything_has_no_keys(expression: str) -> None:
    assert keys(expression).texts == ()
    assert keyed(expression).may_match("о погоде")


def test_letters_without_regard_to_case_are_no_keys() -> None:
    assert keys("сбыт", re.IGNORECASE).texts == ()


@given(st.sampled_from(expressions()), st.sampled_from(ARTICLES), st.integers(0, 3000), st.integers(0, 400))
def test_keys_lose_no_match(expression: str, article: str, start: int, size: int) -> None:
    plain, ours = re.compile(expression), keyed(expression)
    found, expected = ours.search(article, start, start + size), plain.search(article, start, start + size)
    assert (found and found.span()) == (expected and expected.span())
    spans = [match.span() for match in plain.finditer(article, start, start + size)]
    assert [match.span() for match in ours.finditer(article, start, start + size)] == spans


@given(st.sampled_from(expressions()), st.sampled_from(ARTICLES), st.data())
def test_a_match_alone_is_let_through(expression: str, article: str, data: st.DataObject) -> None:
    spans = [match.span() for match in re.finditer(expression, article) if match.group()]
    if spans:
        start, end = data.draw(st.sampled_from(spans))
        assert keyed(expression).may_match(article, start, end)


def test_expressions_with_common_keys_stand_apart_from_those_with_rare_ones() -> None:
    rare, common = keyed_apart((r"с начала года", r"\bс \d+ по \d+ мая", r"с января"))
    assert not rare.may_match("изъято по два килограмма")
    assert common.search("с 3 по 9 мая изъято") is not None
    assert rare.search("изъято с января") is not None


def test_a_second_text_is_looked_at_anew() -> None:
    one = keyed("притон")
    assert one.search("закрыт притон") is not None
    assert one.search("закрыт рынок") is None
    assert one.search("закрыт притон") is not None
