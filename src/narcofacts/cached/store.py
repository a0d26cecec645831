"""A table of plain values that outlives the process: read at its first use, written when the process ends.

The values are those of the standard library's marshal, the form of compiled modules: it reads them at a gigabyte a
second. Like that form it belongs to one version of Python, so a file is known by it.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import sys
import zlib
from pathlib import Path
from typing import Any

from narcofacts.cached.folder import folder, write

_MAGIC = b"narcofacts-store"
_CHANGED: set[Store] = set()


class Store:
    """A table of at most `most` entries, in the files `name`-*.bin of the cache folder. With a `state`, it is that of
    this state alone.

    Where the folder cannot be read or written, it is a table that the next process does not find.
    """

    def __init__(self, name: str, most: int, state: str = "") -> None:
        self._name = name
        self._state = state
        self._most = most
        self._known: dict[Any, Any] | None = None
        self._added: dict[Any, Any] = {}

    def get(self, key: Any) -> Any:
        """The value of a key, None if there is none."""
        if self._known is None:
            self._known = self._read()
        return self._known.get(key)

    def put(self, key: Any, value: Any) -> None:
        """Keep a value, of the types that marshal takes, for later processes."""
        self._added[key] = value
        _CHANGED.add(self)

    def save(self) -> None:
        """Write what was added, beside what others wrote meanwhile."""
        added, self._added = self._added, {}
        if not added:
            return
        kept = self._read()
        kept.update(added)
        # what is no longer asked for would stay for ever
        content = marshal.dumps(kept if len(kept) <= self._most else added)
        with contextlib.suppress(OSError):
            write(self._path(), _MAGIC + zlib.crc32(content).to_bytes(4, "little") + content, f"{self._name}-*.bin")

    def _path(self) -> Path:
        return folder() / f"{self._name}-{zlib.crc32((sys.version + self._state).encode()):08x}.bin"

    def _read(self) -> dict[Any, Any]:
        """The entries of the file; none if it is not there, or not as it was written."""
        try:
            stored = self._path().read_bytes()
        except OSError:
            return {}
        start = len(_MAGIC) + 4
        content = memoryview(stored)[start:]
        # marshal trusts what it reads
        if stored[: len(_MAGIC)] != _MAGIC or zlib.crc32(content).to_bytes(4, "little") != stored[len(_MAGIC) : start]:
            return {}
        return dict(marshal.loads(content))


@atexit.register
def save_all() -> None:
    """Write all that was put into any store: at the end of the process, and before an end that comes as a signal."""
    while _CHANGED:
        _CHANGED.pop().save()
