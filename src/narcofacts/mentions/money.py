"""Sums of money: «1 млрд 155 млн тенге» → 1155000000 KZT, «734 228 долларов в USDT» → USD, asset USDT.

A number without a currency is no money. Rule ids end in `.each` for «по 500 рублей» and in `.rate` for prices and
wages: «500 рублей в месяц», «за килограмм».
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from narcofacts.lexicon import rows, word_set
from narcofacts.mentions.model import MoneyMention
from narcofacts.mentions.numerals import DASHES, Numeral, TokenReader, bound_after, bound_before, plain
from narcofacts.records import Bound


class Currency(Struct, frozen=True):
    """A row of currencies.csv: `kind` money, coin, pound (also a mass), adjective_only (the bare noun is ambiguous)."""

    code: str
    kind: str
    adjectives: tuple[str, ...]


class _Currencies(Struct, frozen=True):
    forms: dict[str, list[tuple[tuple[str, ...], list[Currency]]]]
    """By first word: the further words and the currencies that use them, longest first."""
    signs: dict[str, str]
    tails: frozenset[str]
    cents: frozenset[tuple[str, str]]
    adjectives: frozenset[str]
    words: dict[str, frozenset[str]]
    """Small word lists by kind: priced, period, per_period, equating, sum_word."""


@cache
def _currencies() -> _Currencies:
    table: dict[tuple[str, ...], list[Currency]] = {}
    signs: dict[str, str] = {}
    tails: list[str] = []
    cents: set[tuple[str, str]] = set()
    adjectives: set[str] = set()
    words: dict[str, frozenset[str]] = {}
    columns = ("id", "kind", "forms"), ("code", "adjectives", "signs")
    for data in (r.values for r in rows("currencies.csv", *columns)):
        forms = data["forms"].split("|")
        if not data["code"]:
            words[data["kind"]] = frozenset(forms)
            continue
        if data["kind"] == "tail":
            tails += forms
            continue
        if data["kind"] == "cent":
            cents.update((data["code"], form) for form in forms)
            continue
        row = Currency(data["code"], data["kind"], tuple(filter(None, data["adjectives"].split("|"))))
        adjectives.update(row.adjectives)
        for form in forms:
            table.setdefault(tuple(form.split()), []).append(row)
        for sign in filter(None, data["signs"].split("|")):
            signs[sign.lower()] = row.code
    by_head: dict[str, list[tuple[tuple[str, ...], list[Currency]]]] = {}
    for (head, *tail), found in table.items():
        by_head.setdefault(head, []).append((tuple(tail), found))
    for entries in by_head.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return _Currencies(by_head, signs, frozenset(tails), frozenset(cents), frozenset(adjectives), words)


class _Sum(msgspec.Struct, frozen=True):
    """A sum being built, with the indices of its tokens."""

    start: int
    end: int
    first: int
    after: int
    value: Decimal
    high: Decimal | None
    bound: Bound
    currency: str
    rule: str
    coin: bool = False
    asset: str | None = None
    equivalent: MoneyMention | None = None


_ENDINGS = ("ий", "ого", "ому", "им", "ом", "ие", "их", "ими", "ая", "ой", "ую", "ое")
_NATIONAL = tuple(stem + ending for stem in ("ск", "цк") for ending in _ENDINGS)


class _Reader(TokenReader):
    """Reads sums from the tokens and numbers of a text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.data = _currencies()

    # -- the currency -----------------------------------------------------------------------------------------------

    def word(self, index: int, value: Decimal) -> tuple[Currency, int] | None:
        """The currency told by the words at `index` («белорусских рублей», «долл. США»), and the index after them."""
        adjective, start = "", index
        for _ in range(3):
            found = self._noun(index, adjective, value)
            if found is not None:
                return found
            token = self.at(index)
            if token.kind != "w":
                return None
            stem = self._national(token.low)
            if stem:
                adjective = stem
                index += 1
                if self.at(index).low == ".":
                    index += 1
            elif token.low.endswith(("ых", "их", "ыми", "ими", "ые", "ым")) and index == start:
                index += 1  # «20 тысяч поддельных долларов»
            else:
                return None
        return None

    def _national(self, word: str) -> str:
        """The stem of an adjective of a country, "?" for one that no currency here has."""
        if word in self.data.adjectives:
            return word
        for ending in _ENDINGS:
            if word.endswith(ending) and word[: -len(ending)] in self.data.adjectives:
                return word[: -len(ending)]
        return "?" if word.endswith(_NATIONAL) else ""

    def _noun(self, index: int, adjective: str, value: Decimal) -> tuple[Currency, int] | None:
        for tail, candidates in self.data.forms.get(self.at(index).low, ()):
            if any(self.at(index + 1 + i).low != word for i, word in enumerate(tail)):
                continue
            after = index + 1 + len(tail)
            if not self._ends_word(index, after):
                return None
            row = self._choose(candidates, adjective, value)
            if row is not None and row.kind == "pound" and not adjective and self.weighs(after):
                return None
            if row is None:
                return None
            if self.at(after).low == "." and self.at(after + 1).low in self.data.tails:
                after += 1
            if self.at(after).low in self.data.tails:
                after += 1
            return row, after
        return None

    def _ends_word(self, index: int, after: int) -> bool:
        """«р» of «р-н» and «р/с» is no rouble; a coin's ticker stands in capitals."""
        token, follower = self.at(index), self.at(after)
        word = self.at(after + 1)
        if follower.low in DASHES and follower.start == self.at(after - 1).end and word.start == follower.end:
            return False
        if len(token.low) <= 2 and follower.low == "/":
            return False
        ticker = token.low.isascii() and token.low.isalpha() and len(token.low) == 3
        return not ticker or self.text[token.start : token.end].isupper()

    def _choose(self, candidates: list[Currency], adjective: str, value: Decimal) -> Currency | None:
        """Of several currencies of one name the one that the adjective tells, else the first one."""
        if adjective:
            return next((row for row in candidates if adjective in row.adjectives), None)
        row = candidates[0]
        if row.kind == "adjective_only" and len(candidates) != 1:
            return None
        if row.kind == "pound" and not (self.sterling or value >= 1_000_000):
            return None  # a pound is a mass too: quantities takes it
        return row

    def sign_before(self, index: int) -> tuple[str, int] | None:
        """The currency told by a sign or code before token `index`, and the index of its first token."""
        token = self.at(index - 1)
        code = self.data.signs.get(token.low)
        if code is not None:
            prefix = self.at(index - 2)
            joined = self.data.signs.get(prefix.low + token.low) if prefix.end == token.start else None
            return (joined, index - 2) if joined is not None else (code, index - 1)
        raw = self.text[token.start : token.end]
        if token.kind == "w" and raw.isascii() and raw.isupper() and len(raw) in (3, 4):
            for tail, candidates in self.data.forms.get(token.low, ()):
                if not tail:
                    return candidates[0].code, index - 1
        return None

    # -- one sum ----------------------------------------------------------------------------------------------------

    def sum(self, numeral: Numeral) -> _Sum | None:
        """The sum that `numeral` opens, or that its sign opens."""
        index, value, high = numeral.after, numeral.value, numeral.high
        thousand = self.at(index).low in ("к", "k") and self.at(index).start == numeral.end
        if thousand:
            index, value, high = index + 1, value * 1000, None if high is None else high * 1000
        elif self.at(index).low == "т" and self.at(index + 1).low == "." and self.at(index + 2).low == "р":
            # «500 т.р.»: thousands of roubles
            index, value = index + 2, value * 1000
        code, first, start, rule, coin = "", numeral.first, numeral.start, "money.word", False
        before = self.sign_before(numeral.core_first)
        after_sign = self.data.signs.get(self.at(index).low)
        told = self.word(index, value)
        end_index = index
        if before is not None and not (told is not None and told[0].kind == "coin" and told[0].code != before[0]):
            if not thousand and self.at(index).kind == "w" and self.at(index).start == numeral.end:
                return None  # «$5M»: a scale that is not read here
            code, rule = before[0], "money.sign"
            if numeral.first == numeral.core_first:
                first, start = before[1], self.at(before[1]).start
            if told is not None and told[0].code == code:
                end_index = told[1]
        elif told is not None:
            code, end_index, coin = told[0].code, told[1], told[0].kind == "coin"
        elif after_sign is not None:
            code, end_index, rule = after_sign, index + 1, "money.sign"
        if not code:
            return None
        if numeral.triple and not thousand and not self._coin(code):
            value *= 1000  # «$68,500»: a sum has no thousandths
        bound = numeral.bound
        ending = bound_after(self.text, end_index)
        if ending is not None and bound in ("exact", "about"):
            bound, end_index = ending
        cents = self._cents(end_index, code, value)
        if cents is not None and high is None:
            value, end_index = cents
        if before is not None and numeral.first == numeral.core_first:
            outer = bound_before(self.text, first)
            if outer is not None and bound == "exact":
                bound, first = outer
                start = self.at(first).start
        return _Sum(
            start,
            self.at(end_index - 1).end,
            first,
            end_index,
            value,
            high,
            bound,
            code,
            rule,
            coin or self._coin(code),
        )

    def _coin(self, code: str) -> bool:
        return any(row.kind == "coin" for _, found in self.data.forms.get(code.lower(), ()) for row in found)

    def _cents(self, index: int, code: str, value: Decimal) -> tuple[Decimal, int] | None:
        """«100 рублей 50 копеек»: the whole sum."""
        index += self.at(index).low == "."
        token = self.at(index)
        if token.kind == "n" and token.low.isdigit() and int(token.low) < 100 and value == value.to_integral_value():
            named = (code, self.at(index + 1).low) in self.data.cents
            return (value + Decimal(token.low) / 100, index + 2) if named else None
        return None

    # -- what stands around it --------------------------------------------------------------------------------------

    def coin_at(self, index: int) -> str | None:
        """The coin named by the word at `index`."""
        for tail, found in self.data.forms.get(self.at(index).low, ()):
            if not tail and found[0].kind == "coin":
                return found[0].code
        return None

    def held(self, amount: _Sum) -> _Sum:
        """The sum with the coin that it is held in: «долларов в USDT», «в криптовалюте USDT», «биткоины на 3 млн»."""
        if amount.coin:
            return replace(amount, asset=amount.currency)
        if self.at(amount.after).low in ("в", "(") or self.at(amount.after + 1).low == "в":
            for index in range(amount.after + 1, amount.after + 5):
                token = self.at(index)
                coin = self.coin_at(index)
                if coin is not None and self.at(index - 1).kind != "n":
                    return replace(amount, asset=coin, end=token.end, after=index + 1)
                if token.kind != "w" or token.low in ("и", "на", "из"):
                    break
        index = amount.first - 1
        while index >= 0 and self.at(index).low in self.data.words["sum_word"]:
            index -= 1
        if self.at(index).low == "на":
            coin = self.coin_at(index - 1)
            if coin is not None:
                return replace(amount, asset=coin)
        return amount

    def paired(self, sums: list[_Sum]) -> list[_Sum]:
        """Sums told again in another currency, put into the first: «16,1 миллиарда тенге ($32,2 млн)»."""
        kept: list[_Sum] = []
        for amount in sums:
            left = kept[-1] if kept else None
            if (
                left is not None
                and left.equivalent is None
                and left.currency != amount.currency
                and self._equates(left, amount)
            ):
                kept[-1] = replace(left, equivalent=_mention(self, amount))
            elif left is not None and self._opens_range(left, amount):
                kept[-1] = replace(
                    left, end=amount.end, after=amount.after, high=amount.value, bound="range", rule="money.range"
                )
            else:
                kept.append(amount)
        return kept

    def _equates(self, left: _Sum, right: _Sum) -> bool:
        between = [token.low for token in self.tokens[left.after : right.first]]
        if not between or len(between) > 6:
            return False
        if between[0].startswith("наличн"):
            between = between[1:]  # «108 тысяч австралийских долларов наличными (73 тысячи долларов США)»
        if between[:1] in (["("], ["["]):
            return all(word in self.data.words["equating"] for word in between[1:])
        return between in ([",", "или"], ["или"], [",", "это"]) or (
            between[:2] == [",", "что"] and " ".join(between[2:]) in word_set("amount_words.toml", "equalling")
        )

    def _opens_range(self, left: _Sum, right: _Sum) -> bool:
        opened = left.bound == "at_least" and self.at(left.first).low == "от" and self.at(right.first).low == "до"
        return opened and left.after == right.first and left.currency == right.currency and left.value < right.value

    def aspect(self, amount: _Sum) -> str:
        """The ending of the rule id: .each, .rate or nothing."""
        following, words = [self.at(amount.after + i).low for i in range(4)], self.data.words
        if self.at(amount.first - 1).low == "по" or following[0].startswith("кажд"):
            return ".each"
        if following[0] in words["per_period"]:
            return ".rate"
        if following[0] == "в" and following[1] in words["period"]:
            return ".rate"
        if following[0] == "за" and (
            following[1] in words["priced"] or (following[1] in ("один", "одну") and following[2] in words["priced"])
        ):
            return ".rate"
        return ".rate" if following[0] == "/" else ""


def money(text: str) -> list[MoneyMention]:
    """All sums of `text` in order; a sum told again in another currency is the `equivalent` of the first."""
    reader = _Reader(text)
    sums: list[_Sum] = []
    taken = 0
    for numeral in reader.numerals:
        if numeral.core_first < taken:
            continue
        found = reader.sum(numeral)
        if found is not None and found.first >= taken:
            found = reader.held(found)
            sums.append(found)
            taken = found.after
    return [_mention(reader, amount) for amount in reader.paired(sums)]


def _mention(reader: _Reader, amount: _Sum) -> MoneyMention:
    return MoneyMention(
        start=amount.start,
        end=amount.end,
        rule=amount.rule + reader.aspect(amount),
        amount=plain(amount.value),
        currency=amount.currency,
        bound=amount.bound,
        amount_max=None if amount.high is None else plain(amount.high),
        asset=amount.asset,
        equivalent=amount.equivalent,
    )
