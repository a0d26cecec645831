"""Substances: every name in every case form, and words that are none."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import narcofacts
from declension import CASES, declined
from narcofacts.mentions.model import SubstanceMention
from narcofacts.mentions.substances import substances
from narcofacts.text.normalise import clean
from narcofacts.text.segment import tokenize

DATA = Path(narcofacts.__file__).parent / "data"


def find(text: str) -> list[SubstanceMention]:
    text = clean(text).text
    return substances(text, tokenize(text, 0, len(text)))


def ids(text: str) -> list[str]:
    return [mention.substance for mention in find(text)]


def table() -> list[tuple[str, str, str]]:
    """(id, category, name) of all names of substances.csv."""
    with (DATA / "substances.csv").open(encoding="utf-8") as file:
        return [
            (row["id"], row["category"], name) for row in csv.DictReader(file) for name in row["russian"].split("|")
        ]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("substance", "category", "name"), table(), ids=lambda v: v)
def test_every_name_of_a_substance_is_found_in_every_case(substance: str, category: str, name: str, case: str) -> None:
    form = declined(name, case)
    assert form is not None
    (mention,) = find(f"Речь шла: {form}.")
    assert (mention.substance, mention.category) == (substance, category)


@pytest.mark.parametrize(("substance", "name"), sorted({(i, n) for i, _, n in table()}), ids=lambda v: v)
def test_names_are_found_in_capitals_and_in_quotes(substance: str, name: str) -> None:
    assert ids(f"ИЗЪЯТ {name.upper()}.") == [substance]
    assert ids(f"изъят «{name}».") == [substance]


COUNTED = re.compile(
    "наркотик|средство|вещество|препарат|таблетка|каннабиноид|смесь|гриб|барбитурат|бензодиазепин|реагент|реактив|химикат|прекурсор|растворитель|куст|лист"
)


@pytest.mark.parametrize(
    ("substance", "name"), sorted({(i, n) for i, _, n in table() if COUNTED.search(n)}), ids=lambda v: v
)
def test_plural_names_are_found(substance: str, name: str) -> None:
    for case in CASES:
        form = declined(name, case, "plur")
        if form is not None:
            assert ids(f"Речь шла: {form}.") == [substance], form


@pytest.mark.parametrize(
    ("spelling", "substance"),
    [
        ("a-PVP", "alpha_pvp"),
        ("а-PVP", "alpha_pvp"),
        ("α-PvP", "alpha_pvp"),
        ("A-PVP", "alpha_pvp"),
        ("а-ПВП", "alpha_pvp"),
        ("a-ПВП", "alpha_pvp"),
        ("альфа-PVP", "alpha_pvp"),
        ("Альфа-ПВП", "alpha_pvp"),
        ("альфа–ПВП", "alpha_pvp"),
        ("Alpha-PVP", "alpha_pvp"),
        ("MDMA", "mdma"),
        ("МДМА", "mdma"),
        ("LSD", "lsd"),
        ("ЛСД", "lsd"),
        ("MDPV", "mdpv"),
        ("4-MMC", "mephedrone"),
        ("4-ММС", "mephedrone"),
        ("мефедрoн", "mephedrone"),
        ("гepоин", "heroin"),
        ("кoкаин", "cocaine"),
        ("н-метилэфедрон", "pvp"),
        ("пара-метилэфедрон", "pvp"),
        ("1,4-бутандиол", "butanediol"),
        ("мефедро́н", "mephedrone"),
    ],
)
def test_latin_and_cyrillic_spellings_are_one_substance(spelling: str, substance: str) -> None:
    assert ids(f"изъято вещество {spelling}")[-1:] == [substance]


@pytest.mark.parametrize(
    ("phrase", "substance"),
    [
        ("гашишное масло", "hashish_oil"),
        ("масло каннабиса", "hashish_oil"),
        ("смола каннабиса", "hashish"),
        ("куст конопли", "cannabis_plant"),
        ("шишки конопли", "marijuana"),
        ("кокаиновая паста", "coca_paste"),
        ("листья коки", "coca_leaf"),
        ("маковая солома", "poppy_straw"),
        ("опий-сырец", "opium"),
        ("соляная кислота", "hydrochloric_acid"),
        ("серная кислота", "sulfuric_acid"),
        ("ангидрид уксусной кислоты", "acetic_anhydride"),
        ("синтетическое наркотическое средство", "synthetic_drugs"),
        ("синтетический каннабиноид", "synthetic_cannabinoids"),
        ("синтетический катинон", "cathinones"),
        ("психотропное вещество", "psychotropics"),
        ("наркотическое вещество", "drugs"),
        ("псевдоэфедрин", "pseudoephedrine"),
        ("карфентанил", "carfentanil"),
        ("метамфетамин", "methamphetamine"),
        ("дезоморфин", "desomorphine"),
        ("химическое вещество", "precursors"),
    ],
)
def test_the_longest_name_wins(phrase: str, substance: str) -> None:
    assert ids(phrase) == [substance]


@pytest.mark.parametrize(
    "word",
    [
        "соль",
        "скорость",
        "мак",
        "кат",
        "фен",
        "травка",
        "лирика",
        "кислота",
        "сырьё",
        "шишки",
        "бошки",
        "кока",
        "порошок",
        "вещество",
    ],
)
def test_words_with_another_everyday_meaning_are_weak(word: str) -> None:
    assert [mention.weak for mention in find(f"это {word}")] == [True]


@pytest.mark.parametrize(
    "word", ["мефедрон", "меф", "гашиш", "героин", "марихуана", "анаша", "метадон", "прекурсор", "конопля"]
)
def test_words_of_drugs_alone_are_strong(word: str) -> None:
    assert [mention.weak for mention in find(f"это {word}")] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "наркоман",
        "нарколог",
        "макароны",
        "катер",
        "солонка",
        "феномен",
        "скоростной поезд",
        "героиня",
        "героизм",
        "опилки",
        "лирический",
        "кокос",
        "метаданные",
        "каннибал",
        "кодекс",
        "морфология",
        "спасатель",
        "травматология",
        "сольный концерт",
        "кокер",
        "кетчуп",
        "крекер",
    ],
)
def test_words_that_only_begin_like_one_are_none(text: str) -> None:
    assert ids(text) == []
