"""Groups of people in a sentence: units that stand together, counted once.

Units (one noun phrase each) are found first, then a row of units is one group with the sum («водитель и двое
пассажиров»).
"""

from __future__ import annotations

import re

from narcofacts.cached.patterns import pattern
from narcofacts.events.folding import AMONG
from narcofacts.events.noun_phrases import has_predicate
from narcofacts.events.penalties import ROW_OF_TERMS
from narcofacts.events.unit import Group, Unit
from narcofacts.events.units import units_in
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.people import nouns
from narcofacts.nlp.morph import readings
from narcofacts.records import Sex


def _own_places(sentence: Annotated, units: list[Unit]) -> None:
    """Marks the parts of a breakdown that have a place each: «шестеро в Алматы, четверо в Караганде»."""
    for unit in units:
        if len(unit.details) < 2:
            continue
        placed = [
            d
            for d in unit.details
            if any(
                0 <= p.start - d.end <= 4 and p.preposition in ("в", "во", "на", "") and p.rule != "places.residence"
                for p in sentence.places
            )
        ]
        if len(placed) == len(unit.details):
            for detail in unit.details:
                detail.own_record = True


NOT_JOINED = pattern(
    r"\bа (?!также|затем|потом|позже|следом)|включая|кроме|исключени|\bу (?:него|не[её]|них|котор\w+)\s"
)
"""«задержан мужчина с 30 граммами, у него сын»"""


OF_PARTICIPLE = pattern(
    r"(?:\s[\w-]+){0,3}\s*,\s+(?!сопровожда|и\s)(?:\w+\s+)?\w+(?:вш|[ую]щ|[ая]щ)(?:ий|ая|ие|его|ую|их|ей)\s[^,]*"
)
"""«участковый, предупреждавший местного сбытчика»: the object of a participle."""
ROW = pattern(
    r"(?:\)|[»\"](?=\sи\s)|\s\(\d[^()]{1,40}\))?(?:\s+(?:[\w-]+|«[^»]{1,20}»(?=\s+и\s+(?:его|е[её]|их)\s)|[А-ЯЁ]\.\s?[А-ЯЁ]\.)){0,7}\s*(?:[—–-]\s*)?"
    r"(?:,?\s*(?:и|а также|а затем|а потом|а позже|а следом)|,)\s*"
    r"(?:еще|ещё|его|ее|её|их|сопровождавший груз|один|одна)?\s*(?:[\w-]+\s+){0,4}"
)
"""What may stand between two people of one row: «водитель и двое пассажиров»."""


ALL_ALIKE = pattern(
    r",\s(?:сплошь|все|почти все|в основном|преимущественно|главным образом|большей частью)\s(?:[\w-]+\s)?"
)
"""«десять человек, сплошь работники терминала»: who they are, nobody else."""


AND = pattern(r"^[^,]*\sи\s(?!у\b)")
"""«в отношении двух жителей Твери и уроженца Молдавии»: one preposition for both."""


OTHERS_TOLD_OF = pattern(r"\bостальные,\s[^.;:,]*$", re.IGNORECASE)
"""«Остальные, рядовые курьеры и кладовщики, получили от 9 до 12 лет»: those told of before."""


def groups_in(sentence: Annotated, text: str) -> list[Group]:
    """The groups of a sentence: units of one clause joined by «и», «,», «а также»."""
    groups: list[Group] = []
    start = sentence.sentence.start
    units = [unit for unit in units_in(sentence, text) if not OTHERS_TOLD_OF.search(text, start, unit.start)]
    for unit in units:
        if unit.value is None and unit.plural and len(unit.ages) > 1 and not unit.details:
            unit.value = len(unit.ages)  # «сообщники дальнобойщика, 22 и 26 лет»
    _own_places(sentence, units)
    for unit in units:
        if groups:
            last = groups[-1].units[-1]
            gap = text[last.end : unit.start]
            apart = NOT_JOINED.search(gap) or OF_PARTICIPLE.fullmatch(gap)
            joined = not apart and (ROW.fullmatch(gap) or ROW_OF_TERMS.fullmatch(gap))
            whole = groups[-1].value
            if (
                len(groups[-1].units) > 1
                and unit.plural
                and not unit.counted
                and pattern(r"(?:\s[\w-]+){0,3}\s*(?:,|—|–|-|\()\s*").fullmatch(gap)
                and not has_predicate(sentence, last.end, unit.start)
                and (unit.value is None or unit.value == whole)
            ):
                _describe(groups[-1], unit)
                continue
            if last.counted and unit.plural and not unit.counted and ALL_ALIKE.fullmatch(gap):
                _describe(groups[-1], unit)
                continue
            both = _all_of(sentence, text, unit, groups)
            if both and pattern(r"(?:\s[\w-]+){0,3}\s*(?:,|—|–|-|\()\s*(?:все\s+)?").fullmatch(gap):
                _describe(Group(both, groups[-1].sentence), unit)
                continue
            same_case = (
                (last.nominative and unit.nominative)
                # «организатора, владельца автосервиса, полицейские задержали»: who takes is not taken
                or (last.accusative and unit.accusative and not (unit.staff and unit.nominative and unit.plural))
                or not (last.nominative or last.accusative or unit.nominative or unit.accusative)
                # «в отношении гражданина К. и гражданки С.»
                or (last.oblique and unit.name and _genitive(text, last) and _genitive(text, unit) and AND.search(gap))
            )
            if (
                joined
                and same_case
                and not unit.subset
                and not unit.both
                and not _some_of(text, last, unit, gap)
                and not (unit.other and " и " not in gap and ELSEWHERE.match(text, unit.end, sentence.sentence.end))
                and sentence.clause_of(last.end - 1) == sentence.clause_of(unit.start)
                and (last.oblique == unit.oblique or (last.oblique and _genitive(text, unit) and AND.search(gap)))
                and not has_predicate(sentence, last.end, unit.start)
            ):
                groups[-1].units.append(unit)
                _share_ages(groups[-1])
                continue
        groups.append(Group([unit], sentence.sentence.index))
    for group in groups:
        _spell_out(text, group)
        _of_one_age(text, group)
        _add_him(sentence, text, group)
    return groups


ELSEWHERE = pattern(
    r"[^.;:]{0,70}?\b(?:объявлен|разыскива|скры(?:л|в)|сбежал|бежал|погиб|убит|умер|отпущен|не установлен|ищут)\w*"
)
"""«взяты под стражу трое, ещё один участник группы, «куратор», объявлен в розыск»: what became of another."""
TELLS_OF = pattern(r"[\w-]+\s[—–-]\s")


def _some_of(text: str, whole: Unit, unit: Unit, gap: str) -> bool:
    """«Задержаны восемь человек, пятеро, включая программиста, водворены под стражу»: a bare number behind people
    counted."""
    smaller = whole.counted and unit.counted and (unit.value or 0) < (whole.value or 0)
    if smaller and AMONG.search(gap):
        return True
    if smaller and whole.lemmas and TELLS_OF.match(text, unit.start, unit.end):
        return True  # «Задержаны шесть человек, четверо – жители Шу, двое приехали из Бишкека»
    return gap == ", " and smaller and bool(whole.lemmas) and not unit.lemmas and not unit.citizenship


def _add_him(sentence: Annotated, text: str, group: Group) -> None:
    """«его и двух таджикистанцев задержали»: one more, told of before."""
    first = group.units[0]
    him = HIM_AND.search(text, max(sentence.sentence.start, first.start - 12), first.start)
    if him is None or not first.accusative or not first.counted:
        return
    sex: Sex = "m" if him[1].lower() == "его" else "f"
    group.units.insert(0, Unit(him.start(1), him.end(1), 1, sex=sex, anaphoric=True, nominative=False))


HIM_AND = pattern(r"\b(его|е[её])\sи\s$", re.IGNORECASE)


def _spell_out(text: str, group: Group) -> None:
    """«Экипаж – ганец, два испанца и марокканец – арестован»: a crew of whom the row tells who they are."""
    crew, *members = group.units
    if not members or crew.value is not None or not crew.lemmas & nouns("crews"):
        return
    if DASH_IN.search(text, crew.start, crew.end) and crew.citizenship:
        crew.value, crew.plural, crew.lemmas = 1, False, crew.lemmas - nouns("crews")  # the first of the row is in it
    elif OF_CREW.fullmatch(text, crew.end, members[0].start) and all(unit.value for unit in members):
        members[0].start = crew.start
        members[0].steps = [*crew.steps, *members[0].steps]
        group.units = members


DASH_IN = pattern(r"\s[—–-]\s")
OF_CREW = pattern(r"(?:\s(?:[\w-]+|[«\"][^»\"]{1,40}[»\"])){0,4}\s?(?:[—–-]|:|\()\s?", re.IGNORECASE)


def _genitive(text: str, unit: Unit) -> bool:
    """Whether an uncounted unit can stand in the genitive: «и уроженки Молдавии»."""
    word = text[unit.start : unit.end].split()[-1 if unit.lemmas and not unit.name else 0].lower()
    return not unit.counted and any(r.case == "gent" for r in readings(word))


ALL_OF = pattern(r"(?:об[ае]|все|(?:все )?(?:трое|четверо|пятеро|шестеро))\s", re.IGNORECASE)


def _all_of(sentence: Annotated, text: str, unit: Unit, groups: list[Group]) -> list[Unit]:
    """«мужчина и его брат, оба граждане Узбекистана»: those told right before of whom the words say what all are; none
    where the noun is counted («оба гражданина»)."""
    if not (unit.citizenship or unit.residence) or not ALL_OF.match(text, unit.start):
        return []
    nouns = [t for t in sentence.tokens if unit.start <= t.start < unit.end and t.word]
    named = [r for t in nouns[1:] for r in readings(t.lower)[:3] if r.pos == "NOUN"]
    if not any(r.case == "nomn" and r.number == "plur" for r in named):
        return []
    before: list[Unit] = []
    for told in reversed([u for group in groups for u in group.units]):
        before.insert(0, told)
        total = sum(u.value or 0 for u in before)
        if total >= (unit.value or 0):
            return before if total == unit.value else []
    return []


def _share_ages(group: Group) -> None:
    """«хозяин дома и его брат, 38 и 35 лет»: as many ages as people belong one to each."""
    last = group.units[-1]
    for told in ("ages", "birth_years"):
        values = getattr(last, told)
        if len(values) == len(group.units) > 1 and not any(getattr(unit, told) for unit in group.units[:-1]):
            for unit, value in zip(group.units, values, strict=True):
                setattr(unit, told, (value,))


def _of_one_age(text: str, group: Group) -> None:
    """«взяты 24-летние У.А. и Б.С.»: the age in the plural is that of all names behind it."""
    first, *others = group.units
    alike = PLURAL_AGE.match(text, first.start) is not None and len(first.ages) == 1 and first.value == 1
    if alike and all(unit.name and not (unit.ages or unit.birth_years) for unit in others):
        for unit in others:
            unit.ages = first.ages


PLURAL_AGE = pattern(r"[\w-]+летни(?:е|х|м|ми)\s")


def _describe(group: Group, unit: Unit) -> None:
    """An apposition to the whole group: «водитель и пассажир, граждане Узбекистана 33 и 40 лет»."""
    for at, member in enumerate(group.units):
        member.citizenship = member.citizenship or unit.citizenship
        member.foreign = member.foreign or unit.foreign
        if len(unit.ages) == len(group.units):
            member.ages = member.ages or (unit.ages[at],)
        if len(unit.birth_years) == len(group.units):
            member.birth_years = member.birth_years or (unit.birth_years[at],)
    group.units[-1].end = unit.end
    group.units[-1].steps.extend(unit.steps)
