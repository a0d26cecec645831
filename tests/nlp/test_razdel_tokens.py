"""Tokens and shapes are those that the NER model was trained on: razdel's and slovnet's."""

from __future__ import annotations

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st
from slovnet.shape import word_shape as slovnet_shape

from narcofacts.nlp.tokens import token_spans, word_shape

# every kind of atom, every hinge, spaces of all sorts, letters that change their length or script under lower()
PIECES = [
    *"аЯёЁzZяN059.,/\\-–—‑_:;=)(!?…*«»\"'№%+<>@#~|^}{[]",
    *" \n\t\u00a0\u2009\u200b\u0085\x1c\ufeff",
    *"ſKİßΔσ́йәҚ一😀\u200d₸°²①٣\ud800",
    *[
        "2010",
        "кило",
        "Yahoo",
        "yahoo!",
        ":-)",
        "и",
        "--",
        "**",
        "?!",
        "3,5",
        "1/2",
        "МВД",
        "Нур-Султан",
        "<pad>",
        "<unk>",
    ],
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40)


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Изъято 3,5 кг мефедрона.", ["Изъято", "3,5", "кг", "мефедрона", "."]),
        ("В 2010, 15 лет назад", ["В", "2010,", "15", "лет", "назад"]),
        ("В 2010, когда", ["В", "2010", ",", "когда"]),
        ("кило- и мегатонны", ["кило-", "и", "мегатонны"]),
        ("Нур-Султан", ["Нур-Султан"]),
        ("а - б", ["а", "-", "б"]),
        ("5кг", ["5", "кг"]),
        ("что?!", ["что", "?!"]),
        ("ну :))", ["ну", ":))"]),
        ("Yahoo! и Google!", ["Yahoo!", "и", "Google", "!"]),
        ("", []),
        (" \n", []),
    ],
)
def test_a_text_falls_into_these_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected == [token.text for token in razdel.tokenize(text)]


@given(texts)
def test_tokens_are_those_of_razdel(text: str) -> None:
    assert token_spans(text) == [(token.start, token.stop) for token in razdel.tokenize(text)]


@given(texts)
def test_tokens_cover_everything_but_spaces(text: str) -> None:
    assert "".join(tokens(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Алматы", "RU_Xx"),
        ("МВД", "RU_XX"),
        ("г", "RU_x"),
        ("Нур-Султан", "RU_Xx-Xx"),
        ("СИЗО-6", "RU_XX"),
        ("iPhone", "EN_OTHER"),
        ("3,5", "NUM"),
        ("?!", "PUNCT_OTHER"),
        ("№", "PUNCT_№"),
        ("Қостанай", "OTHER"),
    ],
)
def test_a_word_has_this_shape(word: str, shape: str) -> None:
    assert word_shape(word) == shape == slovnet_shape(word)


@given(texts)
def test_shapes_are_those_of_slovnet(text: str) -> None:
    for word in tokens(text):
        assert word_shape(word) == slovnet_shape(word)


@given(st.text(min_size=1, max_size=6))
def test_shapes_of_any_characters_are_those_of_slovnet(word: str) -> None:
    assert word_shape(word) == slovnet_shape(word)
