"""Goods: what could have been taken in a sentence, each thing paired with its amount.

An ordered list of pairing rules: a quantity takes the substance after it («4,7 кг высушенной марихуаны»), else the one
before it («гашиш общим весом 5 кг»); a number takes the thing after it («66 банковских карт»); a sum stands alone or
belongs to a wallet or property («имущество на сумму 60 млн рублей»).
"""

from __future__ import annotations

import re
from functools import cache

import msgspec
from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import ItemMention, MoneyMention, NumberMention, QuantityMention, SubstanceMention
from narcofacts.mentions.quantities import container_unit, counted_unit
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.records import Bound, Category, Number, Unit
from narcofacts.rules import Step
from narcofacts.spans import overlap

MASS_UNITS = frozenset({"g", "ml", "m2"})
DISCRETE = frozenset({"tablet", "capsule", "ampoule"})


class Goods(msgspec.Struct):
    """A thing with its amount, as far as one sentence tells."""

    start: int
    end: int
    category: Category
    item: str
    substance: str | None = None
    value: Number | None = None
    unit: Unit | None = None
    bound: Bound = "exact"
    value_max: Number | None = None
    amount_span: tuple[int, int] | None = None
    money: MoneyMention | None = None
    worth: MoneyMention | None = None
    doses: tuple[Number, Bound] | None = None
    container: bool = False
    holder: tuple[int, int, Unit] | None = None
    """The one container of a substance without an amount («свёрток с героином»): its stretch and unit."""
    named: bool = True
    """The sentence itself names the substance or thing."""
    weak: bool = False
    """Named by a word with another everyday meaning, to be confirmed."""
    collective: bool = False
    mass: bool = False
    """A mass noun without an amount, which things of its kind beside it spell out («оружие»)."""
    governor: str = ""
    """The preposition that governs it, or "noun" if it hangs on a noun right before it."""
    spans: list[tuple[int, int]] = msgspec.field(default_factory=list)
    """Further evidence."""
    steps: list[Step] = msgspec.field(default_factory=list)

    @property
    def is_mass(self) -> bool:
        """Whether the amount is a mass, a volume or an area."""
        return self.unit in MASS_UNITS

    @property
    def drug_like(self) -> bool:
        """Drug, precursor or plant."""
        return self.category in ("drug", "precursor", "plant")


@cache
def _before() -> re.Pattern[str]:
    """What may stand between a substance and its amount after it: «гашиш общим весом», «героин, его вес —»."""
    return pattern(
        r"(?:[\s—–\-:(,»\"]|его|ее|её|их|общ\w+|суммарн\w+|чист\w+|вес\w*|масс\w+|объем\w+|"
        r"объём\w+|количеств\w+|площад\w+|"
        r"в|на|из|них|(?:мешк|пакет|св[её]рт|банк|короб|бутыл|брикет|канистр|упаков|сумк|рюкзак)\w*|общей|сложности|состав\w+|пришлось|пришелся|пришлась|набрал\w*|приходится|приходятся|приходилось|партия|партию|партии|размер\w*|было|около|"
        r"который|которых|весит|потянул\w*|"
        r"высокой|степени|очистки|изъято|изъяли|изъяла|изъял|изъяты|обнаружили|обнаружено|нашли|"
        r"конфисковали|сожгли|уничтожили|собрали|перехвачено|если|точно|точнее|а|оказалось|"
        r"которая|которого)*",
        re.IGNORECASE,
    )


def goods_in(sentence: Annotated, text: str) -> list[Goods]:
    """The goods of a sentence in order of text."""
    quantities = [q for q in sentence.quantities if not q.rule.endswith((".each", ".rate", ".change"))]
    quantities = [*quantities, *_ellipses(sentence, text, quantities), *_inverted(sentence, text)]
    quantities.sort(key=lambda quantity: quantity.start)
    excluded = [q for q in sentence.quantities if q.rule.endswith((".each", ".rate", ".change"))]
    result: list[Goods] = []
    used_substances: set[int] = set()
    pairs = _pairs(sentence, text, quantities)
    taken_items: set[int] = set()
    by_substance: dict[int, list[tuple[QuantityMention, str]]] = {}
    lone: list[QuantityMention] = []
    for quantity, partner, rule in pairs:
        if isinstance(partner, SubstanceMention):
            by_substance.setdefault(sentence.substances.index(partner), []).append((quantity, rule))
            used_substances.add(sentence.substances.index(partner))
            used_substances |= {  # the vague word that the name explains
                i
                for i, s in enumerate(sentence.substances)
                if rule == "goods.pair_following" and quantity.end <= s.start and s.end <= partner.start
            }
        elif isinstance(partner, ItemMention):
            taken_items.add(sentence.items.index(partner))
            result.append(_item_goods(partner, quantity, rule))
        else:
            lone.append(quantity)
    for index, found in list(by_substance.items()):
        paired = _substance_goods(sentence.substances[index], found)
        own = sentence.substances[index]
        if found[0][1] == "goods.pair_following":
            other = _joint(sentence, text, own, used_substances)
        else:
            other = _joint_before(sentence, text, own, found[0][0], used_substances)
        if other is not None:
            used_substances.add(sentence.substances.index(other))
            if other.substance != paired.substance:
                vague = "precursors" if paired.category == other.category == "precursor" else "drugs"
                paired.substance, paired.weak = vague, paired.weak and other.weak
            paired.item = text[min(own.start, other.start) : max(own.end, other.end)]
            paired.start, paired.end = min(paired.start, other.start), max(paired.end, other.end)
            paired.steps.append(Step("goods.joint_amount", paired.start, paired.end))
        if paired.item.lower() in ANAPHORIC and paired.value is not None:
            paired.substance, paired.named, paired.weak = None, False, False
        result.append(paired)
    for quantity in lone:
        if _corrects(result, quantity):
            continue
        made = _lone_goods(sentence, text, quantity)
        if made is not None:
            result.append(made)
    for index, substance in enumerate(sentence.substances):
        if index in used_substances or any(overlap(substance, q) or _of_change(text, q, substance) for q in excluded):
            continue
        result.append(
            Goods(
                substance.start,
                substance.end,
                substance.category,
                substance.item,
                substance.substance,
                weak=substance.weak,
                governor=_governor(sentence, substance.start),
                holder=_holder(sentence, substance.start),
                steps=[Step(substance.rule, substance.start, substance.end)],
            )
        )
    result.extend(_counted_items(sentence, text, taken_items))
    result.extend(_sums(sentence, text, result))
    result = _sums_of_lists(text, result)
    result = [g for g in result if not _shares_sum(text, g, result)]
    if any(g.collective and g.money is not None for g in result):
        result = [
            g
            for g in result
            if g.category != "property" or g.collective or g.money is not None or g.amount_span is not None
        ]
    result.sort(key=lambda goods: (goods.start, goods.end))
    return result


def _shares_sum(text: str, goods: Goods, found: list[Goods]) -> bool:
    """«деньги и имущество на сумму 255 млн тенге»: the money is in the sum told behind."""
    if goods.category != "money" or goods.money is not None or goods.value is not None:
        return False
    return any(
        other.money is not None and other.category == "property" and JOINED.fullmatch(text[goods.end : other.start])
        for other in found
        if other.start >= goods.end
    )


JOINED = pattern(r"\s*(?:,|и|, а также|а также)\s+(?:[\w-]+\s+)?")
VAGUE = frozenset({"drugs", "synthetic_drugs", "psychotropics"})
"""Substances that stand for many."""
EXPLAINS = pattern(r"\s*(?:[—–\-(:,«\"]|предположительно|под названием|похож\w+ на|являющ\w+ся|\s)*\s*", re.IGNORECASE)
LISTED = pattern(r"[»\"]?\s*(?:,|и|или|а также|, а также)\s*[«\"]?(?:[\w-]+\s+)?")


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
        if (quantity.unit == goods.unit or quantity.unit == "piece") and 0.85 <= float(quantity.value) / max(
            float(goods.value), 1e-9
        ) <= 1.15:
            goods.value, goods.bound, goods.value_max = quantity.value, quantity.bound, quantity.value_max
            goods.spans.append((quantity.start, quantity.end))
            goods.amount_span = (quantity.start, quantity.end)
            goods.steps.append(Step("goods.exact_after_round", quantity.start, quantity.end))
            return True
    return False


def _ellipses(sentence: Annotated, text: str, quantities: list[QuantityMention]) -> list[QuantityMention]:
    """«изъяли 73 свёртка, ещё 212 — в квартире»: the unit of the quantity before is meant."""
    made = []
    for number in sentence.numbers:
        if number.ordinal or not quantities or any(overlap(number, q) for q in sentence.quantities):
            continue
        before = [q for q in quantities if q.end <= number.start and (q.container or q.unit in DISCRETE)]
        more = pattern(r"\b(?:ещ[её]|и ещ[её])\s*$").search(text[max(0, number.start - 8) : number.start])
        if before and more and pattern(r"\s*(?:[—–,.;-]|в |на |у |при )").match(text[number.end : number.end + 4]):
            made.append(
                replace(
                    before[-1],
                    start=number.start,
                    end=number.end,
                    rule="goods.ellipsis",
                    value=number.value,
                    bound=number.bound,
                    value_max=number.value_max,
                )
            )
    return made


def _inverted(sentence: Annotated, text: str) -> list[QuantityMention]:
    """«кусты конопли — более 100»: the count stands behind what it counts."""
    made = []
    for number in sentence.numbers:
        if number.ordinal or any(overlap(number, q) for q in sentence.quantities) or number.value != int(number.value):
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


JOINT_WORTH = pattern(
    r"(?:общ\w+ стоимост\w+|в совокупности|совокупн\w+ стоимост\w+|на общую сумму|стоящ\w+)[^.;]{0,25}$", re.IGNORECASE
)


def _sums_of_lists(text: str, found: list[Goods]) -> list[Goods]:
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


def _pairs(
    sentence: Annotated, text: str, quantities: list[QuantityMention]
) -> list[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]]:
    """Each quantity with its substance or thing and the rule that paired them."""
    result: list[tuple[QuantityMention, SubstanceMention | ItemMention | None, str]] = []
    for at, quantity in enumerate(quantities):
        following = _following(sentence, text, quantity)
        preceding = _preceding(sentence, text, quantity)
        if quantity.unit in MASS_UNITS and preceding is not None and following is not None:
            gap = text[quantity.end : following.start].strip()
            tight = pattern(r"(?:вес\w*|масс\w+|объем\w+|объём\w+|\()\s*$").search(text[preceding.end : quantity.start])
            if gap and tight:
                following = None
        if following is not None:
            result.append((quantity, following, "goods.pair_following"))
        elif preceding is not None:
            result.append((quantity, preceding, "goods.pair_preceding"))
        elif (
            at
            and quantity.unit in MASS_UNITS
            and result[-1][1] is not None
            and _continues(text, quantities[at - 1], quantity)
        ):
            result.append((quantity, result[-1][1], "goods.pair_same"))
        else:
            result.append((quantity, None, "goods.lone"))
    return result


def _continues(text: str, before: QuantityMention, quantity: QuantityMention) -> bool:
    """«11 брикетов гашиша (5,6 кг)»: the second measure of the same goods."""
    gap = text[before.end : quantity.start]
    return len(gap) < 60 and bool(pattern(r"(?:\(|общ\w+ вес\w+|общ\w+ масс\w+|весом|массой)\s*$").search(gap))


def _following(sentence: Annotated, text: str, quantity: QuantityMention) -> SubstanceMention | ItemMention | None:
    """The substance or thing right after a quantity, across adjectives, «с», «—», «приходится на»."""
    for sub in sentence.substances:
        if overlap(sub, quantity):
            return sub  # «214 кустов конопли»: the counted word belongs to the name
    for item in sentence.items:
        if (
            overlap(item, quantity)
            and item.end >= quantity.end
            and not any(0 <= s.start - quantity.end < 4 for s in sentence.substances)
        ):
            return item  # «сотни пустых зип-пакетов»
    tokens = sentence.tokens
    at = sentence.token_at(quantity.end) if quantity.end < sentence.sentence.end else len(tokens)
    dashed = False
    first_of = {sub.start: sub for sub in reversed(sentence.substances)}
    items_of = {item.start: item for item in reversed(sentence.items)}
    for step, token in enumerate(tokens[at : at + 9]):
        if token.start < quantity.end:
            continue
        if token.start in first_of:
            found = first_of[token.start]
            # «кристаллического вещества — альфа-ПВП», «вещества, предположительно мефедрона»: the weak word is
            # explained
            return (_explained(sentence, text, found) or found) if found.weak or found.substance in VAGUE else found
        if token.start in items_of and quantity.unit == "piece":
            return items_of[token.start]
        word = token.lower
        if (
            word == ","
            and step == 0
            and pattern(r",\s*(?:пришл\w+|приход\w+)\s+на\b").match(text[token.start : token.start + 30])
        ):
            continue
        if word == "." and step == 0:
            continue  # the full stop of «гр.», «кг.»
        inside = INSIDE.match(text, token.start) if word == "," and step == 0 and quantity.container else None
        if inside is not None:  # «130 коробков, наркотики в них …», «два пакета, в них марихуана»
            here = [s for s in sentence.substances if token.start < s.start < inside.end() + 25]
            return here[0] if here else None
        if word == "," and step == 0 and FILLED.match(text, token.start):
            continue  # «3 спичечных коробка, наполненных гашишем»
        if word in ("—", "–", "-"):
            if dashed:
                return None
            dashed = True
            continue
        if word in (
            "с",
            "со",
            "под",
            "приходится",
            "приходятся",
            "пришлось",
            "на",
            "того",
            "же",
            "самого",
            "так",
            "называемый",
            "называемой",
            "называемого",
            "«",
            "»",
            '"',
            "“",
            "„",
            "(",
            "к",
            "сбыту",
            "употреблению",
            "и",
            "или",
            "для",
        ):
            if word in ("и", "или") and step == 0:
                return None
            if (
                word == "на"
                and not dashed
                and not (at + step and tokens[at + step - 1].lower.startswith("похож"))  # «похожего на марихуану»
                and not any(
                    t.lower in ("приходится", "приходятся", "пришлось", "приходилось")
                    for t in tokens[max(0, at - 1) : at + step]
                )
            ):
                return None
            if word == "(" and quantity.unit in MASS_UNITS:
                return None
            continue
        kinds = parts_of_speech(word)
        if token.word and (kinds & {"ADJF", "PRTF"}) and "VERB" not in kinds:
            continue
        if token.word and word in (
            "предположительно",
            "предварительно",
            "высушенных",
            "вид",
            "виде",
            "типа",
            "вроде",
            "около",
            "различных",
            "видов",
            "качества",
            "средней",
            "степени",
            "очистки",
            "зарослей",
            "посевов",
            "массы",
            "стеблей",
            "листьев",
            "кустов",
            "верхушек",
            "соцветий",
        ):
            continue
        if not token.word and token.text.isalnum():
            return None
        return None
    return None


INSIDE = pattern(r",\s*(?:(?:[\w-]+\s+){1,2})?(?:в (?:них|нем|нём|которых|котором)|внутри)\b", re.IGNORECASE)
FILLED = pattern(r",\s*(?:наполн|заполн|начин|набит|содерж|полны)\w+\s", re.IGNORECASE)


def _explained(sentence: Annotated, text: str, vague: SubstanceMention) -> SubstanceMention | None:
    """The one name right behind a vague word: «наркотического средства — мефедрона»; a list of names is none."""
    others = [s for s in sentence.substances if s.start >= vague.end and not s.weak and s.substance not in VAGUE]
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
    if pattern(r"[»\"]?\s*(?:\(|[—–-]\s)").match(text, name.end) and any(
        0 < q.start - name.end <= 6 for q in sentence.quantities
    ):
        return None  # «32 грамма наркотиков: амфетамин (15 г), …»: the name has an amount of its own
    return name


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
    gap = text[sub.end : quantity.start]
    if _partitive(sentence, sub, quantity):
        return sub
    if len(gap) > 70 or not _before().fullmatch(gap):
        return None
    stripped = gap.strip(' »"')
    closing = text[quantity.end : quantity.end + 2].strip()[:1]
    # «гашиш, 5 кг,» and «гашиш, больше 21 килограмма.»: an insertion that ends with the amount
    closed = stripped == "," and (closing in (",", ")") or (closing in (".", ";", "") and quantity.unit in MASS_UNITS))
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
    ):
        return None
    return sub


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


ANAPHORIC = frozenset(
    {"наркотик", "наркотика", "наркотику", "наркотиком", "психотропа", "психотроп", "вещества", "порошка"}
)


def _joint(sentence: Annotated, text: str, substance: SubstanceMention, paired: set[int]) -> SubstanceMention | None:
    """The second substance of one amount: «тонна травы и синтетики», «3 200 литров кислот и растворителей»."""
    for index, other in enumerate(sentence.substances):
        if other.start <= substance.end or index in paired:
            continue
        gap = text[substance.end : other.start]
        if not pattern(r"[»\"]?\s*и\s*[«\"]?(?:[\w-]+(?:ых|их|ого|ой)\s+)?").fullmatch(gap):
            return None
        head = sentence.tokens[sentence.token_at(other.end - 1)].lower
        found = readings(head)
        if not any(r.case == "gent" for r in found) or any(r.case == "nomn" and r.number == "sing" for r in found):
            return None
        return other
    return None


def _joint_before(
    sentence: Annotated, text: str, substance: SubstanceMention, amount: QuantityMention, paired: set[int]
) -> SubstanceMention | None:
    """The first substance of one amount told behind both: «гашиш и марихуана общим весом 5 кг»."""
    if not pattern(
        r"(?:общ\w+|суммарн\w+)\s+(?:вес|масс|объ[её]м|количеств)|(?:вес|масс)\w*\s+в общей сложности"
    ).search(text[substance.end : amount.start]):
        return None
    before = [(i, s) for i, s in enumerate(sentence.substances) if s.end <= substance.start and i not in paired]
    if before and pattern(r"[»\"]?\s*и\s*[«\"]?(?:[\w-]+\s+)?").fullmatch(text[before[-1][1].end : substance.start]):
        return before[-1][1]
    return None


def _substance_goods(substance: SubstanceMention, found: list[tuple[QuantityMention, str]]) -> Goods:
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
    category = substance.category
    goods = Goods(
        start,
        end,
        category,
        substance.item,
        substance.substance,
        quantity.value,
        quantity.unit,
        quantity.bound,
        quantity.value_max,
        (quantity.start, quantity.end),
        container=quantity.container,
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
        "запрещенный",
        "отрава",
        "дурман",
    ]
)


def _lone_goods(sentence: Annotated, text: str, quantity: QuantityMention) -> Goods | None:
    """A quantity without a named substance: «312 кустов», «изъяли 870 кг», «5,2 тонны». None if another noun owns
    it."""
    tokens = sentence.tokens
    at = sentence.token_at(quantity.end)
    following = next((t for t in tokens[at:] if t.start >= quantity.end), None)
    if following is not None and following.word:
        found = readings(following.lower)
        if found and found[0].pos in ("CONJ", "PREP", "PRCL"):
            found = ()
        best = next((r for r in found if r.pos == "NOUN" and r.case == "gent"), found[0] if found else None)
        if best is not None and best.pos in ("NOUN", "ADJF", "PRTF") and best.case in ("gent", ""):
            lemma = best.lemma
            if lemma not in GENERIC_AFTER and best.pos == "NOUN":
                return None
            if best.pos in ("ADJF", "PRTF"):
                second = next((t for t in tokens[at:] if t.start >= following.end), None)
                if second is not None and second.word:
                    reading = readings(second.lower)[0]
                    if reading.pos == "NOUN" and reading.case == "gent" and reading.lemma not in GENERIC_AFTER:
                        return None
    if quantity.unit == "m2" and any(q.unit == "plant" for q in sentence.quantities):
        return None  # «11 тысяч кустов на участке в 105 квадратных метров»
    if _measures_other(sentence, text, quantity) or _weighs_thing(sentence, text, quantity):
        return None
    before = sentence.tokens[sentence.token_at(quantity.start) - 1].lower if sentence.token_at(quantity.start) else ""
    if pattern(r"\bна\b").search(text[quantity.start : quantity.end]) or (
        following is not None and following.lower in ("тяжелее", "больше", "меньше", "легче", "тяжелей")
    ):
        return None
    if (
        quantity.unit == "dose"
        or quantity.unit == "piece"
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


def _weighs_thing(sentence: Annotated, text: str, quantity: QuantityMention) -> bool:
    """«золотые изделия общим весом 73,5 кг»: the mass of a thing that is no drug."""
    before = [item for item in sentence.items if item.end <= quantity.start]
    return (
        bool(before)
        and pattern(r"\s*,?\s*(?:общ\w+\s+)?(?:вес\w*|масс\w+)\s*[—–-]?\s*").fullmatch(
            text[before[-1].end : quantity.start]
        )
        is not None
    )


def _measures_other(sentence: Annotated, text: str, quantity: QuantityMention) -> bool:
    """«в грузе бананов, 78 тонн, который везли»: an insertion that measures the noun before it."""
    if text[quantity.end : quantity.end + 1] not in (",", ")"):
        return False
    at = sentence.token_at(quantity.start)
    if at < 2 or sentence.tokens[at - 1].text not in (",", "("):
        return False
    noun = sentence.tokens[at - 2]
    found = readings(noun.lower) if noun.word else ()
    drugs = any(s.start <= noun.start < s.end for s in sentence.substances)
    things = any(i.start <= noun.start < i.end for i in sentence.items)
    if not found or found[0].pos != "NOUN" or container_unit(noun.lower) is not None:
        return False
    return found[0].lemma not in GENERIC_AFTER and not drugs and not things


def _item_goods(item: ItemMention, number: QuantityMention | NumberMention | None, rule: str) -> Goods:
    start = min(item.start, number.start) if number else item.start
    end = max(item.end, number.end) if number else item.end
    value: Number | None = (
        number.value if number else (1 if item.number == "sing" and not (item.collective or item.mass) else None)
    )
    steps = [Step(item.rule, item.start, item.end), Step(rule, start, end)]
    if number is not None:
        steps.insert(0, Step(number.rule, number.start, number.end))
    return Goods(
        start,
        end,
        item.category,
        item.item,
        None,
        value,
        "piece" if value is not None else None,
        number.bound if number else "exact",
        number.value_max if number else None,
        (number.start, number.end) if number else None,
        collective=item.collective,
        mass=item.mass and number is None,
        steps=steps,
    )


def _of_change(text: str, quantity: QuantityMention, substance: SubstanceMention) -> bool:
    """«на 3 тонны больше наркотиков»: the substance of a difference, which was not taken."""
    gap = text[quantity.end : substance.start] if quantity.rule.endswith(".change") else "?"
    return (
        pattern(r"\s*(?:больше|меньше|более|менее)?\s*(?:\w+(?:ых|их|ого|ой)\s+)?", re.IGNORECASE).fullmatch(gap)
        is not None
    )


def _holder(sentence: Annotated, start: int) -> tuple[int, int, Unit] | None:
    """The container in the singular that holds the substance at `start`: «свёрток с героином», «банка масла»."""
    tokens = sentence.tokens
    at = sentence.token_at(start) - 1
    while at >= 0 and tokens[at].word and parts_of_speech(tokens[at].lower) <= {"ADJF", "PRTF"}:
        at -= 1
    if at >= 0 and tokens[at].lower in ("с", "со"):
        at -= 1
    if at < 0 or not tokens[at].word:
        return None
    unit = container_unit(tokens[at].lower)
    found = [r for r in readings(tokens[at].lower) if r.pos == "NOUN" and r.case in ("nomn", "accs", "ablt")]
    if unit is None or not any(r.number == "sing" for r in found):
        return None
    before = _governor(sentence, tokens[at].start)
    carried = before in ("с", "со") and any(r.case == "ablt" for r in found)
    if before and not carried:
        return None
    return tokens[at].start, tokens[at].end, unit


CLOSES_LIST = pattern(r"\b(?:и|а также)\s+(?:друг|ин|проч)\w+\s+$", re.IGNORECASE)
"""«реакторы, колбы и другое оборудование»: the word only closes the list."""


def _counted_items(sentence: Annotated, text: str, taken: set[int]) -> list[Goods]:
    """Things with the number before them, or without one. A thing inside a quantity's span is its container."""
    result = []
    for index, item in enumerate(sentence.items):
        if index in taken or any(overlap(item, q) for q in sentence.quantities):
            continue
        if any(overlap(item, sub) for sub in sentence.substances):
            continue
        number = _number_before(sentence, item)
        if number is None and (item.collective or item.mass) and CLOSES_LIST.search(text, 0, item.start):
            continue
        if (
            number is None
            and item.mass
            and pattern(r"\s*:\s").match(text, item.end)
            and index + 1 < len(sentence.items)
        ):
            continue  # «изъяли оружие: пистолет и обрез»
        before = _governor(sentence, number.start if number is not None else item.start)
        together = (
            pattern(r"вместе со?\s+(?:[\w-]+\s+)?$").search(text[max(0, item.start - 30) : item.start]) is not None
        )
        if before in PLACE_PREPOSITIONS and not together:
            continue
        if item.item == "дом" and number is None and text[item.start : item.end].lower() == "дома":
            continue  # «дома нашли»: at home
        goods = _item_goods(item, number, "goods.count_item")
        cases = {r.case for r in readings(sentence.tokens[sentence.token_at(item.end - 1)].lower) if r.case}
        if cases and cases <= {"loct", "ablt", "datv"} and not together:
            continue
        goods.governor = "" if together else before
        if item.category in ("money", "crypto") and number is None:
            goods.value, goods.unit = None, None
        goods.end = _extended(sentence, text, goods.end)
        name = text[item.end : goods.end].strip()
        if name:
            goods.item = f"{goods.item} {name}"
        result.append(goods)
    return result


PLACE_PREPOSITIONS = frozenset(
    [
        "в",
        "во",
        "из",
        "у",
        "под",
        "над",
        "за",
        "к",
        "ко",
        "по",
        "с",
        "со",
        "от",
        "до",
        "для",
        "о",
        "об",
        "при",
        "без",
        "через",
        "между",
        "вместо",
        "около",
        "возле",
        "близ",
        "среди",
        "из-под",
        "из-за",
    ]
)


def _governor(sentence: Annotated, start: int) -> str:
    """The preposition before the phrase at `start`, across adjectives; "noun" if a noun stands right before it; else
    ""."""
    at = sentence.token_at(start) - 1
    while at >= 0:
        token = sentence.tokens[at]
        if token.text in '«»"“„':
            at -= 1
            continue
        if not token.word:
            return ""
        kinds = parts_of_speech(token.lower)
        if token.lower in PLACE_PREPOSITIONS or token.lower == "на":
            return token.lower
        if token.lower in ("его", "ее", "их", "своей", "своем", "своего"):
            at -= 1
            continue
        if kinds & {"ADJF", "PRTF"} and not kinds & {"NOUN", "VERB", "PRTS"}:
            at -= 1
            continue
        found = readings(token.lower)
        return "noun" if found and found[0].pos == "NOUN" else ""
    return ""


def _extended(sentence: Annotated, text: str, end: int) -> int:
    """The end of a thing with its make: «автомобиль Toyota Camry», «пистолет «Вальтер»»."""
    match = pattern(r"\s+(?:[«\"“][^»\"”\n]{2,30}[»\"”]|(?:[A-Z][\w-]*)(?:\s+[A-Z0-9][\w-]*){0,2})").match(text, end)
    return match.end() if match and match.end() <= sentence.sentence.end else end


def _number_before(sentence: Annotated, item: ItemMention) -> NumberMention | QuantityMention | None:
    """The cardinal that counts `item`, at most three adjectives away."""
    at = sentence.token_at(item.start)
    for number in reversed(sentence.numbers):
        if number.end > item.start or number.ordinal:
            continue
        between = [t for t in sentence.tokens[:at] if t.start >= number.end]
        if len(between) > 4:
            return None
        for token in between:
            if token.text in ("«", "»", '"'):
                continue
            if not token.word or not parts_of_speech(token.lower) & {"ADJF", "PRTF"}:
                return None
        return number
    return None


def _sums(sentence: Annotated, text: str, found: list[Goods]) -> list[Goods]:
    """Sums of money, alone or joined to the wallet, account or property that holds them."""
    result = []
    for money in sentence.money:
        priced = [g for g in found if g.drug_like and g.end <= money.start]
        if priced and PRICED.fullmatch(text[priced[-1].end : money.start]):
            priced[-1].worth = priced[-1].worth or money
            priced[-1].steps.append(Step("goods.worth_of_drug", priced[-1].start, money.end))
            continue
        owner = _owner(text, money, found)
        steps = [Step(money.rule, money.start, money.end)]
        if owner is not None:
            owner.steps.extend([*steps, Step("goods.sum_of_thing", owner.start, money.end)])
            if owner.category in ("vehicle", "equipment", "device", "weapon", "drug", "precursor", "plant"):
                owner.worth = money
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
        crypto = money.asset is not None or money.currency in ("BTC", "USDT", "ETH", "XMR", "LTC", "TON")
        after = text[money.end : money.end + 25].lower()
        if "криптовалют" in after:
            crypto = True
        result.append(
            Goods(
                money.start,
                money.end,
                "crypto" if crypto else "money",
                "криптовалюта" if crypto else "деньги",
                money=money,
                worth=money.equivalent,
                steps=steps,
            )
        )
    return result


PRICED = pattern(
    r",?\s*(?:на (?:общую )?сумму|(?:общей |ориентировочной |рыночной )?стоимостью|ценой|на|"
    r"(?:оценива[ею]м|оцен[её]нн|стоящ)\w+)\s*(?:(?:примерно|приблизительно)\s*)?(?:в\s*)?",
    re.IGNORECASE,
)
RATE = pattern(r"по курсу|эквивалент|\bэто\b|в пересч[её]те|примерно|около", re.IGNORECASE)


@cache
def _holding() -> re.Pattern[str]:
    """What may stand between a thing and its worth: «на сумму», «стоимостью», «, на которых хранилось», «с активами
    на»."""
    return pattern(
        r"[^.;\d]{0,45}?(?:на\s+(?:общую\s+)?сумму|общ\w+\s+стоимост\w+|стоимост\w+|ценой|ценою|с\s+суммой|с\s+активами(?:\s+на)?|"
        r"хранил\w+|хранится|лежал\w+|находил\w+|оцени\w+|на\s+сумму|с\s+остатком|с\s+балансом|"
        r"\bна|—|–|\s-|:)\s*(?:свыше|более|в|эквивалент|порядка|около)?\s*",
        re.IGNORECASE,
    )


def _owner(text: str, money: MoneyMention, found: list[Goods]) -> Goods | None:
    """The wallet, account or property of `found` that a sum belongs to."""
    before = [
        g
        for g in found
        if g.end <= money.start
        and g.category in ("property", "crypto", "vehicle", "money")
        and money.start - g.end < 90
    ]
    if not before:
        return None
    goods = before[-1]
    gap = text[goods.end : money.start]
    if goods.category == "money":
        return goods if pattern(r"\s*(?:[—–:-]|в размере|в сумме|на сумму|на общую сумму)?\s*").fullmatch(gap) else None
    if goods.category == "vehicle":
        return goods if pattern(r"стоимост|оцени").search(gap) and "," not in gap else None
    if _holding().fullmatch(gap):
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
