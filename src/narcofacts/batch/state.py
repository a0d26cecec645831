"""The work of a batch, kept in a SQLite file so that a killed run loses nothing that was finished.

Results lie under the key of their content, version and settings. The list of inputs is made anew by every run, and
tells in which order the results are written.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from typing import Literal

from narcofacts.batch.jobs import Code, Failure, Job, Outcome
from narcofacts.errors import OutputError

_APPLICATION = 0x6E61_7266  # "narf"
_LAYOUT = 1
_COMMIT_EVERY = 1.0
_TABLES = """
CREATE TABLE results (
  key BLOB PRIMARY KEY, payload BLOB NOT NULL, facts INTEGER NOT NULL, code TEXT, reason TEXT NOT NULL);
CREATE TABLE inputs (
  position INTEGER PRIMARY KEY, label TEXT, file TEXT NOT NULL, place, key BLOB, code TEXT, reason TEXT,
  same_as INTEGER, likeness REAL);
CREATE TABLE bands (band INTEGER NOT NULL, hash INTEGER NOT NULL, position INTEGER NOT NULL);
CREATE TABLE sketches (position INTEGER PRIMARY KEY, sketch BLOB NOT NULL);
CREATE INDEX bands_hash ON bands (hash, band);
"""


class State:
    """The state file at `path`. One run at a time: another is told that it is in use. Raises OutputError."""

    def __init__(self, path: str) -> None:
        import sqlite3

        self.path = path
        self._committed = time.monotonic()
        try:
            # the pool and the progress live in one thread
            self.base = sqlite3.connect(path, isolation_level=None, timeout=1.0)
            self._prepare()
        except sqlite3.OperationalError as error:
            raise OutputError(f"{path}: {_busy(error)}") from error
        except sqlite3.DatabaseError as error:
            raise OutputError(f"{path}: is not the state of a batch") from error

    def _prepare(self) -> None:
        base = self.base
        base.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.execute("PRAGMA journal_mode = WAL")
        # a killed process loses nothing by this; a power cut at most the last second
        base.execute("PRAGMA synchronous = NORMAL")
        known = base.execute("PRAGMA application_id").fetchone()[0], base.execute("PRAGMA user_version").fetchone()[0]
        base.execute("BEGIN IMMEDIATE")
        if known == (0, 0) and not base.execute("SELECT 1 FROM sqlite_master").fetchone():
            for statement in _TABLES.split(";"):
                base.execute(statement)
            base.execute(f"PRAGMA application_id = {_APPLICATION}")
            base.execute(f"PRAGMA user_version = {_LAYOUT}")
        elif known != (_APPLICATION, _LAYOUT):
            base.execute("ROLLBACK")
            raise OutputError(f"{self.path}: is not the state of a batch of this version")
        for table in ("inputs", "bands", "sketches"):
            base.execute(f"DELETE FROM {table}")
        self._last_before = base.execute("SELECT coalesce(max(rowid), 0) FROM results").fetchone()[0]

    def place(self, position: int, job: Job, key: bytes) -> None:
        """Notes that the job stands at this position of the input."""
        self._run(
            "INSERT INTO inputs (position, label, file, place, key) VALUES (?, ?, ?, ?, ?)",
            (position, job.label, job.file, job.place, key),
        )

    def place_failure(self, position: int, failure: Failure) -> None:
        """Notes an input that could not be read."""
        self._run(
            "INSERT INTO inputs (position, file, place, code, reason) VALUES (?, ?, ?, ?, ?)",
            (position, failure.file, failure.place, failure.code, failure.reason),
        )

    def place_double(self, position: int, job: Job, same_as: int, likeness: float) -> None:
        """Notes an article whose text stands at an earlier position already."""
        self._run(
            "INSERT INTO inputs (position, label, file, place, same_as, likeness) VALUES (?, ?, ?, ?, ?, ?)",
            (position, job.label, job.file, job.place, same_as, likeness),
        )

    def knows(self, key: bytes) -> Literal["before", "now"] | None:
        """Whether this work is finished, by an earlier run or by this one."""
        row = self.base.execute("SELECT rowid FROM results WHERE key = ?", (key,)).fetchone()
        return None if row is None else "before" if row[0] <= self._last_before else "now"

    def keep(self, key: bytes, outcome: Outcome) -> None:
        """Stores the outcome of finished work, for good."""
        self.base.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)",
            (key, outcome.payload, outcome.facts, outcome.code, outcome.reason),
        )
        # without waiting for the disk this costs little beside an extraction
        self.commit()

    def forget_failures(self) -> None:
        """Lets failed work be tried again."""
        self._run("DELETE FROM results WHERE code IS NOT NULL", ())

    def _run(self, statement: str, values: tuple[object, ...]) -> None:
        self.base.execute(statement, values)
        if time.monotonic() - self._committed > _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Makes everything so far safe."""
        if self.base.in_transaction:
            self.base.execute("COMMIT")
        self.base.execute("BEGIN IMMEDIATE")
        self._committed = time.monotonic()

    def finished(self) -> Iterator[tuple[str, bytes, list[str]]]:
        """Label, encoded document and labels of the reprints of each article, in the order of the inputs."""
        self.commit()
        doubles = self.base.execute(
            "SELECT same_as, label FROM inputs WHERE same_as IS NOT NULL ORDER BY same_as, position"
        )
        double = doubles.fetchone()
        for position, label, payload in self.base.execute(
            """SELECT i.position, i.label, r.payload FROM inputs i JOIN results r ON r.key = i.key
               WHERE r.code IS NULL ORDER BY i.position"""
        ):
            also: list[str] = []
            while double is not None and double[0] <= position:
                if double[0] == position:
                    also.append(double[1])
                double = doubles.fetchone()
            yield label, payload, also

    def failures(self) -> Iterator[Failure]:
        """Everything that failed, in the order of the inputs; a reprint of a failed article failed too."""
        for file, place, code, reason in self.base.execute(
            """SELECT i.file, i.place, coalesce(i.code, r.code), coalesce(i.reason, r.reason)
               FROM inputs i LEFT JOIN inputs first ON first.position = i.same_as
               LEFT JOIN results r ON r.key = coalesce(i.key, first.key)
               WHERE i.code IS NOT NULL OR r.code IS NOT NULL ORDER BY i.position"""
        ):
            known: Code = code
            yield Failure(file, place, known, reason)

    def doubles(self) -> Iterator[tuple[str, str, float]]:
        """Label of each reprint, label of the article that it repeats, and how alike they are, 0 to 1."""
        yield from self.base.execute(
            """SELECT i.label, first.label, i.likeness FROM inputs i JOIN inputs first ON first.position = i.same_as
               ORDER BY i.position"""
        )

    def close(self) -> None:
        """Makes everything safe and lets go of the file."""
        if self.base.in_transaction:
            self.base.execute("COMMIT")
        self.base.close()

    def remove(self) -> None:
        """Closes and deletes the state: the work is done."""
        self.close()
        remove_state(self.path)


def state_files(path: str) -> tuple[str, ...]:
    """The files of a state."""
    return path, f"{path}-wal", f"{path}-shm"


def remove_state(path: str) -> None:
    """Deletes the files of a state that nobody has open."""
    for file in state_files(path):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(file)


def _busy(error: Exception) -> str:
    return "another batch is using it" if "locked" in str(error) else str(error)
