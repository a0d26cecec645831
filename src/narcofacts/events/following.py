"""The substance or thing right after an amount, across adjectives, «с», «—», «приходится на»: «4,7 кг высушенной
марихуаны», «два свёртка с таблетками экстази»; and the name that explains a vague word («вещества — мефедрона»).
"""

from __future__ import annotations

import re

from narcofacts import lexicon
from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import MASS_UNITS, VAGUE
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import ItemMention, QuantityMention, SubstanceMention
from narcofacts.mentions.quantities import LOT
from narcofacts.nlp.morph import parts_of_speech
from narcofacts.spans import overlap
from narcofacts.text.letters import OPENING_QUOTES
from narcofacts.text.segment import Token

REACH = 9
"""Tokens behind the amount among which its thing is looked for."""
DASHES = frozenset("—–-")
CLOSE = 25
"""Characters behind a phrase like «в них» within which the substance begins."""

OF_THEM = pattern(
    r"из (?:них|которых|изъятого|этого (?:количества|объ[её]ма)|общего (?:количества|объ[её]ма|веса|числа))"
    r"(?:\s[\w\s]{0,30}?)?"
    r"\s*,?\s*(?:[—–-](?:\s*это)?|приходится на|составил\w?|составляет|пришлось на)\s*",
    re.IGNORECASE,
)
"""«271 кг из них — это марихуана», «316 кг из изъятого приходится на героин»."""
MADE_UP = pattern(r"(?:[—–-]\s)?составля(?:л[аои]?|[ею]т)\s")
"""«388 кг, из которых 257 килограммов составляли героин», «Большую часть – 975 кг – составлял героин»"""
INSIDE = pattern(r",\s*(?:(?:[\w-]+\s+){1,2})?(?:в (?:них|нем|нём|которых|котором)|внутри)\b", re.IGNORECASE)
"""«130 коробков, наркотики в них», «два пакета, в них марихуана»"""
BRANDED = pattern(r"[«\"“][^«»\"“”\n]{2,30}[»\"”]\s*[,(]\s*содерж\w+\s", re.IGNORECASE)
"""«150 блистеров «Алис» (содержащих прегабалин)»"""
FALLING_TO = pattern(r",\s*(?:(?:пришл\w+|приход\w+)\s+на|состав(?:ил\w?|ля\w+))\b")
"""«640 кг, приходится на гашиш»"""
LIKE = pattern(r",\s*похож\w+\s(?:внешне\s)?на\s", re.IGNORECASE)
"""«5 614 таблеток, похожих на экстази»"""
FILLED = pattern(
    r",\s*(?:предположительно\s)?(?:наполн|заполн|начин|набит|содерж|полны|пропита|смоч|обработа|покрыт|набиты)\w+\s",
    re.IGNORECASE,
)
"""«3 спичечных коробка, наполненных гашишем»"""
INSIDE_PLACE = pattern(r"\s(?:[\w-]+\s){1,2}")
"""«200 граммов найденной в кармане марихуаны»"""


def following(sentence: Annotated, text: str, quantity: QuantityMention) -> SubstanceMention | ItemMention | None:
    """The substance or thing right after a quantity, or None where something else stands there."""
    own = _overlapping(sentence, quantity)
    if own is not None:
        return own
    tokens = sentence.tokens
    at = sentence.token_at(quantity.end) if quantity.end < sentence.sentence.end else len(tokens)
    substances = {sub.start: sub for sub in reversed(sentence.substances)}
    items = {item.start: item for item in reversed(sentence.items)}
    for k, token in enumerate(tokens[at : at + REACH], start=at):
        if token.start < quantity.end:
            continue
        if token.start in substances:
            found = substances[token.start]
            # «кристаллического вещества — альфа-ПВП», «вещества, предположительно мефедрона»: the weak word is
            # explained
            vague = found.weak or found.substance in VAGUE or found.substance == "precursors"
            vague = vague or found.item.lower().endswith("группы")  # «наркотика каннабисной группы – гашиша»
            name = explained(sentence, text, found) if vague else None
            if not found.weak and found.substance == "precursors" and name and name.category != "precursor":
                return found  # «прекурсора мефедрона»: what it is for
            return name or found
        if token.start in items and quantity.unit == "piece":
            return items[token.start]
        told = _told_within(text, quantity, token, first=k == at)
        if told is not None:
            named = next((s for s in sentence.substances if told[0] <= s.start < told[1]), None)
            name = explained(sentence, text, named) if named is not None and named.substance in VAGUE else None
            return name or named
        if token.lower in ("в", "на", "у") and k > at and "PRTF" in parts_of_speech(tokens[k - 1].lower):
            there = next((s for s in sentence.substances if 0 < s.start - token.end < CLOSE), None)
            if there is not None and INSIDE_PLACE.fullmatch(text, token.end, there.start):
                return there
        if not _passed_over(sentence, text, quantity, at, k):
            return None
    return None


def _overlapping(sentence: Annotated, quantity: QuantityMention) -> SubstanceMention | ItemMention | None:
    """«214 кустов конопли», «сотни пустых зип-пакетов»: the counted word belongs to the name."""
    sub = next((sub for sub in sentence.substances if overlap(sub, quantity)), None)
    if sub is not None or any(0 <= s.start - quantity.end < 4 for s in sentence.substances):
        return sub
    return next((i for i in sentence.items if overlap(i, quantity) and i.end >= quantity.end), None)


def _told_within(text: str, quantity: QuantityMention, token: Token, first: bool) -> tuple[int, int] | None:
    """From where to where the substance begins, if a phrase at this token announces it."""
    if first and (of_them := OF_THEM.match(text, token.start)) is not None:
        return of_them.end(), of_them.end() + CLOSE
    if first and (made_up := MADE_UP.match(text, token.start)) is not None:
        return made_up.end(), made_up.end() + CLOSE
    if first and quantity.container and (inside := INSIDE.match(text, token.start)) is not None:
        return token.start + 1, inside.end() + CLOSE
    if token.lower in ("«", '"', "“") and (branded := BRANDED.match(text, token.start)) is not None:
        return branded.end(), branded.end() + CLOSE
    return None


def _passed_over(sentence: Annotated, text: str, quantity: QuantityMention, at: int, k: int) -> bool:
    """Whether token `k`, the amount's words ending before token `at`, may stand between an amount and its thing."""
    tokens, token, step = sentence.tokens, sentence.tokens[k], k - at
    word, before = token.lower, tokens[k - 1].lower if k else ""
    if word == ",":
        falls = step == 0 and FALLING_TO.match(text, token.start) is not None
        return falls or (step <= 3 and bool(FILLED.match(text, token.start) or LIKE.match(text, token.start)))
    if word == ")":  # «12 канистр (240 л) соляной кислоты»
        return step == 0 and text[quantity.start - 1] == "("
    if word == ".":
        return step == 0  # the full stop of «гр.», «кг.»
    dashed = any(t.text in DASHES for t in tokens[at:k])
    if word in DASHES:
        return not dashed
    if word in ("и", "или"):
        return step > 0
    if word == "на":
        falls = any(t.lower in _falling() for t in tokens[max(0, at - 1) : k])
        return dashed or falls or (step > 0 and before.startswith("похож"))  # «похожего на марихуану»
    if word == "(":
        return quantity.unit not in MASS_UNITS
    if word in lexicon.word_set("amount_words.toml", "between"):
        return True
    if not token.word:
        return False
    kinds = parts_of_speech(word)
    if kinds & {"ADJF", "PRTF"} and "VERB" not in kinds:
        return True
    if quantity.rule == "quantities.adjective" and LOT.match(word):
        return True  # «80-килограммовая партия кокаина», «десятикилограммовый свёрток с марихуаной»
    if step == 0 and quantity.unit in MASS_UNITS:
        return word in lexicon.word_set("amount_words.toml", "between", "forms")  # «14 килограммов таблеток фентанила»
    if not quantity.container or before not in ("с", "со"):
        return False
    return word in lexicon.word_set("amount_words.toml", "between", "held")  # «два свёртка с таблетками экстази»


def _falling() -> frozenset[str]:
    return lexicon.word_set("amount_words.toml", "between", "falling")


EXPLAINS = pattern(
    r"\s*(?:[—–\-(:,«\"„“]|предположительно|растительного происхождения|"
    r"под названием|типа|вида|рода|семейства|сорта|"
    r"похож\w+ на|являющ\w+ся|психостимулятора|стимулятора|каннабиноида|катинона|\s)*\s*",
    re.IGNORECASE,
)


LISTED = pattern(r"[»\"]?\s*(?:,|и|или|а также|, а также)\s*[«\"]?(?:[\w-]+\s+)?")


def explained(sentence: Annotated, text: str, vague: SubstanceMention) -> SubstanceMention | None:
    """The one name right behind a vague word: «наркотического средства — мефедрона»; a list of names is none."""
    others = [
        s
        for s in sentence.substances
        if s.start >= vague.end
        and (not s.weak or text[s.start - 1] in OPENING_QUOTES)  # «порошкообразного вещества «соль»»
        and s.substance not in VAGUE
    ]
    if not others or others[0].start - vague.end >= 40:
        return None
    name = others[0]
    if not EXPLAINS.fullmatch(text[vague.end : name.start]):
        return None
    listed = len(others) > 1 and (
        LISTED.fullmatch(text[name.end : others[1].start])
        or (
            others[1].start - name.end < 45
            and not any(name.end < q.start < others[1].start for q in sentence.quantities)
            and pattern(r"[»\"]?\s*(?:,|и)\s").match(text, name.end)
        )
    )
    if not vague.weak and listed:
        return None
    behind = pattern(r"[»\"]?\s*(?:\(|[—–-]\s|,?\s*(?:общ\w+\s+)?(?:весом|массой|вес|масса)\s)").match(text, name.end)
    if behind and any(0 <= q.start - behind.end() <= 6 for q in sentence.quantities):
        return None  # «32 грамма наркотиков: амфетамин (15 г), …»: the name has an amount of its own
    return name
