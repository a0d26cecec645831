"""Ages: a phrase and the ages it tells; terms and things beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcofacts.mentions.ages import ages

PHRASES = "5 33 101 лет года летний двадцати двух и , - ( ) в возрасте г.р. 1988 İ"
WORDS = PHRASES.split()


@pytest.mark.parametrize(
    ("text", "span", "told"),
    [
        ("взят 29-летний курьер", "29-летний", (29,)),
        ("взяли 19-летнюю студентку", "19-летнюю", (19,)),
        ("взяты 26- и 40-летние братья", "26- и 40-летние", (26, 40)),
        ("двадцатичетырёхлетний житель села", "двадцатичетырёхлетний", (24,)),
        ("трёхлетний ребёнок", "трёхлетний", (3,)),
        ("задержаны двое, 33 и 40 лет", "33 и 40 лет", (33, 40)),
        ("задержаны мужчины 57, 45 и 32 лет", "57, 45 и 32 лет", (57, 45, 32)),
        ("женщины 44 и 26 лет", "44 и 26 лет", (44, 26)),
        ("мужчина в возрасте 50 лет", "в возрасте 50 лет", (50,)),
        ("братья двадцати и двадцати двух лет", "двадцати и двадцати двух лет", (20, 22)),
        ("водитель (50 лет)", "50 лет", (50,)),
        ("Иван Сомов, 32 года, задержан", "32 года", (32,)),
        ("ему исполнилось 27 лет", "27 лет", (27,)),
        ("умер на 77-м году жизни", "на 77-м году", (76,)),
    ],
)
def test_age_told(text: str, span: str, told: tuple[int, ...]) -> None:
    found = [(text[m.start : m.end], m.ages) for m in ages(text)]
    assert found == [(span, told)]


@pytest.mark.parametrize(
    ("text", "span", "years"),
    [
        ("житель 1986 года рождения", "1986 года рождения", (1986,)),
        ("Сомов И. (1988 г. р.)", "1988 г. р.", (1988,)),
        ("двое, 1979 и 1992 года рождения", "1979 и 1992 года рождения", (1979, 1992)),
        ("оба 1973 г.р.", "1973 г.р.", (1973,)),
        ("жители 1985 и 1990 годов рождения", "1985 и 1990 годов рождения", (1985, 1990)),
    ],
)
def test_year_of_birth_told(text: str, span: str, years: tuple[int, ...]) -> None:
    assert [(text[m.start : m.end], m.birth_years, m.ages) for m in ages(text)] == [(span, years, ())]


@pytest.mark.parametrize(
    "text",
    [
        "20 лет лишения свободы",
        "получил 12 лет",
        "студент получил шесть лет",
        "лица старше 18 лет",
        "осуждён на пять лет",
        "грозит от 8 до 12 лет",
        "два года назад",
        "за 5 лет изъяли",
        "в течение 10 лет",
        "10 лет колонии",
        "8 и 12 лет строгого режима",
        "сроком в 15 лет",
        "25-летие ведомства",
        "10-летний план",
        "100-летняя история",
        "пятилетний тюремный срок",
        "несовершеннолетний",
        "2,5 года",
        "в 2021 году",
        "самый большой срок, 18 лет, получил организатор",
    ],
)
def test_no_age_in(text: str) -> None:
    assert ages(text) == []


@pytest.mark.parametrize(
    ("text", "sex"),
    [("29-летний", "m"), ("30-летнего", "m"), ("29-летняя", "f"), ("30-летнюю", "f"), ("30-летние", None)],
)
def test_ending_tells_the_sex(text: str, sex: str | None) -> None:
    assert [m.sex for m in ages(text)] == [sex]


@given(st.integers(1, 119), st.text(alphabet="абв ,.«»\n", max_size=12))
def test_every_age_reads_back(age: int, before: str) -> None:
    text = f"{before} {age}-летний мужчина"
    assert [(m.ages, text[m.start : m.end]) for m in ages(text)] == [((age,), f"{age}-летний")]


@given(st.lists(st.sampled_from(WORDS), max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_words_give_spans_in_order(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for mention in ages(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
