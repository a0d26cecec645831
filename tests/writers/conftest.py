"""A document with one of nearly everything."""

from __future__ import annotations

import pytest

from narcofacts.records import (
    Agency,
    Amount,
    Arrest,
    Count,
    DateSpan,
    Dismantled,
    Document,
    Evidence,
    Money,
    Operation,
    Penalty,
    Person,
    Place,
    Quantity,
    Route,
    Seizure,
    Source,
    Target,
    Warning,
)

TEXT = (
    "В Шымкенте закрыли две нарколаборатории, задержаны 24 человека. Изъято 6,1 кг мефедрона и арестовано "
    "имущество на сумму свыше 500 млн тенге. Всего с начала года по стране изъято около 2 тонн наркотиков."
)
SHYMKENT = Place("В Шымкенте", "Шымкент", "city", "KZ", "KZ-79")


def evidence(words: str) -> list[Evidence]:
    start = TEXT.index(words)
    return [Evidence(start, start + len(words), words)]


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def document() -> Document:
    """Two operations: a case with all kinds of records, and a total."""
    return Document(
        source=Source(path="shymkent.txt", published="2025-12-04", title="Две лаборатории"),
        operations=[
            Operation(
                "op1",
                evidence("закрыли две нарколаборатории"),
                kind="laboratory",
                targets=[Target("Kaef Mafia", "online_shop")],
                dismantled=[Dismantled("laboratory", 2)],
                places=[SHYMKENT],
                dates=[DateSpan("3 декабря", "2025-12-03", "2025-12-03")],
                agencies=[Agency("КНБ", "КНБ", "KZ-KNB", "KZ"), Agency("оперативники", "оперативники")],
                route=Route("Бишкек", "Шымкент"),
                headline="Шымкент: 24 задержаны; 6,1 кг мефедрона",
            ),
            Operation(
                "op2",
                evidence("Всего с начала года по стране"),
                scope="total",
                dates=[DateSpan("с начала года", "2025-01-01", "2025-12-04")],
                headline="С начала года: 2 т наркотиков",
            ),
        ],
        arrests=[
            Arrest("ar1", evidence("24 человека"), "op1", "detained", Count(24), citizenship=["RU", "UZ"]),
            Arrest(
                "ar2",
                evidence("задержаны"),
                "op1",
                "convicted",
                persons=[Person(name="К. Д.", age=29, role="courier")],
                sentence=Penalty(years=8, months=6),
                place=SHYMKENT,
                part_of="ar1",
            ),
        ],
        seizures=[
            Seizure(
                "se1",
                evidence("6,1 кг мефедрона"),
                "op1",
                "seized",
                "drug",
                "мефедрон",
                "mephedrone",
                Quantity("6,1 кг", 6100.0, "g"),
                value_estimate=Money("", 1_500_000_000, "KZT", "about"),
                doses=Amount(62000, "more_than"),
                place=SHYMKENT,
            ),
            Seizure(
                "se2",
                evidence("имущество на сумму свыше 500 млн тенге"),
                "op1",
                "frozen",
                "property",
                "имущество",
                money=Money("свыше 500 млн тенге", 500_000_000, "KZT", "more_than"),
            ),
            Seizure(
                "se3",
                evidence("около 2 тонн наркотиков"),
                "op2",
                "seized",
                "drug",
                "наркотики",
                "drugs",
                Quantity("около 2 тонн", 2_000_000, "g", "about"),
                place=Place("по стране", "Казахстан", "country", "KZ"),
            ),
        ],
        warnings=[Warning("note", "проверка")],
    )
