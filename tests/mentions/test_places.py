"""Places: a phrase and the names, rules and forms that it must give."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.errors import LexiconError
from narcofacts.mentions.endings import adjective_nominative, inflected, paradigms
from narcofacts.mentions.gazetteer import gazetteer
from narcofacts.mentions.model import PlaceMention
from narcofacts.mentions.name_endings import likely_nominative
from narcofacts.mentions.place_index import COLUMNS, PlaceIndex
from narcofacts.mentions.places import home_country, places

KINDS = {"country", "region", "city", "town", "village", "district", "border_post", "station", "port", "airport"}


def names(text: str, home: str | None = "KZ") -> list[str]:
    return [mention.place.name for mention in places(text, (), home)]


def only(text: str, home: str | None = "KZ") -> PlaceMention:
    found = places(text, (), home)
    assert len(found) == 1, [text[m.start : m.end] for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("партию нашли в Шымкенте", "Шымкент"),
        ("обыски прошли в Караганде", "Караганда"),
        ("дом под Уральском", "Уральск"),
        ("в Усть-Каменогорске", "Усть-Каменогорск"),
        ("в Ростове-на-Дону", "Ростов-на-Дону"),
        ("в Петропавловске-Камчатском", "Петропавловск-Камчатский"),
        ("в Череповце", "Череповец"),
        ("под Орлом ничего, в Орле всё", "Орёл"),
        ("в Химках", "Химки"),
        ("у Житикары", "Житикара"),
        ("в Одинцово", "Одинцово"),
        ("в Одинцове", "Одинцово"),
        ("В КАРАГАНДЕ ИЗЪЯТО", "Караганда"),
        ("в Алма-Ате", "Алматы"),
        ("в Нур-Султане", "Астана"),
        ("под Москвой", "Москва"),
        ("в Подмосковье", "Московская область"),
        ("в США", "США"),
        ("в ФРГ", "Германия"),
        ("в КНР", "Китай"),
        ("в Республике Казахстан", "Казахстан"),
        ("в Каспийском море", "Каспийское море"),
        ("в Мельбурне", "Мельбурн"),
    ],
)
def test_a_name_in_any_case_is_told_in_the_nominative(text: str, name: str) -> None:
    assert names(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("в Жетысуской области", ["область Жетысу"]),
        ("в области Абай", ["область Абай"]),
        ("в Улытау", ["область Улытау"]),
        ("в ВКО, ЗКО и СКО",
         ["Восточно-Казахстанская область", "Западно-Казахстанская область", "Северо-Казахстанская область"]),
        ("в ЮКО", ["Туркестанская область"]),
        ("в Алматинской и Туркестанской областях", ["Алматинская область", "Туркестанская область"]),
        ("в Северо-Казахстанской — 12 кг", ["Северо-Казахстанская область"]),
        ("из Северо-Казахстанской, Абайской и Жамбылской областей",
         ["Северо-Казахстанская область", "область Абай", "Жамбылская область"]),
        ("в Хабаровском крае", ["Хабаровский край"]),
        ("в районе имени Лазо", ["район имени Лазо"]),
        ("в Бостандыкском районе города Алматы", ["Бостандыкский район", "Алматы"]),
        ("в Чеченской Республике", ["Чеченская Республика"]),
    ],
)  # fmt: skip
def test_regions_and_districts_are_told_with_their_head_word(text: str, told: list[str]) -> None:
    assert names(text) == told


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("на станции Шу", "Шу", "station"),
        ("в порту Курык", "Курык", "port"),
        ("в аэропорту Кольцово", "Кольцово", "airport"),
        ("в аэропорту Алматы", "Алматы", "city"),
        ("на пункте пропуска «Кордай»", "Кордай", "border_post"),
        ("на посту ДПС «Тестовый»", "Тестовый", "border_post"),
        ("на пункте пропуска автомобильного сообщения «Сырым»", "Сырым", "border_post"),
        ("в селе Узынагаш", "Узынагаш", "village"),
        ("в посёлке Слобожанское", "Слобожанское", "village"),
        ("в селе Нововыдуманке", "Нововыдуманка", "village"),
        ("в селе Выдумское", "Выдумское", "village"),
        ("в селе Выдумском", "Выдумское", "village"),
        ("в микрорайоне Выдумгуль", "микрорайон Выдумгуль", "other"),
        ("в Выдумском районе", "Выдумский район", "district"),
        ("в Дёмском районе", "Дёмский район", "district"),
    ],
)
def test_a_head_word_makes_a_place_even_of_an_unknown_name(text: str, name: str, kind: str) -> None:
    mention = only(text)
    assert (mention.place.name, mention.place.kind) == (name, kind)
    assert text[mention.start : mention.end].lower() in text.lower()


def test_a_post_without_a_row_takes_the_country_of_the_settlement_of_its_name() -> None:
    mention = only("на посту «Бейнеу»")
    assert (mention.place.id, mention.place.kind, mention.place.country) == ("", "border_post", "KZ")


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("на трассе Бейнеу — Актау", "трасса Бейнеу — Актау", "KZ"),
        ("дорога Екатеринбург – Челябинск", "дорога Екатеринбург — Челябинск", "RU"),
        ("на перегоне Шу – Отар", "перегон Шу — Отар", "KZ"),
        ("на 58-м километре автодороги Алматы – Бишкек", "автодорога Алматы — Бишкек", None),
    ],
)
def test_a_road_is_one_place_named_by_its_ends(text: str, name: str, country: str | None) -> None:
    mention = only(text)
    assert (mention.form, mention.place.name, mention.place.country) == ("road", name, country)


@pytest.mark.parametrize(
    ("text", "home", "name"),
    [
        ("трое задержаны в столице", "KZ", "Астана"),
        ("трое задержаны в столице", "KG", "Бишкек"),
        ("в мегаполисе нашли склад", "KZ", "Алматы"),
        ("в южной столице", "KZ", "Алматы"),
        ("в северной столице", "RU", "Санкт-Петербург"),
        ("в столичном аэропорту", "KZ", "Астана"),
    ],
)
def test_the_capital_is_that_of_the_articles_country(text: str, home: str, name: str) -> None:
    assert only(text, home).place.name == name


def test_the_capital_of_a_named_country_is_that_countrys() -> None:
    assert names("в столице Кыргызстана", "KZ") == ["Бишкек", "Кыргызстан"]


@pytest.mark.parametrize(
    "text", ["в столице нашли склад", "в республике", "столицы мира", "из соседней страны", "на юге"]
)
def test_words_for_places_without_a_name_are_none_when_nothing_tells_them(text: str) -> None:
    assert names(text, None) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("сообщили в УМВД по Омской области", "places.in_agency"),
        ("департамент полиции Акмолинской области", "places.in_agency"),
        ("МВД Казахстана", "places.in_agency"),
        ("Новосибирский областной суд", "places.in_agency"),
        ("житель Тараза", "places.residence"),
        ("уроженка Самарканда", "places.residence"),
        ("карагандинец", "places.residence"),
        ("минчанин", "places.residence"),
        ("рейс из Дубая", "places.route"),
        ("направлялся в Караганду", "places.route"),
        ("предназначались для России", "places.route"),
        ("вылететь в Стамбул", "places.route"),
        ("гражданин России", "places.citizenship"),
        ("на границе с Китаем", "places.border"),
        ("за пределами Казахстана", "places.border"),
        ("судно под флагом Панамы", "places.citizenship"),
        ("с перегрузкой в Стамбуле", "places.route"),
        ("ст. 208 УПК Украины", "places.in_agency"),
        ("БОГОТА. Военные моряки", "places.dateline"),
        ("Барнаул. 11 февраля", "places.dateline"),
    ],
)
def test_the_words_before_a_name_say_that_nothing_happened_there(text: str, rule: str) -> None:
    assert only(text).rule == rule


@pytest.mark.parametrize(
    "text",
    ["задержан в Омске", "— Караганда. Две студентки", "прибыл в Павлодар", "при вылете из Алматы",
     "в порту Актау", "на юге Казахстана", "сотрудники КНБ в Актобе"],
)  # fmt: skip
def test_a_plain_place_keeps_a_plain_rule(text: str) -> None:
    assert only(text).rule in ("places.gazetteer", "places.head")


@pytest.mark.parametrize(
    "text",
    ["поезд Алматы — Петропавловск", "автобус Ташкент – Самара", "следовал из Бишкека в Омск",
     "граждане России и Узбекистана",
     "жители Астаны и Павлодара", "на границе Казахстана и Узбекистана"],
)  # fmt: skip
def test_what_is_said_of_the_first_name_is_said_of_the_second(text: str) -> None:
    rules = {mention.rule for mention in places(text, (), "KZ")}
    assert len(rules) == 1
    assert rules <= {"places.route", "places.citizenship", "places.residence", "places.border"}


def test_an_adjective_on_a_place_tells_where_it_is() -> None:
    hotel, near = places("сочинский отель, подмосковный Солнечногорск")[:2]
    assert (hotel.form, hotel.place.name) == ("adjective", "Сочи")
    assert (near.form, near.place.name) == ("adjective", "Московская область")


@pytest.mark.parametrize("text", ["афганский героин", "российский паспорт", "рубли и доллары", "таможенная граница"])
def test_an_adjective_on_a_thing_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Абай сказал слово",
        "на улице Абая",
        "Шар улетел",
        "Того же дня",
        "через реку Пяндж",
        "у Южного шоссе",
        "«Астана» сыграла",
        "В Омском филиале",
    ],
)
def test_everyday_words_streets_and_quoted_things_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("в городе Абай", "Абай"), ("г. Шар", "Шар"), ("в Рудном", "Рудный"), ("под Омском", "Омск")]
)
def test_an_ambiguous_name_counts_behind_a_head_word_or_a_preposition(text: str, name: str) -> None:
    assert only(text).place.name == name


def test_a_person_is_no_place() -> None:
    text = "Владимир Клинов был в Клину"
    assert [m.place.name for m in places(text, [(0, 15, "PER")], "RU")] == ["Клин"]


def test_a_name_that_only_the_tagger_saw_is_kept() -> None:
    text = "их нашли в Раменках"
    mention = places(text, [(11, 19, "LOC")], "RU")[0]
    assert (mention.rule, mention.place.name, mention.place.id) == ("places.tagger", "Раменки", "")


@pytest.mark.parametrize("text", ["На юге страны", "Азербайджанского врача", "из Даркнета"])
def test_what_the_tagger_took_for_a_place_must_look_like_a_name(text: str) -> None:
    assert places(text, [(0 if text[0] != "и" else 3, len(text), "LOC")]) == []


def test_a_homonym_is_ranked_by_the_region_told_beside_it() -> None:
    first = places("в Жамбылском районе Алматинской области", (), "KZ")[0]
    second = places("в Жамбылском районе Жамбылской области", (), "KZ")[0]
    assert (first.place.region, second.place.region) == ("KZ-19", "KZ-31")


def test_a_village_at_home_does_not_take_the_name_of_a_large_city() -> None:
    assert only("в Самаре").place.country == "RU"


def test_preposition_and_case_are_told_and_shared_in_a_list() -> None:
    found = places("в Твери, Вологде и Череповце", (), "RU")
    assert [(m.preposition, m.case) for m in found] == [("в", "loct")] * 3


def test_the_home_country_is_the_one_most_told_of() -> None:
    text = "В Шымкенте и Таразе изъяли партию, шедшую из Узбекистана."
    assert home_country(text, places(text), ()) == "KZ"
    assert home_country("Ничего не нашли.", (), ()) is None


def test_every_row_is_sound_and_finds_itself() -> None:
    gaz = gazetteer()
    ids = [row[0] for row in gaz.rows.values()]
    assert len(set(ids)) == len(ids)
    for index, row in gaz.rows.items():
        assert row[2] in KINDS
        assert all(cell == cell.strip() for cell in row)
        assert index in gaz.named(row[1]), row[1]
        assert not any("a" <= char.lower() <= "z" for char in row[1]), row[1]


@pytest.mark.parametrize(
    ("form", "gender", "nominative"),
    [
        ("Узунском", "m", "Узунский"),
        ("Алматинской", "f", "Алматинская"),
        ("Чуйского", "m", "Чуйский"),
        ("Чёрном", "n", "Чёрное"),
        ("Северных", "pl", "Северные"),
        ("Шымкент", "m", None),
    ],
)
def test_an_adjective_takes_the_gender_of_its_noun(form: str, gender: str, nominative: str | None) -> None:
    assert adjective_nominative(form, gender) == nominative


@given(st.sampled_from(["шымкент", "караганда", "россия", "казань", "сочи", "химки", "череповец", "иваново"]))
def test_a_nominative_is_a_form_of_itself(word: str) -> None:
    assert inflected(word, word) == "nomn"
    assert all(word.startswith(stem[:2]) for stem, _ in paradigms(word))


@given(st.text(alphabet='АБВГабвгдежз «»"-—.,:0123456789\nвЁёЁİШымкентобластирайонг.', max_size=80))
def test_any_text_gives_ordered_mentions_within_it(text: str) -> None:
    last = 0
    for mention in places(text, (), "KZ"):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


def test_a_page_of_text_takes_milliseconds() -> None:
    text = "В Шымкенте и Алматинской области задержаны трое жителей села Узынагаш, ехавших из Бишкека. " * 33
    places(text, (), "KZ")
    started = time.perf_counter()
    places(text, (), "KZ")
    assert time.perf_counter() - started < 0.1


def test_a_broken_table_is_refused_by_name_and_row() -> None:
    header = ",".join(COLUMNS)
    with pytest.raises(LexiconError, match="header"):
        PlaceIndex.of_table("id,name\nkz,Казахстан\n", "places.csv")
    with pytest.raises(LexiconError, match="row 2: 2 fields"):
        PlaceIndex.of_table(f"{header}\nkz,Казахстан\n", "places.csv")


@pytest.mark.parametrize(
    ("told", "nominative"),
    [
        ("Майкудуке", "Майкудук"),
        ("Пратамнаке", "Пратамнак"),
        ("Лошице", "Лошица"),
        ("Мотриле", "Мотриль"),
        ("Кобе", None),  # as many are indeclinable
        ("Косале", None),
        ("Бари", None),
    ],
)
def test_an_unknown_name_ends_as_most_names_with_its_last_letters(told: str, nominative: str | None) -> None:
    assert likely_nominative(told) == nominative


def test_the_tagger_s_name_stands_in_the_nominative() -> None:
    (place,) = places("Гашиш нашли в Майкудуке.", [(14, 23, "LOC")], None)
    assert place.place.name == "Майкудук"
