"""What two cases tell with one figure: «изъято 484 кг … Министр сообщил, что было изъято 484 килограмма»."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.linking.case import Case
from narcofacts.linking.merge import Thing, join, significant_digits
from narcofacts.linking.people import People
from narcofacts.rules import Step

LEAD = 3
"""Sentences at the head of an article, which the body tells again."""


def retold_things(things: Sequence[Thing]) -> list[Thing]:
    """The things, with drugs of one exact figure that two cases tell as one record: that of the body, not of the
    lead."""
    kept: list[Thing] = []
    for thing in things:
        twin = next((t for t in kept if _told_again(t, thing)), None)
        if twin is None:
            kept.append(thing)
            continue
        if _leads(twin):
            twin.case = thing.case
        join(twin, thing)
        twin.steps.append(Step("retold.thing", thing.goods.start, thing.goods.end))
        for part in (t for t in things if t.parts_of is thing):
            part.parts_of = twin
    return kept


def _told_again(one: Thing, two: Thing) -> bool:
    """Whether a later thing of another case is the same: substance, unit and a figure that is no round one."""
    goods, again = one.goods, two.goods
    if one.case == two.case or not goods.drug_like or goods.value is None or goods.value != again.value:
        return False
    if goods.unit != again.unit or goods.substance != again.substance:
        return False
    if (one.action == "destroyed") != (two.action == "destroyed"):
        return False
    return _particular(float(goods.value), _leads(one))


def retold_people(cases: Sequence[Case], people: Sequence[People]) -> list[People]:
    """The people, with a number of one status that two cases tell as one record: that of statistics, else of the case
    that tells it first."""
    scope = {case.number: case.scope for case in cases}
    kept: list[People] = []
    for person in people:
        twin = next((p for p in kept if _counted_again(p, person)), None)
        if twin is None:
            kept.append(person)
            continue
        if scope.get(twin.case) != "total" and scope.get(person.case) == "total":
            twin.case = person.case
        twin.spans.extend(person.spans)
        twin.steps.extend([*person.steps, Step("retold.people", *person.spans[0])])
        for part in (p for p in people if p.parts_of is person):
            part.parts_of = twin
    return kept


def _counted_again(one: People, two: People) -> bool:
    """Whether a later number of people of another case is the same."""
    if one.case == two.case or one.status != two.status or one.value is None or one.value != two.value:
        return False
    if any(u.ages or u.name for p in (one, two) for u in p.units):
        return False
    return one.value >= 10 and _particular(float(one.value), _leads(one))


def _leads(told: Thing | People) -> bool:
    """Whether something is told in the headline or the lead."""
    return told.headline or min(told.sentences) < LEAD


def _particular(value: float, lead: bool) -> bool:
    """Whether a figure is too particular to come twice by chance; behind a lead two digits will do."""
    return significant_digits(value) >= (2 if lead else 3)
