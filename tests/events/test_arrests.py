"""Arrests in marked sentences, and every verb of taking people in the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Row, check, params
from narcofacts import extract, lexicon
from narcofacts.nlp.morph import inflect

HERE = Path(__file__).parent


@pytest.mark.parametrize("row", params(HERE / "arrests.tsv"))
def test_arrests(row: Row) -> None:
    check(row.text, row.records)


INTRANSITIVE = frozenset({"попасться", "разыскиваться"})
VERBS = [
    (row.value, lemma)
    for row in lexicon.triggers()
    if row.event == "arrest" and row.strength == 3
    for lemma in row.lemmas
    if lemma not in INTRANSITIVE
]


@pytest.mark.parametrize(("status", "lemma"), VERBS, ids=lambda value: value)
def test_every_verb_of_taking_tells_its_status(status: str, lemma: str) -> None:
    (record,) = extract(f"Двоих наркокурьеров {inflect(lemma, 'VERB', 'past', 'plur')}.").arrests
    assert (record.status, record.count and record.count.value) == (status, 2)


@pytest.mark.parametrize(
    ("status", "lemma"), [pair for pair in VERBS if inflect(pair[1], "PRTS", "plur")], ids=lambda value: value
)
def test_every_passive_of_taking_tells_its_status(status: str, lemma: str) -> None:
    (record,) = extract(f"Двое наркокурьеров {inflect(lemma, 'PRTS', 'plur')}.").arrests
    assert (record.status, record.count and record.count.value) == (status, 2)


@pytest.mark.parametrize(("status", "lemma"), VERBS, ids=lambda value: value)
def test_a_verb_of_taking_that_is_denied_tells_nothing(status: str, lemma: str) -> None:
    assert extract(f"Двоих наркокурьеров не {inflect(lemma, 'VERB', 'past', 'plur')}.").arrests == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("один курьер", 1),
        ("два курьера", 2),
        ("двое курьеров", 2),
        ("трое курьеров", 3),
        ("четверо курьеров", 4),
        ("пятеро курьеров", 5),
        ("шестеро курьеров", 6),
        ("семеро курьеров", 7),
        ("восемь курьеров", 8),
        ("11 курьеров", 11),
        ("тридцать два курьера", 32),
        ("сто курьеров", 100),
        ("1 204 курьера", 1204),
    ],
)
def test_heads_are_counted_in_words_and_digits(words: str, value: int) -> None:
    verb = "задержан" if value == 1 else "задержаны"
    check(f"С героином {verb} {words}.", f"detained {value}")


COUNTRIES = [
    ("России", "RU"),
    ("Узбекистана", "UZ"),
    ("Кыргызстана", "KG"),
    ("Таджикистана", "TJ"),
    ("Туркменистана", "TM"),
    ("Афганистана", "AF"),
    ("Ирана", "IR"),
    ("Беларуси", "BY"),
    ("Украины", "UA"),
    ("Азербайджана", "AZ"),
    ("Грузии", "GE"),
    ("Турции", "TR"),
    ("Китая", "CN"),
    ("Пакистана", "PK"),
    ("Индии", "IN"),
    ("Колумбии", "CO"),
    ("Нигерии", "NG"),
    ("Германии", "DE"),
    ("Казахстана", "KZ"),
    ("Эквадора", "EC"),
    ("Молдовы", "MD"),
    ("Армении", "AM"),
]


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_citizens_of_a_country_are_told(name: str, code: str) -> None:
    check(f"С героином задержаны трое граждан {name}.", f"detained 3 cit={code}")
