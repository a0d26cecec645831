"""The goods of a sentence: amounts with their substances, things with their numbers, sums with what holds them.

An ordered list of steps: pairs first, then lone amounts, bare substances, counted things and sums.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from narcofacts.cached.patterns import pattern
from narcofacts.events.following import explained
from narcofacts.events.goods import DISCRETE, MASS_UNITS, VAGUE, Goods
from narcofacts.events.lone import OF_KIND, gross, lone_goods
from narcofacts.events.pairing import ellipses, inverted, pairs, weighed
from narcofacts.events.shares import is_part
from narcofacts.events.sums import shares_sum, sums, sums_of_lists
from narcofacts.events.things import counted_items, governor, holder, item_goods
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import ItemMention, QuantityMention, SubstanceMention
from narcofacts.mentions.quantities import counted_unit
from narcofacts.nlp.morph import is_known, readings
from narcofacts.records import Number, Unit
from narcofacts.rules import Step
from narcofacts.spans import overlap
from narcofacts.text.letters import CLOSING_QUOTES, OPENING_QUOTES


def goods_in(sentence: Annotated, text: str) -> list[Goods]:
    """The goods of a sentence in order of text."""
    quantities = [q for q in sentence.quantities if not q.rule.endswith((".each", ".rate", ".change"))]
    quantities = [q for q in quantities if not gross(sentence, text, q)]
    quantities = _without_packs(text, quantities)
    quantities = [*quantities, *ellipses(sentence, text, quantities), *inverted(sentence, text)]
    quantities.sort(key=lambda quantity: quantity.start)
    excluded = [q for q in sentence.quantities if q.rule.endswith((".each", ".rate", ".change"))]
    result: list[Goods] = []
    used_substances: set[int] = set()
    paired_up = pairs(sentence, text, quantities)
    taken_items: set[int] = set()
    by_substance: dict[int, list[tuple[QuantityMention, str]]] = {}
    lone: list[QuantityMention] = []
    for quantity, partner, rule in paired_up:
        if isinstance(partner, SubstanceMention):
            by_substance.setdefault(sentence.substances.index(partner), []).append((quantity, rule))
            used_substances.add(sentence.substances.index(partner))
            used_substances |= {  # the vague word that the name explains
                i
                for i, s in enumerate(sentence.substances)
                if (rule == "goods.pair_following" and quantity.end <= s.start and s.end <= partner.start)
                or text[s.end : partner.start].strip() == "("  # «экстракт каннабиса (гашишное масло)»
            }
        elif isinstance(partner, ItemMention):
            taken_items.add(sentence.items.index(partner))
            result.append(item_goods(partner, quantity, rule))
        else:
            lone.append(quantity)
    for index in _held_together(sentence, text, by_substance):
        del by_substance[index]
        used_substances.discard(index)
    for index, found in list(by_substance.items()):
        paired = _substance_goods(sentence, sentence.substances[index], found)
        own = sentence.substances[index]
        if found[0][1] == "goods.pair_following":
            others = _joint(sentence, text, own, used_substances)
        else:
            others = _joint_before(sentence, text, own, found[0][0], used_substances)
        for other in others:
            used_substances.add(sentence.substances.index(other))
            if other.substance != paired.substance:
                vague = "precursors" if paired.category == other.category == "precursor" else "drugs"
                paired.substance, paired.weak = vague, paired.weak and other.weak
                if vague == "drugs":
                    paired.category = "drug"  # «214 кг конопли, марихуаны и гашишного масла»
            paired.item = text[min(own.start, others[0].start) : max(own.end, other.end)]
            paired.start, paired.end = min(paired.start, other.start), max(paired.end, other.end)
            paired.steps.append(Step("goods.joint_amount", paired.start, paired.end))
        told = paired.item.lower().startswith("наркотического") and OF_WHAT.match(text, paired.end) is not None
        if paired.item.lower() in ANAPHORIC and paired.value is not None and not told:
            paired.substance, paired.named, paired.weak = None, False, False
        result.append(paired)
    for at, quantity in enumerate(lone):
        if _corrects(result, quantity):
            continue
        holding = lone[at - 1] if at else None
        if at + 1 < len(lone) and weighed(text, quantity, lone[at + 1]):
            continue  # «140 тюков общей массой 4,2 тонны»: the mass is the amount
        made = lone_goods(sentence, text, quantity)
        if made is None:
            continue
        if holding is not None and weighed(text, holding, quantity):
            made.spans.append((holding.start, holding.end))
        if made.substance is None and (named := _of_region(sentence, text, quantity)) is not None:
            made.substance, made.category, made.item, made.named = named.substance, named.category, named.item, True
            made.weak = False
            made.steps.extend((Step(named.rule, named.start, named.end), Step("goods.of_region", made.start, made.end)))
        made.row = quantity.unit in DISCRETE and _beside_amount(text, quantity, paired_up)
        _share(text, made, quantity, paired_up)
        result.append(made)
    for index, substance in enumerate(sentence.substances):
        if index in used_substances or any(overlap(substance, q) or _of_change(text, q, substance) for q in excluded):
            continue
        named = explained(sentence, text, substance) if substance.weak or substance.substance in VAGUE else None
        if named is not None and text[substance.end : named.start].strip() == ",":
            named = None  # «на котором делали наркотики, марихуана»: a list
        name = named or substance  # «с веществом, предположительно марихуаной»
        if named is not None:
            used_substances.add(sentence.substances.index(named))
        result.append(
            Goods(
                substance.start,
                name.end,
                name.category,
                name.item,
                name.substance,
                weak=name.weak,
                governor="" if _of_each(text, substance, excluded) else governor(sentence, substance.start),
                holder=holder(sentence, substance.start),
                steps=[Step(name.rule, name.start, name.end)],
            )
        )
    result.extend(counted_items(sentence, text, taken_items))
    result.extend(sums(sentence, text, result))
    result = sums_of_lists(text, result)
    result = [g for g in result if not shares_sum(text, g, result)]
    if any(g.collective and g.money is not None for g in result):
        result = [
            g
            for g in result
            if g.category != "property"
            or g.collective
            or g.money is not None
            or g.amount_span is not None
            or (g.value == 1 and is_part(sentence, text, g))
        ]
    result.sort(key=lambda goods: (goods.start, goods.end))
    _name_containers(text, result)
    return _summed_vaguely(text, result)


def _without_packs(text: str, quantities: list[QuantityMention]) -> list[QuantityMention]:
    """«45 упаковок (1260 капсул)», «1260 капсул (45 упаковок)»: the packs that hold counted pills make no goods, nor
    does the weight of counted plants: «2 500 кустов (290 тонн)»."""
    packs = [
        pack
        for one, two in pairwise(quantities)
        if text[one.end : two.start] == " (" and text[two.end : two.end + 1] == ")"
        for pack, pills in ((one, two), (two, one))
        if (pack.container and pills.unit in DISCRETE) or (pills.unit == "plant" and pack.unit == "g")
    ]
    return [quantity for quantity in quantities if quantity not in packs]


def _of_each(text: str, substance: SubstanceMention, excluded: Sequence[QuantityMention]) -> bool:
    """«изъято по 500 граммов мефедрона»: the substance of an amount that nobody adds up."""
    return any(q.rule.endswith(".each") and EACH_OF.fullmatch(text, q.end, substance.start) for q in excluded)


EACH_OF = pattern(r"\s(?:[\w-]+(?:ого|его|ой|ых|их)\s)?[«\"]?")


def _swallowed(quantity: QuantityMention, substance: SubstanceMention) -> bool:
    """«70 капсул с героином», «86 капсул кокаина»: packets, not a medicine."""
    gap = substance.start - quantity.end
    # «капсулы с психотропными веществами» are a medicine
    return (gap in (3, 4) and substance.substance != "psychotropics") or (gap == 1 and substance.substance in POWDERS)


POWDERS = frozenset({"cocaine", "heroin", "hashish", "opium", "marijuana", "methamphetamine"})


def _name_containers(text: str, found: list[Goods]) -> None:
    """«203 свертка, 176 плиток и 90 пакетиков гашиша»: what the last hold, all of the row hold."""
    for goods, following in reversed(list(pairwise(found))):
        row = goods.container and following.container and IN_ROW.fullmatch(text, goods.end, following.start)
        if row and goods.item == "" and following.item and following.category == "drug":
            goods.substance, goods.category, goods.item = following.substance, following.category, following.item
            goods.named, goods.weak = following.named, following.weak
            goods.steps.append(Step("goods.row_of_containers", goods.start, following.end))


IN_ROW = pattern(r"\s*(?:,|и|,\s*а также)\s+")


def _summed_vaguely(text: str, found: list[Goods]) -> list[Goods]:
    """«кокаин, экстази, марихуана и ЛСД общим весом несколько килограммов»: a row of drugs with one mass, though
    without a number."""
    row: list[Goods] = []
    for goods in found:
        bare = goods.category == "drug" and goods.value is None and goods.amount_span is None
        if not bare:
            row = []
            continue
        if row and not ROW.fullmatch(text, row[-1].end, goods.start):
            row = []
        row.append(goods)
        if len(row) > 1 and VAGUE_SUM.match(text, goods.end):
            first = row[0]
            first.end = goods.end
            first.substance, first.item, first.weak = "drugs", text[first.start : first.end], False
            first.steps.append(Step("goods.joint_amount", first.start, first.end))
            return [g for g in found if g is first or not any(g is other for other in row)]
    return found


VAGUE_SUM = pattern(
    r"[»\"]?,?\s(?:общ\w+|суммарн\w+)\s(?:вес|масс)\w+\s(?:в\s)?(?:нескольк|десятк|сотн)", re.IGNORECASE
)


def _of_region(sentence: Annotated, text: str, quantity: QuantityMention) -> SubstanceMention | None:
    """«Больше всего героина изъято в Новосибирской области (94,6 кг), Красноярском крае (56,4 кг)»: the substance of an
    amount that stands in brackets behind a place."""
    bracketed = text[quantity.start - 2 : quantity.start] == " (" and CLOSED.match(text, quantity.end) is not None
    if not bracketed or not any(p.end == quantity.start - 2 for p in sentence.places):
        return None
    named = [s for s in sentence.substances if s.end <= quantity.start and not s.weak]
    named = [s for s in named if not any(a.start <= s.start < a.end for a in sentence.agencies)]
    named = [s for s in named if s.substance not in VAGUE] or named
    return named[-1] if named else None


CLOSED = pattern(r"\.?\)")
AND_AMOUNT = pattern(r"\s(?:и|а также)\s(?:(?:ещ[её]|более|свыше|около|почти|примерно)\s){0,2}")
NEXT_AMOUNT = pattern(r",\s(?:(?:ещ[её]|более|свыше|около|почти|примерно)\s){0,2}|" + AND_AMOUNT.pattern)
"""«67 килограммов героина, 38 500 таблеток»"""


def _beside_amount(
    text: str,
    quantity: QuantityMention,
    paired_up: Sequence[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]],
) -> bool:
    """Whether a mass of a named substance stands before, or behind an «и»."""
    masses = [(q, p) for q, p, _ in paired_up if q.unit == "g" and isinstance(p, SubstanceMention)]
    return any(
        AND_AMOUNT.fullmatch(text, quantity.end, q.start)
        or NEXT_AMOUNT.fullmatch(text, max(q.end, p.end), quantity.start)
        for q, p in masses
    )


def _rounded_to(value: Number) -> int:
    """To what a number is rounded, by the zeros at its end: 20 000 → 10 000, 388 000 → 1 000."""
    whole = str(int(value))
    return int(10 ** (len(whole) - len(whole.rstrip("0")))) if int(value) else 1


def _corrects(found: list[Goods], quantity: QuantityMention) -> bool:
    """The exact figure after the rounded one in one breath: «почти двадцать тысяч капсул, 19 960 штук». Lays it
    there."""
    for goods in found:
        if (
            goods.value is None
            or goods.bound == "exact"
            or not 0 <= quantity.start - goods.end < 60
            or not goods.drug_like
        ):
            continue
        near = min(_rounded_to(goods.value), 0.15 * float(goods.value))  # «около 388 кг» is not 371
        if quantity.unit in (goods.unit, "piece") and abs(float(quantity.value) - float(goods.value)) <= near:
            goods.value, goods.bound, goods.value_max = quantity.value, quantity.bound, quantity.value_max
            goods.spans.append((quantity.start, quantity.end))
            goods.amount_span = (quantity.start, quantity.end)
            goods.steps.append(Step("goods.exact_after_round", quantity.start, quantity.end))
            return True
    return False


OF_WHAT = pattern(r"\s(?:[—–(-]|[а-я]+ого происхождени|«)", re.IGNORECASE)
"""«303 г наркотического средства — митрагинина», «вещества растительного происхождения»: said of what"""
ANAPHORIC = frozenset(
    {
        "наркотик",
        "наркотика",
        "наркотику",
        "наркотиком",
        "психотропа",
        "психотроп",
        "вещества",
        "порошка",
        "наркотического вещества",
        "наркотического средства",
    }
)


def _joint(sentence: Annotated, text: str, substance: SubstanceMention, paired: set[int]) -> list[SubstanceMention]:
    """The other substances of one amount: «тонна травы и синтетики», «812 кг наркотиков, психотропов и прекурсоров»."""
    row: list[SubstanceMention] = []
    end = substance.end
    for index, other in enumerate(sentence.substances):
        if other.start <= end or index in paired:
            continue
        gap = JOINT.fullmatch(text[end : other.start])
        head = sentence.tokens[sentence.token_at(other.end - 1)].lower
        found = readings(head)
        cases = {r.case for r in found if r.number != "plur" and r.gender == found[0].gender}
        nominative = is_known(head) and "nomn" in cases and "gent" not in cases  # «экстази» has one form for all
        latin = head[-1].isascii()  # «9 кг мефедрона и a-PVP», «альфа-PVP»
        named = (
            text[end : end + 1] in CLOSING_QUOTES and text[other.start - 1] in OPENING_QUOTES
        )  # «таблеток «Лирика» и «Зидос»»
        if gap is None or (nominative and not named) or not (latin or named or any(r.case == "gent" for r in found)):
            return []
        row.append(other)
        end = other.end
        if gap[1] == "и":
            return row
    return row if row and AND_ANALOGUES.match(text, end) else []


AND_ANALOGUES = pattern(r"\sи\s(?:их\s)?аналог")
"""«наркотических средств, психотропных веществ, их прекурсоров и аналогов»"""


JOINT = pattern(r"[»\"]?\s*(?:,\s*(?:их\s+)?аналогов\s+)?(и|,)\s*[«\"]?(?:(?:[\w-]+(?:ых|их|ого|ой)|их)\s+)?")


def _joint_before(
    sentence: Annotated, text: str, substance: SubstanceMention, amount: QuantityMention, paired: set[int]
) -> list[SubstanceMention]:
    """The first substance of one amount told behind both: «гашиш и марихуана общим весом 5 кг», «общий вес изъятых
    наркотиков и психотропов составил 643 кг»."""
    before = [(i, s) for i, s in enumerate(sentence.substances) if s.end <= substance.start and i not in paired]
    start = substance.start
    if len(before) > 1 and before[-1][1].substance in VAGUE and text[before[-1][1].end : start] == " ":
        start = before.pop()[1].start  # «мефедрон и психотропное вещество амфетамин общей массой 5 кг»
    if not before or not AND.fullmatch(text[before[-1][1].end : start]):
        return []
    head = text[max(sentence.sentence.start, before[-1][1].start - 60) : before[-1][1].start]
    between = text[substance.end : amount.start]
    together = TOGETHER.search(between) or OF_BOTH.fullmatch(between) or WEIGHT_OF.search(head)
    return [before[-1][1]] if together else []


def _held_together(
    sentence: Annotated, text: str, by_substance: dict[int, list[tuple[QuantityMention, str]]]
) -> list[int]:
    """The first substances of pairs that containers hold and one mass sums up: «18 пакетов с марихуаной и гашишным
    маслом общим весом 31 кг»."""
    result = []
    for index, found in by_substance.items():
        behind = by_substance.get(index + 1)
        if len(found) != 1 or not found[0][0].container or behind is None or behind[0][1] != "goods.pair_preceding":
            continue
        one, two = sentence.substances[index], sentence.substances[index + 1]
        joined = found[0][0].end <= one.start and AND.fullmatch(text[one.end : two.start])
        if joined and behind[0][0].unit == "g" and TOGETHER.search(text[two.end : behind[0][0].start]):
            result.append(index)
    return result


AND = pattern(r"[»\"]?\s*и\s*[«\"]?(?:[\w-]+\s+)?")
TOGETHER = pattern(r"(?:общ\w+|суммарн\w+)\s+(?:вес|масс|объ[её]м|количеств)|(?:вес|масс)\w*\s+в общей сложности")
OF_BOTH = pattern(r"[»\"]?\s(?:(?:вес|масс)(?:ом|ой)|[—–-])\s")
"""«изъяты гашиш и марихуана весом около 12 кг», «марихуана и экстази – 2,5 тонны»"""
WEIGHT_OF = pattern(r"\b(?:вес|масса|объ[её]м|количество)\s+(?:[\w-]+(?:ых|их|ого|ой)\s+){0,2}$", re.IGNORECASE)


ROW = pattern(r"\s*(?:,|и|,\s*а также)\s+(?:(?:ещ[её]|около|свыше|более|почти)\s+)*")


def _share(
    text: str,
    made: Goods,
    quantity: QuantityMention,
    paired: list[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]],
) -> None:
    """«280 таблеток и 360 ампул метадона»: two amounts in a row share the substance that follows."""
    for other, partner, _ in paired:
        if not isinstance(partner, SubstanceMention) or other.start <= quantity.end or partner.start < other.end:
            continue
        counted = quantity.unit in DISCRETE and other.unit in DISCRETE
        # «40 кг и 1000 доз прегабалина»: by weight and by the piece
        both = quantity.unit in MASS_UNITS and other.unit in (*DISCRETE, "dose", "piece")
        if both and text[quantity.end : other.start] == " и ":
            counted = True
        masses = quantity.unit in MASS_UNITS and other.unit in MASS_UNITS
        of_kinds = masses and ROW_OF_KINDS.fullmatch(text, quantity.end, other.start) and OF_KIND.match(text, other.end)
        if of_kinds or (counted and ROW.fullmatch(text, quantity.end, other.start)):
            made.category, made.substance, made.item = partner.category, partner.substance, partner.item
            made.named, made.weak = True, partner.weak
            made.spans.append((partner.start, partner.end))
            made.steps = [*made.steps, Step(partner.rule, partner.start, partner.end)]
            return


ROW_OF_KINDS = pattern(
    OF_KIND.pattern + r"(?:и|а также)\s(?:(?:ещ[её]|более|свыше|около|почти|порядка|примерно)\s){0,2}"
)
"""«30 килограммов сухих и 150 литров жидких прекурсоров»: the noun stands behind the last"""


def _substance_goods(
    sentence: Annotated, substance: SubstanceMention, found: list[tuple[QuantityMention, str]]
) -> Goods:
    """Goods of one substance and its measures; a mass wins over containers, a count of plants over a mass."""
    plants = [pair for pair in found if pair[0].unit == "plant"]
    masses = [pair for pair in found if pair[0].unit in MASS_UNITS]
    discrete = [pair for pair in found if pair[0].unit in DISCRETE]
    doses = [pair for pair in found if pair[0].unit == "dose"]
    others = [pair for pair in found if pair not in doses]
    if len(masses) > 1 and masses[0][0].bound != "exact" and masses[1][0].bound == "exact":
        ratio = float(masses[1][0].value) / max(float(masses[0][0].value), 1e-9)
        if 0.85 <= ratio <= 1.15:  # «без малого три килограмма, если точно, 2976 граммов»
            masses.reverse()
    quantity, rule = (plants or masses or discrete or others or doses)[0]
    start = min(substance.start, quantity.start)
    end = max(substance.end, quantity.end)
    category, name = substance.category, substance.substance
    if quantity.unit in ("plant", "m2") and name in ("cannabis", "marijuana"):
        category, name = "plant", "cannabis_plant"  # «96 кустов каннабиса»
    unit = quantity.unit
    if unit == "piece":
        unit = _piece(sentence, substance)
    goods = Goods(
        start,
        end,
        category,
        substance.item,
        name,
        quantity.value,
        unit,
        quantity.bound,
        quantity.value_max,
        (quantity.start, quantity.end),
        # «84 капсулы с героином» hold it, «84 капсулы прегабалина» are it
        container=quantity.container or (quantity.unit == "capsule" and _swallowed(quantity, substance)),
        weak=substance.weak,
        steps=[
            Step(quantity.rule, quantity.start, quantity.end),
            Step(substance.rule, substance.start, substance.end),
            Step(rule, start, end),
        ],
    )
    for other, _ in found:
        if other is quantity:
            continue
        if other.unit == "dose":
            goods.doses = (other.value, other.bound)
        goods.spans.append((other.start, other.end))
    return goods


def _piece(sentence: Annotated, substance: SubstanceMention) -> Unit:
    """What is counted by the piece: «психотропных таблеток – до 61 тысячи штук», «капсулы прегабалина (340 штук)»."""
    before = sentence.token_at(substance.start) - 1
    told = (sentence.tokens[before].lower if before >= 0 else "", *substance.item.lower().split())
    units = (counted_unit(word) for word in told)
    return next((unit for unit in units if unit in DISCRETE or unit == "plant"), "piece")


def _of_change(text: str, quantity: QuantityMention, substance: SubstanceMention) -> bool:
    """«на 3 тонны больше наркотиков»: the substance of a difference, which was not taken."""
    gap = text[quantity.end : substance.start] if quantity.rule.endswith(".change") else "?"
    return (
        pattern(r"\s*(?:больше|меньше|более|менее)?\s*(?:\w+(?:ых|их|ого|ой)\s+)?", re.IGNORECASE).fullmatch(gap)
        is not None
    )
