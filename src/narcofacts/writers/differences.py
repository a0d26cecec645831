"""What two runs tell differently, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from narcofacts.analysis.difference import Difference, DocumentDifference, RecordChange, core_text
from narcofacts.writers.wording import BOUND_SIGNS, legible, plain_number, plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

STYLES = {"+": "green", "-": "red", "~": "yellow"}
LONGEST_VALUE = 60
"""Characters of a field's value at most; JSON has all of it."""


def print_difference(found: Difference, console: Console) -> None:
    """Prints the documents that differ with `+` gained, `-` lost, `~` changed records, and the counts."""
    for document in found.documents:
        # a pipe gets each change as one line, for grep
        console.print(_document_text(document), soft_wrap=not console.is_terminal)
        console.print()
    console.print(summary(found), soft_wrap=not console.is_terminal)


def summary(found: Difference) -> str:
    """One line: how many documents and records differ."""
    counts = found.counts
    compared = plural(counts["documents"], "document")
    if not found.documents:
        return f"{compared} compared, no differences"
    told = [f"{compared} compared, {counts['documents_changed']} differ"]
    told += [
        f"{plural(counts[f'documents_{how}'], 'document')} {how}"
        for how in ("gained", "lost")
        if counts[f"documents_{how}"]
    ]
    records = ", ".join(f"{counts[f'records_{how}']} {how}" for how in ("gained", "lost", "changed"))
    return f"{', '.join(told)}; records: {records}"


def _document_text(document: DocumentDifference) -> Text:
    from rich.text import Text

    lines = Text(legible(document.path), style="bold")
    if document.status != "changed":
        lines.append(f"  document {document.status}", style=f"not bold {STYLES['+' if document.gained else '-']}")
    for sign, records in (("-", document.lost), ("+", document.gained)):
        for kind, record in records:
            lines.append(f"\n  {sign} {_record_words(kind, record)}", style=f"not bold {STYLES[sign]}")
    for change in document.changed:
        lines.append(f"\n  ~ {_change_head(change)}", style=f"not bold {STYLES['~']}")
        for field in change.fields:
            words = f"\n      {legible(field.field)}: {_value_words(field.old)} → {_value_words(field.new)}"
            lines.append(words, style="not bold")
    return lines


def _change_head(change: RecordChange) -> str:
    if change.kind == "document":
        return "document"
    ids = change.new if change.old == change.new else f"{change.old} → {change.new}"
    text = f"  «{legible(change.text)}»" if change.text else ""
    return f"{legible(ids)}  {change.kind}{text}"


def _record_words(kind: str, record: dict[str, Any]) -> str:
    """«se1  seizure seized 6100 g мефедрон  «6,1 кг мефедрона»»."""
    parts = [kind, *(record.get(name) for name in ("scope", "kind", "status", "action"))]
    for name, unit in (("count", None), ("quantity", "unit"), ("money", "currency")):
        amount = record.get(name)
        value = amount.get("amount" if name == "money" else "value") if isinstance(amount, dict) else None
        if isinstance(amount, dict) and isinstance(value, int | float):
            sign = BOUND_SIGNS.get(str(amount.get("bound")), "")
            parts += [sign + plain_number(value), amount.get(unit) if unit else None]
    parts += [record.get("item")]
    words = " ".join(legible(str(part)) for part in parts if part)
    text = core_text(record)
    return f"{legible(str(record.get('id')))}  {words}" + (f"  «{legible(text)}»" if text else "")


def _value_words(value: Any) -> str:
    if value is None:
        return "–"
    words = _plain_words(value)
    return words if len(words) <= LONGEST_VALUE else f"{words[: LONGEST_VALUE - 1]}…"


def _plain_words(value: Any) -> str:
    """Text as it is, places and evidence by their name or words, anything else as JSON."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict) and isinstance(value.get("name") or value.get("text"), str):
        return f"«{legible(value.get('name') or value['text'])}»"
    if isinstance(value, list):
        return ", ".join(map(_plain_words, value)) or "none"
    return legible(json.dumps(value, ensure_ascii=False))


def difference_object(found: Difference) -> dict[str, Any]:
    """The difference as a value for JSON."""
    return {
        "equal": not found.documents,
        "summary": found.counts,
        "documents": [
            {
                "path": document.path,
                "status": document.status,
                "gained": [{"kind": kind, **record} for kind, record in _untangled(document.gained)],
                "lost": [{"kind": kind, **record} for kind, record in _untangled(document.lost)],
                "changed": [
                    {
                        "kind": change.kind,
                        "old_id": change.old or None,
                        "id": change.new or None,
                        "fields": [field._asdict() for field in change.fields],
                    }
                    for change in document.changed
                ],
            }
            for document in found.documents
        ],
    }


def _untangled(records: tuple[tuple[str, dict[str, Any]], ...]) -> list[tuple[str, dict[str, Any]]]:
    # an operation has a field `kind` of its own
    return [(kind, {"record": record}) for kind, record in records]
