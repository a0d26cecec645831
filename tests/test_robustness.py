"""Any text at all: no exception, exact evidence, the same bytes again, bounded time."""

from __future__ import annotations

import re
import time
import unicodedata
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narcofacts import extract
from narcofacts.errors import InputError
from narcofacts.records import Document

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "gold").glob("*.txt"))]
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
WORDS = [
    "изъято",
    "задержаны",
    "двое",
    "мужчин",
    "5",
    "кг",
    "гашиша",
    "и",
    "300",
    "граммов",
    "героина",
    "в",
    "Таразе",
    ",",
    ".",
    ":",
    ";",
    "—",
    "«",
    "»",
    "(",
    ")",
    "\n",
    "2,5",
    "млн",
    "тенге",
    "из",
    "них",
    "том",
    "числе",
    "трое",
    "арестованы",
    "суд",
    "приговорил",
    "к",
    "12",
    "годам",
    "накануне",
    "вчера",
    "3",
    "декабря",
    "2025",
    "года",
    "не",
    "обнаружено",
    "планировал",
    "полицейские",
    "КНБ",
    "граждан",
    "Узбекистана",
    "24-летний",
    "курьер",
    "квартира",
    "автомобиль",
    "14",
    "SIM-карт",
    "40",
    "кустов",
    "конопли",
    "более",
    "около",
    "от",
    "до",
    "1,5–2",
    "ч.",
    "3",
    "ст.",
    "297",
    "УК",
    "РК",
]
STRANGE = [
    "\u00a0",
    "\u2009",
    "\u202f",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\u0301",
    "\u200e",
    "\u202e",
    "\U0001f4a5",
    "\u2028",
    "\x0b",
    "\x00",
    "\r\n",
    "α",
    "İ",
    "ß",
    "ﬁ",
    "²",
    "½",
    "Ⅻ",
    "١٢",
    "e\u0301",
    "и\u0306",
    "**",
    "__",
    "[x](https://a.b)",
    "https://a.b/c?d=5кг",
    "№",
    "₸",
    "$",
    "€",
    "-",
    "–",
    "—",
    "…",
    "ё",
    "Ё",
    "\ud83d",
]


@cache
def fragments() -> list[str]:
    """Halves and thirds of sentences of the gold articles."""
    pieces = []
    for text in TEXTS:
        for line in text.splitlines():
            words = line.split()
            pieces += [" ".join(words[at : at + 9]) for at in range(0, len(words), 7)]
    return [piece for piece in pieces if piece]


@cache
def sentences() -> list[str]:
    """Sentences of all articles with gold, roughly cut."""
    folders = sorted(path for path in Path(__file__).parent.iterdir() if path.name.startswith(("gold", "held_out")))
    texts = (path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt")))
    return [piece for text in texts for piece in re.split(r"(?<=[.!?])\s+", text) if piece]


def read(text: str, published: str | None = "2025-12-04") -> Document | None:
    """The document of a text; None if it is refused as empty."""
    try:
        return extract(text, published=published)
    except InputError:
        assert not any(character.isalnum() for character in text)
        return None


def assert_sound(text: str) -> None:
    """Evidence is exact, references lead to records, and a second reading gives the same."""
    document = read(text)
    if document is None:
        return
    shown = (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if any("\ud800" <= c <= "\udfff" for c in text)
        else text
    )
    operations = {operation.id for operation in document.operations}
    for record in [*document.operations, *document.arrests, *document.seizures]:
        for span in record.evidence:
            assert 0 <= span.start < span.end <= len(text)
            assert shown[span.start : span.end].replace("\ufffd", "") == span.text.replace("\ufffd", "")
    for records in (document.arrests, document.seizures):
        ids = {record.id for record in records}
        assert len(ids) == len(records)
        for record in records:
            assert record.operation in operations
            assert record.part_of is None or record.part_of in ids
    again = read(text)
    assert again is not None
    assert msgspec.json.encode(again) == msgspec.json.encode(document)


# a letter without a name has its own test below
NAMED = st.characters().filter(lambda c: not c.isalpha() or unicodedata.name(c, "") != "")


@QUICK
@given(st.data())
def test_sentences_of_many_articles_in_one_never_raise(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(sentences()), min_size=3, max_size=20))
    assert_sound(data.draw(st.sampled_from((" ", "\n", "\n\n"))).join(chosen))


@QUICK
@given(st.text(alphabet=NAMED, max_size=300))
def test_random_text_never_raises(text: str) -> None:
    assert_sound(text)


def test_a_letter_without_a_unicode_name_never_raises() -> None:
    assert_sound("Изъято 5 кг гашиша \U00017000.")


@QUICK
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_random_rows_of_words_of_the_trade_never_raise(text: str) -> None:
    assert_sound(text)


@QUICK
@given(st.data())
def test_mixtures_of_sentences_of_real_shape_never_raise(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(fragments()), min_size=1, max_size=8))
    joints = data.draw(
        st.lists(
            st.sampled_from([" ", ". ", ", ", "\n", ": ", "; ", " — "]), min_size=len(pieces), max_size=len(pieces)
        )
    )
    assert_sound("".join(piece + joint for piece, joint in zip(pieces, joints, strict=True)))


@QUICK
@given(st.data())
def test_strange_characters_inside_sentences_keep_evidence_exact(data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(fragments()))
    sown = data.draw(st.lists(st.tuples(st.integers(0, len(piece)), st.sampled_from(STRANGE)), max_size=6))
    for at, mark in sorted(sown, reverse=True):
        piece = piece[:at] + mark + piece[at:]
    assert_sound(piece)


@pytest.mark.parametrize("mark", STRANGE, ids=lambda mark: ascii(mark))
def test_a_strange_character_before_a_fact_changes_no_fact(mark: str) -> None:
    text = f"Сводка {mark} дня.\nВ Таразе изъято 5 кг гашиша."
    document = read(text)
    assert document is not None
    (seizure,) = document.seizures
    assert (seizure.substance, seizure.quantity and seizure.quantity.value) == ("hashish", 5000)
    assert text[seizure.evidence[0].start : seizure.evidence[0].end] == seizure.evidence[0].text


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\ufeff", "\u200b"],
)
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        extract(text)


@pytest.mark.parametrize(
    "text",
    [
        ".",
        "—",
        "5",
        "кг",
        "5 кг",
        "«",
        "(",
        "((((",
        "изъято",
        "задержаны",
        "в том числе",
        "и",
        "5 кг и",
        "из них",
        "1,5–",
        "$",
        "₸ ₸",
        "ст.",
        "- - -",
        "1." * 30,
    ],
)
def test_scraps_never_raise(text: str) -> None:
    assert_sound(text)


def test_people_taken_in_the_sentence_of_a_fire_never_raise() -> None:
    lost_break = "Нашли 400 свертков с мефедроном общим весом 520 Ликвидировано 14 нарколабораторий и 38 магазинов"
    assert extract(f"{lost_break}\n\nВ Астане задержан получатель почтового отправления с наркотиком.").seizures


def test_facts_do_not_depend_on_what_was_read_before() -> None:
    alone = msgspec.json.encode(extract(TEXTS[0]))
    for text in TEXTS[1:6]:
        extract(text)
    assert msgspec.json.encode(extract(TEXTS[0])) == alone


def test_line_ends_of_windows_change_no_fact() -> None:
    for text in TEXTS[:12]:
        plain, windows = extract(text), extract(text.replace("\n", "\r\n"))
        assert [(s.substance, s.quantity and s.quantity.value) for s in plain.seizures] == [
            (s.substance, s.quantity and s.quantity.value) for s in windows.seizures
        ]
        assert [(a.status, a.count) for a in plain.arrests] == [(a.status, a.count) for a in windows.arrests]


@pytest.mark.parametrize("text", ["5" * 1_000_000, "а" + " " * 1_000_000 + "б"], ids=["digits", "blanks"])
def test_a_megabyte_in_one_line_takes_bounded_time(text: str) -> None:
    started = time.perf_counter()
    assert_empty(read(text))
    assert time.perf_counter() - started < 25


def assert_empty(document: Document | None) -> None:
    assert document is None or [*document.operations, *document.arrests, *document.seizures] == []


GROWING = {
    "one word": ("ю", 3000),
    "one Latin word": ("y", 3000),
    "numbers": ("5 ", 1500),
    "letters": ("ю ", 3000),
    "brackets": ("(", 6000),
    "quotes": ("«", 6000),
    "commas": (",", 6000),
    "amounts": ("5 кг ", 500),
    "sentences": ("В Таразе изъято 5 кг гашиша. ", 60),
    "one sentence": ("в Таразе изъято 5 кг гашиша и ", 40),
    "lines": ("В Таразе изъято 5 кг гашиша.\n", 60),
}


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_length_and_not_with_its_square(name: str) -> None:
    piece, count = GROWING[name]
    taken = []
    for times in (count, 4 * count):
        tries = []
        for _ in range(2):
            started = time.perf_counter()
            read(piece * times)
            tries.append(time.perf_counter() - started)
        taken.append(min(tries))
    assert taken[1] < 0.5 or taken[1] < 8 * taken[0]


def test_a_long_digest_keeps_its_facts_beside_a_few_words_of_fiction() -> None:
    facts = "".join(f"В Таразе изъято {number} кг гашиша.\n" for number in range(2, 40))
    document = read(
        facts
        + "На учениях показали муляж закладки.\nВ школе показали муляж закладки.\nНа выставке лежит муляж закладки.\n"
    )
    assert document is not None
    assert len(document.seizures) > 10
