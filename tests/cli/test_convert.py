"""`narcofacts convert`."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from narcofacts.cli.convert import Form, form_of
from narcofacts.errors import OptionError
from narcofacts.records import Document, Evidence, Operation, Quantity, Seizure, Source
from narcofacts.writers.documents import document_line, document_page


def seized(path: str, kilograms: int) -> Document:
    text = f"Изъято {kilograms} кг мефедрона."
    core = [Evidence(7, 11, text[7:11])]
    amount = Quantity(text[7:11], 1000 * kilograms, "g")
    seizure = Seizure("se1", core, "op1", "seized", "drug", "мефедрон", "mephedrone", amount)
    return Document(Source(path, sha256=path), [Operation("op1", core)], [], [seizure], text=text)


@pytest.fixture
def saved(tmp_path: Path) -> str:
    """Two saved documents with their text."""
    documents = seized("a.txt", 6), seized("b.txt", 7)
    (tmp_path / "saved.jsonl").write_bytes(b"".join(map(document_line, documents)))
    return "saved.jsonl"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"),
        ("a.records.jsonl", "records"),
        ("a.CSV", "csv"),
        ("ids.csv", "ids"),
        ("2025.ids.csv", "ids"),
        ("kids.csv", "csv"),
        ("a.xlsx", "xlsx"),
        ("a.parquet", "parquet"),
        ("a.db", "db"),
        ("a.geojson", "geojson"),
        ("a.ftm.json", "ftm"),
        ("a.ann", "ann"),
        ("a.ann/", "ann"),
    ],
)
def test_the_ending_tells_the_format(name: str, form: Form) -> None:
    assert form_of(name) == form


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(OptionError, match="choose one with --format"):
        form_of("a.docx")


def test_documents_go_through_unchanged(narcofacts: Callable[..., Result], saved: str, tmp_path: Path) -> None:
    assert narcofacts("convert", saved, "-o", "again.jsonl").exit_code == 0
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / saved).read_bytes()


def test_packed_and_indented_documents_are_read(narcofacts: Callable[..., Result], saved: str, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress((tmp_path / saved).read_bytes()))
    assert narcofacts("convert", "p.jsonl.gz", "-o", "1.jsonl").exit_code == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / saved).read_bytes()
    (tmp_path / "one.json").write_bytes(document_page(seized("b.txt", 7)))
    assert narcofacts("convert", "one.json", "-o", "2.records.jsonl").exit_code == 0
    assert len((tmp_path / "2.records.jsonl").read_text().splitlines()) == 2


def test_several_outputs_are_written_at_once(narcofacts: Callable[..., Result], saved: str, tmp_path: Path) -> None:
    names = ["r.xlsx", "r.db", "r.geojson", "ids.csv", "r.ftm.json", "r.ann", "r.csv", "r.records.jsonl"]
    outputs = [part for name in names for part in ("-o", name)]
    assert narcofacts("convert", saved, *outputs).exit_code == 0
    assert all((tmp_path / name).exists() for name in names)
    base = sqlite3.connect(tmp_path / "r.db")
    assert base.execute("SELECT sum(value) FROM seizures WHERE unit = 'g'").fetchone() == (13_000.0,)
    base.close()
    assert len((tmp_path / "ids.csv").read_text().splitlines()) == 3
    assert len((tmp_path / "r.ann" / "000001-a.ann").read_text().splitlines()) > 3


def test_a_table_has_its_header_and_its_mark_even_when_it_is_empty(
    narcofacts: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "none.jsonl").write_bytes(b"")
    assert narcofacts("convert", "none.jsonl", "-o", "e.csv", "--bom").exit_code == 0
    assert (tmp_path / "e.csv").read_text("utf-8").startswith("\ufeffrecord,source,")


def test_standard_input_and_output(narcofacts: Callable[..., Result], saved: str, tmp_path: Path) -> None:
    done = narcofacts("convert", "-", "--format", "records", input=(tmp_path / saved).read_bytes())
    assert done.exit_code == 0
    assert [json.loads(line)["record"] for line in done.stdout.splitlines()].count("seizure") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["saved.jsonl", "-f", "db"], "--format db needs --output FILE"),
        (["saved.jsonl", "-o", "saved.jsonl"], "saved.jsonl: is an input; choose another --output"),
        (["saved.jsonl", "-o", "x.csv", "-o", "x.csv"], "the same --output is given twice"),
        (["-", "-o", "x.csv", "-o", "y.csv"], "standard input can be read only once: give one --output"),
    ],
)
def test_wrong_usage(narcofacts: Callable[..., Result], saved: str, arguments: list[str], message: str) -> None:
    done = narcofacts("convert", *arguments)
    assert done.exit_code == 2
    assert done.stderr == f"narcofacts: {message}\n"


def test_a_line_that_is_no_utf8_is_told_with_its_line(
    narcofacts: Callable[..., Result], saved: str, tmp_path: Path
) -> None:
    with open(tmp_path / saved, "ab") as stream:
        stream.write(b'{"schema": "\xff"}\n')
    done = narcofacts("convert", saved, "-o", "x.csv")
    assert done.exit_code == 1
    assert done.stderr.startswith("narcofacts: saved.jsonl: line 3 is no document: ")
    assert not (tmp_path / "x.csv").exists()


def test_what_is_no_document_is_told_with_its_line(
    narcofacts: Callable[..., Result], saved: str, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text("older")
    with open(tmp_path / saved, "a") as stream:
        stream.write('{"schema": "other"}\n')
    done = narcofacts("convert", saved, "-o", "x.csv")
    assert done.exit_code == 1
    assert done.stderr.startswith("narcofacts: saved.jsonl: line 3 is no document: ")
    assert (tmp_path / "x.csv").read_text() == "older"
