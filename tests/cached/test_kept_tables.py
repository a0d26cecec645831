"""Word lists lie ready after the first run, and never stand in the way of somebody who edits them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import narcofacts
from narcofacts import lexicon
from narcofacts.cached.packed import Packed, packed
from narcofacts.lexicon import kept as module
from narcofacts.lexicon.kept import kept
from narcofacts.lexicon.sheets import package_text
from narcofacts.mentions.place_index import PlaceIndex


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NARCOFACTS_CACHE", str(tmp_path / "cache"))
    next_process()
    yield tmp_path / "cache"
    next_process()


def next_process() -> None:
    """Writes what this process would write at its end, and begins with nothing in memory."""
    for name in ("lists", "places", "sheets"):
        store = module._store(name)
        if store is not None:
            store.save()
    module._store.cache_clear()
    module._state.cache_clear()


def forbidden() -> dict[str, int]:
    raise AssertionError("the table is built again")


def test_the_second_process_takes_the_table_from_the_folder(cache: Path) -> None:
    assert kept("lists:shops", lambda: {"Шишки": 1}) == {"Шишки": 1}
    next_process()
    assert kept("lists:shops", forbidden) == {"Шишки": 1}


def test_who_edits_a_word_list_gets_a_new_table(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept("lists:shops", lambda: {"Шишки": 1})
    next_process()
    with monkeypatch.context() as editing:
        editing.setattr(module, "_state", lambda: "edited")
        assert kept("lists:shops", lambda: {"Шишки": 2}) == {"Шишки": 2}
        module._store.cache_clear()
    assert kept("lists:shops", forbidden) == {"Шишки": 1}


def test_a_table_that_cannot_be_built_is_not_kept(cache: Path) -> None:
    with pytest.raises(AssertionError):
        kept("lists:shops", forbidden)
    next_process()
    assert kept("lists:shops", dict) == {}


def test_the_packed_index_finds_what_the_plain_one_finds() -> None:
    plain = PlaceIndex.of_table(package_text("places.csv"), "places.csv")
    index = PlaceIndex.unpacked(plain.packed())
    assert dict(index.rows) == dict(plain.rows)
    assert index.ids == plain.ids
    for prefix in ("шы", "ал", "ек", "оз", "бе"):
        for capital in (True, False):
            assert index.stems(prefix, capital) == plain.stems(prefix, capital)
    assert index.named("Шымкент") == plain.named("Шымкент") != []
    assert index.named("Орёл") == plain.named("Орел") != []
    assert index.stems("ъъ", True) == {}


def test_a_packed_table_reads_as_the_plain_one() -> None:
    table: dict[str, object] = {"кг": (1000, "g"), "л": [1000, "ml"], "": None}
    assert dict(Packed(packed(table))) == table
    assert "кг" in Packed(packed(table))
    assert Packed[str, object](packed(table)).get("пуд") is None


def run(tree: Path, cache: Path, text: str, *options: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree),
        "NARCOFACTS_CACHE": str(cache),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    environment.pop("NARCOFACTS_LEXICON", None)
    command = [sys.executable, "-m", "narcofacts", "extract", "-", "--quiet", "--format", "json", *options]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_edited_word_list_is_seen_at_the_next_start(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(Path(narcofacts.__file__).parent, tree / "narcofacts", ignore=shutil.ignore_patterns("__pycache__"))
    text = "В Шымкенте полицейские изъяли 2 кг хрустальника."
    assert '"mephedrone"' not in run(tree, tmp_path / "cache", text, "--no-gate")
    words = tree / "narcofacts" / "data" / "substance_words.csv"
    with words.open("a", encoding="utf-8") as stream:
        stream.write("mephedrone,хрустальник,\n")
    assert '"mephedrone"' in run(tree, tmp_path / "cache", text, "--no-gate")


def test_words_of_the_users_own_are_for_the_runs_that_name_them(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "substance_words.csv").write_text("id,phrase,weak\nmephedrone,хрустальник,\n", "utf-8")
    (tmp_path / "words" / "places.csv").write_text("id,name,kind,country\nkz-novograd,Новоград,city,KZ\n", "utf-8")
    tree, cache = Path(narcofacts.__file__).parents[1], tmp_path / "cache"
    text = "В Новограде полицейские изъяли 2 кг хрустальника."
    with_words = run(tree, cache, text, "--lexicon", str(tmp_path / "words"))
    assert '"mephedrone"' in with_words
    assert '"Новоград"' in with_words
    assert '"mephedrone"' not in run(tree, cache, text)
    assert run(tree, cache, text, "--lexicon", str(tmp_path / "words")) == with_words
    assert lexicon.in_use() == ()
