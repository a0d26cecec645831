"""Dates: a phrase, the day of publication, and the days that the phrase must give."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcofacts.mentions.dates import RULES, STEMS, _letters, _rows, _rules, dates
from narcofacts.text.letters import folded

PUBLISHED = dt.date(2025, 11, 6)  # a Thursday
MONTHS = [f"{stem}я" for stem in ("январ", "феврал")] + ["марта", "апреля", "мая", "июня", "июля", "августа"]
MONTHS += [f"{stem}бря" for stem in ("сентя", "октя", "ноя", "дека")]


def read(text: str, published: dt.date | None = PUBLISHED) -> list[tuple[str, str, str, str]]:
    """(text, first, last, kind) of each mention; "" for no day."""
    return [
        (text[m.start : m.end], m.first.isoformat() if m.first else "", m.last.isoformat() if m.last else "", m.kind)
        for m in dates(text, published)
    ]


@pytest.mark.parametrize(
    ("phrase", "first", "last", "kind"),
    [
        # days
        ("21 февраля 2025 года", "2025-02-21", "2025-02-21", "day"),
        ("21.02.25", "2025-02-21", "2025-02-21", "day"),
        ("21.02.2025", "2025-02-21", "2025-02-21", "day"),
        ("2025-02-21", "2025-02-21", "2025-02-21", "day"),
        ("5 ноября", "2025-11-05", "2025-11-05", "day"),
        ("7 ноября", "2024-11-07", "2024-11-07", "day"),
        ("29 февраля", "2024-02-29", "2024-02-29", "day"),
        ("19 авг", "2025-08-19", "2025-08-19", "day"),
        ("17 сен.", "2025-09-17", "2025-09-17", "day"),
        ("12 июня с.г.", "2025-06-12", "2025-06-12", "day"),
        ("утром 5 ноября", "2025-11-05", "2025-11-05", "day"),
        # several days
        ("в ночь с 21 на 22 февраля", "2025-02-21", "2025-02-22", "span"),
        ("в ночь с 31 на 1 ноября", "2025-10-31", "2025-11-01", "span"),
        ("в ночь с 31 декабря на 1 января", "2024-12-31", "2025-01-01", "span"),
        ("в ночь на 29 мая", "2025-05-28", "2025-05-29", "span"),
        ("в ночь на понедельник", "2025-11-02", "2025-11-03", "span"),
        ("минувшей ночью", "2025-11-05", "2025-11-06", "span"),
        ("этой ночью", "2025-11-05", "2025-11-06", "span"),
        ("за прошлую ночь", "2025-11-05", "2025-11-06", "span"),
        ("с 14 по 27 июля", "2025-07-14", "2025-07-27", "span"),
        ("с 28 декабря по 3 января", "2024-12-28", "2025-01-03", "span"),
        ("1–5 июня", "2025-06-01", "2025-06-05", "span"),
        ("28 и 29 мая", "2025-05-28", "2025-05-29", "span"),
        # months, seasons, years
        ("в марте", "2025-03-01", "2025-03-31", "month"),
        ("в декабре", "2024-12-01", "2024-12-31", "month"),
        ("в феврале прошлого года", "2024-02-01", "2024-02-29", "month"),
        ("в марте 2024 года", "2024-03-01", "2024-03-31", "month"),
        ("в начале сентября", "2025-09-01", "2025-09-10", "month"),
        ("в середине августа", "2025-08-11", "2025-08-20", "month"),
        ("в конце марта", "2025-03-21", "2025-03-31", "month"),
        ("в первой декаде октября", "2025-10-01", "2025-10-10", "period"),
        ("в первой половине октября", "2025-10-01", "2025-10-15", "month"),
        ("во второй половине 2024 года", "2024-07-01", "2024-12-31", "period"),
        ("весной", "2025-03-01", "2025-05-31", "season"),
        ("прошлой зимой", "2024-12-01", "2025-02-28", "season"),
        ("осенью прошлого года", "2024-09-01", "2024-11-30", "season"),
        ("летом 2023 года", "2023-06-01", "2023-08-31", "season"),
        ("в 2021 году", "2021-01-01", "2021-12-31", "year"),
        ("в 2021–2023 годах", "2021-01-01", "2023-12-31", "year"),
        ("в прошлом году", "2024-01-01", "2024-12-31", "year"),
        ("год назад", "2024-01-01", "2024-12-31", "year"),
        # counted from the day of publication
        ("вчера", "2025-11-05", "2025-11-05", "day"),
        ("накануне вечером", "2025-11-05", "2025-11-05", "day"),
        ("позавчера", "2025-11-04", "2025-11-04", "day"),
        ("вчера, 5 ноября", "2025-11-05", "2025-11-05", "day"),
        ("этим утром", "2025-11-06", "2025-11-06", "day"),
        ("сегодня вечером", "2025-11-06", "2025-11-06", "day"),
        ("минувшим вечером", "2025-11-05", "2025-11-05", "day"),
        ("минувшей ночью, 4 ноября", "2025-11-04", "2025-11-04", "day"),
        ("в четверг", "2025-11-06", "2025-11-06", "day"),
        ("в минувший четверг", "2025-10-30", "2025-10-30", "day"),
        ("во вторник, 4 ноября", "2025-11-04", "2025-11-04", "day"),
        ("на прошлой неделе", "2025-10-27", "2025-11-02", "span"),
        ("на этой неделе", "2025-11-03", "2025-11-09", "span"),
        ("в прошлом месяце", "2025-10-01", "2025-10-31", "month"),
        ("тремя днями ранее", "2025-11-03", "2025-11-03", "day"),
        ("неделю назад", "2025-10-30", "2025-10-30", "day"),
        # reporting periods
        ("за 10 месяцев", "2025-01-01", "2025-10-31", "period"),
        ("за 11 месяцев", "2024-01-01", "2024-11-30", "period"),
        ("за девять месяцев 2019 года", "2019-01-01", "2019-09-30", "period"),
        ("за последние два месяца", "2025-09-07", "2025-11-06", "period"),
        ("за первое полугодие", "2025-01-01", "2025-06-30", "period"),
        ("за полгода", "2025-01-01", "2025-06-30", "period"),
        ("за I квартал", "2025-01-01", "2025-03-31", "period"),
        ("за три квартала", "2025-01-01", "2025-09-30", "period"),
        ("за квартал", "2025-07-01", "2025-09-30", "period"),
        ("с января по сентябрь", "2025-01-01", "2025-09-30", "period"),
        ("в январе–ноябре", "2024-01-01", "2024-11-30", "period"),
        ("с июня 2020 года по апрель 2021-го", "2020-06-01", "2021-04-30", "period"),
        ("за минувшую неделю", "2025-10-27", "2025-11-02", "period"),
        ("за неделю", "2025-10-31", "2025-11-06", "period"),
        ("в этом году", "2025-01-01", "2025-11-06", "year"),
        ("за год", "2024-11-07", "2025-11-06", "period"),
        ("за минувшие сутки", "2025-11-05", "2025-11-06", "period"),
        ("за декаду", "2025-10-28", "2025-11-06", "period"),
        ("за последний месяц", "2025-10-07", "2025-11-06", "period"),
        ("за весь прошлый год", "2024-01-01", "2024-12-31", "period"),
        # up to now
        ("с начала года", "2025-01-01", "2025-11-06", "since"),
        ("с января", "2025-01-01", "2025-11-06", "since"),
        ("с 1 июня", "2025-06-01", "2025-11-06", "since"),
        ("стартовавшего 1 июня", "2025-06-01", "2025-11-06", "since"),
    ],
)
def test_phrase_gives_days(phrase: str, first: str, last: str, kind: str) -> None:
    for text in (phrase, f"Полиция сообщила: {phrase} изъят героин."):
        assert read(text) == [(phrase, first, last, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "ему 18 лет",
        "дежурят 24/7",
        "мода 2010-х годов",
        "версия 1.2.25.7",
        "адрес 192.168.10.11",
        "в 18:31",
        "31 февраля",
        "30.13.2025",
        "12 мая 1986 года рождения",
        "20 лет лишения свободы",
        "на улице 8 марта",
        "накануне выборов",
        "за неделю до суда",
        "минувшим утром",
        "тем же вечером",
        "перед этим днём он звонил",
        "в 2000 домов",
        "рейд «Мак-2025»",
        "ч. 3 ст. 297",
    ],
)
def test_no_date_in(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("5 ноября взяли курьера. Спустя два дня нашли склад", ("2025-11-07", "2025-11-07")),
        ("5 ноября взяли курьера. На следующий день нашли склад", ("2025-11-06", "2025-11-06")),
        ("5 ноября взяли курьера. В тот же день нашли склад", ("2025-11-05", "2025-11-05")),
        ("1 ноября взяли курьера. Тремя днями ранее нашли склад", ("2025-10-29", "2025-10-29")),
        ("В марте взяли курьера. Спустя два дня нашли склад", ("", "")),
        ("За 10 месяцев – 5 тонн, за аналогичный период 2023 года – 3", ("2023-01-01", "2023-10-31")),
        ("За 10 месяцев – 5 тонн, за тот же срок годом ранее – 3", ("2024-01-01", "2024-10-31")),
        ("За 10 месяцев – 5 тонн, годом ранее – 3", ("2024-01-01", "2024-10-31")),
        ("В 2023 году – 5 тонн, годом ранее – 3", ("2022-01-01", "2022-12-31")),
        ("5 ноября – 5 тонн, годом ранее – 3", ("2024-01-01", "2024-12-31")),
    ],
)
def test_second_date_counts_from_the_first(text: str, second: tuple[str, str]) -> None:
    assert read(text)[1][1:3] == second


@pytest.mark.parametrize("phrase", ["5 ноября", "в марте", "вчера", "с начала года", "за 10 месяцев", "в среду"])
def test_without_publication_a_relative_date_has_no_days(phrase: str) -> None:
    (mention,) = dates(phrase, None)
    assert (mention.first, mention.last, mention.relative) == (None, None, True)


def test_without_publication_an_absolute_date_has_days() -> None:
    assert read("5 мая 2024 года", None) == [("5 мая 2024 года", "2024-05-05", "2024-05-05", "day")]
    assert read("за 10 месяцев 2019 года", None)[0][1:3] == ("2019-01-01", "2019-10-31")
    assert read("с 1 июня 2024 года", None)[0][1:3] == ("2024-06-01", "")


def test_narrative_weeks_are_not_counted_from_publication() -> None:
    assert read("за три недели он заработал")[0][1:3] == ("", "")


def test_data_has_no_form_twice_and_is_folded() -> None:
    forms = [form for kind, _, forms in _rows() if kind not in STEMS for form in forms]
    assert len(forms) == len(set(forms))
    assert all(form == folded(form).strip() and form for form in forms)


def test_rule_names_are_unique() -> None:
    assert len({rule for rule, *_ in RULES}) == len(RULES)


def test_a_year_that_is_just_over_is_the_calendar_year() -> None:
    assert [(m.first, m.last) for m in dates("за год изъято", dt.date(2026, 1, 27))] == [
        (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    ]
    assert [(m.first, m.last) for m in dates("за год изъято", dt.date(2025, 12, 30))] == [
        (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    ]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)), st.dates(dt.date(1991, 1, 1), dt.date(2035, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_every_day_reads_back(day: dt.date, published: dt.date) -> None:
    told = f"{day.day} {MONTHS[day.month - 1]}"
    assert read(f"{told} {day.year} года", published)[0][1] == day.isoformat()
    assert read(f"{day:%d.%m.%Y}", published)[0][1] == day.isoformat()
    first = dates(told, published)[0].first
    assert first is not None
    assert first <= published
    assert (first.day, first.month) == (day.day, day.month)


PHRASES = """в на с по за ночь ранее 1 5 31 29 12 2024 2025 000 февраля мае год года недели недель прошлой т.г. , – .
до двух месяцев квартал начала том же назад спустя дня этой зимой среду накануне 21.02.25 İ"""
WORDS = st.sampled_from([*PHRASES.split(), "\n\n"])


@given(st.lists(WORDS, max_size=25), st.one_of(st.none(), st.dates()))
@settings(max_examples=300, deadline=None)
def test_any_words_give_ordered_spans_that_do_not_overlap(words: list[str], published: dt.date | None) -> None:
    text = " ".join(words)
    end = 0
    for mention in dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.first is None or mention.last is None or mention.first <= mention.last
        end = mention.end


def forms_by_letter() -> dict[str, list[str]]:
    """What each letter of the rules can stand for."""
    letters = _letters()
    table = {letters[kind]: forms for kind, _, forms in _rows() if kind in letters}
    table |= {letters["TY"]: ["т.г."], letters["BIRTH"]: ["рождения"], letters["N"]: ["1", "2", "30", "31"]}
    table |= {letters["YEAR"]: ["2000", "2024"], letters["YEARTH"]: ["2023-го"]}
    return table | {letters["ISO"]: ["2024-02-29"], letters["DOTTED"]: ["29.02.24", "31.04.2025"]}


@pytest.mark.parametrize("rule", [rule for rule, *_ in RULES])
def test_whatever_a_rule_matches_is_read_without_an_error(rule: str) -> None:
    (pattern,) = (pattern for name, pattern, _ in _rules() if name == rule)
    table = forms_by_letter()

    @given(
        st.from_regex(re.compile(pattern.pattern, pattern.flags), fullmatch=True),
        st.randoms(),
        st.one_of(st.none(), st.dates()),
    )
    @settings(max_examples=40, deadline=None)
    def check(letters: str, random: Random, published: dt.date | None) -> None:
        text = " ".join(random.choice(table[letter]) for letter in letters)
        for mention in dates(text, published):
            assert mention.first is None or mention.last is None or mention.first <= mention.last

    check()
