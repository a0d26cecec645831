"""Places that only the tagger saw: which of its LOC spans look like names, and their nominative."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.endings import adjective_nominative
from narcofacts.mentions.gazetteer import Gazetteer, Token, opens_sentence
from narcofacts.mentions.name_endings import likely_nominative
from narcofacts.mentions.place_context import LOCATIVE
from narcofacts.mentions.place_drafts import Draft
from narcofacts.mentions.place_words import PlaceWords, place_words
from narcofacts.nlp.morph import parts_of_speech

ADJECTIVE_ENDINGS = ("ский", "ского", "ская", "ской", "скую", "ские", "ских", "ским", "ому", "ыми", "ими", "ого", "ную")
ENDINGS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "loct": (
        ("(?:ич|к|г|х)ах", 2, "и"),
        ("[бвдзлмнпрстфц]ах", 2, "ы"),
        ("поле", 1, "ь"),
        (".щине", 1, "а"),
        ("ске|граде|бурге|стане|[оаеи]ре|[нр]ге|[рн]де|[рн]те|[хкф]те|льде|мпе|[нркп]се", 1, ""),
        ("[внчшлрй]ке", 1, "а"),
        ("[ое]ве", 1, "о"),
        (".{3}ии", 1, "я"),
        ("тани", 1, "ь"),
    ),
    "ablt": (
        ("(?<![ое]в)(?<![иы]н)ом", 2, ""),  # «под Брауншвейгом»; «под Бородином» may be either
        (".{3}[лрн]ем", 2, "ь"),
        ("[цчжшщ]ем", 2, ""),
        (".{3}ями|.{2}[гкхжчшщ]ами", 3, "и"),  # «под Боровлянами», «под Дергачами»
        (".{3}ами", 3, "ы"),
        ("ью", 1, ""),
        ("[бдзлмпрстф]ой", 2, "а"),
    ),
    "gent": (
        (".{3}ая", 1, "й"),
        ("(?<=[бвгджзклмнпрстфхцчшщ])(?<![ое]в)(?<![иы]н)а", 1, ""),
        # «жителя Альбуэры»: names in the plural have no such genitive
        (".{4}ы|.{2}[внчшлрй]ки|.{3}[шжщ]и", 1, "а"),
    ),
}
"""By case, the endings of a name that leave little doubt: so many letters go, and these stand in the nominative. The
first that fits counts."""


def tagged(
    text: str, words: Sequence[Token], entities: Sequence[tuple[int, int, str]], lexicon: PlaceWords
) -> Iterator[Draft]:
    for start, end, kind in entities:
        if kind != "LOC":
            continue
        if "\n" in text[start:end]:
            end = text.index("\n", start)  # a headline without a full stop, and the line below
        first, last = (
            bisect_left(words, start, key=attrgetter("start")),
            bisect_left(words, end, key=attrgetter("start")),
        )
        if first == last or words[first].start != start or end - start < 3:
            continue
        before = words[first - 1] if first else None
        preposition = before.low if before and before.low in lexicon.prepositions else ""
        if before is not None and first > 1 and before.low.endswith(("ом", "ой")) and words[first - 2].low in LOCATIVE:
            preposition = words[first - 2].low  # «в эквадорском Пуэрто-Боливаре»
        if _names_a_place(text, words[first:last], preposition, lexicon):
            within = _case_within(before.low, lexicon) if before is not None and not preposition else ""
            whole = within == "loct" and text[end - 1] in CONSONANTS  # «в районе Сангин»: the name as it is
            name = text[start:end]
            if not whole:
                name = _nominative(text, name, "из" if within else preposition)
            yield Draft(start, end, first, last, (), name, "other", case=within, rule="places.tagger")


def _nominative(text: str, name: str, preposition: str) -> str:
    """The nominative of a name behind a preposition: by its ending, else as the text or most names on the list have
    it, else the name as told."""
    found = bare_nominative(name, preposition)
    if found != name or preposition not in LOCATIVE:
        return found
    return _told_elsewhere(text, name) or likely_nominative(name) or name


def _told_elsewhere(text: str, name: str) -> str | None:
    """«в Кароне … Карон – посёлок на юге»: the one nominative of a locative that the text itself tells."""
    if not name.endswith("е") or len(name) < 5:
        return None
    told = {form for form in (name[:-1] + ending for ending in ("", "а", "о", "ь", "й")) if _stands(text, form)}
    return next(iter(told)) if len(told) == 1 else None


def _stands(text: str, form: str) -> bool:
    at = text.find(form)
    while at >= 0:
        if not text[at - 1 : at].isalpha() and not text[at + len(form) : at + len(form) + 1].isalpha():
            return True
        at = text.find(form, at + 1)
    return False


REPUBLIC = pattern(r"(?:исламск|народн|демократическ|социалистическ|советск)\w+ республик\w*")
"""«на юге Исламской Республики»: of which, nobody says."""
CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")


def _case_within(before: str, lexicon: PlaceWords) -> str:
    return "gent" if before in lexicon.context_forms["residence"] else lexicon.within.get(before, "")


def before_areas(
    text: str, words: Sequence[Token], areas: Sequence[Draft], gaz: Gazetteer, lexicon: PlaceWords
) -> Iterator[Draft]:
    """«В Заамине Джизакской области»: a name that neither list nor tagger knows, between a preposition and the region
    or district around it."""
    for area in areas:
        kinds = {gaz.rows[row][2] for row in area.rows} or {area.kind}
        if area.first < 2 or area.case != "gent" or not kinds <= {"region", "district"}:
            continue
        name, before = words[area.first - 1], words[area.first - 2]
        if before.low not in lexicon.leads_into or text[name.end : area.start] != " ":
            continue
        if text[before.end : name.start] != " " or not (name.text[0].isupper() and name.text[1:].islower()):
            continue
        if _names_a_place(text, [name], before.low, lexicon):
            nominative = _nominative(text, name.text, before.low)
            yield Draft(name.start, name.end, area.first - 1, area.first, (), nominative, "other", rule="places.tagger")


def _names_a_place(text: str, name: Sequence[Token], preposition: str, lexicon: PlaceWords) -> bool:
    """Whether what the tagger took for a place looks like a name: not «На юге», «Азербайджанского теолога»."""
    one, end = name[0], name[-1]
    if one.low in lexicon.prepositions or one.low in lexicon.not_places:
        return False
    if any(not (t.text.isupper() or t.text[1:].islower() or len(t.text) == 1) for t in name):
        return False
    if len(name) > 1:
        return end.text[0].isupper() and not REPUBLIC.fullmatch(" ".join(t.low for t in name))
    if text.startswith(" и ", one.end) and parts_of_speech(one.low) == {"ADJF"}:
        return False  # «у берегов Мексики, Центральной и Южной Америки»
    if one.low.endswith(ADJECTIVE_ENDINGS) or (one.low.endswith(("ское", "ное")) and preposition not in LOCATIVE):
        return False
    return bool(preposition) or not opens_sentence(text, one.start)


def bare_nominative(name: str, preposition: str) -> str:
    """The nominative of a name that no list has, where its ending leaves little doubt; else the name as told."""
    if " " in name:
        return _two_words(name, preposition) or name
    low = name.lower()
    known = _from_dictionary(low, preposition)
    if known is not None:
        return known[0].upper() + known[1:]
    case = place_words().cases.get(preposition, ("",))[0]
    if case == "loct" and low.endswith(("ском", "цком")):
        return adjective_nominative(name, "m") or name
    for ending, letters, nominative in ENDINGS.get(case, ()):
        if pattern(rf"(?:{ending})\Z").search(low):
            return name[: len(name) - letters] + nominative
    return name


def _two_words(name: str, preposition: str) -> str | None:
    """«в Северном Голливуде», «в Южной Каролине»: an adjective and its noun in the locative."""
    first, _, last = name.partition(" ")
    if preposition not in ("в", "во", "на") or " " in last or not last.endswith("е"):
        return None
    if first.endswith(("ном", "ском", "лом", "вом")):
        adjective = adjective_nominative(first, "m")
        return f"{adjective} {last[:-1]}" if adjective else None
    if first.endswith(("ой", "ней")):  # a noun of another gender has -ом, -ем
        adjective = adjective_nominative(first, "f")
        return f"{adjective} {last[:-1]}а" if adjective else None
    return None


VILLAGE_LOCATIVES = ("ове", "еве", "ине")
"""«в Лужникове»: the dictionary knows the surname, not the village."""


@lru_cache(maxsize=20_000)
def _from_dictionary(low: str, preposition: str) -> str | None:
    """The nominative of a name that the dictionary of forms has: «под Смолевичами», «из Грязей», «в Шяуляе»."""
    from narcofacts.nlp.morph import inflect, is_known, readings

    if not is_known(low):
        return None
    nouns = [r for r in readings(low) if r.pos == "NOUN"]
    wanted = place_words().cases.get(preposition)
    if wanted is None and any(r.case == "nomn" for r in nouns):
        return None
    fitting = [r for r in nouns if wanted is None or r.case in wanted]
    towns = [r for r in fitting if r.proper and not r.animate]
    if not towns and low.endswith(VILLAGE_LOCATIVES):
        return None
    meant = {(r.lemma, r.number) for r in towns or fitting}
    if len({lemma for lemma, _ in meant}) != 1:
        return None
    lemma, number = min(meant)
    return inflect(low, "nomn", "plur") if number == "plur" else lemma
