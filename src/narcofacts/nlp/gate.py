"""The gate: tells from the bare text whether an article may tell of drug enforcement at all.

Most articles of a stream do not, and need no model, no morphology and no rules. Plain substring search runs at
gigabytes a second, a pattern of all the words at a few dozen megabytes, so that the words of `gate.toml` are searched
one by one, those that settle the question soonest first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from narcofacts import lexicon
from narcofacts.cached.patterns import pattern
from narcofacts.text.normalise import clean

_HEAD = pattern("([а-яёa-z0-9]{1,3})[а-яёa-z0-9]*")


class _Stems(NamedTuple):
    plain: tuple[str, ...]
    users: tuple[str, ...]
    enforcement: tuple[str, ...]
    beside: dict[str, list[str]]
    """By the first three letters of their first words."""
    hidden: re.Pattern[str]


@cache
def _stems() -> _Stems:
    table = lexicon.toml_table("gate.toml")
    plain, enforcement = (tuple(table[name]["stems"]) for name in ("plain", "enforcement"))
    beside: dict[str, list[str]] = {}
    for stem in table["beside"]["stems"]:
        beside.setdefault(_HEAD.findall(stem)[0], []).append(stem)
    # a Latin look-alike beside a Cyrillic letter; an invisible character or a mark of emphasis between two
    twin, mark = "aceopxy", "\u00ad\u0300\u0301\u200b-\u200f\u2060\ufeff*_~"
    hidden = f"[{twin}{mark}](?:(?<=[{twin}])(?:(?<=[а-яё].)|(?=[а-яё]))|(?<=[{mark}])(?<=[а-яё].)[{mark}]*(?=[а-яё]))"
    return _Stems(plain, tuple(_user_stems()), enforcement, beside, pattern(hidden))


def _user_stems() -> list[str]:
    """The first words of the user's own phrases for substances, without endings."""
    from narcofacts.nlp.stems import stem

    added = lexicon.added_rows("substance_words.csv", ("id", "phrase"), ("weak",))
    return [stem(row.values["phrase"].lower().lstrip("=").split()[0]) for row in added]


def may_hold_facts(text: str) -> bool:
    """Whether the text names drugs, or something that may be drugs beside the work of police, courts or customs."""
    stems = _stems()
    lowered = text.lower()
    if _passes(lowered, stems):
        return True
    # «мефе\u00adдрон», «гaшиш» with a Latin letter: words as the finders will see them
    return stems.hidden.search(lowered) is not None and _passes(clean(text).text.lower(), stems)


def _passes(lowered: str, stems: _Stems) -> bool:
    if any(stem in lowered for stem in stems.plain):
        return True
    if stems.users:
        # their stems have «е» for «ё»
        folded = lowered.replace("ё", "е")
        if any(stem in folded for stem in stems.users):
            return True
    if not any(stem in lowered for stem in stems.enforcement):
        return False
    # of the many words here most are ruled out at once: nothing in the text begins like them
    heads = stems.beside.keys() & set(_HEAD.findall(lowered))
    return any(stem in lowered for head in heads for stem in stems.beside[head])
