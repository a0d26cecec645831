"""Units folded into others: appositions («водитель, 46-летний гражданин Таджикистана,») into their unit, breakdowns
into their total («трое: двое россиян и эквадорец»).
"""

from __future__ import annotations

import re

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
AMONG = pattern(r"том числе|включая|среди них|из них|из которых|среди которых|их числе")
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
        if result:
            last = result[-1]
            gap = text[last.end : unit.start]
            if unit.start < last.end:
                _absorb(last, unit)
                continue
            if CELL.fullmatch(gap) and unit.lemmas & nouns("crews") and not (unit.counted or unit.citizenship):
                last.end = unit.end
                continue
            apart, end = has_predicate(sentence, last.end, unit.start), last.end
            relative = last.counted and text[last.start : last.end].endswith("которых")
            if relative and not unit.counted and unit.citizenship and BEING.fullmatch(gap):
                _absorb(last, unit)
                continue
            of_them = last.subset and text[last.start : last.end].endswith(("них", "которых")) and gap == " "
            if of_them and unit.citizenship and unit.nominative and not unit.counted:
                _absorb(last, unit)  # «один из них гражданин Кыргызстана»
                continue
            suspected = unit.lemmas & SUSPECTED and not unit.counted and OF_WHAT.match(text, unit.end)
            if suspected and BEHIND_COMMA.fullmatch(gap):
                _absorb(last, unit)
                continue
            if last.counted and not unit.counted and AMONG_THEM.match(text, unit.end) and gap.strip() == ",":
                continue
            some = SOME_AMONG.fullmatch(gap) if last.counted and unit.value is None else None
            if some is not None and (some["are"] or not (unit.citizenship or unit.foreign)):
                continue
            if last.subset and unit.counted and not unit.lemmas and NEXT_PART.fullmatch(gap):
                unit.subset, total = True, None
                result.append(unit)
                continue
            row_end = max(last.end, last.details[-1].end) if total is last and last.details else last.end
            if row_end > last.end:  # «трое получили: Д. К. – 12 лет, С. О. – 11 лет»
                gap, apart = text[row_end : unit.start], has_predicate(sentence, row_end, unit.start)
            if total is not None and total is last and len(gap) < 90 and not apart and not pattern(r"[.;]").search(gap):
                if unit.oblique and not unit.counted and not gap.strip():
                    total.end = max(total.end, unit.end)  # «сообщник курьеров и заказчик»
                    continue
                told = sum(d.value or 1 for d in total.details)
                named = bool(total.details) and DASHED.fullmatch(text[total.details[-1].end : unit.start]) is not None
                if total.details and (total.details[-1].own_record or named) and not unit.counted:
                    _absorb(total.details[-1], unit)
                    if row_end == total.end:
                        total.end = max(total.end, unit.end)
                    continue
                if total.value is None or told < total.value:
                    before = total.details[-1] if total.details else None
                    among = before is not None and (
                        before.own_record or AMONG.search(text, total.start, before.start) is not None
                    )
                    if among and unit.counted and (unit.citizenship or unit.foreign):
                        # «в том числе шесть граждан Таджикистана и двое граждан Афганистана», «среди них 38 женщин и 19
                        # иностранцев»
                        unit.own_record = True
                    total.details.append(unit)
                    if row_end == total.end:
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
                r"(?:(?:\s+[\w«»\"-]+){0,8}?,|(?:\s+(?!и\s)[\w«»\"]+){1,4}?(?=\s[—–-]\s)|(?:\s+(?!и\s)[\w«»\"-]+){1,5}(?=:))?"
                r"\s*[,.]?\s*(?:[:—–(-]\s*)?"
                r"(?:в том числе|включая|среди них|в их числе|среди которых|из них|из которых)?"
                r"\s*(?:[:—–-]\s*)?(?:и\s+)?(?:предполагаем\w+\s|сам\w?\s|уже\s|е[её]\s|его\s|их\s)*" + ADJECTIVE
            ).fullmatch(gap)
            breakdown = (
                opens
                and not OWN_TERM_BETWEEN.match(gap)
                and (
                    sentence.clause_of(last.end - 1) == sentence.clause_of(unit.start)
                    or "которых" in gap
                    # «задержаны 11 человек, в том числе двое граждан России, изъято 32 кг»
                    or (("том числе" in gap or "включая" in gap) and not apart)
                )
                and (
                    pattern(r"[:—–(-]|том числе|включая|них|числе|которых").search(gap)
                    or _uses_up(text, last, units[at:])
                )
                and (last.counted or (last.lemmas & nouns("couples") and ":" in gap))
                and (last.value or 0) > 1
            )
            if (
                breakdown
                and AMONG.search(gap)
                and (unit.counted or unit.value == 1)
                and (unit.value or 0) < (last.value or 0)
                and (unit.citizenship or unit.foreign or OF_A_KIND.match(text, unit.end))
            ):
                unit.own_record = True
            if breakdown and (unit.value is None or last.value is None or unit.value <= last.value):
                same = unit.value is None and unit.plural
                if same:
                    _absorb(last, unit)
                else:
                    last.details.append(unit)
                    last.end = max(last.end, unit.end)
                if apart:
                    last.end = end  # «Все 11 членов экипажа арестованы, среди них граждане Индии»
                total = last
                continue
            if not apart and _names_one(text, last, unit, gap):
                last.details.append(unit)
                last.end = max(last.end, unit.end)
                total = last
                continue
            if not apart and (_apposition(text, last, unit, gap) or _set_off(sentence, text, last, unit, gap)):
                _absorb(last, unit)
                continue
            if gap == " и " and _twice(last, unit):
                _absorb(last, unit)
                continue
            if last.counted and (last.value or 0) > 1 and not unit.counted and _counted_with(text, last, unit, gap):
                _absorb(last, unit)
                continue
            if last.value is None and not last.counted and unit.counted and MADE_OF.fullmatch(gap):
                last.plural = True
                _count_by(last, unit)
                continue
            if unit.counted and last.plural and IN_SUM.fullmatch(gap):
                for k, before in enumerate(result[:-1]):
                    # «арестованы 10 мэров, прокурор и другие чиновники – в общей сложности 27 человек»
                    if before.end <= last.start and AND_OTHERS.fullmatch(text, before.end, last.start):
                        last.start, last.details = before.start, [*result[k:-1], *last.details]
                        del result[k:-1]
                        break
                _count_by(last, unit)
                continue
            if _counted_apposition(text, last, unit, gap):
                _count_by(last, unit)
                continue
            # «участники преступной группы»
            crew = last.value is None and bool(last.lemmas & nouns("crews")) and unit.citizenship
            if crew and gap.isspace():
                last.citizenship = last.citizenship or unit.citizenship  # «группу украинцев»
            dependent = unit.oblique and pattern(r"\s*(?:[\w-]+(?:ой|ей|ого|его|ых|их)\s+)?").fullmatch(gap) is not None
            if dependent and not unit.counted:
                last.end = unit.end
                if last.plural and not last.ages and len(unit.ages) > 1:
                    last.ages = unit.ages  # «сообщники дальнобойщика, 22 и 26 лет»
                continue
        total = None
        result.append(unit)
    for unit in result:
        if len(unit.details) > 1 and sum(d.value or 0 for d in unit.details) == unit.value:
            for detail in unit.details:  # «семеро, из которых четверо — граждане РФ, трое — граждане Украины»
                detail.own_record = False
        if unit.value is None and len(unit.details) > 1 and all(d.name and d.value == 1 for d in unit.details):
            unit.value, unit.counted = len(unit.details), True
    return result


def _uses_up(text: str, last: Unit, units: list[Unit]) -> bool:
    """«осудил троих, двоих украинцев и россиянина»: a row behind a comma that uses up the number before it."""
    told, end = 0, last.end
    for unit in units:
        if last.citizenship and unit.citizenship and not set(unit.citizenship) <= set(last.citizenship):
            break  # «двое колумбийцев, мексиканец и гражданин Эквадора»: others than those before
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
    return bare and told and behind and text[unit.end : unit.end + 1] == ","


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
        r"\.?(?:\s+[\w«»\"-]+){0,4}\s*(?:,\s*[—–-]|,|—|–|-|\()\s*(?:ранее\s+(?:судимый|судимая|отбывавший)?\s*)?"
        r"(?:(?:также|тоже|ранее|нигде|не|уже|неоднократно|дважды|трижды|официально|временно)\s+)*"
        r"(?:(?:[\w-]+(?:мый|мая|щий|щая|вший|вшая|нный|нная|мого|мую|щего|щую|вшего|вшую|нного|нную))\s+)?"
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


def _absorb(unit: Unit, other: Unit) -> None:
    """What `other` tells goes to `unit`."""
    unit.end = max(unit.end, other.end)
    complete(unit, other)
    unit.steps.extend(other.steps)
    if unit.value is None and other.value is not None and other.ages and len(other.ages) == other.value:
        unit.value = other.value
