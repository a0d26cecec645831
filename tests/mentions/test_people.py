"""Nouns for people: role, sex, number, heads, and words that name nobody in question."""

from __future__ import annotations

import pytest

from narcofacts.mentions.model import RoleMention
from narcofacts.mentions.people import role_nouns
from narcofacts.text.segment import tokenize


def find(text: str) -> list[RoleMention]:
    return role_nouns(tokenize(text, 0, len(text)))


def only(text: str) -> RoleMention:
    (mention,) = find(text)
    return mention


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("курьер", "courier"),
        ("наркокурьера", "courier"),
        ("закладчиков", "courier"),
        ("закладчица", "courier"),
        ("сбытчику", "dealer"),
        ("наркоторговцами", "dealer"),
        ("наркодилером", "dealer"),
        ("организатором", "organizer"),
        ("организаторы", "organizer"),
        ("химика", "chemist"),
        ("участники", "member"),
    ],
)
def test_a_noun_tells_a_role_in_every_form(phrase: str, role: str) -> None:
    assert only(phrase).role == role


@pytest.mark.parametrize(
    ("phrase", "sex"),
    [
        ("мужчина", "m"),
        ("женщину", "f"),
        ("девушкой", "f"),
        ("парня", "m"),
        ("жительница", "f"),
        ("гражданка", "f"),
        ("задержанная", "f"),
        ("закладчица", "f"),
        ("человек", None),
        ("подростки", None),
    ],
)
def test_a_noun_tells_a_sex_or_leaves_it_open(phrase: str, sex: str | None) -> None:
    assert only(phrase).sex == sex


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("курьер", "sing"),
        ("курьеры", "plur"),
        ("двух курьеров", "plur"),
        ("мужчин", "plur"),
        ("подозреваемого", "sing"),
        ("подозреваемые", "plur"),
        ("5 закладчиков", "plur"),
    ],
)
def test_a_form_tells_one_or_many(phrase: str, number: str) -> None:
    assert only(phrase).number == number


@pytest.mark.parametrize(("phrase", "heads"), [("семейная пара", 2), ("курьер", 1), ("супружеская пара", 2)])
def test_a_singular_can_name_two(phrase: str, heads: int) -> None:
    assert only(phrase).heads == heads


@pytest.mark.parametrize(
    "word", ["полицейский", "оперативники", "таможенниками", "пограничников", "следователь", "сотрудниками"]
)
def test_those_who_take_are_staff(word: str) -> None:
    assert only(word).staff


@pytest.mark.parametrize("word", ["пенсионерка", "учитель", "таксист", "строители", "студентом"])
def test_any_noun_for_a_living_person_is_an_occupation(word: str) -> None:
    assert only(word).occupation


@pytest.mark.parametrize(
    "text",
    [
        "дом",
        "героин",
        "собака нашла",
        "в ходе операции",
        "задержан",
        "были арестованы",
        "изъято 5 кг",
        "вирус",
        "Тараз",
    ],
)
def test_other_words_are_nobody(text: str) -> None:
    assert find(text) == []
