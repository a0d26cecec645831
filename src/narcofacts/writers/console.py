"""Documents for people: each operation with its arrests and seizures below it, readable at 80 columns.

Everything that comes from an article is put into Rich `Text` after `legible`, so that it is never taken for
markup or for a command to the terminal.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narcofacts.records import Agency, Arrest, Count, Document, Operation, Person, Place, Quantity, Seizure
from narcofacts.writers.terminal import paper_console, paper_text
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
    from rich.console import Console

MOST_LISTED = 4
"""Dates, places or agencies of an operation that its head lists at most."""
LONGEST_AGENCY = 25
"""Characters of an agency's name at most, where it has an id to stand for it."""
OPERATION, ARREST, SEIZURE = "bold cyan", "yellow", "green"
TOTAL = "bold magenta"
FAINT = "dim"


def document_table(document: Document) -> bytes:
    """The document as plain text, WIDTH columns wide, UTF-8."""
    console = paper_console()
    print_document(document, console)
    return paper_text(console)


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
    return [_some(words) for words in (dates, places, agencies) if words]


def _some(words: list[str]) -> str:
    """The first few, and how many more there are: the documents have them all."""
    more = len(words) - MOST_LISTED
    return ", ".join(words[:MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


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
        found.append(("aimed at", _some([legible(target.name) for target in operation.targets])))
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
    places = [arrest.place for arrest in arrests] + [seizure.place for seizure in seizures]
    named = {place.name for place in places if place is not None}
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
        Text("\n".join(amounts) or "–", style="bold" if amounts else FAINT),
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


def _grid(rows: list[Cells], widths: Widths) -> Padding:
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
