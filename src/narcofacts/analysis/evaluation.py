"""How well extracted documents agree with gold ones.

A record is right when its core is: an arrest's status and head-count; a seizure's category, substance and normalised
amount, or its sum and currency. Amounts are compared to three digits. All further figures are about right records and
about what is told of operations; docs/cli.md says what each means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Literal, NamedTuple

from narcofacts.analysis.agreement import (
    Key,
    Operations,
    accepted_keys,
    agreeing_facts,
    agreeing_slots,
    facts_of,
    keyed,
    slot_agrees,
    slot_words,
    slots_of,
    told,
)
from narcofacts.analysis.judged import Judged, Operation, Record

Figure = Literal["records", "arrests", "seizures", "links", "parts", "operations"]
FIGURES: tuple[Figure, ...] = ("records", "arrests", "seizures", "links", "parts", "operations")

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

    figures: dict[Figure, Tally] = field(default_factory=lambda: {name: Tally() for name in FIGURES})
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
    wanted, found = keyed(gold), keyed(predicted)
    if not wanted and not gold_operations:
        result.clean.total += 1
        result.clean.right += not found and not operations
    pairs, missed, spurious = _paired(wanted, found, gold_operations, operations)

    figures = result.figures
    for kind, figure in (("arrest", figures["arrests"]), ("seizure", figures["seizures"])):
        figure.add(*(sum(one[0][0] == kind for one in group) for group in (pairs, wanted, found)))
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
        sum(agreeing_facts(facts_of(one), facts_of(other)) for one, other in matched),
        sum(len(facts_of(operation)) for operation in gold_operations.values()),
        sum(len(facts_of(operation)) for operation in operations.values()),
    )


def _compare_slots(
    name: str,
    pair: _Pair,
    gold_operations: Operations,
    operations: Operations,
    rules: Rules,
    result: Evaluation,
) -> None:
    wanted, found = slots_of(pair.gold, gold_operations), slots_of(pair.predicted, operations)
    for slot, value in wanted.items():
        share = result.slots.setdefault(slot, Share())
        share.total += 1
        if slot_agrees(slot, value, found.get(slot)):
            share.right += 1
            continue
        difference = Difference(
            name, "wrong slot", pair.predicted.id, told(pair.key), _text(pair.predicted), slot,
            slot_words(value), slot_words(found.get(slot)), tuple(rules.get(pair.predicted.id or "", ())),
        )  # fmt: skip
        result.differences.append(difference)


def _paired(
    wanted: Sequence[tuple[Key, Record]],
    found: Sequence[tuple[Key, Record]],
    gold_operations: Operations,
    operations: Operations,
) -> tuple[list[_Pair], list[tuple[Key, Record]], list[tuple[Key, Record]]]:
    """Pairs of records with an accepted key, among several those whose slots agree most; the missed, the spurious."""
    rest: dict[Key, list[Record]] = defaultdict(list)
    for key, record in found:
        rest[key].append(record)
    pairs: list[_Pair] = []
    missed: list[tuple[Key, Record]] = []
    for key, record in wanted:
        candidates = next((rest[k] for k in accepted_keys(key, record) if rest.get(k)), None)
        if candidates is None:
            missed.append((key, record))
            continue
        slots = slots_of(record, gold_operations)
        agreement = [agreeing_slots(slots, slots_of(candidate, operations)) for candidate in candidates]
        best = agreement.index(max(agreement))
        pairs.append(_Pair(key, record, candidates.pop(best)))
    return pairs, missed, [(key, record) for key, records in rest.items() for record in records]


def _paired_operations(
    gold: Sequence[Operation], predicted: Sequence[Operation], pairs: Sequence[_Pair]
) -> list[tuple[Operation, Operation]]:
    """Operations one to one: by the right records that they share, then by their facts."""
    shared = Counter((pair.gold.operation, pair.predicted.operation) for pair in pairs)
    ranked = []
    for one, other in product(gold, predicted):
        score = 10 * shared[one.id, other.id] + agreeing_facts(facts_of(one), facts_of(other))
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


def _text(record: Record) -> str:
    return record.evidence[0].text if record.evidence else ""
