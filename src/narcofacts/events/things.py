"""Things other than substances: the number before them, what governs them, what they hold."""

from __future__ import annotations

import re

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import Goods
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import ItemMention, NumberMention, QuantityMention
from narcofacts.mentions.quantities import container_unit
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.records import Number, Unit
from narcofacts.rules import Step
from narcofacts.spans import overlap
from narcofacts.text.segment import Token


def item_goods(item: ItemMention, number: QuantityMention | NumberMention | None, rule: str) -> Goods:
    """A thing and its number as one amount of goods; a lone singular thing counts as one."""
    start = min(item.start, number.start) if number else item.start
    end = max(item.end, number.end) if number else item.end
    value: Number | None = (
        number.value if number else (1 if item.number == "sing" and not (item.collective or item.mass) else None)
    )
    if item.category == "money" and "счёт" not in item.item:
        value = None  # «75 тысяч денежных средств»: of which currency nobody says
    steps = [Step(item.rule, item.start, item.end), Step(rule, start, end)]
    if number is not None:
        steps.insert(0, Step(number.rule, number.start, number.end))
    return Goods(
        start,
        end,
        item.category,
        item.item,
        None,
        value,
        "piece" if value is not None else None,
        number.bound if number else "exact",
        number.value_max if number else None,
        (number.start, number.end) if number else None,
        collective=item.collective,
        mass=item.mass and number is None,
        steps=steps,
    )


def _genitive_only(token: Token) -> bool:
    cases = {r.case for r in readings(token.lower) if r.pos == "NOUN"} if token.word else set()
    return cases == {"gent"}


def holder(sentence: Annotated, start: int) -> tuple[int, int, Unit] | None:
    """The container in the singular that holds the substance at `start`: «свёрток с героином», «банка масла»."""
    tokens = sentence.tokens
    at = sentence.token_at(start) - 1
    while at >= 0 and tokens[at].word and parts_of_speech(tokens[at].lower) <= {"ADJF", "PRTF"}:
        at -= 1
    if at >= 0 and tokens[at].lower in ("с", "со"):
        at -= 1
    if at < 0 or not tokens[at].word:
        return None
    unit = container_unit(tokens[at].lower)
    found = [
        r for r in readings(tokens[at].lower) if r.pos == "NOUN" and r.case in ("nomn", "accs", "ablt") and not r.proper
    ]
    if unit is None or not any(r.number == "sing" for r in found):
        return None
    before = governor(sentence, tokens[at].start)
    carried = before in ("с", "со") and any(r.case == "ablt" for r in found)
    if before and not carried:
        return None
    return tokens[at].start, tokens[at].end, unit


CLOSES_LIST = pattern(r"\b(?:и|а также)\s+(?:друг|ин|проч)\w+\s+$", re.IGNORECASE)
"""«реакторы, колбы и другое оборудование»: the word only closes the list."""


def counted_items(sentence: Annotated, text: str, taken: set[int]) -> list[Goods]:
    """Things with the number before them, or without one. A thing inside a quantity's span is its container."""
    result = []
    for index, item in enumerate(sentence.items):
        if index in taken or any(overlap(item, q) for q in sentence.quantities):
            continue
        if any(overlap(item, sub) for sub in sentence.substances):
            continue
        number = _number_before(sentence, item)
        behind = None if number is not None else _pieces_behind(sentence, text, item)
        if (
            number is None
            and (item.collective or item.mass)
            and CLOSES_LIST.search(text, max(0, item.start - 60), item.start)
        ):
            continue
        if (
            number is None
            and item.mass
            and pattern(r"\s*:\s").match(text, item.end)
            and index + 1 < len(sentence.items)
        ):
            continue  # «изъяли оружие: пистолет и обрез»
        before = governor(sentence, number.start if number is not None else item.start)
        together = (
            pattern(r"вместе со?\s+(?:[\w-]+\s+)?$").search(text[max(0, item.start - 30) : item.start]) is not None
        )
        together = together or (number is not None and _loaded(sentence, text, item, number))
        together = together or HIDDEN_WITH.search(text, sentence.sentence.start, item.start) is not None
        first = number.start if number is not None else item.start
        with_drugs = item.category in CARRIED and _with_drugs(sentence, text, first, item, before)
        together = together or with_drugs
        if before in PLACE_PREPOSITIONS and not together:
            continue
        at = sentence.token_at(number.start if number is not None else item.start) - 1
        own = {r.case for r in readings(sentence.tokens[sentence.token_at(item.start)].lower)[:1]}
        counted = number is not None and not _genitive_numeral(sentence, number.start)
        if "gent" in own and _inspected(sentence, at, counted):
            continue  # «Наркотик нашли при проверке двух грузовиков»
        place = before == "noun" and sentence.tokens[at].lower != "числе" and item.category in ("vehicle", "property")
        if place and governor(sentence, sentence.tokens[at].start) in (*PLACE_PREPOSITIONS, "на"):
            continue  # «в бензобаках двух машин»
        holds = any(0 < sub.start - item.end < 24 for sub in sentence.substances) and WITH_IT.match(text, item.end)
        vessel = sentence.tokens[sentence.token_at(item.start)].lower.rpartition("-")[2]
        if holds and container_unit(vessel) is not None:
            continue  # «вейпы с маслом каннабиса», «zip-пакет с порошком»
        if item.category == "vehicle" and IN_WHICH.match(text, item.end):
            continue  # «лодку, в корпусе которой находились два свёртка»
        if item.item == "дом" and number is None and text[item.start : item.end].lower() == "дома":
            continue  # «дома нашли»: at home
        goods = item_goods(item, number or behind, "goods.count_item")
        cases = {r.case for r in readings(sentence.tokens[sentence.token_at(item.end - 1)].lower) if r.case}
        if cases and cases <= {"loct", "ablt", "datv"} and not together:
            continue
        goods.governor = "с" if with_drugs else "" if together else before
        if item.category in ("money", "crypto") and number is None:
            goods.value, goods.unit = None, None
        goods.end = _extended(sentence, text, goods.end)
        name = text[item.end : goods.end].strip()
        if name and behind is None:
            goods.item = f"{goods.item} {name}"
        result.append(goods)
    return result


HIDDEN_WITH = pattern(
    r"\b(?:тайник|сейф|рюкзак|чемодан|сумк[ауи]|ящик|короб(?:ка|ку|ки)|пакет)\s(?:с|со)\s(?:[^.;:,]|,\s){0,90}?$",
    re.IGNORECASE,
)
"""«обнаружили тайник с 45 млн тенге, золотыми украшениями и двумя автоматами»: what it holds is found"""
WITH_COUNT = pattern(r"(?:\s[\w-]+|\s«[^»]{1,20}»|\s\"[^\"]{1,20}\"){0,2}\sсо?\s")


CARRIED = ("weapon", "device", "equipment")


def _with_drugs(sentence: Annotated, text: str, start: int, item: ItemMention, before: str) -> bool:
    """«задержан с пистолетом и 30 граммами мефедрона», «с 15 кг опия и автоматом Калашникова»: a thing in the
    instrumental beside an amount of drugs."""
    head = sentence.tokens[sentence.token_at(item.start)]
    if not any(r.case == "ablt" for r in readings(head.lower)):
        return False
    if before in ("с", "со"):
        return any(AND_ALSO.fullmatch(text, item.end, q.start) for q in sentence.quantities)
    told = [s for s in sentence.substances if AND_ALSO.fullmatch(text, s.end, start)]
    amounts = [q for q in sentence.quantities if told and q.end <= told[-1].start]
    return bool(amounts) and WITH_END.search(text, max(0, amounts[-1].start - 4), amounts[-1].start) is not None


AND_ALSO = pattern(r"(?:\s[А-ЯЁ][\w-]+)?\s(?:и|а также)\s")
WITH_END = pattern(r"\bсо?\s$")


def _loaded(sentence: Annotated, text: str, item: ItemMention, number: NumberMention | QuantityMention) -> bool:
    """«пистолет ТТ с восемью патронами»: counted cartridges of a weapon right before."""
    if item.item != "патрон":
        return False
    before = [other for other in sentence.items if other.category == "weapon" and other.end < number.start]
    return bool(before) and WITH_COUNT.fullmatch(text, before[-1].end, number.start) is not None


INSPECTIONS = frozenset(
    {"проверка", "осмотр", "досмотр", "обыск", "сканирование", "остановка", "разгрузка", "водитель", "салон", "кабина"}
)


def _genitive_numeral(sentence: Annotated, start: int) -> bool:
    """«двух съёмных квартир», not «два автомобиля»."""
    token = sentence.tokens[sentence.token_at(start)]
    return token.word and any(r.case == "gent" for r in readings(token.lower))


def _inspected(sentence: Annotated, at: int, counted: bool) -> bool:
    """Whether a row of genitives that ends at the token `at` hangs on a noun of search («при обыске домов, квартир и
    автомобилей») or, unless `counted` in the nominative, on «из» («из домов, тайников и грузовиков изъято»)."""
    while at >= 0:
        token = sentence.tokens[at]
        if token.text in (",", "и"):
            at -= 1
            continue
        found = readings(token.lower) if token.word else ()
        if not found:
            return False
        if token.lower == "из":
            return not counted
        if found[0].pos == "NOUN" and found[0].lemma in INSPECTIONS:
            return True
        if not any(r.case == "gent" for r in found):
            return False
        at -= 1
    return False


IN_WHICH = pattern(r",\s(?:в|под|за)\s[\w-]+\sкотор(?:ой|ого|ых)\b")
WITH_IT = pattern(r"\sсо?\s")
PLACE_PREPOSITIONS = frozenset(
    [
        "в",
        "во",
        "из",
        "у",
        "под",
        "над",
        "за",
        "к",
        "ко",
        "по",
        "с",
        "со",
        "от",
        "до",
        "для",
        "о",
        "об",
        "при",
        "без",
        "через",
        "между",
        "вместо",
        "около",
        "возле",
        "близ",
        "среди",
        "из-под",
        "из-за",
        "внутри",
        "вокруг",
    ]
)


def governor(sentence: Annotated, start: int) -> str:
    """The preposition before the phrase at `start`, across adjectives; "noun" if a noun stands right before it; else
    ""."""
    at = sentence.token_at(start) - 1
    while at >= 0:
        token = sentence.tokens[at]
        if token.text in '«»"“„':
            at -= 1
            continue
        if not token.word or token.lower in ("которых", "которого"):
            return ""  # «активы, среди которых 23 квартиры»
        kinds = parts_of_speech(token.lower)
        if token.lower in PLACE_PREPOSITIONS or token.lower == "на":
            return token.lower
        if token.lower in ("его", "ее", "их", "своей", "своем", "своего", "видов"):
            at -= 1
            continue
        found = readings(token.lower)
        if kinds & {"ADJF", "PRTF"} and (not kinds & {"NOUN", "VERB", "PRTS"} or found[0].pos == "ADJF"):
            at -= 1
            continue
        if (
            token.lower == "и"
            and at
            and _genitive_only(sentence.tokens[at + 1])
            and _genitive_only(sentence.tokens[at - 1])
        ):
            return governor(sentence, sentence.tokens[at - 1].start)  # «при осмотре жилища и автомобиля»
        return "noun" if found and found[0].pos == "NOUN" and _can_hang(sentence, start) else ""
    return ""


def _can_hang(sentence: Annotated, start: int) -> bool:
    """Whether the phrase at `start` can be in a case in which nouns hang on one another: not «конфисковал в доход
    государства автомобиль»."""
    cases = {r.case for r in readings(sentence.tokens[sentence.token_at(start)].lower) if r.case and r.score >= 0.05}
    return not cases or bool(cases - {"nomn", "accs"})


def _extended(sentence: Annotated, text: str, end: int) -> int:
    """The end of a thing with its make: «автомобиль Toyota Camry», «пистолет «Вальтер»»."""
    match = pattern(r"\s+(?:[«\"“][^»\"”\n]{2,30}[»\"”]|(?:[A-Z][\w-]*)(?:\s+[A-Z0-9][\w-]*){0,2})").match(text, end)
    return match.end() if match and match.end() <= sentence.sentence.end else end


def _pieces_behind(sentence: Annotated, text: str, item: ItemMention) -> QuantityMention | None:
    """«весы – 2 шт.», «телефоны (4 штуки)», «в количестве 4 штук»: how many."""
    return next(
        (
            q
            for q in sentence.quantities
            if q.unit == "piece" and q.start > item.end and PIECES_GAP.fullmatch(text, item.end, q.start)
        ),
        None,
    )


PIECES_GAP = pattern(r"(?:\s[а-яё-]+)?\s?(?:[—–:-]\s?|\()|(?:\s[а-яё-]+){0,2}\sв\sколичестве\s")


def _number_before(sentence: Annotated, item: ItemMention) -> NumberMention | QuantityMention | None:
    """The cardinal that counts `item`, at most three adjectives away."""
    at = sentence.token_at(item.start)
    for number in reversed(sentence.numbers):
        if number.end > item.start:
            continue
        between = [t for t in sentence.tokens[:at] if t.start >= number.end]
        if len(between) > 4:
            return None
        for token in between:
            if token.text in ("«", "»", '"'):
                continue
            if token.lower not in ("его", "её", "ее", "их") and not parts_of_speech(token.lower) & {"ADJF", "PRTF"}:
                return None
        return number
    return None
