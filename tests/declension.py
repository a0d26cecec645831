"""Case forms of the phrases of a word list, for tests that look for every form again.

Declined are the words up to the first noun («уксусный ангидрид»); what follows it («ангидрид уксусной кислоты») stays.
A noun that the dictionary does not know («мефедрон») takes the endings of its class; a word with Latin letters or
digits at its end and an abbreviation stay as they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pymorphy3

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
UNDECLINED = re.compile(r"[a-zα]$|\d$|ммс$|пвп$|^(?:лсд|мдма|мдпв|дмт|гбл|гхб|бмк|экстази|авто|мяу)$")
ENDINGS = {
    "consonant": ("", "а", "у", "", "ом", "е"),
    "а": ("а", "ы", "е", "у", "ой", "е"),
}

IRREGULAR = {
    "опий-сырец": "опий-сырец опия-сырца опию-сырцу опий-сырец опием-сырцом опии-сырце",
    "ханка": "ханка ханки ханке ханку ханкой ханке",
    "бошки": "бошки бошек бошкам бошки бошками бошках",
    "анаша": "анаша анаши анаше анашу анашой анаше",
    "мак": "мак мака маку мак маком маке",
}


@cache
def _analyzer() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


def known(phrase: str) -> bool:
    """Whether the dictionary has every word of the phrase."""
    return all(_analyzer().word_is_known(word) for word in phrase.split())


def in_nominative(phrase: str) -> bool:
    """Whether the phrase begins with a nominative that the dictionary knows."""
    return _nominative(phrase.split()[0]) is not None


def _nominative(word: str) -> Any:
    """The dictionary's reading of a word as a nominative noun or adjective, or None."""
    names = ("Fixd", "Surn", "Name", "Abbr", "Geox", "Orgn")
    readings = [
        p
        for p in _analyzer().parse(word)
        if p.tag.case == "nomn" and p.tag.POS in ("NOUN", "ADJF", "PRTF") and not any(mark in p.tag for mark in names)
    ]
    first = next((p for p in readings if p.tag.POS in ("ADJF", "PRTF") and p.score > 0.2), None)
    found = (
        first
        or next((p for p in readings if p.tag.POS == "NOUN" and p.word == p.normal_form), None)
        or next(iter(readings), None)
    )
    return found if found is not None and (_analyzer().word_is_known(word) or found.tag.POS != "NOUN") else None


def declined(phrase: str, case: str, number: str = "sing") -> str | None:
    """The phrase in a case, or None where it has no such form."""
    if phrase in IRREGULAR:
        return dict(zip(CASES, IRREGULAR[phrase].split(), strict=True))[case] if number == "sing" else None
    words = phrase.split()
    readings = [None if UNDECLINED.search(word) else _nominative(word) for word in words]
    heads = [k for k, word in enumerate(words) if not _adjective(word, readings[k])]
    head = heads[0] if heads else 0
    result = []
    for at, word in enumerate(words[: head + 1]):
        form = _form(word, readings[at], readings[head], case, number)
        if form is None:
            return None
        result.append(form)
    return " ".join([*result, *words[head + 1 :]])


def _adjective(word: str, reading: Any) -> bool:
    if word == "производное":
        return False
    return (reading is not None and reading.tag.POS in ("ADJF", "PRTF")) or bool(
        re.search(r"(?:ый|ий|ая|ое|ые)$", word) and reading is None
    )


def _form(word: str, reading: Any, head: Any, case: str, number: str) -> str | None:
    if UNDECLINED.search(word):
        return word
    if reading is not None:
        grammemes = {case, number}
        if "Pltm" in reading.tag or (reading.tag.number == "plur" and number == "sing"):
            grammemes = {case, "plur"}
        elif _adjective(word, reading) and number == "sing":
            gender = head.tag.gender if head is not None else None
            if case == "accs" and gender in ("masc", None):
                return word
            grammemes |= {gender or "masc"}
        if _adjective(word, reading) and case == "accs" and "plur" in grammemes:
            grammemes = {"nomn", "plur"}
        found = reading.inflect(grammemes)
        return str(found.word) if found is not None else None
    if number == "plur":
        return None
    kind = "а" if word.endswith("а") else ("consonant" if re.search(r"[бвгдзклмнпрстфх]$", word) else "")
    if not kind:
        return None
    base = word[:-1] if kind == "а" else word
    form = base + ENDINGS[kind][CASES.index(case)]
    return re.sub(r"(?<=[гкхжчшщ])ы$", "и", form)
