"""Texts in small letters, made once for all who ask, and the quotation marks.

Patterns are searched in these: `re` takes several times as long to compare Cyrillic letters without regard to case.
"""

from __future__ import annotations

from functools import lru_cache

OPENING_QUOTES = frozenset('«"“„')
CLOSING_QUOTES = frozenset('»"”“')


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """The text in small letters, with the same offsets."""
    return _small(text)


@lru_cache(maxsize=4)
def folded(text: str) -> str:
    """The same with «е» for «ё»."""
    return lowered(text).replace("ё", "е")


def fold(word: str) -> str:
    """The same of a word or a name, which is not worth remembering: what word lists are compared in."""
    return _small(word).replace("ё", "е")


def _small(text: str) -> str:
    low = text.lower()
    # a few foreign capitals (İ) grow when lowered, and would shift every offset behind them
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)
