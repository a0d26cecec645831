"""The grammar of a noun phrase for people: its numeral, its case, what it hangs on."""

from __future__ import annotations

from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import NumberMention
from narcofacts.mentions.place_words import place_words
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.text.segment import Token

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


def has_predicate(sentence: Annotated, start: int, end: int) -> bool:
    """Whether a predicate begins between two offsets of the text: what stands on its sides is not one list."""
    return any(start <= sentence.tokens[p].start < end for p in sentence.predicates)


def oblique_numeral(text: str, number: NumberMention) -> bool:
    """Whether the numeral itself stands in an oblique case («двум сыновьям», «двумя курьерами»)."""
    word = text[number.start : number.end].split()[-1].lower()
    cases = {r.case for r in readings(word) if r.case}
    return bool(cases) and not cases & {"nomn", "accs", "gent"}


def count_before(sentence: Annotated, start: int, used: set[int]) -> tuple[NumberMention | None, int]:
    """The cardinal that counts the noun at `start`, across adjectives and ages, and where the phrase begins."""
    at = sentence.token_at(start)
    tokens = sentence.tokens
    for index in range(len(sentence.numbers) - 1, -1, -1):
        number = sentence.numbers[index]
        if number.end > start:
            continue
        between = [t for t in tokens[:at] if t.start >= number.end]
        if len(between) > 4:
            break
        fits = all(
            (t.word and parts_of_speech(t.lower) & {"ADJF", "PRTF", "NUMR"})
            or "летн" in t.lower
            or t.text in '«»"“”'
            or t.lower in ("ранее", "ее", "его", "их")
            # «семь межрегиональных и региональных курьеров»
            or (t.lower == "и" and t not in (between[0], between[-1]))
            for t in between
        )
        if fits and _agrees(number, tokens[at]):
            used.add(index)
            return number, number.start
        break
    return None, start


def _agrees(number: NumberMention, head: Token) -> bool:
    """Whether a numeral can count the noun: «300 млн владельцы» cannot be read as people."""
    if (number.value % 10 == 1 and number.value % 100 != 11) or number.collective:
        return True  # «41 гражданин»
    cases = {r.case for r in readings(head.lower) if r.pos in ("NOUN", "ADJF", "PRTF")}
    return not cases or bool(cases - {"nomn", "voct"})


def direct_cases(word: str, number: str = "") -> tuple[bool, bool]:
    """(can be nominative, can be accusative) of a noun form; of the number told, where it can have it: «бывшего
    инспектора» is no «инспектора́»."""
    found = [r for r in readings(word) if r.case]
    if number:
        found = [r for r in found if r.number == number] or found
    if not found:
        return True, True
    return any(r.case == "nomn" for r in found), any(r.case == "accs" for r in found)


COLLECTIVE = ("двоих", "троих", "ерых")
COURTS = frozenset({"суд", "горсуд", "райсуд", "облсуд", "судья", "полиция"})
IN_ALL = (["в", "общей", "сложности"], ["за", "это", "время"])


def oblique(sentence: Annotated, start: int) -> bool:
    """Whether the phrase at `start` hangs on a preposition or on the noun right before it."""
    at = sentence.token_at(start)
    counted_out = at > 1 and sentence.tokens[at - 2].lower == "из" and not sentence.tokens[at].word
    if counted_out and sentence.tokens[at - 1].lower.endswith("ых"):
        return False  # «Из задержанных 371 человек арестован»
    back = at - 1
    aged = "летн" in sentence.tokens[at].lower
    while back >= 0:
        token = sentence.tokens[back]
        if token.lower == "поличным":
            return False  # «взяли с поличным двух закладчиков»
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
    within = back > 0 and any(t.lower in ("в", "во", "на") for t in sentence.tokens[max(0, back - 3) : back])
    if sentence.tokens[at].lower.endswith(COLLECTIVE) and within and sentence.tokens[back].lower not in PREPOSITIONS:
        return False  # «задержали в разных районах города пятерых сбытчиков»
    if [t.lower for t in sentence.tokens[max(0, back - 2) : back + 1]] in IN_ALL:
        return False  # «задержали в общей сложности пятерых»
    if back < 0:
        return False
    token = sentence.tokens[back]
    if token.lower in PREPOSITIONS or token.lower == "как":  # «как возможный участник сбыта задержан …»
        return True
    if token.word and token.lower not in ("человек",):
        found = readings(token.lower)
        if any(p.start <= token.start < p.end for p in sentence.places):
            return False  # «На Пхукете россиянина»: the place governs nothing
        if any(d.start <= token.start < d.end for d in sentence.dates):
            return False  # «19 сентября обоих задержали»
        if any(s.start <= token.start < s.end for s in sentence.substances):
            return False  # «признали виновными в сбыте кокаина двоих пакистанцев»
        if token.lower in COURTS and sentence.tokens[at].lower.endswith((*COLLECTIVE, "обоих", "обеих")):
            return False  # «суд всех троих арестовал»
        if (
            within
            and token.lower in ("территории", "стороне", "участке")
            and "ADJF" in parts_of_speech(sentence.tokens[back - 1].lower)
        ):
            return False  # «задержали на китайской территории жителя села»
        if token.lower in place_words().place_nouns and _led_into(sentence, back):
            return False  # «задержали в одесском аэропорту трёх курьеров»
        if found and found[0].pos == "NOUN" and not aged:
            genitive = any(
                r.case == "gent"
                for r in readings(sentence.tokens[at].lower)
                if r.pos in ("NOUN", "ADJF", "PRTF", "NUMR")
            )
            return genitive and not _of_participle(sentence, at, back)
    return False


def _led_into(sentence: Annotated, at: int) -> bool:
    """«в одесском и киевском аэропортах»: whether «в» or «на» leads, over adjectives, to the noun."""
    words = (t.lower for t in reversed(sentence.tokens[max(0, at - 5) : at]))
    before = next((w for w in words if w not in ("и", ",") and "ADJF" not in parts_of_speech(w)), "")
    return before in ("в", "во", "на")


DEED = ("вшего", "вшую", "вших")


def _of_participle(sentence: Annotated, at: int, noun: int) -> bool:
    """«задержали вырастившего коноплю жителя Сахалина»: the noun before belongs to the person's own deed."""
    deed = next((t for t in reversed(sentence.tokens[max(0, noun - 4) : noun]) if t.lower.endswith(DEED)), None)
    person = {(r.gender, r.number) for r in readings(sentence.tokens[at].lower) if r.animate and r.case == "accs"}
    if deed is not None and deed.lower.endswith("вших") and parts_of_speech(sentence.tokens[at].lower) & {"NUMR"}:
        return True  # «взяли встречавших чемодан двух граждан Нигерии»
    return deed is not None and any(r.case == "accs" and (r.gender, r.number) in person for r in readings(deed.lower))


def highest(number: NumberMention | None) -> int | None:
    """The upper bound of a number, «от трёх до пяти» → 5."""
    return int(number.value_max) if number is not None and number.value_max is not None else None
