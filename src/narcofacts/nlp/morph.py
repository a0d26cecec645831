"""Russian morphology: the readings of a word, from pymorphy3 (the only module that imports it)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from narcofacts.cached.patterns import pattern


class Reading(Struct, frozen=True):
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
    import pymorphy3_dicts_ru  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from pymorphy3 import tagset

    class TagAtNeed(tagset.OpencorporaTag):  # type: ignore[misc,unused-ignore]
        """A tag that is read when something of it is asked. The dictionary has some five thousand, a text needs a few
        hundred."""

        __slots__ = ()

        def __init__(self, tag: str) -> None:
            self._str = tag  # type: ignore[misc,unused-ignore]

        def __getattr__(self, name: str) -> Any:
            # a slot that is still empty
            super().__init__(self._str)
            return object.__getattribute__(self, name)

    plain = tagset.registry[TagAtNeed.FORMAT]
    tagset.registry[TagAtNeed.FORMAT] = TagAtNeed
    try:
        # without the path it reads the metadata of all that is installed
        return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")
    finally:
        tagset.registry[TagAtNeed.FORMAT] = plain


LOAN_VERB = pattern(r"([а-я]{3,}ир)ов(?:ал(а|о|и|)|ан(а|о|ы|)|анн(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми))")


def _loan_verb(word: str) -> Reading | None:
    """The reading of a loan verb that the dictionary lacks and would take for a noun: «экстрадировали»,
    «экстрадирован»."""
    match = LOAN_VERB.fullmatch(word)
    if match is None:
        return None
    past, short = match.group(2), match.group(3)
    pos, ending = ("VERB", past) if past is not None else (("PRTS", short) if short is not None else ("PRTF", ""))
    number = "plur" if ending in ("и", "ы") else "sing"
    gender = {"": "masc", "а": "femn", "о": "neut"}.get(ending, "")
    return Reading(
        match.group(1) + "овать",
        pos,
        "nomn" if pos == "PRTF" else "",
        number,
        gender,
        "past",
        "",
        "",
        False,
        False,
        0.9,
    )


def _parses(word: str) -> list[Any]:
    try:
        return list(_analyzer().parse(word))
    except ValueError:  # pymorphy3 looks up the Unicode names of letters, and some have none
        return []


@cache
def _grammemes(tag: Any) -> tuple[str, str, str, str, str, str, str, bool, bool]:
    """What a reading tells of a tag; there are few different tags, and asking one is slow."""
    return (
        str(tag.POS or ""),
        str(tag.case or ""),
        str(tag.number or ""),
        str(tag.gender or ""),
        str(tag.tense or ""),
        str(tag.voice or ""),
        str(tag.mood or ""),
        str(tag.animacy or "") == "anim",
        any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox")),
    )


@lru_cache(maxsize=60_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word form, likeliest first. The lemma has «е» for «ё»."""
    result = []
    loan = _loan_verb(word)
    if loan is not None and not _analyzer().word_is_known(word):
        result.append(loan)
    for parse in _parses(word):
        result.append(Reading(parse.normal_form.replace("ё", "е"), *_grammemes(parse.tag), parse.score))
    return tuple(result)


@lru_cache(maxsize=60_000)
def is_known(word: str) -> bool:
    """Whether the dictionary has the form (its readings are no guess)."""
    return bool(_analyzer().word_is_known(word))


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
    for parse in _parses(word):
        if parse.score < 0.05:
            break
        form = parse.inflect(set(grammemes))
        if form is not None:
            return str(form.word)
    return None
