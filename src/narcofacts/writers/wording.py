"""How amounts, people and article text are put into words that a person reads. No layout and no colours here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narcofacts.records import Count, DateSpan, Money, Number, Quantity

BOUND_SIGNS = {
    "exact": "",
    "range": "",
    "order": "",
    "about": "≈ ",
    "more_than": "> ",
    "at_least": "≥ ",
    "less_than": "< ",
    "up_to": "≤ ",
}
ORDER_WORDS = {10: "tens", 100: "hundreds", 1000: "thousands", 1_000_000: "millions"}
LARGER_UNITS = {
    "g": ((1_000_000, "t"), (1000, "kg")),
    "ml": ((1000, "l"),),
    "m2": ((10_000, "ha"),),
}
SIGNS = {"m2": "m²"}
LARGE_SUMS = ((1_000_000_000_000, "trn"), (1_000_000_000, "bn"), (1_000_000, "mln"))

# C0, DEL and C1 controls carry terminal commands; bidi controls make a line read as something it is not
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\s\u0085\u2028\u2029]+")


def legible(text: str) -> str:
    """Text from outside as one safe line: no control characters, white space as single spaces."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text)).strip()


def legible_lines(text: str) -> str:
    """Text from outside without control characters, but with its line feeds and tabs."""
    return _CONTROLS.sub(lambda m: m[0] if m[0] in "\n\t" else "", text)


def plain_number(value: Number) -> str:
    """A number for machines: no exponent, no trailing zeros, a point. 6100.0 → 6100, 0.715 → 0.715."""
    if isinstance(value, int):
        return str(value)
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def grouped_number(value: Number) -> str:
    """A number for people: 734228 → 734 228, with no-break spaces."""
    whole, point, fraction = plain_number(value).partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}".replace(",", "\u00a0")
    return whole + point + fraction


def _scaled(value: Number, steps: tuple[tuple[int, str], ...]) -> tuple[Decimal, str]:
    """The value in the largest step that it reaches and that keeps it short; the step's name, or ""."""
    exact = Decimal(plain_number(value))
    for size, name in steps:
        scaled = exact / size
        if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.001")):
            return scaled, name
    return exact, ""


def _readable(value: Decimal) -> str:
    return grouped_number(float(value)) if value != value.to_integral_value() else grouped_number(int(value))


def _bounded(value: Number, top: Number | None, bound: str, steps: tuple[tuple[int, str], ...]) -> tuple[str, str]:
    """Number with its bound in words, and the name of the step: (1.5–2, kg), (> 500, mln), (tens of, '')."""
    if bound == "order" and value in ORDER_WORDS:
        return f"{ORDER_WORDS[int(value)]} of", ""
    scaled, step = _scaled(value, steps)
    words = _readable(scaled)
    if top is not None:
        size = next((size for size, name in steps if name == step), 1)
        words += "–" + _readable(Decimal(plain_number(top)) / size)
    return BOUND_SIGNS.get(bound, "") + words, step


def quantity_words(quantity: Quantity) -> str:
    """6100 g → «6.1 kg»; more than 3 plants → «> 3 plants»; tens of grams → «tens of g»."""
    number, step = _bounded(quantity.value, quantity.value_max, quantity.bound, LARGER_UNITS.get(quantity.unit, ()))
    if quantity.unit in LARGER_UNITS:
        unit = step or SIGNS.get(quantity.unit, quantity.unit)
    else:
        unit = quantity.unit if _is_one(quantity.value, quantity.value_max) else f"{quantity.unit}s"
    return f"{number}\u00a0{unit}"


def money_words(money: Money) -> str:
    """More than 500000000 KZT → «> 500 mln KZT»; a sum held in a coin → «734 228 USD in USDT»."""
    number, step = _bounded(money.amount, money.amount_max, money.bound, LARGE_SUMS)
    words = "\u00a0".join(part for part in (number, step, money.currency) if part)
    return f"{words} in\u00a0{money.asset}" if money.asset else words


def people_words(count: Count | None) -> str:
    """24 → «24 people»; unknown → «people»."""
    if count is None:
        return "people"
    number, _ = _bounded(count.value, count.value_max, count.bound, ())
    return f"{number}\u00a0{'person' if _is_one(count.value, count.value_max) else 'people'}"


def _is_one(value: Number, top: Number | None) -> bool:
    return value == 1 and top is None


def date_words(date: DateSpan) -> str:
    """A day as 2025-12-04, a period as two days; the article's own words when it could not be anchored."""
    if date.start is None or date.end is None:
        return (
            f"«{legible(date.text)}»"
            if date.start is None and date.end is None
            else f"{date.start or '…'} – {date.end or '…'}"
        )
    return date.start if date.start == date.end else f"{date.start} – {date.end}"


def plural(number: int, noun: str) -> str:
    """1 arrest, 2 arrests, 3 laboratories."""
    return f"{number} {noun if number == 1 else many(noun)}"


def many(noun: str) -> str:
    """arrest → arrests, laboratory → laboratories."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
