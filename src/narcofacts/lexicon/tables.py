"""The typed tables that word lists of several modules are read into."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from narcofacts.errors import LexiconError
from narcofacts.lexicon import sheets
from narcofacts.lexicon.sheets import TRIGGER_KEYS, check_phrase, rows
from narcofacts.records import Category, Role, Sex


class SubstanceRow(Struct, frozen=True):
    """A substance of substances.csv."""

    id: str
    category: Category
    family: str
    russian: str


class PersonRow(Struct, frozen=True):
    """A noun for people of people.csv. `heads`: how many people its singular names (0: a group of unknown size)."""

    phrase: str
    role: Role | None
    sex: Sex | None
    occupation: bool
    heads: int
    anaphoric: bool
    rule: str


class TriggerRow(Struct, frozen=True):
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
    rule: str = ""
    """The rule id that leads back to the entry."""


class CueRow(Struct, frozen=True):
    """An entry of cues.toml."""

    name: str
    scope: str
    phrases: tuple[str, ...]


@cache
def substances() -> dict[str, SubstanceRow]:
    """Substance id → row."""
    table = {}
    for row in rows("substances.csv", ("id", "category", "russian"), ("family", "english")):
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
            raise LexiconError(f"{row.at}: unknown substance {v['id']!r}")
        result.append((check_phrase(row, v["phrase"]), v["id"], v["weak"] == "weak", row.rule))
    return result


@cache
def substance_names() -> frozenset[str]:
    """The plain phrases of substance_words.csv that stand in the nominative, in small letters."""
    return frozenset(phrase for phrase, _, weak, _ in substance_phrases() if not weak and not phrase.startswith("="))


@cache
def item_phrases() -> list[tuple[str, Category, str, str, str]]:
    """(phrase, category, nominative, flag, rule) of items.csv; flag is "", "collective", "mass" or "brand"."""
    result = []
    for row in rows("items.csv", ("phrase", "category", "item"), ("collective",)):
        v = row.values
        result.append(
            (check_phrase(row, v["phrase"]), cast(Category, v["category"]), v["item"], v["collective"], row.rule)
        )
    return result


@cache
def item_names() -> frozenset[str]:
    """The nominatives of items.csv, in small letters."""
    return frozenset(item.lower() for _, _, item, _, _ in item_phrases())


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


@cache
def triggers() -> list[TriggerRow]:
    """The entries of triggers.toml in order, the user's at the end; a phrase of theirs is theirs alone."""
    result: list[TriggerRow] = []
    for section in sheets.sections("triggers.toml"):
        entry = section.entry
        unknown = set(entry) - TRIGGER_KEYS
        if unknown:
            raise LexiconError(f"{section.at}: unknown key {sorted(unknown)[0]!r}")
        row = TriggerRow(
            section.name,
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
            section.rule,
        )
        if section.path:
            result = [replace(other, phrases=_without(other.phrases, row.phrases)) for other in result]
        result.append(row)
    return result


@cache
def cues() -> list[CueRow]:
    """The entries of cues.toml in order; phrases of the user's are entries of their own."""
    return [
        CueRow(section.name, section.entry.get("scope", "clause"), tuple(section.entry["phrases"]))
        for section in sheets.sections("cues.toml")
    ]


def _without(phrases: tuple[str, ...], taken: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if phrase not in taken)


@cache
def toml_table(name: str) -> dict[str, dict[str, Any]]:
    """A TOML data file of the package as it stands: section → keys."""
    return sheets.package_toml(name)


@cache
def word_set(name: str, section: str, key: str = "words") -> frozenset[str]:
    """The words of one list of a TOML data file."""
    return frozenset(toml_table(name)[section][key])
