"""Line breaks of a fixed width go, those of paragraphs, headings and lists stay."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts import extract
from narcofacts.text.wrapping import unwrapped

ARTICLE = (
    "Сотрудники наркоконтроля задержали в Алексине 34-летнего местного жителя, который продавал синтетические "
    "наркотики. При обыске у него изъяли 2 кг мефедрона, электронные весы и 300 тысяч рублей. Ещё двое подозреваемых "
    "были задержаны в Туле. Суд арестовал всех троих на два месяца."
)


def facts(text: str) -> list[tuple[object, ...]]:
    document = extract(text)
    people = [(a.status, a.count and a.count.value, [p.age for p in a.persons]) for a in document.arrests]
    goods = [(s.category, s.substance, s.quantity and s.quantity.value) for s in document.seizures]
    return [*people, *goods]


@pytest.mark.parametrize("width", [40, 60, 72, 100])
def test_a_wrapped_article_gives_the_same_records(width: int) -> None:
    assert facts(textwrap.fill(ARTICLE, width)) == facts(ARTICLE)


def test_evidence_of_a_wrapped_article_is_its_text() -> None:
    text = textwrap.fill(ARTICLE, 44)
    document = extract(text)
    assert [
        e for r in (*document.arrests, *document.seizures) for e in r.evidence if text[e.start : e.end] != e.text
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "Изъято:\nгероин – 5 кг\nгашиш – 3 кг\n",
        "За сутки изъяты\n• героин 5 кг\n• гашиш 3 кг",
        "В Таразе задержаны двое курьеров.\nполиция просит откликнуться очевидцев",
        "Таможенники нашли гашиш\nВ порту Актау остановили фуру.",
        "Новый адрес страницы example.kg\nпросмотров: 980",
    ],
)
def test_lines_that_end_on_purpose_stay(text: str) -> None:
    assert unwrapped(text) == text


def test_paragraphs_of_a_wrapped_text_stay() -> None:
    paragraphs = [textwrap.fill(ARTICLE, 60), textwrap.fill(ARTICLE, 60)]
    assert unwrapped("\n\n".join(paragraphs)) == f"{ARTICLE}\n\n{ARTICLE}"


@given(st.text(alphabet="аяБ5 .,:;–-•\n", max_size=300))
def test_only_line_breaks_change(text: str) -> None:
    result = unwrapped(text)
    assert len(result) == len(text)
    assert all(one == two or (one, two) == ("\n", " ") for one, two in zip(text, result, strict=True))
