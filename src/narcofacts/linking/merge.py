"""Joins what is told twice: headline and body, found and later taken, the round figure and the exact one.

Rules look at pairs of facts of one case, earlier against later. One policy: the exact figure is the record, every other
telling is further evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from narcofacts.events.facts import ACTION_RANK, SeizureFact, Taking
from narcofacts.events.goods import DISCRETE, NEVER_PILLS, VAGUE, Goods
from narcofacts.lexicon import substances
from narcofacts.records import Action
from narcofacts.rules import Step


class Thing(msgspec.Struct):
    """A seizure on its way to a record: the fact that gives the amount, and all stretches that tell of it."""

    fact: SeizureFact
    action: Action
    spans: list[tuple[int, int]]
    steps: list[Step]
    headline: bool = False
    case: int = 0
    parts_of: Thing | None = None
    sure: bool = True
    lead: bool = False
    """Told in the first sentence of the article that tells amounts, which rounds as headlines do."""
    sentences: list[int] = msgspec.field(default_factory=list)

    @property
    def goods(self) -> Goods:
        """The goods of the fact."""
        return self.fact.goods


def thing_of(fact: SeizureFact, case: int, headline: bool = False, lead: bool = False) -> Thing:
    """A thing made of one fact."""
    spans = [(fact.goods.start, fact.goods.end), *fact.goods.spans]
    return Thing(fact, fact.action, spans, list(fact.steps), headline, case, None, fact.sure, lead, [fact.sentence])


def compatible(one: Goods, two: Goods) -> bool:
    """Whether two goods can be one substance: equal, or one named more vaguely."""
    if one.category != two.category and not (one.drug_like and two.drug_like):
        return False
    a, b = one.substance, two.substance
    if a == b or a is None or b is None:
        return True
    table = substances()
    if _salt(one) or _salt(two):
        return table[b if _salt(one) else a].family in ("cathinones", "unspecified")
    if any(g.unit == "tablet" and table[s].family in NEVER_PILLS for g, s in ((one, b), (two, a))):
        return False
    if {table[a].category, table[b].category} == {"drug", "precursor"}:
        return False
    if "drugs" in (a, b):
        return True
    if "precursors" in (a, b):
        return table[a].category == table[b].category == "precursor"
    if "synthetic_drugs" in (a, b):
        other = b if a == "synthetic_drugs" else a
        return table[other].family in ("cathinones", "stimulants", "synthetic cannabinoids", "unspecified")
    if "psychotropics" in (a, b):
        return table[a].category == table[b].category == "drug"
    return {a, b} in (
        {"marijuana", "cannabis"},
        {"cannabis", "cannabis_plant"},
        {"marijuana", "cannabis_plant"},
        {"hashish", "cannabis"},
    )


def _salt(goods: Goods) -> bool:
    """«соль»: a word of the street for whatever cathinone it is."""
    return goods.substance == "mdpv" and goods.item.lower().startswith("сол")


def same_amount(one: Goods, two: Goods, rounded: bool) -> bool:
    """Whether two amounts are one told twice; `rounded` allows a round figure against an exact one."""
    if one.money is not None or two.money is not None:
        if one.money is None or two.money is None or one.money.currency != two.money.currency:
            return False
        return one.money.amount == two.money.amount or (
            rounded and _rounds(float(one.money.amount), one.money.bound, float(two.money.amount))
        )
    if one.value is None or two.value is None or one.unit != two.unit:
        return False
    if one.value == two.value:
        return True
    return rounded and _rounds(float(one.value), one.bound, float(two.value))


def _rounds(rough: float, bound: str, exact: float) -> bool:
    """Whether `rough` with its bound can stand for `exact`: 5 % about it, up to a half above a threshold."""
    if rough <= 0 or exact <= 0:
        return False
    ratio = exact / rough
    if bound in ("more_than", "at_least"):  # «более 30» may be 40, «более 120» no 180
        return 1 <= ratio <= (1.5 if _step(rough) == rough else 1.2)
    if bound == "order":
        return 1 <= ratio < 1000  # «тысячи капсул» and «43 200 капсул»
    if bound == "about":  # «около 30» may be 33, «почти 31» no 34
        return abs(exact - rough) <= min(0.1 * rough, max(_step(rough), 0.05 * rough))
    if bound in ("up_to", "less_than"):
        return 0.8 <= ratio <= 1
    return 0.92 <= ratio <= 1.08 or rough in (_significant(exact, rough), _cut_off(exact, rough))


def _step(rough: float) -> float:
    """One in the last significant digit of a figure: 10 for 30, 1 for 31, 100 for 1200."""
    return float(10.0 ** (math.floor(math.log10(rough)) + 1 - significant_digits(rough)))


def significant_digits(figure: float) -> int:
    """How many digits of a figure are told: 2 of 31 000, 3 of 0,484."""
    return len(f"{figure:.12g}".replace(".", "").strip("0"))


def _cut_off(exact: float, rough: float) -> float:
    """`exact` without what follows the significant digits of `rough`, two at least: 10 of 10,875."""
    step = 10.0 ** (math.floor(math.log10(exact)) + 1 - max(2, significant_digits(rough)))
    return math.floor(exact / step) * step


def _significant(exact: float, rough: float) -> float:
    """`exact` rounded half up to the significant digits of `rough`, two at least: 14 500 to those of 15 000."""
    digits = max(2, significant_digits(rough))
    step = 10.0 ** (math.floor(math.log10(exact)) + 1 - digits)
    return math.floor(exact / step + 0.5) * step


def merge_things(things: Sequence[Thing]) -> list[Thing]:
    """The things of one case with repeated tellings joined, in order of text."""
    kept: list[Thing] = []
    for thing in things:
        field = _field_of(kept, thing)
        if field is not None:
            kept[kept.index(field)] = thing
            _lend(thing, field)
            continue
        plants = _weighed_plants(kept, thing)
        if plants is not None:
            _lend(plants, thing)
            continue
        twin = next((other for other in kept if _twin(other, thing)), None)
        if twin is not None and _sums_up(twin, thing, things):
            twin = None
        if twin is None or _as_much_again(kept, twin, thing):
            kept.append(thing)
        else:
            join(twin, thing)
    return _without_bare(kept)


def _sums_up(total: Thing, thing: Thing, things: Sequence[Thing]) -> bool:
    """«30 кг наркотиков. Изъято около 4 кг марихуаны и более 26 кг гашиша»: whether a figure of drugs in general is
    the sum of the masses told in one sentence."""
    if total.goods.substance not in VAGUE or thing.goods.substance in VAGUE or total.goods.value == thing.goods.value:
        return False
    row = [t for t in things if _beside(t, thing) and t.goods.is_mass and t.goods.unit == total.goods.unit]
    whole = sum(float(t.goods.value or 0) for t in row)
    return len({t.goods.substance for t in row}) > 1 and 0.9 <= whole / float(total.goods.value or 1) <= 1.05


def _as_much_again(kept: Sequence[Thing], twin: Thing, thing: Thing) -> bool:
    """«при сбыте 500 граммов амфетамина … При обыске изъяли ещё 500 граммов»: as much once more."""
    if not thing.fact.more or twin.fact.more or twin.headline or thing.headline:
        return False
    same = [t for t in kept if t.goods.drug_like and not t.headline and compatible(t.goods, thing.goods)]
    return thing.goods.is_mass and len(same) == 1


def _field_of(kept: Sequence[Thing], thing: Thing) -> Thing | None:
    """The area told before on which counted plants grow: «Плантация площадью 2 тыс. кв. м … Посадка из 400 кустов»."""
    if thing.goods.unit != "plant" or not kept:
        return None
    last = kept[-1]
    area = last.goods.unit == "m2" and last.goods.substance == thing.goods.substance and last.action == thing.action
    near = 0 <= thing.fact.sentence - max(last.sentences) <= 1 and thing.action != "destroyed"
    return last if area and near and not last.fact.part else None


def _weighed_plants(kept: Sequence[Thing], thing: Thing) -> Thing | None:
    """The counted plants whose weight a later sentence tells: «132 куста … Вес изъятых растений — 24,8 кг»."""
    if not thing.fact.weighs or thing.goods.unit != "g" or not kept:
        return None
    counted = [
        t for t in kept if t.goods.unit == "plant" and t.fact.weighs is False and compatible(t.goods, thing.goods)
    ]
    near = [t for t in counted if 0 <= thing.fact.sentence - max(t.sentences) <= 2]
    return near[-1] if near else None


def _twin(one: Thing, two: Thing) -> bool:
    a, b = one.goods, two.goods
    if one.fact.sentence == two.fact.sentence:
        return False
    if a.drug_like != b.drug_like:
        return False
    if a.drug_like:
        if not compatible(a, b):
            return False
        exact_repeat = same_amount(a, b, rounded=False) and (
            a.is_mass or one.headline or two.headline or a.substance == b.substance
        )
        bounds = {a.bound, b.bound}
        rough_only = "exact" not in bounds and len(bounds) > 1 and not one.lead  # «более 2 кг … около 2,2 кг»
        rounded = one.headline or two.headline or (bounds != {"exact"} and "order" not in bounds and not rough_only)
        if exact_repeat:
            return not (one.fact.part or two.fact.part) or a.substance == b.substance
        if a.substance in VAGUE and b.substance not in VAGUE and two.fact.part:
            return False
        if two.fact.total and a.substance == b.substance and a.bound == "about" and a.unit == b.unit == "g":
            return 0.85 <= float(b.value or 0) / max(float(a.value or 1), 1e-9) <= 1.15  # «почти 1,5 кг … Всего 1,3 кг»
        if one.lead and a.bound == b.bound == "exact" and a.is_mass and a.unit == b.unit:
            whole = _significant(float(b.value or 0), float(a.value or 0)) == a.value
            tons = float(a.value or 0) / _step(float(a.value or 1)) < 10 and float(a.value or 0) >= TON / 2
            if a.substance == b.substance and tons:
                whole = whole or 0.95 <= float(b.value or 0) / float(a.value or 1) <= 1.05  # «полтонны … 487 кг»
            near = a.substance == b.substance and a.substance not in VAGUE and not two.fact.total
            near = near and significant_digits(float(a.value or 1)) == 1
            return whole or (near and 1 <= float(b.value or 0) / float(a.value or 1) <= 1.1)  # «три кило … 3,12 кг»
        plants = a.unit == b.unit == "plant" and a.substance == b.substance and float(a.value or 0) >= 100
        if (
            plants
            and float(a.value or 0) / _step(float(a.value or 1)) < 10
            and 0.95 <= float(b.value or 0) / float(a.value or 1) <= 1.05
        ):
            return True  # «три сотни кустов … 297 кустов»
        if not rounded or not (a.is_mass or one.headline or two.headline or (one.lead and _many(a, b))):
            return False
        if one.headline and a.unit == b.unit and a.bound == "exact" and _in_round_words(a):
            return 0.8 <= float(b.value or 0) / float(a.value or 1) <= 1.25
        rough, fine = (a, b) if a.bound != "exact" or one.headline else (b, a)
        # «57 кг … Более 50 кг»
        vaguer = one.headline and a.bound == "exact" != b.bound and same_amount(b, a, rounded=True)
        return (
            vaguer
            or same_amount(rough, fine, rounded=True)
            or (
                (one.headline or two.headline or one.lead)
                and rough.bound not in ("exact", "more_than", "at_least")
                and rough.unit == fine.unit
                and 0.85 <= float(fine.value or 0) / max(float(rough.value or 1), 1e-9) <= 1.15
            )
        )
    if a.money is not None and b.money is not None:
        return same_amount(a, b, rounded=one.headline or two.headline)
    if a.category == b.category == "vehicle" and _one_car(one, two):
        return True
    same_thing = a.category == b.category and a.item.split()[0] == b.item.split()[0]
    return same_thing and a.value == b.value and a.money is None and b.money is None


def _one_car(one: Thing, two: Thing) -> bool:
    """«Третья машина, внедорожник, … Внедорожник также арестован»: one vehicle, by the general word and by its own."""
    single = all(t.goods.value in (None, 1) and t.goods.money is None for t in (one, two))
    near = 0 < two.fact.sentence - max(one.sentences) <= 1 and not two.fact.more
    words = {one.goods.item.split()[0].lower(), two.goods.item.split()[0].lower()}
    return single and near and len(words) == 2 and len(words & CARS) == 1


CARS = frozenset({"автомобиль", "машина", "авто", "автомашина"})


def _many(one: Goods, two: Goods) -> bool:
    """«Свыше 7,5 тысячи флаконов … изъято 7600»: thousands of the same pieces of one named drug."""
    alike = one.unit == two.unit and one.substance == two.substance and one.substance is not None
    return alike and min(float(one.value or 0), float(two.value or 0)) >= 1000


def _in_round_words(goods: Goods) -> bool:
    """Whether a headline tells an amount without a number: «Изъяли тонну кокаина» of 903 kg, «полтонны» of 600."""
    return any(step.rule in ("quantities.single", "quantities.half") for step in goods.steps)


TON = 1_000_000


def join(one: Thing, two: Thing) -> None:
    """Lays `two`, which is the same, to `one`: the more exact fact becomes the record's, the rest evidence."""
    better = _exactness(two) > _exactness(one)
    action = one.action if ACTION_RANK[one.action] >= ACTION_RANK[two.action] else two.action
    substance_goods = one.goods if one.goods.substance not in VAGUE and one.goods.substance else two.goods
    if better:
        one.fact, two_spans = two.fact, one.spans
        one.spans = [*two.spans, *two_spans]
        one.headline, one.lead = two.headline, two.lead
    else:
        one.spans = [*one.spans, *two.spans]
    if _salt(substance_goods) and two.goods.substance not in VAGUE | {None}:
        substance_goods = two.goods
    if substance_goods.substance and (one.goods.substance in (None, "drugs", "synthetic_drugs") or _salt(one.goods)):
        one.goods.substance = substance_goods.substance
        one.goods.category = substance_goods.category
        one.goods.item = substance_goods.item
    one.goods.doses = one.goods.doses or two.goods.doses
    one.goods.worth = one.goods.worth or two.goods.worth
    one.action = action
    one.sure = one.sure or two.sure
    one.sentences = [*one.sentences, *two.sentences]
    one.steps = [*one.steps, *two.steps, Step("merge.told_twice", two.goods.start, two.goods.end)]


def _exactness(thing: Thing) -> int:
    goods = thing.goods
    score = 0
    if not thing.headline:
        score += 4
    if goods.bound == "exact" and not thing.lead and (goods.money is None or goods.money.bound == "exact"):
        score += 3
    if goods.named:
        score += 1
    if goods.value is not None and significant_digits(float(goods.value)) > 2:
        score += 2  # «почти 1,5 тонны … более 1470 кг»
    if thing.fact.total:
        score += 2
    if goods.substance and goods.substance not in VAGUE:
        score += 1
    return score


def _without_bare(things: list[Thing]) -> list[Thing]:
    """Drops goods without an amount where the case tells an amount of them, and containers where it tells a mass."""
    kept: list[Thing] = []
    for thing in things:
        goods = thing.goods
        if goods.drug_like:
            others = [t for t in things if t is not thing and t.goods.drug_like]
            if (whole := _made_into_doses(thing, others)) is not None:
                whole.goods.doses = whole.goods.doses or (goods.value or 0, goods.bound)
                whole.goods.worth = whole.goods.worth or goods.worth
                _lend(whole, thing)
                continue
            if goods.value is None:
                better = [t for t in others if t.goods.value is not None and compatible(t.goods, goods)]
                better = [t for t in better if t.goods.category == goods.category or not goods.container]
                better = [t for t in better if not (_beside(t, thing) and _of_two_names(t.goods, goods))]
                if better and goods.substance not in VAGUE and goods.substance is not None:
                    behind = [t for t in better if 1 <= t.sentences[0] - thing.sentences[0] <= 2]
                    bare = {t.goods.substance for t in others if t.goods.value is None and _beside(t, thing)}
                    own = any(_beside(t, thing) and t.goods.substance == goods.substance for t in better)
                    if (
                        behind
                        and not own  # «Героина в этом количестве 1,5 т. Сотрудниками АКН изъято 1160 кг»
                        and behind[0].goods.substance in VAGUE
                        and not (behind[0].fact.total and _specific(others) - {goods.substance})
                        and not bare - VAGUE - {goods.substance, None}
                        and not behind[0].fact.part
                    ):
                        _name(behind[0], thing)  # «Героин нашли у жителя. Изъяли запрещённые вещества, 200 г»
                if better:
                    if len(better) == 1:  # «Мефедрон на 30 млн тенге нашли в такси. Масса – 1,5 кг»
                        better[0].goods.worth = better[0].goods.worth or goods.worth
                    _lend(better[-1] if better[-1].sentences[0] <= thing.sentences[0] else better[0], thing)
                    continue
                twin = next(
                    (t for t in kept if t.goods.value is None and t.goods.drug_like and compatible(t.goods, goods)),
                    None,
                )
                if twin is not None:
                    join(twin, thing)
                    continue
            elif not goods.row and (goods.container or (goods.unit in DISCRETE and not goods.named)):
                masses = [
                    t
                    for t in others
                    if t.goods.is_mass
                    and compatible(t.goods, goods)
                    and (not t.headline or not goods.container)
                    and not _before_pills(t, thing)
                    and not _listed_apart(t, thing)
                ]
                if len(masses) > 1 or any(t.fact.more for t in masses) or not thing.fact.vague:
                    masses = [t for t in masses if _same_goods(t, thing)]
                if masses and not (
                    thing.fact.more and thing.goods.named and masses[0].fact.sentence < thing.fact.sentence
                ):
                    held = _specific([t for t in others if t.goods.container and _same_goods(masses[0], t)])
                    if (
                        masses[0].goods.substance in VAGUE
                        and goods.substance not in VAGUE
                        and held <= {goods.substance}
                        and _same_goods(masses[0], thing)
                    ):
                        _name(masses[0], thing)
                    _lend(masses[0], thing)
                    continue
        elif goods.value is None and goods.money is None:
            better = [
                t
                for t in things
                if t is not thing
                and t.goods.category == goods.category
                and (t.goods.money is not None or t.goods.value is not None)
            ]
            if goods.category in ("money", "crypto", "property") and any(t.goods.money is not None for t in better):
                continue
            if goods.mass and goods.category == "weapon" and any(t.goods.value is not None for t in better):
                continue
        kept.append(thing)
    return kept


def _made_into_doses(doses: Thing, others: Sequence[Thing]) -> Thing | None:
    """«Изъято полкилограмма спайса … 70 000 доз вещества не попало к потребителям»: the mass told before, of which
    a sentence of its own tells how many doses it is; «15 тысяч доз мефедрона на 12 млн рублей, вес – 3 кг»."""
    goods = doses.goods
    if goods.unit != "dose":
        return None
    masses = [t for t in others if t.goods.is_mass and not t.fact.part and compatible(t.goods, goods)]
    weighed = [t for t in masses if _beside(t, doses) and t.goods.start - goods.end > len(" и ")]
    if len(weighed) == 1 and weighed[0].goods.substance == goods.substance:
        return weighed[0]
    if not goods.item.lower().startswith(OF_STUFF):
        return None
    if doses.lead and len(masses) == 1:
        return masses[0]  # «Не допустили в оборот более 20 тысяч доз наркотиков. … нашли 18,7 кг марихуаны»
    near = [t for t in masses if 0 < doses.fact.sentence - max(t.sentences) <= 4]
    return near[-1] if near and len({t.goods.substance for t in near}) == 1 else None


OF_STUFF = ("вещест", "наркотик", "зель", "отрав", "дурман")


def _before_pills(mass: Thing, pills: Thing) -> bool:
    """«Изъято 87 кг наркотических веществ. ¶ Накрыли цех … Изъяты: 4 млн таблеток»: whether a mass of drugs in general
    stands in an earlier sentence than tablets, and weighs something else."""
    earlier = mass.fact.sentence < pills.fact.sentence and not mass.headline
    return earlier and pills.goods.unit == "tablet" and mass.goods.substance in VAGUE


def _listed_apart(mass: Thing, pills: Thing) -> bool:
    """«300 граммов кокаина, 497 капсул с психотропными веществами»: items of a row, each with its substance."""
    named = not pills.goods.container and any(s.rule.startswith("substance_words.csv") for s in pills.goods.steps)
    first, second = sorted((mass.goods, pills.goods), key=lambda goods: goods.start)
    return named and _beside(mass, pills) and 0 < second.start - first.end <= 3


def _specific(things: Sequence[Thing]) -> set[str]:
    """The substances that things are plainly said to be."""
    return {t.goods.substance for t in things if t.goods.substance and t.goods.substance not in VAGUE}


def _of_two_names(one: Goods, two: Goods) -> bool:
    """«марихуана и 30 кустов конопли»: a drug and the plant beside it."""
    return one.category != two.category and one.substance != two.substance and one.substance not in VAGUE


def _beside(one: Thing, two: Thing) -> bool:
    """Whether two things are told in one sentence."""
    return one.fact.sentence == two.fact.sentence


def _same_goods(mass: Thing, container: Thing) -> bool:
    """Whether the mass can be that of what the container held: told within three sentences, before or after."""
    # «140 тюков с кокаином. Общий вес наркотиков — 4,2 тонны»
    of_all = mass.goods.substance in VAGUE and (mass.fact.total or mass.fact.weighs)
    of_all = of_all and 0 < mass.fact.sentence - container.fact.sentence <= 2
    if (
        container.goods.named
        and container.goods.substance
        and mass.goods.substance != container.goods.substance
        and container.goods.substance not in VAGUE
        and not of_all
    ):
        return False
    if mass.goods.spans and mass.fact.sentence < container.fact.sentence and not (mass.headline or mass.lead):
        return False  # «140 брикетов гашиша (1,6 кг). … У женщины нашли 6 коробков с гашишем»: it has its own
    if mass.fact.more and mass.fact.sentence > container.fact.sentence:
        return False  # «везли пять мешков марихуаны … в гараже нашли ещё 200 кг»
    # «Груз гашиша, 487 кг, изъят … Внутри лежали 974 свёртка»: only told to lie there, so what the lead told of
    same = mass.lead and not container.sure and mass.goods.substance == container.goods.substance
    reach = 15 if same else 6
    near = min(abs(at - here) for at in mass.sentences for here in container.sentences) <= reach
    return near or (container.headline and container.goods.substance in VAGUE)  # «задержали с 202 свёртками наркотиков»


def _name(thing: Thing, other: Thing) -> None:
    """The name that `other` gives goes to a thing told of vaguely."""
    thing.goods.substance, thing.goods.item = other.goods.substance, other.goods.item
    thing.goods.category = other.goods.category


def _lend(thing: Thing, other: Thing) -> None:
    """Evidence and action of `other` go to `thing`."""
    thing.spans = [*thing.spans, *other.spans]
    if other.sure and ACTION_RANK[other.action] > ACTION_RANK[thing.action]:
        thing.action = other.action
    thing.steps = [*thing.steps, Step("merge.bare_mention", other.goods.start, other.goods.end)]


def apply_takings(things: Sequence[Thing], takings: Sequence[Taking]) -> None:
    """Later words decide: «Наркотик и автомобиль изъяты», «Всё найденное изъято»."""
    for taking in takings:
        for thing in things:
            follows = thing.fact.explains and min(thing.sentences) == taking.sentence + 1
            told = max((at for at in thing.sentences if at <= taking.sentence), default=None)
            if told is None and not follows:
                continue
            goods = thing.goods
            if not taking.everything and goods.category not in taking.categories:
                continue
            reach = 8 if taking.everything else 6
            if taking.action == "confiscated":
                reach = 40  # what the court took is told at the end
            elif taking.action == "destroyed":
                reach = 20
            if told is not None and taking.sentence - told > reach:
                continue
            if ACTION_RANK[taking.action] > ACTION_RANK[thing.action] and not (
                taking.action == "frozen" and goods.drug_like
            ):
                thing.action = taking.action
                thing.steps = [
                    *thing.steps,
                    Step(taking.rule, taking.start, taking.end),
                    Step("merge.later_words", taking.start, taking.end),
                ]
                thing.spans = [*thing.spans, (taking.start, taking.end)]
