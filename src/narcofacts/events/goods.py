"""Goods: what could have been taken, each thing with its amount, as far as one sentence tells."""

from __future__ import annotations

import msgspec

from narcofacts.mentions import substances
from narcofacts.mentions.model import MoneyMention
from narcofacts.records import Bound, Category, Number, Unit
from narcofacts.rules import Step

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
    row: bool = False
    """Pills in a row with an amount of a substance: «300 таблеток и 5 г героина»."""
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


NEVER_PILLS = frozenset({"cannabis"})
"""Families of which nobody makes tablets."""
VAGUE = substances.VAGUE
"""Substances that stand for many."""
