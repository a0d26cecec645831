"""People in a sentence: the nouns of people.csv, and any other noun for a living person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from narcofacts import lexicon
from narcofacts.lexicon import PersonRow
from narcofacts.mentions.model import RoleMention
from narcofacts.nlp.morph import Reading, is_known, readings
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.records import Sex
from narcofacts.text.segment import Token

KEEP_SEX_IN_PLURAL = frozenset({"мужчина", "парень", "брат", "юноша", "сын"})


@cache
def _index() -> PhraseIndex[PersonRow]:
    return PhraseIndex((row.phrase, row) for row in lexicon.person_nouns())


@cache
def _by_lemma() -> dict[str, PersonRow]:
    return {
        row.phrase: row for row in lexicon.person_nouns() if " " not in row.phrase and not row.phrase.startswith("=")
    }


@cache
def anaphoric_nouns() -> frozenset[str]:
    """Person nouns that can take up somebody told of before («мужчина», «задержанный»)."""
    return frozenset(row.phrase.lstrip("=") for row in lexicon.person_nouns() if row.anaphoric)


@cache
def staff_nouns() -> frozenset[str]:
    """Nouns for those who take, speak or judge: taken themselves only where a verb says so plainly."""
    return frozenset(lexicon.toml_table("agents.toml")["staff"]["lemmas"])


@cache
def _never() -> frozenset[str]:
    return frozenset(lexicon.toml_table("agents.toml")["never"]["lemmas"])


def _is_never(lemma: str) -> bool:
    """«голубь», «кот-наркокурьер»: whether a noun names no person, whatever is said of it behind a hyphen."""
    return lemma in _never() or lemma.split("-")[0] in _never()


def names_nobody(word: str) -> bool:
    """«кота-наркокурьера», «мышей»: whether a word in small letters is an animate noun that names no person."""
    found = readings(word)
    return bool(found) and found[0].pos == "NOUN" and found[0].animate and _is_never(found[0].lemma)


@cache
def nouns(kind: str) -> frozenset[str]:
    """The nouns of one kind of people_words.toml: `kin`, `couples`, `again` …"""
    return lexicon.word_set("people_words.toml", kind)


def _may_be_name(word: str) -> bool:
    """«Инну осудили»: whether a word that opens a sentence can be somebody's name."""
    return any(r.proper and r.animate for r in readings(word))


def role_nouns(tokens: Sequence[Token]) -> list[RoleMention]:
    """The person nouns of `tokens` in order. Participles used as verbs («был задержан») are none."""
    result: list[RoleMention] = []
    covered: set[int] = set()
    for hit in _index().find(tokens):
        noun = _noun(tokens[hit.last - 1].lower)
        if noun is None or (noun.pos != "NOUN" and _of_thing(tokens, hit.last)) or _attributive(tokens, hit.last):
            continue
        row = hit.value
        if (
            hit.last - hit.first == 1
            and not row.phrase.startswith("=")
            and noun.lemma != row.phrase
            and noun.lemma in _by_lemma()
        ):
            row = _by_lemma()[noun.lemma]  # «супруга» and «супруг» share a stem
        result.append(_mention(tokens, hit.first, hit.last, row, noun))
        covered.update(range(hit.first, hit.last))
    for at, token in enumerate(tokens):
        if at in covered or not token.word:
            continue
        noun = _noun(token.lower)
        if noun is None or noun.pos != "NOUN":
            continue
        listed = _by_lemma().get(noun.lemma)
        if listed is not None:
            result.append(_mention(tokens, at, at + 1, listed, noun))
        elif (
            noun.animate
            and not noun.proper
            and (is_known(_without_prefix(token.lower)) or noun.lemma in staff_nouns() or _two_persons(token.lower))
            and not _is_never(noun.lemma)
            and (not token.text[:1].isupper() or (at == 0 and not _may_be_name(token.lower)))
        ):
            sex: Sex | None = "f" if noun.gender == "femn" else ("m" if noun.gender == "masc" else None)
            other = PersonRow(noun.lemma, None, sex, True, 1, False, "people.animate_noun")
            result.append(_mention(tokens, at, at + 1, other, noun))
    result.sort(key=lambda mention: mention.start)
    return [m for k, m in enumerate(result) if not (m.occupation and _describes(m, result[k + 1 : k + 2]))]


def _describes(adjective: RoleMention, behind: Sequence[RoleMention]) -> bool:
    """«безработный гражданин Украины»: what only tells more of the noun behind it."""
    adjacent = bool(behind) and behind[0].start == adjective.end + 1
    return adjacent and adjective.lemma.endswith(("ый", "ий", "ой", "ая")) and behind[0].number == adjective.number


@cache
def _held_things() -> tuple[str, ...]:
    return tuple(lexicon.toml_table("people_words.toml")["held_things"]["beginnings"])


def _of_thing(tokens: Sequence[Token], at: int) -> bool:
    """«Задержанный груз»: a participle of a thing."""
    return at < len(tokens) and tokens[at].lower.startswith(_held_things())


def _attributive(tokens: Sequence[Token], at: int) -> bool:
    """«о другом эпизоде», «в рабочем посёлке»: a form of an adjective before the thing that it agrees with."""
    behind = readings(tokens[at].lower)[:1] if at < len(tokens) and tokens[at].word else ()
    if not behind or behind[0].pos != "NOUN" or behind[0].animate:
        return False
    forms = (r for r in readings(tokens[at - 1].lower) if r.pos == "ADJF")
    return any(r.case == behind[0].case and r.number == behind[0].number and r.case != "gent" for r in forms)


@lru_cache(maxsize=10_000)
def _two_persons(word: str) -> bool:
    """«солдат-срочников»: a word of two names for a person."""
    parts = word.split("-")
    return len(parts) == 2 and all(any(r.pos == "NOUN" and r.animate for r in readings(part)) for part in parts)


def _without_prefix(word: str) -> str:
    """«наркобизнесменов», «экс-начальника» are declined as the word without its prefix where the dictionary has no such
    word."""
    prefix = next((prefix for prefix in ("нарко", "экс-") if word.startswith(prefix)), "")
    rest = word[len(prefix) :]
    return rest if prefix and len(rest) > 4 and not is_known(word) and is_known(rest) else word


@lru_cache(maxsize=60_000)
def _noun(word: str) -> Reading | None:
    """The reading of a word as a noun or a substantivised adjective, or None if it is likelier something else."""
    found = readings(_without_prefix(word))
    if not found:
        return None
    nouns = [r for r in found if r.pos in ("NOUN", "ADJF", "PRTF")]
    if not nouns or (found[0].pos in ("PRTS", "ADJS") and found[0].score > 0.5):
        return None
    if found[0].pos not in ("NOUN", "ADJF", "PRTF") and nouns[0].score < 0.2:
        return None
    return nouns[0]


def _mention(tokens: Sequence[Token], first: int, last: int, row: PersonRow, noun: Reading) -> RoleMention:
    number = _number(tokens, first, last, row.phrase)
    sex = row.sex
    feminine = noun.gender == "femn" and noun.pos == "NOUN" and last - first == 1
    if sex == "m" and number == "sing" and feminine and _wife(tokens, first):
        sex = "f"
    if sex != "f" and number == "sing" and noun.gender == "femn" and noun.pos != "NOUN":
        sex = "f"  # «подозреваемая», «знакомая»
    if sex is None and number == "sing" and noun.gender == "masc" and noun.pos in ("ADJF", "PRTF"):
        sex = "m"  # «подозреваемый»
    if sex == "m" and number == "plur" and row.phrase not in KEEP_SEX_IN_PLURAL:
        sex = None
    lemma = row.phrase.lstrip("=")
    return RoleMention(
        start=tokens[first].start,
        end=tokens[last - 1].end,
        rule=row.rule,
        lemma=lemma,
        role=row.role,
        sex=sex,
        number=number,
        occupation=row.occupation,
        heads=row.heads,
        staff=lemma in staff_nouns(),
    )


def _wife(tokens: Sequence[Token], first: int) -> bool:
    """«его супруга», «36-летняя супруга», «её 36-летнего супруга»: by the words before a form that both sexes have."""
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    return not any(word in ("ее", "своего") or (word.endswith(("ого", "его")) and word != "его") for word in before)


def _attribute_number(word: str) -> Literal["sing", "plur"] | None:
    """The number that an adjective before a noun tells: «45-летней женщины» is one, «местных жителей» are many."""
    if "летн" in word and "-" in word:
        return "plur" if word.endswith(("ие", "их", "ими", "им")) and not word.endswith("летним") else "sing"
    found = {r.number for r in readings(word) if r.pos in ("ADJF", "PRTF")} if word else set()
    if len(found) == 1:
        return "plur" if "plur" in found else "sing"
    return None


OF_ONE_PERSON = frozenset({"у", "от", "для", "против", "со", "стороны", "отношении"})
"""Words before «лица» that govern the genitive."""


def _number(tokens: Sequence[Token], first: int, last: int, lemma: str) -> Literal["sing", "plur"]:
    nouns = [r for r in readings(tokens[last - 1].lower) if r.pos in ("NOUN", "ADJF", "PRTF") and r.number]
    if not nouns:
        return "sing"
    before = tokens[first - 1].lower if first else ""
    if tokens[last - 1].lower == "лица" and before not in OF_ONE_PERSON and not before.endswith(("ого", "его")):
        return "plur"  # «Задержаны лица, подозреваемые в сбыте»
    if tokens[last - 1].lower == lemma and any(r.number == "sing" for r in nouns):
        return "sing"  # «складмен»: no genitive of «складмена»
    attribute = _attribute_number(before)
    if attribute == "sing" and "летн" in before and first > 1 and tokens[first - 2].lower in ("и", ","):
        return "sing"  # «25-летнего и 30-летнего мужчин»
    if attribute is not None and any(r.number == attribute for r in nouns):
        return attribute
    if before in lexicon.word_set("people_words.toml", "governing_genitive"):
        nouns = [r for r in nouns if r.case == "gent"] or nouns
    found = [r.number for r in nouns]
    if "sing" in found and "plur" in found and (before.isdigit() or any(r.pos == "NUMR" for r in readings(before))):
        return "plur"  # «двух курьеров»: a numeral decides
    return "plur" if found[0] == "plur" else "sing"
