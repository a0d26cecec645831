"""The two kinds of console that tables and explanations are printed on: the terminal, and paper."""

from __future__ import annotations

import io
import os
import sys

from rich.console import Console

WIDTH = 80
"""Columns of a table that goes to a file or a pipe, so that the same input gives the same bytes."""
WIDEST = 110
"""Columns at most on a wide terminal: longer lines are harder to read."""


def terminal_console() -> Console:
    """A console on standard output with its colours, not wider than is readable."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # a terminal that knows no Cyrillic shows question marks instead of a traceback
        sys.stdout.reconfigure(errors="replace")
    width = min(Console().width, WIDEST)
    return Console(width=width, highlight=False, markup=False, emoji=False, no_color=no_color())


def paper_console(width: int = WIDTH) -> Console:
    """A console that keeps plain text in memory: `paper_text` has it."""
    # a legacy Windows console would otherwise be asked for, even though nothing is shown
    return Console(
        file=io.StringIO(),
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=True,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )


def no_color() -> bool:
    """Whether the user asked for no colours: NO_COLOR is set and not empty (no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def paper_text(console: Console) -> bytes:
    """What a `paper_console` was given, UTF-8, without spaces at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().split("\n")[:-1]).encode()
