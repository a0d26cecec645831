"""Sentences of courts: the term, the fine and what else is told beside a verb of conviction."""

from __future__ import annotations

import re
from functools import cache

from narcofacts.cached.patterns import pattern
from narcofacts.events.frames import Trigger
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import MoneyMention
from narcofacts.mentions.numerals import numbers
from narcofacts.records import Money, Penalty
from narcofacts.text.letters import lowered

TOGETHER = r"в (?:общей сложности|совокупности)"
"""«в совокупности 100 лет»: terms of several people added up."""
YEARS_TOLD = (
    r"(?:\d+|дв(?:а|ум)|тр(?:и|[её]м)|четыр(?:е|[её]м)"
    r"|(?:пят|шест|сем|восем|восьм|девят|десят|двадцат|[а-яё]+надцат)[ьи])(?:\sс половиной)?"
)
"""The years of a term, in figures or words, in the cases that «к», «на» and «по» have."""
TERM_BEHIND = pattern(
    r"\s*(?:[—–-]|тоже [—–-])\s*(?:ещ[её]\s+)?"
    r"(?:(?:к|на|по|от)\s+(?!свобод)[\w,]+(?:\s+[\w,]+){0,4}|[\w,]+(?:\s+с половиной)?\s+(?:лет|года?)\b"
    rf"|{YEARS_TOLD}"
    r"(?=[.,;]|\sи\s|$)"
    r"|(?:условн|пожизненн)\w+(?:\s(?:срок|заключени|лишени)\w*)?(?=[.,;]|\s(?:и|за)\s|$))",
    re.IGNORECASE,
)
"""«закладчики — к девяти», «двум кладменам — по 9 лет», «бухгалтеру – 13»"""
OWN_TERM = pattern(
    r"(?:\s[\w-]+){0,4}?\s*(?:(?:[—–-]\s*)?(?:к|на|по)|[—–-])\s+[\w,]+(?:\s+с половиной)?(?:\s+(?:лет|год\w*)\b|,\s)"
    r"|(?:\s[\w-]+){0,2}\s[\w,]+\s(?:лет|года?)\s(?:и\s\w+\sмесяц\w*\s)?(?:колони|лишени|тюрьм|заключени|строг|общего|условно)"
)
"""«мужа к 15 годам, жену …», «– 9 лет, »: a term between somebody and the next of the sentence."""
ROW_OF_TERMS = pattern(
    r"\s*[—–-]\s(?:(?:к|по)\s\w+|\d+(?=,)|\d[\d,]*\s(?:лет|года?)\b)(?:\s[\w-]+){0,6},?\s"
    r"(?:(?:а|и|а также)\s)?(?:ещ[её]\s)?(?:(?:его|е[её]|их)\s)?"
)
"""«организатора группы к 18 годам, курьера – к 12»: what stands between people who have a term each."""


JAIL = r"(?:за реш[её]ткой|в (?:тюрьме|колонии|заключении|неволе))"
GIVEN = r"(?:получил[аи]?|дал[аи]?|назначил[аи]?|назначено|назначены)(?:\sпо)?"
STAY = r"(?:провед(?:[её]т|ут)|отсид[ия]т)"


def penalty_of(sentence: Annotated, text: str, trigger: Trigger, several: bool = False) -> Penalty | None:
    """The sentence told beside a verb of conviction: in its clause, else anywhere in the sentence; of `several` people,
    the one that they all got."""
    clause = sentence.tokens_of(trigger.clause)
    whole = lowered(text)[sentence.sentence.start : sentence.sentence.end]
    own = lowered(text)[clause[0].start : clause[-1].end]
    years, months = _term(own) or _term(whole) or (None, None)
    if several and DIFFERENT.search(whole):
        years = months = None
    life = "пожизненн" in whole and trigger.asserted
    suspended = pattern(r"условно(?!-досрочн)|условн\w+ (?:срок|наказан|осужд)").search(whole) is not None
    confiscation = "с конфискацией" in whole
    fine = _fine(sentence, text)
    if years is None and not life and not suspended and fine is None and not confiscation:
        return None
    return Penalty(
        years=years or None,
        months=months,
        life=life and years is None,
        suspended=suspended,
        fine=fine,
        confiscation=confiscation,
    )


DIFFERENT = pattern(
    r"\b(?:\d+|[а-яё]+(?:ь|и|е)) (?:лет )?(?:и|,|или) (?:\d+|[а-яё]+(?:ь|и|е|а)) (?:лет|года|годам)\b"
    r"|\b(?P<one>\d+) (?:лет|года|годам)\b.*?\b(?!(?P=one)\b)\d+ (?:лет|года|годам)\b"
)
"""«получили 11 и 8 лет колонии», «организатор — 18 лет, его жена — 9 лет»: nobody's term is that of all"""


def _term(stretch: str) -> tuple[int, int | None] | None:
    """Years and months of a term: «приговорил к 8 годам и 6 месяцам», «9 с половиной лет». A range is none."""
    if (changed := ON_APPEAL.search(stretch)) is not None:
        told = numbers(changed[1])
        return (int(told[0].value), None) if told and not told[0].start else None
    # «в 19 лет торговавший гашишем, приговорён к 8 годам»: «в» tells an age as often as a term
    match = _years_behind(rf"на|к|на срок|в виде|{GIVEN}").search(stretch)
    match = match or _years_behind("в").search(stretch)
    match = match or _years_behind(rf"{STAY}(?:\s{JAIL})?(?:\sпо)?").search(stretch)
    if match is None:  # «вынес приговор: 9 лет лишения свободы»
        match = pattern(
            r"(?::|—|–)\s+(\w+(?:[,.]5)?|\w+ с половиной)\s+(?:лет|года|год)\b(?:\s+(?:и\s+)?(\w+)\s+месяц\w*)?"
            r"(?=\s+(?:лишения|колони|тюр|заключ|строг))"
        ).search(stretch)
    if match is None:  # «9 лет лишения свободы получил член группы»
        match = pattern(
            r"(?<!до )(?<!от )\b(\w+(?:[,.]5)?)\s+(?:лет|года)\b(?:\s+(?:и\s+)?(\w+)\s+месяц\w*)?"
            rf"(?=\s+(?:лишения свободы|колонии|строгого|общего|тюрьмы|{JAIL}))"
        ).search(stretch)
    if match is None and (only := MONTHS_ONLY.search(stretch)) is not None:
        told = numbers(only[1])
        return (0, int(told[0].value)) if told and not told[0].start else None
    if match is None or pattern(r"\bдо\s+\w+\s+лет|\b" + TOGETHER + r"\b").search(stretch):
        return None
    found = numbers(match.group(1))
    if not found or found[0].start:
        return None
    value = float(found[0].value)
    if value >= LONGEST:
        return None  # «в 2023 году»
    years = int(value)
    months = int((value - years) * 12) if value != years else None
    extra = numbers(match.group(2)) if match.group(2) else []
    return years, int(extra[0].value) if extra else months


ON_APPEAL = pattern(
    r"\b(?:снизил|сократил|смягчил|уменьшил|увеличил|ужесточил)[аи]?\b[^.;]*\bдо\s(\w+)\s(?:лет|года)\b"
)
"""«снизил срок наркокурьеру с 12 до 10 лет»"""
TERM_BY_NOUN = pattern(
    r"\b(?:наказани\w+|срок\w*)\b[^.;]{0,50}?(?:[—–-]|составил\w*|в виде)\s*(?:в\s)?(?P<years>\w+)\s(?:лет|года)\b"
    r"|(?:^\W*приговор\s?[—–:-]|\bназначен[оы]?\b[^.;]{0,25}?|\bот(?:бу|сид)\w+"
    r"|\bотправ[ия]тся в колонию[^.;]{0,25}? на)"
    r"\s(?:по\s)?(?P<got>\w+)\s(?:лет|года)\b"
    r"|\b(?:предстоит|прид[её]тся)\b[^.;]{0,40}?(?:пров|отбы|в колонии)[^.;]{0,30}?\b(?P<stay>\w+)\s(?:лет|года)\b"
)
"""«Наказание — 9 лет колонии», «Ему предстоит провести в колонии 9 лет»"""


NOT_GIVEN = pattern(r"\b(?:прос|запр|треб|ходатайств|гроз|предусм|санкци|может|могут|статья|условно-досрочн)")
"""«Прокурор просил наказание в виде 12 лет», «статья предусматривает срок в виде …»"""


def term_told_later(sentence: Annotated, text: str, several: bool = False) -> int | None:
    """The years that a sentence without a verb of conviction tells of somebody convicted before, or as changed on
    appeal; of `several`, what each got («по 9 лет»)."""
    stretch = lowered(text)[sentence.sentence.start : sentence.sentence.end]
    match = None if NOT_GIVEN.search(stretch) else ON_APPEAL.search(stretch) or TERM_BY_NOUN.search(stretch)
    if match is None or (several and (" по " not in match[0] or DIFFERENT.search(stretch))):
        return None
    told = numbers(next((g for g in match.groups() if g), ""))
    return int(told[0].value) if told and not told[0].start and told[0].value < LONGEST else None


MONTHS_ONLY = pattern(r"\b(?:к|на)\s(\w+)\sмесяц(?:ам|ев|а)\s(?:лишени|ограничени|арест|колони|тюр|исправ)")
"""«к 8 месяцам лишения свободы»"""


@cache
def _years_behind(words: str) -> re.Pattern[str]:
    return pattern(
        rf"\b(?:{words})\s+(?:(?:ему|ей|им)\s+)?(\w+(?:[,.]5)?|\w+ с половиной)\s+(?:лет|годам|году|года|год|годами)\b"
        r"(?:\s+(?:и\s+)?(\w+)\s+месяц\w*)?"
    )


LONGEST = 200
"""No term of years."""


def _fine(sentence: Annotated, text: str) -> Money | None:
    for money in sentence.money:
        if pattern(r"штраф\w*(?:\s+в|\s+на|\s+размером|\s+в размере)?\s*$").search(
            text[max(0, money.start - 30) : money.start]
        ):
            return record_money(money, text)
    return None


def record_money(money: MoneyMention, text: str) -> Money:
    """The record form of a sum."""
    return Money(
        text[money.start : money.end], money.amount, money.currency, money.bound, money.asset, money.amount_max
    )
