"""Rule ids and the trace: which rule, which data row made a fact.

A rule id is greppable text: `seizures.pair_following` names a function, `triggers.toml:seize` a data row.
"""

from __future__ import annotations

from msgspec import Struct


class Step(Struct, frozen=True):
    """One link of the chain that made a record: the rule and the stretch of text that it used."""

    rule: str
    start: int
    end: int
    note: str = ""
