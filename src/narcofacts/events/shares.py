"""Goods told as parts or sums of others, or as their weight: «из них 70 кг», «общий вес», «внутри оказалось …»."""

from __future__ import annotations

import re

from narcofacts import lexicon
from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import Goods
from narcofacts.mentions.annotate import Annotated
from narcofacts.text.letters import lowered

PART_CUE = keyed(
    (
        r"(?:в том числе|"
        r"(?<!одного )(?<!одной )(?<!один )(?<!двоих )(?<!троих )(?<!каждого )из них(?! \w+ли\b)|"
        r"из которых(?! \w+ли\b)|включая|среди них|среди которых|"
        r"в числе которых|в их числе|из (?:этого|общего|указанного|всего) (?:количества|объ[её]ма|числа|веса)|"
        r"среди (?:изъятого|найденного|обнаруженного)|"
        r"в частности|"
        r"(?:больш(?:ую|ая|ей)|основн\w+|значительн\w+) (?:част|мас|дол)\w+|(?:больше|более|около|свыше|почти) "
        r"(?:половины|трети|двух третей)|половин[ауы] (?:этого|изъятого|всего)|львин\w+ дол\w+|"
        r"среди (?:изъятых |найденных |этих )?(?:наркотик|психотроп|веществ)\w+ |больше всего|"
        r"в (?:общ(?:ем|ий)|эт(?:ом|от)) объем\w*|"
        r"сюда (?:вошл[ио]|входит|входят)|в (?:это число|эту цифру) вошл[ио])"
    ),
)


PART = keyed(PART_CUE.source + r"[^.;]*$")


def sharing() -> frozenset[str]:
    """Predicates of a share: «составил», «приходится»."""
    return lexicon.word_set("amount_words.toml", "share")


OF_IT = pattern(r"\W*из (?:этого|общего|указанного) (?:количеств|объем|числ)\w+|\s+из (?:них|которых)\b")
"""«102 тонны из этого количества», «1640 кг из них – марихуана», «12 кг из которых – мефедрон»"""


FALLS_TO = pattern(r" (?:приходится|пришлось|пришлись|приходилось) на ")
"""«74 кг приходится на марихуану»"""
IN_BRACKETS = keyed(r"\d [а-я]+\.? (?:[а-я-]+ )?(?:наркот|психотроп|запрещен|прекурсор|контрабанд)[а-я]* \([^()]*$")
"""«3,3 т наркотиков (свыше 3 т гашиша, 158 кг метамфетамина …)»"""


LIST_OF_PARTS = keyed(
    r"(?:в (?:том |их |этом )?числе|включая|из них|из которых|среди)"
    r"(?: (?:изъят|обнаруж|найден)[а-я]+)?(?: [а-я-]+){0,3}:"
    r"\s*(?:\n[ \t]*[—–•*-][^\n]*)*\s*[—–•*-]?\s*$"
)
"""«В числе изъятых наркотиков:» above a list."""
OUT_OF = pattern(r"\W*из\s+(?:этих\s+|изъятых\s+|общих\s+)?", re.IGNORECASE)
"""«Из 100 кг изъятых наркотиков 70 кг пришлось на марихуану»."""


def is_part(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether «в том числе», «из них» stand before the thing with no predicate between but that of a share: «из них 208
    кг составляет героин, 391 кг — опий»."""
    start = sentence.sentence.start
    if lowered(text).startswith("включая", thing.start):
        return True
    amount = thing.amount_span[0] if thing.amount_span else thing.start
    cues = list(PART_CUE.finditer(lowered(text), start, max(thing.start, amount)))
    if IN_BRACKETS.search(lowered(text), start, amount):
        return True
    if thing.category == "drug" and thing.unit == "g" and BEHIND_COLON.search(lowered(text), start, amount):
        return True
    if not thing.drug_like and _of_property(sentence, text, thing):
        return True
    if sentence.sentence.bullet and LIST_OF_PARTS.search(lowered(text), max(0, start - 600), start):
        return True
    told = thing.amount_span[1] if thing.amount_span else thing.end
    if FALLS_TO.match(lowered(text), told) or OF_IT.match(lowered(text), told):
        return True
    if not cues:
        first = next(iter(sentence.quantities), None)
        opens = first is not None and OUT_OF.fullmatch(text, start, first.start) is not None
        return opens and first is not None and amount > first.end
    last = cues[-1].end()
    within = lowered(text)[cues[-1].start() : thing.start]
    if text[cues[-1].start() - 1 : cues[-1].start()] == "(" and within.count(")") > within.count("("):
        return False  # «1,5 тонны наркотиков (в том числе героин), 1085 таблеток»
    return not any(
        last <= sentence.tokens[p].start < thing.start and sentence.tokens[p].lower not in sharing() | BEING
        for p in sentence.predicates
    )


def _of_property(sentence: Annotated, text: str, thing: Goods) -> bool:
    """«арестованы активы на 200 млн тенге: пять автомобилей и два дома»: what a sum of property is made up of."""
    for money in sentence.money:
        told = PROPERTY.search(lowered(text), sentence.sentence.start, money.start)
        if told is not None and money.end < thing.start and LISTED.fullmatch(text, money.end, thing.start):
            return True
    return False


PROPERTY = keyed(r"\b(?:имуществ|актив)[^:;.]*$")
LISTED = pattern(r"\s?(?::|[—–-])\s(?:(?!а также)[^:;.!?])*")


BEING = frozenset({"был", "была", "было", "были", "оказался", "оказалась", "оказалось", "оказались"})
"""«Среди них было 400 кг героина»"""


BEHIND_COLON = keyed(
    r"(?:\bк?г|килограмм\w*|тонн\w*|грамм\w*|центнер\w*)\s(?:[\w-]+\s){0,2}"
    r"(?:наркотик\w*|зелья|(?:наркотическ|запрещ[её]нн)\w+ (?:средств|веществ)\w*(?: и психотропн\w+ веществ\w*)?)"
    r"\s?: (?:(?!а также)[^;:!?])*$"
)
"""«около полутора тонн наркотиков: 665 кг марихуаны, 167 кг героина и другие»"""


def is_total(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether a sum over what stands around is told: «общий вес», «всего», «в общей сложности»."""
    return TOTAL.search(lowered(text), sentence.sentence.start, thing.start) is not None


TOTAL = keyed(r"(?:общ\w+ (?:вес|масс\w+|количеств\w+|сложност\w+)|всего|суммарн\w+|в целом)[^.;]{0,60}$")


def is_more(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether more of the same is told: «нашли ещё 200 кг»."""
    return MORE.search(lowered(text), sentence.sentence.start, thing.start) is not None


MORE = keyed(r"\b(?:ещ[её]|дополнительно|также)\b[^.;,]{0,25},?\s*$")


def explains(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether the sentence says what was taken just before: «Это, по данным экспертизы, марихуана»."""
    return EXPLAINS.match(text, sentence.sentence.start, thing.start) is not None


EXPLAINS = pattern(
    r"\W*(?:это\b|речь ид[её]т об?\b|внутри\b|оказал(?:ось|ся|ись)\b|в н[иеё][мх]?\b|содержим\w+|"
    r"(?:\w+\s+){0,2}(?:экспертиз|эксперт|исследовани)\w*|"
    r"как (?:показал|выяснил|установил)\w*|изъят\w+)",
    re.IGNORECASE,
)


def is_weight(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether the weight of what stands before is told: «Вес изъятого — 123 кг»."""
    return WEIGHS.search(lowered(text), sentence.sentence.start, thing.start) is not None


WEIGHS = keyed(
    r"\b(?:вес|масса|весом|массой)\s+(?:\w+(?:ых|ого|ой)\s+)?(?:изъят\w+|обнаруж\w+|найден\w+|растени\w+|кустов|конопли|"
    r"зелен\w+|их|всех)\b[^.;\d]{0,40}$|\b(?:их|его|е[её]) (?:общ(?:ий|ая) )?(?:вес|масса)\b[^.;\d]{0,30}$"
    r"|\b(?:растени|куст)\w+\b[^.;\d]{0,40}\b(?:потянул|вес[ия]т|весил)\w*\b[^.;\d]{0,12}$",
)


RANKED = keyed(
    r"\bна (?:первом|втором|третьем) месте\b|\bлидиру[ею]т\b|\bдалее (?:ид[её]т|следу[ею]т)\b|\bбольше всего\b"
)
"""«На первом месте гашиш (17,3 кг), далее идут кокаин (9,1 кг) …»"""


def shares(sentence: Annotated, text: str, clause: int, start: int) -> bool:
    """Whether a clause tells what a share comes to: «марихуаны набралось 13 кг», or goes on with such a list."""
    of_shares = {sentence.clause[p] for p in sentence.predicates if sentence.tokens[p].lower in sharing()}
    own = any(sentence.clause[p] == clause for p in sentence.predicates)
    ranked = RANKED.search(lowered(text), sentence.sentence.start, start) is not None
    return ranked or clause in of_shares or (not own and any(number < clause for number in of_shares))
