"""The article with its evidence marked, and for each record the chain of rules and data rows that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from narcofacts.records import Arrest, Document, Operation, Seizure
from narcofacts.writers.console import ARREST, FAINT, OPERATION, SEIZURE
from narcofacts.writers.wording import legible, legible_lines, money_words, people_words, quantity_words

if TYPE_CHECKING:
    from rich.console import Console

    from narcofacts.rules import Step

Record = Operation | Arrest | Seizure
QUOTE = 60
"""Characters of the article that a line of a chain quotes at most."""
STYLES: dict[type[Record], str] = {Operation: OPERATION, Arrest: ARREST, Seizure: SEIZURE}


class Mark(NamedTuple):
    """A stretch of the article that is evidence of a record."""

    start: int
    end: int
    record: str
    style: str


def records_of(document: Document) -> dict[str, Record]:
    """All records by id: operations, arrests, seizures, each in the order of the text."""
    records: list[Record] = [*document.operations, *document.arrests, *document.seizures]
    return {record.id: record for record in records}


def print_explanation(
    document: Document,
    text: str,
    trace: Mapping[str, Sequence[Step]],
    console: Console,
    *,
    only: str | None = None,
    colour: bool,
) -> None:
    """Prints the text with the evidence marked, then the chains; of one record only, if `only` has its id."""
    records = {key: record for key, record in records_of(document).items() if only in (None, key)}
    # a pipe gets the paragraphs as they are, a terminal gets them wrapped at words
    console.print(marked_text(text, evidence_marks(records), colour=colour), soft_wrap=not console.is_terminal)
    for key, record in records.items():
        console.print()
        console.print(_record_line(record))
        steps = trace.get(key, ())
        if steps:
            console.print(_chain(steps, text))
        else:
            console.print(Text("     no rules were written down for this record", style=FAINT))
    if not records:
        console.print()
        console.print(Text("no operations, arrests or seizures found", style=FAINT))


def evidence_marks(records: Mapping[str, Record]) -> list[Mark]:
    """The evidence of the records; spans of the same record that touch the same words are one mark."""
    marks: list[Mark] = []
    for key, record in records.items():
        last: Mark | None = None
        for start, end in sorted((evidence.start, evidence.end) for evidence in record.evidence):
            if last is not None and start <= last.end:
                marks.pop()
                start, end = last.start, max(end, last.end)
            last = Mark(start, end, key, STYLES[type(record)])
            marks.append(last)
    return marks


def marked_text(text: str, marks: Sequence[Mark], *, colour: bool) -> Text:
    """The article with each mark as «[se2: words]», or, with `colour`, as coloured words and the id before them."""
    shown = Text()
    open_marks: list[Mark] = []
    for piece in _pieces(text, marks):
        if isinstance(piece, str):
            shown.append(legible_lines(piece), style=open_marks[-1].style if colour and open_marks else "")
        elif piece.opens:
            open_marks.append(piece.mark)
            if colour:
                shown.append(f" {piece.mark.record} ", style=f"{piece.mark.style} reverse")
                shown.append(" ")
            else:
                shown.append(f"[{piece.mark.record}: ")
        else:
            open_marks.pop()
            if not colour:
                shown.append("]")
    return shown


class _Bracket(NamedTuple):
    mark: Mark
    opens: bool


def _pieces(text: str, marks: Sequence[Mark]) -> Iterator[str | _Bracket]:
    """The text cut at the marks, with brackets that are always nested: a mark that crosses another is cut in two."""
    bounds = sorted({mark.start for mark in marks} | {mark.end for mark in marks} | {0, len(text)})
    open_marks: list[Mark] = []
    for here, following in zip(bounds, [*bounds[1:], len(text)], strict=True):
        reopened: list[Mark] = []
        while any(mark.end <= here for mark in open_marks):
            mark = open_marks.pop()
            yield _Bracket(mark, opens=False)
            if mark.end > here:
                reopened.append(mark)
        starting = [mark for mark in marks if mark.start == here and mark.end > here]
        # the one that ends last is the outermost
        for mark in sorted([*reopened, *starting], key=lambda mark: -mark.end):
            open_marks.append(mark)
            yield _Bracket(mark, opens=True)
        if following > here:
            yield text[here:following]


def _record_line(record: Record) -> Text:
    """What the record says, as one line: «se1 seized 6.1 kg мефедрон · op1, part of se2»."""
    if isinstance(record, Operation):
        words, ties = f"{record.scope} {record.kind} {legible(record.headline)}", []
    elif isinstance(record, Arrest):
        words, ties = f"{record.status} {people_words(record.count)}", [record.operation]
    else:
        amounts = [quantity_words(record.quantity)] if record.quantity else []
        amounts += [money_words(record.money)] if record.money else []
        words = " ".join([record.action, *amounts, legible(record.item)])
        ties = [record.operation]
    line = Text(record.id, style=STYLES[type(record)])
    line.append(f"  {words}", style="default")
    if not isinstance(record, Operation) and record.part_of:
        ties.append(f"part of {record.part_of}")
    if ties:
        line.append(f" · {', '.join(ties)}", style=FAINT)
    return line


def _chain(steps: Sequence[Step], text: str) -> Table:
    chain = Table.grid(padding=(0, 2, 0, 0))
    chain.add_column(width=3)
    chain.add_column(overflow="fold", style="bold")
    chain.add_column(overflow="fold")
    chain.add_column(overflow="fold", style=FAINT)
    for step in steps:
        chain.add_row(
            Text(), Text(legible(step.rule)), Text(_quoted(text[step.start : step.end])), Text(legible(step.note))
        )
    return chain


def _quoted(words: str) -> str:
    words = legible(words)
    if len(words) > QUOTE:
        words = f"{words[: QUOTE // 2].rstrip()} … {words[-QUOTE // 2 :].lstrip()}"
    return f"«{words}»" if words else ""
