"""Cleans the text for the finders and keeps the way back: an offset map from every clean character to the document.

What changes: odd spaces become plain ones, stress marks, soft hyphens and zero-width characters go, Telegram's `**`
and `__` go, links keep their words only, Latin look-alikes inside Cyrillic words become Cyrillic («мефедрoн»), emoji
and the line breaks of a fixed width become spaces; «в т. ч.» is written out, the dash of «героин-12 кг» gets blanks.
Everything else stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache

import msgspec

from narcofacts.cached.patterns import pattern
from narcofacts.text.wrapping import unwrapped

LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTXακορεχΑΒΕΚΜΟΡΤΧ", "асеорхуАВСЕНКМОРТХакорехАВЕКМОРТХ")
"""Latin and Greek letters that look like Cyrillic ones: «нарκотиκов»."""


class CleanText(msgspec.Struct, frozen=True):
    """The cleaned body of an article. `origin[i]` is the document offset of clean character `i`; it never falls."""

    text: str
    origin: array[int]

    def document_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the document of a clean stretch. An empty stretch gives an empty one."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "drop": pattern("[\u00ad\u0301\u0300\u200b-\u200f\u2060\ufeff]|\\*\\*|__|~~"),
        "link": pattern(r"\[([^\[\]\n]*)\]\((?:https?://|tg://)[^()\s]*\)"),
        "url": pattern(r"(?:https?://|www\.)[^\s<>«»]+"),
        "mixed": pattern(
            r"(?<![A-Za-zА-Яа-яЁёα-ωΑ-Ω])[A-Za-zА-Яа-яЁёα-ωΑ-Ω]*"
            r"(?:[А-Яа-яЁё][A-Za-zα-ωΑ-Ω]|[A-Za-zα-ωΑ-Ω][А-Яа-яЁё])[A-Za-zА-Яа-яЁёα-ωΑ-Ω]*"
        ),
        "space": pattern("[\t\r\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"),
        # outside of the blocks of Unicode that have no combining marks
        "unusual": pattern("[^\0-\u02ff\u0370-\u0482\u048a-\u0590\u2000-\u20cf\u2100-\u2cee]"),
        "list_mark": pattern("[\u25a0-\u25ab\u25b6\u25b8\u25ba\u25c6\u25c7\u25cb\u25cf\u2705\u2713\u2714\u27a1\u27a4]"),
        # one that stands for a full stop: «изъяли 27 тысяч рублей 💸 Парень рассказал …»; flags stand for words
        "emoji_stop": pattern(
            '(?<=[\\w»")])([ \u00a0]*)[\u2190-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001faff]'
            "(?=[ \u00a0\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]*[А-ЯЁ«])"
        ),
        "emoji": pattern("[\u2190-\u2247\u2249-\u2bff\U0001f000-\U0001faff\ufe0f\u20e3]"),
    }


def _unmix(match: re.Match[str]) -> str:
    """A word of two alphabets in Cyrillic, if its foreign letters all have a Cyrillic twin and are the fewer."""
    word = match.group()
    foreign = [c for c in word if not "Ё" <= c <= "ё"]
    if len(foreign) * 2 > len(word):
        return word
    unmixed = word.translate(LOOKALIKES)
    return unmixed if all("Ё" <= c <= "ё" for c in unmixed) else word


def clean(document: str, start: int = 0) -> CleanText:
    """The clean text of `document[start:]`."""
    patterns = _patterns()
    body = unwrapped(document[start:])
    keep = bytearray(b"\x01") * len(body)
    for match in patterns["link"].finditer(body):
        for at in (*range(match.start(), match.start(1)), *range(match.end(1), match.end())):
            keep[at] = 0
    for match in patterns["drop"].finditer(body):
        for at in range(match.start(), match.end()):
            keep[at] = 0
    body = patterns["url"].sub(lambda m: " " * len(m.group()), body)
    body = patterns["space"].sub(" ", body)
    body = patterns["list_mark"].sub("•", body)
    body = patterns["emoji_stop"].sub(lambda m: m[1] + ".", body)
    body = patterns["emoji"].sub(" ", body)
    body = patterns["mixed"].sub(_unmix, body)
    origin = array("q")
    if not patterns["unusual"].search(body):  # nothing to compose: whole stretches are kept
        stretches = [match.span() for match in re.finditer(rb"\x01+", keep)]
        for first, last in stretches:
            origin.extend(range(start + first, start + last))
        return _written_out("".join(body[first:last] for first, last in stretches), origin)
    characters: list[str] = []
    for at, character in enumerate(body):
        if not keep[at]:
            continue
        if characters and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", characters[-1] + character)
            if len(composed) == 1:  # «и» + breve is «й»: the letter keeps its own place, the mark is dropped
                characters[-1] = composed
                continue
        characters.append(character)
        origin.append(start + at)
    return _written_out("".join(characters), origin)


AMONG = "том числе"
SHORT = pattern(
    r"(?<=\b[Вв] )т\.\s?ч\."
    r"|(?<=[а-яё]{4})(?P<dash>[–—-])"
    r"(?=\d[\d.,]*\s?(?:(?:кг|гр|тонн[аы]?|килограмм\w*|грамм\w*|литр\w*)\b|(?<!\d{4} )г\b))"
)
"""«в т. ч.», «героин-12 кг»"""


def _written_out(text: str, origin: array[int]) -> CleanText:
    """«33 человека, в т.ч. 5 граждан Казахстана» with its words written out, so that no full stop stands in the
    sentence, and «гашиш-300 гр» with blanks about its dash. All letters but the last lead back to the first."""
    pieces: list[str] = []
    places = array("q")
    done = 0
    for match in SHORT.finditer(text):
        first, last = match.span()
        told = AMONG if match["dash"] is None else f" {match['dash']} "
        pieces += text[done:first], told
        places.extend(origin[done:first])
        places.extend([*[origin[first]] * (len(told) - 1), origin[last - 1]])
        done = last
    return CleanText("".join([*pieces, text[done:]]), places + origin[done:]) if done else CleanText(text, origin)
