"""Runs commands with a stand-in for the pipeline, in this process or in one of their own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

STAND_IN = Path(__file__).with_name("stand_in.py")
PLAIN = {"NO_COLOR": "", "FORCE_COLOR": "", "COLUMNS": "80", "TERM": "xterm-256color", "NARCOFACTS_DEBUG": ""}


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the stand-in in the place of the pipeline."""
    spec = importlib.util.spec_from_file_location("narcofacts_stand_in", STAND_IN)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    monkeypatch.setitem(sys.modules, "narcofacts.pipeline", loaded.module())


@pytest.fixture
def narcofacts(stand_in: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The command in this process: narcofacts("extract", "a.txt", input=b"…"), in an empty directory."""
    from narcofacts.cli.main import app

    monkeypatch.chdir(tmp_path)
    for name, value in PLAIN.items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str, input: bytes | str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=input, prog_name="narcofacts")

    return call


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """The command line that starts the command with the stand-in as a process of its own."""
    return [sys.executable, str(STAND_IN)]


@pytest.fixture
def process(command: list[str], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The command as a process of its own in an empty directory; keyword arguments are environment variables."""

    def call(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        environ: Any = {**os.environ, **PLAIN, **environment}
        return subprocess.run(
            [*command, *arguments], input=stdin, capture_output=True, cwd=tmp_path, env=environ, timeout=60
        )

    return call


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., str]:
    """Writes an article into the directory of the test and gives its name."""

    def write(text: str, name: str = "a.txt", encoding: str = "utf-8") -> str:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return name

    return write
