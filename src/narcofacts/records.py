"""The record format, version 1, as typed structs: what the program prints and what gold files hold.

The structs know how to encode, decode and describe themselves (msgspec); they hold no logic. Field by field
explanations are in docs/format.md.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "up_to", "range", "order"]
Unit = Literal["g", "ml", "m2", "tablet", "capsule", "ampoule", "dose", "plant", "package", "bag", "piece"]
PlaceKind = Literal[
    "country", "region", "city", "town", "village", "district", "border_post", "station", "port", "airport", "other"
]
Scope = Literal["event", "total"]
OperationKind = Literal[
    "campaign", "laboratory", "online_shop", "cultivation", "supply_channel", "network", "destruction", "trial", "raid"
]
TargetType = Literal["telegram_channel", "online_shop", "group", "website", "bot"]
DismantledKind = Literal[
    "laboratory", "online_shop", "channel", "group", "supply_channel", "plantation", "den", "warehouse"
]
Status = Literal["detained", "arrested", "extradited", "convicted", "wanted"]
Sex = Literal["m", "f"]
Role = Literal["organizer", "courier", "dealer", "chemist", "buyer", "grower", "member", "official"]
Action = Literal["seized", "found", "frozen", "confiscated", "destroyed"]
Category = Literal[
    "drug", "precursor", "plant", "money", "crypto", "property", "vehicle", "weapon", "equipment", "device", "other"
]
Number = int | float


class Evidence(msgspec.Struct, frozen=True):
    """A stretch of the decoded document: `text == document[start:end]`, in code points."""

    start: int
    end: int
    text: str


Grounds = Annotated[list[Evidence], msgspec.Meta(min_length=1)]
"""What a record rests on, its core first."""


class Place(msgspec.Struct, frozen=True):
    """A place as told and as known. `country` ISO 3166-1 alpha-2, `region` ISO 3166-2, `lat`/`lon` degrees."""

    text: str
    name: str
    kind: PlaceKind
    country: str | None = None
    region: str | None = None
    lat: float | None = None
    lon: float | None = None


class DateSpan(msgspec.Struct, frozen=True):
    """A day or a period, ISO dates, `end` inclusive. Both null when the text gives no anchor."""

    text: str
    start: str | None = None
    end: str | None = None


class Agency(msgspec.Struct, frozen=True):
    """An agency that took part. `id` such as `KZ-KNB` where known."""

    text: str
    name: str
    id: str | None = None
    country: str | None = None


class Count(msgspec.Struct, frozen=True):
    """A head-count. `value_max` is set for ranges only."""

    value: int
    bound: Bound = "exact"
    value_max: int | None = None


class Amount(msgspec.Struct, frozen=True):
    """A bare number with its bound: doses, people involved."""

    value: Number
    bound: Bound = "exact"


class Quantity(msgspec.Struct, frozen=True):
    """An amount of goods, normalised: mass in g, volume in ml, area in m2, or a count of `unit`."""

    text: str
    value: Number
    unit: Unit
    bound: Bound = "exact"
    value_max: Number | None = None


class Money(msgspec.Struct, frozen=True):
    """A sum. `currency` is ISO 4217 or a coin (BTC, USDT); `asset` is the coin that a sum in money is held in."""

    text: str
    amount: Number
    currency: str
    bound: Bound = "exact"
    asset: str | None = None
    amount_max: Number | None = None


class Penalty(msgspec.Struct, frozen=True):
    """The sentence of a court, as far as the text tells it."""

    years: int | None = None
    months: int | None = None
    life: bool = False
    suspended: bool = False
    fine: Money | None = None
    confiscation: bool = False


class Person(msgspec.Struct, frozen=True):
    """What is told of one person of a group."""

    name: str | None = None
    age: int | None = None
    sex: Sex | None = None
    role: Role | None = None
    citizenship: str | None = None
    residence: str | None = None
    occupation: str | None = None


class Target(msgspec.Struct, frozen=True):
    """A named shop, channel, bot, site or group that an operation was aimed at."""

    name: str
    type: TargetType


class Dismantled(msgspec.Struct, frozen=True):
    """What was shut down, and how many of it (null: a plural without a number)."""

    kind: DismantledKind
    count: int | None = None
    bound: Bound = "exact"


class Route(msgspec.Struct, frozen=True, rename={"origin": "from", "destination": "to"}):
    """Where the goods came from and went to, nominative names."""

    origin: str | None = None
    destination: str | None = None
    via: list[str] = []


class Law(msgspec.Struct, frozen=True):
    """A statute cited: "ч. 3 ст. 297 УК РК" → code `KZ-UK`, article `297`, part `3`."""

    text: str
    code: str | None = None
    article: str | None = None
    part: str | None = None


class Operation(msgspec.Struct):
    """One enforcement event, case or reporting block to which arrests and seizures belong."""

    id: str
    evidence: Grounds
    scope: Scope = "event"
    kind: OperationKind = "raid"
    name: str | None = None
    targets: list[Target] = []
    dismantled: list[Dismantled] = []
    places: list[Place] = []
    dates: list[DateSpan] = []
    agencies: list[Agency] = []
    involved: Amount | None = None
    turnover: Money | None = None
    route: Route | None = None
    laws: list[Law] = []
    headline: str = ""


class Arrest(msgspec.Struct):
    """One group of people told of together, with the furthest status that the text gives them."""

    id: str
    evidence: Grounds
    operation: str
    status: Status
    count: Count | None = None
    persons: list[Person] = []
    citizenship: list[str] = []
    foreign: bool = False
    sentence: Penalty | None = None
    place: Place | None = None
    date: DateSpan | None = None
    agencies: list[Agency] = []
    part_of: str | None = None


class Seizure(msgspec.Struct):
    """One item and amount that was taken, found, frozen, confiscated or destroyed."""

    id: str
    evidence: Grounds
    operation: str
    action: Action
    category: Category
    item: str
    substance: str | None = None
    quantity: Quantity | None = None
    money: Money | None = None
    value_estimate: Money | None = None
    doses: Amount | None = None
    place: Place | None = None
    date: DateSpan | None = None
    agencies: list[Agency] = []
    part_of: str | None = None


class Source(msgspec.Struct):
    """Where the article came from. `sha256` is of the bytes read; `published` an ISO date."""

    path: str = "-"
    sha256: str = ""
    encoding: str = "utf-8"
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = "ru"


class Warning(msgspec.Struct, frozen=True):
    """Something that the reader of the records should know."""

    code: str
    message: str


class Document(msgspec.Struct, omit_defaults=False):
    """One article's records."""

    source: Source
    operations: list[Operation] = []
    arrests: list[Arrest] = []
    seizures: list[Seizure] = []
    warnings: list[Warning] = []
    schema: Literal["narcofacts/1"] = "narcofacts/1"
    text: str | msgspec.UnsetType = msgspec.UNSET


def document_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `Document`."""
    schema = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "narcofacts document", **schema}
