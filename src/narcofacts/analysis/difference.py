"""What two runs over the same articles tell differently: records gained, lost and changed, document by document.

Ids are numbered afresh in each run, so records are paired by what they say: by their evidence, and by how many of their
fields agree. A reference to another record (`operation`, `part_of`) has changed when it leads to another record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Literal, NamedTuple

from narcofacts.analysis.runs import Told

KINDS = ("operations", "arrests", "seizures")
REFERENCES = frozenset({"operation", "part_of"})
CORES: dict[str, tuple[str, ...]] = {
    "operations": ("kind", "scope", "name"),
    "arrests": ("status", "count"),
    "seizures": ("category", "substance", "quantity", "money"),
}
"""The fields that make two records one when their evidence does not overlap: all must agree."""

Json = Any
Record = dict[str, Json]


class FieldChange(NamedTuple):
    """A field that has another value: its path such as `quantity.value`, and both values."""

    field: str
    old: Json
    new: Json


class RecordChange(NamedTuple):
    """A record of both runs whose fields differ. For what is told of the article itself, `kind` is document."""

    kind: str
    old: str
    new: str
    fields: tuple[FieldChange, ...]
    text: str


class DocumentDifference(NamedTuple):
    """What differs in one document. `status`: whether both runs have the document."""

    path: str
    status: Literal["changed", "gained", "lost"]
    gained: tuple[tuple[str, Record], ...]
    lost: tuple[tuple[str, Record], ...]
    changed: tuple[RecordChange, ...]


class Difference(NamedTuple):
    """The documents that differ, in the order of the new run with the lost ones at the end."""

    documents: tuple[DocumentDifference, ...]
    compared: int
    """Documents of both runs."""

    @property
    def counts(self) -> dict[str, int]:
        """How many records and documents were gained, lost and changed."""
        return {
            "documents": self.compared,
            "documents_changed": sum(d.status == "changed" for d in self.documents),
            "documents_gained": sum(d.status == "gained" for d in self.documents),
            "documents_lost": sum(d.status == "lost" for d in self.documents),
            "records_gained": sum(len(d.gained) for d in self.documents),
            "records_lost": sum(len(d.lost) for d in self.documents),
            "records_changed": sum(change.kind != "document" for d in self.documents for change in d.changed),
        }


def difference(old: Sequence[Told], new: Sequence[Told]) -> Difference:
    """What `new` tells otherwise than `old`. Documents are paired by path, else by digest."""
    pairs, lost = _paired_documents(old, new)
    documents = []
    for before, after in pairs:
        if before is None:
            documents.append(DocumentDifference(after.path, "gained", tuple(_records(after)), (), ()))
            continue
        found = _compare(before, after)
        if found.gained or found.lost or found.changed:
            documents.append(found)
    documents += [DocumentDifference(told.path, "lost", (), tuple(_records(told)), ()) for told in lost]
    return Difference(tuple(documents), sum(before is not None for before, _ in pairs))


def _paired_documents(old: Sequence[Told], new: Sequence[Told]) -> tuple[list[tuple[Told | None, Told]], list[Told]]:
    rest = list(old)
    partners: dict[int, Told] = {}
    # standard input has no name that would tell two articles apart
    for same in (_same_article, _same_path, _same_digest):
        by_key: dict[object, list[Told]] = {}
        for told in rest:
            key = same(told)
            if key is not None:
                by_key.setdefault(key, []).append(told)
        for at, told in enumerate(new):
            candidates = by_key.get(same(told)) if at not in partners else None
            if candidates:
                partners[at] = candidates.pop(0)
        taken = {id(told) for told in partners.values()}
        rest = [told for told in rest if id(told) not in taken]
    return [(partners.get(at), told) for at, told in enumerate(new)], rest


def _same_article(told: Told) -> object:
    return (told.path, told.digest) if told.digest else None


def _same_path(told: Told) -> object:
    return told.path if told.path != "-" else None


def _same_digest(told: Told) -> object:
    return told.digest or None


def _records(told: Told) -> Iterator[tuple[str, Record]]:
    for kind in KINDS:
        for record in told.records(kind):
            yield kind.removesuffix("s"), record


def _compare(old: Told, new: Told) -> DocumentDifference:
    # offsets of another text say nothing
    offsets = old.digest == new.digest
    pairs: list[tuple[str, Record, Record]] = []
    gained: list[tuple[str, Record]] = []
    lost: list[tuple[str, Record]] = []
    for kind in KINDS:
        before, after = old.records(kind), new.records(kind)
        found = dict(_paired_records(kind, before, after))
        name = kind.removesuffix("s")
        pairs += [(name, before[i], after[j]) for i, j in found.items()]
        lost += [(name, record) for i, record in enumerate(before) if i not in found]
        taken = set(found.values())
        gained += [(name, record) for j, record in enumerate(after) if j not in taken]

    renamed: dict[Json, Json] = {record.get("id"): None for _, record in lost}
    renamed.update((one.get("id"), other.get("id")) for _, one, other in pairs)
    changes = [*_document_changes(old, new)]
    for name, one, other in pairs:
        fields = tuple(_record_changes(one, other, renamed, offsets))
        if fields:
            changes.append(RecordChange(name, str(one.get("id")), str(other.get("id")), fields, core_text(other)))
    return DocumentDifference(new.path, "changed", tuple(gained), tuple(lost), tuple(changes))


def _document_changes(old: Told, new: Told) -> Iterator[RecordChange]:
    """What is told of the article: publication date, title and the like, and the warnings."""
    keys = dict.fromkeys([*old.source, *new.source])
    names = [key for key in keys if key not in ("path", "sha256")]
    before = {**{key: old.source.get(key) for key in names}, "warnings": old.warnings}
    after = {**{key: new.source.get(key) for key in names}, "warnings": new.warnings}
    fields = tuple(_changes(before, after, ""))
    if fields:
        yield RecordChange("document", "", "", fields, "")


def _paired_records(kind: str, old: Sequence[Record], new: Sequence[Record]) -> list[tuple[int, int]]:
    """Indices of records that are one and the same, likeliest first, each record once; in the order of `old`."""
    ranked = []
    for (i, before), (j, after) in product(enumerate(old), enumerate(new)):
        score = _likeness(kind, before, after)
        if score:
            ranked.append((-score, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(ranked):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return sorted(pairs.items())


def _likeness(kind: str, old: Record, new: Record) -> int:
    """How alike two records are; 0 if neither their core evidence nor their core fields make them one."""
    one, other = _core(old), _core(new)
    same_words = bool(one) and one.get("text") == other.get("text")
    overlapping = _number(one, "start") < _number(other, "end") and _number(other, "start") < _number(one, "end")
    same_core = all(old.get(name) == new.get(name) for name in CORES[kind])
    if not (same_words or overlapping or same_core):
        return 0
    names = {*old, *new} - {"id", "evidence"} - REFERENCES
    agreeing = sum(1 for name in names if old.get(name) == new.get(name))
    exact = one == other
    return 1 + agreeing + 20 * same_core + 10 * (same_words or overlapping) + 5 * exact


def _core(record: Record) -> Mapping[str, Json]:
    evidence = record.get("evidence")
    return evidence[0] if isinstance(evidence, list) and evidence and isinstance(evidence[0], dict) else {}


def _number(stretch: Mapping[str, Json], name: str) -> int:
    value = stretch.get(name)
    return value if isinstance(value, int) else -1


def core_text(record: Record) -> str:
    """The words of an article that carry the core of a record."""
    return str(_core(record).get("text") or "")


def _record_changes(old: Record, new: Record, renamed: Mapping[Json, Json], offsets: bool) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if name == "id":
            continue
        if name in REFERENCES:
            if renamed.get(before, before) != after:
                yield FieldChange(name, before, after)
        elif name == "evidence" and not offsets:
            yield from _changes(_texts(before), _texts(after), name)
        else:
            yield from _changes(before, after, name)


def _texts(evidence: Json) -> list[Json]:
    return [stretch.get("text") for stretch in evidence or [] if isinstance(stretch, dict)]


def _changes(old: Json, new: Json, path: str) -> Iterator[FieldChange]:
    """The innermost fields that differ; lists of one length are compared item by item."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys([*old, *new]):
            yield from _changes(old.get(name), new.get(name), f"{path}.{name}" if path else name)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _changes(before, after, f"{path}[{at}]")
    elif old != new:
        yield FieldChange(path, old, new)
