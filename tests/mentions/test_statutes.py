"""Statutes: a citation and the code, article and part that it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcofacts.mentions.statutes import statutes

PHRASES = "ст. статьям 228 5 12.1 , и ( ) « » ч. п. «а» УК РФ РК кодекса İ"
WORDS = PHRASES.split()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ч. 3 ст. 297 УК РК", [("ч. 3 ст. 297 УК РК", "KZ-UK", "297", "3")]),
        ("части 3 статьи 297 УК РК", [("части 3 статьи 297 УК РК", "KZ-UK", "297", "3")]),
        ("ст. 228 ч. 4 УК РФ", [("ст. 228 ч. 4 УК РФ", "RU-UK", "228", "4")]),
        ("п. «а» ч. 4 ст. 228.1 УК РФ", [("п. «а» ч. 4 ст. 228.1 УК РФ", "RU-UK", "228.1", "4")]),
        ("ст. 328-1 УК Беларуси", [("ст. 328-1 УК Беларуси", "BY-UK", "328-1", None)]),
        ("статье 283 УК КР", [("статье 283 УК КР", "KG-UK", "283", None)]),
        ("ст. 208 УПК Украины", [("ст. 208 УПК Украины", "UA-UPK", "208", None)]),
        ("статьи 5 Уголовного кодекса", [("статьи 5 Уголовного кодекса", None, "5", None)]),
        (
            "ст. 6.13 Кодекса РФ об административных правонарушениях",
            [("ст. 6.13 Кодекса РФ об административных правонарушениях", "RU-KOAP", "6.13", None)],
        ),
        ("228-й статье", [("228-й статье", None, "228", None)]),
    ],
)
def test_citation_gives_article(text: str, told: list[tuple[str, str | None, str, str | None]]) -> None:
    for whole in (text, f"Дело начато по {text}, идёт следствие."):
        assert [(whole[m.start : m.end], m.code, m.article, m.part) for m in statutes(whole)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "по статьям 231, 228 и 222 УК РФ",
            [("статьям 231", "RU-UK", "231"), ("228", "RU-UK", "228"), ("222", "RU-UK", "222")],
        ),
        ("по статьям 297 и 300 УК РК", [("статьям 297", "KZ-UK", "297"), ("300", "KZ-UK", "300")]),
        (
            "по статьям 246 (контрабанда) и 273 (сбыт) УК Узбекистана",
            [("статьям 246", "UZ-UK", "246"), ("273", "UZ-UK", "273")],
        ),
        (
            "ч. 3 ст. 30, ч. 5 ст. 228.1 УК РФ",
            [("ч. 3 ст. 30", "RU-UK", "30"), ("ч. 5 ст. 228.1 УК РФ", "RU-UK", "228.1")],
        ),
    ],
)
def test_list_gives_each_article_its_code(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(text[m.start : m.end], m.code, m.article) for m in statutes(text)] == told


@pytest.mark.parametrize("text", ["ст. лейтенант 5 роты", "статья о 300 кг", "часть 3 партии", "5 ст. ложек"])
def test_no_statute_in(text: str) -> None:
    assert statutes(text) == []


def test_a_count_after_an_article_is_no_article() -> None:
    assert [m.article for m in statutes("по ст. 228, 5 человек задержаны")] == ["228"]


@given(st.integers(1, 500), st.integers(1, 9), st.sampled_from([("РК", "KZ"), ("РФ", "RU"), ("Таджикистана", "TJ")]))
@settings(max_examples=60, deadline=None)
def test_every_article_reads_back(article: int, part: int, country: tuple[str, str]) -> None:
    (law,) = statutes(f"ч. {part} ст. {article} УК {country[0]}")
    assert (law.article, law.part, law.code) == (str(article), str(part), f"{country[1]}-UK")


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_words_give_spans_in_order(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for mention in statutes(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
