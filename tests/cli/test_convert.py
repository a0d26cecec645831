"""`narcofacts convert`."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from narcofacts.cli.outputs import Form, form_of
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
        (["saved.jsonl", "-o", "x.xlsx", "-f", "csv"], "x.xlsx: the ending says xlsx, --format says csv"),
        (["saved.jsonl", "-o", "x.db", "-f", "csv"], "x.db: the ending says db, --format says csv"),
        (["saved.jsonl", "-o", "x.geojson", "-f", "jsonl"], "x.geojson: the ending says geojson, --format says jsonl"),
        ([""], "the name of an input is empty"),
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
    assert done.stderr.startswith("narcofacts: saved.jsonl:3: not valid JSON: ")
    assert not (tmp_path / "x.csv").exists()


def test_what_is_no_document_is_told_with_its_line(
    narcofacts: Callable[..., Result], saved: str, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text("older")
    with open(tmp_path / saved, "a") as stream:
        stream.write('{"schema": "other"}\n')
    done = narcofacts("convert", saved, "-o", "x.csv")
    assert done.exit_code == 1
    assert done.stderr.startswith("narcofacts: saved.jsonl:3: not a document: ")
    assert (tmp_path / "x.csv").read_text() == "older"


@pytest.mark.parametrize("form", ["csv", "geojson", "records"])
def test_a_record_that_rests_on_no_words_makes_no_document(
    narcofacts: Callable[..., Result], saved: str, tmp_path: Path, form: str
) -> None:
    document = json.loads((tmp_path / saved).read_text("utf-8").splitlines()[0])
    document["seizures"][0]["evidence"] = []
    (tmp_path / "bare.jsonl").write_text(json.dumps(document))
    done = narcofacts("convert", "bare.jsonl", "-f", form)
    assert done.exit_code == 1
    assert done.stderr.startswith("narcofacts: bare.jsonl:1: not a document: ")
    assert "record" not in done.stdout


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_damaged_gzip_is_one_line(narcofacts: Callable[..., Result], saved: str, tmp_path: Path, damage: str) -> None:
    packed = bytearray(gzip.compress((tmp_path / saved).read_bytes(), mtime=0))
    if damage == "cut":
        del packed[-20:]
    else:
        packed[20:30] = bytes(10)
    (tmp_path / "bad.jsonl.gz").write_bytes(packed)
    done = narcofacts("convert", "bad.jsonl.gz", "-o", "x.jsonl")
    assert done.exit_code == 1
    assert done.stderr.startswith("narcofacts: bad.jsonl.gz: damaged gzip: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x.jsonl").exists()


def test_what_a_format_cannot_hold_is_one_line(narcofacts: Callable[..., Result], saved: str, tmp_path: Path) -> None:
    document = json.loads((tmp_path / saved).read_text("utf-8").splitlines()[0])
    document["seizures"][0]["date"] = {"text": "вчера", "start": "yesterday", "end": None}
    document["seizures"][0]["quantity"]["value"] = 10**30
    (tmp_path / "odd.jsonl").write_text(json.dumps(document))
    for name, message in (
        ("x.parquet", "Parquet takes no date but YYYY-MM-DD: 'yesterday'"),
        ("x.db", "x.db: Python int too large to convert to SQLite INTEGER"),
    ):
        if name == "x.parquet":
            pytest.importorskip("pyarrow")
        done = narcofacts("convert", "odd.jsonl", "-o", name)
        assert (done.exit_code, done.stderr) == (1, f"narcofacts: {message}\n")


@pytest.mark.parametrize(
    ("name", "form"), [("x.ids.csv", "csv"), ("x.csv", "ids"), ("x.jsonl", "records"), ("x.json", "geojson")]
)
def test_an_ending_may_name_another_form_of_the_same_kind_of_file(
    narcofacts: Callable[..., Result], saved: str, name: str, form: str
) -> None:
    assert narcofacts("convert", saved, "-f", form, "-o", name).exit_code == 0


def test_what_cannot_be_written_to_is_one_line_for_every_format(command: list[str], saved: str, tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    for form in ("xlsx", "jsonl", "csv", "geojson", "ids", "ftm"):
        for target in ("-", "/dev/full"):
            with open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [*command, "convert", saved, "-f", form, "-o", target],
                    cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=60,
                )  # fmt: skip
            shown = "standard output" if target == "-" else target
            assert (done.returncode, done.stderr.decode()) == (1, f"narcofacts: {shown}: no space left on device\n")


def test_a_reader_that_has_seen_enough_of_a_workbook_is_no_failure(command: list[str], tmp_path: Path) -> None:
    # more than a pipe holds
    lines = [document_line(seized(f"{number}.txt", number)) for number in range(1, 6000)]
    (tmp_path / "many.jsonl").write_bytes(b"".join(lines))
    with subprocess.Popen(
        [*command, "convert", "many.jsonl", "-f", "xlsx"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.read(2) == b"PK"
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0
