"""What an amount is of when its own sentence does not say, and what the goods are said to be worth.

«изъяли 870 кг» takes the substance told last in its paragraph, or the only one of the article, else `drugs`. A weak
word («порошок», «соль») stands only beside plain drug words, and gives way to what the expert named later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import SeizureFact
from narcofacts.events.goods import NEVER_PILLS, VAGUE, Goods
from narcofacts.lexicon import substances
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.event_dates import remembers
from narcofacts.linking.grouping import grouped
from narcofacts.linking.merge import Thing
from narcofacts.linking.relevance import drug_words
from narcofacts.mentions.annotate import Annotated, AnnotatedText
from narcofacts.mentions.model import MoneyMention, QuantityMention
from narcofacts.records import Action
from narcofacts.rules import Step

WORTH = pattern(
    (
        r"стоимост\w*|сумма (?:находки|изъятого|партии|груза|наркотиков)|"
        r"оценив\w*|оценил\w*|цен(?:а|е|у|ы|ам|ой)\b|продали бы|продать бы|рынк\w*|"
        r"доз\w* на|^Это|в пересч[её]те на деньги|в денежном|"
        r"стои\w*|выручил\w* бы|выручен\w* бы|можно (?:было )?(?:бы )?(?:получить|выручить)|тянет на"
    ),
    re.IGNORECASE,
)
VOLUME = pattern(
    r"\b(?:объ[её]м|вес|масса|количество)\s+(?:всего\s+)?(?:изъятого|найденного|обнаруженного)\b"
    r"|\bих общ(?:ий вес|ая масса)\b",
    re.IGNORECASE,
)
SAME = pattern(r"\b(?:того|этого|такого) же\b|\bаналогичн|\bэтого (?:наркотика|вещества)", re.IGNORECASE)
UNKNOWN = pattern(
    (
        r"неизвестн\w+ веществ|веществ\w+ [\w-]+ цвета|порошкообразн|кристаллическ|растительн\w+ веществ|"
        r"наркотическ\w+ (?:свойств|средств|действ)|похож\w+ на нарко"
    ),
    re.IGNORECASE,
)
PURPOSE = pattern(
    r"\bдля (?:[\w-]+ )?(?:производства|изготовления|синтеза|варки|выпуска)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)
"""«прекурсоры для производства метамфетамина»: no drug was there."""
CARGO = pattern(r"\b(?:пищев|поварен|морск|каменн|техническ)\w+\s+$|\bгруз\w*\s+(?:со?\s+)?$", re.IGNORECASE)
"""«спрятаны в грузе соли»: nobody's slang."""
EXPLAINED = pattern(r"[»\"”]\s\(")
"""«соль» (производное …)»: slang in quotes, said in brackets what it is"""
PLANTS = pattern(r"\b(?:растени|куст|посев|зарос)\w+\s[^.;\d]*$", re.IGNORECASE)
"""«Вес уничтоженных растений составил …»"""
HE_TOO = pattern(r"\b(?:он|она|оно) же\b[^.;]*$", re.IGNORECASE)
SLANG = frozenset(
    {
        "mdpv",
        "alpha_pvp",
        "marijuana",
        "amphetamine",
        "mephedrone",
        "pregabalin",
        "poppy",
        "khat",
        "opium",
        "crack",
        "cocaine",
    }
)


def name_substances(article: AnnotatedText, facts: Sequence[SentenceFacts]) -> None:
    """Gives every drug-like fact without a plain substance the one that the text tells, or none."""
    named: list[tuple[int, int, str, int]] = []
    for sentence in article.sentences:
        for sub in sentence.substances:
            quoted = sub.substance in SLANG and article.text[sub.start - 1 : sub.start] in ("«", '"', "“", "„")
            purpose = PURPOSE.search(article.text, max(0, sub.start - 60), sub.start)
            explained = EXPLAINED.match(article.text, sub.end)
            if quoted and explained and any(0 <= s.start - explained.end() < 24 for s in sentence.substances):
                continue  # «партии «соли» (производное N-метилэфедрона)»
            if (
                (not sub.weak or quoted)
                and sub.substance not in VAGUE
                and sub.category in ("drug", "plant")
                and not purpose
            ):
                named.append((sentence.sentence.index, sentence.sentence.paragraph, sub.substance, sub.start))
    named = [n for n in named if not (n[2] == "cannabis" and IN_BRACKETS.match(article.text, n[3]))]
    table = substances()
    single = {s for _, _, s, _ in named if table[s].category == "drug"} or {s for _, _, s, _ in named}
    plants_told = {s for _, _, s, _ in named if table[s].category == "plant"}
    spoken_of = any(drug_words(article.text, s) for s in article.sentences)
    taken = any(
        f.goods.named and not f.goods.weak and f.goods.drug_like and f.goods.substance is not None
        for s in facts
        for f in s.seizures
    )
    told_of = taken or sum(1 for s in article.sentences if any(not sub.weak for sub in s.substances)) >= 2
    seizures = [f for s in facts for f in s.seizures]
    told: list[SeizureFact] = []  # drugs told so far, without parts, in order of text
    for facts_of in facts:
        index = facts_of.sentence.sentence.index
        told = [f for f in told if index - f.sentence <= 3]
        respective = _row_again(article.text, facts_of, [f for f in told if index - f.sentence == 1])
        told += [f for f in facts_of.seizures if f.goods.drug_like and not f.part]
        for fact in facts_of.seizures:
            goods = fact.goods
            if not goods.drug_like:
                continue
            # a word that can mean a drug needs less beside it than an amount of nothing named
            taken_amount = goods.item == "" and VOLUME.search(article.text[max(0, goods.start - 40) : goods.end])
            stash = goods.container and _stashed(article.text, goods)
            any_drug = spoken_of if goods.item or taken_amount or goods.spans or stash else told_of
            if goods.item == "" and any(not s.weak and s.end <= goods.start for s in facts_of.sentence.substances):
                any_drug = any_drug or spoken_of  # «… фактов перемещения наркотических средств, изъято более 6 тонн»
            if goods.is_mass and any(f.vague and index - f.sentence == 1 for f in told):
                opens = facts_of.sentence.sentence.start
                weighed = WEIGHED.fullmatch(article.text, opens, goods.start) is not None
                any_drug = any_drug or (spoken_of and weighed)
            if goods.weak:
                _confirm(article, fact.goods, index, named, any_drug)
            again = goods.substance in VAGUE and SAME.search(article.text, goods.start, goods.end) is not None
            if goods.substance == "drugs" and not fact.part and (alone := _weighed_alone(article, goods, index)):
                goods.substance = alone  # «В пакетах оказался кокаин. Общий вес наркотиков — 11 кг»
                fact.steps.append(Step("substances.weighed", goods.start, goods.end))
            if _of_drugs_at_large(fact) and len(single) == 1 and not remembers(article.text, facts_of):
                told_near = {s for i, _, s, at in named if 0 <= index - i <= 3 and at < goods.start}
                if told_near == single and not any(f.goods.substance in single and f.goods.value for f in seizures):
                    goods.substance = next(iter(single))
                    fact.steps.append(Step("substances.only_one", goods.start, goods.end))
            if goods.named and goods.substance is not None and not again:
                continue
            if goods.item == "" and fact.weighs and PLANTS.search(article.text, max(0, goods.start - 60), goods.start):
                goods.category = "plant"
            if goods.unit == "m2" and goods.item == "" and not _grown(article, index):
                continue  # «Сгорел склад с попкорном, 2000 кв. м»
            if goods.category == "plant" or goods.unit in ("plant", "m2"):
                plants = sorted(plants_told)
                own = _plants_near(article, facts_of.sentence)
                if len(own) == 1:
                    goods.substance, goods.category = next(iter(own)), "plant"  # «Мак он растил сам: 1870 кустов»
                elif len(plants) == 1:
                    goods.substance, goods.category = plants[0], "plant"
                elif plants:
                    near = [s for i, _, s, _ in named if s in plants and i <= index]
                    goods.substance = near[-1] if near else plants[0]
                elif goods.unit == "plant" and single & {"marijuana", "cannabis", "hashish"}:
                    goods.substance = "cannabis_plant"
                fact.steps.append(Step("substances.plant", goods.start, goods.end))
                continue
            recent = [
                s
                for i, p, s, at in named
                if 0 <= index - i <= 2
                and p == facts_of.sentence.sentence.paragraph
                and table[s].category == "drug"
                and not (i == index and at > goods.end and _has_amount(facts_of, at))
            ]
            ahead = [s for i, _, s, _ in named if 0 < i - index <= 2]
            same = [s for _, _, s, at in named if at < goods.start and table[s].category == "drug"]
            if same and (
                SAME.search(article.text, goods.start, goods.end)
                or HE_TOO.search(article.text[max(0, goods.start - 30) : goods.start])
            ):
                goods.substance = same[-1]
            elif goods.unit in ("tablet", "capsule", "ampoule"):
                before = [s for i, _, s, _ in named if i <= index]
                pool = [s for s in recent or before if goods.unit != "tablet" or table[s].family not in NEVER_PILLS]
                goods.substance = pool[-1] if pool else ("drugs" if before and any_drug else None)
                if goods.row and goods.substance not in MADE_INTO_PILLS:
                    goods.substance = "drugs" if any_drug else None
            elif goods.container:
                paragraph = facts_of.sentence.sentence.paragraph
                here = [s for i, _, s, _ in named if i == index]
                same = [s for i, p, s, _ in named if p == paragraph]
                pool = here or same or ahead
                goods.substance = pool[0] if pool and len(set(pool)) == 1 else ("drugs" if any_drug else None)
            elif goods.unit == "ml" and OF_STUFF.match(" " + goods.item):
                goods.substance = "drugs" if any_drug else None  # «жидкие вещества, 400 л»: of what nobody says
            elif goods.unit == "g" and goods.item == "" and LIQUID.match(article.text, goods.end):
                goods.substance = "drugs" if any_drug else None  # «150 кг мефедрона и 12 тонн жидкости»
            elif fact.total and goods.is_mass and _sums_unlike(told, fact):
                goods.substance = "drugs"
            elif goods.start in respective:
                goods.substance, fact.action = respective[goods.start]
            elif goods.item == "" and (other := _compared_with(article.text, facts_of, goods)) is not None:
                goods.substance = other
            elif goods.item in ("", "наркотика") and (ahead_of := _named_before(facts_of, goods)) is not None:
                goods.substance = ahead_of  # «На партии марихуаны вышли отделы: более 9 кг изъял …»
            elif goods.item == "" and (total := _total_before(told, goods.start, index)) is not None:
                goods.substance = total  # «Годом ранее изъяли 5,2 тонны»: of what the total before was of
            elif OF_STUFF.match(article.text, goods.end) and (identified := _identified(article, index)) is not None:
                goods.substance = identified  # «… 14 граммов растительной массы. Экспертиза показала: это марихуана»
            elif taken_amount and (bare := _taken_bare(told, goods.start)) is not None:
                goods.substance = bare
            elif taken_amount and not single and (vague := _vague_before(article, index)) is not None:
                goods.substance = vague
            elif goods.item == "" and any(f.part and f.goods.named for f in facts_of.seizures):
                goods.substance = "drugs" if any_drug else None  # «3200 кг, в том числе 1500 кг марихуаны»
            elif len(single) == 1 and any_drug and named[0][0] - index <= NAMED_LATER:
                goods.substance = next(iter(single))
            elif recent and len(set(recent)) == 1:
                goods.substance = recent[-1]
            elif any_drug and goods.unit != "ml" and (so_far := _only_so_far(article, named, index)) is not None:
                goods.substance = so_far
            elif any_drug:
                goods.substance = "psychotropics" if goods.item.lower().startswith("психотроп") else "drugs"
            if goods.substance is not None:
                row = substances()[goods.substance]
                goods.category = row.category
                goods.item = goods.item or row.russian
                fact.steps.append(Step("substances.from_text", goods.start, goods.end))


def _sums_unlike(told: Sequence[SeizureFact], fact: SeizureFact) -> bool:
    """«… соцветия, 14,6 кг. … гашишное масло, 2,2 кг. Общий вес изъятого – 16,8 кг»: whether an amount is the sum of
    the last masses told, of more than one substance."""
    masses = [
        f.goods
        for f in told
        if f is not fact and f.goods.is_mass and f.goods.value and f.goods.start < fact.goods.start
    ]
    for many in range(2, len(masses) + 1):
        row = masses[-many:]
        if len({g.substance for g in row}) > 1:
            whole = sum(float(g.value or 0) for g in row)
            if abs(whole - float(fact.goods.value or 0)) <= 0.005 * whole:
                return True
    return False


def _grown(article: AnnotatedText, index: int) -> bool:
    """Whether plants or drugs are named in a sentence or the two before it."""
    near = article.sentences[max(0, index - 2) : index + 1]
    return any(s.category in ("plant", "drug") for sentence in near for s in sentence.substances)


def _only_so_far(article: AnnotatedText, named: Sequence[tuple[int, int, str, int]], index: int) -> str | None:
    """«Нашли 1,8 тонны метамфетамина … в пяти контейнерах было 1060 кг»: the one drug named up to a sentence, unless it
    compares with another year."""
    info, table = article.sentences[index].sentence, substances()
    if COMPARING.search(article.text, info.start, info.end):
        return None
    so_far = {name for at, _, name, _ in named if at <= index and table[name].category == "drug"}
    return next(iter(so_far)) if len(so_far) == 1 else None


def _stashed(text: str, goods: Goods) -> bool:
    """«изъяли 30 закладок», «при закладчике было 30 свертков»: containers in which nothing but drugs can lie."""
    if STASH.search(text, goods.start, goods.end):
        return True
    dealer = DEALER.search(text, max(0, goods.start - 400), goods.start)
    return dealer is not None and SMALL.search(text, goods.start, goods.end) is not None


NAMED_LATER = 5
"""Sentences behind an amount in which the only drug of the article may still be named."""
STASH = pattern(r"\bзаклад(?:к\w*|ок)\b", re.IGNORECASE)
DEALER = pattern(r"\b(?:закладчи[кц]|кладмен|нарко(?:курьер|сбытчи|торгов|дилер))", re.IGNORECASE)
SMALL = pattern(r"\b(?:св[её]рт(?:к\w*|ок)|пакетик\w*|(?:зип|слип|гриппер)[\w-]*)", re.IGNORECASE)


ROW_AGAIN = pattern(r"\bсоответственно\b|\b(?:показател|цифр)\w+", re.IGNORECASE)


def _row_again(text: str, facts_of: SentenceFacts, before: Sequence[SeizureFact]) -> dict[int, tuple[str, Action]]:
    """«Гашиша изъято 612 кг, опия — 38. Годом ранее — 540 и 52 кг соответственно»: substance and action by start."""
    bare = [f.goods for f in facts_of.seizures if f.goods.item == "" and f.goods.unit == "g"]
    named = [
        (f.goods.substance, f.action) for f in before if f.goods.named and f.goods.substance and f.goods.unit == "g"
    ]
    if len(bare) < 2 or len(bare) != len(named):
        return {}
    sentence = facts_of.sentence.sentence
    if not ROW_AGAIN.search(text, sentence.start, sentence.end):
        return {}
    return {goods.start: told for goods, told in zip(bare, named, strict=True)}


LIQUID = pattern(r"\s(?:[\w-]+(?:ой|ей)\s)?жидкост[иь]\b", re.IGNORECASE)
MADE_INTO_PILLS = frozenset({"methamphetamine", "amphetamine", "mdma", "psychotropics", "synthetic_drugs"})
OF_STUFF = pattern(
    r"\s(?:[\w-]+\s){0,2}(?:масс|веществ|порошк|смес|жидкост|кристалл|трав|раствор|таблет)", re.IGNORECASE
)
IDENTIFIED = pattern(r"\b(?:это|оказал\w+|явля\w+|показал\w*|установ\w+|подтверд\w+|выяснил\w*)\b", re.IGNORECASE)


def _identified(article: AnnotatedText, index: int) -> str | None:
    """The one substance, without an amount of its own, by which the next sentence says what was found."""
    following = next(iter(article.sentences[index + 1 : index + 2]), None)
    if following is None or following.quantities:
        return None
    if not IDENTIFIED.search(article.text, following.sentence.start, following.sentence.end):
        return None
    told = {
        s.substance for s in following.substances if not s.weak and s.substance not in VAGUE and s.category == "drug"
    }
    return next(iter(told)) if len(told) == 1 else None


WEIGHED = pattern(r"\W*(?:[\w-]+\s){0,2}(?:вес|масса)\b[^.;\d]{0,30}", re.IGNORECASE)
"""«… пакет с веществом. Его вес составил 340 граммов»: what was told of vaguely right before"""
WEIGHT = pattern(r"\b(?:общ\w+\s)?(?:вес|масса)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)


def _of_drugs_at_large(fact: SeizureFact) -> bool:
    """«задержан при сбыте гашиша … изъята партия наркотиков весом 500 граммов»: a mass of nothing but «наркотики»."""
    goods = fact.goods
    plain = goods.named and goods.substance == "drugs" and goods.item.lower().startswith("наркотик")
    return plain and goods.is_mass and not (fact.part or fact.total)


def _weighed_alone(article: AnnotatedText, goods: Goods, index: int) -> str | None:
    """The one substance named in the sentence before a weight of «наркотики», where it has no amount of its own."""
    info = article.sentences[index].sentence
    if (
        info.first
        or not goods.is_mass
        or not WEIGHT.search(article.text, max(info.start, goods.start - 40), goods.start)
    ):
        return None
    before = article.sentences[index - 1]
    named = {s.substance for s in before.substances if not s.weak and s.substance not in VAGUE}
    return next(iter(named)) if len(named) == 1 and not before.quantities else None


def _has_amount(sentence: SentenceFacts, at: int) -> bool:
    """Whether the substance named at `at` has an amount of its own: «320 литров жидкости, а также 21 кг амфетамина»."""
    return any(
        f.goods.value is not None and f.goods.named and f.goods.start <= at < f.goods.end for f in sentence.seizures
    )


def _vague_before(article: AnnotatedText, index: int) -> str | None:
    """The vague substance named last within two sentences: «… психотропных веществ. Объём изъятого превысил 740 кг»."""
    near = [s for a in article.sentences[max(0, index - 2) : index + 1] for s in a.substances]
    return near[-1].substance if near and near[-1].substance in VAGUE else None


COMPARING = pattern(
    r"\b(?:годом ранее|год назад|прошл\w+ год|предыдущ\w+ год|в (?:19|20)\d\d|(?:19|20)\d\d год)", re.IGNORECASE
)


def _compared_with(text: str, sentence: SentenceFacts, goods: Goods) -> str | None:
    """«Синтетики изъято 42,6 кг, а годом ранее было 5,1 кг»: the substance of the amount that another year's stands
    beside."""
    before = [
        f.goods
        for f in sentence.seizures
        if f.goods.named and f.goods.unit == goods.unit and f.goods.value is not None and f.goods.end <= goods.start
    ]
    if not before or not COMPARING.search(text, before[-1].end, goods.start):
        return None
    return before[-1].substance


def _named_before(sentence: SentenceFacts, goods: Goods) -> str | None:
    """The one substance that stands before an amount in its own sentence and has no amount itself."""
    before = {s.substance for s in sentence.sentence.substances if not s.weak and s.end <= goods.start}
    paired = {f.goods.substance for f in sentence.seizures if f.goods is not goods and f.goods.named and f.goods.value}
    free = before - paired
    return next(iter(free)) if len(before) == 1 and len(free) == 1 and not free & VAGUE else None


def _total_before(told: Sequence[SeizureFact], start: int, index: int) -> str | None:
    """The vague substance («наркотики») of the mass told last, if statistics were told within three sentences."""
    near = [
        f for f in told if f.goods.substance and f.goods.is_mass and index - f.sentence <= 3 and f.goods.start < start
    ]
    vague = [f for f in near if f.goods.substance in VAGUE]
    if not vague:
        return None
    general = [f for f in vague if f.goods.substance == "drugs"]
    return (general or vague)[-1].goods.substance


def _taken_bare(told: Sequence[SeizureFact], start: int) -> str | None:
    """«Изъяли партию прекурсоров. Масса изъятого — 200 кг»: the substance taken last, if nobody has told how much;
    `drugs` for several."""
    before = [f for f in told if f.goods.start < start]
    bare = {f.goods.substance for f in before if f.sentence == before[-1].sentence and f.goods.value is None}
    if len(bare - VAGUE - {None}) > 1:
        return "drugs"  # «Обнаружены гашиш и кокаин. Общая масса изъятого — более 1 кг»
    last = before[-1].goods if before else None
    return last.substance if last is not None and last.named and not last.weak and last.value is None else None


def _plants_near(article: AnnotatedText, sentence: Annotated) -> set[str]:
    """The plants with an everyday name («мак») in a sentence, else in the one before it in its paragraph."""
    info = sentence.sentence
    before = article.sentences[info.index - 1] if info.index and not info.first else None
    for told in (sentence, before):
        found = (
            {s.substance for s in told.substances if s.weak and s.category == "plant"} if told is not None else set()
        )
        if found:
            return found
    return set()


def _confirm(
    article: AnnotatedText, goods: Goods, index: int, named: Sequence[tuple[int, int, str, int]], any_drug: bool
) -> None:
    """Settles a weakly named thing: slang beside plain drug words stands, «вещество» takes what the text names."""
    if not any_drug and not (goods.substance == "drugs" and goods.value is None):
        return
    if goods.substance in SLANG:
        quoted = article.text[max(0, goods.start - 1) : goods.end + 1]
        around = article.text[max(0, goods.start - 60) : goods.end + 60].lower()
        if CARGO.search(article.text, max(0, goods.start - 24), goods.start):
            return
        plain = goods.value is not None and (
            goods.substance != "mdpv" or (goods.is_mass and float(goods.value) <= 20_000) or goods.unit == "package"
        )
        if plain or "«" in quoted or '"' in quoted or pattern(r"нарко|закладк|сбыт").search(around):
            goods.weak = False
        return
    if goods.value is None:
        around = article.text[max(0, goods.start - 40) : goods.end + 120].lower()
        unknown = any_drug and UNKNOWN.search(around) is not None and not _in_question(article, index)
        if goods.substance == "drugs" and (_take_name(article, goods, index) or unknown):
            goods.weak = False
        return
    if goods.substance not in VAGUE and any(s == goods.substance for _, _, s, _ in named):
        goods.weak = False  # «торговала галлюциногенными грибами … изъято 8,6 кг сушёных грибов»
    if goods.substance in ("drugs", "synthetic_drugs", "psychotropics", "precursors", "acids", "iodine", "cannabis"):
        goods.weak = False
        if goods.substance == "drugs":
            drugs = [(i, s) for i, _, s, _ in named if substances()[s].category == "drug"]
            near = {s for i, s in drugs if -2 <= i - index <= 3}
            everything = {s for _, s in drugs}
            if goods.unit != "ml" and (len(near) == 1 or len(everything) == 1):
                goods.substance = next(iter(near if len(near) == 1 else everything))
                goods.category = substances()[goods.substance].category


def _in_question(article: AnnotatedText, index: int) -> bool:
    """«Экспертиза должна показать, содержат ли они наркотики»: whether nobody knows yet that it is a drug."""
    near = article.sentences[index : index + 3]
    return WHETHER.search(article.text, near[0].sentence.start, near[-1].sentence.end) is not None


WHETHER = pattern(
    r"\b(?:содерж|явля|относ)\w+ ли\b|\b(?:предстоит|должн\w+) (?:выяснить|показать|установить)", re.IGNORECASE
)
EXPERT = pattern(
    r"\b(?:эксперт\w*|исследовани\w+|анализ\w*)\b.*\b(?:веществ\w+|порош\w+|содержим\w+|изъят\w+|св[её]ртк\w+|это)\b"
    r"|\b(?:веществ\w+|порош\w+|смесь)\b.*\b(?:явля\w+|содержит|оказал\w+|призна[нл]\w*)\b",
    re.IGNORECASE,
)
"""«Экспертиза показала, что в веществе находится метадон», «Вещество является мефедроном»."""


def _take_name(article: AnnotatedText, goods: Goods, index: int) -> bool:
    """The name that an expert gives within three sentences goes to «порошкообразное вещество»: whether one does."""
    for following in article.sentences[index + 1 : index + 4]:
        if not EXPERT.search(article.text, following.sentence.start, following.sentence.end):
            continue
        every = {s.substance for s in following.substances if not s.weak}
        named = every - VAGUE or every & {"synthetic_drugs"}  # «Вещество является синтетическим наркотиком»
        if len(named) == 1 and not following.quantities:
            goods.substance = next(iter(named))
            goods.category = substances()[goods.substance].category
            return True
    return False


IN_BRACKETS = pattern(r"\w+ \((?:марихуан|гашиш)", re.IGNORECASE)
"""«каннабис (марихуана)» is one name, that in brackets."""


EVERY_DAY = pattern(
    r"\b(?:каждый день|ежедневно|ежемесячно|еженедельно|в (?:день|сутки|неделю|месяц))\b", re.IGNORECASE
)
"""«каждый день прятали до 300 доз»"""


def worth_and_doses(article: AnnotatedText, cases: Sequence[Case], things: Sequence[Thing]) -> None:
    """Street values and dose equivalents go to the goods that they speak of: the main drug told before them."""
    things_of = grouped((t for t in things if t.goods.drug_like and t.goods.value is not None), lambda t: t.case)
    for case in cases:
        own = things_of.get(case.number)
        if not own:
            continue
        for facts in case.sentences:
            sentence = facts.sentence
            index = sentence.sentence.index
            before = [t for t in own if min(t.sentences) <= index] or _lot_told_next(article.text, sentence, own)
            if not before:
                continue
            for money in sentence.money:
                if any(f.goods.money is money or f.goods.worth is money for f in facts.seizures):
                    continue
                if _speaks_of_worth(article.text, sentence.sentence.start, money):
                    target = _priced(article.text, before, money) or _target(before, money.start, index)
                    if target is not None and target.goods.worth is None:
                        target.goods.worth = money
                        target.steps = [*target.steps, Step("substances.worth", money.start, money.end)]
            for quantity in sentence.quantities:
                if EVERY_DAY.search(article.text, sentence.sentence.start, quantity.start):
                    continue
                if quantity.unit != "dose" or any(
                    f.goods.amount_span == (quantity.start, quantity.end) for f in facts.seizures
                ):
                    continue
                target = _target(before, quantity.start, index)
                if (
                    target is not None
                    and target.goods.doses is None
                    and target.goods.unit != "dose"
                    and _whole_doses(quantity)
                ):
                    target.goods.doses = (quantity.value, quantity.bound)
                    target.steps = [*target.steps, Step("substances.doses", quantity.start, quantity.end)]


DOSE_GRAMS = (0.002, 5.0)
"""What one dose may weigh."""


def without_dose_repeats(things: Sequence[Thing]) -> list[Thing]:
    """«Изъято 28 кг гашиша. Это 57 тыс. доз гашиша»: doses of a substance whose mass was told in the three sentences
    before are an equivalent of it."""
    kept: list[Thing] = []
    for thing in things:
        doses = thing.goods
        weighed = [
            t
            for t in kept
            if t.case == thing.case
            and t.goods.unit == "g"
            and t.goods.substance == doses.substance
            and t.goods.doses is None
            and 0 <= min(thing.sentences) - min(t.sentences) <= 3
        ]
        if doses.unit == "dose" and doses.substance and doses.value and weighed:
            mass = weighed[-1]
            if DOSE_GRAMS[0] <= float(mass.goods.value or 0) / float(doses.value) <= DOSE_GRAMS[1]:
                mass.goods.doses = (doses.value, doses.bound)
                mass.steps = [*mass.steps, Step("substances.doses", doses.start, doses.end)]
                continue
        kept.append(thing)
    return kept


def _lot_told_next(text: str, sentence: Annotated, own: Sequence[Thing]) -> list[Thing]:
    """«Стоимость партии – 20 млн долларов. Нашли 340 кг кокаина», «Изъятого хватило бы на 3 тысячи доз. Его вес – 600
    г»: the goods of the next sentence, where one speaks of a lot."""
    info = sentence.sentence
    if OF_LOT.search(text, info.start, info.end) is None:
        return []
    return [t for t in own if min(t.sentences) == info.index + 1]


OF_LOT = pattern(
    r"\b(?:стоимост|цен[аыу]|оценива|оценил|хватило бы)[^.;]*\b(?:парти|груз|наркотик|изъят)"
    r"|\b(?:парти|груз|наркотик|изъят)[^.;]*(?:стоимост|оценива|оценил|хватило бы)",
    re.IGNORECASE,
)


def _whole_doses(quantity: QuantityMention) -> bool:
    return quantity.value > 1 and not quantity.rule.endswith((".each", ".rate", ".change"))


EACH = pattern(r"\s+за\s+(?:один\s|одну\s|1\s|каждый\s|каждую\s)?(?:кило|грамм|доз|таблет|штук|единиц|упаков|кг\b)")
"""«30 тысяч евро за килограмм»"""


def _speaks_of_worth(text: str, start: int, money: MoneyMention) -> bool:
    before = text[max(start, money.start - 110) : money.start]
    if pattern(
        r"\b(?:одна таблетка|одной таблетки|одна капсула|"
        r"грамм|килограмм|за грамм|килограмма|доз[аыу]|за штуку|за упаковку)\b[^.]{0,30}$",
        re.IGNORECASE,
    ).search(before):
        return False
    if EACH.match(text, money.end):
        return False
    if pattern(r"имуществ|сигарет|табачн|алкогол|товар[а ]", re.IGNORECASE).search(before) or OF_THING.search(before):
        return False
    return bool(WORTH.search(before))


OF_THING = pattern(
    r"\b(?:коллекци|час[ыо]|украшени|изделия|ювелирн|картин|антиквариат|автомоб|машин|иномарк|дом|квартир|вилл|яхт)\w*\s"
    r"(?:[\w-]+\s)?(?:общ\w+\s)?стоимостью\s(?:[\w-]+\s)?$"
    r"|\b(?:стоимость|цена)\s(?:[\w-]+(?:ого|ой|ых)\s)?"
    r"(?:автомоб|машин|иномарк|оборудовани|лаборатори|дом|квартир|телефон|техник|лодк|суд[ен]н|субмарин)[^.;]*$"
    r"|\b(?:лодк[аиу]|лодки|судно|суда|субмарин[аыу]|автомобил[ьи]|машин[аы]|дом|квартир[аы])\s(?:[\w-]+\s){0,2}(?:оценива|оценил)[^.;]*$",
    re.IGNORECASE,
)
"""«коллекция часов стоимостью 200 тысяч евро и 1 кг кокаина»: the worth of what stands right before"""
PRICED = pattern(r"[^.;\d]{0,60}\bстоимостью\s(?:[\w-]+\s){0,2}", re.IGNORECASE)


def _priced(text: str, before: Sequence[Thing], money: MoneyMention) -> Thing | None:
    """«… и 600 кг прекурсоров для их производства стоимостью 20 млн рублей»: the price right behind precursors."""
    near = [t for t in before if t.goods.category == "precursor" and t.goods.end <= money.start]
    return near[-1] if near and PRICED.fullmatch(text, near[-1].goods.end, money.start) else None


def _target(before: Sequence[Thing], at: int, index: int) -> Thing | None:
    """The goods that a worth or a dose count speaks of: of the nearest sentence told, the total or the largest."""
    before = [t for t in before if t.goods.category != "precursor"] or before
    nearest = max(min(t.sentences) for t in before)
    here = [t for t in before if index in t.sentences and t.goods.start < at]
    pool = here or [t for t in before if min(t.sentences) == nearest]
    if here:
        return here[-1]
    whole = [t for t in before if t.parts_of is None]
    masses = [t for t in whole if t.goods.unit in ("g", "plant")] or whole or pool
    return (
        max(masses, key=lambda t: float(t.goods.value or 0)) if len({t.goods.unit for t in masses}) == 1 else masses[0]
    )
