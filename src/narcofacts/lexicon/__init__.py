"""Reads the word lists of `data/` and the user's own, checks every row and gives typed tables.

A row that breaks a rule (unknown column, blank, stray space, duplicate, Latin letters inside a Cyrillic word) is a
`LexiconError` that names file and line, so that a wrong word list never works silently.
"""

from __future__ import annotations

from narcofacts.lexicon.sheets import Row, Section, added_rows, rows, rows_of, sections
from narcofacts.lexicon.tables import (
    CueRow,
    PersonRow,
    SubstanceRow,
    TriggerRow,
    cues,
    item_names,
    item_phrases,
    person_nouns,
    substance_names,
    substance_phrases,
    substances,
    toml_table,
    triggers,
    word_set,
)
from narcofacts.lexicon.user import in_use, use

__all__ = [
    "CueRow",
    "PersonRow",
    "Row",
    "Section",
    "SubstanceRow",
    "TriggerRow",
    "added_rows",
    "cues",
    "in_use",
    "item_names",
    "item_phrases",
    "person_nouns",
    "rows",
    "rows_of",
    "sections",
    "substance_names",
    "substance_phrases",
    "substances",
    "toml_table",
    "triggers",
    "use",
    "word_set",
]
