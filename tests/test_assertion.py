"""Cues: what takes the assertion away, where it reaches, and what only looks like it."""

from __future__ import annotations

import datetime as dt

import pytest

from narcofacts import extract, lexicon
from narcofacts.assertion import cue_in_clause, cues, in_other_letters
from narcofacts.mentions.annotate import annotate


def found(text: str) -> list[str]:
    return [cue.name for sentence in annotate(text, dt.date(2025, 12, 4)).sentences for cue in cues(sentence)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Наркотиков не обнаружено.", "denied"),
        ("Гашиш не нашли.", "denied"),
        ("Ничего запрещённого не было.", "denied"),
        ("Курьер планировал продать гашиш.", "planned"),
        ("Группа намеревалась сбыть героин.", "planned"),
        ("Он собирался вывезти опий.", "planned"),
        ("Ему грозит 12 лет.", "threatened"),
        ("Статья предусматривает арест.", "threatened"),
        ("Ежегодно сжигают коноплю.", "general"),
        ("Как правило, гашиш прячут.", "general"),
        ("Он продал гашиш.", "made"),
        ("В крови нашли метадон.", "medical"),
    ],
)
def test_words_that_take_the_assertion_away_are_cues(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Изъято не менее 5 кг гашиша.",
        "Изъят не только гашиш.",
        "Изъято не более 5 кг гашиша.",
        "Изъято не меньше 5 кг гашиша.",
        "Задержаны двое.",
        "Полицейские нашли гашиш.",
    ],
)
def test_words_that_only_look_like_a_denial_are_none(text: str) -> None:
    assert found(text) == []


def test_a_cue_knows_its_clause() -> None:
    (sentence,) = annotate("Гашиш изъят, а героин не нашли.", None).sentences
    (cue,) = cues(sentence)
    assert cue_in_clause([cue], cue.clause, "denied") == cue
    assert cue_in_clause([cue], cue.clause, "planned") is None
    assert cue_in_clause([cue], cue.clause + 1) is None
    assert cue.rule == "cues.toml:denied"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Изъято 5 кг гашиша, героин не обнаружен.", ["hashish"]),
        ("Героин не обнаружен, но изъято 5 кг гашиша.", ["hashish"]),
        ("Изъято 5 кг гашиша, который курьер планировал продать.", ["hashish"]),
        ("Изъято 5 кг гашиша. Курьер планировал продать 8 кг героина.", ["hashish"]),
        ("Курьеру грозит 12 лет, у него изъято 5 кг гашиша.", ["hashish"]),
        ("Изъято не менее 5 кг гашиша.", ["hashish"]),
        ("Наркотиков не обнаружено.", []),
    ],
)
def test_a_cue_reaches_no_further_than_its_clause(text: str, wanted: list[str]) -> None:
    assert [seizure.substance for seizure in extract(text).seizures] == wanted


@pytest.mark.parametrize("row", [row for row in lexicon.cues() if row.name == "denied"], ids=lambda row: row.name)
def test_no_denial_of_a_finding_lets_a_record_through(row: lexicon.CueRow) -> None:
    findings = [
        phrase
        for phrase in row.phrases
        if phrase.startswith("не ")
        and phrase.split()[1].startswith(("обнаруж", "найден", "нашли", "изъят", "изъял", "выявл"))
    ]
    assert len(findings) > 10
    for phrase in findings:
        assert extract(f"В машине гашиш {phrase}.").seizures == [], phrase


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Türkiye'de 4 milyon hap ile 283 kg uyuşturucu madde ele geçirdik.", True),
        ("Изъято 283 кг мефедрона MDMA и LSD.", False),
        ("JWH-018, MDPV, LSD.", False),
    ],
)
def test_a_sentence_in_other_letters(text: str, foreign: bool) -> None:
    assert in_other_letters(annotate(text, None).sentences[0]) is foreign
