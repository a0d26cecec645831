"""What is told of single people beside their noun: names and ages."""

from __future__ import annotations

import itertools
import re

from narcofacts.cached.patterns import pattern
from narcofacts.events.noun_phrases import direct_cases, has_predicate, oblique
from narcofacts.events.unit import Unit
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import AgeMention
from narcofacts.mentions.people import names_nobody
from narcofacts.nlp.morph import is_known, parts_of_speech, readings
from narcofacts.rules import Step
from narcofacts.spans import overlap
from narcofacts.text.letters import lowered

INITIALS = pattern(r"\s+((?:[А-ЯЁ][а-яё]+\s+)?(?:[А-ЯЁ]|Дж|Дз)\.(?:\s?[А-ЯЁ]\.)?)(?=[\s,.;)]|$)")


def give_names(sentence: Annotated, text: str, units: list[Unit]) -> None:
    """Gives each unit the name behind it, and makes units of names that stand alone."""
    for unit in list(units):
        match = INITIALS.match(text, unit.end)
        if match and match.end() <= sentence.sentence.end + 1 and not unit.plural:
            unit.name = match.group(1)
            unit.end = match.end()
    for person in sentence.persons:
        within = next((unit for unit in units if unit.start <= person.start < unit.end), None)
        if within is not None:
            rest = text[within.end : person.end].strip()
            if rest[:1].isupper() and not within.plural and within.name is None:
                within.name, within.end = rest, person.end  # «Закладчика Мусаева»: the tagger takes both for a name
            continue
        if CALLED.search(text, max(0, person.start - 20), person.start):
            continue
        if STREET.search(text, max(0, person.start - 4), person.start):
            continue
        name = text[person.start : person.end]
        opens = sentence.token_at(person.start) == 0
        drug = any(overlap(person, substance) for substance in sentence.substances)
        if opens and (names_nobody(name.lower()) or drug or _is_participle(name.lower())):
            continue  # «Голубя задержали», «Экстази и ЛСД: …», «Схвачен наркокурьер»
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
                    oblique=oblique(sentence, person.start) and (not nominative or _quoted(sentence, person.start)),
                    lemmas=frozenset({name.lower()}),
                    steps=[Step("groups.name", person.start, person.end)],
                )
            )


def _is_participle(word: str) -> bool:
    """«схвачен»: a word in capitals at the head of a sentence only."""
    found = readings(word)
    return bool(found) and found[0].pos == "PRTS"


CALLED = pattern(
    r"(?:прозвищ\w+|псевдоним\w+|кличк\w+|именем|имени|называем\w+|(?:известн|установленн|опознанн)\w+ как)\s*[«\"]?$"
)
"""«фигурант, установленный как Т.М.»: no further person"""
STREET = pattern(r"\b[Вв]о?\s$|\b[Нн]а\s$")
"""«хозяина бара на Бангла-роуд»: no name of his."""
ACCORDING = frozenset({"словам", "данным", "мнению", "сведениям", "информации", "заявлению"})


def _quoted(sentence: Annotated, start: int) -> bool:
    """«По словам Ганбари, арестованы пятеро»: somebody who only says so."""
    at = sentence.token_at(start)
    return at > 0 and sentence.tokens[at - 1].lower in ACCORDING


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
    nominative, accusative = direct_cases(name.split()[0].lower())
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
            or (unit.accusative and not unit.nominative and name.split()[0].endswith(("а", "я")))
            or not (unit.nominative or unit.accusative or nominative)
        ):
            return unit
    return None


EACH = ("летних", "летние", "летними")


def give_ages(sentence: Annotated, text: str, units: list[Unit]) -> None:
    """Gives each age to the unit after it («29-летний гражданин») or before it («две студентки, 19 и 20 лет»); one
    that belongs to none of them makes a unit of its own where it tells of somebody («28-летний Д.», «ему 27 лет»)."""
    low = lowered(text)
    before = [HIM_AGED.search(low, max(0, age.start - 24), age.start) for age in sentence.ages]
    each = sum(him is not None and him[0].startswith(ONE_OF_THEM) for him in before) > 1  # «старшему 38, младшему 23»
    for age, him in zip(sentence.ages, before, strict=True):
        own = each and him is not None and not _inside_one(units, age)
        owner = None if own else _age_owner(sentence, text, age, units)
        if owner is None:
            made = _of_him(age, him) or _headless(sentence, text, age)
            if made is not None:
                units.append(made)
                units.sort(key=lambda unit: unit.start)
        elif (owner.value or 0) <= 10:
            _lend_age(sentence, text, age, owner)


def _lend_age(sentence: Annotated, text: str, age: AgeMention, unit: Unit) -> None:
    low = lowered(text)
    alike = low.endswith(EACH, age.start, age.end) or BOTH.search(low, max(0, age.start - 12), age.start) is not None
    every = len(age.ages or age.birth_years) == 1 and unit.counted and alike  # «двух 23-летних», «оба 1973 г. р.»
    unit.ages = unit.ages + age.ages * (unit.value or 1 if every else 1)
    unit.birth_years = unit.birth_years + age.birth_years * (unit.value or 1 if every else 1)
    unit.start = min(unit.start, age.start)
    if not has_predicate(sentence, unit.end, age.start):  # «Трое задержаны, самому младшему 19 лет»
        unit.end = max(unit.end, age.end)
    if unit.sex is None and not unit.plural:
        unit.sex = age.sex
    told = max(len(unit.ages), len(unit.birth_years))
    if unit.value is None and told > 1 and told == len(age.ages or age.birth_years):
        unit.value = told
    unit.steps.append(Step(age.rule, age.start, age.end))


BOTH = pattern(r"\b(?:оба|обе|обоим|обеим|обоих|обеих)\s(?:по\s|в возрасте\s|было\s)?$")


def _of_him(age: AgeMention, him: re.Match[str] | None) -> Unit | None:
    """«ему 27 лет», «им 24 и 30», «старшему из них 38»: somebody told of before."""
    many = len(age.ages)
    if him is None or not many or (many > 1) != him[0].startswith("им"):
        return None
    return Unit(
        age.start,
        age.end,
        many,
        plural=many > 1,
        ages=age.ages,
        sex="m" if him[1] else "f" if him[2] else None,
        anaphoric=True,
        nominative=False,
        accusative=False,
        lemmas=frozenset({"они" if many > 1 else "он"}),
        steps=[Step(age.rule, age.start, age.end)],
    )


def _headless(sentence: Annotated, text: str, age: AgeMention) -> Unit | None:
    """«24-летние М.У. и С.Т.», «28-летний Д.», «40-летний Осман Огурлу», «17-летних учащихся»: people whom the
    adjective alone shows to be such."""
    low = lowered(text)
    if "летн" not in low[age.start : age.end] or not age.ages or OF_AGE.match(low, age.end):
        return None
    all_alike = low.endswith(EACH, age.start, age.end)
    if all_alike and (row := NAMES_ROW.match(text, age.end)) is not None:
        return _named_alike(sentence, age, row)
    at = sentence.token_at(age.start)
    head = next((t for t in sentence.tokens[at + 1 :] if t.word), None)
    if head is None or head.start - age.end >= 30:
        return None
    words = itertools.takewhile(lambda t: t.word, sentence.tokens[at + 1 : at + 4])
    end = next((t.end for t in words if any(r.pos == "NOUN" for r in readings(t.lower)[:1])), age.end)
    initials = INITIALS.match(text, age.end)
    nominative, accusative = direct_cases(low[age.start : age.end].split("-")[-1])
    return Unit(
        age.start,
        initials.end() if initials else end,
        None if all_alike else 1,
        name=initials[1] if initials else None,
        plural=all_alike,
        ages=age.ages,
        sex=age.sex,
        # «40-летний Осман Огурлу»: a name is no trade
        occupation=low[head.start : end] if end > age.end and head.text[:1].islower() else None,
        oblique=oblique(sentence, age.start),
        nominative=nominative,
        accusative=accusative,
        steps=[Step(age.rule, age.start, age.end)],
    )


HIM_AGED = pattern(
    r"\b(?:(ему|(?:стар|млад)шему|одному|первому|второму|другому)|(ей|(?:стар|млад)шей|одной|первой|второй|другой)|им)\s+"
    r"(?:из\s+(?:них|задержанных|подозреваемых|обвиняемых)\s+)?(?:было\s+|всего\s+|[—–-]\s+)?$"
)
ONE_OF_THEM = ("стар", "млад", "одн", "перв", "втор", "друг")
NAMES_ROW = pattern(r"(?:(?:,|\sи)?\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?){2,6}(?![а-яё])")
OF_AGE = pattern(r"\sвозраст")
"""«до достижения дочерью 14-летнего возраста»: nobody's age yet."""


def _named_alike(sentence: Annotated, age: AgeMention, row: re.Match[str]) -> Unit:
    """«24-летние М.У. и С.Т.»: so many people of one age."""
    many = len(pattern(r"(?:[А-ЯЁ]\.\s?){1,2}(?=,|\sи\s|$)").findall(row[0].rstrip()))
    nominative, accusative = direct_cases(sentence.tokens[sentence.token_at(age.start)].lower.split("-")[-1])
    return Unit(
        age.start,
        row.end(),
        many,
        plural=True,
        counted=True,
        ages=age.ages * many,
        oblique=oblique(sentence, age.start),
        nominative=nominative,
        accusative=accusative,
        steps=[Step(age.rule, age.start, age.end), Step("groups.initials", age.end, row.end())],
    )


def _inside_one(units: list[Unit], age: AgeMention) -> bool:
    """Whether an age stands inside a noun phrase."""
    return any(unit.start < age.start and age.end <= unit.end for unit in units)


def _age_owner(sentence: Annotated, text: str, age: AgeMention, units: list[Unit]) -> Unit | None:
    if "летн" in text[age.start : age.end].lower():
        after = [u for u in units if u.end > age.end and u.start >= age.start - 1]
        if after:
            unit = after[0]
            words = [t for t in sentence.tokens if age.end <= t.start < unit.start]
            if unit.start <= age.start or (
                len(words) <= 3
                and all(
                    parts_of_speech(t.lower) & {"ADJF", "PRTF"} or t.lower in ("ранее", "«", '"') for t in words
                )  # «25-летний «химик»»
            ):
                return unit
        inside = [u for u in units if u.start <= age.start < u.end]
        return inside[0] if inside else None
    around = [u for u in units if u.start < age.start and age.end <= u.end]
    if around:
        return around[-1]
    before = [u for u in units if u.end <= age.start + 1]
    if not before:
        return None
    unit = before[-1]
    gap = text[unit.end : age.start]
    if len(gap) <= 40 and gap.count(",") <= 1 and not pattern(r"[.;]").search(gap):
        return unit
    return None
