"""What the event rules hand to the linker: facts of one sentence, not yet records."""

from __future__ import annotations

import msgspec

from narcofacts.events.goods import Goods
from narcofacts.events.unit import Group
from narcofacts.records import Action, DismantledKind, OperationKind, Penalty, Status
from narcofacts.rules import Step

ACTION_RANK: dict[Action, int] = {"destroyed": 5, "confiscated": 4, "frozen": 3, "seized": 2, "found": 1}
"""Of several things told of the same goods, the record keeps the one of the highest rank."""
STATUS_RANK: dict[Status, int] = {"detained": 1, "arrested": 2, "wanted": 2, "extradited": 3, "convicted": 4}
"""What is told later of the same people is of a higher rank."""


class SeizureFact(msgspec.Struct):
    """Goods with the action that took them. `sure` is False when only presence is told («лежали», «оказалось»)."""

    goods: Goods
    action: Action
    sentence: int
    sure: bool
    clause: int = 0
    part: bool = False
    """Told as a part of what stands before it («в том числе», «из них»)."""
    total: bool = False
    """Told as a sum over what stands around it («общий вес», «всего», «в общей сложности»)."""
    vague: bool = False
    """Named by a word for any substance («вещество», «порошок»), whatever the text explains it to be."""
    more: bool = False
    """Told as more of the same: «нашли ещё 200 кг»."""
    explains: bool = False
    """The sentence says what was taken just before: «Это, по данным экспертизы, марихуана»."""
    weighs: bool = False
    """Told as the weight of what stands before it: «Вес изъятого — 123 кг»."""
    steps: list[Step] = msgspec.field(default_factory=list)


class Taking(msgspec.Struct):
    """Anaphoric taking of goods told before: «Наркотик и автомобиль изъяты», «Растения сожжены»."""

    action: Action
    sentence: int
    everything: bool
    categories: frozenset[str]
    start: int
    end: int
    rule: str


class ArrestFact(msgspec.Struct):
    """People with what happened to them. `group` None: nobody named («арестован» of somebody told before)."""

    group: Group | None
    status: Status
    sentence: int
    start: int
    end: int
    penalty: Penalty | None = None
    pronoun: str = ""
    """он, она, они: whom the clause's pronoun can stand for."""
    subject: bool = False
    """That pronoun is the verb's subject: «Он пытался скрыться, но был задержан»."""
    gapped: bool = False
    """The verb is told once, of people before them: «закладчики – к девяти годам»."""
    listed: bool = False
    """Told behind a colon: «Трое получили сроки: организатор – 12 лет, …»."""
    also: bool = False
    """The sentence opens with «также», «кроме того», «а в …»: somebody else."""
    past: bool = False
    """Over when the rest is told: «он был объявлен в розыск», «разыскивался с 2019 года»."""
    preverbal: bool = False
    """The people stand before the verb, as somebody known does: «Железнодорожник арестован»."""
    steps: list[Step] = msgspec.field(default_factory=list)


class DismantledFact(msgspec.Struct):
    """Something shut down."""

    kind: DismantledKind
    count: int | None
    bound: str
    sentence: int
    start: int
    end: int
    rule: str


class KindHint(msgspec.Struct):
    """A word that tells what kind of case it is, whether or not anything was shut down."""

    kind: OperationKind
    sentence: int
    start: int
    end: int
    rule: str
