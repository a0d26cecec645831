"""places.csv by the beginnings of its words: what a word of a text may be a form of.

Names are many and an article has few, so that everything is laid out by the first two letters, and lies packed in the
cache folder until a text has a word that begins so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from narcofacts.cached.packed import Packed, packed
from narcofacts.cached.patterns import pattern
from narcofacts.errors import LexiconError
from narcofacts.lexicon import Row
from narcofacts.mentions.endings import adjective_stems, paradigms, person_paradigms
from narcofacts.text.letters import fold

COLUMNS = [
    "id", "name", "kind", "country", "region", "lat", "lon", "population", "aliases", "adjectives", "demonyms",
    "indeclinable", "ambiguous",
]  # fmt: skip
ID, NAME, KIND, COUNTRY, REGION, LAT, LON, POPULATION, ALIASES, ADJECTIVES, DEMONYMS, INDECLINABLE, AMBIGUOUS = range(
    13
)
WORD = pattern(r"[^\W\d_]+")

Field = Literal["name", "adjective", "demonym"]
Told = tuple[str, int, Field]
"""A name, adjective or demonym as it stands in row `int`."""
PlainEntry = tuple[str, tuple[str, ...], int, Field, str, bool, bool]
"""Class of endings, further words, row, field, the name if it is all capitals, whether it is from the name column,
whether it is written small."""
Stems = dict[str, list[PlainEntry]]


def words_of(name: str) -> list[str]:
    """The words of a name, folded."""
    return WORD.findall(fold(name))


class PlaceIndex:
    """Rows of places.csv. `names` (with a capital) and `small` are what they tell, by the first two letters."""

    def __init__(
        self,
        rows: Mapping[int, list[str]],
        names: Mapping[str, list[Told]],
        small: Mapping[str, list[Told]],
        stems: Mapping[tuple[str, bool], Stems],
        ids: Mapping[str, int],
    ) -> None:
        self.rows = rows
        self.ids = ids
        self._names = names
        self._small = small
        self._stems = stems
        self._spread: dict[tuple[str, bool], Stems] = {}

    @classmethod
    def of_table(cls, table: str, source: str, added: Iterable[Row] = ()) -> PlaceIndex:
        """The index of CSV text; a row of `added` takes the place of the row with its id. Raises LexiconError."""
        reader = csv.reader(io.StringIO(table))
        if next(reader, None) != COLUMNS:
            raise LexiconError(f"{source}: header is not {','.join(COLUMNS)}")
        rows = dict(enumerate(with_added(list(reader), added, COLUMNS)))
        names: dict[str, list[Told]] = {}
        small: dict[str, list[Told]] = {}
        for index, row in rows.items():
            if len(row) != 13:
                raise LexiconError(f"{source}: row {index + 2}: {len(row)} fields instead of 13")
            for name in (row[NAME], *filter(None, row[ALIASES].split("|"))):
                names.setdefault(name[:2].lower(), []).append((name, index, "name"))
            for adjective in filter(None, row[ADJECTIVES].split("|")):
                small.setdefault(adjective[:2], []).append((adjective, index, "adjective"))
            for demonym in filter(None, row[DEMONYMS].split("|")):
                small.setdefault(demonym[:2], []).append((demonym, index, "demonym"))
        return cls(rows, names, small, {}, {row[ID]: index for index, row in rows.items()})

    @classmethod
    def unpacked(cls, stored: dict[str, Any]) -> PlaceIndex:
        """The index that `packed` was made of."""
        rows, names, small, stems = (stored[part] for part in ("rows", "names", "small", "stems"))
        return cls(Packed(rows), Packed(names), Packed(small), Packed(stems), stored["ids"])

    def packed(self) -> dict[str, Any]:
        """All of the index in plain types, its stems worked out."""
        beginnings = {prefix.replace("ё", "е") for prefix in (*self._names, *self._small)}
        stems = {(prefix, capital): self.stems(prefix, capital) for prefix in beginnings for capital in (False, True)}
        return {
            "rows": packed(self.rows),
            "names": packed(self._names),
            "small": packed(self._small),
            "stems": packed(stems),
            "ids": dict(self.ids),
        }

    def named(self, name: str) -> list[int]:
        """Indices of the rows whose name or alias is exactly this nominative (case and ё apart)."""
        wanted = words_of(name)
        if not wanted:
            return []
        told = self._told(self._names, wanted[0][:2])
        return list(dict.fromkeys(index for text, index, _ in told if words_of(text) == wanted))

    def stems(self, prefix: str, capital: bool) -> Stems:
        """Stem → entries of the words that begin so; names in capitals only if `capital`."""
        key = (prefix, capital)
        found = self._spread.get(key)
        if found is None:
            found = self._spread[key] = self._stems[key] if key in self._stems else self._worked_out(prefix, capital)
        return found

    @staticmethod
    def _told(table: Mapping[str, list[Told]], prefix: str) -> list[Told]:
        found = table.get(prefix, [])
        # ё and е are matched alike
        return found + table.get(prefix.replace("е", "ё"), []) if "е" in prefix else found

    def _worked_out(self, prefix: str, capital: bool) -> Stems:
        spread: Stems = {}
        for text, index, field in self._told(self._small, prefix):
            words = words_of(text)
            pairs = adjective_stems(words[0]) if field == "adjective" else person_paradigms(words[0])
            if len(words) > 1:  # «алма-атинский» keeps its first part as it is
                pairs = ((words[0], "0"),)
            for stem, kind in pairs:
                spread.setdefault(stem, []).append((kind, tuple(words[1:]), index, field, "", False, True))
        for text, index, field in self._told(self._names, prefix):
            lower = text[0].islower()
            if not capital and not lower:
                continue
            words = words_of(text)
            row = self.rows[index]
            main = text == row[NAME]
            caps = text if len(words) == 1 and len(text) > 1 and text.isupper() else ""
            spelled = main or text[:-1] == row[NAME][:-1]  # «Балыкчы» is Балыкчи
            if caps or (spelled and len(words) == 1 and row[INDECLINABLE] == "1"):
                pairs = ((words[0], "0"),)
            else:
                pairs = paradigms(words[0])
                if len(words) > 1 and all(stem != words[0] for stem, _ in pairs):
                    pairs = (*pairs, (words[0], "0"))
            for stem, kind in pairs:
                spread.setdefault(stem, []).append((kind, tuple(words[1:]), index, field, caps, main, lower))
        return spread


def with_added(table: list[list[str]], added: Iterable[Row], columns: Sequence[str]) -> list[list[str]]:
    """The rows of a table whose first column is an id, with further ones added or put in the place of their id."""
    known: dict[str, int] = {}
    for row in added:
        known = known or {values[0]: at for at, values in enumerate(table) if values}
        values = [row.values[column] for column in columns]
        at = known.setdefault(values[0], len(table))
        table[at : at + 1] = [values]
    return table
