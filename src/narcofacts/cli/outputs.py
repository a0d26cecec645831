"""The outputs of `batch` and `convert`: their forms, by ending or by --format, and the writing of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, get_args

import typer

from narcofacts.errors import OptionError

if TYPE_CHECKING:
    from narcofacts.records import Document

Form = Literal["jsonl", "records", "csv", "tsv", "xlsx", "parquet", "db", "geojson", "ids", "ftm", "ann"]
Line = Literal["jsonl", "records", "csv", "tsv"]
STREAMED: frozenset[Form] = frozenset(get_args(Line))
"""Forms that are written document by document, to standard output too."""
ENDINGS: tuple[tuple[str, Form], ...] = (
    (".records.jsonl", "records"),
    (".ftm.json", "ftm"),
    (".ftm.jsonl", "ftm"),
    (".ids.csv", "ids"),
    (".jsonl", "jsonl"),
    (".ndjson", "jsonl"),
    (".csv", "csv"),
    (".tsv", "tsv"),
    (".xlsx", "xlsx"),
    (".parquet", "parquet"),
    (".db", "db"),
    (".sqlite", "db"),
    (".geojson", "geojson"),
    (".ann", "ann"),
)
_ALIKE = ({"json", "jsonl", "records", "ftm"}, {"json", "geojson"}, {"csv", "ids"})
"""Forms whose files may have each other's endings."""
FOLDERS_AND_BASES: frozenset[Form] = frozenset({"db", "ann"})
"""Forms that cannot go to standard output: a database that is added to, a folder."""

OutputsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to FILE; may be given several times. Endings: .jsonl .records.jsonl .csv .tsv .xlsx .parquet .db "
        ".geojson .ids.csv (or ids.csv) .ftm.json .ann (a folder). Default: standard output.",
        show_default=False,
    ),
]
FormOption = Annotated[
    Form | None,
    typer.Option("--format", "-f", help="Output format, if the ending of FILE does not tell it.", show_default=False),
]


class Target:
    """One output: its form, and its path or None for standard output."""

    def __init__(self, path: str | None, form: Form) -> None:
        self.path = path
        self.form = form


def output_forms(outputs: list[str] | None, kind: Form | None) -> list[Target]:
    """The outputs with their forms. Raises OptionError, and OutputError for a file that cannot be made."""
    from narcofacts.writers.files import check_target

    targets = []
    for path in outputs or ["-"]:
        if path == "-":
            form = kind or "jsonl"
            if form in FOLDERS_AND_BASES:
                raise OptionError(f"--format {form} needs --output FILE")
            targets.append(Target(None, form))
            continue
        form = kind or form_of(path)
        if kind is not None:
            refuse_other_ending(path, kind)
        if form == "ann":
            from narcofacts.writers.brat import check_folder

            check_folder(path)
        else:
            check_target(path)
        targets.append(Target(path, form))
    for target in targets:
        _check_form(target)
    paths = [os.path.realpath(target.path) for target in targets if target.path is not None]
    if len(set(paths)) < len(paths) or len(targets) - len(paths) > 1:
        raise OptionError("the same --output is given twice")
    return targets


def _check_form(target: Target) -> None:
    """Raises OutputError for what would fail only after all the work: a missing library, a foreign database."""
    if target.form == "parquet":
        from narcofacts.writers.columnar import schema

        schema()
    elif target.form == "db" and target.path is not None:
        from narcofacts.writers.database import check_database

        check_database(target.path)


def form_of(path: str) -> Form:
    """The form that the ending of a file name stands for. Raises OptionError for any other ending."""
    from narcofacts.writers.formats import by_ending

    name = path.rstrip("/")
    return "ids" if os.path.basename(name).lower() == "ids.csv" else by_ending(name, ENDINGS)


def refuse_other_ending(path: str, kind: str) -> None:
    """Raises OptionError where the ending of a file name stands for another kind of file than --format asks for."""
    try:
        told: str = form_of(path)
    except OptionError:
        if not path.lower().endswith(".json"):
            return
        told = "json"
    if told != kind and not any({told, kind} <= alike for alike in _ALIKE):
        raise OptionError(f"{path}: the ending says {told}, --format says {kind}")


def write_documents(documents: Iterable[Document], target: Target, *, bom: bool = False) -> None:
    """Writes the documents to one output, whole or not at all; a database is added to. Raises OutputError."""
    from narcofacts.writers.files import open_output

    if target.form == "db":
        from narcofacts.writers.database import write_database

        assert target.path is not None
        write_database(documents, target.path)
    elif target.form == "ann":
        from narcofacts.writers.brat import write_standoff

        assert target.path is not None
        write_standoff(documents, target.path)
    else:
        write = stream_writer(target.form, bom=bom)
        with open_output(target.path) as stream:
            write(documents, stream)


def stream_writer(form: Form, *, bom: bool = False) -> Callable[[Iterable[Document], BinaryIO], None]:
    """What writes documents of a form to a stream."""
    if form == "xlsx":
        from narcofacts.writers.workbook import write_workbook

        return write_workbook
    if form == "parquet":
        from narcofacts.writers.columnar import write_parquet

        return write_parquet
    if form == "geojson":
        from narcofacts.writers.geo import write_geojson

        return write_geojson
    if form == "ids":
        from narcofacts.writers.seizures_csv import write_seizures

        return write_seizures
    if form == "ftm":
        from narcofacts.writers.followthemoney import write_entities

        return write_entities
    assert form in ("jsonl", "records", "csv", "tsv")
    line: Line = form
    return lambda documents, stream: _write_lines(documents, stream, line, bom)


def _write_lines(documents: Iterable[Document], stream: BinaryIO, form: Line, bom: bool) -> None:
    from narcofacts.writers.formats import DocumentWriter

    writer = DocumentWriter(stream, form, several=True, bom=bom)
    for document in documents:
        writer.write(document)
    # a table without documents is a table still
    writer.begin()
