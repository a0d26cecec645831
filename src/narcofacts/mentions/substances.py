"""Substances in a sentence: the words of substance_words.csv in every case form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from narcofacts import lexicon
from narcofacts.cached.patterns import pattern
from narcofacts.mentions.model import SubstanceMention
from narcofacts.nlp.morph import is_known, readings
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.records import Category
from narcofacts.text.segment import Token


class _Word(NamedTuple):
    substance: str
    category: Category
    weak: bool
    rule: str


@cache
def _index() -> PhraseIndex[_Word]:
    table = lexicon.substances()
    return PhraseIndex(
        (phrase, _Word(substance, table[substance].category, weak, rule))
        for phrase, substance, weak, rule in lexicon.substance_phrases()
    )


def substances(text: str, tokens: Sequence[Token]) -> list[SubstanceMention]:
    """The substances that `tokens` name. `item` is the stretch of text; context must confirm a `weak` one."""
    return _without_modifiers(text, _of_all_kinds(text, _named(text, tokens)))


NARCOTIC_AND = pattern(
    r"\bнаркотическ(?:их|ие|ими|им)(?:,| и| или)\s(?:(?:\w+(?:ых|ие|ыми|ым|их))(?:,| и| или)?\s)*$", re.IGNORECASE
)


def _of_all_kinds(text: str, found: list[SubstanceMention]) -> list[SubstanceMention]:
    """«наркотических, психотропных и сильнодействующих веществ»: adjectives of one noun name drugs at large."""
    kept: list[SubstanceMention] = []
    for mention in found:
        row = None
        if mention.substance == "psychotropics" and not mention.weak:
            row = NARCOTIC_AND.search(text, max(0, mention.start - 80), mention.start)
        if row is not None:
            while kept and kept[-1].start >= row.start():
                kept.pop()
            item = text[row.start() : mention.end]
            mention = replace(mention, start=row.start(), substance="drugs", item=item)
        kept.append(mention)
    return kept


def _without_modifiers(text: str, found: list[SubstanceMention]) -> list[SubstanceMention]:
    """«прекурсоры наркотических средств и психотропных веществ» names precursors only."""
    kept: list[SubstanceMention] = []
    end = -1
    for mention in found:
        if kept and kept[-1].substance == "precursors" and mention.substance in VAGUE:
            gap = text[max(end, kept[-1].end) : mention.start]
            if gap.isspace() or gap.strip() in ("и", "или", "для"):
                end = mention.end
                continue
        kept.append(mention)
    return kept


def _of_herb(tokens: Sequence[Token], first: int, last: int) -> bool:
    """«65 кг травы гармалы»: the herb is another plant's, not slang."""
    if last >= len(tokens) or not tokens[last - 1].lower.startswith("трав") or last - first > 1:
        return False
    behind = readings(tokens[last].lower) if tokens[last].word else ()
    if is_known(tokens[last].lower):
        behind = behind[:1]
    drug = any(True for _ in _index().find(tokens[last : last + 1]))
    return not drug and any(r.pos == "NOUN" and r.case == "gent" for r in behind)


FOR_DRUGS = pattern(
    r"\s+(?:(?:используем|предназначенн|необходим)\w+\s+)?(?:для|при|в)\s+"
    r"(?:изготовлен|производств|синтез|выработк)\w+\s+(?:[\w-]+\s+){0,2}"
    r"(?:нарко|психотроп|синтетическ|мефедрон|амфетамин|метамфетамин|метадон|героин|экстази|альфа|запрещ)",
    re.IGNORECASE,
)
"""«сырьё для изготовления наркотиков»: a precursor, whatever else the word may mean."""
VAGUE = frozenset({"drugs", "synthetic_drugs", "psychotropics"})
"""Substances that stand for many."""


def _named(text: str, tokens: Sequence[Token]) -> list[SubstanceMention]:
    return [
        SubstanceMention(
            start=tokens[hit.first].start,
            end=tokens[hit.last - 1].end,
            rule=hit.value.rule,
            substance=hit.value.substance,
            category=hit.value.category,
            item=text[tokens[hit.first].start : tokens[hit.last - 1].end],
            weak=hit.value.weak
            and not (hit.value.substance == "precursors" and FOR_DRUGS.match(text, tokens[hit.last - 1].end)),
        )
        for hit in _index().find(tokens)
        if not _of_herb(tokens, hit.first, hit.last)
        if not (hit.first and tokens[hit.first - 1].lower.startswith("запах"))  # «веществом с запахом конопли»
    ]
