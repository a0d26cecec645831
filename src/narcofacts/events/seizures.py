"""Seizure facts: goods joined to the trigger that takes them.

Rules are tried in order; the first that fits decides. A thing that no rule takes is no fact: money in a turnover, a
car that was only stopped, a price.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from narcofacts.assertion import Cue
from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import ACTION_RANK, SeizureFact
from narcofacts.events.frames import Trigger
from narcofacts.events.goods import Goods
from narcofacts.events.kept_off import FILLED, REMARK, in_container, kept_off, price_context, worth_with
from narcofacts.events.shares import explains, is_more, is_part, is_total, is_weight, shares, sharing
from narcofacts.mentions.annotate import Annotated
from narcofacts.records import Action
from narcofacts.rules import Step
from narcofacts.text.letters import lowered


def seizures(
    sentence: Annotated,
    text: str,
    goods: list[Goods],
    triggers: list[Trigger],
    cues: list[Cue],
    carried: Trigger | None,
) -> list[SeizureFact]:
    """The seizure facts of one sentence. `carried`: the trigger of the sentence before, for lists and «кроме того»."""
    result: list[SeizureFact] = []
    for thing in goods:
        told = _Told(sentence, text, thing, goods, triggers, carried)
        fact = None if kept_off(sentence, text, thing, triggers, cues, told.clause) else _taken(told)
        if fact is None:
            continue
        before = result[-1] if result else None
        listed = before is not None and before.clause == fact.clause and before.steps[-1].rule == "seizures.held_goods"
        if before is not None and listed and fact.steps[-1].rule == "seizures.taken_with":
            fact.action = before.action  # «задержали 3,2 тонны гашиша, 500 кг героина»
            fact.steps[-1] = Step("seizures.held_goods", thing.start, thing.end)
        result.append(fact)
    return [fact for fact in result if not _listed_below(text, fact, result)]


def all_taken(
    sentence: Annotated, text: str, goods: list[Goods], triggers: list[Trigger], cues: list[Cue], action: Action
) -> list[SeizureFact]:
    """«Сборщики бросили 23 мешка с марихуаной и два мотоцикла. Всё изъято»: the counted goods of a sentence without a
    word of taking, taken by the next one."""
    result: list[SeizureFact] = []
    for thing in goods:
        told = _Told(sentence, text, thing, goods, triggers, None)
        if told.amounted and not kept_off(sentence, text, thing, triggers, cues, told.clause):
            result.append(told.fact("seizures.all_taken", action, None))
    return result


class _Told:
    """A thing with what its sentence tells around it, as the rules ask for it."""

    def __init__(
        self,
        sentence: Annotated,
        text: str,
        thing: Goods,
        goods: list[Goods],
        triggers: list[Trigger],
        carried: Trigger | None,
    ) -> None:
        self.sentence = sentence
        self.text = text
        self.thing = thing
        self.goods = goods
        self.triggers = triggers
        self.carried = carried
        self.clause = sentence.clause_of(thing.amount_span[0] if thing.amount_span else thing.start)
        self.own = [t for t in triggers if t.clause == self.clause]
        self.counted = thing.value is not None or thing.money is not None
        self.amounted = bool(thing.amount_span or thing.money)

    def words_between(self, trigger: Trigger, thing: Goods) -> int:
        """How many tokens of the clause stand between a trigger and a thing."""
        ends = sorted((trigger.first, self.sentence.token_at(thing.start)))
        return sum(number == self.clause for number in self.sentence.clause[ends[0] : ends[1]])

    def before_another(self, trigger: Trigger) -> bool:
        """«А также 300 таблеток, уничтожено 4 тысячи кустов»: a list that goes on before the verb of something else."""
        opens = self.sentence.sentence.start
        more = self.text[opens : opens + 8].lower() == "а также " and self.thing.end <= trigger.start
        return more and any(g.start >= trigger.end for g in self.goods)

    @cached_property
    def lying(self) -> Trigger | None:
        """The word of presence in the thing's clause: «лежали», «оказалось»."""
        return next((t for t in self.own if t.name == "presence" and t.core and t.asserted), None)

    @cached_property
    def in_list(self) -> bool:
        """Equipment without a number behind counted things of its clause: «350 кг прекурсоров, реактор и насос»; a
        weapon beside counted ones: «карабин «Сайга», два пистолета и револьвер»."""
        counted = (g for g in self.goods if g.amount_span and self.sentence.clause_of(g.start) == self.clause)
        if self.thing.category == "weapon":
            return any(g.category == "weapon" for g in counted)
        return self.thing.category == "equipment" and any(g.end <= self.thing.start for g in counted)

    @cached_property
    def contained(self) -> bool:
        """A container in place of an amount: «с банкой гашишного масла»."""
        return self.thing.value is None and in_container(self.sentence, self.text, self.thing)

    def fact(self, rule: str, action: Action, trigger: Trigger | None, sure: bool = True) -> SeizureFact:
        """The fact that a rule has found."""
        sentence, text, thing = self.sentence, self.text, self.thing
        steps = list(thing.steps)
        if trigger is not None:
            steps.append(Step(trigger.rule, trigger.start, trigger.end))
        steps.append(Step(rule, thing.start, thing.end))
        return SeizureFact(
            thing,
            action,
            sentence.sentence.index,
            sure,
            self.clause,
            part=is_part(sentence, text, thing),
            total=is_total(sentence, text, thing),
            vague=thing.weak or not thing.named,
            more=is_more(sentence, text, thing),
            explains=explains(sentence, text, thing),
            weighs=is_weight(sentence, text, thing),
            steps=steps,
        )


def _taken(told: _Told) -> SeizureFact | None:
    """The fact of the first rule that fits. Plain words of taking decide alone, for or against."""
    strong = [t for t in told.own if t.takes_goods and not _holds_people(told, t)]
    strong += [t for t in told.own if _takes_property(told, t)]
    if strong and not any(t.asserted for t in strong):
        return None
    strong = [t for t in strong if t.asserted]
    strong = [t for t in strong if not _of_another(told, t)] or strong
    strong = [t for t in strong if _fits(told.thing, t)] or strong  # «заблокировали канал поставки, изъяв 4 кг кокаина»
    if strong:
        return _governed(told, strong, "seizures.governed")
    if (told.amounted or told.thing.drug_like or told.in_list) and (strong := _earlier(told)):
        return _governed(told, strong, "seizures.inherited")
    for rule in RULES:
        if (fact := rule(told)) is not None:
            return fact
    return None


def _of_another(told: _Told, trigger: Trigger) -> bool:
    """«Ликвидировав лабораторию, полицейские изъяли 5 кг мефедрона»: a gerund with an object of its own."""
    verbs = (t for t in told.own if t.takes_goods and t.form in ("finite", "short"))
    return trigger.form == "done" and any(trigger.end <= t.start < told.thing.start for t in verbs)


def _governed(told: _Told, strong: list[Trigger], rule: str) -> SeizureFact | None:
    """«изъяты 5 кг опия», «арестованы счета»: of several words, the one that tells most."""
    others = [t for t in strong if not (t.word.startswith("ликвид") and OF_PREMISES.match(lowered(told.text), t.end))]
    trigger = max(others or strong, key=lambda t: ACTION_RANK[t.action])
    if told.carried is not None and told.before_another(trigger):
        return told.fact("seizures.carried", told.carried.action, told.carried)
    if trigger.word.startswith("ликвид") and WAY_OF.search(told.text, trigger.end, max(trigger.end, told.thing.start)):
        return None
    if told.thing.governor == "на" and trigger.action != "frozen":
        return None
    if told.thing.category == "vehicle" and trigger.name == "find":
        wreck = WRECK.search(told.text, max(0, told.thing.start - 50), told.thing.start)
        if wreck is not None or WHICH_DROVE.match(told.text, told.thing.end):
            return None
    if WITH_TAKING.search(told.text, max(told.sentence.sentence.start, told.thing.start - 60), told.thing.start):
        return told.fact(rule, "seized", trigger)
    return told.fact(rule, trigger.action, trigger) if _fits(told.thing, trigger) else None


OF_PREMISES = pattern(
    r"\s(?:[\w-]+\s){0,3}?(?:нарко)?(?:лаборатори|притон|канал|магазин|групп|сеть|плантаци|склад|цех|схем)"
)
"""«удалось ликвидировать две лаборатории и изъять 76 кг»: what was shut down, not burnt"""
WAY_OF = pattern(r"\b(?:канал|схем|маршрут|трафик)\w*\s[^.;,:]*$", re.IGNORECASE)
"""«ликвидировали канал поставки 12 кг мефедрона»: the way was shut, nobody says that the drugs were burnt"""
WRECK = pattern(r"\b(?:потерпевш\w+ крушение|разбивш\w+ся|упавш\w+|сгоревш\w+|брошенн\w+) (?:[\w-]+ )?$", re.IGNORECASE)
"""«обнаружен потерпевший крушение самолёт»"""
WHICH_DROVE = pattern(
    r"[^,.;]{0,25}, котор(?:ый|ая|ое) (?:перев[оё]з|в[её]з|нарушил|ехал|следовал|двигал)", re.IGNORECASE
)
"""«обнаружили автомобиль такси, который перевозил наркотики»: only come upon"""
WITH_TAKING = pattern(r"\bс (?:изъятием|конфискацией)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
"""«ликвидировано 90 лабораторий с изъятием 300 тонн прекурсоров»"""


def _held(told: _Told) -> SeizureFact | None:
    """«задержали около 3,2 тонны метамфетамина»: goods that a verb for people takes."""
    for trigger in told.own:
        if trigger.name == "detain" and trigger.core and trigger.asserted and _holds(told.text, trigger, told.thing):
            return told.fact("seizures.held_goods", "seized", trigger)
    return None


def _held_noun(told: _Told) -> SeizureFact | None:
    """«сообщили о задержании партии амфетамина весом 2 кг», «участвовали в задержании 340 килограммов»."""
    thing = told.thing
    if not thing.drug_like or thing.value is None:
        return None
    if FOILED.search(told.text, max(told.sentence.sentence.start, thing.start - 110), thing.start):
        return told.fact("seizures.held_noun", "seized", None)
    for trigger in told.own:
        if trigger.name != "detain" or trigger.form != "noun" or not 0 < thing.start - trigger.end < 30:
            continue
        before = told.sentence.tokens[trigger.first - 1].lower if trigger.first else ""
        gap = HELD_PARTY.fullmatch(told.text, trigger.end, thing.start)
        if gap is not None and before in ("о", "об", "в", "после"):
            return told.fact("seizures.held_noun", "seized", trigger)
    return None


FOILED = pattern(
    r"\bо пресечении (?:попыт\w+ )?"
    r"(?:распространени|сбыт|ввоз|вывоз|контрабанд|провоз|транзит|поставк)\w*\s(?:[\w-]+\s){0,7}$"
)
"""«сообщили о пресечении распространения в общей сложности 47 кг наркотиков»"""
HELD_PARTY = pattern(
    r"\s(?:(?:в|на)\s[А-ЯЁ][\w-]+\s)?(?:(?:более|свыше|почти|около)\s)?(?:(?:[\w-]+(?:ой|ого)\s)?(?:партии|груза)\s)?",
    re.IGNORECASE,
)
NEAR = 16
"""Words of a clause over which a participle or a noun of taking reaches."""


SUM_TAKEN = pattern(
    r"\b(?:сумма|стоимость)\s(?:всех\s|всего\s)?(?:изъят|конфискован|арестован|обнаружен|найден)\w+\s(?:[\w-]+\s){0,3}?"
    r"(?:ценност|имуществ|актив|средств|денег|денежн|валют|наличн)\w*\s(?:[\w-]+\s){0,4}(?:состав|превы|достиг)\w+",
    re.IGNORECASE,
)
"""«Сумма изъятых денежных средств превысила 600 тысяч долларов»"""


def _attributive(told: _Told) -> SeizureFact | None:
    """«изъятые 5 кг опия», «операция завершилась изъятием 3 кг», «сообщили об изъятии 5 кг и двух автомобилей»: a
    participle or a noun near by."""
    thing = told.thing
    near = [
        t
        for t in told.own
        if (t.event == "seizure" or (t.name == "arrest" and thing.category == "property"))
        and t.form in ("attributive", "noun")
        and t.strength == 3
        and told.words_between(t, thing) < NEAR
    ]
    if not near or not told.counted:
        return None
    trigger = near[-1]
    ended = trigger.form == "noun" and trigger.end <= thing.start
    money = thing.money
    summed = money is not None and SUM_TAKEN.search(told.text, max(0, money.start - 120), money.start + 12)
    tells = ended and trigger.first > 0 and told.sentence.tokens[trigger.first - 1].lower == "об"
    if thing.drug_like or summed or tells or (ended and RESULTED.search(told.sentence.words_of(told.clause))):
        return told.fact("seizures.attributive", trigger.action, trigger)
    return None


def _listed_taken(told: _Told) -> SeizureFact | None:
    """«Среди изъятого – 5 кг героина, два пистолета», «Изъятые 12 телефонов и ноутбук направлены на экспертизу»: things
    in the row behind a participle."""
    thing, sentence = told.thing, told.sentence
    if thing.drug_like or thing.governor:
        return None
    beside = any(g.amount_span and sentence.clause_of(g.start) == told.clause for g in told.goods if g.drug_like)
    by_make = any(letter.isupper() for letter in thing.item)
    for trigger in told.own:
        if trigger.event != "seizure" or trigger.form != "attributive" or trigger.strength < 3:
            continue
        if trigger.end > thing.start or any(sentence.tokens[p].start < thing.start for p in sentence.predicates):
            continue
        listed = LIST_OF_TAKEN.search(told.text, max(0, trigger.start - 24), trigger.end) is not None
        named = trigger.name == "seize" and thing.money is None and trigger.word.endswith(DIRECT)
        if (listed and (told.counted or beside)) or (named and (thing.amount_span or beside or by_make)):
            return told.fact("seizures.listed_taken", trigger.action, trigger)
    return None


DIRECT = ("ый", "ая", "ое", "ые", "ую")
LIST_OF_TAKEN = pattern(
    r"\b(?:среди|в числе|в перечне|в списке|из списка|из перечня|перечень|список)\s(?:всего\s)?[\w-]+ого$",
    re.IGNORECASE,
)


def _taken_up(told: _Told) -> SeizureFact | None:
    """«В сейфе лежали 11 млн тенге, теперь они обращены …»: a later clause takes the thing up by a pronoun."""
    thing, sentence = told.thing, told.sentence
    if not told.counted:
        return None
    for trigger in told.triggers:
        if (
            trigger.event != "seizure"
            or trigger.strength < 3
            or not trigger.core
            or not trigger.asserted
            or trigger.clause == told.clause
            or trigger.start < thing.end
        ):
            continue
        words = [t.lower for t in sentence.tokens_of(trigger.clause)]
        named = thing.category == "money" and words[:2] in ([",", "деньги"], ["деньги", trigger.word], ["и", "деньги"])
        if (set(words[:4]) & PRONOUNS or named) and len(words) <= 12:
            if _fits(thing, trigger) and not price_context(sentence, thing, told.clause):
                return told.fact("seizures.taken_up", trigger.action, trigger)
            return None
    return None


def _on_them(told: _Told) -> SeizureFact | None:
    """«При нём было 340 тысяч рублей», «При диджее было …»: what somebody carried."""
    if told.lying is None or not (told.amounted or told.thing.drug_like or told.thing.category == "weapon"):
        return None
    if not ON_THEM.search(told.sentence.words_of(told.clause)) and not _on_somebody(told.sentence, told.clause):
        return None
    return told.fact("seizures.on_them", "found", told.lying)


def _share(told: _Told) -> SeizureFact | None:
    """«марихуаны набралось 13 кг»: a share of what the sentence before took."""
    if told.carried is None or not told.thing.drug_like or told.thing.value is None:
        return None
    if not shares(told.sentence, told.text, told.clause, told.thing.start):
        return None
    return told.fact("seizures.share", told.carried.action, told.carried)


def _carried(told: _Told) -> SeizureFact | None:
    """A list item or «Кроме того, …»: the verb of the sentence before goes on."""
    trigger, thing, bullet = told.carried, told.thing, told.sentence.sentence.bullet
    if trigger is None or not _continues(told.sentence, told.text, told.triggers):
        return None
    # «Наркотики в бардачке», «Теги: суд, наркотики»: a heading or tags
    if not told.counted and not bullet and _bare_line(told.sentence, told.text):
        return None
    if not (thing.drug_like or told.amounted or bullet) or not _fits(thing, trigger):
        return None
    if TRIED.search(told.sentence.words_of(told.clause)):
        return None
    if thing.category == "vehicle" and any(told.sentence.clause[at] == told.clause for at in told.sentence.predicates):
        return None  # «Также установлено, что следом едет ещё один автомобиль»
    return told.fact("seizures.carried", trigger.action, trigger)


TRIED = pattern(r"\bпыта\w+ (?:передать|пронести|перебросить|провезти|купить|вывезти|ввезти)", re.IGNORECASE)
"""«Кроме того, заключённым пытались передать 200 смартфонов»"""


def _present(told: _Told) -> SeizureFact | None:
    """«в тайнике лежали 5 кг опия», «пресекли ввоз 143 кг кокаина»: no word of taking, but the drugs were there."""
    thing = told.thing
    beside = _beside_drugs(told)
    if not (thing.drug_like and (thing.value is not None or told.contained)) and not beside:
        return None
    present = [t for t in told.triggers if t.name == "presence" and t.asserted and _was_there(told, t)]
    if any(t.word.startswith(("был", "лежал")) for t in present) and ESTIMATED.search(
        told.text, told.sentence.sentence.start, thing.start
    ):
        return None
    presence = next((t for t in present if t.clause == told.clause), None)
    if beside and (presence is None or not STOOD.match(presence.word)):
        return None
    if presence is None and thing.value is not None:
        presence = next((t for t in present if abs(t.start - thing.start) < 120), None)
    if presence is None:
        return None
    return told.fact("seizures.presence", "seized" if presence.partner else "found", presence, sure=False)


def _beside_drugs(told: _Told) -> bool:
    """«росли 27 кустов конопли, тут же лежали обрез и вентиляторы»: whether a weapon or equipment is told beside drugs;
    what stood «где стояло оборудование» is told of the place."""
    kinds = told.thing.category in ("weapon", "equipment")
    where = kinds and WHERE.search(told.sentence.words_of(told.clause)) is not None
    return kinds and not where and any(g.drug_like and g.amount_span for g in told.goods)


WHERE = pattern(r"\b(?:где|котор\w+)\b")
STOOD = pattern(r"рос|суши|леж|стоя|храни|наход|вис|оказ|был")


def _identified(told: _Told) -> SeizureFact | None:
    """«Согласно заключению экспертизы, вещество является марихуаной весом 8 кг»: what was found turns out to be."""
    thing, opens = told.thing, told.sentence.sentence.start
    if not thing.drug_like or not thing.amount_span or IDENTITY.search(told.text[opens : thing.start]) is None:
        return None
    return told.fact("seizures.identified", "found", None, sure=False)


IDENTITY = pattern(
    r"\b(?:(?:веществ|порош|кристалл|жидкост|трав|смес|содержим|изъят)\w*\s(?:[\w-]+\s){0,5}?)"
    r"(?:явля(?:ет|л)|отнесен|относ(?:ит|ят)|содерж(?:ит|ат|ал))\w*\s[^.;:\d]{0,60}$",
    re.IGNORECASE,
)


def _inside(told: _Told) -> SeizureFact | None:
    """«Внутри оказался метадон», «в рюкзаке у мужчины находился гашиш»: drugs without an amount that lay in a thing."""
    lying = told.lying
    if lying is None or told.thing.category != "drug" or not LAY.match(lying.word):
        return None
    words = told.sentence.words_of(told.clause)
    if INSIDE.search(words) is None or told.words_between(lying, told.thing) > 4:
        return None
    if THOUGHT.search(told.text, told.sentence.sentence.start, told.thing.start):
        return None
    if WITHIN_WHICH.search(words):
        taken = [t for t in told.triggers if t.takes_goods and t.asserted and 0 < lying.start - t.end < 80]
        return told.fact("seizures.inside", taken[-1].action, taken[-1]) if taken else None
    return told.fact("seizures.inside", "found", lying, sure=False)


WITHIN_WHICH = pattern(r"\bв\sкотор(?:ом|ой|ых)\b", re.IGNORECASE)
"""«изъят пакет, в котором находилось растительное вещество»"""


THOUGHT = pattern(
    r"\b(?:дума|счита|полага|утвержда|увер[яе]|(?:за)?подозр|предполага)\w*[^.;]{0,40},\s(?:что|будто)\b", re.IGNORECASE
)
"""«Полицейские думали, что в банке марихуана»"""
LAY = pattern(r"(?:внутри|оказал|находил|содержал|лежал|хранил|был|спрятан)")
INSIDE = pattern(
    r"\b(?:внутри|под|в)\s(?:[\w-]+\s){0,2}?(?:рюкзак|сум[ко]|портфел|багаж|салон|машин|автомоб|посыл[ко]|бандерол|конверт|письм|"
    r"св[её]рт|пакет|короб|ящик|мешк|чемодан|карман|куртк|бель(?:е|ё|я|ём)\b|носк|обув|ботинк|кроссовк|пачк|бутыл|банк|тайник|сейф|"
    r"холодильник|желудк|кузов|бардачк|контейнер|вагон|сидень|матрас|диван)\w*"
    r"|\bвнутри(?=,|\s(?:как\b|оказ|наход|был|леж|содерж|хран|спрят|этого|не[её]\b|него|них))|\bв\s(?:н(?:[её]м|ей|их)|котор(?:ом|ой|ых))\b",
    re.IGNORECASE,
)


ESTIMATED = pattern(
    r"\bпо (?:[\w-]+ ){0,2}(?:прикидк|расч[её]т|оценк|подсч[её]т)\w+[^,;]{0,40},?[^,;]*$",
    re.IGNORECASE,
)
"""«по их прикидкам, на катере было около тонны»: what was never weighed"""


def _was_there(told: _Told, trigger: Trigger) -> bool:
    """Whether a word of presence tells of goods that were there when somebody came."""
    thing, opens = told.thing, told.sentence.sentence.start
    if trigger.form == "attributive" and trigger.word.startswith(("получ", "снят")):
        return False
    if trigger.word.startswith("подня") and trigger.form == "finite" and not trigger.word.endswith("ли"):
        return False  # «поправка подняла порог до 50 кг»
    if thing.unit == "dose" and trigger.word.startswith("зака"):
        return False  # «80 тысяч доз заказали из Китая»
    if trigger.partner is not None and thing.worth is None and (thing.value is None or thing.unit == "dose"):
        return False  # «пресекли контрабанду наркотиков»: nobody says how much
    return not (MOVED.match(trigger.word) and OVER_TIME.search(lowered(told.text), opens, thing.end))


def _taken_with(told: _Told) -> SeizureFact | None:
    """«задержан с 6 кг опия», «взяли при попытке продать 840 граммов»: drugs told beside an arrest."""
    thing, text = told.thing, told.text
    with_drugs = thing.money is not None and any(
        g.drug_like and g.value is not None and text[g.end : thing.start] in (" и ", ", ") for g in told.goods
    )  # «Задержан курьер с 2 кг кокаина и 40 тысячами евро»
    with_drugs = with_drugs or (not thing.drug_like and thing.governor == "с")
    worth = thing.drug_like and worth_with(text, thing)
    if not with_drugs and not worth and not (thing.drug_like and (thing.value is not None or told.contained)):
        return None
    for trigger in told.triggers:
        if trigger.event != "arrest" or not trigger.asserted or trigger.form == "noun":
            continue
        if (told.contained or worth) and trigger.clause != told.clause:
            continue
        if trigger.name == "convict" and thing.value is not None:
            carried = CARRIED.search(text, told.sentence.sentence.start, thing.start)
            if carried is not None and trigger.clause == told.clause:
                return told.fact("seizures.convicted_for", "found", trigger, sure=False)
        with_them = WITH.search(text, trigger.end, thing.start) or AT_SALE.search(text, trigger.end, thing.start)
        if trigger.name in ("detain", "arrest") or (trigger.name == "take" and with_them):
            if told.contained and CHARGE.search(text[min(trigger.end, thing.start) : thing.start]):
                return None
            return told.fact("seizures.taken_with", "found", trigger, sure=False)
    return None


CARRIED = pattern(
    r"\b(?:за|в)\s(?:попытк\w+\s|покушени\w+\sна\s)?(?:незаконн\w+\s)?(?:контрабанд|перевоз|провоз|провез|ввоз|ввез|вывоз|хранени|сбыт|продаж|"
    r"пересыл|перемещени|транспортиров|поставк)\w*\s[^.;,]{0,40}$",
    re.IGNORECASE,
)
"""«приговорил к семи годам за контрабанду 392 г героина»"""


def _verbless(told: _Told) -> SeizureFact | None:
    """«В рюкзаке — 2 кг опия»: nothing else is told of the drugs."""
    sentence, text, thing = told.sentence, told.text, told.thing
    if not thing.drug_like or not (thing.value is not None or told.contained):
        return None
    opens, amount = sentence.sentence.start, thing.amount_span[0] if thing.amount_span else thing.start
    if PUNISHED.match(text, opens) or (thing.bound == "up_to" and TERMS.match(text, thing.end)):
        return None
    if thing.bound == "up_to" and not thing.item and NO_MORE.match(text, opens):
        return None
    lay = LAY_THERE.search(text[opens : thing.start]) is not None or MASS.search(text[opens:amount]) is not None
    lay = lay or _listed_there(sentence, text, thing.start)
    if THIS_IS.match(text, thing.end) or (not lay and _told_by_verb(sentence, text, told.clause, thing.start)):
        return None
    return None if _price_of(sentence, thing) else told.fact("seizures.verbless", "found", None, sure=False)


LAY_THERE = pattern(
    r"(?:^|[,;:]\s|[—–-]\s)(?:а\s|и\s)?(?:в|под|на|внутри|дома|при)\s(?:[\w-]+\s){0,3}?[\w-]+\s[—–-]\s(?:[\w-]+\s){0,2}?$",
    re.IGNORECASE,
)
"""«кинул в сугроб термос, а в термосе — 1,5 кило гашиша»: whatever else is told, it lay there"""


LIST_THERE = pattern(r"(?:А |И )?(?:в|под|на|внутри|дома|при)\s(?:[\w-]+\s){1,4}[—–-]\s", re.IGNORECASE)
PUNISHED = pattern(r"за\s[^.;,]{0,12}\b(?:грамм|кило|доз|\d)", re.IGNORECASE)
"""«За 15 граммов героина или полкило марихуаны – петля»: what the law says"""


NO_MORE = pattern(r"\W*не (?:больше|более|свыше)\s", re.IGNORECASE)
"""«Передавать можно. Не больше двух килограммов.»: what is allowed"""
TERMS = pattern(r"[^.;—–]{0,70}\s[—–-]\s(?:от \d|до \d|\d+ лет|штраф|арест|лишени|срок|петля|казн)", re.IGNORECASE)
"""«сбыт до 50 граммов марихуаны – от 5 до 8 лет»"""


def _listed_there(sentence: Annotated, text: str, start: int) -> bool:
    """«В вилле – пять кустов конопли, 16 граммов масла, которые отправили на экспертизу»: a list, before any verb, of
    what lay there."""
    opens = LIST_THERE.match(text, sentence.sentence.start, start)
    return opens is not None and not any(opens.end() <= sentence.tokens[p].start < start for p in sentence.predicates)


MASS = pattern(
    r"(?:^\W*|,\s)(?:общ\w+\s)?(?:вес|масса)(?:\s[\w-]+){0,3}(?:\s[—–-]|,)\s(?:[\w-]+\s){0,2}?$", re.IGNORECASE
)
"""«Общая масса – 3 кг 480 г, этого хватило бы на 17 тысяч доз»: whatever the rest of the sentence tells"""


def _beside(told: _Told) -> SeizureFact | None:
    """«лежали ещё 14 кг мефедрона … и 61 200 рублей»: things told in one breath with drugs that only lay there."""
    thing, lying = told.thing, told.lying
    if thing.drug_like or thing.category == "vehicle" or not (told.counted or thing.category == "equipment"):
        return None
    beside = any(
        g.drug_like and g.value is not None and told.sentence.clause_of(g.start) == told.clause for g in told.goods
    )
    if lying is None or not beside or lying.start >= thing.start:
        return None
    if thing.money is not None and lying.word.startswith("получ"):
        return None  # «передал 90 капсул и получил 5,4 млн сумов»: what was paid
    return told.fact("seizures.beside", "found", lying, sure=False)


def _verbless_beside(told: _Told) -> SeizureFact | None:
    """«В салоне – 1 кг марихуаны и 3 телефона», «Результат обыска – 3 кг гашиша и обрез»: in a row with such drugs."""
    thing, sentence = told.thing, told.sentence
    if thing.drug_like or thing.governor or not told.counted or thing.category == "vehicle":
        return None
    for drug in told.goods:
        first = sentence.clause_of(drug.start) == told.clause and drug.drug_like and drug.end <= thing.start
        if first and not any(drug.end <= sentence.tokens[p].start < thing.start for p in sentence.predicates):
            beside = _Told(sentence, told.text, drug, told.goods, told.triggers, told.carried)
            fact = next((fact for rule in RULES if (fact := rule(beside)) is not None), None)
            if fact is not None and fact.steps[-1].rule == "seizures.verbless":
                return told.fact("seizures.verbless", "found", None, sure=False)
    return None


def _lay_there_too(told: _Told) -> SeizureFact | None:
    """«Изъято 3 кг гашиша. В шкафу хранились два пистолета»: things told behind what was taken, by where they lay."""
    thing, lying = told.thing, told.lying
    if thing.drug_like or thing.governor or thing.category in ("vehicle", "property", "other") or told.carried is None:
        return None
    if lying is None or not STAYED.match(lying.word) or not (told.counted or thing.category == "equipment"):
        return None
    if THERE.search(told.text, told.sentence.sentence.start, max(lying.start, thing.start)) is None:
        return None
    return told.fact("seizures.lay_there", "found", lying, sure=False)


STAYED = pattern(r"леж|храни|находи|оказа|спрята|обнаруж")
THERE = pattern(
    r"\b(?:(?:там|тут|здесь) же|рядом|внутри|(?:в|под|на)\s(?:[\w-]+(?:ом|ой|ем|ей)\s)?(?:сейф|шкаф|тайник|сара|гараж|"
    r"кладов|подвал|багажник|салон|сумк|рюкзак|комнат|кухн|короб|ящик|погреб|бардачк|чердак|подсоб|диван|матрас|балкон|полк)\w*)",
    re.IGNORECASE,
)


ACCOUNTS = pattern(
    r"\b(?:сч[её]т(?:а|ах|е)?|кошел[её]к|кошельк\w+|вклад\w*|карт\w+)\b[^.;]{0,50},\s(?:где|на котор(?:ых|ом|ой))\s"
    r"(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)


OF_ACCOUNT = pattern(r"\s(?:[а-яё]+(?:ые|ие|ый|ий|ую)\s)?")
"""«арестованы банковские счета», not «арестован владелец карты»"""


def _on_account(told: _Told) -> SeizureFact | None:
    """«На счета, где лежит ещё 7 млн рублей, наложен арест», «Арестованы счета, на которых было 7 млн рублей»."""
    opens = told.sentence.sentence.start
    if told.thing.category not in ("money", "crypto") or not told.counted:
        return None
    account = ACCOUNTS.search(told.text, opens, told.thing.start)
    if account is None or not (told.lying or told.own):
        return None
    frozen = [t for t in told.triggers if t.name == "freeze" and t.asserted]
    arrested = [t for t in told.triggers if t.name == "arrest" and t.core and t.asserted]
    head = account.start() == opens  # «Счета группы, на которых было …, арестованы»
    arrested = [
        t
        for t in arrested
        if OF_ACCOUNT.fullmatch(told.text, t.end, account.start()) or (head and t.start > told.thing.end)
    ]
    trigger = next(iter((*frozen, *arrested)), None)
    return None if trigger is None else told.fact("seizures.on_account", "frozen", trigger)


RULES: tuple[Callable[[_Told], SeizureFact | None], ...] = (
    _held,
    _held_noun,
    _attributive,
    _listed_taken,
    _taken_up,
    _on_account,
    _on_them,
    _share,
    _carried,
    _present,
    _identified,
    _inside,
    _taken_with,
    _verbless,
    _beside,
    _verbless_beside,
    _lay_there_too,
)


def _listed_below(text: str, fact: SeizureFact, facts: list[SeizureFact]) -> bool:
    """«арест на имущество фигурантов: дом и четыре машины»: a collective word whose things follow is no thing."""
    goods = fact.goods
    if not goods.collective or goods.money is not None or goods.value is not None:
        return False
    things = [f.goods for f in facts if f.goods.start > goods.end and not f.goods.collective]
    return bool(things) and LIST_OPENS.fullmatch(text[goods.end : things[0].start]) is not None


LIST_OPENS = pattern(r"[^.;:—–]{0,60}?\s*(?::|\s[—–-]|\(|,\sвключая|,\sсреди которых)\s*(?:[\w-]+\s+){0,4}")


WITH = pattern(r"\sсо?\s[^.;,]{0,30}$")
"""«взяли в Вязниках с 6,4 кг гашиша»."""


AT_SALE = pattern(
    r"\sпри (?:попытке |подготовке )?(?:сбыт|продаж|прода|передач|переда|реализ|вывез|ввез|вынес)[^.;]{0,40}$"
)
"""«взяли при попытке продать 840 граммов опия»."""


CHARGE = pattern(r"\b(?:за|по (?:подозрению|обвинению|статье|делу))\b", re.IGNORECASE)


THIS_IS = pattern(
    r"\s[—–-]\sэто\s|,?\s(?:[—–-]\s)?(?:это|тут|здесь)\s(?:уже\s)?(?:до|от|минимум|максимум)\s[\w-]+\s(?:лет|год)"
)
"""«один килограмм мефедрона – это до пяти тысяч доз», «70 граммов, это до десяти лет»: nothing was taken."""


MOVED = pattern(r"(?:вывез|ввез|завез|перевез|провез|переправ|пронес|поставл|поставил|перебро)")


OVER_TIME = keyed(
    r"\bза (?:все )?(?:это|то) время\b|\bза (?:несколько|\w+) (?:лет|года|месяц\w*|поездок|рейс\w+)\b"
    r"|\bв (?:общей сложности|среднем) (?:[\w-]+ ){0,2}\d|\bза (?:один )?рейс\b|\bнезаконно вв[её]з"
    r"|\bс (?:[а-я]+ )?(?:19|20)\d\d\b(?: года| г\.)?(?:[^.;]{0,12}\b(?:по|до) (?:19|20)\d\d\b|(?! (?:по|до)\b))"
    r"|\bкажд(?:ый|ую|ое) (?:год|месяц|неделю|день)\b"
    r"|\bв (?:19|20)\d\d\s?[–—-]\s?(?:19|20)\d\d годах"
    r"|\bза (?:последн\w+|прошедш\w+|минувш\w+) (?:полгода|год\b|годы|полтора года|(?:[\w-]+ )?(?:месяц|лет|год)\w*)"
    r"|\bза (?:четверть|половину|полтора) века\b|\bза (?:[\w-]+ )?(?:десятилети|лет\b)"
)
"""«с 2019 по 2022 год переправил 60 тонн»: what went over the border before anybody came."""


WHEREBY = pattern(
    r"\b(?:со?|(?:при|за|на)\s(?:попытк\w+\s)?(?:[\w-]+(?:ой|ом|ым)\s)?"
    r"(?:сбыт|продаж|прода|передач|переда|реализ|покупк|перевоз|провоз|провез|хранени|вывоз|вывез|ввоз|ввез)\w*)\s"
    r"(?:[а-яё-]+\s)?$",
    re.IGNORECASE,
)
"""«С 3 кг марихуаны задержали жителя Мерке», «При попытке сбыть 5 кг гашиша задержали двоих»: whoever had it."""


HIM = pattern(r"\b(?:его|е[её]|их|которого|которую|которых)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)


def _holds(text: str, trigger: Trigger, thing: Goods) -> bool:
    """«задержали около 3,2 тонны метамфетамина», «задержано 1,5 тыс. кг»: the goods are what was held."""
    if not thing.drug_like or thing.value is None:
        return False
    word = text[trigger.start : trigger.end].lower()
    if word.endswith("но"):
        # but «Задержано 5 иностранцев с 40 кг гашиша»
        return not (trigger.end < thing.start and text[trigger.end : thing.start].endswith((" с ", " со ")))
    if HIM.search(text, max(0, trigger.start - 24), trigger.start):
        return False  # «Её задержали с 400 граммами амфетамина»
    if thing.amount_span is not None and WHEREBY.search(text, max(0, thing.amount_span[0] - 50), thing.amount_span[0]):
        return False
    gap = text[trigger.end : thing.start]
    return (
        word.endswith(("ли", "ла", "л"))  # «таможня задержала 424 кг гашиша»
        and not gap.endswith((" с ", " со "))  # «задержали в Туле с 5 г гашиша»
        and len(gap) < 45
        and pattern(
            r"\s*(?:(?:в|на|у|за(?!\s(?:продаж|сбыт|хранени|перевоз|попытк|распростран))|из)\s[^,;.:]{2,36}\s)?"
        ).fullmatch(gap)
        is not None
    )


def _holds_people(told: _Told, trigger: Trigger) -> bool:
    """«перехвачено судно с гашишем, под арестом 12 моряков»: a state of the people right behind."""
    if trigger.name != "freeze" or trigger.form != "phrase":
        return False
    number = next((n for n in told.sentence.numbers if n.start - trigger.end == 1), None)
    people = (*told.sentence.people, *told.sentence.citizenships)
    return number is not None and any(r.start - number.end == 1 for r in people)


def _takes_property(told: _Told, trigger: Trigger) -> bool:
    """«арестованы два объекта недвижимости», «суд арестовал имущество»: the arrest is of property."""
    if trigger.event != "arrest" or trigger.name != "arrest" or not trigger.core:
        return False
    at = told.sentence.token_at(told.thing.start)
    between = max(trigger.first, at) - min(trigger.last, at)
    people = (r for r in told.sentence.people if trigger.end <= r.start < told.thing.start and not r.staff)
    if told.thing.category == "vehicle" and any(
        AND_THEIR.fullmatch(told.text, r.end, told.thing.start) for r in people
    ):
        return False  # «арестованы пять контрабандистов и четыре автомобиля»
    far = trigger.form == "short" and at <= 1  # «Активы группы на 780 млн тенге, включая …, арестованы»
    return told.thing.category in ("property", "money", "crypto", "vehicle") and (between <= 14 or far)


AND_THEIR = pattern(r"\sи\s(?:[\w-]+\s)?")


ON_THEM = pattern(r"\b(?:при|у)\s+(?:н[её]м|ней|них|себе|него|не[её])\b", re.IGNORECASE)


RESULTED = pattern(r"\b(?:заверш\w+|законч\w+|итог\w*|результат\w*|привел\w* к|стал[оаи]?)\b", re.IGNORECASE)
"""«операция завершилась изъятием …», «итогом стало изъятие …»."""


PRONOUNS = frozenset({"он", "она", "оно", "они", "которые", "который", "которая", "их", "его", "ее", "все"})


def _earlier(told: _Told) -> list[Trigger]:
    """The strong triggers of the nearest clause before, if the thing's clause has no predicate of its own but such as
    «составила», «приходится», or is a relative clause about the thing before."""
    sentence, thing, clause, triggers = told.sentence, told.thing, told.clause, told.triggers
    tokens = sentence.tokens
    own_predicates = [p for p in sentence.predicates if sentence.clause[p] == clause]
    weak = all(
        any(t.first <= p < t.last and t.name == "presence" for t in triggers)
        or tokens[p].lower in sharing()
        or tokens[p].lower in ("является", "являются")
        for p in own_predicates
    )
    if not weak or (own_predicates and _only_told(told)):
        return []
    at = sentence.token_at(thing.start)
    for k in range(at, -1, -1):
        number = sentence.clause[k]
        if number == clause:
            continue
        found = [t for t in triggers if t.clause == number and t.takes_goods]
        if found and own_predicates and thing.drug_like and any(t.name == "confiscate" for t in found):
            return []  # «Суд конфисковал автомобиль, на котором перевозили 12 кг гашиша»
        if found:
            return found if all(t.asserted for t in found) else []
        if any(sentence.clause[p] == number for p in sentence.predicates) and not own_predicates:
            continue
    return []


def _on_somebody(sentence: Annotated, clause: int) -> bool:
    """«При диджее было 340 тысяч рублей»: who carried it, by a noun."""
    return any(
        sentence.clause_of(role.start) == clause
        and sentence.tokens[max(0, sentence.token_at(role.start) - 1)].lower == "при"
        for role in sentence.people
    )


def _only_told(told: _Told) -> bool:
    """«машины, на которых перевозили наркотики»: a substance without an amount in a relative clause, unless it fills
    what the clause is about («орехи, которые были начинены мефедроном»)."""
    start = told.thing.start
    if told.counted or FILLED.search(told.text, max(0, start - 20), start):
        return False
    return any(t.lower.startswith("котор") for t in told.sentence.tokens_of(told.clause))


def _fits(thing: Goods, trigger: Trigger) -> bool:
    """Whether the trigger can take such a thing."""
    action = trigger.action
    if action == "frozen" and thing.drug_like:
        return False
    if (
        trigger.name == "freeze"
        and trigger.form != "phrase"
        and trigger.partner is None
        and thing.category in ("vehicle", "weapon", "equipment", "other")
    ):
        return False  # «заблокировали два внедорожника»: stopped, not frozen
    if action == "destroyed" and thing.category not in ("drug", "precursor", "plant"):
        return False
    if trigger.name == "destroy" and thing.category == "precursor" and thing.value is None:
        return False
    if trigger.word.startswith("ликвид") and thing.category in ("drug", "precursor") and thing.value is None:
        return False  # «ликвидировали мини-склад с наркотиками»
    if trigger.only == "drug" and not thing.drug_like:
        return False
    if trigger.word.startswith("захват") and thing.value is None:
        return False  # «талибы захватили рынок опия»
    if thing.category == "vehicle" and trigger.word.startswith(("перехват", "перехвач")):
        return False  # «перехватили катер»: only stopped
    if thing.collective and thing.money is None and thing.category == "other":
        return False
    return not (thing.category == "money" and thing.money is None and thing.item in ("банковский счёт", "валюта"))


REPORTING = pattern(
    r"сказан|сказал|говор|сообщ|отмет|рассказ|уточн|добавил|пояснил|переда[юе]т|приводит|цитир|заявил|посчитал|подсчитал|выясн|показал|установ|перечисл"
)


THIS = pattern(r"\b(?:это|речь ид[её]т об?)\s$", re.IGNORECASE)


THIS_MUCH = pattern(
    r"\b(?:это|из (?:них|этого объ[её]ма|(?:этого|указанного|общего) количества))\s(?:[\w-]+\s){0,2}\d",
    re.IGNORECASE,
)
"""«Уточняется, что это 2610 кг опиума и 870 кг гашиша», «Кроме кокаина, это почти 74 кг марихуаны», «Как сообщили в
ведомстве, из этого количества 5 кг — марихуана»"""
WEIGHS_IT = keyed(r"\b(?:их|его|е[её]) (?:общ(?:ий|ая) )?(?:вес|масса)\b[^.;\d]{0,30}$")


def _bare_line(sentence: Annotated, text: str) -> bool:
    """Whether a sentence is a line without a verb and a mark at its end."""
    info = sentence.sentence
    return not sentence.predicates and info.first and text[info.end - 1] not in ".!?…;:"


def _told_by_verb(sentence: Annotated, text: str, clause: int, start: int) -> bool:
    """Whether a sentence has a verb besides that of the quotation: «…, это марихуана, 2,7 кг», — сказано в сводке»."""
    # «Как выяснилось, это марихуана, 14 граммов»
    if THIS.search(text, max(sentence.sentence.start, start - 14), start):
        remark = REMARK.search(text, start, sentence.sentence.end)
        end = remark.start() if remark is not None else sentence.sentence.end
        verbs = [sentence.tokens[p].lower for p in sentence.predicates if sentence.tokens[p].start < end]
        return any(not REPORTING.match(verb) and verb != "идет" for verb in verbs)
    weighed = WEIGHS_IT.search(lowered(text), sentence.sentence.start, start)
    if weighed is not None:  # «Порошок прибыл в контейнере, его общий вес – 640 кг»
        return any(weighed.start() < sentence.tokens[p].start < start for p in sentence.predicates)
    return any(
        sentence.clause[p] == clause or not REPORTING.match(sentence.tokens[p].lower) for p in sentence.predicates
    )


def _price_of(sentence: Annotated, thing: Goods) -> bool:
    """«Грамм спайса — от 8 до 10 тысяч тенге»: the price of a measure."""
    return any(0 <= money.start - thing.end < 12 for money in sentence.money) and thing.value == 1


OTHER_NEWS = pattern(r"(?:также|кроме того,?|ещ[её]) (?:ранее )?(?:мы |редакция )?(?:писал|сообщал|рассказывал|узна)")
"""«Также мы писали, что …»: another story."""


def _continues(sentence: Annotated, text: str, triggers: list[Trigger]) -> bool:
    """Whether the sentence goes on with the list of the one before."""
    if sentence.sentence.bullet and sentence.sentence.introducer is not None:
        return not any(t.takes_goods for t in triggers)
    opening = text[sentence.sentence.start : sentence.sentence.start + 40].lower()
    goes_on = opening.startswith(
        (
            "кроме того",
            "еще ",
            "ещё ",
            "также ",
            "а также",
            "в том числе",
            "сюда вош",
            "сюда вход",
            "в это число",
            "из них",
            "из общего",
            "среди них",
            "больше всего",
            "основную",
            "при этом",
        )
    )
    if OTHER_NEWS.match(opening):
        return False
    has_own = any(t.takes_goods for t in triggers)
    verbs = [sentence.tokens[p].lower for p in sentence.predicates]
    if THIS_MUCH.search(text, sentence.sentence.start, sentence.sentence.end):
        verbs = [verb for verb in verbs if not REPORTING.match(verb)]
    return (goes_on or not verbs) and not has_own
