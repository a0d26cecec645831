"""The table of citizenships: nouns for people, genitives and adjectives of countries, by form."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from narcofacts.cached.packed import Packed, packed
from narcofacts.errors import LexiconError
from narcofacts.lexicon.kept import kept
from narcofacts.lexicon.sheets import package_text, package_toml
from narcofacts.mentions.endings import CLASSES, paradigms
from narcofacts.records import Sex
from narcofacts.text.letters import fold

COLUMNS = ["country", "name", "genitive", "persons", "ethnonyms", "adjectives", "abbreviations"]


Number = Literal["sing", "plur", ""]
Form = tuple[Number, Sex | None]
"""Number and sex that a form of a noun for people tells."""
FORMS: dict[str, Form] = {
    "man": ("sing", "m"), "woman": ("sing", "f"), "women": ("plur", "f"), "people": ("plur", None), "any": ("", None)
}  # fmt: skip


class PeopleNoun(NamedTuple):
    country: str
    number: Number
    sex: Sex | None
    rest: tuple[str, ...]
    ethnic: bool


PlainNoun = tuple[str, Number, Sex | None, tuple[str, ...], bool]
"""A PeopleNoun as it lies in the cache folder."""


class CitizenTable(NamedTuple):
    """citizenships.csv by form: nouns for people, genitives of countries, abbreviations, adjectives."""

    plain_nouns: Mapping[str, list[PlainNoun]]
    genitives: dict[str, list[tuple[tuple[str, ...], str]]]
    abbreviations: dict[str, str]
    adjectives: dict[str, str]

    def nouns(self, form: str) -> list[PeopleNoun]:
        """What the noun for people of this form can be."""
        return [PeopleNoun(*noun) for noun in self.plain_nouns.get(form, ())]

    @classmethod
    def of_table(cls, table: str, source: str) -> CitizenTable:
        """The table of CSV text. Raises LexiconError."""
        reader = csv.reader(io.StringIO(table))
        if next(reader, None) != COLUMNS:
            raise LexiconError(f"{source}: header is not {','.join(COLUMNS)}")
        nouns: dict[str, list[PlainNoun]] = {}
        made = cls(nouns, {}, {}, {})
        for number, row in enumerate(reader, start=2):
            if len(row) != 7:
                raise LexiconError(f"{source}: row {number}: {len(row)} fields instead of 7")
            country, _, genitive, persons, ethnonyms, adjectives, abbreviations = row
            words = fold(genitive).replace("-", " ").split()
            made.genitives.setdefault(words[0], []).append((tuple(words[1:]), country))
            for abbreviation in filter(None, abbreviations.split("|")):
                made.abbreviations.setdefault(abbreviation, country)
            for adjective in filter(None, adjectives.split("|")):
                made.adjectives.setdefault(fold(adjective)[:-2], country)
            for cell, ethnic in ((persons, False), (ethnonyms, True)):
                forms = cell.split("|") if cell else []
                for k in range(0, len(forms) - 2, 3):
                    _add(nouns, forms[k : k + 3], country, ethnic)
        return made


def _add(nouns: dict[str, list[PlainNoun]], triple: Sequence[str], country: str, ethnic: bool) -> None:
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
            noun = (country, number, sex, (), ethnic)
            known = nouns.setdefault(form, [])
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
    few: frozenset[str]
    between: frozenset[str]
    citizens: dict[str, Form]
    foreigners: dict[str, Form]


@cache
def people_words() -> PeopleWords:
    """The words of the package, read once a process."""
    data = package_toml("citizenship_words.toml")
    everyday, counting, shared, few, between = (
        frozenset(data[key]) for key in ("everyday", "counting", "shared_abbreviations", "few", "between")
    )
    citizens, foreigners = (
        {form: FORMS[key] for key, found in data[name].items() for form in found} for name in ("citizens", "foreigners")
    )
    return PeopleWords(everyday, counting, shared, few, between, citizens, foreigners)


@cache
def citizen_table() -> CitizenTable:
    """The table of the package, read once a process."""
    nouns, *others = kept("tables:citizenships", _packed_table)
    return CitizenTable(Packed(nouns), *others)


def _packed_table() -> tuple[Any, ...]:
    nouns, *others = CitizenTable.of_table(package_text("citizenships.csv"), "citizenships.csv")
    return packed(nouns), *others
