"""Things that can be seized, other than substances and sums: the words of items.csv in every case form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from narcofacts import lexicon
from narcofacts.mentions.model import ItemMention
from narcofacts.nlp.morph import readings
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.records import Category
from narcofacts.text.letters import OPENING_QUOTES
from narcofacts.text.segment import Token


class _Word(Struct, frozen=True):
    category: Category
    item: str
    flag: str
    rule: str


@cache
def _index() -> PhraseIndex[_Word]:
    return PhraseIndex(
        (phrase, _Word(category, item, flag, rule)) for phrase, category, item, flag, rule in lexicon.item_phrases()
    )


BRANDED = ("vehicle", "device")
"""What is told by its make."""
PLURAL_ONLY = frozenset({"весы", "деньги", "наличные", "боеприпасы", "средства", "активы"})


def items(tokens: Sequence[Token]) -> list[ItemMention]:
    """The things that `tokens` name."""
    result: list[ItemMention] = []
    told = 0  # where the last brand ends that only names what was counted before it
    for hit in _index().find(tokens):
        head = (
            tokens[hit.last - 1]
            if hit.last - hit.first == 1
            else tokens[hit.first + _head(tokens, hit.first, hit.last)]
        )
        quoted = hit.first > 0 and tokens[hit.first - 1].text in OPENING_QUOTES  # «автомобили «КамАЗ» и «ГАЗель»»
        branded = (hit.value.flag == "brand" or quoted) and result and result[-1].category == hit.value.category
        if branded and _names(tokens, result[-1], hit.first):
            told = tokens[hit.last - 1].end
            continue
        if branded and _listed(tokens, result[-1], max(told, result[-1].end), hit.first):
            told = tokens[hit.last - 1].end
            continue
        result.append(
            ItemMention(
                start=tokens[hit.first].start,
                end=tokens[hit.last - 1].end,
                rule=hit.value.rule,
                category=hit.value.category,
                item=hit.value.item,
                number="plur" if hit.value.item.split()[-1] in PLURAL_ONLY or _plural(head.lower) else "sing",
                collective=hit.value.flag == "collective",
                mass=hit.value.flag == "mass",
            )
        )
    return result


def _names(tokens: Sequence[Token], thing: ItemMention, at: int) -> bool:
    """Whether a brand only tells of what kind the thing before it is: «автомобиль марки Toyota», «телефон iPhone»."""
    between = [t for t in tokens[max(0, at - 4) : at] if t.start >= thing.end]
    near = not between or between[0].start - thing.end <= 2
    return (
        thing.category in BRANDED
        and near
        and all(t.word or t.text in '«"“„-' for t in between)
        and not any(t.lower in ("и", "а", "в", "на", "из") for t in between)
    )


def _listed(tokens: Sequence[Token], thing: ItemMention, end: int, at: int) -> bool:
    """Whether a brand names one of the things counted before it: «две машины, Toyota Camry и Kia Rio»."""
    between = [t for t in tokens[max(0, at - 5) : at] if t.start >= end]
    marks = all(t.text in ',:–—-(«»"' or t.lower in ("и", "марки", "марок") or t.lower.isascii() for t in between)
    further = end > thing.end  # «Toyota Camry и Kia Rio»
    joined = bool(between) and (further or between[0].lower != "и")
    return thing.category in BRANDED and thing.number == "plur" and joined and marks


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """Offset of the first noun of a phrase."""
    for offset in range(last - first):
        if any(reading.pos == "NOUN" for reading in readings(tokens[first + offset].lower)[:1]):
            return offset
    return last - first - 1


def _plural(word: str) -> bool:
    """Whether the form can only, or most likely, be a plural."""
    nouns = [reading for reading in readings(word) if reading.pos in ("NOUN", "ADJF")]
    direct = [reading for reading in nouns if reading.case in ("nomn", "accs")]
    if direct:  # «изъяты колбы»: without a numeral the word is no genitive
        return all(reading.number == "plur" for reading in direct)
    return bool(nouns) and nouns[0].number == "plur"
