"""Seizures: marked sentences about amounts, money, drugs and things; every substance, unit and verb of the data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import narcofacts
from declension import declined
from marked import Row, check, params
from narcofacts import extract, lexicon
from narcofacts.nlp.morph import inflect

HERE = Path(__file__).parent
DATA = Path(narcofacts.__file__).parent / "data"


@pytest.mark.parametrize("row", params(HERE / "amounts.tsv"))
def test_amounts(row: Row) -> None:
    check(row.text, row.records)


@pytest.mark.parametrize("row", params(HERE / "money.tsv"))
def test_money(row: Row) -> None:
    check(row.text, row.records)


@pytest.mark.parametrize("row", params(HERE / "drugs.tsv"))
def test_drugs(row: Row) -> None:
    check(row.text, row.records)


@pytest.mark.parametrize("row", params(HERE / "actions.tsv"))
def test_actions_and_things(row: Row) -> None:
    check(row.text, row.records)


def names() -> list[tuple[str, str, str]]:
    """(id, category, name) of all plain names of substances.csv."""
    weak = {phrase.lstrip("=").replace("ё", "е") for phrase, _, is_weak, _ in lexicon.substance_phrases() if is_weak}
    with (DATA / "substances.csv").open(encoding="utf-8") as file:
        return [
            (row["id"], row["category"], name)
            for row in csv.DictReader(file)
            for name in row["russian"].split("|")
            if name.replace("ё", "е").lower() not in weak
        ]


FRAMES = [
    ("gent", "Полицейские изъяли 2 кг {}."),
    ("gent", "Изъято более 2 кг {}, сообщили в полиции."),
    ("accs", "Полицейские изъяли {} весом 2 кг."),
    ("ablt", "У мужчины изъяли пакет с {} весом 2 кг."),
]


def substance_frames() -> list[object]:
    """(id, category, name, case, frame) of every name in every frame."""
    return [
        pytest.param(
            *row,
            case,
            frame,
            id=f"{row[2]}-{case}-{number}",
        )
        for row in names()
        for number, (case, frame) in enumerate(FRAMES)
    ]


@pytest.mark.parametrize(("substance", "category", "name", "case", "frame"), substance_frames())
def test_every_substance_is_taken_in_the_case_that_the_sentence_asks_for(
    substance: str, category: str, name: str, case: str, frame: str
) -> None:
    form = declined(name, case)
    assert form is not None
    bound = " more_than" if "более" in frame else ""
    check(frame.format(form), f"seized {category} {substance} 2000 g{bound}")


UNITS = [
    ("кг", 1000, "g"),
    ("г", 1, "g"),
    ("гр.", 1, "g"),
    ("граммов", 1, "g"),
    ("килограммов", 1000, "g"),
    ("тонн", 1_000_000, "g"),
    ("т", 1_000_000, "g"),
    ("центнеров", 100_000, "g"),
    ("мг", 0.001, "g"),
    ("миллиграммов", 0.001, "g"),
    ("л", 1000, "ml"),
    ("литров", 1000, "ml"),
    ("мл", 1, "ml"),
    ("миллилитров", 1, "ml"),
    ("таблеток", 1, "tablet"),
    ("капсул", 1, "capsule"),
    ("ампул", 1, "ampoule"),
    ("доз", 1, "dose"),
    ("свёртков", 1, "package"),
    ("пакетов", 1, "package"),
    ("пакетиков", 1, "package"),
    ("закладок", 1, "package"),
    ("пачек", 1, "package"),
    ("брикетов", 1, "package"),
    ("упаковок", 1, "package"),
    ("плиток", 1, "package"),
    ("блистеров", 1, "package"),
    ("чеков", 1, "package"),
    ("мешков", 1, "bag"),
    ("тюков", 1, "bag"),
    ("флаконов", 1, "piece"),
    ("канистр", 1, "piece"),
    ("бочек", 1, "piece"),
    ("банок", 1, "piece"),
    ("бутылок", 1, "piece"),
    ("коробков", 1, "piece"),
    ("коробок", 1, "piece"),
    ("контейнеров", 1, "piece"),
    ("шприцев", 1, "piece"),
    ("пипеток", 1, "piece"),
    ("пробирок", 1, "piece"),
    ("марок", 1, "piece"),
    ("ящиков", 1, "piece"),
    ("сигарет", 1, "piece"),
    ("самокруток", 1, "piece"),
]


@pytest.mark.parametrize(("word", "factor", "unit"), UNITS, ids=lambda value: str(value))
def test_every_unit_of_amount_is_normalised(word: str, factor: float, unit: str) -> None:
    check(f"Полицейские изъяли 7 {word} метадона.", f"seized drug methadone {7 * factor} {unit}")


SUMS = [
    ("тенге", "KZT"),
    ("рублей", "RUB"),
    ("долларов", "USD"),
    ("долларов США", "USD"),
    ("евро", "EUR"),
    ("сомов", "KGS"),
    ("сумов", "UZS"),
    ("сомони", "TJS"),
    ("белорусских рублей", "BYN"),
    ("гривен", "UAH"),
    ("манатов", "AZN"),
    ("драмов", "AMD"),
    ("лари", "GEL"),
    ("леев", "MDL"),
    ("юаней", "CNY"),
    ("иен", "JPY"),
    ("лир", "TRY"),
    ("рупий", "INR"),
    ("вон", "KRW"),
    ("франков", "CHF"),
    ("злотых", "PLN"),
    ("дирхамов", "AED"),
    ("шекелей", "ILS"),
    ("тугриков", "MNT"),
    ("риалов", "IRR"),
    ("афгани", "AFN"),
    ("батов", "THB"),
    ("донгов", "VND"),
    ("фунтов стерлингов", "GBP"),
    ("чешских крон", "CZK"),
    ("мексиканских песо", "MXN"),
    ("сербских динаров", "RSD"),
    ("канадских долларов", "CAD"),
    ("австралийских долларов", "AUD"),
]


@pytest.mark.parametrize(("word", "currency"), SUMS, ids=lambda value: value)
def test_every_currency_is_known(word: str, currency: str) -> None:
    check(f"У сбытчика героина изъяли 700 тысяч {word}.", f"seized money 700000 {currency}")


@pytest.mark.parametrize("coin", ["BTC", "USDT", "ETH"])
def test_coins_are_crypto(coin: str) -> None:
    check(f"У сбытчика героина изъяли 40 {coin}.", f"seized crypto 40 {coin}")


# without a court, «конфисковали» is a seizure
ACTIVE = [
    ("seized" if row.value == "confiscated" else row.value, lemma)
    for row in lexicon.triggers()
    if row.event == "seizure" and row.strength == 3
    for lemma in row.lemmas
    if not lemma.endswith("ся") and row.value != "frozen"
]


@pytest.mark.parametrize(("value", "lemma"), ACTIVE, ids=lambda value: value)
def test_every_verb_of_taking_tells_its_action(value: str, lemma: str) -> None:
    verb = inflect(lemma, "VERB", "past", "plur")
    assert verb is not None
    (record,) = extract(f"Полицейские {verb} 5 кг гашиша.").seizures
    assert (record.action, record.quantity and record.quantity.value) == (value, 5000)


@pytest.mark.parametrize(
    ("value", "lemma"), [pair for pair in ACTIVE if inflect(pair[1], "PRTS", "neut")], ids=lambda value: value
)
def test_every_passive_of_taking_tells_its_action(value: str, lemma: str) -> None:
    (record,) = extract(f"В Таразе {inflect(lemma, 'PRTS', 'neut')} 5 кг гашиша.").seizures
    assert (record.action, record.quantity and record.quantity.value) == (value, 5000)


@pytest.mark.parametrize(("value", "lemma"), ACTIVE, ids=lambda value: value)
def test_a_verb_of_taking_that_is_denied_tells_nothing(value: str, lemma: str) -> None:
    assert extract(f"Полицейские не {inflect(lemma, 'VERB', 'past', 'plur')} гашиш.").seizures == []
