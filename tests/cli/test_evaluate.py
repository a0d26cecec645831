"""`narcofacts eval`: figures, differences, failures and exit codes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Command = Callable[..., Result]

TEXT = "2025-12-04\n\nВ пригороде изъято 7 кг мефедрона, задержаны 3 сбытчика."
SEIZURE: dict[str, Any] = {
    "id": "se1", "operation": "op1", "action": "seized", "category": "drug", "substance": "mephedrone",
    "quantity": {"value": 7000, "unit": "g", "bound": "exact"},
}  # fmt: skip
ARREST = {"id": "ar1", "operation": "op1", "status": "detained", "count": {"value": 3, "bound": "exact"}}
OPERATION = {"id": "op1", "scope": "event"}
TABLE = """\
               F1  precision  recall  right  gold  predicted
records     0.500      0.500   0.500      1     2          2
arrests     1.000      1.000   1.000      1     1          1
seizures    0.000      0.000   0.000      0     1          1
links       1.000      1.000   1.000      0     0          0
parts       1.000      1.000   1.000      0     0          0
operations  1.000      1.000   1.000      1     1          1

slots of right records: 1.000
  bound          1/1     scope          1/1
documents without facts left clean: 0 of 0
documents: 1

a  missed  se1  seizure drug mephedrone 9000 g

a  spurious  se1  seizure drug mephedrone 7000 g
    «7 кг мефедрона»
    quantities.mass  substances.csv:mephedrone
"""


@pytest.fixture
def gold(tmp_path: Path) -> Callable[..., str]:
    """Writes an article with its gold into a folder and gives the folder's name."""

    def write(name: str = "a", text: str | None = TEXT, **lists: Any) -> str:
        folder = tmp_path / "gold"
        folder.mkdir(exist_ok=True)
        if text is not None:
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        document = {"operations": [OPERATION], "arrests": [ARREST], "seizures": [SEIZURE], **lists}
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        return "gold"

    return write


WRONG = {"seizures": [{**SEIZURE, "quantity": {"value": 9000, "unit": "g", "bound": "exact"}}]}


def test_the_table_has_the_figures_and_the_differences_with_their_rules(
    narcofacts: Command, gold: Callable[..., str]
) -> None:
    result = narcofacts("eval", gold(**WRONG), "--errors", "5")
    assert (result.exit_code, result.stdout, result.stderr) == (0, TABLE, "")


def test_no_differences_are_listed_unless_asked_for(narcofacts: Command, gold: Callable[..., str]) -> None:
    assert narcofacts("eval", gold(**WRONG)).stdout == TABLE.partition("\na  missed")[0]
    assert narcofacts("eval", "gold", "--errors", "1").stdout.endswith("9000 g\n\nand 1 more\n")


def test_json_has_the_same(narcofacts: Command, gold: Callable[..., str]) -> None:
    report = json.loads(narcofacts("eval", gold(**WRONG), "--errors", "5", "--format", "json").stdout)
    assert report["records"] == {"f1": 0.5, "precision": 0.5, "recall": 0.5, "right": 1, "gold": 2, "predicted": 2}
    assert report["slots"]["bound"] == {"right": 1, "total": 1}
    assert [(error["kind"], error["rules"]) for error in report["errors"]] == [
        ("missed", []),
        ("spurious", ["quantities.mass", "substances.csv:mephedrone"]),
    ]


def test_predictions_are_scored_without_extracting(
    narcofacts: Command, gold: Callable[..., str], tmp_path: Path
) -> None:
    folder = gold(text=None)
    run = {"source": {"path": "elsewhere/a.txt"}, "operations": [OPERATION], "arrests": [ARREST]}
    (tmp_path / "run.jsonl").write_text(json.dumps(run) + "\n", encoding="utf-8")
    report = json.loads(narcofacts("eval", folder, "--predictions", "run.jsonl", "--format", "json").stdout)
    assert (report["records"]["recall"], report["records"]["precision"]) == (0.5, 1.0)


@pytest.mark.parametrize(("least", "code"), [("0.5", 0), ("0.51", 1), ("0", 0), ("1", 1)])
def test_fail_under_fails_if_the_f1_of_records_is_less(
    narcofacts: Command, gold: Callable[..., str], least: str, code: int
) -> None:
    result = narcofacts("eval", gold(**WRONG), "--fail-under", least)
    assert result.exit_code == code
    assert result.stderr == (f"narcofacts: F1 of records is 0.5000, under {least}\n" if code else "")
    assert result.stdout


@pytest.mark.parametrize("least", ["90", "-1", "nan"])
def test_fail_under_is_a_share(narcofacts: Command, gold: Callable[..., str], least: str) -> None:
    result = narcofacts("eval", gold(), "--fail-under", least)
    assert (result.exit_code, result.stderr) == (2, f"narcofacts: --fail-under is not between 0 and 1: {least}\n")


def test_bad_gold_is_one_line(narcofacts: Command, gold: Callable[..., str], tmp_path: Path) -> None:
    folder = gold()
    (tmp_path / folder / "b.json").write_text('{"arrests": [{"count": 3}]}', encoding="utf-8")
    result = narcofacts("eval", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "narcofacts: gold/b.json: not a document: Expected object | null, got int - at $.arrests[0].count\n"
    )


@pytest.mark.parametrize(("make", "reason"), [(False, "no such file or directory"), (True, "no gold files (*.json)")])
def test_a_folder_without_gold_is_one_line(narcofacts: Command, tmp_path: Path, make: bool, reason: str) -> None:
    if make:
        (tmp_path / "gold").mkdir()
    result = narcofacts("eval", "gold")
    assert (result.exit_code, result.stderr) == (1, f"narcofacts: gold: {reason}\n")


def test_gold_without_its_article_and_an_article_that_fails_count_as_not_predicted(
    narcofacts: Command, gold: Callable[..., str]
) -> None:
    gold()
    gold("b", text=None)
    result = narcofacts("eval", gold("c", text="сломай"))
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0] == "narcofacts: gold/b.json: no article b.txt"
    assert lines[1].startswith("narcofacts: gold/c.txt: internal error: ")
    assert "not predicted: b c\n" in result.stdout


def test_an_article_without_gold_is_not_judged(narcofacts: Command, gold: Callable[..., str], tmp_path: Path) -> None:
    folder = gold()
    (tmp_path / folder / "other.txt").write_text(TEXT, encoding="utf-8")
    assert "documents: 1\n" in narcofacts("eval", folder).stdout


def test_lexicon_has_no_effect_on_predictions(narcofacts: Command, gold: Callable[..., str]) -> None:
    result = narcofacts("eval", gold(), "--predictions", "run.jsonl", "--lexicon", "words")
    assert result.exit_code == 2
    assert result.stderr == "narcofacts: --lexicon is for extracting; it has no effect on --predictions\n"


def test_predictions_may_have_an_indent_and_be_packed_and_gold_a_mark(
    narcofacts: Command, gold: Callable[..., str], tmp_path: Path
) -> None:
    folder = gold(text=None)
    (tmp_path / folder / "a.json").write_bytes(b"\xef\xbb\xbf" + (tmp_path / folder / "a.json").read_bytes())
    run = {"source": {"path": "elsewhere/a.txt"}, "operations": [OPERATION], "arrests": [ARREST], "seizures": [SEIZURE]}
    (tmp_path / "run.json.gz").write_bytes(gzip.compress(json.dumps(run, indent=2).encode()))
    report = json.loads(narcofacts("eval", folder, "--predictions", "run.json.gz", "--format", "json").stdout)
    assert report["records"]["f1"] == 1.0
