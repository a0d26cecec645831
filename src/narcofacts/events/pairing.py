"""Amounts of a sentence with the substance or thing that each belongs to.

A quantity takes the substance after it («4,7 кг высушенной марихуаны»), else the one before it («гашиш общим весом
5 кг»).
"""

from __future__ import annotations

import itertools
import re
from functools import cache

from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.events.following import following
from narcofacts.events.goods import DISCRETE, MASS_UNITS, VAGUE
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import ItemMention, QuantityMention, SubstanceMention
from narcofacts.mentions.numerals import numbers
from narcofacts.mentions.quantities import container_unit, counted_unit
from narcofacts.nlp.morph import readings
from narcofacts.spans import overlap


@cache
def _before() -> re.Pattern[str]:
    """What may stand between a substance and its amount after it: «гашиш общим весом», «героин, его вес —»."""
    return pattern(
        r"(?:[\s—–\-:(),»\"]|его|ее|её|их|общ\w++|суммарн\w++|чист\w++|вес\w*+|масс\w++|объем\w++|"
        r"объём\w++|количеств\w++|площад\w++|"
        r"в|на|из|них|(?:мешк|пакет|св[её]рт|банк|короб|бутыл|брикет|канистр|упаков|сумк|рюкзак)\w*+|общей|сложности|состав\w++|превы[сш]\w++|достиг\w*+|пришлось|пришелся|пришлась|набрал\w*+|приходится|приходятся|приходилось|партия|партию|партии|размер\w*+|было|около|"
        r"который|которых|весит|потянул\w*+|крупном|особо|значительном|лишь|всего|только|"
        r"(?:вырос|увеличил|возрос|сократил|снизил)\w*+\s+на\s+(?:почти\s+)?[\d,]+\s?(?:%|процент\w*+)\s+и|"
        r"за\s[\w-]+\s(?:месяц|недел|год|дн|сут)\w*+|"
        r"нескольких|двух|тр[её]х|четыр[её]х|пяти|высокой|степени|очистки|изъято|изъяли|изъяла|изъял|изъяты|обнаружили|обнаружено|нашли|"
        r"конфисковали|сожгли|уничтожили|собрали|перехвачено|если|точно|точнее|а|оказалось|"
        r"(?:неизвестного|растительного|синтетического|наркотического)\s+происхождения|"
        r"которая|которого)*",
        re.IGNORECASE,
    )


def ellipses(sentence: Annotated, text: str, quantities: list[QuantityMention]) -> list[QuantityMention]:
    """«изъяли 73 свёртка, ещё 212 — в квартире», «50 кг взяли на берегу, ещё 75 отыскали в кустах»: the unit of the
    quantity before is meant."""
    made = []
    for number in sentence.numbers:
        if any(overlap(number, q) for q in sentence.quantities):
            continue
        told = [q for q in quantities if q.end <= number.start]
        before = [q for q in told if q.container or q.unit in DISCRETE]
        dashed = ELLIPSIS.match(text, number.end)
        named = dashed is not None and any(s.start == dashed.end() for s in sentence.substances)
        there = dashed is not None and SOMEWHERE.match(text, dashed.end()) is not None
        if there and PART_BEFORE.search(text, max(0, number.start - 40), number.start):
            named = True  # «Изъято 90 кг наркотиков, из них 50 – в Москве, 40 – в Твери»
        row = (
            there
            or ROW_BEFORE.search(text, max(0, number.start - 12), number.start)
            or PART_BEFORE.search(text, max(0, number.start - 40), number.start)  # «из которых 45 – героин»
        )
        pills = told and told[-1].unit in DISCRETE and any(0 < s.start - number.end <= 2 for s in sentence.substances)
        if row and pills and any(0 <= s.start - told[-1].end <= 2 for s in sentence.substances):
            named = True  # «353 таблетки прегабалина и 25 тропикамида»
        if named and row and told:  # «2914 кустов конопли и 327 – мака»
            measured = told[-1]
            made.append(
                replace(
                    measured,
                    start=number.start,
                    end=number.end,
                    rule="goods.ellipsis",
                    value=float(number.value) * _size_of(text, measured),
                    bound=number.bound,
                    value_max=None,
                )
            )
            continue
        more = pattern(r"\b(?:ещ[её]|и ещ[её])\s*$").search(text[max(0, number.start - 8) : number.start])
        again = more and not number.collective and told and told[-1].unit == "g" and LATER.match(text, number.end)
        if again:
            before = told  # «50 килограммов взяли на берегу, ещё 75 спустя месяц отыскали в кустах»
        apart = pattern(r"\s*(?:[—–,.;-]|в |на |у |при )").match(text[number.end : number.end + 4])
        if before and more and (again or apart):
            made.append(
                replace(
                    before[-1],
                    start=number.start,
                    end=number.end,
                    rule="goods.ellipsis",
                    value=float(number.value) * _size_of(text, before[-1]) if again else number.value,
                    bound=number.bound,
                    value_max=number.value_max,
                )
            )
    return made


LATER = pattern(r"\s(?:спустя|позже|потом|затем|нашли|найдено|обнаруж\w+|отыскали|изъяли|изъято|лежал\w*)\b")
"""«ещё 75 спустя месяц отыскали»: what was taken of the same"""
SOMEWHERE = pattern(r"(?:в|во|на|из)\s(?:[а-яё]+\s){0,2}[А-ЯЁ]")
PART_BEFORE = pattern(r"(?:из них|в том числе|из которых)\s*(?:\d+\s?[—–-]\s[^.;]{3,30},\s)?$", re.IGNORECASE)
ELLIPSIS = pattern(r"\s?[—–-]\s")
ROW_BEFORE = pattern(r"(?:,|\sи|\sа также)\s(?:ещ[её]\s)?$")


def _size_of(text: str, quantity: QuantityMention) -> float:
    """How much one of the unit of a quantity is, in that of its value: 1000 for «кг»."""
    found = numbers(text[quantity.start : quantity.end])
    told = next((float(n.value) for n in found), 0.0)
    if not told and quantity.unit == "g":  # «полкилограмма гашиша и 22 – прекурсоров»
        words = text[quantity.start : quantity.end].lower()
        return 1000.0 if "кило" in words else 1_000_000.0 if "тонн" in words else 1.0
    return float(quantity.value) / told if told else 1.0


def inverted(sentence: Annotated, text: str) -> list[QuantityMention]:
    """«кусты конопли — более 100»: the count stands behind what it counts."""
    made = []
    for number in sentence.numbers:
        if any(overlap(number, q) for q in sentence.quantities) or number.value != int(number.value):
            continue
        at = sentence.token_at(number.start) - 1
        if (
            at < 1
            or sentence.tokens[at].text not in ("—", "–", "-", ":")
            or text[number.end : number.end + 2].strip()[:1].isalpha()
        ):
            continue
        for back in range(at - 1, max(-1, at - 4), -1):
            word = sentence.tokens[back].lower
            unit = counted_unit(word)
            if unit is None:
                continue
            plural = any(r.number == "plur" and r.case == "nomn" for r in readings(word) if r.pos == "NOUN")
            if plural and back + 1 < at:
                made.append(
                    QuantityMention(
                        start=sentence.tokens[back].start,
                        end=number.end,
                        rule="goods.inverted",
                        value=number.value,
                        unit=unit,
                        bound=number.bound,
                        value_max=number.value_max,
                        container=container_unit(word) is not None,
                    )
                )
            break
    return made


def pairs(
    sentence: Annotated, text: str, quantities: list[QuantityMention]
) -> list[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]]:
    """Each quantity with its substance or thing and the rule that paired them."""
    result: list[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]] = []
    respective = _respective(sentence, text, quantities)
    for at, quantity in enumerate(quantities):
        if quantity.start in respective:
            result.append((quantity, respective[quantity.start], "goods.pair_respective"))
            continue
        if quantity.container and at + 1 < len(quantities) and _holds_others(text, quantity, quantities[at + 1]):
            continue  # «4 мешка с 60 упаковками гашиша»
        behind = following(sentence, text, quantity)
        preceding = _preceding(sentence, text, quantity)
        last = result[-1] if result else None
        if last is not None and last[1] is preceding and last[2] == "goods.pair_following":
            comma = preceding is not None and text[preceding.end : quantity.start].strip() == ","
            if comma and quantity.unit in DISCRETE:
                preceding = None  # «67 килограммов героина, 38 500 таблеток, 21 пистолет»
        if quantity.unit in MASS_UNITS and preceding is not None and behind is not None:
            gap = text[quantity.end : behind.start].strip(' «"“„')
            tight = pattern(r"(?:вес\w*|масс\w+|объем\w+|объём\w+|\()\s*$").search(text[preceding.end : quantity.start])
            dashed = DASHED.fullmatch(text, preceding.end, quantity.start) and AND_NEXT.match(text, quantity.end)
            if (gap and tight) or dashed:
                behind = None
        if behind is not None:
            result.append((quantity, behind, "goods.pair_following"))
        elif preceding is not None:
            result.append((quantity, preceding, "goods.pair_preceding"))
        elif (held := _in_containers(text, quantities[at - 1] if at else None, quantity, result)) is not None:
            result.append((quantity, held, "goods.pair_same"))
        elif (
            result
            and quantity.unit in MASS_UNITS
            and result[-1][1] is not None
            and _continues(text, quantities[at - 1], quantity)
        ):
            result.append((quantity, result[-1][1], "goods.pair_same"))
        else:
            result.append((quantity, None, "goods.lone"))
    return result


DASHED = pattern(r"\s?[—–-]\s(?:[а-яё]+\s){0,2}")
AND_NEXT = pattern(r"\.?\s?(?:[—–-]\s?)?(?:,|и|а также)\s(?:[а-яё-]+\s){1,3}[—–-]\s")
"""«партия гашиша — около 300 кг — и метамфетамина — 3,5 кг»: each amount stands behind its substance"""


def _in_containers(
    text: str,
    holding: QuantityMention | None,
    quantity: QuantityMention,
    told: list[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]],
) -> SubstanceMention | None:
    """«14 свёртков с мефедроном, 9 граммов.»: the mass of what containers hold, told at the end."""
    last = told[-1][1] if told else None
    if holding is None or not holding.container or quantity.unit not in MASS_UNITS:
        return None
    if not isinstance(last, SubstanceMention) or text[last.end : quantity.start] != ", ":
        return None
    return last if text[quantity.end : quantity.end + 1] in (".", ";", ")", "") else None


RESPECTIVELY = pattern(r"[^.;]{0,12}?\bсоответственно\b", re.IGNORECASE)
AND = pattern(r"\s*(?:,|и|,\s*а также)\s+")
LAST = pattern(r"\s*(?:[.;:,)—–]|$)")
OF_MASS = pattern(r"\s(?:общ\w+\s)?(?:масс|вес|объ[её]м)\w+\s")


def _respective(sentence: Annotated, text: str, quantities: list[QuantityMention]) -> dict[int, SubstanceMention]:
    """«гашиш и марихуана – 31 кг и 14,5 кг соответственно»: each amount with its substance, by where it starts."""
    row: list[QuantityMention] = []
    for quantity in quantities:
        if row and not AND.fullmatch(text, row[-1].end, quantity.start):
            row = []
        row.append(quantity)
        if len(row) < 2:
            continue
        all_before = [s for s in sentence.substances if s.end <= row[0].start]
        before = _row_of(all_before[-len(row) :], text)
        after = _row_of([s for s in sentence.substances if s.start >= quantity.end][: len(row)], text)
        told = RESPECTIVELY.match(text, quantity.end) is not None
        weighing = bool(before) and OF_MASS.fullmatch(text, before[-1].end, row[0].start) is not None
        last = LAST.match(text, quantity.end) is not None
        if told and len(all_before) == len(row):
            return {q.start: s for q, s in zip(row, all_before, strict=True)}
        if len(before) == len(row) and row[0].start - before[-1].end < 30 and (told or (weighing and last)):
            return {q.start: s for q, s in zip(row, before, strict=True)}
        told = RESPECTIVELY.match(text, after[-1].end) is not None if after else False
        alike = all(q.rule.startswith("quantities.shared") for q in row[:-1])
        behind = len(after) == len(row) and after[0].start - quantity.end < 2
        if behind and (told or alike) and not AND.match(text, after[-1].end):
            return {q.start: s for q, s in zip(row, after, strict=True)}
    return {}


def _row_of(substances: list[SubstanceMention], text: str) -> list[SubstanceMention]:
    """The substances, if nothing but commas and «и» stands between them."""
    return substances if all(AND.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(substances)) else []


def _continues(text: str, before: QuantityMention, quantity: QuantityMention) -> bool:
    """«11 брикетов гашиша (5,6 кг)», «203 тюка, или 4 тонны»: the second measure of the same goods."""
    gap = text[before.end : quantity.start]
    return len(gap) < 90 and bool(
        pattern(
            r"(?:\((?:в сумме|всего|итого|в общей сложности)?"
            r"|(?:общ\w+ вес\w+|общ\w+ масс\w+|весом|массой)(?: брутто| нетто)?"
            r"|, (?:или|то есть|а это))\s*$"
        ).search(gap)
        and not COMPARED.search(gap)
    )


COMPARED = pattern(r"\b(?:больше|меньше|выше|ниже|чем|против|прошл\w+)\s")
"""«41 кг наркотиков – вдвое больше, чем за 2020 год (20,3 кг)»: another amount"""


def _holds_others(text: str, outer: QuantityMention, inner: QuantityMention) -> bool:
    """«4 мешка с 60 упаковками», «2 мешка с 64 кг»: whether one quantity counts the containers of another."""
    return (inner.container or inner.unit in MASS_UNITS) and HOLDS.fullmatch(text, outer.end, inner.start) is not None


HOLDS = pattern(r"(?:\s(?:с|со)|,?\sв\s(?:которых|котором)(?:\s\w+)?)\s", re.IGNORECASE)


def weighed(text: str, holding: QuantityMention, quantity: QuantityMention) -> bool:
    """«140 тюков общей массой 4,2 тонны»: whether an amount is the mass of what containers hold."""
    return holding.container and quantity.unit in MASS_UNITS and _continues(text, holding, quantity)


def _preceding(sentence: Annotated, text: str, quantity: QuantityMention) -> SubstanceMention | None:
    """The substance right before a quantity: «марихуана — 11,8 тонны», «на гашиш пришлось 640 кг», «гашиша (5,6
    кг)»."""
    before = [sub for sub in sentence.substances if sub.end <= quantity.start]
    if not before:
        return None
    sub = before[-1]
    named = len(before) > 1 and (sub.weak or sub.substance in VAGUE) and not before[-2].weak
    if named and pattern(r"\s*[»\"]?\s*(?:,|[—–-])\s*это\s+").fullmatch(text[before[-2].end : sub.start]):
        return before[-2]  # «мефедроном, это психотропное вещество, масса — 1,5 кг»
    if (group := _group_of_brackets(text, before, quantity)) is not None:
        return group
    gap = TAKEN_THERE.sub(" ", _own_words(sentence, text, sub.end, quantity.start))
    if _partitive(sentence, sub, quantity):
        return sub
    if len(gap) > 70 or not _before().fullmatch(gap):
        return None
    stripped = gap.strip(' »"')
    closing = text[quantity.end : quantity.end + 2].strip()[:1]
    # «гашиш, 5 кг,» and «гашиш, больше 21 килограмма.»: an insertion that ends with the amount
    closed = stripped == "," and (closing in (",", ")") or (closing in (".", ";", "") and quantity.unit in MASS_UNITS))
    lot = stripped == "в" and LOT.search(text, max(0, sub.start - 30), sub.start)
    if lot and quantity.unit in MASS_UNITS and not closed:
        return sub  # «партию кокаина в 1,6 тонны»
    if stripped == "на" and quantity.unit in MASS_UNITS and not THAN_BEFORE.match(text, quantity.end):
        return sub  # «брикет мефедрона на 940 граммов»
    if stripped in ("", ",", ", в", "в", "на", ", на", "и") and not closed:
        return None if stripped else (sub if quantity.unit in MASS_UNITS and not sub.weak else None)
    if (
        stripped.startswith(",")
        and not pattern(r"вес|масс|объем|объём|почти|около|\b(?:его|е[её]|их)\s*$").search(gap)
        and not closed
    ):
        return None
    if (
        stripped in ("-", "—", "–", ":")
        and quantity.unit not in MASS_UNITS
        and quantity.container
        and not sentence.sentence.bullet
        and not _closes(text, quantity.end)  # «героин – 12 свёртков; марихуана – 3 мешка»
    ):
        return None
    pair = len(before) > 1 and sub.substance in VAGUE and before[-2].substance == "drugs" and not sub.weak
    if pair and text[before[-2].end : sub.start].strip() in ("и", "или"):
        return before[-2]  # «наркотиков и психотропов в размере 1077 кг»
    return sub


def _group_of_brackets(text: str, before: list[SubstanceMention], quantity: QuantityMention) -> SubstanceMention | None:
    """«наркотиков каннабисной группы (гашиш, марихуана) изъято 292 кг»: what brackets give examples of."""
    closing = text.find(")", before[-1].end, quantity.start)
    opening = text.rfind("(", 0, before[-1].start)
    if closing < 0 or opening < 0 or ")" in text[opening : before[-1].start]:
        return None
    inside = [s for s in before if s.start > opening]
    wide = next((s for s in reversed(before) if s.end <= opening), None)
    examples = len(inside) > 1 and not any(c.isdigit() for c in text[opening:closing])
    return wide if wide is not None and examples and text[wide.end : opening].strip() == "" else None


def _closes(text: str, end: int) -> bool:
    """Whether an item of a list ends at an offset."""
    return text[end : end + 1] in (",", ";", ".", "")


LOT = pattern(r"\b(?:парти|груз|посылк|количеств)\w*\s(?:[\w-]+\s)?$", re.IGNORECASE)
THAN_BEFORE = pattern(r"\s(?:больше|меньше|тяжелее|легче|дороже|дешевле|выше|ниже)\b")
TAKEN_THERE = pattern(r"[»\"]?, (?:изъят|обнаруженн|найденн)\w+ [^,.;\d]{2,60}, ")
"""«Масса «синтетики», изъятой при обысках, составила 400 граммов»"""


def _own_words(sentence: Annotated, text: str, start: int, end: int) -> str:
    """What stands between two offsets of one clause, but for the clauses put in between: «Изъятые наркотики весят,
    уточнили в МВД, 900 кг»."""
    clause = sentence.clause_of(start)
    first, last = sentence.token_at(start), sentence.token_at(end)
    between = sentence.clause[first:last]
    if clause != sentence.clause_of(end) or all(number == clause for number in between):
        return text[start:end]
    own = [k for k in range(first, last) if sentence.clause[k] == clause and sentence.tokens[k].text != ","]
    return "".join(f" {sentence.tokens[k].text}" for k in own) + " "


def _partitive(sentence: Annotated, sub: SubstanceMention, quantity: QuantityMention) -> bool:
    """«Наркотиков за это время из оборота изъяли больше 80 кг»: a genitive at the head of the clause."""
    if (
        sub.weak
        or quantity.unit not in MASS_UNITS
        or any(sub.end <= q.start < quantity.start for q in sentence.quantities)
    ):
        return False
    first, last = sentence.token_at(sub.start), sentence.token_at(sub.end - 1)
    heads = first <= 2 or sentence.tokens[first - 1].text in (",", ":", "—", "–")
    cases = {r.case for r in readings(sentence.tokens[last].lower) if r.pos == "NOUN"}
    clause = sentence.clause[first]
    same = sentence.clause_of(quantity.start) == clause and any(
        sentence.clause[p] == clause for p in sentence.predicates
    )
    return heads and same and "gent" in cases and "nomn" not in cases and sentence.token_at(quantity.start) - last <= 14
