"""A table of plain values that outlives the process: opened at its first use, written when the process ends.

The values are those of the standard library's marshal, the form of compiled modules: it reads them at a gigabyte a
second. Like that form it belongs to one version of Python, so a file is known by it. A run needs few of the entries,
so the file is mapped, and an entry is read when it is asked for: head, index (a number made of the key → where the
entry lies), entries.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import mmap
import struct
import sys
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from narcofacts.cached.folder import folder, write

_MAGIC = b"narcofacts-store-3"
_HEAD = struct.Struct(f"<{len(_MAGIC)}sII")
"""The magic, the size of the index and its checksum."""
_CHANGED: set[Store] = set()


class _Contents(NamedTuple):
    """A file as it lies: number → (offset, size, checksum) of an entry in `data`."""

    places: dict[int, tuple[int, int, int]]
    data: memoryview

    def raw(self, number: int) -> bytes | None:
        """An entry as it was written; None if there is none, or another than was written."""
        offset, size, checksum = self.places.get(number, (0, 0, 0))
        entry = bytes(self.data[offset : offset + size])
        # marshal trusts what it reads
        return entry if entry and zlib.crc32(entry) == checksum else None


class Store:
    """A table of at most `most` entries, in the files `name`-*.bin of the cache folder. With a `state`, it is that of
    this state alone.

    Where the folder cannot be read or written, it is a table that the next process does not find.
    """

    def __init__(self, name: str, most: int, state: str = "") -> None:
        self._name = name
        self._state = state
        self._most = most
        self._known: _Contents | None = None
        self._added: dict[int, bytes] = {}

    def get(self, key: str) -> Any:
        """The value of a key, None if there is none."""
        if self._known is None:
            self._known = self._read()
        entry = self._known.raw(_number(key))
        if entry is None:
            return None
        told, value = marshal.loads(entry)
        return value if told == key else None

    def put(self, key: str, value: Any) -> None:
        """Keep a value, of the types that marshal takes, for later processes."""
        self._added[_number(key)] = marshal.dumps((key, value))
        _CHANGED.add(self)

    def save(self) -> None:
        """Write what was added, beside what others wrote meanwhile."""
        added, self._added = self._added, {}
        if not added:
            return
        before = self._read()
        kept = {number: entry for number in before.places if (entry := before.raw(number)) is not None} | added
        # what is no longer asked for would stay for ever
        content = _packed(kept if len(kept) <= self._most else added)
        with contextlib.suppress(OSError):
            write(self._path(), content, f"{self._name}-*.bin")

    def _path(self) -> Path:
        return folder() / f"{self._name}-{zlib.crc32((sys.version + self._state).encode()):08x}.bin"

    def _read(self) -> _Contents:
        """What the file holds; nothing if it is not there, or not as it was written."""
        nothing = _Contents({}, memoryview(b""))
        try:
            with self._path().open("rb") as file:
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):  # an empty file cannot be mapped
            return nothing
        if len(data) < _HEAD.size:
            return nothing
        magic, size, checksum = _HEAD.unpack_from(data)
        index = data[_HEAD.size : _HEAD.size + size]
        if magic != _MAGIC or zlib.crc32(index) != checksum:
            return nothing
        return _Contents(marshal.loads(index), data[_HEAD.size + size :])


def _number(key: str) -> int:
    """What the index knows a key by. An entry holds its key, so that two keys with one number are told apart."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def _packed(entries: dict[int, bytes]) -> bytes:
    """The file of these entries."""
    index = {}
    offset = 0
    for number, entry in entries.items():
        index[number] = (offset, len(entry), zlib.crc32(entry))
        offset += len(entry)
    head = marshal.dumps(index)
    return b"".join([_HEAD.pack(_MAGIC, len(head), zlib.crc32(head)), head, *entries.values()])


@atexit.register
def save_all() -> None:
    """Write all that was put into any store: at the end of the process, and before an end that comes as a signal."""
    while _CHANGED:
        _CHANGED.pop().save()
