"""Patterns that are tried only where one of their keys stands."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from narcofacts.cached.keys import LONG, Keys, keys, rarity
from narcofacts.cached.patterns import pattern
from narcofacts.cached.store import Store

_STORE = Store("keys-3", most=2_000)
_PIECE = 4
_MANY = 10
"""So many keys are looked for one by one as fast as the text is cut into pieces."""


class Keyed:
    """A pattern for texts of which most do not match. Where its keys stand is found once for a text, so that asking
    for stretch after stretch of one text costs next to nothing; where they begin every match, it is tried there alone.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._found: tuple[str, list[int]] = ("", [])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, made when a stretch that may match first asks for it."""
        return pattern(self.source)

    @cached_property
    def _keys(self) -> Keys:
        return _keys(self.source)

    def may_match(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether a match inside this stretch of a text is possible at all."""
        if not self._keys.texts:
            return True
        places = self._places(text)
        if not places:
            return False
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        if not self.may_match(text, start, end):
            return None
        return (
            next(self._tried(text, start, end), None) if self._keys.leading else self.pattern.search(text, start, end)
        )

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As of `re.Pattern`."""
        if not self.may_match(text, start, end):
            return iter(())
        return self._tried(text, start, end) if self._keys.leading else self.pattern.finditer(text, start, end)

    def _places(self, text: str) -> list[int]:
        """Where its keys stand in a text."""
        known, places = self._found
        if known is not text:
            sought: Iterable[str] = self._keys.texts
            if len(self._keys.texts) >= _MANY:
                pieces = _pieces(text)
                sought = [key for key in sought if key[:_PIECE] in pieces or len(key) < _PIECE]
            places = []
            for key in sought:
                at = text.find(key)
                while at >= 0:
                    places.append(at)
                    at = text.find(key, at + 1)
            places.sort()
            self._found = (text, places)
        return places

    def _tried(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches, tried where a key stands."""
        match = self.pattern.match
        places = self._places(text)
        free = start
        for at in places[bisect_left(places, start) :]:
            if at >= end:
                return
            if at >= free and (found := match(text, at, end)) is not None:
                yield found
                free = found.end()


@cache
def keyed(source: str) -> Keyed:
    """The keyed pattern of an expression, one for all who ask. Flags that change what a letter matches go without."""
    return Keyed(source)


@cache
def keyed_apart(sources: tuple[str, ...]) -> tuple[Keyed, ...]:
    """Expressions of which any may match, joined to two patterns at most: those with rare keys, which are seldom tried,
    and those that would let the others be tried everywhere.
    """
    rare = [source for source in sources if _keys(source).texts and rarity(_keys(source).texts) >= LONG]
    common = [source for source in sources if source not in rare]
    return tuple(keyed("|".join(f"(?:{one})" for one in part)) for part in (rare, common) if part)


@cache
def _keys(source: str) -> Keys:
    """The keys of an expression, from the cache folder if they are there."""
    stored = _STORE.get(source)
    if stored is None:
        stored = tuple(keys(source))
        _STORE.put(source, stored)
    return Keys(*stored)


@lru_cache(maxsize=8)
def _pieces(text: str) -> set[str]:
    """All runs of a few letters of a text: most keys are not there, and a set knows that in a twentieth of the time
    that looking through the text takes."""
    return {text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1)}
