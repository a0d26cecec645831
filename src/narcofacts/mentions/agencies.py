"""Finds agencies: names and abbreviations in any case form, local bodies, and staff («пограничники», «спецпрокуроры»).

Bare names that several countries share (МВД, Генпрокуратура, таможня, полиция) are read by the country that stands by
(«узбекские пограничники», «полиция Чехии»), else by the country of the article. Where that country has no such row,
the mention has the country and no id.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from narcofacts.cached.packed import Packed, packed
from narcofacts.cached.patterns import pattern
from narcofacts.cached.silent import Silent
from narcofacts.errors import LexiconError
from narcofacts.lexicon import Row, added_rows
from narcofacts.lexicon.kept import kept
from narcofacts.lexicon.sheets import package_text
from narcofacts.mentions.citizen_table import people_words
from narcofacts.mentions.citizenships import adjective_country, country_at
from narcofacts.mentions.endings import inflected
from narcofacts.mentions.gazetteer import Token, tokens
from narcofacts.mentions.model import AgencyMention
from narcofacts.mentions.place_index import WORD, with_added
from narcofacts.mentions.place_words import word_forms
from narcofacts.spans import longest_first
from narcofacts.text.letters import fold

COLUMNS = ["id", "name", "aliases", "staff", "from", "to", "country"]
GAP = pattern(r"(?:\.? |[-‑–]| [-–] |\u00a0|\. ?| [«\"“„]|[»\"”] )")
# short abbreviations that mean one agency in an article of any country; others («ОП», «ДП») count at home only
WELL_KNOWN = frozenset({"KZ-KNB", "RU-FSB", "RU-FTS", "UA-SBU", "BY-KGB", "US-FBI", "US-DEA", "UZ-SGB", "TJ-AKN"})


# first words of names that the police of several countries have, though the list knows one of them
OF_ANY_POLICE = frozenset({"УВД", "ОВД", "РОВД", "ГУВД", "ЛОВД", "ЛУВД", "ГОВД", "ОМОН", "СОБР"})


PlainEntry = tuple[tuple[str, ...], int, bool, str]
"""An entry as it lies in the cache folder."""
_Begun = dict[str, list[PlainEntry]]
"""Entries by their first word."""


class _Entry(Struct, frozen=True):
    words: tuple[str, ...]
    """Folded, except abbreviations, which stand as they are."""
    row: int
    staff: bool
    text: str


class AgencyTable:
    """agencies.csv: its rows, and its names, aliases and staff words by their first two letters.

    `rules`: the rule id of a row, where it is not the package's.
    """

    def __init__(self, rows: list[list[str]], entries: Mapping[str, _Begun], rules: Mapping[str, str]) -> None:
        self.rows = rows
        self._entries = entries
        self._rules = rules
        self._starts: dict[str, list[_Entry]] = {}
        self.silent = Silent()
        """Words, as written, that begin no name."""

    @classmethod
    def of_table(cls, table: str, source: str, added: Iterable[Row] = ()) -> AgencyTable:
        """The table of CSV text; a row of `added` takes the place of the row with its id. Raises LexiconError."""
        reader = csv.reader(io.StringIO(table))
        if next(reader, None) != COLUMNS:
            raise LexiconError(f"{source}: header is not {','.join(COLUMNS)}")
        added = list(added)
        rows = with_added(list(reader), added, COLUMNS)
        entries: dict[str, _Begun] = {}
        for index, row in enumerate(rows):
            if len(row) != 7:
                raise LexiconError(f"{source}: row {index + 2}: {len(row)} fields instead of 7")
            told = [(row[1], False), *((a, False) for a in row[2].split("|"))]
            for name, staff in [*told, *((s, True) for s in row[3].split("|"))]:
                words = tuple(w if w.isupper() and len(w) > 1 else fold(w) for w in WORD.findall(name))
                if words:
                    begun = entries.setdefault(fold(words[0])[:2], {})
                    begun.setdefault(words[0], []).append((words, index, staff, name))
        return cls(rows, entries, {row.values["id"]: row.rule for row in added})

    @classmethod
    def unpacked(cls, stored: dict[str, Any]) -> AgencyTable:
        """The table that `packed` was made of."""
        return cls(stored["rows"], Packed(stored["entries"]), {})

    def packed(self) -> dict[str, Any]:
        """All of a table of the package's own in plain types."""
        return {"rows": self.rows, "entries": packed(self._entries)}

    def starting(self, token: Token) -> list[_Entry]:
        """The entries whose first word `token` is a form of; those of a word that has some are remembered."""
        known = self._starts.get(token.text)
        if known is None:
            begun = self._entries.get(token.low[:2], {})
            fitting = [entries for first, entries in begun.items() if _fits(first, token)]
            known = sorted((_Entry(*entry) for entries in fitting for entry in entries), key=lambda entry: entry.row)
            if not known:
                self.silent.remember(token.text)
                return known
            if len(self._starts) > 50_000:  # a long batch must not fill the memory with words
                self._starts.clear()
            self._starts[token.text] = known
        return known

    def country(self, entry: _Entry) -> str:
        """ISO code of the entry's row, EU, or "" for an international body."""
        return self.rows[entry.row][6]

    def rule(self, entry: _Entry) -> str:
        """The rule id of the entry's row."""
        agency = self.rows[entry.row][0]
        return self._rules.get(agency) or f"agencies.csv:{agency}"


@cache
def agency_table() -> AgencyTable:
    """The table of the package and the user's agencies, read once a process."""
    added = added_rows("agencies.csv", tuple(COLUMNS))
    if added:
        return AgencyTable.of_table(package_text("agencies.csv"), "agencies.csv", added)
    return AgencyTable.unpacked(kept("tables:agencies", _packed_table))


def _packed_table() -> dict[str, Any]:
    return AgencyTable.of_table(package_text("agencies.csv"), "agencies.csv").packed()


def _fits(wanted: str, token: Token) -> bool:
    return token.text == wanted if wanted.isupper() else _is_form(wanted, token.low)


@lru_cache(maxsize=65_536)
def _is_form(wanted: str, low: str) -> bool:
    """Whether `low` is a form of the nominative `wanted`."""
    return wanted[:2] == low[:2] and (inflected(wanted, low) is not None or low in _forms(wanted))


@cache
def _forms(word: str) -> dict[str, str]:
    return word_forms(word)


def agencies(text: str, home: str | None = None) -> list[AgencyMention]:
    """The agencies that a text names, in its order; the longest name wins. `home` is the ISO country of the article."""
    table, words = agency_table(), tokens(text)
    found: list[AgencyMention] = []
    for k, last, entries in _named(text):
        stated = _stated_country(text, words, k, last, home)
        mention = _mention(entries, table, stated, home, words[k].start, words[last - 1].end)
        if mention is not None:
            found.append(mention)
    return longest_first(found)


@lru_cache(maxsize=1)
def _named(text: str) -> list[tuple[int, int, list[_Entry]]]:
    """The stretches of words that name agencies, with their entries; the last text is asked for twice."""
    table, words = agency_table(), tokens(text)
    begun = ((k, table.starting(word)) for k, word in enumerate(words) if word.text not in table.silent)
    told = ((k, _longest(text, words, k, entries)) for k, entries in begun if entries)
    return [(k, *best) for k, best in told if best is not None]


def _longest(text: str, words: Sequence[Token], k: int, begun: list[_Entry]) -> tuple[int, list[_Entry]] | None:
    last, entries = 0, []
    for entry in begun:
        end = k + len(entry.words)
        if end > len(words) or end < last or not _matches(text, words, k, entry):
            continue
        if end > last:
            last, entries = end, [entry]
        else:
            entries.append(entry)
    return (last, entries) if entries else None


def _matches(text: str, words: Sequence[Token], k: int, entry: _Entry) -> bool:
    for offset, wanted in enumerate(entry.words):
        token = words[k + offset]
        if offset and not (GAP.fullmatch(text, words[k + offset - 1].end, token.start) and _fits(wanted, token)):
            return False
    start, end = words[k].start, words[k + len(entry.words) - 1].end
    # «экс-полицейский», «МВД-шник»
    if start and text[start - 1] in "-‑":
        return False
    return not (text[end : end + 1] in ("-", "‑") and text[end + 1 : end + 2].isalpha())


def _stated_country(text: str, words: Sequence[Token], first: int, last: int, home: str | None) -> str | None:
    """«узбекские пограничники», «таможня Испании», «МВД РТ»: the country that stands by the name."""
    if first and text[words[first - 1].end : words[first].start] in (" ", "\u00a0"):
        country = adjective_country(words[first - 1].low)
        if country:
            return country
    if last < len(words) and text[words[last - 1].end : words[last].start] in (" ", "\u00a0"):
        read = country_at(text, words, last)
        if read is not None and (words[last].text not in people_words().shared_abbreviations or read[0] == home):
            return read[0]
    return None


def _mention(
    entries: Sequence[_Entry], table: AgencyTable, stated: str | None, home: str | None, start: int, end: int
) -> AgencyMention | None:
    countries = {table.country(e) for e in entries}
    wanted = stated or home
    chosen = next((e for e in entries if table.country(e) == wanted), None)
    if chosen is None:
        # a common noun, or a name that several countries share, says nothing of another country than its own
        common = len(countries) > 1 or all(e.text.islower() and not adjective_country(e.words[0]) for e in entries)
        if common and not wanted and len(countries) == 1:
            common = False
        if not common:
            row = table.rows[entries[0].row]
            short = entries[0].text.isupper() and len(entries[0].text) <= 3
            if wanted and row[6] not in ("", "EU", wanted) and entries[0].words[0] in OF_ANY_POLICE:
                short, stated = True, wanted  # «УВД на транспорте» in an article of Kyrgyzstan
            elif short and wanted and row[6] not in ("", "EU") and row[0] not in WELL_KNOWN:
                return None
            # «Национальная гвардия США»: a name of one country in the list, but another one is told
            if stated is None or entries[0].text.islower() or row[6] in ("", "EU") or short:
                chosen = entries[0]
    if chosen is None:
        entry = entries[0]
        return AgencyMention(start=start, end=end, rule="agencies.common", id="", name=entry.text, country=wanted,
                             staff=entry.staff)  # fmt: skip
    row = table.rows[chosen.row]
    return AgencyMention(start=start, end=end, rule=table.rule(chosen), id=row[0], name=row[1],
                         country=row[6] or None, staff=chosen.staff)  # fmt: skip
