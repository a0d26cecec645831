"""Cuts a sentence into clauses by its predicates and gives every token the number of its clause.

A clause is what one predicate, or a row of predicates without anything between («обнаружено и изъято»), says. Relative
clauses («…, которого следствие считает заказчиком, …») stand apart, so that what surrounds them stays together.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from narcofacts.nlp.morph import readings
from narcofacts.text.segment import Token

MARKS = frozenset({",", ";", ":", "—", "–", "-"})
DASHES = frozenset({"—", "–", "-"})
JOINERS = frozenset({"и", "а", "но", "или", "зато", "однако"})
SUBORDINATORS = frozenset(
    {"где", "когда", "куда", "откуда", "что", "чтобы", "если", "хотя", "пока", "как", "поскольку", "причем", "тогда"}
)
SAYING = (
    "сообщ", "указ", "переда", "пиш", "писа", "рассказ", "уточн", "отме", "говор", "заяв", "сказа", "поясн", "информир",
    "проинформ", "следует", "добав", "подчерк", "цитир",
)  # fmt: skip
APPOSITION = ("граждан", "жител", "урожен")


NO_VERBS = frozenset(
    {
        *("нет", "есть", "три", "для", "рублей", "г", "кг", "надо", "стали", "дали", "сбыт"),
        *("нитазена", "метонитазена", "этонитазена", "фенобарбитала", "дихлорметана", "дикорос"),
    }
)
"""Forms that the dictionary, or a guess of it, takes for verbs."""


@lru_cache(maxsize=60_000)
def is_predicate(word: str) -> bool:
    """Whether a form is most likely a finite verb or a short participle."""
    found = readings(word)
    if not found:
        return False
    told = [r for r in found if r.mood != "impr"]  # «попали» is no «попалить»: the news give no orders
    of_verbs = sum(r.score for r in told if r.pos in ("VERB", "PRTS", "PRED"))
    return bool(told) and of_verbs >= 0.4 * sum(r.score for r in told) and word not in NO_VERBS


def _relative_spans(tokens: Sequence[Token], predicates: list[int]) -> list[tuple[int, int]]:
    """Token stretches (first, last + 1) of the relative clauses, their commas included."""
    spans: list[tuple[int, int]] = _insertions(tokens, predicates)
    for at, token in enumerate(tokens):
        if not token.lower.startswith("котор") or not token.word:
            continue
        first = next(
            (k for k in range(at - 1, max(-1, at - 5), -1) if tokens[k].text in (",", "—", "–", "-", "(")), None
        )
        if first is None or any(a <= first < b for a, b in spans):
            continue
        if (closed := _closed(tokens, at, first, predicates)) is not None:
            spans.append((first, closed))
            continue
        # «которые, как считает следствие, собирались»
        verb = next((p for p in predicates if p > at and not any(a <= p < b for a, b in spans)), None)
        if verb is None or _says_behind(tokens, verb):  # «…, среди которых 486 кг героина», – уточнили там
            continue
        verb = _end_of_age(tokens, at, verb) or verb
        last = len(tokens)
        for k in range(verb + 1, len(tokens)):
            if tokens[k].text in (",", ")", ";", "—", "–") and not _goes_on(tokens, k, predicates):
                last = k + 1
                break
        spans.append((first, last))
    return spans


def _closed(tokens: Sequence[Token], at: int, first: int, predicates: list[int]) -> int | None:
    """The end of parts told without a verb, in brackets or between commas: «562 кг (из которых 49 кг героина и 513 кг
    опия) были сожжены»."""
    if tokens[first].text == "(":
        end = next((k for k in range(at + 1, len(tokens)) if tokens[k].text == ")"), None)
        return end + 1 if end is not None else None
    verb = next((p for p in predicates if p > at), None)
    if tokens[at - 1].lower not in ("из", "среди") or verb is None or tokens[verb - 1].text != ",":
        return None
    weighed = any(tokens[k].lower.startswith(WEIGHTS) for k in range(at + 1, verb))
    return verb if weighed else None


WEIGHTS = ("кг", "килограмм", "грамм", "тонн")


def _end_of_age(tokens: Sequence[Token], at: int, verb: int) -> int | None:
    """«Водителя, которому 44 года, задержали»: the last word of a relative clause that tells an age without a verb."""
    comma = next((k for k in range(at + 1, verb) if tokens[k].text == ","), None)
    if comma is None or comma - at > 6 or not tokens[comma - 1].lower.startswith(("год", "лет")):
        return None
    return comma - 1


def _insertions(tokens: Sequence[Token], predicates: list[int]) -> list[tuple[int, int]]:
    """«…, как предписал суд, …»: remarks on the source, between commas or at the head of the sentence."""
    spans = []
    for at, token in enumerate(tokens):
        if token.lower != "как" or (at and tokens[at - 1].text not in (",", "—", "–", "-")):
            continue
        verb = next((p for p in predicates if at < p <= at + 6), None)
        end = next((k for k in range(at + 1, min(len(tokens), at + 16)) if tokens[k].text in (",", "—", "–")), None)
        if verb is None or end is None or verb > end or not any(p > end or p < at for p in predicates):
            continue
        spans.append((at - 1 if at else at, end + 1))
    spans.extend(_reports(tokens, predicates))
    return spans


def _reports(tokens: Sequence[Token], predicates: list[int]) -> list[tuple[int, int]]:
    """«Наркотики весят, уточнили в МВД, 900 кг»: who says so, between commas behind the verb. The first comma stays
    outside: it parts the clauses if another one follows."""
    spans = []
    for one, two in itertools.pairwise([*predicates, len(tokens)]):
        if one == predicates[0] or not _says_behind(tokens, one):
            continue
        end = next((k for k in range(one + 1, min(two, one + 12)) if tokens[k].text in (",", "—", "–")), None)
        if end is None or tokens[end].text != tokens[one - 1].text:
            continue
        follower = tokens[end + 1].lower if end + 1 < len(tokens) else "что"
        if follower not in SUBORDINATORS:
            spans.append((one, end + 1))
    return spans


def _goes_on(tokens: Sequence[Token], at: int, predicates: list[int]) -> bool:
    """Whether the clause goes on behind the mark at `at`: no predicate follows that would need one."""
    joined = tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].lower == "и"
    return not joined and not any(p > at for p in predicates)


def clause_numbers(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """The clause number of every token, and the indexes of the predicates."""
    predicates = [k for k, token in enumerate(tokens) if token.word and is_predicate(token.lower)]
    numbers = [0] * len(tokens)
    if not tokens:
        return numbers, predicates
    relatives = _relative_spans(tokens, predicates)
    inside = [False] * len(tokens)
    for first, last in relatives:
        for k in range(first, last):
            inside[k] = True
    outer = [k for k in range(len(tokens)) if not inside[k]]
    outer_predicates = [p for p in predicates if not inside[p]]
    cuts: set[int] = set()
    if outer_predicates and _says_behind(tokens, outer_predicates[0]):  # «Среди изъятого – 2 кг опия», – сообщили там
        cuts.add(outer_predicates[0] - 1)
    for one, two in itertools.pairwise(outer_predicates):
        cut = _boundary(tokens, outer, one, two)
        if cut is not None:
            cuts.add(cut)
    number = 0
    for k in outer:
        if k in cuts or (tokens[k].text == ";" and not _lists(tokens, outer_predicates)):
            number += 1
        numbers[k] = number
    for first, last in relatives:
        inner = [p for p in predicates if first <= p < last]
        span = list(range(first, last))
        within = {_boundary(tokens, span, one, two) for one, two in itertools.pairwise(inner)}
        number += 1
        for k in span:
            number += k in within
            numbers[k] = number
    return numbers, predicates


def _lists(tokens: Sequence[Token], predicates: Sequence[int]) -> bool:
    """«Изъято: мефедрон – 1,5 кг; весы – 2 шт.; телефоны»: whether all that follows the one verb is its list."""
    return len(predicates) == 1 and predicates[0] + 1 < len(tokens) and tokens[predicates[0] + 1].text == ":"


def _says_behind(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb of saying stands right behind a mark."""
    return verb > 0 and tokens[verb - 1].text in MARKS and tokens[verb].lower.startswith(SAYING)


def _apposition(tokens: Sequence[Token]) -> bool:
    """«гражданина Турции», «34-летнего сварщика»"""
    return any(t.lower.startswith(APPOSITION) or "летн" in t.lower for t in tokens)


def _boundary(tokens: Sequence[Token], outer: list[int], one: int, two: int) -> int | None:
    """The index of the token that opens the clause of predicate `two`, or None if both share a clause."""
    between = [k for k in outer if one < k < two]
    if not between or all(
        tokens[k].lower in ("и", "или", "же", "уже", "также", "тоже", "не", "был", "были", "была", "было")
        for k in between
    ):
        return None
    if _says_behind(tokens, two):
        return two - 1  # «…, а вдобавок 800 кг гашиша, сообщает агентство»
    strong = [
        k
        for k in between
        if tokens[k].text in MARKS
        and k + 1 < len(tokens)
        and (tokens[k + 1].lower in SUBORDINATORS or tokens[k + 1].lower in ("а", "но", "и", "однако"))
    ]
    if strong:
        return strong[-1]
    marks = [k for k in between if tokens[k].text in MARKS]
    dashes = [k for k in marks if tokens[k].text in DASHES]
    if len(dashes) >= 2 and len(marks) > 2 and _apposition(tokens[dashes[-2] + 1 : dashes[-1]]):
        marks = [k for k in marks if k not in dashes[-2:]]  # «…, её водителя – гражданина Турции – суд арестовал»
    if marks:
        last = marks[-1]
        if last + 1 == two and len(marks) >= 2:
            inserted = tokens[marks[-2] + 1 : last]
            apposition = [t.lower for t in inserted if t.lower.startswith(APPOSITION) or "летн" in t.lower]
            if inserted and (any(r.pos == "PRTF" for r in readings(inserted[0].lower)) or "анен" in inserted[0].lower):
                apposition.append(inserted[0].lower)
            if apposition:
                return marks[-3] if len(marks) >= 3 else marks[-2]
        return last
    joiners = [k for k in between if tokens[k].lower in JOINERS]
    if joiners:
        return joiners[-1]
    return None
