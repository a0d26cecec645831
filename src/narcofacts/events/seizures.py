"""Seizure facts: goods joined to the trigger that governs them.

Rules are tried in order; the first that fits decides. A thing that no rule governs is no fact: money in a turnover, a
car that was only stopped, a price.
"""

from __future__ import annotations

import re

from narcofacts.assertion import Cue, cue_in_clause
from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import SeizureFact, Taking
from narcofacts.events.frames import Trigger
from narcofacts.events.goods import Goods
from narcofacts.events.things import governor
from narcofacts.mentions.annotate import Annotated
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.records import Action
from narcofacts.rules import Step
from narcofacts.text.letters import lowered

RANK: dict[str, int] = {"destroyed": 5, "confiscated": 4, "frozen": 3, "seized": 2, "found": 1}
BLOCKING = ("denied", "planned", "threatened", "general")
PART_CUE = keyed(
    (
        r"(?:в том числе|(?<!одного )(?<!одной )(?<!один )(?<!двоих )(?<!троих )(?<!каждого )из них(?! \w+ли\b)|"
        r"из которых(?! \w+ли\b)|включая|среди них|среди которых|"
        r"в числе которых|в их числе|из общего количества|среди изъятого|в частности|"
        r"(?:больш(?:ую|ая|ей)|основн\w+|значительн\w+) (?:част|мас|дол)\w+|(?:больше|более|около|свыше|почти) "
        r"(?:половины|трети|двух третей)|половин[ауы] (?:этого|изъятого|всего)|львин\w+ дол\w+|"
        r"среди (?:изъятых |этих )?(?:наркотик|психотроп|веществ)\w+ |больше всего|"
        r"в (?:общ(?:ем|ий)|эт(?:ом|от)) объем\w*|"
        r"сюда (?:вошл[ио]|входит|входят)|в (?:это число|эту цифру) вошл[ио])"
    ),
)
PART = keyed(PART_CUE.pattern.pattern + r"[^.;]*$")
TOTAL = keyed(r"(?:общ\w+ (?:вес|масс\w+|количеств\w+|сложност\w+)|всего|суммарн\w+|в целом)[^.;]{0,60}$")
NO_GOODS = frozenset(
    [
        "стоимость",
        "цена",
        "ценой",
        "стоит",
        "стоил",
        "стоила",
        "оборот",
        "выручка",
        "доход",
        "прибыль",
        "зарплата",
        "взятка",
        "взятку",
        "взятки",
        "вознаграждение",
        "штраф",
        "штрафа",
        "штрафы",
        "штрафом",
        "залог",
        "залога",
        "ущерб",
        "обещали",
        "посулили",
        "заплатили",
        "платили",
        "платят",
        "платил",
        "заработал",
        "заработала",
        "заработали",
        "зарабатывал",
        "выручал",
        "выручали",
        "выручить",
        "долг",
        "бюджет",
        "выделено",
        "транзакциям",
        "оборота",
        "прошло",
        "доза",
        "пособие",
    ]
)


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
        fact = _governed(sentence, text, thing, goods, triggers, cues, carried)
        if fact is not None and MADE_FROM.search(text, max(0, thing.start - 40), thing.start):
            continue
        if fact is None or (thing.value is None and SHARE.search(text, max(0, thing.start - 20), thing.start)):
            continue
        before = result[-1] if result else None
        listed = before is not None and before.clause == fact.clause and before.steps[-1].rule == "seizures.held_goods"
        if before is not None and listed and fact.steps[-1].rule == "seizures.taken_with":
            fact.action = before.action  # «задержали 3,2 тонны гашиша, 500 кг героина»
            fact.steps[-1] = Step("seizures.held_goods", thing.start, thing.end)
        result.append(fact)
    return [fact for fact in result if not _listed_below(text, fact, result)]


def _listed_below(text: str, fact: SeizureFact, facts: list[SeizureFact]) -> bool:
    """«арест на имущество фигурантов: дом и четыре машины»: a collective word whose things follow is no thing."""
    goods = fact.goods
    if not goods.collective or goods.money is not None or goods.value is not None:
        return False
    things = [f.goods for f in facts if f.goods.start > goods.end and not f.goods.collective]
    return bool(things) and LIST_OPENS.fullmatch(text[goods.end : things[0].start]) is not None


LIST_OPENS = pattern(r"[^.;:—–]{0,60}?\s*(?::|\s[—–-]|\()\s*(?:[\w-]+\s+){0,4}")


WITH = pattern(r"\sсо?\s[^.;,]{0,30}$")
"""«взяли в Вязниках с 6,4 кг гашиша»."""
AT_SALE = pattern(
    r"\sпри (?:попытке |подготовке )?(?:сбыт|продаж|прода|передач|переда|реализ|вывез|ввез|вынес)[^.;]{0,40}$"
)
"""«взяли при попытке продать 840 граммов опия»."""
MADE_FROM = pattern(
    r"\bдля (?:производства|изготовления|выпуска|варки|синтеза)\s(?:(?:ещ[её]|около|почти|более|свыше|не менее)\s)*$",
    re.IGNORECASE,
)
"""«сырьё для производства 400 кг мефедрона»: it was not there yet."""
SHARE = pattern(r"(?:%|процент\w*)\s(?:[\w-]+\s)?$", re.IGNORECASE)
"""«захвачено 25–30% героина»: a share is no thing."""
CHARGE = pattern(r"\b(?:за|по (?:подозрению|обвинению|статье|делу))\b", re.IGNORECASE)
CAUGHT = pattern(
    (
        r"с поличным|подставн\w+|контрольн\w+ закупк|под контролем оперативник|в момент "
        r"(?:передачи|сбыта|продажи)|при (?:попытке|продаже|сбыте|передаче)"
    ),
    re.IGNORECASE,
)
CONTAINER_NOUN = pattern(
    r"\b(?:парти\w+|банк\w+|бутыл\w+|флакон\w*|канистр\w+|горст\w+|пакет\w*|св[её]рт\w+|"
    r"мешк\w+|короб\w+|капсул\w+|упаков\w+|запас\w*|закладк\w+|посылк\w+|сумк\w+|куст\w*|"
    r"порци\w+|доз\w+|количеств\w+|склад\w*|част\w+|пачк\w+|пачек|груз(?:а|у|ом|е|ы|ов)?|бочк\w+|бочек|бочон\w+|"
    r"ящик\w*|бидон\w*|тюк\w*|баул\w*|чемодан\w*|рюкзак\w*|конверт\w*|бандерол\w+|шприц\w*|ампул\w+|таблет\w+|"
    r"[её]мкост\w+|контейнер\w*|брикет\w*|блистер\w*|трубк\w+|тайник\w*|рулон\w*|мот(?:ок|к\w+)|катушк\w+|пузыр\w+|ведр\w+|в[её]дер)"
    r"(?:\s+из\s+[А-ЯЁ][\w-]+)?\s+(?:с(?:о)?\s+)?(?:[\w-]+(?:ым|им|ой|ей|ого|его|ых|их)\s+)?$",
    re.IGNORECASE,
)
FILLED = pattern(r"\b(?:начин[её]н\w+|набит\w+|пропитан\w+|наполнен\w+|заполнен\w+)\s+$", re.IGNORECASE)


ONLY_TOLD = frozenset({"о", "об", "про", "для", "без", "вместо", "из-под"})
"""Prepositions behind which a container is only spoken of."""


def _bare_object(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether a substance without an amount is what was taken: a direct object («обнаружили марихуану»), the
    contents of a container («с банкой гашишного масла») or a filling («орехи, начинённые мефедроном»)."""
    before = text[max(sentence.sentence.start, thing.start - 50) : thing.start]
    held = CONTAINER_NOUN.search(before)
    if held is not None:
        return governor(sentence, thing.start - len(before) + held.start()) not in ONLY_TOLD  # «о посылке с героином»
    if FILLED.search(before):
        return True
    if thing.governor or _of_participle(sentence, thing):
        return False
    head = sentence.tokens[sentence.token_at(thing.end - 1)]
    cases = {r.case for r in readings(head.lower) if r.case}
    return not cases or bool(cases & {"nomn", "accs"}) or ("gent" in cases and "не" not in before)


ACTIVE = pattern(r"(?:вш|[аяую]щ)(?:ий|ая|ее|ие|ую|их|его|им|ей|ему|ими)(?:ся)?$")


def _of_participle(sentence: Annotated, thing: Goods) -> bool:
    """«лаборатории, выпускавшие психотропы»: the substance is the object of an active participle."""
    at = sentence.token_at(thing.start) - 1
    while (
        at > 0
        and parts_of_speech(sentence.tokens[at].lower) == {"ADJF"}
        and not ACTIVE.search(sentence.tokens[at].lower)
    ):
        at -= 1
    return at >= 0 and sentence.tokens[at].word and ACTIVE.search(sentence.tokens[at].lower) is not None


def _of_gerund(sentence: Annotated, thing: Goods, triggers: list[Trigger]) -> bool:
    """«Обыскав квартиру, обнаружили …»: the object of a gerund that takes nothing."""
    at = sentence.token_at(thing.start) - 1
    while at >= 0 and sentence.tokens[at].word:
        if any(r.pos == "GRND" for r in readings(sentence.tokens[at].lower)[:1]):
            return not any(t.first <= at < t.last and t.event == "seizure" for t in triggers)
        at -= 1
    return False


def _blocked(sentence: Annotated, text: str, thing: Goods, cues: list[Cue], clause: int) -> bool:
    if any(cue.name == "claimed" or (cue.name == "medical" and thing.drug_like) for cue in cues):
        return True
    cue = cue_in_clause(cues, clause, *BLOCKING)
    if cue is not None:
        return True
    made = cue_in_clause(cues, clause, "made")
    if made is not None and thing.drug_like and not CAUGHT.search(text, sentence.sentence.start, sentence.sentence.end):
        return True
    first = max(0, sentence.token_at(thing.start) - 6)
    if any(token.lower == "бы" for token in sentence.tokens[first : sentence.token_at(thing.end - 1) + 6]):
        near_clause = sentence.tokens_of(clause)
        if any(t.lower == "бы" for t in near_clause):
            return True
    return False


TAKEN_BEFORE = pattern(r"\b(?:изъят|обнаружен|найден)(?:ые|ых|ую|ая)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)


def _price_context(sentence: Annotated, thing: Goods, clause: int) -> bool:
    """Whether a word of price, pay or turnover stands before a sum in its clause."""
    at = sentence.token_at(thing.start)
    if at and sentence.tokens[at - 1].lower == "за":
        return True
    if at > 1 and sentence.tokens[at - 1].lower == "на":
        noun = sentence.tokens[at - 2].lower
        if noun.startswith(("парти", "груз", "товар")) or any(
            s.start <= sentence.tokens[at - 2].start < s.end for s in sentence.substances
        ):
            return True  # «изъяли партию на 3,9 млрд рублей»
    for k in range(at - 1, -1, -1):
        token = sentence.tokens[k]
        if sentence.clause[k] != clause:
            break
        if token.lower == "доход" and sentence.tokens[k + 1].lower.startswith(("государств", "казн", "бюджет")):
            return False  # «обращены в доход государства 31 млн тенге»
        if token.lower in NO_GOODS or token.lower.startswith(
            (
                "стоимост",
                "вознагражд",
                "штраф",
                "оценив",
                "оцени",
                "оборот",
                "зарабат",
                "заработ",
                "взятк",
                "доход",
                "выруч",
                "похищ",
                "транзакц",
                "поступлени",
                "пополнени",
                "продав",
                "цен",
            )
        ):
            return True
    return any(token.lower in ("штрафа", "залога", "взятки", "заработали") for token in sentence.tokens[at : at + 8])


def _governed(
    sentence: Annotated,
    text: str,
    thing: Goods,
    goods: list[Goods],
    triggers: list[Trigger],
    cues: list[Cue],
    carried: Trigger | None,
) -> SeizureFact | None:
    clause = sentence.clause_of(thing.amount_span[0] if thing.amount_span else thing.start)
    if _blocked(sentence, text, thing, cues, clause):
        return None
    if thing.category in ("money", "crypto") and thing.money is not None and _price_context(sentence, thing, clause):
        return None
    if thing.value is None and thing.money is None and thing.drug_like and not _bare_object(sentence, text, thing):
        return None
    if (
        thing.governor == "noun"
        and thing.amount_span is None
        and not thing.drug_like
        and (
            thing.category in ("vehicle", "property")  # «в тайнике грузовика»
            or not CONTAINER_NOUN.search(text[max(0, thing.start - 30) : thing.start])
        )
    ):
        return None
    if (
        thing.value is None
        and thing.money is None
        and not thing.drug_like
        and PART.search(lowered(text), sentence.sentence.start, thing.start)
    ):
        return None  # «ценности на сумму …, включая криптовалюту»
    if not thing.drug_like and thing.money is None and _of_gerund(sentence, thing, triggers):
        return None
    if (
        thing.category == "money"
        and thing.money is None
        and TAKEN_BEFORE.search(text, max(0, thing.start - 60), thing.start)
    ):
        return None  # «Изъятые при обыске деньги обращены в доход государства»: those told of before
    own = [t for t in triggers if t.clause == clause]
    strong = [t for t in own if t.event == "seizure" and t.strength == 3 and t.core]
    strong += [
        t
        for t in own
        if t.event == "arrest"
        and t.name == "arrest"
        and t.core
        and not thing.drug_like
        and _takes_property(sentence, t, thing)
    ]
    if strong and not any(t.asserted for t in strong):
        return None
    strong = [t for t in strong if t.asserted]
    strong = [t for t in strong if _fits(thing, t)] or strong  # «заблокировали канал поставки, изъяв 4 кг кокаина»
    inherited = False
    if not strong:
        strong = (
            _earlier(sentence, text, thing, clause, triggers)
            if thing.amount_span or thing.money or thing.drug_like
            else []
        )
        inherited = bool(strong)
    if strong:
        trigger = max(strong, key=lambda t: RANK[_action(t)])
        if thing.governor == "на" and _action(trigger) != "frozen":
            return None
        if not _fits(thing, trigger):
            return None
        return _fact(
            sentence,
            text,
            thing,
            _action(trigger),
            trigger,
            True,
            clause,
            "seizures.inherited" if inherited else "seizures.governed",
        )
    held = next((t for t in own if t.name == "detain" and t.core and t.asserted and _holds(text, t, thing)), None)
    if held is not None:
        return _fact(sentence, text, thing, "seized", held, True, clause, "seizures.held_goods")
    attributive = [
        t
        for t in own
        if t.event == "seizure"
        and t.form in ("attributive", "noun")
        and t.strength == 3
        and abs(t.start - thing.start) < 80
    ]
    ended = attributive and attributive[-1].form == "noun" and RESULTED.search(sentence.words_of(clause))
    counted = thing.value is not None or thing.money is not None
    if attributive and counted and (thing.drug_like or (ended and attributive[-1].end <= thing.start)):
        trigger = attributive[-1]
        return _fact(sentence, text, thing, _action(trigger), trigger, True, clause, "seizures.attributive")
    later = _taken_up(sentence, thing, clause, triggers)
    if later is not None and _fits(thing, later) and not _price_context(sentence, thing, clause):
        return _fact(sentence, text, thing, _action(later), later, True, clause, "seizures.taken_up")
    if (
        (ON_THEM.search(sentence.words_of(clause)) or _on_somebody(sentence, clause))
        and any(t.name == "presence" and t.core and t.asserted for t in own)
        and (thing.amount_span or thing.money or thing.drug_like)
    ):
        carrying = next(t for t in own if t.name == "presence" and t.core and t.asserted)
        return _fact(sentence, text, thing, "found", carrying, True, clause, "seizures.on_them")
    if (
        carried is not None
        and thing.drug_like
        and thing.value is not None
        and _shares(sentence, text, clause, thing.start)
    ):
        return _fact(sentence, text, thing, _action(carried), carried, True, clause, "seizures.share")
    if (
        carried is not None
        and _continues(sentence, text, triggers)
        # «Наркотики в бардачке», «Теги: суд, наркотики»: a heading or tags
        and (
            thing.value is not None
            or thing.money is not None
            or sentence.sentence.bullet
            or not _bare_line(sentence, text)
        )
        and (thing.drug_like or thing.amount_span or thing.money or sentence.sentence.bullet)
        and _fits(thing, carried)
    ):
        return _fact(sentence, text, thing, _action(carried), carried, True, clause, "seizures.carried")
    contained = thing.value is None and bool(
        CONTAINER_NOUN.search(text[max(sentence.sentence.start, thing.start - 50) : thing.start])
    )
    if thing.drug_like and (thing.value is not None or contained):
        arrest = next(
            (
                t
                for t in triggers
                if t.event == "arrest"
                and t.asserted
                and (
                    t.name in ("detain", "arrest")
                    or (
                        t.name == "take"
                        and (WITH.search(text, t.end, thing.start) or AT_SALE.search(text, t.end, thing.start))
                    )
                )
                and t.form != "noun"
                and (not contained or t.clause == clause)
            ),
            None,
        )
        present = [
            t
            for t in triggers
            if t.name == "presence"
            and t.asserted
            and not (t.form == "attributive" and t.word.startswith("получ"))
            # «пресекли контрабанду наркотиков»: nobody says how much
            and (t.partner is None or (thing.value is not None and thing.unit != "dose"))
            and not (MOVED.match(t.word) and OVER_TIME.search(lowered(text), sentence.sentence.start, thing.end))
        ]
        presence = next((t for t in present if t.clause == clause), None)
        if presence is None and thing.value is not None:
            presence = next((t for t in present if abs(t.start - thing.start) < 120), None)
        if presence is not None:
            action: Action = "seized" if presence.partner else "found"  # «пресекли ввоз 143 кг кокаина»
            return _fact(sentence, text, thing, action, presence, False, clause, "seizures.presence")
        charged = arrest is not None and contained and CHARGE.search(text[min(arrest.end, thing.start) : thing.start])
        if arrest is not None and not charged:
            return _fact(sentence, text, thing, "found", arrest, False, clause, "seizures.taken_with")
        general = THIS_IS.match(text, thing.end) is not None
        if (
            not general
            and not _told_by_verb(sentence, text, clause, thing.start)
            and not _price_of(sentence, text, thing)
        ):
            return _fact(sentence, text, thing, "found", None, False, clause, "seizures.verbless")
    elif not thing.drug_like and (thing.money is not None or thing.value is not None or thing.category == "equipment"):
        # things told in one breath with drugs that only lay there: «лежали ещё 14 кг мефедрона … и 61 200 рублей»
        lying = next((t for t in own if t.name == "presence" and t.asserted and t.core), None)
        beside = any(g.drug_like and g.value is not None and sentence.clause_of(g.start) == clause for g in goods)
        if lying is not None and beside and lying.start < thing.start and thing.category != "vehicle":
            return _fact(sentence, text, thing, "found", lying, False, clause, "seizures.beside")
    return None


THIS_IS = pattern(r"\s[—–-]\sэто\s")
"""«один килограмм мефедрона – это до пяти тысяч доз»: nothing was taken."""
MOVED = pattern(r"(?:вывез|ввез|завез|перевез|провез|переправ|пронес|поставл|поставил|перебро)")
OVER_TIME = keyed(
    r"\bза (?:все )?(?:это|то) время\b|\bза (?:несколько|\w+) (?:лет|года|месяц\w*|поездок|рейс\w+)\b"
    r"|\bс (?:19|20)\d\d\b[^.;]{0,12}\b(?:по|до) (?:19|20)\d\d\b|\bкажд(?:ый|ую|ое) (?:год|месяц|неделю|день)\b"
)
"""«с 2019 по 2022 год переправил 60 тонн»: what went over the border before anybody came."""
HIM = pattern(r"\b(?:его|е[её]|их|которого|которую|которых)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)


def _holds(text: str, trigger: Trigger, thing: Goods) -> bool:
    """«задержали около 3,2 тонны метамфетамина», «задержано 1,5 тыс. кг»: the goods are what was held."""
    if not thing.drug_like or thing.value is None:
        return False
    word = text[trigger.start : trigger.end].lower()
    if word.endswith("но"):
        return True
    if HIM.search(text, max(0, trigger.start - 24), trigger.start):
        return False  # «Её задержали с 400 граммами амфетамина»
    gap = text[trigger.end : thing.start]
    return (
        word.endswith("ли")
        and not gap.endswith((" с ", " со "))  # «задержали в Туле с 5 г гашиша»
        and len(gap) < 45
        and pattern(r"\s*(?:(?:в|на|у|за|из)\s[^,;.:]{2,36}\s)?").fullmatch(gap) is not None
    )


def _action(trigger: Trigger) -> Action:
    return "frozen" if trigger.event == "arrest" else trigger.value  # type: ignore[return-value]


def _takes_property(sentence: Annotated, trigger: Trigger, thing: Goods) -> bool:
    """«арестованы два объекта недвижимости», «суд арестовал имущество»: the arrest is of property."""
    if thing.category not in ("property", "money", "crypto", "vehicle"):
        return False
    between = sentence.tokens[
        min(trigger.last, sentence.token_at(thing.start)) : max(trigger.first, sentence.token_at(thing.start))
    ]
    return len(between) <= 14


ON_THEM = pattern(r"\b(?:при|у)\s+(?:н[её]м|ней|них|себе|него|не[её])\b", re.IGNORECASE)
SHARES = frozenset(
    {
        "приходится",
        "приходятся",
        "пришлось",
        "пришлась",
        "пришлись",
        "составил",
        "составила",
        "составило",
        "составили",
        "составляет",
        "составляют",
        "набралось",
        "набрался",
        "набралась",
        "набрались",
        "насчитали",
        "вышло",
    }
)


RANKED = keyed(
    r"\bна (?:первом|втором|третьем) месте\b|\bлидиру[ею]т\b|\bдалее (?:ид[её]т|следу[ею]т)\b|\bбольше всего\b"
)
"""«На первом месте гашиш (17,3 кг), далее идут кокаин (9,1 кг) …»"""


def _shares(sentence: Annotated, text: str, clause: int, start: int) -> bool:
    """Whether a clause tells what a share comes to: «марихуаны набралось 13 кг», or goes on with such a list."""
    sharing = {sentence.clause[p] for p in sentence.predicates if sentence.tokens[p].lower in SHARES}
    own = any(sentence.clause[p] == clause for p in sentence.predicates)
    ranked = RANKED.search(lowered(text), sentence.sentence.start, start) is not None
    return ranked or clause in sharing or (not own and any(number < clause for number in sharing))


RESULTED = pattern(r"\b(?:заверш\w+|законч\w+|итог\w*|результат\w*|привел\w* к|стал[оаи]?)\b", re.IGNORECASE)
"""«операция завершилась изъятием …», «итогом стало изъятие …»."""


PRONOUNS = frozenset({"он", "она", "оно", "они", "которые", "который", "которая", "их", "его", "ее", "все"})


def _taken_up(sentence: Annotated, thing: Goods, clause: int, triggers: list[Trigger]) -> Trigger | None:
    """The trigger of a later clause that takes the thing up by a pronoun: «В сейфе лежали 11 млн тенге, теперь они
    обращены …»."""
    if thing.value is None and thing.money is None:
        return None
    for trigger in triggers:
        if (
            trigger.event != "seizure"
            or trigger.strength < 3
            or not trigger.core
            or not trigger.asserted
            or trigger.clause == clause
            or trigger.start < thing.end
        ):
            continue
        words = [t.lower for t in sentence.tokens_of(trigger.clause)]
        named = thing.category == "money" and words[:2] in ([",", "деньги"], ["деньги", trigger.word], ["и", "деньги"])
        if (set(words[:4]) & PRONOUNS or named) and len(words) <= 12:
            return trigger
    return None


def _earlier(sentence: Annotated, text: str, thing: Goods, clause: int, triggers: list[Trigger]) -> list[Trigger]:
    """The strong triggers of the nearest clause before, if the thing's clause has no predicate of its own but such as
    «составила», «приходится», or is a relative clause about the thing before."""
    tokens = sentence.tokens
    own_predicates = [p for p in sentence.predicates if sentence.clause[p] == clause]
    weak = all(
        any(t.first <= p < t.last and t.name == "presence" for t in triggers)
        or tokens[p].lower in SHARES
        or tokens[p].lower in ("является", "являются")
        for p in own_predicates
    )
    if not weak or (own_predicates and _only_told(sentence, text, thing, clause)):
        return []
    at = sentence.token_at(thing.start)
    for k in range(at, -1, -1):
        number = sentence.clause[k]
        if number == clause:
            continue
        found = [t for t in triggers if t.clause == number and t.event == "seizure" and t.strength == 3 and t.core]
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


def _only_told(sentence: Annotated, text: str, thing: Goods, clause: int) -> bool:
    """«машины, на которых перевозили наркотики»: a substance without an amount in a relative clause, unless it fills
    what the clause is about («орехи, которые были начинены мефедроном»)."""
    if thing.value is not None or thing.money is not None or FILLED.search(text, max(0, thing.start - 20), thing.start):
        return False
    return any(t.lower.startswith("котор") for t in sentence.tokens_of(clause))


def _fits(thing: Goods, trigger: Trigger) -> bool:
    """Whether the trigger can take such a thing."""
    action = _action(trigger)
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
    if trigger.name == "destroy" and trigger.first >= 0 and thing.category == "precursor" and thing.value is None:
        return False
    if trigger.only == "drug" and not thing.drug_like:
        return False
    if trigger.word.startswith("захват") and thing.value is None:
        return False  # «талибы захватили рынок опия»
    if thing.category == "vehicle" and trigger.word.startswith("перехват"):
        return False  # «перехватили катер»: only stopped
    if thing.collective and thing.money is None and thing.category == "other":
        return False
    return not (thing.category == "money" and thing.money is None and thing.item in ("банковский счёт", "валюта"))


REPORTING = pattern(
    r"сказан|сказал|говор|сообщ|отмет|рассказ|уточн|добавил|пояснил|переда[юе]т|приводит|цитир|заявил|посчитал|подсчитал|выясн|показал|установ"
)


THIS = pattern(r"\bэто\s$", re.IGNORECASE)
WEIGHS_IT = keyed(r"\b(?:их|его|е[её]) (?:общ(?:ий|ая) )?(?:вес|масса)\b[^.;\d]{0,30}$")


def _bare_line(sentence: Annotated, text: str) -> bool:
    """Whether a sentence is a line without a verb and a mark at its end."""
    info = sentence.sentence
    return not sentence.predicates and info.first and text[info.end - 1] not in ".!?…;:"


def _told_by_verb(sentence: Annotated, text: str, clause: int, start: int) -> bool:
    """Whether a sentence has a verb besides that of the quotation: «…, это марихуана, 2,7 кг», — сказано в сводке»."""
    # «Как выяснилось, это марихуана, 14 граммов»
    if THIS.search(text, max(sentence.sentence.start, start - 12), start):
        return any(not REPORTING.match(sentence.tokens[p].lower) for p in sentence.predicates)
    weighed = WEIGHS_IT.search(lowered(text), sentence.sentence.start, start)
    if weighed is not None:  # «Порошок прибыл в контейнере, его общий вес – 640 кг»
        return any(weighed.start() < sentence.tokens[p].start < start for p in sentence.predicates)
    return any(
        sentence.clause[p] == clause or not REPORTING.match(sentence.tokens[p].lower) for p in sentence.predicates
    )


def _price_of(sentence: Annotated, text: str, thing: Goods) -> bool:
    """«Грамм спайса — от 8 до 10 тысяч тенге»: the price of a measure."""
    return any(0 <= money.start - thing.end < 12 for money in sentence.money) and thing.value == 1


def _continues(sentence: Annotated, text: str, triggers: list[Trigger]) -> bool:
    """Whether the sentence goes on with the list of the one before."""
    if sentence.sentence.bullet and sentence.sentence.introducer is not None:
        return not any(t.event == "seizure" and t.strength == 3 and t.core for t in triggers)
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
    has_own = any(t.event == "seizure" and t.strength == 3 and t.core for t in triggers)
    return (goes_on or not sentence.predicates) and not has_own


MORE = keyed(r"\b(?:ещ[её]|дополнительно)\b[^.;,]{0,25},?\s*$")
EXPLAINS_BEFORE = pattern(
    r"\W*(?:это\b|внутри\b|оказал(?:ось|ся|ись)\b|в н[иеё][мх]?\b|содержим\w+|"
    r"(?:\w+\s+){0,2}(?:экспертиз|эксперт|исследовани)\w*|"
    r"как (?:показал|выяснил|установил)\w*|изъят\w+)",
    re.IGNORECASE,
)
WEIGHS = keyed(
    r"\b(?:вес|масса|весом|массой)\s+(?:\w+(?:ых|ого|ой)\s+)?(?:изъят\w+|обнаруж\w+|найден\w+|растени\w+|кустов|конопли|"
    r"зелен\w+|их|всех)\b[^.;\d]{0,40}$|\b(?:их|его|е[её]) (?:общ(?:ий|ая) )?(?:вес|масса)\b[^.;\d]{0,30}$"
    r"|\b(?:растени|куст)\w+\b[^.;\d]{0,40}\b(?:потянул|вес[ия]т|весил)\w*\b[^.;\d]{0,12}$",
)


def _fact(
    sentence: Annotated,
    text: str,
    thing: Goods,
    action: Action,
    trigger: Trigger | None,
    sure: bool,
    clause: int,
    rule: str,
) -> SeizureFact:
    low, opens = lowered(text), sentence.sentence.start
    steps = list(thing.steps)
    if trigger is not None:
        steps.append(Step(trigger.rule, trigger.start, trigger.end))
    steps.append(Step(rule, thing.start, thing.end))
    return SeizureFact(
        thing,
        action,
        sentence.sentence.index,
        sure,
        clause,
        part=_is_part(sentence, text, thing) or low.startswith("включая", thing.start),
        total=TOTAL.search(low, opens, thing.start) is not None,
        vague=thing.weak or not thing.named,
        more=MORE.search(low, opens, thing.start) is not None,
        explains=EXPLAINS_BEFORE.match(text, opens, thing.start) is not None,
        weighs=WEIGHS.search(low, opens, thing.start) is not None,
        steps=steps,
    )


SHARING = frozenset(
    [
        "приходится",
        "пришлось",
        "пришелся",
        "пришлась",
        "составляет",
        "составляют",
        "составил",
        "составила",
        "составили",
        "составило",
    ]
)
"""Predicates of a share: «из них 208 кг составляет героин, 391 кг — опий»."""
OF_IT = pattern(r"\W*из (?:этого|общего|указанного) (?:количеств|объем|числ)\w+")
"""«102 тонны из этого количества»."""
OUT_OF = pattern(r"\W*из\s+(?:этих\s+|изъятых\s+|общих\s+)?", re.IGNORECASE)
"""«Из 100 кг изъятых наркотиков 70 кг пришлось на марихуану»."""


def _is_part(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether «в том числе», «из них» stand before the thing with no other predicate between."""
    start = sentence.sentence.start
    amount = thing.amount_span[0] if thing.amount_span else thing.start
    cues = list(PART_CUE.finditer(lowered(text), start, max(thing.start, amount)))
    if OF_IT.match(lowered(text), thing.amount_span[1] if thing.amount_span else thing.end):
        return True
    if not cues:
        first = next(iter(sentence.quantities), None)
        opens = first is not None and OUT_OF.fullmatch(text, start, first.start) is not None
        return opens and first is not None and amount > first.end
    last = cues[-1].end()
    return not any(
        last <= sentence.tokens[p].start < thing.start and sentence.tokens[p].lower not in SHARING
        for p in sentence.predicates
    )


EVERYTHING = pattern(
    (
        r"\b(?:вс[её]\s+(?:найденное|перечисленное|изъятое|обнаруженное|это|запрещ[её]нное|(?:его |их )?"
        r"содержимое)|найденное|обнаруженное|изъятое|находк[аи])\b|\bвс[её] (?:это )?изъя(?:т|л)\w*"
    ),
    re.IGNORECASE,
)


LAID_ON_THEM = pattern(r"\bна (?:них|него|не[её]|эти деньги|эти средства|эту сумму)\b", re.IGNORECASE)
IT_TAKEN = pattern(r"\b(?:она|оно)\s+(?:был[аои]?\s+)?изъят", re.IGNORECASE)
THEM_TAKEN = pattern(r"\b(?:их|его|е[её])\s+изъял|\bизъял\w*\s+(?:их|его|е[её])\b(?!\s+\w)", re.IGNORECASE)


def takings(sentence: Annotated, text: str, goods: list[Goods], triggers: list[Trigger]) -> list[Taking]:
    """Anaphoric takings of the sentence: a strong trigger over goods that have no amount of their own."""
    result = []
    for trigger in triggers:
        if trigger.event != "seizure" or trigger.strength < 3 or trigger.name == "find" or not trigger.asserted:
            continue
        if trigger.form == "attributive":
            rest = text[trigger.start : trigger.end + 40]
            if trigger.name == "seize" and pattern(
                r"(?:изъят|перехвачен)\w+\s*(?:[,.—–-]|(?:\w+\s+)?(?:наркотик\w*|парти\w+|груз\w*|веществ\w*|порошк\w*|"
                r"кокаин\w*|героин\w*|гашиш\w*|марихуан\w*|мефедрон\w*|количеств\w*|психотроп\w*|препарат\w*|"
                r"направ\w+|явля\w+|отправ\w+|уничтож\w+|переда\w+|сожгут|хран\w+|буд\w+|вещ\w+|(?:на|в|во)\s|составл\w+|составит|превы\w+|оцени\w+|"
                r"приобщ\w+|сто[ия]\w*|помещ\w+|обойд\w+|предъяв\w+|опечат\w+|сда[нл]\w*|упакова\w+|товар\w*))",
                re.IGNORECASE,
            ).match(rest):
                result.append(
                    Taking(
                        "seized",
                        sentence.sentence.index,
                        True,
                        frozenset({"drug", "precursor", "plant"}),
                        trigger.start,
                        trigger.end,
                        trigger.rule,
                    )
                )
            continue
        if not trigger.core:
            continue
        inside = [
            g
            for g in goods
            if sentence.clause_of(g.start) == trigger.clause
            and g.value is None
            and g.money is None
            and g.governor != "noun"
        ]
        clause_text = sentence.words_of(trigger.clause)
        everything = bool(EVERYTHING.search(clause_text))
        categories = {
            g.category
            for g in inside
            if g.drug_like or (g.category == "money" and not g.governor and trigger.name in ("confiscate", "seize"))
        }
        if pattern(
            r"\b(?:груз|парти[яю]|посылк[ауи]|св[её]рт(?:ок|ки)|пакет(?:ы|ик|ики)?|порошок|зелье|вещество|"
            r"содержимое|жидкость|раствор|товар|капсулы|таблетки|ампулы|брикеты|сумк[ауи]|меш(?:ок|ки|очек)|"
            r"тюки?|кул[её]к|конверты?|коробк[ауи]|бутылк[ауи]|банк[ауи])\b(?! со? \d)",
            re.IGNORECASE,
        ).search(clause_text):
            categories.add("drug")
        if trigger.name == "freeze" and LAID_ON_THEM.search(clause_text):
            categories.update(("money", "crypto", "property"))  # «обнаружено 3 млн рублей, на них наложен арест»
        if THEM_TAKEN.search(clause_text) or IT_TAKEN.search(clause_text):
            categories.update(("drug", "plant"))  # «Полицейские их изъяли»
        if pattern(r"\b(?:растения|растений|посев|посевы|кусты|плантация|плантацию|конопля)\b", re.IGNORECASE).search(
            clause_text
        ):
            categories.add("plant")
        if trigger.word.startswith("ликвид"):
            categories &= {"plant"}
        if "money" in categories:
            categories.add("crypto")
        if "drug" in categories:
            categories.update(("precursor",))
        if everything or categories:
            result.append(
                Taking(
                    _action(trigger),
                    sentence.sentence.index,
                    everything,
                    frozenset(categories),
                    trigger.start,
                    trigger.end,
                    trigger.rule,
                )
            )
    return result
