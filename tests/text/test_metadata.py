"""The date line at the head of an article, and its title."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.text.metadata import date_alone, find_head, find_title

MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]

HEADS = [
    # (text, date, where the body begins)
    (" date 2025-12-04 Прокурор области отчитался о работе", "2025-12-04", "Прокурор"),
    ("date 2025-12-04 24 человека задержаны за сутки", "2025-12-04", "24 человека"),
    ("date 2025-12-04\nПолиция отчиталась", "2025-12-04", "Полиция"),
    ("Дата публикации: 04.12.2025\nПолиция отчиталась", "2025-12-04", "Полиция"),
    ("2025-12-04\r\n\r\nПолиция отчиталась", "2025-12-04", "Полиция"),
    ("2025-12-04 Полиция отчиталась", "2025-12-04", "Полиция"),
    ("2025-12-04 12 кг гашиша изъяли", "2025-12-04", "12 кг"),
    ("2025-12-04T18:31:00+05:00 Полиция отчиталась", "2025-12-04", "Полиция"),
    ("2025-12-04 18:31 Полиция отчиталась", "2025-12-04", "Полиция"),
    ("27 мая 2025\nПолиция отчиталась", "2025-05-27", "Полиция"),
    ("27\u00a0мая\u00a02025\nПолиция отчиталась", "2025-05-27", "Полиция"),
    ("2 декабря 2011 года\n\nПолиция отчиталась", "2011-12-02", "Полиция"),
    ("2 дек. 2011 г.\n\nПолиция отчиталась", "2011-12-02", "Полиция"),
    ("Среда, 27 мая 2025\n«Полиция» отчиталась", "2025-05-27", "«Полиция»"),
    ("18:31, 27 мая 2025\nполиция отчиталась", "2025-05-27", "полиция"),
    ("27 мая 2025, 18:31\nПолиция отчиталась", "2025-05-27", "Полиция"),
    ("27 мая 2025 в 18:31 | Полиция отчиталась", "2025-05-27", "Полиция"),
    ("27 мая 2025 18:31 24 человека задержаны", "2025-05-27", "24 человека"),
    ("27 мая 2025 Полиция отчиталась", "2025-05-27", "Полиция"),
    ("27 мая 2025 г. | Полиция отчиталась", "2025-05-27", "Полиция"),
    ("04.12.2025\rПолиция отчиталась", "2025-12-04", "Полиция"),
    ("4.12.2025 – Полиция отчиталась", "2025-12-04", "Полиция"),
    ("\ufeff\n  04.12.2025 г.\nПолиция отчиталась", "2025-12-04", "Полиция"),
]

BODIES = [
    "25 мая 2025 года в Шымкенте задержали курьера",
    "25 мая 2025 г. в Шымкенте задержали курьера",
    "25 мая 2025 года Айдаров вышел из дома",
    "25 мая 2025 года, около 18:00, полиция остановила машину",
    "25 мая 2025 года в 18:31 в Шымкенте задержали курьера",
    "25 мая 2025, в воскресенье, задержали курьера",
    "25.05.2025 в Шымкенте задержали курьера",
    "25.05.2025-27.05.2025 прошла операция",
    "25 мая в Шымкенте задержали курьера",
    "В Шымкенте 25 мая 2025 года задержали курьера",
    "АСТАНА, 17 мая. Полиция задержала курьера",
    "12.5 кг гашиша изъяли",
    "2025 год начался с задержаний",
    "2025-02-30 Полиция отчиталась",
    "31.02.2025\nПолиция отчиталась",
    "29 февраля 2025\nПолиция отчиталась",
    "32 мая 2025\nПолиция отчиталась",
    "10.20.2025\nПолиция отчиталась",
    "",
]


@pytest.mark.parametrize(("text", "published", "body"), HEADS)
def test_a_date_line_at_the_head_tells_the_date_and_is_no_body(text, published, body):
    head = find_head(text)
    assert head.published == dt.date.fromisoformat(published)
    assert text[head.body_start :].startswith(body)


@pytest.mark.parametrize("text", BODIES)
def test_a_date_in_the_first_sentence_or_an_impossible_one_is_no_head(text):
    assert find_head(text).published is None
    assert find_head(text).body_start == 0


def test_a_date_alone_below_the_title_tells_the_date_and_stays_in_the_body():
    head = find_head("Курьера задержали в Таразе\r\n27 мая 2025, 18:31\r\n\r\nСегодня полиция остановила машину.")
    assert (head.published, head.body_start) == (dt.date(2025, 5, 27), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Хроника\n1 мая 2025\nЗадержан курьер.\n2 мая 2025\nЗадержан второй.",
        "Курьера задержали\nВ Таразе остановили машину.\n27 мая 2025\nКонец.",
        "Курьера задержали\n27 мая 2025 года в Таразе остановили машину.",
    ],
)
def test_dates_further_down_are_not_dates_of_publication(text):
    assert find_head(text).published is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_reads_back_in_every_form(date):
    worded = f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    for form in (date.isoformat(), f"{date:%d.%m.%Y}", worded, f"{worded} года", f"9:05, {worded}", f"{worded}, 19:05"):
        text = f"{form}\nПолиция отчиталась"
        assert find_head(text).published == date
        assert text[find_head(text).body_start :] == "Полиция отчиталась"
        assert date_alone(form) == date


@given(st.text(alphabet="0123456789.:-, \r\n\ufeffгoмаяTdate|—2025я", max_size=40))
def test_heads_of_any_text_lie_inside_it(text):
    head = find_head(text)
    assert 0 <= head.body_start <= len(text)
    find_title(text, head.body_start)


def test_the_title_is_the_first_line_that_reads_as_a_headline():
    assert find_title("\nКурьера задержали в Таразе\r\n\r\nПолиция остановила машину.") == "Курьера задержали в Таразе"
    assert find_title("**Курьера задержали!**\nПолиция остановила машину.") == "Курьера задержали!"
    assert find_title("27 мая 2025\nКурьера задержали\nТекст.", 12) == "Курьера задержали"


@pytest.mark.parametrize(
    "text",
    [
        "Курьера задержали в Таразе",
        "Полиция остановила машину.\nВ ней нашли гашиш.",
        "Полиция остановила машину, в которой\nнашли гашиш, и задержала водителя.",
        "Задержан курьер и ещё " + "очень " * 40 + "много людей\nПолиция остановила машину.",
        "12345\nПолиция остановила машину.",
        "\n\n",
    ],
)
def test_a_sentence_or_a_lone_line_is_no_title(text):
    assert find_title(text) is None
