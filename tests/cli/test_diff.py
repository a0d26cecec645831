"""`narcofacts diff`: what is shown, and the exit codes of diff."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from cli.test_main import on_terminal

Command = Callable[..., Result]
Write = Callable[..., str]

SEIZURE: dict[str, Any] = {
    "id": "se1", "operation": "op1", "action": "seized", "category": "drug", "item": "мефедрон",
    "quantity": {"value": 7000, "unit": "g", "bound": "about"}, "place": None,
    "evidence": [{"start": 10, "end": 24, "text": "7 кг мефедрона"}],
}  # fmt: skip
OTHER: dict[str, Any] = {
    **SEIZURE, "id": "se2", "item": "гашиш", "quantity": {"value": 5, "unit": "g", "bound": "exact"},
    "evidence": [{"start": 30, "end": 40, "text": "5 г гашиша"}],
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Write:
    """Writes the documents of a run and gives the file's name."""

    def write(name: str, *seizures: dict[str, Any], path: str = "a.txt") -> str:
        document = {"source": {"path": path, "sha256": path}, "operations": [], "arrests": [], "seizures": seizures}
        (tmp_path / name).write_text(json.dumps(document) + "\n", encoding="utf-8")
        return name

    return write


def test_equal_runs_exit_with_0(narcofacts: Command, run: Write) -> None:
    result = narcofacts("diff", run("old.jsonl", SEIZURE), run("new.jsonl", SEIZURE))
    assert (result.exit_code, result.stdout) == (0, "1 document compared, no differences\n")


def test_differences_are_shown_and_exit_with_1(narcofacts: Command, run: Write) -> None:
    changed = {**SEIZURE, "action": "found", "place": {"name": "Тараз", "text": "Таразе"}}
    result = narcofacts("diff", run("old.jsonl", SEIZURE), run("new.jsonl", changed, OTHER))
    assert result.exit_code == 1
    assert result.stdout == (
        "a.txt\n"
        "  + se2  seizure seized 5 g гашиш  «5 г гашиша»\n"
        "  ~ se1  seizure  «7 кг мефедрона»\n"
        "      action: seized → found\n"
        "      place: – → «Тараз»\n"
        "\n"
        "1 document compared, 1 differ; records: 1 gained, 0 lost, 1 changed\n"
    )
    back = narcofacts("diff", "new.jsonl", "old.jsonl")
    assert "  - se2  seizure seized 5 g гашиш" in back.stdout


def test_exit_zero_is_for_those_who_only_look(narcofacts: Command, run: Write) -> None:
    result = narcofacts("diff", run("old.jsonl", SEIZURE), run("new.jsonl"), "--exit-zero")
    assert (result.exit_code, "1 lost" in result.stdout) == (0, True)


def test_json_has_the_values_and_the_whole_records(narcofacts: Command, run: Write) -> None:
    changed = {**SEIZURE, "quantity": {**SEIZURE["quantity"], "value": 8000}}
    result = narcofacts("diff", run("old.jsonl", SEIZURE), run("new.jsonl", changed, OTHER), "--format", "json")
    report = json.loads(result.stdout)
    assert report["equal"] is False
    assert report["summary"]["records_changed"] == report["summary"]["records_gained"] == 1
    [document] = report["documents"]
    assert document["gained"] == [{"kind": "seizure", "record": OTHER}]
    assert document["changed"][0]["fields"] == [{"field": "quantity.value", "old": 7000, "new": 8000}]


def test_documents_of_one_run_only(narcofacts: Command, run: Write) -> None:
    result = narcofacts("diff", run("old.jsonl", SEIZURE), run("new.jsonl", path="b.txt"))
    assert result.exit_code == 1
    assert "b.txt  document gained\n" in result.stdout
    assert "a.txt  document lost\n  - se1" in result.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "new.jsonl: no such file or directory"), ("\n{}\n", "new.jsonl:2: not a document: ")],
)
def test_trouble_exits_with_2(narcofacts: Command, run: Write, tmp_path: Path, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / "new.jsonl").write_text(text, encoding="utf-8")
    result = narcofacts("diff", run("old.jsonl", SEIZURE), "new.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"narcofacts: {message}")
    assert result.stderr.count("\n") == 1


def test_text_of_a_run_cannot_command_the_terminal(narcofacts: Command, run: Write) -> None:
    evil = {**OTHER, "item": "\x1b]0;взлом\x07[bold]гашиш[/]"}
    result = narcofacts("diff", run("old.jsonl"), run("new.jsonl", evil))
    assert "\x1b" not in result.stdout
    assert "[bold]гашиш[/]" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
def test_a_terminal_shows_colours(command: list[str], run: Write, tmp_path: Path) -> None:
    code, shown = on_terminal([*command, "diff", run("old.jsonl", SEIZURE), run("new.jsonl", OTHER)], tmp_path)
    assert code == 1
    assert "\x1b[32m" in shown
    assert "\x1b[31m" in shown


def test_a_run_may_be_one_document_with_an_indent_and_come_through_a_pipe(
    narcofacts: Command, run: Write, tmp_path: Path
) -> None:
    lines = run("old.jsonl", SEIZURE)
    page = json.dumps(json.loads((tmp_path / lines).read_text("utf-8")), indent=2) + "\n"
    result = narcofacts("diff", lines, "-", input=page)
    assert (result.exit_code, result.stdout) == (0, "1 document compared, no differences\n")


@pytest.mark.parametrize(
    ("runs", "message"),
    [(["-", "-"], "standard input (-) can be read only once"), (["", "-"], "the name of an input is empty")],
)
def test_runs_that_cannot_be_read_are_wrong_usage(narcofacts: Command, runs: list[str], message: str) -> None:
    result = narcofacts("diff", *runs)
    assert (result.exit_code, result.stderr) == (2, f"narcofacts: {message}\n")
