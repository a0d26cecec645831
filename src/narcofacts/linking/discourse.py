"""How articles open and go on with cases: the entries of discourse.toml, asked of one sentence."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache

from narcofacts.cached.keyed import Keyed, keyed_apart
from narcofacts.cached.patterns import pattern
from narcofacts.lexicon import toml_table
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import DateMention
from narcofacts.text.letters import folded

OPENERS = pattern(
    r"^(?:(?:он|она|в [\w-]+|там) (?:также |еще )?(?:сообщ|расска|отмет|добав|уточн)\w+,? что\s"
    r"|(?:отметим|напомним|при этом|кроме того|также|вместе с тем|к слову|известно|добавим|по (?:его|ее|их) словам"
    r"|как (?:уже |ранее )*(?:сообщ|пис|расска|информир|напомн|отмет|уточн|добав)\w+[^,]*|по (?:данным|словам)[^,]*"
    r"|в [\w-]+ (?:отмечают|отметили|уточнили|добавили|подчеркнули|напомнили)),\s*(?:что\s+)?)"
)
MANY, FEW = 10, 3
"""Crimes that are counted over many cases, of any kind and of drugs alone."""
DRUG_CRIMES = pattern(r"нарко(?:правонаруш|преступл|факт)")
COUNTS_NEXT = r"\s*(?:[\w-]+\s+){0,3}?"
COUNTED_BEFORE = r"\w*\s*[—–:-]\s*$"


@cache
def _patterns(name: str) -> tuple[Keyed, ...]:
    return keyed_apart(tuple(toml_table("discourse.toml")[name]["patterns"]))


@lru_cache(maxsize=256)
def _alive(text: str, name: str) -> tuple[Keyed, ...]:
    """The patterns of an entry that can fit anywhere in a text: most entries have none."""
    return tuple(one for one in _patterns(name) if one.may_match(text))


@cache
def _anywhere(name: str) -> bool:
    """Whether an entry counts at any place of a sentence, not only in its first words."""
    return bool(toml_table("discourse.toml")[name]["at"] == "any")


@cache
def _counted_crimes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows the number («180 преступлений») and what leads up to it («преступлений – 159»)."""
    counted = f"(?:{'|'.join(toml_table('discourse.toml')['counted']['patterns'])})"
    return pattern(COUNTS_NEXT + counted), pattern(counted + COUNTED_BEFORE)


def says(text: str, sentence: Annotated, name: str) -> bool:
    """Whether an entry of discourse.toml fits the sentence."""
    if _anywhere(name):
        return said_at(text, sentence, name) is not None
    if name not in sentence.settled:
        sentence.settled[name] = _opens(text, sentence, name)
    return sentence.settled[name]


def _opens(text: str, sentence: Annotated, name: str) -> bool:
    possible = _possible(text, sentence, name)
    if not possible:
        return False
    stretch = stretch_of(text, sentence).lstrip(' «"“„—–-•')
    opened = OPENERS.sub("", stretch)
    return any(one.match(stretch) or one.match(opened) for one in possible)


def says_in(text: str, sentence: Annotated, clause: int, name: str) -> bool:
    """Whether an entry of discourse.toml fits anywhere in a clause of the sentence."""
    possible = _possible(text, sentence, name)
    words = sentence.words_of(clause).lower() if possible else ""
    return any(one.search(words) for one in possible)


def says_early(text: str, sentence: Annotated, name: str) -> bool:
    """Whether an entry of discourse.toml fits in the first hundred letters of the sentence."""
    key = name + " early"
    if key not in sentence.settled:
        sentence.settled[key] = any(one.pattern.search(stretch_of(text, sentence)[:100]) for one in _patterns(name))
    return sentence.settled[key]


def said_at(text: str, sentence: Annotated, name: str) -> int | None:
    """Where an entry of discourse.toml first fits, counted from the start of the sentence; None if nowhere."""
    if name not in sentence.said:
        possible = _possible(text, sentence, name)
        stretch = stretch_of(text, sentence) if possible else ""
        found = (match.start() for one in possible if (match := one.search(stretch)))
        sentence.said[name] = min(found, default=None)
    return sentence.said[name]


def said_in_words(words: str, name: str) -> bool:
    """Whether an entry of discourse.toml fits anywhere in words of which some were taken out."""
    return any(one.pattern.search(words) for one in _patterns(name))


def _possible(text: str, sentence: Annotated, name: str) -> list[re.Pattern[str]]:
    low = folded(text)
    alive = _alive(low, name)
    if not alive:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    return [one.pattern for one in alive if one.may_match(low, start, end)]


BRACKETED = pattern(
    r"\((?:а |против |для сравнения: )?(?:год(?:ом ранее| назад)|в (?:прошлом|(?:19|20)\d\d)(?:-м|-ом)?(?: году)?"
    r"|за (?:тот же|аналогичный|прошлый) [^)—–-]{0,30})\s*[—–:-][^)]*\)"
    r"|\([^()]{1,40} (?:в прошлом году|год(?:ом ранее| назад)|за прошлый год)\)"
    r"|\((?:в |за )?аппг\b[^)]*\)|\(для сравнения,? [^)]*\)"
    r"|[—–-]\sпротив\s[^.;]{0,40}\b(?:в (?:19|20)\d\d году|годом ранее|в прошлом году|годом раньше)"
)
TRAILING = pattern(
    r",\s(?:(?:а|тогда как|в то время как)\s)?(?:за (?:тот же|аналогичный|этот же) (?:период|срок|отрезок)"
    r" (?:прошл\w+|(?:19|20)\d\d) года|за прошлый год"
    r"|в прошлом году|годом ранее|в (?:19|20)\d\d(?:-м)? году)\s[—–-]\s[^;]*"
    r"|,\s(?:тогда как|в то время как|хотя)\s[^;]{0,40}\b(?:год(?:ом ранее| назад)|прошл(?:ого|ом) год[ау])[^;]*"
)


BESIDE_IT = pattern(r"(?:[,;(]|\s[—–-])\s*(?:(?:а|но|и|тогда как|в то время как|хотя|для сравнения:?|против)\s+){0,2}$")
THAN = pattern(r"(?:по сравнению (?:с|со)?|чем (?:в|за)?)\s?$")
"""«меньше, чем в 2022 году, когда изъяли 65 кг», «больше, чем за январь – июнь 2020 года (20,3 кг)»"""
AGAINST = pattern(r"\s(?:против|вместо)\s(?:(?:\d+,\d+|[^\s.;,()]+)\s){1,5}$")


def compared(text: str, sentence: Annotated) -> list[tuple[int, int]]:
    """The stretches of a sentence that tell of another period, in order: «изъято 120 кг (в 2023 году — 97 кг)»."""
    if "compared" not in sentence.stretches:
        low, start, end = folded(text), sentence.sentence.start, sentence.sentence.end
        found = [m.span() for m in BRACKETED.finditer(low, start, end)]
        if not found and (match := TRAILING.search(low, start, end)):
            found = [match.span()]
        sentence.stretches["compared"] = _by_periods(low, sentence) or found
    return sentence.stretches["compared"]


def _by_periods(low: str, sentence: Annotated) -> list[tuple[int, int]]:
    """The stretches that periods other than the first open: «в 2013 году изъяли 6 тонн, в 2014 – 9, в 2015 – 17», or
    close: «изъято 40 кг против 25 кг годом ранее»."""
    periods = [d for d in sentence.dates if d.kind in ("year", "period", "since")]
    end = sentence.sentence.end
    if len(periods) == 1:
        return _by_one_period(low, sentence, periods[0])
    if len({(d.first, d.last) for d in periods}) < 2:
        return []
    opened: list[tuple[int, int]] = []
    for before, date in itertools.pairwise(periods):
        if (date.first, date.last) == (periods[0].first, periods[0].last):
            continue
        if (match := AGAINST.search(low, before.end, date.start)) is not None:
            opened.append((match.start(), date.end))
        elif THAN.search(low, before.end, date.start) and low.startswith((", когда", " ("), date.end):
            opened.append((date.start, low.find(")", date.end, end) + 1 or end))
        elif (match := BESIDE_IT.search(low, before.end, date.start)) is not None:
            closing = low.find(")", date.end, end) if "(" in match[0] else -1
            opened.append((match.start(), closing + 1 if closing >= 0 else end))
    cut = [(a, min(b, c)) for (a, b), (c, _) in itertools.pairwise([*opened, (end, end)])]
    amounts = [q.start for q in (*sentence.quantities, *sentence.numbers)]
    amounts = [at for at in amounts if not any(d.start <= at < d.end for d in periods)]
    return [(a, b) for a, b in cut if any(a <= at < b for at in amounts) and any(at < a for at in amounts)]


def _by_one_period(low: str, sentence: Annotated, period: DateMention) -> list[tuple[int, int]]:
    """The stretch of the only period that a sentence tells, if what stands before is compared with it."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if low.startswith(" (", period.end) and THAN.search(low, 0, period.start):
        close = low.find(")", period.end, end) + 1  # «на 40 % меньше, чем в прошлом году (1,7 тонны)»
        inside = [q for q in sentence.quantities if period.end < q.start < close]
        return [(period.start, close)] if inside and len(inside) < len(sentence.quantities) else []
    against = AGAINST.search(low, start, period.start)  # «изъято 3,2 т против 2,8 т годом ранее»
    told = against is not None and any(q.start < against.start() for q in sentence.quantities)
    return [(against.start(), period.end)] if against is not None and told else []


def stretch_of(text: str, sentence: Annotated) -> str:
    """A sentence in small letters, with «е» for «ё»."""
    return folded(text)[sentence.sentence.start : sentence.sentence.end]


COMMITTED = pattern(
    r"\b(?:групп\w*|организаци\w+|сообществ\w+|банд\w+|участник\w*|он|она|они|обвиняем\w+|подсудим\w+|злоумышленник\w*)"
    r" (?:[\w-]+ ){0,4}?(?:совершил|совершен)\w* (?:[\w-]+ ){0,3}$"
)
"""«Всего группа совершила 134 наркопреступления»: what one case is about."""


def counts_crimes(text: str, sentence: Annotated) -> bool:
    """«Выявлено 180 преступлений», «преступлений – 159»: ten crimes or more are counted over many cases, three if they
    are named as those of drugs."""
    low = folded(text)
    after, before = _counted_crimes()
    for number in sentence.numbers:
        if number.value < FEW:
            continue
        match = after.match(low, number.end, sentence.sentence.end) or before.search(
            low, max(sentence.sentence.start, number.start - 40), number.start
        )
        if match and (number.value >= MANY or DRUG_CRIMES.search(match[0])):
            return COMMITTED.search(low, sentence.sentence.start, number.start) is None
    return False
