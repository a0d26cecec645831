"""Who is meant: joins arrest facts of the same people, and finds the parts of a group.

«Двое мужчин взяты с поличным … Оба водворены в ИВС» is one group (`same_people.py`); «четверо арестованы» after
«задержаны шесть человек» is a part of it (`wholes.py`); «Мужчина задержан» takes up the man whose home was searched
(`antecedents.py`); what follows without a verb goes to those taken (`told_later.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.events.facts import STATUS_RANK, ArrestFact
from narcofacts.events.unit import Group, Unit, complete
from narcofacts.linking.antecedents import antecedent_of, is_another, is_bare, lead_again, pronoun_fits, told_last
from narcofacts.linking.known import Known
from narcofacts.linking.people import (
    People,
    Told,
    add_telling,
    conflict,
    each_named,
    each_of_row,
    enrich,
    people_of,
    shares,
    without_headlines,
)
from narcofacts.linking.same_people import bare_crew, same_people
from narcofacts.linking.told_later import counted_later, crews_identified, named_taken, only_ones, told_later
from narcofacts.linking.wholes import (
    convicted_whole,
    cover_members,
    out_of_pair,
    tell_members,
    whole_of,
    whole_of_some,
    without_bare_whole,
    without_the_tried,
    without_used_up,
)
from narcofacts.mentions.people import nouns
from narcofacts.records import Penalty
from narcofacts.rules import Step


def resolve(known: Known, facts: Sequence[tuple[ArrestFact, bool]]) -> list[People]:
    """The arrests of the case. Each fact comes with whether it stands in the headline."""
    for fact, headline in facts:
        crews_identified(known, fact.sentence)
        if headline:
            if fact.group is not None:
                known.people.append(people_of(fact, known.case, True))
        elif fact.group is None:
            _pronoun(known, fact)
        else:
            _group(known, fact, fact.group)
    crews_identified(known, sys.maxsize)
    without_bare_whole(known)
    counted_later(known)
    named_taken(known)
    told_later(known)
    only_ones(known)
    without_used_up(known)
    return without_headlines(known.people)


def _group(known: Known, fact: ArrestFact, group: Group) -> None:
    """A fact with people of its own: told of before, one of a verdict over many, or new."""
    group = without_the_tried(known, fact, group)
    if each := _each_told(known, group, fact):
        for person in each:
            add_telling(person, replace(fact, group=None))
        return
    target = same_people(known, group, fact)
    # «курьера — к 12 годам, закладчика — к девяти»: who is told of in one row is told of once
    if target is not None and not (fact.gapped and target.single and fact.sentence in target.sentences):
        _told_again(known, target, group, fact)
        return
    if (row := _row_retold(known, group, fact)) is not None:
        add_telling(row, replace(fact, group=None))
        return
    if fact.gapped and group.value is None:
        return  # «подельники — к срокам от 8 до 23 лет»: nobody told of before
    own = out_of_pair(known, group, fact)
    whole = None if own is not None else convicted_whole(known, group, fact)
    if whole is not None:
        whole.units.extend(group.units)
        whole.spans.append((fact.start, fact.end))
        whole.sentences.append(fact.sentence)
        whole.steps.extend([*fact.steps, Step("coreference.one_of_convicted", fact.start, fact.end)])
        return
    if fact.gapped and (pair := _told_as_pair(known, fact)) is not None:
        add_telling(pair, replace(fact, group=None))
        return
    if fact.gapped and own is None and not group.units[0].subset and (first := _first_of_row(known, fact)) is not None:
        first.value = first.value + (group.value or 0) if first.value is not None else None
        first.units.extend(group.units)
        first.penalty = Penalty() if first.penalty is not None else None  # each has his own
        first.spans.append((fact.start, fact.end))
        first.steps.extend([*fact.steps, Step("coreference.row_of_terms", fact.start, fact.end)])
        return
    person = people_of(fact, known.case)
    if own is not None:
        complete(person.units[0], own)
    if group.units[0].both and group.value is not None:
        cover_members(known, person, group)
    part = whole_of(known, group, fact)
    if part is not None:
        person.parts_of = part
        person.steps.append(Step("coreference.part", group.start, group.end))
    if _takes_up(known, group, fact) and (antecedent := antecedent_of(known, group, fact.sentence)) is not None:
        enrich(person, antecedent)
    known.people.append(person)


def _row_retold(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«взяли под стражу россиянина и трёх нигерийцев … Первым попался россиянин … арестованы граждане Нигерии 41 и 40
    лет»: people of a row that told of several countries."""
    if fact.also or any(unit.other or unit.subset or not unit.citizenship for unit in group.units):
        return None
    for person in known.earlier:
        countries = {tuple(own.citizenship) for own in person.units if own.citizenship}
        if len(countries) > 1 and all(any(_of_unit(unit, own) for own in person.units) for unit in group.units):
            return person
    return None


def _of_unit(unit: Unit, own: Unit) -> bool:
    """Whether a unit tells of people of another, or of some of them."""
    fits = own.citizenship == unit.citizenship and (unit.value or 1) <= (own.value or 1)
    return fits and not conflict(own, unit)


def _told_as_pair(known: Known, fact: ArrestFact) -> People | None:
    """«приговор Владиславу и его невесте … Парень получил 11 лет, девушка — восемь»: those of whom the row began to
    tell."""
    told = (p for p in known.earlier if p.status == fact.status and p.sentence < fact.sentence)
    return next((p for p in told if fact.sentence in p.sentences and p.value == 2 and len(p.units) > 1), None)


def _first_of_row(known: Known, fact: ArrestFact) -> People | None:
    """«Ибраев получил 16 лет, Сомов – 13»: who opens the row, if nobody was told of before; people of one clause are
    one record."""
    last = known.people[-1] if known.people else None
    if (
        last is None
        or last.status != fact.status
        or set(last.sentences) != {fact.sentence}
        or last.parts_of is not None
    ):
        return None
    return last


def _told_again(known: Known, person: People, group: Group, fact: ArrestFact) -> None:
    """What is told of all («Оба водворены в ИВС») is told of each who was told of apart."""
    add_telling(person, fact)
    if group.units[0].both and group.value == person.value:
        tell_members(known, person, fact)
        for member in (p for p in known.earlier if p.parts_of is person and p.status == "detained"):
            add_telling(member, replace(fact, group=None))


def _takes_up(known: Known, group: Group, fact: ArrestFact) -> bool:
    """Whether a group can be somebody told of before: an anaphoric noun, «оба», or a bare subject."""
    unit = group.units[0]
    if fact.sentence == known.first and not fact.preverbal and unit.lemmas & nouns("plain"):
        return False  # «А в Саратове задержан мужчина с 10 граммами героина»: the first words of a case
    if len(group.units) > 1 or unit.ages or unit.name or unit.other:
        return False
    if not unit.plural and unit.lemmas & (nouns("others") | nouns("kin")) and not unit.lemmas & nouns("spouses"):
        return False  # «Его брата арестовали»
    if fact.status == "convicted" and unit.plural and not unit.counted and not unit.lemmas & nouns("kin"):
        return False  # «признал подсудимых виновными»: all of a trial
    return unit.anaphoric or unit.both or fact.preverbal


def _pronoun(known: Known, fact: ArrestFact) -> None:
    """«Задержан.», «Его взяли под стражу»: the people told of last, of fitting sex and number."""
    fits = [p for p in known.earlier if pronoun_fits(fact.pronoun, p)]
    if fact.pronoun in ("m", "f") and (pair := _of_convicted(known, fact)) is not None:
        add_telling(pair, fact)
        return
    last = told_last(known, fact)
    head = last.group.units[0] if last is not None else None
    another = last is not None and last.group.value == 1 and is_another(last.group.units[0], fits)
    if not another and (tried := _tried(known, fits, fact)) is not None:
        add_telling(tried, fact)
        return
    all_of_them = head is not None and head.both and fact.pronoun == "p"
    if last is not None and all_of_them and last.group.value is not None and not _new_couple(last):
        whole = same_people(known, last.group, fact)  # «Все четверо судимы. Суд заключил их под стражу»
        if whole is not None:
            add_telling(whole, fact)
            if whole.value == last.group.value:
                tell_members(known, whole, fact)
            return
    if last is not None and head is not None and _told_since(last, fits, fact):
        same = None if _new_couple(last) else next((p for p in fits if _is_he(known, p, head, fact)), None)
        same = same or _as_many(fits, last.group) or bare_crew(known, fact, last.group)
        if same is not None:
            add_telling(same, fact)
            if same.single and same.units and not head.plural:
                complete(same.units[0], head)
        else:
            person = _made_of(last.group, fact, known.case)
            if last.among:  # «Задержано 49 человек. Среди них – Милан В. Взяли его на вилле»
                person.parts_of = whole_of_some(known, last)
            known.people.append(person)
        return
    if fits and fact.sentence - max(fits[-1].sentences) <= 6:
        add_telling(fits[-1], fact)
    elif not known.people and last is None and fact.pronoun in ("m", "f") and fact.subject:
        # «Он попытался скрыться, но был задержан»: somebody of whom nothing else is told
        person = people_of(fact, known.case)
        person.value = 1
        known.people.append(person)
    elif not known.people and fact.pronoun == "p" and (meant := _bare_plural(known, fact)) is not None:
        known.people.append(people_of(replace(fact, group=meant), known.case))


def _bare_plural(known: Known, fact: ArrestFact) -> Group | None:
    """«Злоумышленники планировали доставить груз. Их задержали на трассе»: nobody says how many."""
    recent = [t.group for t in known.told if 0 < fact.sentence - t.sentence <= 2 and len(t.group.units) == 1]
    many = [g for g in recent if g.units[0].plural and g.units[0].nominative and not g.units[0].oblique]
    return many[-1] if many and not many[-1].units[0].staff and many[-1].value is None else None


def _of_convicted(known: Known, fact: ArrestFact) -> People | None:
    """«приговор 16-летней Диане и её парню … Она до приговора сидела под домашним арестом»: one of those convicted
    together."""
    if fact.status in ("convicted", "wanted"):
        return None
    last = next(reversed(known.earlier), None)
    if last is None or last.status != "convicted" or len(last.units) < 2:
        return None
    return last if any(unit.sex == fact.pronoun for unit in last.units) else None


def _tried(known: Known, fits: Sequence[People], fact: ArrestFact) -> People | None:
    """The convicted of one trial: «вынес приговор троим … Суд назначил им наказание», «признан виновным … Сотрудники
    задержали его при передаче»."""
    if fact.status == "convicted" and fits and fits[-1].status == "convicted":
        return fits[-1]
    alone = known.earlier[0] if len(known.earlier) == 1 else None
    known_fit = alone is not None and alone in fits and alone.single and alone.status == "convicted"
    return alone if known_fit else None


def _told_since(last: Told, fits: Sequence[People], fact: ArrestFact) -> bool:
    """Whether a pronoun means a group that was told of after those taken, and is none of them."""
    if any(shares(p, last.group) for p in fits):
        return False
    if last.identity and fits and not _new_couple(last) and not (last.presented and last.sentence == fact.sentence):
        return False
    if fits and last.group.start > max(end for _, end in fits[-1].spans):
        # «После задержания курьера полицейские вышли на организатора. Его задержали»
        own = fits[-1].units
        if last.group.value == 1 and any(conflict(last.group.units[0], unit) for unit in own):
            return True
    return not fits or last.sentence > max(fits[-1].sentences)


MANY = 3
"""So many people told of by their number alone are seldom two groups of one case."""


def _as_many(fits: Sequence[People], group: Group) -> People | None:
    """«задержали семерых торговцев … Установили семерых участников. Они были задержаны»."""
    head, value = group.units[0], group.value or 0
    if value < MANY or len(group.units) > 1 or head.other or head.subset:
        return None
    alike = [p for p in fits if p.value == value and p.parts_of is None and not any(conflict(head, u) for u in p.units)]
    return alike[-1] if alike else None


def _new_couple(told: Told) -> bool:
    """«Организаторами схемы оказались супруги. Их задержали в Одессе»: nobody of those taken so far."""
    return told.presented and bool(told.group.units[0].lemmas & nouns("couples"))


def _is_he(known: Known, person: People, unit: Unit, fact: ArrestFact) -> bool:
    """Whether somebody told of since is one of those taken: by an anaphoric or bare noun, a name, a country."""
    if any(conflict(own, unit) for own in person.units):
        return False
    countries = {country for own in person.units for country in own.citizenship}
    return (
        (unit.anaphoric and not unit.citizenship)
        or (len(known.earlier) == 1 and person.single and is_bare(unit, person.units))
        or lead_again(known, unit, person, fact)
        or (unit.name is not None and any(own.name for own in person.units))
        or (person.status == fact.status and bool(countries & set(unit.citizenship)))
        # «арестован британский турист … 23-летний британский турист прилетел в отпуск: полиция задержала его»
        or (person.single and person.lemmas >= unit.lemmas and bool(countries & set(unit.citizenship)))
    )


def _made_of(group: Group, fact: ArrestFact, case: int) -> People:
    """An arrest of a group that a pronoun takes up."""
    made = people_of(ArrestFact(group, fact.status, fact.sentence, fact.start, fact.end, fact.penalty), case)
    made.steps = [
        *(s for u in group.units for s in u.steps),
        *fact.steps,
        Step("coreference.pronoun", fact.start, fact.end),
    ]
    made.spans = [(fact.start, fact.end), (group.start, group.end)]
    return made


def _each_told(known: Known, group: Group, fact: ArrestFact) -> list[People]:
    """«Курьеры и фасовщица заключены под стражу»: a row of bare nouns or names, each of somebody told of before."""
    lower = [p for p in known.earlier if STATUS_RANK[p.status] < STATUS_RANK[fact.status]]
    named = each_named(group.units, lower)
    if named:
        return named
    return each_of_row(group.units, [p for p in known.earlier if p.status != fact.status]) if fact.preverbal else []
