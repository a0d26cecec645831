"""The table of citizenships: nouns for people, genitives and adjectives of countries, by form."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from narcofacts.errors import LexiconError
from narcofacts.lexicon.sheets import package_text, package_toml
from narcofacts.mentions.endings import CLASSES, fold, paradigms
from narcofacts.records import Sex

COLUMNS = ["country", "name", "genitive", "persons", "ethnonyms", "adjectives", "abbreviations"]


Number = Literal["sing", "plur", ""]


class PeopleNoun(NamedTuple):
    country: str
    number: Number
    sex: Sex | None
    rest: tuple[str, ...]
    ethnic: bool


class CitizenTable:
    """citizenships.csv by form: nouns for people, genitives of countries, abbreviations, adjectives."""

    def __init__(self, table: str, source: str = "citizenships.csv") -> None:
        reader = csv.reader(io.StringIO(table))
        if next(reader, None) != COLUMNS:
            raise LexiconError(f"{source}: header is not {','.join(COLUMNS)}")
        self.nouns: dict[str, list[PeopleNoun]] = {}
        self.genitives: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.abbreviations: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        for number, row in enumerate(reader, start=2):
            if len(row) != 7:
                raise LexiconError(f"{source}: row {number}: {len(row)} fields instead of 7")
            country, _, genitive, persons, ethnonyms, adjectives, abbreviations = row
            words = fold(genitive).replace("-", " ").split()
            self.genitives.setdefault(words[0], []).append((tuple(words[1:]), country))
            for abbreviation in filter(None, abbreviations.split("|")):
                self.abbreviations.setdefault(abbreviation, country)
            for adjective in filter(None, adjectives.split("|")):
                self.adjectives.setdefault(fold(adjective)[:-2], country)
            for cell, ethnic in ((persons, False), (ethnonyms, True)):
                forms = cell.split("|") if cell else []
                for k in range(0, len(forms) - 2, 3):
                    self._add(forms[k : k + 3], country, ethnic)

    def _add(self, triple: Sequence[str], country: str, ethnic: bool) -> None:
        masculine, feminine, plural = (fold(form) for form in triple)
        told: tuple[tuple[str, Number, Sex | None], ...] = (
            (masculine, "sing", "m"),
            (feminine, "sing", "f"),
            (plural, "plur", None),
        )
        for word, number, sex in told:
            if not word or " " in word:
                continue
            for form in _forms(word, number, masculine):
                noun = PeopleNoun(country, number, sex, (), ethnic)
                known = self.nouns.setdefault(form, [])
                if noun not in known:
                    known.append(noun)


def _forms(word: str, number: Number, masculine: str) -> set[str]:
    if number == "plur":
        stem = word[:-1]
        forms = {word, *(stem + e for e in ("ам", "ами", "ах", "ям", "ями", "ях"))}
        if word.endswith("не"):  # россияне, израильтяне
            forms.add(stem)
        elif word.endswith(("цы", "чи")):
            forms |= {stem + "ев", stem + "ей"}
        elif masculine.endswith("н") and word == masculine + "ы":  # грузины -> грузин; the rest -ов
            forms |= {stem + "ов", stem} if masculine in ("грузин", "осетин", "туркмен") else {stem + "ов"}
        elif masculine in ("турок",):
            forms.add("турок")
        else:
            forms |= {stem + "ов", stem + "ев"}
        return forms
    forms = {word}
    for stem, kind in paradigms(word):
        forms |= {stem + ending for ending in CLASSES[kind] if not (kind == "m" and stem.endswith("ец") and ending)}
    if word.endswith("ка"):  # россиянок
        forms.discard(word[:-1])
    return forms


class PeopleWords(NamedTuple):
    """citizenship_words.toml, as its comments explain."""

    everyday: frozenset[str]
    counting: frozenset[str]
    shared_abbreviations: frozenset[str]


@cache
def people_words() -> PeopleWords:
    """The words of the package, read once a process."""
    data = package_toml("citizenship_words.toml")
    return PeopleWords(
        frozenset(data["everyday"]), frozenset(data["counting"]), frozenset(data["shared_abbreviations"])
    )


@cache
def citizen_table() -> CitizenTable:
    """The table of the package, read once a process."""
    return CitizenTable(package_text("citizenships.csv"))
