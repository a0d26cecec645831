"""Agencies: a phrase, the country of its article, and the id that it must give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.mentions.agencies import agencies, agency_table


def ids(text: str, home: str | None = "KZ") -> list[str]:
    return [mention.id for mention in agencies(text, home)]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("сотрудники Комитета национальной безопасности", "KZ-KNB"),
        ("сотрудники КНБ", "KZ-KNB"),
        ("в департаменте полиции", "KZ-DP"),
        ("Пограничной службы КНБ", "KZ-PS"),
        ("в Генеральной прокуратуре", "KZ-GP"),
        ("службе специальных прокуроров", "KZ-GP"),
        ("спецпрокуроров", "KZ-GP"),
        ("Агентством по финансовому мониторингу", "KZ-AFM"),
        ("пограничниками", "KZ-PS"),
        ("таможенников", "KZ-KGD"),
        ("наркополицейские", "KZ-KPN"),
        ("полицейские", "KZ-MVD"),
        ("полицией", "KZ-MVD"),
        ("департамента по противодействию наркопреступности МВД РК", "KZ-KPN"),
        ("УФСБ России", "RU-FSB"),
        ("МВД Узбекистана", "UZ-MVD"),
        ("таможня Испании", "ES-VA"),
        ("Европола", "EU-EUROPOL"),
    ],
)
def test_an_agency_is_found_in_any_case_form_and_the_longest_name_wins(text: str, agency: str) -> None:
    assert ids(text) == [agency]


@pytest.mark.parametrize(
    ("text", "home", "agency"),
    [
        ("МВД", "KZ", "KZ-MVD"),
        ("МВД", "RU", "RU-MVD"),
        ("МВД", "UZ", "UZ-MVD"),
        ("Генпрокуратуры", "RU", "RU-GP"),
        ("таможенники", "BY", "BY-GTK"),
        ("пограничники", "TJ", "TJ-PV"),
        ("полиция", "RU", "RU-MVD"),
        ("милиции", "BY", "BY-MVD"),
        ("ГКНБ", "KG", "KG-GKNB"),
        ("ГКНБ", "TJ", "TJ-GKNB"),
    ],
)
def test_a_shared_name_is_the_agency_of_the_articles_country(text: str, home: str, agency: str) -> None:
    assert ids(text, home) == [agency]


@pytest.mark.parametrize(
    ("text", "agency", "country"),
    [
        ("узбекские пограничники", "UZ-PV", "UZ"),
        ("белорусских таможенников", "BY-GTK", "BY"),
        ("полиция Чехии", "", "CZ"),
        ("полиции Испании", "ES-PN", "ES"),
        ("аргентинской полиции", "", "AR"),
    ],
)
def test_the_country_that_stands_by_wins_over_the_articles(text: str, agency: str, country: str) -> None:
    mention = agencies(text, "KZ")[0]
    assert (mention.id, mention.country) == (agency, country)


def test_a_shared_name_without_a_country_has_no_id() -> None:
    mention = agencies("полиция задержала троих", None)[0]
    assert (mention.id, mention.country) == ("", None)


def test_an_abbreviation_shared_by_countries_and_regions_tells_no_country() -> None:
    assert agencies("прокуратура РА", "RU")[0].country == "RU"
    assert agencies("МВД РТ", "TJ")[0].id == "TJ-MVD"


@pytest.mark.parametrize(
    "text", ["кнб", "бывший полицейский", "экс-полицейские", "полицейская машина", "скорость", "в опере"]
)
def test_small_letters_persons_and_things_are_no_agencies(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize("text", ["ОП", "ДП", "УП"])
def test_short_abbreviations_count_only_in_their_country(text: str) -> None:
    assert ids(text, "ES") == []


def test_staff_words_are_marked() -> None:
    assert agencies("пограничники", "KZ")[0].staff
    assert not agencies("КНБ", "KZ")[0].staff


def test_ids_are_unique_and_begin_with_their_country() -> None:
    rows = agency_table().rows
    assert len({row[0] for row in rows}) == len(rows)
    for row in rows:
        assert row[0].startswith((row[6] or "INT") + "-")


@given(st.text(alphabet="МВДКНБполицияетжн РФ«».,-\n", max_size=60))
def test_any_text_gives_ordered_mentions_within_it(text: str) -> None:
    last = 0
    for mention in agencies(text, "KZ"):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
