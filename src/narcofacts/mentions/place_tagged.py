"""Places that only the tagger saw: which of its LOC spans look like names, and their nominative."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from narcofacts.mentions.endings import adjective_nominative
from narcofacts.mentions.gazetteer import Gazetteer, Token, opens_sentence
from narcofacts.mentions.name_endings import likely_nominative
from narcofacts.mentions.place_context import LOCATIVE
from narcofacts.mentions.place_drafts import Draft
from narcofacts.mentions.place_words import PlaceWords

ADJECTIVE_ENDINGS = ("ский", "ского", "ская", "ской", "скую", "ские", "ских", "ским", "ому", "ыми", "ими", "ого", "ную")
MASCULINE_LOCATIVES = (
    "ске", "граде", "бурге", "стане", "оре", "аре", "ере", "ире", "нге", "рге", "рде", "нде", "рте", "нте", "поле",
    "хте", "кте", "фте", "льде", "мпе", "нсе", "рсе", "ксе", "псе",
)  # fmt: skip


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


CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")
WITHIN = {
    **dict.fromkeys(("центре", "окраине", "пригороде", "окрестностях", "предместье", "территории", "улицах"), "gent"),
    "районе": "loct",
}
"""«в центре Зарасая», «в районе Чангу»: the case of the name, which is the district's where it names one."""


def _case_within(before: str, lexicon: PlaceWords) -> str:
    return "gent" if before in lexicon.context_forms["residence"] else WITHIN.get(before, "")


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
        if before.low not in ("в", "во", "под", "близ", "возле", "у") or text[name.end : area.start] != " ":
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
        return end.text[0].isupper()
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
    if preposition in ("в", "во", "на", "при", "о"):
        if low.endswith(("ичах", "ках", "гах", "хах")):
            return name[:-2] + "и"
        if low.endswith("ах") and low[-3] in "бвдзлмнпрстфц":
            return name[:-2] + "ы"
        if low.endswith(MASCULINE_LOCATIVES):
            return name[:-1] + ("ь" if low.endswith("поле") else "")
        if low.endswith(("вке", "нке", "чке", "шке", "лке", "рке", "йке")):
            return name[:-1] + "а"
        if low.endswith(("ове", "еве")):
            return name[:-1] + "о"
        if low.endswith(("ском", "цком")):
            return adjective_nominative(name, "m") or name
        if low.endswith("ии") and len(low) > 4:
            return name[:-1] + "я"
        if low.endswith("тани"):
            return name[:-1] + "ь"
    if preposition in ("под", "за", "над", "между"):
        if low.endswith("ом") and not low.endswith(("овом", "евом", "ином", "ыном")):
            return name[:-2]  # «под Брауншвейгом»; «под Бородином» may be either
        if low.endswith(("лем", "рем", "нем")) and len(low) > 5:
            return name[:-2] + "ь"
        if low.endswith(("цем", "чем", "жем", "шем", "щем")):
            return name[:-2]
        if low.endswith(("ами", "ями")) and len(low) > 5:
            soft = low.endswith("ями") or low[-4] in "гкхжчшщ"
            return name[:-3] + ("и" if soft else "ы")  # «под Боровлянами», «под Дергачами»
        if low.endswith("ью"):
            return name[:-1]
        if low.endswith("ой") and low[-3] in "бдзлмпрстф":
            return name[:-2] + "а"
    if preposition in ("из", "от", "до", "у", "близ", "возле", "около"):
        if low.endswith("ая") and len(low) > 4:
            return name[:-1] + "й"
        if low.endswith("а") and low[-2] in "бвгджзклмнпрстфхцчшщ" and not low.endswith(("ова", "ева", "ина", "ына")):
            return name[:-1]
        if low.endswith(("ы", "вки", "нки", "чки", "шки", "лки", "рки", "йки", "ши", "жи", "щи")) and len(low) > 4:
            return name[:-1] + "а"  # «жителя Альбуэры»: names in the plural have no such genitive
    return name


def _two_words(name: str, preposition: str) -> str | None:
    """«в Северном Голливуде», «в Южной Каролине»: an adjective and its noun in the locative."""
    first, _, last = name.partition(" ")
    if preposition not in ("в", "во", "на") or " " in last or not last.endswith("е"):
        return None
    if first.endswith(("ном", "ском", "лом", "вом")):
        adjective = adjective_nominative(first, "m")
        return f"{adjective} {last[:-1]}" if adjective else None
    if first.endswith(("ной", "ской", "вой", "лой")):
        adjective = adjective_nominative(first, "f")
        return f"{adjective} {last[:-1]}а" if adjective else None
    return None


CASES = {
    "в": ("loct", "accs"), "во": ("loct", "accs"), "на": ("loct", "accs"), "при": ("loct",), "о": ("loct",),
    "из": ("gent",), "от": ("gent",), "до": ("gent",), "у": ("gent",), "около": ("gent",), "близ": ("gent",),
    "возле": ("gent",), "к": ("datv",), "ко": ("datv",), "по": ("datv",), "под": ("ablt", "accs"), "за": ("ablt",),
    "над": ("ablt",), "между": ("ablt",), "с": ("ablt", "gent"), "через": ("accs",),
}  # fmt: skip
VILLAGE_LOCATIVES = ("ове", "еве", "ине")
"""«в Лужникове»: the dictionary knows the surname, not the village."""


@lru_cache(maxsize=20_000)
def _from_dictionary(low: str, preposition: str) -> str | None:
    """The nominative of a name that the dictionary of forms has: «под Смолевичами», «из Грязей», «в Шяуляе»."""
    from narcofacts.nlp.morph import inflect, is_known, readings

    if not is_known(low):
        return None
    nouns = [r for r in readings(low) if r.pos == "NOUN"]
    wanted = CASES.get(preposition)
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
