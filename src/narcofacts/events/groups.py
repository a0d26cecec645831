"""Groups of people in a sentence: person nouns, numerals and names that stand together, counted once.

Units (one noun phrase each) are found first, then joined: an apposition adds to its unit («водитель, 46-летний
гражданин Таджикистана,»), a breakdown behind a colon or dash belongs to the total before it («трое: двое россиян
и эквадорец»), a row of units is one group with the sum («водитель и двое пассажиров»).
"""

from __future__ import annotations

import itertools
import re

import msgspec

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.citizenships import adjective_country
from narcofacts.mentions.model import AgeMention, CitizenshipMention, NumberMention, RoleMention
from narcofacts.mentions.people import anaphoric_nouns
from narcofacts.nlp.morph import is_known, parts_of_speech, readings
from narcofacts.records import Bound, Role, Sex
from narcofacts.rules import Step
from narcofacts.spans import overlap
from narcofacts.text.letters import lowered
from narcofacts.text.segment import Token


class Unit(msgspec.Struct):
    """One noun phrase for people. `value` None: a bare plural, or a group of unknown size."""

    start: int
    end: int
    value: int | None
    bound: Bound = "exact"
    value_max: int | None = None
    plural: bool = False
    counted: bool = False
    """A numeral counts it."""
    ages: tuple[int, ...] = ()
    birth_years: tuple[int, ...] = ()
    sex: Sex | None = None
    role: Role | None = None
    citizenship: tuple[str, ...] = ()
    foreign: bool = False
    name: str | None = None
    occupation: str | None = None
    residence: str | None = None
    lemmas: frozenset[str] = frozenset()
    anaphoric: bool = False
    both: bool = False
    """оба, обе, все N: the whole of a group told of before."""
    other: bool = False
    """ещё один, другой, второй: somebody else than told before."""
    own_record: bool = False
    """A part with a citizenship or place of its own: «в том числе 143 иностранных гражданина», «шестеро в Алматы»."""
    subset: bool = False
    """N из них, N задержанных: a part of a group told of before."""
    oblique: bool = False
    """Behind a preposition or hanging on another noun: told of, but nobody's subject or object."""
    staff: bool = False
    """One of those who take: taken only where a verb says so plainly."""
    nominative: bool = True
    accusative: bool = True
    details: list[Unit] = msgspec.field(default_factory=list)
    steps: list[Step] = msgspec.field(default_factory=list)


class Group(msgspec.Struct):
    """People told of together in one clause."""

    units: list[Unit]
    sentence: int

    @property
    def start(self) -> int:
        """Where the first unit begins."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where the last unit ends."""
        return max(unit.end for unit in self.units)

    @property
    def value(self) -> int | None:
        """The head-count, or None if a part of it is not told."""
        if any(unit.value is None for unit in self.units):
            return None
        return sum(unit.value or 0 for unit in self.units)

    @property
    def bound(self) -> Bound:
        """The bound of the count."""
        return self.units[0].bound if len(self.units) == 1 else "exact"


PREPOSITIONS = frozenset(
    [
        "у",
        "от",
        "для",
        "с",
        "со",
        "за",
        "по",
        "к",
        "о",
        "об",
        "при",
        "из",
        "против",
        "через",
        "между",
        "перед",
        "под",
        "над",
        "про",
        "без",
    ]
)
ALL = frozenset({"все", "всех", "всем", "эти", "этих"})
SUBSET_NOUN = frozenset({"задержанный", "подозреваемый", "фигурант", "обвиняемый", "арестованный"})


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
        units.append(_role_unit(sentence, text, role, used_numbers))
    units.extend(_demonyms(sentence, units, used_numbers))
    for index, number in enumerate(sentence.numbers):
        if index in used_numbers or number.ordinal or any(_covers(unit, number) for unit in units):
            continue
        made = _numeral_unit(sentence, text, number)
        if made is not None:
            units.append(made)
    units.extend(_ones(sentence, text, units))
    units.sort(key=lambda unit: unit.start)
    _names(sentence, text, units)
    _ages(sentence, text, units)
    units.sort(key=lambda unit: unit.start)
    return _folded(sentence, text, units)


def _oblique_numeral(text: str, number: NumberMention) -> bool:
    """Whether the numeral itself stands in an oblique case («двум сыновьям», «двумя курьерами»)."""
    word = text[number.start : number.end].split()[-1].lower()
    cases = {r.case for r in readings(word) if r.case}
    return bool(cases) and not cases & {"nomn", "accs", "gent"}


def _covers(unit: Unit, number: NumberMention) -> bool:
    return unit.start <= number.start and number.end <= unit.end


def _count_before(sentence: Annotated, start: int, used: set[int]) -> tuple[NumberMention | None, int]:
    """The cardinal that counts the noun at `start`, across adjectives and ages, and where the phrase begins."""
    at = sentence.token_at(start)
    tokens = sentence.tokens
    for index in range(len(sentence.numbers) - 1, -1, -1):
        number = sentence.numbers[index]
        if number.end > start or number.ordinal:
            continue
        between = [t for t in tokens[:at] if t.start >= number.end]
        if len(between) > 4:
            break
        fits = all(
            (t.word and parts_of_speech(t.lower) & {"ADJF", "PRTF", "NUMR"})
            or "летн" in t.lower
            or t.text in '«»"“”'
            or t.lower in ("ранее", "ее", "его", "их")
            for t in between
        )
        if fits and _agrees(number, tokens[at]):
            used.add(index)
            return number, number.start
        break
    return None, start


def _agrees(number: NumberMention, head: Token) -> bool:
    """Whether a numeral can count the noun: «300 млн владельцы» cannot be read as people."""
    if number.value == 1 or number.collective:
        return True
    cases = {r.case for r in readings(head.lower) if r.pos in ("NOUN", "ADJF", "PRTF")}
    return not cases or bool(cases - {"nomn", "voct"})


def _cases(word: str) -> tuple[bool, bool]:
    """(can be nominative, can be accusative) of a noun form."""
    found = [r for r in readings(word) if r.case]
    if not found:
        return True, True
    return any(r.case == "nomn" for r in found), any(r.case == "accs" for r in found)


def _oblique(sentence: Annotated, start: int) -> bool:
    """Whether the phrase at `start` hangs on a preposition or on the noun right before it."""
    at = sentence.token_at(start)
    back = at - 1
    aged = "летн" in sentence.tokens[at].lower
    while back >= 0:
        token = sentence.tokens[back]
        kinds = parts_of_speech(token.lower) if token.word else frozenset()
        aged = aged or "летн" in token.lower
        if (
            "летн" in token.lower
            or (token.word and kinds & {"ADJF", "PRTF"} and not kinds & {"NOUN"})
            or token.text in '«"“'
        ):
            back -= 1
            continue
        break
    if back < 0:
        return False
    token = sentence.tokens[back]
    if token.lower in PREPOSITIONS or token.lower == "как":  # «как возможный участник сбыта задержан …»
        return True
    if token.word and token.lower not in ("человек",):
        found = readings(token.lower)
        if any(p.start <= token.start < p.end for p in sentence.places):
            return False  # «На Пхукете россиянина»: the place governs nothing
        if found and found[0].pos == "NOUN" and not aged:
            genitive = any(
                r.case == "gent"
                for r in readings(sentence.tokens[at].lower)
                if r.pos in ("NOUN", "ADJF", "PRTF", "NUMR")
            )
            return genitive
    return False


def _citizen_unit(sentence: Annotated, citizen: CitizenshipMention, used: set[int]) -> Unit:
    number, start = _count_before(sentence, citizen.start, used)
    head = sentence.tokens[sentence.token_at(citizen.start)]
    nominative, accusative = _cases(head.lower)
    plural = citizen.number == "plur"
    if number is None and not plural:
        value: int | None = 1
    else:
        value = int(number.value) if number else None
    return Unit(
        start,
        citizen.end,
        value,
        number.bound if number else "exact",
        _whole(number),
        plural or bool(number and number.value != 1),
        number is not None,
        sex=citizen.sex if not plural else None,
        citizenship=citizen.countries,
        foreign=citizen.foreign,
        lemmas=frozenset({"гражданин"}),
        oblique=_oblique(sentence, start),
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
        number, start = _count_before(sentence, place.start, used)
        head = sentence.tokens[sentence.token_at(place.start)].lower
        nominative, accusative = _cases(head)
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
                _whole(number),
                plural,
                number is not None,
                residence=place.place.name,
                sex=None if plural else ("f" if feminine else "m"),
                lemmas=frozenset({"житель"}),
                oblique=_oblique(sentence, start),
                nominative=nominative or number is not None,
                accusative=accusative or number is not None,
                steps=[Step(place.rule, place.start, place.end)],
            )
        )
    return made


def _whole(number: NumberMention | None) -> int | None:
    return int(number.value_max) if number is not None and number.value_max is not None else None


SEVERAL = frozenset({"несколько", "ряд", "много", "множество"})
"""Quantifiers without a number: «задержаны несколько курьеров»."""


def _role_unit(sentence: Annotated, text: str, role: RoleMention, used: set[int]) -> Unit:
    number, start = _count_before(sentence, role.start, used)
    head = sentence.tokens[sentence.token_at(role.end - 1)]
    nominative, accusative = _cases(head.lower)
    plural = role.number == "plur" or bool(number and number.value != 1)
    if number is not None:
        value: int | None = int(number.value)
    elif role.heads == 0 or (role.number == "plur" and role.heads == 1):
        value = None
    else:
        value = role.heads
    before = [t.lower for t in sentence.tokens[max(0, sentence.token_at(start) - 2) : sentence.token_at(start)]]
    everybody = bool(before) and before[-1] in ("все", "всех") and role.lemma in SUBSET_NOUN and role.number == "plur"
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
        _whole(number),
        plural,
        number is not None,
        sex=role.sex,
        role=role.role,
        occupation=role.lemma if role.occupation else None,
        lemmas=frozenset({role.lemma}),
        oblique=_oblique(sentence, start),
        nominative=nominative or number is not None,
        accusative=accusative or number is not None,
        staff=role.staff,
        both=both,
        subset=number is not None and role.lemma in SUBSET_NOUN and not both,
        steps=[Step(role.rule, role.start, role.end)],
    )
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
        if _oblique_numeral(text, number):
            unit.nominative = unit.accusative = False
    return unit


def _adjective_citizenship(sentence: Annotated, role: RoleMention) -> tuple[str, ...]:
    """«японский политик», «казахстанская студентка»: an adjective of a country right before a person who is no
    official."""
    if role.staff:
        return ()
    at = sentence.token_at(role.start)
    for token in sentence.tokens[max(0, at - 2) : at]:
        country = adjective_country(token.lower) if token.word else None
        if country:
            return (country,)
    return ()


ALSO = pattern(r"(?:задержан|арестован|пойман|взят)\w*\s+и\s+(?:\d\d-?летн\w+\s+)?$", re.IGNORECASE)
"""«задержан и 47-летний мужчина»: one more."""
NUMERAL_AFTER = pattern(r"\s*(?:из них|из задержанных|из которых|из этого числа)", re.IGNORECASE)


def _numeral_unit(sentence: Annotated, text: str, number: NumberMention) -> Unit | None:
    """A numeral that stands for people by itself: «двое», «все пятеро», «восемь из них», «из них 38 — иностранцы»."""
    if isinstance(number.value, float):
        return None
    after = text[number.end : number.end + 24]
    before = text[max(0, number.start - 26) : number.start].lower()
    of_them = NUMERAL_AFTER.match(after)
    at = sentence.token_at(number.end)
    following = next((t for t in sentence.tokens[at:] if t.start >= number.end), None)
    verb = (
        following is not None and at in sentence.predicates and number.value >= 2 and number.rule.startswith("numerals")
    )
    dash = pattern(r"\s*[—–-]\s*(?:граждан|иностран)").match(after)
    at_number = sentence.token_at(number.start)
    behind = at_number - 1 in sentence.predicates and (following is None or not following.word)
    among = pattern(r"(?:из них|в том числе|среди них|из которых)\s*(?:уже\s*)?$").search(before) is not None and (
        following is None or not following.word or not parts_of_speech(following.lower) & {"NOUN", "ADJF", "PRTF"}
    )
    if not (number.collective or of_them or verb or dash or among or (behind and number.value >= 2)):
        return None
    if number.collective and following is not None and following.word:
        best = readings(following.lower)[0]
        if best.pos == "NOUN" and best.case == "gent" and following.lower not in ("суток",) and not of_them:
            # «двое суток», «трое детей»: the noun is counted, and it is no person of people.csv
            return None
    both = text[number.start : number.start + 2].lower() == "об" or bool(
        pattern(r"\b(?:все|всех|всем|эти)\s*$").search(before)
    )
    subset = bool(of_them) or bool(
        pattern(r"(?:из них|в том числе|среди них|из которых)\s*[—–-]?\s*(?:\w+\s)?$").search(before)
    )
    start = number.start
    return Unit(
        start,
        number.end + (of_them.end() if of_them else 0),
        int(number.value),
        number.bound,
        _whole(number),
        True,
        True,
        both=both,
        subset=subset and not both,
        anaphoric=both,
        oblique=_oblique(sentence, start),
        steps=[Step(number.rule, number.start, number.end)],
    )


OTHER = pattern(
    (
        r"\b(?:ещ[её]|друг(?:ой|ая|ого|ую|ие|их)|втор(?:ой|ая|ого|ую)|трет(?:ий|ья|ьего|"
        r"ью))\s*(?:\w+\s)?$|\b(?:ещ[её]|друг(?:ой|ая|ого)|втор(?:ой|ая)|трет(?:ий|ья))\s"
    ),
    re.IGNORECASE,
)
FOREIGN_AFTER = pattern(r"\s*[—–-]?\s*(?:иностран|граждан)", re.IGNORECASE)
ONE = pattern(
    (
        r"\b(?:один|одна|одного|одну)\b(?=\s+из\s+(?:них|которых|\w+))|\b(?:ещ[её]\s+)(?:один|"
        r"одна|одного|одну)\b(?=\s*(?:[,—–-]|задержан|арестован|объявлен|осужд|приговор|наход))"
    ),
)
ORDINAL = pattern(
    (
        r"\b(?:второй|вторая|второго|вторую|третий|третья|третьего|третью|четв[её]ртый|"
        r"четв[её]ртого|пятый|пятого|шестой|шестого)\b(?=\s*[,—–-]|\s+(?:фигурант|подозреваем|"
        r"задержан|объявлен|арестован|скрыл|наход))"
    ),
)


def _ones(sentence: Annotated, text: str, units: list[Unit]) -> list[Unit]:
    """One of many: «один из обвиняемых», «третий, которого считают заказчиком,»."""
    made: list[Unit] = []
    for chosen, subset in ((ONE, True), (ORDINAL, False)):
        for match in chosen.finditer(lowered(text), sentence.sentence.start, sentence.sentence.end):
            if any(unit.start <= match.start() < unit.end for unit in units):
                continue
            word = match.group().split()[-1].lower()
            end = match.end()
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
                subset=subset and "еще" not in match.group().lower().replace("ё", "е"),
                lemmas=frozenset(),
                other=not subset or "еще" in match.group().lower().replace("ё", "е"),
                steps=[Step("groups.one_of", match.start(), end)],
            )
            if follower is not None and subset and text[match.end() : follower.start].strip() == "из":
                unit.end = follower.end
                unit.role = follower.role
                units.remove(follower)
            made.append(unit)
    return made


INITIALS = pattern(r"\s+((?:[А-ЯЁ][а-яё]+\s+)?[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?)(?=[\s,.;)]|$)")


def _names(sentence: Annotated, text: str, units: list[Unit]) -> None:
    """Gives each unit the name behind it, and makes units of names that stand alone."""
    for unit in list(units):
        match = INITIALS.match(text, unit.end)
        if match and match.end() <= sentence.sentence.end + 1 and not unit.plural:
            unit.name = match.group(1)
            unit.end = match.end()
    for person in sentence.persons:
        if any(unit.start <= person.start < unit.end for unit in units):
            continue
        if pattern(r"(?:прозвищ\w+|кличк\w+|имени|называем\w+)\s*[«\"]?$").search(
            text[max(0, person.start - 20) : person.start]
        ):
            continue
        name = text[person.start : person.end]
        owner = _name_owner(text, person.start, name, units)
        if owner is not None:
            owner.name = name
            owner.end = person.end
        else:
            nominative, accusative = _name_cases(name)
            units.append(
                Unit(
                    person.start,
                    person.end,
                    1,
                    name=name,
                    nominative=nominative,
                    accusative=accusative,
                    oblique=_oblique(sentence, person.start) and not nominative,
                    lemmas=frozenset({name.lower()}),
                    steps=[Step("groups.name", person.start, person.end)],
                )
            )


def _name_cases(name: str) -> tuple[bool, bool]:
    """(can be nominative, can be accusative) of one person's name, by its first word and those the dictionary has."""
    words = [word for at, word in enumerate(name.lower().split()) if at == 0 or is_known(word)]
    found = [[r for r in readings(word) if r.case and r.number != "plur"] for word in words]
    found = [each for each in found if each]
    return (
        all(any(r.case == "nomn" for r in each) for each in found),
        all(any(r.case == "accs" or not r.animate for r in each) for each in found),
    )


def _name_owner(text: str, start: int, name: str, units: list[Unit]) -> Unit | None:
    """The unit that a name behind it belongs to, across words that hang on it: «сотрудник патрульной милиции Д. К.»."""
    nominative, accusative = _cases(name.split()[0].lower())
    for unit in sorted(units, key=lambda u: -u.end):
        gap = text[unit.end : start] if unit.end <= start else None
        if gap is None or unit.plural or unit.name is not None:
            continue
        if (
            len(gap) > 120
            or not pattern(r"(?:\s+[\w«»\"()-]+){0,14}\s+").fullmatch(gap)
            or pattern(r"\s(?:и|а|но)\s").search(gap)
        ):
            return None
        if (
            len(gap) <= 2
            or (unit.nominative and nominative)
            or (unit.accusative and accusative and not unit.nominative)
        ):
            return unit
    return None


def _ages(sentence: Annotated, text: str, units: list[Unit]) -> None:
    """Gives each age to the unit after it («29-летний гражданин») or before it («две студентки, 19 и 20 лет»)."""
    low = lowered(text)
    for age in sentence.ages:
        unit = _age_owner(sentence, text, age, units)
        if unit is not None and (unit.value or 0) > 10:
            continue
        if unit is None:
            him = pattern(r"\b(?:(ему)|(ей))\s+(?:было\s+|всего\s+)?$").search(low, max(0, age.start - 14), age.start)
            if him is not None and age.ages:  # «ему 27 лет»: of somebody told of before
                units.append(
                    Unit(
                        age.start,
                        age.end,
                        1,
                        ages=age.ages,
                        sex="m" if him.group(1) else "f",
                        anaphoric=True,
                        nominative=False,
                        accusative=False,
                        lemmas=frozenset({"он"}),
                        steps=[Step(age.rule, age.start, age.end)],
                    )
                )
                units.sort(key=lambda unit: unit.start)
                continue
            if "летн" in text[age.start : age.end].lower() and (age.ages):
                at = sentence.token_at(age.start)
                head = next((t for t in sentence.tokens[at + 1 :] if t.word), None)
                if head is not None and head.start - age.end < 30:
                    end = next(
                        (
                            t.end
                            for t in itertools.takewhile(lambda t: t.word, sentence.tokens[at + 1 : at + 4])
                            if any(r.pos == "NOUN" for r in readings(t.lower)[:1])
                        ),
                        age.end,
                    )
                    nominative, accusative = _cases(text[age.start : age.end].lower().split("-")[-1])
                    units.append(
                        Unit(
                            age.start,
                            end,
                            1,
                            ages=age.ages,
                            sex=age.sex,
                            occupation=text[head.start : end].lower() if end > age.end else None,
                            oblique=_oblique(sentence, age.start),
                            nominative=nominative,
                            accusative=accusative,
                            steps=[Step(age.rule, age.start, age.end)],
                        )
                    )
                    units.sort(key=lambda unit: unit.start)
            continue
        unit.ages = unit.ages + age.ages
        unit.birth_years = unit.birth_years + age.birth_years
        unit.start = min(unit.start, age.start)
        unit.end = max(unit.end, age.end)
        if unit.sex is None and not unit.plural:
            unit.sex = age.sex
        told = max(len(unit.ages), len(unit.birth_years))
        if unit.value is None and told > 1 and told == len(age.ages or age.birth_years):
            unit.value = told
        unit.steps.append(Step(age.rule, age.start, age.end))


def _age_owner(sentence: Annotated, text: str, age: AgeMention, units: list[Unit]) -> Unit | None:
    if "летн" in text[age.start : age.end].lower():
        after = [u for u in units if u.end > age.end and u.start >= age.start - 1]
        if after:
            unit = after[0]
            words = [t for t in sentence.tokens if age.end <= t.start < unit.start]
            if unit.start <= age.start or (
                len(words) <= 3
                and all(parts_of_speech(t.lower) & {"ADJF", "PRTF"} or t.lower == "ранее" for t in words)
            ):
                return unit
        inside = [u for u in units if u.start <= age.start < u.end]
        return inside[0] if inside else None
    before = [u for u in units if u.end <= age.start + 1]
    if not before:
        return None
    unit = before[-1]
    gap = text[unit.end : age.start]
    if len(gap) <= 40 and gap.count(",") <= 1 and not pattern(r"[.;]").search(gap):
        return unit
    return None


def _folded(sentence: Annotated, text: str, units: list[Unit]) -> list[Unit]:
    """Appositions folded into their unit, breakdowns into their total."""
    result: list[Unit] = []
    total: Unit | None = None
    for unit in units:
        if result:
            last = result[-1]
            gap = text[last.end : unit.start]
            if unit.start < last.end:
                _absorb(last, unit)
                continue
            if total is not None and total is last and len(gap) < 90 and not pattern(r"[.;]").search(gap):
                told = sum(d.value or 1 for d in total.details)
                if total.details and total.details[-1].own_record and not unit.counted:
                    _absorb(total.details[-1], unit)
                    total.end = max(total.end, unit.end)
                    continue
                if total.value is None or told < total.value:
                    total.details.append(unit)
                    total.end = max(total.end, unit.end)
                    continue
            if (
                not unit.lemmas
                and unit.ages
                and last.counted
                and len(last.ages) + len(unit.ages) <= (last.value or 0)
                and pattern(r"(?:\s+с\s+[\w-]+)?\s*(?:,|и|,\s*и)\s*").fullmatch(gap)
            ):
                _absorb(last, Unit(unit.start, unit.end, None, steps=unit.steps))  # «двоих, 19-летнего и 20-летнего»
                last.ages = last.ages + unit.ages
                continue
            opens = pattern(
                r"(?:(?:\s+[\w«»\"-]+){0,3}?,)?\s*[,.]?\s*(?:[:—–(-]\s*)?(?:в том числе|среди них|в их "
                r"числе|среди которых|из них)?\s*(?:[:—–-]\s*)?(?:предполагаем\w+\s|сам\s|уже\s)*"
            ).fullmatch(gap)
            breakdown = (
                opens
                and sentence.clause_of(last.end - 1) == sentence.clause_of(unit.start)
                and pattern(r"[:—–(-]|том числе|них|числе|которых").search(gap)
                and last.counted
                and (last.value or 0) > 1
            )
            if (
                breakdown
                and pattern(r"том числе|среди них|из них|среди которых").search(gap)
                and unit.counted
                and (unit.value or 0) < (last.value or 0)
                and (unit.citizenship or unit.foreign or FOREIGN_AFTER.match(text, unit.end))
            ):
                unit.own_record = True
            if breakdown and (unit.value is None or last.value is None or unit.value <= last.value):
                same = unit.value is None and unit.plural
                if same:
                    _absorb(last, unit)
                else:
                    last.details.append(unit)
                    last.end = max(last.end, unit.end)
                total = last
                continue
            if _apposition(last, unit, gap):
                _absorb(last, unit)
                continue
            if last.counted and (last.value or 0) > 1 and not unit.counted and _counted_with(text, last, unit, gap):
                _absorb(last, unit)
                continue
            if last.value is None and not last.counted and unit.counted and MADE_OF.fullmatch(gap):
                last.value, last.bound, last.value_max = unit.value, unit.bound, unit.value_max
                last.counted = last.plural = True
                _absorb(last, unit)
                continue
            dependent = unit.oblique and pattern(r"\s*").fullmatch(gap) is not None
            if dependent and not unit.counted:
                last.end = unit.end
                continue
        total = None
        result.append(unit)
    return result


def _counted_with(text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«10 торговцев и повстанцев»: the numeral counts both genitives."""
    if (
        not unit.plural
        or unit.nominative
        or unit.name
        or not pattern(r"(?:\s+\w+)?\s+и\s+(?:[\w-]+(?:ых|их)\s+)?").fullmatch(gap)
    ):
        return False
    head = text[last.start : last.end].split()[-1].lower()
    return any(r.case == "gent" and r.number == "plur" for r in readings(head))


MADE_OF = pattern(r"(?:\s+[\w-]+){0,2}\s+(?:из|в составе|в количестве|численностью)\s+", re.IGNORECASE)
"""«группу из пяти сбытчиков»: the people that the group is made of."""


def _apposition(last: Unit, unit: Unit, gap: str) -> bool:
    """«Водитель, 46-летний гражданин Таджикистана»; «Двое кураторов магазина, граждане Украины»; «закладчицу —
    студентку»."""
    if (
        unit.name
        and not (unit.ages and last.ages)
        and not last.name
        and next(iter(unit.lemmas), "") == unit.name.lower()
        and len(gap) <= 2
    ):
        return not last.plural
    match = pattern(
        r"(?:\s+[\w«»\"-]+){0,4}\s*(?:,\s*[—–-]|,|—|–|-|\()\s*(?:ранее\s+(?:судимый|судимая|отбывавший)?\s*)?"
    ).fullmatch(gap)
    if not match or pattern(r"\bи\b").search(gap):
        return False
    if unit.counted:
        return False
    if last.counted and (last.value or 0) > 1:
        return unit.plural and not unit.subset
    if last.plural != unit.plural:
        return False
    if last.name and unit.name:
        return False
    return last.nominative == unit.nominative or last.accusative == unit.accusative


def _absorb(unit: Unit, other: Unit) -> None:
    """What `other` tells goes to `unit`."""
    unit.end = max(unit.end, other.end)
    unit.ages = unit.ages or other.ages
    unit.birth_years = unit.birth_years or other.birth_years
    unit.sex = unit.sex or other.sex
    unit.role = unit.role or other.role
    unit.citizenship = unit.citizenship or other.citizenship
    unit.foreign = unit.foreign or other.foreign
    unit.name = unit.name or other.name
    unit.occupation = unit.occupation or other.occupation
    unit.lemmas = unit.lemmas | other.lemmas
    unit.steps.extend(other.steps)
    if unit.value is None and other.value is not None and other.ages and len(other.ages) == other.value:
        unit.value = other.value


def _own_places(sentence: Annotated, units: list[Unit]) -> None:
    """Marks the parts of a breakdown that have a place each: «шестеро в Алматы, четверо в Караганде»."""
    for unit in units:
        if len(unit.details) < 2:
            continue
        placed = [
            d
            for d in unit.details
            if any(0 <= p.start - d.end <= 4 and p.preposition in ("в", "во", "на", "") for p in sentence.places)
        ]
        if len(placed) == len(unit.details):
            for detail in unit.details:
                detail.own_record = True


NOT_JOINED = pattern(r"\bа (?!также|затем|потом|позже|следом)|включая|кроме|исключени")
ROW = pattern(
    r"\)?(?:\s+[\w-]+){0,7}\s*(?:,?\s*(?:и|а также|а затем|а потом|а позже|а следом)|,)\s*"
    r"(?:еще|ещё|его|ее|её|их|сопровождавший груз|один|одна)?\s*(?:[\w-]+\s+){0,2}"
)
"""What may stand between two people of one row: «водитель и двое пассажиров»."""


def groups_in(sentence: Annotated, text: str) -> list[Group]:
    """The groups of a sentence: units of one clause joined by «и», «,», «а также»."""
    groups: list[Group] = []
    units = units_in(sentence, text)
    _own_places(sentence, units)
    for unit in units:
        if groups:
            last = groups[-1].units[-1]
            gap = text[last.end : unit.start]
            joined = not NOT_JOINED.search(gap) and ROW.fullmatch(gap)
            whole = groups[-1].value
            if (
                len(groups[-1].units) > 1
                and unit.plural
                and not unit.counted
                and pattern(r"\s*(?:,|—|–|-|\()\s*").fullmatch(gap)
                and (unit.value is None or unit.value == whole)
            ):
                _describe(groups[-1], unit)
                continue
            same_case = (
                (last.nominative and unit.nominative)
                or (last.accusative and unit.accusative)
                or not (last.nominative or last.accusative or unit.nominative or unit.accusative)
            )
            if (
                joined
                and same_case
                and not unit.subset
                and not unit.both
                and sentence.clause_of(last.end - 1) == sentence.clause_of(unit.start)
                and last.oblique == unit.oblique
                and not _has_predicate(sentence, last.end, unit.start)
            ):
                groups[-1].units.append(unit)
                _share_ages(groups[-1])
                continue
        groups.append(Group([unit], sentence.sentence.index))
    return groups


def _share_ages(group: Group) -> None:
    """«хозяин дома и его брат, 38 и 35 лет»: as many ages as people belong one to each."""
    last = group.units[-1]
    for told in ("ages", "birth_years"):
        values = getattr(last, told)
        if len(values) == len(group.units) > 1 and not any(getattr(unit, told) for unit in group.units[:-1]):
            for unit, value in zip(group.units, values, strict=True):
                setattr(unit, told, (value,))


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


def _has_predicate(sentence: Annotated, start: int, end: int) -> bool:
    return any(start <= sentence.tokens[p].start < end for p in sentence.predicates)
