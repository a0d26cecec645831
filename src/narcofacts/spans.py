"""Spans of text and the one overlap policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a half-open stretch of text, offsets in code points."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


def overlap(a: Spanned, b: Spanned) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end


def covers(a: Spanned, b: Spanned) -> bool:
    """Whether `a` contains all of `b`."""
    return a.start <= b.start and b.end <= a.end


def longest_first(spans: Iterable[S]) -> list[S]:
    """The spans that remain when of two overlapping ones the longer, then the earlier, wins; in order of text."""
    kept: list[S] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(overlap(span, other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
