"""Units of a sentence: citizens, roles, residents, numerals and ordinals that stand for people."""

from __future__ import annotations

import itertools
import re
from functools import cache

from narcofacts import lexicon
from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.folding import folded_units
from narcofacts.events.goods import DISCRETE
from narcofacts.events.noun_phrases import count_before, direct_cases, highest, oblique, oblique_numeral
from narcofacts.events.personal import give_ages, give_names
from narcofacts.events.unit import Unit
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.citizenships import adjective_country, citizenships
from narcofacts.mentions.model import CitizenshipMention, NumberMention, RoleMention
from narcofacts.mentions.people import KEEP_SEX_IN_PLURAL, anaphoric_nouns, names_nobody, nouns
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.records import Sex
from narcofacts.rules import Step
from narcofacts.spans import covers, overlap
from narcofacts.text.letters import folded, lowered

ALL = frozenset({"все", "всех", "всем", "эти", "этих"})


def units_in(sentence: Annotated, text: str) -> list[Unit]:
    """The units of a sentence, appositions and breakdowns already folded in, in order of text."""
    units: list[Unit] = []
    citizens = [c for c in sentence.citizenships if c.person_noun]
    used_numbers: set[int] = set()
    for citizen in citizens:
        units.append(_citizen_unit(sentence, citizen, used_numbers))
    for role in sentence.people:
        if any(overlap(role, citizen) for citizen in citizens):
            continue
        if NOBODY.search(lowered(text), max(sentence.sentence.start, role.start - 30), role.start):
            continue
        if role.rule == "people.animate_noun" and any(
            p.form == "demonym" and overlap(role, p) for p in sentence.places
        ):
            continue  # «новосибирец» tells a residence, no trade
        units.append(_role_unit(sentence, text, role, used_numbers))
    units.extend(_demonyms(sentence, units, used_numbers))
    for index, number in enumerate(sentence.numbers):
        if index in used_numbers or any(covers(unit, number) for unit in units):
            continue
        made = _numeral_unit(sentence, text, number)
        if made is not None:
            units.append(made)
    units.extend(_ones(sentence, text, units))
    units.extend(_collectives(sentence))
    units.sort(key=lambda unit: unit.start)
    give_names(sentence, text, units)
    give_ages(sentence, text, units)
    units = [unit for unit in units if not unit.ages or max(unit.ages) >= YOUNG]
    _give_residence(sentence, units)
    _give_order(sentence, text, units)
    units.sort(key=lambda unit: unit.start)
    return folded_units(sentence, text, units)


YOUNG = 10
"""Years below which nobody is taken or tried: «у неё двухлетний ребёнок», «в машине была трёхлетняя дочь»."""


def _give_residence(sentence: Annotated, units: list[Unit]) -> None:
    """«жителя Орска», «двоих жителей Тараза»: where people live."""
    if not any(unit.lemmas & nouns("residents") for unit in units):
        return
    homes = [p for p in sentence.places if p.rule == "places.residence" and p.form != "demonym"]
    for unit in units:
        home = next((p for p in homes if -2 <= p.start - unit.end <= 2 or unit.start < p.start < unit.end), None)
        if home is not None and unit.lemmas & nouns("residents"):
            unit.residence = unit.residence or home.place.name


def _give_order(sentence: Annotated, text: str, units: list[Unit]) -> None:
    """«первый подозреваемый», «Второго, 25-летнего безработного,»: which of those told of before."""
    for unit in units:
        told = BY_NUMBER.search(text, max(sentence.sentence.start, unit.start - 12), unit.start)
        if told is not None and unit.value == 1:
            unit.nth = ORDER.index(told[1].lower().replace("ё", "е")[:3]) + 1


def _citizen_unit(sentence: Annotated, citizen: CitizenshipMention, used: set[int]) -> Unit:
    number, start = count_before(sentence, citizen.start, used)
    head = sentence.tokens[sentence.token_at(citizen.start)]
    nominative, accusative = direct_cases(head.lower)
    plural = citizen.number == "plur"
    at = sentence.token_at(start)
    if number is None and not plural:
        value: int | None = 1
    else:
        value = int(number.value) if number else None
    return Unit(
        start,
        citizen.end,
        value,
        number.bound if number else "exact",
        highest(number),
        plural or bool(number and number.value != 1),
        number is not None,
        sex=citizen.sex if not plural else None,
        citizenship=citizen.countries,
        foreign=citizen.foreign,
        lemmas=frozenset({"гражданин"}),
        other=at > 0 and sentence.tokens[at - 1].lower in ANOTHER,
        oblique=oblique(sentence, start),
        nominative=nominative or number is not None,
        accusative=accusative or number is not None,
        steps=[Step(citizen.rule, citizen.start, citizen.end)],
    )


def _demonyms(sentence: Annotated, units: list[Unit], used: set[int]) -> list[Unit]:
    """«минчанин», «двое москвичей»: residents named by their town."""
    made = []
    for place in sentence.places:
        if place.form != "demonym" or any(unit.start <= place.start < unit.end for unit in units):
            continue
        number, start = count_before(sentence, place.start, used)
        head = sentence.tokens[sentence.token_at(place.start)].lower
        nominative, accusative = direct_cases(head)
        nouns = [r for r in readings(head) if r.pos == "NOUN"]
        plural = (number is not None and number.value != 1) or (bool(nouns) and nouns[0].number == "plur")
        value = int(number.value) if number is not None else (None if plural else 1)
        feminine = head.endswith(("ка", "ку", "кой", "ке", "ки", "ница", "ницу"))
        made.append(
            Unit(
                start,
                place.end,
                value,
                number.bound if number else "exact",
                highest(number),
                plural,
                number is not None,
                residence=place.place.name,
                sex=None if plural else ("f" if feminine else "m"),
                lemmas=frozenset({"житель"}),
                oblique=oblique(sentence, start),
                nominative=nominative or number is not None,
                accusative=accusative or number is not None,
                steps=[Step(place.rule, place.start, place.end)],
            )
        )
    return made


MANY = 1_000_000
"""No number of people that anybody ever took: «1,1 млрд находились на счетах»."""
SEVERAL = frozenset({"несколько", "ряд", "много", "множество"})
"""Quantifiers without a number: «задержаны несколько курьеров»."""


def _with_him(sentence: Annotated, role: RoleMention, at: int, counted: bool) -> int | None:
    """«Он и трое его подельников задержаны», «Он и его брат объявлены в розыск»: where the pronoun stands that makes
    those whom the words from the token `at` tell of one more."""
    before = [t.lower for t in sentence.tokens[max(0, at - 3) : at]]
    if counted and before[-2:] in (["он", "и"], ["она", "и"]) and role.lemma in nouns("others"):
        return sentence.tokens[at - 2].start
    if not counted and before in (["он", "и", "его"], ["она", "и", "ее"]):
        return sentence.tokens[at - 3].start
    return None


def _role_unit(sentence: Annotated, text: str, role: RoleMention, used: set[int]) -> Unit:
    number, start = count_before(sentence, role.start, used)
    head = sentence.tokens[sentence.token_at(role.end - 1)]
    nominative, accusative = direct_cases(head.lower, role.number if role.staff and number is None else "")
    plural = role.number == "plur" or bool(number and number.value != 1)
    if number is not None:
        value: int | None = int(number.value) * max(1, role.heads)  # «ещё одну супружескую пару»
    elif role.heads == 0 or (role.number == "plur" and role.heads == 1):
        value = None
    else:
        value = role.heads
    at = sentence.token_at(start)
    before = [t.lower for t in sentence.tokens[max(0, at - 2) : at]]
    if value is not None and (first := _with_him(sentence, role, at, number is not None)) is not None:
        value += 1
        plural, start = plural or number is None, first
    again = role.lemma in nouns("counted_again")
    everybody = again and bool(before) and before[-1] in ("все", "всех", "всем") and role.number == "plur"
    both = bool(number and number.collective and text[number.start : number.start + 2].lower() == "об") or bool(
        before and before[-1] in ALL and (number is not None or everybody)
    )
    several = number is None and role.number == "plur" and bool(before) and before[-1] in SEVERAL
    if several:
        nominative = accusative = True
    unit = Unit(
        start,
        role.end,
        value,
        number.bound if number else "exact",
        highest(number),
        plural,
        number is not None,
        sex=None if plural and role.sex == "m" and role.lemma not in KEEP_SEX_IN_PLURAL else role.sex,
        role=None if _owns_a_thing(sentence, role) else role.role,
        occupation=role.lemma if role.occupation else None,
        lemmas=frozenset({role.lemma}),
        oblique=oblique(sentence, start),
        nominative=nominative or number is not None,
        accusative=accusative or number is not None,
        instrumental=any(r.case == "ablt" for r in readings(head.lower)),
        staff=role.staff,
        both=both,
        subset=number is not None and again and not both,
        steps=[Step(role.rule, role.start, role.end)],
    )
    if number is not None and role.lemma in nouns("crews"):
        unit.value, unit.counted = None, False  # «задержаны три преступные группы»: nobody says how many people
    unit.other = (
        OTHER.search(text, max(sentence.sentence.start, start - 12), start) is not None
        or OTHER.match(text, start) is not None
    )
    unit.other = unit.other or ALSO.search(text, max(sentence.sentence.start, start - 34), start) is not None
    unit.subset = unit.subset and not unit.other and unit.value != 1
    unit.citizenship = _adjective_citizenship(sentence, role)
    unit.anaphoric = role.lemma in anaphoric_nouns() and number is None
    if number is not None:
        unit.steps.insert(0, Step(number.rule, number.start, number.end))
        if oblique_numeral(text, number):
            unit.nominative = unit.accusative = False
        if text[number.start : number.end].lower() in ("одного", "одной"):
            unit.nominative = False  # «нет ни одного задержанного»
    return unit


def _owns_a_thing(sentence: Annotated, role: RoleMention) -> bool:
    """«Владелец автомобиля», «владелец дома»: of no shop or laboratory."""
    return role.lemma in nouns("owners") and any(
        item.category in ("vehicle", "property") and 0 < item.start - role.end <= 2 for item in sentence.items
    )


def _adjective_citizenship(sentence: Annotated, role: RoleMention) -> tuple[str, ...]:
    """«японский политик», «казахстанская студентка»: an adjective of a country right before a person who is no
    official."""
    if role.staff and role.lemma not in nouns("visitors"):
        return ()
    at = sentence.token_at(role.start)
    first, dash, second = sentence.tokens[at].lower.rpartition("-")
    if dash and first:  # «водитель-иранец»
        found = citizenships(second)
        if found and found[0].person_noun:
            return found[0].countries
    for token in reversed(sentence.tokens[max(0, at - 2) : at]):
        if token.lower in ("территории", "стороне", "границе"):
            return ()  # «на китайской территории жителя соседнего села»
        country = adjective_country(token.lower) if token.word else None
        if country:
            return (country,)
    return ()


NOBODY = pattern(r"\bдостижени[еяию]м?\s$|\bкажд(?:ый|ая|ого) [а-я]+\s?[—–-]\s$")
"""«с отсрочкой до достижения ребёнком 14 лет», «каждый третий – приезжий»"""
ALSO = pattern(r"(?:задержан|арестован|пойман|взят)\w*\s+и\s+(?:\d\d-?летн\w+\s+)?$", re.IGNORECASE)
"""«задержан и 47-летний мужчина»: one more."""


NUMERAL_AFTER = pattern(
    r"\s*(?:из них|из задержанных|из которых|из этого числа"
    r"|из (?:тр[её]х|четыр[её]х|(?:пят|шест|сем|восьм|девят|десят)и|[а-яё]+надцати|двадцати|тридцати)(?=[\s,]))",
    re.IGNORECASE,
)
"""«восемь из них», «Двенадцать из пятнадцати»"""
SEVERAL_OF = pattern(
    r"\s*из (?:(?:\d+|\w+(?:и|х|ых)) )?(?:задержанных|осужд[её]нных|арестованных|обвиняемых|подсудимых|фигурантов)",
    re.IGNORECASE,
)


def _numeral_unit(sentence: Annotated, text: str, number: NumberMention) -> Unit | None:
    """A numeral that stands for people by itself: «двое», «все пятеро», «восемь из них», «из них 38 — иностранцы»."""
    if isinstance(number.value, float) or number.value >= MANY:
        return None
    after = text[number.end : number.end + 24]
    before = text[max(0, number.start - 26) : number.start].lower()
    of_them = NUMERAL_AFTER.match(after) or (SEVERAL_OF.match(after) if number.value > 1 else None)
    at = sentence.token_at(number.end)
    following = next((t for t in sentence.tokens[at:] if t.start >= number.end), None)
    one = number.value == 1 and following is not None and following.lower.startswith(ONE_TAKEN)
    verb = (
        following is not None
        and at in sentence.predicates
        and (number.value >= 2 or one)
        and number.rule.startswith("numerals")
    )
    dash = (
        (
            pattern(r"\s*[—–-]\s*(?:граждан|иностран)").match(after)
            and not before.endswith((" к ", " на ", " по "))  # «приговорил к 15 годам двоих и к 16 – гражданина Кении»
        )
        or (
            # «38 человек задержаны в России, ещё девять – в Казахстане»
            pattern(r"\s*[—–-]\s*(?:в|во|на) [А-ЯЁ]").match(after) and before.endswith((" еще ", " ещё ", ", а "))
        )
        or (
            # «осуждены 412 человек, из них 187 – к реальному лишению свободы»
            pattern(r"\s*[—–-]\s*к [а-я]").match(after) and before.endswith(("из них ", "из которых "))
        )
    )
    country = _elliptic_country(sentence, text, number)
    dash = dash or bool(country)
    if (OF_YEARS.match(text, number.end) and not number.collective) or TURNED.search(before):
        return None  # «Они получили 6, 8 и 11 лет», «ему исполнилось 30», but «Обоих, 31 и 45 лет, задержали»
    if of_them and _of_things(sentence, number):
        return None
    at_number = sentence.token_at(number.start)
    behind = at_number - 1 in sentence.predicates and (following is None or not following.word)
    among = pattern(r"(?:из них|в том числе|среди них|из которых)\s*(?:уже\s*)?$").search(before) is not None and (
        following is None or not following.word or not parts_of_speech(following.lower) & {"NOUN", "ADJF", "PRTF"}
    )
    alone = number.collective or of_them or verb or dash or among or (behind and number.value >= 2)
    if not (alone or _from_another(sentence, text, number.start, number.end)):
        return None
    if number.collective and following is not None and following.word:
        best = next(iter(readings(following.lower)), None)
        if best is not None and best.pos == "NOUN" and best.case == "gent" and not of_them:
            # «двое суток», «трое детей»: the noun is counted, and it is no person of people.csv
            return None
    both = text[number.start : number.start + 2].lower() == "об" or bool(
        pattern(r"\b(?:все|всех|всем|эти)\s*$").search(before)
    )
    subset = bool(of_them) or bool(
        pattern(r"(?:из них|в том числе|среди них|из которых)\s*[—–-]?\s*(?:\w+\s)?$").search(before)
    )
    # «осуждены 34 человека, двое – граждане Афганистана»
    more = (n.value for n in sentence.numbers if n.end < number.start)
    subset = subset or bool(dash and before.endswith(", ") and max(more, default=0) > number.value)
    start = number.start
    return Unit(
        start,
        number.end + (of_them.end() if of_them else 0),
        int(number.value),
        number.bound,
        highest(number),
        number.value != 1,
        True,
        both=both,
        citizenship=country,
        subset=(subset or bool(country)) and not both,
        anaphoric=both,
        other=before.endswith(("еще ", "ещё ")),
        oblique=oblique(sentence, start),
        steps=[Step(number.rule, number.start, number.end)],
    )


def _elliptic_country(sentence: Annotated, text: str, number: NumberMention) -> tuple[str, ...]:
    """«шестеро – граждане Узбекистана, трое – Кыргызстана»: the country whose noun is told once."""
    behind = (p for p in sentence.places if DASH.fullmatch(text, number.end, p.start) and p.place.kind == "country")
    place = next(behind, None)
    if place is None or not CITIZENS.search(text, max(sentence.sentence.start, number.start - 60), number.start):
        return ()
    return (place.place.country,) if place.place.country else ()


DASH = pattern(r"\s?[—–-]\s")
CITIZENS = pattern(r"[—–-]\sграждан\w+\s[А-ЯЁ][^.;]*(?:,|\sи)\s$")
TURNED = pattern(r"\b(?:исполн(?:ил|яет|ит)\w*|стукнуло|минуло)\s(?:всего\s|уже\s)?$")
"""«ему исполнилось 30»: an age, nobody's number"""


def _of_things(sentence: Annotated, number: NumberMention) -> bool:
    """«расфасовали в 97 свертков и разложили 53 из них»: the part of a count of things told after all people."""
    things = [q.end for q in sentence.quantities if (q.container or q.unit in DISCRETE) and q.end <= number.start]
    people = [r.end for r in (*sentence.people, *sentence.citizenships) if r.end <= number.start]
    return bool(things) and things[-1] > max(people, default=-1)


def _from_another(sentence: Annotated, text: str, start: int, end: int) -> bool:
    """«12 моряков из России, двое из Белоруссии и один из Эстонии»: a number whose noun stands before another place."""
    here = next((p for p in sentence.places if p.start - end == len(" из ") and text[end : p.start] == " из "), None)
    row = text[:start].endswith((", ", " и ", " также "))
    return here is not None and row and any(p.preposition == "из" and p.end <= start for p in sentence.places)


ONE_TAKEN = ("задержан", "арестован", "пойман", "ранен")
"""«двое убиты, один задержан», «ещё один ранен и задержан»"""
OF_YEARS = pattern(r"(?:,?\s?(?:и\s|,\s?)\d+){1,6}\s(?:лет|год)")
NTH = r"(?:втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:[оы]й|ая|ого|ому|ую|ьего|ьему|ья|ью|ьей|ий|ым)"
ANOTHER = frozenset({"еще", "другой", "другого", "другая", "другую", "другие", "других"})
"""«ещё одного россиянина задержали в Орле»"""
OTHER = pattern(
    rf"\b(?:ещ[её]|друг(?:ой|ая|ого|ую|ие|их)|{NTH})\s*(?:\w+\s)?$|\b(?:ещ[её]|друг(?:ой|ая|ого)|{NTH})\s",
    re.IGNORECASE,
)


BY_NUMBER = pattern(rf"\b(перв(?:ый|ого|ая|ую|ой)|{NTH}),?\s$", re.IGNORECASE)
ORDER = ("пер", "вто", "тре", "чет", "пят", "шес", "сед", "вос", "дев", "дес")


SOUGHT = r"(?:(?:сейчас|пока|до сих пор|уже|по-прежнему)\s)?(?:\w+\s)?в\s(?:\w+\s)?розыск"
"""«сейчас находится в розыске»"""
ONE = keyed(
    (
        r"\b(?:один|одна|одного|одну)\b(?=\s+из\s+(?:них|которых|\w+))|\b(?:ещ[её]\s+)(?:один|"
        r"одна|одного|одну)\b(?=\s*(?:[,—–-]|задержан|арестован|объявлен|осужд|приговор|наход|отправлен|помещ|"
        + SOUGHT
        + r"))"
        # «двое были убиты, один, раненый в ногу, арестован»
        # «старшему сыну назначили 15 лет, младшему – 12»
        r"|(?<=, )(?:млад|стар)ш(?:ий|ая|ему|ей)\b(?=\s[—–-]\s(?:к\s)?\d)"
        r"|(?<=, )один\b(?=,\s[^,.;]{3,40},\s(?:был\s)?(?:задержан|арестован|пойман|взят))"
        # «Сегодня задержан ещё один.»
        r"|(?:(?<=задержан )|(?<=арестован )|(?<=поймали )|(?<=задержали ))ещ[её] (?:один|одного)\b(?=\s?[.,;!])"
        # «двоих — в Фергане и одного — в Намангане»
        r"|(?:(?<=, )|(?<=\bи ))(?:один|одна|одного|одну)\b(?=\s[—–-]\s(?:в|во|на)\s)"
        # «Трое арестованы, один – под домашним арестом»
        r"|(?<=, )(?:один|одна|одного|одну)\b"
        r"(?=\s(?:[—–-]\s)?(?:(?:отправ|помест|помещ|находи)\w+\s)?под\s(?:домашн|страж|арест))"
    ),
)


ORDINAL = keyed(
    (
        r"(?<!каждый )(?<!каждая )\b(?:второй|вторая|второго|вторую|третий|третья|третьего|третью|четв[её]ртый|"
        r"четв[её]ртого|пятый|пятого|шестой|шестого)\b(?=\s*[,—–-]|\s+(?:фигурант|подозреваем|"
        r"задержан|объявлен|арестован|скрыл|сбежал|бежал|успел|наход|попал|взят|пойман|осужд|приговор|получил|был\b)"
        r"|\s" + SOUGHT + r")"
        # «один из подельников умер, другой сейчас находится в розыске»
        # «Один задержан в Уфе, другой — в Стерлитамаке»
        r"|\bдруг(?:ой|ая)\b(?=\s" + SOUGHT + r")|(?<=, )друг(?:ой|ая|ого|ую)\b(?=\s[—–-]\s)"
        # «Двое задержаны, один объявлен в розыск»
        r"|(?<=, )(?:один|одна)\b(?=\s(?:(?:объявлен\w?|наход\w+)\s)?в\s(?:[\w-]+\s)?розыск)"
    ),
)


def _collectives(sentence: Annotated) -> list[Unit]:
    """«Вся троица арестована»: as many as the noun says, all of whom were told of before."""
    made: list[Unit] = []
    for every, token in itertools.pairwise(sentence.tokens):
        if every.lower not in ("вся", "всю"):
            continue
        heads = next((n for r in readings(token.lower) if (n := _counts().get(r.lemma)) is not None), None)
        if heads is not None:
            step = Step("groups.collective", every.start, token.end)
            direct = every.lower == "вся"
            made.append(
                Unit(every.start, token.end, heads, counted=True, both=True, nominative=direct, accusative=not direct,
                     steps=[step])
            )  # fmt: skip
    return made


@cache
def _counts() -> dict[str, int]:
    """How many a collective noun says: «семёрка» 7."""
    return dict(lexicon.toml_table("people_words.toml")["collectives"])


OF_WORD = pattern(r"\sиз\s(?P<noun>[а-яё-]+)", re.IGNORECASE)


def _ones(sentence: Annotated, text: str, units: list[Unit]) -> list[Unit]:
    """One of many: «один из обвиняемых», «третий, которого считают заказчиком,»."""
    made: list[Unit] = []
    for chosen, subset in ((ONE, True), (ORDINAL, False)):
        for match in chosen.finditer(folded(text), sentence.sentence.start, sentence.sentence.end):
            if any(unit.start <= match.start() < unit.end for unit in units):
                continue
            word = match.group().split()[-1].lower()
            end, one_more = match.end(), word.startswith(("млад", "стар"))
            if (of := OF_WORD.match(text, end)) is not None and names_nobody(of["noun"].lower()):
                continue  # «одну из мышей поймали»
            elliptic = _from_another(sentence, text, match.start(), end)
            follower = next((u for u in units if 0 <= u.start - match.end() <= 6), None)
            nominative = word.endswith(("ин", "на", "ый", "ий", "ой", "ья", "ая"))
            sex: Sex | None = "f" if word.endswith(("на", "ну", "ья", "ью", "ая", "ую")) else None
            unit = Unit(
                match.start(),
                end,
                1,
                counted=True,
                sex=sex,
                nominative=nominative,
                accusative=not nominative,
                subset=subset and not (elliptic or one_more) and "еще" not in match.group().lower().replace("ё", "е"),
                lemmas=frozenset(),
                other=not subset or "еще" in match.group().lower().replace("ё", "е"),
                nth=2 if word.startswith("втор") else 0,
                steps=[Step("groups.one_of", match.start(), end)],
            )
            accomplice = follower is not None and bool(follower.lemmas & (nouns("others") | {"курьер"}))
            if accomplice:  # «организатора и одного из помощников арестовали»
                unit.subset, unit.other = False, True
            if follower is not None and subset and text[match.end() : follower.start].strip() == "из":
                unit.end = follower.end
                unit.role = follower.role
                units.remove(follower)
            made.append(unit)
    return made
