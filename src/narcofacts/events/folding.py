"""Units folded into others: appositions («водитель, 46-летний гражданин Таджикистана,») into their unit, breakdowns
into their total («трое: двое россиян и эквадорец»).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from narcofacts.cached.patterns import pattern
from narcofacts.events.noun_phrases import has_predicate
from narcofacts.events.penalties import OWN_TERM, TERM_BEHIND, YEARS_TOLD
from narcofacts.events.unit import Unit, complete
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.people import nouns
from narcofacts.nlp.morph import readings

DASHED = pattern(r"\s*[—–-]\s*")
"""«четверо — граждане РФ»: what is told of the part before."""
BEING = pattern(r"\s+(?:являются|являлись|оказались)\s+")
"""«трое из которых являются гражданами Латвии»"""
NEXT_PART = pattern(r"\s*(?:,|,? и\s)\s*(?:а\s+)?(?:ещ[её]\s+)?")
"""«трое из них – граждане Латвии, двое – граждане Литвы»: another part of those told before."""
AMONG = pattern(r"том числе|включая|среди них|из них|из которых|среди которых|их числе|числе которых")
ADJECTIVE = r"(?:[\w-]+(?:[ыио]й|ая|ого|его|ую)\s)?"
"""«…, бывшего полицейского»: a word before the noun of a part."""
OF_A_KIND = pattern(
    r"\s*[—–-]?\s*(?:иностран|граждан|за (?:нарко|сбыт|хранение нарко|распростран)|"
    r"к (?:реальн|условн|пожизненн|лишени|срок|штраф|исправит|ограничени))",
    re.IGNORECASE,
)
"""«из них 187 – к реальному лишению свободы»"""


OWN_TERM_BETWEEN = pattern(rf"\s*[—–-]\s(?:по|к|на)\s{YEARS_TOLD}\b")
"""«двое минеров — по девять с половиной, оператор — восемь»: the next of a row of terms"""
AMONG_THEM = pattern(r"(?:\s[А-ЯЁ]\.)?\s(?:в том числе|среди них)\b")
"""«задержали 53 человека, Янко в том числе»"""
CELL = pattern(r"\s(?:[\w-]+\s)?(?:ячейки|звена|крыла|филиала|отделения|одной из)\s(?:[\w-]+\s)?")
"""«лидер ячейки наркогруппы и двое его пособников»: of which crew somebody is"""
SUSPECTED = frozenset({"подозреваемый", "обвиняемый"})
OF_WHAT = pattern(r"\sв\s[а-я]")
BEHIND_COMMA = pattern(r"(?:\s[\w-]+){0,6},\s")
"""«задержали уроженца одной из республик, подозреваемого в сбыте»: said of the person before"""
SOME_AMONG = pattern(
    r"[^.;,]{0,40},\s(?:среди|в числе) (?:них|которых)\s(?P<are>(?:есть|были?|оказались)\s)?(?:и\s)?(?:[\w-]+\s)?",
    re.IGNORECASE,
)
"""«задержан 81 человек, среди них есть иностранцы»: nobody says how many"""


def folded_units(sentence: Annotated, text: str, units: list[Unit]) -> list[Unit]:
    """Appositions folded into their unit, breakdowns into their total."""
    result: list[Unit] = []
    total: Unit | None = None
    for at, unit in enumerate(units):
        last = result[-1] if result else None
        if last is not None:
            if _told_with(sentence, text, last, unit):
                continue
            if last.subset and unit.counted and not unit.lemmas and NEXT_PART.fullmatch(text, last.end, unit.start):
                unit.subset = True
            else:
                pair = _pair(sentence, text, last, unit, of_total=total is last)
                if total is last and _in_row(text, last, unit, pair):
                    continue
                if _one_by_age(last, unit, pair.gap) or _both_aged(text, last, unit, pair.gap):
                    continue
                if _opens_breakdown(sentence, text, pair, units[at:]):
                    total = last
                    continue
                if not pair.apart and _names_one(text, last, unit, pair.gap):
                    _add_part(last, unit)
                    total = last
                    continue
                if _same_people(sentence, text, pair, result) or _dependent(last, unit, pair.gap):
                    continue
        total = None
        result.append(unit)
    for unit in result:
        _weigh_parts(unit)
    return result


class _Pair(NamedTuple):
    """Two neighbouring units, the words between them, and whether a predicate stands there."""

    last: Unit
    unit: Unit
    gap: str
    apart: bool
    row_end: int
    """Where `last` ends with its parts: «трое получили: Д. К. – 12 лет, С. О. – 11 лет»."""


def _pair(sentence: Annotated, text: str, last: Unit, unit: Unit, of_total: bool) -> _Pair:
    row_end = max(last.end, last.details[-1].end) if of_total and last.details else last.end
    return _Pair(last, unit, text[row_end : unit.start], has_predicate(sentence, row_end, unit.start), row_end)


def _told_with(sentence: Annotated, text: str, last: Unit, unit: Unit) -> bool:
    """Whether `unit` only tells more of `last`, or nothing that can be written down."""
    gap, told = text[last.end : unit.start], text[last.start : last.end]
    if CELL.fullmatch(gap) and unit.lemmas & nouns("crews") and not (unit.counted or unit.citizenship):
        last.end = unit.end
        return True
    relative = last.counted and told.endswith("которых") and not unit.counted and BEING.fullmatch(gap)
    # «один из них гражданин Кыргызстана»
    of_them = last.subset and told.endswith(("них", "которых")) and gap == " " and unit.nominative and not unit.counted
    suspected = unit.lemmas & SUSPECTED and not unit.counted and OF_WHAT.match(text, unit.end)
    if (
        unit.start < last.end
        or ((relative or of_them) and unit.citizenship)
        or (suspected and BEHIND_COMMA.fullmatch(gap))
    ):
        _absorb(last, unit)
        return True
    if last.counted and not unit.counted and AMONG_THEM.match(text, unit.end) and gap.strip() == ",":
        return True
    some = SOME_AMONG.fullmatch(gap) if last.counted and unit.value is None else None
    return some is not None and bool(some["are"] or not (unit.citizenship or unit.foreign))


def _in_row(text: str, total: Unit, unit: Unit, pair: _Pair) -> bool:
    """Whether `unit` goes on with the parts of `total`: «трое: россиянин, [двое эквадорцев]»."""
    if len(pair.gap) >= 90 or pair.apart or pattern(r"[.;]").search(pair.gap):
        return False
    if unit.oblique and not unit.counted and not pair.gap.strip():
        total.end = max(total.end, unit.end)  # «сообщник курьеров и заказчик»
        return True
    before = total.details[-1] if total.details else None
    named = before is not None and DASHED.fullmatch(text[before.end : unit.start]) is not None
    if before is not None and (before.own_record or named) and not unit.counted:
        _absorb(before, unit)
    elif total.value is None or sum(d.value or 1 for d in total.details) < total.value:
        among = before is not None and (before.own_record or AMONG.search(text, total.start, before.start) is not None)
        if among and unit.counted and (unit.citizenship or unit.foreign):
            # «в том числе шесть граждан Таджикистана и двое граждан Афганистана», «среди них 38 женщин и 19
            # иностранцев»
            unit.own_record = True
        total.details.append(unit)
    else:
        return False
    if pair.row_end == total.end:
        total.end = max(total.end, unit.end)
    return True


def _one_by_age(last: Unit, unit: Unit, gap: str) -> bool:
    """«двоих, 19-летнего и 20-летнего»: the age of one of those counted."""
    if (
        unit.lemmas
        or not unit.ages
        or not last.counted
        or len(last.ages) + len(unit.ages) > (last.value or 0)
        or not pattern(r"(?:\s+с\s+[\w-]+)?\s*(?:,|и|,\s*и)\s*").fullmatch(gap)
    ):
        return False
    _absorb(last, Unit(unit.start, unit.end, None, steps=unit.steps))
    last.ages = last.ages + unit.ages
    return True


BOTH_OF_AGE = pattern(r"(?:оба|обе|обоих)\s(?:19|20)\d\d\s?г", re.IGNORECASE)


def _both_aged(text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«двое мужчин, оба 1973 г. р.»: one year of birth of two."""
    if last.value != 2 or gap != ", " or len(set(unit.birth_years)) != 1 or not BOTH_OF_AGE.match(text, unit.start):
        return False
    last.birth_years, last.end = unit.birth_years[:1] * 2, unit.end
    last.steps.extend(unit.steps)
    return True


OPENS = pattern(
    r"(?:(?:\s+[\w«»\"-]+){0,8}?,|(?:\s+(?!и\s)[\w«»\"]+){1,4}?(?=\s[—–-]\s)|(?:\s+(?!и\s)[\w«»\"-]+){1,5}(?=:))?"
    r"\s*[,.]?\s*(?:[:—–(-]\s*)?"
    r"(?:в том числе|включая|среди них|в их числе|в числе которых|среди которых|из них|из которых)?"
    r"\s*(?:[:—–-]\s*)?(?:и\s+)?(?:предполагаем\w+\s|сам\w?\s|уже\s|е[её]\s|его\s|их\s)*" + ADJECTIVE
)
OPENED = pattern(r"[:—–(-]|том числе|включая|них|числе|которых")


def _opens_breakdown(sentence: Annotated, text: str, pair: _Pair, units: list[Unit]) -> bool:
    """Whether `units`, of which the pair has the first, tell who those before are: «трое: двое россиян и эквадорец»."""
    last, unit, gap, apart, _ = pair
    if (
        not OPENS.fullmatch(gap)
        or OWN_TERM_BETWEEN.match(gap)
        or (last.value or 0) <= 1
        or not (last.counted or (last.lemmas & nouns("couples") and COUPLE_OF.fullmatch(gap)))
        or not (
            sentence.clause_of(last.end - 1) == sentence.clause_of(unit.start)
            or "которых" in gap
            # «задержаны 11 человек, в том числе двое граждан России, изъято 32 кг»
            or (("том числе" in gap or "включая" in gap) and not apart)
        )
        or not (OPENED.search(gap) or _uses_up(text, last, units))
    ):
        return False
    if (
        AMONG.search(gap)
        and (unit.counted or unit.value == 1)
        and (unit.value or 0) < (last.value or 0)
        and (unit.citizenship or unit.foreign or OF_A_KIND.match(text, unit.end))
    ):
        unit.own_record = True
    if unit.value is not None and last.value is not None and unit.value > last.value:
        return False
    end = last.end
    if unit.value is None and unit.plural:
        _absorb(last, unit)
    else:
        _add_part(last, unit)
    if apart:
        last.end = end  # «Все 11 членов экипажа арестованы, среди них граждане Индии»
    return True


COUPLE_OF = pattern(r"[^,—–]*:\s|\s[—–-]\s|,\s")
"""«пара — 27-летний мужчина и 24-летняя женщина»: who the two are"""


def _add_part(last: Unit, unit: Unit) -> None:
    last.details.append(unit)
    last.end = max(last.end, unit.end)


def _same_people(sentence: Annotated, text: str, pair: _Pair, result: list[Unit]) -> bool:
    """Whether `unit` says of those before who or how many they are; `result` are the units so far, `last` its last."""
    last, unit, gap, apart, _ = pair
    if (
        (not apart and not _says_it(sentence, text, last, unit) and _set_beside(sentence, text, last, unit, gap))
        or (gap == " и " and _twice(last, unit))
        or (last.counted and (last.value or 0) > 1 and not unit.counted and _counted_with(text, last, unit, gap))
    ):
        last.other = last.other or (last.value == 1 and TOO.search(gap) is not None)
        _absorb(last, unit)
        return True
    if last.value is None and not last.counted and unit.counted and MADE_OF.fullmatch(gap):
        last.plural = True
    elif unit.counted and last.plural and IN_SUM.fullmatch(gap):
        for k, before in enumerate(result[:-1]):
            # «арестованы 10 мэров, прокурор и другие чиновники – в общей сложности 27 человек»
            if before.end <= last.start and AND_OTHERS.fullmatch(text, before.end, last.start):
                last.start, last.details = before.start, [*result[k:-1], *last.details]
                del result[k:-1]
                break
    elif not _counted_apposition(text, last, unit, gap):
        return False
    _count_by(last, unit)
    return True


def _set_beside(sentence: Annotated, text: str, last: Unit, unit: Unit, gap: str) -> bool:
    if _acts_itself(sentence, last, unit) or _in_row_of_three(sentence, text, last, unit, gap):
        return False
    return _apposition(text, last, unit, gap) or _set_off(sentence, text, last, unit, gap)


def _acts_itself(sentence: Annotated, last: Unit, unit: Unit) -> bool:
    """«Задержаны водитель и пассажир, покупатель объявлен в розыск»: the subject of the verb right behind it."""
    apart = sentence.clause_of(last.end - 1) != sentence.clause_of(unit.start)
    return apart and not unit.ages and sentence.token_at(unit.end - 1) + 1 in sentence.predicates


def _in_row_of_three(sentence: Annotated, text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«Водитель, оператор и химик задержаны»: the second of a row of bare nouns with a verb in the plural."""
    bare = not any(u.counted or u.plural or u.ages or u.name or u.citizenship or u.residence for u in (last, unit))
    third = text.startswith(" и ", unit.end) and any(m.start == unit.end + 3 for m in sentence.people)
    if not bare or gap != ", " or not third:
        return False
    clause = sentence.clause_of(unit.start)
    verbs = (sentence.tokens[k].lower for k in sentence.predicates if sentence.clause[k] == clause)
    return any(r.number == "plur" for verb in verbs for r in readings(verb)[:1])


def _says_it(sentence: Annotated, text: str, last: Unit, unit: Unit) -> bool:
    """«Как сообщила Т. П., наркоторговец приговорён», «По словам Т. П., …»: whether `last` only tells of `unit`."""
    clause = sentence.clause_of(last.start)
    as_told = clause != sentence.clause_of(unit.start) and sentence.tokens_of(clause)[0].lower == "как"
    return as_told or ACCORDING_TO.search(text, max(0, last.start - 60), last.start) is not None


ACCORDING_TO = pattern(r"\bпо (?:словам|мнению|данным|информации|версии) (?:[\w-]+ ){0,3}$", re.IGNORECASE)


def _dependent(last: Unit, unit: Unit, gap: str) -> bool:
    """«участники преступной группы», «группу украинцев»: a genitive on the noun before."""
    crew = last.value is None and bool(last.lemmas & nouns("crews")) and unit.citizenship
    if crew and gap.isspace():
        last.citizenship = last.citizenship or unit.citizenship
    if unit.counted or not unit.oblique or not OF_THE.fullmatch(gap):
        return False
    last.end = unit.end
    if last.plural and not last.ages and len(unit.ages) > 1:
        last.ages = unit.ages  # «сообщники дальнобойщика, 22 и 26 лет»
    return True


OF_THE = pattern(r"\s*(?:[\w-]+(?:ой|ей|ого|его|ых|их)\s+)?")


def _weigh_parts(unit: Unit) -> None:
    """Parts that make up the whole are no records of their own; named ones without a whole make it."""
    if len(unit.details) > 1 and sum(d.value or 0 for d in unit.details) == unit.value:
        for detail in unit.details:  # «семеро, из которых четверо — граждане РФ, трое — граждане Украины»
            detail.own_record = False
    if unit.value is None and len(unit.details) > 1 and all(d.name and d.value == 1 for d in unit.details):
        unit.value, unit.counted = len(unit.details), True


def _uses_up(text: str, last: Unit, units: list[Unit]) -> bool:
    """«осудил троих, двоих украинцев и россиянина»: a row behind a comma that uses up the number before it."""
    told, end = 0, last.end
    for unit in units:
        if last.citizenship and unit.citizenship and not set(unit.citizenship) <= set(last.citizenship):
            break  # «двое колумбийцев, мексиканец и гражданин Эквадора»: others than those before
        if last.lemmas & nouns("sexed") and last.sex and unit.sex and last.sex != unit.sex:
            break  # «двое мужчин, женщина и подросток»
        # «жителя Ленинградской области и …»: words that hang on the noun before
        gap = pattern(
            r"(?:\s[\w-]+){0,3}?\s*,\s*" + ADJECTIVE
            if end == last.end
            else r"(?:\s[\w-]+){0,3}?\s*(?:,|и|,? а также)\s+(?:ещ[её]\s+)?"
        )
        if not gap.fullmatch(text[end : unit.start]) or unit.value is None:
            break
        told, end = told + unit.value, unit.end
    return told == last.value and end > units[0].end


AND_NAME = pattern(r"\s+и\s+[А-ЯЁ]")
OUT_OF = pattern(r"\b(?:среди|числе)\s$", re.IGNORECASE)
"""«Среди задержанных – 44-летний Милан В.»: one of them, not all"""


def _names_one(text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«граждане России и Казахстана — Л. С., 24 года, и Р. Ж., 26 лет», «жители района Керим А. и Этибар С.»: the first
    name of an uncounted plural."""
    # «супруги Денис и Ольга В.», but not «супругов Мамедовых»
    pair = last.value == 2 and last.lemmas & nouns("couples") and AND_NAME.match(text, unit.end) is not None
    return (
        bool(pair or (last.plural and last.value is None))
        and not last.counted
        and not last.details
        and not OUT_OF.search(text, max(0, last.start - 8), last.start)
        and unit.name is not None
        and unit.value == 1
        and pattern(r"(?:\s[\w-]+){0,2}\s*(?:[—–:,-]\s*)?").fullmatch(gap) is not None
    )


def _twice(last: Unit, unit: Unit) -> bool:
    """«их земляка и подельника задержали»: one person, told by how near and by what part."""
    alike = last.accusative == unit.accusative and last.nominative == unit.nominative and last.sex == unit.sex
    bare = not (last.counted or unit.counted or last.plural or unit.plural or last.ages or unit.ages or unit.name)
    return (
        alike and bare and bool(last.lemmas & nouns("fellows") and unit.lemmas & (nouns("others") | nouns("members")))
    )


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


IN_SUM = pattern(r"(?:\s[\w-]+){0,3},?\s?[—–-]?\s?(?:в общей сложности|в сумме|суммарно)\s")
AND_OTHERS = pattern(r"(?:\s[\w-]+){0,3}(?:,|\sи|,? а также)\s(?:(?:другие|прочие|иные)\s)?(?:[\w-]+\s){0,2}")


def _count_by(last: Unit, unit: Unit) -> None:
    """Gives `last` the number of `unit`, which tells how many the same people are."""
    last.value, last.bound, last.value_max = unit.value, unit.bound, unit.value_max
    last.counted = True
    _absorb(last, unit)


def _counted_apposition(text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«Водители, двое граждан Сербии, задержаны», «Членов экипажа, шестерых рыбаков, взяли», «Владельцы шопа, двое
    граждан РФ, объявлены в розыск»: how many they are stands behind a comma."""
    bare = last.value is None and not last.counted and (last.nominative or last.accusative)
    bare = bare and (last.plural or bool(last.lemmas & nouns("crews")))
    told = unit.counted and not unit.subset and not (unit.citizenship and last.citizenship)
    noun = last.nominative and not last.name and bool(unit.lemmas or unit.citizenship)
    behind = gap == ", " or (noun and OF_WHOM.fullmatch(gap) is not None)
    crew = bool(last.lemmas & nouns("crews")) and CREW_OF.fullmatch(gap) and text[unit.end : unit.end + 1] in ",.;"
    return bare and told and (bool(crew) or (behind and text[unit.end : unit.end + 1] == ","))


CREW_OF = pattern(r"(?:\s[\w-]+){0,2}\s?[,—–:-]\s")
"""«экипаж судна — 12 человек», «экипаж: пятеро граждан Ирана»"""


OF_WHOM = pattern(r"(?:\s[\w-]+){1,3},\s")
MADE_OF = pattern(r"(?:\s+[\w-]+){0,2},?\s+(?:состоя\w+ )?(?:из|в составе|в количестве|численностью)\s+", re.IGNORECASE)
"""«группу из пяти сбытчиков»: the people that the group is made of."""


TERM = pattern(r"\b(?:к|на)\s+[\w,]+(?:\s\w+)?\s+(?:год|лет|месяц)\w*|\bк\s+[а-я]+\s*,")


YEARS = pattern(r"\s\d+ (?:лет|года?)\b")


def _apposition(text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«Водитель, 46-летний гражданин Таджикистана»; «Двое кураторов магазина, граждане Украины»; «закладчицу —
    студентку»."""
    if (
        unit.name
        and not (unit.ages and last.ages)
        and (not last.name or last.lemmas & nouns("kin"))  # «брата Ласо, Серхио»
        and next(iter(unit.lemmas), "") == unit.name.lower()
        and len(gap) <= 2
    ):
        return not last.plural
    match = pattern(
        r"\.?\)?[»\"]?(?:\s+[\w«»\"-]+){0,4}\s*(?:,\s*[—–-]|,|—|–|-|\()\s*(?:ранее\s+(?:судимый|судимая|отбывавший)?\s*)?"
        r"(?:(?:также|тоже|ранее|нигде|не|уже|неоднократно|дважды|трижды|официально|временно)\s+)*"
        r"(?:(?:(?!друг|втор|трет|нов)[\w-]+(?:[ыио]й|ая|[ое]го|ую))\s+)?"
        r"(?:(?:все|оба|обе)\s+(?:они\s+)?)?"
    ).fullmatch(gap)
    if not match or pattern(r"\bи\b").search(gap):
        return False
    if unit.counted or (last.staff and last.oblique and unit.ages):
        return False  # «По словам начальника полиции, 33-летнего В. К. задержали»
    if last.counted and (last.value or 0) > 1:
        return unit.plural and not unit.subset
    if last.plural != unit.plural:
        return False
    if last.name and unit.name:
        return False
    # «отправил мужчину в СИЗО, женщину – под домашний арест»
    terms = (OWN_TERM.match(gap) or YEARS.search(gap)) is not None and TERM_BEHIND.match(text, unit.end) is not None
    of_one_sex = last.lemmas & nouns("sexed") and unit.lemmas & nouns("sexed")
    if terms or (last.sex and unit.sex and last.sex != unit.sex and (of_one_sex or TERM.search(gap))):
        return False  # «приговорил мужа к 15 годам, жену — к 10»
    return last.nominative == unit.nominative or last.accusative == unit.accusative


SET_OFF = pattern(r",\s[\w-]+(?:[ыио]й|ая)\s")


def _set_off(sentence: Annotated, text: str, last: Unit, unit: Unit, gap: str) -> bool:
    """«её владелец, петербургский ресторатор, осуждён»: between commas, right before the verb, stands no second one."""
    one = last.value == unit.value == 1 and last.nominative and unit.nominative and not unit.counted
    if not (one and not (last.name and unit.name) and SET_OFF.fullmatch(gap) and text[unit.end : unit.end + 1] == ","):
        return False
    return sentence.token_at(unit.end) + 1 in sentence.predicates


TOO = pattern(r"[,—–-]\s(?:также|тоже)\s")
"""«задержан получатель груза – также уроженец Украины»: somebody else than the first"""


def _absorb(unit: Unit, other: Unit) -> None:
    """What `other` tells goes to `unit`."""
    unit.end = max(unit.end, other.end)
    complete(unit, other)
    unit.steps.extend(other.steps)
    if unit.value is None and other.value is not None and other.ages and len(other.ages) == other.value:
        unit.value = other.value
