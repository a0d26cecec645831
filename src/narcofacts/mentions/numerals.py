"""Numbers in digits and words, with what bounds them: «более 4,3 тысячи» → 4300, more_than.

The text is cut into tokens once, and every reader walks over them from left to right, so that the time is linear in the
length of the text. `numbers` gives the finished mentions; `scan` gives quantities and money what they continue from.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.lexicon import rows
from narcofacts.lexicon.sheets import package_rows
from narcofacts.mentions.model import NumberMention
from narcofacts.records import Bound, Number
from narcofacts.text.letters import folded

DASHES = frozenset("-–—−‑")
_SPACE = " \u00a0\u202f\u2009\u2007"


class Token(msgspec.Struct, frozen=True, gc=False):
    """A piece of text. `kind`: n number literal, w word, p other sign or line break, x digits that are no number."""

    kind: str
    start: int
    end: int
    low: str
    """Lower case, ё as е."""


class Numeral(msgspec.Struct, frozen=True):
    """A number as read, with the indices of its tokens, for readers that go on to a unit or a currency."""

    start: int
    """Offset of the bound word, or of the number where there is none."""
    core: int
    """Offset of the number itself."""
    end: int
    first: int
    """Index of the first token, bound words included."""
    core_first: int
    after: int
    """Index of the first token after the number."""
    value: Decimal
    high: Decimal | None
    bound: Bound
    collective: bool
    scaled: bool
    """Whether a word such as тысяча or млн was part of it."""
    triple: bool
    """Whether the literal ends in exactly three decimals («12,500»), which may have been meant as thousands."""
    rule: str


def plain(value: Decimal) -> Number:
    """The exact int where integral, else the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


class _Words(Struct, frozen=True):
    kinds: dict[str, list[tuple[str, Decimal]]]
    before: dict[tuple[str, ...], Bound]
    after: dict[tuple[str, ...], Bound]
    ordinal: re.Pattern[str]
    not_after: frozenset[str]
    months: frozenset[str]
    years: frozenset[str]
    denominators: frozenset[str]
    """«трети», «десятых», «целых»: the number before them is no count."""
    measures: frozenset[str]
    """«кг», «л»: signs to which digits may be glued."""
    weights: frozenset[str]
    """«массой», «составила»: what stands before «1400 г» is no year."""


def _months() -> list[str]:
    """The forms of the months in dates.csv; the full stop of «янв.» is a token of its own here."""
    found = (row.values for row in package_rows("dates.csv", ("class", "forms"), ("value",)))
    return [form.rstrip(".") for row in found if row["class"] == "MONTH" for form in row["forms"].split("|")]


@cache
def _words() -> _Words:
    kinds: dict[str, list[tuple[str, Decimal]]] = {}
    before: dict[tuple[str, ...], Bound] = {}
    after: dict[tuple[str, ...], Bound] = {}
    stems: list[str] = []
    kinds_of_sets = ("not_after", "month", "year", "denominator", "measure", "weight")
    sets: dict[str, list[str]] = {kind: [] for kind in kinds_of_sets}
    sets["month"] = _months()
    for row in (r.values for r in rows("numerals.csv", ("id", "kind", "forms"), ("value",))):
        kind, forms = row["kind"], row["forms"].split("|")
        if kind in sets:
            sets[kind] += forms
        elif kind == "ordinal":
            stems += forms
        elif kind in ("bound_before", "bound_after"):
            table = before if kind == "bound_before" else after
            table.update({tuple(form.replace("-", " - ").split()): cast(Bound, row["value"]) for form in forms})
        else:
            value = Decimal(row["value"] or 0)
            for form in forms:
                kinds.setdefault(form, []).append((kind, value))
    ordinal = pattern(
        rf"(?:{'|'.join(stems)})(?:ый|ий|ой|ая|ья|ое|ье|ые|ьи|ь?его|ого|ь?ему|ому|ую|ью|ым|ь?им|ом|ь?ем|ых|ь?их|ей|ыми|ь?ими)"
    )
    return _Words(kinds, before, after, ordinal, *map(frozenset, sets.values()))


@cache
def _lexer() -> re.Pattern[str]:
    return pattern(
        rf"""
        # most tokens are words, so these stand first
        (?P<w> [мm](?:[²³]|[23](?!\w)) | (?!https?://|www\.|t\.me/)[^\W\d_]+ )
      | (?P<x> (?:https?://|www\.|t\.me/)\S+
             | (?<!\d)\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)(?!\d)      # 21.02.25
             | (?<!\d)\d{{4}}-\d\d-\d\d(?!\d)                           # 2025-02-21
             | \d+(?::\d+)+                                             # 10:30, 1:10
             | (?<!\d)\d{{1,4}}(?:-\d{{2,4}}){{2,}}(?!\d)                 # 8-777-123-45-67
             | (?<!\d)8[ -]\d{{3}}[ -]\d{{3}}[ -]?\d\d[ -]?\d\d(?!\d)    # 8 777 123 45 67
             | \+\d(?:[ ()\-]{{0,2}}\d){{6,14}}                         # +7 (777) 123-45-67
             | (?<!\d)8[ -]?\(\d{{3,4}}\)(?:[ -]?\d){{5,7}}             # 8 (727) 123-45-67
             | \d+(?:/\d+)+ )                                           # 24/7
      | (?P<n> [1-9]\d{{0,2}}(?:[{_SPACE}]\d{{3}})+(?!\d)(?:[.,]\d+)?   # 8 729 000
             | [1-9]\d{{0,2}}(?:\.\d{{3}})+,\d+(?!\d)                # 3.080,5
             | [1-9]\d{{0,2}}(?:,\d{{3}})+\.\d+(?!\d)                # 3,080.5
             | [1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}(?!\d)                   # 8,729,000
             | [1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}(?!\d)                  # 8.729.000
             | \d+(?:[.,]\d+)? )                                        # 24; 4,3
      | (?P<p> [^\w*{_SPACE}\t\r\f\v] | _ )      # * is markup of messengers
        """,
        re.VERBOSE,
    )


def _tokenize(text: str) -> list[Token]:
    low = folded(text)
    tokens = []
    for match in _lexer().finditer(text):
        start, end = match.span()
        tokens.append(Token(match.lastgroup or "p", start, end, low[start:end]))
    return tokens


_CARDINAL_ENDINGS = frozenset({"ти", "ми", "ю", "и", "мя", "ть", "ух", "ех", "ка", "та", "ста"})
_END = Token("end", 1 << 60, 1 << 60, "")


_OF_YEARS = frozenset({"года", "рождения", "выпуска", "постройки", "издания"})


class _Part(Struct, frozen=True):
    """A number without bounds. `coefficient` is what stood before its one scale word."""

    value: Decimal
    after: int
    coefficient: Decimal | None = None
    scale: Decimal = Decimal(1)
    order: bool = False
    collective: bool = False
    more: Bound | None = None
    pair: bool = False


class _Reader:
    """Reads numbers from a list of tokens."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.words = _words()

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else _END

    def kind(self, index: int, *kinds: str) -> Decimal | None:
        """The value of the word at `index` if it is of one of these kinds."""
        for kind, value in self.words.kinds.get(self.at(index).low, ()):
            if kind in kinds:
                return value
        return None

    # -- literals ---------------------------------------------------------------------------------------------------

    def literal(self, index: int) -> _Part | None:
        """A literal in digits that is a number; None where the digits belong to a name, a date or a statute."""
        token = self.at(index)
        if (
            token.kind != "n"
            or len(token.low) > 20
            or self._in_name(index)
            or self._is_date(index)
            or self._is_year(index)
        ):
            return None
        if token.low[:1] == "0" and token.low[1:2].isdigit() and not self._thousandths(index):
            return None  # «01.02», «007»
        follower = self.at(index + 1)
        if follower.low == "%" or follower.low.startswith(("процент", "летн")) or self._is_time(index):
            return None
        if self._spaced_fraction(index):
            return _Part(_decimal(f"{token.low},{self.at(index + 2).low}"), index + 3)
        after = self._ending(index)
        return None if after < 0 else _Part(_decimal(token.low), after)

    def _spaced_fraction(self, index: int) -> bool:
        """«24, 7 килограмма», «24 ,7 кг»: a blank slipped in beside the decimal comma; not «5, 7 и 9 кг»."""
        token, comma, fraction = self.at(index), self.at(index + 1), self.at(index + 2)
        if comma.low != "," or (comma.start - token.end, fraction.start - comma.end) not in ((0, 1), (1, 0)):
            return False
        unit = self.at(index + 3).low
        small = unit in ("г", "гр") or unit.startswith("грамм")  # «77, 046 г»
        digits = token.low.isdigit() and fraction.low.isdigit() and len(fraction.low) <= 2 + small
        listed = self.at(index - 1).low in (",", "и") and self.at(index - 2).kind == "n"
        return (
            digits
            and not listed
            and (unit in ("кг", "т", "г", "гр") or unit.startswith(("килограмм", "тонн", "грамм")))
        )

    def _thousandths(self, index: int) -> bool:
        """«3 тонны 074 кг»: the thousandths of the measure before, with all their digits."""
        before = self.at(index - 2 if self.at(index - 1).low == "." else index - 1).low
        after = self.at(index + 1).low
        whole = pattern(r"0\d\d(?:[.,]\d+)?").fullmatch(self.at(index).low) is not None
        larger = before in ("т", "кг") or before.startswith(("тонн", "килограмм"))
        return whole and larger and (after in ("кг", "г", "гр") or after.startswith(("килограмм", "грамм")))

    def _ending(self, index: int) -> int:
        """The index after the literal and its case ending («48-ми», «3х»); -1 for an ordinal or an adjective."""
        token, follower = self.at(index), self.at(index + 1)
        small = token.low[-1:] in ("2", "3", "4") and token.low[-2:-1] != "1"
        after = index + 1
        if follower.low in DASHES:
            ending = self.at(index + 2)
            if ending.low.startswith("летн"):
                return -1
            if follower.start == token.end and ending.kind == "w" and ending.start == follower.end:
                if self.kind(index + 2, *_NUMBER_KINDS) is not None:
                    return after  # «2-три»
                if ending.low not in _CARDINAL_ENDINGS and not (ending.low == "х" and small):
                    return -1
                after = index + 3
        elif follower.start == token.end and (follower.low in ("ти", "ми") or (follower.low == "х" and small)):
            after = index + 2
        joined = self.at(after)
        glued = after > index + 1 and joined.low in DASHES and joined.start == self.at(after - 1).end
        return -1 if glued and self.at(after + 1).kind == "w" else after

    def _is_time(self, index: int) -> bool:
        """«в 10.30»: no unit follows."""
        clock = pattern(r"(?:[01]\d|2[0-3])\.[0-5]\d").fullmatch(self.at(index).low)
        return clock is not None and self.at(index - 1).low in ("в", "к", "до", "с") and self.at(index + 1).kind != "w"

    def _in_name(self, index: int) -> bool:
        """«JWH-018», «М-7», «№ 12», «ст. 297», «24)» of a phone are told by what stands before."""
        token, before = self.at(index), self.at(index - 1)
        if token.start and (self.text[token.start - 1].isalpha() or self.text[token.start - 1] == "_"):
            return not self._smaller_part(index)
        if before.low in DASHES and before.end == token.start:
            name = self.at(index - 2)
            joined = name.end == before.start
            if joined and name.kind == "w" and not self.kind(index - 2, *_NUMBER_KINDS):
                return True
            if joined and name.kind == "x":
                return True
        if self._labelled(index) or self._list_marker(index):
            return True
        if before.low == "+" and before.end == token.start:
            return True
        follower = self.at(index + 1)
        if follower.start == token.end and follower.low == "." and self._latin(index + 2, follower.end):
            return True  # «74.ru»
        if self._latin(index + 1, token.end) and follower.low not in _LATIN_AFTER:
            return True  # «3D», «27Mar2013»
        closing = self.at(index + 1)
        if closing.low in "»”" and closing.low and closing.start == token.end:
            # «Карасора – 2025», «Мак 2018»: a year that closes a name
            return _four_digits(token.low, 1900)
        return False

    def _smaller_part(self, index: int) -> bool:
        """«1кг200г»: the digits are glued to the sign of a measure, and have one of their own."""
        signs = {self.at(index - 1).low, self.at(index + 1).low}
        return signs <= self.words.measures and self.at(index - 2).kind == "n"

    def _labelled(self, index: int) -> bool:
        """«ст. 297», «№ 12», «пунктам 1, 3»: the number of a thing."""
        for _ in range(6):
            before = self.at(index - 1)
            if before.low in ("№", "#"):
                return True
            if before.low == "." and before.end >= self.at(index).start - 1:
                before = self.at(index - 2)
                if before.low == "ч" and (self.at(index - 3).low, self.at(index - 4).low) == (".", "т"):
                    return False  # «в т. ч. 7 кг марихуаны»
            if before.kind == "w" and before.low in self.words.not_after:
                return True
            if not (self.at(index - 1).low in (",", "и", "-", "–") and self.at(index - 2).kind == "n"):
                return False
            thing = self.at(index + 1)
            if thing.kind == "w" and thing.low not in self.words.not_after and self.text[thing.start].islower():
                return False  # «по ст. 297, 3 человека»
            index -= 2
        return False

    def _list_marker(self, index: int) -> bool:
        """«2. Министр» at the start of a line."""
        token, follower = self.at(index), self.at(index + 1)
        opens = index == 0 or self.at(index - 1).low == "\n"
        closes = follower.low in (".", ")") and follower.start == token.end
        return opens and closes and len(token.low) < 3 and self.at(index + 2).start > follower.end

    def _latin(self, index: int, start: int) -> bool:
        token = self.at(index)
        return token.kind == "w" and token.start == start and token.low.isascii()

    def _chain(self, index: int) -> int:
        """The index of the next number of «21 и 22», «21-22», «с 21 на 22», or -1."""
        follower = self.at(index + 1)
        if follower.low in DASHES or follower.low in ("и", "на", "по", ",", "до", "или"):
            return index + 2 if self.at(index + 2).kind == "n" else -1
        return -1

    def _is_date(self, index: int) -> bool:
        for _ in range(6):
            low = self.at(index).low
            if not (len(low) < 3 and low.isdigit() and int(low) <= 31):
                return False
            if self.at(index + 1).low in self.words.months:
                return True
            index = self._chain(index)
            if index < 0:
                return False
        return False

    def _is_year(self, index: int) -> bool:
        low = self.at(index).low
        if not _four_digits(low, 1000):
            return False
        if self.at(index - 1).low in self.words.months:
            return True
        other = (
            index + 2 if self.at(index + 1).low in DASHES else index - 2 if self.at(index - 1).low in DASHES else index
        )
        paired = other != index and _four_digits(low, 1900) and _four_digits(self.at(other).low, 1900)
        if paired and self.at(max(index, other) + 1).kind != "w":
            return True  # «(1996—2003)»
        before, start = self.at(index - 1).low, index
        for _ in range(6):
            low = self.at(index).low
            if self.at(index + 1).low in self.words.years:
                return _four_digits(low, 1000) and not self._grams(index + 1, start)
            following = self._chain(index)
            if following < 0:
                break
            index = following
        if before in ("в", "с", "к", "на") and _four_digits(self.at(start).low, 1900):
            # «в 2023 задержали»: a year, unless a counted noun in the genitive follows («в 2000 пакетов»)
            follower = self.at(start + 1)
            return not (follower.kind == "w" and _COUNTED.search(follower.low))
        return False

    def _grams(self, index: int, start: int) -> bool:
        """«изъяли 1953 г опия»: a unit, since a noun in the genitive follows and no word of a date stands before;
        «масса составила 1400 г», «гашиш – 1350 г, опий (1500 г)»: so do words of weighing, or the goods, before it."""
        before, goods = self.at(start - 1).low, self.at(index + 1)
        if self.at(index).low != "г" or (goods.low == "." and self.at(index + 2).low in ("р", "рожд", "рождения")):
            return False
        if before in self.words.weights or self._lists_goods(start):
            return goods.low not in _OF_YEARS
        if goods.low == "." and not _four_digits(self.at(index - 1).low, 1900):
            goods = self.at(index + 2)  # «изъято 1640 г. гашиша»
        named = goods.kind == "w" and len(goods.low) > 3 and goods.low[-1] in "аяыи" and goods.low not in _OF_YEARS
        dated = before in ("в", "с", "до", "по", "к", "от", "на", "за") or before in self.words.months
        return named and not dated

    def _lists_goods(self, start: int) -> bool:
        """«гашиш – 1350 г», «опий (1500 г)»: the number at `start` stands behind a noun; a year of our time, too, is so
        told of what is written with a capital or has dates: «Ташкент – 2024 г.», «закон (1996 г.)»."""
        before, noun = self.at(start - 1).low, self.at(start - 2)
        if noun.kind != "w" or noun.low in _OF_YEARS | self.words.years | self.words.months:
            return False
        modern = _four_digits(self.at(start).low, 1900)
        if modern and (before == "(" or self.text[noun.start].isupper()):
            return False
        return before == "(" or before in DASHES

    # -- words ------------------------------------------------------------------------------------------------------

    def spelled(self, index: int) -> _Part | None:
        """Hundreds, tens and ones in words: «двадцати шести» → 26."""
        value, rank, start = Decimal(0), 9, index
        while True:
            step = self._step(index, rank)
            if step is None:
                break
            worth, rank = step
            value += worth
            index += 1
        if index == start:
            return None
        if rank > 1 and self.words.ordinal.fullmatch(self.at(index).low):
            return _Part(value, -1)
        return _Part(value, index)

    def _step(self, index: int, rank: int) -> tuple[Decimal, int] | None:
        """The value of the next word of a spelled number, and its rank, which must be below `rank`."""
        for kind, value in self.words.kinds.get(self.at(index).low, ()):
            if kind in _RANKS and _RANKS[kind][0] < rank:
                if self.at(index).low == "семью" and rank == 9 and not self._instrumental(index + 1):
                    return None  # «семью» is also the accusative of «семья»
                return value, _RANKS[kind][1]
        return None

    def _instrumental(self, index: int) -> bool:
        return self.at(index).low.endswith(("ами", "ями", "ыми", "ими", "млн", "тыс", "млрд"))

    def group(self, index: int) -> _Part | None:
        """What may stand before a scale word: digits, spelled number, полтора, полсотни, четверть."""
        part = self.literal(index) if self.at(index).kind == "n" else self.spelled(index)
        if part is None:
            half = self.kind(index, "one_half", "fraction")
            if half is None or (half < 1 and self.at(index + 1).kind != "w"):
                return None
            part = _Part(half, index + 1)
        if part.after < 0:
            return part
        after = part.after
        if self.at(after).low == "с" and self.at(after + 1).low == "половиной":
            part = replace(part, value=part.value + Decimal("0.5"), after=after + 2)
        elif self.at(after).low in self.words.denominators:
            return replace(part, after=-1)
        return part

    def scale(self, index: int) -> tuple[Decimal, int]:
        """The product of the multiplier and the scale word at `index`, and the index after them."""
        product = Decimal(1)
        for short, long in (((), ("multiplier", "multiplier_plural")), (("scale_short",), ("scale", "scale_plural"))):
            value = self.kind(index, *long)
            if value is None and short:
                value = self.kind(index, *short)
                if value is not None and self.at(index + 1).low == ".":
                    index += 1
            if value is not None:
                product *= value
                index += 1
        return product, index

    def part(self, index: int) -> _Part | None:
        """A whole number without bounds; None where there is none, `after` -1 where the words are something else."""
        special = self._special(index)
        if special is not None:
            return special
        total, limit, at = Decimal(0), Decimal(10) ** 30, index
        first: Decimal | None = None
        single_scale, more = Decimal(1), None
        while True:
            group = self.group(at)
            if group is None:
                # «тысяча двести», «миллион рублей»
                value = self.kind(at, "scale", "multiplier")
                if value is None or (first is not None and value >= limit):
                    break
                group = _Part(Decimal(1), at)
            if group.after < 0:
                return group if first is None else _Part(total, at, first, single_scale, more=more)
            after = group.after
            after_bound = self.bound_after(after)
            if after_bound is not None and self.scale(after_bound[1])[1] != after_bound[1]:
                more, after = after_bound
            scale, end = self.scale(after)
            amount = group.value * scale
            if first is not None and (amount >= limit or scale >= limit):
                break
            if first is not None and scale == 1 and self._breaks(at):
                break
            total += amount
            at = end
            single_scale = scale if first is None else Decimal(1)
            first = group.value if first is None else first
            limit = scale
            if scale == 1 or group.value != group.value.to_integral_value() or self.at(at).low == "\n":
                break
        if first is None:
            return None
        return _Part(total, at, first, single_scale, more=more)

    def _breaks(self, index: int) -> bool:
        """A bare number after «млн.» is the next sentence («изъято 5 млн. 75 человек»), after «тыс.» its rest."""
        return self.at(index - 1).low == "." and self.kind(index - 2, "scale_short") != 1000

    def repeated(self, part: _Part) -> int:
        """The index after «(двадцать)» or «(!)» behind a number: the number told again."""
        if self.at(part.after).low != "(":
            return part.after
        closing = part.after + 2 if self.at(part.after + 1).low == "!" else -1
        if closing < 0:
            again = self.part(part.after + 1)
            closing = (
                again.after if again is not None and again.value == part.value else self._spelled_out(part.after + 1)
            )
        return closing + 1 if closing > 0 and self.at(closing).low == ")" else part.after

    def _spelled_out(self, index: int) -> int:
        """The index after the words of a fraction from `index` on: «1,2 (одна целая две десятых) грамма»; else -1."""
        after, words = index, self.words
        while (
            self.at(after).low in words.kinds or self.at(after).low in words.denominators or self.at(after).low == "и"
        ):
            after += 1
        return after if after > index and self.at(after - 1).low in words.denominators else -1

    def _special(self, index: int) -> _Part | None:
        """Numerals that take nothing after them: двое, ноль, пара; orders: десятки, сотни тысяч."""
        if self.at(index).kind != "w":
            return None
        collective = self.kind(index, "collective")
        if collective is not None:
            return _Part(collective, index + 1, collective=True)
        if self.kind(index, "zero") is not None:
            return _Part(Decimal(0), index + 1)
        rounded = self.kind(index, "round")
        if rounded is not None:
            scale, after = self.scale(index + 1)
            return _Part(rounded * scale, after)
        pair = self.kind(index, "pair")
        if pair is not None:
            kinship = self.at(index - 1).low.endswith(("ая", "ую", "ой", "ые"))
            noun = self.at(index + 1)
            return (
                _Part(pair, index + 1, pair=True)
                if noun.kind == "w" and _COUNTED.search(noun.low) and not kinship
                else None
            )
        several = self.kind(index, "several") is not None
        start = index + 1 if several else index
        if self.kind(start, "multiplier_plural", "scale_plural") is not None and self._plural(start, several):
            scale, after = self.scale(start)
            if several or self.group(after) is None:
                return _Part(scale, after, order=True)
        return None

    def _plural(self, index: int, several: bool) -> bool:
        """Whether a scale word is a plural: «тысячи» is a genitive singular after «более» and its like."""
        if several or self.kind(index, "scale", "multiplier") is None:
            return True
        return self.before(index) is None

    # -- bounds -----------------------------------------------------------------------------------------------------

    def before(self, index: int) -> tuple[Bound, int] | None:
        """The bound told before the number at `index` and the index of its first word."""
        for skip in (0, 1):
            last = index - skip
            if skip and self.at(index - 1).low not in _PREPOSITIONS:
                break
            for length in (4, 3, 2, 1):
                if last - length < 0:
                    continue
                phrase = tuple(token.low for token in self.tokens[last - length : last])
                bound = self.words.before.get(phrase)
                if bound is None or (skip and phrase[-1] in ("более", "больше", "менее", "меньше", "от", "до", "выше")):
                    continue
                if phrase == ("до",) and self._until(last - 1):
                    return None
                if phrase[0] in ("более", "больше") and self.at(last - length - 1).low == "тем":
                    return None
                return bound, last - length
        return None

    def _until(self, index: int) -> bool:
        """«с 5 до 10»: this «до» ends a change, it bounds nothing."""
        return any(self.at(i).low == "с" and self.at(i + 1).kind == "n" for i in range(max(0, index - 5), index))

    def bound_after(self, index: int) -> tuple[Bound, int] | None:
        """The bound told after the number that ends before `index`, and the index after it."""
        plus = self.at(index)
        if plus.low == "+" and plus.start == self.at(index - 1).end and self.at(index + 1).kind == "w":
            return "more_than", index + 1  # «21+ кг»
        phrase = (plus.low, self.at(index + 1).low)
        bound = self.words.after.get(phrase)
        if bound is None or self.at(index + 2).kind == "n" or self.at(index + 2).low in self.words.kinds:
            # «5 и более 3»: it bounds the next number; but «две с лишним тысячи»
            scale = self.kind(index + 2, "scale", "scale_plural", "scale_short", "multiplier", "multiplier_plural")
            return None if bound is None or scale is None or phrase[0] != "с" else (bound, index + 2)
        return bound, index + 2

    # -- ranges -----------------------------------------------------------------------------------------------------

    def ranged(self, index: int, part: _Part) -> tuple[_Part, Decimal | None] | None:
        """The range that `part` opens: (its lower end, its upper end); None where both are no amount."""
        dash = self.at(part.after)
        opened = self.at(index - 1).low == "от" and dash.low == "до"
        if not opened and dash.low not in DASHES:
            return part, None
        tight = (
            dash.low in DASHES
            and dash.start == self.at(part.after - 1).end
            and self.at(part.after + 1).start == dash.end
        )
        if part.collective and not tight:
            return part, None  # «задержали троих – 23, 24 и 30 лет»
        upper = self.part(part.after + 1)
        spelled = dash.low in DASHES and not tight and self.at(index).kind == "w"
        if spelled and (self.at(part.after + 1).kind == "n" or self.at(index - 1).low in ("в", "у")):
            return part, None  # «в одном – 12 кг, во втором – 3 кг»
        if upper is None or upper.after < 0 or upper.order:
            return None if tight and self.at(part.after + 1).kind in "nx" else (part, None)
        low, simple = part.value, upper.coefficient is not None and upper.coefficient * upper.scale == upper.value
        if part.scale == 1 and upper.scale > 1 and simple and upper.coefficient is not None and low < upper.coefficient:
            low *= upper.scale
        if low < upper.value:
            return replace(part, value=low, after=upper.after, scale=max(part.scale, upper.scale)), upper.value
        return None if tight else (part, None)


_RANKS = {"hundreds": (3, 3), "tens": (2, 2), "teens": (2, 1), "ones": (1, 1)}
_NUMBER_KINDS = ("ones", "teens", "tens", "hundreds", "scale", "scale_plural", "one_half", "collective")
_LATIN_AFTER = frozenset({"k", "kg", "g", "mg", "ml", "m", "usd", "usdt", "btc", "eur"})
_PREPOSITIONS = frozenset({"на", "в", "во", "с", "со", "из", "за", "о", "об", "к"})
# endings of nouns and adjectives in the genitive, after a numeral or «пара»
_COUNTED = pattern(
    r"(?:[оеё]в|ей|[ое]к|ых|их|ец|доз|тонн|унций|пуль|штук|человек|раз|таблеток|ампул|капсул|пилюль|единиц|грамм|канистр"
    r"|бутыл|бочек|ячеек|женщин|мужчин|машин|тыс|тысяч|млн|кг|гр?|т|л|мл|га|шт|руб|сотен)$"
)


def _four_digits(literal: str, since: int) -> bool:
    """Whether a literal is written like a year from `since` on."""
    return len(literal) == 4 and literal.isdigit() and since <= int(literal) <= 2099


def _decimal(literal: str) -> Decimal:
    literal = re.sub(rf"[{_SPACE}]", "", literal)
    if "," in literal and "." in literal:
        thousands = min(",.", key=literal.index)
        literal = literal.replace(thousands, "")
    elif literal.count(",") > 1 or literal.count(".") > 1:
        literal = literal.replace(",", "").replace(".", "")
    return Decimal(literal.replace(",", "."))


def _as_many(reader: _Reader, index: int, last: Numeral) -> Numeral | None:
    """«четыре телефона, столько же сим-карт»: the number told last, if its sentence goes on."""
    between = [token.low for token in reader.tokens[last.after : index]]
    if reader.at(index + 1).low != "же" or len(between) > 6 or set(between) & {".", "!", "?", "\n"}:
        return None
    start, end = reader.at(index).start, reader.at(index + 1).end
    return msgspec.structs.replace(
        last, start=start, core=start, end=end, first=index, core_first=index, after=index + 2, rule="numerals.as_many"
    )


@lru_cache(maxsize=4)
def scan(text: str) -> tuple[list[Token], list[Numeral]]:
    """The tokens of `text` and the numbers among them, in order, never overlapping. Do not change the lists."""
    tokens = _tokenize(text)
    reader = _Reader(text, tokens)
    found: list[Numeral] = []
    index = 0
    kinds = reader.words.kinds
    while index < len(tokens):
        token = tokens[index]
        if token.low == "столько" and found and (again := _as_many(reader, index, found[-1])) is not None:
            found.append(again)
            index = again.after
            continue
        if token.kind not in "nw" or (token.kind == "w" and token.low not in kinds):
            index += 1
            continue
        part = reader.part(index)
        if part is None:
            index += 1
            continue
        if part.after < 0:
            # «двадцать пятый», «две целых»: not a cardinal, go past its words
            index += 1
            while index < len(tokens) and tokens[index].low in kinds:
                index += 1
            continue
        ranged = reader.ranged(index, part)
        if ranged is None:
            index = part.after + 2
            continue
        found.append(_numeral(reader, index, found[-1].after if found else 0, *ranged))
        index = max(found[-1].after, index + 1)
    return tokens, found


def _numeral(reader: _Reader, index: int, floor: int, part: _Part, high: Decimal | None) -> Numeral:
    """The number at `index` with the bounds around it, which may not reach back before token `floor`."""
    tokens = reader.tokens
    bound: Bound = "order" if part.order else "about" if part.pair else "exact"
    rule = "numerals.order" if part.order else "numerals.literal" if tokens[index].kind == "n" else "numerals.words"
    first, after = index, part.after if high is not None else reader.repeated(part)
    told = reader.before(index)
    if told is not None and told[1] >= floor:
        bound, first = (told[0] if not part.order else bound), told[1]
    following = reader.bound_after(after)
    if part.more is not None and bound in ("exact", "about"):
        bound = part.more
    if following is not None:
        after = following[1]
        bound = following[0] if bound in ("exact", "about") else bound
    if high is not None:
        bound, rule = "range", "numerals.range"
    literal = tokens[index].low
    return Numeral(
        start=tokens[first].start,
        core=tokens[index].start,
        end=tokens[after - 1].end,
        first=first,
        core_first=index,
        after=after,
        value=part.value,
        high=high,
        bound=bound,
        collective=part.collective,
        scaled=part.scale > 1,
        triple=part.scale == 1 and bool(pattern(r"[1-9]\d{0,2}[.,]\d{3}").fullmatch(literal)),
        rule=rule,
    )


class TokenReader:
    """Goes over the tokens and numbers of a text, for readers of what stands around a number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens, self.numerals = scan(text)
        self.sterling = "стерлинг" in text or "£" in text

    def at(self, index: int) -> Token:
        """The token of this index, an empty one outside of the text."""
        if 0 <= index < len(self.tokens):
            return self.tokens[index]
        return Token("end", len(self.text), len(self.text), "")

    def weighs(self, index: int) -> bool:
        """«8 фунтов 6 унций», «733 фунта (332,5 кг)»: pounds of mass, not of money, end before token `index`."""
        near = [self.at(index + i).low for i in range(4)]
        return any(word.startswith(("унци", "килограмм")) or word in ("кг", "г") for word in near)


def bound_before(text: str, index: int) -> tuple[Bound, int] | None:
    """The bound told before token `index` of `scan(text)`, and the index of its first word."""
    return _Reader(text, scan(text)[0]).before(index)


def bound_after(text: str, index: int) -> tuple[Bound, int] | None:
    """The bound told from token `index` of `scan(text)` on («с лишним», «и более»), and the index after it."""
    return _Reader(text, scan(text)[0]).bound_after(index)


def numbers(text: str) -> list[NumberMention]:
    """All cardinal numbers of `text`; ordinals, dates, years, percentages and numbers inside names are left out."""
    return [
        NumberMention(
            start=n.start,
            end=n.end,
            rule=n.rule,
            value=plain(n.value),
            bound=n.bound,
            value_max=None if n.high is None else plain(n.high),
            collective=n.collective,
        )
        for n in scan(text)[1]
    ]
