"""`narcofacts extract`: formats, inputs, failures and exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Command = Callable[..., Result]
Article = Callable[..., str]

RAID = "2025-12-04\n\nВ пригороде изъято 7 кг мефедрона, задержаны 3 сбытчика."
OTHER = "2025-12-05\n\nНа трассе изъято 2 кг мефедрона."


def test_one_article_in_a_pipe_is_one_pretty_json_object(narcofacts: Command, article: Article) -> None:
    result = narcofacts("extract", article(RAID))
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert list(document) == ["schema", "source", "operations", "arrests", "seizures", "warnings"]
    assert document["source"]["published"] == "2025-12-04"
    assert document["seizures"][0]["quantity"]["value"] == 7000
    assert result.stdout.startswith('{\n  "schema": "narcofacts/1",\n')
    assert result.stdout.endswith("}\n")


def test_several_articles_in_a_pipe_are_json_lines_in_the_order_given(narcofacts: Command, article: Article) -> None:
    result = narcofacts("extract", article(OTHER, "b.txt"), article(RAID, "a.txt"))
    assert [json.loads(line)["source"]["path"] for line in result.stdout.splitlines()] == ["b.txt", "a.txt"]


def test_the_same_input_gives_the_same_bytes(narcofacts: Command, article: Article) -> None:
    name = article(RAID)
    for kind in ("table", "json", "jsonl", "records", "csv", "tsv"):
        first = narcofacts("extract", name, "--format", kind).stdout_bytes
        assert first
        assert first == narcofacts("extract", name, "--format", kind).stdout_bytes


def test_standard_input_is_read_for_a_dash_and_when_no_file_is_named(narcofacts: Command) -> None:
    named = narcofacts("extract", "-", input=RAID.encode())
    unnamed = narcofacts("extract", input=RAID.encode())
    assert named.stdout == unnamed.stdout
    assert json.loads(named.stdout)["source"]["path"] == "-"


def test_standard_input_twice_is_wrong_usage(narcofacts: Command) -> None:
    result = narcofacts("extract", "-", "-", input=b"x")
    assert result.exit_code == 2
    assert result.stderr == "narcofacts: standard input (-) can be read only once\n"


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("out.json", b'{\n  "schema"'),
        ("out.jsonl", b'{"schema"'),
        ("out.records.jsonl", b'{"record":"operation"'),
        ("out.csv", b"record,source,published"),
        ("out.tsv", b"record\tsource\tpublished"),
        ("OUT.TXT", "a.txt · 2025-12-04\n".encode()),
    ],
)
def test_the_ending_of_the_output_tells_the_format(
    narcofacts: Command, article: Article, tmp_path: Path, name: str, beginning: bytes
) -> None:
    result = narcofacts("extract", article(RAID), "-o", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_format_wins_over_the_ending(narcofacts: Command, article: Article, tmp_path: Path) -> None:
    narcofacts("extract", article(RAID), "-o", "out.txt", "--format", "csv")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("record,")


def test_an_unknown_ending_is_wrong_usage_and_makes_no_file(
    narcofacts: Command, article: Article, tmp_path: Path
) -> None:
    result = narcofacts("extract", article(RAID), "-o", "out.docx")
    assert result.exit_code == 2
    assert result.stderr == (
        "narcofacts: out.docx: no format known for this ending "
        "(known: .records.jsonl, .jsonl, .json, .csv, .tsv, .txt); choose one with --format\n"
    )
    assert not (tmp_path / "out.docx").exists()


def test_csv_has_one_header_for_several_articles(narcofacts: Command, article: Article) -> None:
    result = narcofacts("extract", article(RAID), article(OTHER, "b.txt"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["source"], row["record"], row["value"], row["unit"]) for row in rows] == [
        ("a.txt", "operation", "", ""),
        ("a.txt", "arrest", "3", "person"),
        ("a.txt", "seizure", "7000", "g"),
        ("b.txt", "operation", "", ""),
        ("b.txt", "seizure", "2000", "g"),
    ]


def test_bom_is_written_once_and_only_when_asked_for(narcofacts: Command, article: Article) -> None:
    names = [article(RAID), article(OTHER, "b.txt")]
    assert narcofacts("extract", *names, "--format", "csv", "--bom").stdout_bytes.count(b"\xef\xbb\xbf") == 1
    assert narcofacts("extract", *names, "--format", "csv").stdout_bytes.count(b"\xef\xbb\xbf") == 0


def test_with_text_carries_the_text_that_the_offsets_count_in(narcofacts: Command, article: Article) -> None:
    document = json.loads(narcofacts("extract", article(RAID), "--with-text").stdout)
    evidence = document["seizures"][0]["evidence"][0]
    assert document["text"][evidence["start"] : evidence["end"]] == evidence["text"] == "7 кг мефедрона"
    assert "text" not in json.loads(narcofacts("extract", article(RAID)).stdout)


def test_published_is_handed_on(narcofacts: Command, article: Article) -> None:
    result = narcofacts("extract", article("Изъято 7 кг мефедрона."), "--published", "2025-12-04")
    assert json.loads(result.stdout)["source"]["published"] == "2025-12-04"
    assert result.stderr == ""


@pytest.mark.parametrize("day", ["04.12.2025", "2025-13-01", "20251204", "вчера", ""])
def test_a_date_that_is_none_is_wrong_usage(narcofacts: Command, article: Article, day: str) -> None:
    result = narcofacts("extract", article(RAID), "--published", day)
    assert result.exit_code == 2
    assert result.stderr == f"narcofacts: not a date as YYYY-MM-DD: '{day}'\n"


def test_encoding_is_handed_on(narcofacts: Command, article: Article) -> None:
    name = article(RAID, encoding="cp866")
    result = narcofacts("extract", name, "--encoding", "cp866")
    assert json.loads(result.stdout)["seizures"][0]["quantity"]["value"] == 7000


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("klingon", "unknown encoding: klingon"),
        ("base64", "unknown encoding: base64"),
        ("undefined", "unknown encoding: undefined"),
    ],
)
def test_an_encoding_that_is_none_is_wrong_usage(
    narcofacts: Command, article: Article, name: str, message: str
) -> None:
    result = narcofacts("extract", article(RAID), "--encoding", name)
    assert (result.exit_code, result.stderr) == (2, f"narcofacts: {message}\n")


def test_one_bad_input_is_one_line_and_the_others_are_written(
    narcofacts: Command, article: Article, tmp_path: Path
) -> None:
    good = article(RAID)
    empty = article("  \n", "empty.txt")
    result = narcofacts("extract", "missing.txt", empty, good, "-o", "out.jsonl")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("narcofacts: missing.txt: ")
    assert lines[1].startswith("narcofacts: empty.txt: ")
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 1


def test_when_every_input_fails_the_old_output_stays(narcofacts: Command, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    result = narcofacts("extract", "missing.txt", "-o", "out.json")
    assert result.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"


def test_a_bug_in_one_article_costs_one_line_and_not_the_others(narcofacts: Command, article: Article) -> None:
    bad, good = article("сломай", "bad.txt"), article(RAID)
    result = narcofacts("extract", bad, good, "--quiet")
    assert result.exit_code == 1
    assert result.stderr == (
        "narcofacts: bad.txt: internal error: RuntimeError: деление на нуль (NARCOFACTS_DEBUG=1 shows where)\n"
    )
    assert len(result.stdout.splitlines()) == 1


def test_debug_shows_where_a_bug_is(narcofacts: Command, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARCOFACTS_DEBUG", "1")
    result = narcofacts("extract", article("сломай"))
    assert "Traceback (most recent call last)" in result.stderr
    assert "in extract_article" in result.stderr


def test_an_article_without_facts_is_no_failure(narcofacts: Command, article: Article) -> None:
    result = narcofacts("extract", article("2025-12-04\n\nВ городе открыли новую школу и стадион."))
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["operations"] == document["arrests"] == document["seizures"] == []


def test_warnings_go_to_standard_error_unless_quiet(narcofacts: Command, article: Article) -> None:
    name = article("В пригороде изъято 7 кг мефедрона, задержаны трое местных жителей.")
    assert narcofacts("extract", name).stderr.startswith("narcofacts: a.txt: warning: no publication date")
    assert narcofacts("extract", name, "--quiet").stderr == ""


def test_an_input_is_never_overwritten(narcofacts: Command, article: Article, tmp_path: Path) -> None:
    name = article(RAID)
    result = narcofacts("extract", name, "-o", f"./{name}")
    assert (result.exit_code, result.stderr) == (2, f"narcofacts: ./{name}: is an input; choose another --output\n")
    assert (tmp_path / name).read_text(encoding="utf-8") == RAID


def test_an_output_that_cannot_be_made_is_told_before_the_work(narcofacts: Command, article: Article) -> None:
    result = narcofacts("extract", article("сломай"), "-o", "no/such/out.json")
    assert (result.exit_code, result.stderr) == (1, "narcofacts: no/such/out.json: no such directory: no/such\n")


def test_control_characters_in_a_file_name_do_not_reach_the_terminal(narcofacts: Command) -> None:
    result = narcofacts("extract", "evil\x1b[31m\nname.txt")
    assert result.stderr.startswith("narcofacts: evil[31m name.txt: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jsonl", "JSON lines"), ("a.CSV", "tables"), ("a.tsv", "tables"), ("result.json", "JSON")]
)
def test_what_only_batch_takes_apart_is_read_with_a_hint(
    narcofacts: Command, article: Article, name: str, kind: str
) -> None:
    result = narcofacts("extract", article(RAID, name))
    assert result.exit_code == 0
    assert result.stderr == f"narcofacts: {name}: warning: read as one article; narcofacts batch reads {kind}\n"
    assert narcofacts("extract", name, "--quiet").stderr == ""
    assert narcofacts("explain", name).stderr == result.stderr


def test_what_only_batch_reads_is_refused_with_a_hint(narcofacts: Command, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 and so on")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n and so on")
    result = narcofacts("extract", "news", "a.docx", "a.png", "none.docx", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "narcofacts: news: is a directory; narcofacts batch reads folders",
        "narcofacts: a.docx: binary file, not a text; narcofacts batch reads DOCX",
        "narcofacts: a.png: binary file, not a text",
        "narcofacts: none.docx: no such file or directory",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", ""], "the name of an input is empty"),
        (["explain", ""], "the name of an input is empty"),
        (["extract", "a.txt", "-o", "a.db", "-f", "csv"], "a.db: the ending says db, --format says csv"),
        (["extract", "a.txt", "-o", "a.csv", "-f", "json"], "a.csv: the ending says csv, --format says json"),
        (["extract", "a.txt", "-o", "a.json", "-f", "table"], "a.json: the ending says json, --format says table"),
    ],
)
def test_names_that_say_nothing_or_something_else_are_wrong_usage(
    narcofacts: Command, article: Article, tmp_path: Path, arguments: list[str], message: str
) -> None:
    article(RAID)
    result = narcofacts(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"narcofacts: {message}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(("name", "kind"), [("out.json", "records"), ("out.jsonl", "json"), ("out.dat", "csv")])
def test_an_ending_of_the_same_kind_of_file_or_of_none_is_taken(
    narcofacts: Command, article: Article, tmp_path: Path, name: str, kind: str
) -> None:
    assert narcofacts("extract", article(RAID), "-o", name, "-f", kind).exit_code == 0
    assert (tmp_path / name).exists()
