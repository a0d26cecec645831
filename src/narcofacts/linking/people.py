"""People on their way to a record: what is told of them, and what may be told of the same."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import STATUS_RANK, ArrestFact
from narcofacts.events.unit import Group, Unit, complete
from narcofacts.mentions.people import nouns
from narcofacts.records import Bound, Penalty, Status
from narcofacts.rules import Step

SELLING = frozenset({"courier", "dealer"})


class People(msgspec.Struct):
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
    sentences: list[int] = msgspec.field(default_factory=list)
    status_at: int = -1
    """Index of the sentence that tells the furthest status."""
    aged: list[Unit] = msgspec.field(default_factory=list)
    """Groups told elsewhere that give the ages of all of them."""

    @property
    def single(self) -> bool:
        """Whether the record is of one person."""
        return self.value == 1

    @property
    def lemmas(self) -> set[str]:
        """The nouns used of its units."""
        return {lemma for unit in self.units for lemma in unit.lemmas}

    @property
    def countries(self) -> set[str]:
        """The citizenships told of its units and of those that they name."""
        return {code for unit in self.units for one in (unit, *unit.details) for code in one.citizenship}


class Told(msgspec.Struct):
    """A group that the text tells of, in order of text: who can be taken up later."""

    group: Group
    sentence: int
    among: bool = False
    """Told of as some of those taken: «Среди задержанных — граждане России»."""
    identity: bool = False
    """Told who it is: «Им оказался 22-летний житель Бреста»."""
    presented: bool = False
    """Told by a part in the story: «Получателем оказался 41-летний читинец»."""
    taken: tuple[Status, int] | None = None
    """What a participle before the noun tells, and where it stands: «Задержанные в Уфе двое закладчиков хранили …»."""


def people_of(fact: ArrestFact, case: int, headline: bool = False) -> People:
    """An arrest made of one fact with its own group."""
    units = fact.group.units if fact.group is not None else []
    value = fact.group.value if fact.group is not None else None
    bound: Bound = fact.group.bound if fact.group is not None else "exact"
    value_max = units[0].value_max if len(units) == 1 else None
    return People(
        fact.status,
        value,
        bound,
        value_max,
        list(units),
        [(fact.start, fact.end)],
        list(fact.steps),
        fact.sentence,
        case,
        headline,
        fact.penalty,
        None,
        [fact.sentence],
        fact.sentence,
    )


def conflict(one: Unit, two: Unit) -> bool:
    """Whether what is told of two people cannot be true of one."""
    if one.sex and two.sex and one.sex != two.sex:
        return True
    if one.ages and two.ages and one.ages != two.ages:
        return True
    if (one.ages and two.birth_years and not two.ages) or (one.birth_years and two.ages and not one.ages):
        return True  # one person's age is told in one way
    if one.citizenship and two.citizenship and not set(one.citizenship) & set(two.citizenship):
        return True
    if one.name and two.name and not same_name(one.name, two.name):
        return True
    roles = {one.role, two.role} - {None, "member"}
    return len(roles) == 2 and roles not in (
        {"courier", "dealer"},
        {"organizer", "dealer"},
        {"buyer", "courier"},
        {"buyer", "dealer"},
    )


def same_name(one: str, two: str) -> bool:
    """Whether two names can be of one person: their last words agree but for the case ending, or the only word of one
    with any of the other («Вэнь Гуаньсюн … Вэня приговорили»)."""
    a, b = (pattern(r"\s*\([^)]*\)?").sub("", name).lower().split() for name in (one, two))
    if len(a) > 1 and len(b) > 1:
        return _same_word(a[-1], b[-1]) or _turned(a, b) or _turned(b, a)
    return any(_same_word(first, second) for first in a for second in b)


def _turned(one: list[str], two: list[str]) -> bool:
    """«Масрур Махмудов» and «Махмудов Масрур Рахматович»."""
    if min(map(len, (one[0], one[-1], two[0], two[1]))) < 3:
        return False  # initials
    return _same_word(one[-1], two[0]) and _same_word(one[0], two[1])


def _same_word(one: str, two: str) -> bool:
    one, two = one.rstrip("."), two.rstrip(".")
    if len(one) == 1 or len(two) == 1:
        return one[:1] == two[:1]
    common = max(3, min(len(one), len(two)) - 2)
    return one[:common] == two[:common]


def of_two_kinds(one: Unit, two: Unit) -> bool:
    """Whether each has a noun of its own: «водитель задержан … Получателя, 25-летнего минчанина, задержали»."""
    if (one.role in SELLING) != (two.role in SELLING):
        return False  # «взяли закладчицу. 19-летнюю студентку задержали …»: what she does, and who she is
    if one.lemmas & nouns("servicemen") and two.lemmas & nouns("servicemen"):
        return False  # «задержан сержант … 24-летний военнослужащий»
    common = nouns("plain") | nouns("taken") | nouns("again")
    mine, theirs = one.lemmas - common, two.lemmas - common
    return bool(mine and theirs and not mine & theirs)


def share_statuses(people: list[People], apart: set[int]) -> list[People]:
    """«Взяты студент и его ровесница … задержан складмен … Суд арестовал всех троих»: what is told of all goes to each
    of the cases told so far, and is no record of its own. Cases `apart` (of another time, statistics) stay out."""
    kept: list[People] = []
    for person in people:
        unit = person.units[0] if person.units else None
        known = any(step.rule == "coreference.antecedent" for step in person.steps)  # its own case tells who they are
        if unit is not None and unit.both and person.value is not None and len(person.units) == 1 and not known:
            meant: list[People] = []
            for other in reversed(kept):
                if other.case in apart or other.parts_of not in (None, person) or other.value is None:
                    continue
                if STATUS_RANK[other.status] >= STATUS_RANK[person.status] or other.status == "wanted":
                    continue
                if sum(p.value or 0 for p in meant) < person.value:
                    meant.append(other)
            if person.case not in apart and sum(p.value or 0 for p in meant) == person.value:
                for other in meant:
                    other.parts_of = None
                    lend_status(person, other, unit.start, unit.end)
                continue
            members = [p for p in kept if p.case == person.case and p.status == "detained" and p.parts_of is None]
            if person.status == "arrested" and 0 < sum(p.value or 0 for p in members) < person.value:
                for member in members:  # «Двоих взяли 21 октября … Все пятеро арестованы»
                    member.parts_of = person
                    lend_status(person, member, unit.start, unit.end)
        if person.status == "arrested" and any(step.rule == "coreference.everybody" for step in person.steps):
            for other in kept:  # «Все фигуранты заключены под стражу»
                if other.status == "detained" and other.parts_of is None and other.case not in apart:
                    lend_status(person, other, *person.spans[0])
        behind = [p for p in kept if STATUS_RANK[p.status] < STATUS_RANK[person.status]]
        each = each_named(person.units, behind) or each_of_row(person.units, behind)
        for other in each:
            lend_status(person, other, *person.spans[0])
        if each:
            continue
        kept.append(person)
    return kept


def each_of_row(units: Sequence[Unit], told: Sequence[People]) -> list[People]:
    """«Курьеры и фасовщица заключены под стражу»: whom of those told of each bare noun of a row means, if that is plain
    for all."""
    meant: list[People] = []
    for unit in units if len(units) > 1 else ():
        if unit.counted or unit.ages or unit.name or unit.other or unit.subset:
            return []
        open_ones = [
            p for p in told if p.parts_of is None and p.single != unit.plural and not any(p is other for other in meant)
        ]
        fits = [p for p in open_ones if _means(unit, p)]
        if len(fits) != 1:
            return []
        meant.append(fits[0])
    return meant


def _means(unit: Unit, person: People) -> bool:
    """Whether a bare noun means somebody told of: by the noun, a country («молдаванин»), or as the woman
    («вербовщица»), the man («мужчина»), the stranger («иностранка») among them."""
    if any(conflict(unit, own) for own in person.units):
        return False
    countries = {country for own in person.units for country in own.citizenship}
    if unit.citizenship:
        return bool(countries & set(unit.citizenship))
    if unit.foreign:
        return bool(countries) and unit.sex in (None, *(own.sex for own in person.units))
    of_sex = unit.sex is not None and any(own.sex == unit.sex for own in person.units)
    return bool(unit.lemmas & person.lemmas) or (of_sex and (unit.sex == "f" or unit.lemmas <= nouns("plain")))


def each_named(units: Sequence[Unit], told: Sequence[People]) -> list[People]:
    """«Суд арестовал Насирова, Мустафаева и Гулиева»: the people told of whose names a row repeats, if they are all of
    the row."""
    names = [unit.name for unit in units if unit.name and not unit.ages]
    if len(names) < 2 or len(names) < len(units):
        return []
    meant = [
        p
        for p in told
        if p.parts_of is None
        and p.value == len(p.units)
        and all(any(u.name and same_name(u.name, name) for name in names) for u in p.units)
    ]
    return meant if sum(p.value or 0 for p in meant) == len(names) else []


def lend_status(person: People, other: People, start: int, end: int) -> None:
    """What is told of `person` at [start, end), the whole of several, is told of `other`."""
    other.status, other.status_at = person.status, person.status_at
    other.spans = [*person.spans, *other.spans]
    other.steps = [*other.steps, *person.steps, Step("coreference.of_all", start, end)]


def bare_whole(person: People) -> bool:
    """Whether a record is an uncounted word for all of them: «подсудимые», «участники группы», «банда»."""
    unit = person.units[0] if len(person.units) == 1 else None
    if unit is None or person.value is not None or unit.ages or unit.name or unit.citizenship or unit.other:
        return False
    return bool(unit.lemmas & (nouns("again") | nouns("members") | nouns("crews")))


def shares(person: People, group: Group) -> bool:
    return any(unit is own for unit in group.units for own in person.units)


def enrich(person: People, group: Group) -> None:
    """What the antecedent tells goes to the arrest."""
    if person.value is None and group.value is not None:
        person.value, person.bound = group.value, group.bound
    if len(group.units) == 1 and len(person.units) == 1:
        complete(person.units[0], group.units[0])
        person.units[0].details = person.units[0].details or group.units[0].details
        person.units[0].steps.extend(group.units[0].steps)
    else:
        person.units = list(group.units)
    person.spans.append((group.start, group.end))
    person.steps.append(Step("coreference.antecedent", group.start, group.end))


def add_telling(person: People, fact: ArrestFact) -> None:
    """A later telling of the same people: the furthest status wins."""
    further = STATUS_RANK[fact.status] > STATUS_RANK[person.status] or (
        fact.status == "wanted" and person.status == "detained"
    )
    if person.status == "wanted":  # «Мужчину объявили в розыск. Теперь его задержали»; not «и заочно арестован»
        further = fact.status not in ("wanted", "arrested") or fact.sentence not in person.sentences
    elif fact.past:
        further = False
    if further:
        person.status, person.status_at = fact.status, fact.sentence
        person.spans = [(fact.start, fact.end), *person.spans]
    else:
        person.spans.append((fact.start, fact.end))
    if person.value is None and fact.group is not None and fact.group.value is not None:
        person.value, person.bound = fact.group.value, fact.group.bound
    if fact.group is None or (fact.group.value or 1) >= (person.value or 1):  # «приговор двоим: один получил 11 лет»
        person.penalty = person.penalty or fact.penalty
    person.steps = [*person.steps, *fact.steps, Step("coreference.same_people", fact.start, fact.end)]
    person.sentences.append(fact.sentence)
    if fact.group is not None and not person.units:  # «Его задержали. 34-летнюю получательницу задержали …»
        person.units = list(fact.group.units)
        return
    units = fact.group.units if fact.group is not None else []
    one_of_two = person.value == 2 and len(units) == 1 and units[0].value == 1  # «пара осуждена: муж получил 12 лет»
    if len(units) == len(person.units) == 1 and not one_of_two:
        complete(person.units[0], units[0])


def without_headlines(people: list[People]) -> list[People]:
    """Headline arrests go to the body's arrest of the same people; alone they stay."""
    body = [p for p in people if not p.headline]
    result = list(body)
    for head in (p for p in people if p.headline):
        compatible = [
            p
            for p in body
            if p.parts_of is None
            and (p.status == "wanted") <= (head.status == "wanted")
            and not (head.units and p.units and conflict(head.units[0], p.units[0]))
        ]
        same = next((p for p in compatible if p.value == head.value), None)
        if same is None and (
            countries := head.countries
        ):  # «задержан россиянин»: one of a Serb, a Russian and a Mexican
            same = next((p for p in compatible if countries < p.countries and (p.value or 0) > (head.value or 0)), None)
        if same is None and head.value is not None:  # «арестованы 10 мэров»: of «10 мэров и другие – 27 человек»
            members = ((p, d) for p in compatible for u in p.units for d in u.details)
            same = next((p for p, d in members if d.value == head.value and d.lemmas & head.lemmas), None)
        if same is None and head.status == "convicted":  # «Главарь получил 17 лет»: one of those sentenced below
            same = next((p for p in body if p.status == "convicted" and (p.value or 0) > (head.value or 0)), None)
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
        if head.value == same.value and len(head.units) == len(same.units) == 1:
            complete(same.units[0], head.units[0])
        if STATUS_RANK[head.status] > STATUS_RANK[same.status] and head.value == same.value:
            same.status = head.status
        if head.status == same.status and head.value == same.value:
            same.penalty = same.penalty or head.penalty
    return sorted(result, key=lambda p: (p.sentence, p.spans[0][0]))
