"""Sums of money, alone or joined to the wallet, account, property or drugs that they belong to."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import Goods
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import MoneyMention
from narcofacts.rules import Step
from narcofacts.text.letters import lowered


def shares_sum(text: str, goods: Goods, found: list[Goods]) -> bool:
    """«деньги и имущество на сумму 255 млн тенге»: the money is in the sum told behind."""
    if goods.category != "money" or goods.money is not None or goods.value is not None:
        return False
    return any(
        other.money is not None and other.category == "property" and JOINED.fullmatch(text[goods.end : other.start])
        for other in found
        if other.start >= goods.end
    )


JOINED = pattern(r"\s*(?:,|и|, а также|а также)\s+(?:[\w-]+\s+)?")


JOINT_WORTH = pattern(
    r"(?:общ\w+ стоимост\w+|в совокупности|совокупн\w+ стоимост\w+|на общую сумму|стоящ\w+)[^.;]{0,25}$", re.IGNORECASE
)


def sums_of_lists(text: str, found: list[Goods]) -> list[Goods]:
    """«три квартиры и паркинг, в совокупности стоящие 640 млн тенге»: a sum that the list before it uses up is one
    record."""
    for goods in found:
        if goods.money is None or goods.category not in ("money", "property"):
            continue
        money = goods.money
        before = [
            g
            for g in found
            if g is not goods
            and g.category in ("property", "vehicle")
            and g.money is None
            and g.end <= money.start
            and money.start - g.end < 140
        ]
        if not before or not JOINT_WORTH.search(text[max(0, money.start - 60) : money.start]):
            continue
        if pattern(r"включая|в том числе").search(text[before[0].start : money.start]):
            continue
        first = before[0]
        goods.item = text[first.start : before[-1].end if goods.category == "money" else goods.end]
        goods.category = "property"
        goods.value, goods.unit, goods.collective = None, None, True
        goods.start, goods.end = first.start, max(before[-1].end, money.end)
        goods.governor = first.governor
        goods.steps.append(Step("goods.sum_of_list", goods.start, goods.end))
        return [g for g in found if g not in before]
    return found


def sums(sentence: Annotated, text: str, found: list[Goods]) -> list[Goods]:
    """Sums of money, alone or joined to the wallet, account or property that holds them."""
    result = []
    for money in sentence.money:
        around = _priced_around(sentence, text, money, found)
        if around is not None:
            around.governor = ""
            _give_worth(around, money)
            continue
        priced = [g for g in found if g.drug_like and g.end <= money.start and not _told_of_owners(text, g)]
        told_to = max((end for g in priced[-1:] for end in (g.end, *(g.amount_span or ())[1:])), default=0)
        if priced and told_to <= money.start and _prices(text, told_to, money):
            _give_worth(priced[-1], money)
            continue
        alone = THIS_IS.fullmatch(text, sentence.sentence.start, money.start) and ENDS.match(text, money.end)
        doses = DOSES_FOR.search(text, max(0, money.start - 40), money.start)
        if doses or alone or AT_PRICES.match(text, money.end):
            if priced:
                _give_worth(priced[-1], money)
            continue
        if OF_WARES.search(lowered(text), max(sentence.sentence.start, money.start - 90), money.start):
            continue
        owner = _owner(text, money, found)
        steps = [Step(money.rule, money.start, money.end)]
        if owner is not None:
            owner.steps.extend([*steps, Step("goods.sum_of_thing", owner.start, money.end)])
            if WORTH_HEAD.search(text, max(0, owner.start - 60), owner.start):
                owner.governor = ""
            if owner.category in ("vehicle", "equipment", "device", "weapon", "drug", "precursor", "plant"):
                owner.worth = money
            elif owner.money is not None and IN_CASH.match(text, money.end):
                result.append(_sum(money, "money", steps))  # «имущество на 90 млн, в том числе на 12 млн наличными»
            elif owner.money is not None:
                clone = replace(
                    owner,
                    money=money,
                    start=money.start,
                    end=money.end,
                    value=None,
                    unit=None,
                    steps=list(steps),
                    spans=[],
                )
                result.append(clone)
            else:
                owner.money = money
                owner.worth = money.equivalent
                owner.spans.append((money.start, money.end))
                owner.end = max(owner.end, money.end)
            continue
        coin = next(
            (
                g
                for g in reversed([*found, *result])
                if g.category == "crypto" and g.money is not None and g.worth is None and 0 < money.start - g.end < 60
            ),
            None,
        )
        if coin is not None and RATE.search(text[coin.end : money.start]):
            coin.worth = money
            continue
        crypto = money.asset is not None or IN_CRYPTO.match(text, money.end) is not None
        result.append(_sum(money, "crypto" if crypto else "money", steps))
    return result


OF_WARES = pattern(
    r"\b(?:товар|контрабанд|продукци|сигарет|алкогол|спиртн|ювелирн|одежд|обув|издели|отмывани|легализаци|хищени|мошеннич"
    r"|ущерб)\w*(?:\s(?!и\s|изъят|арест|наличн|налож)[\w-]+){0,4}\s(?:на|стоимостью)\s"
    r"(?:(?:общую|общей)\s)?(?:сумм[уы]\s)?(?:[\w-]+\s){0,2}$"
)
"""«изъяли товаров народного потребления на сумму свыше 50 млн рублей»: what other goods, or a crime, are worth."""


def _give_worth(goods: Goods, money: MoneyMention) -> None:
    """What drugs are worth, unless that was told before."""
    goods.worth = goods.worth or money
    goods.steps.append(Step("goods.worth_of_drug", goods.start, money.end))


IN_CASH = pattern(r"\s(?:наличн|на (?:[\w-]+\s)?(?:сч[её]т|карт|вклад))", re.IGNORECASE)
IN_CRYPTO = pattern(r"\s(?:(?!и\s|наличн)[\w-]+\s){0,2}\(?криптовалют", re.IGNORECASE)
"""«900 тысяч рублей в криптовалюте», not «1,4 млн рублей наличными и криптовалюта»"""


def _sum(money: MoneyMention, category: Literal["money", "crypto"], steps: list[Step]) -> Goods:
    """A sum that nothing holds."""
    item = "криптовалюта" if category == "crypto" else "деньги"
    return Goods(money.start, money.end, category, item, money=money, worth=money.equivalent, steps=steps)


def _told_of_owners(text: str, goods: Goods) -> bool:
    """«имущество обвиняемых в сбыте наркотиков стоимостью 15 миллионов»: the worth is that of the property."""
    if goods.value is not None:
        return False
    return OWNERS.search(text, max(0, goods.start - 120), goods.start) is not None


OWNERS = pattern(
    r"\b(?:имуществ|актив)\w*\s(?:[\w-]+\s){0,4}(?:сбыт|продаж|торговл|контрабанд|оборот|распространени|хранени|производств)\w*\s"
    r"(?:[\w-]+\s)?$",
    re.IGNORECASE,
)


def _priced_around(sentence: Annotated, text: str, money: MoneyMention, found: list[Goods]) -> Goods | None:
    """«На 12 млн тенге наркотиков изъяли», «Наркотиков на сумму 12 млн рублей общим весом 3 кг»: the drugs that a sum
    tells the worth of, before their name or between their name and their amount."""
    worth = WORTH_OF.search(text, max(0, money.start - 40), money.start) is not None
    for goods in found:
        if not goods.drug_like:
            continue
        behind = money.end <= goods.start
        if worth and behind and goods.amount_span is None and text[money.end : goods.start].strip('«"“ ') == "":
            return goods
        if goods.amount_span is None and ON_SUM.fullmatch(text, goods.end, money.start):
            return goods
        if goods.amount_span is not None and goods.start < money.start and money.end <= goods.amount_span[0]:
            name = next((s for s in sentence.substances if goods.start <= s.start and s.end <= money.start), None)
            if name is not None and _prices(text, name.end, money):
                return goods
    return None


ON_SUM = pattern(r"\sна\s(?:общую\s)?сумму\s(?:в\s|свыше\s|более\s|около\s)?")
"""«перевозившие наркотические средства на общую сумму 500 млн тугриков»"""
WORTH_OF = pattern(r"(?:^|\s)на\s(?:(?:общую\s)?сумму\s)?(?:(?:более|свыше|около|почти)\s)?$", re.IGNORECASE)


def _prices(text: str, end: int, money: MoneyMention) -> bool:
    """Whether a sum tells what goods that end before it are worth: «наркотиков на 5 млн», «более чем на 6 млн».

    «8 кг мефедрона (около 12 млн рублей)»: so does one alone in brackets.
    """
    gap = text[end : money.start]
    return (
        PRICED.fullmatch(gap) is not None
        or (gap == " " and OVER.match(text, money.start) is not None)
        or (BRACKET_OPENS.fullmatch(gap) is not None and BRACKET_CLOSES.match(text, money.end) is not None)
    )


BRACKET_OPENS = pattern(r"\s[(\[](?:(?!общ|всего|в сумме)[^()\[\];\d]{0,30}\s)?(?:это|на)?\s?")
BRACKET_CLOSES = pattern(r"[^()\[\];\d]{0,40}[)\]]|\s[(\[][^()\[\]]{0,40}[)\]]{2}")


DOSES_FOR = pattern(r"\bдоз\w*(?:\s(?:[\w-]+\s)?(?:на|стоимостью)(?:\s(?:общую\s)?сумму)?|,)\s$", re.IGNORECASE)
THIS_IS = pattern(
    r"(?:Это|Сумма ущерба|В (?:пересч[её]те на деньги|денежном (?:эквиваленте|выражении)))(?:\s[—–-])?\s"
    r"(?:это\s|составляет\s|составило\s)?"
)
ENDS = pattern(r"[.!]|$")
"""«Изъято 2 кг мефедрона. Это около 4 млн рублей.»"""
AT_PRICES = pattern(r"\s(?:в|по)\s(?:[\w-]+\s){0,2}цен(?:ах|ам|е)\b", re.IGNORECASE)
"""«(15 тыс. доз, 12 млн рублей)», «Это 15 тысяч доз на 12 млн рублей», «30 млн рублей в розничных ценах»: a worth"""
PRICED = pattern(
    r"(?:\s\([^()]{1,40}\))?(?:\sиз\s[\w-]+)?(?:\sв\s[\w-]+(?=\sна\s))?(?:,|\s[—–-](?=\s(?:на|это)\s))?\s*"
    r"(?:на (?:общую )?сумму|(?:[а-яё-]+[ое]й ){0,2}стоимостью"
    r"(?:, (?:как|по|предположительно)\b[^,.;\d]{0,40},)?|ценой|на|это|"
    r"что в денежном (?:эквиваленте|выражении) (?:составля\w+|составил\w*)|"
    r"(?:расч[её]тная|ориентировочная|примерная|предполагаемая|рыночная)\s(?:сумма|стоимость|цена)(?:\s[—–-])?|"
    r"(?:оценива[ею]м|оцен[её]нн|стоящ)\w+)\s*(?:(?:примерно|приблизительно)\s*)?(?:в\s*)?",
    re.IGNORECASE,
)


RATE = pattern(r"\bпо (?:\w+ )?курсу|эквивалент|\bэто\b|в пересч[её]те|примерно|около", re.IGNORECASE)


@cache
def _holding() -> re.Pattern[str]:
    """What may stand between a thing and its worth: «на сумму», «стоимостью», «, на которых хранилось», «с активами
    на»."""
    return pattern(
        r"[^.;\d]{0,45}?(?:на\s+(?:общую\s+)?сумму|общ\w+\s+стоимост\w+|стоимост\w+|ценой|ценою|эквивалентн\w+|с\s+суммой|с\s+активами(?:\s+на)?|"
        r"хранил\w+|хранится|скопил\w+|накопил\w+|лежал\w+|находил\w+|оцени\w+|на\s+сумму|с\s+остатком|с\s+балансом|"
        r"\bна|—|–|\s-|:)\s*(?:свыше|более|почти|в|эквивалент|порядка|около)?\s*",
        re.IGNORECASE,
    )


OVER = pattern(r"(?:(?:более|больше|свыше|менее)\s+чем|почти|примерно|приблизительно)\s+на\s", re.IGNORECASE)


WORTH_HEAD = pattern(r"\b(?:стоимость|сумма|оценка)\s(?:всего\s)?(?:[а-яё]+(?:ого|ых)\s)?$", re.IGNORECASE)
COMES_TO = pattern(
    r"(?:\s[\w-]+){0,4}(?:,[^,.;\d]{3,60},)?\s(?:состав|превы|достиг|оцен)\w+(?:\s.{0,30})?", re.IGNORECASE
)
"""«Общая стоимость арестованного имущества наркоторговца составила 120 млн рублей»"""
WORTH_OF_THING = pattern(
    r"(?:\s[«\"]?[\w-]+[»\"]?){0,2}\s(?:(?:общ\w+\s)?стоимостью|ценой|на(?:\s(?:общую\s)?сумму)?)\s(?:в\s)?",
    re.IGNORECASE,
)
"""«лабораторное оборудование на 3 млн рублей»"""


def _owner(text: str, money: MoneyMention, found: list[Goods]) -> Goods | None:
    """The wallet, account or property of `found` that a sum belongs to."""
    before = [
        g
        for g in found
        if g.end <= money.start
        and g.category in ("property", "crypto", "vehicle", "money", "equipment", "device", "weapon")
        and money.start - g.end < 90
    ]
    if not before:
        return None
    goods = before[-1]
    gap = text[goods.end : money.start]
    if goods.category == "money":
        return goods if pattern(r"\s*(?:[—–:-]|в размере|в сумме|на сумму|на общую сумму)?\s*").fullmatch(gap) else None
    if goods.category == "property" and WORTH_HEAD.search(text, max(0, goods.start - 60), goods.start):
        return goods if COMES_TO.fullmatch(text, goods.end, money.start + len("превышает")) else None
    if goods.category in ("vehicle", "equipment", "device", "weapon"):
        told = goods.category == "vehicle" and pattern(r"стоимост|оцени").search(gap) and "," not in gap
        return goods if told or WORTH_OF_THING.fullmatch(gap) else None
    if _holding().fullmatch(gap):
        return goods
    over = OVER.match(text, money.start)  # «активы наркоторговцев более чем на 7 млрд тенге»: within the amount's words
    if over is not None and pattern(r"[^.;,\d]{0,45}").fullmatch(gap):
        return goods
    if (
        goods.category == "crypto"
        and goods.money is None
        and len(gap) < 90
        and pattern(r"\b(?:там|на н[её]м|на них|на котор\w+|где|остава\w+|числи\w+|хран\w+)\b").search(gap)
    ):
        return goods
    if (
        goods.category == "crypto"
        and goods.money is not None
        and pattern(r"\s*(?:и|,|, а также|а также)\s*").fullmatch(gap)
    ):
        return goods
    return None
