"""Spans of text and the one overlap policy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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


def holds(stretches: Iterable[tuple[int, int]], at: int) -> bool:
    """Whether one of the half-open stretches [start, end) contains the offset."""
    return any(start <= at < end for start, end in stretches)


def longest_first(spans: Iterable[S]) -> list[S]:
    """The spans that remain when of two overlapping ones the longer, then the earlier, wins; in order of text."""
    kept: list[S] = []  # in order of text, no two overlapping
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        at = bisect_right(kept, span.start, key=_start)
        if not any(overlap(span, other) for other in kept[max(at - 1, 0) : at + 1]):
            kept.insert(at, span)
    return kept


def outside(spans: Iterable[S], blockers: Iterable[Spanned]) -> list[S]:
    """The spans that overlap none of `blockers`, in their order."""
    ordered = sorted(blockers, key=_start)
    reach: list[int] = []  # the furthest end of the blockers up to this one
    for blocker in ordered:
        reach.append(max(blocker.end, reach[-1] if reach else 0))
    kept = []
    for span in spans:
        at = bisect_left(ordered, span.end, key=_start)
        if at == 0 or reach[at - 1] <= span.start:
            kept.append(span)
    return kept


def _start(span: Spanned) -> int:
    return span.start
