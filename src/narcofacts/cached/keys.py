"""What a regular expression cannot match without: the literal parts that let a text be passed over unread.

«(?:кража|краж[еу])\\w*» matches nothing in a text without «краж». Looking for a literal is a hundred times as fast as
trying an expression at every letter, and most expressions of a lexicon match nothing in most texts. Where every match
begins with a literal, it has to be tried there alone.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from itertools import product
from typing import Any, NamedTuple

MOST = 240
"""With more keys than this, looking for all of them costs as much as the expression."""
SPREAD = 96
"""Into so many texts a sequence is written out."""
LONG = 4
"""A key of so many letters is rare enough; a longer one is no better."""
ENOUGH = 7
"""What stands behind so many letters is left off: the keys of one expression are then fewer."""


class Keys(NamedTuple):
    """Literals of which every match holds at least one; none where no such set is known."""

    texts: tuple[str, ...]
    leading: bool
    """Every match begins with one of them."""


NONE = Keys((), False)


def keys(source: str, flags: int = 0) -> Keys:
    """The keys of an expression.

    `re` is asked for its own reading of the expression. A Python whose `re` is made otherwise gives none.
    """
    try:
        parser = importlib.import_module("re._parser")
        read = parser.parse(source, flags)
    except (ImportError, AttributeError):
        return NONE
    if read.state.flags & re.IGNORECASE:
        return NONE
    parsed = list(read)
    inside, first = _needed(parsed) or set(), _first(parsed)
    if first and "" not in first:
        first = _without_prolonged({key[:ENOUGH] for key in first})
        if rarity(first) >= min(LONG, rarity(inside) if inside else 0):
            return Keys(tuple(sorted(first)), True)
    return Keys(tuple(sorted(inside)), False)


def _needed(elements: list[tuple[Any, Any]]) -> set[str] | None:
    """The best set of literals of which a sequence holds one; None if there is none."""
    best: set[str] | None = None
    run = {""}  # all that the elements just read can be
    for element in elements:
        exact = _exact(element)
        if exact is not None and len(run) * len(exact) <= SPREAD:
            run = {before + after for before, after in product(run, exact)}
            continue
        best = _better(best, run)
        run = exact if exact is not None else {""}
        if exact is None:
            best = _better(best, _inside(element))
    return _better(best, run)


def _first(elements: list[tuple[Any, Any]]) -> set[str] | None:
    """Literals of which every text that a sequence matches begins with one; None if there are none, or too many."""
    run = {""}
    for element in elements:
        exact = _exact(element)
        begun = exact if exact is not None else _first_of(element)
        if begun is None or len(run) * len(begun) > SPREAD:
            break
        run = {before + after for before, after in product(run, begun)}
        if exact is None:
            break
    return None if "" in run else run


def _first_of(element: tuple[Any, Any]) -> set[str] | None:
    """What an element that can be many texts begins with."""
    name, argument = str(element[0]), element[1]
    if name == "SUBPATTERN":
        return None if argument[1] else _first(list(argument[3]))
    if name == "BRANCH":
        return _union(_first(list(branch)) for branch in argument[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0]:
        return _first(list(argument[2]))
    return None


def _exact(element: tuple[Any, Any]) -> set[str] | None:
    """All texts that an element can match, if they are few; what has no width matches the empty one."""
    name, argument = str(element[0]), element[1]
    if name == "LITERAL":
        return {chr(argument)}
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return {""}
    if name == "IN":
        return {chr(code) for _, code in argument} if all(str(kind) == "LITERAL" for kind, _ in argument) else None
    if name == "SUBPATTERN":
        return None if argument[1] else _exact_sequence(argument[3])  # with flags of its own, «(?i:…)»
    if name == "BRANCH":
        return _union(map(_exact_sequence, argument[1]))
    if name == "MAX_REPEAT" and argument[1] == 1:
        inner = _exact_sequence(argument[2])
        return inner if inner is None or argument[0] else inner | {""}
    return None


def _exact_sequence(elements: Iterable[tuple[Any, Any]]) -> set[str] | None:
    texts = {""}
    for element in elements:
        exact = _exact(element)
        if exact is None or len(texts) * len(exact) > SPREAD:
            return None
        texts = {before + after for before, after in product(texts, exact)}
    return texts


def _inside(element: tuple[Any, Any]) -> set[str] | None:
    """What an element that can be many texts cannot do without."""
    name, argument = str(element[0]), element[1]
    if name == "SUBPATTERN":
        return None if argument[1] else _needed(list(argument[3]))
    if name == "BRANCH":
        return _union(_needed(list(branch)) for branch in argument[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0]:
        return _needed(list(argument[2]))
    return None


def _union(sets: Iterable[set[str] | None]) -> set[str] | None:
    together: set[str] = set()
    for one in sets:
        if one is None:
            return None
        together |= one
        if len(together) > MOST:
            return None
    return together


def _better(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    """The set whose shortest literal is the longer one, up to a length; of equals the smaller set."""
    rated = [_least(keys) for keys in (one, other) if keys and "" not in keys]
    return max(rated, key=lambda keys: (rarity(keys), -len(keys)), default=None)


def rarity(keys: Iterable[str]) -> int:
    """How long the shortest key is without the blanks around it, but no more than LONG."""
    return min(LONG, *(len(key.strip()) for key in keys))


def _least(found: set[str]) -> set[str]:
    """Cut to ENOUGH letters, without those that hold another of the set."""
    return _without_longer({key[:ENOUGH] for key in _without_longer(found)})


def _without_prolonged(found: set[str]) -> set[str]:
    """Without those that begin with another of the set."""
    return {key for key in found if not any(key.startswith(other) for other in found if other != key)}


def _without_longer(found: set[str]) -> set[str]:
    return {key for key in found if not any(other in key for other in found if other != key)}
