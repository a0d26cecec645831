"""The cache folder, and how files get into it and out of it again."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_UNFINISHED = ".building-"
_KEPT = 3
"""Files of a kind that are left: enough for some environments side by side, without growing for ever."""


def folder() -> Path:
    """The cache folder: NARCOFACTS_CACHE, or the usual place of the operating system."""
    chosen = os.environ.get("NARCOFACTS_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("narcofacts", appauthor=False))


def write(path: Path, content: bytes, kind: str) -> None:
    """Write in one step, so that no reader ever sees half a file, and of two writers the last one wins. Of the files
    that match `kind` ("ner-*.bin") the newest are kept. Raises OSError where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{_UNFINISHED}{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    _prune(path.parent, kind)


def _prune(directory: Path, kind: str) -> None:
    """Remove all but the newest files of a kind, and what a killed build left behind.

    A removed file that another process has mapped stays readable there.
    """
    by_age = sorted(directory.glob(kind), key=lambda file: file.stat().st_mtime, reverse=True)
    hour_ago = time.time() - 3600
    stale = [file for file in directory.glob(f"{_UNFINISHED}*") if file.stat().st_mtime < hour_ago]
    for file in by_age[_KEPT:] + stale:
        with contextlib.suppress(OSError):
            file.unlink()
