"""Amounts that name nothing («изъяли 870 кг», «312 кустов»), unless another noun owns them."""

from __future__ import annotations

import re

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import MASS_UNITS, Goods
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import QuantityMention
from narcofacts.mentions.quantities import container_unit
from narcofacts.nlp.morph import Reading, is_known, readings
from narcofacts.records import Category
from narcofacts.rules import Step

GENERIC_AFTER = frozenset(
    [
        "наркотик",
        "наркотики",
        "вещество",
        "порошок",
        "смесь",
        "товар",
        "сырье",
        "груз",
        "партия",
        "свертки",
        "пакеты",
        "синтетика",
        "концентрат",
        "готовый",
        "изъятое",
        "раствор",
        "жидкость",
        "чистый",
        "кристалл",
        "продукт",
        "зелье",
        "масса",
        "посев",
        "дикорос",
        "заросль",
        "запрещенный",
        "отрава",
        "дурман",
        "растение",
        "таблетка",
        "капсула",
        "продукция",
    ]
)


DRINKS = ("спирт", "алкогол", "питьев", "моющ", "горюч", "смазочн")
OF_FIRE = pattern(
    r"площад\w+ (?:пожара|возгорания|горения|помещени\w+|дома|квартиры|ангара|цеха)\b[^.;]*$", re.IGNORECASE
)
FIELDS = pattern(
    r"\bплощад\w+ (?:под|произрастани\w+|(?:маковых |опийных )?(?:посевов|плантаций|полей)) [^.;]*"
    r"\b(?:состав|выросл|увелич|сократи|уменьши|достиг|превыс)\w+[^.;]*$",
    re.IGNORECASE,
)
"""«Площадь под опийным маком увеличилась и составила 12 тысяч гектаров»: what grows, not what was destroyed."""
OF_PLANTS = pattern(r",?\s*(?:общ\w+\s+)?(?:вес\w*|масс\w+)\s*[—–-]?\s*")


CROP = pattern(r"\b(?:он|они|урожай)\s(?:[\w-]+\s)?(?:потян|вес[ия])\w*\s(?:на\s)?$", re.IGNORECASE)
FOR_MAKING = pattern(
    r"\s(?:[\w-]+\s)?(?P<noun>жидкост\w+|раствор\w*|химикат\w*|веществ\w*|сырья),?\s(?:применя|использ|предназнач|необходим)\w+\s"
    r"(?:в|для|при)\s(?:производств|изготовлени|синтез)",
    re.IGNORECASE,
)
"""«пять тонн жидкости, применявшейся в производстве»: a precursor, whatever stands before."""
SAME_STUFF = pattern(r"\s(?:того|такого|этого) же (?:препарат|наркотик|веществ|товар|зель|порошк)", re.IGNORECASE)
"""«ещё 190 таблеток того же препарата»"""
GROSS = pattern(r"\b(?:с упаковкой|вместе с (?:упаковкой|тарой)|брутто)\s*(?:[—–-]|состав\w+)?\s*$", re.IGNORECASE)
PURE = pattern(r",\s(?:которы[йе]\s)?содерж(?:ащ|ал|ит)\w*\s(?:[а-яё]+\s)?$", re.IGNORECASE)
GROSS_BEHIND = pattern(r"\s(?:вместе )?с (?:упаковкой|тарой)\b|\sбрутто\b", re.IGNORECASE)
EACH_PACKED = pattern(
    r"\b(?:упакова|расфасова|разложен|уложен|фасова)\w+\s(?:[\w-]+\s)?(?:в|по)\s"
    r"(?:мешки|пакеты|коробки|ящики|бочки|св[её]ртки|брикеты|тюки)\s(?:вес\w+|масс\w+|по)\s(?:по\s)?$",
    re.IGNORECASE,
)
"""«упаковано в мешки весом 25 килограммов»: what each weighs."""
TAKEN_THING = pattern(
    r"(?:вес|масс)\w*\s+(?:изъят|найден|обнаружен)\w+\s+[\w-]+\W{1,3}(?:состав\w+|достиг\w+|превы\w+)?\W*$",
    re.IGNORECASE,
)


MORE_VIALS = pattern(r"\bещ[её]\s[^.;,]*(?:флакон|ампул|пузыр|блистер)\w*$", re.IGNORECASE)
"""«при них было ещё 1240 флаконов»"""
TAKEN_DOSES = pattern(
    r"\b(?:изъя|обнаруж|нашл)\w+\s(?:у\s[\w-]+\s)?(?:порядка\s|около\s|более\s|почти\s)?$", re.IGNORECASE
)
"""«Полицейские изъяли у него порядка 900 доз»"""


def lone_goods(sentence: Annotated, text: str, quantity: QuantityMention) -> Goods | None:
    """A quantity without a named substance: «312 кустов», «изъяли 870 кг», «5,2 тонны». None if another noun owns
    it."""
    tokens = sentence.tokens
    at = sentence.token_at(quantity.end)
    following = next((t for t in tokens[at:] if t.start >= quantity.end), None)
    if following is not None and following.lower.startswith(DRINKS):
        return None  # «50 литров спиртосодержащих жидкостей»
    if following is not None and following.word and not SAME_STUFF.match(text, quantity.end):
        if not is_known(following.lower) and following.text.islower():
            return None  # «140 кг насвая»: of a thing that nobody knows
        best = _governed_by_amount(following.lower)
        if best is not None and best.pos in ("NOUN", "ADJF", "PRTF") and best.case in ("gent", ""):
            if best.pos in ("ADJF", "PRTF"):
                second = next((t for t in tokens[at:] if t.start >= following.end), None)
                if second is not None and second.word:
                    noun = _governed_by_amount(second.lower)
                    if noun is not None and (noun.pos, noun.case) == ("NOUN", "gent"):
                        best = noun
            if best.pos == "NOUN" and best.lemma not in GENERIC_AFTER and not OF_KINDS.match(text, quantity.end):
                return None
    in_row = any(0 < quantity.start - sub.end <= 4 for sub in sentence.substances)
    nickname = NICKNAME.match(text, quantity.end) if in_row else None
    if nickname is not None and not _generic(nickname[1].lower()):
        return None  # «45 кг маковой соломы и 3 кг «химки»»: something else, which nobody knows
    if quantity.unit == "m2" and OF_FIRE.search(text, max(0, quantity.start - 60), quantity.start):
        return None  # «площадь пожара составила 600 квадратных метров»
    if quantity.unit == "m2" and FIELDS.search(text, sentence.sentence.start, quantity.start):
        return None
    if EACH_PACKED.search(text, max(0, quantity.start - 60), quantity.start) or _of_taken_thing(
        sentence, text, quantity
    ):
        return None
    if SIZED.search(text, max(0, quantity.start - 12), quantity.start):
        return None  # «чучело крокодила (73 см, 528 г)»
    if text.startswith(" из-под ", quantity.end):
        return None  # «18 мешков из-под удобрений»
    plants = [q for q in sentence.quantities if q.unit == "plant" and q.end <= quantity.start]
    if plants and OF_PLANTS.fullmatch(text, plants[-1].end, quantity.start):
        return None  # «214 кустов общим весом 19 килограммов»
    if plants and CROP.search(text, plants[-1].end, quantity.start):
        return None  # «весь урожай, 200 кустов, вырвали, он потянул на 400 килограммов»
    fields = [q for q in sentence.quantities if q.unit == "m2" and q.end <= quantity.start]
    if fields and OF_PLANTS.fullmatch(text, fields[-1].end, quantity.start):
        return None  # «Их площадь составила 900 кв. м, вес – более 2 тонн»
    if quantity.unit in MASS_UNITS and (made := FOR_MAKING.match(text, quantity.end)) is not None:
        return _liquid(quantity, made)
    if quantity.unit == "m2" and any(q.unit == "plant" for q in sentence.quantities):
        return None  # «11 тысяч кустов на участке в 105 квадратных метров»
    if _measures_other(sentence, text, quantity) or _weighs_thing(sentence, text, quantity):
        return None
    if _of_noun_before(sentence, quantity) or _of_taken_thing(sentence, text, quantity):
        return None
    before = sentence.tokens[sentence.token_at(quantity.start) - 1].lower if sentence.token_at(quantity.start) else ""
    if pattern(r"\bна\b").search(text[quantity.start : quantity.end]) or (
        following is not None and following.lower in ("тяжелее", "больше", "меньше", "легче", "тяжелей")
    ):
        return None
    if (
        (quantity.unit == "dose" and not TAKEN_DOSES.search(text, max(0, quantity.start - 60), quantity.start))
        or (quantity.unit == "piece" and not MORE_VIALS.search(text, max(0, quantity.start - 5), quantity.end))
        or (before == "на" and not any(t.lower.startswith("потян") for t in tokens))
    ):
        return None
    category: Category = "plant" if quantity.unit in ("plant", "m2") else "drug"
    return Goods(
        quantity.start,
        quantity.end,
        category,
        "",
        None,
        quantity.value,
        quantity.unit,
        quantity.bound,
        quantity.value_max,
        (quantity.start, quantity.end),
        container=quantity.container,
        named=False,
        steps=[Step(quantity.rule, quantity.start, quantity.end), Step("goods.lone", quantity.start, quantity.end)],
    )


OF_KIND = pattern(r"\s[а-яё]+(?:[ыи]х|ого|его)\s")
OF_KINDS = pattern(OF_KIND.pattern + r"(?:и|а также)\s(?:[\w-]+\s){0,2}\d")
"""«30 килограммов сухих и 150 литров жидких прекурсоров»"""
NICKNAME = pattern(r"\s[«\"“„]([а-яё-]+)[»\"”“]")


def _generic(word: str) -> bool:
    """Whether a word tells of whatever was taken: «товара», «синтетики»."""
    return any(reading.lemma in GENERIC_AFTER for reading in readings(word))


def gross(sentence: Annotated, text: str, quantity: QuantityMention) -> bool:
    """«900 кг чистого кокаина общей массой с упаковкой 1100 кг», «1750 кг с упаковкой (нетто 1515 кг)»: a mass with
    its wrapping beside the net one."""
    if PURE.search(text, max(0, quantity.start - 40), quantity.start):  # «2197 кг порошка, содержащего 1758 кг кокаина»
        return any(q.unit == quantity.unit and 0 < quantity.start - q.end < 60 for q in sentence.quantities)
    net = any(q.unit == quantity.unit and q is not quantity for q in sentence.quantities)
    before = GROSS.search(text, max(0, quantity.start - 40), quantity.start)
    return net and (before is not None or GROSS_BEHIND.match(text, quantity.end) is not None)


def _liquid(quantity: QuantityMention, made: re.Match[str]) -> Goods:
    """The precursor that an amount of a liquid for making drugs is."""
    steps = [Step(quantity.rule, quantity.start, quantity.end), Step("goods.for_making", quantity.end, made.end())]
    return Goods(
        quantity.start,
        made.end("noun"),
        "precursor",
        made["noun"].lower(),
        "precursors",
        quantity.value,
        quantity.unit,
        quantity.bound,
        quantity.value_max,
        (quantity.start, quantity.end),
        steps=steps,
    )


def _of_taken_thing(sentence: Annotated, text: str, quantity: QuantityMention) -> bool:
    """«Масса изъятого оборудования — 300 кг»: of a thing that is no drug."""
    match = TAKEN_THING.search(text, max(sentence.sentence.start, quantity.start - 60), quantity.start)
    return match is not None and any(match.start() < item.start < quantity.start for item in sentence.items)


SIZED = pattern(r"\d\s?(?:см|мм|м),\s$")


def _governed_by_amount(word: str) -> Reading | None:
    """The reading of a word behind an amount: a noun in the genitive where it can be one («20 тонн лука»)."""
    found = readings(word)
    if found and found[0].pos in ("CONJ", "PREP", "PRCL"):
        return None
    return next((r for r in found if r.pos == "NOUN" and r.case == "gent"), found[0] if found else None)


def _weighs_thing(sentence: Annotated, text: str, quantity: QuantityMention) -> bool:
    """«золотые изделия общим весом 73,5 кг»: the mass of a thing that is no drug."""
    before = [item for item in sentence.items if item.end <= quantity.start]
    between = text[before[-1].end : quantity.start].lower().split() if before else []
    held = any(container_unit(word) is not None for word in between)  # «в кузове лежали брикеты общим весом 255 кг»
    return (
        bool(before)
        and not held
        and pattern(r"(?:\s[\w-]+){0,2}\s*,?\s*(?:общ\w+\s+)?(?:вес\w*|масс\w+)\s*[—–-]?\s*").fullmatch(
            text[before[-1].end : quantity.start]
        )
        is not None
    )


SHARES = frozenset({"часть", "половина", "треть"})
"""«Первую часть, 227 кг, нашли в контейнере»: of what was told of before."""
MEASURES = frozenset(
    {"вес", "масса", "объем", "количество", "итог", "результат", "улов", "урожай", "остальное", "остаток", "общий"}
)


def _of_noun_before(sentence: Annotated, quantity: QuantityMention) -> bool:
    """«ГСМ – 61 тонна», «скот – 1342 головы»: a row of a list, whose noun is no drug, place or agency."""
    at = sentence.token_at(quantity.start)
    if at < 2 or sentence.tokens[at - 1].text not in ("—", "–", "-", ":"):
        return False
    noun = sentence.tokens[at - 2]
    taken = (*sentence.places, *sentence.agencies, *sentence.substances, *sentence.dates, *sentence.people)
    if not noun.word or any(m.start <= noun.start < m.end for m in taken):
        return False
    found = readings(noun.lower)
    nominative = any(r.pos == "NOUN" and r.case == "nomn" for r in found[:2]) or noun.text.isupper()
    begins = at == 2 or sentence.tokens[at - 3].text in (",", ";", "•", "–", "-", "—", ":")
    return nominative and begins and not {r.lemma for r in found} & (MEASURES | set(GENERIC_AFTER))


def _measures_other(sentence: Annotated, text: str, quantity: QuantityMention) -> bool:
    """«в грузе бананов, 78 тонн, который везли»: an insertion that measures the noun before it."""
    if text[quantity.end : quantity.end + 1] not in (",", ")"):
        return False
    at = sentence.token_at(quantity.start)
    if at < 2 or sentence.tokens[at - 1].text not in (",", "("):
        return False
    noun = sentence.tokens[at - 2]
    if any(d.start <= noun.start < d.end for d in sentence.dates):
        return False  # «больше, чем за январь – июнь 2020 года (35,9 кг)»
    found = readings(noun.lower) if noun.word else ()
    drugs = any(s.start <= noun.start < s.end for s in sentence.substances)
    things = any(i.start <= noun.start < i.end for i in sentence.items)
    if not found or found[0].pos != "NOUN" or container_unit(noun.lower) is not None:
        return False
    return found[0].lemma not in MEASURES | SHARES | set(GENERIC_AFTER) and not drugs and not things
