"""Who is meant: joins arrest facts of the same people, and finds the parts of a group.

«Двое мужчин взяты с поличным … Оба водворены в ИВС» is one group; «четверо арестованы» after «задержаны шесть человек»
is a part of it; «Мужчина задержан» takes up the man whose home was searched. Linking is done only where nothing told of
the two speaks against it: age, sex, citizenship, role, name, number.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.events.facts import STATUS_RANK, ArrestFact
from narcofacts.events.unit import Group, Unit, complete
from narcofacts.linking.people import (
    KIN,
    MEMBERS,
    OTHERS,
    OWNERS,
    PLAIN,
    PLURAL_ANAPHORS,
    TAKEN_NOUNS,
    People,
    Told,
    add_telling,
    bare_whole,
    conflict,
    each_named,
    each_of_row,
    enrich,
    of_two_kinds,
    people_of,
    same_name,
    shares,
    without_headlines,
)
from narcofacts.rules import Step

STATISTIC = 20
"""So many convicted are counted over many cases."""
TRIED = frozenset({"осужденный", "подсудимый", "обвиняемый"})
SIBLINGS = frozenset({"брат", "сестра"})
SPOUSES = frozenset({"муж", "жена", "супруг", "супруга"})
KINDS = frozenset({"несовершеннолетний", "подросток"})
"""«осуждены 214 человек, 19 из них — несовершеннолетние»."""
COUPLES = frozenset({"супруг", "пара", "пары", "пару", "паре", "парой", "чета", "супруги", "супружеский"})


class Resolver:
    """Lays the arrest facts of one case, in order of text, into people."""

    def __init__(self, told: Sequence[Told], case: int, first: int) -> None:
        self.told = told
        self.case = case
        self.first = first
        """Index of the case's first sentence; `told` begins a little before."""
        self.people: list[People] = []

    def resolve(self, facts: Sequence[tuple[ArrestFact, bool]]) -> list[People]:
        """The arrests of the case. Each fact comes with whether it stands in the headline."""
        for fact, headline in facts:
            if headline:
                if fact.group is not None:
                    self.people.append(people_of(fact, self.case, True))
            elif fact.group is None:
                self._pronoun(fact)
            else:
                self._group(fact, fact.group)
        self._without_bare_whole()
        self._told_later()
        self._named_taken()
        self._only_ones()
        return without_headlines(self.people)

    @property
    def earlier(self) -> list[People]:
        """The people of the body told so far."""
        return [p for p in self.people if not p.headline]

    def _group(self, fact: ArrestFact, group: Group) -> None:
        group = self._without_the_tried(fact, group)
        each = self._each_told(group, fact)
        if each:
            for person in each:
                add_telling(person, replace(fact, group=None))
            return
        target = self._same(group, fact)
        if fact.gapped and target is None and group.value is None:
            return  # «подельники — к срокам от 8 до 23 лет»: nobody told of before
        if target is not None:
            add_telling(target, fact)
            if group.units[0].both and group.value == target.value:
                self._tell_members(target, fact)
                for member in (p for p in self.earlier if p.parts_of is target and p.status == "detained"):
                    add_telling(member, replace(fact, group=None))
            return
        own = self._out_of_pair(group, fact)
        whole = None if own is not None else self._convicted_whole(group, fact)
        if whole is not None:
            whole.units.extend(group.units)
            whole.spans.append((fact.start, fact.end))
            whole.sentences.append(fact.sentence)
            whole.steps.extend([*fact.steps, Step("coreference.one_of_convicted", fact.start, fact.end)])
            return
        person = people_of(fact, self.case)
        if own is not None:
            complete(person.units[0], own)
        if group.units[0].both and group.value is not None:  # «взяли ещё троих … водворены все четверо задержанных»
            inside = [p for p in self.earlier if p.parts_of is None and p.status == fact.status]
            if inside and sum(p.value or 0 for p in inside) < group.value:
                for member in inside:
                    if bare_whole(member):  # «Вынесен приговор участникам группы … признал всех пятерых виновными»
                        self.people.remove(member)
                        person.spans.extend(member.spans)
                        continue
                    member.parts_of = person
                    member.steps.append(Step("coreference.of_all", group.start, group.end))
        part = self._part(group, fact)
        if part is not None:
            person.parts_of = part
            person.steps.append(Step("coreference.part", group.start, group.end))
        unit = group.units[0]
        whole_trial = fact.status == "convicted" and unit.plural and not unit.counted  # «признал подсудимых виновными»
        if (
            len(group.units) == 1
            and not whole_trial
            and (unit.anaphoric or unit.both or fact.preverbal)
            and not unit.ages
            and not unit.name
            and not unit.other
        ):
            antecedent = self._antecedent(group, fact.sentence)
            if antecedent is not None:
                enrich(person, antecedent)
        self.people.append(person)

    def _without_the_tried(self, fact: ArrestFact, group: Group) -> Group:
        """«Осуждён липчанин … осуждённый и двое его сообщников задержаны»: he is told of already."""
        head, *rest = group.units
        if not rest or not head.lemmas & TRIED or head.plural or head.counted or not rest[0].lemmas & OTHERS:
            return group
        tried = [p for p in self.earlier if p.single and STATUS_RANK[p.status] > STATUS_RANK[fact.status]]
        if len(tried) != 1 or conflict(head, tried[0].units[0]):
            return group
        add_telling(tried[0], replace(fact, group=None))
        fact.group = Group(rest, group.sentence)
        return fact.group

    def _tell_members(self, whole: People, fact: ArrestFact) -> None:
        """«Четверо задержаны … Двоих взяли в Кишинёве … Все четверо помещены под арест»: what is told of all is told of
        those who were told of apart, and who make up the number."""
        later = [
            p
            for p in self.earlier
            if p is not whole and p.sentence > whole.sentence and p.status != "wanted" and p.parts_of in (None, whole)
        ]
        if whole.value is None or sum(p.value or 0 for p in later) != whole.value:
            return
        for person in later:
            person.parts_of = whole
            add_telling(person, replace(fact, group=None))

    def _by_noun(self, unit: Unit, fact: ArrestFact) -> People | None:
        """«Кладовщик приговорён …», «закладчики — к девяти годам»: a bare noun that was used of just one of the people
        told of, or of one group."""
        told = (
            unit.ages or unit.birth_years or unit.name or unit.citizenship or unit.other or unit.subset or unit.counted
        )
        nouns = unit.lemmas - PLAIN - PLURAL_ANAPHORS - TAKEN_NOUNS - MEMBERS
        if told or not fact.preverbal or not nouns:
            return None
        fits = [p for p in self.earlier if nouns & p.lemmas and p.parts_of is None and p.single != unit.plural]
        if nouns & SPOUSES and not fits:  # «Задержаны супруги … Муж отправлен в СИЗО»
            fits = [p for p in self.earlier if p.value == 2 and p.parts_of is None and p.lemmas & COUPLES]
        one = fits[0] if len(fits) == 1 else None
        again = bool(nouns & SPOUSES) and one is not None and one.value == 2  # «осудили пару: муж получил 12 лет»
        least = STATUS_RANK[fact.status] - (0 if again else 1)
        further = one is not None and STATUS_RANK[one.status] <= least and one.status != "wanted"
        return one if further and not any(conflict(unit, u) for u in (one.units if one else ())) else None

    def _each_told(self, group: Group, fact: ArrestFact) -> list[People]:
        """«Курьеры и фасовщица заключены под стражу»: a row of bare nouns or names, each of somebody told of before."""
        lower = [p for p in self.earlier if STATUS_RANK[p.status] < STATUS_RANK[fact.status]]
        named = each_named(group.units, lower)
        if named:
            return named
        return each_of_row(group.units, [p for p in self.earlier if p.status != fact.status]) if fact.preverbal else []

    def _by_citizenship(self, unit: Unit, fact: ArrestFact) -> People | None:
        """«задержали троих украинцев» after «арестованы трое граждан Украины и четверо граждан РФ»: the same; with a
        further status («суд арестовал украинцев») they are a part, whose number is known."""
        if not unit.plural or len(unit.citizenship) != 1 or unit.other or unit.subset or unit.foreign:
            return None
        for person in reversed(self.earlier):
            members = [*person.units, *(d for u in person.units for d in u.details)]
            same = [m for m in members if m.citizenship == unit.citizenship and m.plural and m.value]
            if len(members) < 2 or len(same) != 1 or unit.value not in (None, same[0].value):
                continue
            if STATUS_RANK[fact.status] <= STATUS_RANK[person.status]:
                return person
            unit.value, unit.bound, unit.counted, unit.subset = same[0].value, same[0].bound, True, True
            return None
        return None

    def _pronoun(self, fact: ArrestFact) -> None:
        """«Задержан.», «Его взяли под стражу»: the people told of last, of fitting sex and number."""
        fits = [p for p in self.earlier if _pronoun_fits(fact.pronoun, p)]
        recent = [
            t
            for t in self.told
            if 0 <= fact.sentence - t.sentence <= 3
            and t.group.end <= fact.start
            and _unit_fits(fact.pronoun, t.group)
            and not _only_beside(t.group)
            and not _predicate(t.group)
        ]
        last = recent[-1] if recent else None
        if last is not None and fact.pronoun == "p" and not last.group.units[0].lemmas and not last.group.units[0].both:
            # «Шестерых уложили лицом в траву. Четверо ранее судимы. Их поместили в изолятор»
            larger = [t for t in recent if t.group.units[0].lemmas and (t.group.value or 0) > (last.group.value or 0)]
            last = larger[-1] if larger else last
        other = last is not None and last.group.value == 1 and self._another(last.group.units[0], fits)
        if fact.status == "convicted" and fits and fits[-1].status == "convicted" and not other:
            add_telling(fits[-1], fact)  # «вынес приговор троим … Суд назначил им наказание»: one trial
            return
        alone = self.earlier[0] if len(self.earlier) == 1 else None
        if alone in fits and alone is not None and alone.single and alone.status == "convicted" and not other:
            add_telling(alone, fact)  # «признан виновным … Сотрудники задержали его при передаче»
            return
        if last is not None and last.group.units[0].both and last.group.value is not None and fact.pronoun == "p":
            whole = self._same(last.group, fact)  # «Все четверо судимы. Суд заключил их под стражу»
            if whole is not None:
                add_telling(whole, fact)
                if whole.value == last.group.value:
                    self._tell_members(whole, fact)
                return
        if (
            last is not None
            and not any(shares(p, last.group) for p in fits)
            and not (last.identity and fits and not (last.presented and last.sentence == fact.sentence))
            and (not fits or last.sentence > max(fits[-1].sentences))
        ):
            taken = next(
                (
                    p
                    for p in fits
                    if not any(conflict(u, last.group.units[0]) for u in p.units)
                    and (
                        (last.group.units[0].anaphoric and not last.group.units[0].citizenship)
                        or (len(self.earlier) == 1 and p.single and _bare(last.group.units[0], p.units))
                        or self._lead_again(last.group.units[0], p, fact)
                        or any(u.name and last.group.units[0].name for u in p.units)
                        or (
                            p.status == fact.status
                            and any(set(u.citizenship) & set(last.group.units[0].citizenship) for u in p.units)
                        )
                    )
                ),
                None,
            )
            if taken is None:
                made = people_of(
                    ArrestFact(last.group, fact.status, fact.sentence, fact.start, fact.end, fact.penalty), self.case
                )
                made.steps = [
                    *(s for u in last.group.units for s in u.steps),
                    *fact.steps,
                    Step("coreference.pronoun", fact.start, fact.end),
                ]
                made.spans = [(fact.start, fact.end), (last.group.start, last.group.end)]
                self.people.append(made)
                return
            add_telling(taken, fact)
            return
        if fits and fact.sentence - max(fits[-1].sentences) <= 6:
            add_telling(fits[-1], fact)
        elif not self.people and not recent and fact.pronoun in ("m", "f") and fact.subject:
            # «Он попытался скрыться, но был задержан»: somebody of whom nothing else is told
            person = people_of(fact, self.case)
            person.value = 1
            self.people.append(person)

    def _lead_again(self, unit: Unit, person: People, fact: ArrestFact) -> bool:
        """«Задержан получатель посылки … За ней пришёл 34-летний программист, его задержали»: the lead names him by his
        part in the story only."""
        own = person.units[0] if person.single and len(person.units) == 1 else None
        if own is None or person is not self.earlier[0] or len(self.earlier) > 1 or fact.status != person.status:
            return False
        lead = person.sentence - self.first <= 1 and own.role is not None
        return lead and not unit.role and bool(unit.ages) and not (own.ages or own.name or own.citizenship)

    def _not_taken_yet(self, fact: ArrestFact) -> Group | None:
        """The one person of age or name told of in the case of whom no taking was told."""
        open_ones = [
            t.group
            for t in self.told
            if self.first <= t.sentence <= fact.sentence
            and t.group.end <= fact.start
            and len(t.group.units) == 1
            and not t.group.units[0].plural
            and not t.group.units[0].staff
            and (t.group.units[0].ages or t.group.units[0].citizenship)
            and not any(shares(p, t.group) for p in self.people)
        ]
        return open_ones[0] if len(open_ones) == 1 else None

    def _another(self, unit: Unit, people: list[People]) -> bool:
        """Whether a name is nobody's of the people told of: «Олег Р. заключил соглашение. Его осудили на 4 года»."""
        named = [u for p in people for u in p.units if u.name]
        return unit.name is not None and bool(named) and not any(same_name(u.name or "", unit.name) for u in named)

    def _same(self, group: Group, fact: ArrestFact) -> People | None:
        """The people told of before that the group is, or None."""
        if not self.earlier:
            return None
        unit = group.units[0]
        if unit.subset:
            return None
        of_one_country = self._by_citizenship(unit, fact) if len(group.units) == 1 else None
        if of_one_country is not None:
            return of_one_country
        value = group.value
        if unit.subset:  # found out by the citizenship
            return None
        last = self.earlier[-1]
        if fact.status == "convicted" and not unit.lemmas and unit.other and last.value == 2 and not last.single:
            return last  # «Первый приговорён к двенадцати, второй — к четырём годам»
        named = self._by_noun(unit, fact) if len(group.units) == 1 else None
        if named is not None:
            return named
        if len(group.units) > 1:
            return next(
                (
                    p
                    for p in reversed(self.earlier)
                    if p.value == value and value is not None and self._again(group, p, fact)
                ),
                None,
            ) or self._broken_down(group, fact)
        if unit.both and value is not None:
            whole = next((p for p in reversed(self.earlier) if p.value == value), None)
            if whole is not None:
                return whole
            singles = [
                p for p in self.earlier if p.parts_of is None and p.status not in ("wanted", "convicted", "extradited")
            ]
            meant: list[People] = []
            for person in reversed(singles):
                if sum(p.value or 0 for p in meant) < value:
                    meant.append(person)
            told = sum(p.value or 0 for p in meant)
            other = self._not_taken_yet(fact) if value == 2 and len(singles) == 1 and told == 1 else None
            if other is not None:  # «За рулём был 36-летний житель … Заказчик попался … Оба заключены под стражу»
                made = people_of(replace(fact, group=other), self.case)
                made.value = 1
                self.people.append(made)
                return meant[-1]
            if meant and (told == value or (told <= value <= 6 and any(p.value is None for p in meant))):
                for person in meant[:-1]:
                    add_telling(person, replace(fact, group=None))
                return meant[-1]
            return None
        if value == 1 and not unit.plural:
            return self._same_person(unit, fact)
        if value == 2 and unit.lemmas & COUPLES:  # «приговор Владиславу и его невесте … Пару задержали»
            pairs = [p for p in self.earlier if p.value == 2 and p.parts_of is None and p.status != "wanted"]
            if len(pairs) == 1:
                return pairs[0]
        if unit.counted and value is not None:
            lead = self._bare_crew(fact)
            if lead is not None:
                return lead
            return next((p for p in reversed(self.earlier) if p.value == value and self._again(group, p, fact)), None)
        if unit.plural and unit.both and value is None:  # «все задержанные арестованы»
            held = [p for p in self.earlier if p.parts_of is None and p.status == "detained"]
            fact.steps = [*fact.steps, Step("coreference.everybody", group.start, group.end)]
            for person in held[:-1]:
                add_telling(person, replace(fact, group=None))
            return held[-1] if held else None
        if unit.plural and value is None and fact.status == "convicted" and unit.lemmas & MEMBERS:
            crew = [p for p in self.earlier if p.status == "convicted" and (p.value or 0) > 1]
            return crew[0] if crew else None  # «Осуждены восемь членов сообщества … Суд приговорил участников к …»
        if unit.plural and value is None and not unit.other and group.end < fact.end and not unit.lemmas & OTHERS:
            # «11 сбытчиков арестованы … Члены группы арестованы»: the subject is known
            last = self.earlier[-1]
            near = fact.sentence - max(last.sentences) <= (5 if len(self.earlier) == 1 else 2)
            if (last.value or 0) > 1 and last.status == fact.status and near:
                return last
        if not unit.plural and value is None:
            # «приговор четверым участникам … Группу задержали»: the crew is known
            crew = [p for p in self.earlier if (p.value or 0) > 1 and p.parts_of is None]
            return crew[-1] if crew and STATUS_RANK[fact.status] < STATUS_RANK[crew[-1].status] else None
        if unit.plural and unit.foreign and value is None and STATUS_RANK[fact.status] > STATUS_RANK[last.status]:
            strangers = [
                p for p in self.earlier if p.value != 1 and any(u.foreign or u.citizenship for u in p.units)
            ]  # «Задержаны граждане России … Суд заключил иностранцев под стражу»
            return strangers[-1] if strangers else None
        if unit.plural and (unit.anaphoric or (not unit.counted and unit.lemmas & PLURAL_ANAPHORS)):
            return next(
                (
                    p
                    for p in reversed(self.earlier)
                    if (p.value is None or p.value > 1) and unit.lemmas & (p.lemmas | PLURAL_ANAPHORS)
                ),
                None,
            )
        return None

    def _bare_crew(self, fact: ArrestFact) -> People | None:
        """«ФСБ задержала курьеров магазина … Всего задержаны девять человек»: the lead does not say how many."""
        first = self.earlier[0] if len(self.earlier) == 1 else None
        if first is None or first.value is not None or len(first.units) != 1:
            return None
        if STATUS_RANK[fact.status] < STATUS_RANK[first.status] or "wanted" in (fact.status, first.status):
            return None
        own = first.units[0]
        lead = fact.sentence - first.sentence <= 4
        return first if lead and own.plural and not (own.citizenship or own.details) else None

    def _broken_down(self, group: Group, fact: ArrestFact) -> People | None:
        """«задержали пятерых участников группы … Задержаны четверо граждан Таджикистана и россиянин»: the same number,
        now by citizenship."""
        last = self.earlier[-1]
        same = last.value == group.value and last.status == fact.status and fact.sentence - max(last.sentences) <= 10
        told = all(u.citizenship or u.residence or u.ages for u in group.units)
        told = told and not any(u.citizenship or u.ages or u.residence for u in last.units)
        if same and told and len(last.units) == 1:
            last.units[0].details = last.units[0].details or list(group.units)
            return last
        return None

    def _again(self, group: Group, person: People, fact: ArrestFact) -> bool:
        """Whether a group of equal number is told of again: by the same noun, a bare numeral, or with a further
        status."""
        unit = group.units[0]
        one = {code for u in group.units for code in u.citizenship}
        two = {code for u in person.units for code in u.citizenship}
        if one and two and not one & two:
            return False
        if any(conflict(a, b) for a, b in zip(group.units, person.units, strict=False)) and len(group.units) == len(
            person.units
        ):
            return False
        if fact.status != person.status:
            return (
                bool(unit.lemmas & person.lemmas)
                or not unit.lemmas
                or unit.anaphoric
                or bool(unit.lemmas & PLURAL_ANAPHORS)
            )
        return bool(unit.lemmas & PLURAL_ANAPHORS) or (
            bool({x for u in group.units for x in u.lemmas} & person.lemmas) and fact.sentence - person.sentence <= 3
        )

    def _same_person(self, unit: Unit, fact: ArrestFact) -> People | None:
        """The single person told of before that a singular unit is, or None: the same name, the same age, a name for
        one told of without, or a noun that takes somebody up («мужчина», «подозреваемый»)."""
        if unit.lemmas & OTHERS or unit.other:
            return None
        if unit.lemmas & KIN and not any(unit.lemmas & p.lemmas for p in self.earlier):
            return None  # «Суд приговорил мужчину к 16 годам … Супруга подсудимого приговорена к трём»
        definite = unit.anaphoric or (
            fact.preverbal and not unit.citizenship and not unit.ages and (not unit.role or bool(unit.lemmas & OWNERS))
        )
        fits = [p for p in self.earlier if p.single and not any(conflict(unit, u) for u in p.units)]
        if fact.status == "wanted":  # whoever is held is not sought
            fits = [
                p
                for p in fits
                if p.status in ("wanted", "extradited")
                or (unit.name and any(u.name and same_name(u.name, unit.name) for u in p.units))
            ]
        if unit.name:
            named = [p for p in fits if any(u.name for u in p.units)]
            if named:
                return named[-1]
            known = any(
                t.group.units[0].name
                and same_name(t.group.units[0].name, unit.name)
                and t.group.end < unit.start
                and not any(shares(p, t.group) for p in self.people)
                for t in self.told
            )  # somebody told of by this name before, and not as one of those taken
            lead = self._bare_lead()
            if known and lead in fits and not (unit.other or unit.subset):
                return lead  # «задержали подозреваемого … за рулём был М. Т. … М. Т. водворен в СИЗО»
            open_ones = [p for p in fits if p.status != "wanted" and not unit.ages and not known]
            return open_ones[-1] if open_ones else None
        identity = any(t.identity and any(u is unit for u in t.group.units) for t in self.told)
        if identity and fits and not any(u.ages or u.name for u in fits[-1].units):
            return fits[-1]  # «взят получатель посылки … Получателем оказался 31-летний житель города»
        lead = self.earlier[0] if len(self.earlier) == 1 else None
        if lead in fits and lead is not None and lead.sentence - self.first <= 1 and fact.sentence - lead.sentence <= 3:
            own = lead.units[0] if lead.units else None
            bare = own is not None and not (own.ages or own.birth_years or own.name)
            alike = own is not None and not of_two_kinds(unit, own)
            if bare and alike and (unit.ages or unit.birth_years) and fact.status == lead.status:
                return lead  # «Задержали женщину, которая … Сотрудники задержали 27-летнюю местную жительницу»
        alone = self.earlier[0] if len(self.earlier) == 1 else None
        if (
            alone in fits
            and alone is not None
            and ("wanted" not in (alone.status, fact.status) or alone.status == "extradited")
            and alone.status != fact.status
            and not (unit.ages or unit.counted or unit.subset or unit.oblique)
            and not (unit.citizenship and alone.status != "extradited" and not _one_country(unit, alone))
        ):
            return alone  # «задержали мужчину … Суд отправил курьера в СИЗО»
        if unit.ages:
            same_age = [p for p in fits if any(u.ages == unit.ages for u in p.units)]
            if same_age:
                return same_age[-1]
        if not definite and not (
            unit.citizenship
            and any(u.citizenship == unit.citizenship for p in fits for u in p.units)
            and any(p.status == fact.status for p in fits)
            and not unit.ages
        ):
            return None
        if unit.ages:
            fits = [p for p in fits if not any(of_two_kinds(unit, u) for u in p.units)]
        if unit.occupation and unit.lemmas & {"водитель", "пассажир", "курьер"}:
            fits = [p for p in fits if not any(u.occupation for u in p.units) or unit.lemmas & p.lemmas]
        fits = [p for p in fits if p.status != "wanted" or fact.status == "wanted"]
        nearer = [
            t
            for t in self.told
            if t.group.end <= (unit.start)
            and t.sentence <= fact.sentence
            and len(t.group.units) == 1
            and not t.group.units[0].plural
            and (t.group.units[0].ages or t.group.units[0].name)
            and not t.group.units[0].staff
            and not conflict(unit, t.group.units[0])
            and not any(shares(p, t.group) for p in self.people)
        ]
        if (
            fits
            and nearer
            and nearer[-1].sentence > max(fits[-1].sentences)
            and any(conflict(nearer[-1].group.units[0], u) for u in fits[-1].units)
        ):
            return None
        return fits[-1] if fits else None

    def _out_of_pair(self, group: Group, fact: ArrestFact) -> Unit | None:
        """«Оглашен приговор Р. и его сожительнице К. … Р. осужден к 11 годам»: who gets a verdict of their own leaves
        the pair. The unit of the pair, or None."""
        unit = group.units[0]
        if fact.status != "convicted" or not unit.name or len(group.units) > 1:
            return None
        for person in self.earlier:
            if person.status != "convicted" or len(person.units) < 2 or not all(u.name for u in person.units):
                continue
            own = next((u for u in person.units if same_name(u.name or "", unit.name)), None)
            if own is not None and person.value is not None:
                person.units.remove(own)
                person.value -= own.value or 0
                return own
        return None

    def _bare_lead(self) -> People | None:
        """The only one told of so far, if the first words of the case detain somebody and tell nothing of them."""
        lead = self.earlier[0] if len(self.earlier) == 1 else None
        if lead is None or lead.sentence - self.first > 1 or lead.status != "detained":
            return None
        return None if any(u.ages or u.citizenship for u in lead.units) else lead

    def _convicted_whole(self, group: Group, fact: ArrestFact) -> People | None:
        """«Трое получили до 14 лет … Денис К. приговорён к 14 годам»: a counted total of the convicted covers its
        members."""
        if fact.status != "convicted" or (group.value is None and not group.units[0].plural):
            return None
        many = [p for p in self.earlier if p.status == "convicted" and (p.value or 0) >= STATISTIC]
        if many and (group.value or 0) > 1:
            return None  # «Осуждены 203 человека … К реальному сроку приговорены 96»
        unit = group.units[0]
        if unit.other and not any(p.units[0].both for p in self.earlier if p.status == "convicted"):
            return None
        for person in self.earlier:
            if (
                person.status == "convicted"
                and (person.value or 0) > 1
                and person.parts_of is None
                and (len(person.units) > 1 or person.units[0].counted)
            ):
                if len(person.units) > 1 and unit.lemmas & person.lemmas and person.sentence < fact.sentence:
                    return person
                known = unit.anaphoric and not (unit.name or unit.ages)
                if _other_term(person, fact) or (not known and all(u.value == 1 for u in person.units)):
                    continue  # «21-летняя Вера С. и 23-летняя Алина Т.»: a row of people is no total
                members = sum(u.value or 0 for u in person.units[1:])
                if (
                    group.value is not None
                    and (
                        group.value == 1
                        or person.sentence - self.first <= 3
                        or fact.gapped
                        or (person.units[0].both and 0 <= fact.sentence - max(person.sentences) <= 1)
                    )
                    and members + group.value <= (person.value or 0)
                    and not unit.subset
                    and (person.sentence < fact.sentence or (group.value == 1 and person.spans[0][1] < unit.start))
                ):
                    return person
        return None

    def _part(self, group: Group, fact: ArrestFact) -> People | None:
        """The group of which this one is a part, or None."""
        unit = group.units[0]
        value = group.value
        candidates = [
            p for p in self.earlier if p.parts_of is None and p.status != "wanted" and (p.value or 0) > (value or 1)
        ]
        if not candidates:
            return None
        if unit.subset:
            return candidates[-1] if unit.own_record or fact.status != candidates[-1].status else None
        if unit.other:
            return None
        if fact.status == candidates[-1].status == "convicted" and (candidates[-1].value or 0) >= STATISTIC:
            return candidates[-1] if value is not None and value > 1 else None
        if STATUS_RANK[fact.status] <= STATUS_RANK[candidates[-1].status] or fact.status in ("wanted", "extradited"):
            return None
        if unit.counted and value is not None and not unit.ages and not unit.role and not unit.name:
            return candidates[-1] if unit.lemmas <= (PLURAL_ANAPHORS | PLAIN) else None
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

    def _antecedent(self, group: Group, sentence: int) -> Group | None:
        """The group told of before that an anaphoric noun takes up."""
        unit = group.units[0]
        crew = group.value is None and not unit.plural  # «группу задержали»: no single person
        for candidate in reversed([t for t in self.told if 0 <= sentence - t.sentence <= 8]):
            other = candidate.group
            if other is group or other.start >= group.start or any(shares(p, other) for p in self.people):
                continue
            head = other.units[0]
            if head.subset:
                continue  # «Один из них по образованию агроном»
            if head.staff and not head.ages and not head.counted:
                continue
            plural = len(other.units) > 1 or head.plural
            if unit.both or unit.plural or crew:
                if (
                    not plural
                    or other.value is None
                    or (
                        unit.both
                        and (unit.value is not None or unit.lemmas & TAKEN_NOUNS)
                        and other.value != unit.value
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
        return self._siblings(group, sentence) if unit.plural and group.value is None else None

    def _siblings(self, group: Group, sentence: int) -> Group | None:
        """«За рулём сидел 30-летний мужчина, рядом – его 27-летний брат … Братья задержаны»."""
        kind = group.units[0].lemmas & SIBLINGS
        single = [t for t in self.told if 0 < sentence - t.sentence <= 8 and t.group.value == 1]
        for one, two in itertools.pairwise(single):
            if one.sentence == two.sentence and kind & two.group.units[0].lemmas:
                return Group([one.group.units[0], two.group.units[0]], one.sentence)
        return None

    def _without_bare_whole(self) -> None:
        """«Суд признал подсудимых виновными. Организатор приговорён к 17 годам, двое сообщников — к 13»: an uncounted
        word for all whose members follow is no record of its own."""
        convicted = [p for p in self.earlier if p.status == "convicted" and p.parts_of is None]
        for person in convicted:
            later = [p for p in convicted if p.sentence > person.sentence and p.value is not None]
            if bare_whole(person) and sum(p.value or 0 for p in later) > 1:
                self.people.remove(person)

    def _told_later(self) -> None:
        """What is told of the taken without a verb of taking: «Задержанный — 29-летний гражданин Афганистана»,
        «Среди них — 58-летний химик»."""
        for told in self.told:
            if any(shares(p, told.group) for p in self.people):
                continue
            unit = told.group.units[0]
            if len(told.group.units) == 1 and unit.name and not unit.plural:
                for person in self.earlier:
                    own = person.units[0] if person.single and person.units else None
                    if own is not None and own.name and same_name(own.name, unit.name) and not conflict(own, unit):
                        complete(own, unit)
            reach = 8 if told.identity and len(self.earlier) == 1 else 2
            crew = [p for p in self.earlier if p.value is None and 0 < told.sentence - max(p.sentences) <= reach]
            if told.identity and crew and (told.group.value or 0) > 1 and not unit.oblique:
                enrich(crew[-1], told.group)  # «Задержана группа. Её участники — трое мужчин и женщина»
                crew[-1].value, crew[-1].bound = told.group.value, told.group.bound
                continue
            before = [p for p in self.earlier if p.sentence <= told.sentence and told.sentence - max(p.sentences) <= 4]
            kind = unit.citizenship or unit.foreign or (unit.lemmas & KINDS and unit.value != 1)
            if unit.subset and kind and unit.value is not None:
                self._part_told_later(told.group, before)
                continue
            if told.among:
                whole = [p for p in before if (p.value or 0) > 1 and p.parts_of is None]
                if whole and all(u.citizenship or u.foreign for u in told.group.units) and (told.group.value or 0) > 1:
                    self._part_told_later(told.group, whole)
                    continue
                if whole:
                    whole[-1].units[0].details.extend(told.group.units)
                    whole[-1].steps.append(Step("coreference.among", told.group.start, told.group.end))
                continue
            if len(told.group.units) == 2 and not unit.oblique and all(u.ages for u in told.group.units):
                pair = [
                    p
                    for p in before
                    if p.value == 2
                    and not any(u.ages or u.details for u in p.units)
                    and told.sentence - p.sentence <= 1
                ]
                if pair and pair[-1].lemmas & {"семейная пара", "супружеская пара", "супруги", "брат", "мужчина"}:
                    pair[-1].units[0].details.extend(told.group.units)
                    continue
            if len(told.group.units) > 1 or unit.plural or unit.oblique:
                if unit.plural and unit.citizenship and not unit.counted and told.sentence:
                    whole = [
                        p
                        for p in before
                        if (p.value or 0) > 1
                        and not any(u.citizenship for u in p.units)
                        and told.sentence == max(p.sentences)
                    ]
                    if whole:
                        whole[-1].units[0].citizenship = unit.citizenship
                continue
            taken = [p for p in before if p.single and not any(conflict(unit, u) for u in p.units)]
            ages_told = any(u.ages for p in taken[-1:] for u in p.units)
            identified = told.identity and unit.nominative and unit.ages and not ages_told
            # «Мужчине 27 лет», «ему 27 лет»
            aged = unit.anaphoric and unit.ages and not unit.nominative and not ages_told
            if (unit.lemmas & TAKEN_NOUNS or identified or aged) and taken and (unit.ages or unit.citizenship):
                complete(taken[-1].units[0], unit)

    def _part_told_later(self, group: Group, before: Sequence[People]) -> None:
        """«Трое из осуждённых — граждане России»: a part of a group with a citizenship of its own."""
        unit = group.units[0]
        whole = [p for p in before if (p.value or 0) > (unit.value or 0) and p.parts_of is None]
        if not whole:
            return
        steps = [*unit.steps, Step("coreference.part", group.start, group.end)]
        fact = ArrestFact(group, whole[-1].status, group.sentence, group.start, group.end, steps=steps)
        part = people_of(fact, self.case)
        part.parts_of = whole[-1]
        self.people.append(part)

    def _only_ones(self) -> None:
        """«У 28-летнего самарца нашли гашиш … Задержанный передан следователю»: where a case takes nobody else and
        tells the ages of nobody else, the ages are theirs."""
        taken = [p for p in self.earlier if p.parts_of is None]
        if len(taken) != 1 or taken[0].value is None or len(taken[0].units) != 1:
            return
        person, own = taken[0], taken[0].units[0]
        if any(u.ages or u.birth_years for u in (own, *own.details)) or person.status == "wanted":
            return
        aged = [t.group for t in self.told if t.sentence >= self.first and any(u.ages for u in t.group.units)]
        if len({tuple(age for u in group.units for age in u.ages) for group in aged}) != 1:
            return
        group, unit = aged[0], aged[0].units[0]
        if len(group.units) > 1 or unit.staff or unit.lemmas & OTHERS or conflict(own, unit):
            return
        if group.value == person.value == len(unit.ages):
            enrich(person, group)

    def _named_taken(self) -> None:
        """«Задержанный заявил …», «двое задержанных — граждане Ирана» in a case that tells no arrest with a verb:
        somebody was taken."""
        if self.people:
            return
        for told in self.told:
            unit = told.group.units[0]
            if told.sentence < self.first:
                continue
            one = not (unit.plural or unit.oblique or unit.counted) and unit.nominative  # «нет ни одного задержанного»
            several = unit.counted and (unit.value or 0) > 1
            if len(told.group.units) == 1 and unit.lemmas & {"задержанный", "задержанная"} and (one or several):
                fact = ArrestFact(
                    told.group,
                    "detained",
                    told.sentence,
                    unit.start,
                    unit.end,
                    steps=[*unit.steps, Step("coreference.named_taken", unit.start, unit.end)],
                )
                person = people_of(fact, self.case)
                antecedent = self._antecedent(told.group, told.sentence)
                if antecedent is not None:
                    enrich(person, antecedent)
                self.people.append(person)
                return


def _other_term(person: People, fact: ArrestFact) -> bool:
    """«Двум курьерам суд назначил шесть лет. Водителю – четыре года»: whose own term is told is none of those."""
    theirs, own = person.penalty, fact.penalty
    if theirs is None or own is None or theirs.years is None or own.years is None:
        return False
    return theirs.years != own.years


def _one_country(unit: Unit, person: People) -> bool:
    """«Гражданина России осудили … С поличным россиянина взяли в аэропорту»."""
    return any(u.citizenship == unit.citizenship for u in person.units)


def _bare(unit: Unit, units: Sequence[Unit]) -> bool:
    """A plain noun of which nothing else is told: «Парень рассказал, что …» after «накрыли закладчика»."""
    told = bool(unit.ages or unit.birth_years or unit.name or unit.citizenship or unit.other or unit.oblique)
    told = told or bool(unit.lemmas & {"житель", "жительница", "уроженец"})  # where from is told of him
    return not told and not any(of_two_kinds(unit, own) for own in units)


def _predicate(group: Group) -> bool:
    """«Актюбинец проработал закладчиком»: a noun in the instrumental tells what somebody was."""
    unit = group.units[0]
    told = unit.ages or unit.name or unit.citizenship or unit.counted
    return len(group.units) == 1 and not told and not (unit.nominative or unit.accusative) and bool(unit.role)


def _only_beside(group: Group) -> bool:
    """«в сговор с неустановленным лицом»: somebody nobody knows."""
    unit = group.units[0]
    return unit.oblique and unit.lemmas == {"лицо"} and not unit.ages


def _pronoun_fits(pronoun: str, person: People) -> bool:
    sexes = {unit.sex for unit in person.units if unit.sex}
    if pronoun == "p":
        return not person.single
    if pronoun in ("m", "f"):
        return person.single and (not sexes or pronoun in sexes)
    return True


def _unit_fits(pronoun: str, group: Group) -> bool:
    head = group.units[0]
    plural = len(group.units) > 1 or head.plural
    if head.staff and not head.ages and not head.counted and not head.nominative:
        return False
    if pronoun == "p":
        return plural and group.value is not None
    if pronoun in ("m", "f"):
        return not plural and (head.sex is None or head.sex == pronoun)
    return not plural
