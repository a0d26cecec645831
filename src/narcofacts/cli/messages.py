"""What the program says on standard error: one line a message, always with its name in front."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback

from narcofacts.errors import InputError
from narcofacts.writers.wording import legible


def complain(message: str) -> None:
    """Prints `narcofacts: message` as one line."""
    # with standard error closed there is nobody left to tell
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"narcofacts: {legible(message)}\n")
        sys.stderr.flush()


def failed(path: str, error: Exception) -> None:
    """One line that says why an input gave nothing; with NARCOFACTS_DEBUG, where a bug is."""
    from narcofacts.errors import NarcofactsError

    if isinstance(error, InputError):
        complain(f"{path}: {error.reason}")
    elif isinstance(error, NarcofactsError):
        complain(f"{path}: {error}")
    else:
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        hint = "" if debugging() else " (NARCOFACTS_DEBUG=1 shows where)"
        complain(f"{path}: internal error: {told}{hint}")
        if debugging():
            traceback.print_exception(error)


def warned(path: str, message: str) -> None:
    """One line that says what the reader of the records should know."""
    complain(f"{path}: warning: {message}")


def debugging() -> bool:
    """Whether NARCOFACTS_DEBUG asks for tracebacks."""
    return os.environ.get("NARCOFACTS_DEBUG", "") not in ("", "0")
