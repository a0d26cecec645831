"""What `narcofacts batch` refuses, and how. What it does is tested in tests/batch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "-o", "a.docx"], "a.docx: no format known for this ending"),
        (["a.txt", "-o", "a.txt", "-f", "jsonl"], "a.txt: is an input; choose another --output"),
        (["a.txt", "-f", "ann"], "--format ann needs --output FILE"),
        (["a.txt", "--shard", "0/4"], "--shard must be K/N with K from 1 to N, such as 2/8: '0/4'"),
        (["a.txt", "--shard", "half"], "--shard must be K/N"),
        (["a.txt", "--published", "yesterday"], "not a date as YYYY-MM-DD: 'yesterday'"),
        (["a.txt", "--address", "auto"], "--address is for --engine ray"),
        (["a.txt", "--engine", "ray"], "--engine ray needs one --output, a folder for the partitions"),
        (["a.txt", "--engine", "ray", "-o", "parts", "-f", "xlsx"], "--engine ray writes no xlsx"),
        (["a.txt", "--timeout", "nan"], "--timeout is not between 0 and 86400 seconds: nan"),
        (["a.txt", "--timeout", "inf"], "--timeout is not between 0 and 86400 seconds: inf"),
        (["a.txt", "--timeout", "86401"], "--timeout is not between 0 and 86400 seconds: 86401"),
        (["a.txt", "-o", "b.db", "-f", "csv"], "b.db: the ending says db, --format says csv"),
        (["a.txt", "-o", ""], "'': no format known for this ending"),
        (["a.txt", "-o", "b.jsonl", "--resume", "--fresh"], "--resume goes on with an earlier run, --fresh forgets it"),
        (["a.txt", "-o", "b.jsonl", "--retry-errors", "--fresh"], "--retry-errors goes on with an earlier run"),
        (["a.txt", "--resume"], "--resume needs --output FILE or --state FILE"),
        (["a.txt", "--retry-errors"], "--retry-errors needs --output FILE or --state FILE"),
        (["a.txt", "--fresh"], "--fresh needs --output FILE or --state FILE"),
        (["a.txt", "-o", "p", "--engine", "ray", "--resume"], "--resume is for --engine local; a cluster begins anew"),
        (["a.txt", "-o", "p", "--engine", "ray", "--state", "s"], "--state is for --engine local"),
        (["-", "--files-from", "-"], "standard input (-) can be read only once"),
    ],
)
def test_wrong_usage(
    narcofacts: Callable[..., Result], article: Callable[..., str], arguments: list[str], message: str
) -> None:
    article("Изъято 6 кг мефедрона.")
    done = narcofacts("batch", *arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"narcofacts: {message}")
    assert done.stderr.count("\n") == 1


def test_an_unfinished_run_is_neither_lost_nor_gone_on_with_unasked(
    narcofacts: Callable[..., Result], article: Callable[..., str], tmp_path: Path
) -> None:
    article("Изъято 6 кг мефедрона.")
    (tmp_path / "a.jsonl.state").write_bytes(b"")
    done = narcofacts("batch", "a.txt", "-o", "a.jsonl")
    assert done.exit_code == 2
    assert "--resume goes on with it, --fresh forgets it" in done.stderr


def test_files_that_cannot_be_made_are_known_before_the_work(
    narcofacts: Callable[..., Result], article: Callable[..., str]
) -> None:
    article("Изъято 6 кг мефедрона.")
    for option in ("-o", "--errors", "--summary-json", "--duplicates", "--state"):
        done = narcofacts("batch", "a.txt", "-o", "b.jsonl", option, "no-such-folder/x.jsonl")
        assert done.exit_code == 1
        assert "no-such-folder/x.jsonl: no such directory" in done.stderr


def test_what_would_fail_in_the_end_fails_at_once(
    narcofacts: Callable[..., Result], article: Callable[..., str], tmp_path: Path
) -> None:
    article("Изъято 6 кг мефедрона.")
    (tmp_path / "other.db").write_text("no database, only a text that is long enough to be taken for one" * 20)
    (tmp_path / "mine.ann").mkdir()
    for name, message in (
        ("other.db", "not a database"),
        ("mine.ann", "not a folder of brat files"),
        ("no/a.ann", "no such directory: no"),
    ):
        done = narcofacts("batch", "a.txt", "-o", name)
        assert done.exit_code == 1
        assert message in done.stderr


@pytest.mark.parametrize("option", ["--errors", "--summary-json", "--duplicates", "--state"])
def test_nothing_that_is_written_replaces_an_input_or_another_output(
    narcofacts: Callable[..., Result], article: Callable[..., str], tmp_path: Path, option: str
) -> None:
    article("Изъято 6 кг мефедрона.")
    (tmp_path / "link").symlink_to("a.txt")
    (tmp_path / "list").write_text("a.txt\n")
    for name in ("a.txt", "link"):
        done = narcofacts("batch", "a.txt", "-o", "b.jsonl", option, name)
        assert (done.exit_code, done.stderr) == (2, f"narcofacts: {name}: is an input; choose another {option}\n")
    done = narcofacts("batch", "--files-from", "list", "-o", "b.jsonl", option, "list")
    assert (done.exit_code, done.stderr) == (2, f"narcofacts: list: is an input; choose another {option}\n")
    done = narcofacts("batch", "a.txt", "-o", "b.jsonl", option, "./b.jsonl")
    assert (done.exit_code, done.stderr) == (2, f"narcofacts: ./b.jsonl: {option} has the name of another output\n")
    assert (tmp_path / "a.txt").read_text("utf-8") == "Изъято 6 кг мефедрона."
    assert not (tmp_path / "b.jsonl").exists()


def test_the_state_is_an_output_too(narcofacts: Callable[..., Result], article: Callable[..., str]) -> None:
    article("Изъято 6 кг мефедрона.")
    done = narcofacts("batch", "a.txt", "-o", "b.jsonl", "--errors", "b.jsonl.state")
    assert done.exit_code == 2
    assert done.stderr == "narcofacts: b.jsonl.state: --state has the name of another output\n"
