"""Anaphoric takings: words that take goods told before, «всё найденное изъято», «Растения сожжены»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import Taking
from narcofacts.events.frames import Trigger
from narcofacts.events.goods import Goods
from narcofacts.mentions.annotate import Annotated
from narcofacts.records import Action, Category


def takings(sentence: Annotated, text: str, goods: list[Goods], triggers: list[Trigger]) -> list[Taking]:
    """Anaphoric takings of the sentence: a strong trigger over goods that have no amount of their own."""
    result = []
    for trigger in triggers:
        if trigger.event != "seizure" or trigger.strength < 3 or trigger.name == "find" or not trigger.asserted:
            continue
        if trigger.form == "attributive":
            named = any(NAME_BEHIND.fullmatch(text, trigger.end, s.start) for s in sentence.substances)
            if trigger.name == "seize" and (named or TAKEN_GOODS.match(text, trigger.start, trigger.end + 40)):
                everything = not (named or OF_DRUGS.match(text, trigger.start))
                result.append(_taking(sentence, trigger, "seized", everything, DRUGS | {"plant"}))
            continue
        if (
            trigger.form == "noun"
            and trigger.name == "seize"
            and OF_TAKING.search(text, trigger.start - 8, trigger.end)
        ):
            bare = any(g.drug_like and g.value is None and 0 < g.start - trigger.end < 25 for g in goods)
            if bare or PARTY.match(text, trigger.end):
                result.append(_taking(sentence, trigger, "seized", False, DRUGS | {"plant"}))
            continue
        if not trigger.core:
            continue
        inside = [
            g
            for g in goods
            if sentence.clause_of(g.start) == trigger.clause
            and not HOLDING.search(text, max(0, g.start - 20), g.start)
            and g.value is None
            and g.money is None
            and g.governor != "noun"
        ]
        clause_text = sentence.words_of(trigger.clause)
        if clause_text.startswith("и ") and trigger.clause:  # «Всё это облили бензином и сожгли»
            clause_text = f"{sentence.words_of(trigger.clause - 1)} {clause_text}"
        info = sentence.sentence
        everything = bool(EVERYTHING.search(clause_text)) or ALONE.fullmatch(text, info.start, info.end) is not None
        categories = {
            g.category
            for g in inside
            if g.drug_like or (g.category == "money" and not g.governor and trigger.name in ("confiscate", "seize"))
        }
        if CARGO.search(clause_text):
            categories.add("drug")
        if trigger.name == "freeze" and (LAID_ON_THEM.search(clause_text) or _laid_on_sum(sentence, text)):
            categories.update(("money", "crypto", "property"))  # «обнаружено 3 млн рублей, на них наложен арест»
        if THEM_TAKEN.search(clause_text) or IT_TAKEN.search(clause_text):
            categories.update(("drug", "plant"))  # «Полицейские их изъяли»
        if GROWN.search(clause_text):
            categories.add("plant")
        if trigger.word.startswith("ликвид"):
            categories &= {"plant"}
        if "money" in categories:
            categories.add("crypto")
        if "drug" in categories:
            categories |= DRUGS
        if everything or categories:
            result.append(_taking(sentence, trigger, trigger.action, everything, categories))
    return result


def _taking(
    sentence: Annotated, trigger: Trigger, action: Action, everything: bool, categories: Iterable[Category]
) -> Taking:
    index = sentence.sentence.index
    return Taking(action, index, everything, frozenset(categories), trigger.start, trigger.end, trigger.rule)


OF_TAKING = pattern(r"\b(?:об|после)\s\w+$", re.IGNORECASE)
"""«Об изъятии наркотиков сообщил министр»"""
PARTY = pattern(r"\s(?:этой\s|крупной\s|данной\s)?(?:партии|груза|посылки)\b", re.IGNORECASE)
HOLDING = pattern(r"\bсодержащ\w+\s$", re.IGNORECASE)
"""«растений, содержащих наркотические вещества»"""
DRUGS: frozenset[Category] = frozenset({"drug", "precursor"})
TAKEN_GOODS = pattern(
    r"(?:изъят|перехвачен)\w+\s*(?:[,.—–-]|(?:\w+\s+)?(?:наркотик\w*|парти\w+|груз\w*|веществ\w*|порошк\w*|"
    r"количеств\w*|психотроп\w*|препарат\w*|"
    r"направ\w+|явля\w+|отправ\w+|уничтож\w+|переда\w+|сожгут|хран\w+|буд\w+|вещ\w+|(?:на|в|во)\s|составл\w+|"
    r"составит|превы\w+|оцени\w+|приобщ\w+|сто[ия]\w*|помещ\w+|обойд\w+|предъяв\w+|опечат\w+|сда[нл]\w*|"
    r"упакова\w+|товар\w*))",
    re.IGNORECASE,
)
"""«Изъятое направлено на экспертизу», «перехваченная партия»: a participle that tells of what was taken."""
NAME_BEHIND = pattern(r"\s+(?:\w+\s+)?")
"""«изъятый героин», «изъятой сухой марихуаны»"""
OF_DRUGS = pattern(r"\w+\s+(?:\w+\s+)?(?:наркотик|веществ|порошк|психотроп|препарат)", re.IGNORECASE)
"""«стоимость изъятых наркотиков»: the scales beside them are not taken by it."""
CARGO = pattern(
    r"\b(?:груз|парти[яю]|посылк[ауи]|св[её]рт(?:ок|ки)|пакет(?:ы|ик|ики)?|порошок|зелье|вещество|"
    r"содержимое|препараты?|лекарств[оа]|бандерол[ьи]|жидкость|раствор|товар|капсулы|таблетки|ампулы|брикеты|сумк[ауи]|меш(?:ок|ки|очек)|"
    r"тюки?|кул[её]к|конверты?|коробк[ауи]|бутылк[ауи]|банк[ауи])\b(?! со? \d)",
    re.IGNORECASE,
)
"""«Груз изъят»: drugs told before, by what held them."""
GROWN = pattern(r"\b(?:растения|растений|посев|посевы|кусты|плантация|плантацию|конопля)\b", re.IGNORECASE)
EVERYTHING = pattern(
    (
        r"\b(?:вс[её]\s+(?:найденное|перечисленное|изъятое|обнаруженное|это|запрещ[её]нное|(?:его |их )?"
        r"содержимое)|найденное|обнаруженное|изъятое|находк[аи])\b|\bвс[её] (?:это )?изъя(?:т|л)\w*"
        r"|\bизъя(?:то|ли) вс[её]\b"
    ),
    re.IGNORECASE,
)


ALONE = pattern(r"\W*изъят[оаы]?\W*", re.IGNORECASE)
"""«Изъято.»: what was told right before"""


LAID_ON_THEM = pattern(
    r"\bна (?:них|него|не[её]|эти деньги|эти средства|эту сумму)\b"
    r"|(?:^\W*|\bарест )на (?:все |найденные |обнаруженные )?(?:деньги|средства)\b",
    re.IGNORECASE,
)
ON_WHICH = pattern(r"(?:\s[\w-]+)?,\sна\sкотор(?:ые|ую)\s", re.IGNORECASE)


def _laid_on_sum(sentence: Annotated, text: str) -> bool:
    """«обнаружены 12 млн рублей, на которые наложен арест»"""
    return any(ON_WHICH.match(text, money.end) for money in sentence.money)


IT_TAKEN = pattern(
    r"\b(?:он|она|оно|они)\s+(?:все\s+)?(?:был[аои]?\s+)?изъят\w*\b(?!\sв\s(?:1[89]|20)\d\d\b)", re.IGNORECASE
)


THEM_TAKEN = pattern(
    r"\b(?:их|его|е[её])\s+(?:тоже\s|также\s|все\s)?изъял|\bизъял\w*\s+(?:их|его|е[её])\b(?!\s+\w)", re.IGNORECASE
)
