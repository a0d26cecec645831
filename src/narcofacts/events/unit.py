"""People as one sentence tells of them: a unit is one noun phrase, a group what stands together in a clause."""

from __future__ import annotations

import msgspec

from narcofacts.records import Bound, Role, Sex
from narcofacts.rules import Step


class Unit(msgspec.Struct):
    """One noun phrase for people. `value` None: a bare plural, or a group of unknown size."""

    start: int
    end: int
    value: int | None
    bound: Bound = "exact"
    value_max: int | None = None
    plural: bool = False
    counted: bool = False
    """A numeral counts it."""
    ages: tuple[int, ...] = ()
    birth_years: tuple[int, ...] = ()
    sex: Sex | None = None
    role: Role | None = None
    citizenship: tuple[str, ...] = ()
    foreign: bool = False
    name: str | None = None
    occupation: str | None = None
    residence: str | None = None
    lemmas: frozenset[str] = frozenset()
    anaphoric: bool = False
    both: bool = False
    """оба, обе, все N: the whole of a group told of before."""
    other: bool = False
    """ещё один, другой, второй: somebody else than told before."""
    nth: int = 0
    """первый is 1, шестой 6: one of those told of before, by number; 0 where none is told."""
    own_record: bool = False
    """A part with a citizenship or place of its own: «в том числе 143 иностранных гражданина», «шестеро в Алматы»."""
    subset: bool = False
    """N из них, N задержанных: a part of a group told of before."""
    oblique: bool = False
    """Behind a preposition or hanging on another noun: told of, but nobody's subject or object."""
    staff: bool = False
    """One of those who take: taken only where a verb says so plainly."""
    nominative: bool = True
    accusative: bool = True
    instrumental: bool = False
    """What somebody is or works as, where nothing else governs it: «работал курьером»."""
    details: list[Unit] = msgspec.field(default_factory=list)
    steps: list[Step] = msgspec.field(default_factory=list)


class Group(msgspec.Struct):
    """People told of together in one clause."""

    units: list[Unit]
    sentence: int

    @property
    def start(self) -> int:
        """Where the first unit begins."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where the last unit ends."""
        return max(unit.end for unit in self.units)

    @property
    def value(self) -> int | None:
        """The head-count, or None if a part of it is not told."""
        if any(unit.value is None for unit in self.units):
            return None
        return sum(unit.value or 0 for unit in self.units)

    @property
    def bound(self) -> Bound:
        """The bound of the count: of a sum, that of its inexact part, «about» where two differ."""
        inexact = {unit.bound for unit in self.units} - {"exact"}
        if len(inexact) > 1 or (inexact == {"range"} and len(self.units) > 1):
            return "about"
        return inexact.pop() if inexact else "exact"


def set_apart(whole: Unit, part: Unit, sentence: int) -> Group:
    """A part that `whole` tells among its details, as a group of its own, which `whole` tells no more."""
    whole.details.remove(part)
    part.subset = True
    return Group([part], sentence)


def complete(own: Unit, other: Unit) -> None:
    """What `other` tells of the same people goes where `own` tells nothing."""
    own.ages = own.ages or other.ages
    own.birth_years = own.birth_years or other.birth_years
    own.sex = own.sex or other.sex
    own.role = own.role or other.role
    own.citizenship = own.citizenship or other.citizenship
    own.foreign = own.foreign or other.foreign
    own.name = own.name or other.name
    own.occupation = own.occupation or other.occupation
    own.residence = own.residence or other.residence
    own.lemmas = own.lemmas | other.lemmas
