"""Groups told of without an arrest that a noun or pronoun takes up: «У 28-летнего самарца нашли … Мужчина задержан»."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from narcofacts.events.facts import ArrestFact
from narcofacts.events.unit import Group, Unit
from narcofacts.linking.known import Known
from narcofacts.linking.people import People, Told, conflict, of_two_kinds, same_name, shares
from narcofacts.mentions.people import nouns


def antecedent_of(known: Known, group: Group, sentence: int) -> Group | None:
    """The group told of before that an anaphoric noun takes up."""
    unit = group.units[0]
    if (counted := _counted_kin(known, group)) is not None:
        return counted
    crew = group.value is None and not unit.plural  # «группу задержали»: no single person
    for candidate in reversed([t for t in known.told if 0 <= sentence - t.sentence <= 8]):
        other = candidate.group
        if other is group or other.start >= group.start or any(shares(p, other) for p in known.people):
            continue
        head = other.units[0]
        if known.background and candidate.sentence < known.first:
            continue  # «Мужчину задержали. До этого в Туле задержали отца двоих детей»
        if head.subset and (known.earlier or head.value == 1):
            continue  # «Один из них по образованию агроном»
        if head.staff and not head.ages and not head.counted:
            continue
        plural = len(other.units) > 1 or head.plural
        if unit.both or unit.plural or crew:
            # «В группу входили четверо. Изъята синтетика, участники арестованы»
            of_crew = (
                head.counted
                and not head.lemmas
                and unit.lemmas & nouns("members")
                and sentence == candidate.sentence + 1
            )
            # «А в Астане … Задержали организаторов»: no people of the case before
            if (
                not plural
                or other.value is None
                or (candidate.sentence < known.first and not unit.both and not of_crew)
                or (
                    unit.both and (unit.value is not None or unit.lemmas & nouns("taken")) and other.value != unit.value
                )
            ):
                continue
            return other
        if plural or conflict(unit, head):
            continue
        if (
            head.ages
            or head.citizenship
            or head.name
            or head.role
            or head.residence
            or head.occupation
            or unit.lemmas & head.lemmas
        ):
            return other
    return _siblings(known, group, sentence) if unit.plural and group.value is None else None


def _counted_kin(known: Known, group: Group) -> Group | None:
    """«мать, двое её сыновей и невестка … Сыновья получили по 11 лет»: the kin that a row counts."""
    unit = group.units[0]
    if not unit.plural or unit.counted or not unit.lemmas & nouns("kin"):
        return None
    before = [u for t in known.told if t.group.start < group.start for u in t.group.units]
    fits = [u for u in before if u.counted and u.lemmas & unit.lemmas]
    return Group([fits[-1]], group.sentence) if fits else None


def _siblings(known: Known, group: Group, sentence: int) -> Group | None:
    """«За рулём сидел 30-летний мужчина, рядом – его 27-летний брат … Братья задержаны»."""
    kind = group.units[0].lemmas & nouns("siblings")
    single = [t for t in known.told if 0 < sentence - t.sentence <= 8 and t.group.value == 1]
    for one, two in itertools.pairwise(single):
        if one.sentence == two.sentence and kind & two.group.units[0].lemmas:
            return Group([one.group.units[0], two.group.units[0]], one.sentence)
    return None


def not_taken_yet(known: Known, fact: ArrestFact) -> Group | None:
    """The one person of age or name told of in the case of whom no taking was told."""
    open_ones = [
        t.group
        for t in known.told
        if known.first <= t.sentence <= fact.sentence
        and t.group.end <= fact.start
        and len(t.group.units) == 1
        and not t.group.units[0].plural
        and not t.group.units[0].staff
        and (t.group.units[0].ages or t.group.units[0].citizenship)
        and not any(shares(p, t.group) for p in known.people)
    ]
    return open_ones[0] if len(open_ones) == 1 else None


def lead_again(known: Known, unit: Unit, person: People, fact: ArrestFact) -> bool:
    """«Задержан получатель посылки … За ней пришёл 34-летний программист, его задержали»: the lead names him by his
    part in the story only."""
    own = person.units[0] if person.single and len(person.units) == 1 else None
    if own is None or person is not known.earlier[0] or len(known.earlier) > 1 or fact.status != person.status:
        return False
    lead = person.sentence - known.first <= 1 and own.role is not None
    return lead and not unit.role and bool(unit.ages) and not (own.ages or own.name or own.citizenship)


def is_another(unit: Unit, people: list[People]) -> bool:
    """Whether a name is nobody's of the people told of: «Олег Р. заключил соглашение. Его осудили на 4 года»."""
    named = [u for p in people for u in p.units if u.name]
    return unit.name is not None and bool(named) and not any(same_name(u.name or "", unit.name) for u in named)


def is_bare(unit: Unit, units: Sequence[Unit]) -> bool:
    """A plain noun of which nothing else is told: «Парень рассказал, что …» after «накрыли закладчика»."""
    told = bool(unit.ages or unit.birth_years or unit.name or unit.citizenship or unit.other or unit.oblique)
    told = told or bool(unit.lemmas & {"житель", "жительница", "уроженец"})  # where from is told of him
    return not told and not any(of_two_kinds(unit, own) for own in units)


def _is_predicate(group: Group) -> bool:
    """«Актюбинец проработал закладчиком»: a noun in the instrumental tells what somebody was."""
    unit = group.units[0]
    told = unit.ages or unit.name or unit.citizenship or unit.counted
    return len(group.units) == 1 and not told and unit.instrumental and bool(unit.role)


def _only_given(group: Group) -> bool:
    """«передавал покупателю»: to whom something is given or said."""
    unit = group.units[0]
    return not (unit.nominative or unit.accusative or unit.counted)


def _only_beside(group: Group) -> bool:
    """«в сговор с неустановленным лицом»: somebody nobody knows."""
    unit = group.units[0]
    return unit.oblique and unit.lemmas == {"лицо"} and not unit.ages


def pronoun_fits(pronoun: str, person: People) -> bool:
    sexes = {unit.sex for unit in person.units if unit.sex}
    if pronoun == "p":
        return not person.single
    if pronoun in ("m", "f"):
        return person.single and (not sexes or pronoun in sexes)
    return True


def _unit_fits(pronoun: str, group: Group) -> bool:
    head = group.units[0]
    plural = len(group.units) > 1 or head.plural or (group.value or 0) > 1  # «Семейная пара … Задержаны дома»
    if head.staff and not head.ages and not head.counted and not head.nominative:
        return False
    if pronoun == "p":
        return plural and group.value is not None
    if pronoun in ("m", "f"):
        return not plural and (head.sex is None or head.sex == pronoun)
    return not plural


def told_last(known: Known, fact: ArrestFact) -> Told | None:
    """The group told of last that a pronoun can stand for."""
    recent = [
        t
        for t in known.told
        if 0 <= fact.sentence - t.sentence <= 3
        and t.group.end <= fact.start
        and _unit_fits(fact.pronoun, t.group)
        and not _only_beside(t.group)
        and not _is_predicate(t.group)
    ]
    last = recent[-1] if recent else None
    if last is not None and _only_given(last.group):
        # «Капитан взят, когда передавал покупателю 300 граммов. Суд санкционировал его арест»
        subjects = [t for t in recent if t.sentence == last.sentence and t.group.units[0].nominative]
        last = subjects[-1] if subjects else last
    if last is not None and fact.pronoun == "p" and not last.group.units[0].lemmas and not last.group.units[0].both:
        # «Шестерых уложили лицом в траву. Четверо ранее судимы. Их поместили в изолятор»
        larger = [t for t in recent if t.group.units[0].lemmas and (t.group.value or 0) > (last.group.value or 0)]
        return larger[-1] if larger else last
    return last
