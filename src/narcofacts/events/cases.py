"""What a sentence tells of the case as a whole: what was shut down, its names, people drawn in, turnover, kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import cast

import msgspec
from msgspec import Struct

from narcofacts.assertion import Cue
from narcofacts.cached.keyed import Keyed, keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import DismantledFact, KindHint
from narcofacts.lexicon import toml_table
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import MoneyMention, NumberMention
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.records import DismantledKind, OperationKind
from narcofacts.spans import holds
from narcofacts.text.letters import lowered


class CaseFacts(msgspec.Struct):
    """The facts of one sentence about its case."""

    dismantled: list[DismantledFact] = msgspec.field(default_factory=list)
    hints: list[KindHint] = msgspec.field(default_factory=list)
    involved: NumberMention | None = None
    turnover: MoneyMention | None = None


TAKEN_SUM = pattern(r"изъя|арест|конфиск|обнаруж|заблокир|в доход государства|в бюджет|взыска", re.IGNORECASE)


class _Noun(Struct, frozen=True):
    """An entry of dismantled.toml. `ways`: which words of ending count."""

    name: str
    kind: DismantledKind
    operation: OperationKind
    ways: tuple[str, ...]
    not_after: tuple[str, ...]
    pattern: Keyed


@cache
def _nouns() -> list[_Noun]:
    """What can be shut down, in the order in which a stretch of text is claimed."""
    result = []
    for name, entry in toml_table("dismantled.toml").items():
        if name == "endings":
            continue
        named = keyed("|".join(entry["patterns"]))
        result.append(
            _Noun(
                name,
                cast(DismantledKind, entry["kind"]),
                cast(OperationKind, entry["operation"]),
                ("ended", *(key for key in ("found", "blocked") if entry.get(key))),
                tuple(entry.get("not_after", ())),
                named,
            )
        )
    return result


@cache
def _endings() -> dict[str, re.Pattern[str]]:
    return {key: pattern("|".join(patterns)) for key, patterns in toml_table("dismantled.toml")["endings"].items()}


TURNOVER = pattern(
    (
        r"оборот\w*|через \w+ (?:\w+ )?(?:прошло|проходит)|прошло|заработал\w*|заработок|"
        r"выручил\w*|выручк\w+|доход\w*|продал\w* наркотиков|транзакци\w+|вырученн\w+"
    ),
)
ORDINALS = ("втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
ORDINAL = pattern(
    r"\bэто (?:уже )?(втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:ая|ой|ий|ья|ье|ое|ый)\s+(?:\w+\s+)?$",
)
INVOLVED = keyed(r"\b(?:вовлечен\w*|вовлекл\w*|втянут\w*|вовлечён\w*|завербован\w*)\b")


@lru_cache(maxsize=2)
def _named(low: str) -> list[list[tuple[int, int]]]:
    """Where each noun of `_nouns` stands in a text in small letters: searched once for all its sentences."""
    return [[match.span() for match in noun.pattern.finditer(low)] for noun in _nouns()]


def case_facts(sentence: Annotated, text: str, cues: list[Cue]) -> CaseFacts:
    """The case facts of one sentence."""
    result = CaseFacts()
    start, end = sentence.sentence.start, sentence.sentence.end
    low = lowered(text)
    if any(cue.name == "claimed" for cue in cues):
        return result  # «ходят слухи, будто накрыли лабораторию»
    taken_back = [cue for cue in cues if cue.name in ("denied", "planned", "threatened", "general")]
    blocked = {cue.clause for cue in taken_back if not _tells_rate(sentence, cue)}
    claimed: list[tuple[int, int]] = []
    for noun, told in zip(_nouns(), _named(low), strict=True):
        for at, last in told[bisect_left(told, (start, 0)) : bisect_left(told, (end, 0))]:
            if holds(claimed, at):
                continue
            claimed.append((at, last))
            before = sentence.tokens[max(0, sentence.token_at(at) - 1)]
            if noun.not_after and before.end <= at and _last_part(before.lower).startswith(noun.not_after):
                continue
            rule = f"dismantled.toml:{noun.name}"
            clause = sentence.clause_of(at)
            verb = None
            one_of_group = noun.kind == "group" and OF_A_GROUP.search(low, max(start, at - 40), at)
            if clause not in blocked and not one_of_group:
                verb = _verb(sentence, text, clause, at, last, [_endings()[way] for way in noun.ways])
            bought = noun.operation == "online_shop" and BOUGHT.search(sentence.words_of(clause))
            if verb is not None or not ("blocked" in noun.ways or bought):  # «сообщили на сайте ведомства» is no trade
                result.hints.append(KindHint(noun.operation, sentence.sentence.index, at, last, rule))
            if verb is None:
                continue
            count, bound, first = _count(sentence, text, at, last)
            if count is None and _subheading(sentence, text):
                continue
            result.dismantled.append(
                DismantledFact(
                    noun.kind,
                    count,
                    bound,
                    sentence.sentence.index,
                    min(first, verb[0]),
                    max(last, verb[1]),
                    rule,
                )
            )
    for money in sentence.money:
        first = max(start, money.start - 90)
        after = text[money.end : money.end + 40]
        if sentence.clause_of(money.start) in {c.clause for c in cues if c.name in ("planned", "threatened")}:
            continue
        earned = TURNOVER.search(low, first, money.start)
        if (earned and not TAKEN_SUM.search(text, first, money.end + 60 if money.end + 60 < end else end)) or pattern(
            r"\s*(?:прошло|проходило)"
        ).match(after):
            result.turnover = result.turnover or money
    drawn = INVOLVED.search(low, start, end)
    if drawn is not None:
        at = drawn.start()
        numbers = [n for n in sentence.numbers if n.start > at - 60]
        if numbers:
            result.involved = min(numbers, key=lambda n: abs(n.start - at))
    return result


def _tells_rate(sentence: Annotated, cue: Cue) -> bool:
    """«лабораторию, способную производить до 50 кг в месяц», «магазин с оборотом 100 млн тенге в месяц»: how much
    is made, not how often the rest happens."""
    amounts = (*sentence.quantities, *sentence.money)
    return cue.name == "general" and any(0 < cue.start - a.end <= RATE_REACH for a in amounts)


RATE_REACH = 25
"""Letters between an amount and «в месяц»: «20 кг мефедрона в месяц»."""

BOUGHT = pattern(r"\b(?:купил|покупал|приобр|заказал|заказыва)\w*", re.IGNORECASE)
"""«купил наркотик в интернет-магазине»: the case is the buyer's."""


def _last_part(word: str) -> str:
    """«оперативная» of «следственно-оперативная»."""
    return word.rpartition("-")[2]


def _subheading(sentence: Annotated, text: str) -> bool:
    """A line of the body without verb and full stop, as «Ликвидация лабораторий и групп»: it tells nothing itself."""
    info = sentence.sentence
    return not (info.headline or info.bullet or sentence.predicates) and info.first and text[info.end - 1].isalpha()


def _verb(
    sentence: Annotated, text: str, clause: int, at: int, end: int, ways: Sequence[re.Pattern[str]]
) -> tuple[int, int] | None:
    """The words of ending (or finding) that govern the noun at `at`, in its clause or the one it hangs on."""
    best: tuple[int, int] | None = None
    nearest = 0
    for way in ways:
        for match in way.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end):
            token = sentence.token_at(match.start())
            if token and sentence.tokens[token - 1].lower == "не":
                continue
            if AIMED.search(lowered(text), sentence.sentence.start, match.start()):
                continue
            if sentence.clause[token] != clause:
                continue
            distance = at - match.end() if match.start() < at else match.start() - end
            if distance > 110 or ";" in text[min(match.end(), end) : max(match.start(), at)]:
                continue
            if best is None or distance < nearest:
                best, nearest = match.span(), distance
        if best is not None:
            return best
    return best


AIMED = pattern(
    r"\b(?:(?:направлен|нацелен)\w* на|цел\w+ (?:операции |акции |мероприятия )?(?:[—–-]|является))\s[^.;]{0,150}$"
)
"""«операция, направленная на выявление каналов», «Её цель – ликвидировать очаги»: what it was for."""


def _count(sentence: Annotated, text: str, at: int, end: int) -> tuple[int | None, str, int]:
    """How many: the cardinal before the noun, 1 for a singular, None for a bare plural; and where the phrase begins."""
    token = sentence.token_at(at)
    ordinal = ORDINAL.search(lowered(text), max(sentence.sentence.start, at - 40), at)
    if ordinal:
        return ORDINALS.index(ordinal.group(1).replace("ё", "е")) + 2, "exact", ordinal.start()
    if (one := ONE_OF.search(lowered(text), max(sentence.sentence.start, at - 60), at)) is not None:
        return 1, "exact", one.start()
    for number in reversed(sentence.numbers):
        if number.end > at + 1:
            continue
        between = [t for t in sentence.tokens[:token] if t.start >= number.end]
        if len(between) > 4:
            break
        if all(
            (t.word and parts_of_speech(t.lower) & {"ADJF", "PRTF"})
            or t.text in '«»"'
            or t.lower in ("деятельность", "работу", "факт")
            for t in between
        ):
            value = number.value
            for other in sentence.numbers:  # «20 международных и 15 региональных каналов»
                if other.end < number.start and AND_KIND.fullmatch(text, other.end, number.start):
                    return int(value + other.value), number.bound, other.start
            return (int(value) if float(value).is_integer() else None), number.bound, number.start
        break
    words = [t for t in sentence.tokens if at <= t.start < end and t.word]
    plural = False
    described = sentence.tokens[token - 1] if token else None
    many = described.lower if described is not None and described.lower.endswith(("ые", "ие")) else ""
    if many and "NOUN" not in parts_of_speech(many):
        return None, "exact", at  # «обнаружены самодельные нарколаборатории», but «обнаружение нарколаборатории»
    for word in words:
        found = [r for r in readings(word.lower) if r.pos == "NOUN"]
        if found:
            singular = any(r.number == "sing" for r in found)
            plural = not singular or (found[0].number == "plur" and not _singular_context(sentence, token))
            break
    return (None if plural else 1), "exact", at


ONE_OF = pattern(r"\b(?:одна|одну|одной|один|одного) из (?:[\w-]+(?:ых|их) ){0,3}$")
"""«ликвидировали одну из крупнейших нарколабораторий»"""
AND_KIND = pattern(r"\s[\w-]+(?:ых|их)\s(?:и|а также)\s")


OF_A_GROUP = pattern(r"\b(?:лидер|член|главар|руководител|вожак|осн?овател)\w*\s(?:[\w-]+(?:ой|ых|ого)\s)?$")
"""«уничтожен лидер преступной группировки»: he is, not the group."""


def _singular_context(sentence: Annotated, token: int) -> bool:
    before = sentence.tokens[token - 1] if token else None
    if before is None or not before.word:
        return False
    found = readings(before.lower)
    return bool(found) and found[0].number == "sing" and found[0].pos in ("ADJF", "PRTF", "NOUN")
