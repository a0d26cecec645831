"""Regular expressions that are compiled once for a version of Python and not at every start.

The modules name some seven hundred patterns; compiling them takes twice as long as reading an article, taking their
compiled form from the cache folder a thirtieth of it. An article asks half of them, so that one is made when it is
asked first. The form is that of CPython's own `re`, which checks it when a pattern is made of it; a Python without
these parts compiles as ever.
"""

from __future__ import annotations

import importlib
import re
from array import array
from functools import cache
from typing import Any, cast

from narcofacts.cached.store import Store

_STORE = Store("patterns-2", most=2_000)


@cache
def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(source, flags)`, at its first use, from the cache folder if it is there. Each is kept: for patterns
    that do not depend on what is read. An expression that is none raises `re.error` at that use.
    """
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    """Stands for a pattern until it is asked for something; what was asked for once is its own from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # only what the instance does not have yet comes here
        if name.startswith("__"):
            raise AttributeError(name)
        asked = getattr(_made(self._source, self._flags), name)
        setattr(self, name, asked)
        return asked


@cache
def _made(source: str, flags: int) -> re.Pattern[str]:
    """The pattern of an expression, from the cache folder if it is there."""
    key = f"{int(flags)} {source}"
    stored = _STORE.get(key)
    if stored is not None:
        whole_flags, code, groups, names, named = stored
        made = _engine().compile(source, whole_flags, array("I", code).tolist(), groups, names, named)
        assert isinstance(made, re.Pattern)
        return made
    compiled = re.compile(source, flags)
    code = _code(compiled)
    if code is not None:
        named = [None, *([None] * compiled.groups)]
        for name, number in compiled.groupindex.items():
            named[number] = name
        _STORE.put(key, (compiled.flags, code, compiled.groups, dict(compiled.groupindex), tuple(named)))
    return compiled


@cache
def _engine() -> Any:
    return importlib.import_module("_sre")


def _code(compiled: re.Pattern[str]) -> bytes | None:
    """The compiled form of a pattern; None where `re` is made otherwise than CPython's."""
    try:
        parser, compiler = importlib.import_module("re._parser"), importlib.import_module("re._compiler")
        if array("I").itemsize != _engine().CODESIZE:
            return None
        return array("I", compiler._code(parser.parse(compiled.pattern, compiled.flags), compiled.flags)).tobytes()
    except (ImportError, AttributeError):
        return None
