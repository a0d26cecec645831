"""Whether people are told of again: by the same noun, name, age, number or country, or as «оба», «пара», «группа».

Linking is done only where nothing told of the two speaks against it: age, sex, citizenship, role, name, number.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.events.facts import STATUS_RANK, ArrestFact
from narcofacts.events.unit import Group, Unit, complete
from narcofacts.linking.antecedents import not_taken_yet
from narcofacts.linking.known import Known
from narcofacts.linking.people import (
    SELLING,
    People,
    Told,
    add_telling,
    conflict,
    of_two_kinds,
    people_of,
    same_name,
    shares,
)
from narcofacts.linking.scenes import nested
from narcofacts.mentions.people import nouns
from narcofacts.rules import Step


def same_people(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """The people told of before that the group is, or None."""
    if not known.earlier:
        return None
    if (crew := _members_again(known, group, fact)) is not None:
        return crew
    unit = group.units[0]
    if (each := _each_of_two(known, group, fact)) is not None:
        return each
    if (of_two := _one_of_two(known, group, fact)) is not None:
        return of_two
    if unit.subset:  # «Задержали группу наркоторговцев. Оперативники задержали двоих подозреваемых ночью»
        if (counted_before := _counted_before(known, group, fact)) is not None:
            return counted_before
        counted = unit.lemmas & nouns("counted_again") and fact.status == known.earlier[-1].status == "detained"
        return bare_crew(known, fact, group) if counted and len(group.units) == 1 else None
    if len(group.units) == 1:
        if (of_one_country := _by_citizenship(known, unit, fact)) is not None:
            return of_one_country
        if unit.subset:  # found out by the citizenship
            return None
    last = known.earlier[-1]
    if fact.status == "convicted" and not unit.lemmas and unit.other and last.value == 2 and not last.single:
        return last  # «Первый приговорён к двенадцати, второй — к четырём годам»
    of_pair = (
        unit.nth in (1, 2)
        and last.value == 2
        and not last.single
        and STATUS_RANK[fact.status] <= STATUS_RANK[last.status]
    )
    if of_pair and fact.sentence - max(last.sentences) <= 3:
        return last  # «Задержаны двое. Первого подозреваемого взяли в автомобиле, второй был задержан вечером»
    if len(group.units) > 1:
        # «задержали перевозчиков героина. Задержанными оказались отец и сын»
        crew = bare_crew(known, fact, group) if _identity(known, fact) else None
        return (
            crew or _so_many(known, group, fact) or _broken_down(known, group, fact) or _one_of_each(known, group, fact)
        )
    if (named := _by_noun(known, unit, fact)) is not None:
        return named
    if unit.both and group.value is not None:
        return _all_of_them(known, group.value, fact)
    if group.value == 1 and not unit.plural:
        return _same_person(known, unit, fact)
    if group.value == 2 and unit.lemmas & nouns("couples"):  # «приговор Владиславу и его невесте … Пару задержали»
        pairs = [p for p in known.earlier if p.value == 2 and p.parts_of is None and p.status != "wanted"]
        if len(pairs) == 1 and _may_be_couple(pairs[0]):
            return pairs[0]
    if group.value is not None and (unit.counted or len(unit.ages) == group.value > 1):
        return bare_crew(known, fact, group) or _so_many(known, group, fact) or _in_order(known, group, fact)
    return _uncounted(known, group, fact)


def _each_of_two(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«Двоих признали виновными … приговорил одного из них к 11 годам, другого – к 12»: both of two."""
    two = len(group.units) == 2 and group.units[0].subset and group.units[1].other
    last = known.earlier[-1]
    return last if two and last.value == 2 and last.status == fact.status else None


def _may_be_couple(person: People) -> bool:
    """«мужчина и его невеста», «двое барнаульцев»; «двое участников, 28 и 33 лет» are told of as something else."""
    members = [*person.units, *(d for u in person.units for d in u.details)]
    related = any(u.lemmas & (nouns("kin") | nouns("couples")) for u in members)
    return related or len({u.sex for u in members if u.sex}) == 2 or not any(u.ages for u in members)


def _so_many(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«Двое мужчин взяты … Двое задержанных водворены»: the last told of who are as many."""
    if group.value is None or group.units[0].other:
        return None
    alike = (p for p in reversed(known.earlier) if p.value == group.value)
    return next(
        (p for p in alike if _identity(known, fact) or _again(group, p, fact) or _of_lead(known, group, p, fact)), None
    )


def _one_of_two(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«Задержаны двое подозреваемых. Одного из пассажиров удалось задержать сразу»: how one of them was taken; «15
    закладчиков» of «организаторов и 15 закладчиков»."""
    last, unit = known.earlier[-1], group.units[0]
    if len(group.units) > 1 or fact.status != last.status or fact.sentence - max(last.sentences) > 3 or fact.gapped:
        return None
    row = unit.counted and not unit.other and len(last.units) > 1 and last.value is not None
    if row and any(own.value == unit.value and own.lemmas & unit.lemmas for own in last.units):
        return last
    one = unit.subset and unit.value == 1 and last.value == 2 and last.parts_of is None and fact.status == "detained"
    return last if one and not unit.lemmas & nouns("others") else None


def _counted_before(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«Двое курьеров задержаны … Двоих фигурантов отправили в СИЗО»: as many as were told of, where no more were."""
    unit = group.units[0]
    if len(group.units) > 1 or not unit.lemmas & nouns("counted_again") or unit.other or fact.also:
        return None
    whole = [p for p in known.earlier if p.parts_of is None and p.status != "wanted"]
    if any((p.value or 0) > (unit.value or 0) for p in whole):
        return None
    alike = [p for p in whole if p.value == unit.value and STATUS_RANK[p.status] <= STATUS_RANK[fact.status]]
    return alike[-1] if alike and not any(conflict(unit, own) for own in alike[-1].units) else None


def _in_order(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«задержали сотни подозреваемых … задержано более 800 человек»: hundreds, and how many."""
    unit, last = group.units[0], known.earlier[-1]
    orders = (unit.bound == "order") + (last.bound == "order")
    if orders != 1 or unit.other or unit.subset or fact.also or fact.status != last.status or not last.value:
        return None
    rough, exact = (last.value, group.value or 0) if last.bound == "order" else (group.value or 0, last.value)
    if not rough <= exact < 10 * rough:
        return None
    last.value = exact
    last.bound = unit.bound if last.bound == "order" else last.bound
    return last


def _identity(known: Known, fact: ArrestFact) -> bool:
    """«Задержанными оказались жители Чуйской области 41 и 38 лет»: whether the sentence says who those taken are."""
    return any(t.identity and t.sentence == fact.sentence for t in known.told)


LEAD = 4
"""Sentences at the head of a case in which so many people are told of once, in other words."""


def _of_lead(known: Known, group: Group, person: People, fact: ArrestFact) -> bool:
    """«задержали двух россиян за производство мефедрона … задержали двух жителей Лобни»: the lead in other words."""
    unit, own = group.units[0], person.units[0] if person.units else None
    near = fact.sentence - known.first <= LEAD and fact.status == person.status and not fact.also
    plain = unit.lemmas <= nouns("plain") and not (unit.ages or unit.name or unit.other)
    single = len(group.units) == 1 and len(person.units) == 1
    return near and plain and own is not None and single and not conflict(unit, own) and not own.ages


def _all_of_them(known: Known, value: int, fact: ArrestFact) -> People | None:
    """«Оба задержаны», «все четверо арестованы»: those told of together or apart who make up the number."""
    before = [p for p in known.earlier if not (fact.gapped and fact.sentence in p.sentences)]
    whole = next((p for p in reversed(before) if p.value == value), None)
    if whole is not None:
        return whole
    out = {"wanted", "extradited"} | ({"convicted"} if fact.status != "convicted" else set())
    singles = [p for p in before if p.parts_of is None and p.status not in out]
    meant: list[People] = []
    for person in reversed(singles):
        if sum(p.value or 0 for p in meant) < value:
            meant.append(person)
    told = sum(p.value or 0 for p in meant)
    other = not_taken_yet(known, fact) if value == 2 and len(singles) == 1 and told == 1 else None
    if other is not None:  # «За рулём был 36-летний житель … Заказчик попался … Оба заключены под стражу»
        made = people_of(replace(fact, group=other), known.case)
        made.value = 1
        known.people.append(made)
        return meant[-1]
    if not meant or (told != value and not (told <= value <= 6 and any(p.value is None for p in meant))):
        return None
    for person in meant[:-1]:
        add_telling(person, replace(fact, group=None))
    return meant[-1]


def _uncounted(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«все задержанные», «участники группы», «группу», «иностранцев»: many, without a number."""
    unit, last = group.units[0], known.earlier[-1]
    if unit.plural and unit.both and group.value is None:  # «все задержанные арестованы»
        held = [p for p in known.earlier if p.parts_of is None and p.status == "detained"]
        fact.steps = [*fact.steps, Step("coreference.everybody", group.start, group.end)]
        for person in held[:-1]:
            add_telling(person, replace(fact, group=None))
        return held[-1] if held else None
    if unit.plural and group.value is None and fact.status == "convicted" and unit.lemmas & nouns("members"):
        crew = [p for p in known.earlier if p.status == "convicted" and (p.value or 0) > 1]
        if crew:
            return crew[0]  # «Осуждены восемь членов сообщества … Суд приговорил участников к …»
        if not unit.lemmas & nouns("tried"):
            return None
    if unit.plural and group.value is None and not unit.other and not unit.lemmas & nouns("others"):
        # «11 сбытчиков арестованы … Члены группы арестованы»: the subject is known
        near = fact.sentence - max(last.sentences) <= (5 if len(known.earlier) == 1 else 2)
        if group.end < fact.end and (last.value or 0) > 1 and last.status == fact.status and near:
            return last
    if not unit.plural and group.value is None:
        # «приговор четверым участникам … Группу задержали»: the crew is known
        crew = [p for p in known.earlier if (p.value or 0) > 1 and p.parts_of is None]
        # «Задержана семья из трёх человек … Вся семья арестована»
        whole = len(crew) == 1 and fact.preverbal and bool(unit.lemmas & nouns("crews")) and fact.status != "wanted"
        return crew[-1] if crew and (whole or STATUS_RANK[fact.status] < STATUS_RANK[crew[-1].status]) else None
    of_noun = fact.steps[-1].rule == "taken.noun" and fact.status == last.status == "detained" and not unit.other
    if of_noun and unit.plural and last.value != 1 and fact.sentence - max(last.sentences) <= 3:
        return last  # «задержаны контрабандисты … Операция по задержанию курьеров проведена 4 сентября»
    tried = unit.plural and group.value is None and fact.status == "convicted" and unit.lemmas & nouns("criminals")
    if tried and last.status == "convicted" and (last.value or 0) > 1 and fact.sentence - max(last.sentences) <= 3:
        return last  # «Четверо признаны виновными … Суд приговорил преступников к срокам от 7 до 9 лет»
    criminals = unit.plural and group.value is None and unit.lemmas & nouns("criminals") and not unit.other
    if criminals and STATUS_RANK[fact.status] < STATUS_RANK[last.status] and (last.value or 0) > 1:
        return last  # «Двоих признали виновными … Преступников задержали в 2019 году»
    of_crew = last.value is None and bool(last.lemmas & nouns("crews")) and len(known.earlier) == 1
    if of_crew and unit.plural and unit.lemmas & nouns("members") and not unit.other:
        return last  # «Задержана группа наркоторговцев. Все участники группы арестованы»
    common = nouns("plain") | nouns("criminals")
    plain = bool(unit.lemmas) and unit.lemmas <= common and not (unit.ages or unit.other or unit.counted)
    again = len(known.earlier) == 1 and last.status == fact.status and 0 < fact.sentence - last.sentence <= 2
    if plain and again and unit.plural and (last.value or 0) > 1 and not fact.also:
        return last  # «Белоруса и итальянца задержали … Задержаны мужчины, которые …»
    further = STATUS_RANK[fact.status] > STATUS_RANK[last.status]
    if unit.plural and unit.foreign and group.value is None and further:
        # «Задержаны граждане России … Суд заключил иностранцев под стражу»
        strangers = [p for p in known.earlier if p.value != 1 and any(u.foreign or u.citizenship for u in p.units)]
        return strangers[-1] if strangers else None
    if further and (all_held := _all_held(known, unit, fact)):
        for person in all_held[:-1]:
            add_telling(person, replace(fact, group=None))
        return all_held[-1]
    bare = bool(unit.lemmas) and unit.lemmas <= nouns("plain") and fact.preverbal and not (unit.ages or unit.other)
    if not unit.plural or not (unit.anaphoric or bare or (not unit.counted and unit.lemmas & nouns("again"))):
        return None
    many = (p for p in reversed(known.earlier) if p.value is None or p.value > 1)
    return next((p for p in many if bare or unit.lemmas & (p.lemmas | nouns("again"))), None)


def _all_held(known: Known, unit: Unit, fact: ArrestFact) -> list[People]:
    """«Задержали 30-летнего закладчика … задержали женщину. Подозреваемые арестованы», «Задержаны пятеро. Наркоторговцы
    арестованы»: a bare plural before its verb is all those who were held so far."""
    known_ones = nouns("plain") | nouns("criminals") | nouns("taken") | nouns("again")
    told = unit.ages or unit.citizenship or unit.foreign or unit.other or unit.subset or unit.counted or unit.oblique
    named = bool(unit.lemmas) and (unit.lemmas <= known_ones or unit.role in SELLING)
    if told or not (unit.plural and fact.preverbal and named) or fact.also:
        return []
    held = [p for p in known.earlier if p.parts_of is None and p.status == "detained"]
    near = held and fact.sentence - max(held[-1].sentences) <= 3
    if not near or len(held) != len([p for p in known.earlier if p.parts_of is None and p.status != "wanted"]):
        return []
    if any(conflict(unit, own) for p in held for own in p.units) or (len(held) == 1 and held[0].value == 1):
        return []
    return held


def _by_noun(known: Known, unit: Unit, fact: ArrestFact) -> People | None:
    """«Кладовщик приговорён …», «закладчики — к девяти годам»: a bare noun that was used of just one of the people
    told of, or of one group."""
    told = unit.ages or unit.birth_years or unit.name or unit.citizenship or unit.other or unit.subset or unit.counted
    own = unit.lemmas - nouns("plain") - nouns("again") - nouns("taken") - nouns("members")
    if told or not fact.preverbal or not own:
        return None
    fits = [p for p in known.earlier if own & p.lemmas and p.parts_of is None and p.single != unit.plural]
    if own & nouns("spouses") and not fits:  # «Задержаны супруги … Муж отправлен в СИЗО»
        fits = [p for p in known.earlier if p.value == 2 and p.parts_of is None and p.lemmas & nouns("couples")]
    one = fits[0] if len(fits) == 1 else None
    again = bool(own & nouns("spouses")) and one is not None and one.value == 2  # «осудили пару: муж получил 12 лет»
    least = STATUS_RANK[fact.status] - (0 if again else 1)
    further = one is not None and STATUS_RANK[one.status] <= least and one.status != "wanted"
    return one if further and not any(conflict(unit, u) for u in (one.units if one else ())) else None


def _by_citizenship(known: Known, unit: Unit, fact: ArrestFact) -> People | None:
    """«задержали троих украинцев» after «арестованы трое граждан Украины и четверо граждан РФ»: the same; with a
    further status («суд арестовал украинцев») they are a part, whose number is known."""
    if not unit.plural or len(unit.citizenship) != 1 or unit.other or unit.subset or unit.foreign:
        return None
    for person in reversed(known.earlier):
        members = [*person.units, *(d for u in person.units for d in u.details)]
        same = [m for m in members if m.citizenship == unit.citizenship and m.plural and m.value]
        if len(members) < 2 or len(same) != 1 or unit.value not in (None, same[0].value):
            continue
        if STATUS_RANK[fact.status] <= STATUS_RANK[person.status]:
            return person
        unit.value, unit.bound, unit.counted, unit.subset = same[0].value, same[0].bound, True, True
        return None
    return None


def _broken_down(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«задержали пятерых участников группы … Задержаны четверо граждан Таджикистана и россиянин»: the same number,
    now by citizenship."""
    last = known.earlier[-1]
    same = last.value == group.value and last.status == fact.status and fact.sentence - max(last.sentences) <= 10
    told = all(u.citizenship or u.residence or u.ages or u.birth_years for u in group.units)
    told = told and not any(u.citizenship or u.ages or u.birth_years or u.residence for u in last.units)
    if same and told and len(last.units) == 1:
        last.units[0].details = last.units[0].details or list(group.units)
        return last
    return None


def _one_of_each(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«задержала граждан Украины, Турции и США … Задержаны М.М., 2003 г. р., А.Б., 1998 г. р., и Х.Д., 1981 г. р.»: as
    many people as countries."""
    last = known.earlier[-1]
    citizens = last.units[0] if last.value is None and len(last.units) == 1 else None
    if citizens is None or len(citizens.citizenship) != group.value or fact.status != last.status or fact.also:
        return None
    if fact.sentence - last.sentence > 3 or any(u.citizenship for u in group.units):
        return None
    citizens.details = citizens.details or list(group.units)
    return last


def _members_again(known: Known, group: Group, fact: ArrestFact) -> People | None:
    """«задержали членов ОПГ … «Мы задержали одного из лидеров и нескольких участников»»: a crew without a number."""
    first = known.earlier[0]
    near = len(known.earlier) == 1 and len(group.units) > 1
    near = near and 0 < fact.sentence - first.sentence <= 3 and fact.status == first.status
    crew = first.value is None and any(u.plural for u in first.units) and bool(first.lemmas & nouns("members"))
    told = group.value is None and any(u.lemmas & nouns("members") for u in group.units)
    return first if near and crew and told else None


def _again(group: Group, person: People, fact: ArrestFact) -> bool:
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
        bare = unit.lemmas <= nouns("plain") or unit.anaphoric  # «осуждены четверо узбеков … задержали четырёх мужчин»
        return bare or bool(unit.lemmas & (person.lemmas | nouns("again")))
    bare = unit.lemmas <= nouns("plain") | nouns("criminals") and len(group.units) == 1
    if bare and not (unit.ages or unit.citizenship or fact.also) and 0 < fact.sentence - person.sentence <= 1:
        return True  # «Двух сборщиков конопли задержала полиция. В понедельник задержали двух мужчин»
    return bool(unit.lemmas & nouns("again")) or (
        bool({x for u in group.units for x in u.lemmas} & person.lemmas) and fact.sentence - person.sentence <= 3
    )


def bare_crew(known: Known, fact: ArrestFact, group: Group) -> People | None:
    """«ФСБ задержала курьеров магазина … Всего задержаны девять человек»: the lead does not say how many."""
    if (group.value or 0) < 2:
        return None
    first = known.earlier[0] if len(known.earlier) == 1 else None
    if first is None or first.value is not None or len(first.units) != 1:
        return None
    # «Граждане Таджикистана заключены под стражу. Трое мужчин были задержаны на вокзале»
    plain = fact.sentence - first.sentence == 1 and all(u.lemmas and u.lemmas <= nouns("plain") for u in group.units)
    behind = STATUS_RANK[fact.status] < STATUS_RANK[first.status] and not plain
    if behind or "wanted" in (fact.status, first.status):
        return None
    own = first.units[0]
    lead = fact.sentence - first.sentence <= 4
    many = own.plural or bool(own.lemmas & nouns("crews"))
    return first if lead and many and not ((own.citizenship and not plain) or own.details) else None


def _same_person(known: Known, unit: Unit, fact: ArrestFact) -> People | None:
    """The single person told of before that a singular unit is, or None: the same name, the same age, a name for
    one told of without, or a noun that takes somebody up («мужчина», «подозреваемый»)."""
    if unit.lemmas & nouns("others") or unit.other:
        return None
    if fact.also and not (fact.preverbal or unit.name):
        return None  # «Также 3 мая в Ноокате был задержан 40-летний мужчина»
    if unit.lemmas & nouns("kin") and not any(unit.lemmas & p.lemmas for p in known.earlier):
        return None  # «Суд приговорил мужчину к 16 годам … Супруга подсудимого приговорена к трём»
    fits = [p for p in known.earlier if p.single and not any(conflict(unit, u) for u in p.units)]
    others = (_beside, _taken_before, _another_day, _another_town, _taken_too)
    fits = [p for p in fits if not any(other(known, p, unit, fact) for other in others)]
    if fact.status == "wanted" and not fact.past:  # whoever is held is not sought
        fits = [p for p in fits if p.status in ("wanted", "extradited") or _of_name(p, unit)]
    if len(known.earlier) == 1 and fits and _how_it_began(fits[0], unit, fact):
        return fits[0]
    if unit.name:
        return _by_name(known, unit, fact, fits)
    identity = any(t.identity and any(u is unit for u in t.group.units) for t in known.told)
    if identity and fits and not any(u.ages or u.name for u in fits[-1].units):
        return fits[-1]  # «взят получатель посылки … Получателем оказался 31-летний житель города»
    if (row := _one_of_row(known, unit, fact)) is not None:
        return row
    if (same_term := _by_term(known, fact, fits)) is not None:
        return same_term
    last = known.earlier[-1]
    if last in fits and _other_told_more(last, unit, fact):
        return last
    alone = known.earlier[0] if len(known.earlier) == 1 and known.earlier[0] in fits else None
    if alone is not None and (_told_more(known, alone, unit, fact) or _goes_on(alone, unit, fact)):
        return alone
    if (convict := _term_told(unit, fact, fits)) is not None:
        return convict
    if alone is not None and (_named_convict(alone, unit, fact) or _lead_again(known, alone, unit, fact)):
        return alone
    if alone is not None and fact.steps[-1].rule == "taken.noun" and not (unit.ages or unit.name or unit.citizenship):
        return alone  # «задержали курьера … Задержание жителя района провели на вокзале»
    if unit.ages:
        same_age = [p for p in fits if any(u.ages == unit.ages for u in p.units)]
        if same_age:
            return same_age[-1]
    return _taken_up(known, unit, fact, fits)


def _taken_too(known: Known, person: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Задержан капитан. … Знакомая тоже задержана»: taken as those told of before were, and no one of them."""
    return fact.also and fact.preverbal and fact.status == person.status and fact.sentence != person.sentence


def _another_day(known: Known, person: People, unit: Unit, fact: ArrestFact) -> bool:
    """«17 июня задержан житель Тараза. 9 июня там же был задержан 52-летний мужчина»: taken in the same way on another
    day, and told of by an age of their own."""
    own, theirs = known.days.get(fact.sentence), known.days.get(person.sentence)
    if not own or not theirs or own & theirs or fact.status != person.status or unit.name:
        return False
    return bool(unit.ages or unit.birth_years) and not person.headline


def _another_town(known: Known, person: People, unit: Unit, fact: ArrestFact) -> bool:
    """«задержали курьера в Омске … В Томске задержали мужчину»: taken in the same way in another town, and told of by a
    noun that takes nobody up."""
    own, theirs = known.towns.get(fact.sentence), known.towns.get(person.sentence)
    if own is None or theirs is None or nested(own, theirs) or fact.status != person.status:
        return False
    told = unit.ages or unit.birth_years or not unit.lemmas & (nouns("again") | nouns("counted_again"))
    return bool(told) and not unit.name and not fact.preverbal


def _by_term(known: Known, fact: ArrestFact, fits: Sequence[People]) -> People | None:
    """«приговорил лидера группы к 9 годам … назначил томичу 9 лет»: the verdict told last, told again."""
    last = known.earlier[-1]
    if last not in fits or last.status != fact.status or fact.penalty is None or last.penalty is None or fact.also:
        return None
    again = fact.penalty.years is not None and fact.penalty.years == last.penalty.years
    return last if again and fact.sentence - max(last.sentences) <= 2 and not fact.gapped else None


def _one_of_row(known: Known, unit: Unit, fact: ArrestFact) -> People | None:
    """«Задержаны водитель фуры и организатор … Водитель фуры, гражданин Грузии, был задержан 17 января»: one of those
    told of together, by the same trade or role."""
    last = known.earlier[-1]
    reach = 12 if len(known.earlier) == 1 else 3
    near = fact.sentence - last.sentence <= reach
    if len(last.units) < 2 or last.status != fact.status or not near or not fact.preverbal:
        return None
    same = [u for u in last.units if u.lemmas & unit.lemmas - nouns("plain") and not conflict(u, unit) and not u.plural]
    if len(same) != 1 or unit.counted or not (unit.role or unit.occupation):
        return None
    complete(same[0], unit)
    return last


def _of_name(person: People, unit: Unit) -> bool:
    return unit.name is not None and any(u.name and same_name(u.name, unit.name) for u in person.units)


def _by_name(known: Known, unit: Unit, fact: ArrestFact, fits: Sequence[People]) -> People | None:
    """Somebody named: the last named of those who fit, else one of whom no name was told."""
    named = [p for p in fits if any(u.name for u in p.units)]
    if named:
        return named[-1]
    told_of = any(
        t.group.units[0].name
        and same_name(t.group.units[0].name, unit.name or "")
        and t.group.end < unit.start
        and not any(shares(p, t.group) for p in known.people)
        for t in known.told
    )  # somebody told of by this name before, and not as one of those taken
    lead = _bare_lead(known, unit)
    if told_of and lead in fits and not unit.subset:
        return lead  # «задержали подозреваемого … за рулём был М. Т. … М. Т. водворен в СИЗО»
    if lead is not None and lead in fits and _told_more(known, lead, unit, fact):
        return lead  # «задержали капитана милиции … 30-летний Владимир П. был задержан при передаче …»
    open_ones = [p for p in fits if p.status != "wanted" and not unit.ages and not told_of]
    return open_ones[-1] if open_ones else None


def _told_more(known: Known, lead: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Задержали женщину, которая … Сотрудники задержали 27-летнюю жительницу»: the lead tells nothing of her."""
    if lead.sentence - known.first > 1 or fact.sentence - lead.sentence > 3:
        return False
    further = fact.preverbal and STATUS_RANK[fact.status] > STATUS_RANK[lead.status] and fact.status != "wanted"
    if not (fact.status in (lead.status, "convicted") or further) or lead.status == "wanted":
        return False
    own = lead.units[0] if lead.units else None
    if own is None or own.ages or own.birth_years or own.name or of_two_kinds(unit, own):
        return False
    return bool(unit.ages or unit.birth_years)


def _other_told_more(last: People, unit: Unit, fact: ArrestFact) -> bool:
    """«вынес приговор ещё одному участнику группы. 34-летний южноуралец приговорён к девяти годам»: somebody brought in
    as one more, now told of by age."""
    own = last.units[0] if len(last.units) == 1 else None
    if own is None or not own.other or own.ages or own.name or last.status != fact.status or fact.also:
        return False
    return bool(unit.ages or unit.birth_years) and 0 < fact.sentence - last.sentence <= 1


def _lead_again(known: Known, alone: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Задержали жителя Москвы, ввозившего кокаин … задержали жителя столицы»: the lead again, by the same noun."""
    if alone.status != fact.status or fact.also or unit.ages or unit.birth_years or unit.counted or unit.other:
        return False
    lead = alone.sentence - known.first <= 3 and 0 < fact.sentence - alone.sentence <= 2
    in_service = unit.lemmas & nouns("servicemen") and alone.lemmas & nouns("servicemen")
    stranger = unit.foreign and any(u.foreign for u in alone.units)
    # «Наркодилера поймали в Уральске. … Торговца задержали во время сделки»
    seller = fact.preverbal and unit.role in SELLING and any(u.role in SELLING for u in alone.units)
    return lead and bool(unit.lemmas & alone.lemmas or in_service or stranger or seller)


def _named_convict(alone: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Призёр Олимпиады Н. Б. проведёт в тюрьме три года … Австралийский спортсмен был осуждён»: the only one, by what
    he is."""
    if not (alone.status == fact.status == "convicted" and fact.preverbal) or fact.also or fact.gapped:
        return False
    told = unit.ages or unit.birth_years or unit.counted or unit.subset or unit.role
    named = any(u.name for u in alone.units) and 0 < fact.sentence - max(alone.sentences) <= 2
    fresh = not any(u.citizenship and u.citizenship != unit.citizenship for u in alone.units if unit.citizenship)
    return named and fresh and not told


def _how_it_began(alone: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Гражданин Таджикистана приговорён к 14 годам. 32-летний Хайруддин С. был задержан в октябре»: the arrest of the
    only one convicted, told with his name and age."""
    told = bool(unit.ages or unit.name) and not (unit.counted or unit.subset or unit.oblique)
    bare = not any(own.ages or own.name for own in alone.units)
    return alone.status == "convicted" and fact.status == "detained" and told and bare and not fact.also


def _term_told(unit: Unit, fact: ArrestFact, fits: Sequence[People]) -> People | None:
    """«вынес приговор Николаю В. … Наркоторговец приговорён к 13 годам»: the term of the only one convicted so far."""
    convicts = [p for p in fits if p.status == "convicted"]
    if len(convicts) != 1 or fact.penalty is None or convicts[0].penalty is not None or not fact.preverbal:
        return None
    told = unit.ages or unit.birth_years or unit.counted or unit.subset or unit.citizenship or fact.gapped or fact.also
    return None if told else convicts[0]


def _goes_on(alone: People, unit: Unit, fact: ArrestFact) -> bool:
    """«задержали мужчину … Суд отправил курьера в СИЗО»: what follows with the only one taken."""
    if alone.status == fact.status or unit.ages or unit.counted or unit.subset or unit.oblique:
        return False
    if alone.status == "extradited":
        return True
    # «Задержан иностранец … Гражданин Нигерии арестован»
    stranger = any(own.foreign and not own.citizenship for own in alone.units)
    other = unit.citizenship and not stranger and not _one_country(unit, alone)
    return "wanted" not in (alone.status, fact.status) and not other


def _taken_up(known: Known, unit: Unit, fact: ArrestFact, fits: Sequence[People]) -> People | None:
    """«Мужчина задержан», «подозреваемый»: the last of those who fit, unless somebody else was told of since."""
    bare = not unit.citizenship and not unit.ages and (not unit.role or bool(unit.lemmas & nouns("owners")))
    if not unit.anaphoric and not (fact.preverbal and bare) and not _of_that_country(unit, fact, fits):
        return None
    if unit.ages:
        fits = [p for p in fits if not any(of_two_kinds(unit, u) for u in p.units)]
    if unit.role and not fact.preverbal and fact.status == "detained" and _newly_told(unit, fact, fits):
        return None
    if unit.occupation and unit.lemmas & {"водитель", "пассажир", "курьер"}:
        fits = [p for p in fits if not any(u.occupation for u in p.units) or unit.lemmas & p.lemmas]
    fits = [p for p in fits if p.status != "wanted" or fact.status == "wanted"]
    if not fits:
        return None
    nearer = [t for t in known.told if _could_be(t, unit, fact) and not any(shares(p, t.group) for p in known.people)]
    since = nearer and nearer[-1].sentence > max(fits[-1].sentences)
    if since and any(conflict(nearer[-1].group.units[0], u) for u in fits[-1].units):
        return None
    return fits[-1]


def _newly_told(unit: Unit, fact: ArrestFact, fits: Sequence[People]) -> bool:
    """«Задержали уроженца Киргизии с гашишем … В Чите был задержан получатель груза»: behind a verb in the passive, by
    a part in the story that nobody told of has."""
    passive = fact.steps[-1].rule == "taken.passive_subject"
    return passive and not any(unit.lemmas & p.lemmas or any(u.role == unit.role for u in p.units) for p in fits)


def _of_that_country(unit: Unit, fact: ArrestFact, fits: Sequence[People]) -> bool:
    """A countryman of one taken in the same way: «задержан гражданин Ирана … Иранца задержали»."""
    same = any(u.citizenship == unit.citizenship for p in fits for u in p.units)
    return bool(unit.citizenship) and same and any(p.status == fact.status for p in fits) and not unit.ages


def _could_be(told: Told, unit: Unit, fact: ArrestFact) -> bool:
    """Whether a noun can take up somebody of whom an age or a name is told, but no taking."""
    one = told.group.units[0]
    if told.group.end > unit.start or told.sentence > fact.sentence or len(told.group.units) > 1:
        return False
    return bool(one.ages or one.name) and not one.plural and not one.staff and not conflict(unit, one)


def _bare_lead(known: Known, unit: Unit) -> People | None:
    """The only one told of so far, if the first words of the case detain somebody and tell nothing of them; a country
    too, if then only the age and the name are told: «задержали россиянина … 33-летнего В. К. задержали на вилле»."""
    lead = known.earlier[0] if len(known.earlier) == 1 else None
    if lead is None or lead.sentence - known.first > 1 or lead.status != "detained":
        return None
    only_named = unit.lemmas == {(unit.name or "").lower()}
    return None if any(u.ages or (u.citizenship and not only_named) for u in lead.units) else lead


def _beside(known: Known, person: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Курьер задержан, заказчик арестован»: two subjects in one sentence are two people."""
    if fact.sentence not in person.sentences or not fact.preverbal or unit.ages or unit.name:
        return False
    common = nouns("plain") | nouns("taken") | nouns("again")
    told = {lemma for own in person.units for lemma in own.lemmas}
    return bool(unit.lemmas - common and told - common and not unit.lemmas & told)


def _taken_before(known: Known, person: People, unit: Unit, fact: ArrestFact) -> bool:
    """«Мужчину задержали, суд дал ему два года. Его ровесник вёз гашиш. Парня задержали»: who was told to be detained
    and convicted is not detained once more after somebody else was told of."""
    if STATUS_RANK[fact.status] >= STATUS_RANK[person.status]:
        return False
    if not any(step.rule == "triggers.toml:detain" for step in person.steps):
        return False
    since = (t.group.units for t in known.told if max(person.sentences) < t.sentence <= fact.sentence)
    return any(
        len(units) == 1
        and units[0] is not unit
        and not (units[0].plural or units[0].staff or units[0].anaphoric or units[0].oblique)
        for units in since
    )


def _one_country(unit: Unit, person: People) -> bool:
    """«Гражданина России осудили … С поличным россиянина взяли в аэропорту»."""
    return any(u.citizenship == unit.citizenship for u in person.units)
