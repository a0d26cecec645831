"""Russian morphology: the readings of a word, from pymorphy3 (the only module that imports it)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple


class Reading(NamedTuple):
    """One reading of a word form. Values are pymorphy's grammemes, "" where they do not apply."""

    lemma: str
    pos: str
    case: str
    number: str
    gender: str
    tense: str
    voice: str
    mood: str
    animate: bool
    proper: bool
    score: float


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=60_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word form, likeliest first. The lemma has «е» for «ё»."""
    result = []
    for parse in _analyzer().parse(word):
        tag = parse.tag
        result.append(
            Reading(
                parse.normal_form.replace("ё", "е"),
                str(tag.POS or ""),
                str(tag.case or ""),
                str(tag.number or ""),
                str(tag.gender or ""),
                str(tag.tense or ""),
                str(tag.voice or ""),
                str(tag.mood or ""),
                str(tag.animacy or "") == "anim",
                any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox")),
                parse.score,
            )
        )
    return tuple(result)


@lru_cache(maxsize=60_000)
def lemmas(word: str) -> frozenset[str]:
    """All lemmas that a word form can have, and the form itself."""
    return frozenset({reading.lemma for reading in readings(word)} | {word})


@lru_cache(maxsize=60_000)
def parts_of_speech(word: str) -> frozenset[str]:
    """All parts of speech that a word form can be, rare readings left out."""
    return frozenset(reading.pos for reading in readings(word) if reading.score >= 0.05)


@lru_cache(maxsize=10_000)
def inflect(word: str, *grammemes: str) -> str | None:
    """The form of a word with these grammemes ("nomn", "sing"), or None."""
    for parse in _analyzer().parse(word):
        if parse.score < 0.05:
            break
        form = parse.inflect(set(grammemes))
        if form is not None:
            return str(form.word)
    return None
