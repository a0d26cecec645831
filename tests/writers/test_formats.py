"""Formats by the endings of file names."""

from __future__ import annotations

import io
from typing import get_args

import pytest

from narcofacts.errors import OptionError
from narcofacts.records import Document
from narcofacts.writers.formats import DocumentWriter, Format, format_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("dir.csv/a.records.jsonl", "records"),
        ("A.CSV", "csv"),
        ("a.b.tsv", "tsv"),
        ("a.txt", "table"),
    ],
)
def test_the_ending_tells_the_format(path: str, kind: str) -> None:
    assert format_of(path) == kind


@pytest.mark.parametrize("path", ["a", "a.xml", "json", "a.json.gz", "dir.csv/a"])
def test_any_other_ending_is_refused(path: str) -> None:
    with pytest.raises(OptionError, match="choose one with --format"):
        format_of(path)


def test_the_command_line_offers_exactly_these_formats() -> None:
    from narcofacts.cli.options import FormatName

    assert get_args(FormatName) == get_args(Format)


def test_nothing_is_written_before_the_first_document(document: Document) -> None:
    for kind in get_args(Format):
        stream = io.BytesIO()
        writer = DocumentWriter(stream, kind, several=True)
        assert stream.getvalue() == b""
        writer.write(document)
        writer.write(document)
        assert writer.written == 2
        assert stream.getvalue()
