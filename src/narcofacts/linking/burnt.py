"""Where drugs are burnt nobody is taken: the people told of beside belong to the case in which the drugs were found."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.merge import Thing
from narcofacts.linking.people import People


def before_the_fire(cases: list[Case], things: Sequence[Thing], people: Sequence[People]) -> list[Case]:
    """The cases, with one more behind each that only burns: «В огонь отправились 11 кг гашиша. Их нашли летом под
    Петухово. Курьеру суд дал 12 лет»."""
    result: list[Case] = []
    number = max((case.number for case in cases), default=0)
    for case in cases:
        result.append(case)
        taken = [p for p in people if p.case == case.number]
        if not taken or not _only_burns(case, things, min(p.sentence for p in taken)):
            continue
        inside = _sentences_of(case, taken)
        if not inside or len(inside) == len(case.sentences):
            continue  # told in the same sentence, or by the headline
        number += 1
        case.sentences = [s for s in case.sentences if s not in inside]
        result.append(Case(number, "event", "cases.before_the_fire", inside, background=True))
        for person in taken:
            person.case = number
    return result


def _only_burns(case: Case, things: Sequence[Thing], first_taken: int) -> bool:
    """Whether the article opens with drugs burnt, and all of the case are."""
    own = [t for t in things if t.case == case.number and t.goods.drug_like]
    if case.scope != "event" or case.rule != "cases.first" or not own:
        return False
    return (
        all(t.action == "destroyed" and t.goods.category == "drug" for t in own)
        and min(t.fact.sentence for t in own) < first_taken
    )


def _sentences_of(case: Case, taken: Sequence[People]) -> list[SentenceFacts]:
    """The sentences that tell of the people, and the one before each in its paragraph, unless it burns something."""
    wanted: set[int] = set()
    by_index = {s.sentence.sentence.index: s for s in case.sentences}
    for person in taken:
        for index in person.sentences:
            wanted.add(index)
            own, before = by_index.get(index), by_index.get(index - 1)
            if own is None or before is None or before.any:
                continue
            if before.sentence.sentence.paragraph == own.sentence.sentence.paragraph:
                wanted.add(index - 1)
    burning = {f.sentence for f in case.facts if f.action == "destroyed"}
    return [s for s in case.sentences if s.sentence.sentence.index in wanted - burning]
