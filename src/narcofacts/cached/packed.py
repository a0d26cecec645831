"""Large tables of which a run needs little: each value lies as bytes until it is asked for."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def packed(table: Mapping[K, Any]) -> dict[K, bytes]:
    """The table with its values, of the types that marshal takes, as bytes."""
    return {key: marshal.dumps(value) for key, value in table.items()}


class Packed(Mapping[K, V]):
    """The table that `packed` was given. What was asked for once is kept."""

    def __init__(self, stored: Mapping[K, bytes]) -> None:
        self._stored = stored
        self._open: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = marshal.loads(self._stored[key])
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._stored

    def __iter__(self) -> Iterator[K]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)
