"""What a name that no list has is called, told by the names on the list that end alike.

«в Майкудуке» may come from Майкудук, Майкудука, Майкудуко or be the name itself. Of the thousands of names in the
gazetteer, those whose stem has the same last letters mostly agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from narcofacts.lexicon.forms import CSV_FORMS
from narcofacts.lexicon.kept import kept
from narcofacts.lexicon.sheets import package_text, rows_of
from narcofacts.text.letters import fold

LETTERS = (3, 2, 1)
"""So many letters before the ending are compared, the most first."""
ENOUGH = 5
"""So many names tell."""
MOST = 0.6
"""That share of them must have the ending."""


OTHERWISE = ("ая", "ое", "ее", "ия", "ие", "ья", "ые", "ый", "ий", "ой", "ец", "ок", "ек")
"""Names that end so have no locative in -е, or lose a vowel in it."""


def likely_nominative(locative: str) -> str | None:
    """The nominative of a locative in -е, both as written: «Майкудуке» -> «Майкудук»; None if the list is divided."""
    stem = locative[:-1]
    if not locative.endswith("е") or len(stem) <= max(LETTERS):
        return None
    found = (_endings().get(fold(stem)[-letters:]) for letters in LETTERS)
    ending = next((ending for ending in found if ending is not None), DIVIDED)
    return None if ending == DIVIDED else stem + ending


DIVIDED = "?"


@cache
def _endings() -> dict[str, str]:
    """The last letters of a stem -> the ending that most names with them have."""
    return kept("tables:name_endings", _table)


def _table() -> dict[str, str]:
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    form = CSV_FORMS["places.csv"]
    # not `package_rows`, which would lay the whole gazetteer into the cache folder again
    places = rows_of("places.csv", package_text("places.csv"), form.required, form.optional)
    for name in {last for row in places for last in _inflected(row.values)}:
        stem = name[:-1] if name[-1] in "аояеьй" else name
        for letters in LETTERS:
            told[stem[-letters:]][name[len(stem) :]] += 1
    result: dict[str, str] = {}
    for last, endings in told.items():
        ending, count = endings.most_common(1)[0]
        if endings.total() >= ENOUGH:
            result[last] = ending if count >= MOST * endings.total() else DIVIDED
    return result


def _inflected(row: dict[str, str]) -> list[str]:
    """The last word of a settlement's name, if it may have a locative in -е or be written so."""
    last = fold(row["name"]).replace("-", " ").split()[-1]
    written = last.endswith("е") if row["indeclinable"] == "1" else last[-1] not in "иыуюэ"
    return [last] if row["kind"] not in ("country", "region") and written and not last.endswith(OTHERWISE) else []
