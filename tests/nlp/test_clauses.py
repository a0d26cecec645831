"""Clauses: what one predicate says stands together; what another says stands apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.nlp.clauses import clause_numbers, is_predicate
from narcofacts.text.segment import tokenize


def clause_of(text: str, word: str) -> int:
    tokens = tokenize(text, 0, len(text))
    numbers, _ = clause_numbers(tokens)
    return numbers[next(k for k, token in enumerate(tokens) if token.lower.startswith(word))]


@pytest.mark.parametrize("word", ["изъяли", "задержан", "обнаружено", "нашла", "везёт", "арестованы", "приговорил"])
def test_verbs_and_short_participles_are_predicates(word: str) -> None:
    assert is_predicate(word)


@pytest.mark.parametrize("word", ["гашиш", "полиция", "изъятый", "мужчина", "три", "кг", "и", "нет", "рублей"])
def test_other_words_are_none(word: str) -> None:
    assert not is_predicate(word)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Обнаружено и изъято 5 кг гашиша", "обнаружено", "гашиша"),
        ("Мужчина, которого искали год, задержан вчера", "мужчина", "задержан"),
        ("В Таразе полицейские изъяли гашиш и героин", "таразе", "героин"),
        ("Изъяты гашиш, героин, весы и телефоны", "изъяты", "телефоны"),
        ("Курьер был задержан и арестован", "задержан", "арестован"),
    ],
)
def test_what_one_predicate_says_is_one_clause(text: str, one: str, two: str) -> None:
    assert clause_of(text, one) == clause_of(text, two)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Гашиш изъяли, а героин не нашли", "гашиш", "героин"),
        ("Курьера задержали, когда он забирал посылку", "курьера", "посылку"),
        ("Мужчина, которого искали год, задержан вчера", "мужчина", "искали"),
        ("Изъято 5 кг гашиша; задержаны двое", "гашиша", "двое"),
        ("Полицейские сообщили, что изъят гашиш", "сообщили", "гашиш"),
        ("Ему грозит срок, но гашиш не нашли", "срок", "гашиш"),
    ],
)
def test_what_another_predicate_says_is_another_clause(text: str, one: str, two: str) -> None:
    assert clause_of(text, one) != clause_of(text, two)


@given(
    st.lists(
        st.sampled_from(
            [
                "мужчина",
                ",",
                "который",
                "изъяли",
                "задержан",
                "и",
                "а",
                ";",
                "—",
                "что",
                "гашиш",
                "в",
                "Таразе",
                "двое",
                "нашли",
                ".",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_every_token_has_a_clause(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    numbers, predicates = clause_numbers(tokens)
    assert len(numbers) == len(tokens)
    assert all(number >= 0 for number in numbers)
    assert all(0 <= at < len(tokens) for at in predicates)


def test_no_tokens_give_no_clauses() -> None:
    assert clause_numbers([]) == ([], [])
