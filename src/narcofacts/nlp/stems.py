"""Cuts the case ending off a Russian noun or adjective, so that forms of one word meet without a dictionary.

Domain words are often unknown to dictionaries («мефедрон», «прегабалин»), so lexicon rows and text meet by stem; a row
whose forms do not share a stem lists them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from narcofacts.cached.patterns import pattern


@cache
def _ending() -> re.Pattern[str]:
    endings = [
        "ьем",
        "иями",
        "ями",
        "ами",
        "ого",
        "его",
        "ому",
        "ему",
        "ыми",
        "ими",
        "иях",
        "иям",
        "ием",
        "ой",
        "ей",
        "ий",
        "ый",
        "ая",
        "яя",
        "ое",
        "ее",
        "ие",
        "ые",
        "ую",
        "юю",
        "ых",
        "их",
        "ым",
        "им",
        "ом",
        "ем",
        "ов",
        "ев",
        "ам",
        "ям",
        "ах",
        "ях",
        "ию",
        "ия",
        "ии",
        "ью",
        "ья",
        "ьи",
        "ье",
        "а",
        "я",
        "о",
        "е",
        "у",
        "ю",
        "ы",
        "и",
        "ь",
        "й",
    ]
    return pattern("(?:" + "|".join(sorted(endings, key=len, reverse=True)) + ")$")


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The stem of a lower-case word (three letters at least; a shorter one stays whole)."""
    word = word.replace("ё", "е")
    cut = _ending().sub("", word)
    return cut if len(cut) >= 3 else word
