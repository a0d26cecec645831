"""Saved documents are read as they were written, and what is none is told with its line."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from narcofacts.analysis.saved import saved_documents
from narcofacts.errors import InputError


class Named(msgspec.Struct):
    name: str


def line(name: str) -> bytes:
    return json.dumps({"name": name}).encode() + b"\n"


def page(name: str) -> bytes:
    return json.dumps({"name": name, "more": {"a": [1, {}]}}, indent=2).encode() + b"\n"


def names(path: Path) -> list[str]:
    return [found.name for found in saved_documents(str(path), Named)]


@pytest.mark.parametrize(
    "data",
    [
        line("a") + line("b"),
        line("a") + b"\n \n" + line("b").rstrip(),
        page("a") + page("b"),
        b"\n" + page("a") + b"\n" + line("b"),
        line("a") + page("b").replace(b"\n", b"\r\n"),
        line("a") + page("b").rstrip(),
    ],
)
@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_lines_and_pages_are_read_marked_and_packed_or_not(
    data: bytes, marked: bool, packed: bool, tmp_path: Path
) -> None:
    data = b"\xef\xbb\xbf" + data if marked else data
    (tmp_path / "d").write_bytes(gzip.compress(data) if packed else data)
    assert names(tmp_path / "d") == ["a", "b"]


def test_nothing_in_a_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "d").write_bytes(b"\n")
    assert names(tmp_path / "d") == []


@pytest.mark.parametrize("packed", [False, True])
def test_a_dash_is_standard_input(packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    data = line("a") + page("b")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(data) if packed else data)))
    assert names(Path("-")) == ["a", "b"]


def test_a_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match=r"^-: standard input is closed$"):
        names(Path("-"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (line("a") + b"\n{}\n", "d:3: not a document: "),
        (line("a") + b"name\n", "d:2: not valid JSON: "),
        (line("a") + b'{"name": "\xff"}\n', "d:2: "),
        (line("a") + page("b")[:-3], "d:2: not valid JSON: Input data was truncated"),
        (b"{\n}\n" + line("b"), "d:1: not a document: "),
        (gzip.compress(line("a"), mtime=0)[:-4], "d: damaged gzip: "),
        (b"\x1f\x8bno", "d: damaged gzip: "),
    ],
)
def test_what_is_no_document_is_told_with_its_place(
    data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d").write_bytes(data)
    with pytest.raises(InputError) as raised:
        names(Path("d"))
    assert str(raised.value).startswith(message)


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    told: Any
    for path, told in ((tmp_path, "is a directory"), (tmp_path / "none", "no such file or directory")):
        with pytest.raises(InputError, match=told):
            names(path)
