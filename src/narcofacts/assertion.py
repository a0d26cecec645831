"""Cues that take the assertion away: denied, planned, threatened, general, or made and sold before anybody came."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from narcofacts import lexicon
from narcofacts.mentions.annotate import Annotated
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.text.letters import CLOSING_QUOTES


class Cue(Struct, frozen=True):
    """A cue in a sentence: tokens `first` … `last - 1`, in clause `clause`."""

    name: str
    first: int
    last: int
    clause: int
    start: int
    end: int

    @property
    def rule(self) -> str:
        """The rule id of the cue's entry."""
        return f"cues.toml:{self.name}"


@cache
def _index() -> PhraseIndex[str]:
    return PhraseIndex(((phrase, row.name) for row in lexicon.cues() for phrase in row.phrases), exact=True)


def cues(sentence: Annotated) -> list[Cue]:
    """The cues of a sentence; stretches that only look like one are left out."""
    tokens = sentence.tokens
    result = []
    for hit in _index().find(tokens):
        if hit.value == "pseudo":
            continue
        result.append(
            Cue(
                hit.value,
                hit.first,
                hit.last,
                sentence.clause[hit.first],
                tokens[hit.first].start,
                tokens[hit.last - 1].end,
            )
        )
    return result


CLOSING = CLOSING_QUOTES | {")"}
TAKEN_FOR_GRANTED = frozenset({"как", "почему", "зачем", "откуда", "где", "кто", "чем", "когда"})
"""«Как в Новороссийске нашли кокаин?»: what such a question asks about did happen."""


def asks(sentence: Annotated) -> bool:
    """Whether a sentence only asks: «А наркотики?», «Нашли ли гашиш?»."""
    last = next((token.text for token in reversed(sentence.tokens) if token.text not in CLOSING), "")
    if last != "?":
        return False
    first = next((token.lower for token in sentence.tokens if token.word), "")
    return first != "" and first not in TAKEN_FOR_GRANTED


def in_other_letters(sentence: Annotated) -> bool:
    """Whether most words of a sentence are not Cyrillic: «283 kg Uyuşturucu Madde ele geçirdik»."""
    words = [token.lower for token in sentence.tokens if token.word]
    cyrillic = sum("а" <= word[0] <= "я" or any("а" <= letter <= "я" for letter in word) for word in words)
    return len(words) > 5 and cyrillic * 3 < len(words)


def cue_in_clause(found: list[Cue], clause: int, *names: str) -> Cue | None:
    """The first cue of these names (any name if none given) in the clause, or None."""
    return next((cue for cue in found if cue.clause == clause and (not names or cue.name in names)), None)
