"""Stems: the forms of one word meet, different words do not, and short words stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.nlp.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "мефедрон мефедрона мефедрону мефедроном мефедроне",
        "марихуана марихуаны марихуане марихуану марихуаной",
        "героин героина героину героином героине",
        "гашиш гашиша гашишу гашишем гашише",
        "конопля конопли конопле коноплю коноплей",
        "прекурсор прекурсоры прекурсоров прекурсорам прекурсорами прекурсорах",
        "синтетический синтетического синтетическому синтетическим синтетическом синтетические синтетических",
        "психотропное психотропного психотропному психотропным",
        "кислота кислоты кислоте кислоту кислотой",
        "вещество вещества веществу веществом веществе веществ веществам",
    ],
)
def test_the_forms_of_one_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("мефедрон", "метадон"),
        ("опий", "опыт"),
        ("морфин", "морфология"),
        ("амфетамин", "метамфетамин"),
        ("катинон", "каннабис"),
    ],
)
def test_different_words_have_different_stems(one: str, two: str) -> None:
    assert stem(one) != stem(two)


@pytest.mark.parametrize("word", ["мак", "кат", "кг", "пвп", "лсд", "дом"])
def test_short_words_stay_whole(word: str) -> None:
    assert stem(word) == word


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", max_size=20))
def test_a_stem_is_the_beginning_of_its_word(word: str) -> None:
    assert word.replace("ё", "е").startswith(stem(word))
    assert len(stem(word)) >= min(3, len(word))
