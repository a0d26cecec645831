"""What the court took: «Его приговорили к 12 годам … Имущество конфисковано» speaks of the court before."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.linking.merge import Thing
from narcofacts.linking.people import People
from narcofacts.rules import Step

REACH = 3
"""Sentences behind a verdict in which what is confiscated is so by the court."""


def confiscated(things: Sequence[Thing], people: Sequence[People]) -> None:
    """Things said to be confiscated right after a verdict of their case are the court's."""
    verdicts = [(p.case, at) for p in people if p.status == "convicted" for at in p.sentences]
    for thing in things:
        if thing.action != "seized" or thing.goods.drug_like:
            continue
        if not any(step.rule == "triggers.toml:confiscate" for step in thing.steps):
            continue
        at = min(thing.sentences)
        if any(case == thing.case and 0 <= at - told <= REACH for case, told in verdicts):
            thing.action = "confiscated"
            thing.steps = [*thing.steps, Step("court.confiscated", thing.goods.start, thing.goods.end)]
