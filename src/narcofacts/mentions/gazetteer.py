"""The gazetteer: places.csv behind an index of stems, so that any case form of a name finds its rows.

The index (place_index.py) tells what a word may begin; here further words, capitals and endings are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from narcofacts.cached.patterns import pattern
from narcofacts.cached.silent import Silent
from narcofacts.lexicon import added_rows
from narcofacts.lexicon.kept import kept
from narcofacts.lexicon.sheets import package_text
from narcofacts.mentions.endings import CLASSES, adjective_stems, inflected
from narcofacts.mentions.model import GazetteerPlace
from narcofacts.mentions.place_index import (
    AMBIGUOUS,
    COLUMNS,
    COUNTRY,
    ID,
    KIND,
    LAT,
    LON,
    NAME,
    REGION,
    WORD,
    Field,
    PlaceIndex,
)
from narcofacts.text.letters import folded

# between the words of one name: «Алма-Ата», «Нур Султан», «им. Конысбаева»
GAP = pattern(r"\.? |[-‑–]|\. ?")

SENTENCE_START = pattern(r"(?:^|[.!?…:\n»\"•*]|[—–-] )\s*[«\"“„(]?$")


class Token(Struct, frozen=True):
    """A run of letters, with its folded form."""

    start: int
    end: int
    text: str
    low: str


class Hit(Struct, frozen=True):
    """Tokens [first, last) that are a form of a name, adjective or demonym of `rows` (indices)."""

    first: int
    last: int
    field: Field
    case: str
    rows: tuple[int, ...]
    main: bool
    """Whether the name column itself matched, not an alias: `ambiguous` speaks of the name only."""


class _Entry(Struct, frozen=True):
    kind: str
    rest: tuple[str, ...]
    row: int
    field: Field
    caps: str
    main: bool
    lower: bool


@lru_cache(maxsize=1)
def tokens(text: str) -> Sequence[Token]:
    """The words of a text in order; digits and marks are none. The last text is remembered: several finders ask."""
    low = folded(text)
    return [Token(m.start(), m.end(), m.group(), low[m.start() : m.end()]) for m in WORD.finditer(text)]


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` opens a sentence, a line, a quotation or a list item: its capital says nothing."""
    return SENTENCE_START.search(text[max(0, start - 4) : start]) is not None


LED_CASES = {"в": ("loct", "accs"), "во": ("loct", "accs"), "на": ("loct", "accs"), "под": ("ablt", "accs")}
"""By preposition, the cases that tell apart names of one form."""


class Gazetteer:
    """Rows of places.csv with lookups by any form of a name. One instance serves all texts."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self.rows = index.rows
        self._begun: dict[tuple[str, bool], list[tuple[_Entry, str]]] = {}
        self._places: dict[int, GazetteerPlace] = {}
        self.silent = Silent()
        """Words, as written, that begin no name."""

    def place(self, index: int) -> GazetteerPlace:
        """The row as a typed place."""
        known = self._places.get(index)
        if known is None:
            row = self.rows[index]
            known = self._places[index] = GazetteerPlace(
                id=row[ID],
                name=row[NAME],
                kind=row[KIND],
                country=row[COUNTRY] or None,
                region=row[REGION] or None,
                lat=float(row[LAT]) if row[LAT] else None,
                lon=float(row[LON]) if row[LON] else None,
            )
        return known

    def ambiguous(self, index: int) -> bool:
        """Whether the bare name is also an everyday word or a surname."""
        return self.rows[index][AMBIGUOUS] == "1"

    def by_id(self, place_id: str) -> int | None:
        """Index of the row with this id."""
        return self._index.ids.get(place_id)

    def named(self, name: str) -> list[int]:
        """Indices of the rows whose name or alias is exactly this nominative (case and ё apart)."""
        return self._index.named(name)

    def _beginning(self, low: str, capital: bool) -> list[tuple[_Entry, str]]:
        """The entries whose first word `low` is a form of, with its case; remembered, for most words begin none."""
        known = self._begun.get((low, capital))
        if known is None:
            if len(self._begun) > 50_000:  # a long batch must not fill the memory with words
                self._begun.clear()
            known = self._begun[low, capital] = []
            stems, size = self._index.stems(low[:2], capital), len(low)
            for cut in range(min(3, size - 1) + 1) if stems else ():
                for plain in stems.get(low[: size - cut], ()):
                    entry = _Entry(*plain)
                    case = CLASSES[entry.kind].get(low[size - cut :])
                    if case is not None:
                        known.append((entry, case))
        return known

    def hits_at(self, text: str, words: Sequence[Token], i: int) -> list[Hit]:
        """The longest readings that begin at word `i`, one a field; [] if none.

        Names need a capital, demonyms a small letter unless they open a sentence.
        """
        token = words[i]
        capital = token.text[0].isupper()
        begun = self._beginning(token.low, capital)
        if not begun:
            self.silent.remember(token.text)
            return []
        found: dict[tuple[int, Field], tuple[str, dict[int, bool]]] = {}
        led = LED_CASES.get(words[i - 1].low, ()) if i else ()
        for entry, case in begun:
            if entry.caps and token.text != entry.caps:
                continue
            last = i + 1
            if entry.rest:
                rest_case = self._rest(text, words, i, entry)
                if rest_case is None:
                    continue
                last += len(entry.rest)
                # «Ростове-на-Дону», «области Абай» inflect at the head, «Нур-Султане» at the end
                if case in ("", "nomn"):
                    case = rest_case or case
            if not self._letter_case(text, words, i, last, entry, capital):
                continue
            known = found.setdefault((last, entry.field), (case, {}))
            if led and case in led and known[0] not in led:
                known = found[last, entry.field] = (case, {})  # «в Октябрьском»: no form of Октябрьск
            elif led and known[0] in led and case not in led:
                continue
            known[1][entry.row] = known[1].get(entry.row, False) or entry.main
        hits = [
            Hit(i, last, field, case, tuple(rows), any(rows.values())) for (last, field), (case, rows) in found.items()
        ]
        longest = max((hit.last for hit in hits), default=0)
        return [hit for hit in hits if hit.last == longest]

    @staticmethod
    def _letter_case(text: str, words: Sequence[Token], i: int, last: int, entry: _Entry, capital: bool) -> bool:
        if entry.field != "name":
            return entry.field == "adjective" or not capital or opens_sentence(text, words[i].start)
        if entry.rest:
            return entry.lower or any(words[k].text[0].isupper() for k in range(i, last))
        return capital or entry.lower

    @staticmethod
    def _rest(text: str, words: Sequence[Token], i: int, entry: _Entry) -> str | None:
        """The case of the last further word if all of the name follow, each exact or in a form of it."""
        case: str | None = ""
        for k, wanted in enumerate(entry.rest, start=i + 1):
            if k >= len(words) or not GAP.fullmatch(text, words[k - 1].end, words[k].start):
                return None
            low = words[k].low
            if entry.field == "adjective":
                fits = (CLASSES[c].get(low[len(s) :]) for s, c in adjective_stems(wanted) if low.startswith(s))
                case = next((c for c in fits if c is not None), None)
            else:
                case = inflected(wanted, low)
            if case is None:
                return None
        return case


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package and the user's places, read once a process."""
    added = added_rows("places.csv", tuple(COLUMNS))
    if added:
        return Gazetteer(PlaceIndex.of_table(package_text("places.csv"), "places.csv", added))
    return Gazetteer(PlaceIndex.unpacked(kept("places", _packed_index)))


def _packed_index() -> dict[str, Any]:
    return PlaceIndex.of_table(package_text("places.csv"), "places.csv").packed()
