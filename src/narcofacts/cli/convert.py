"""`narcofacts convert`: saved documents in any of the formats. Also where `batch` has its outputs written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from narcofacts.cli import options
from narcofacts.errors import InputError, OptionError, OutputError

if TYPE_CHECKING:
    import gzip

    from narcofacts.records import Document

EXAMPLES = """\
\b
Examples:
  narcofacts convert documents.jsonl -o records.xlsx
  narcofacts convert documents.jsonl -o news.db -o map.geojson
  narcofacts convert documents.jsonl.gz --format ftm | ftm validate
"""
Form = Literal["jsonl", "records", "csv", "tsv", "xlsx", "parquet", "db", "geojson", "ids", "ftm", "ann"]
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


def convert(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Saved documents, as JSON lines or .gz of them; - is standard input."),
    ],
    output: OutputsOption = None,
    kind: FormOption = None,
    bom: options.BomOption = False,
) -> None:
    """Write saved documents in another format.

    FILE is what `extract` and `batch` write with --format jsonl (or json). Databases are added to: the same document
    again changes nothing. All other outputs are made anew, whole or not at all.
    """
    targets = output_forms(output, kind)
    for target in targets:
        options.check_not_input(target.path, files)
    options.inputs(files, "convert")
    if len(targets) > 1 and "-" in files:
        raise OptionError("standard input can be read only once: give one --output")
    for target in targets:
        write_documents(saved_documents(files), target, bom=bom)


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
    lines: Literal["jsonl", "records", "csv", "tsv"] = form
    return lambda documents, stream: _write_lines(documents, stream, lines, bom)


def _write_lines(
    documents: Iterable[Document], stream: BinaryIO, form: Literal["jsonl", "records", "csv", "tsv"], bom: bool
) -> None:
    from narcofacts.writers import flat
    from narcofacts.writers.documents import document_line

    if form in ("csv", "tsv"):
        table: Literal["csv", "tsv"] = "csv" if form == "csv" else "tsv"
        stream.write((flat.BOM if bom else b"") + flat.table_header(table))
        for document in documents:
            stream.write(flat.table_lines(document, table))
    else:
        encode = flat.record_lines if form == "records" else document_line
        for document in documents:
            stream.write(encode(document))


def saved_documents(files: Iterable[str]) -> Iterator[Document]:
    """The documents in files of JSON lines, packed with gzip or not, line by line. Raises InputError."""
    import gzip

    for path in files:
        if path == "-":
            if sys.stdin is None:
                raise InputError(path, "standard input is closed")
            yield from _documents(sys.stdin.buffer, path)
            continue
        try:
            with open(path, "rb") as stream:
                packed = stream.read(2) == b"\x1f\x8b"
                stream.seek(0)
                yield from _documents(gzip.GzipFile(fileobj=stream) if packed else stream, path)
        except OutputError:
            raise
        except (OSError, EOFError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(path, reason.lower()) from error


def _documents(stream: BinaryIO | gzip.GzipFile, path: str) -> Iterator[Document]:
    import msgspec

    from narcofacts.records import Document

    decode = msgspec.json.Decoder(Document).decode
    pretty: list[bytes] = []
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        if pretty or (number == 1 and line.strip() == b"{"):
            # one document with an indent, as `extract --format json` writes it
            pretty.append(line)
            continue
        try:
            yield decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(path, f"line {number} is no document: {error}") from error
    if pretty:
        try:
            yield decode(b"".join(pretty))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(path, f"is no document: {error}") from error
