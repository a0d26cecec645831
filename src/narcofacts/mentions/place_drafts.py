"""A place that is found but not yet decided, and the head words that find it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from narcofacts.mentions.endings import inflected
from narcofacts.mentions.gazetteer import Token
from narcofacts.mentions.place_words import Head

# kinds of gazetteer rows that a head word of a kind may stand by
FITS: dict[str, frozenset[str]] = {
    "city": frozenset({"city", "town"}),
    "town": frozenset({"city", "town", "village"}),
    "village": frozenset({"village", "town", "city"}),
    "district": frozenset({"district"}),
    "region": frozenset({"region", "country"}),
    "station": frozenset({"station", "village", "town", "city"}),
    "port": frozenset({"port", "village", "town", "city"}),
    "airport": frozenset({"airport", "town", "city"}),
    "border_post": frozenset({"border_post", "village", "town", "city"}),
    "other": frozenset(),
}


class Draft(msgspec.Struct):
    """A place found but not yet decided: several rows may bear the name. `name` is used where no row does."""

    start: int
    end: int
    first: int
    """Index of its first word."""
    last: int
    rows: tuple[int, ...] = ()
    name: str = ""
    kind: str = "other"
    form: str = "name"
    case: str = ""
    rule: str = "places.gazetteer"
    head_kind: str = ""
    ends: tuple[tuple[int, ...], ...] = ()
    """Of a road: the rows of its ends."""


def head_at(
    table: dict[str, list[tuple[tuple[str, ...], Head, str]]], words: Sequence[Token], k: int
) -> tuple[Head, str, int] | None:
    """The head word at word `k`: (head, case, index after it); the case of a plural begins with a star."""
    best: tuple[Head, str, int] | None = None
    for rest, head, case in table.get(words[k].low, ()):
        end = k + 1
        for wanted in rest:
            if end < len(words) and inflected(wanted, words[end].low) is not None:
                end += 1
            else:
                break
        else:
            if best is None or end > best[2]:
                best = (head, case, end)
    return best
