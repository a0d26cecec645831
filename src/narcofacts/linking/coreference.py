"""Who is meant: joins arrest facts of the same people, and finds the parts of a group.

«Двое мужчин взяты с поличным … Оба водворены в ИВС» is one group; «четверо арестованы» after «задержаны шесть человек»
is a part of it; «Мужчина задержан» takes up the man whose home was searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from narcofacts.events.arrests import STATUS_RANK
from narcofacts.events.facts import ArrestFact
from narcofacts.events.groups import Group, Unit
from narcofacts.records import Bound, Penalty, Status
from narcofacts.rules import Step


@dataclass(slots=True)
class People:
    """An arrest on its way to a record. `value` None: nobody says how many."""

    status: Status
    value: int | None
    bound: Bound
    value_max: int | None
    units: list[Unit]
    spans: list[tuple[int, int]]
    steps: list[Step]
    sentence: int
    case: int
    headline: bool = False
    penalty: Penalty | None = None
    parts_of: People | None = None
    sentences: list[int] = field(default_factory=list)

    @property
    def sexes(self) -> set[str]:
        """The sexes told of its units."""
        return {unit.sex for unit in self.units if unit.sex}

    @property
    def lemmas(self) -> set[str]:
        """The nouns used of its units."""
        return {lemma for unit in self.units for lemma in unit.lemmas}


@dataclass(slots=True)
class Told:
    """A group that the text tells of, in order of text: who can be taken up later."""

    group: Group
    sentence: int


def people_of(fact: ArrestFact, case: int, headline: bool = False) -> People:
    """An arrest made of one fact with its own group."""
    units = fact.group.units if fact.group is not None else []
    value = fact.group.value if fact.group is not None else None
    bound: Bound = fact.group.bound if fact.group is not None else "exact"
    value_max = units[0].value_max if len(units) == 1 else None
    return People(
        fact.status, value, bound, value_max, list(units), [(fact.start, fact.end)], list(fact.steps), fact.sentence, case,
        headline, fact.penalty, None, [fact.sentence],
    )  # fmt: skip


def resolve(facts: Sequence[tuple[ArrestFact, bool]], told: Sequence[Told], case: int) -> list[People]:
    """The arrests of one case: each fact opens a new group, adds to one, or is a part of one.

    `facts` come with whether they stand in the headline; `told` are all groups of the case's sentences.
    """
    result: list[People] = []
    for fact, headline in facts:
        group = fact.group
        if group is None:
            _take_up_nobody(fact, result, told, case, headline)
            continue
        if headline:
            result.append(people_of(fact, case, True))
            continue
        earlier = [p for p in result if not p.headline]
        unit = group.units[0]
        target = _same(group, fact, earlier, result)
        if target is not None:
            _add(target, fact)
            continue
        whole = _whole_of(group, fact, earlier)
        person = people_of(fact, case)
        if whole is not None:
            person.parts_of = whole
            person.steps.append(Step("coreference.part", group.start, group.end))
        elif len(group.units) == 1 and (unit.anaphoric or unit.both) and not (unit.ages or unit.name):
            antecedent = _antecedent(group, told, fact.sentence, result)
            if antecedent is not None:
                _enrich(person, antecedent)
        result.append(person)
    return _without_headlines(result)


def _take_up_nobody(fact: ArrestFact, result: list[People], told: Sequence[Told], case: int, headline: bool) -> None:
    """«Задержан.», «Его взяли под стражу»: the last people told of, of fitting sex and number."""
    fits = [p for p in result if not p.headline and _pronoun_fits(fact.pronoun, p)]
    recent = [t for t in told if t.sentence <= fact.sentence and fact.sentence - t.sentence <= 3 and t.group.end <= fact.start and _unit_fits(fact.pronoun, t.group)]
    if recent and (not fits or recent[-1].sentence > max(fits[-1].sentences)) and not any(_shares(p, recent[-1].group) for p in fits):
        group = recent[-1].group
        made = people_of(ArrestFact(group, fact.status, fact.sentence, fact.start, fact.end, fact.penalty, fact.pronoun, [*(s for u in group.units for s in u.steps), *fact.steps, Step("coreference.pronoun", fact.start, fact.end)]), case, headline)
        made.spans = [(fact.start, fact.end), (group.start, group.end)]
        result.append(made)
        return
    if fits and fact.sentence - max(fits[-1].sentences) <= 6:
        _add(fits[-1], fact)


def _shares(person: People, group: Group) -> bool:
    return any(unit in person.units for unit in group.units)


def _pronoun_fits(pronoun: str, person: People) -> bool:
    plural = person.value is None or person.value > 1
    if pronoun == "p":
        return plural
    if pronoun in ("m", "f"):
        return not plural and (not person.sexes or pronoun in person.sexes)
    return True


def _unit_fits(pronoun: str, group: Group) -> bool:
    plural = len(group.units) > 1 or group.units[0].plural
    sex = group.units[0].sex
    if pronoun == "p":
        return plural and group.value is not None
    if pronoun in ("m", "f"):
        return not plural and (sex is None or sex == pronoun)
    return not plural


def _same(group: Group, fact: ArrestFact, earlier: list[People], everybody: list[People]) -> People | None:
    """The arrest whose people the group is, or None."""
    if not earlier:
        return None
    unit = group.units[0]
    value = group.value
    if len(group.units) == 1 and unit.both and value is not None:
        for person in reversed(earlier):
            if person.value == value:
                return person
        singles = [p for p in earlier if p.parts_of is None and p.status != "wanted"]
        if sum(p.value or 0 for p in singles) >= value and len(singles) >= 2:
            return singles[-1]
        return None
    if len(group.units) > 1:
        return next((p for p in reversed(earlier) if p.value == value and value is not None and _similar(group, p)), None)
    if unit.name:
        for person in reversed(earlier):
            if any(u.name and _same_name(u.name, unit.name) for u in person.units):
                return person
    if unit.counted and value is not None and value > 1:
        for person in reversed(earlier):
            if person.value == value and not unit.subset and (unit.lemmas & person.lemmas or not unit.lemmas or unit.anaphoric) and fact.status != person.status:
                return person
        if unit.lemmas & ANAPHORS:
            return next((p for p in reversed(earlier) if p.value == value), None)
        return None
    if unit.ages or unit.name or unit.citizenship:
        for person in reversed(earlier):
            if person.value == 1 and unit.ages and unit.ages == person.units[0].ages:
                return person
        return None
    if not unit.anaphoric:
        return None
    for person in reversed(earlier):
        if unit.plural:
            if person.value is None or person.value > 1:
                return person if not unit.counted else None
            continue
        if person.value != 1:
            continue
        if unit.sex and person.sexes and unit.sex not in person.sexes:
            continue
        if unit.role and any(u.role for u in person.units) and unit.role not in {u.role for u in person.units}:
            continue
        if unit.occupation and any(u.occupation for u in person.units) and unit.lemmas.isdisjoint(person.lemmas):
            continue
        if person.status == "wanted" and fact.status != "wanted":
            continue
        return person
    if unit.plural and unit.lemmas & ANAPHORS:
        return earlier[-1]
    return None


ANAPHORS = frozenset({"задержанный", "подозреваемый", "фигурант", "обвиняемый", "злоумышленник", "супруги", "брат"})


def _similar(group: Group, person: People) -> bool:
    return bool({lemma for unit in group.units for lemma in unit.lemmas} & person.lemmas)


def _same_name(one: str, two: str) -> bool:
    a, b = one.split()[-1].lower().rstrip("."), two.split()[-1].lower().rstrip(".")
    return a[:5] == b[:5] if len(a) > 5 else a == b


def _whole_of(group: Group, fact: ArrestFact, earlier: list[People]) -> People | None:
    """The group of which this one is a part, or None."""
    unit = group.units[0]
    value = group.value
    candidates = [p for p in earlier if p.parts_of is None and p.status != "wanted" and (p.value or 0) > (value or 1)]
    if not candidates:
        return None
    if unit.subset:
        return candidates[-1]
    later_status = STATUS_RANK[fact.status] > STATUS_RANK[candidates[-1].status]
    if not later_status or fact.status in ("wanted", "extradited"):
        return None
    if unit.counted and value is not None and not unit.ages and not unit.role and not unit.name:
        if unit.lemmas <= (ANAPHORS | {"гражданин", "мужчина", "женщина", "человек"}):
            return candidates[-1]
        return None
    if not unit.counted and value == 1 and unit.anaphoric and not unit.name:
        inside = [p for p in candidates if p.value is not None and p.value <= 4 and any(unit.sex is None or not u.sex or u.sex == unit.sex for u in p.units)]
        return inside[-1] if inside else None
    return None


def _antecedent(group: Group, told: Sequence[Told], sentence: int, result: list[People]) -> Group | None:
    """The group told of before that an anaphoric noun takes up."""
    unit = group.units[0]
    for candidate in reversed([t for t in told if t.sentence <= sentence and sentence - t.sentence <= 5]):
        other = candidate.group
        if other is group or other.start >= group.start:
            continue
        if any(_shares(person, other) for person in result):
            continue
        plural = len(other.units) > 1 or other.units[0].plural
        if unit.both or unit.plural:
            if unit.both and other.value != unit.value:
                continue
            if not plural or (other.value is None):
                continue
            return other
        if plural:
            continue
        head = other.units[0]
        if unit.sex and head.sex and unit.sex != head.sex:
            continue
        if not (head.ages or head.citizenship or head.name or head.role or head.occupation or unit.lemmas & head.lemmas):
            continue
        return other
    return None


def _enrich(person: People, group: Group) -> None:
    """What the antecedent tells goes to the arrest."""
    own = person.units[0]
    if person.value is None and group.value is not None:
        person.value, person.bound = group.value, group.bound
    if len(group.units) == 1:
        other = group.units[0]
        own.ages = own.ages or other.ages
        own.birth_years = own.birth_years or other.birth_years
        own.sex = own.sex or other.sex
        own.role = own.role or other.role
        own.citizenship = own.citizenship or other.citizenship
        own.name = own.name or other.name
        own.occupation = own.occupation or other.occupation
        own.details = own.details or other.details
        own.lemmas = own.lemmas | other.lemmas
        own.steps.extend(other.steps)
    else:
        person.units = list(group.units)
    person.spans.append((group.start, group.end))
    person.steps.append(Step("coreference.antecedent", group.start, group.end))


def _add(person: People, fact: ArrestFact) -> None:
    """A later telling of the same people: the furthest status wins."""
    if STATUS_RANK[fact.status] > STATUS_RANK[person.status] or (fact.status == "wanted" and person.status == "detained"):
        person.status = fact.status
        person.spans = [(fact.start, fact.end), *person.spans]
    else:
        person.spans.append((fact.start, fact.end))
    person.penalty = person.penalty or fact.penalty
    person.steps = [*person.steps, *fact.steps, Step("coreference.same_people", fact.start, fact.end)]
    person.sentences.append(fact.sentence)
    if fact.group is not None and len(fact.group.units) == 1 and len(person.units) == 1:
        other, own = fact.group.units[0], person.units[0]
        own.ages = own.ages or other.ages
        own.sex = own.sex or other.sex
        own.role = own.role or other.role
        own.citizenship = own.citizenship or other.citizenship
        own.name = own.name or other.name
        own.occupation = own.occupation or other.occupation


def _without_headlines(people: list[People]) -> list[People]:
    """Headline arrests go to the body's arrest of the same people; alone they stay."""
    body = [p for p in people if not p.headline]
    result = list(body)
    for head in (p for p in people if p.headline):
        same = next((p for p in body if p.value == head.value and p.parts_of is None), None)
        if same is None:
            same = next((p for p in body if head.value is None or p.value is None), None)
        if same is None and body and head.value is not None:
            total = sum(p.value or 0 for p in body if p.parts_of is None)
            same = body[0] if total == head.value or head.bound != "exact" else None
        if same is None:
            result.append(head)
            continue
        same.spans.extend(head.spans)
        same.steps = [*same.steps, *head.steps, Step("coreference.headline", head.spans[0][0], head.spans[0][1])]
        if STATUS_RANK[head.status] > STATUS_RANK[same.status] and head.value == same.value:
            same.status = head.status
            same.penalty = same.penalty or head.penalty
    return sorted(result, key=lambda p: (p.sentence, p.spans[0][0]))
