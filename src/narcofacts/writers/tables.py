"""Documents as rows of several tables with keys between them: what SQLite files and workbooks have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from narcofacts.records import Agency, Arrest, Document, Number, Operation, Seizure

Cell = str | int | float | None
Row = dict[str, Cell]

SAME_TEXT = "same_text"
"""Code of the warning that names a further source of the same article, in its message."""


class Tables(NamedTuple):
    """The rows of one document."""

    document: Row
    operations: list[Row]
    arrests: list[Row]
    seizures: list[Row]


def document_id(document: Document) -> str:
    """16 hexadecimal digits: the same for the same article with the same publication date, wherever it was read."""
    source = document.source
    content = source.sha256 or f"{source.path}\0{source.title}"
    return hashlib.blake2b(f"{content}\0{source.published or ''}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def sources_of(document: Document) -> list[str]:
    """The path of the document, then the paths of its reprints."""
    return [document.source.path, *(warning.message for warning in document.warnings if warning.code == SAME_TEXT)]


def tables_of(document: Document) -> Tables:
    """The rows of a document; ids are unique over all documents."""
    identity = document_id(document)
    return Tables(
        _document_row(document, identity),
        [_operation_row(operation, identity) for operation in document.operations],
        [_arrest_row(arrest, identity) for arrest in document.arrests],
        [_seizure_row(seizure, identity) for seizure in document.seizures],
    )


def _document_row(document: Document, identity: str) -> Row:
    source = document.source
    return {
        "id": identity,
        "path": source.path,
        "published": source.published,
        "title": source.title,
        "publisher": source.publisher,
        "language": source.language,
        "sha256": source.sha256,
        "operations": len(document.operations),
        "arrests": len(document.arrests),
        "seizures": len(document.seizures),
        "sources": len(sources_of(document)),
        "warnings": "; ".join(w.code for w in document.warnings if w.code != SAME_TEXT) or None,
    }


def _operation_row(operation: Operation, identity: str) -> Row:
    turnover, route = operation.turnover, operation.route
    return {
        "id": f"{identity}-{operation.id}",
        "document": identity,
        "scope": operation.scope,
        "kind": operation.kind,
        "name": operation.name,
        "headline": operation.headline,
        **_where_and_when(operation),
        "targets": "; ".join(target.name for target in operation.targets) or None,
        "dismantled": "; ".join(f"{d.kind} {d.count or ''}".strip() for d in operation.dismantled) or None,
        "involved": whole(operation.involved.value) if operation.involved else None,
        "turnover": whole(turnover.amount) if turnover else None,
        "turnover_currency": turnover.currency if turnover else None,
        "route_from": route.origin if route else None,
        "route_to": route.destination if route else None,
        "laws": "; ".join(law.text for law in operation.laws) or None,
        **_evidence(operation),
    }


def _arrest_row(arrest: Arrest, identity: str) -> Row:
    count, sentence = arrest.count, arrest.sentence
    months = (sentence.years or 0) * 12 + (sentence.months or 0) if sentence else 0
    return {
        "id": f"{identity}-{arrest.id}",
        "document": identity,
        "operation": f"{identity}-{arrest.operation}",
        "status": arrest.status,
        "count": count.value if count else None,
        "count_max": count.value_max if count else None,
        "bound": count.bound if count else None,
        "persons": "; ".join(filter(None, (person.name for person in arrest.persons))) or None,
        "citizenship": " ".join(arrest.citizenship) or None,
        "foreign_citizens": int(arrest.foreign),
        "sentence_months": months or None,
        **_where_and_when(arrest),
        "part_of": f"{identity}-{arrest.part_of}" if arrest.part_of else None,
        **_evidence(arrest),
    }


def _seizure_row(seizure: Seizure, identity: str) -> Row:
    quantity, money, estimate = seizure.quantity, seizure.money, seizure.value_estimate
    bound = quantity.bound if quantity else money.bound if money else None
    return {
        "id": f"{identity}-{seizure.id}",
        "document": identity,
        "operation": f"{identity}-{seizure.operation}",
        "action": seizure.action,
        "category": seizure.category,
        "item": seizure.item,
        "substance": seizure.substance,
        "value": whole(quantity.value) if quantity else None,
        "value_max": whole(quantity.value_max) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "bound": bound,
        "amount": whole(money.amount) if money else None,
        "amount_max": whole(money.amount_max) if money else None,
        "currency": money.currency if money else None,
        "asset": money.asset if money else None,
        "estimate": whole(estimate.amount) if estimate else None,
        "estimate_currency": estimate.currency if estimate else None,
        "doses": whole(seizure.doses.value) if seizure.doses else None,
        **_where_and_when(seizure),
        "part_of": f"{identity}-{seizure.part_of}" if seizure.part_of else None,
        **_evidence(seizure),
    }


def whole(value: Number | None) -> Number | None:
    """The value with whole numbers as integers: 6100.0 → 6100."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def agency_names(agencies: Sequence[Agency]) -> str | None:
    """The agencies in one cell, by id where they have one."""
    return "; ".join(agency.id or agency.name for agency in agencies) or None


def _where_and_when(record: Operation | Arrest | Seizure) -> Row:
    if isinstance(record, Operation):
        place = record.places[0] if record.places else None
        date = record.dates[0] if record.dates else None
    else:
        place, date = record.place, record.date
    return {
        "place": place.name if place else None,
        "country": place.country if place else None,
        "region": place.region if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "agencies": agency_names(record.agencies),
    }


def _evidence(record: Operation | Arrest | Seizure) -> Row:
    core = record.evidence[0]
    return {"start": core.start, "end": core.end, "text": core.text}


DATES = frozenset({"published", "date_start", "date_end"})
"""Columns that hold a day."""
_NUMBERS = frozenset(
    {"value", "value_max", "amount", "amount_max", "estimate", "doses", "turnover", "involved", "latitude", "longitude"}
)
_COUNTS = frozenset(
    {"count", "count_max", "foreign_citizens", "sentence_months", "start", "end"}
    | {"operations", "arrests", "seizures", "sources"}
)


def column_type(name: str) -> str:
    """The SQL type of a column of these tables."""
    return "REAL" if name in _NUMBERS else "INTEGER" if name in _COUNTS else "TEXT"


def columns() -> dict[str, tuple[str, ...]]:
    """The tables and their columns, in order."""
    from narcofacts.records import Evidence, Source

    core = [Evidence(0, 0, "")]
    example = Document(
        Source(),
        [Operation("op", core)],
        [Arrest("ar", core, "op", "detained")],
        [Seizure("se", core, "op", "seized", "drug", "")],
    )
    rows = tables_of(example)
    return {
        "operations": tuple(rows.operations[0]),
        "arrests": tuple(rows.arrests[0]),
        "seizures": tuple(rows.seizures[0]),
        "documents": tuple(rows.document),
    }
