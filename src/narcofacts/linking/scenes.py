"""Where things happened: the places of sentences that can be a scene, and how places lie inside one another."""

from __future__ import annotations

import re

from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.gazetteer import gazetteer
from narcofacts.mentions.model import GazetteerPlace, PlaceMention
from narcofacts.mentions.place_context import AGENCY_AFTER
from narcofacts.nlp.morph import readings
from narcofacts.text.letters import lowered

EVENT_PLACES = ("places.gazetteer", "places.head", "places.tagger", "places.heading")
SETTLEMENTS = ("city", "town")
DWELLINGS = (*SETTLEMENTS, "village", "other")
"""Where people live; `other` are places that no list has."""
SCENE_PREPOSITIONS = frozenset(
    {"через", "в", "во", "на", "под", "близ", "около", "возле", "у", "недалеко", "вблизи", "при", "по"}
)
DATELINE = pattern(r"\s*[А-ЯЁ][А-ЯЁ -]{2,30}[.,]|\s*[А-ЯЁ][а-яё-]{2,20}\.\s+\d{1,2}\s+[а-я]+")
TITLE = pattern(r"\s*(?:[–—-]\s(?![а-яё])|,\s[А-ЯЁ][\w-]+(?:\s[–—-]\s|\.)|$)")
"""«Ташкент, Узбекистан – …», «Хабаровск, АиН.»; not «Шымкент – изъято 12 кг»."""
OCCASION = pattern(
    r"\s+(?:[\w-]+\s+){0,2}(?:прош|состоял|провел|проход|открыл|собрал)\w*\s+(?:[\w-]+\s+){0,3}"
    r"(?:коллеги|заседани|брифинг|совещани|конференц|форум|встреч|семинар|пресс-)",
    re.IGNORECASE,
)
"""«В Иванове прошла коллегия»: where people met."""
FILED = pattern(r"[.,]\s+\d{1,2}(?: [а-я]+|\.\d\d)|\s?/[\w«». -]{2,30}/")
AT_HOME = pattern(
    r"\b(?:во дворе|в доме|в квартире|на участке|в огороде|на огороде|на подворье|в гараже|в жилище|в сарае|"
    r"в подвале|в погребе|в бане|в теплице|в хозпостройке|на чердаке|дома у|на даче у|"
    r"по месту жительства)\s+[^.,;]{0,45}$",
    re.IGNORECASE,
)
INTENDED = keyed(r"\b(?:хотел|планировал|намеревал|собирал|рассчитывал|предполагал)\w*\s[^.,;]{0,50}$")
"""«хотел продать её в Казахстане»: where nothing happened."""
MEDIA = ("интерфакс", "sputnik", "спутник", "тасс", "риа", "tengri", "казинформ")
DOLLARS = pattern(r"доллар\w*\s+$", re.IGNORECASE)
LEAVING = pattern(
    r"\b(?:(?:на|при) (?:выезде|въезде)|недалеко|неподал[её]ку|в окрестностях)\s+(?:из|от|в)?\s*(?:\w+\s+)?$"
    r"|\bв\s(?:[\w,]+\s){0,2}(?:километр\w*|метр\w*|мил(?:я|и|ь|ях|ю|ям))\s(?:[\w-]+\s){0,2}от\s(?:\w+\s){0,2}$"
    r"|\bв\s[\d,]+\sк?м\sот\s(?:\w+\s)?$"
    r"|\bу\s(?:[\w-]+\s)?(?:берегов|побережья)\s$",
    re.IGNORECASE,
)
"""«недалеко от Орска», «в трёх километрах от села Хучни», «у берегов Сицилии»"""
RANK = {
    "country": 0,
    "region": 1,
    "city": 3,
    "district": 4,
    "town": 4,
    "village": 5,
    "station": 5,
    "port": 5,
    "airport": 5,
    "border_post": 5,
    "other": 5,
}


FILED_HEAD = pattern(
    r"\W*(?:\([\w.]{2,20}\)\s*)?(?:[А-ЯЁ][\w-]+,?\s+){1,3}(?:\d{1,2} [а-я]+[,.]?\s*)?"
    r"(?:\([^()\n]{2,30}\)|/[^/\n]{2,40}/|«[^»\n]{2,30}»\.?|[А-ЯЁ]{3,}\.)\s*[–—-]{1,2}\s"
    r"|\s*\([А-ЯЁ][\w-]+,\s[^()\n]{3,50}\)\s?[.–—-]"
    r"|\s*(?:\([\w.]{2,20}\)\s*)?[А-ЯЁ][\w-]+,\s(?:г\.\s?)?[А-ЯЁ][\w-]+,\s\d{1,2} [а-я]+"
)
"""«Самара, Россия (ВолгаИнфо) — …», «(Уфа, 17 мая, «Урал-пресс»). …», «Азербайджан, Баку, 4 апреля /корр. Trend/»."""
HEAD_PARAGRAPHS = 5


def is_dateline(text: str, sentence: Annotated, place: PlaceMention) -> bool:
    """Whether the place only tells where the report was filed: «ДУШАНБЕ. В первом полугодии …»."""
    start = sentence.sentence.start
    if sentence.sentence.first and sentence.sentence.paragraph < HEAD_PARAGRAPHS:
        head = FILED_HEAD.match(text, start)
        if head is not None and place.start < head.end():
            return True
    if sentence.sentence.paragraph > 1:
        return False  # «Шымкент. По требованию прокурора …»: a heading inside a round-up
    if place.start <= start + 1 and place.case == "nomn" and TITLE.match(text, place.end, sentence.sentence.end):
        return True
    return (
        place.start <= start + 1
        and DATELINE.match(text, start) is not None
        and text[place.end : place.end + 1] in (".", ",")
    )


def _filed(text: str, end: int) -> bool:
    """Whether a day or an agency behind a place tells that the report was filed there."""
    return bool(FILED.match(text, end) or AGENCY_AFTER.match(text, end))


WORKPLACES = ("border_post", "airport", "station")


def homes_in(sentence: Annotated) -> list[PlaceMention]:
    """The towns and villages where those live of whom a sentence tells."""
    homes = [p for p in sentence.places if p.rule == "places.residence" and p.form == "name"]
    return [p for p in homes if p.place.kind in DWELLINGS]


def homes_at_head(sentence: Annotated) -> list[PlaceMention]:
    """Those of the people with whom a sentence opens: «Жительница села Дергачи уверяла …»."""
    return [p for p in homes_in(sentence) if p.start - sentence.sentence.start < 40]


def event_places(text: str, sentence: Annotated) -> list[PlaceMention]:
    """The places of a sentence where something can have happened: no routes, homes, agencies, borders or datelines."""
    if sentence.event_places is None:
        sentence.event_places = _event_places(text, sentence)
    return sentence.event_places


def _event_places(text: str, sentence: Annotated) -> list[PlaceMention]:
    # «12 тысяч долларов США» tells no place
    skipped = [p for p in sentence.places if p.rule not in EVENT_PLACES]
    return [
        p
        for p in sentence.places
        if not DOLLARS.search(text[max(0, p.start - 12) : p.start])
        and not INTENDED.search(lowered(text), sentence.sentence.start, p.start)
        and not p.place.name.lower().startswith(MEDIA)
        and not (text[p.start - 1 : p.start] == "(" and any(0 < p.start - q.end <= 2 for q in skipped))
        and (
            p.rule in EVENT_PLACES
            or (p.rule == "places.residence" and AT_HOME.search(text[max(0, p.start - 70) : p.start]))
            or (p.rule == "places.route" and LEAVING.search(text[max(0, p.start - 50) : p.start]))
            or (p.rule == "places.route" and p.place.kind == "border_post" and p.preposition in ("на", "в", "через"))
            or (p.rule in ("places.route", "places.residence") and THERE_TAKEN.match(text, p.end))
            # «полицейские контрольно-пропускного пункта «Ачикулак»»: they work where they are posted
            or (p.rule == "places.in_agency" and p.place.kind in WORKPLACES and p.form == "name")
            or (p.rule == "places.dateline" and sentence.sentence.paragraph > 1 and not _filed(text, p.end))
        )
        and not (p.preposition == "" and p.case == "gent" and not _of_a_scene(text, p.start))
        and p.form in ("name", "capital", "road", "adjective")
        and not _leads_away(text, p)
        and not is_dateline(text, sentence, p)
        and not OCCASION.match(text, p.end)
        and not IN_CUSTODY.search(text, max(sentence.sentence.start, p.start - 50), p.start)
        and not _in_title(text, p)
        and not _of_record(text, sentence, p)
        and not _in_name(sentence, p)
    ]


THERE_TAKEN = pattern(
    r"(?:, где|\.\s(?:Там|Здесь|Тут))\s(?:[\w-]+\s){0,4}"
    r"(?:задержа|арестова|изъя|наш[лёе]|обнаруж|взяли|пойма|ликвидир)\w*"
)
"""«выехали в Гродно, где задержали поставщика», «Следы привели в Тараз. Там нашли 12 кг»: where the way ended."""


def _in_name(sentence: Annotated, place: PlaceMention) -> bool:
    """«операция «Дети России»», «акция «Безопасная Астана»»: a word of what a campaign, a shop or a group is called."""
    return any(name.type is not None and name.start <= place.start < name.end for name in sentence.names)


def _of_record(text: str, sentence: Annotated, place: PlaceMention) -> bool:
    """«крупнейший на сегодня объём наркотиков в Европе»: a part of the world of which something is the record."""
    if place.place.kind != "region" or place.place.country is not None:
        return False
    return LARGEST.search(text, max(sentence.sentence.start, place.start - 70), place.start) is not None


LARGEST = pattern(r"\b(?:крупнейш|рекордн|сам\w{2,3} (?:крупн|больш))\w+", re.IGNORECASE)


IN_CUSTODY = pattern(
    r"\b(?:водвор|помещ|помест|достав|заключ|содерж)\w+\s(?:\w+\s){0,2}(?:в|во)\s(?:\w+\s)?"
    r"(?:ивс|сизо|изолятор\w*|камеру|следственн\w+ изолятор\w*)\s[^.,;]{0,14}$",
    re.IGNORECASE,
)
"""«водворён в ИВС Араванского района»: where people are held, not where they were taken."""


def _leads_away(text: str, place: PlaceMention) -> bool:
    """Whether a preposition tells a way and no scene: «до Омска», «через Орск»; not «на выезде из Орла»."""
    away = (
        place.preposition in AWAY
        or (place.preposition == "через" and place.place.kind not in HUBS and not HUB.match(text, place.start))
        or (place.preposition == "за" and place.case != "ablt")
    )
    return away and not LEAVING.search(text[max(0, place.start - 50) : place.start])


AWAY = frozenset({"из", "до", "к", "ко", "от", "с", "со", "для"})
HUBS = ("border_post", "airport", "port")
HUB = pattern(r"(?:аэропорт|порт|пункт|пост|кпп)\b", re.IGNORECASE)
"""«через аэропорт Хельсинки»: the town's name stands for what has a name of its own."""


def _in_title(text: str, place: PlaceMention) -> bool:
    """«ИА «Сибирь сегодня»»: the first word of a name in quotes."""
    return text[place.start - 1 : place.start] in ("«", '"', "“") and WORD_BEHIND.match(text, place.end) is not None


WORD_BEHIND = pattern(r"\s[\w-]+(?:\s[\w-]+)?[»\"”]")


def _of_a_scene(text: str, start: int) -> bool:
    """Whether a bare genitive hangs on a phrase of place («на территории Омской области»), or on no preposition at all
    («полиция Алматы»); not «с видом Вроцлава»."""
    before = text[max(0, start - 60) : start]
    before = pattern(r"[.,;:!?()\n—–]").split(before)[-1]
    before = ONE_OF.sub(" ", before)
    if LED_BY.search(before) or HIDING.search(before) or HISTORY.search(before):
        return False
    if (way := WAY.search(before)) is not None and not ARRIVED.search(before) and not _locative(way[2]):
        return way[1] is not None and _area(way[1]) and not any(r.animate for r in readings(way[2]))
    if LEAVING.search(text[max(0, start - 60) : start]):
        return True  # «в 60 километрах от побережья провинции Уэльва»
    found = pattern(
        r"(?:^|\s)(в|во|на|под|близ|около|возле|у|вблизи|с|со|из|к|ко|о|об|для|до|от|за|по|при|через|без|про)\s"
    ).findall(" " + before.lower())
    return not found or found[-1] in SCENE_PREPOSITIONS


def _locative(word: str) -> bool:
    """Whether a word can stand in the case of place, as «в порту» and unlike «в порт»."""
    return any(r.case in LOCATIVES or r.pos != "NOUN" for r in readings(word))


def _area(word: str) -> bool:
    """«в районе вокзала Тараза»: whether a word is a noun in the case of place, on which the next hangs."""
    return any(r.pos == "NOUN" and r.case in LOCATIVES for r in readings(word))


LOCATIVES = ("loct", "loc2")
WAY = pattern(r"\b(?:[Вв]|[Вв]о|[Нн]а)\s(?:([а-яё-]+)\s)?([а-яё]+)\s$")
ARRIVED = pattern(
    r"\b(?:при|по) \w+[еи]\s|\b(?:прибы|въе[хз]|прилет|заех|вош[её]?л|приземл|за[шх]|проник|приех)\w*"
    r"|\b(?:нагрян|ворвал|вломил)\w*",
    re.IGNORECASE,
)
"""«груз шёл в пригороды Бангкока» tells a way; «прибыл в порт Одессы» a scene"""
LED_BY = pattern(r"\bпод (?:кураторств|руководств|контрол|управлени|эгид|надзор|начал)\w+\s$", re.IGNORECASE)
"""«под кураторством Киева»"""
HIDING = pattern(r"\b(?:находится|скрывается|скрылся|проживает|живет|живёт) в ", re.IGNORECASE)
"""«Организатор находится в одной из стран Ближнего Востока»"""
HISTORY = pattern(r"\bв\s(?:новейшей\s)?истории\s$", re.IGNORECASE)
"""«самая крупная конфискация в истории Азии»"""
ONE_OF = pattern(r"\b(?:одной|одном|одного|одну|один|нескольких|каждом|каждой) из\b", re.IGNORECASE)
"""«в одной из гостиниц Абакана»"""
HARBOUR = pattern(
    r"\s+(?:(?:международн|морск|речн|железнодорожн|грузов)\w+\s+)?(?:аэропорт|порт|вокзал)(?:у|е|а)\b"
    r"|\s+(?:ночн\w+\s+)?(?:клуб|отел|гостиниц|ресторан|кафе|пригород|рынк|базар|гаражн)\w*"
)
"""«в Тбилисском международном аэропорту», «В московских ночных клубах»: the adjective of a town names the scene."""


def opening_place(text: str, sentence: Annotated) -> PlaceMention | None:
    """The place that a sentence sets as its scene, before or right behind its first predicate."""
    tokens = sentence.tokens
    if not tokens:
        return None
    limit = tokens[min(len(tokens) - 1, 11)].end
    if sentence.predicates:
        limit = min(limit, tokens[sentence.predicates[0]].start) if sentence.predicates[0] > 1 else limit
    found = event_places(text, sentence)
    for place in found:
        if place.start > limit:
            break
        if place.form == "adjective" and not (place.preposition and HARBOUR.match(text, place.end)):
            continue
        if (
            place.preposition in SCENE_PREPOSITIONS
            or place.start <= sentence.sentence.start + 2
            or (place.case == "gent" and place.preposition == "")
        ):
            return most_specific([p for p in found if p.start - place.end < 40], place)
    return None


def inside(one: GazetteerPlace, two: GazetteerPlace) -> bool:
    """Whether `one` lies inside `two` and is not the same."""
    if one.name == two.name and one.kind == two.kind:
        return False
    if one.country is None and one.region is None and not one.id:
        return (
            RANK.get(two.kind, 5) <= 4
            and one.kind != two.kind
            and one.kind
            in (
                *(("city",) if two.kind in ("region", "country") else ()),
                *(("region",) if two.kind == "country" else ()),
                "village",
                "district",
                "town",
                "other",
                "station",
                "border_post",
                "port",
                "airport",
            )
        )
    if two.kind == "country":
        return one.country == two.country and one.kind != "country"
    if not one.region or one.region != two.region:
        return False
    if two.kind == "region":
        return one.kind != "region"
    if two.kind == "district":  # which village lies in which district is not known, but by the words themselves
        return one.kind in ("station", "border_post", "other")
    if two.kind == "city":
        # a district of the gazetteer lies in a city only where the city is a region of its own
        own_region = two.region is not None and gazetteer().by_id(two.region.lower()) is None
        return (
            (one.kind == "district" and own_region)
            or (one.kind == "airport" and _near(one, two))
            or (one.kind in ("port", "station") and two.name in one.name)
        )
    return False


def _near(one: GazetteerPlace, two: GazetteerPlace) -> bool:
    """Whether an airport can be that of a town: half a degree apart at most, where both points are known."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return True
    return abs(one.lat - two.lat) < 0.6 and abs(one.lon - two.lon) < 1.2


def nested(one: GazetteerPlace, two: GazetteerPlace) -> bool:
    """Whether the places may be one scene: the same, or one inside the other."""
    same = one.name == two.name and (one.region == two.region or not one.region or not two.region)
    return same or inside(one, two) or inside(two, one)


NEAR = 90
"""How far from a town, in letters, a village that no list knows may stand to be taken as lying in it."""


def most_specific(places: list[PlaceMention], near: PlaceMention) -> PlaceMention:
    """The one place nested deepest inside `near`; `near` itself if several compete."""
    deeper = [
        p
        for p in places
        if _lies_within(p, near)
        or (inside(p.place, near.place) and (p.place.id or p.place.region or abs(p.start - near.start) < _reach(p)))
    ]
    names = {p.place.name for p in deeper}
    if not deeper:
        return near
    if len(names) == 1:
        return deeper[0]
    deepest = [p for p in deeper if not any(_lies_within(q, p) or inside(q.place, p.place) for q in deeper)]
    if len({p.place.name for p in deepest}) == 1:
        return deepest[0]
    return next((p for p in deepest if _lies_within(p, near)), near)


def _reach(place: PlaceMention) -> int:
    """«В Крыму сотрудники управления … задержали в Симферопольском районе»: a district may stand further off."""
    return 2 * NEAR if place.place.kind == "district" else NEAR


def _lies_within(one: PlaceMention, two: PlaceMention) -> bool:
    """«в селе Ивановка Биробиджанского района», «Под Киевом в Борисполе»: the words themselves tell it."""
    if two.preposition == "под" and one.preposition in ("в", "во") and 0 < one.start - two.end <= 4:
        return one.place.kind in DWELLINGS
    return (
        0 < two.start - one.end <= 2
        and two.case == "gent"
        and not two.preposition
        and two.place.kind in ("district", "region")
        and one.place.kind in DWELLINGS
        and one.form == "name"
    )
