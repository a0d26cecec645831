"""Rows of bare surnames: every name is a person where the tagger sees some of them only."""

from __future__ import annotations

from narcofacts.mentions.surnames import with_rows
from narcofacts.nlp.entities import Entity


def entities_of(text: str, **kinds: str) -> list[Entity]:
    """Entities of `text` by word: Петров="PER"."""
    return [Entity(text.index(word), text.index(word) + len(word), kind) for word, kind in kinds.items()]


def people(text: str, found: list[Entity]) -> list[str]:
    return [text[e.start : e.end] for e in with_rows(text, found) if e.type == "PER"]


def test_a_row_of_surnames_is_completed_from_the_persons_that_the_tagger_saw() -> None:
    text = "Рустамов, Ильин, Асатов и Бобоев признаны виновными."
    found = entities_of(text, Ильин="PER", Асатов="LOC", Бобоев="PER")
    assert people(text, found) == ["Рустамов", "Ильин", "Асатов", "Бобоев"]


def test_a_row_of_towns_stays_one() -> None:
    text = "Саратов, Тамбов и Ростов назвали причину."
    found = entities_of(text, Саратов="LOC", Тамбов="LOC", Ростов="LOC")
    assert people(text, found) == []


def test_a_word_without_the_ending_of_a_surname_leaves_the_row_as_it_was() -> None:
    text = "Петров, Ильин, Москва и Бобоев фигурируют в деле."
    found = entities_of(text, Петров="PER", Ильин="PER", Бобоев="PER")
    assert people(text, found) == ["Петров", "Ильин", "Бобоев"]
