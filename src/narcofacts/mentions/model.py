"""What the finders of `mentions/` return: typed stretches of the normalised text with their normalised value.

All offsets are half-open, in code points of the normalised text. `rule` names the rule or the data row that made the
mention.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from narcofacts.records import Bound, Category, Number, Role, Sex, TargetType, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that means something."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention(Mention):
    """A number in digits or words with its bound: «более 4,3 тысячи» → 4300, more_than."""

    value: Number
    bound: Bound = "exact"
    value_max: Number | None = None
    ordinal: bool = False
    collective: bool = False
    """двое, трое, оба: numerals that count people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention(Mention):
    """A number with a unit: «5 кг 415 г» → 5415 g. `unit_word` is the lemma of a counted container («свёрток»)."""

    value: Number
    unit: Unit
    bound: Bound = "exact"
    value_max: Number | None = None
    unit_word: str = ""
    container: bool = False
    """A package, bag, canister … that holds the goods, so that a mass told of the same goods wins over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMention(Mention):
    """A sum with its currency: «1 млрд 155 млн тенге» → 1155000000 KZT."""

    amount: Number
    currency: str
    bound: Bound = "exact"
    amount_max: Number | None = None
    asset: str | None = None
    equivalent: MoneyMention | None = None
    """The same sum told again in another currency: «16,1 миллиарда тенге ($32,2 млн)»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Mention):
    """A day or a period. `first`/`last` are None where there is no anchor. `kind` tells what was said."""

    first: dt.date | None
    last: dt.date | None
    kind: Literal["day", "span", "month", "season", "year", "period", "since"]
    """`since`: an open period up to now («с начала года»); `period`: a reporting period («за 10 месяцев», «за
    неделю»)."""
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """A row of places.csv, or a place that only the tagger saw (id "" then)."""

    id: str
    name: str
    kind: str
    country: str | None
    region: str | None
    lat: float | None
    lon: float | None
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Mention):
    """A place name, with the head word if one stands by («в селе Узынагаш» covers «селе Узынагаш»)."""

    place: GazetteerPlace
    form: Literal["name", "adjective", "demonym", "road", "capital"]
    """`adjective`: «в сочинском отеле»; `demonym`: «минчанин»; `road`: a road or stretch between two places."""
    candidates: tuple[GazetteerPlace, ...] = ()
    preposition: str = ""
    """The preposition that governs the name, lower case, or ""."""
    case: str = ""
    """Grammatical case where the form tells it: nomn, gent, datv, accs, ablt, loct, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMention(Mention):
    """An agency by its name, abbreviation, local body or staff («пограничники»)."""

    id: str
    name: str
    country: str | None
    staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenshipMention(Mention):
    """Words that tell a citizenship: «граждане России, Узбекистана и Афганистана», «трое колумбийцев», «иностранцы»."""

    countries: tuple[str, ...]
    foreign: bool = False
    person_noun: bool = False
    """The words are themselves a noun for people («россиянин», «казахстанцы», «гражданка РФ»)."""
    number: Literal["sing", "plur", ""] = ""
    sex: Sex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeMention(Mention):
    """Ages: «29-летний», «33 и 40 лет», «1986 года рождения» (the year is resolved by the caller)."""

    ages: tuple[int, ...] = ()
    birth_years: tuple[int, ...] = ()
    sex: Sex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceMention(Mention):
    """A substance of substances.csv. `weak`: a word with another everyday meaning that context must confirm."""

    substance: str
    category: Category
    item: str
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMention(Mention):
    """A thing that can be seized: «электронные весы» → equipment. `collective`: «оборудование», «имущество»."""

    category: Category
    item: str
    number: Literal["sing", "plur"]
    collective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention(Mention):
    """A name in quotes, or after its noun, of a shop, channel, group, bot, site or campaign."""

    name: str
    type: TargetType | Literal["campaign"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawMention(Mention):
    """A statute cited."""

    code: str | None
    article: str | None
    part: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMention(Mention):
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
