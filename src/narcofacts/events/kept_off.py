"""What keeps goods from being a seizure, whatever verb stands by: prices, charges, plans, things only spoken of."""

from __future__ import annotations

import re

from narcofacts import lexicon
from narcofacts.assertion import Cue, cue_in_clause
from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.frames import Trigger
from narcofacts.events.goods import Goods
from narcofacts.events.shares import PART
from narcofacts.events.things import governor
from narcofacts.mentions.annotate import Annotated
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.text.letters import lowered


def kept_off(
    sentence: Annotated, text: str, thing: Goods, triggers: list[Trigger], cues: list[Cue], clause: int
) -> bool:
    """Whether a thing is no seizure, whatever its clause says was taken."""
    if thing.value == 0:
        return True  # «изъято 0 граммов»
    if _taken_back(sentence, text, thing, cues, clause) or _only_made_of(text, thing) or _of_country(thing, triggers):
        return True
    if thing.category in ("money", "crypto") and thing.money is not None and price_context(sentence, thing, clause):
        return True
    if thing.category == "money" and BRIBE.search(lowered(text), sentence.sentence.start, thing.start):
        return True
    if thing.value is None and ONE_OF_LARGEST.fullmatch(text, sentence.sentence.start, thing.start):
        return True
    if thing.drug_like and SOLD.match(text, thing.end):
        return True
    if thing.drug_like and (_in_general(text, thing) or WRITTEN_OF.search(text, max(0, thing.start - 70), thing.start)):
        return True
    if thing.drug_like and _shown(text, thing):
        return True
    if thing.drug_like:
        return thing.value is None and thing.money is None and not _bare_object(sentence, text, thing)
    if thing.category != "weapon" and STOLEN.search(text, max(0, thing.start - 60), thing.start):
        return True
    return (
        _of_something(text, thing)
        or _told_before(sentence, text, thing)
        or (thing.money is None and _of_gerund(sentence, thing, triggers))
        or (thing.category == "vehicle" and thing.amount_span is None and _of_participle(sentence, thing))
    )


SOLD = pattern(
    r"[^.;,]{0,25}\b(?:успел[аи]?|удалось)\s(?:[\w-]+\s)?(?:прода|сбыт|реализ|употреб)",
    re.IGNORECASE,
)
"""«300 граммов из них он успел продать»"""
TRACES = pattern(r"\bслед(?:ы|ов|ах|ами)\s(?:(?!наркот)[\w-]+\s){0,4}$", re.IGNORECASE)
"""«в биоматериале нашли следы мефедрона и амфетамина»: nothing to take"""
NOT = pattern(r"\bне\b", re.IGNORECASE)
BRIBE = keyed(r"\b(?:взятк|взяток|подкуп|вымога)")
"""«задержан при получении взятки: 3500 долларов передали в машине, деньги изъяты»"""
WRITTEN_OF = pattern(
    r"\b(?:переписк|сообщени|разговор|бесед|чат|слух|была информаци)\w*\s[^.;]{0,45}?\bоб?\s$"
    r"|\bразрешени\w+ на [^.;,]{0,40}$",
    re.IGNORECASE,
)
"""«в телефоне нашли переписку с покупателем о 11 граммах мефедрона», «получила разрешение на хранение 20 г морфина»"""


def _shown(text: str, thing: Goods) -> bool:
    """«в телефоне нашли координаты 34 тайников-закладок»: where caches lie, or what they look like."""
    shown = SHOWN.search(text, max(0, thing.start - 70), thing.end)
    return shown is not None and APART.search(text, shown.end(), thing.start) is None


SHOWN = pattern(
    r"\b(?:координаты|координат[аы]ми|гео(?:метки|локаци[июя]|теги|данные)|фото|фотографии|фотоснимки|снимки|скриншоты"
    r"|описания|описание|адреса)\s(?:(?!и\s\d)[\w-]+\s){0,4}?(?:тайников|закладок|кладов|схронов)\b",
    re.IGNORECASE,
)
APART = pattern(r"[.,;:]|\sи\s")


def _in_general(text: str, thing: Goods) -> bool:
    """«килограмм каптагона, по оценкам, составляет около 6000 таблеток»: any kilogram does, and nobody's."""
    if any(step.rule == "quantities.single" for step in thing.steps) and COMES_TO.match(text, thing.end):
        return True
    if PUNISHED.match(text, thing.end) or CAPABLE.search(text, max(0, thing.start - 60), thing.start):
        return True
    if thing.amount_span is not None and SIZE_OF.search(text, max(0, thing.start - 40), thing.amount_span[0]):
        return True
    before = max(0, thing.start - 90)
    return any(one.search(text, before, thing.start) is not None for one in (EVERY_ONE, ONE_DOSE))


PUNISHED = pattern(r"\s[—–-]\sот\s[\w-]+\sдо\s[\w-]+\sлет\b")
"""«свыше 50 граммов – от 12 до 15 лет»: what the law says"""
CAPABLE = pattern(
    r"\b(?:способн\w+|рассчитан\w+ на|вместимост\w+|грузоподъ[её]мност\w+)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
"""«подводная лодка, способная нести до 3 тонн груза»"""
SIZE_OF = pattern(r"\bдля [\w-]+(?: это| [—–-])+ (?:уже )?$", re.IGNORECASE)
"""«для мефедрона это уже 0,2 грамма»: a size by law"""
WORTH_OF_ONE = (
    r"(?:,[^,.;]{3,40},)?\s"
    r"(?:составля[ею]т|соответству[ею]т|эквивалент\w+|равен|сто[ия]т|обходится|прода[её]тся|хватает)\b"
)
COMES_TO = pattern(WORTH_OF_ONE, re.IGNORECASE)
EVERY_ONE = pattern(r"\b(?:килограмм|грамм|тонна|доза)\s[\w-]+" + WORTH_OF_ONE + r"\s(?:на\s)?$", re.IGNORECASE)


ONE_DOSE = pattern(
    r"\b(?:один|одна|одной|разовая|средняя)\s[«\"]?(?:чек|доз[аы]|порци[яи]|дорожк[аи])[»\"]?\s(?:[—–-]|это)\s(?:это\s)?$",
    re.IGNORECASE,
)
"""«При нём оказалось 14 граммов. Один «чек» – 0,8 грамма»"""


ONE_OF_LARGEST = pattern(
    r"(?:По (?:данным|информации|словам|сведениям|подсч[её]там) (?:[\w-]+ ?){1,3}, )?"
    r"[Ээ]то (?:уже )?(?:одн(?:а|о|у) из (?:сам\w+ )?|сам\w+ )(?:крупн|больш)\w+ "
    r"(?:[\w-]+ ){0,2}"
)
"""«Это одна из самых крупных партий наркотиков, обнаруженных за последнее время»: one told before"""


STOLEN = pattern(r"\b(?:похищенн|украденн|краден)\w+\b(?:[,\s]|[\w-]+\s){0,8}$", re.IGNORECASE)
"""«нашли часть похищенного, в том числе два ноутбука»"""
OF_WAR = pattern(r"\s(?:врем[её]н|периода|эпохи|со врем[её]н)\s(?:[\w-]+\s){0,3}войн", re.IGNORECASE)
"""«в огороде нашли снаряд времён Гражданской войны»"""


def _of_something(text: str, thing: Goods) -> bool:
    """«в тайнике грузовика»: a thing that only tells whose another one was; «пачка денег» is taken."""
    if thing.item == "карта" and OF_PLACES.match(text, thing.end):
        return True
    if thing.category == "weapon" and OF_WAR.match(text, thing.end):
        return True
    if thing.money is not None and thing.category == "money":
        return False  # «сумма изъятых денежных средств превысила …»
    if thing.category == "vehicle" and OF_SERVICE.search(text, max(0, thing.start - 24), thing.start):
        return True
    if thing.governor != "noun" or thing.amount_span is not None:
        return False
    return thing.category in ("vehicle", "property") or not CONTAINER_NOUN.search(
        text[max(0, thing.start - 30) : thing.start]
    )


OF_SERVICE = pattern(
    r"\b(?:патрульн|полицейск|пограничн|сторожев|разведыват|военн|служебн|таможенн)\w+\s$", re.IGNORECASE
)
"""«Судно обнаружил патрульный самолёт»: it is theirs who look."""
OF_PLACES = pattern(
    r"\s(?:с\s(?:[\w-]+\s)?[\w-]*(?:координат|отмет|помет|метками|мест|тайник|геолокац|точками|gps)"
    r"|закладок|тайников|местности)",
    re.IGNORECASE,
)
"""«карта с GPS-координатами закладок»"""


def _told_before(sentence: Annotated, text: str, thing: Goods) -> bool:
    """«ценности на сумму …, включая криптовалюту», «Изъятые при обыске деньги обращены в доход государства»."""
    if thing.money is not None:
        return False
    summed = thing.value is None and any(m.end <= thing.start for m in sentence.money)
    part = PART.search(lowered(text), sentence.sentence.start, thing.start) if summed else None
    if part is not None and ("а также" in part[0] or "кроме того" in part[0]):
        part = None  # «в том числе 8 кг героина, а также оружие»
    money = thing.category == "money" and TAKEN_BEFORE.search(text, max(0, thing.start - 60), thing.start)
    return bool(part or money)


TRADE = pattern(r"\bзанима\w+\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
"""«занимались закладкой наркотиков», «занимались сбытом партий наркотиков от 2 до 40 кг»: what people did."""
ABLE = pattern(r"\bспособн\w+\s\w+ть\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""«субмарины, способные перевозить до 10 тонн»"""
COULD_BE = pattern(
    r"\bможно\s(?:было\s)?(?:бы\s)?(?:с?делать|изготовить|получить|произвести|приготовить|синтезировать|сварить|вырастить)"
    r"\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
"""«из него можно сделать килограммов пять смеси»"""
PLOTTED = pattern(r"\bза\s(?:\w+\s)?сговор\s(?:с целью|для|о|на)\s[^.;,]{0,70}$", re.IGNORECASE)
"""«за сговор с целью ввоза в США четырёх тонн кокаина»"""
GROWTH = pattern(
    r"\b(?:прирост|рост|разниц\w+|увеличени\w+|снижени\w+|сокращени\w+|падени\w+)\s(?:[\w-]+\s)?состав\w+\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
"""«прирост составил почти одну тонну»"""


def _only_made_of(text: str, thing: Goods) -> bool:
    """«сырьё для производства 400 кг мефедрона», «захвачено 25–30% героина»: what is to come, or a share or growth."""

    def behind(words: re.Pattern[str], reach: int) -> bool:
        return words.search(text, max(0, thing.start - reach), thing.start) is not None

    if thing.weak and OTHER_STUFF.search(text, thing.start, thing.end):
        return True
    of_case = behind(CASE_OF, 60) and (thing.money is None or behind(OF_FACTS, 60))  # «При задержании изъяты деньги»
    if thing.value is None and (of_case or behind(TIMES_MORE, 50)):
        return True
    if thing.weak and behind(CONVERTED, 90):
        return True
    if (thing.weak or not thing.named) and behind(FRONTED, 60):
        return True
    if thing.unit == "ml" and not thing.named and behind(CAPACITY, 60):
        return True
    if thing.value == 1 and thing.drug_like and (PRICED.match(text, thing.end) or behind(PRICE_OF, 24)):
        return True
    if thing.value is None and thing.drug_like and behind(MOSTLY, 160):
        return True
    share = thing.value is None and (behind(SHARE, 40) or behind(THE_REST, 50))
    return (
        share
        or behind(MADE_FROM, 40)
        or behind(TRADE, 30)
        or behind(GROWTH, 60)
        or behind(ABLE, 50)
        or behind(COULD_BE, 70)
        or behind(PLOTTED, 90)
        or behind(PRODUCED, 60)
    )


def _of_country(thing: Goods, triggers: list[Trigger]) -> bool:
    """«плантации мака в Афганистане составляли 209 тысяч гектаров»: what grows in a country is no find."""
    wide = thing.unit == "m2" and (thing.value or 0) >= THOUSANDS_OF_HECTARES
    return wide and not any(t.event == "seizure" and t.strength > 1 and t.asserted for t in triggers)


THOUSANDS_OF_HECTARES = 30_000_000
"""Square metres."""
PRODUCED = pattern(
    r"\b(?:объ[её]м|уровен|масштаб)\w*\s(?:\w+\s)?(?:производств|потреблени|изготовлени|выработк)\w+\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
"""«объём производства опия – 6400 тонн»"""
CAPACITY = pattern(
    r"\b(?:канистр|бак|боч[её]?к|бутыл|[её]мкост|вед[её]?р|флакон|банк|колб|реактор)\w*\s(?:[\w-]+\s)?"
    r"(?:объ[её]м|[её]мкость|вместимость)\w*\s(?:в\s|до\s|по\s)?$",
    re.IGNORECASE,
)
"""«внутри канистры объёмом 5 литров»: what it can hold"""
MOSTLY = pattern(r"\bчаще (?:всего|других|прочих)\b[^.;—–]*$", re.IGNORECASE)
"""«Чаще всего таможенники изымали гашиш и кокаин»"""
CASE_OF = pattern(
    r"\b(?:выявлени|обнаружени|изъяти|задержани|пресечени)\w+\s(?:[\w-]+\s){0,3}$|\bфакт\w*\s(?:[\w-]+\s){1,4}$",
    re.IGNORECASE,
)
"""«третий случай выявления крупной партии наркотиков», «64 факта посева и произрастания наркосодержащих растений»:
whichever they were."""
OF_FACTS = pattern(r"\bфакт\w*\s(?:[\w-]+\s){1,4}$", re.IGNORECASE)
"""«валюты — 143 факта на общую сумму около 1,3 млрд тенге»"""
TIMES_MORE = pattern(r"\bраза?\s(?:больше|меньше|выше|ниже)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
"""«в полтора раза больше гашиша»: a ratio tells no amount."""
CONVERTED = pattern(r"\bв пересч[её]те на [^.;]*$", re.IGNORECASE)
"""«240 кустов. В пересчёте на высушенное вещество масса составляет 11 кг»"""
OTHER_STUFF = pattern(
    r"\b(?:взрывчат|ядовит|отравляющ|радиоактивн|горюч|легковоспламеняющ)\w+\s(?:веществ|жидкост|смес)\w*",
    re.IGNORECASE,
)
"""«50 килограммов взрывчатых веществ»"""
FRONTED = pattern(
    r"\b(?:насва[йяею]|снюс|табак|алкогол|спирт[ау]?\b|водк|сигарет)[а-я]*\s(?!(?:с|со|в)\s)[^.;,:]{0,40}$",
    re.IGNORECASE,
)
"""«Насвая за год было 118 кг»: what the amount is of stands before it."""
PRICED = pattern(
    r"\s(?:[\w-]+\s){0,2}(?:прода|сбыва|реализ|отдава|обход|сто(?:ит|ят|ил)|торгов)\w+\s(?:[\w-]+\s){0,2}(?:по|за|от|в)?\s?\d"
)
"""«Грамм продавали по 1 300 рублей»: the price of a measure."""
PRICE_OF = pattern(r"\b(?:цен[аыу]|стоимост[ьи])\s(?:за\s)?$", re.IGNORECASE)
"""«Цена одной таблетки — 12 тысяч сумов»"""
BLOCKING = ("denied", "planned", "threatened", "general")


def _taken_back(sentence: Annotated, text: str, thing: Goods, cues: list[Cue], clause: int) -> bool:
    """Whether words beside a thing say that it was not taken: «не нашли», «мог бы получить», «производил».

    What was made is taken where the makers were caught at it."""
    if IN_LAW.search(lowered(text), sentence.sentence.start, sentence.sentence.end):
        return True
    swallowed = any(q.container or q.unit == "capsule" for q in sentence.quantities)  # «в организме нашли 60 капсул»
    if any(cue.name == "claimed" or (cue.name == "medical" and thing.drug_like and not swallowed) for cue in cues):
        return True
    if thing.drug_like and ENOUGH.match(text, thing.end):
        return False
    if (
        thing.drug_like
        and WOULD_DO.match(text, thing.end)
        and TAKEN.search(text, max(0, thing.start - 30), thing.start)
    ):
        return False
    blocking = cue_in_clause(cues, clause, *BLOCKING)
    if (
        blocking is not None
        and not _asked_for(sentence, text, thing, blocking)
        and not (blocking.name == "general" and REMARK.search(text, thing.end, min(thing.end + 30, blocking.start)))
    ):
        return True
    made = thing.drug_like and cue_in_clause(cues, clause, "made") is not None
    if made and not CAUGHT.search(text, sentence.sentence.start, sentence.sentence.end):
        return True
    first, last = sentence.token_at(thing.start) - 6, sentence.token_at(thing.end - 1) + 6
    near = any(token.lower == "бы" for token in sentence.tokens[max(0, first) : last])
    return near and any(token.lower == "бы" for token in sentence.tokens_of(clause))


def _asked_for(sentence: Annotated, text: str, thing: Goods, cue: Cue) -> bool:
    """«Взят с поличным безработный: за 980 граммов опия он просил 5 тысяч долларов»: the plan is the price."""
    asked = cue.name == "planned" and thing.drug_like and ASKED.search(text, cue.start, cue.end) is not None
    for_it = FOR.search(text, max(sentence.sentence.start, thing.start - 30), thing.start) is not None
    return asked and for_it and CAUGHT.search(text, sentence.sentence.start, sentence.sentence.end) is not None


REMARK = pattern(r"\s[—–-]\s(?:такой|такая|такое|этот|эта)\s")
"""«марихуана весом 2,3 кг — такой объём считается особо крупным размером»"""
ENOUGH = pattern(
    r"[^,.;]{0,24},\s(?:и\s)?"
    r"(?:этого|изъятого|котор\w+|чего|такого (?:количества|объ[её]ма)|из (?:него|них|котор\w+|этого))"
    r"\s(?:[\w-]+\s){0,3}(?:хватил\w*|хватит|можно|получилось|вышло|удалось)\b"
)
"""«Общая масса – 3 кг 480 г, изъятого хватило бы на 17 тысяч доз»: what could have been is not the amount."""
WOULD_DO = pattern(r"\s(?:[\w-]+\s)?хватило бы\s")
TAKEN = pattern(r"\b(?:изъят|обнаружен|найден)\w+\s(?:[\w-]+\s)?$", re.IGNORECASE)
"""«Изъятых 14 кг мефедрона хватило бы на 70 тысяч доз»: so they were taken"""
ASKED = pattern(r"прос|хотел|требова|рассчит|планир|намерев", re.IGNORECASE)
FOR = pattern(r"\bза\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
IN_LAW = keyed(
    r"согласно (?:[а-я]+ )?закон[а-я]* [^.;]{0,60}(?:наказани|мере)|"
    r"ответственност\w*[^.;]{0,60}\bнаступа(?:ет|ют)|\bдля [а-я]+ (?:это |[–—-] ?)(?:свыше|более|от|до) \d"
)
"""«Перевозка 600 г героина, согласно законам страны, равна высшей мере наказания», «ответственность наступает, когда
выращено 20 и более кустов», «Для гашиша это свыше 2 г, 25 г и 10000 г»"""
CAUGHT = pattern(
    (
        r"с поличным|подставн\w+|контрольн\w+ закупк|под контролем оперативник|в момент "
        r"(?:передачи|сбыта|продажи)|при (?:попытке|продаже|сбыте|передаче)"
    ),
    re.IGNORECASE,
)


OF_STATE = ("государств", "казн", "бюджет", "рф", "российск", "федеральн", "республик")
"""«в доход РФ»: whose income takes what was earned"""


def price_context(sentence: Annotated, thing: Goods, clause: int) -> bool:
    """Whether a word of price, pay or turnover stands before a sum in its clause."""
    at = sentence.token_at(thing.start)
    if at and sentence.tokens[at - 1].lower == "за":
        return True
    inside = any(token.lower == "на" for token in sentence.tokens[at + 1 : at + 3])
    if at > 1 and (inside or sentence.tokens[at - 1].lower == "на"):
        # «изъяли партию на 3,9 млрд рублей», «партию более чем на 3 млрд»
        noun = sentence.tokens[at - 1 if inside else at - 2]
        if noun.lower.startswith(("парти", "груз", "товар")) or any(
            s.start <= noun.start < s.end for s in sentence.substances
        ):
            return True
    prices = lexicon.toml_table("amount_words.toml")["price"]
    words, beginnings = lexicon.word_set("amount_words.toml", "price"), tuple(prices["beginnings"])
    for k in range(at - 1, -1, -1):
        token = sentence.tokens[k]
        if sentence.clause[k] != clause or (thing.category == "crypto" and token.lower in ("которых", "числе")):
            break  # «активы стоимостью 4 млрд, среди которых криптовалюта, эквивалентная …»
        if token.lower == "доход" and sentence.tokens[k + 1].lower.startswith(OF_STATE):
            return False  # «обращены в доход государства 31 млн тенге»
        if token.lower == "оборота" and k and sentence.tokens[k - 1].lower.startswith("незаконн"):
            continue  # «из незаконного оборота изъято 18 миллионов рублей»
        if token.lower.startswith("выруч") and _earned_and_taken(sentence, k):
            return False
        if token.lower in words or token.lower.startswith(beginnings):
            return True
    return any(token.lower in prices["behind"] for token in sentence.tokens[at : at + 8])


def _earned_and_taken(sentence: Annotated, at: int) -> bool:
    """«Изъята выручка от сбыта – 2 млн», «изъяли 4 кг и часть выручки – 2 млн», «изъяты вырученные деньги»: earnings
    that were taken."""
    tokens = sentence.tokens
    words = [token.lower for token in tokens[max(0, at - 2) : at]]
    part = words[-1:] == ["часть"]
    taken = any(word.startswith(("изъя", "наш", "найд", "обнаруж", "конфиск")) for word in words)
    joined = part and words[:1] in (["и"], [","])
    return taken or joined


TAKEN_BEFORE = pattern(r"\b(?:изъят|обнаружен|найден)(?:ые|ых|ую|ая)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)


CONTAINER_NOUN = pattern(
    r"\b(?:парти\w+|банк\w+|бутыл\w+|флакон\w*|канистр\w+|горст\w+|пакет\w*|св[её]рт\w+|"
    r"меш(?:ок|к\w+)|короб\w+|капсул\w+|упаков\w+|запас\w*|закладк\w+|посылк\w+|сумк\w+|куст\w*|"
    r"порци\w+|единиц\w*|доз\w+|количеств\w+|склад\w*|част\w+|пачк\w+|пачек|груз(?:а|у|ом|е|ы|ов)?|бочк\w+|бочек|бочон\w+|"
    r"ящик\w*|бидон\w*|тюк\w*|баул\w*|чемодан\w*|рюкзак\w*|конверт\w*|бандерол\w+|шприц\w*|ампул\w+|таблет\w+|"
    r"[её]мкост\w+|контейнер\w*|брикет\w*|блистер\w*|трубк\w+|тайник\w*|рулон\w*|мот(?:ок|к\w+)|катушк\w+|пузыр\w+|ведр\w+|в[её]дер|горш(?:ок|к\w+)|"
    r"вейп\w*|картридж\w*|конфет\w*|самокрут\w+|косяк\w*|леден(?:ец|ц\w+)|насаждени\w+|посев\w*|заросл\w+|растени\w+|"
    r"несколько (?:тонн|килограмм|центнер)\w*)"
    r"(?:\s+из\s+[А-ЯЁ][\w-]+)?\s+(?:с(?:о)?\s+)?(?:[\w-]+(?:ым|им|ой|ей|ого|его|ых|их)\s+)?(?:видов\s+)?$",
    re.IGNORECASE,
)


FILLED = pattern(
    r"\b(?:начин[её]н\w+|набит\w+|напичкан\w*|пропитан\w+|наполнен\w+|заполнен\w+"
    r"|(?:капсул|таблет|картридж|ампул|пакет|св[её]рт|короб|банк|шприц|флакон|вейп|сигарет)\w*,\sсодержа[вщ]\w+)"
    r"[»\"]?\s+(?:[а-яё]+(?:ым|им|ой|ей|ыми|ими)\s+)?$",
    re.IGNORECASE,
)
"""«орехи, начинённые мефедроном», «картриджи, содержащие масло каннабиса»"""


BY_NAME = pattern(r"\b(?:таблет|капсул|ампул|флакон|блистер)\w*\s[«\"]$", re.IGNORECASE)
"""«изъяли таблетки «Метадона»»"""


ONLY_TOLD = frozenset({"о", "об", "про", "для", "без", "вместо", "из-под"})
"""Prepositions behind which a container is only spoken of."""


def in_container(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether a container stands before a thing: «с банкой гашишного масла»."""
    return _container(sentence, text, thing) is not None


def _container(sentence: Annotated, text: str, thing: Goods) -> int | None:
    """Where the container stands that holds a thing, or the row of substances that it belongs to."""
    first = _row_start(sentence, text, thing)
    opens = max(sentence.sentence.start, first - 50)
    held = CONTAINER_NOUN.search(text[opens:first])
    return opens + held.start() if held is not None else None


def _bare_object(sentence: Annotated, text: str, thing: Goods) -> bool:
    """Whether a substance without an amount is what was taken: a direct object («обнаружили марихуану»), the
    contents of a container («с банкой гашишного масла») or a filling («орехи, начинённые мефедроном»)."""
    before = text[max(sentence.sentence.start, thing.start - 50) : thing.start]
    if OF_MAKING.search(before) or TRACES.search(before):
        return False
    if worth_with(text, thing):
        return True
    held = _container(sentence, text, thing)
    if held is not None:
        return governor(sentence, held) not in ONLY_TOLD  # «о посылке с героином»
    if FILLED.search(before) or BY_NAME.search(before):
        return True
    if thing.governor or _of_participle(sentence, thing) or COMPARED.search(before):
        return False
    head = sentence.tokens[sentence.token_at(thing.end - 1)]
    cases = {r.case for r in readings(head.lower) if r.case}
    return not cases or bool(cases & {"nomn", "accs"}) or ("gent" in cases and NOT.search(before) is None)


def _row_start(sentence: Annotated, text: str, thing: Goods) -> int:
    """Where the row of substances begins that a thing belongs to: «партию [героина, гашиша и кокаина]»."""
    start = thing.start
    for sub in reversed(sentence.substances):
        if sub.end <= start and ROW_GAP.fullmatch(text, sub.end, start):
            start = sub.start
    return start


ROW_GAP = pattern(r",\s|,?\sи\s")


def worth_with(text: str, thing: Goods) -> bool:
    """«задержали контрабандистов с наркотиками на 350 миллионов рублей»: what somebody had, told by its worth."""
    return thing.worth is not None and HAVING.search(text, max(0, thing.start - 40), thing.start) is not None


HAVING = pattern(r"\bсо?\s(?:[\w-]+(?:ыми?|ими?|ой|ей)\s)?[«\"]?$", re.IGNORECASE)
OF_MAKING = pattern(
    r"\bпо\s(?:производств|изготовлени|выпуск|выработк|синтез|сбыт|выращивани|варк)\w+\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
"""«лаборатория по производству крупных партий наркотиков»"""
COMPARED = pattern(r"\b(?:после|кроме|помимо|вместо|против)\s(?:[\w-]+\sи\s)?$", re.IGNORECASE)
"""«гашиша, занимающего первое место после марихуаны», «помимо героина и марихуаны уничтожено 172 тонны …»"""
ACTIVE = pattern(r"(?:вш|[аяую]щ)(?:ий|ая|ее|ие|ую|их|его|им|ей|ему|ими)(?:ся)?$")


def _of_participle(sentence: Annotated, thing: Goods) -> bool:
    """«лаборатории, выпускавшие психотропы», «двое встречавших самолёт»: the object of an active participle."""
    at = sentence.token_at(thing.start) - 1
    while (
        at > 0
        and parts_of_speech(sentence.tokens[at].lower) == {"ADJF"}
        and not ACTIVE.search(sentence.tokens[at].lower)
    ):
        at -= 1
    return at >= 0 and sentence.tokens[at].word and ACTIVE.search(sentence.tokens[at].lower) is not None


def _of_gerund(sentence: Annotated, thing: Goods, triggers: list[Trigger]) -> bool:
    """«Обыскав квартиру, обнаружили …»: the object of a gerund that takes nothing."""
    at = sentence.token_at(thing.start) - 1
    while at >= 0 and sentence.tokens[at].word:
        if any(r.pos == "GRND" for r in readings(sentence.tokens[at].lower)[:1]):
            return not any(t.first <= at < t.last and t.event == "seizure" for t in triggers)
        at -= 1
    return False


MADE_FROM = pattern(
    r"\b(?:прекурсоров|сырья|реактивов|химикатов|реагентов)\sна\s(?:(?:ещ[её]|около|почти|более|свыше)\s)*$|"
    r"\bдля (?:производства|изготовления|выпуска|варки|синтеза)\s(?:(?:ещ[её]|около|почти|более|свыше|не менее)\s)*$",
    re.IGNORECASE,
)
"""«сырьё для производства 400 кг мефедрона»: it was not there yet."""


SHARE = pattern(r"(?:%|процент\w*)\s(?:от\s)?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
"""«захвачено 25–30% героина»: a share is no thing."""
THE_REST = pattern(r"\bостальн(?:ое|ая|ую|ые)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
"""«остальное составляет марихуана»"""
