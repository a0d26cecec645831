"""Arrest facts: a trigger of taking with the people that it governs.

Passive triggers take a subject («задержаны двое», «водитель задержан»), active ones an object («задержали 27-летнего
пассажира»). A group behind a preposition («у мужчины изъяли») is told of, but no verb of taking governs it.
"""

from __future__ import annotations

import itertools
import re
from typing import cast

from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import ArrestFact
from narcofacts.events.frames import Trigger
from narcofacts.events.unit import Group, Unit
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import MoneyMention
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.records import Money, Penalty, Status
from narcofacts.rules import Step
from narcofacts.text.letters import lowered

GOODS_WORDS = pattern(
    r"\b(?:груз\w*|парти[яюи]|посылк\w+|судно|самол[её]т\w*|машин\w+|автомобил\w+|сухогруз\w*|"
    r"фур\w+|рейс\w*|контейнер\w*|имуществ\w+|счет\w*|счёт\w*|активы|"
    r"недвижимост\w+|криптовалют\w+|кошел\w+)\b",
    re.IGNORECASE,
)
PRONOUNS = {
    "он": "m",
    "его": "m",
    "ему": "m",
    "она": "f",
    "ее": "f",
    "ей": "f",
    "они": "p",
    "их": "p",
    "им": "p",
}


def arrests(sentence: Annotated, text: str, groups: list[Group], triggers: list[Trigger]) -> list[ArrestFact]:
    """The arrest facts of one sentence, in order."""
    result: list[ArrestFact] = []
    used: dict[int, int] = {}
    sought = _sought(sentence, text, groups)
    for trigger in triggers:
        if trigger.event != "arrest" or not trigger.asserted or trigger.word == "попалось":
            continue
        if trigger.form in ("gerund", "infinitive") and not trigger.core:
            continue
        if trigger.form == "noun" and trigger.name != "detain" and not _of_people(text, trigger, groups):
            continue
        if trigger.form == "attributive":
            fact = _attributive(sentence, text, trigger, groups)
        else:
            fact = _governed(sentence, text, trigger, groups, triggers)
        if fact is None or (trigger.name == "take" and not _taken_person(sentence, trigger, fact, groups)):
            continue
        if fact.group is not None:
            seen = used.get(id(fact.group))
            if seen is not None:
                if STATUS_RANK[fact.status] > STATUS_RANK[result[seen].status]:
                    result[seen].status = fact.status
                    result[seen].penalty = result[seen].penalty or fact.penalty
                    result[seen].steps.extend(fact.steps)
                elif fact.status == result[seen].status:
                    result[seen].penalty = result[seen].penalty or fact.penalty
                continue
            used[id(fact.group)] = len(result)
        result.append(fact)
        result.extend(_parts(fact))
    result.extend(sought)
    result.extend(_received(sentence, text, groups, result))
    result.extend(_in_custody(sentence, text, groups, result))
    result.extend(_gapped(sentence, text, groups, result))
    result.extend(_gapped_terms(sentence, text, groups, result))
    result.extend(_by_place(sentence, text, result))
    return _row_of_custody(text, result)


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
    return result


OF_THEM = pattern(r"(?:из них|в том числе|среди них|из которых)\s*[—–-]?\s*$", re.IGNORECASE)
BY_PLACE = pattern(r"\s*(?:человек[а]?\s*)?(?:[—–-]\s*)?(?:в|во|на)\s+(?:[а-яё]+\s+)?$")


def _by_place(sentence: Annotated, text: str, found: list[ArrestFact]) -> list[ArrestFact]:
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
        if number.ordinal or number.start < whole.group.units[0].start + 1 or place is None:
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
        steps = [step, Step("arrests.by_place", number.start, place.end)]
        group = Group([unit], sentence.sentence.index)
        result.append(ArrestFact(group, whole.status, whole.sentence, number.start, place.end, steps=steps))
        bare_ones.append(bare)
        named = named or OF_THEM.search(text, max(sentence.sentence.start, number.start - 20), number.start) is not None
    if len(result) < 2 and not named:
        return []
    details = whole.group.units[0].details
    whole.group.units[0].details = [d for d in details if not any(d is bare for bare in bare_ones)]
    return result


IN_SEARCH = pattern(r"\s(?:[—–-] )?(?:уже |пока |сейчас |по-прежнему |до сих пор )?в (?:[\w-]+ )?розыске(?=[.,;!]|$)")


def _sought(sentence: Annotated, text: str, groups: list[Group]) -> list[ArrestFact]:
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
        steps = [*last.steps, Step("arrests.in_search", last.start, match.end())]
        result.append(ArrestFact(alone, "wanted", sentence.sentence.index, last.start, match.end(), steps=steps))
    return result


CUSTODY = keyed(r",?\s(?:[—–-] )?(?:уже |пока |теперь )?под (?:стражей|(?:домашним )?арестом)(?=[.,;!]|$)")


def _in_custody(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«студентка под стражей»: a state told without a verb, right behind who is in it."""
    result: list[ArrestFact] = []
    for match in CUSTODY.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end):
        group = next((g for g in groups if g.end == match.start()), None)
        if group is None or not group.units[0].nominative or any(fact.group is group for fact in found):
            continue
        steps = [*(s for u in group.units for s in u.steps), Step("arrests.in_custody", *match.span())]
        result.append(ArrestFact(group, "arrested", sentence.sentence.index, group.start, match.end(), steps=steps))
    return result


GAPPED = pattern(
    r"[,;]?\s*(?:и\s+|а\s+)?(?:ещ[её]\s+)?(?:(?:(?:сутки|день|неделю|месяц|год|через|спустя|позже|затем|потом)\s+){1,3})?"
    r"(?:в|во|на)\s+[А-ЯЁ][\w-]+(?:\s+[\w-]+){0,2}\s*[—–-]\s*(?:ещ[её]\s+)?"
)


ROW_OF_PLACES = pattern(r"\s(?:в|во|на)\s[^.;]{2,50},\s(?:а\s|и\s)?(?:ещ[её]\s)?")
PLACE_BEHIND = pattern(r"\s*[—–-]\s(?:в|во|на)\s[А-ЯЁ][\w-]+")
"""«38 человек задержаны в России, ещё девять – в Казахстане»"""


def _gapped(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«В Таразе задержаны двое, в Кокшетау — трое»: the verb is told once for both places."""
    result: list[ArrestFact] = []
    for before, group in itertools.pairwise(groups):
        fact = next((f for f in [*found, *result] if f.group is before and f.status == "detained"), None)
        gap = text[max(before.end, fact.end if fact else 0) : group.start]
        told = group.units[0].counted or (group.units[0].citizenship and group.units[0].nominative)
        if fact is None or not told:
            continue
        place_behind = PLACE_BEHIND.match(text, group.end, sentence.sentence.end)
        if place_behind and ROW_OF_PLACES.fullmatch(gap):
            steps = [
                *(s for u in group.units for s in u.steps),
                Step("arrests.by_place", group.start, place_behind.end()),
            ]
            end = place_behind.end()
            result.append(ArrestFact(group, fact.status, fact.sentence, group.start, end, steps=steps))
            continue
        if not GAPPED.fullmatch(gap):
            continue
        if text[group.end : group.end + 1] not in (".", ",", ";", "", "\n"):
            continue  # «в Кокшетау — трое детей отравились»
        steps = [*(s for u in group.units for s in u.steps), Step("arrests.gapped", group.start, group.end)]
        result.append(ArrestFact(group, fact.status, fact.sentence, group.start, group.end, steps=steps))
    return result


TERM_BEHIND = pattern(
    r"\s*(?:[—–-]|тоже [—–-])\s*(?:ещ[её]\s+)?(?:к|на|по|от)\s+[\w,]+(?:\s+[\w,]+){0,4}", re.IGNORECASE
)
CUSTODY_BEHIND = pattern(
    r"\s*[—–-]\s*(?:в СИЗО|под (?:[\w-]+ )?(?:домашн(?:ий|им) )?(?:арест(?:ом)?|страж(?:у|ей)))\b", re.IGNORECASE
)


def _gapped_terms(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
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
        steps = [*(s for u in group.units for s in u.steps), Step("arrests.gapped_term", group.start, match.end())]
        if first.status == "arrested":
            first.group.units.extend(group.units)  # one clause, one record
            first.steps.extend(steps)
            continue
        end = match.end()
        result.append(ArrestFact(group, first.status, first.sentence, group.start, end, preverbal=True, steps=steps))
    return result


def _taken_person(sentence: Annotated, trigger: Trigger, fact: ArrestFact, groups: list[Group]) -> bool:
    """Whether «взять» takes a person: told in the passive, or by agents who are named in the sentence."""
    if trigger.form == "short":
        return fact.group is not None and not fact.group.units[0].staff
    agents = bool(sentence.agencies) or any(unit.staff for group in groups for unit in group.units)
    if trigger.form != "finite" or (fact.group is None and not fact.pronoun):
        return False
    words = " ".join(t.lower for t in sentence.tokens_of(trigger.clause))
    nobody = trigger.word == "взяли" and not any(
        unit.nominative and not unit.accusative
        for group in groups
        if sentence.clause_of(group.start) == trigger.clause
        for unit in group.units
    )
    return (agents or (nobody and fact.group is not None)) and not TAKEN_ALONG.search(words)


TAKEN_ALONG = pattern(r"\b(?:на работу|в долю|с собой|в жены|в заложники|в плен|понят\w+|в долг|на себя)\b")


def _parts(fact: ArrestFact) -> list[ArrestFact]:
    """The parts of a group that are records of their own: «…, в том числе 143 иностранных гражданина»."""
    if fact.group is None:
        return []
    result = []
    for unit in fact.group.units:
        for part in [d for d in unit.details if d.own_record]:
            unit.details.remove(part)
            part.subset = True
            steps = [*part.steps, Step("arrests.part_of_group", part.start, part.end)]
            result.append(
                ArrestFact(Group([part], fact.sentence), fact.status, fact.sentence, part.start, part.end, steps=steps)
            )
    return result


STATUS_RANK: dict[Status, int] = {"detained": 1, "arrested": 2, "wanted": 2, "extradited": 3, "convicted": 4}


def _of_people(text: str, trigger: Trigger, groups: list[Group]) -> bool:
    """«арест 22-летнего жителя», «задержание двоих»: the noun governs people in the genitive right behind it."""
    return any(_right_behind(text, trigger, group) for group in groups)


def _right_behind(text: str, trigger: Trigger, group: Group) -> bool:
    """Whether nothing, or no more than a place, stands between a noun of taking and people."""
    gap = group.start - trigger.end
    return 0 <= gap <= 3 or (gap > 3 and IN_PLACE.fullmatch(text, trigger.end, group.start) is not None)


IN_PLACE = pattern(r"\s{1,3}(?:(?:в|на|под)\s+[А-ЯЁ][\w-]+(?:\s+(?:[А-ЯЁ][\w-]+|области|крае|районе))?\s+)?")
"""«об аресте в Петербурге двух эквадорцев»: a place between the noun and those taken."""


def _subject_only(text: str, unit: Unit) -> bool:
    """Whether a unit cannot be governed by a noun: «при задержании куратор скрылся», «двое были убиты»."""
    if unit.counted:
        return NOMINATIVE_NUMERAL.match(text, unit.start) is not None
    return unit.nominative and not (unit.accusative or unit.name)


NOMINATIVE_NUMERAL = pattern(
    r"(?:двое|трое|четверо|пятеро|шестеро|семеро|восьмеро|девятеро|десятеро|оба|обе|один|одна|два|две|три|четыре)\b",
    re.IGNORECASE,
)


def _governed(
    sentence: Annotated, text: str, trigger: Trigger, groups: list[Group], triggers: list[Trigger]
) -> ArrestFact | None:
    clause = trigger.clause
    inside = [g for g in groups if sentence.clause_of(g.start) == clause]
    if trigger.form == "noun":
        # «при задержании куратор удалил переписку»: only a genitive is of those taken
        near = [g for g in inside if _right_behind(text, trigger, g) and not _subject_only(text, g.units[0])]
        number = next((n for n in sentence.numbers if 0 < trigger.start - n.end <= 2 and not n.ordinal), None)
        if near and number is not None and near[0].value is None and isinstance(number.value, int):
            near[0].units[0].value, near[0].units[0].bound = number.value, number.bound  # «3 задержания курьеров»
        return (
            _fact(sentence, text, trigger, near[0], "arrests.noun")
            if near and _told(sentence, trigger, near[0])
            else None
        )
    if trigger.name == "arrest" and _sum_behind(sentence, trigger, inside):
        return None
    direct = [g for g in inside if not g.units[0].oblique]
    if not any(g for g in direct if not g.units[0].staff):
        direct = [
            *direct,
            *_subject_before(sentence, trigger, groups),
            *_object_before(sentence, trigger, groups),
        ]
    passive = trigger.form == "short" or (trigger.form == "phrase" and _passive_phrase(sentence, trigger))
    verb = sentence.tokens[trigger.first].lower
    reflexive = trigger.form in ("finite", "phrase") and (verb.endswith(("ся", "сь")) or verb.startswith(INTRANSITIVE))
    before = [g for g in direct if g.end <= trigger.start]
    after = [g for g in direct if g.start >= trigger.end]
    other = [t for t in triggers if t.event == "arrest" and t is not trigger and t.clause == clause and t.core]
    after = [g for g in after if not any(trigger.end <= t.start < g.start and _takes_before(t) for t in other)]
    after = [g for g in after if ";" not in text[trigger.end : g.start]]
    # «Девятерых взяли в Польше, ещё троих – в Молдове»
    after = [g for g in after if not (before and PLACE_BEHIND.match(text, g.end))]
    candidate: Group | None = _part_meant(sentence, text, trigger, groups)
    if candidate is not None:
        pass
    elif passive or reflexive:
        nominative = [g for g in before if g.units[0].nominative]
        nominative_after = [g for g in after if g.units[0].nominative and g.start - trigger.end < 90]
        if nominative:
            candidate = nominative[-1]
            if len(nominative) > 1 and nominative[0].units[0].counted and not candidate.units[0].counted:
                candidate = nominative[0]
        elif nominative_after:
            candidate = nominative_after[0]
    else:
        after = [g for g in after if not _acting(g)]
        before = [g for g in before if not _acting(g)]
        accusative = [g for g in after if g.units[0].accusative]
        accusative_before = [
            g
            for g in before
            if g.units[0].accusative
            and (
                not g.units[0].nominative
                or g.units[0].counted
                or (trigger.plural and not g.units[0].plural and len(g.units) == 1)
            )
        ]
        if accusative and accusative[0].start - trigger.end < 90:
            candidate = accusative[0]
        elif accusative_before:
            candidate = accusative_before[-1]
    if candidate is None and trigger.name == "convict":
        dative = [
            g
            for g in inside
            if g.start >= trigger.end
            and g.start - trigger.end < 60
            and (g.units[0].counted or not g.units[0].nominative)
        ]
        dative = dative or [g for g in before if not (g.units[0].nominative or g.units[0].accusative)]
        candidate = dative[0] if dative else None
    if candidate is None and trigger.name == "arrest" and (trigger.form == "phrase" or trigger.partner is not None):
        # «суд избрал фигуранту меру пресечения в виде заключения под стражу», «санкционировал арест обоих»
        reach = max(trigger.end, trigger.partner[1] if trigger.partner else 0)
        anyone = [g for g in inside if not _acting(g) and (g.end <= trigger.start or g.start - reach < 25)]
        candidate = anyone[-1] if anyone else None
    if candidate is None:
        candidate = _relative_head(sentence, text, trigger, groups, passive)
    pronoun = _pronoun(sentence, clause, trigger)
    first = next((k for k in range(len(sentence.tokens)) if sentence.clause[k] == clause), 0)
    if candidate is None and not pronoun and trigger.form == "finite" and first and sentence.tokens[first].lower == "и":
        # «его объявили в розыск и задержали в Испании»
        pronoun = _pronoun(sentence, sentence.clause[first - 1], trigger)
    if candidate is None and not pronoun and _takes_goods(sentence, trigger):
        return None
    if candidate is None and not pronoun and not (trigger.form == "short" or trigger.form == "phrase"):
        return None
    if candidate is None and trigger.form == "short" and sentence.tokens[trigger.first].lower.endswith("но"):
        return None  # «арестовано активов», «задержано в порту»: no person is the subject
    if candidate is not None and passive and trigger.plural and candidate.value == 1:
        candidate = _rest_of_row(candidate, direct, inside, text)
    if (
        candidate is not None
        and trigger.partner is not None
        and trigger.name == "detain"
        and candidate.units[0].lemmas & PRISONERS
    ):
        return None
    if candidate is not None:
        return _fact(
            sentence, text, trigger, candidate, "arrests.passive_subject" if passive else "arrests.active_object"
        )
    if not pronoun and trigger.plural and trigger.form == "short":
        # «Арестованы по тем делам, что возбуждены, 216 лиц»: the subject stands behind an insertion
        far = [g for g in groups if g.start > trigger.end and g.units[0].counted and g.units[0].nominative]
        far = [g for g in far if not any(trigger.end < t.start < g.end and t.core for t in triggers)]
        if far and not far[0].units[0].oblique:
            return _fact(sentence, text, trigger, far[0], "arrests.subject_behind")
    he = _subject_pronoun(sentence, trigger) if trigger.form == "short" else ""
    fact = _fact(
        sentence, text, trigger, None, "arrests.he" if he else "arrests.pronoun" if pronoun else "arrests.nobody"
    )
    pronoun = fact.pronoun = he or pronoun
    if not pronoun and trigger.form == "short":
        fact.pronoun = "p" if trigger.plural else ("f" if trigger.word.endswith("а") else "m")
    return fact


RELATIVE_SUBJECT = frozenset({"который", "которая", "которые"})
RELATIVE_OBJECT = frozenset({"которого", "которую", "которых"})


def _relative_head(
    sentence: Annotated, text: str, trigger: Trigger, groups: list[Group], passive: bool
) -> Group | None:
    """Who a relative clause is about: «дело мужчины, которого полицейские задержали», «женщине, которая арестована»."""
    if trigger.form not in ("finite", "short"):
        return None
    wanted = RELATIVE_SUBJECT if passive else RELATIVE_OBJECT
    words = [k for k in range(trigger.first) if sentence.clause[k] == trigger.clause and sentence.tokens[k].word]
    if not words or sentence.tokens[words[0]].lower not in wanted:
        return None
    start = sentence.tokens[words[0]].start
    plural = sentence.tokens[words[0]].lower in ("которые", "которых")
    heads = [g for g in groups if g.end < start and text[g.end : start].strip() == "," and not _acting(g)]
    return next((g for g in heads if plural == (g.units[0].plural or len(g.units) > 1)), None)


def _part_meant(sentence: Annotated, text: str, trigger: Trigger, groups: list[Group]) -> Group | None:
    """«задержано 13 человек, среди них двое хозяев, которые арестованы»: the part that a relative clause is about
    leaves its group."""
    first = next((k for k, clause in enumerate(sentence.clause) if clause == trigger.clause), 0)
    opened = sentence.tokens[first + 1 :] if sentence.tokens[first].text == "," else sentence.tokens[first:]
    if not opened or opened[0].lower not in RELATIVE_SUBJECT | RELATIVE_OBJECT:
        return None
    for group in groups:
        last = group.units[-1]
        part = last.details[-1] if last.details else None
        if part is not None and part.value is not None and text[part.end : opened[0].start].strip() == ",":
            last.details.remove(part)
            part.subset = True
            return Group([part], group.sentence)
    return None


def _object_before(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> list[Group]:
    """The object that a second active verb shares with the first: «Обоих сняли с рейса и задержали»."""
    if trigger.form != "finite":
        return []
    first = next((k for k in range(len(sentence.tokens)) if sentence.clause[k] == trigger.clause), 0)
    if first == 0 or sentence.tokens[first].lower != "и" or trigger.first > first + 2:
        return []
    number = sentence.clause[first - 1]
    return [
        g
        for g in groups
        if sentence.clause_of(g.start) == number
        and not g.units[0].oblique
        and g.units[0].accusative
        and (not g.units[0].nominative or g.units[0].counted)
    ][-1:]


REPORTED = pattern(
    (
        r"\b(?:сообщ(?:ил|ал)\w*|объявил\w*|отчитал\w+|заявил\w*|рассказал\w*|известно|произош\w+|"
        r"состоял\w+|провел\w*|прошл\w+|подтвердил\w*)\b"
    ),
    re.IGNORECASE,
)


def _reported(sentence: Annotated, trigger: Trigger) -> bool:
    """«объявили об аресте политика»: the noun names an event that a verb of saying reports."""
    before = sentence.tokens[trigger.first - 1].lower if trigger.first else ""
    words = sentence.words_of(trigger.clause)
    return before in ("об", "о") and REPORTED.search(words) is not None


INTRANSITIVE = ("сид", "наход", "попал", "угоди")
"""Verbs of taking whose subject is taken: «сбытчик сидит в изоляторе», «угодил под арест»."""
FACTIVE_BEFORE = frozenset({"при", "после"})
FACTIVE_PHRASES = frozenset({("в", "ходе"), ("во", "время"), ("в", "момент"), ("с", "момента"), ("в", "результате")})
UNDONE = ("отмен", "обжал", "оспор", "оспар", "продл", "ходатайств", "избеж", "готов", "план", "треб", "проси", "отказ")


def _told(sentence: Annotated, trigger: Trigger, group: Group) -> bool:
    """Whether a noun of taking tells of one that happened: reported («об аресте политика»), taken for granted («после
    задержания курьера», «при задержании двоих»), or itself what the clause is about («Задержание двоих сняли»)."""
    if _reported(sentence, trigger):
        return True
    known = group.units[0].counted or group.value == 1
    led = trigger.first > 1 and sentence.tokens[trigger.first - 1].lower == "к"
    if led and known and sentence.tokens[trigger.first - 2].lower.startswith(("привел", "привёл")):
        return True  # «операция привела к аресту 180 человек»
    past = any(sentence.clause[p] == trigger.clause for p in sentence.predicates)
    if trigger.name != "detain" or not known or not past:
        return False
    at = trigger.first
    before = tuple(t.lower for t in sentence.tokens[max(0, at - 2) : at])
    if before[-1:] and (before[-1] in FACTIVE_BEFORE or before in FACTIVE_PHRASES):
        return True
    words = [t.lower for t in sentence.tokens_of(trigger.clause)]
    if any(word.startswith(UNDONE) for word in words):
        return False
    cases = {r.case for r in readings(sentence.tokens[at].lower) if r.pos == "NOUN"}
    if "ablt" in cases and any(word.startswith(("заверш", "законч", "увенч")) for word in words):
        return True  # «рейд завершился задержанием десятерых»
    counted = any(0 < trigger.start - n.end <= 2 for n in sentence.numbers)
    opens = all(not t.word or parts_of_speech(t.lower) & {"ADJF"} for t in sentence.tokens[:at])
    return counted or (opens and "nomn" in cases)


def _takes_before(trigger: Trigger) -> bool:
    return trigger.form in ("finite", "short", "phrase")


def _passive_phrase(sentence: Annotated, trigger: Trigger) -> bool:
    words = [sentence.tokens[k].lower for k in range(trigger.first, trigger.last)]
    if words[-1].startswith("оказал"):
        return True  # «задержанным оказался …»
    return any(w.endswith(("т", "та", "ты", "н", "на", "ны", "но")) for w in words) and not any(
        w.endswith(("ли", "ил", "ила", "ял", "яла", "чил", "чила", "вил", "вила")) for w in words
    )


PRISONERS = frozenset({"осужденный", "заключенный"})


COMPANION = pattern(r"\s+(?:вместе\s+)?со?\s+(?:(?:сво|е|их)\w*\s+)?(?:[\w-]+\s+)?", re.IGNORECASE)


def _rest_of_row(group: Group, direct: list[Group], inside: list[Group], text: str) -> Group:
    """A plural verb with a singular subject: the subjects that follow belong to the row («задержаны начальник отдела …
    и старший оперуполномоченный …»), as do companions («мать с сыном»)."""
    units = list(group.units)
    for other in inside:
        if other.units[0].oblique and COMPANION.fullmatch(text[group.end : other.start]):
            units.extend(other.units)
    for other in direct:
        if other.start > group.start and other.units[0].nominative and not other.units[0].plural:
            units.extend(other.units)
    named = [u for u in units if u.name]
    if len(named) >= 2:  # «начальник отдела … Андрей Алексеев, начальник … Дмитрий Андриенко»: the names count
        spare = [u for u in units if not u.name]
        for unit in named:
            unit.value = 1
        units = named
        for unit in spare:
            named[0].steps.extend(unit.steps)
        units[0].start = min(unit.start for unit in [*named, *spare])
    group.units[:] = units
    return group


def _acting(group: Group) -> bool:
    """Whether the group are those who take: «полицейские», «сотрудники», in a form that can be the subject."""
    unit = group.units[0]
    return unit.staff and unit.nominative and not unit.counted


def _subject_before(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> list[Group]:
    """The subject of the clause before, that a clause without its own goes on with: «пассажир пытался выйти и был
    задержан»."""
    if trigger.form not in ("short", "phrase") and trigger.name != "convict":
        return []
    first = next((k for k in range(len(sentence.tokens)) if sentence.clause[k] == trigger.clause), 0)
    if (
        first == 0
        or sentence.tokens[first].lower not in ("и", ",", "но", "а")
        or sentence.clause[first - 1] == trigger.clause
    ):
        return []
    number = sentence.clause[first - 1]
    found = [
        g
        for g in groups
        if sentence.clause_of(g.start) == number and not g.units[0].oblique and g.units[0].nominative and not _acting(g)
    ]
    found = [g for g in found if g.units[0].plural == trigger.plural or len(g.units) > 1]
    return found[-1:]


def _sum_behind(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> bool:
    """«На счетах группы арестованы принадлежащие ей 412 тысяч USDT»: a sum follows, and nobody before it."""
    behind = [m.start for m in sentence.money if 0 <= m.start - trigger.end < 50]
    return bool(behind) and not any(trigger.end <= group.start < behind[0] for group in groups)


def _takes_goods(sentence: Annotated, trigger: Trigger) -> bool:
    """«задержан груз», «арестовано имущество»: the clause's object is no person."""
    words = sentence.words_of(trigger.clause)
    sums = trigger.name == "arrest" and any(sentence.clause_of(m.start) == trigger.clause for m in sentence.money)
    return sums or bool(GOODS_WORDS.search(words)) or (trigger.form == "finite" and bool(sentence.items))


def _attributive(sentence: Annotated, text: str, trigger: Trigger, groups: list[Group]) -> ArrestFact | None:
    """«задержанный ранее курьер», «доставлен казахстанец, экстрадированный по запросу …»: only extradition and
    conviction count, an attributive «задержанный» names somebody."""
    if trigger.name not in ("extradite", "convict", "arrest") or not groups:
        return None
    before = [g for g in groups if g.end <= trigger.start and trigger.start - g.end < 4]
    if not before or not text[before[-1].end : trigger.start].strip().startswith(","):
        return None
    return _fact(sentence, text, trigger, before[-1], "arrests.attribute")


def _pronoun(sentence: Annotated, clause: int, trigger: Trigger) -> str:
    at = trigger.first
    nearest = ""
    for k, token in enumerate(sentence.tokens):
        if sentence.clause[k] == clause and token.lower in PRONOUNS and abs(k - at) <= 9:
            follower = sentence.tokens[k + 1] if k + 1 < len(sentence.tokens) else None
            if (
                token.lower in ("его", "ее", "их")
                and follower is not None
                and follower.word
                and k + 1 not in sentence.predicates
                and k < at
                and k + 1 != at
                and readings(follower.lower)[0].pos in ("NOUN", "ADJF")
            ):
                continue
            nearest = PRONOUNS[token.lower]
    return nearest


def _fact(sentence: Annotated, text: str, trigger: Trigger, group: Group | None, rule: str) -> ArrestFact:
    start = min(trigger.start, group.start) if group else trigger.start
    end = max(trigger.end, group.end) if group else trigger.end
    steps = [Step(trigger.rule, trigger.start, trigger.end), Step(rule, start, end)]
    if group is not None:
        for unit in group.units:
            steps = [*unit.steps, *steps]
    penalty = _penalty(sentence, text, trigger) if trigger.name == "convict" else None
    preverbal = group is not None and group.end <= trigger.start and sentence.token_at(group.start) <= 2
    status = cast(Status, trigger.value)
    return ArrestFact(group, status, sentence.sentence.index, start, end, penalty, preverbal=preverbal, steps=steps)


YEARS = pattern(
    (
        r"(?:на|к|получил\w*|срок\w*(?:\s+в)?|до)\s+((?:[\w,]+\s+){0,3}?[\w,]+)\s+(?:лет|годам?|"
        r"года|год)\b(?:\s+и\s+(\w+)\s+месяц\w*)?"
    ),
    re.IGNORECASE,
)


def _penalty(sentence: Annotated, text: str, trigger: Trigger) -> Penalty | None:
    """The sentence told beside a verb of conviction: in its clause, else anywhere in the sentence."""
    clause = sentence.tokens_of(trigger.clause)
    whole = lowered(text)[sentence.sentence.start : sentence.sentence.end]
    own = lowered(text)[clause[0].start : clause[-1].end]
    years, months = _term(own) or _term(whole) or (None, None)
    life = "пожизненн" in whole and trigger.asserted
    suspended = pattern(r"условно(?!-досрочн)|условн\w+ (?:срок|наказан|осужд)").search(whole) is not None
    confiscation = "с конфискацией" in whole
    fine = _fine(sentence, text)
    if years is None and not life and not suspended and fine is None and not confiscation:
        return None
    return Penalty(
        years=years,
        months=months,
        life=life and years is None,
        suspended=suspended,
        fine=fine,
        confiscation=confiscation,
    )


def _term(stretch: str) -> tuple[int, int | None] | None:
    """Years and months of a term: «приговорил к 8 годам и 6 месяцам», «9 с половиной лет». A range is none."""
    from narcofacts.mentions.numerals import numbers

    match = pattern(
        r"(?:на|к|получил[аи]?|в|назначил[аи]?|назначено|назначены)\s+(?:(?:ему|ей|им)\s+)?"
        r"(\w+(?:[,.]5)?|\w+ с половиной)\s+(?:лет|годам|года|год|"
        r"годами)\b(?:\s+(?:и\s+)?(\w+)\s+месяц\w*)?"
    ).search(stretch)
    if match is None:  # «вынес приговор: 9 лет лишения свободы»
        match = pattern(
            r"(?::|—|–)\s+(\w+(?:[,.]5)?|\w+ с половиной)\s+(?:лет|года|год)\b(?:\s+(?:и\s+)?(\w+)\s+месяц\w*)?"
            r"(?=\s+(?:лишения|колони|тюр|заключ|строг))"
        ).search(stretch)
    if match is None or pattern(r"\bдо\s+\w+\s+лет").search(stretch):
        return None
    found = numbers(match.group(1))
    if not found or found[0].start:
        return None
    value = float(found[0].value)
    years = int(value)
    months = int((value - years) * 12) if value != years else None
    extra = numbers(match.group(2)) if match.group(2) else []
    return years, int(extra[0].value) if extra else months


def _fine(sentence: Annotated, text: str) -> Money | None:
    for money in sentence.money:
        if pattern(r"штраф\w*(?:\s+в|\s+на|\s+размером|\s+в размере)?\s*$").search(
            text[max(0, money.start - 30) : money.start]
        ):
            return record_money(money, text)
    return None


def record_money(money: MoneyMention, text: str) -> Money:
    """The record form of a sum."""
    return Money(
        text[money.start : money.end], money.amount, money.currency, money.bound, money.asset, money.amount_max
    )


RECEIVED = keyed(
    (
        r"\b(?:получил[аи]?|отделал(?:ся|ась|ись)|провед(?:[её]т|ут) (?:за реш[её]ткой|в (?:тюрьме|колонии|заключении))"
        r"|отправ[иия]тся в колонию|отправятся в колонию)\b"
    ),
)
IN_JAIL = pattern(r"\b(?:колони|лишени|тюр[ье]м|условно|строг|общего режима)", re.IGNORECASE)
YEARS_GOT = pattern(
    r"\s+(?:всего |уже |лишь |по )?[\w,]+(?:\s(?:с половиной|и [\w]+))?\s(?:лет|года)\b(?! назад| подряд| стажа)"
)
TERM = pattern(r"\b(?:лет|года|годам|год|срок|условно|колони)(?! назад)", re.IGNORECASE)


def _subject_pronoun(sentence: Annotated, trigger: Trigger) -> str:
    """The sex («p» for many) that the pronoun before a verb tells as its subject, maybe one clause before: «он
    попытался скрыться, но был задержан»."""
    number = trigger.clause
    words = [t.lower for t in sentence.tokens_of(number)]
    if sentence.tokens_of(number)[0].start > sentence.tokens[0].start and words[0] in (",", "и", "но"):
        before = sentence.token_at(sentence.tokens_of(number)[0].start) - 1
        words = [*(t.lower for t in sentence.tokens_of(sentence.clause[before])), *words]
    return next((PRONOUNS[word] for word in reversed(words) if word in ("он", "она", "они")), "")


def _received(sentence: Annotated, text: str, groups: list[Group], found: list[ArrestFact]) -> list[ArrestFact]:
    """«шестеро подельников получили от 8 до 12 лет»: conviction without its verb."""
    result = []
    for match in RECEIVED.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end):
        start, end = match.span()
        tail = text[end : min(end + 60, sentence.sentence.end)]
        head = text[max(sentence.sentence.start, start - 40) : start]
        if "в общей сложности" in tail:  # «осуждённые получили в общей сложности 2 900 лет»
            continue
        if not TERM.search(tail) and not pattern(r"срок, \d+ лет|\d (?:лет|года) $").search(head):
            continue
        clause = sentence.clause_of(start)
        at = sentence.token_at(start)
        plural = match.group().endswith("и")
        trigger = Trigger(
            "convict", "arrest", "convicted", 3, "finite", at, at + 1, clause, start, end, plural, True,
            rule="triggers.toml:convict",
        )  # fmt: skip
        inside = [g for g in groups if sentence.clause_of(g.start) == clause and g.units[0].nominative]
        if not inside:
            inside = _subject_before(sentence, trigger, groups)
        before = [g for g in inside if g.end <= start and not g.units[0].oblique]
        after = [g for g in inside if g.start >= end and g.start - end < 20 and not g.units[0].oblique]
        group = before[-1] if before else (after[0] if after else None)
        if group is None:  # «иск к матери наркоторговца, который получил 13 лет»
            group = _relative_head(sentence, text, trigger, groups, passive=True)
        if group is None and (IN_JAIL.search(tail) or YEARS_GOT.match(tail)):  # «Позже она получила 6 лет»
            pronoun = _subject_pronoun(sentence, trigger)
            if pronoun:
                fact = _fact(sentence, text, trigger, None, "arrests.received_term")
                fact.pronoun = pronoun
                result.append(fact)
            continue
        if group is None or any(fact.group is group for fact in found):
            continue
        result.append(_fact(sentence, text, trigger, group, "arrests.received_term"))
    return result
