"""Worker processes of which each may crash or hang without harm to the others.

A worker gets one item at a time, so that it is known which one was its undoing, and so that neither side of its pipe
can wait for the other for ever. An executor of the standard library gives up all that is in flight when one dies.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing import connection
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from narcofacts.errors import NarcofactsError

# Workers share the cores among them; read when numpy is imported. Inherited by the processes started here.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_ATTEMPTS = 2
"""Times that an item may lose its worker: once may be the system's doing, out of memory, twice is its own."""
_TICK = 0.25
_GRACE = 15.0
_EXIT = 2.0


class WorkerError(NarcofactsError):
    """The workers cannot start, or found something wrong that concerns all items."""


class Item(Protocol):
    """What is handed to a worker: anything with a message of bytes."""

    @property
    def message(self) -> bytes: ...


I = TypeVar("I", bound=Item)  # noqa: E741


class Answer(msgspec.Struct, frozen=True):
    """What a worker said: the bytes of its result; or that it was lost, to a `timeout` or a `crash`."""

    data: bytes = b""
    lost: str | None = None
    reason: str = ""


class Pool(Generic[I]):
    """`size` processes, each running `handler`, "module:function": a function of the settings that gives a function
    from bytes to bytes. `timeout` seconds are given to one item; None is for ever.
    """

    def __init__(self, size: int, handler: str, settings: bytes, timeout: float | None) -> None:
        self._size = size
        self._start_arguments = (handler, settings, timeout)
        self._timeout = timeout
        self._workers: list[_Worker[I]] = []
        self._failed_starts = 0

    def __enter__(self) -> Pool[I]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers, at work or not."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def run(self, items: Iterator[I], hold: Callable[[], bool] | None = None) -> Iterator[tuple[I, Answer]]:
        """The items with their answers, in the order in which they are done. Items are taken as workers are free,
        and not while `hold` says so. Raises WorkerError.
        """
        again: list[I] = []
        attempts: dict[int, int] = {}
        exhausted = False
        while True:
            while again or not (exhausted or (hold is not None and hold())):
                worker = self._idle()
                if worker is None:
                    break
                if again:
                    item: I | None = again.pop()
                else:
                    item = next(items, None)
                if item is None:
                    exhausted = True
                elif not worker.give(item):
                    again.append(item)
                    self._drop(worker)
            busy = [worker for worker in self._workers if worker.item is not None]
            if exhausted and not again and not busy:
                return
            for worker in self._spoken():
                item = worker.item
                answer = self._hear(worker)
                if answer is None:
                    if item is not None:
                        attempts[id(item)] = attempts.get(id(item), 0) + 1
                        if attempts[id(item)] < _ATTEMPTS:
                            again.append(item)
                            continue
                        attempts.pop(id(item))
                        yield item, Answer(lost="crash", reason=worker.end_reason())
                elif item is not None:
                    attempts.pop(id(item), None)
                    yield item, answer
            for worker in self._overdue():
                item = worker.item
                self._drop(worker)
                if item is not None:
                    # another item may come to have its id
                    attempts.pop(id(item), None)
                    yield item, Answer(lost="timeout", reason=f"took longer than {self._timeout:g} s (--timeout)")

    def run_in_order(self, items: Iterator[I], ahead: int) -> Iterator[tuple[I, Answer]]:
        """The same in the order of the items. While the next one is not done, at most about `ahead` wait behind it."""
        taken: deque[I] = deque()
        done: dict[int, Answer] = {}

        def noted() -> Iterator[I]:
            for item in items:
                taken.append(item)
                yield item

        for item, answer in self.run(noted(), hold=lambda: len(done) > ahead):
            done[id(item)] = answer
            while taken and id(taken[0]) in done:
                first = taken.popleft()
                yield first, done.pop(id(first))

    def _idle(self) -> _Worker[I] | None:
        """A worker without an item; a new one as long as there are fewer than wanted."""
        for worker in self._workers:
            if worker.ready and worker.item is None:
                return worker
        if len(self._workers) < self._size:
            self._workers.append(_Worker(self._start_arguments))
        return None

    def _spoken(self) -> list[_Worker[I]]:
        by_pipe: dict[Any, _Worker[I]] = {worker.pipe: worker for worker in self._workers}
        return [by_pipe[pipe] for pipe in connection.wait(list(by_pipe), timeout=_TICK)]

    def _hear(self, worker: _Worker[I]) -> Answer | None:
        """What a worker says; None if it has died."""
        try:
            data = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            # its pipe closes a moment before its exit code is known
            worker.process.join(_EXIT)
            if not worker.ready:
                self._failed_starts += 1
                if self._failed_starts > 2:
                    raise WorkerError(f"worker processes cannot start: {worker.end_reason()}") from None
            self._drop(worker)
            return None
        if data[:1] == b"!":
            raise WorkerError(data[1:].decode("utf-8", "replace"))
        worker.ready = True
        worker.item = None
        self._failed_starts = 0
        return Answer(data[1:])

    def _overdue(self) -> list[_Worker[I]]:
        if self._timeout is None:
            return []
        limit = time.monotonic() - self._timeout
        # one that has just answered is not late, the answer only has not been read yet
        return [w for w in self._workers if w.item is not None and w.since < limit and not w.pipe.poll()]

    def _drop(self, worker: _Worker[I]) -> None:
        worker.kill()
        self._workers.remove(worker)


class _Worker(Generic[I]):
    """One process, the pipe to it, and the item that it is at since `since`."""

    def __init__(self, arguments: tuple[str, bytes, float | None]) -> None:
        # forking a process that has threads (a progress bar) can lock up, spawning cannot
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, *arguments), daemon=True)
        with _environment():
            self.process.start()
        theirs.close()
        self.ready = False
        self.item: I | None = None
        self.since = 0.0

    def give(self, item: I) -> bool:
        """Hands over an item; False if the worker is gone."""
        try:
            self.pipe.send_bytes(item.message)
        except OSError:
            return False
        self.item = item
        self.since = time.monotonic()
        return True

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.join()
        self.pipe.close()

    def end_reason(self) -> str:
        code = self.process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return f"the worker process died of {signal.Signals(-code).name}"
        return f"the worker process ended with exit code {code}"


def serve(pipe: connection.Connection, handler: str, settings: bytes, timeout: float | None) -> None:
    """The life of a worker: an answer for every message, until the pipe is closed."""
    # Ctrl-C goes to all processes of the terminal; the parent decides what becomes of the workers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # what a library prints must not get into the output
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    module, _, name = handler.partition(":")
    try:
        handle = getattr(importlib.import_module(module), name)(settings)
        pipe.send_bytes(b" ")
        while True:
            message = pipe.recv_bytes()
            if timeout is not None:
                # should the parent be gone, nobody else would end a worker that hangs
                faulthandler.dump_traceback_later(timeout + _GRACE, exit=True, file=nowhere)
            answer = handle(message)
            faulthandler.cancel_dump_traceback_later()
            pipe.send_bytes(b" " + answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except NarcofactsError as error:
        with contextlib.suppress(OSError):
            pipe.send_bytes(b"!" + str(error).encode())


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
