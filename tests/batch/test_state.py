"""Finished work that is kept: by content, version and settings, not by name or place."""

from __future__ import annotations

from pathlib import Path

import pytest

from narcofacts.batch.jobs import Failure, Job, Outcome, Settings, Told, in_shard, job_key
from narcofacts.batch.state import State
from narcofacts.errors import OutputError

JOB = Job("a.txt", "a.txt", None, b"text")


def test_the_key_depends_on_content_and_settings_and_not_on_the_path() -> None:
    key = job_key(JOB, Settings())
    assert key == job_key(Job("b.txt", "b.txt", 3, b"text"), Settings())
    others = [
        job_key(Job("a.txt", "a.txt", None, b"texts"), Settings()),
        job_key(Job("a.txt", "a.txt", None, b"text", "page"), Settings()),
        job_key(Job("a.txt", "a.txt", None, b"text", told=Told("2025-05-27")), Settings()),
        job_key(JOB, Settings(encoding="cp1251")),
        job_key(JOB, Settings(published="2025-05-27")),
        job_key(JOB, Settings(with_text=True)),
        job_key(JOB, Settings(lexicon="5a")),
    ]
    assert len({key, *others}) == len(others) + 1


def test_results_are_there_after_closing_and_inputs_are_listed_anew(tmp_path: Path) -> None:
    path = str(tmp_path / "s")
    state = State(path)
    state.place(5, JOB, b"key")
    state.keep(b"key", Outcome(b"{}", 1))
    state.close()
    state = State(path)
    assert state.knows(b"key") == "before"
    assert state.knows(b"other") is None
    assert list(state.finished()) == []
    state.place(0, Job("new name", "f", None, b"text"), b"key")
    state.place_failure(1, Failure("f", 2, "unreadable", "empty"))
    assert list(state.finished()) == [("new name", b"{}", [])]
    assert list(state.failures()) == [Failure("f", 2, "unreadable", "empty")]
    state.close()


def test_a_reprint_shares_the_fate_of_the_first(tmp_path: Path) -> None:
    state = State(str(tmp_path / "s"))
    for position, (name, key) in enumerate([("good", b"1"), ("bad", b"2")]):
        state.place(position, Job(name, name, None, b""), key)
    state.place_double(2, Job("good again", "g", 7, b""), 0, 0.9)
    state.place_double(3, Job("bad again", "b", 8, b""), 1, 1.0)
    state.keep(b"1", Outcome(b"{}", 1))
    state.keep(b"2", Outcome(code="crash", reason="died"))
    assert list(state.finished()) == [("good", b"{}", ["good again"])]
    assert list(state.failures()) == [Failure("bad", None, "crash", "died"), Failure("b", 8, "crash", "died")]
    assert list(state.doubles()) == [("good again", "good", 0.9), ("bad again", "bad", 1.0)]
    state.forget_failures()
    assert list(state.failures()) == []
    state.close()


def test_a_state_is_used_by_one_run_at_a_time_and_other_files_are_refused(tmp_path: Path) -> None:
    state = State(str(tmp_path / "s"))
    state.commit()
    with pytest.raises(OutputError, match="another batch is using it"):
        State(str(tmp_path / "s"))
    state.close()
    (tmp_path / "x").write_bytes(b"not a database, but a text that is long enough to be taken for one" * 20)
    with pytest.raises(OutputError, match="is not the state of a batch"):
        State(str(tmp_path / "x"))


def test_shards_share_the_inputs_out_without_loss() -> None:
    jobs = [Job(f"{n}", f"{n}", None, str(n).encode()) for n in range(300)]
    parts = [[job for job in jobs if in_shard(job, (k, 4))] for k in range(1, 5)]
    assert sorted((job for part in parts for job in part), key=lambda job: int(job.file)) == jobs
    assert all(len(part) > 40 for part in parts)
