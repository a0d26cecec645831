"""Documents as they are judged: gold files and predictions read alike, with every field optional.

Gold is written by hand: a place may be a bare name, `A|B` means that either will do, `also` holds a second measure of
the same goods. Predictions are documents of docs/format.md. Both are read leniently where something is missing and
strictly where something is of the wrong type, since a wrong type would silently count as a difference.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from narcofacts.analysis.saved import BOM, reason_of, saved_documents
from narcofacts.errors import InputError, refusal

if TYPE_CHECKING:
    from narcofacts.records import Document

Number = int | float


class Named(msgspec.Struct, frozen=True):
    """A place or a target by its name."""

    name: str | None = None
    text: str | None = None


class Amount(msgspec.Struct, frozen=True):
    """A head-count, a quantity or a bare number."""

    value: Number | None = None
    unit: str | None = None
    bound: str | None = None


class Sum(msgspec.Struct, frozen=True):
    """A sum of money."""

    amount: Number | None = None
    currency: str | None = None
    bound: str | None = None


class Period(msgspec.Struct, frozen=True):
    """A day or a period, ISO dates."""

    start: str | None = None
    end: str | None = None


class Person(msgspec.Struct, frozen=True):
    """What is compared of a person."""

    age: Number | None = None


class ShutDown(msgspec.Struct, frozen=True):
    """What an operation shut down."""

    kind: str | None = None
    count: Number | None = None


class Stretch(msgspec.Struct, frozen=True):
    """Evidence."""

    text: str = ""


class Operation(msgspec.Struct, frozen=True):
    """An operation."""

    id: str | None = None
    scope: str | None = None
    name: str | None = None
    places: list[str | Named] | None = None
    dismantled: list[ShutDown] | None = None
    targets: list[str | Named] | None = None


class Record(msgspec.Struct, frozen=True):
    """An arrest (it has a status) or a seizure (it has a category)."""

    id: str | None = None
    operation: str | None = None
    status: str | None = None
    count: Amount | None = None
    citizenship: list[str] | None = None
    persons: list[Person] | None = None
    action: str | None = None
    category: str | None = None
    substance: str | None = None
    quantity: Amount | None = None
    also: list[Amount] | None = None
    money: Sum | None = None
    value_estimate: Sum | None = None
    doses: Amount | None = None
    place: str | Named | None = None
    date: str | Period | None = None
    part_of: str | None = None
    evidence: list[Stretch] | None = None


class Source(msgspec.Struct, frozen=True):
    """Where the document came from."""

    path: str


class Judged(msgspec.Struct, frozen=True):
    """One document."""

    operations: list[Operation] | None = None
    arrests: list[Record] | None = None
    seizures: list[Record] | None = None


class Prediction(Judged, frozen=True, kw_only=True):
    """One document with the path that pairs it with its gold."""

    source: Source


def judged_document(document: Document) -> Judged:
    """A document of this process as it is judged."""
    return msgspec.json.decode(msgspec.json.encode(document), type=Judged)


def read_gold(folder: str) -> dict[str, Judged]:
    """The gold of a folder by file stem. Raises InputError for a file that is no gold, and when there is none."""
    result = {}
    for name in names_in(folder, ".json"):
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as stream:
                result[name.removesuffix(".json")] = msgspec.json.decode(stream.read().removeprefix(BOM), type=Judged)
        except OSError as error:
            raise InputError(path, refusal(error)) from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise InputError(path, reason_of(error)) from error
    if not result:
        raise InputError(folder, "no gold files (*.json)")
    return result


def read_predictions(path: str) -> dict[str, Judged]:
    """Saved predictions by the stem of their source. Raises InputError that names file and line."""
    return {PurePath(found.source.path).stem: found for found in saved_documents(path, Prediction)}


def names_in(folder: str, ending: str) -> list[str]:
    """The names of the files of a folder with this ending, sorted. Raises InputError."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(ending) and not name.startswith("."))
    except OSError as error:
        raise InputError(folder, refusal(error)) from error
