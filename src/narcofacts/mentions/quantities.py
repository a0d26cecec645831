"""Numbers with a unit of mass, volume, area or count: «5 кг 415 г» → 5415 g, «66 термостойких свёртков» → 66 package.

Rule ids end in `.each` for «по 500 граммов», in `.rate` for «300 г в неделю» and in `.change` for «на 3 тонны больше»:
these are no amounts of goods by themselves, and callers may drop them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from narcofacts import lexicon
from narcofacts.cached.patterns import pattern
from narcofacts.lexicon import rows
from narcofacts.mentions.model import QuantityMention
from narcofacts.mentions.numerals import DASHES, Numeral, TokenReader, bound_after, bound_before, plain, scan
from narcofacts.nlp.morph import readings
from narcofacts.records import Bound, Unit
from narcofacts.text.letters import OPENING_QUOTES


class UnitRow(Struct, frozen=True):
    """A row of units.csv. `factor` turns it into the normal unit; `kind`: measure, foreign, count, container."""

    id: str
    unit: Unit
    factor: Decimal
    kind: str


class _Units(Struct, frozen=True):
    forms: dict[str, list[tuple[tuple[str, ...], UnitRow]]]
    """By first word: the further words and the row, longest first."""
    rates: frozenset[tuple[str, ...]]
    words: dict[str, frozenset[str]]
    """Small word lists by kind: city, each, bare, bare_genitive, bare_instrumental, price_word, no_goods."""


@cache
def _units() -> _Units:
    forms: dict[str, list[tuple[tuple[str, ...], UnitRow]]] = {}
    words: dict[str, frozenset[str]] = {}
    for data in (r.values for r in rows("units.csv", ("id", "kind", "forms"), ("unit", "factor", "lemma"))):
        if not data["unit"]:
            words[data["kind"]] = frozenset(data["forms"].split("|"))
            continue
        row = UnitRow(data["id"], cast(Unit, data["unit"]), Decimal(data["factor"]), data["kind"])
        for form in data["forms"].split("|"):
            head, *tail = form.split()
            forms.setdefault(head, []).append((tuple(tail), row))
    for entries in forms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return _Units(forms, frozenset(tuple(rate.split()) for rate in words["rate"]), words)


def container_unit(word: str) -> Unit | None:
    """The unit of a container named by one word in small letters («свёрток» → package), or None."""
    row = _row_of(word)
    return row.unit if row is not None and row.kind == "container" else None


def counted_unit(word: str) -> Unit | None:
    """The unit of anything that is counted, containers too («кусты» → plant), or None."""
    row = _row_of(word)
    return row.unit if row is not None and row.kind in ("container", "count") else None


def _row_of(word: str) -> UnitRow | None:
    return next((row for tail, row in _units().forms.get(word.replace("ё", "е"), ()) if not tail), None)


def _words(section: str) -> frozenset[str]:
    return lexicon.word_set("amount_words.toml", section)


@cache
def _beginnings(section: str) -> tuple[str, ...]:
    return tuple(lexicon.toml_table("amount_words.toml")[section]["beginnings"])


class _Amount(msgspec.Struct, frozen=True):
    """A quantity being built, with the indices of its tokens."""

    start: int
    end: int
    first: int
    after: int
    value: Decimal
    high: Decimal | None
    bound: Bound
    unit: UnitRow
    rule: str
    whole: bool
    """Whether a smaller unit may follow: «5 кг» but not «5,5 кг» or «1–2 кг»."""
    factor: Decimal


_ADJECTIVE = pattern(r"(?:[ыио]х|[ыи]е|[ое]го|[ыи]м|[ыи]ми|[ое]й|[ую]ю|[ая]я|[ыио]й|[ое]е|[ое]м)$")
_ABBREVIATION = pattern(r"^[^аеиоуыэюя]+$|^(?:га|ед|таб|табл)$")
_SIZE = pattern(r"(?:кило|милли)?(?:грамм|литр|тонн|метр)ов(?!$)")
_GOODS = pattern(r"[аяыи]$|[ое]го$|[ое]й$|[ыи]х$|[ое]в$")


_AGAIN = (("(",), (",", "или"), ("или",), (",", "то", "есть"), (",", "а", "именно"))
"""What stands between two measures of one amount."""


class _Reader(TokenReader):
    """Reads quantities from the tokens and numbers of a text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.closing = {numeral.after: numeral for numeral in self.numerals}
        self.units = _units()

    def unit(self, index: int) -> tuple[UnitRow, int] | None:
        """The unit whose words begin at `index`, and the index after them."""
        for tail, row in self.units.forms.get(self.at(index).low, ()):
            if all(self.at(index + 1 + i).low == word for i, word in enumerate(tail)):
                after = index + 1 + len(tail)
                return None if self._another_word(index, after, row) else (row, after)
        return None

    def _another_word(self, index: int, after: int, row: UnitRow) -> bool:
        """Abbreviations that mean something else here: «2010 г.», «150 л.с.», «5 т.е.», «18 г. Алматы», «г-н»."""
        token, follower = self.at(index), self.at(after)
        if row.kind in ("count", "container") or len(token.low) > 2:
            return False
        if follower.low in DASHES and follower.start == token.end and self.at(after + 1).start == follower.end:
            return self.at(after + 1).kind == "w"
        if follower.low == "/":
            return True
        if follower.low != "." or len(token.low) > 1:
            return False
        word = self.at(after + 1)
        glued = word.start == follower.end
        if token.low == "г":
            return word.low in self.units.words["city"] or word.low in ("р", "рожд", "рождения")
        return (token.low == "л" and word.low == "с") or (
            token.low == "т" and word.low in ("е", "к", "п", "д", "г", "р", "н") and glued
        )

    def counted(self, index: int) -> tuple[UnitRow, int] | None:
        """A unit after up to three words that describe it: «12 500 белых таблеток»."""
        here = self.unit(index)
        if here is not None:
            row, after = here
            if row.id in ("piece", "item"):
                if self.at(after).low == "." and self.at(after + 1).kind == "w":
                    after += 1
                goods = self.unit(after) or self._described(after)
                if goods is not None and goods[0].kind in ("count", "container"):
                    return goods
            return here
        if self.at(index).low in ("«", '"', "„", "“"):
            found = self.unit(index + 1)
            return found if found is not None and found[0].kind in ("count", "container") else None
        return self._described(index)

    def _described(self, index: int) -> tuple[UnitRow, int] | None:
        """A counted unit behind one to four words that describe it: «17 единиц белого цвета таблеток»."""
        for _ in range(4):
            index = self._describing(index)
            if index < 0:
                return None
            found = self.unit(index)
            if found is None and self.at(index).low in ("в", "из"):  # «50 замотанных в изоленту пакетиков»
                found = self.unit(index + 2)
            if found is not None:
                return found if found[0].kind in ("count", "container") else None
        return None

    def _describing(self, index: int) -> int:
        """The index after the adjective (or adverb before one) at `index`, or -1."""
        token = self.at(index)
        if (
            token.kind == "w"
            and len(token.low) > 3
            and not token.low.endswith("телей")  # «двое получателей посылки»
            and (_ADJECTIVE.search(token.low) or token.low.endswith(("но", "ски")) or token.low in _words("looks"))
        ):
            follower = self.at(index + 1)
            if follower.low in DASHES and follower.start == token.end:
                return index + 2  # «бело-синих»
            if follower.low == "к" and self.at(index + 2).low in ("возделыванию", "обороту", "употреблению", "сбыту"):
                return index + 3  # «180 запрещённых к возделыванию растений»
            return index + 1
        if token.kind in ("n", "w") and self.at(index + 1).low in DASHES and self.at(index + 1).start == token.end:
            tail = self.at(index + 2)
            if (
                tail.kind == "w"
                and tail.start == self.at(index + 1).end
                and (_ADJECTIVE.search(tail.low) or self.unit(index + 2) is not None)
            ):
                return index + 3 if _ADJECTIVE.search(tail.low) else index + 2
        return -1

    # -- one number and one unit ------------------------------------------------------------------------------------

    def measured(self, numeral: Numeral) -> _Amount | None:
        """The quantity that `numeral` opens."""
        found = self.counted(numeral.after)
        if found is None or (self.at(numeral.after - 1).low in ("ти", "х", "ми") and self._sized(numeral.after)):
            return None
        row, after = found
        value, high = numeral.value, numeral.high
        if row.id == "pound" and (self.sterling or value >= 1_000_000) and not self.weighs(after):
            return None
        if row.kind in ("count", "container"):
            if numeral.triple and high is None:
                value *= 1000  # «12,500 таблеток»: a counted thing has no thousandths
            if value != value.to_integral_value() and value != Decimal("0.5") and value != Decimal("1.5"):
                return None
        elif numeral.triple and high is None and self._thousands(numeral):
            value *= 1000
        bound, end_after, rule = numeral.bound, after, f"quantities.{row.unit}"
        told = bound_after(self.text, after)
        if told is not None and bound in ("exact", "about"):
            bound, end_after = told
        whole = high is None and value == value.to_integral_value() and told is None
        return _Amount(
            numeral.start,
            self._end(end_after),
            numeral.first,
            end_after,
            value * row.factor,
            None if high is None else high * row.factor,
            bound,
            row,
            rule,
            whole,
            row.factor,
        )

    def _thousands(self, numeral: Numeral) -> bool:
        """«4.912 килограммов»: thousands, since a fraction has «килограмма» behind it. A comma proves nothing, nor does
        «грамм», which stands behind any number: «622,770 грамм»."""
        word = self.at(numeral.after).low
        if "," in self.text[numeral.core : numeral.end] or word == "грамм":
            return False
        cases = {(r.case, r.number) for r in readings(word) if r.pos == "NOUN"}
        return ("gent", "plur") in cases and ("gent", "sing") not in cases

    def _sized(self, index: int) -> bool:
        """«5-ти килограммовый мешок»: the number is the size of one."""
        return _SIZE.match(self.at(index).low) is not None

    def _end(self, after: int) -> int:
        return self.at(after - 1).end

    def sharing(self, amount: _Amount) -> list[_Amount]:
        """The numbers before `amount` that share its unit, in order: 915 kg of «915 и 367 килограммов»."""
        shared: list[_Amount] = []
        first, joint = amount.first, "и"
        while amount.unit.kind == "measure" and self.at(first - 1).low == joint:
            number = self.closing.get(first - 1)
            if number is None or number.high is not None or self._of_else(number):
                break
            shared.append(
                replace(
                    amount,
                    start=number.start,
                    end=number.end,
                    first=number.first,
                    after=number.after,
                    value=number.value * amount.factor,
                    high=None,
                    bound=number.bound,
                    rule=f"quantities.shared_{amount.unit.unit}",
                    whole=False,
                )
            )
            first, joint = number.first, ","
        return shared[::-1]

    def _of_else(self, number: Numeral) -> bool:
        """Whether a number without a unit is known to count something else: a year, a paragraph of law, an end."""
        before = self.at(number.first - 1)
        year = not number.scaled and 1900 <= number.value <= 2100
        return year or before.kind not in ("w", "p", "end") or before.low in _words("unshared")

    # -- a unit without a number ------------------------------------------------------------------------------------

    def halves(self, index: int) -> _Amount | None:
        """«полкило», «пол-литра», «полутонны»."""
        token = self.at(index)
        if not token.low.startswith("пол"):
            return None
        row: UnitRow | None = None
        after = index + 1
        if token.low == "пол" and self.at(index + 1).low in DASHES and self.at(index + 1).start == token.end:
            found = self.unit(index + 2)
            row, after = (found[0], found[1]) if found is not None else (None, after)
        elif token.low == "пол":
            found = self.unit(index + 1)
            row, after = (found[0], found[1]) if found is not None else (None, after)
        else:
            for prefix in ("полу", "пол"):
                rest = token.low.removeprefix(prefix)
                if rest != token.low and len(rest) > 3 and rest in self.units.forms:
                    row = self.units.forms[rest][0][1]
                    break
        if row is None or row.kind not in ("measure", "foreign"):
            return None
        return self._bare(index, after, row, Decimal("0.5"), "quantities.half")

    def single(self, index: int) -> _Amount | None:
        """«килограмм кокаина», «менее грамма»: one, although no number says so."""
        word = self.at(index).low
        lists = self.units.words
        if self.at(index + 1).low == "с" and self.at(index - 1).kind != "n" and bound_after(self.text, index + 1):
            rows = self.units.forms.get(word)  # «кг с небольшим»
            if rows is not None and rows[0][1].kind == "measure":
                return self._bare(index, index + 1, rows[0][1], Decimal(1), "quantities.single")
        genitive, instrumental = word in lists["bare_genitive"], word in lists["bare_instrumental"]
        if not (genitive or instrumental or word in lists["bare"]):
            return None
        row = self.units.forms[word][0][1]
        amount = self._bare(index, index + 1, row, Decimal(1), "quantities.single")
        if genitive and amount.bound != "exact":
            return amount
        before = self.at(index - 1).low
        if self.at(index - 1).kind in "nx":
            return None
        if self.at(index + 1).low in ("–", "—"):  # «из них тонна – гашиш»
            return amount if word in lists["bare"] and before in ("них", "которых", "числе") else None
        if self.at(index + 1).low == "из" and self.at(index + 2).low in ("них", "которых"):
            return amount if word in lists["bare"] else None  # «почти тонна из них – марихуана»
        quoted = self.at(index + 1).low in OPENING_QUOTES
        goods = self.at(index + 2 if quoted else index + 1)  # «килограмм «синтетики»»
        named = (
            goods.kind == "w" and len(goods.low) > 3 and goods.low not in lists["no_goods"] and _GOODS.search(goods.low)
        )
        if not named or before in lists["price_word"]:
            return None
        if word in lists["bare"] or (instrumental and before in ("с", "со")):
            return amount
        return None

    def inverted(self, index: int, numeral: Numeral | None) -> _Amount | None:
        """«граммов 800», «килограммов пять»: the number behind its unit is a rough one."""
        word = self.at(index).low
        if numeral is None or numeral.high is not None or not word.endswith(("ов", "тонн", "ок")):
            return None
        row = self.units.forms[word][0][1] if word in self.units.forms and len(word) > 3 else None
        if row is None or row.kind == "foreign" or self.counted(numeral.after) is not None:
            return None
        if (
            self.at(index - 1).kind == "n"
            or self.at(index - 1).low.startswith(_beginnings("some"))
            or self.at(numeral.after).low.startswith(_beginnings("counted"))
        ):
            return None
        value = numeral.value * row.factor
        start, end = self.at(index).start, numeral.end
        rule = f"quantities.{row.unit}"
        return _Amount(start, end, index, numeral.after, value, None, "about", row, rule, True, row.factor)

    def _bare(self, index: int, after: int, row: UnitRow, value: Decimal, rule: str) -> _Amount:
        told = bound_before(self.text, index)
        bound, first = told if told is not None else ("exact", index)
        ending = bound_after(self.text, after)
        if ending is not None and bound == "exact":
            bound, after = ending
        return _Amount(
            self.at(first).start,
            self._end(after),
            first,
            after,
            value * row.factor,
            None,
            bound,
            row,
            rule,
            value == 1,
            row.factor,
        )

    # -- joining ----------------------------------------------------------------------------------------------------

    def joined(self, amounts: list[_Amount]) -> list[_Amount]:
        """Compounds, ranges and doubled measures made one."""
        kept: list[_Amount] = []
        for amount in amounts:
            merged = self._join(kept[-1], amount) if kept else None
            if merged is not None:
                kept[-1] = merged
            else:
                kept.append(amount)
        return kept

    def _join(self, left: _Amount, right: _Amount) -> _Amount | None:
        """The one amount that two neighbours tell, or None."""
        dissolved = left.unit.unit == "ml" and right.unit.unit == "g" and left.after == right.first
        if dissolved and self._continues(left, right):  # «1 литр 200 граммов кетамина»
            return self._compound(left, right)
        if left.unit.unit != right.unit.unit or left.unit.kind not in ("measure", "foreign"):
            return None
        if right.first - left.after > 3:
            return None
        between = tuple(token.low for token in self.tokens[left.after : right.first])
        if right.unit.kind in ("measure", "foreign"):
            if between in ((), (".",), ("и",)) and self._continues(left, right):
                return replace(self._compound(left, right), factor=right.factor)
            if between in _AGAIN and self._same(left, right):
                return self._doubled(left, right)
        return self._from_to(left, right) if not between else None

    def _compound(self, left: _Amount, right: _Amount) -> _Amount:
        """«2 тонны 418 кг»: the sum of both."""
        value = left.value + right.value
        return replace(left, end=right.end, after=right.after, value=value, rule="quantities.compound")

    def _doubled(self, left: _Amount, right: _Amount) -> _Amount:
        """«733 фунта (332,5 кг)», «более тонны, а именно 1470 кг»: the metric one, or the exact one."""
        namely = self.at(left.after + 2).low == "именно"
        foreign = left.unit.kind == "foreign" and right.unit.kind == "measure"
        metric = right if foreign or namely else left
        exact = metric.bound == "exact" and metric.high is None and not namely
        after = right.after
        if self.at(left.after).low == "(":
            after += self.at(after).low == "."
            after += self.at(after).low == ")"
        return replace(
            metric,
            start=left.start,
            first=left.first,
            end=self._end(after),
            after=after,
            bound=left.bound if exact else metric.bound,
            rule="quantities.doubled",
            whole=False,
        )

    def _from_to(self, left: _Amount, right: _Amount) -> _Amount | None:
        """«от 100 г до 2 кг»."""
        opened = left.bound == "at_least" and self.at(left.first).low == "от"
        closed = right.bound == "up_to" and self.at(right.first).low == "до"
        if not (opened and closed and left.value < right.value):
            return None
        return replace(
            left,
            end=right.end,
            after=right.after,
            high=right.value,
            bound="range",
            rule="quantities.range",
            whole=False,
        )

    def _continues(self, left: _Amount, right: _Amount) -> bool:
        """Whether `right` is the smaller part of one amount: «2 тонны 418 кг»."""
        smaller = right.factor < left.factor and right.value < left.factor
        exact = right.bound == "exact" and right.high is None
        together = self.at(left.after).low != "и" or self.at(right.after).low != "соответственно"
        full_stop = self.at(left.after).low != "." or bool(_ABBREVIATION.match(self.at(left.after - 1).low))
        return left.whole and smaller and exact and together and full_stop

    def _same(self, left: _Amount, right: _Amount) -> bool:
        """Whether two measures tell one amount, as far as rounding goes: «более тонны, а именно 1470 кг»."""
        if left.bound == "more_than" and self.at(left.after + 2).low == "именно":
            return right.bound == "exact" and left.value < right.value < left.value * 2
        return left.unit.id != right.unit.id and abs(left.value - right.value) <= max(
            left.value, right.value
        ) * Decimal("0.15")

    # -- what makes it no amount ------------------------------------------------------------------------------------

    def aspect(self, amount: _Amount) -> str:
        """The ending of the rule id: .each, .rate, .change or nothing."""
        first = amount.first
        while self.at(first - 1).low in ("и", "или") and (number := self.closing.get(first - 1)) is not None:
            first = number.first  # «по 5 и 10 граммов»
        before = self.at(first - 1).low
        following = [self.at(amount.after + i) for i in range(6)]
        if before == "по" or following[0].low in self.units.words["each"] or self._of_each(first):
            return ".each"
        if (before,) in self.units.rates:
            return ".rate"
        if before == "на" and following[0].low in ("больше", "меньше", "более", "менее"):
            return ".change"
        for i, token in enumerate(following[:5]):
            if token.kind not in ("w",):
                break
            if (token.low,) in self.units.rates or (token.low, following[i + 1].low) in self.units.rates:
                return ".rate"
        return ""

    def _of_each(self, first: int) -> bool:
        """«Вес каждого свёртка – около килограмма», «Каждый из 47 брикетов весил около килограмма»."""
        words: list[str] = []
        for back in range(1, 9):
            token = self.at(first - back)
            if token.low in (".", ",", ";", ""):
                break
            words.append(token.low)
        weighs = any(word.startswith(("вес", "масс")) for word in words)
        return weighs and any(word in self.units.words["each"] for word in words)


def quantities(text: str) -> list[QuantityMention]:
    """All quantities of `text` in order: value in g, ml, m2 or a count of the unit, with the bound."""
    reader = _Reader(text)
    amounts: list[_Amount] = []
    taken = 0
    opening = {numeral.first: numeral for numeral in reader.numerals}
    inside = _inside(reader.numerals)
    index = 0
    while index < len(reader.tokens):
        amount: _Amount | None = None
        if index in opening:
            amount = reader.measured(opening[index])
        elif index not in inside and reader.tokens[index].kind == "w":
            amount = reader.halves(index) or reader.single(index) or reader.inverted(index, opening.get(index + 1))
            if amount is not None and amount.first < taken:
                amount = None
        if amount is None:
            index += 1
            continue
        shared = reader.sharing(amount) if index in opening else []
        if shared and shared[0].bound == "about" and amount.bound == "exact" and amount.high is None:
            amount = replace(amount, bound="about")  # «около 14 и 1,2 кг»
        amounts += [*shared, amount]
        index = taken = max(amount.after, index + 1)
    found = [_mention(reader, amount) for amount in reader.joined(amounts)]
    found = sorted([*found, *_in_adjectives(text)], key=lambda q: q.start)
    if "мг" in text or "миллиграмм" in text:
        found = [
            q
            for q in found
            if not (MILLIGRAMS.fullmatch(text, q.start, q.end) and STRONG.search(text, max(0, q.start - 60), q.start))
        ]
    if "дозировк" in text:
        found = [q for q in found if not DOSAGE.search(text, max(0, q.start - 20), q.start)]
    if "весом" not in text and "массой" not in text:
        return found
    return [
        q
        for q in found
        if not _weighing().search(text, max(0, q.start - 45), q.start) and not DECLARED.match(text, q.end)
    ]


DECLARED = pattern(r",?\s(?:за|про)?(?:декларирован|явлен|оформлен)\w+\s(?:как|в качестве)\s")
"""«в грузе весом 18 тонн, задекларированном как дрожжи»: of what hides the drugs."""


@cache
def _weighing() -> re.Pattern[str]:
    """«в статуе весом 400 килограммов»: behind a thing that is no drug, its weight is nobody's amount."""
    things = "|".join(_beginnings("weighing"))
    return pattern(rf"\b(?:{things})[а-яё]*\s(?:общ(?:им|ей)\s)?(?:весом|массой)\s(?:[а-яё]+\s){{0,2}}$", re.IGNORECASE)


LOTS = "парти|груз(?!ов[а-яё])|посылк"
PARCELS = "клад|св[её]рт|закладк|тайник|пакет(?!ик)|брикет|бандерол|меш(?:ок|к)|тюк|схрон|сумк|рюкзак|чемодан"
LOT = pattern(rf"(?:{LOTS}|{PARCELS})")
"""What an adjective may tell the mass of: «80-килограммовая партия», «десятикилограммовый свёрток»."""
IN_ADJECTIVE = pattern(
    rf"(?P<unit>килограмм|грамм|тонн)(?:ов)?(?:(?:[ыо]й|ая|ую|ого|ом|ым)(?=\s(?:[а-яё-]+\s)?(?:{PARCELS}))"
    rf"|(?:[ыо]й|ая|ую|ого|ом|ые|ых|ым|ыми)(?=\s(?:[а-яё-]+\s)?(?:{LOTS})))",
    re.IGNORECASE,
)
HOW_MANY = pattern(r"(?<![\w.,-])(?:(?P<digits>\d{1,4}(?:,\d)?)-|(?P<words>[а-яё]{2,12}))$", re.IGNORECASE)


def _in_adjectives(text: str) -> list[QuantityMention]:
    """«80-килограммовая партия», «двухтонный груз», «300-граммовая закладка»: the amount within an adjective;
    «10-граммовые пакетики» tells a size."""
    found = []
    for match in IN_ADJECTIVE.finditer(text):
        many = HOW_MANY.search(text, max(0, match.start() - 14), match.start())
        told = None if many is None else _prefixed(many)
        row = _row_of(match["unit"].lower())
        if many is None or told is None or row is None:
            continue
        found.append(
            QuantityMention(
                start=many.start(),
                end=match.end(),
                rule="quantities.adjective",
                value=plain(told * row.factor),
                unit=row.unit,
                bound="exact",
            )
        )
    return found


def _prefixed(many: re.Match[str]) -> Decimal | None:
    """The number that begins an adjective: «80-», «двух», «полутора», «полу»."""
    if many["digits"] is not None:
        return Decimal(many["digits"].replace(",", "."))
    if many["words"].lower() == "полу":
        return Decimal("0.5")
    numeral = next(iter(scan(many["words"])[1]), None)
    return None if numeral is None or numeral.bound != "exact" else numeral.value


MILLIGRAMS = pattern(r"\d[\d.,]*\s?(?:мг|миллиграмм\w*)")
STRONG = pattern(r"(?:таблет|капсул|ампул|пилюл)\w*\s(?:[«\"][^»\"]{2,24}[»\"]|[\w-]+)[,]?\s\(?$", re.IGNORECASE)
"""«340 таблеток «Трамадол» 50 мг»: how strong each is"""
DOSAGE = pattern(r"\bдозировк\w+\s(?:по\s)?$")
"""«18 упаковок «Прегабалина» дозировкой 300 мг»: how strong it is, not how much."""


def _inside(numerals: list[Numeral]) -> set[int]:
    return {i for numeral in numerals for i in range(numeral.core_first, numeral.after)}


def _rounded(value: Decimal, row: UnitRow) -> Decimal:
    """A converted foreign measure to the whole gram, below 100 g to the hundredth: more would be false precision."""
    if row.kind != "foreign" or value > 10**15:
        return value
    return value.quantize(Decimal(1) if value >= 100 else Decimal("0.01"))


def _mention(reader: _Reader, amount: _Amount) -> QuantityMention:
    return QuantityMention(
        start=amount.start,
        end=amount.end,
        rule=amount.rule + reader.aspect(amount),
        value=plain(_rounded(amount.value, amount.unit)),
        unit=amount.unit.unit,
        bound=amount.bound,
        value_max=None if amount.high is None else plain(_rounded(amount.high, amount.unit)),
        container=amount.unit.kind == "container",
    )
