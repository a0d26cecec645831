"""What makes a sentence one of statistics: how many are counted, over what period, and of nobody in particular."""

from __future__ import annotations

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import VAGUE, Goods
from narcofacts.linking.case import SentenceFacts
from narcofacts.linking.discourse import stretch_of
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import DateMention
from narcofacts.text.letters import folded


def is_statistic(sentence: SentenceFacts) -> bool:
    """Whether the facts of the sentence can be statistics: no single named or aged person."""
    for fact in sentence.arrests:
        if fact.group is not None and any(
            unit.ages or unit.name or (unit.value == 1 and not unit.subset) for unit in fact.group.units
        ):
            return False
    return True


def days_of(date: DateMention) -> int:
    """How many days a period has; many where nobody says when."""
    return (date.last - date.first).days + 1 if date.first is not None and date.last is not None else 1000


def shuts_one(sentence: SentenceFacts) -> bool:
    """«За двое суток пресечён канал поставки, изъят 921 кг»: nothing else is told than that one thing was shut down, or
    what went through one channel."""
    shut = sentence.case.dismantled
    one = len(shut) == 1 and shut[0].count == 1 and not sentence.arrests
    return one and (not sentence.seizures or shut[0].kind == "supply_channel")


def weeks_ago(text: str, date: DateMention) -> bool:
    """«Две недели назад», «Месяц назад», «на прошлой неделе»."""
    if date.kind == "span" and folded(text)[date.start : date.end].endswith("прошлой неделе"):
        return True
    ago = date.rule in ("dates.ago", "dates.some_time_ago")
    return ago and pattern(r"недел|месяц").search(folded(text), date.start, date.end) is not None


def long_span(date: DateMention) -> bool:
    """«с 20 мая по 24 августа»: three weeks or more are a period of statistics."""
    return (
        date.kind == "span" and date.first is not None and date.last is not None and (date.last - date.first).days > 20
    )


def lasts(text: str, date: DateMention) -> bool:
    """«с начала года», «за девять месяцев», «за октябрь»: a date in which much happens."""
    month = date.kind == "month" and text[date.start : date.start + 3].lower() == "за "
    return month or date.kind in ("period", "since") or long_span(date)


OUTCOME = pattern(r"\bитог(?:и|ов|ам|ах|ами)?\b")


def sums_up(text: str, sentence: Annotated) -> bool:
    """«подвёл итоги работы за ноябрь»: whether a sentence speaks of the results of a period."""
    return OUTCOME.search(stretch_of(text, sentence)) is not None and any(lasts(text, d) for d in sentence.dates)


MANY = 100
"""«В прошлом году осудили 734 человека»: so many are counted over many cases."""


WILD = 10_000
"""«уничтожено 14 га дикорастущей конопли»: so many square metres of weeds are no one's crop"""
TONS = 10_000_000
"""«В 2022 году в порту изъяли 110 тонн»: ten tons or more, in grams, too."""


def counts_many(sentence: SentenceFacts) -> bool:
    """Whether a hundred people or more, or tons of drugs, are told as taken in a year; or tons of drugs in general, or
    hectares of wild plants destroyed in a region."""
    wide = sentence.scene is None or sentence.scene.place.kind in ("region", "country")
    if wide and any(fact.action == "destroyed" and _wild(fact.goods) for fact in sentence.seizures):
        return True
    if any(
        fact.goods.substance in VAGUE and fact.goods.unit == "g" and float(fact.goods.value or 0) >= TONS
        for fact in sentence.seizures
    ):
        return True
    return any(d.kind in ("year", "period", "since") for d in sentence.sentence.dates) and (
        any(fact.group is not None and (fact.group.value or 0) >= MANY for fact in sentence.arrests)
        or any(
            fact.goods.drug_like and fact.goods.unit == "g" and float(fact.goods.value or 0) >= TONS
            for fact in sentence.seizures
        )
    )


def _wild(goods: Goods) -> bool:
    return goods.unit == "m2" and float(goods.value or 0) >= WILD and "дикораст" in goods.item.lower()


def same_period(one: DateMention, two: DateMention) -> bool:
    """Whether two mentions tell one period."""
    if one.first is None or two.first is None:
        return one.kind == two.kind and one.rule == two.rule
    return one.first == two.first and (one.last == two.last or one.kind == "since" or two.kind == "since")
