"""The gazetteer: places.csv behind an index of stems, so that any case form of a name finds its rows.

Rows are read once and indexed by the first two letters; a bucket is spread into stems only when a text has a word
that begins like it, which keeps a cold start short.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from narcofacts.cached.patterns import pattern
from narcofacts.errors import LexiconError
from narcofacts.lexicon import Row, added_rows
from narcofacts.lexicon.sheets import package_text
from narcofacts.mentions.endings import (
    CLASSES,
    adjective_stems,
    fold,
    inflected,
    paradigms,
    person_paradigms,
)
from narcofacts.mentions.model import GazetteerPlace

COLUMNS = [
    "id", "name", "kind", "country", "region", "lat", "lon", "population", "aliases", "adjectives", "demonyms",
    "indeclinable", "ambiguous",
]  # fmt: skip
ID, NAME, KIND, COUNTRY, REGION, LAT, LON, POPULATION, ALIASES, ADJECTIVES, DEMONYMS, INDECLINABLE, AMBIGUOUS = range(
    13
)

WORD = pattern(r"[^\W\d_]+")
# between the words of one name: «Алма-Ата», «Нур Султан», «им. Конысбаева»
GAP = pattern(r"\.? |[-‑–]|\. ?")

SENTENCE_START = pattern(r"(?:^|[.!?…:\n»\"•*]|[—–-] )\s*[«\"“„(]?$")

Field = Literal["name", "adjective", "demonym"]


class Token(NamedTuple):
    """A run of letters, with its folded form."""

    start: int
    end: int
    text: str
    low: str


class Hit(NamedTuple):
    """Tokens [first, last) that are a form of a name, adjective or demonym of `rows` (indices)."""

    first: int
    last: int
    field: Field
    case: str
    rows: tuple[int, ...]
    main: bool
    """Whether the name column itself matched, not an alias: `ambiguous` speaks of the name only."""


_Told = tuple[str, int, Field]


class _Entry(NamedTuple):
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
    low = fold(text)
    return [Token(m.start(), m.end(), m.group(), low[m.start() : m.end()]) for m in WORD.finditer(text)]


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` opens a sentence, a line, a quotation or a list item: its capital says nothing."""
    return SENTENCE_START.search(text[max(0, start - 4) : start]) is not None


def _words(name: str) -> list[str]:
    return WORD.findall(fold(name))


class Gazetteer:
    """Rows of places.csv with lookups by any form of a name. One instance serves all texts.

    A row of `added` takes the place of the row with its id.
    """

    def __init__(self, table: str, source: str = "places.csv", added: Iterable[Row] = ()) -> None:
        reader = csv.reader(io.StringIO(table))
        if next(reader, None) != COLUMNS:
            raise LexiconError(f"{source}: header is not {','.join(COLUMNS)}")
        self.rows = with_added(list(reader), added, COLUMNS)
        # by the first two letters: names, which need a capital, and what stands in small letters
        self._names: dict[str, list[_Told]] = {}
        self._small: dict[str, list[_Told]] = {}
        self._spread: dict[tuple[str, bool], dict[str, list[_Entry]]] = {}
        self._begun: dict[tuple[str, bool], list[tuple[_Entry, str]]] = {}
        self._places: dict[int, GazetteerPlace] = {}
        self._by_id: dict[str, int] | None = None
        put, put_small = self._names.setdefault, self._small.setdefault
        for index, row in enumerate(self.rows):
            if len(row) != 13:
                raise LexiconError(f"{source}: row {index + 2}: {len(row)} fields instead of 13")
            name = row[NAME]
            put(name[:2].lower(), []).append((name, index, "name"))
            if row[ALIASES]:
                for alias in row[ALIASES].split("|"):
                    put(alias[:2].lower(), []).append((alias, index, "name"))
            if row[ADJECTIVES]:
                for adjective in row[ADJECTIVES].split("|"):
                    put_small(adjective[:2], []).append((adjective, index, "adjective"))
            if row[DEMONYMS]:
                for demonym in row[DEMONYMS].split("|"):
                    put_small(demonym[:2], []).append((demonym, index, "demonym"))

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
                population=int(row[POPULATION] or 0),
            )
        return known

    def ambiguous(self, index: int) -> bool:
        """Whether the bare name is also an everyday word or a surname."""
        return self.rows[index][AMBIGUOUS] == "1"

    def by_id(self, place_id: str) -> int | None:
        """Index of the row with this id."""
        if self._by_id is None:
            self._by_id = {row[ID]: index for index, row in enumerate(self.rows)}
        return self._by_id.get(place_id)

    def named(self, name: str) -> list[int]:
        """Indices of the rows whose name or alias is exactly this nominative (case and ё apart)."""
        wanted = _words(name)
        if not wanted:
            return []
        told = self._told(self._names, wanted[0][:2])
        return list(dict.fromkeys(index for text, index, _ in told if _words(text) == wanted))

    @staticmethod
    def _told(table: dict[str, list[_Told]], prefix: str) -> list[_Told]:
        found = table.get(prefix, [])
        # ё and е are matched alike
        return found + table.get(prefix.replace("е", "ё"), []) if "е" in prefix else found

    def _stems(self, prefix: str, capital: bool) -> dict[str, list[_Entry]]:
        """Stem -> entries of the words that begin so; names in capitals only if `capital`."""
        spread = self._spread.get((prefix, capital))
        if spread is not None:
            return spread
        spread = self._spread[prefix, capital] = {}
        for text, index, field in self._told(self._small, prefix):
            words = _words(text)
            pairs = adjective_stems(words[0]) if field == "adjective" else person_paradigms(words[0])
            if len(words) > 1:  # «алма-атинский» keeps its first part as it is
                pairs = ((words[0], "0"),)
            for stem, kind in pairs:
                entry = _Entry(kind, tuple(words[1:]), index, field, "", False, True)
                spread.setdefault(stem, []).append(entry)
        for text, index, field in self._told(self._names, prefix):
            lower = text[0].islower()
            if not capital and not lower:
                continue
            words = _words(text)
            main = text == self.rows[index][NAME]
            caps = text if len(words) == 1 and len(text) > 1 and text.isupper() else ""
            if caps or (main and len(words) == 1 and self.rows[index][INDECLINABLE] == "1"):
                pairs = ((words[0], "0"),)
            else:
                pairs = paradigms(words[0])
                if len(words) > 1 and all(stem != words[0] for stem, _ in pairs):
                    pairs = (*pairs, (words[0], "0"))
            for stem, kind in pairs:
                spread.setdefault(stem, []).append(_Entry(kind, tuple(words[1:]), index, field, caps, main, lower))
        return spread

    def _beginning(self, low: str, capital: bool) -> list[tuple[_Entry, str]]:
        """The entries whose first word `low` is a form of, with its case; remembered, for most words begin none."""
        known = self._begun.get((low, capital))
        if known is None:
            if len(self._begun) > 50_000:  # a long batch must not fill the memory with words
                self._begun.clear()
            known = self._begun[low, capital] = []
            stems, size = self._stems(low[:2], capital), len(low)
            for cut in range(min(3, size - 1) + 1) if stems else ():
                for entry in stems.get(low[: size - cut], ()):
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
            return []
        found: dict[tuple[int, Field], tuple[str, dict[int, bool]]] = {}
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
    return Gazetteer(package_text("places.csv"), added=added_rows("places.csv", tuple(COLUMNS)))


def with_added(table: list[list[str]], added: Iterable[Row], columns: Sequence[str]) -> list[list[str]]:
    """The rows of a table whose first column is an id, with further ones added or put in the place of their id."""
    known: dict[str, int] = {}
    for row in added:
        known = known or {values[0]: at for at, values in enumerate(table) if values}
        values = [row.values[column] for column in columns]
        at = known.setdefault(values[0], len(table))
        table[at : at + 1] = [values]
    return table
