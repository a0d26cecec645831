"""When two records, two slots, two names or two facts of operations count as the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from narcofacts.analysis.judged import Amount, Judged, Named, Number, Operation, Period, Record
from narcofacts.text.letters import fold

MEASURES = ("g", "ml", "m2")
GENERIC_WORDS = ("город ", "г. ", "село ", "поселок ", "республика ")

Key = tuple[str | float | None, ...]
"""The core of a record, which must be right for anything else to count."""
SlotValue = str | float | tuple[object, ...] | Named
Fact = tuple[object, ...]
Operations = Mapping[str | None, Operation]


def keyed(document: Judged) -> list[tuple[Key, Record]]:
    """The arrests, then the seizures, each with its core."""
    arrests = [(_arrest_key(record), record) for record in document.arrests or []]
    return arrests + [(_seizure_key(record, record.quantity), record) for record in document.seizures or []]


def _arrest_key(record: Record) -> Key:
    return ("arrest", record.status, _rounded(record.count.value if record.count else None))


def _seizure_key(record: Record, quantity: Amount | None, *, money: bool = True) -> Key:
    if money and record.money is not None and record.money.amount is not None:
        return ("seizure", "money", _rounded(record.money.amount), record.money.currency)
    # «изъят пистолет» is one, whether the text says «один» or not
    single = quantity is not None and quantity.value == 1 and quantity.unit not in MEASURES
    if quantity is None or quantity.value is None or single:
        return ("seizure", record.category, record.substance, None, None)
    return ("seizure", record.category, record.substance, _rounded(quantity.value), quantity.unit)


def accepted_keys(key: Key, record: Record) -> Iterator[Key]:
    """The keys that count as this gold record: its own, those of a second measure, of each substance left open."""
    yield key
    for quantity in record.also or []:
        yield _seizure_key(record, quantity, money=False)
    if record.substance and "|" in record.substance and len(key) == 5:
        for substance in record.substance.split("|"):
            yield (*key[:2], substance, *key[3:])


def _rounded(value: Number | None) -> float | None:
    return None if value is None else float(f"{float(value):.3g}")


def slots_of(record: Record, operations: Operations) -> dict[str, SlotValue]:
    """What is compared once a record itself is right, as far as it is told."""
    slots: dict[str, SlotValue] = {}
    amount = record.count or record.quantity or record.money
    if amount is not None and amount.bound:
        slots["bound"] = amount.bound
    if record.action:
        slots["action"] = record.action
    if record.citizenship:
        slots["citizenship"] = tuple(sorted(record.citizenship))
    operation = operations.get(record.operation)
    if operation is not None and operation.scope:
        slots["scope"] = operation.scope
    if record.place:
        slots["place"] = record.place
    if isinstance(record.date, Period) and record.date.start:
        slots["date"] = (record.date.start, record.date.end or record.date.start)
    ages = sorted(person.age for person in record.persons or [] if person.age is not None)
    if ages:
        slots["ages"] = tuple(ages)
    doses = _rounded(record.doses.value if record.doses else None)
    if doses is not None:
        slots["doses"] = doses
    if record.value_estimate is not None and record.value_estimate.amount is not None:
        slots["worth"] = (_rounded(record.value_estimate.amount), record.value_estimate.currency)
    return slots


def agreeing_slots(wanted: Mapping[str, SlotValue], found: Mapping[str, SlotValue]) -> int:
    """How many slots of gold agree."""
    return sum(slot_agrees(slot, value, found.get(slot)) for slot, value in wanted.items())


def slot_agrees(slot: str, wanted: SlotValue, found: SlotValue | None) -> bool:
    """Whether what was found is what gold has; of places, gold may allow several names."""
    if slot == "place":
        return normal_name(found) in _names(wanted)
    return wanted == found


def normal_name(name: object) -> str | None:
    """A name that can be compared: lower case, no quotes, е for ё, no generic word."""
    if isinstance(name, Named):
        name = name.name or name.text
    if not isinstance(name, str):
        return None
    result = re.sub(r"\s*[-–—]\s*", "-", fold(name)).strip(" «»\"'“”„.,")
    for word in GENERIC_WORDS:
        result = result.removeprefix(word)
    return result


def _names(gold: object) -> set[str | None]:
    """Gold may allow several names: «ЗКО|Западно-Казахстанская область»."""
    name = gold.name if isinstance(gold, Named) else gold
    return {normal_name(part) for part in name.split("|")} if isinstance(name, str) and name else {None}


def facts_of(operation: Operation) -> list[Fact]:
    """What is told of an operation, one by one."""
    facts: list[Fact] = [("scope", operation.scope)] if operation.scope else []
    facts += [("place", place) for place in operation.places or []]
    facts += [("dismantled", thing.kind, _rounded(thing.count)) for thing in operation.dismantled or []]
    facts += [("target", normal_name(target)) for target in operation.targets or []]
    if operation.name:
        facts.append(("name", normal_name(operation.name)))
    return facts


def agreeing_facts(wanted: Sequence[Fact], found: Sequence[Fact]) -> int:
    """How many facts of gold are among the predicted, each of which counts once."""
    rest = list(found)
    hits = 0
    for fact in wanted:
        at = next((k for k, other in enumerate(rest) if _fact_agrees(fact, other)), None)
        if at is not None:
            del rest[at]
            hits += 1
    return hits


def _fact_agrees(wanted: Fact, found: Fact) -> bool:
    if wanted[0] == found[0] == "place":
        return normal_name(found[1]) in _names(wanted[1])
    return wanted == found


def told(key: Key) -> str:
    """The core of a record in words: «arrest detained 3», «seizure drug mephedrone 6100 g»."""
    return " ".join(f"{part:g}" if isinstance(part, float) else part for part in key if part is not None)


def slot_words(value: SlotValue | None) -> str | None:
    """The value of a slot in words."""
    if value is None:
        return None
    if isinstance(value, Named):
        return value.name or value.text
    if isinstance(value, tuple):
        return " ".join(slot_words(part) or "–" for part in value)  # type: ignore[arg-type]
    return value if isinstance(value, str) else f"{value:.12g}"
