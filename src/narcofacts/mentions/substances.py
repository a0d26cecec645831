"""Substances in a sentence: the words of substance_words.csv in every case form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from narcofacts import lexicon
from narcofacts.cached.patterns import pattern
from narcofacts.mentions.model import SubstanceMention
from narcofacts.nlp.morph import is_known, readings
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.records import Category
from narcofacts.text.segment import Token


class _Word(Struct, frozen=True):
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
    return _without_modifiers(text, _of_genus(text, _of_all_kinds(text, _smelling(text, _named(text, tokens)))))


SMELLING = pattern(
    r"\b(?P<stuff>(?:растительн\w+\s)?(?:веществ|масс|смес|трав|порошк|соцвети|растени))(?P<ending>\w*)(?:\s[\w-]+){0,3},?"
    r"\s(?:со?|имеющ\w+|источающ\w+|обладающ\w+)\s(?:[\w-]+\s){0,3}запах(?:ом)?,?\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)


def _smelling(text: str, found: list[SubstanceMention]) -> list[SubstanceMention]:
    """«веществом растительного происхождения с запахом конопли»: drugs, of which the smell proves nothing more."""
    kept: list[SubstanceMention] = []
    for mention in found:
        if OF_SMELL.search(text, max(0, mention.start - 14), mention.start):
            stuff = SMELLING.search(text, max(0, mention.start - 110), mention.start)
            if stuff is None:
                continue
            while kept and kept[-1].start >= stuff.start():
                kept.pop()
            item = text[stuff.start() : stuff.end("ending")]
            mention = replace(mention, start=stuff.start(), substance="drugs", category="drug", item=item, weak=True)
        kept.append(mention)
    return kept


OF_SMELL = pattern(r"\bзапах\w*,?\s(?:[\w-]+\s)?$", re.IGNORECASE)
OF_GENUS = pattern(r"\b(?:рода|семейства)\s[«\"]?$", re.IGNORECASE)
IN_OTHER_WORDS = pattern(r"[»\"]?\s\([«\"]?|[»\"]?\s(?:[—–-]\s)?[«\"]?", re.IGNORECASE)
PLANTED = {"cannabis": "cannabis_plant", "marijuana": "cannabis_plant", "opium": "poppy"}


def _of_genus(text: str, found: list[SubstanceMention]) -> list[SubstanceMention]:
    """«растения рода каннабис (конопля)», «наркосодержащего растения мак»: one plant, whatever names are told of it."""
    kept: list[SubstanceMention] = []
    for mention in found:
        genus = OF_GENUS.search(text, max(0, mention.start - 12), mention.start) is not None
        if genus and mention.substance in PLANTED:
            mention = replace(mention, substance=PLANTED[mention.substance], category="plant", weak=False)
        last = kept[-1] if kept else None
        if last is not None and IN_OTHER_WORDS.fullmatch(text, last.end, mention.start):
            named = last.item.lower().startswith("наркосодержащ") and mention.category == "plant"
            if named:
                kept.pop()
            elif OF_GENUS.search(text, max(0, last.start - 12), last.start) and mention.category in ("plant", "drug"):
                continue
        kept.append(mention)
    return kept


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
    ]
