"""Reading and extracting one input on behalf of a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from narcofacts.cli import messages
from narcofacts.cli.options import Reading
from narcofacts.errors import InputError, LexiconError, OptionError

if TYPE_CHECKING:
    from narcofacts.pipeline import Extraction


class Extracted(NamedTuple):
    """What came of one input, and the text that its offsets count in."""

    extraction: Extraction
    text: str


def extract_input(path: str, reading: Reading, *, quiet: bool, gate: bool = True) -> Extracted | None:
    """Reads and extracts one input; None after telling why it failed, be it a bug.

    Warnings are told unless `quiet`. Raises OptionError and LexiconError, which concern all inputs alike.
    """
    from narcofacts.pipeline import extract_article
    from narcofacts.text.reading import read_article

    shown = messages.legible_path(path)
    try:
        if path == "-" and sys.stdin is None:
            raise InputError(path, "standard input is closed")
        article = read_article(path, encoding=reading.encoding, published=reading.published)
        extraction = extract_article(article, gate)
    except (OptionError, LexiconError):
        raise
    except Exception as error:
        # one article that brings out a bug must not cost the others
        messages.failed(shown, error)
        return None
    document = extraction.document
    document.source.path = shown
    if not quiet:
        for warning in document.warnings:
            messages.warned(shown, warning.message)
    return Extracted(extraction, article.text)
