"""What the finders of `mentions/` return: typed stretches of the normalised text with their normalised value.

All offsets are half-open, in code points of the normalised text. `rule` names the rule or the data row that made the
mention.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from narcofacts.records import Bound, Category, Number, Role, Sex, TargetType, Unit


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that means something."""

    start: int
    end: int
    rule: str


class NumberMention(Mention, frozen=True, kw_only=True):
    """A number in digits or words with its bound: «более 4,3 тысячи» → 4300, more_than."""

    value: Number
    bound: Bound = "exact"
    value_max: Number | None = None
    collective: bool = False
    """двое, трое, оба: numerals that count people."""


class QuantityMention(Mention, frozen=True, kw_only=True):
    """A number with a unit: «5 кг 415 г» → 5415 g."""

    value: Number
    unit: Unit
    bound: Bound = "exact"
    value_max: Number | None = None
    container: bool = False
    """A package, bag, canister … that holds the goods, so that a mass told of the same goods wins over it."""


class MoneyMention(Mention, frozen=True, kw_only=True):
    """A sum with its currency: «1 млрд 155 млн тенге» → 1155000000 KZT."""

    amount: Number
    currency: str
    bound: Bound = "exact"
    amount_max: Number | None = None
    asset: str | None = None
    equivalent: MoneyMention | None = None
    """The same sum told again in another currency: «16,1 миллиарда тенге ($32,2 млн)»."""


class DateMention(Mention, frozen=True, kw_only=True):
    """A day or a period. `first`/`last` are None where there is no anchor. `kind` tells what was said."""

    first: dt.date | None
    last: dt.date | None
    kind: Literal["day", "span", "month", "season", "year", "period", "since"]
    """`since`: an open period up to now («с начала года»); `period`: a reporting period («за 10 месяцев», «за
    неделю»)."""
    relative: bool = False


class GazetteerPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A row of places.csv, or a place that only the tagger saw (id "" then)."""

    id: str
    name: str
    kind: str
    country: str | None
    region: str | None
    lat: float | None
    lon: float | None


class PlaceMention(Mention, frozen=True, kw_only=True):
    """A place name, with the head word if one stands by («в селе Узынагаш» covers «селе Узынагаш»)."""

    place: GazetteerPlace
    form: Literal["name", "adjective", "demonym", "road", "capital"]
    """`adjective`: «в сочинском отеле»; `demonym`: «минчанин»; `road`: a road or stretch between two places."""
    preposition: str = ""
    """The preposition that governs the name, lower case, or ""."""
    case: str = ""
    """Grammatical case where the form tells it: nomn, gent, datv, accs, ablt, loct, or ""."""
    lies_in: GazetteerPlace | None = None
    """Where a place that no list has lies, by the words behind it: «деревня Сосновка Минского района»."""


class AgencyMention(Mention, frozen=True, kw_only=True):
    """An agency by its name, abbreviation, local body or staff («пограничники»)."""

    id: str
    name: str
    country: str | None
    staff: bool = False


class CitizenshipMention(Mention, frozen=True, kw_only=True):
    """Words that tell a citizenship: «граждане России, Узбекистана и Афганистана», «трое колумбийцев», «иностранцы»."""

    countries: tuple[str, ...]
    foreign: bool = False
    person_noun: bool = False
    """The words are themselves a noun for people («россиянин», «казахстанцы», «гражданка РФ»)."""
    number: Literal["sing", "plur", ""] = ""
    sex: Sex | None = None


class AgeMention(Mention, frozen=True, kw_only=True):
    """Ages: «29-летний», «33 и 40 лет», «1986 года рождения» (the year is resolved by the caller)."""

    ages: tuple[int, ...] = ()
    birth_years: tuple[int, ...] = ()
    sex: Sex | None = None


class SubstanceMention(Mention, frozen=True, kw_only=True):
    """A substance of substances.csv. `weak`: a word with another everyday meaning that context must confirm."""

    substance: str
    category: Category
    item: str
    weak: bool = False


class ItemMention(Mention, frozen=True, kw_only=True):
    """A thing that can be seized: «электронные весы» → equipment. `collective`: «оборудование», «имущество»."""

    category: Category
    item: str
    number: Literal["sing", "plur"]
    collective: bool = False
    mass: bool = False
    """A mass noun, of which a singular is no single piece: «лабораторное оборудование», «золото»."""


class NameMention(Mention, frozen=True, kw_only=True):
    """A name in quotes, or after its noun, of a shop, channel, group, bot, site or campaign."""

    name: str
    type: TargetType | Literal["campaign"] | None


class LawMention(Mention, frozen=True, kw_only=True):
    """A statute cited."""

    code: str | None
    article: str | None
    part: str | None


class RoleMention(Mention, frozen=True, kw_only=True):
    """A noun that tells what a person is or does: «закладчик» → courier, «пенсионер» → occupation."""

    lemma: str
    role: Role | None
    sex: Sex | None
    number: Literal["sing", "plur"]
    occupation: bool = False
    heads: int = 1
    """How many people a singular names: «супружеская пара» 2."""
    staff: bool = False
    """One of those who take («полицейские»)."""
