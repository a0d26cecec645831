"""Arrests told without a verb of their own: «в Кокшетау — трое», «закладчики — к девяти», «студентка под стражей»."""

from __future__ import annotations

import re

from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import ArrestFact
from narcofacts.events.penalties import TERM_BEHIND, YEARS_TOLD
from narcofacts.events.unit import Group, Unit
from narcofacts.mentions.annotate import Annotated
from narcofacts.records import Status
from narcofacts.rules import Step
from narcofacts.text.letters import lowered

OF_THEM = pattern(r"(?:из них|в том числе|среди них|из которых)\s*[—–-]?\s*$", re.IGNORECASE)


BY_PLACE = pattern(r"\s*(?:человек[а]?\s*)?(?:из (?:них|которых)\s*)?(?:[—–-]\s*)?(?:в|во|на)\s+(?:[а-яё]+\s+)?$")


def by_place(sentence: Annotated, text: str, found: list[ArrestFact]) -> list[ArrestFact]:
    """«Арестованы 18 человек: 15 — в провинции Малага, ещё трое — в Роттердаме»: parts of a counted group, each with a
    place of its own."""
    whole = next(
        (f for f in found if f.group is not None and f.group.units[0].counted and (f.group.value or 0) > 2), None
    )
    if whole is None or whole.group is None:
        return []
    result: list[ArrestFact] = []
    bare_ones: list[Unit | None] = []
    named = False
    for number in sentence.numbers:
        place = next((p for p in sentence.places if 0 < p.start - number.end < 24), None)
        if number.start < whole.group.units[0].start + 1 or place is None:
            continue
        if any(f is not whole and f.start <= number.start < f.end for f in found):
            continue
        if not isinstance(number.value, int) or number.value >= (whole.group.value or 0):
            continue
        if not BY_PLACE.fullmatch(text, number.end, place.start):
            continue
        head = whole.group.units[0]
        bare = next((d for d in head.details if d.start <= number.start < d.end and not d.lemmas), None)
        if bare is None and number.start < head.end - 1:
            continue
        step = Step(number.rule, number.start, number.end)
        unit = Unit(number.start, number.end, number.value, number.bound, None, True, True, steps=[step])
        unit.subset = unit.own_record = True
        steps = [step, Step("verbless.by_place", number.start, place.end)]
        group = Group([unit], sentence.sentence.index)
        result.append(ArrestFact(group, whole.status, whole.sentence, number.start, place.end, steps=steps))
        bare_ones.append(bare)
        named = named or OF_THEM.search(text, max(sentence.sentence.start, number.start - 20), number.start) is not None
        named = named or text.startswith((" из них", " из которых"), number.end)
    if len(result) < 2 and not named:
        return []
    details = whole.group.units[0].details
    whole.group.units[0].details = [d for d in details if not any(d is bare for bare in bare_ones)]
    return result


TAKINGS = keyed(
    r"\b(?P<noun>аресты|задержания) (?:были |также )?(?:произвед|провед|прошл|состоял|осуществл)\w+ (?=(?:в|во|на) )"
)
IN_BRACKETS = pattern(r"\s\((\d[\d ]*)(?:\sчеловек\w?)?\)")


def in_brackets(sentence: Annotated, text: str) -> list[ArrestFact]:
    """«Аресты были произведены в США (121 человек), Германии (42), Австрии (3)»: parts of those told of, by place."""
    told = TAKINGS.search(lowered(text), sentence.sentence.start, sentence.sentence.end)
    if told is None:
        return []
    status: Status = "arrested" if told["noun"].startswith("арест") else "detained"
    index = sentence.sentence.index
    result: list[ArrestFact] = []
    for place in sentence.places:
        match = IN_BRACKETS.match(text, place.end)
        if place.start < told.end() or match is None:
            continue
        step = Step("verbless.by_place", place.start, match.end())
        unit = Unit(
            match.start(1), match.end(1), int(match[1].replace(" ", "")), plural=True, counted=True, steps=[step]
        )
        unit.subset = unit.own_record = True
        result.append(ArrestFact(Group([unit], index), status, index, place.start, match.end(), steps=[step]))
    if len(result) < 2:
        return []
    step = Step("verbless.takings", told.start(), told.end())
    return [ArrestFact(None, status, index, told.start(), told.end(), pronoun="p", steps=[step]), *result]


COUNT_OF = pattern(
    r"(?:^|[,;(]\s|\b(?:число|количество|всего|и|а)\s)(?P<noun>задержанных|арестованных|осужд[её]нных"
    r"|(?:задержано|арестовано|осуждено)\s(?:подозреваемых|лиц|граждан|человек|сбытчиков|наркосбытчиков))\s"
    r"(?:(?:по делу|всего)\s)?(?:(?:было|стало|составило|составляет|достигло|превысило|[—–-])\s)?$",
    re.IGNORECASE,
)
PEOPLE = pattern(r"(?:\sчеловек\w?|\sлиц\w?)?(?=\s?[.,;:)]|$)")
STATUS_OF: dict[str, Status] = {"за": "detained", "ар": "arrested", "ос": "convicted"}


def headcounts(sentence: Annotated, text: str) -> list[ArrestFact]:
    """«Число задержанных составило 268 человек», «задержанных – 12»."""
    result: list[ArrestFact] = []
    opens = sentence.sentence.start
    for number in sentence.numbers:
        if not isinstance(number.value, int) or number.value < 2:
            continue
        near = max(opens, number.start - 60)
        told = COUNT_OF.search(text[near : number.start])
        behind = PEOPLE.match(text, number.end)
        if told is None or behind is None:
            continue
        start = near + told.start("noun")
        step = Step(number.rule, number.start, number.end)
        unit = Unit(
            start,
            behind.end(),
            number.value,
            number.bound,
            None,
            True,
            True,
            lemmas=frozenset({"задержанный"}),
            nominative=True,
            accusative=True,
            steps=[step],
        )
        steps = [step, Step("verbless.headcount", start, behind.end())]
        group = Group([unit], sentence.sentence.index)
        status = STATUS_OF[told["noun"][:2].lower()]
        result.append(ArrestFact(group, status, sentence.sentence.index, start, behind.end(), steps=steps))
    return result


IN_SEARCH = pattern(
    r"(?:,\s(?:по (?:прозвищу|кличке)|известный как)\s[^,.;]{2,25})?,?\s(?:[—–-] )?(?:с \d{4}(?:-го| года?)? )?"
    r"(?:уже |пока |сейчас |по-прежнему |до сих пор )?в (?:[\w-]+ )?розыске(?=[.,;!]|$)"
)


def sought(sentence: Annotated, text: str, groups: list[Group]) -> list[ArrestFact]:
    """«Задержан сбытчик, ещё двое в розыске»: a state told without a verb. The last of a row leaves its group."""
    result: list[ArrestFact] = []
    for group in list(groups):
        last = group.units[-1]
        match = IN_SEARCH.match(text, last.end, sentence.sentence.end)
        if match is None or not last.nominative:
            continue
        alone = group
        if len(group.units) > 1:
            group.units.pop()
            alone = Group([last], sentence.sentence.index)
            groups.insert(groups.index(group) + 1, alone)
        steps = [*last.steps, Step("verbless.in_search", last.start, match.end())]
        result.append(ArrestFact(alone, "wanted", sentence.sentence.index, last.start, match.end(), steps=steps))
    return result


CUSTODY = keyed(
    r",?\s(?:[—–-] )?(?:уже |пока |теперь )?(?:[\w-]+ (?:неделю|месяц|день|сутки) )?"
    r"(?:под (?:стражей|(?:домашним )?арестом)|в (?:сизо|следственном изоляторе)|(?P<held>под замком|за реш[её]ткой))"
    r"(?=[.,;!]|$)"
)


HELD_ARE = pattern(
    r"под (?:стражей|арестом)(?:,\s[^,.;]{3,40},)?"
    r"(?:\s(?:по [\w-]+(?: [\w-]+){0,3}?|находится|находятся|оказались|остаются|содержатся|сейчас|уже)){0,2}(?=\s)"
)
"""«Под стражей по нашим делам 163 человека»"""


def in_custody(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«студентка под стражей»: a state told without a verb, right behind who is in it; «шестеро под замком»."""
    result: list[ArrestFact] = []
    told = HELD_ARE.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end)
    heads = (m for m in told if m.start() == sentence.sentence.start or text.startswith(", ", m.start() - 2))
    opens, held = next(((m, g) for m in heads for g in groups if 0 <= g.start - m.end() <= 1), (None, None))
    if opens is not None and held is not None and held.units[0].counted and all(f.group is not held for f in found):
        steps = [*(s for u in held.units for s in u.steps), Step("verbless.in_custody", *opens.span())]
        result.append(ArrestFact(held, "arrested", sentence.sentence.index, opens.start(), held.end, steps=steps))
    for match in CUSTODY.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end):
        group = next((g for g in groups if g.end == match.start()), None)
        if group is None or not group.units[0].nominative or any(fact.group is group for fact in found):
            continue
        steps = [*(s for u in group.units for s in u.steps), Step("verbless.in_custody", *match.span())]
        status: Status = "detained" if match["held"] else "arrested"
        fact = ArrestFact(group, status, sentence.sentence.index, group.start, match.end(), steps=steps)
        fact.preverbal = True
        result.append(fact)
    return result


OWN = r"(?:(?:ещ[её]|его|е[её]|их)\s+){0,2}"
LATER = r"(?:(?:сутки|день|неделю|месяц|год|через|спустя|позже|затем|потом|следом)\s+){1,3}"
CUSTODY_OF = r"(?:(?:домашн\w+ |предварительн\w+ )?арест|(?:заключени|содержани|взяти)\w+ (?:\w+ ){0,3}под страж)\w*"
MEASURE = keyed(
    (
        rf"\bудовлетвор(?:ил[аи]?|ены?о?)\b[^.;]{{0,60}}?\b(?:ходатайств|представлени|просьб)\w+[^.;]{{0,80}}?\b{CUSTODY_OF}"
        rf"|\bходатайств\w+[^.;]{{0,80}}?\b{CUSTODY_OF}[^.;]{{0,40}}\bудовлетвор(?:ил[аи]?|ены?о?)\b"
    ),
)
MEASURE_NAMED = pattern(rf"\W*мера пресечения\s?[—–:-]\s?{CUSTODY_OF}")
"""«Мера пресечения – арест», «Суд удовлетворил ходатайство следователя об аресте»"""
REFUSED = pattern(r"\b(?:не|отказ\w*|частично не)\s(?:стал\w*\s)?удовлетвор|\bотказал")


def measures(sentence: Annotated, text: str, found: list[ArrestFact]) -> list[ArrestFact]:
    """A measure of restraint told without its people: of whoever was told of."""
    low, start, end = lowered(text), sentence.sentence.start, sentence.sentence.end
    if any(fact.status == "arrested" for fact in found):
        return []
    match = MEASURE_NAMED.match(low, start, end) or next(MEASURE.finditer(low, start, end), None)
    if match is None or REFUSED.search(low, start, end):
        return []
    step = Step("verbless.measure", *match.span())
    return [ArrestFact(None, "arrested", sentence.sentence.index, *match.span(), steps=[step])]


GAPPED = pattern(
    rf"(?:\s[^.;:—–]{{1,60}})?[,;]?\s*(?:и\s+|а\s+)?(?:ещ[её]\s+)?(?:{LATER})?"
    rf"(?:(?:в|во|на)\s+[А-ЯЁ][\w-]+(?:\s+[\w-]+){{0,2}}\s*|(?<=\s){LATER})[—–-]\s*{OWN}"
)
"""«…, в Кокшетау — трое», «…, потом — их куратора»: between two who are taken, the verb told of the first"""
ROW_OF_PLACES = pattern(rf"(?:\s(?:в|во|на|утром|вечером|дн[её]м|ночью)[^.;:—–]{{0,50}})?(?:,|\sи)\s(?:а\s|и\s)?{OWN}")
PLACE_BEHIND = pattern(r"\s*[—–-]\s(?:в|во|на)\s[А-ЯЁ][\w-]+")
"""«38 человек задержаны в России, ещё девять – в Казахстане»"""
ELSEWHERE = pattern(
    r"\s*[—–-]\s(?:(?:в|во|на|у|при)\s(?!сизо|розыск|суд|больниц)[\w-]+|(?:утром|вечером|дн[её]м|ночью)\b"
    r"|(?:через|спустя)\s[\w-]+(?:\s[\w-]+)?|позже)",
    re.IGNORECASE,
)
"""«Мужчину задержали в аэропорту, его сообщника — в гостинице»: of the object of a verb, which nothing else governs"""


def gapped(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«В Таразе задержаны двое, в Кокшетау — трое», «Курьера задержали на границе, заказчика — в Бишкеке»: the verb is
    told once of all of them."""
    result: list[ArrestFact] = []
    for fact in found:
        if fact.group is None or fact.status not in ("detained", "arrested"):
            continue
        end = fact.end
        for group in groups:
            if group.start < end or group.units[0].oblique or group.units[0].staff:
                continue
            if any(f.group is group for f in [*found, *result]):
                break
            if any(end <= sentence.tokens[k].start < group.end for k in sentence.predicates):
                break
            told = _told_gapped(sentence, text, end, group, fact)
            if told is None:
                break
            rule, behind = told
            steps = [*(s for u in group.units for s in u.steps), Step(rule, group.start, behind)]
            result.append(ArrestFact(group, fact.status, fact.sentence, group.start, behind, steps=steps))
            end = behind
    return result


def _told_gapped(sentence: Annotated, text: str, end: int, group: Group, fact: ArrestFact) -> tuple[str, int] | None:
    """The rule by which the verb of `fact`, told up to `end`, goes for a group too, and where that telling ends."""
    unit, gap = group.units[0], text[end : group.start]
    active = fact.steps[-1].rule in ("taken.active_object", "verbless.by_place", "verbless.gapped")
    counted = unit.counted or bool(unit.citizenship and unit.nominative)
    if not counted and not (unit.accusative if active else unit.nominative):
        return None
    place = PLACE_BEHIND.match(text, group.end, sentence.sentence.end)
    if place is None and active and unit.accusative:
        place = ELSEWHERE.match(text, group.end, sentence.sentence.end)
    if place is not None and ROW_OF_PLACES.fullmatch(gap):
        return "verbless.by_place", place.end()
    # «в Кокшетау — трое детей отравились»
    closed = text[group.end : group.end + 1] in (".", ",", ";", "", "\n") or text.startswith((" с ", " со "), group.end)
    return ("verbless.gapped", group.end) if closed and GAPPED.fullmatch(gap) else None


CUSTODY_BEHIND = pattern(
    r"(?:\s*[—–-])?\s+(?:(?:отправлен|помещ[её]н|находится)\s)?"
    r"(?:в СИЗО|под (?:[\w-]+ )?(?:домашн(?:ий|им) )?(?:арест(?:ом)?|страж(?:у|ей)))\b",
    re.IGNORECASE,
)


OWN_LINE = pattern(rf",?\s*[—–-]\s*(?:к\s+)?{YEARS_TOLD}\s+(?:лет|года?|годам)\b(?!\s*(?:назад|стаж))", re.IGNORECASE)


def term_lines(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«Его приятель, 42-летний механик, – шесть лет»: a line behind a verdict, without a verb."""
    if found or sentence.predicates or len(groups) != 1:
        return []
    group = groups[0]
    match = OWN_LINE.match(text, group.end, sentence.sentence.end)
    if match is None or group.value is None or not group.units[0].nominative:
        return []
    steps = [*(s for u in group.units for s in u.steps), Step("verbless.term_line", group.start, match.end())]
    return [ArrestFact(group, "convicted", sentence.sentence.index, group.start, match.end(), steps=steps)]


def gapped_terms(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«Кладовщик приговорён к 15 годам, закладчики — к девяти», «Муж отправлен в СИЗО, жена — под домашний арест»: the
    verb is told once."""
    result: list[ArrestFact] = []
    first = next((f for f in found if f.status in ("convicted", "arrested") and f.group is not None), None)
    if first is None or first.group is None:
        return result
    behind = TERM_BEHIND if first.status == "convicted" else CUSTODY_BEHIND
    for group in groups:
        match = behind.match(text, group.end, sentence.sentence.end)
        if group.start < first.end or match is None or any(f.group is group for f in found):
            continue
        steps = [*(s for u in group.units for s in u.steps), Step("verbless.gapped_term", group.start, match.end())]
        if first.status == "arrested":
            first.group.units.extend(group.units)  # one clause, one record
            first.steps.extend(steps)
            continue
        end = match.end()
        fact = ArrestFact(
            group, first.status, first.sentence, group.start, end, gapped=True, preverbal=True, steps=steps
        )
        result.append(fact)
    return result
