"""Citizenships: a phrase and the countries that it tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.mentions.citizen_table import citizen_table
from narcofacts.mentions.citizenships import adjective_country, citizenships


def told(text: str) -> list[tuple[str, ...]]:
    return [mention.countries for mention in citizenships(text)]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("граждане России, Узбекистана и Афганистана", [("RU", "UZ", "AF")]),
        ("гражданин Кыргызской Республики", [("KG",)]),
        ("гражданин Республики Таджикистан", [("TJ",)]),
        ("двое граждан ИРА", [("AF",)]),
        ("гражданку Израиля и США", [("IL", "US")]),
        ("граждане РФ", [("RU",)]),
        ("гражданин КНР, 30 лет", [("CN",)]),
        ("подданный Великобритании", [("GB",)]),
        ("гражданин соседнего Узбекистана", [("UZ",)]),
        ("российский гражданин", [("RU",)]),
        ("граждане Южной Кореи и Саудовской Аравии", [("KR", "SA")]),
        ("гражданин Казахстана и двое граждан Таджикистана", [("KZ",), ("TJ",)]),
        ("россиянин", [("RU",)]),
        ("двое казахстанцев", [("KZ",)]),
        ("задержан белорус", [("BY",)]),
        ("Россиянку задержали", [("RU",)]),
        ("трое колумбийцев и эквадорец", [("CO",), ("EC",)]),
        ("двоих узбекистанцев", [("UZ",)]),
        ("задержали израильтянку", [("IL",)]),
    ],
)
def test_a_citizenship_is_told_by_country_or_by_a_noun_for_its_people(
    text: str, countries: list[tuple[str, ...]]
) -> None:
    assert told(text) == countries


@pytest.mark.parametrize(
    "text",
    ["иностранцы", "иностранные граждане", "иностранку", "иностранок", "чужестранцев", "гражданин другого государства",
     "гражданка соседнего государства",
     "граждане сопредельных стран", "гражданин одной из азиатских стран"],
)  # fmt: skip
def test_a_foreigner_has_no_country(text: str) -> None:
    mention = citizenships(text)[0]
    assert (mention.countries, mention.foreign, mention.person_noun) == ((), True, True)
    assert text[mention.start : mention.end] == text


@pytest.mark.parametrize(
    "text",
    ["житель России", "уроженец Узбекистана", "минчанин и карагандинец", "белорусские таможенники",
     "узбекские пограничники",
     "местные граждане", "обычные граждане", "граждане, будьте бдительны", "нож-финка", "Полька и вальс",
     "казахстанский рынок",
     "афганский героин", "гражданский муж"],
)  # fmt: skip
def test_homes_agencies_and_goods_tell_no_citizenship(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "number", "sex"),
    [
        ("гражданин России", "sing", "m"),
        ("гражданка России", "sing", "f"),
        ("граждане России", "plur", None),
        ("два гражданина России", "plur", None),
        ("двое иностранных гражданина", "plur", None),
        ("задержаны три иностранки", "plur", None),
        ("оба иностранца", "plur", None),
        ("иностранками", "plur", "f"),
        ("чемодан иностранки", "sing", "f"),
        ("россиянка", "sing", "f"),
        ("россиян", "plur", None),
        ("пятеро грузин", "plur", None),
        ("троих турок", "plur", None),
        ("эквадорец", "sing", "m"),
    ],
)
def test_number_and_sex_come_from_the_form(text: str, number: str, sex: str | None) -> None:
    mention = citizenships(text)[0]
    assert (mention.number, mention.sex) == (number, sex)


def test_an_adjective_tells_its_country_in_any_form() -> None:
    assert adjective_country("узбекских") == "UZ"
    assert adjective_country("бельгийская") == "BE"
    assert adjective_country("соседних") is None


def test_every_country_is_found_by_its_genitive() -> None:
    for first, rows in citizen_table().genitives.items():
        assert first
        for _, country in rows:
            assert len(country) == 2


@given(st.text(alphabet="гражднеРФКНосиянцывУзбктаи, .«»-\n", max_size=60))
def test_any_text_gives_ordered_mentions_within_it(text: str) -> None:
    last = 0
    for mention in citizenships(text):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
