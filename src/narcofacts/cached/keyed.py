"""Patterns that are tried only where one of their keys stands."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property

from narcofacts.cached.keys import LONG, keys, rarity
from narcofacts.cached.patterns import pattern
from narcofacts.cached.store import Store

_STORE = Store("keys", most=2_000)


class Keyed:
    """A pattern for texts of which most do not match. Where its keys stand is found once for a text, so that asking
    for stretch after stretch of one text costs next to nothing.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._found: tuple[str, list[int]] = ("", [])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, made when a stretch that may match first asks for it."""
        return pattern(self.source)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return _keys(self.source)

    def may_match(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether a match inside this stretch of a text is possible at all."""
        if not self._keys:
            return True
        known, places = self._found
        if known is not text:
            places = sorted(at for key in self._keys for at in _places(text, key))
            self._found = (text, places)
        if not places:
            return False
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        return self.pattern.search(text, start, end) if self.may_match(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As of `re.Pattern`."""
        return self.pattern.finditer(text, start, end) if self.may_match(text, start, end) else iter(())


@cache
def keyed(source: str) -> Keyed:
    """The keyed pattern of an expression, one for all who ask. Flags that change what a letter matches go without."""
    return Keyed(source)


@cache
def keyed_apart(sources: tuple[str, ...]) -> tuple[Keyed, ...]:
    """Expressions of which any may match, joined to two patterns at most: those with rare keys, which are seldom tried,
    and those that would let the others be tried everywhere.
    """
    rare = [source for source in sources if _keys(source) and rarity(_keys(source)) >= LONG]
    common = [source for source in sources if source not in rare]
    return tuple(keyed("|".join(f"(?:{one})" for one in part)) for part in (rare, common) if part)


def _keys(source: str) -> tuple[str, ...]:
    """The keys of an expression, from the cache folder if they are there."""
    stored = _STORE.get(source)
    if stored is None:
        stored = keys(source)
        _STORE.put(source, stored)
    return tuple(stored)


def _places(text: str, key: str) -> Iterator[int]:
    at = text.find(key)
    while at >= 0:
        yield at
        at = text.find(key, at + 1)
