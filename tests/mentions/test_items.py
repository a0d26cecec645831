"""Things that can be seized: their kinds, and which number a form has."""

from __future__ import annotations

import pytest

from narcofacts.mentions.items import items
from narcofacts.mentions.model import ItemMention
from narcofacts.text.segment import tokenize


def find(text: str) -> list[ItemMention]:
    return items(tokenize(text, 0, len(text)))


@pytest.mark.parametrize(
    ("phrase", "category", "item"),
    [
        ("изъят пистолет", "weapon", "пистолет"),
        ("изъяли охотничье ружьё", "weapon", "ружьё"),
        ("двенадцать патронов", "weapon", "патрон"),
        ("две гранаты", "weapon", "граната"),
        ("боевая граната", "weapon", "граната"),
        ("три единицы огнестрельного оружия", "weapon", "огнестрельное оружие"),
        ("автомат Калашникова", "weapon", "автомат Калашникова"),
        ("кухонные ножи", "weapon", "нож"),
        ("с автомобилем", "vehicle", "автомобиль"),
        ("на внедорожнике", "vehicle", "внедорожник"),
        ("две фуры", "vehicle", "фура"),
        ("пять мобильных телефонов", "device", "мобильный телефон"),
        ("двумя смартфонами", "device", "смартфон"),
        ("сорок сим-карт", "device", "SIM-карта"),
        ("SIM-карты", "device", "SIM-карта"),
        ("14 банковских карт", "device", "банковская карта"),
        ("ноутбуков", "device", "ноутбук"),
        ("наличных денег", "money", "наличные деньги"),
        ("криптокошельки", "crypto", "криптокошелёк"),
        ("холодных криптокошельков", "crypto", "криптокошелёк"),
        ("криптовалюту", "crypto", "криптовалюта"),
        ("арестованы квартиры", "property", "квартира"),
        ("земельных участков", "property", "земельный участок"),
        ("слитков золота", "property", "слиток золота"),
        ("электронными весами", "equipment", "электронные весы"),
        ("зип-пакеты", "equipment", "зип-пакет"),
        ("упаковочного материала", "equipment", "упаковочный материал"),
        ("реакторов", "equipment", "реактор"),
        ("колбы", "equipment", "колба"),
        ("поддельными документами", "other", "поддельные документы"),
        ("дроном", "other", "дрон"),
    ],
)
def test_things_are_found_with_their_kind(phrase: str, category: str, item: str) -> None:
    assert [(found.category, found.item) for found in find(phrase)] == [(category, item)]


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("изъят пистолет", "sing"),
        ("изъяты пистолеты", "plur"),
        ("изъяты весы", "plur"),
        ("изъята граната", "sing"),
        ("изъяты колбы", "plur"),
        ("изъяты ювелирные изделия", "plur"),
        ("изъят ноутбук", "sing"),
        ("изъяты деньги", "plur"),
        ("изъяты зип-пакеты", "plur"),
        ("изъяты реакторы", "plur"),
    ],
)
def test_a_form_tells_one_or_many(phrase: str, number: str) -> None:
    assert [found.number for found in find(phrase)] == [number]


@pytest.mark.parametrize(
    ("phrase", "collective"),
    [("имущество", True), ("оборудование", True), ("лабораторное оборудование", False), ("квартира", False)],
)
def test_words_for_a_whole_row_of_things_are_collective(phrase: str, collective: bool) -> None:
    assert [found.collective for found in find(phrase)] == [collective]


@pytest.mark.parametrize(
    "phrase",
    [
        "ножницы",
        "картина",
        "домашний адрес",
        "весомый повод",
        "судья",
        "документально",
        "автоматически",
        "лампасы",
        "сотовая связь",
        pytest.param(
            "пресса", marks=pytest.mark.xfail(reason="nlp/stems: «пресса» and «пресс» share a stem", strict=True)
        ),
    ],
)
def test_words_that_only_look_like_a_thing_are_none(phrase: str) -> None:
    assert find(phrase) == []
