"""Whom a trigger of taking takes: its subject or object, in its clause, the clause before, or behind a pronoun.

Passive triggers take a subject («задержаны двое», «водитель задержан»), active ones an object («задержали 27-летнего
пассажира»). A group behind a preposition («у мужчины изъяли») is told of, but no verb of taking governs it.
"""

from __future__ import annotations

import itertools
import re

from msgspec import Struct
from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.events.frames import Trigger
from narcofacts.events.penalties import OWN_TERM, TERM_BEHIND
from narcofacts.events.unit import Group, Unit, complete, set_apart
from narcofacts.events.verbless import ELSEWHERE, PLACE_BEHIND
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import NumberMention
from narcofacts.mentions.people import nouns
from narcofacts.nlp.morph import parts_of_speech, readings


class Taken(Struct, frozen=True):
    """Who is taken: people of the sentence, or only the sex or number of a pronoun (`m`, `f`, `p`) for somebody told
    before. `rule` is the id of the rule that found them."""

    group: Group | None
    rule: str
    pronoun: str = ""
    subject: bool = False
    """The pronoun is the verb's subject."""


class _Around(Struct, frozen=True):
    """The groups that a trigger can govern: of its clause, in any case, and those that are no phrase's dependants."""

    inside: list[Group]
    direct: list[Group]
    before: list[Group]
    after: list[Group]


def taken(
    sentence: Annotated, text: str, trigger: Trigger, groups: list[Group], triggers: list[Trigger]
) -> Taken | None:
    """Whom the trigger takes; None if it takes things, or nobody can be told."""
    inside = [g for g in groups if sentence.clause_of(g.start) == trigger.clause]
    if trigger.form == "noun":
        return _of_noun(sentence, text, trigger, inside)
    if trigger.word.startswith("накры") and (not inside or PREMISES.match(text, trigger.end)):
        return None  # «Их накрыли в ноябре», «накрыли лабораторию»: premises
    if trigger.name == "catch_up" and not _object_dropped(sentence, trigger):
        return None  # «его догнали»: how he was taken, who is told of beside
    if trigger.name == "arrest" and _sum_behind(sentence, trigger, inside):
        return None
    if trigger.form == "finite" and trigger.word.startswith("осуд") and _disapproves(sentence, trigger, inside):
        return None
    of_subject = _of_subject(sentence, trigger)
    if of_subject and trigger.form == "finite" and (he := _pronoun_behind(sentence, trigger)):
        return Taken(None, "taken.he", he, subject=True)
    around = _around(sentence, text, trigger, groups, triggers, of_subject)
    group = (
        _part_meant(sentence, text, trigger, groups)
        or _given_term(sentence, trigger, around)
        or (_subject(trigger, around) if of_subject else _object(trigger, around))
        or _dative(sentence, trigger, around)
        or _of_phrase(trigger, inside)
        or _dative_before(sentence, trigger, groups)
        or relative_head(sentence, text, trigger, groups, _passive(sentence, trigger))
        or _aboard(sentence, text, trigger, inside)
    )
    if group is None:
        return _nobody_named(sentence, trigger, groups, triggers)
    if _passive(sentence, trigger) and (most := MOST.search(text, group.end, trigger.start)) is not None:
        unit = Unit(most.start(1), most.end(1), None, plural=True, other=True, lemmas=group.units[0].lemmas)
        group = Group([unit], group.sentence)  # «35 человек, большинство уже задержаны»
    if _passive(sentence, trigger) and trigger.plural and group.value == 1:
        group = _rest_of_row(group, around, text)
        _made_plural(sentence, group)
    if _passive(sentence, trigger) and not trigger.plural and trigger.form == "short":
        group = _made_one(text, group)
        _made_woman(trigger, group)
    _join_companions(text, group, around)
    if trigger.partner is not None and trigger.name == "detain" and group.units[0].lemmas & PRISONERS:
        return None
    return Taken(group, "taken.passive_subject" if _passive(sentence, trigger) else "taken.active_object")


def _pronoun_behind(sentence: Annotated, trigger: Trigger) -> str:
    """«Попался он в Коврове: увидев экипаж ДПС, водитель притормозил»: the pronoun right behind a verb is its
    subject."""
    behind = sentence.tokens[trigger.last].lower if trigger.last < len(sentence.tokens) else ""
    return PRONOUNS[behind] if behind in ("он", "она", "они") else ""


def _aboard(sentence: Annotated, text: str, trigger: Trigger, inside: list[Group]) -> Group | None:
    """«задержали такси с двумя пассажирами»: who sat in a vehicle that was held."""
    if trigger.name != "detain":
        return None
    public = PUBLIC.match(text, trigger.end)
    end = next(
        (i.end for i in sentence.items if i.category == "vehicle" and 0 < i.start - trigger.end < 30),
        public.end() if public is not None else None,
    )
    if end is None:
        return None
    return next((g for g in inside if g.units[0].counted and WITH_THEM.fullmatch(text, end, g.start)), None)


PUBLIC = pattern(r"\s(?:такси|автобус|маршрутку|электричку)\b", re.IGNORECASE)
WITH_THEM = pattern(r"(?:\s[\w«»\"-]+){0,3}\sс\s", re.IGNORECASE)

MEASURE = pattern(
    r"\b(?:избр|назнач|определ|примен|санкционир|установл)\w+\s(?:[\w-]+\s){0,3}мер[ауы] пресечения"
    r"|\bмера пресечения\s(?:[\w-]+\s){0,3}(?:избра|назначе|примене)\w+"
    r"|\bизбра\w+\s(?:содержание|заключение)\sпод\sстраж",
    re.IGNORECASE,
)
"""«Суд избрал меру пресечения в виде заключения под стражу»: for whoever was told of."""


def _made_plural(sentence: Annotated, group: Group) -> None:
    """«задержаны лица, перевозившие героин»: a form that a plural verb shows to be a plural."""
    unit = group.units[0]
    if group.value != 1 or len(group.units) > 1 or unit.counted or unit.name or unit.ages:
        return
    head = sentence.tokens[sentence.token_at(unit.end - 1)]
    numbers = {r.number for r in readings(head.lower) if r.pos == "NOUN" and r.case == "nomn"}
    if numbers == {"plur"}:
        unit.value, unit.plural = None, True


def _made_one(text: str, group: Group) -> Group:
    """«Сообщник Сюя, гражданин КНР Вэнь, осуждён»: a singular verb behind an apposition that looks like a row."""
    rows = [text[one.end : two.start] for one, two in itertools.pairwise(group.units)]
    single = all(unit.value == 1 and not unit.counted for unit in group.units)
    if not rows or not single or any(gap.strip() != "," for gap in rows):
        return group
    first = group.units[0]
    for unit in group.units[1:]:
        complete(first, unit)
        first.end = unit.end
        first.steps.extend(unit.steps)
    return Group([first], group.sentence)


PREMISES = pattern(
    r"\s(?:(?!на\s|в\s|с\s|со\s)[\w-]+\s){0,3}?(?:лаборатори|притон|плантаци|цех|склад|сеть|канал|магазин|теплиц|тусу|парти\b|"
    r"нарко(?:притон|лаб|магаз|склад))",
    re.IGNORECASE,
)
MOST = pattern(r",\s(большинство|часть|некоторые|многие|ряд(?:\sлиц)?)(?:\sиз\sних)?\s(?:[\w-]+\s)?$", re.IGNORECASE)


def _of_noun(sentence: Annotated, text: str, trigger: Trigger, inside: list[Group]) -> Taken | None:
    """«задержание двоих», «3 задержания курьеров»; in «при задержании куратор удалил переписку» only a genitive could
    be of those taken."""
    near = [g for g in inside if right_behind(text, trigger, g) and not _subject_only(text, g.units[0])]
    if not near:
        return None
    number = number_before(sentence, trigger)
    if number is not None and near[0].value is None:
        near[0].units[0].value, near[0].units[0].bound = int(number.value), number.bound
    return Taken(near[0], "taken.noun") if _told(sentence, trigger, near[0]) else None


def number_before(sentence: Annotated, trigger: Trigger) -> NumberMention | None:
    """«3 задержания»: the whole number that counts a noun of taking."""
    near = (n for n in sentence.numbers if 0 < trigger.start - n.end <= 2)
    number = next(near, None)
    return number if number is not None and isinstance(number.value, int) else None


def _around(
    sentence: Annotated,
    text: str,
    trigger: Trigger,
    groups: list[Group],
    triggers: list[Trigger],
    of_subject: bool,
) -> _Around:
    """The groups before and behind a trigger. Behind another verb, a semicolon, or a place of its own nobody counts."""
    inside = [g for g in groups if sentence.clause_of(g.start) == trigger.clause]
    direct = [g for g in inside if not g.units[0].oblique]
    if all(g.units[0].staff for g in direct):
        direct = [
            *direct,
            *subject_before(sentence, trigger, groups),
            *_object_before(sentence, trigger, groups),
        ]
    before = [g for g in direct if g.end <= trigger.start]
    other = [t for t in triggers if t.event == "arrest" and t is not trigger and t.clause == trigger.clause and t.core]
    after = [
        g
        for g in direct
        if g.start >= trigger.end
        and not any(trigger.end <= t.start < g.start and _takes_before(t) for t in other)
        and ";" not in text[trigger.end : g.start]
        # «осудили условно на 4 года: у неё двое детей»
        and not (trigger.name == "convict" and BEHIND_TERM.search(text, trigger.end, g.start))
        # «Девятерых взяли в Польше, ещё троих – в Молдове»
        and not (before and (PLACE_BEHIND.match(text, g.end) or ELSEWHERE.match(text, g.end)))
        # «Смирнова осудили на девять лет, его сообщницу – на семь»
        and not (
            before
            and trigger.name == "convict"
            and OWN_TERM.match(text, trigger.end, g.start)
            and TERM_BEHIND.match(text, g.end)
        )
    ]
    if of_subject:
        return _Around(inside, direct, before, after)
    return _Around(inside, direct, [g for g in before if not _acting(g)], [g for g in after if not _acting(g)])


BEHIND_TERM = pattern(r"\b(?:лет|год\w*)\b[^,]*:", re.IGNORECASE)


def _made_woman(trigger: Trigger, group: Group) -> None:
    """«Врач арестована», «Педагог задержана»: the verb tells the sex of a noun of both."""
    unit = group.units[0]
    several = len(group.units) > 1 or unit.value != 1 or unit.plural
    if not several and trigger.word.endswith(("ена", "ана", "ята", "ита")) and unit.sex == "m" and unit.nominative:
        unit.sex = unit.sex if unit.lemmas & nouns("sexed") else "f"


def _disapproves(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> bool:
    """«министр осудил действия полицейского»: what is condemned is a deed, and nobody."""
    if trigger.last >= len(sentence.tokens):
        return False
    behind = sentence.tokens[trigger.last]
    found = readings(behind.lower)
    if not found or found[0].pos != "NOUN" or any(g.start <= behind.start < g.end for g in groups):
        return False
    return not any(r.animate or r.proper for r in found) and any(r.case == "accs" for r in found)


def _passive(sentence: Annotated, trigger: Trigger) -> bool:
    return trigger.form == "short" or (trigger.form == "phrase" and _passive_phrase(sentence, trigger))


def _of_subject(sentence: Annotated, trigger: Trigger) -> bool:
    """Whether the subject is taken: «задержаны двое», «сбытчик попался», «угодил под арест»."""
    verbs = [t.lower for t in sentence.tokens[trigger.first : trigger.last]]
    intransitive = verbs[0].endswith(("ся", "сь")) or any(verb.startswith(INTRANSITIVE) for verb in verbs)
    return _passive(sentence, trigger) or (trigger.form in ("finite", "phrase") and intransitive)


FAR = 90
"""Letters between a verb and the people behind it that it still governs."""


def _subject(trigger: Trigger, around: _Around) -> Group | None:
    """«Двое подозреваемых задержаны», «задержан курьер»."""
    if trigger.form == "short" and trigger.word.endswith("но"):
        # «задержано 918 кг», but «задержано 11 человек», «задержано лицо, причастное к сбыту»
        around = replace(
            around,
            before=[g for g in around.before if g.units[0].counted or "лицо" in g.units[0].lemmas],
            after=[g for g in around.after if g.units[0].counted or "лицо" in g.units[0].lemmas],
        )
        if around.after and around.after[0].start - trigger.end <= 2:
            return around.after[0]  # «убито 14 контрабандистов, задержано 29»
    before = [g for g in around.before if g.units[0].nominative]
    if len(before) > 1 and before[0].units[0].counted and not before[-1].units[0].counted:
        return before[0]
    if before:
        return before[-1]
    return next((g for g in around.after if g.units[0].nominative and g.start - trigger.end < FAR), None)


def _object(trigger: Trigger, around: _Around) -> Group | None:
    """«задержали двоих», «Двоих полицейские задержали»: before the verb, a form that is no subject."""
    behind = [g for g in around.after if g.units[0].accusative]
    if behind and behind[0].start - trigger.end < FAR * (2 if behind[0].units[0].name else 1):
        return behind[0]
    before = [g for g in around.before if g.units[0].accusative and _no_subject(trigger, g)]
    return before[-1] if before else None


def _no_subject(trigger: Trigger, group: Group) -> bool:
    unit = group.units[0]
    one = not unit.plural and len(group.units) == 1
    return not unit.nominative or unit.counted or (trigger.plural and one)


def _given_term(sentence: Annotated, trigger: Trigger, around: _Around) -> Group | None:
    """«Организатору назначили 18 лет, двум кладменам — по 9»: who stands before the verb, not the next of the row."""
    if trigger.name != "convict" or trigger.partner is None:
        return None
    before = [g for g in around.inside if g.start < trigger.start]
    return next((g for g in before if not (g.units[0].nominative or g.units[0].accusative)), None)


def _dative(sentence: Annotated, trigger: Trigger, around: _Around) -> Group | None:
    """«суд назначил курьеру 8 лет колонии»: whom a verb of conviction gives its term."""
    if trigger.name != "convict":
        return None
    for group in around.inside:
        unit = group.units[0]
        datives = unit.counted or not unit.nominative or _dative_form(sentence, unit)
        if 0 <= group.start - trigger.end < 60 and datives:
            return group
    return next((g for g in around.before if not (g.units[0].nominative or g.units[0].accusative)), None)


def _dative_form(sentence: Annotated, unit: Unit) -> bool:
    """Whether a noun that could be a subject can be a dative too: «назначил матери 12 лет»."""
    head = sentence.tokens[sentence.token_at(unit.end - 1)]
    return any(r.case == "datv" for r in readings(head.lower))


def _of_phrase(trigger: Trigger, inside: list[Group]) -> Group | None:
    """«суд избрал фигуранту меру пресечения в виде заключения под стражу», «санкционировал арест обоих»."""
    if trigger.name != "arrest" or (trigger.form != "phrase" and trigger.partner is None):
        return None
    reach = max(trigger.end, trigger.partner[1] if trigger.partner else 0)
    anyone = [g for g in inside if not _acting(g) and (g.end <= trigger.start or g.start - reach < 25)]
    return anyone[-1] if anyone else None


def _dative_before(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> Group | None:
    """«Задержанному предъявлено обвинение, избрана мера пресечения в виде заключения под стражу»: whom the clause
    before names in the dative."""
    if trigger.name != "arrest" or trigger.partner is None or trigger.form not in ("short", "finite"):
        return None
    number = sentence.clause_of(trigger.start)
    before = [g for g in groups if g.end < trigger.start and number - sentence.clause_of(g.start) == 1]
    datives = [g for g in before if not (g.units[0].nominative or g.units[0].accusative or g.units[0].staff)]
    if trigger.form == "finite":  # «Мужчинам объявили подозрение и поместили под стражу»
        datives = [g for g in datives if g.units[0].lemmas <= nouns("plain") | nouns("taken")]
    return datives[-1] if datives and not datives[-1].units[0].oblique else None


OF_REST = pattern(r"\bв (?:остальной|этой|данной|другой) части\b", re.IGNORECASE)
"""«Срок водителю снизили. В остальной части приговор оставлен в силе»: that of all who were told of"""


SO_MANY = frozenset({"одному", "одной", "двоим", "троим", "четверым", "пятерым", "шестерым", "семерым", "восьмерым"})
"""«Троим, в том числе организатору, суд избрал содержание под стражей»: not all who were told of."""


def _nobody_named(sentence: Annotated, trigger: Trigger, groups: list[Group], triggers: list[Trigger]) -> Taken | None:
    """A verb without people of its sentence: they stand behind an insertion, or were told before."""
    pronoun = _pronoun(sentence, trigger)
    if not pronoun and trigger.name == "arrest" and MEASURE.search(sentence.words_of(trigger.clause)):
        some = any(token.lower in SO_MANY for token in sentence.tokens[: trigger.first])
        return None if some else Taken(None, "taken.nobody")
    if trigger.name == "convict" and OF_REST.search(sentence.words_of(trigger.clause)):
        return None
    if not pronoun and _object_dropped(sentence, trigger):
        return Taken(None, "taken.dropped_object")
    opens = trigger.name == "arrest" and trigger.form == "finite" and trigger.first <= 1
    if not pronoun and opens and _of_subject(sentence, trigger):  # «Рулил гражданин Турции. Сидит в СИЗО»
        return Taken(None, "taken.nobody", "p" if trigger.plural else "")
    if not pronoun and (_takes_goods(sentence, trigger) or trigger.form not in ("short", "phrase")):
        return None
    if trigger.form != "short":
        return Taken(None, "taken.pronoun" if pronoun else "taken.nobody", pronoun)
    if _thing_is_subject(sentence, trigger) or _vessels_behind(sentence, trigger):
        return None
    if sentence.tokens[trigger.first].lower.endswith("но"):
        return None  # «арестовано активов», «задержано в порту»: no person is the subject
    far = None if pronoun else _behind_insertion(trigger, groups, triggers)
    if far is not None:
        return Taken(far, "taken.subject_behind")
    if he := subject_pronoun(sentence, trigger):
        return Taken(None, "taken.he", he, subject=True)
    if pronoun:
        return Taken(None, "taken.pronoun", pronoun)
    return Taken(None, "taken.nobody", "p" if trigger.plural else "f" if trigger.word.endswith("а") else "m")


def _object_dropped(sentence: Annotated, trigger: Trigger) -> bool:
    """«Попросили паспорт, тот побежал. Догнали, задержали»: verbs alone, of somebody told of just before."""
    caught = trigger.name in ("detain", "catch_up")
    if not caught or trigger.form != "finite" or not trigger.plural or trigger.partner is not None:
        return False
    words = [t for t in sentence.tokens_of(trigger.clause) if t.word and t.start != trigger.start]
    return not any({r.pos for r in readings(t.lower)[:1]} - ALONE for t in words)


ALONE = frozenset({"ADVB", "PRCL", "CONJ", "INTJ", "PRED"})
"""Parts of speech that leave a verb alone: «сразу же задержали», «и скрутили»."""


def _thing_is_subject(sentence: Annotated, trigger: Trigger) -> bool:
    """«Их яхта была задержана»: a vehicle stands before the verb as its subject."""
    if trigger.plural:
        return False
    cars = (i for i in sentence.items if i.category == "vehicle" and 0 < trigger.start - i.end < 12)
    heads = (sentence.tokens[sentence.token_at(car.start)].lower for car in cars)
    return any(r.case == "nomn" and r.number == "sing" for head in heads for r in readings(head))


def _vessels_behind(sentence: Annotated, trigger: Trigger) -> bool:
    """«задержаны восемь иностранных судов»: counted vehicles right behind the verb."""
    near = (n for n in sentence.numbers if 0 < n.start - trigger.end <= 3)
    number = next(near, None)
    if number is None:
        return False
    nouns_behind = (t for t in sentence.tokens if number.end < t.start <= number.end + 30 and t.word)
    heads = (r for t in nouns_behind for r in readings(t.lower)[:2] if r.pos == "NOUN")
    head = next(heads, None)
    return head is not None and head.lemma in VESSELS


VESSELS = frozenset({"судно", "суд", "катер", "лодка", "яхта", "корабль", "машина", "автомобиль", "грузовик", "фура"})


def _behind_insertion(trigger: Trigger, groups: list[Group], triggers: list[Trigger]) -> Group | None:
    """«Арестованы по тем делам, что возбуждены, 216 лиц»: the subject stands behind an insertion."""
    if not trigger.plural:
        return None
    far = [g for g in groups if g.start > trigger.end and g.units[0].counted and g.units[0].nominative]
    far = [g for g in far if not any(trigger.end < t.start < g.end and t.core for t in triggers)]
    return far[0] if far and not far[0].units[0].oblique else None


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
    "каждого": "p",
    "каждому": "p",
}
LATTER = {"последнего": "m", "последнюю": "f", "последних": "p"}
"""«Героин привозил 53-летний бийчанин. Последнего задержали на трассе»"""
IN_RESPECT_OF = {"него": "m", "нее": "f", "них": "p"}
"""«В отношении него избрана мера пресечения»"""


def right_behind(text: str, trigger: Trigger, group: Group) -> bool:
    """Whether nothing, or no more than a place, stands between a noun of taking and people."""
    gap = group.start - trigger.end
    return 0 <= gap <= 3 or (gap > 3 and IN_PLACE.fullmatch(text, trigger.end, group.start) is not None)


IN_PLACE = pattern(
    r"\s{1,3}(?:[\w-]+(?:ого|его|ой|ей|ых|их)\s){0,2}(?:(?:в|на|под)\s+(?:(?:аэропорту|порту|городе|районе|центре)\s+)?[А-ЯЁ][\w-]+"
    r"(?:\s+(?:[А-ЯЁ][\w-]+|области|крае|районе))?\s+)?"
)
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


RELATIVE_SUBJECT = frozenset({"который", "которая", "которые"})


RELATIVE_OBJECT = frozenset({"которого", "которую", "которых"})
RELATIVE_DATIVE = frozenset({"которому", "которой", "которым"})
HELD = ("задерж", "арест", "пойма")


def relative_head(sentence: Annotated, text: str, trigger: Trigger, groups: list[Group], passive: bool) -> Group | None:
    """Who a relative clause is about: «дело мужчины, которого полицейские задержали», «женщине, которая арестована»."""
    if trigger.form not in ("finite", "short"):
        return None
    wanted = RELATIVE_SUBJECT if passive else RELATIVE_OBJECT
    if trigger.name == "convict":
        wanted = wanted | RELATIVE_DATIVE  # «лётчику, которому суд дал 20 лет»
    words = [k for k in range(trigger.first) if sentence.clause[k] == trigger.clause and sentence.tokens[k].word]
    opening = sentence.tokens[words[0]] if words else None
    if opening is None or opening.lower not in wanted:
        return None
    if opening.lower in RELATIVE_DATIVE and any(
        sentence.tokens[k].lower.startswith(HELD) for k in sentence.predicates if sentence.clause[k] != trigger.clause
    ):
        return None  # «Задержан мужчина, которому в феврале суд вынес приговор»
    start, plural = opening.start, opening.lower in ("которые", "которых", "которым")
    heads = [g for g in groups if g.end < start and text[g.end : start].strip() == "," and not _acting(g)]
    return next((g for g in heads if plural == (g.units[0].plural or len(g.units) > 1)), None)


def _part_meant(sentence: Annotated, text: str, trigger: Trigger, groups: list[Group]) -> Group | None:
    """«задержано 13 человек, среди них двое хозяев, которые арестованы»: the part that a relative clause is about
    leaves its group."""
    first = next((k for k, clause in enumerate(sentence.clause) if clause == trigger.clause), 0)
    opened = sentence.tokens[first + 1 :] if sentence.tokens[first].text == "," else sentence.tokens[first:]
    if [t.lower for t in opened[:2]] == ["из", "которых"]:
        return _part_counted(text, trigger, opened[0].start, groups)
    if not opened or opened[0].lower not in RELATIVE_SUBJECT | RELATIVE_OBJECT:
        return None
    for group in groups:
        last = group.units[-1]
        part = last.details[-1] if last.details else None
        if part is not None and part.value is not None and text[part.end : opened[0].start].strip() == ",":
            return set_apart(last, part, group.sentence)
    return None


def _part_counted(text: str, trigger: Trigger, opens: int, groups: list[Group]) -> Group | None:
    """«задержано 820 подозреваемых, из которых 310 были арестованы»: the part that a clause of its own counts."""
    for group in groups:
        last = group.units[-1]
        part = next((d for d in last.details if opens < d.start < trigger.start and d.counted), None)
        if part is not None and not set(text[part.end : trigger.start]) & set(",–—-"):
            return set_apart(last, part, group.sentence)
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


def subject_before(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> list[Group]:
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


def subject_pronoun(sentence: Annotated, trigger: Trigger) -> str:
    """The sex («p» for many) that the pronoun before a verb tells as its subject, maybe one clause before: «он
    попытался скрыться, но был задержан»."""
    number = trigger.clause
    words = [t.lower for t in sentence.tokens_of(number)]
    if sentence.tokens_of(number)[0].start > sentence.tokens[0].start and words[0] in (",", "и", "но"):
        before = sentence.token_at(sentence.tokens_of(number)[0].start) - 1
        words = [*(t.lower for t in sentence.tokens_of(sentence.clause[before])), *words]
    return next((PRONOUNS[word] for word in reversed(words) if word in ("он", "она", "они")), "")


def _pronoun(sentence: Annotated, trigger: Trigger) -> str:
    """The pronoun beside a verb, as sex or number; of the clause before, if the verb is the second of two: «его
    объявили в розыск и задержали в Испании»."""
    found = _pronoun_of(sentence, trigger, trigger.clause)
    first = next((k for k, clause in enumerate(sentence.clause) if clause == trigger.clause), 0)
    if not found and trigger.form == "finite" and first and sentence.tokens[first].lower == "и":
        return _pronoun_of(sentence, trigger, sentence.clause[first - 1], near=16)
    return found


def _pronoun_of(sentence: Annotated, trigger: Trigger, clause: int, near: int = 9) -> str:
    """The last pronoun of a clause, at most `near` tokens from the verb."""
    nearest = ""
    for k, token in enumerate(sentence.tokens):
        if sentence.clause[k] != clause or abs(k - trigger.first) > near:
            continue
        if token.lower in IN_RESPECT_OF and k and sentence.tokens[k - 1].lower == "отношении":
            nearest = IN_RESPECT_OF[token.lower]
        if token.lower in LATTER and k + 1 in sentence.predicates:
            nearest = LATTER[token.lower]
        if token.lower not in PRONOUNS:
            continue
        if token.lower not in POSSESSIVE or not _possesses(sentence, k, trigger.first):
            nearest = PRONOUNS[token.lower]
    return nearest


POSSESSIVE = frozenset({"его", "ее", "их"})


def _possesses(sentence: Annotated, at: int, verb: int) -> bool:
    """«его сообщник задержан»: the pronoun belongs to the noun that follows."""
    if at + 1 >= len(sentence.tokens) or at >= verb or at + 1 == verb or at + 1 in sentence.predicates:
        return False
    follower = sentence.tokens[at + 1]
    return follower.word and any(r.pos in ("NOUN", "ADJF") for r in readings(follower.lower)[:1])


INTRANSITIVE = ("сид", "наход", "попал", "угоди", "получил", "услыш", "выслуш")
"""Verbs of taking whose subject is taken: «сбытчик сидит в изоляторе», «угодил под арест»."""


def _takes_before(trigger: Trigger) -> bool:
    return trigger.form in ("finite", "short", "phrase")


def _passive_phrase(sentence: Annotated, trigger: Trigger) -> bool:
    words = [sentence.tokens[k].lower for k in range(trigger.first, trigger.last)]
    if words[-1].startswith(("оказал", "явля")):
        return True  # «задержанным оказался …», «задержанными являются …»
    return any(w.endswith(("т", "та", "ты", "н", "на", "ны", "но")) for w in words) and not any(
        w.endswith(("ли", "ил", "ила", "ял", "яла", "чил", "чила", "вил", "вила")) for w in words
    )


PRISONERS = frozenset({"осужденный", "заключенный"})


COMPANION = pattern(r"(?:\s[А-ЯЁ][\w-]+){0,2}\s+(?:вместе\s+)?со?\s+(?:(?:сво|е|их)\w*\s+)?(?:[\w-]+\s+)?")


def _join_companions(text: str, group: Group, around: _Around) -> None:
    """«Мужчину с женой задержали», «Житель Баку вместе с двумя сообщниками задержан»: taken with him."""
    others = nouns("kin") | nouns("others")
    for other in around.inside:
        unit = other.units[0]
        known = other is group or unit.staff or other.value is None or any(unit is own for own in group.units)
        if known or not (unit.oblique and unit.lemmas & others):
            continue
        if COMPANION.fullmatch(text, group.end, other.start):
            group.units.extend(other.units)
            return


def _rest_of_row(group: Group, around: _Around, text: str) -> Group:
    """A plural verb with a singular subject: the subjects that follow belong to the row («задержаны начальник отдела …
    и старший оперуполномоченный …»), as do companions («мать с сыном»)."""
    units = list(group.units)
    for other in around.inside:
        if other.units[0].oblique and COMPANION.fullmatch(text[group.end : other.start]):
            units.extend(other.units)
    for other in around.direct:
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


def _sum_behind(sentence: Annotated, trigger: Trigger, groups: list[Group]) -> bool:
    """«На счетах группы арестованы принадлежащие ей 412 тысяч USDT»: a sum follows, and nobody before it."""
    money = [m for m in sentence.money if sentence.clause_of(m.start) == trigger.clause]
    behind = [m.start for m in money if 0 <= m.start - trigger.end < 50]
    return bool(behind) and not any(trigger.end <= group.start < behind[0] for group in groups)


GOODS_WORDS = pattern(
    r"\b(?:груз\w*|парти[яюи]|посылк\w+|судно|самол[её]т\w*|машин\w+|автомобил\w+|сухогруз\w*|"
    r"фур\w+|рейс\w*|контейнер\w*|имуществ\w+|счет\w*|счёт\w*|активы|"
    r"недвижимост\w+|криптовалют\w+|кошел\w+)\b",
    re.IGNORECASE,
)


def _takes_goods(sentence: Annotated, trigger: Trigger) -> bool:
    """«задержан груз», «арестовано имущество»: the clause's object is no person."""
    words = sentence.words_of(trigger.clause)
    sums = trigger.name == "arrest" and any(sentence.clause_of(m.start) == trigger.clause for m in sentence.money)
    return sums or bool(GOODS_WORDS.search(words)) or (trigger.form == "finite" and bool(sentence.items))


OF_TAKING_AND = pattern(r"\bоб (?:изъяти|обнаружени|конфискаци)и [^.,;]* и$")
"""«отчиталось об изъятии 130 кг наркотиков и задержании 23 человек»"""
REPORTED = pattern(
    (
        r"\b(?:сообщ(?:ил|ал|а[ею]т)\w*|объявил\w*|отчитал\w+|заявил\w*|рассказал\w*|известно|произош\w+|"
        r"состоял\w+|провел\w*|прошл\w+|подтвердил\w*|новост\w+|известие|информаци\w+|проинформировал\w*|уведомил\w*)\b"
    ),
    re.IGNORECASE,
)


def _reported(sentence: Annotated, trigger: Trigger) -> bool:
    """«объявили об аресте политика»: the noun names an event that a verb of saying reports."""
    before = sentence.tokens[trigger.first - 1].lower if trigger.first else ""
    if before == "и":
        told = " ".join(token.lower for token in sentence.tokens[: trigger.first])
        if OF_TAKING_AND.search(told) is None:
            return False
    elif before not in ("об", "о"):
        return False
    return REPORTED.search(sentence.words_of(trigger.clause)) is not None


FACTIVE_BEFORE = frozenset({"при", "после"})


FACTIVE_PHRASES = frozenset({("в", "ходе"), ("во", "время"), ("в", "момент"), ("с", "момента"), ("в", "результате")})


UNDONE = ("отмен", "обжал", "оспор", "оспар", "продл", "ходатайств", "избеж", "готов", "план", "треб", "проси", "отказ")


ENDED = ("заверш", "законч", "увенч")


CARRIED_OUT = frozenset({"проведено", "произведено", "проведена", "произведена", "состоялась", "состоялось"})


def _headed(sentence: Annotated, trigger: Trigger) -> bool:
    """«Арест двух наркоторговцев в Батуми: изъято 3 кг героина»: what the words behind the colon tell of."""
    rest = sentence.tokens[trigger.first :]
    return trigger.first == 0 and any(t.text == ":" for t in rest) and bool(sentence.predicates)


def _as_result(sentence: Annotated, trigger: Trigger) -> bool:
    """«Итог спецоперации — задержание пяти наркоторговцев»"""
    before = sentence.tokens[: trigger.first]
    dash = bool(before) and before[-1].text in ("—", "–", "-", ":")
    return dash and before[0].lower.startswith(("результат", "итог"))


def _told(sentence: Annotated, trigger: Trigger, group: Group) -> bool:
    """Whether a noun of taking tells of one that happened: reported («об аресте политика»), taken for granted («после
    задержания курьера», «при задержании двоих»), or itself what the clause is about («Задержание двоих сняли»)."""
    if _reported(sentence, trigger):
        return True
    if trigger.name in ("detain", "extradite") and any(
        t.lower in CARRIED_OUT for t in sentence.tokens_of(trigger.clause)
    ):
        return True  # «проведено задержание троих подозреваемых»
    known = group.units[0].counted or group.value == 1
    led = trigger.first > 1 and sentence.tokens[trigger.first - 1].lower == "к"
    if led and known and sentence.tokens[trigger.first - 2].lower.startswith(("привел", "привёл")):
        return True  # «операция привела к аресту 180 человек»
    if known and (_headed(sentence, trigger) or _as_result(sentence, trigger)):
        return True
    past = any(sentence.clause[p] == trigger.clause for p in sentence.predicates)
    if not known or not past:
        return False
    at = trigger.first
    cases = {r.case for r in readings(sentence.tokens[at].lower) if r.pos == "NOUN"}
    words = [t.lower for t in sentence.tokens_of(trigger.clause)]
    undone = any(word.startswith(UNDONE) for word in words)
    if not undone and "ablt" in cases and any(word.startswith(ENDED) for word in words):
        return True  # «рейд завершился задержанием десятерых», «… изъятием кокаина и арестом 30 подозреваемых»
    if trigger.name != "detain":
        return False
    before = tuple(t.lower for t in sentence.tokens[max(0, at - 2) : at])
    if before[-1:] and (before[-1] in FACTIVE_BEFORE or before in FACTIVE_PHRASES):
        return True
    if undone:
        return False
    if before[-1:] == ("стало",) and any(word in ("результатом", "итогом", "следствием") for word in words):
        return True  # «Результатом операции стало задержание начальника отдела»
    counted = any(0 < trigger.start - n.end <= 2 for n in sentence.numbers)
    opens = all(not t.word or parts_of_speech(t.lower) & {"ADJF"} for t in sentence.tokens[:at])
    return counted or (opens and "nomn" in cases)
