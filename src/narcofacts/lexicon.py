"""Reads the word lists of `data/`, checks every row and gives typed tables.

A row that breaks a rule (unknown column, blank, stray space, duplicate, Latin letters inside a Cyrillic word) is a
`LexiconError` that names file and line, so that a wrong word list never works silently.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, cast

from narcofacts.errors import LexiconError
from narcofacts.records import Category, Role, Sex


class Row(NamedTuple):
    """A row of a CSV word list: where it stands and what it says."""

    source: str
    line: int
    values: dict[str, str]

    @property
    def rule(self) -> str:
        """The rule id that leads back to this row."""
        return f"{self.source}:{self.line}"


class SubstanceRow(NamedTuple):
    """A substance of substances.csv."""

    id: str
    category: Category
    family: str
    russian: str


class PersonRow(NamedTuple):
    """A noun for people of people.csv. `heads`: how many people its singular names (0: a group of unknown size)."""

    phrase: str
    role: Role | None
    sex: Sex | None
    occupation: bool
    heads: int
    anaphoric: bool
    rule: str


class TriggerRow(NamedTuple):
    """An entry of triggers.toml."""

    name: str
    event: str
    value: str
    strength: int
    lemmas: tuple[str, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    only: str
    """"drug": takes drugs, precursors and plants only."""
    pairs: tuple[tuple[frozenset[str], tuple[tuple[str, ...], ...]], ...]
    """(verb lemmas, partners as rows of words)."""


class CueRow(NamedTuple):
    """An entry of cues.toml."""

    name: str
    scope: str
    phrases: tuple[str, ...]


MIXED = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
MIXED_ALLOWED = re.compile(r"n-метил|sim-карт|[aαа]-p|[aαа]-п", re.IGNORECASE)


def _text(name: str) -> str:
    return (resources.files("narcofacts") / "data" / name).read_text("utf-8")


def rows(name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The checked rows of a CSV word list. The first required column must be unique together with the rest."""
    yield from rows_of(name, _text(name), required, optional)


def rows_of(source: str, text: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The checked rows of CSV `text`; `source` names it in errors and rule ids."""
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    unknown = set(header) - set(required) - set(optional)
    missing = set(required) - set(header)
    if unknown or missing:
        problem = f"unknown column {sorted(unknown)[0]!r}" if unknown else f"no column {sorted(missing)[0]!r}"
        raise LexiconError(f"{source}:1: {problem}")
    seen: dict[tuple[str, ...], int] = {}
    for values in reader:
        line = reader.line_num
        if len(values) != len(header):
            raise LexiconError(f"{source}:{line}: {len(values)} fields, the header has {len(header)}")
        row = dict(zip(header, values, strict=True))
        for column in required:
            if not row[column]:
                raise LexiconError(f"{source}:{line}: blank {column}")
        for column, value in row.items():
            if value != value.strip() or "  " in value:
                raise LexiconError(f"{source}:{line}: stray space in {column}")
        key = tuple(values)
        if key in seen:
            raise LexiconError(f"{source}:{line}: the same row as line {seen[key]}")
        seen[key] = line
        yield Row(source, line, row)


def check_phrase(row: Row, phrase: str) -> str:
    """The phrase itself, if no word of it mixes alphabets by mistake."""
    for word in phrase.split():
        if MIXED.search(word) and not MIXED_ALLOWED.search(word):
            raise LexiconError(f"{row.rule}: Latin letters inside the Cyrillic word {word!r}")
    return phrase


@cache
def substances() -> dict[str, SubstanceRow]:
    """Substance id → row."""
    table = {}
    for row in rows("substances.csv", ("id", "category", "family", "english", "russian")):
        v = row.values
        table[v["id"]] = SubstanceRow(v["id"], cast(Category, v["category"]), v["family"], v["russian"].split("|")[0])
    return table


@cache
def substance_phrases() -> list[tuple[str, str, bool, str]]:
    """(phrase, substance id, weak, rule) of substance_words.csv."""
    known = substances()
    result = []
    for row in rows("substance_words.csv", ("id", "phrase"), ("weak",)):
        v = row.values
        if v["id"] not in known:
            raise LexiconError(f"{row.rule}: unknown substance {v['id']!r}")
        result.append((check_phrase(row, v["phrase"]), v["id"], v["weak"] == "weak", row.rule))
    return result


@cache
def item_phrases() -> list[tuple[str, Category, str, str, str]]:
    """(phrase, category, nominative, flag, rule) of items.csv; flag is "", "collective" or "weak"."""
    result = []
    for row in rows("items.csv", ("phrase", "category", "item"), ("collective",)):
        v = row.values
        result.append(
            (check_phrase(row, v["phrase"]), cast(Category, v["category"]), v["item"], v["collective"], row.rule)
        )
    return result


@cache
def person_nouns() -> list[PersonRow]:
    """The rows of people.csv."""
    result = []
    for row in rows("people.csv", ("lemma", "heads"), ("role", "sex", "occupation", "anaphoric")):
        v = row.values
        result.append(
            PersonRow(
                check_phrase(row, v["lemma"]),
                cast(Role, v["role"]) if v["role"] else None,
                cast(Sex, v["sex"]) if v["sex"] else None,
                v["occupation"] == "yes",
                int(v["heads"]),
                v["anaphoric"] == "yes",
                row.rule,
            )
        )
    return result


def _toml(name: str) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}") from error


@cache
def triggers() -> list[TriggerRow]:
    """The entries of triggers.toml in order."""
    result = []
    for name, entry in _toml("triggers.toml").items():
        unknown = set(entry) - {"event", "value", "strength", "lemmas", "nouns", "phrases", "pairs", "only"}
        if unknown:
            raise LexiconError(f"triggers.toml:{name}: unknown key {sorted(unknown)[0]!r}")
        result.append(
            TriggerRow(
                name,
                entry["event"],
                entry["value"],
                entry["strength"],
                tuple(entry.get("lemmas", ())),
                tuple(entry.get("nouns", ())),
                tuple(entry.get("phrases", ())),
                entry.get("only", ""),
                tuple(
                    (frozenset(verbs.split("|")), tuple(tuple(words.split()) for words in partners.split("|")))
                    for verbs, partners in entry.get("pairs", ())
                ),
            )
        )
    return result


@cache
def cues() -> list[CueRow]:
    """The entries of cues.toml in order."""
    return [
        CueRow(name, entry.get("scope", "clause"), tuple(entry["phrases"]))
        for name, entry in _toml("cues.toml").items()
    ]


@cache
def toml_table(name: str) -> dict[str, dict[str, Any]]:
    """A TOML data file as it stands: section → keys."""
    return _toml(name)
