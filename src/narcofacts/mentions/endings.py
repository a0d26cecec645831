"""Inflection of names by their endings: the stem and endings that a nominative allows, the case that an ending tells.

Place names are too many and too odd for a dictionary of lemmas (pymorphy makes Жетысу «жетыс»), but their endings are
few. All words here are lower case with е for ё.
"""

from __future__ import annotations

from functools import cache

VOWELS = frozenset("аеиоуыэюя")

# declension class -> {ending: case}; where an ending serves several cases the one that news use most is told
CLASSES: dict[str, dict[str, str]] = {
    "0": {"": ""},
    "m": {"": "nomn", "а": "gent", "у": "datv", "ом": "ablt", "ем": "ablt", "ым": "ablt", "е": "loct"},
    "m-": {"а": "gent", "у": "datv", "ом": "ablt", "ем": "ablt", "е": "loct"},
    "й": {"й": "nomn", "я": "gent", "ю": "datv", "ем": "ablt", "е": "loct", "и": "loct"},
    "ь": {"ь": "nomn", "и": "gent", "ью": "ablt", "я": "gent", "ю": "datv", "ем": "ablt", "е": "loct"},
    "а": {"а": "nomn", "ы": "gent", "и": "gent", "у": "accs", "ой": "ablt", "ей": "ablt", "е": "loct"},
    "я": {"я": "nomn", "и": "gent", "ю": "accs", "ей": "ablt", "е": "loct"},
    "о": {"о": "nomn", "а": "gent", "у": "datv", "ом": "ablt", "ым": "ablt", "е": "loct"},
    "е": {"е": "nomn", "я": "gent", "а": "gent", "ю": "datv", "у": "datv", "ем": "ablt", "и": "loct"},
    "pl": {
        "ы": "nomn", "и": "nomn", "": "gent", "ов": "gent", "ев": "gent", "ей": "gent",
        "ам": "datv", "ям": "datv", "ами": "ablt", "ями": "ablt", "ах": "loct", "ях": "loct",
    },
    "pl-": {"": "gent"},
    "adj-m": {
        "ый": "nomn", "ий": "nomn", "ой": "nomn", "ого": "gent", "его": "gent", "ому": "datv", "ему": "datv",
        "ым": "ablt", "им": "ablt", "ом": "loct", "ем": "loct",
    },
    "adj-f": {"ая": "nomn", "яя": "nomn", "ой": "gent", "ей": "gent", "ую": "accs", "юю": "accs"},
    "adj-n": {
        "ое": "nomn", "ее": "nomn", "ого": "gent", "его": "gent", "ому": "datv", "ему": "datv",
        "ым": "ablt", "им": "ablt", "ом": "loct", "ем": "loct",
    },
    "adj-pl": {"ые": "nomn", "ие": "nomn", "ых": "gent", "их": "gent", "ым": "datv", "им": "datv", "ыми": "ablt",
               "ими": "ablt"},
}  # fmt: skip
# an adjective of any gender and number, told by its masculine: «сочинский» -> «сочинского», «сочинская», «сочинские»
CLASSES["adj"] = {
    **CLASSES["adj-pl"], **CLASSES["adj-n"], **CLASSES["adj-m"], **CLASSES["adj-f"]
}  # fmt: skip
# a noun for people, told by its masculine: singular and plural of «минчанин», «москвич», «астанинец»
CLASSES["person"] = {**CLASSES["pl"], **CLASSES["m"], "ем": "ablt"}
CLASSES["person-"] = {**CLASSES["pl"], **CLASSES["m-"]}
CLASSES["person-an"] = {"е": "nomn", "": "gent", "ам": "datv", "ами": "ablt", "ах": "loct"}


@cache
def paradigms(word: str) -> tuple[tuple[str, str], ...]:
    """The (stem, class) pairs of a nominative: «караганда» -> ((«караганд», «а»),)."""
    last, two = word[-1:], word[-2:]
    if len(word) < 2 or last in "уюэ" or (last not in VOWELS and not ("а" <= last <= "я")):
        return ((word, "0"),)
    if two in ("ый", "ий", "ой") and len(word) > 4:
        return ((word[:-2], "adj-m"),)
    if two in ("ая", "яя"):
        return ((word[:-2], "adj-f"), (word[:-1], "я"))
    if two in ("ое", "ее"):
        return ((word[:-2], "adj-n"),)
    if two in ("ые", "ие"):
        return ((word[:-2], "adj-pl"), (word[:-1], "е"))
    if last in "аяоейь":
        return ((word[:-1], last),)
    if last in "ыи":
        stem = word[:-1]
        if stem[-1:] in ("к", "ц", "н") and len(stem) > 2 and stem[-2] not in VOWELS:
            # Химки -> Химок, Люберцы -> Люберец, Черновцы -> Черновцов
            vowels = "ое" if stem[-1] == "к" else "е"
            hard = stem[:-2] if stem[-2] in "ьй" else stem[:-1]
            return ((stem, "pl"), *((hard + v + stem[-1], "pl-") for v in vowels))
        return ((stem, "pl"),)
    if two == "ец" and len(word) > 3:
        before = word[-3]
        stem = word[:-2] + ("ьц" if before == "л" else "ц") if before not in VOWELS else word[:-2] + "йц"
        return ((word, "m"), (stem, "m-"))
    if (two in ("ок", "ек") and len(word) > 5) or word == "орел":
        return ((word, "m"), (word[:-2] + last, "m-"))
    return ((word, "m"),)


@cache
def person_paradigms(word: str) -> tuple[tuple[str, str], ...]:
    """The same for a masculine noun for people, in both numbers, and the woman: «минчанин» -> «минчане», «минчанка»."""
    if word.endswith(("анин", "янин")):
        return ((word, "person"), (word[:-2], "person-an"), (word[:-2] + "к", "а"))
    if word.endswith(("ич", "як")):
        return ((word, "person"), (word.removesuffix("к") + ("к" if word[-1] == "ч" else "чк"), "а"))
    if word.endswith("ец"):
        stem = word[:-2] + ("ьц" if word[-3] == "л" else "йц" if word[-3] in VOWELS else "ц")
        return ((word, "m"), (stem, "person-"))
    if word.endswith("ок"):
        return ((word, "m"), (word[:-2] + "к", "person-"))
    if word[-1] in "аяоеыий":
        return paradigms(word)
    return ((word, "person"),)


def adjective_stems(word: str) -> tuple[tuple[str, str], ...]:
    """The (stem, class) of an adjective told by its masculine nominative."""
    return ((word[:-2], "adj"),)


def inflected(nominative: str, form: str) -> str | None:
    """The case («» for an indeclinable) that `form` is of `nominative`, or None if it is no form of it."""
    if nominative == form:
        return "nomn"
    for stem, kind in paradigms(nominative):
        if form.startswith(stem):
            case = CLASSES[kind].get(form[len(stem) :])
            if case is not None:
                return case
    return None


def _stressed(low: str) -> bool:
    """Whether the dictionary stresses the ending of an adjective in -ск-: «заводской», «слободской», «донской»."""
    from narcofacts.nlp.morph import is_known, readings

    return is_known(low) and any(r.pos == "ADJF" and r.lemma.endswith("ской") for r in readings(low))


def adjective_nominative(form: str, gender: str) -> str | None:
    """The nominative of an adjective in the gender of its noun: («Узунском», m) -> «Узунский»; None if no adjective.

    Only adjectives of places (-ский, -цкий, -ной …) are told apart safely, so the hard type after к, г, х takes -ий.
    """
    low = form.lower()
    for ending in ("ого", "его", "ому", "ему", "ыми", "ими", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие",
                   "ую", "юю", "ых", "их", "ым", "им", "ом", "ем", "ей"):  # fmt: skip
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            stem = form[: len(form) - len(ending)]
            break
    else:
        return None
    if stem[-1].lower() in VOWELS or stem[-1].lower() in "йьъ":
        return None
    soft = ending in ("его", "ему", "яя", "ее", "юю", "ей") and stem[-1].lower() == "н"
    if gender == "pl":
        return stem + ("ие" if soft or stem[-1].lower() in "кгхжшчщ" else "ые")
    if gender == "f":
        return stem + ("яя" if soft else "ая")
    if gender == "n":
        return stem + ("ее" if soft else "ое")
    if ending == "ой" and low[-3] not in "кгх":
        return form
    if stem.lower().endswith("ск") and _stressed(low):
        return stem + "ой"
    return stem + ("ий" if soft or stem[-1].lower() in "кгхжшчщ" else "ый")
