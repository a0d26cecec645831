"""The samples show what the program can read; what they must give at least is what a reader sees at once in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from narcofacts.pipeline import extract_article
from narcofacts.records import Document
from narcofacts.text.reading import read_article

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
ALL = sorted(path.name for path in SAMPLES.iterdir())

Arrested = tuple[str, int | None, tuple[str, ...]]
Taken = tuple[str, str | None, float | None, str | None]


@cache
def _document(name: str) -> Document:
    return extract_article(read_article(str(SAMPLES / name))).document


def _arrests(document: Document) -> list[Arrested]:
    return [(a.status, a.count.value if a.count else None, tuple(sorted(a.citizenship))) for a in document.arrests]


def _seizures(document: Document) -> list[Taken]:
    found: list[Taken] = []
    for s in document.seizures:
        if s.money is not None:
            found.append((s.action, s.category, s.money.amount, s.money.currency))
        else:
            amount = (s.quantity.value, s.quantity.unit) if s.quantity else (None, None)
            found.append((s.action, s.substance or s.item, *amount))
    return found


def test_the_roundup_is_right_in_every_record() -> None:
    document = _document("roundup.txt")
    assert [(o.scope, o.kind, [p.name for p in o.places], [a.id for a in o.agencies]) for o in document.operations] == [
        ("event", "laboratory", ["Караганда"], ["KZ-GP", "KZ-KNB"]),
        ("event", "raid", ["Актюбинская область"], ["KZ-MVD"]),
        ("event", "online_shop", ["Усть-Каменогорск"], ["KZ-AFM"]),
    ]
    assert [[(d.kind, d.count) for d in o.dismantled] for o in document.operations] == [
        [("laboratory", 1)],
        [],
        [("online_shop", 1)],
    ]
    assert [target.name for target in document.operations[2].targets] == ["Polar Mix"]
    assert [[(d.start, d.end) for d in o.dates] for o in document.operations] == [
        [],
        [("2026-10-09", "2026-10-09")],
        [],
    ]
    assert _arrests(document) == [
        ("detained", 7, ("RU", "UA")),
        ("arrested", 4, ()),
        ("detained", 2, ("KG",)),
        ("detained", 4, ()),
    ]
    assert [arrest.part_of for arrest in document.arrests] == [None, "ar1", None, None]
    assert [arrest.operation for arrest in document.arrests] == ["op1", "op1", "op2", "op3"]
    assert [person.age for person in document.arrests[2].persons] == [27, 34]
    assert [(person.role, person.age) for person in document.arrests[3].persons] == [
        ("organizer", 31),
        *[("courier", None)] * 3,
    ]
    assert _seizures(document) == [
        ("seized", "mephedrone", 8400, "g"),
        ("seized", "precursors", 1_300_000, "g"),
        ("seized", "hashish", 46_250, "g"),
        ("seized", "автомобиль", 1, "piece"),
        ("seized", "alpha_pvp", 640, "g"),
        ("seized", "сотовый телефон", 17, "piece"),
        ("seized", "money", 12_500_000, "KZT"),
        ("frozen", "crypto", 58_300, "USD"),
    ]
    assert document.seizures[7].money is not None
    assert document.seizures[7].money.asset == "USDT"
    assert [seizure.operation for seizure in document.seizures] == ["op1"] * 2 + ["op2"] * 2 + ["op3"] * 4


def test_a_short_lead_gives_one_seizure_and_one_arrest() -> None:
    document = _document("lead.txt")
    assert _arrests(document) == [("detained", 1, ())]
    assert _seizures(document) == [("seized", "marijuana", 12_000, "g")]
    assert document.seizures[0].quantity is not None
    assert document.seizures[0].quantity.bound == "more_than"
    assert [(law.article, law.part) for law in document.operations[0].laws] == [("297", "3")]


def test_the_cases_of_a_digest_are_parts_of_its_total() -> None:
    document = _document("digest.txt")
    total = document.seizures[0]
    assert _seizures(document)[0] == ("seized", "drugs", 19_000, "g")
    assert document.operations[0].scope == "total"
    parts = [s for s in document.seizures if s.part_of == total.id]
    assert {(s.substance, s.quantity.value) for s in parts if s.quantity} >= {
        ("mephedrone", 210),
        ("mephedrone", 90),
        ("opium", 4300),
    }
    assert {arrest.part_of for arrest in document.arrests[1:]} == {document.arrests[0].id}


def test_last_years_figure_in_a_digest_is_a_total_of_its_own() -> None:
    document = _document("digest.txt")
    last = document.seizures[-1]
    assert (last.quantity.value if last.quantity else None, last.part_of) == (11_500, None)
    assert next(o for o in document.operations if o.id == last.operation).scope == "total"


def test_a_text_in_cp1251_is_read_as_such() -> None:
    document = _document("border_cp1251.txt")
    assert document.source.encoding == "cp1251"
    assert _arrests(document) == [("detained", 1, ("KZ",))]
    assert _seizures(document) == [("seized", "hashish", 73_180, "g")]
    worth = document.seizures[0].value_estimate
    assert worth is not None
    assert (worth.amount, worth.currency, worth.bound) == (110_000_000, "RUB", "about")


def test_a_page_is_read_without_what_stands_around_its_article() -> None:
    document = _document("page.html")
    assert (document.source.published, document.source.publisher) == ("2026-06-26", "Вестник Согда")
    assert _seizures(document) == [
        ("destroyed", "drugs", 1_084_000, "g"),
        ("destroyed", "hashish", 612_000, "g"),
        ("destroyed", "opium", 305_000, "g"),
        ("destroyed", "heroin", 41_000, "g"),
        ("seized", "heroin", 2400, "g"),
    ]
    assert [seizure.part_of for seizure in document.seizures] == [None, "se1", "se1", "se1", None]


def test_a_channel_post_is_read_through_its_emoji_and_asterisks() -> None:
    document = _document("telegram.txt")
    assert _arrests(document) == [("detained", 2, ())]
    assert _seizures(document)[0] == ("seized", "mephedrone", 3120, "g")
    assert [warning.code for warning in document.warnings] == ["no_publication_date"]


def test_an_article_about_rules_and_patients_gives_nothing() -> None:
    document = _document("trap.txt")
    assert (document.operations, document.arrests, document.seizures) == ([], [], [])


@pytest.mark.parametrize("name", ALL)
def test_evidence_is_what_stands_at_its_offsets(name: str) -> None:
    text = read_article(str(SAMPLES / name)).text
    document = _document(name)
    told = [r.evidence for records in (document.operations, document.arrests, document.seizures) for r in records]
    assert all(told)
    for evidence in (piece for pieces in told for piece in pieces):
        assert text[evidence.start : evidence.end] == evidence.text
