"""What the CSV word lists that a user can add to must look like: their columns, and what each may hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import get_args

from msgspec import Struct

from narcofacts.lexicon.sheets import mixed_word
from narcofacts.records import Category, PlaceKind, Role, Sex, Unit

Check = Callable[[str], str | None]
"""What is wrong with the value of a column, or None. Blank values of optional columns are not checked."""

LETTERS = re.compile(r"[^\W_]")


class CsvForm(Struct, frozen=True):
    """The columns of a CSV file of the user's and what their values must be."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    checks: Mapping[str, Check]


def phrase(value: str) -> str | None:
    """A phrase has letters, and each word has those of one alphabet."""
    if not LETTERS.search(value):
        return "no letters"
    word = mixed_word(value)
    return None if word is None else f"Latin letters inside the Cyrillic word {word!r}"


def phrases(value: str) -> str | None:
    """Phrases joined with `|`."""
    parts = value.split("|")
    if any(part != part.strip() or not part for part in parts):
        return "a blank or a stray space beside |"
    return next((problem for part in parts if (problem := phrase(part))), None)


def lower_phrases(value: str) -> str | None:
    """Phrases in small letters."""
    return phrases(value) or (None if value == value.lower() else "capital letters")


def folded_phrases(value: str) -> str | None:
    """Phrases in small letters with е for ё, which are compared as they stand."""
    return lower_phrases(value) or ("ё: write е" if "ё" in value else None)


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: str) -> str | None:
        if value in allowed:
            return None
        near = difflib.get_close_matches(value, allowed, 1)
        return f"{value!r} is none of {', '.join(allowed)}" + (f"; {near[0]}?" if near and len(allowed) > 4 else "")

    return check


def shaped(pattern: str, words: str) -> Check:
    """A value of this shape."""
    compiled = re.compile(pattern)
    return lambda value: None if compiled.fullmatch(value) else f"{value!r} is not {words}"


def number(lowest: float, highest: float) -> Check:
    """A decimal number with a point, from `lowest` to `highest`."""

    def check(value: str) -> str | None:
        if not re.fullmatch(r"-?\d+(?:\.\d+)?", value):
            return f"{value!r} is not a number"
        return None if lowest <= float(value) <= highest else f"{value} is not from {lowest:g} to {highest:g}"

    return check


WHOLE = shaped(r"\d+", "a whole number")
COUNTRY = shaped(r"[A-Z]{2}", "a country code such as KZ")
FLAG = one_of("0", "1")
YES = one_of("yes")
THINGS = tuple(category for category in get_args(Category) if category not in ("drug", "precursor", "plant"))

CSV_FORMS: dict[str, CsvForm] = {
    "substances.csv": CsvForm(
        ("id", "category", "russian"),
        ("family", "english"),
        {
            "id": shaped(r"[a-z0-9][a-z0-9_-]*", "an id such as a_pvp"),
            "category": one_of("drug", "precursor", "plant"),
            "russian": phrases,
        },
    ),
    "substance_words.csv": CsvForm(("id", "phrase"), ("weak",), {"phrase": phrase, "weak": one_of("weak")}),
    "items.csv": CsvForm(
        ("phrase", "category", "item"),
        ("collective",),
        {
            "phrase": phrase,
            "category": one_of(*THINGS),
            "item": phrase,
            "collective": one_of("collective", "mass", "brand"),
        },
    ),
    "people.csv": CsvForm(
        ("lemma", "heads"),
        ("role", "sex", "occupation", "anaphoric"),
        {
            "lemma": phrase,
            "heads": WHOLE,
            "role": one_of(*get_args(Role)),
            "sex": one_of(*get_args(Sex)),
            "occupation": YES,
            "anaphoric": YES,
        },
    ),
    "places.csv": CsvForm(
        ("id", "name", "kind"),
        (
            "country", "region", "lat", "lon", "population", "aliases", "adjectives", "demonyms", "indeclinable",
            "ambiguous",
        ),
        {
            "id": shaped(r"[a-z0-9][a-z0-9-]*", "an id such as kz-shymkent"),
            "name": phrase,
            "kind": one_of(*get_args(PlaceKind)),
            "country": COUNTRY,
            "region": shaped(r"[A-Z]{2}-[A-Z0-9]{1,3}", "a region code such as KZ-61"),
            "lat": number(-90, 90),
            "lon": number(-180, 180),
            "population": WHOLE,
            "aliases": phrases,
            "adjectives": lower_phrases,
            "demonyms": lower_phrases,
            "indeclinable": FLAG,
            "ambiguous": FLAG,
        },
    ),
    "agencies.csv": CsvForm(
        ("id", "name"),
        ("aliases", "staff", "from", "to", "country"),
        {
            "id": shaped(r"[A-Z]{2,3}-[A-Z0-9-]+", "an id such as KZ-KNB"),
            "name": phrase,
            "aliases": phrases,
            "staff": phrases,
            "from": shaped(r"\d{4}", "a year"),
            "to": shaped(r"\d{4}", "a year"),
            "country": COUNTRY,
        },
    ),
    "units.csv": CsvForm(
        ("id", "unit", "factor", "kind", "lemma", "forms"),
        (),
        {
            "unit": one_of(*get_args(Unit)),
            "factor": lambda value: number(0, 1e9)(value) or ("0 is no factor" if not float(value) else None),
            "kind": one_of("measure", "foreign", "count", "container"),
            "lemma": phrase,
            "forms": folded_phrases,
        },
    ),
    "currencies.csv": CsvForm(
        ("id", "code", "kind", "forms"),
        ("adjectives", "signs"),
        {
            "code": shaped(r"[A-Z0-9]{2,6}", "a code such as KZT"),
            "kind": one_of("money", "coin"),
            "forms": folded_phrases,
            "adjectives": folded_phrases,
        },
    ),
}  # fmt: skip
