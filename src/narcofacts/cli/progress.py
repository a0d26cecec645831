"""How a long run shows on standard error: a bar on a terminal, now and then a line elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from narcofacts.cli import messages
from narcofacts.writers.wording import many

if TYPE_CHECKING:
    from narcofacts.batch.run import Counts

_LINE_EVERY = 30.0
_BAR_EVERY = 0.2


class Progress:
    """Shows the counts as they grow. `read` gives the bytes read so far, `total` the bytes of all inputs or None."""

    def __init__(self, read: Callable[[], int], total: int | None, *, quiet: bool) -> None:
        self._read = read
        self._total = total or None
        self._begun = self._shown = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self._every = None if quiet else _BAR_EVERY if terminal else _LINE_EVERY
        if terminal and not quiet:
            self._open()

    @property
    def seconds(self) -> float:
        """Time since the beginning."""
        return time.monotonic() - self._begun

    def tick(self, counts: Counts) -> None:
        """Shows the counts if it is time to."""
        now = time.monotonic()
        if self._every is None or now - self._shown < self._every:
            return
        self._shown = now
        told = told_counts(counts, self.seconds)
        if self._bar is None:
            left = self._time_left()
            messages.complain(", ".join([*told, f"about {left} left"] if left else told))
        else:
            self._bar.update(self._task, completed=self._read(), told=" · ".join(told))

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            BarColumn(20), TextColumn("{task.fields[told]}", markup=False), TimeElapsedColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("", total=self._total, told="loading the models")
        self._bar.start()

    def _time_left(self) -> str:
        read = self._read()
        if not self._total or not read:
            return ""
        seconds = max(0, int(self.seconds * (self._total - read) / read))
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class Totals(NamedTuple):
    """What the outputs of a finished batch hold."""

    documents: int = 0
    with_records: int = 0
    operations: int = 0
    arrests: int = 0
    seizures: int = 0


def so_many(number: int, noun: str) -> str:
    """1 article, 1,200 articles."""
    return f"{number:,} {noun if number == 1 else many(noun)}"


def told_counts(counts: Counts, seconds: float) -> list[str]:
    """The counts in words: 1,200 articles, 42.0/s, 310 facts, 2 errors."""
    told = [
        so_many(counts.articles, "article"),
        f"{counts.articles / max(seconds, 0.001):.1f}/s",
        so_many(counts.facts, "fact"),
    ]
    if counts.resumed:
        told.append(f"{counts.resumed:,} done before")
    if counts.repeated:
        told.append(f"{counts.repeated:,} repeated")
    if counts.reprints:
        told.append(so_many(counts.reprints, "reprint"))
    if counts.failed:
        told.append(so_many(counts.failed, "error"))
    return told
