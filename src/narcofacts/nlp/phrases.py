"""Finds the phrases of a word list in a row of tokens, by the stems of their words; the longest phrase wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from narcofacts.cached.silent import Silent
from narcofacts.nlp.stems import stem
from narcofacts.text.letters import fold
from narcofacts.text.segment import Token

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """Tokens `first` … `last - 1` are a phrase of the list; `value` is what the list says of it."""

    first: int
    last: int
    value: T


class PhraseIndex(Generic[T]):
    """A word list ready for search. Words of one or two letters, and all words if `exact`, are compared as they are."""

    def __init__(self, entries: Iterable[tuple[str, T]], exact: bool = False) -> None:
        self._exact = exact
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            keys = tuple(self._key(word) for word in fold(phrase).split())
            self._by_first.setdefault(keys[0], []).append((keys, value))
        for group in self._by_first.values():
            group.sort(key=lambda entry: -len(entry[0]))
        self._silent = Silent()

    def _key(self, word: str) -> str:
        """What a word of the list is compared by: its stem, or the form itself behind «=»."""
        return word if word.startswith("=") else ("=" + word if self._exact else stem(word))

    def _opens_phrase(self, word: str) -> bool:
        """Whether a word of a text is the first of a phrase. Words that are not, nearly all, are remembered."""
        if "=" + word in self._by_first or (not self._exact and stem(word) in self._by_first):
            return True
        self._silent.remember(word)
        return False

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """The phrases in `tokens`, left to right, none overlapping."""
        words = [token.lower for token in tokens]
        if self._silent.issuperset(words):
            return []
        begun = [at for at, word in enumerate(words) if word not in self._silent and self._opens_phrase(word)]
        if not begun:
            return []
        forms = ["=" + word for word in words]
        stems = forms if self._exact else [stem(word) for word in words]
        hits: list[Hit[T]] = []
        free = 0
        for at in begun:
            if at < free:
                continue
            best: Hit[T] | None = None
            for first in {forms[at], stems[at]}:
                for phrase, value in self._by_first.get(first, ()):
                    if best is not None and (
                        len(phrase) < best.last - at or (len(phrase) == best.last - at and phrase[0] != forms[at])
                    ):
                        break
                    if len(phrase) <= len(forms) - at and all(
                        key in (forms[at + k], stems[at + k]) for k, key in enumerate(phrase)
                    ):
                        best = Hit(at, at + len(phrase), value)
                        break
            if best is not None:
                hits.append(best)
                free = best.last
        return hits
