"""Worker processes that crash, hang and fail to start."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from narcofacts.batch.pool import Pool, WorkerError
from narcofacts.errors import OptionError

HERE = __name__


@dataclass(frozen=True)
class Item:
    message: bytes


def echo(settings: bytes) -> Callable[[bytes], bytes]:
    def handle(message: bytes) -> bytes:
        if message == b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if message == b"hang":
            time.sleep(60)
        if message == b"slow":
            time.sleep(0.3)
        if message == b"refuse":
            raise OptionError("an option of all articles is wrong")
        return settings + message

    return handle


def by_turns(settings: bytes) -> Callable[[bytes], bytes]:
    """Does what the message lists, one a time, counting in the folder that it names."""

    def handle(message: bytes) -> bytes:
        listed, _, folder = message.partition(b" ")
        turn = len(os.listdir(folder))
        Path(os.fsdecode(folder), str(turn)).touch()
        return echo(settings)(listed.split(b",")[turn])

    return handle


def broken(settings: bytes) -> Callable[[bytes], bytes]:
    raise SystemExit(3)


def answers(*messages: bytes, size: int = 2, timeout: float | None = 3.0) -> list[tuple[bytes, bytes, str | None]]:
    with Pool[Item](size, f"{HERE}:echo", b">", timeout) as pool:
        found = pool.run_in_order((Item(message) for message in messages), 10)
        return [(item.message, answer.data, answer.lost) for item, answer in found]


def test_answers_come_in_order_whatever_their_time() -> None:
    messages = [b"slow", *(str(n).encode() for n in range(20)), b"slow", b"end"]
    assert answers(*messages) == [(message, b">" + message, None) for message in messages]


def test_a_crash_and_a_hang_cost_only_themselves() -> None:
    assert answers(b"a", b"crash", b"b", b"hang", b"c") == [
        (b"a", b">a", None),
        (b"crash", b"", "crash"),
        (b"b", b">b", None),
        (b"hang", b"", "timeout"),
        (b"c", b">c", None),
    ]


def test_a_large_message_gets_through_both_ways() -> None:
    large = b"x" * 5_000_000
    assert answers(large, large, b"a")[1] == (large, b">" + large, None)


def test_what_is_wrong_for_all_ends_the_run() -> None:
    with pytest.raises(WorkerError, match="an option of all articles is wrong"):
        answers(b"a", b"refuse")


def test_workers_that_cannot_start_end_the_run() -> None:
    with (
        Pool[Item](2, f"{HERE}:broken", b"", 3.0) as pool,
        pytest.raises(WorkerError, match="cannot start: the worker process ended with exit code 3"),
    ):
        list(pool.run(iter([Item(b"a")])))


def test_nothing_to_do_starts_nothing() -> None:
    assert answers() == []


def test_an_item_that_timed_out_leaves_no_attempt_behind(tmp_path: Path) -> None:
    # the same object twice: nothing else is sure to have the same id
    item = Item(b"crash,hang,crash,answer " + os.fsencode(tmp_path))
    with Pool[Item](1, f"{HERE}:by_turns", b"", 3.0) as pool:
        assert [answer.lost or answer.data for _, answer in pool.run(iter([item, item]))] == ["timeout", b"answer"]
