"""The gate: tells from the bare text whether an article may tell of drug enforcement at all.

Most articles of a stream do not, and need no model, no morphology and no rules. Plain substring search runs at
gigabytes a second, a pattern of all the words at a few dozen megabytes, so that the words of `gate.toml` are searched
one by one, those that settle the question soonest first.
"""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from narcofacts import lexicon
from narcofacts.cached.patterns import pattern
from narcofacts.text.letters import folded
from narcofacts.text.normalise import clean

# Bytes are put in small letters and cut into words several times as fast as text. All but Russian and Latin letters
# and digits are gaps.
_CODE = "cp1251"
_SMALL = bytes(
    byte for code in range(256) for byte in bytes([code]).decode(_CODE, "replace").lower().encode(_CODE, "replace")
)
_KEPT = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789".encode(_CODE))
_GAPS = bytes(byte if byte in _KEPT else ord(" ") for byte in range(256))
# by how many letters a word is ruled out, or looked at further
_HEAD = 4
_head = itemgetter(slice(_HEAD))
# a Latin look-alike beside a Cyrillic letter; an invisible character or a mark of emphasis between two
_TWINS = "aceopxy"
_MARKS = "\u00ad\u0300\u0301\u200b-\u200f\u2060\ufeff*_~"
# what they are in bytes: those that have none are a question mark
_SUSPECT = f"{_TWINS}\u00ad*_~?".encode(_CODE)


class _Stems(NamedTuple):
    anywhere: tuple[bytes, ...]
    plain: tuple[bytes, ...]
    users: tuple[str, ...]
    enforcement: tuple[bytes, ...]
    heads: frozenset[bytes]
    """First letters of all words that begin one of `beside` or `phrases`."""
    beside: dict[bytes, tuple[bytes, ...]]
    """First letters → beginnings of words, those of `plain` among them, with a blank before them."""
    phrases: dict[bytes, tuple[bytes, ...]]
    """The same for stems of several words or with a mark."""
    hidden: re.Pattern[str]


@cache
def _stems() -> _Stems:
    table = lexicon.toml_table("gate.toml")
    anywhere, plain, enforcement = (
        tuple(stem.encode(_CODE) for stem in table[name]["stems"]) for name in ("anywhere", "plain", "enforcement")
    )
    beside: dict[bytes, tuple[bytes, ...]] = {}
    phrases: dict[bytes, tuple[bytes, ...]] = {}
    for data in (*plain, *(stem.encode(_CODE) for stem in table["beside"]["stems"])):
        first = data.translate(_GAPS).split()[0]
        # «белая смерть» goes on behind its first word, «"сол» within it
        for head in _heads(first) if data.endswith(first) else [first[:_HEAD]]:
            if data == first:
                beside[head] = (*beside.get(head, ()), b" " + first)
            else:
                phrases[head] = (*phrases.get(head, ()), data)
    hidden = (
        f"[{_TWINS}{_MARKS}](?:(?<=[{_TWINS}])(?:(?<=[а-яё].)|(?=[а-яё]))"
        f"|(?<=[{_MARKS}])(?<=[а-яё].)[{_MARKS}]*(?=[а-яё]))"
    )
    heads = frozenset(beside) | frozenset(phrases)
    return _Stems(anywhere, plain, tuple(_user_stems()), enforcement, heads, beside, phrases, pattern(hidden))


def _heads(beginning: bytes) -> list[bytes]:
    """The first letters of all words that begin so: «йод» alone, «йода», «йоди» …"""
    if len(beginning) >= _HEAD:
        return [beginning[:_HEAD]]
    return [beginning, *(head for letter in _KEPT for head in _heads(beginning + bytes([letter])))]


def _user_stems() -> list[str]:
    """The first words of the user's own phrases for substances, without endings."""
    from narcofacts.nlp.stems import stem

    added = lexicon.added_rows("substance_words.csv", ("id", "phrase"), ("weak",))
    return [stem(row.values["phrase"].lower().lstrip("=").split()[0]) for row in added]


def may_hold_facts(text: str) -> bool:
    """Whether the text names drugs, or something that may be drugs beside the work of police, courts or customs."""
    stems = _stems()
    data = text.encode(_CODE, "replace").translate(_SMALL)
    if _passes(text, data, stems):
        return True
    # «мефе\u00adдрон», «гaшиш» with a Latin letter: words as the finders will see them
    if len(data.translate(None, _SUSPECT)) == len(data) or not stems.hidden.search(text.lower()):
        return False
    cleaned = clean(text).text
    return _passes(cleaned, cleaned.encode(_CODE, "replace").translate(_SMALL), stems)


def _passes(text: str, data: bytes, stems: _Stems) -> bool:
    if any(stem in data for stem in stems.anywhere):
        return True
    if stems.users:
        # their stems have «е» for «ё», and may be of letters that the code lacks
        low = folded(text)
        if any(stem in low for stem in stems.users):
            return True
    if not any(stem in data for stem in stems.enforcement):
        return any(stem in data for stem in stems.plain)
    # nearly all words are ruled out at once: nothing that is looked for begins like them
    spaced = b" " + data.translate(_GAPS)
    heads = stems.heads.intersection(map(_head, spaced.split()))
    return any(
        any(word in spaced for word in stems.beside.get(head, ()))
        or any(phrase in data for phrase in stems.phrases.get(head, ()))
        for head in heads
    )
