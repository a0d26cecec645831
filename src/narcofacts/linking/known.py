"""What is known of the people of one case while its sentences are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from narcofacts.linking.people import People, Told
from narcofacts.mentions.model import GazetteerPlace


class Known(msgspec.Struct):
    """The people of a case told of so far, in order, and all groups that its text tells of."""

    told: Sequence[Told]
    case: int
    first: int
    """Index of the case's first sentence; `told` begins a little before."""
    days: dict[int, set[dt.date]] = msgspec.field(default_factory=dict)
    """Sentence → the days that it names."""
    towns: dict[int, GazetteerPlace] = msgspec.field(default_factory=dict)
    """Sentence → the town that is its scene, where it is one."""
    background: bool = False
    """The case tells of something else that was before; nobody told of before it is meant by its nouns."""
    people: list[People] = msgspec.field(default_factory=list)

    @property
    def earlier(self) -> list[People]:
        """The people of the body told so far."""
        return [p for p in self.people if not p.headline]
