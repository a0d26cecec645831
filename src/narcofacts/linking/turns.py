"""Turns to another case by a place, a person or words for one more."""

from __future__ import annotations

import re

from narcofacts.cached.patterns import pattern
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import said_at, said_in_words, says
from narcofacts.linking.people import same_name
from narcofacts.linking.reader import PASS, Reader
from narcofacts.linking.scenes import SETTLEMENTS, homes_at_head, most_specific
from narcofacts.linking.settings import heading
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import DateMention, GazetteerPlace

TAKEN_UP = 45
"""Letters at the head of a sentence in which words that take up the case count: «его» further on means somebody in
the sentence."""

TENS = 10
"""So many people are seldom those of one case."""
HEAD_OF = pattern(
    r"\W*(?:также|кроме того|помимо этого|в рамках друг\w+ (?:[\w-]+ )?(?:операции|мероприятия|дела|рейда)),?\s"
    r"(?:(?:\d{1,2}\s[а-я]+(?:\s\d{4}\sгода)?|в (?:тот|этот) же день"
    r"|в[о]?\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)),?\s)?"
    r"(?:(?:сотрудник|полицейск|оперативник|пограничник|таможенник)\w+\s(?:(?!в\s|во\s|на\s)[\w-]+\s){0,4})?"
    r"(?:в|во|на)\s(?:город[еа]\s|г\.\s?)?$",
    re.IGNORECASE,
)
"""«Также 21 мая в городе Ноокат был задержан 47-летний …»"""
WEEKDAY = pattern(r"\W*(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|выходные)\W*")


ON_THE_WAY = pattern(r"(?:На|При) (?:въезде|выезде|подъезде) (?:в|из|к) ?(?:[а-я]+ )?")
"""«На выезде из села Бирлик – пост»: where what follows happened."""
INDOORS = pattern(
    r"\b(?:в|во|на) (?:(?:его|ее|их|доме|квартире|комнате|сейфе) )?"
    r"(?:квартире|комнате|кухне|шкафу|чердаке|подвале|погребе|сарае|гараже|бане|холодильнике|диване|сейфе)\b"
)
"""«в шкафу – 1,2 килограмма»: what one home holds is no statistic."""


def first(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    if reader.current is None:
        return reader.open("event", "cases.first")
    narrower = sentence.scene is not None and sentence.scene.place.kind not in ("region", "country")
    parted = sentence.scene is None and any(f.part for f in sentence.seizures)  # «В общем объёме героин – 31,8 кг»
    info = sentence.sentence.sentence
    # «Осенью дали дойти до адресата конверту, где было 500 таблеток»
    dated = any(d.kind in ("day", "month", "season") and d.start - info.start < 4 for d in sentence.sentence.dates)
    # «Для сравнения: в 2012 году изъяли 3 тонны. ¶ За преступления … задержано 612 человек»
    tens = any(f.group is not None and (f.group.value or 0) >= TENS for f in sentence.arrests)
    undated = info.first and tens and not sentence.sentence.dates
    resumed = parted or undated or not (info.first or dated)
    if reader.current.comparison and len(reader.cases) > 1 and not narrower and resumed:
        return reader.cases[reader.cases.index(reader.current) - 1]
    if (
        reader.current.rule == "cases.abroad"
        and sentence.sentence.sentence.first
        and sentence.scene is None
        and reader.last_event is not None
    ):
        main = [c for c in reader.cases if c.rule != "cases.abroad" and c.scope == "event" and c.told]
        return main[-1] if main else PASS
    return PASS


def half(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«18 января нашли 6 кг, а 2 февраля в Поти – 270 кг»: another case within the sentence."""
    if not sentence.led_by or reader.current is None:
        return PASS
    if reader.current.scope == "total" and sentence.led_by == "place":
        return None
    return reader.open("event", "cases.half", background=reader.current.background)


def bullet(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """A list item that begins with a place is a case of its own, and so is what a weekday heads."""
    if _headed_item(sentence):
        places = reader.places_of(sentence.sentence)
        sentence.setting = most_specific(places, places[0]) if places else None
        if sentence.setting is not None:
            return reader.open("event", "cases.bullet")
    info = sentence.sentence.sentence
    listed = info.bullet and info.introducer is not None and sentence.scene is None and not _days(reader, sentence)
    if listed and reader.current is not None and reader.current.told and not sentence.arrests:
        return None  # «изъято 4,3 тонны, в том числе: • героина – 96 кг; …»
    if reader.current is not None and reader.current.told and WEEKDAY.fullmatch(reader.lower(sentence.sentence)):
        return reader.open("event", "cases.weekday")
    if (
        info.bullet
        and info.first
        and (
            sentence.scene is not None
            or (reader.digest and reader.current is not None and reader.current.rule == "cases.bullet")
        )
    ):
        return reader.open("event", "cases.bullet")
    listed = reader.current is not None and reader.current.rule == "cases.bullet" and reader.current.told
    town = any(p.place.kind in SETTLEMENTS for p in sentence.sentence.places)
    apart = listed and town and info.first and not info.bullet and not reader.takes_up(sentence.sentence)
    if apart and reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.after_bullets")  # «• В Жезказгане … ¶ Отдельно рассказали об Алматы»
    return PASS


def _headed_item(sentence: SentenceFacts) -> bool:
    """«• май, Красноярск. В конверте насчитали 96 марок ЛСД»: a list item that a month and a place head."""
    info = sentence.sentence.sentence
    short = info.bullet and info.first and info.end - info.start <= LONGEST_HEAD and not sentence.any
    told = sentence.sentence.people or sentence.sentence.quantities or sentence.sentence.predicates
    return short and not told and bool(sentence.sentence.places)


LONGEST_HEAD = 70
"""Letters that a month and a place at the head of a list item take."""


def _days(reader: Reader, sentence: SentenceFacts) -> bool:
    return any(d.kind in ("day", "month", "span") for d in sentence.sentence.dates)


def within_total(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """After statistics: a narrower place, a day or a single person opens a case."""
    current = reader.current
    if current is None or current.scope != "total":
        return PASS
    annotated = sentence.sentence
    info = annotated.sentence
    scene = sentence.scene
    person = any(u.ages or u.name for f in sentence.arrests if f.group is not None for u in f.group.units)
    person = person or (sentence.any and bool(annotated.ages))  # «изъяли у 34-летнего безработного»
    # «¶ 22-летний актюбинец проработал закладчиком меньше месяца. Полицейские взяли его …»
    one = info.first and len(annotated.ages) == 1 and len(annotated.ages[0].ages) == 1
    person = person or (one and not sentence.any and reader.facts_ahead(index, statistic=False))
    day = any(d.kind == "day" or (d.kind in ("month", "season") and d.start - info.start < 3) for d in annotated.dates)
    narrower = scene is not None and scene.place.kind not in ("country", "region")
    later = current.told and info.paragraph > max(s.sentence.sentence.paragraph for s in current.sentences if s.any)
    if later and sentence.seizures and INDOORS.search(reader.lower(annotated)):
        return reader.open("event", "cases.after_total")  # «¶ В квартире четверо. … В шкафу – 1,2 килограмма»
    if not current.told and not info.first and not (narrower and person):
        return None
    if says(reader.text, annotated, "apart") and reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.after_total")
    more = says(reader.text, annotated, "another") or says(reader.text, annotated, "next_of_sum")
    if more and (scene is not None or sentence.any or reader.facts_ahead(index, statistic=False)):
        return reader.open("event", "cases.after_total")
    if (
        info.first
        and (scene or sentence.setting) is not None
        and current.told
        and (sentence.any or reader.facts_ahead(index, statistic=False))
    ):
        return reader.open("event", "cases.after_total")
    at_head = scene is not None and scene.start - info.start < 4
    setting = sentence.setting.start if sentence.setting is not None else info.start
    on_the_way = current.told and not sentence.any and ON_THE_WAY.fullmatch(reader.text, info.start, setting)
    if on_the_way and reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.after_total")
    of_digest = reader.digest and current.opening and sentence.any and at_head
    if of_digest and scene is not None and scene.place.kind == "region" and not reader.tells_of(scene.place):
        return reader.open("event", "cases.after_total")  # «… Самые крупные случаи. В провинции Ван …»
    dated = info.first and current.opening and current.told and reader.day_at_head(sentence) is not None
    if dated and reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.after_total")  # «¶ 24 сентября на пост прибыл грузовик. … нашли 295 кг»
    if narrower and (day or person or at_head) and reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.after_total")
    if narrower and (day or person or sentence.any):
        return reader.open("event", "cases.after_total")
    if info.first and reader.last_event is not None and sentence.any and says(reader.text, annotated, "goes_on"):
        return reader.last_event
    if person or (day and sentence.any):
        return reader.open("event", "cases.after_total")
    if (
        info.first
        and scene is None
        and sentence.any
        and not current.opening
        and reader.last_event is not None
        and not sentence.case.dismantled
        and bool(sentence.arrests)
    ):
        return reader.last_event
    return None


def another(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«Ещё один случай …», «Накануне …», «Параллельно …»: one more case."""
    annotated = sentence.sentence
    assert reader.current is not None
    ready = reader.current.told and not reader.current.background
    ahead = sentence.any or reader.facts_ahead(index, statistic=False)
    if ready and ahead and says(reader.text, annotated, "other_case"):
        return reader.open("event", "cases.other_case")
    more = annotated.sentence.first and says(reader.text, annotated, "one_more")
    more = more or (reader.summed and says(reader.text, annotated, "next_of_sum"))
    if not (more or says(reader.text, annotated, "another")) or not reader.current.told:
        return PASS
    if reader.takes_up(annotated) or _of_the_same_net(reader, sentence):
        return PASS
    if sentence.any or reader.facts_ahead(index, statistic=False):
        scene = sentence.scene
        if (
            (scene is not None and not reader.known(scene.place))
            or annotated.sentence.first
            or "еще один" in reader.lower(annotated)[:12]
        ):
            return reader.open("event", "cases.another", background=reader.current.background)
    return PASS


def _of_the_same_net(reader: Reader, sentence: SentenceFacts) -> bool:
    """«… арестованы семь человек. … Тем временем в Сан-Паулу задержали владельца карьера»: people taken abroad in the
    paragraph of a seizure, with nothing taken there."""
    current, scene = reader.current, sentence.scene
    if current is None or scene is None or sentence.sentence.sentence.first or sentence.seizures:
        return False
    known = _countries(reader, current)
    alone = sentence.arrests and not sentence.case.dismantled and not sentence.sentence.dates
    return bool(alone and current.facts and current.arrests and known and scene.place.country not in known)


def abroad(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """A scene in another country than the case's is another case: «В Новосибирске сотрудники ФСБ задержали …»."""
    scene = sentence.scene
    assert reader.current is not None
    if scene is None or not sentence.any or not reader.current.told or scene.place.country is None:
        return PASS
    known = _countries(reader, reader.current)
    if not known and sentence.sentence.sentence.first:  # a case that tells no place lies where the one before does
        before = next((c for c in reversed(reader.cases) if c is not reader.current and c.told), None)
        known = _countries(reader, before) if before is not None else set()
    if (
        known
        and scene.place.country not in known
        and scene.preposition in ("в", "во", "на")
        and not reader.takes_up(sentence.sentence)
        and not _of_the_same_net(reader, sentence)
    ):
        return reader.open("event", "cases.abroad")
    return PASS


def _countries(reader: Reader, case: Case) -> set[str]:
    """The countries of the places that the sentences of a case with facts tell."""
    found = (p.place.country for s in case.sentences if s.any for p in reader.places_of(s.sentence))
    return {country for country in found if country is not None}


def place(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """A paragraph with another place at its head opens another case, unless it takes up the case told so far."""
    annotated = sentence.sentence
    info = annotated.sentence
    assert reader.current is not None
    if not (info.first or (_leads(reader, sentence) and sentence.scene is not None)):
        scene = sentence.scene
        if (
            heading(reader.text, sentence)
            and reader.current.told
            and scene is not None
            and not reader.tells_of(scene.place)
            and (sentence.any or reader.facts_ahead(index, statistic=False))
        ):
            return reader.open("event", "cases.heading")
        row = reader.digest or reader.summed
        also = scene is not None and HEAD_OF.fullmatch(reader.text, info.start, scene.start) is not None
        dated = _next_of_days(reader, sentence)
        near = scene is not None and (scene.start - info.start < (30 if row else 12) or also or dated)
        opens = (
            scene is not None
            and near
            and (
                scene.place.kind in ("region", "city", "town", "district")
                or ((row or also) and scene.place.kind != "country")
            )
        )
        if (
            scene is not None
            and opens
            and sentence.any
            and reader.current.told
            and (reader.places() or (reader.current.rule == "cases.other_case" and scene.start - info.start < 12))
            and not (
                reader.known(scene.place)
                and _lies_here(reader, sentence)
                and not (row and _others_taken(reader, sentence))
            )
            and not _sentenced(reader, sentence)
        ):
            taken_up = said_at(reader.text, annotated, "goes_on")
            if reader.digest or (row and (taken_up is None or taken_up > TAKEN_UP)):
                return reader.open("event", "cases.digest_sentence")
            if _own_story(reader, sentence) and not says(reader.text, annotated, "goes_on"):
                return reader.open("event", "cases.own_story")
            if (dated or also or _led_by_place(reader)) and not _goes_on(reader, sentence, also):
                return reader.open("event", "cases.parallel")
        return PASS
    scene = sentence.scene
    also = scene is not None and HEAD_OF.fullmatch(reader.text, info.start, scene.start) is not None
    goes_on = _goes_on(reader, sentence, also)
    if (
        scene is not None
        and reader.current.told
        and heading(reader.text, sentence)
        and not reader.tells_of(scene.place)
    ):
        return reader.open("event", "cases.heading")
    if reader.current.background and not goes_on and scene is None:
        return PASS
    if reader.current.background and sentence.any and goes_on and reader.last_event is not None and scene is None:
        return reader.last_event
    here = scene is not None and reader.known(scene.place) and _lies_here(reader, sentence)
    if scene is not None and (not here or _elsewhen(reader, sentence, scene.place)):
        if not reader.current.told:
            headed = all(heading(reader.text, s) for s in reader.current.sentences)
            return reader.open("event", "cases.place") if reader.digest and reader.places() and not headed else PASS
        if not reader.places() and not (reader.digest or reader.summed):
            return PASS
        taken_up = said_at(reader.text, annotated, "goes_on") if reader.summed else 0
        if reader.digest or not goes_on or (taken_up or 0) > TAKEN_UP:
            return reader.open("event", "cases.place")
    if scene is not None and not goes_on and _own_story(reader, sentence):
        return reader.open("event", "cases.own_story")
    if scene is None and (summed := _of_opening(reader, sentence)) is not None:
        return summed
    if reader.digest and reader.current.told and sentence.any and not goes_on and not _same_goods(reader, sentence):
        return reader.open("event", "cases.paragraph")
    if scene is None and not goes_on and _next_story(reader, sentence, index):
        return reader.open("event", "cases.own_story")
    return PASS


ANEW = pattern(r"\b(?:водител|мужчин)\w*")


def _goes_on(reader: Reader, sentence: SentenceFacts, also: bool) -> bool:
    """Whether the case told so far goes on. Behind «Кроме того, 5 июля в Шымкенте …» (`also`) a driver or a man is
    somebody else."""
    if not says(reader.text, sentence.sentence, "goes_on"):
        return False
    return not also or said_in_words(ANEW.sub(" ", reader.lower(sentence.sentence)), "goes_on")


def _of_opening(reader: Reader, sentence: SentenceFacts) -> Case | None:
    """«За 2023 год изъято … ¶ Арестовано имущество наркодилеров на 38 миллионов»: the opening total, of which a
    paragraph without a place and without people tells sums."""
    opening = next((c for c in reader.cases if c.opening), None)
    sums = [f for f in sentence.seizures if f.goods.category in ("property", "money", "crypto") and f.goods.money]
    taken = {f.action for f in sentence.seizures}
    told = sums and taken <= {"frozen", "confiscated"} and not (sentence.arrests or sentence.case.dismantled)
    named = any(d.kind == "day" for d in sentence.sentence.dates)
    return opening if reader.digest and told and not named else None


def _elsewhen(reader: Reader, sentence: SentenceFacts, place: GazetteerPlace) -> bool:
    """«В прошлом году … ¶ 14 ноября на пляж в Бетеллс-Бич вынесло 19 пакетов»: a place that no list has, months after
    all that the case tells."""
    date = reader.day_at_head(sentence)
    if date is None or date.kind != "day" or place.id or place.region or not sentence.any or reader.current is None:
        return False
    told = [d.first for s in reader.current.sentences for d in s.sentence.dates if d.first is not None]
    later = date.first is not None and bool(told) and (date.first - max(told)).days > MONTHS_LATER
    return later and not reader.tells_of(place)


MONTHS_LATER = 90


def _others_taken(reader: Reader, sentence: SentenceFacts) -> bool:
    """«В Джизакской области задержали троих. В Зааминском районе задержали мужчину»: whether others are taken in a
    place within that of the case, which has taken somebody itself."""
    assert reader.current is not None
    if sentence.scene is None or reader.tells_of(sentence.scene.place) or not reader.current.arrests:
        return False
    active = [f.group for f in sentence.arrests if f.group is not None and f.steps[-1].rule == "taken.active_object"]
    return any(not (u.both or u.subset) for group in active for u in group.units[:1])


def _same_goods(reader: Reader, sentence: SentenceFacts) -> bool:
    """«¶ Сараи подорвали, опий и героин сожгли»: nothing but what the case has told of, without an amount."""
    assert reader.current is not None
    told = {f.goods.substance for f in reader.current.facts if f.goods.value is not None}
    bare = [f.goods for f in sentence.seizures if f.goods.value is None and f.goods.money is None]
    return (
        bool(bare)
        and len(bare) == len(sentence.seizures)
        and all(g.substance in told for g in bare)
        and not (sentence.arrests or sentence.case.dismantled)
    )


def named(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«А. З. задержан в Москве. … ¶ 2 октября хоккеист Й. К. был задержан полицией Финляндии»: a paragraph that opens
    with a day and takes somebody of another name in another country."""
    current = reader.current
    assert current is not None
    date = reader.day_at_head(sentence) if sentence.sentence.sentence.first else None
    if date is None or date.kind != "day" or not current.told or current.scope != "event" or current.verdict:
        return PASS
    here = [u.name for f in sentence.arrests if f.group is not None for u in f.group.units if u.name]
    there = [u.name for f in current.arrests if f.group is not None for u in f.group.units if u.name]
    if not here or not there or any(same_name(one, two) for one in here for two in there):
        return PASS
    countries = {p.place.country for p in sentence.sentence.places} - {None}
    before = {p.place.country for s in current.sentences for p in s.sentence.places} - {None}
    if not countries or countries & before:
        return PASS
    if reader.takes_up(sentence.sentence) or says(reader.text, sentence.sentence, "goes_on"):
        return PASS
    return reader.open("event", "cases.named", background=current.background)


def person(reader: Reader, sentence: SentenceFacts, index: int) -> object:
    """«¶ Житель Кандыагаша, 23 лет, нашёл «работу» …» behind the case of somebody of another age, «¶ Жительница села
    Дергачи уверяла …» behind a case in another town: the next of those that an opening total counts."""
    annotated = sentence.sentence
    current = reader.current
    assert current is not None
    if not annotated.sentence.first or not reader.summed or not current.told or current.scope != "event":
        return PASS
    if reader.takes_up(annotated) or says(reader.text, annotated, "goes_on"):
        return PASS
    if not _of_another_age(current, annotated) and not _of_another_town(reader, annotated):
        return PASS
    if sentence.any or reader.facts_ahead(index, statistic=False):
        return reader.open("event", "cases.person", background=current.background)
    return PASS


def _of_another_age(case: Case, sentence: Annotated) -> bool:
    """Whether a sentence tells one age, and the case told so far others."""
    one = len(sentence.ages) == 1 and len(sentence.ages[0].ages) == 1
    told = {age for s in case.sentences for a in s.sentence.ages for age in a.ages}
    return one and bool(told) and not set(sentence.ages[0].ages) & told


def _of_another_town(reader: Reader, sentence: Annotated) -> bool:
    """Whether a sentence opens with somebody who lives in a town of which the case, in another, does not tell."""
    homes = homes_at_head(sentence)
    return bool(homes) and bool(reader.places()) and not any(reader.tells_of(p.place) for p in homes)


def _sentenced(reader: Reader, sentence: SentenceFacts) -> bool:
    """«Квартира в Екатеринбурге и два автомобиля конфискованы»: what a verdict takes belongs to its case."""
    assert reader.current is not None
    taken = {f.action for f in sentence.seizures}
    return bool(taken) and taken <= {"confiscated", "frozen"} and not sentence.arrests and bool(reader.current.arrests)


def _lies_here(reader: Reader, sentence: SentenceFacts) -> bool:
    """Whether a scene that no list has can be of the case told so far, by the other places that it stands with."""
    scene = sentence.scene
    if scene is None or scene.place.id or scene.place.region or not (reader.digest or reader.summed):
        return True
    located = [p.place for p in reader.places_of(sentence.sentence) if p.place.id or p.place.region]
    return not located or any(reader.known(place) for place in located)


def _leads(reader: Reader, sentence: SentenceFacts) -> bool:
    """Whether a sentence behind a lead-in begins one of a row of cases."""
    assert reader.current is not None
    return sentence.begins and (reader.digest or reader.summed) and reader.current.told


def _own_story(reader: Reader, sentence: SentenceFacts) -> bool:
    """Whether a paragraph opens with a place, a day and somebody new who is taken, after others were: «21 июня в
    селе … задержан 30-летний …»."""
    assert reader.current is not None
    info, scene = sentence.sentence.sentence, sentence.scene
    assert scene is not None
    also = HEAD_OF.fullmatch(reader.text, info.start, scene.start) is not None
    new = any(
        fact.group is not None
        and not any(u.anaphoric or u.both or u.subset for u in fact.group.units)
        and any(
            u.ages or u.birth_years or u.citizenship or u.residence or u.lemmas or (also and u.counted)
            for u in fact.group.units
        )
        for fact in sentence.arrests
    )
    day = any(d.kind == "day" and d.start - info.start < 40 for d in sentence.sentence.dates)
    day = day or reader.summed  # one of the cases that the opening total counts
    same = reader.tells_of(scene.place)
    if not (reader.digest or reader.summed) and says(reader.text, sentence.sentence, "days_later"):
        return False  # «Через два дня в Липецке задержали предполагаемого снабженца»
    return bool(reader.current.arrests) and new and day and not same and scene.start - info.start < 60


def _next_story(reader: Reader, sentence: SentenceFacts, index: int) -> bool:
    """«¶ Неудачей закончилась и поездка 33-летней луганчанки. 9 февраля её сняли с поезда на станции Россошь»: somebody
    of another age, whose day and place the next sentence tells."""
    assert reader.current is not None
    ages = [age for a in sentence.sentence.ages for age in a.ages]
    told = {age for s in reader.current.sentences for a in s.sentence.ages for age in a.ages}
    if sentence.any or len(ages) != 1 or ages[0] in told or not reader.current.arrests or index + 1 >= len(reader.body):
        return False
    behind = reader.body[index + 1]
    info = behind.sentence.sentence
    day = any(d.kind == "day" and d.start - info.start < 40 for d in behind.sentence.dates)
    if info.paragraph != sentence.sentence.sentence.paragraph or not behind.any or not day:
        return False
    return any(not reader.tells_of(p.place) for p in reader.places_of(behind.sentence))


def _next_of_days(reader: Reader, sentence: SentenceFacts) -> bool:
    """«2 декабря в Витебске задержан закладчик … 3 декабря в Гомеле изъято …»: whether a sentence opens with a day and
    a place, and the case told so far with another day or with a place alone."""
    current = reader.current
    day = _day_before_scene(sentence)
    if current is None or day is None or ONE_MORE.search(reader.lower(sentence.sentence)):
        return False
    first = next((s for s in current.sentences if s.any), None)
    told = _day_at_head(first) if first is not None else None
    same_day = SAME_DAY.match(reader.lower(sentence.sentence)) is not None
    if first is None or told is None:
        return first is not None and first.scene is not None and first.scene.start - first.sentence.sentence.start < 12
    return told.first != day.first or same_day


ONE_MORE = pattern(r"\bеще\b")
SAME_DAY = pattern(r"\W*в (?:тот|этот) же день\b")


def _day_at_head(sentence: SentenceFacts) -> DateMention | None:
    """The day that a sentence opens with: «2 декабря …», «Так, 28 ноября …»."""
    start = sentence.sentence.sentence.start
    return next((d for d in sentence.sentence.dates if d.kind == "day" and d.start - start < 6), None)


BEHIND = 12
"""Letters between a day and the place behind it: «3 декабря в городе Гомель»."""


def _day_before_scene(sentence: SentenceFacts) -> DateMention | None:
    """The day at the head of a sentence, if the scene stands right behind it."""
    day, scene = _day_at_head(sentence), sentence.scene
    return day if day is not None and scene is not None and 0 < scene.start - day.end <= BEHIND else None


def _led_by_place(reader: Reader) -> bool:
    """Whether all that the case tells opens with a place: «В Алматы изъято 5 кг. В Таразе изъято 6 кг», or the case is
    one of a row."""
    assert reader.current is not None
    if reader.current.rule in ("cases.other_case", "cases.parallel"):
        return True
    told = [s for s in reader.current.sentences if s.any]
    return bool(told) and all(s.scene is not None and s.scene.start - s.sentence.sentence.start < 12 for s in told)
