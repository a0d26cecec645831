"""Paragraphs, sentences and tokens of news texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.text.segment import sentences, tokenize


def cut(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Изъято 340 гр. опия.",
        "Изъято 5 кг. гашиша.",
        "На 3 тыс. га выросла конопля.",
        "Задержан мужчина 1988 г. р. из Тараза.",
        "Дело по ч. 3 ст. 297 УК РК.",
        "Изъято 2 млн. тенге.",
        "В г. Тараз изъят гашиш.",
        "Задержан И. И. Петров.",
        "На ул. Абая изъят гашиш.",
        "Изъято 2.5 кг опия.",
        "С начала т.г. изъят гашиш.",
        "Операция прошла на посту им. Конысбаева.",
        "Изъято 1кг 874гр. смолы.",
        "Вес — 5 кг. 300 г. опия изъято отдельно",
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Изъят гашиш. Задержаны двое.", 2),
        ("Изъят гашиш.Задержаны двое.", 2),
        ("Изъято 5 кг. Задержаны двое.", 2),
        ("Изъят гашиш! Задержаны двое?", 2),
        ("Первая строка\nВторая строка", 2),
        ("«Изъят гашиш». Задержаны двое.", 2),
        ("Изъят гашиш… Задержаны двое.", 2),
    ],
)
def test_sentences_are_cut(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_a_first_line_without_a_full_stop_is_the_headline() -> None:
    first, second = sentences("Гашиш изъяли в Таразе\nПолицейские изъяли 5 кг гашиша.")
    assert (first.headline, second.headline) == (True, False)


def test_a_first_line_with_a_full_stop_is_none() -> None:
    assert not any(
        sentence.headline for sentence in sentences("Гашиш изъяли в Таразе.\nПолицейские изъяли 5 кг гашиша.")
    )


@pytest.mark.parametrize("credit", ["Фото: пресс-служба полиции области", "Видео — канал полиции города Тараза"])
def test_a_credit_above_the_headline_is_none(credit: str) -> None:
    *_, headline, body = sentences(f"{credit}\nПартию гашиша изъяли в Таразе\nПолицейские изъяли 5 кг гашиша.")
    assert headline.headline
    assert not body.headline


@pytest.mark.parametrize(
    "links", ["Читайте также:\nВ Актау задержали водителя", "Сейчас читают: В Актау задержали водителя  |  Погода"]
)
def test_links_that_close_a_page_are_left_out(links: str) -> None:
    text = f"Гашиш изъяли в Таразе\nПолицейские изъяли 5 кг гашиша.\nЕго сожгли.\n{links}"
    assert not any("Актау" in text[sentence.start : sentence.end] for sentence in sentences(text))


def test_what_is_said_of_links_early_in_a_text_stays() -> None:
    text = "Читайте также: наш канал\nВ Таразе изъяли гашиш.\nЕго сожгли.\nВ Актау задержали водителя."
    assert any("Актау" in text[sentence.start : sentence.end] for sentence in sentences(text))


def test_list_items_belong_to_the_sentence_before_them() -> None:
    first, *rest = sentences("Изъято:\n- 5 кг гашиша;\n- 2 кг опия.")
    assert [item.bullet for item in rest] == [True, True]
    assert [item.introducer for item in rest] == [first.index, first.index]


@pytest.mark.parametrize("mark", ["-", "–", "—", "•", "1.", "2)", "*"])
def test_marks_of_list_items(mark: str) -> None:
    *_, item = sentences(f"Изъято:\n{mark} 5 кг гашиша")
    assert item.bullet
    assert "5 кг" in f"Изъято:\n{mark} 5 кг гашиша"[item.start : item.end]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5 кг 415 г", ["5", "кг", "415", "г"]),
        ("2,5 кг", ["2,5", "кг"]),
        ("a-PVP", ["a-PVP"]),
        ("SIM-карта", ["SIM-карта"]),
        ("24-летний", ["24-летний"]),
        ("«мефедрон»,", ["«", "мефедрон", "»", ","]),
        ("4-ММС", ["4-ММС"]),
        ("$44,7", ["$", "44,7"]),
        ("Мак-2025", ["Мак-2025"]),
        ("1кг", ["1", "кг"]),
    ],
)
def test_tokens(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


def test_a_token_is_compared_with_e_for_yo() -> None:
    assert [token.lower for token in tokenize("Свёрток", 0, 7)] == ["сверток"]


@given(st.text(max_size=200))
def test_sentences_are_in_order_and_tokens_lie_inside(text: str) -> None:
    found = sentences(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert [sentence.index for sentence in found] == list(range(len(found)))
    for sentence in found:
        assert 0 <= sentence.start < sentence.end <= len(text)
        for token in sentence.tokens:
            assert sentence.start <= token.start < token.end <= sentence.end
            assert text[token.start : token.end] == token.text


def test_a_line_of_rates_is_no_sentence_and_one_that_goes_on_is_read_at_once() -> None:
    rates = "USD 475.7312 ▲ 0.5% EUR 542.09 ₸ " * 40
    article = f"{rates}\nВ Таразе изъяли гашиш."
    assert [article[s.start : s.end] for s in sentences(article)] == ["В Таразе изъяли гашиш."]
    article = f"{rates} В Таразе изъяли гашиш."
    assert article[sentences(article)[-1].start :].endswith("В Таразе изъяли гашиш.")
