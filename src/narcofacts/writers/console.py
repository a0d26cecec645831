"""Documents for people: each operation with its arrests and seizures below it, readable at 80 columns.

Everything that comes from an article is put into Rich `Text` after `legible`, so that it is never taken for
markup or for a command to the terminal.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from narcofacts.records import Agency, Arrest, Count, Document, Operation, Person, Place, Quantity, Seizure
from narcofacts.writers.wording import (
    date_words,
    legible,
    many,
    money_words,
    people_words,
    plural,
    quantity_words,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 80
"""Columns of a table that goes to a file or a pipe, so that the same input gives the same bytes."""
WIDEST = 110
"""Columns at most on a wide terminal: longer lines are harder to read."""
LONGEST_AGENCY = 25
"""Characters of an agency's name at most, where it has an id to stand for it."""
OPERATION, ARREST, SEIZURE = "bold cyan", "yellow", "green"
TOTAL = "bold magenta"
FAINT = "dim"


def terminal_console() -> Console:
    """A console on standard output with its colours, not wider than is readable."""
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        # a terminal that knows no Cyrillic shows question marks instead of a traceback
        sys.stdout.reconfigure(errors="replace")
    width = min(Console().width, WIDEST)
    return Console(width=width, highlight=False, markup=False, emoji=False, no_color=no_color())


def paper_console(width: int = WIDTH) -> Console:
    """A console that keeps plain text in memory: `paper_text` has it."""
    from rich.console import Console

    # a legacy Windows console would otherwise be asked for, even though nothing is shown
    return Console(
        file=io.StringIO(),
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=True,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )


def no_color() -> bool:
    """Whether the user asked for no colours: NO_COLOR is set and not empty (no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def document_table(document: Document) -> bytes:
    """The document as plain text, WIDTH columns wide, UTF-8."""
    console = paper_console()
    print_document(document, console)
    return paper_text(console)


def paper_text(console: Console) -> bytes:
    """What a `paper_console` was given, UTF-8, without spaces at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().split("\n")[:-1]).encode()


def print_document(document: Document, console: Console) -> None:
    """Prints the document with a blank line at its end."""
    console.print(_title(document))
    widths = _widths(document)
    for operation in document.operations:
        console.print()
        console.print(_operation_head(operation, widths))
        rows = _record_rows(document, operation)
        if rows:
            console.print(_grid(rows, widths))
    console.print()


def _title(document: Document) -> Text:
    source = document.source
    title = Text(legible(source.path) if source.path != "-" else "standard input", style="bold")
    for part in (source.published, source.publisher):
        if part:
            title.append(f" · {legible(part)}", style="not bold")
    if source.title:
        title.append("\n" + legible(source.title), style="not bold italic")
    found = [
        plural(len(records), noun)
        for records, noun in (
            (document.operations, "operation"),
            (document.arrests, "arrest"),
            (document.seizures, "seizure"),
        )
        if records
    ]
    title.append("\n" + (", ".join(found) or "no operations, arrests or seizures found"), style=f"not bold {FAINT}")
    return title


def _operation_head(operation: Operation, widths: Widths) -> Table:
    """The operation's headline, and what else is known of it in one paragraph under it."""
    facts = Text()
    if operation.scope == "total":
        facts.append("total", style=TOTAL)
    else:
        facts.append(operation.scope)
    facts.append(f" · {operation.kind.replace('_', ' ')}")
    if operation.name:
        facts.append(f" «{legible(operation.name)}»")
    for words in _circumstances(operation):
        facts.append(f" · {words}")
    for label, words in _particulars(operation):
        facts.append(f"\n{label}: ", style=FAINT)
        facts.append(words)

    head = Table.grid(padding=(0, 2, 0, 0))
    head.add_column(width=widths.operation, no_wrap=True)
    head.add_column(overflow="fold")
    headline = Text(legible(operation.headline) or f"({operation.kind.replace('_', ' ')})", style="bold")
    head.add_row(Text(operation.id, style=OPERATION), headline)
    head.add_row(Text(), facts)
    return head


def _circumstances(operation: Operation) -> list[str]:
    dates = [date_words(date) for date in operation.dates]
    places = [legible(place.name) for place in operation.places]
    agencies = [_agency_words(agency) for agency in operation.agencies]
    return [", ".join(words) for words in (dates, places, agencies) if words]


def _agency_words(agency: Agency) -> str:
    """The name, or the id in the place of an official name that would fill the line."""
    name = legible(agency.name)
    return agency.id if agency.id and len(name) > LONGEST_AGENCY else name


def _particulars(operation: Operation) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if operation.dismantled:
        things = []
        for thing in operation.dismantled:
            noun = thing.kind.replace("_", " ")
            things.append(many(noun) if thing.count is None else plural(thing.count, noun))
        found.append(("shut down", ", ".join(things)))
    if operation.targets:
        found.append(("aimed at", ", ".join(legible(target.name) for target in operation.targets)))
    route = operation.route
    if route is not None:
        stops = [route.origin or "…", *route.via, route.destination or "…"]
        found.append(("route", " → ".join(legible(stop) for stop in stops)))
    if operation.turnover is not None:
        found.append(("turnover", money_words(operation.turnover)))
    if operation.involved is not None:
        count = Count(int(operation.involved.value), operation.involved.bound)
        found.append(("involved", people_words(count)))
    return found


Cells = tuple[Text, Text, Text, Text, Text]


def _record_rows(document: Document, operation: Operation) -> list[Cells]:
    """id, status or action, how much, what, and what sets the record apart from its operation."""
    arrests = [arrest for arrest in document.arrests if arrest.operation == operation.id]
    seizures = [seizure for seizure in document.seizures if seizure.operation == operation.id]
    named = {record.place.name for record in (*arrests, *seizures) if record.place is not None}
    # where all happened at the place that the head begins with, no row needs to say so again
    told = named == {place.name for place in operation.places[:1]}
    rows = [_arrest_cells(arrest, None if told else arrest.place) for arrest in arrests]
    return rows + [_seizure_cells(seizure, None if told else seizure.place) for seizure in seizures]


def _arrest_cells(arrest: Arrest, place: Place | None) -> Cells:
    what = [" ".join(arrest.citizenship) or ("foreigners" if arrest.foreign else "")]
    # people of whom the same is told are one line: «4 × chemist»
    people = Counter(_person_words(person) for person in arrest.persons)
    what += [words if number == 1 or not words else f"{number} × {words}" for words, number in people.items()]
    if arrest.sentence is not None:
        terms = ((arrest.sentence.years, "year"), (arrest.sentence.months, "month"))
        words = [plural(number, noun) for number, noun in terms if number]
        words += ["for life"] * arrest.sentence.life + ["suspended"] * arrest.sentence.suspended
        what.append(" ".join(words))
    return (
        Text(arrest.id, style=ARREST),
        Text(arrest.status),
        Text(people_words(arrest.count)),
        Text("\n".join(words for words in what if words)),
        _apart(place, arrest.part_of),
    )


def _person_words(person: Person) -> str:
    parts = (person.name, str(person.age) if person.age else None, person.role or person.occupation)
    return ", ".join(legible(part) for part in parts if part)


def _seizure_cells(seizure: Seizure, place: Place | None) -> Cells:
    amounts = []
    if seizure.quantity is not None:
        amounts.append(quantity_words(seizure.quantity))
    if seizure.money is not None:
        amounts.append(money_words(seizure.money))
    what = Text(legible(seizure.item))
    if seizure.value_estimate is not None:
        what.append(f"\nworth {money_words(seizure.value_estimate)}", style=FAINT)
    if seizure.doses is not None:
        doses = Quantity("", seizure.doses.value, "dose", seizure.doses.bound)
        what.append(f"\nor {quantity_words(doses)}", style=FAINT)
    return (
        Text(seizure.id, style=SEIZURE),
        Text(seizure.action),
        Text("\n".join(amounts) or "?", style="bold" if amounts else FAINT),
        what,
        _apart(place, seizure.part_of),
    )


def _apart(place: Place | None, part_of: str | None) -> Text:
    """«part of se1», and the place."""
    words = Text()
    if part_of:
        words.append(f"part of {part_of}", style=TOTAL)
    if place is not None:
        words.append(("\n" if words else "") + legible(place.name))
    return words


class Widths(NamedTuple):
    """Columns of the ids, status and amount, and whether any record has something in the last cell."""

    operation: int
    id: int
    status: int
    amount: int
    apart: bool


def _widths(document: Document) -> Widths:
    """The widths for all operations, so that the whole document lines up."""
    rows = [cells for operation in document.operations for cells in _record_rows(document, operation)]

    def widest(column: int, most: int) -> int:
        lengths = [line.cell_len for cells in rows for line in cells[column].split("\n")]
        return min(max(lengths, default=0), most)

    operations = max((len(operation.id) for operation in document.operations), default=0)
    return Widths(operations, widest(0, 6), widest(1, 11), widest(2, 22), apart=any(cells[4] for cells in rows))


def _grid(rows: list[Cells], widths: Widths) -> RenderableType:
    from rich.padding import Padding

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=widths.id, no_wrap=True)
    grid.add_column(width=widths.status, no_wrap=True)
    grid.add_column(width=widths.amount, justify="right", overflow="fold")
    grid.add_column(ratio=3, overflow="fold")
    if widths.apart:
        grid.add_column(ratio=2, overflow="fold")
    for cells in rows:
        grid.add_row(*(cells if widths.apart else cells[:4]))
    return Padding(grid, (0, 0, 0, widths.operation + 2))
