"""The formats by name, and the one writer that all commands hand their documents to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeVar

from narcofacts.errors import OptionError

if TYPE_CHECKING:
    from rich.console import Console

    from narcofacts.records import Document

Format = Literal["table", "json", "jsonl", "records", "csv", "tsv"]
K = TypeVar("K")

# the longer ending first
ENDINGS: tuple[tuple[str, Format], ...] = (
    (".records.jsonl", "records"),
    (".jsonl", "jsonl"),
    (".json", "json"),
    (".csv", "csv"),
    (".tsv", "tsv"),
    (".txt", "table"),
)


def format_of(path: str) -> Format:
    """The format that the ending of a file name stands for. Raises OptionError for any other ending."""
    return by_ending(path, ENDINGS)


def by_ending(path: str, endings: Sequence[tuple[str, K]]) -> K:
    """What the first fitting ending of a file name stands for. Raises OptionError for any other ending."""
    name = os.path.basename(path).lower()
    for ending, kind in endings:
        if name.endswith(ending):
            return kind
    known = ", ".join(ending for ending, _ in endings)
    raise OptionError(
        f"{path or repr(path)}: no format known for this ending (known: {known}); choose one with --format"
    )


class DocumentWriter:
    """Writes documents one after the other to a binary stream in one format.

    `several` tells that more than one document may come: `json` then is one document a line. `bom` puts a byte
    order mark before CSV and TSV, which Excel needs to see UTF-8. With a `console`, tables go there, in colour.
    Nothing is written before the first document.
    """

    def __init__(
        self, stream: BinaryIO, kind: Format, *, several: bool, bom: bool = False, console: Console | None = None
    ) -> None:
        self._stream = stream
        self._kind = kind
        self._several = several
        self._bom = bom
        self._console = console
        self._begun = False
        self.written = 0

    def begin(self) -> None:
        """Writes what stands above all documents, the header of a table; `write` does so when it was not done."""
        if not self._begun and self._kind in ("csv", "tsv"):
            from narcofacts.writers import flat

            self._stream.write((flat.BOM if self._bom else b"") + flat.table_header(self._table))
        self._begun = True

    def write(self, document: Document) -> None:
        """Writes one document."""
        self.begin()
        if self._kind == "table" and self._console is not None:
            from narcofacts.writers.console import print_document

            print_document(document, self._console)
        else:
            self._stream.write(self._encode(document))
            # whoever reads the other end of a pipe sees each document when it is done
            self._stream.flush()
        self.written += 1

    def _encode(self, document: Document) -> bytes:
        if self._kind == "table":
            from narcofacts.writers.console import document_table

            return document_table(document)
        if self._kind in ("csv", "tsv", "records"):
            from narcofacts.writers import flat

            return flat.record_lines(document) if self._kind == "records" else flat.table_lines(document, self._table)

        from narcofacts.writers.documents import document_line, document_page

        one_object = self._kind == "json" and not self._several
        return document_page(document) if one_object else document_line(document)

    @property
    def _table(self) -> Literal["csv", "tsv"]:
        return "csv" if self._kind == "csv" else "tsv"
