"""What statistics cover, and where a case is that says no more than «там же»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import counts_crimes
from narcofacts.linking.scenes import SETTLEMENTS, event_places, inside
from narcofacts.linking.statistics import HELD
from narcofacts.mentions.annotate import AnnotatedText
from narcofacts.mentions.gazetteer import gazetteer
from narcofacts.mentions.model import PlaceMention
from narcofacts.text.letters import lowered

SAME_PLACE = pattern(
    r"\b(?:там же|здесь же|тут же|(?:в|на) (?:этом|том|этой|той) же (?:таможенном |пограничном )?(\w+))\b",
    re.IGNORECASE,
)
KINDS_OF = {
    "пост": ("border_post",), "пункт": ("border_post",), "кпп": ("border_post",), "переход": ("border_post",),
    "аэропорт": ("airport",),
    "порт": ("port",), "вокзал": ("station",), "станц": ("station",), "город": ("city", "town"), "район": ("district",),
    "сел": ("village",), "посел": ("village", "town"), "област": ("region",), "регион": ("region",), "кра": ("region",),
    "дорог": ("other",), "трасс": ("other",),
}  # fmt: skip
"""«на том же посту»: what kinds of place the noun can mean, by its stem."""
COUNTRYWIDE = pattern(
    r"\b(?:по (?:всей )?стране|в стране|страны|в республике|по республике|республики)\b", re.IGNORECASE
)
REGIONWIDE = pattern(
    r"\b(?:в|по|этой|нашей|территори[ию]|пределах) (?:нашей |нашего |всей |всему |нашем |самой |самого |этой )?"
    r"(?:области|регион[аеу]|кра[еяю]|автономи[ию])\b"
    r"|\b(?:колони|учреждени|изолятор)\w+ (?:области|региона|края)\b",
    re.IGNORECASE,
)
THE_TOWN = pattern(r"\b(?:[Вв]|[Пп]о) (?:нашем |нашему |самом )?(город[еу]|аэропорт[уе])\b(?! [«\"А-ЯЁ])")
"""«Всего в аэропорту с начала года изъято …»: the one told of before"""


def area_of(
    article: AnnotatedText, case: Case, lead: Sequence[SentenceFacts], headlines: Sequence[SentenceFacts]
) -> PlaceMention | None:
    """What a total covers: a place of its own, «в стране», the area of an agency, the place of the case before.

    `lead`: sentences without facts that stand before it: «В регионе завершилась операция».
    """
    behind = False  # the facts
    for sentence in case.sentences:
        counted = sentence.any or counts_crimes(article.text, sentence.sentence)
        named = event_places(article.text, sentence.sentence)
        for place in named:
            near = (p for p in named if 0 < p.start - place.end < 25)
            if place.form == "adjective" and any(inside(p.place, place.place) for p in near):
                continue  # «в афганской провинции Гильменд»
            # «… в республике изъято 9,7 тонны. … Отметим, в Туркестанской области перевернулся автобус»
            if counted or (sentence.scene is place and not behind):
                return place
        behind = behind or counted
        agency = _of_agency(article.text, sentence) if counted else None
        if agency is not None and agency.place.kind == "region" and sentence is case.sentences[0]:
            return agency
    for sentence in [*case.sentences, *lead]:
        match = COUNTRYWIDE.search(article.text, sentence.sentence.sentence.start, sentence.sentence.sentence.end)
        if match and "республик" in match[0].lower():
            within = [
                p
                for s in article.sentences
                for p in s.places
                if p.start < match.start() and p.place.kind == "region" and "Республика" in p.place.name
            ]
            if within:
                return within[0]  # «Полицейские Бурятии … на территории республики»
            if article.home == "RU":
                own = _home_region(article, match.start(), match.end())  # «В Уфе нашли … В марте в республике изъяли»
                if own is not None and "Республика" in own.place.name:
                    return own
                continue
        row = gazetteer().by_id(article.home.lower()) if match and article.home else None
        country = gazetteer().place(row) if row is not None else None
        if match and country is not None:
            return PlaceMention(
                start=match.start(), end=match.end(), rule="cases.area", place=country, form="name", preposition="в"
            )
        region = REGIONWIDE.search(article.text, sentence.sentence.sentence.start, sentence.sentence.sentence.end)
        if region:
            known = [
                p for s in article.sentences for p in s.places if p.place.kind == "region" and p.start < region.start()
            ]
            if known:
                return known[0]
            home = _home_region(article, region.start(), region.end())
            if home is not None:
                return home
        same = SAME_PLACE.search(article.text, sentence.sentence.sentence.start, sentence.sentence.sentence.end)
        told = _told_last(article, sentence.sentence.sentence.index, same[1]) if same else None
        if told is not None:
            return told
        town = THE_TOWN.search(article.text, sentence.sentence.sentence.start, sentence.sentence.sentence.end)
        the_town = _only_one(article, town) if town else None
        if the_town is not None:
            return the_town
    for sentence in lead:
        held = HELD.search(lowered(article.text), sentence.sentence.sentence.start, sentence.sentence.sentence.end)
        for place in event_places(article.text, sentence.sentence):
            if place.preposition == "по" and place.place.kind in ("country", "region"):
                return place  # «Операция прошла по всей Украине. … задержаны 92 человека»
            if held and place.preposition in ("в", "на"):
                return place  # «В Костанайской области завершилось мероприятие. … Изъято 6 кг»
    if case.number == 0 or case.opening:
        for headline in headlines:
            found = event_places(article.text, headline.sentence)
            if found:
                return found[0]
    for place in event_places(article.text, case.sentences[0].sentence):
        if place.place.kind in ("country", "region"):
            return place  # «пресекла поставки в четырёх регионах Узбекистана. Всего изъято …»
    for sentence in case.sentences:
        for place in sentence.sentence.places:
            if place.rule != "places.border" or place.place.kind != "country" or place.place.country != article.home:
                continue
            outside = lowered(article.text).endswith(("за пределами ", "за пределы "), 0, place.start)
            if place.case == "gent" and not place.preposition and not outside:
                return place  # «на границе Беларуси изъято 1,4 тонны»
    for sentence in case.sentences:
        agency = _of_agency(article.text, sentence)
        if agency is not None:
            return agency
    return None


def _only_one(article: AnnotatedText, told: re.Match[str]) -> PlaceMention | None:
    """The one town, or airport, that is named before «в городе», «в аэропорту»; None if several are."""
    kinds = ("airport",) if told[1].lower().startswith("аэро") else ("city", "town")
    named = [
        p
        for s in article.sentences
        for p in s.places
        if p.start < told.start() and p.place.kind in kinds and p.rule not in ("places.route", "places.residence")
    ]
    return named[0] if len({p.place.name for p in named}) == 1 else None


def area_of_article(article: AnnotatedText, headlines: Sequence[SentenceFacts]) -> PlaceMention | None:
    """The country or region that a headline or the one agency of the article names: «В Эстонии растёт число посылок»,
    «замначальника УФСКН по Приморскому краю рассказал …»."""
    for headline in headlines:
        for place in event_places(article.text, headline.sentence):
            if place.place.kind in ("region", "country") and place.place.country == article.home:
                return place
    named = [p for s in article.sentences for p in s.places if p.rule == "places.in_agency"]
    regions = [p for p in named if p.place.kind == "region" and p.form == "name"]
    return regions[0] if len({p.place.name for p in regions}) == 1 else None


LOCAL = pattern(r"\s(?:по|на|в)\s[А-ЯЁ]|\s[«\"]")
"""«ОМВД России по Кунгурскому району», «МО МВД России «Ирбитский»»: a body of less than the country."""


def _of_agency(text: str, sentence: SentenceFacts) -> PlaceMention | None:
    """«УФСИН по Республике Мордовия»: the country or region in the name of an agency."""
    laws = sentence.sentence.laws  # «ст. 229.1 УК РФ» tells no place
    told = [
        place
        for place in sentence.sentence.places
        if place.rule == "places.in_agency"
        and (place.form != "adjective" or place.place.kind == "country")
        and place.place.kind in ("country", "region")
        and not any(law.start <= place.start < law.end for law in laws)
        and not (place.place.kind == "country" and LOCAL.match(text, place.end))
    ]
    # «управление службы Российской Федерации по контролю за наркотиками по Волгоградской области»
    by_region = [p for p in told if p.place.kind == "region" and p.preposition == "по"]
    return next(iter([*by_region, *told]), None)


def _home_region(article: AnnotatedText, start: int, end: int) -> PlaceMention | None:
    """«в области» at [start, end) where only towns were named before: the region of the first of them."""
    towns = [p for s in article.sentences for p in s.places if p.start < start and p.place.region]
    towns = [p for p in towns if p.rule not in ("places.route", "places.residence", "places.citizenship")]
    row = gazetteer().by_id((towns[0].place.region or "").lower()) if towns else None
    region = gazetteer().place(row) if row is not None else None
    if region is None or region.country != article.home:
        return None
    return PlaceMention(start=start, end=end, rule="cases.area", place=region, form="name", preposition="в")


STREET = pattern(
    r"\b(?:на|по|с) (?:[\w-]+ской )?(?:улице|улицу|ул|проспекте|переулке|бульваре|площади|набережной)\b"
    r"|\bв (?:[\w-]+ )?(?:переулке|микрорайоне)\b|\b(?:в|на окраине|в черте|в центре) город[еа]\b",
    re.IGNORECASE,
)


def town_of_street(article: AnnotatedText, case: Case) -> PlaceMention | None:
    """«На улице Гончарова»: a street of the town at the head of the article, else of the one told of last."""
    first = case.sentences[0].sentence.sentence.start
    if any(event_places(article.text, s.sentence) for s in case.sentences if s.any or s is case.sentences[0]):
        return None
    street = next(
        (
            match
            for s in case.sentences
            if s.any or s is case.sentences[0]
            if (match := STREET.search(article.text, s.sentence.sentence.start, s.sentence.sentence.end))
        ),
        None,
    )
    if street is None:
        return None
    heads = [
        p
        for s in article.sentences[:2]
        for p in s.places
        if p.place.kind in SETTLEMENTS and p.case == "nomn" and p.start <= s.sentence.start + 1
    ]
    told = [p for s in article.sentences for p in s.places if p.start < first and p.place.kind in SETTLEMENTS]
    told = [p for p in told if p.rule not in ("places.route", "places.citizenship")]
    found = heads[:1] or told[-1:]
    return found[0] if found else None


def same_place(article: AnnotatedText, case: Case) -> PlaceMention | None:
    """«В том же порту», «там же»: the place told of last before the case."""
    for sentence in case.sentences[:2]:
        info = sentence.sentence.sentence
        match = SAME_PLACE.search(article.text, info.start, info.end)
        if match and not any(
            p.start < info.end for s in case.sentences[:1] for p in event_places(article.text, s.sentence)
        ):
            return _told_last(article, info.index, match[1])
    return None


def _told_last(article: AnnotatedText, index: int, noun: str | None) -> PlaceMention | None:
    """The place told of last before a sentence; of the kind of `noun` («на том же посту») if one was told."""
    before = [p for s in article.sentences if s.sentence.index < index for p in event_places(article.text, s)]
    kinds = next((kinds for stem, kinds in KINDS_OF.items() if noun and noun.lower().startswith(stem)), ())
    return next((p for p in reversed(before) if p.place.kind in kinds), before[-1] if before else None)
