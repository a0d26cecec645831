"""Wholes and parts among the people of a case: «четверо из них», «все пятеро», one verdict over many."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.events.facts import STATUS_RANK, ArrestFact
from narcofacts.events.unit import Group, Unit
from narcofacts.linking.known import Known
from narcofacts.linking.people import People, Told, add_telling, bare_whole, conflict, same_name
from narcofacts.mentions.people import nouns
from narcofacts.rules import Step

STATISTIC = 20
"""So many convicted are counted over many cases."""


def whole_of(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """The group of which this one is a part, or None."""
    unit = group.units[0]
    value = group.value
    candidates = [
        p for p in known.earlier if p.parts_of is None and p.status != "wanted" and (p.value or 0) > (value or 1)
    ]
    if unit.lemmas & nouns("counted_again"):  # «задержали членов группы … двух фигурантов поместили под стражу»
        crews = [p for p in known.earlier if p.value is None and p.parts_of is None and p.units and p.units[0].plural]
        candidates = candidates or [p for p in crews if p.status == "detained"]
    if not candidates:
        return None
    if unit.subset:
        near = candidates[-1].sentence == fact.sentence  # «Осуждены 95 человек, 60 из них – к лишению свободы»
        return candidates[-1] if near or unit.own_record or fact.status != candidates[-1].status else None
    if unit.other:
        return None
    if fact.status == candidates[-1].status == "convicted" and (candidates[-1].value or 0) >= STATISTIC:
        return candidates[-1] if value is not None and value > 1 else None
    if STATUS_RANK[fact.status] <= STATUS_RANK[candidates[-1].status] or fact.status in ("wanted", "extradited"):
        return None
    if unit.counted and value is not None and not unit.ages and not unit.role and not unit.name:
        return candidates[-1] if unit.lemmas <= (nouns("again") | nouns("plain")) else None
    if not unit.counted and value == 1 and unit.anaphoric and not unit.name:
        small = [
            p
            for p in candidates
            if p.value is not None
            and p.value <= 4
            and any(not unit.sex or not u.sex or u.sex == unit.sex for u in p.units)
        ]
        if small:
            member = next((u for u in small[-1].units if unit.sex and u.sex == unit.sex and u.value == 1), None)
            if member is not None:
                unit.ages, unit.role = unit.ages or member.ages, unit.role or member.role
            return small[-1]
    return None


def whole_of_some(known: Known, told: Told) -> People | None:
    """The group among whom somebody was told of: «Среди задержанных – 44-летний Милан В.»."""
    before = [p for p in known.earlier if p.parts_of is None and p.sentence <= told.sentence]
    return next((p for p in reversed(before) if (p.value or 0) > (told.group.value or 1)), None)


def convicted_whole(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«Трое получили до 14 лет … Денис К. приговорён к 14 годам»: a counted total of the convicted covers its
    members."""
    if fact.status != "convicted" or (group.value is None and not group.units[0].plural):
        return None
    many = [p for p in known.earlier if p.status == "convicted" and (p.value or 0) >= STATISTIC]
    if many and (group.value or 0) > 1:
        return None  # «Осуждены 203 человека … К реальному сроку приговорены 96»
    unit = group.units[0]
    if fact.also and not fact.gapped:
        return None  # «В октябре за похожие дела осудили начальника отдела»
    if (
        unit.other
        and not (fact.gapped or (unit.nth > 2 and unit.lemmas & nouns("tried")))  # «Шестой подсудимый приговорён …»
        and not any(p.units[0].both for p in known.earlier if p.status == "convicted" and p.units)
    ):
        return None
    for person in known.earlier:
        if fact.gapped and not fact.listed and person.sentence == fact.sentence:
            continue  # «двое получили по девять лет, а их куратор – 13»
        if fact.listed and person.sentence == fact.sentence and (group.value or 0) < (person.value or 0):
            return person
        if (
            person.status == "convicted"
            and (person.value or 0) > 1
            and person.parts_of is None
            and person.units
            # «Участники получили от 9 до 19 лет. Осуждены семь человек»: counted later
            and (len(person.units) > 1 or person.units[0].counted or person.units[0].value is None)
        ):
            if len(person.units) > 1 and unit.lemmas & person.lemmas and person.sentence < fact.sentence:
                return person
            told_of = unit.anaphoric and not (unit.name or unit.ages)
            row = person.units if len(person.units) > 1 and unit.counted and unit.lemmas & nouns("others") else []
            if any(u.counted and u.value == group.value for u in row):
                return person  # «приговор предпринимателю и двум безработным … двое подельников получили 17 лет»
            if _other_term(person, fact) or (not told_of and all(u.value == 1 for u in person.units)):
                continue  # «21-летняя Вера С. и 23-летняя Алина Т.»: a row of people is no total
            members = sum(u.value or 0 for u in person.units[1:])
            if (
                group.value is not None
                and (
                    group.value == 1
                    or person.sentence - known.first <= 3
                    or fact.gapped
                    or (person.units[0].both and 0 <= fact.sentence - max(person.sentences) <= 1)
                )
                and members + group.value <= (person.value or 0)
                and not unit.subset
                and (person.sentence < fact.sentence or (group.value == 1 and person.spans[0][1] < unit.start))
            ):
                return person
    return None


def _other_term(person: People, fact: ArrestFact) -> bool:
    """«Двум курьерам суд назначил шесть лет. Водителю – четыре года»: whose own term is told is none of those."""
    theirs, own = person.penalty, fact.penalty
    if theirs is None or own is None or theirs.years is None or own.years is None:
        return False
    return theirs.years != own.years


def out_of_pair(known: Known, group: Group, fact: ArrestFact) -> Unit | None:
    """«Оглашен приговор Р. и его сожительнице К. … Р. осужден к 11 годам»: who gets a verdict of their own leaves
    the pair. The unit of the pair, or None."""
    unit = group.units[0]
    if fact.status != "convicted" or not unit.name or len(group.units) > 1:
        return None
    for person in known.earlier:
        if person.status != "convicted" or len(person.units) < 2 or not all(u.name for u in person.units):
            continue
        own = next((u for u in person.units if same_name(u.name or "", unit.name)), None)
        if own is not None and person.value is not None:
            person.units.remove(own)
            person.value -= own.value or 0
            return own
    return None


def tell_members(known: Known, whole: People, fact: ArrestFact) -> None:
    """«Четверо задержаны … Двоих взяли в Кишинёве … Все четверо помещены под арест»: what is told of all is told of
    those who were told of apart, and who make up the number."""
    later = [
        p
        for p in known.earlier
        if p is not whole and p.sentence > whole.sentence and p.status != "wanted" and p.parts_of in (None, whole)
    ]
    if whole.value is None or sum(p.value or 0 for p in later) != whole.value:
        return
    for person in later:
        person.parts_of = whole
        add_telling(person, replace(fact, group=None))


def without_the_tried(known: Known, fact: ArrestFact, group: Group) -> Group:
    """«Осуждён липчанин … осуждённый и двое его сообщников задержаны»: he is told of already."""
    head, *rest = group.units
    if not rest or head.plural or head.counted:
        return group
    if not head.lemmas & nouns("tried") or not rest[0].lemmas & nouns("others"):
        return group
    tried = [p for p in known.earlier if p.single and STATUS_RANK[p.status] > STATUS_RANK[fact.status]]
    if len(tried) != 1 or any(conflict(head, own) for own in tried[0].units):
        return group
    add_telling(tried[0], replace(fact, group=None))
    fact.group = Group(rest, group.sentence)
    return fact.group


def without_bare_whole(known: Known) -> None:
    """«Суд признал подсудимых виновными. Организатор приговорён к 17 годам, двое сообщников — к 13»: an uncounted
    word for all whose members follow is no record of its own."""
    convicted = [p for p in known.earlier if p.status == "convicted" and p.parts_of is None]
    for person in convicted:
        end = person.spans[0][1]
        later = [p for p in convicted if p.value is not None and _behind(p, person.sentence, end)]
        if (bare_whole(person) or _named_below(person, later)) and sum(p.value or 0 for p in later) > 1:
            known.people.remove(person)


def without_used_up(known: Known) -> None:
    """«Задержан 41 иностранец: 34 из них – граждане Афганистана, четверо – Кыргызстана, трое – России»: countries that
    use up a number tell who all are, and are no records of their own, nor are parts all arrested."""
    for whole in list(known.people):
        parts = [
            p
            for p in known.people
            if p.parts_of is whole and p.countries and p.status == whole.status and p.sentence - whole.sentence <= 3
        ]
        if len(parts) > 1 and len({p.sentence for p in parts}) == 1 and sum(p.value or 0 for p in parts) == whole.value:
            whole.units[0].details.extend(unit for part in parts for unit in part.units)
            known.people = [p for p in known.people if not any(p is part for part in parts)]
            continue
        _arrested_one_by_one(known, whole)


def _arrested_one_by_one(known: Known, whole: People) -> None:
    """«Задержаны четверо. Трое помещены под арест, один – под домашний арест», «Один из них приговорён к 12 годам,
    второй – к четырём»: one sentence tells the same of them all."""
    first = next((p for p in known.people if p.parts_of is whole and p.status in ("arrested", "convicted")), None)
    if first is None or STATUS_RANK[first.status] <= STATUS_RANK[whole.status]:
        return
    parts = [
        p
        for p in known.people
        if p.status == first.status
        and p.sentence == first.sentence
        and (p.parts_of is whole or (p.status == "convicted" and any(u.other for u in p.units)))
    ]
    if len(parts) < 2 or sum(p.value or 0 for p in parts) != whole.value:
        return
    whole.status, whole.status_at = first.status, first.sentence
    whole.spans = [*(span for part in parts for span in part.spans), *whole.spans]
    whole.steps = [*whole.steps, *(step for part in parts for step in part.steps)]
    known.people = [p for p in known.people if not any(p is part for part in parts)]


def _behind(person: People, sentence: int, end: int) -> bool:
    """Whether people are first told of in a later sentence, or in this one behind `end`."""
    return person.sentence > sentence or (person.sentence == sentence and person.spans[0][0] >= end)


def _named_below(person: People, later: Sequence[People]) -> bool:
    """«Суд вынес приговор полицейским, подбросившим наркотики. Бывший начальник Л. получил 12 лет, Ф. — 8»: whether
    the next sentence names those whom an uncounted plural sums up."""
    unit = person.units[0] if person.units else None
    if unit is None or person.value is not None or not unit.plural or unit.name or unit.ages:
        return False
    row = [p for p in later if 0 < p.sentence - person.sentence <= 1]
    return any(u.name or u.details for p in row for u in p.units)


def cover_members(known: Known, person: People, group: Group) -> None:
    """«взяли ещё троих … водворены все четверо задержанных»: those told of apart are parts of all."""
    inside = [p for p in known.earlier if p.parts_of is None and p.status == person.status]
    if not inside or sum(p.value or 0 for p in inside) >= (group.value or 0):
        return
    for member in inside:
        if bare_whole(member):  # «Вынесен приговор участникам группы … признал всех пятерых виновными»
            known.people.remove(member)
            person.spans.extend(member.spans)
            continue
        member.parts_of = person
        member.steps.append(Step("coreference.of_all", group.start, group.end))
