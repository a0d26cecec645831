"""Tables of the package's own word lists, which lie ready in the cache folder after the first run.

They are known by the state of the files that they are made of, word lists and code: whoever edits one gets new tables.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from narcofacts.cached.store import Store

T = TypeVar("T")

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
_MADE_OF = ("data", "lexicon", "mentions", "nlp", "text")


def kept(name: str, build: Callable[[], T]) -> T:
    """`build()`, from the cache folder if it is there. For values of plain types, which marshal takes, that depend on
    nothing but the files of the package; what `build` raises is raised.
    """
    store = _store(name.partition(":")[0])
    if store is None:
        return build()
    stored: T | None = store.get(name)
    if stored is not None:
        return stored
    made = build()
    store.put(name, made)
    return made


@cache
def _store(name: str) -> Store | None:
    state = _state()
    return None if state is None else Store(name, most=1_000, state=state)


@cache
def _state() -> str | None:
    """The sizes and times of the files; None where the package does not lie in plain files."""
    found = []
    try:
        for directory in _MADE_OF:
            for entry in os.scandir(os.path.join(_PACKAGE, directory)):
                if entry.name.endswith((".csv", ".toml", ".py")):
                    stat = entry.stat()
                    found.append((directory, entry.name, stat.st_size, stat.st_mtime_ns))
    except OSError:
        return None
    return repr(sorted(found))
