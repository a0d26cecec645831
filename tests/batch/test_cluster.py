"""A Ray cluster of two workers gives the same records as worker processes here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import environment, lines

pytest.importorskip("ray")
ARTICLE = "2025-05-27\nВ Шымкенте полицейские задержали {0} человек. Изъято {0} кг гашиша."


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "narcofacts", "batch", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, env=environment(), timeout=180)


def test_a_cluster_gives_the_same_records_and_errors(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for n in range(2, 14):
        (news / f"{n:02}.txt").write_text(ARTICLE.format(n))
    (news / "empty.txt").write_bytes(b"")
    (news / "dump.jsonl").write_text('{"text": "Изъято 5 кг гашиша."}\n{"text": \n')
    assert run(tmp_path, "news", "-o", "local.jsonl", "--errors", "errors.jsonl", "-j2").returncode == 1
    done = run(tmp_path, "news", "--engine", "ray", "-o", "parts", "-j2")
    assert done.returncode == 1, done.stderr.decode()
    parts = [line for part in sorted((tmp_path / "parts").glob("part-*.jsonl")) for line in lines(part)]
    assert sorted(parts, key=repr) == sorted(lines(tmp_path / "local.jsonl"), key=repr)
    failed = [line for part in sorted((tmp_path / "parts").glob("errors-*.jsonl")) for line in lines(part)]
    assert sorted(failed, key=repr) == sorted(lines(tmp_path / "errors.jsonl"), key=repr)
