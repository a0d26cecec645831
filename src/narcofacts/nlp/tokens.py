"""Tokens and word shapes, equal to razdel's and slovnet's: the NER model was trained on them.

Written anew because both cost more than the model itself: razdel makes an object for every gap between two atoms, and
`slovnet.shape` cannot be imported without the whole of slovnet. The tests hold both against the originals.
"""

from __future__ import annotations

import re

from narcofacts.cached.patterns import pattern

_DASHES = "‑–—−-"
_ENDINGS = ".?!…"
_PUNCTUATION = "\\/!#$%&*+,.:;<=>?@^_`|~№…" + _DASHES + "«“‘»”’\"„'" + "([})]}"
_WORD_HINGES = _DASHES + "_"
_NUMBER_HINGES = ".,/\\"

_ATOM = pattern(rf"([а-яё]+)|([a-z]+)|(\d+)|([{re.escape(_PUNCTUATION)}])|(\S)", re.IGNORECASE)
_INT, _PUNCT, _OTHER = 3, 4, 5  # groups of _ATOM; 1 and 2 are Cyrillic and Latin letters
_SMILE = pattern(r"[=:;]-?[)(]{1,3}")

_Atom = tuple[int, int, int]
"""Start, end, kind (the group of `_ATOM`)."""


def token_spans(text: str) -> list[tuple[int, int]]:
    """The tokens of a text as half-open spans in code points, in order; those of `razdel.tokenize`."""
    atoms = [(match.start(), match.end(), match.lastindex or _OTHER) for match in _ATOM.finditer(text)]
    spans = []
    begin = stop = 0
    for index, (start, end, _) in enumerate(atoms):
        if start != stop or not index or not _joined(text, atoms, index, begin):
            if index:
                spans.append((begin, stop))
            begin = start
        stop = end
    if atoms:
        spans.append((begin, stop))
    return spans


def _joined(text: str, atoms: list[_Atom], index: int, begin: int) -> bool:
    """Whether the atom at `index` goes on with the token that began at `begin` and touches it."""
    left_start, left_end, left = atoms[index - 1]
    right_start, right_end, right = atoms[index]
    if left == _PUNCT and right == _PUNCT:
        pair = text[left_start:right_end]
        if pair in ("--", "**") or (pair[0] in _ENDINGS and pair[1] in _ENDINGS):
            return True
        return _SMILE.fullmatch(text, begin, right_end) is not None
    if left != _PUNCT and right != _PUNCT:
        # "ΔP" is one token, "5кг" two
        return (left == _OTHER and right != _INT) or (right == _OTHER and left != _INT)
    # A hinge joins what stands on its two sides. razdel looks across spaces for the far side: in "2010, 15" the comma
    # belongs to the year, in "кило- и" the dash to the word.
    if left == _PUNCT:
        hinge, near, far_index = text[left_start], right, index - 2
    else:
        hinge, near, far_index = text[right_start], left, index + 1
    if 0 <= far_index < len(atoms):
        far = atoms[far_index][2]
        if hinge in _WORD_HINGES:
            return far != _PUNCT
        if hinge in _NUMBER_HINGES:
            return near == _INT and far == _INT
    return right == _PUNCT and hinge == "!" and text[left_start:left_end].lower() == "yahoo"


_SHAPE_PUNCTUATION = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
_SCRIPT = pattern(
    rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(_SHAPE_PUNCTUATION)}]+)", re.IGNORECASE
)


def word_shape(word: str) -> str:
    """The shape of a token as slovnet names it: «Алматы» → `RU_Xx`, «МВД» → `RU_XX`, «5,4» → `NUM`, «,» → `PUNCT_,`."""
    match = _SCRIPT.match(word)
    script = (match and match.lastgroup) or "OTHER"
    if script in ("RU", "EN"):
        return f"{script}_{_outline(word)}"
    if script == "PUNCT":
        return f"PUNCT_{word if len(word) == 1 else 'OTHER'}"
    return script


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _is_title(word):
        return "Xx"
    first, dash, rest = word.partition("-")
    return "Xx-Xx" if dash and _is_title(first) and _is_title(rest) else "OTHER"


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
