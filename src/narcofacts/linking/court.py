"""What the court took, and the terms told behind a verdict: «Его приговорили к 12 годам … Имущество конфисковано»."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.events.penalties import term_told_later
from narcofacts.linking.case import Case
from narcofacts.linking.merge import Thing
from narcofacts.linking.people import People
from narcofacts.records import Penalty
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


def terms_told(text: str, cases: Sequence[Case], people: Sequence[People]) -> None:
    """«Осуждён сбытчик мефедрона. Срок наказания составил 9 лет»: the term of the only one whom a case convicts."""
    for case in cases:
        convicted = [p for p in people if p.case == case.number and p.status == "convicted"]
        if len(convicted) != 1:
            continue
        last = max(convicted[0].sentences)
        for facts in case.sentences:
            index = facts.sentence.sentence.index
            if not last <= index <= last + REACH:
                continue
            if index == last and convicted[0].penalty is not None:
                continue
            years = term_told_later(facts.sentence, text, convicted[0].value != 1)
            if years is not None:
                told = convicted[0].penalty or Penalty()
                convicted[0].penalty = replace(told, years=years, months=None)
                step = Step("court.term", facts.sentence.sentence.start, facts.sentence.sentence.end)
                convicted[0].steps.append(step)
                break
