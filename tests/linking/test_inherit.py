"""Places and dates of records: all regions of Kazakhstan, all months, and marked sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Row, check, params

HERE = Path(__file__).parent


@pytest.mark.parametrize("row", params(HERE / "places.tsv"))
def test_places_of_records(row: Row) -> None:
    check(row.text, row.records)


@pytest.mark.parametrize("row", params(HERE / "dates.tsv"))
def test_dates_of_records(row: Row) -> None:
    check(row.text, row.records)


REGIONS = [
    ("области Абай", "область Абай"),
    ("Акмолинской области", "Акмолинская область"),
    ("Актюбинской области", "Актюбинская область"),
    ("Алматинской области", "Алматинская область"),
    ("Атырауской области", "Атырауская область"),
    ("Западно-Казахстанской области", "Западно-Казахстанская область"),
    ("Жамбылской области", "Жамбылская область"),
    ("области Жетысу", "область Жетысу"),
    ("Карагандинской области", "Карагандинская область"),
    ("Костанайской области", "Костанайская область"),
    ("Кызылординской области", "Кызылординская область"),
    ("Мангистауской области", "Мангистауская область"),
    ("Павлодарской области", "Павлодарская область"),
    ("Северо-Казахстанской области", "Северо-Казахстанская область"),
    ("Туркестанской области", "Туркестанская область"),
    ("области Улытау", "область Улытау"),
    ("Восточно-Казахстанской области", "Восточно-Казахстанская область"),
    ("Астане", "Астана"),
    ("Алматы", "Алматы"),
    ("Шымкенте", "Шымкент"),
]


@pytest.mark.parametrize(("words", "name"), REGIONS, ids=lambda value: value)
def test_every_region_of_kazakhstan_is_the_place_of_a_seizure_and_an_arrest(words: str, name: str) -> None:
    check(f"В {words} изъято 6 кг мефедрона.", f"seized drug mephedrone 6000 g '@{name}'")
    check(f"В {words} с мефедроном задержаны двое.", f"detained 2 '@{name}'")


MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_dates_a_record(number: int) -> None:
    text = f"{7} {MONTHS[number - 1]} 2024 года в Таразе изъято 6 кг мефедрона."
    check(text, f"seized drug mephedrone 6000 g %2024-{number:02d}-07 @Тараз")


def test_without_a_publication_date_a_relative_date_stays_open() -> None:
    from narcofacts import extract

    (seizure,) = extract("Вчера в Таразе изъято 6 кг мефедрона.").seizures
    assert seizure.date is None or seizure.date.start is None
