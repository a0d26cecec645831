"""A tree of mixed inputs goes through with exactly the expected documents and errors.

NARCOFACTS_TREE=100 makes the tree smaller, for a quick look.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run, environment, lines
from .tree import Tree, mixed_tree

COUNT = int(os.environ.get("NARCOFACTS_TREE", "1950"))


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return mixed_tree(tmp_path / "news", COUNT, size=20_000_000)


def test_every_input_is_a_document_or_an_error_and_none_is_both(batch: Run, tree: Tree, tmp_path: Path) -> None:
    done = batch("news", "-o", "out.jsonl", "--errors", "errors.jsonl", "-j2", "--timeout", "6", "--quiet")
    assert done.returncode == 1
    assert done.stderr == b""
    documents = [document["source"]["path"] for document in lines(tmp_path / "out.jsonl")]
    assert Counter(documents) == Counter(tree.expected)
    failed = {(error["path"], error["position"]): error["code"] for error in lines(tmp_path / "errors.jsonl")}
    assert failed == tree.failing
    assert all(error["reason"] for error in lines(tmp_path / "errors.jsonl"))
    assert not list(tmp_path.glob("*.state*"))


def test_the_output_does_not_depend_on_the_number_of_workers(batch: Run, tree: Tree, tmp_path: Path) -> None:
    for jobs in ("1", "3"):
        batch(
            "news", "-o", f"{jobs}.jsonl", "--errors", f"{jobs}.err", "-j", jobs, "--timeout", "2", "--exclude", "bad"
        )
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "3.jsonl").read_bytes()
    assert (tmp_path / "1.err").read_bytes() == (tmp_path / "3.err").read_bytes()
    streamed = batch("news", "-j2", "--quiet", "--exclude", "bad")
    assert streamed.stdout == (tmp_path / "1.jsonl").read_bytes()


def killed(command: list[str], folder: Path, log: Path, after: int, how: signal.Signals, *more: str) -> bytes:
    """Starts a slow batch, stops it after so many extractions, and gives what it said."""
    arguments = ["news", "-o", "out.jsonl", "--errors", "errors.jsonl", "-j2", "--exclude", "bad", *more]
    env = environment(LOG=str(log), DELAY="0.02")
    process = subprocess.Popen([*command, *arguments], cwd=folder, env=env, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if log.exists() and log.read_text("utf-8").count("\n") >= after:
            break
        time.sleep(0.02)
    process.send_signal(how)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}.get(how, -how)
    return said


def test_a_killed_run_is_resumed_to_the_same_bytes_and_does_nothing_twice(
    batch: Run, command: list[str], tree: Tree, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    killed(command, tmp_path, log, 40, signal.SIGKILL)
    assert not (tmp_path / "out.jsonl").exists()
    killed(command, tmp_path, log, 100, signal.SIGKILL, "--resume")
    assert batch("news", "-o", "out.jsonl", "--exclude", "bad").returncode == 2  # neither --resume nor --fresh
    options = ("--errors", "errors.jsonl", "-j2", "--exclude", "bad", "--quiet")
    batch("news", "-o", "out.jsonl", "--resume", *options, LOG=str(log))
    again = Counter(log.read_text("utf-8").splitlines())
    assert sum(number - 1 for number in again.values()) <= 4  # those that were at work when it was killed
    batch("news", "-o", "undisturbed.jsonl", *options[2:], "--errors", "undisturbed.err")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()
    assert (tmp_path / "errors.jsonl").read_bytes() == (tmp_path / "undisturbed.err").read_bytes()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_polite_kill_say_how_to_resume(
    command: list[str], tree: Tree, tmp_path: Path, how: signal.Signals
) -> None:
    said = killed(command, tmp_path, tmp_path / "log", 30, how).decode()
    assert "stopped after" in said
    assert "to go on: narcofacts batch news -o out.jsonl" in said
    assert "--resume" in said
    assert not (tmp_path / "out.jsonl").exists()
