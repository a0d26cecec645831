"""The clean text and the way back: what changes, what stays, and offsets that always fit."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from narcofacts.text.normalise import clean


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("5\u00a0кг", "5 кг"),
        ("3\u2009215\u202fкустов", "3 215 кустов"),
        ("мефедро\u0301н", "мефедрон"),
        ("мефе\u00adдрон", "мефедрон"),
        ("мефе\u200bдрон", "мефедрон"),
        ("мефедрoн", "мефедрон"),
        ("гepоин", "героин"),
        ("**Изъято** __5 кг__", "Изъято 5 кг"),
        ("[канал](https://t.me/x) закрыт", "канал закрыт"),
        ("и\u0306од", "йод"),
        ("е\u0308лка", "ёлка"),
        ("Изъят гашиш 💥", "Изъят гашиш  "),
        ("▪ Тараз: изъят гашиш", "• Тараз: изъят гашиш"),
        ("✅ Тараз: изъят гашиш", "• Тараз: изъят гашиш"),
        ("\ufeffТекст", "Текст"),
    ],
)
def test_what_is_cleaned(document: str, text: str) -> None:
    assert clean(document).text == text


@pytest.mark.parametrize(
    "document",
    [
        "a-PVP",
        "JWH-018",
        "SIM-карта",
        "Telegram-канал",
        "N-метилэфедрон",
        "α-PVP",
        "«Kaef Mafia»",
        "5 кг 415 г",
        "— да",
        "строка\nстрока",
        "Toyota Camry",
        "BMW",
        "ё й Ё Й",
    ],
)
def test_what_stays_as_it_is(document: str) -> None:
    assert clean(document).text == document


def test_a_span_leads_back_across_what_was_dropped() -> None:
    document = "**мефе\u00adдро\u0301н** изъят"
    text = clean(document)
    at = text.text.index("мефедрон")
    start, end = text.document_span(at, at + 8)
    assert document[start:end] == "мефе\u00adдро\u0301н"


def test_a_body_that_begins_later_keeps_offsets_of_the_document() -> None:
    document = "4 декабря 2025\nИзъят гашиш"
    text = clean(document, 15)
    assert text.text == "Изъят гашиш"
    assert text.document_span(0, 5) == (15, 20)


def test_an_empty_stretch_gives_an_empty_stretch() -> None:
    assert clean("гашиш").document_span(2, 2) == (2, 2)
    assert clean("").document_span(0, 0) == (0, 0)


@given(st.text(max_size=200), st.integers(0, 20))
def test_every_clean_character_has_one_place_in_order(document: str, start: int) -> None:
    text = clean(document, min(start, len(document)))
    places = list(text.origin)
    assert len(places) == len(text.text)
    assert places == sorted(set(places))
    assert all(min(start, len(document)) <= at < len(document) for at in places)


PLAIN = "абвгдежзийклмнопрстуфхцчшщъыьэюя .,:;—«»0123456789"


@given(st.text(alphabet=PLAIN, max_size=200))
def test_plain_russian_text_is_not_changed(document: str) -> None:
    assert clean(document).text == document


@given(st.text(alphabet=PLAIN + "\n", max_size=200))
@example("0000000000000000000000000\nа")
def test_of_plain_lines_only_breaks_inside_sentences_change_to_spaces(document: str) -> None:
    text = clean(document).text
    assert len(text) == len(document)
    assert all(one == two or (one, two) == (" ", "\n") for one, two in zip(text, document, strict=True))


@given(st.text(alphabet="мефдрон eopcaxy*_[]()\u00ad\u0301\u200b\u00a0💥", max_size=60))
def test_cleaning_twice_changes_nothing_more_but_marks(document: str) -> None:
    once = clean(document).text
    assert not set(once) & set("\u00ad\u0301\u200b\u00a0💥")
