"""Rows of bare surnames, of which the tagger sees only some: «Шарипов, Асатов, Турдиев и Бобоев признаны …»."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.nlp.entities import Entity

NAME = r"[А-ЯЁ][а-яё]{2,}"
LONGEST = 60
"""Names of a row: the time for a longer one, which nobody writes, would grow with its square."""
ROW = pattern(rf"(?<![\w-]){NAME}(?:,\s{NAME}){{1,{LONGEST}}}+,?\sи\s{NAME}(?![\w-]|\s[А-ЯЁ])")
SURNAME = pattern(r"\w+(?:[оеё]в|[иы]н|ский|цкий|ко|ук|юк|ич|ян|дзе|швили)(?:а|у|ым|ой|ому|ого)?")


def with_rows(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities in order of text, with every name of a row of at least three surnames as a person, if the tagger
    took two of them for persons and the others have the ending of a surname."""
    result = list(entities)
    persons = {(e.start, e.end) for e in entities if e.type == "PER"}
    for row in ROW.finditer(text):
        names = [(m.start() + row.start(), m.end() + row.start()) for m in pattern(NAME).finditer(row[0])]
        missing = [name for name in names if name not in persons]
        if len(names) - len(missing) < 2 or not missing:
            continue
        if not all(SURNAME.fullmatch(text[start:end]) for start, end in missing):
            continue
        result = [e for e in result if not any(e.start < end and start < e.end for start, end in missing)]
        result.extend(Entity(start, end, "PER") for start, end in missing)
    return sorted(result, key=lambda entity: entity.start)
