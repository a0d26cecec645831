"""Where output goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from narcofacts.errors import OutputError, refusal


def check_target(path: str) -> None:
    """Raises OutputError when a file cannot be made at `path`, so that it is known before the work and not after it."""
    if not path:
        raise OutputError("the name of an output is empty")
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise OutputError(f"{path}: is a directory")
    if not os.path.isdir(folder):
        raise OutputError(f"{path}: no such directory: {os.path.dirname(path) or folder}")
    if not os.access(path if is_special(path) else folder, os.W_OK):
        raise OutputError(f"{path}: permission denied")


@contextlib.contextmanager
def open_output(path: str | None) -> Iterator[BinaryIO]:
    """A binary stream to `path`, or to standard output for None.

    A file appears under its name only when the block ends without an exception; until then, and after a
    failure, what was there before stays as it was. Raises OutputError.
    """
    if path is None:
        if sys.stdout is None:
            raise OutputError("standard output is closed")
        with _naming("standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
    elif is_special(path):
        with _naming(path), open(path, "wb") as stream:
            yield stream
    else:
        # a link keeps pointing where it did: its target is what gets replaced
        with _naming(path), _replacing(os.path.realpath(path)) as stream:
            yield stream


@contextlib.contextmanager
def _replacing(path: str) -> Iterator[BinaryIO]:
    """A temporary file beside `path` that takes its place in the end."""
    folder, name = os.path.split(path)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name[:100]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def _naming(path: str) -> Iterator[None]:
    """Turns the system's errors into one line with the name that the user gave; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: {refusal(error)}") from error


def is_special(path: str) -> bool:
    """Whether `path` is a device, a pipe or the like, which must be written to and never replaced."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _mode(path: str) -> int:
    """The permissions of the file that is there, or those that a new file gets here."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
