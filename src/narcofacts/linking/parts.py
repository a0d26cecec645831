"""Parts and totals: which record includes which, so that a sum over records never counts anything twice."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from narcofacts.events.goods import VAGUE
from narcofacts.lexicon import substances
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.merge import Thing
from narcofacts.linking.people import People
from narcofacts.linking.scenes import nested
from narcofacts.mentions.model import DateMention
from narcofacts.rules import Step

HEAD = 40
"""Letters at the head of a sentence in which the day of a case stands."""


def includes(total: Thing, part: Thing) -> bool:
    """Whether the total's words can cover the part's: «наркотики» cover every drug, «прекурсоры» every precursor."""
    a, b = total.goods, part.goods
    if total is part or not a.drug_like or not b.drug_like:
        return False
    if a.value is None or b.value is None:
        return False
    if (
        a.unit == b.unit
        and float(b.value) > float(a.value) * 1.001
        and a.bound not in ("more_than", "at_least", "about", "order")
    ):
        return False
    if a.unit == b.unit and float(b.value) > float(a.value) * 1.2:
        return False
    if a.substance == b.substance:
        return True
    table = substances()
    if a.substance == "precursors":
        return b.category == "precursor"
    if a.substance == "drugs":
        return b.category == "drug" or _weighed_plants(part)
    if a.substance == "synthetic_drugs":
        return b.substance is not None and table[b.substance].family in (
            "cathinones",
            "stimulants",
            "synthetic cannabinoids",
        )
    if a.substance in VAGUE:
        return b.category == "drug"
    return False


def _weighed_plants(part: Thing) -> bool:
    """«6,9 т наркотиков, включая 3,2 т растений каннабиса»: plants that the words count among the drugs."""
    return part.fact.part and part.goods.category == "plant" and part.goods.unit == "g"


def parts_within(things: Sequence[Thing]) -> None:
    """Parts told inside one case: «260 кг наркотиков, из них 112 кг синтетических», «общий вес … 64 кг 550 г»."""
    _by_agency(things)
    for at, thing in enumerate(things):
        if not thing.fact.part or thing.parts_of is not None:
            continue
        for other in reversed(things[:at]):
            if other.fact.part and other.fact.sentence == thing.fact.sentence:
                continue
            first, last = other.fact.sentence, thing.fact.sentence
            if first < last - 2 and len({t.fact.sentence for t in things[:at] if first < t.fact.sentence < last}) > 1:
                break
            if other.parts_of is not None and other.parts_of.goods.substance == other.goods.substance:
                continue  # one agency's share of the whole
            if thing.goods.drug_like:
                if includes(other, thing) or (
                    other.goods.drug_like
                    and other.goods.substance in VAGUE
                    and other.goods.unit != thing.goods.unit
                    and thing.goods.category == "drug"
                ):
                    _link(thing, other, "parts.in_that_number")
                    break
            elif (
                other.goods.category == "property"
                and other.goods.money is not None
                and thing.goods.category in ("property", "vehicle", "money", "crypto")
            ):
                _link(thing, other, "parts.including")
                break
            if not thing.goods.drug_like and _counts(other, thing):
                _link(thing, other, "parts.including")
                break
    _sum_of_list(things)
    _breakdown(things)
    _of_total(things)
    _sum_at_end(things)
    _burnt(things)


def _counts(whole: Thing, part: Thing) -> bool:
    """«12 единиц оружия, включая 3 автомата»: fewer things of the same kind in the same sentence."""
    one, two = whole.goods, part.goods
    alike = one.category == two.category and one.unit == two.unit and whole.fact.sentence == part.fact.sentence
    return alike and one.value is not None and two.value is not None and two.value < one.value


def _weight(things: Sequence[Thing]) -> float:
    return sum(float(t.goods.value or 0) for t in things)


def _make_up(parts: Sequence[Thing], total: Thing, tolerance: float, rounded: bool = True) -> bool:
    """Whether two things or more weigh together what the total does, but for a share of it and, if it may be rounded,
    for what it was rounded by."""
    whole = float(total.goods.value or 0)
    near = max(tolerance * whole, _rounding(total) if rounded else 0.0)
    return len(parts) >= 2 and abs(_weight(parts) - whole) <= near


def _rounding(total: Thing) -> float:
    """How far an amount told as round may lie from the exact one: half its last digit, at most a twentieth; «около 1,7
    килограмма» of 1 kg 690 g."""
    if total.goods.bound not in ("about", "more_than", "less_than"):
        return 0.0
    whole = float(total.goods.value or 0)
    step = 1.0
    while whole % (step * 10) == 0 and step < whole:
        step *= 10
    return min(step / 2, whole / 20)


def _sum_of_list(things: Sequence[Thing]) -> None:
    """A list behind its total in one sentence: «Изъято 750 кг наркотиков: 700 кг марихуаны и 50 кг гашиша»."""
    for at, total in enumerate(things):
        if total.goods.unit != "g" or total.goods.value is None or total.parts_of is not None:
            continue
        listed = [
            t
            for t in things[at + 1 :]
            if t.fact.sentence == total.fact.sentence
            and t.parts_of is None
            and t.goods.unit == "g"
            and includes(total, t)
        ]
        if _make_up(listed, total, 0.005):
            for thing in listed:
                _link(thing, total, "parts.sum_of_list")


def _breakdown(things: Sequence[Thing]) -> None:
    """Named substances in the sentences after a total that they make up: «Основную массу составила марихуана — …»."""
    for at, total in enumerate(things):
        goods = total.goods
        if (
            (goods.substance not in VAGUE and goods.substance != "precursors")
            or goods.unit != "g"
            or total.parts_of is not None
        ):
            continue
        follow = []
        for thing in things[at + 1 :]:
            if thing.parts_of is total:
                follow.append(thing)
                continue
            if (
                thing.goods.unit == "g"
                and includes(total, thing)
                and thing.parts_of is None
                and (thing.fact.sentence - total.fact.sentence in (1, 2) or (follow and _listed_on(thing, follow[-1])))
                and thing.case == total.case
            ):
                follow.append(thing)
        loose = [t for t in follow if t.parts_of is None]
        weight = _weight(follow)
        if loose and len(follow) >= 2 and goods.value is not None and weight <= float(goods.value) * 1.02:
            for thing in loose:
                if thing.action == total.action:
                    _link(thing, total, "parts.breakdown")


def _burnt(things: Sequence[Thing]) -> None:
    """«Сожгли 128 кг наркотиков … Большую часть составила марихуана – 83 кг. В огонь отправили и 27 кг гашиша»: the
    weights that went into one fire, be they told in several sentences."""
    for at, total in enumerate(things):
        if total.action != "destroyed" or total.goods.substance not in VAGUE or total.goods.unit != "g":
            continue
        burnt = [
            t
            for t in things[at + 1 :]
            if t.action == "destroyed" and t.case == total.case and t.goods.unit == "g" and t.parts_of in (None, total)
        ]
        if total.parts_of is None and len(burnt) > 1 and _weight(burnt) <= float(total.goods.value or 0) * 1.02:
            for thing in burnt:
                if thing.parts_of is None and includes(total, thing):
                    _link(thing, total, "parts.burnt")


def _listed_on(thing: Thing, before: Thing) -> bool:
    """Whether a thing stands in the next line of a list."""
    carried = any(step.rule == "seizures.carried" for step in thing.steps)
    return carried and thing.fact.sentence - before.fact.sentence <= 1


def _by_agency(things: Sequence[Thing]) -> None:
    """The same substance told again by who took it, up to the total: «милиция — 1 тонну 340 кг, АКН — 373 кг»."""
    for at, total in enumerate(things):
        if total.goods.unit != "g" or total.goods.value is None or total.parts_of is not None:
            continue
        follow = [
            t
            for t in things[at + 1 :]
            if t.goods.substance == total.goods.substance
            and t.goods.unit == "g"
            and t.parts_of is None
            and t.case == total.case
            and 1 <= t.fact.sentence - total.fact.sentence <= 8
        ]
        row = len(follow) >= 3 and len({t.fact.sentence for t in follow}) == 1
        short = row and 0.9 <= _weight(follow) / float(total.goods.value) <= 1  # «Остальное изъяли таможенники»
        if short or _make_up(follow, total, 0.02):
            for thing in follow:
                _link(thing, total, "parts.by_agency")


def _of_total(things: Sequence[Thing]) -> None:
    """What an event tells after its sum: «В общей сложности изъято 39,6 кг … Там изъяли 27 кг амфетамина»."""
    for at, total in enumerate(things):
        if not total.fact.total or total.goods.substance not in VAGUE or total.parts_of is not None:
            continue
        for thing in things[at + 1 :]:
            if (
                thing.parts_of is None
                and thing.case == total.case
                and thing.goods.substance not in VAGUE
                and includes(total, thing)
                and thing.goods.unit == total.goods.unit
            ):
                _link(thing, total, "parts.of_sum")


def _kinds_of_total(cases: Sequence[Case], things: Sequence[Thing]) -> None:
    """«За год изъято 6,4 тонны наркотиков. … Перекрыты 14 каналов, изъято 310 кг марихуаны»: kinds that statistics tell
    behind the one mass of drugs in general, and that it can hold."""
    for case in cases:
        if case.scope != "total" or case.comparison:
            continue
        masses = [t for t in things if t.case == case.number and t.goods.is_mass and t.goods.drug_like]
        general = [t for t in masses if t.goods.substance == "drugs" and t.parts_of is None]
        if len(general) != 1 or general[0].action == "destroyed":
            continue
        total = general[0]
        inside = _of_its_period(case, total.fact.sentence)
        parts = [t for t in masses if t.parts_of is total]
        listed = [p for p in parts if p.fact.sentence == total.fact.sentence and p.goods.substance not in VAGUE]
        if len(listed) > 1:
            continue  # «изъято 64 кг наркотиков, в том числе 3 кг героина и 41 кг марихуаны»
        kinds = [
            t
            for t in masses
            if t.fact.sentence in inside
            and t.parts_of is None
            and includes(total, t)
            and _weight([t, *(p for p in parts if p.fact.sentence == t.fact.sentence)]) <= _weight([total])
        ]
        if _weight(kinds) <= _weight([total]):
            for thing in kinds:
                _link(thing, total, "parts.kinds_of_total")


def _of_its_period(case: Case, total: int) -> set[int]:
    """The sentences behind a total that go on with it: up to a campaign or to one that tells another time, and none
    that only adds («Кроме того, изъято 64 кг метамфетамина») or tells of another country."""
    result: set[int] = set()
    for facts in case.sentences:
        sentence = facts.sentence
        if sentence.sentence.index <= total:
            continue
        if any(n.type == "campaign" for n in sentence.names) or _of_another_time(sentence.dates, case.period):
            break
        if not _abroad(facts, case) and sentence.tokens[0].lower not in ("кроме", "помимо"):
            result.add(sentence.sentence.index)
    return result


def _abroad(facts: SentenceFacts, case: Case) -> bool:
    """Whether a sentence names only countries that do not hold what a total covers, nor lie in it."""
    countries = [p.place for p in facts.sentence.places if p.place.kind == "country"]
    area = case.area.place if case.area is not None else None
    return area is not None and bool(countries) and not any(nested(area, c) or nested(c, area) for c in countries)


def _of_another_time(dates: Sequence[DateMention], period: DateMention | None) -> bool:
    """Whether a date lies outside a period."""
    if period is None or period.first is None or period.last is None:
        return False
    told = [(d.first, d.last) for d in dates if d.kind in ("day", "span", "month", "year")]
    return any(last < period.first or first > period.last for first, last in told if first and last)


def _sum_at_end(things: Sequence[Thing]) -> None:
    """«Общий вес наркотиков составил 64 кг 550 г»: a total told after its parts, equal to their sum."""
    for at, total in enumerate(things):
        if total.goods.value is None or not total.goods.drug_like:
            continue
        if not total.fact.total and (total.goods.substance not in VAGUE or total.parts_of is not None):
            continue
        before = [
            t
            for k, t in enumerate(things)
            if (k < at or t.fact.sentence < total.fact.sentence)
            and t is not total
            and t.goods.unit == total.goods.unit
            and t.goods.category == total.goods.category
            and (total.goods.substance in VAGUE or t.goods.substance == total.goods.substance)
            and t.parts_of is None
            and t.case == total.case
        ]
        if _make_up(before, total, 0.02 if total.fact.total else 0.002):
            for thing in before:
                _link(thing, total, "parts.sum")


def _convicted_of_total(cases: Sequence[Case], people: Sequence[People]) -> None:
    """«Осуждены 214 человек … Самый большой срок получил 33-летний создатель магазина»: one of the counted."""
    for case, after in itertools.pairwise(cases):
        if case.scope != "total" or after.rule != "cases.after_total" or after.background:
            continue
        if after.sentences[0].sentence.sentence.paragraph != case.sentences[-1].sentence.sentence.paragraph:
            continue
        whole = [p for p in people if p.case == case.number and p.status == "convicted" and (p.value or 0) > 1]
        for person in people:
            if whole and person.case == after.number and person.status == "convicted" and person.single:
                person.parts_of = whole[-1]
                person.steps.append(Step("parts.convicted_of_total", whole[-1].spans[0][0], whole[-1].spans[0][1]))


def _link(part: Thing, total: Thing, rule: str) -> None:
    part.parts_of = total
    part.steps = [*part.steps, Step(rule, total.goods.start, total.goods.end)]
    if part.action == "found" and total.action == "seized":
        part.action = "seized"


def _add_up(things: Sequence[Thing], separate: set[int], remembered: set[int]) -> None:
    """A mass told first that the masses told later, in whatever cases, make up to the gram: 36,46 kg = 9,46 + 27.

    `separate`: cases without parts; `remembered`: cases that tell of something else altogether.
    """
    for at, total in enumerate(things):
        if total.goods.unit != "g" or total.goods.value is None or total.parts_of is not None:
            continue
        if total.case in remembered:
            continue
        later = [
            t
            for t in things[at + 1 :]
            if t.parts_of in (None, total)
            and t.goods.unit == "g"
            and t.case not in separate
            and t.fact.sentence > total.fact.sentence
            and includes(total, t)
        ]
        loose = [t for t in later if t.parts_of is None]
        # «За двое суток изъято 643 кг. Первую часть, 227 кг, … Вторую, 96 кг, … 320 кг»: parts known already count, too
        for row in (loose, later):
            taken = _first_that_make_up(row, total)
            for thing in taken:
                if thing.parts_of is None:
                    _link(thing, total, "parts.add_up")
            if taken:
                break


def _first_that_make_up(row: Sequence[Thing], total: Thing) -> list[Thing]:
    """The first things of a row that weigh together what the total does; none if they outweigh it."""
    left = float(total.goods.value or 0) * 1.002
    for many, thing in enumerate(row, start=1):
        if _make_up(row[:many], total, 0.002):
            return list(row[:many])
        left -= float(thing.goods.value or 0)
        if left < 0:
            break
    return []


def _told_before(things: Sequence[Thing], at: int) -> list[Thing]:
    """What earlier sentences tell that the sum at `at` can cover, in its own unit and not yet a part."""
    total = things[at]
    return [
        t
        for t in things[:at]
        if t.parts_of is None
        and t.goods.unit == total.goods.unit
        and t.fact.sentence < total.fact.sentence
        and includes(total, t)
    ]


def _sum_of_case(things: Sequence[Thing], events: set[int]) -> None:
    """«Нашли 1 500 растений … обнаружены 3 000 кустов. Всего участники рейдов уничтожили около 6 000 кустов»: the sum
    of one event, of which not every part is told."""
    for at, total in enumerate(things):
        if not total.fact.total or total.goods.value is None or total.parts_of is not None or total.case not in events:
            continue
        before = [t for t in _told_before(things, at) if t.case == total.case]
        if len(before) > 1 and _weight(before) <= float(total.goods.value):
            for thing in before:
                _link(thing, total, "parts.sum_of_case")


def _sum_of_cases(things: Sequence[Thing], separate: set[int]) -> None:
    """«В Климовске нашли 28 кг … на шоссе – 17,3 кг … В общей сложности изъято почти 45,5 кг»: a sum told after its
    parts, which stand in several cases."""
    for at, total in enumerate(things):
        if not total.fact.total or total.goods.unit != "g" or total.goods.value is None or total.parts_of is not None:
            continue
        if total.case in separate:
            continue
        before = [t for t in _told_before(things, at) if t.action != "destroyed" and t.case not in separate]
        if len({t.case for t in before}) > 1 and _make_up(before, total, 0.01):
            for thing in before:
                _link(thing, total, "parts.sum_of_cases")


def _compared(cases: Sequence[Case], things: Sequence[Thing]) -> None:
    """«Выведено из оборота 96,4 кг. Для сравнения, за шесть месяцев прошлого года было 31 кг»: taken, too."""
    for before, case in itertools.pairwise(cases):
        taken = [t for t in things if t.case == before.number and t.goods.drug_like]
        if not case.comparison or not taken or any(t.action != "seized" for t in taken):
            continue
        for thing in things:
            if thing.case == case.number and thing.action == "found":
                thing.action = "seized"
                thing.steps = [*thing.steps, Step("parts.compared", taken[0].goods.start, taken[0].goods.end)]


LEAD = 5
"""Sentences of an article in which a number can sum up the cases told later."""


def _groups_add_up(people: Sequence[People], separate: set[int], opening: int | None, beside: set[int]) -> None:
    """A number of people told first that the groups told later add up to: six = one + three + two. Groups of other
    cases are counted only by the lead: not by one of the cases behind an `opening` total, and not those told `beside`
    it."""
    for at, whole in enumerate(people):
        if (whole.value or 0) < 3 or whole.parts_of is not None or whole.bound != "exact" or whole.case in separate:
            continue
        later: list[People] = []
        left = whole.value or 0
        countries = any(u.citizenship for u in whole.units)
        for p in people[at + 1 :]:
            if left == 0 and len(later) >= 2 and p.case != later[-1].case:
                break  # the whole; who follows is of another case
            if whole.status == "convicted" and p.status != "convicted":
                continue  # who was only detained is none of the convicts
            if countries and any(u.other for u in p.units):
                break  # «задержаны трое британцев и двое испанцев … Позднее арестованы ещё трое»
            lead = whole.sentence < LEAD and opening in (None, whole.case) and p.case not in beside
            if p.case != whole.case and not lead:
                continue
            if p.parts_of is None and p.status != "wanted" and p.case not in separate and p.sentence > whole.sentence:
                later.append(p)
                left -= p.value or 0
            if left < 0:
                break  # more than the whole already
        if len(later) >= 2 and all(p.value for p in later) and sum(p.value or 0 for p in later) == whole.value:
            for person in later:
                person.parts_of = whole
                person.steps.append(Step("parts.groups_add_up", whole.spans[0][0], whole.spans[0][1]))


def _further_parts(people: Sequence[People]) -> None:
    """«Задержаны четверо, двое из них под стражей, ещё двое — под домашним арестом»: the others of the same whole."""
    for first in people:
        whole = first.parts_of
        if whole is None or whole.value is None or whole.bound != "exact":
            continue
        for person in people:
            if person.parts_of is not None or person.sentence != first.sentence or person.status != first.status:
                continue
            further = person is not whole and any(u.other for u in person.units) and person.case == whole.case
            if further and (person.value or 0) + (first.value or 0) == whole.value:
                person.parts_of = whole
                person.steps.append(Step("parts.groups_add_up", whole.spans[0][0], whole.spans[0][1]))


def _made_up(total: Thing, things: Sequence[Thing], separate: set[int]) -> bool:
    """Whether the amounts told after a total in its own unit already make it up, so that packages are not in it."""
    told = [
        t
        for t in things
        if t.case > total.case
        and t.case not in separate
        and t.goods.unit == total.goods.unit
        and (t.parts_of is None or t.parts_of is total)
        and includes(total, t)
    ]
    return _make_up(told, total, 0.005, rounded=False)


def _outside(case: Case, total: Case) -> bool:
    """Whether the day or month at the head of a case lies outside the period of the total: «За девять месяцев … В
    начале октября»."""
    period = total.period
    if period is None or period.first is None or period.last is None or case is total:
        return False
    told = [
        (d.first, d.last)
        for s in case.sentences[:2]
        for d in s.sentence.dates
        if d.kind in ("day", "span", "month", "year")
        and d.start - s.sentence.sentence.start < HEAD
        and d.first is not None
        and d.last is not None
    ]
    return bool(told) and all(last < period.first or first > period.last for first, last in told)


def _same_crop(total: Thing, thing: Thing) -> bool:
    """«Изъято 327 кустов мака … В селе Птичник насчитали 211 кустов мака»: plants of a total of such plants; wild ones
    that were destroyed are another matter."""
    return total.goods.substance == thing.goods.substance and total.action != "destroyed"


def _used_up(total: Thing, things: Sequence[Thing]) -> bool:
    """Whether the kinds told of a total leave nothing of it: «По видам: героин – 74 кг, опий – 310 кг, …»."""
    kinds = [t for t in things if t.parts_of is total and t.case == total.case and t.goods.unit == total.goods.unit]
    return _weight(kinds) >= 0.97 * float(total.goods.value or 0)


MEDICINES = ("opioids", "medicines")
"""Families whose tablets stand beside a weight of drugs: «31 кг наркотиков, а также 1840 таблеток трамадола»."""


def _street_drug(thing: Thing) -> bool:
    """«37 марок ЛСД», «700 мл гашишного масла»: drugs counted or measured otherwise that a weight of drugs covers."""
    substance = thing.goods.substance
    if thing.goods.category != "drug" or substance is None:
        return False
    return substance not in VAGUE and substances()[substance].family not in MEDICINES


def parts_across(cases: Sequence[Case], things: Sequence[Thing], people: Sequence[People], separate: set[int]) -> None:
    """After an opening total, the later cases of its area and period are its parts and inherit its «изъято».

    `separate`: numbers of cases told as standing apart («ранее», another period, a closing total).
    """
    apart = {c.number for c in cases if c.apart}
    _convicted_of_total(cases, people)
    _add_up(things, separate | apart, {c.number for c in cases if c.background or c.apart})
    _sum_of_cases(things, separate | apart)
    _sum_of_case(things, {c.number for c in cases if c.scope == "event"})
    opening = next((c.number for c in cases if c.opening), None)
    beside = {c.number for c in cases if c.rule in ("cases.other_case", "cases.parallel")}
    _groups_add_up(people, separate | apart, opening, beside)
    _further_parts(people)
    _kinds_of_total(cases, things)
    _compared(cases, things)
    for case in cases:
        if case.scope != "total" or not case.opening:
            continue
        totals = [t for t in things if t.case == case.number and t.goods.drug_like and t.goods.substance is not None]
        counted = [p for p in people if p.case == case.number and p.parts_of is None and not p.single]
        others = separate | apart | {c.number for c in cases if _outside(c, case)}
        for thing in things:
            if (
                thing.case <= case.number
                or thing.case in others
                or thing.parts_of is not None
                or thing.action == "destroyed"
            ):
                continue
            if not thing.goods.drug_like:
                continue
            fitting = [
                t
                for t in totals
                if includes(t, thing)
                and (thing.goods.category != "plant" or _same_crop(t, thing))
                and (
                    t.goods.unit == thing.goods.unit
                    or (thing.goods.container and not _made_up(t, things, separate))
                    or (_street_drug(thing) and not _made_up(t, things, separate) and not _used_up(t, things))
                )
            ]
            exact = [t for t in fitting if t.goods.substance == thing.goods.substance]
            if fitting:
                _link(thing, (exact or fitting)[-1 if exact else 0], "parts.after_total")
        for person in people:
            if (
                person.case <= case.number
                or person.case in others
                or person.parts_of is not None
                or person.status == "wanted"
            ):
                continue
            convicted = person.status == "convicted"
            heads = [p for p in counted if p.status == ("convicted" if convicted else "detained")]
            if heads and (person.value is None or (heads[0].value or 0) >= person.value):
                person.parts_of = heads[0]
                person.steps.append(Step("parts.after_total", heads[0].spans[0][0], heads[0].spans[0][1]))
