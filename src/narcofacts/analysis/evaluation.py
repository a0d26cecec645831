"""How well extracted documents agree with gold ones.

A record is right when its core is: an arrest's status and head-count; a seizure's category, substance and normalised
amount, or its sum and currency. Amounts are compared to three digits. All further figures are about right records and
about what is told of operations; docs/cli.md says what each means.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Literal, NamedTuple

from narcofacts.analysis.judged import Amount, Judged, Named, Number, Operation, Period, Record

MEASURES = ("g", "ml", "m2")
GENERIC_WORDS = ("город ", "г. ", "село ", "поселок ", "республика ")
FIGURES = ("records", "arrests", "seizures", "links", "parts", "operations")
Figure = Literal["records", "arrests", "seizures", "links", "parts", "operations"]

Key = tuple[str | float | None, ...]
SlotValue = str | float | tuple[object, ...] | Named
Fact = tuple[object, ...]
Rules = Mapping[str, Sequence[str]]
"""Record id → the ids of the rules that made it."""


@dataclass(slots=True)
class Tally:
    """How many are right of those that gold has and of those that were predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, right: int, gold: int, predicted: int) -> None:
        """Adds the counts of one document."""
        self.right += right
        self.gold += gold
        self.predicted += predicted

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Share:
    """How many of a total."""

    right: int = 0
    total: int = 0

    @property
    def accuracy(self) -> float:
        """The share; 0 of 0 is 0, so that nothing looks perfect that was never tried."""
        return self.right / max(1, self.total)


class Difference(NamedTuple):
    """One thing in which a document departs from its gold. `rules` made the spurious or wrong record, if known."""

    document: str
    kind: Literal["missed", "spurious", "wrong slot"]
    record: str | None
    """Id of gold's record if missed, else of the predicted one."""
    told: str
    text: str
    slot: str | None = None
    want: str | None = None
    got: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Evaluation:
    """All figures over all documents, and the differences in the order of the documents."""

    figures: dict[Figure, Tally] = field(default_factory=lambda: {name: Tally() for name in FIGURES})  # type: ignore[misc]
    slots: dict[str, Share] = field(default_factory=dict)
    clean: Share = field(default_factory=Share)
    """Documents without gold facts: in how many nothing was found."""
    documents: int = 0
    unanswered: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def all_slots(self) -> Share:
        """All slots together."""
        return Share(sum(s.right for s in self.slots.values()), sum(s.total for s in self.slots.values()))


class _Pair(NamedTuple):
    key: Key
    gold: Record
    predicted: Record


def evaluate(
    gold: Mapping[str, Judged], predicted: Mapping[str, Judged], rules: Mapping[str, Rules] | None = None
) -> Evaluation:
    """The figures of `predicted` against `gold`, both by document name; a document not predicted found nothing."""
    result = Evaluation(documents=len(gold), unanswered=sorted(set(gold) - set(predicted)))
    for name in sorted(gold):
        _compare(name, gold[name], predicted.get(name) or Judged(), (rules or {}).get(name, {}), result)
    result.slots = dict(sorted(result.slots.items()))
    return result


def _compare(name: str, gold: Judged, predicted: Judged, rules: Rules, result: Evaluation) -> None:
    gold_operations = {operation.id: operation for operation in gold.operations or []}
    operations = {operation.id: operation for operation in predicted.operations or []}
    wanted, found = _keyed(gold), _keyed(predicted)
    if not wanted and not gold_operations:
        result.clean.total += 1
        result.clean.right += not found and not operations
    pairs, missed, spurious = _paired(wanted, found, gold_operations, operations)

    figures = result.figures
    for kind, figure in (("arrest", figures["arrests"]), ("seizure", figures["seizures"])):
        figure.add(*(sum(keyed[0][0] == kind for keyed in group) for group in (pairs, wanted, found)))
    figures["records"].add(len(pairs), len(wanted), len(found))
    for key, record in missed:
        result.differences.append(Difference(name, "missed", record.id, told(key), _text(record)))
    for key, record in spurious:
        made = tuple(rules.get(record.id or "", ()))
        result.differences.append(Difference(name, "spurious", record.id, told(key), _text(record), rules=made))
    for pair in pairs:
        _compare_slots(name, pair, gold_operations, operations, rules, result)

    together = [
        {(i, j) for i, j in combinations(range(len(side)), 2) if side[i].operation == side[j].operation}
        for side in ([pair.gold for pair in pairs], [pair.predicted for pair in pairs])
    ]
    figures["links"].add(len(together[0] & together[1]), len(together[0]), len(together[1]))
    parts = [(bool(pair.gold.part_of), bool(pair.predicted.part_of)) for pair in pairs]
    figures["parts"].add(sum(a and b for a, b in parts), sum(a for a, _ in parts), sum(b for _, b in parts))
    matched = _paired_operations(list(gold_operations.values()), list(operations.values()), pairs)
    figures["operations"].add(
        sum(_agreeing_facts(_facts(one), _facts(other)) for one, other in matched),
        sum(len(_facts(operation)) for operation in gold_operations.values()),
        sum(len(_facts(operation)) for operation in operations.values()),
    )


def _compare_slots(
    name: str,
    pair: _Pair,
    gold_operations: Mapping[str | None, Operation],
    operations: Mapping[str | None, Operation],
    rules: Rules,
    result: Evaluation,
) -> None:
    wanted, found = _slots(pair.gold, gold_operations), _slots(pair.predicted, operations)
    for slot, value in wanted.items():
        share = result.slots.setdefault(slot, Share())
        share.total += 1
        if _slot_agrees(slot, value, found.get(slot)):
            share.right += 1
            continue
        difference = Difference(
            name, "wrong slot", pair.predicted.id, told(pair.key), _text(pair.predicted), slot,
            _slot_words(value), _slot_words(found.get(slot)), tuple(rules.get(pair.predicted.id or "", ())),
        )  # fmt: skip
        result.differences.append(difference)


# the core of records


def _keyed(document: Judged) -> list[tuple[Key, Record]]:
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


def _accepted(key: Key, record: Record) -> Iterator[Key]:
    """The keys that count as this gold record: its own, those of a second measure, of each substance left open."""
    yield key
    for quantity in record.also or []:
        yield _seizure_key(record, quantity, money=False)
    if record.substance and "|" in record.substance and len(key) == 5:
        for substance in record.substance.split("|"):
            yield (*key[:2], substance, *key[3:])


def _rounded(value: Number | None) -> float | None:
    return None if value is None else float(f"{float(value):.3g}")


def _paired(
    wanted: Sequence[tuple[Key, Record]],
    found: Sequence[tuple[Key, Record]],
    gold_operations: Mapping[str | None, Operation],
    operations: Mapping[str | None, Operation],
) -> tuple[list[_Pair], list[tuple[Key, Record]], list[tuple[Key, Record]]]:
    """Pairs of records with an accepted key, among several those whose slots agree most; the missed, the spurious."""
    rest: dict[Key, list[Record]] = defaultdict(list)
    for key, record in found:
        rest[key].append(record)
    pairs: list[_Pair] = []
    missed: list[tuple[Key, Record]] = []
    for key, record in wanted:
        candidates = next((rest[k] for k in _accepted(key, record) if rest.get(k)), None)
        if candidates is None:
            missed.append((key, record))
            continue
        slots = _slots(record, gold_operations)
        agreement = [_agreeing_slots(slots, _slots(candidate, operations)) for candidate in candidates]
        best = agreement.index(max(agreement))
        pairs.append(_Pair(key, record, candidates.pop(best)))
    return pairs, missed, [(key, record) for key, records in rest.items() for record in records]


# slots


def _slots(record: Record, operations: Mapping[str | None, Operation]) -> dict[str, SlotValue]:
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


def _agreeing_slots(wanted: Mapping[str, SlotValue], found: Mapping[str, SlotValue]) -> int:
    return sum(_slot_agrees(slot, value, found.get(slot)) for slot, value in wanted.items())


def _slot_agrees(slot: str, wanted: SlotValue, found: SlotValue | None) -> bool:
    if slot == "place":
        return normal_name(found) in _names(wanted)
    return wanted == found


def normal_name(name: object) -> str | None:
    """A name that can be compared: lower case, no quotes, е for ё, no generic word."""
    if isinstance(name, Named):
        name = name.name or name.text
    if not isinstance(name, str):
        return None
    result = re.sub(r"\s*[-–—]\s*", "-", name.lower().replace("ё", "е")).strip(" «»\"'“”„.,")
    for word in GENERIC_WORDS:
        result = result.removeprefix(word)
    return result


def _names(gold: object) -> set[str | None]:
    """Gold may allow several names: «ЗКО|Западно-Казахстанская область»."""
    name = gold.name if isinstance(gold, Named) else gold
    return {normal_name(part) for part in name.split("|")} if isinstance(name, str) and name else {None}


# operations


def _facts(operation: Operation) -> list[Fact]:
    facts: list[Fact] = [("scope", operation.scope)] if operation.scope else []
    facts += [("place", place) for place in operation.places or []]
    facts += [("dismantled", thing.kind, _rounded(thing.count)) for thing in operation.dismantled or []]
    facts += [("target", normal_name(target)) for target in operation.targets or []]
    if operation.name:
        facts.append(("name", normal_name(operation.name)))
    return facts


def _agreeing_facts(wanted: Sequence[Fact], found: Sequence[Fact]) -> int:
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


def _paired_operations(
    gold: Sequence[Operation], predicted: Sequence[Operation], pairs: Sequence[_Pair]
) -> list[tuple[Operation, Operation]]:
    """Operations one to one: by the right records that they share, then by their facts."""
    shared = Counter((pair.gold.operation, pair.predicted.operation) for pair in pairs)
    ranked = []
    for one, other in product(gold, predicted):
        score = 10 * shared[one.id, other.id] + _agreeing_facts(_facts(one), _facts(other))
        if score:
            ranked.append((score, one, other))
    ranked.sort(key=lambda row: (-row[0], str(row[1].id), str(row[2].id)))
    matched: dict[str | None, tuple[Operation, Operation]] = {}
    used: set[str | None] = set()
    for _, one, other in ranked:
        if one.id not in matched and other.id not in used:
            used.add(other.id)
            matched[one.id] = (one, other)
    return list(matched.values())


# words for people


def told(key: Key) -> str:
    """The core of a record in words: «arrest detained 3», «seizure drug mephedrone 6100 g»."""
    return " ".join(f"{part:g}" if isinstance(part, float) else part for part in key if part is not None)


def _slot_words(value: SlotValue | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, Named):
        return value.name or value.text
    if isinstance(value, tuple):
        return " ".join(_slot_words(part) or "–" for part in value)  # type: ignore[arg-type]
    return value if isinstance(value, str) else f"{value:.12g}"


def _text(record: Record) -> str:
    return record.evidence[0].text if record.evidence else ""
