"""People in a sentence: nouns of people.csv, collective numerals, names and citizenship nouns, with what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from narcofacts import lexicon
from narcofacts.lexicon import PersonRow
from narcofacts.mentions.model import RoleMention
from narcofacts.nlp.morph import readings
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.text.segment import Token


@cache
def _index() -> PhraseIndex[PersonRow]:
    return PhraseIndex((row.phrase, row) for row in lexicon.person_nouns())


@cache
def anaphoric_nouns() -> frozenset[str]:
    """Person nouns that can take up somebody told of before («мужчина», «задержанный»)."""
    return frozenset(row.phrase for row in lexicon.person_nouns() if row.anaphoric)


def role_nouns(tokens: Sequence[Token]) -> list[RoleMention]:
    """The person nouns of `tokens`. Participles used as verbs («был задержан») are none."""
    result = []
    for hit in _index().find(tokens):
        row = hit.value
        head = tokens[hit.last - 1]
        reading = next((r for r in readings(head.lower) if r.pos in ("NOUN", "ADJF", "PRTF")), None)
        if reading is None:
            continue
        if head.lower.endswith(("ан", "ен", "ят", "аны", "ены", "яты", "ана", "ена")) and all(
            r.pos != "NOUN" for r in readings(head.lower)
        ):
            continue
        number = _number(tokens, hit.first, hit.last)
        sex = row.sex
        if sex is None and number == "sing" and reading.gender == "femn" and reading.pos != "NOUN":
            sex = "f"
        if sex == "m" and number == "plur":
            sex = "m" if row.phrase in ("мужчина", "парень", "брат", "юноша") else None
        result.append(
            RoleMention(
                start=tokens[hit.first].start,
                end=head.end,
                rule=row.rule,
                lemma=row.phrase.lstrip("="),
                role=row.role,
                sex=sex,
                number=number,
                occupation=row.occupation,
                heads=row.heads,
            )
        )
    return result


def _number(tokens: Sequence[Token], first: int, last: int) -> str:  # type: ignore[return]
    found = [r.number for r in readings(tokens[last - 1].lower) if r.pos in ("NOUN", "ADJF", "PRTF") and r.number]
    if not found:
        return "sing"
    before = tokens[first - 1].lower if first else ""
    if "sing" in found and "plur" in found:
        # «двух курьеров» / «курьера»: a numeral or a plural adjective before decides, else the likelier reading
        if before.isdigit() or any(r.pos == "NUMR" for r in readings(before)):
            return "plur"
        return found[0]
    return found[0]
