"""Figures of another period told without their noun: «изъято 19 кг наркотиков, годом раньше – 12», «В 2022-м речь шла
о 74 кг».
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import ArrestFact, SeizureFact
from narcofacts.events.unit import Group, Unit
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import NumberMention, QuantityMention
from narcofacts.mentions.numerals import numbers
from narcofacts.rules import Step

GAP = pattern(
    r",?\s(?:[—–-]\s|(?:речь шла|говорил\w+) о\s|(?:этот |такой )?показатель (?:был |составлял |составил |равнялся )?"
    r"|таких (?:было )?|(?:их )?было )(?:(?:лишь|всего|только|около|порядка|более|почти)\s)*",
    re.IGNORECASE,
)
"""What stands between the period and its figure."""
OPENS = pattern(r"(?:^\W*|[,;:(—–-]\s?|\b(?:а|и|но|тогда как|при этом)\s)(?:(?:в|за|на|против)\s)?$", re.IGNORECASE)
"""What stands before the period: «Снюса за год было 118 кг» names its own goods."""
END = pattern(r"\s?(?:[.;,)]|$)")
MANY = 10
"""So many people or more are statistics."""
STATISTIC = 1000
"""So many tablets or vials."""
ALIKE = 20
"""So many times one figure may be the other and still tell of the same."""


def of_another_period(
    sentence: Annotated,
    text: str,
    seizures: Sequence[SeizureFact],
    arrests: Sequence[ArrestFact],
    before: tuple[Sequence[SeizureFact], Sequence[ArrestFact]],
) -> tuple[list[SeizureFact], list[ArrestFact]]:
    """The seizures and arrests that bare figures of other periods tell, after the fact told last of the sentence, else
    of the one `before`."""
    taken: list[SeizureFact] = []
    people: list[ArrestFact] = []
    for date in sentence.dates if sentence.numbers or sentence.quantities else ():
        # «Год назад за девять месяцев — 24 300»
        start = next((d.start for d in sentence.dates if d.end + 1 == date.start), date.start)
        if date.kind not in ("year", "period") or not OPENS.search(text[sentence.sentence.start : start]):
            continue
        measured = next((q for q in sentence.quantities if GAP.fullmatch(text, date.end, q.start)), None)
        number = next((n for n in sentence.numbers if GAP.fullmatch(text, date.end, n.start)), None)
        figure = measured if measured is not None else number
        if figure is None or not END.match(text, figure.end):
            continue
        if any(date.end < f.goods.start < figure.end for f in seizures):
            continue
        own = [f for f in seizures if f.goods.end <= date.start], [f for f in arrests if f.end <= date.start]
        model = _told_last(*(own if own[0] or own[1] else before))
        if isinstance(model, SeizureFact):
            value = measured.value if measured is not None else _in_units(text, model, number)
            if value and (measured is None or measured.unit == model.goods.unit):  # «годом раньше – 0 кг»: nothing
                taken.append(_again(sentence, model, float(value), figure))
        elif model is not None and measured is None and number is not None and isinstance(number.value, int):
            people.extend(_as_many(sentence, model, number))
    return taken, people


def _told_last(seizures: Sequence[SeizureFact], arrests: Sequence[ArrestFact]) -> SeizureFact | ArrestFact | None:
    """The fact told last, if it has a mass, or counts many pieces or people."""
    taken = max(seizures, key=lambda f: f.goods.start, default=None)
    people = max(arrests, key=lambda f: f.start, default=None)
    if taken is not None and (people is None or taken.goods.start > people.start):
        goods = taken.goods
        counted = goods.drug_like and (goods.value or 0) >= STATISTIC
        return taken if (goods.is_mass or counted) and goods.amount_span is not None else None
    return people if people is not None and people.group is not None and (people.group.value or 0) >= MANY else None


def _in_units(text: str, model: SeizureFact, number: NumberMention | None) -> float | None:
    """The figure in the unit of the amount before it: 12 after «19 килограммов» is 12,000 g."""
    span, value = model.goods.amount_span, model.goods.value
    told = next((float(n.value) for n in numbers(text[span[0] : span[1]])), 0.0) if span else 0.0
    if number is None or not told or value is None:
        return None
    ratio = float(number.value) / told
    return float(value) * ratio if 1 / ALIKE <= ratio <= ALIKE else None


def _again(
    sentence: Annotated, model: SeizureFact, value: float, figure: NumberMention | QuantityMention
) -> SeizureFact:
    """The fact of a model with another amount: `value` is what the figure comes to in the unit of the model."""
    start, end = figure.start, figure.end
    most = None if figure.value_max is None else value * float(figure.value_max) / float(figure.value)
    steps = [*model.goods.steps, Step("compared.seizure", start, end)]
    goods = replace(
        model.goods,
        start=start,
        end=end,
        value=value,
        bound=figure.bound,
        value_max=most,
        amount_span=(start, end),
        spans=[],
        doses=None,
        worth=None,
        steps=steps,
    )
    return replace(
        model, goods=goods, sentence=sentence.sentence.index, clause=sentence.clause_of(start), part=False, steps=steps
    )


def _as_many(sentence: Annotated, model: ArrestFact, number: NumberMention) -> list[ArrestFact]:
    """The arrest of as many people of another period."""
    assert model.group is not None
    told = model.group.value or 0
    if not told / ALIKE <= number.value <= told * ALIKE:
        return []
    steps = [Step(number.rule, number.start, number.end), Step("compared.arrest", number.start, number.end)]
    unit = Unit(
        number.start,
        number.end,
        int(number.value),
        number.bound,
        None if number.value_max is None else int(number.value_max),
        plural=True,
        counted=True,
        lemmas=model.group.units[0].lemmas,
        nominative=True,
        steps=steps[:1],
    )
    group = Group([unit], sentence.sentence.index)
    return [ArrestFact(group, model.status, sentence.sentence.index, number.start, number.end, steps=steps)]
