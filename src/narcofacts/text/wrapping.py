"""Line breaks of a fixed width, as in mails and printed pages, become blanks; those of paragraphs and lists stay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from narcofacts.cached.patterns import pattern

WIDEST = 140
"""Letters of the longest line that a fixed width can make."""
SHORTEST = 25
"""Letters of a line that can be broken for its width."""
SURE = 2
"""So many full lines without a mark at their end tell that a text has a fixed width."""
ENDS = frozenset(".!?…:;")
ITEM = pattern(r"\s*(?:[-–—•·*]|\d{1,2}[.)])\s|.*[–—-]\s*\d|.*;\s*$|\s*[\w-]+:\s")
"""«• 5 кг героина», «гашиш – 3 кг», «просмотров: 980»."""
LEADS_ON = pattern(r"\s(?:более|около|свыше|почти|менее|порядка|примерно|в|во|на|из|с|со|от|до|по|при|и|что|не)\s*$")
"""«изъято более⏎12 тонн»: a word with which no sentence ends"""
SMALL = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def unwrapped(text: str) -> str:
    """The text without the line breaks of a fixed width, of the same length. A list keeps its lines."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    inside = [at for at in range(len(lines) - 1) if _breaks_sentence(lines, at)]
    if not inside:
        return text
    joined = set(inside)
    if (width := _width(lines, inside)) is not None:
        joined |= {at for at in range(len(lines) - 1) if _full(lines, at, width)}
    return "".join(line + (" " if at in joined else "\n") for at, line in enumerate(lines))[:-1]


def _width(lines: Sequence[str], inside: Sequence[int]) -> int | None:
    """The width of the text, if all breaks inside its sentences stand where the next word had no room."""
    lengths = [len(line.rstrip()) for line, following in pairwise(lines) if following.strip()]
    for width in (max(lengths), max(len(lines[at].rstrip()) for at in inside)):
        full = [at for at in range(len(lines) - 1) if lines[at].strip()[-1:] not in ENDS and _full(lines, at, width)]
        if len(full) >= SURE and width <= WIDEST and set(inside) <= set(full):
            return width
    return None


def _breaks_sentence(lines: Sequence[str], at: int) -> bool:
    """Whether the break behind a line stands in a sentence: «…задержали 34-летнего⏎местного жителя»."""
    line, following = lines[at].rstrip(), lines[at + 1].lstrip()
    goes_on = following[:1] in SMALL or (following[:1].isalnum() and LEADS_ON.search(line) is not None)
    if not goes_on or not SHORTEST <= len(line) <= WIDEST or line[-1] in ENDS:
        return False
    return not ITEM.match(line) and not ITEM.match(following)


def _full(lines: Sequence[str], at: int, width: int) -> bool:
    """Whether a line is broken because the first word of the next one had no room."""
    line, following = lines[at].rstrip(), lines[at + 1].strip()
    if not line or not following or ITEM.match(line) or ITEM.match(following) or line[-1] == ":":
        return False
    return len(line) <= width < len(line) + 1 + len(following.split(maxsplit=1)[0])
