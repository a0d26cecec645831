"""Places and dates of records: what the record's own sentence tells, else what its case tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.event_dates import remembers
from narcofacts.linking.scenes import (
    RANK,
    SCENE_PREPOSITIONS,
    SETTLEMENTS,
    event_places,
    homes_at_head,
    homes_in,
    inside,
    most_specific,
    nested,
)
from narcofacts.mentions.annotate import AnnotatedText
from narcofacts.mentions.model import PlaceMention
from narcofacts.text.letters import lowered

TOWNS = ("city", "town", "district", "village")
DISTRICTS = frozenset(
    {
        *("Октябрьский", "Октябрьск", "Советский", "Советск", "Ленинск", "Ленинский", "Первомайский", "Первомайск"),
        *("Заводской", "Железнодорожный", "Кировск", "Кировский", "Киров", "Калинин", "Дзержинск", "Дзержинский"),
        *("Центральный", "Южный", "Северный", "Восточный", "Западный", "Приморск", "Приморский", "Московский"),
    }
)
"""Towns that are called as a district of any city is: «Октябрьского РОВД» is of no town of that name."""


def case_places(article: AnnotatedText, case: Case) -> list[PlaceMention]:
    """The places of a case: those of its sentences with facts, and the scene that opened it; each name once."""
    result: list[PlaceMention] = []

    def add(place: PlaceMention) -> None:
        if not any(p.place.name == place.place.name for p in result):
            result.append(place)

    def searched(sentence: SentenceFacts) -> bool:
        info = sentence.sentence.sentence
        low = lowered(article.text)
        return not info.headline and SEARCHES.search(low, info.start, info.end) is not None

    for sentence in _telling_where(article, case) if case.scope == "event" else ():
        for place in event_places(article.text, sentence.sentence):
            if place.preposition in SCENE_PREPOSITIONS or place.case == "gent":
                add(place)
    first = next((i for i, s in enumerate(case.sentences) if s.any), 0)
    opening = {
        id(s) for s in (case.sentences[0], *case.sentences[max(0, first - 1) : first])
    }  # «… В Сатпаеве нашли пакет. Внутри …»
    below = False  # whether a sentence of the body tells a place
    for sentence in [*case.sentences, *case.headlines]:
        found = event_places(article.text, sentence.sentence)
        scene = sentence.scene if sentence.any or not case.told or id(sentence) in opening else None
        scene = scene or sentence.setting
        where = sentence.any or searched(sentence)
        for place in found:
            if not where and scene is None:
                continue
            together = scene is not None and (
                nested(place.place, scene.place)
                or (place.case == "gent" and not place.preposition and 0 < place.start - scene.end <= 2)
            )  # «в селе Новопавловка Сокулукского района»
            alike = (
                scene is not None and place.preposition == scene.preposition and place.place.kind == scene.place.kind
            )
            if not where and place is not scene and not together and not (alike and sentence.setting is scene):
                continue
            if (
                place.preposition in SCENE_PREPOSITIONS
                or place.form == "road"
                or place.case in ("gent", "loct")
                or place in (sentence.scene, sentence.setting)
                or place.form == "adjective"
                or _explains(article.text, place, result)
            ):
                add(place)
                below = below or not sentence.sentence.sentence.headline
    if case.rule == "cases.person" and not result:
        for place in homes_at_head(case.sentences[0].sentence)[:1]:
            add(place)
    if case.area is not None and (case.scope == "total" or not result):
        add(case.area)
    if not result or (not below and case.scope == "event"):
        for place in _spare_places(article, case):
            if not result or inside(place.place, result[0].place):  # «На границе в области …» is the headline's
                add(place)
    if case.scope == "event" and all(p.place.kind in ("country", "region") for p in result):
        home = _home(article, case)
        if home is not None and not result:
            add(home)
        elif home is not None and inside(home.place, result[0].place):
            around = result[0].place
            lies = replace(home.place, country=around.country, region=around.region)  # a village that no list has
            add(home if home.place.id else replace(home, place=lies))
    return result


def _telling_where(article: AnnotatedText, case: Case) -> list[SentenceFacts]:
    """The sentences of a case that say where it happened: «Это произошло в районе села Гиска»."""
    low = lowered(article.text)
    infos = ((s, s.sentence.sentence) for s in case.sentences)
    return [
        s
        for s, info in infos
        if HAPPENED.search(low, info.start, info.end) or (not s.any and KEPT_AT.search(low, info.start, info.end))
    ]


def scene_told(article: AnnotatedText, case: Case) -> PlaceMention | None:
    """The place of which a sentence says that it happened there, if it is no wider than a district."""
    for sentence in _telling_where(article, case):
        if sentence.sentence.sentence.headline:
            continue
        told = [p for p in event_places(article.text, sentence.sentence) if p.preposition in SCENE_PREPOSITIONS]
        narrow = [p for p in told if p.place.kind not in ("region", "country")]
        if narrow:
            return most_specific(narrow, narrow[0])
    return None


HOMES = keyed(
    r"\b(?:на (?:своем |приусадебном |дачном )?(?:участке|огороде|чердаке|подворье)"
    r"|(?:в|во) (?:своем |его |ее )?(?:доме|дворе|сарае|гараже|погребе|подвале|теплице|огороде|жилище|бане)"
    r"|по месту жительства|дома у|надворных постройках|хозпостройк\w+|домовладени\w+)\b"
)
"""«на чердаке летней кухни», «по месту жительства»: at the home of whoever is told of."""


def _home(article: AnnotatedText, case: Case) -> PlaceMention | None:
    """«58-летний житель села Жариково …, на чердаке нашли марихуану»: the one place where somebody told of lives, if
    the case was at a home."""
    told = [s.sentence for s in case.sentences]
    low = lowered(article.text)
    if not any(HOMES.search(low, s.sentence.start, s.sentence.end) for s in told):
        return None
    homes = [p for s in told for p in homes_in(s)]
    deepest = [p for p in homes if not any(inside(q.place, p.place) for q in homes)]
    return deepest[0] if len({p.place.name for p in deepest}) == 1 else None


def _explains(text: str, place: PlaceMention, told: list[PlaceMention]) -> bool:
    """«в Кутаиси (регион Имерети)»: what stands in brackets behind a place."""
    return bool(told) and text[place.start - 2 : place.start] == " (" and 0 < place.start - told[-1].end <= 2


HAPPENED = keyed(
    r"\b(?:это|вс[её]|инцидент|задержани\w+|случай|событи\w+|операция|спецоперация) (?:произош|случил|прош|состоял)\w+"
    r"|\b(?:произош|случил)\w+ (?:это|вс[её]|инцидент|задержани\w+)\b"
)
"""«Случилось это на дороге возле посёлка Расцвет»: where it was."""
KEPT_AT = keyed(
    r"\b(?:(?:мешк|тайник|схрон|св[её]рт|пакет|сумк|груз|парти|наркотик|марихуан|гашиш|зель|веществ)\w*|их|е[её])"
    r" (?:[\w-]+ ){0,2}(?:нашли|нашёл|нашел|нашла|найден\w*|обнаруж\w+|хран\w+|прятал\w*|спрята\w+|лежал[аи]?)\b"
    r"|\b(?:посадк|плантаци|посев|кусты|растени|теплиц|лаборатори|производств|притон|склад)\w* (?:[\w-]+ ){0,3}"
    r"(?:располага|располож|находил|размеща|размест|оборудова)\w+"
    r"|\b(?:хранил|прятал|спрятал|держал)[аи]? (?:е[её]|его|их|наркотик\w*|марихуан\w+|гашиш|сырь[её]|зелье)\b"
)
"""«Мешки нашли в степи близ села Уланбель», «Посадки располагались в лесу у села Берикей», «Он хранил её в гараже в
Жезказгане»: the spot of goods told before."""
SEARCHES = keyed(
    r"\b(?:обыск|рейд|досмотр|спецопераци|контрольн\w+ закупк)\w*"
    r"|\b(?:операци|мероприяти)\w+ (?:был\w? )?(?:прош|провод|провел|провед)"
    r"|\b(?:прош|провод|провел|провед)\w+ (?:[\w-]+ ){0,3}(?:операци|мероприяти)"
)
"""«Обыски прошли в Жалагаше, Кызылорде и Байконуре»: where an operation was."""


def _spare_places(article: AnnotatedText, case: Case) -> list[PlaceMention]:
    """Where no fact tells its place: what other sentences of the case tell, else the town of the police or of the
    home."""
    every = [*case.sentences, *case.headlines]
    told = [
        p
        for s in every
        if not remembers(article.text, s)
        for p in event_places(article.text, s.sentence)
        if p.preposition in SCENE_PREPOSITIONS and p.form != "adjective"
    ]
    if told:
        best = most_specific([p for p in told if nested(p.place, told[0].place)], told[0])
        around = [p for s in every for p in event_places(article.text, s.sentence) if 0 < p.start - best.end <= 2]
        return [best, *(p for p in around if p.case == "gent" and not p.preposition)]

    def only(rule: str, kinds: tuple[str, ...]) -> list[PlaceMention]:
        found = [p for s in every for p in s.sentence.places if p.rule == rule and p.place.kind in kinds]
        found = [p for p in found if not (p.place.id or "").startswith("x-")]
        found = [p for p in found if p.form != "adjective" or p.place.name not in DISTRICTS]
        return found[:1] if len({p.place.name for p in found}) == 1 else []

    if seats := only("places.in_agency", TOWNS):
        return seats
    regions = only("places.in_agency", ("region",))
    homes = [p for p in only("places.residence", TOWNS) if p.form == "name"]
    # «изъяли у жителя Рыбинска, рассказали в УМВД по Ярославской области»
    return [p for p in homes if any(inside(p.place, region.place) for region in regions)] or regions


def main_place(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The main place of a case: the most specific one inside the first that it tells."""
    if not places:
        return None
    return most_specific(list(places), places[0])


def own_place(article: AnnotatedText, sentence: SentenceFacts, start: int) -> PlaceMention | None:
    """The most specific place of the fact's own clause, else of its sentence before the fact."""
    annotated = sentence.sentence
    every = event_places(article.text, annotated)
    found = [p for p in every if p.form != "adjective"] or [p for p in every if p.preposition in ("в", "на")]
    if not found:
        return None
    # «На КПП «Маштаково» при выезде из Казахстана»
    found = [p for p in found if p.preposition != "из"] or found
    clause = annotated.clause_of(start)
    same = [p for p in found if annotated.clause_of(p.start) == clause]
    if (next_of_row := _of_next_amount(article.text, found, start)) is not None:
        return next_of_row
    if same:
        after = [p for p in same if p.start >= start and p.start - start < 40 and p.preposition in SCENE_PREPOSITIONS]
        before = [p for p in same if p.start < start]
        near = after[0] if after and not before else before[-1] if before else same[0]
        return most_specific(same, near)
    before = [p for p in found if p.start < start]
    return most_specific(before, before[-1]) if before else None


JOINED = pattern(r"\s?(?:,|,?\s(?:и|а|а также))(?:\s[а-яё]+)?\s")
OF_AMOUNT = pattern(r"[^,;:()]{1,60}")


def _of_next_amount(text: str, places: Sequence[PlaceMention], start: int) -> PlaceMention | None:
    """«изъяли 4 кг гашиша в Таразе и 6 кг марихуаны в Шымкенте»: the place right behind what is told right behind the
    place of something else."""
    before = next((p for p in reversed(places) if p.end <= start), None)
    after = next((p for p in places if p.start >= start), None)
    if before is None or after is None or after.preposition not in SCENE_PREPOSITIONS:
        return None
    joined = JOINED.fullmatch(text, before.end, start) and OF_AMOUNT.fullmatch(text, start, after.start)
    return most_specific([p for p in places if p.start >= after.start], after) if joined else None


BETWEEN = pattern(r"\s?(?:,|,? и|, а также)\s(?:(?:в|во|на)\s)?(?:\w+\s)?")


def _row_of(text: str, sentence: SentenceFacts, own: PlaceMention) -> list[PlaceMention]:
    """The places that stand in a row with that of a record: «В Тверской, Рязанской и Тульской областях изъято 440 кг»;
    none if it stands alone."""
    row: list[PlaceMention] = []
    for place in event_places(text, sentence.sentence):
        alike = row and place.place.kind == row[-1].place.kind and not nested(place.place, row[-1].place)
        if not (alike and BETWEEN.fullmatch(text, row[-1].end, place.start)):
            if own in row:
                break
            row = []
        row.append(place)
    return row if len(row) > 1 and own in row else []


def _around(text: str, sentence: SentenceFacts, last: PlaceMention) -> PlaceMention | None:
    """«в Амгинском и Намском районах Якутии»: the place in which a row lies, told behind it."""
    behind = (p for p in event_places(text, sentence.sentence) if 0 < p.start - last.end <= 2 and not p.preposition)
    return next((p for p in behind if p.place.kind in ("region", "country")), None)


def recent_place(article: AnnotatedText, case: Case, sentence: int) -> PlaceMention | None:
    """The scene set last in the case up to a sentence: «В гараже в Уральске …», then what was found there."""
    result: PlaceMention | None = None
    paragraph = -1  # in which it stands
    site: PlaceMention | None = None  # of what was shut down
    held_there = False  # whether only people were taken at the last scene
    for facts in case.sentences:
        if facts.sentence.sentence.index > sentence:
            break
        if facts.sentence.sentence.index == sentence and site is not None and held_there:
            info = facts.sentence.sentence
            if facts.seizures and not facts.arrests and info.first and info.paragraph != paragraph:
                return site  # «Лаборатория в Маевке … В аэропорту задержали ещё одного. ¶ Изъято 23 кг»
        found = [
            p
            for p in event_places(article.text, facts.sentence)
            if p.form in ("name", "capital", "road")
            and (p.preposition in SCENE_PREPOSITIONS or p is facts.scene or (p.case == "gent" and not p.preposition))
        ]
        if facts.setting is not None:
            best = facts.setting
        elif found and (facts.any or (facts.scene is not None and facts is case.sentences[0])):
            near = found[0] if facts.scene is None or facts.scene not in found else facts.scene
            best = most_specific(found, near)
        else:
            continue
        # of a post that no list has nobody knows in which district it lies
        lost = result is not None and not (result.place.region or result.place.country)
        info = facts.sentence.sentence
        elsewhere = info.first and info.paragraph != paragraph and best.place.kind in SETTLEMENTS
        nowhere = lost and (best.place.kind == "district" or elsewhere)
        if result is None or nowhere or not inside(result.place, best.place):
            result, paragraph = best, info.paragraph
            held_there = bool(facts.arrests) and not facts.seizures
            if facts.case.dismantled and best.place.kind in SETTLEMENTS:
                site = site or best
    return result


def _headline_town(article: AnnotatedText, case: Case) -> PlaceMention | None:
    """The one town, post or district that the headline of a case names: «Актау: партия не дошла до закладок»."""
    told = [
        p
        for s in case.headlines
        for p in event_places(article.text, s.sentence)
        if p.form == "name" and p.place.kind not in ("country", "region", "other")
    ]
    return told[0] if len({p.place.name for p in told}) == 1 else None


NEXT_SCENE = keyed(r"\W*(?:также|кроме того|(?:в )?(?:этот|тот) же день|ещ[её] |позже|затем|на следующий день|через )")


def _of_next_scene(article: AnnotatedText, case: Case, place: PlaceMention, start: int) -> bool:
    """«… у него изъяли 100 граммов. В этот же день в селе Могойтуй изъято 650 граммов»: a scene told after a record,
    with goods of its own."""
    for sentence in case.sentences:
        info = sentence.sentence.sentence
        if info.start <= place.start < info.end and info.start > start:
            match = NEXT_SCENE.search(lowered(article.text), info.start, min(info.start + 40, info.end))
            return bool(sentence.seizures) and match is not None and match.start() == info.start
    return False


def place_for(
    article: AnnotatedText,
    case: Case,
    sentence: SentenceFacts | None,
    start: int,
    places: Sequence[PlaceMention],
    scene: PlaceMention | None,
) -> PlaceMention | None:
    """The place of a record: its sentence's, else the scene set last, else the case's one place; then as specific as
    the case allows. `places` are all of the case, `scene` is where it says that it happened."""
    main = main_place(places)
    if case.area is not None and (case.scope == "total" or main is None):
        main = case.area
    chosen = own = None
    if sentence is not None and not sentence.sentence.sentence.headline:
        own = own_place(article, sentence, start)
        row = _row_of(article.text, sentence, own) if own is not None else []
        if row and (around := _around(article.text, sentence, row[-1])) is not None:
            return around
        if own is not None and case.scope == "event" and own.place.kind in SETTLEMENTS and own.form == "name":
            return own  # «При обысках в Улан-Удэ найдены …»: no village told elsewhere
        chosen = own or recent_place(article, case, sentence.sentence.sentence.index)
        if chosen is not None and case.scope == "total" and case.area is not None:
            paragraph = sentence.sentence.sentence.paragraph
            first = bisect_left(article.sentences, paragraph, key=lambda s: s.sentence.paragraph)
            if chosen.start < article.sentences[first].sentence.start:
                chosen = None  # a new paragraph is of the whole area again
    if chosen is None and case.scope == "event" and (main is None or main.start > start):
        headline = _headline_town(article, case)
        if headline is not None:
            return headline  # a place told only after the record is another scene
        if main is not None and main is not case.area and _of_next_scene(article, case, main, start):
            return None
    chosen = chosen or main
    if chosen is None or case.scope == "total":
        return chosen
    if chosen.place.kind in ("region", "country") and scene is not None and inside(scene.place, chosen.place):
        return scene  # «В Волгоградской области задержали … Инцидент произошёл на посту «Чапурниковский»»
    if RANK.get(chosen.place.kind, 5) <= 4:
        if own is not None and sentence is not None and own.place.kind != "country":
            # «В Наманганской области в «Нексии» нашли 3,7 кг опия. … Ещё 2 кг – дома у сообщника в Чусте»
            places = [p for p in places if p.start < sentence.sentence.sentence.end]
        return most_specific(list(places), chosen)
    return chosen
