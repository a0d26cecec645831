"""What is told of the taken afterwards, without a verb of taking: «Задержанный — 29-летний гражданин Афганистана»."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.events.facts import ArrestFact
from narcofacts.events.unit import Group, Unit, complete
from narcofacts.linking.antecedents import antecedent_of
from narcofacts.linking.known import Known
from narcofacts.linking.people import People, Told, bare_whole, conflict, enrich, people_of, same_name, shares
from narcofacts.mentions.people import nouns
from narcofacts.records import Status
from narcofacts.rules import Step


def told_later(known: Known) -> None:
    """Lays every group that no fact has taken to those whom it tells more of."""
    for told in known.told:
        if any(shares(p, told.group) for p in known.people):
            continue
        _name(known, told.group)
        before = [p for p in known.earlier if p.sentence <= told.sentence and told.sentence - max(p.sentences) <= 4]
        unit = told.group.units[0]
        kind = unit.citizenship or unit.foreign or (unit.lemmas & nouns("minors") and unit.value != 1)
        if unit.subset and kind and unit.value is not None:
            _part_told_later(known, told.group, before)
        elif told.among:
            _among(known, told.group, before)
        elif len(told.group.units) > 1 or unit.plural or unit.oblique:
            _many(told, before)
        else:
            _one(told, before)


def _name(known: Known, group: Group) -> None:
    """«Николай Р., 1990 года рождения»: somebody of the same name."""
    unit = group.units[0]
    if len(group.units) > 1 or not unit.name or unit.plural:
        return
    for person in known.earlier:
        own = person.units[0] if person.single and person.units else None
        if own is not None and own.name and same_name(own.name, unit.name) and not conflict(own, unit):
            complete(own, unit)


def crews_identified(known: Known, before: int) -> None:
    """Gives crews without a number the members that sentences before one tell."""
    for told in known.told:
        if told.identity and told.sentence < before and not any(shares(p, told.group) for p in known.people):
            _crew_identified(known, told)


def _crew_identified(known: Known, told: Told) -> bool:
    """«Задержана группа. Её участники — трое мужчин и женщина»."""
    reach = 8 if len(known.earlier) == 1 else 2
    crew = [p for p in known.earlier if p.value is None and 0 < told.sentence - max(p.sentences) <= reach]
    if not crew or (told.group.value or 0) < 2 or told.group.units[0].oblique:
        return False
    enrich(crew[-1], told.group)
    crew[-1].value, crew[-1].bound = told.group.value, told.group.bound
    return True


def _among(known: Known, group: Group, before: Sequence[People]) -> None:
    """«Среди них — 58-летний химик»; several of one country are a part."""
    whole = [p for p in before if (p.value or 0) > 1 and p.parts_of is None]
    if not whole:
        return
    if all(u.citizenship or u.foreign for u in group.units) and group.value == whole[-1].value:
        own = whole[-1].units[0]  # «12 курьеров. Среди них – пятеро иностранцев и семеро белорусов»: all of them
        own.citizenship = tuple(dict.fromkeys(code for u in group.units for code in u.citizenship))
        own.foreign = own.foreign or any(u.foreign for u in group.units)
        return
    if all(u.citizenship or u.foreign for u in group.units) and (group.value or 0) > 1:
        _part_told_later(known, group, whole)
        return
    whole[-1].units[0].details.extend(group.units)
    whole[-1].steps.append(Step("coreference.among", group.start, group.end))


def _many(told: Told, before: Sequence[People]) -> None:
    """«Мужчине 34 года, женщине 29» of a pair, «Иностранцы …» of those taken in the same sentence."""
    group, unit = told.group, told.group.units[0]
    if len(group.units) == 2 and not unit.oblique and all(u.ages for u in group.units):
        new = [p for p in before if p.value == 2 and told.sentence - p.sentence <= 1]
        pair = [p for p in new if not any(u.ages or u.details for u in p.units)]
        if pair and pair[-1].lemmas & {"семейная пара", "супружеская пара", "супруги", "брат", "мужчина"}:
            pair[-1].units[0].details.extend(group.units)
            return
    if _counts_the_lead(unit, told, before):
        enrich(before[-1], group)
        return
    if not unit.plural or not (unit.citizenship or unit.foreign) or not told.sentence:
        return
    whole = [p for p in before if (p.value or 0) > 1 and not any(u.citizenship or u.foreign for u in p.units)]
    if unit.counted:  # «задержали двух мужчин … Двое граждан РФ отправились в Перу»
        whole = [p for p in whole if p.value == unit.value and told.sentence - max(p.sentences) <= 2]
    elif not told.identity and not (unit.nominative and unit.lemmas & nouns("taken")):
        # «Задержанные – граждане Афганистана» tells of those of any sentence before
        whole = [p for p in whole if told.sentence == max(p.sentences)]
    if whole:
        whole[-1].units[0].citizenship, whole[-1].units[0].foreign = unit.citizenship, unit.foreign


def _counts_the_lead(unit: Unit, told: Told, before: Sequence[People]) -> bool:
    """«Закладчиков задержали в Гродно. Двое парней 18 и 19 лет разложили 70 свёртков»: how many the lead tells of."""
    lead = before[0] if len(before) == 1 else None
    if lead is None or lead.value is not None or len(lead.units) != 1 or told.sentence - max(lead.sentences) != 1:
        return False
    own = lead.units[0]
    who = unit.lemmas <= nouns("plain") | nouns("residents") and bool(unit.lemmas)
    counted = unit.counted and unit.nominative and not (unit.other or unit.subset or unit.oblique or unit.staff)
    bare = own.plural and not (own.citizenship or own.details or own.ages or own.name)
    return bare and counted and who and len(told.group.units) == 1


def _one(told: Told, before: Sequence[People]) -> None:
    """«Задержанный — 29-летний гражданин Афганистана», «Мужчине 27 лет», «Им оказался 22-летний житель Бреста»."""
    unit = told.group.units[0]
    taken = [p for p in before if p.single and not any(conflict(unit, u) for u in p.units)]
    aged_by = unit.ages or unit.birth_years
    if not taken or not (aged_by or unit.citizenship):
        return
    of_age = aged_by and not any(u.ages or u.birth_years for u in taken[-1].units)
    identified = told.identity and unit.nominative and of_age
    identified = identified or bool(told.identity and unit.nominative and unit.citizenship and not told_of(taken[-1]))
    # «Задержан мужчина, который продал наркотик 17-летнему подростку»: somebody else
    aged = unit.anaphoric and not unit.nominative and of_age and told.sentence not in taken[-1].sentences
    if unit.lemmas & nouns("taken") or identified or aged:
        if taken[-1].units:
            complete(taken[-1].units[0], unit)
        else:
            taken[-1].units = [unit]


def told_of(person: People) -> bool:
    """Whether a country, an age or a year of birth of somebody is known."""
    return any(u.citizenship or u.ages or u.birth_years for u in person.units)


def _part_told_later(known: Known, group: Group, before: Sequence[People]) -> None:
    """«Трое из осуждённых — граждане России»: a part of a group with a citizenship of its own."""
    unit = group.units[0]
    whole = [p for p in before if (p.value or 0) > (unit.value or 0) and p.parts_of is None]
    if not whole:
        return
    steps = [*unit.steps, Step("coreference.part", group.start, group.end)]
    fact = ArrestFact(group, whole[-1].status, group.sentence, group.start, group.end, steps=steps)
    part = people_of(fact, known.case)
    part.parts_of = whole[-1]
    known.people.append(part)


def only_ones(known: Known) -> None:
    """«У 28-летнего самарца нашли гашиш … Задержанный передан следователю», «21-летняя девушка и 24-летний студент
    сняли квартиру … Оба задержаны»: where all others whom a case takes have an age, and it tells the ages of nobody
    else, the ages are theirs."""
    taken = [p for p in known.earlier if p.parts_of is None]
    ageless = [p for p in taken if not _ages_of(p.units)]
    if len(ageless) != 1 or ageless[0].value is None or ageless[0].status == "wanted":
        return
    person, others = ageless[0], {age for p in taken for age in _ages_of(p.units)}
    told = [t for t in known.told if not set(_ages_of(t.group.units)) <= others]
    inside = [t for t in told if t.sentence >= known.first]
    aged: dict[tuple[int, ...], Group] = {}
    for group in (t.group for t in inside or told):
        aged.setdefault(tuple(age for u in group.units for age in u.ages), group)
    units = [u for group in aged.values() for u in group.units]
    if any(u.staff or u.lemmas & nouns("others") or (u.value or 0) != len(u.ages) for u in units):
        return
    told_ages, heads = sum(len(u.ages) for u in units), person.value or 0
    if told_ages > heads or (told_ages < heads and any(g.sentence < person.sentence for g in aged.values())):
        return  # «У 28-летнего самарца изъяли 40 граммов гашиша. Задержаны двое»
    if person.single and any(_of_another(person, group) for group in aged.values()):
        return
    if len(person.units) == len(units) == 1:
        if not conflict(person.units[0], units[0]):
            enrich(person, next(iter(aged.values())))
    elif not any(u.name for own in person.units for u in (own, *own.details)):
        person.aged = units
        person.spans.extend((group.start, group.end) for group in aged.values())
        person.steps.extend(Step("coreference.ages_of_all", group.start, group.end) for group in aged.values())


def _of_another(person: People, group: Group) -> bool:
    """«Задержан сбытчик, втянувший в преступление 16-летнего племянника», «у 12-летнего сына которого нашли»: whether a
    group behind somebody who was taken is told of in another case form, or is a child or relative of his."""
    unit, own = group.units[0], person.units[0] if person.units else None
    if unit.nominative or own is None or unit.lemmas & person.lemmas:
        return False
    beside = group.sentence in person.sentences and group.start > person.spans[0][0]
    alike = own.nominative == unit.nominative and own.accusative == unit.accusative
    return bool(unit.lemmas & (nouns("kin") | nouns("minors"))) or (beside and not alike)


def _ages_of(units: Sequence[Unit]) -> list[int]:
    """The ages and years of birth that units tell, with what stands in them."""
    return [age for own in units for u in (own, *own.details) for age in (*u.ages, *u.birth_years)]


def counted_later(known: Known) -> None:
    """«Задержаны подозреваемые в сбыте. Полицейские обратили внимание на двух мужчин …»: how many they are, where
    nobody else is counted."""
    bare = [p for p in known.people if bare_whole(p) and p.status in ("detained", "arrested")]
    if len(bare) != 1 or len(known.people) != 1:
        return
    person = bare[0]
    near = [t for t in known.told if 0 < t.sentence - person.sentence <= 3]
    counted = [
        t.group
        for t in near
        for u in t.group.units
        if u.counted and u.lemmas & nouns("plain") and not u.staff and (u.value or 0) > 1
    ]
    if len(counted) == 1 and counted[0].value is not None and len(counted[0].units) == 1:
        enrich(person, counted[0])
        person.value, person.bound = counted[0].value, counted[0].bound
        person.steps = [*person.steps, Step("coreference.counted_later", counted[0].start, counted[0].end)]


TAKEN: dict[str, Status] = {
    "задержанный": "detained",
    "задержанная": "detained",
    "арестованный": "arrested",
    "арестованная": "arrested",
}


def named_taken(known: Known) -> None:
    """«Задержанный заявил …», «двое арестованных — граждане Ирана» in a case whose body tells no arrest with a verb:
    somebody was taken."""
    if any(not person.headline for person in known.people):
        return
    head = max((person.value or 0 for person in known.people), default=0)
    for told in known.told:
        unit = told.group.units[0]
        if told.sentence < known.first:
            continue
        # «Задержанный рассказал», «один задержанный», but «нет ни одного задержанного»
        one = not (unit.plural or unit.oblique) and unit.nominative
        one = one or (told.taken is not None and unit.value == 1 and not unit.staff)
        several = unit.counted and (unit.value or 0) > 1
        if known.people and not (several and (unit.value or 0) > head):
            continue
        named = next((TAKEN[lemma] for lemma in unit.lemmas if lemma in TAKEN), None)
        status, start = told.taken or (named, unit.start)
        if len(told.group.units) == 1 and status is not None and (one or several):
            fact = ArrestFact(
                told.group,
                status,
                told.sentence,
                start,
                unit.end,
                steps=[*unit.steps, Step("coreference.named_taken", start, unit.end)],
            )
            person = people_of(fact, known.case)
            antecedent = antecedent_of(known, told.group, told.sentence)
            if antecedent is not None:
                enrich(person, antecedent)
            known.people.append(person)
            return
