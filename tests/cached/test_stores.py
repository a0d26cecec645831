"""Patterns and tables outlive the process, and a folder that is damaged or closed costs time only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.cached import patterns
from narcofacts.cached.patterns import pattern
from narcofacts.cached.store import Store

SOURCES = [
    (r"\bзадерж\w*", re.IGNORECASE),
    (r"(?P<day>\d{1,2})\.(?P<month>\d\d)(?:\.(?P<year>\d{4}))?", 0),
    (r"(?<![а-яё])(?:кг|гр?)\.?(?!\w)", re.IGNORECASE),
    (r"^\s*(?:[-–—•]|\d+[.)])\s+", re.MULTILINE),
    (r"(?i)[«\"]([^»\"]{2,60})[»\"]", 0),
    (r"(\w+)-\1", 0),
]
TEXT = "12.05.2024 Задержан житель Алматы, изъято 5 кг «Мефедрона».\n- 03.01 да-да\n2) 7 гр. ГАШИША"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NARCOFACTS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a new process begins with: nothing in memory."""
    monkeypatch.setattr(patterns, "_STORE", Store("patterns", most=100))
    pattern.cache_clear()
    patterns._made.cache_clear()


def found(compiled: re.Pattern[str]) -> list[tuple[tuple[int, int], ...]]:
    return [tuple(m.span(i) for i in range(compiled.groups + 1)) for m in compiled.finditer(TEXT)]


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_a_pattern_taken_from_the_folder_finds_the_same(
    cache: Path, monkeypatch: pytest.MonkeyPatch, source: str, flags: int
) -> None:
    next_process(monkeypatch)
    compiled = pattern(source, flags)
    found(compiled)
    patterns._STORE.save()
    next_process(monkeypatch)
    # taken from the folder: compiling is forbidden
    with monkeypatch.context() as forbidding:
        forbidding.setattr(re, "compile", None)
        stored = pattern(source, flags)
        again = found(stored)
    plain = re.compile(source, flags)
    assert again == found(compiled) == found(plain)
    assert (stored.pattern, stored.flags, stored.groupindex) == (plain.pattern, plain.flags, plain.groupindex)


def test_an_engine_of_another_make_compiles_as_ever(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_process(monkeypatch)
    monkeypatch.setattr(patterns, "_code", lambda compiled: None)
    assert pattern("мефедрон\\w*").search("5 кг мефедрона")
    patterns._STORE.save()
    assert not cache.exists()


@given(
    st.dictionaries(
        st.text(),
        st.recursive(st.none() | st.integers() | st.binary() | st.text(), lambda inner: st.lists(inner).map(tuple)),
    )
)
def test_what_is_put_is_there_for_the_next_process(tmp_path_factory: pytest.TempPathFactory, table: dict) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARCOFACTS_CACHE", str(tmp_path_factory.mktemp("cache")))
        first = Store("tables", most=1_000)
        for key, value in table.items():
            first.put(key, value)
        first.save()
        second = Store("tables", most=1_000)
        assert {key: second.get(key) for key in table} == table
        assert second.get("absent" + "".join(table)) is None


def test_two_processes_add_to_one_file(cache: Path) -> None:
    one, other = Store("tables", most=10), Store("tables", most=10)
    one.put("places", 1)
    other.put("agencies", 2)
    one.save()
    other.save()
    third = Store("tables", most=10)
    assert (third.get("places"), third.get("agencies")) == (1, 2)


def test_what_is_no_longer_asked_for_goes(cache: Path) -> None:
    for start in range(0, 30, 6):
        store = Store("tables", most=10)
        for number in range(start, start + 6):
            store.put(str(number), "entry")
        store.save()
    assert Store("tables", most=10).get("0") is None
    assert Store("tables", most=10).get("29") == "entry"


@pytest.mark.parametrize("damage", [b"", b"other", b"narcofacts-store" + b"\xff" * 50, None])
def test_a_damaged_file_counts_as_none(cache: Path, damage: bytes | None) -> None:
    store = Store("tables", most=10)
    store.put("places", "Шымкент")
    store.save()
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:-3] if damage is None else damage)
    again = Store("tables", most=10)
    assert again.get("places") is None
    again.put("places", "Алматы")
    again.save()
    assert Store("tables", most=10).get("places") == "Алматы"


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("NARCOFACTS_CACHE", str(tmp_path / "file"))
    store = Store("tables", most=10)
    assert store.get("places") is None
    store.put("places", "Шымкент")
    store.save()
    assert Store("tables", most=10).get("places") is None
