"""Drug seizures as a table shaped like UNODC's Individual Drug Seizures (IDS), to stand beside its yearly sheets."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from narcofacts.lexicon.sheets import package_rows
from narcofacts.records import Document, Operation, Quantity, Seizure
from narcofacts.writers.flat import cell_text, table
from narcofacts.writers.tables import agency_names
from narcofacts.writers.wording import plain_number

HEADER = (
    "Seizure Date",
    "Country",
    "ISO3",
    "Physical Seizure Location",
    "Drug Group",
    "Drug/Substance",
    "Quantity Seized",
    "Measurement Unit",
    "Trafficking Mode of Transportation",
    # what the public sheets do not have
    "Quantity Bound",
    "Seizure Date (last)",
    "Reporting Agency",
    "Departure",
    "Destination",
    "Source",
    "Record",
    "Text",
)
_CATEGORIES = ("drug", "precursor", "plant")
_UNITS = {"g": "kg", "ml": "l", "m2": "m2"}


class _Country(NamedTuple):
    alpha3: str
    english: str


class _Substance(NamedTuple):
    group: str
    english: str


def write_seizures(documents: Iterable[Document], stream: BinaryIO) -> None:
    """Writes one row a drug seizure. Totals over periods, parts that a told total includes, and drugs destroyed that
    were seized earlier are left out, so that the rows may be added up.
    """
    stream.write(table([HEADER], "csv"))
    for document in documents:
        for row in seizure_rows(document):
            stream.write(table([[cell_text(row[name], "tsv") for name in HEADER]], "csv"))


def seizure_rows(document: Document) -> Iterator[dict[str, str]]:
    """The rows of a document, all cells as text."""
    operations = {operation.id: operation for operation in document.operations}
    for seizure in document.seizures:
        operation = operations.get(seizure.operation)
        if seizure.category not in _CATEGORIES or seizure.action == "destroyed" or seizure.part_of is not None:
            continue
        if operation is None or operation.scope == "event":
            yield _row(document, seizure, operation)


def _row(document: Document, seizure: Seizure, operation: Operation | None) -> dict[str, str]:
    place = seizure.place
    country = _countries().get(place.country or "") if place else None
    substance = _substances().get(seizure.substance or "")
    value, unit = _measure(seizure.quantity)
    route = operation.route if operation else None
    row = dict.fromkeys(HEADER, "")
    row["Seizure Date"] = (seizure.date.start if seizure.date else None) or ""
    row["Seizure Date (last)"] = (seizure.date.end if seizure.date else None) or ""
    row["Country"] = country.english if country else ""
    row["ISO3"] = country.alpha3 if country else ""
    row["Physical Seizure Location"] = place.name if place else ""
    row["Drug Group"] = substance.group if substance else ""
    row["Drug/Substance"] = substance.english if substance else seizure.item
    row["Quantity Seized"], row["Measurement Unit"] = value, unit
    row["Quantity Bound"] = seizure.quantity.bound if seizure.quantity else ""
    row["Reporting Agency"] = agency_names(seizure.agencies) or ""
    row["Departure"] = (route.origin if route else None) or ""
    row["Destination"] = (route.destination if route else None) or ""
    row["Source"] = document.source.path
    row["Record"] = seizure.id
    row["Text"] = seizure.evidence[0].text
    return row


def _measure(quantity: Quantity | None) -> tuple[str, str]:
    """Value and unit as the sheets have them: kilograms and litres."""
    if quantity is None:
        return "", ""
    from decimal import Decimal

    value = plain_number(quantity.value)
    if quantity.unit in ("g", "ml"):
        value = format(Decimal(value) / 1000, "f")
        value = value.rstrip("0").rstrip(".") if "." in value else value
    return value, _UNITS.get(quantity.unit, f"{quantity.unit}s")


@functools.cache
def _countries() -> dict[str, _Country]:
    rows = package_rows("country_codes.csv", ("country", "alpha3", "english"))
    return {row.values["country"]: _Country(row.values["alpha3"], row.values["english"]) for row in rows}


@functools.cache
def _substances() -> dict[str, _Substance]:
    rows = package_rows("substances.csv", ("id", "category", "russian"), ("family", "english"))
    return {row.values["id"]: _Substance(row.values["family"], row.values["english"]) for row in rows}
