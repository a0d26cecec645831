"""Arrest facts: a trigger of taking with the people that it takes (`taken.py`), and what is told without one
(`verbless.py`)."""

from __future__ import annotations

import re
from typing import cast

from msgspec.structs import replace

from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import STATUS_RANK, ArrestFact
from narcofacts.events.frames import Trigger
from narcofacts.events.penalties import JAIL, TOGETHER, penalty_of
from narcofacts.events.taken import (
    CARRIED_OUT,
    number_before,
    relative_head,
    right_behind,
    subject_before,
    subject_pronoun,
    taken,
)
from narcofacts.events.unit import Group, Unit, set_apart
from narcofacts.events.verbless import (
    by_place,
    gapped,
    gapped_terms,
    headcounts,
    in_brackets,
    in_custody,
    measures,
    sought,
    term_lines,
)
from narcofacts.mentions.annotate import Annotated
from narcofacts.records import Status
from narcofacts.rules import Step
from narcofacts.text.letters import lowered


def arrests(
    sentence: Annotated, text: str, groups: list[Group], triggers: list[Trigger], verdict: bool = False
) -> list[ArrestFact]:
    """The arrest facts of one sentence, in order. `verdict`: the sentence before tells one."""
    result: list[ArrestFact] = []
    taken_by: dict[int, ArrestFact] = {}
    searched = sought(sentence, text, groups)  # it may cut a group in two
    for trigger in triggers:
        if trigger.event != "arrest" or not trigger.asserted or trigger.word == "попалось":
            continue
        if trigger.form in ("gerund", "infinitive") and not trigger.core:
            continue
        if trigger.form == "noun" and UNCONFIRMED.search(text, trigger.end, sentence.sentence.end):
            continue
        summed = trigger.name == "convict" and SUMMED.search(sentence.words_of(trigger.clause)) is not None
        if trigger.form == "noun" and not _of_people(text, trigger, groups):
            if (counted := _counted_arrests(sentence, trigger)) is not None:
                result.append(_fact(sentence, text, trigger, counted, "arrests.counted"))
                continue
            if trigger.name != "detain":
                continue
        if trigger.form == "attributive":
            fact = _attributive(sentence, text, trigger, groups)
        else:
            fact = _governed(sentence, text, trigger, groups, triggers)
        if summed and (fact is None or fact.group is None or not fact.group.units[0].counted):
            continue
        if fact is None or (trigger.name == "take" and not _taken_person(sentence, trigger, fact, groups)):
            continue
        if fact.group is not None:
            if (known := taken_by.get(id(fact.group))) is not None:
                _taken_again(known, fact)
                if known.status == "convicted" and AFRESH.search(text, sentence.sentence.start, trigger.start):
                    known.status, known.penalty = fact.status, fact.penalty
                continue
            taken_by[id(fact.group)] = fact
        result.append(fact)
        result.extend(_parts(fact))
    result.extend(searched)
    result.extend(headcounts(sentence, text))
    result.extend(in_brackets(sentence, text))
    result.extend(_received(sentence, text, groups, result))
    result.extend(in_custody(sentence, text, groups, result))
    result.extend(gapped(sentence, text, groups, result))
    result.extend(gapped_terms(sentence, text, groups, result))
    if verdict:
        result.extend(term_lines(sentence, text, groups, result))
    result.extend(by_place(sentence, text, result))
    result.extend(measures(sentence, text, result))
    _mark_listed(text, result)
    return _row_of_custody(text, result)


def _mark_listed(text: str, found: list[ArrestFact]) -> None:
    """«Виновными признали троих: М. и К. получили по 14 лет, Р. – 3 года»: who is told of behind the colon is one of
    those before it."""
    whole = next((f for f in found if f.status == "convicted" and f.group is not None), None)
    if whole is None or whole.group is None or not whole.group.units[0].counted:
        return
    for fact in found:
        if fact.group is not None and fact is not whole and fact.status == "convicted":
            fact.listed = ":" in text[whole.group.end : fact.group.start]


UNCONFIRMED = pattern(r"\bне (?:стали |смогли )?(?:подтверд|подтвержд)\w+", re.IGNORECASE)
"""«Задержание предполагаемого главаря в ведомстве не подтвердили»"""
SOMEBODY_DID = CARRIED_OUT | {"провели", "произвели", "осуществлено", "осуществили", "провести", "произвести"}


def _counted_arrests(sentence: Annotated, trigger: Trigger) -> Group | None:
    """«В ходе операции проведено 320 арестов»: as many people."""
    words = {token.lower for token in sentence.tokens_of(trigger.clause)}
    number = number_before(sentence, trigger)
    if number is None or number.value < 2 or not words & SOMEBODY_DID:
        return None
    step = Step(number.rule, number.start, number.end)
    unit = Unit(number.start, trigger.end, int(number.value), number.bound, None, True, True, steps=[step])
    return Group([unit], sentence.sentence.index)


AFRESH = pattern(r"\b(?:снова|вновь|опять|повторно)\s(?:был[аи]?\s)?$", re.IGNORECASE)
"""«осуждённый в 2019 году за сбыт, снова задержан»: the sentence was for something before"""


def _taken_again(known: ArrestFact, fact: ArrestFact) -> None:
    """«курьер задержан и арестован»: two verbs take the same people; the higher status stays."""
    if fact.status == "wanted":
        return  # «задержала курьера, которого разыскивал Интерпол»
    if known.status == "wanted" and known.past:  # «Курьера, которого разыскивал Интерпол, задержали в Умани»
        known.status, known.past, known.start, known.end = fact.status, False, fact.start, fact.end
        known.steps.extend(fact.steps)
    if STATUS_RANK[fact.status] > STATUS_RANK[known.status]:
        known.status = fact.status
        known.steps.extend(fact.steps)
    if fact.status == known.status:
        known.penalty = known.penalty or fact.penalty


def _row_of_custody(text: str, found: list[ArrestFact]) -> list[ArrestFact]:
    """«Пятеро обвиняемых находятся под стражей, двое – под домашним арестом»: one record of all of them."""
    result: list[ArrestFact] = []
    for fact in found:
        last = result[-1] if result else None
        if (
            last is not None
            and last.group is not None
            and fact.group is not None
            and last.status == fact.status == "arrested"
            and not any(unit.lemmas or unit.subset for unit in fact.group.units)
            and pattern(r"\s*,\s*(?:а\s+)?(?:ещ[её]\s+)?").fullmatch(text, last.end, fact.start)
        ):
            last.group.units.extend(fact.group.units)
            last.end = fact.end
            last.steps = [*last.steps, *fact.steps]
            continue
        result.append(fact)
    for fact in result:
        third = THIRD.match(text, fact.end) if fact.status == "arrested" and fact.group is not None else None
        if third is not None and fact.group is not None:
            step = Step("arrests.third", third.start(1), third.end())
            fact.group.units.append(Unit(third.start(1), third.end(1), 1, steps=[step]))
            fact.end = third.end()
            fact.steps = [*fact.steps, step]
    return result


THIRD = pattern(
    r"[^.;,]{0,25},\s(?:а\s)?(втор(?:ой|ая)|треть(?:его|я)|третий|четв[её]рт(?:ый|ая|ого)|пят(?:ый|ая|ого)|другой|другого)\s(?:[—–-]\s)?"
    r"(?:(?:отправ\w+|помест\w+|помещ[её]н\w*|находится|остал\w+)\s)?под домашн\w+ арест\w*",
    re.IGNORECASE,
)
"""«двое взяты под стражу, третий под домашним арестом»: one more of those arrested"""


def _taken_person(sentence: Annotated, trigger: Trigger, fact: ArrestFact, groups: list[Group]) -> bool:
    """Whether «взять» takes a person: told in the passive, or by agents who are named in the sentence."""
    words = " ".join(t.lower for t in sentence.tokens_of(trigger.clause))
    if trigger.form == "short":
        return fact.group is not None and not fact.group.units[0].staff and not DECIDED.search(words)
    if trigger.word.startswith("приня") and fact.group is not None and (fact.group.value or 0) > RECEIVED_MOST:
        return False  # «приняли 18 400 пациентов»
    agents = bool(sentence.agencies) or any(unit.staff for group in groups for unit in group.units)
    if trigger.form != "finite" or (fact.group is None and not fact.pronoun):
        return False
    nobody = trigger.word in ("взяли", "приняли") and not any(
        unit.nominative and not unit.accusative
        for group in groups
        if sentence.clause_of(group.start) == trigger.clause
        for unit in group.units
    )
    return (agents or (nobody and (fact.group is not None or bool(fact.pronoun)))) and not TAKEN_ALONG.search(words)


RECEIVED_MOST = 10
"""People whom agents are said to have taken by a word that also tells of guests and patients."""
DECIDED = pattern(r"\b(?:участие|решение|меры|закон)\b")
"""«было принято решение о досмотре граждан»"""
TAKEN_ALONG = pattern(
    r"\b(?:на работу|на службу|в ряды|в группу|в банду|в партию|в члены|на лечение|участие|решение|меры|закон|"
    r"в долю|с собой|в жены|в заложники|в плен|понят\w+|в долг|на себя)\b"
)


def _parts(fact: ArrestFact) -> list[ArrestFact]:
    """The parts of a group that are records of their own: «…, в том числе 143 иностранных гражданина»."""
    if fact.group is None:
        return []
    result = []
    for unit in fact.group.units:
        for part in [d for d in unit.details if d.own_record]:
            apart = set_apart(unit, part, fact.sentence)
            steps = [*part.steps, Step("arrests.part_of_group", part.start, part.end)]
            result.append(ArrestFact(apart, fact.status, fact.sentence, part.start, part.end, steps=steps))
    return result


def _of_people(text: str, trigger: Trigger, groups: list[Group]) -> bool:
    """«арест 22-летнего жителя», «задержание двоих»: the noun governs people in the genitive right behind it."""
    return any(right_behind(text, trigger, group) for group in groups)


def _attributive(sentence: Annotated, text: str, trigger: Trigger, groups: list[Group]) -> ArrestFact | None:
    """«задержанный ранее курьер», «доставлен казахстанец, экстрадированный по запросу …»: only extradition and
    conviction count, an attributive «задержанный» names somebody."""
    if trigger.name not in ("extradite", "convict", "arrest") or not groups:
        return None
    before = [g for g in groups if g.end <= trigger.start and trigger.start - g.end < 4]
    if not before and WITH_WORDS.match(text, trigger.end):  # «мэр города, арестованный месяцем раньше»
        before = [g for g in groups if g.start < trigger.start and g.end == trigger.end]
        return _fact(sentence, text, trigger, before[-1], "arrests.attribute") if before else None
    if not before or not text[before[-1].end : trigger.start].strip().startswith(","):
        return None
    return _fact(sentence, text, trigger, before[-1], "arrests.attribute")


WITH_WORDS = pattern(
    r"\s(?:[\w-]+\s){0,2}(?:ранее|раньше|назад|по делу|по подозрению|по обвинению|за )|\sв (?:[А-ЯЁ]|\d{4}|[а-я]+[ея] )"
)


def _governed(
    sentence: Annotated, text: str, trigger: Trigger, groups: list[Group], triggers: list[Trigger]
) -> ArrestFact | None:
    found = taken(sentence, text, trigger, groups, triggers)
    if found is None:
        return None
    fact = _fact(sentence, text, trigger, found.group, found.rule)
    fact.pronoun, fact.subject = found.pronoun, found.subject
    return fact


def _one_of_two_roles(text: str, trigger: Trigger, group: Group) -> Group:
    """«Владелец и организатор наркобизнеса приговорён»: two roles of one man, as the verb behind them tells."""
    if trigger.plural or trigger.form != "short" or len(group.units) != 2 or group.end > trigger.start:
        return group
    one, two = group.units
    if {one.sex, two.sex} == {"m", "f"} or text[one.end : two.start] != " и ":
        return group
    if any(u.value != 1 or not u.nominative or u.counted or u.name or u.ages or u.citizenship for u in (one, two)):
        return group
    return Group([replace(one, end=two.end)], group.sentence)


def _fact(sentence: Annotated, text: str, trigger: Trigger, group: Group | None, rule: str) -> ArrestFact:
    group = _one_of_two_roles(text, trigger, group) if group is not None else None
    start = min(trigger.start, group.start) if group else trigger.start
    end = max(trigger.end, group.end) if group else trigger.end
    steps = [Step(trigger.rule, trigger.start, trigger.end), Step(rule, start, end)]
    if group is not None:
        for unit in group.units:
            steps = [*unit.steps, *steps]
    several = group is not None and group.value != 1
    penalty = penalty_of(sentence, text, trigger, several) if trigger.name == "convict" else None
    preverbal = False
    if group is not None and group.end <= trigger.start:
        at, head = sentence.token_at(group.start), sentence.token_at(sentence.tokens_of(trigger.clause)[0].start)
        preverbal = at - head <= 2 or sentence.tokens[at - 1].lower in (",", "а")
    status = cast(Status, trigger.value)
    if trigger.word.startswith("отправ") and REMANDED.search(text, trigger.end, sentence.sentence.end):
        status = "arrested"
    index, opens = sentence.sentence.index, sentence.sentence.start
    also = ALSO.match(text, opens, opens + 60) is not None
    also = also or (group is not None and TOO.fullmatch(text, group.end, max(group.end, trigger.start)) is not None)
    past = trigger.name == "want" and (
        SOUGHT_ONCE.match(lowered(text), trigger.start) is not None
        or ONCE.search(lowered(text), sentence.sentence.start, trigger.start) is not None
    )
    return ArrestFact(group, status, index, start, end, penalty, also=also, past=past, preverbal=preverbal, steps=steps)


SOUGHT_ONCE = pattern(r"разыскивал|находил|числил|искал")
ONCE = pattern(r"\bбыл[аи]?\s(?:\w+\s){0,2}$|\bранее\b|\bв 20\d\d году\b")
"""«Мужчина был объявлен в розыск», «которого разыскивал Интерпол»: before he was caught"""


REMANDED = pattern(
    r"\b(?:без|с) прав\w+ (?:внесения |выхода под )?залог|\bдо (?:суда|начала процесса)\b", re.IGNORECASE
)
"""«отправлены судьёй в тюрьму без права залога»: no sentence yet"""
TOO = pattern(r"\s(?:тоже|также)\s(?:был[аи]?\s)?")
"""«Знакомая тоже задержана»"""
ALSO = pattern(
    r"\W*(?:также|кроме того|помимо этого|ещ[её] (?:в|на)|а (?:в|на)|тем временем|"
    r"(?:[\w-]+ ){0,4}за (?:похож|аналогичн|подобн)\w+)\b",
    re.IGNORECASE,
)


SUMMED = pattern(
    rf"\b(?:{TOGETHER}|суммарно|на всех)\b.*\d[\d ]* (?:лет|год)"
    r"|\d[\d ]* (?:лет|год\w*)\b[^.;]*\bна всех\b"
)
"""«осуждённые получили в общей сложности 2 900 лет»: nobody's own term."""

RECEIVED = keyed(
    (
        r"\b(?:получил[аи]?|отделал(?:ся|ась|ись)|отсид[ия]т)\b"
        r"|\b(?:отправ[ия]тся|ся(?:дет|дут)) (?:в (?:колонию|тюрьму)|за реш[её]тку|на (?:зону|нары))\b"
        r"|\bся(?:дет|дут)\b(?= на (?:\w+ ){1,3}(?:лет|года?)\b)"
        rf"|\bпровед(?:[её]т|ут)\b(?=[^.;!?]{{0,60}}\b{JAIL})"
        rf"|\b{JAIL}(?: [а-я]+)? провед(?:[её]т|ут)\b"
    ),
)
"""«получили от 8 до 12 лет», «проведёт за решёткой девять лет», «12 лет в колонии проведёт закладчица»"""
SEVERAL_GET = pattern(r"(?:ли|лись|ут|ят|ятся)\b")
IF_PROVEN = pattern(r"\bесли\b|\bмо(?:жет|гут)\b", re.IGNORECASE)
IN_JAIL = pattern(r"\b(?:колони|лишени|тюр[ье]м|условно|строг|общего режима)", re.IGNORECASE)
YEARS_GOT = pattern(
    r"\s+(?:всего |уже |лишь |по )?[\w,]+(?:\s(?:с половиной|и [\w]+))?\s(?:лет|года)\b(?! назад| подряд| стажа)"
)
TERM = pattern(r"\b(?:(?:лет|года|годами?|год)\b|срок|условно|колони)(?! назад)", re.IGNORECASE)


TERM_BEFORE = pattern(r"срок, \d+ лет|\b(?:\d+|[а-я]+) (?:лет|года)(?: условно)? $", re.IGNORECASE)
"""«девять лет получил 33-летний местный житель»"""


def _received(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«шестеро подельников получили от 8 до 12 лет»: conviction without its verb."""
    result = []
    for match in RECEIVED.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end):
        start, end = match.span()
        tail = text[end : min(end + 60, sentence.sentence.end)]
        head = text[max(sentence.sentence.start, start - 40) : start]
        if SUMMED.search(text, max(sentence.sentence.start, start - 40), sentence.sentence.end):
            continue
        if not TERM.search(tail) and not TERM_BEFORE.search(head):
            continue
        if not match.group().startswith(("получил", "отделал")) and IF_PROVEN.search(
            text, sentence.sentence.start, start
        ):
            continue
        clause = sentence.clause_of(start)
        at = sentence.token_at(start)
        plural = SEVERAL_GET.search(match.group()) is not None
        trigger = Trigger(
            "convict", "arrest", "convicted", 3, "finite", at, at + 1, clause, start, end, plural, True,
            rule="triggers.toml:convict",
        )  # fmt: skip
        inside = [g for g in groups if sentence.clause_of(g.start) == clause and g.units[0].nominative]
        if not inside:
            inside = subject_before(sentence, trigger, groups)
        before = [g for g in inside if g.end <= start and not g.units[0].oblique]
        if plural:  # «12 сообщников Каримова получили …»
            before = [g for g in before if g.units[0].plural or len(g.units) > 1] or before
        after = [g for g in inside if g.start >= end and g.start - end < 20 and not g.units[0].oblique]
        group = before[-1] if before else (after[0] if after else None)
        if group is None:  # «иск к матери наркоторговца, который получил 13 лет»
            group = relative_head(sentence, text, trigger, groups, passive=True)
        if group is None and (IN_JAIL.search(tail) or YEARS_GOT.match(tail)):  # «Позже она получила 6 лет»
            pronoun = subject_pronoun(sentence, trigger)
            if pronoun:
                fact = _fact(sentence, text, trigger, None, "arrests.received_term")
                fact.pronoun = pronoun
                result.append(fact)
            continue
        if group is None or any(fact.group is group for fact in found):
            continue
        result.append(_fact(sentence, text, trigger, group, "arrests.received_term"))
    return result
