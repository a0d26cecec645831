"""Runs `narcofacts batch` as a process of its own, with a stand-in for the pipeline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STAND_IN = Path(__file__).with_name("stand_in.py")
Run = Callable[..., subprocess.CompletedProcess[bytes]]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1", "NARCOFACTS_DEBUG": "", "NARCOFACTS_LEXICON": "", **more}


@pytest.fixture
def command() -> list[str]:
    return [sys.executable, str(STAND_IN), "batch"]


@pytest.fixture
def batch(command: list[str], tmp_path: Path) -> Run:
    """batch("news", "-o", "out.jsonl", stdin=b"…", DELAY="0.1"), in the directory of the test."""

    def call(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
        env: Any = environment(**more)
        return subprocess.run(
            [*command, *arguments], input=stdin, capture_output=True, cwd=tmp_path, env=env, timeout=120
        )

    return call


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
