"""The figures of an evaluation, and the differences from gold, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from narcofacts.analysis.evaluation import FIGURES, Difference, Evaluation
from narcofacts.writers.wording import legible

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {"missed": "yellow", "spurious": "red", "wrong slot": "magenta"}
FAINT = "dim"
SLOTS_A_LINE = 3
DIGITS = 4
"""Decimals in JSON."""


def print_scores(found: Evaluation, errors: int, console: Console) -> None:
    """Prints the table of figures, then at most `errors` differences."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("", "F1", "precision", "recall", "right", "gold", "predicted"):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for name in FIGURES:
        tally = found.figures[name]
        shares = (f"{share:.3f}" for share in (tally.f1, tally.precision, tally.recall))
        counts = (str(count) for count in (tally.right, tally.gold, tally.predicted))
        table.add_row(name, *shares, *counts, style="bold" if name == "records" else "")
    console.print(table)

    console.print()
    console.print(f"slots of right records: {found.all_slots.accuracy:.3f}")
    slots = Table.grid(padding=(0, 3, 0, 0))
    cells = [f"  {slot:<11} {share.right:>4}/{share.total}" for slot, share in found.slots.items()]
    for at in range(0, len(cells), SLOTS_A_LINE):
        slots.add_row(*cells[at : at + SLOTS_A_LINE])
    if cells:
        console.print(slots)
    console.print(f"documents without facts left clean: {found.clean.right} of {found.clean.total}")
    console.print(f"documents: {found.documents}")
    if found.unanswered:
        console.print(Text(f"not predicted: {legible(' '.join(found.unanswered))}", style="yellow"))

    for difference in found.differences[:errors]:
        console.print()
        _print_difference(difference, console)
    hidden = len(found.differences) - errors
    if errors and hidden > 0:
        console.print()
        console.print(Text(f"and {hidden} more", style=FAINT))


def _print_difference(difference: Difference, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    head = Text(legible(difference.document), style="bold")
    head.append(f"  {difference.kind}", style=f"not bold {STYLES[difference.kind]}")
    head.append(f"  {legible(difference.record or '')}  {legible(difference.told)}", style="not bold")
    details = []
    if difference.slot is not None:
        want, got = (legible(value) if value else "–" for value in (difference.want, difference.got))
        details.append(Text(f"{difference.slot}: want {want}, got {got}"))
    if difference.text:
        details.append(Text(f"«{legible(difference.text)}»"))
    if difference.rules:
        details.append(Text("  ".join(map(legible, difference.rules)), style=FAINT))
    if console.is_terminal:
        console.print(head, *(Padding(detail, (0, 0, 0, 4)) for detail in details), sep="\n")
    else:
        # a pipe gets each as one line, for grep
        console.print(head, *(Text("    ") + detail for detail in details), sep="\n", soft_wrap=True)


def scores_object(found: Evaluation, errors: int) -> dict[str, Any]:
    """The evaluation as a value for JSON: figures, slots, clean documents, at most `errors` differences."""
    report: dict[str, Any] = {}
    for name in FIGURES:
        tally = found.figures[name]
        report[name] = {
            "f1": round(tally.f1, DIGITS),
            "precision": round(tally.precision, DIGITS),
            "recall": round(tally.recall, DIGITS),
            "right": tally.right,
            "gold": tally.gold,
            "predicted": tally.predicted,
        }
    slots = {slot: {"right": share.right, "total": share.total} for slot, share in found.slots.items()}
    report["slots"] = {"accuracy": round(found.all_slots.accuracy, DIGITS), **slots}
    report["clean"] = {"documents": found.clean.total, "clean": found.clean.right}
    report["documents"] = found.documents
    report["unanswered"] = found.unanswered
    report["differences"] = len(found.differences)
    if errors:
        report["errors"] = [difference._asdict() for difference in found.differences[:errors]]
    return report
