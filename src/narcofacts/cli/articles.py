"""Reading and extracting one input on behalf of a command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from narcofacts.cli import messages
from narcofacts.cli.options import Reading
from narcofacts.errors import InputError, LexiconError, OptionError, legible_path

if TYPE_CHECKING:
    from narcofacts.pipeline import Extraction


_OF_BATCH = {
    ".docx": "DOCX", ".pdf": "PDF", ".zip": "archives", ".gz": "packed files", ".warc": "crawls",
    ".jsonl": "JSON lines", ".ndjson": "JSON lines", ".json": "JSON", ".csv": "tables", ".tsv": "tables",
}  # fmt: skip
"""What `batch` makes of files that `extract` can but take for one article, by their ending."""


class Extracted(NamedTuple):
    """What came of one input, and the text that its offsets count in."""

    extraction: Extraction
    text: str


def extract_input(path: str, reading: Reading, *, quiet: bool, gate: bool = True) -> Extracted | None:
    """Reads and extracts one input; None after telling why it failed, be it a bug.

    Warnings are told unless `quiet`. Raises OptionError and LexiconError, which concern all inputs alike.
    """
    from narcofacts.pipeline import extract_article
    from narcofacts.text.encodings import BINARY
    from narcofacts.text.reading import read_article

    shown = legible_path(path)
    try:
        if path == "-" and sys.stdin is None:
            raise InputError(path, "standard input is closed")
        article = read_article(path, encoding=reading.encoding, published=reading.published)
        extraction = extract_article(article, gate)
    except (OptionError, LexiconError):
        raise
    except InputError as error:
        hint = _for_batch(path) if os.path.isdir(path) or error.reason == BINARY else None
        messages.failed(shown, InputError(path, f"{error.reason}; {hint}") if hint else error)
        return None
    except Exception as error:
        # one article that brings out a bug must not cost the others
        messages.failed(shown, error)
        return None
    document = extraction.document
    document.source.path = shown
    extracted = Extracted(extraction, article.text)
    if not quiet:
        tell_warnings(extracted, path)
    return extracted


def tell_warnings(extracted: Extracted, path: str) -> None:
    """Tells what the reader of the records should know, and that the input may be more than one article."""
    document = extracted.extraction.document
    if (hint := _for_batch(path)) is not None:
        messages.warned(document.source.path, f"read as one article; {hint}")
    for warning in document.warnings:
        messages.warned(document.source.path, warning.message)


def _for_batch(path: str) -> str | None:
    kind = "folders" if os.path.isdir(path) else _OF_BATCH.get(os.path.splitext(path)[1].lower())
    return f"narcofacts batch reads {kind}" if kind else None
