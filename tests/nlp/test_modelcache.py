"""The model is built once, found again, rebuilt when it must be, and never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from narcofacts.cached.folder import folder
from narcofacts.errors import NarcofactsError
from narcofacts.nlp import modelcache
from narcofacts.nlp.modelcache import Archives, StoredModel, locate, open_model


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "some" / "cache"
    monkeypatch.setenv("NARCOFACTS_CACHE", str(folder))
    return folder


def forbid_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(archives: Archives) -> None:
        raise AssertionError("the model is built again")

    monkeypatch.setattr(modelcache, "_read_archives", refuse)


def assert_same(a: StoredModel, b: StoredModel) -> None:
    assert (a.tags, a.shapes, a.unknown_word) == (b.tags, b.shapes, b.unknown_word)
    assert a.arrays.keys() == b.arrays.keys()
    for name, array in a.arrays.items():
        assert array.dtype == b.arrays[name].dtype
        assert np.array_equal(array, b.arrays[name])
    assert np.array_equal(a.code_indexes, b.code_indexes)


def test_the_second_start_opens_what_the_first_built(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = open_model()
    assert len(list(cache.iterdir())) == 1
    forbid_building(monkeypatch)
    assert_same(open_model(), built)


def test_embeddings_are_those_of_navec(cache: Path) -> None:
    from navec import Navec

    navec = Navec.load(locate().embeddings)
    model = open_model()
    codes = model.arrays["codes"]
    number = navec.vocab["полиция"]
    assert np.array_equal(codes[np.arange(len(codes)), model.code_indexes[number]].ravel(), navec["полиция"])


@pytest.mark.parametrize("damage", [b"", b"other", b"narcofacts-model" + b"\xff" * 200])
def test_a_damaged_file_is_built_anew(cache: Path, damage: bytes) -> None:
    built = open_model()
    (file,) = cache.iterdir()
    good = file.read_bytes()
    file.write_bytes(damage)
    assert_same(open_model(), built)
    assert file.read_bytes() == good


def test_a_file_cut_short_is_built_anew(cache: Path) -> None:
    built = open_model()
    (file,) = cache.iterdir()
    good = file.read_bytes()
    file.unlink()  # not truncated in place: `built` has it mapped
    for length in (len(good) - 1, len(good) // 2, 30):
        file.write_bytes(good[:length])
        assert_same(open_model(), built)
        assert file.read_bytes() == good
        file.unlink()


def test_other_model_files_give_another_cache_file(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = locate()
    copy = Archives(tmp_path / original.embeddings.name, tmp_path / original.ner.name)
    shutil.copy2(original.embeddings, copy.embeddings)
    shutil.copy2(original.ner, copy.ner)
    assert copy.key() == original.key()
    open_model()
    os.utime(copy.ner, ns=(0, 0))
    monkeypatch.setattr(modelcache, "locate", lambda: copy)
    open_model()
    assert len(list(cache.iterdir())) == 2


def test_a_new_format_leaves_older_files_aside(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_model()
    monkeypatch.setattr(modelcache, "FORMAT", modelcache.FORMAT + 1)
    open_model()
    assert len(list(cache.iterdir())) == 2


def test_only_the_newest_files_are_kept_and_nothing_foreign_is_touched(cache: Path) -> None:
    cache.mkdir(parents=True)
    for age in range(1, 6):
        old = cache / f"ner-0-{age}.bin"
        old.touch()
        os.utime(old, (age, age))
    killed = cache / ".building-1-00000000"
    killed.touch()
    os.utime(killed, (1, 1))
    (cache / ".building-2-00000000").touch()
    (cache / "notes.txt").touch()
    open_model()
    names = {file.name for file in cache.iterdir()}
    assert {name for name in names if not name.startswith("ner-1-")} == {
        "ner-0-4.bin",
        "ner-0-5.bin",
        ".building-2-00000000",
        "notes.txt",
    }


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = open_model()
    (tmp_path / "file").touch()
    monkeypatch.setenv("NARCOFACTS_CACHE", str(tmp_path / "file" / "cache"))
    assert_same(open_model(), built)


def test_a_full_disk_leaves_no_half_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: object, target: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert open_model().tags
    assert list(cache.iterdir()) == []


def test_missing_models_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelcache.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NarcofactsError, match="natasha: its models are not installed"):
        locate()


def test_processes_that_start_together_do_not_disturb_each_other(cache: Path) -> None:
    code = "from narcofacts.nlp.entities import entities; print(entities('Айгуль Нурланова живёт в Актобе'))"
    processes = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(4)
    ]
    answers = {process.communicate()[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert answers == {"[Entity(start=0, end=16, type='PER'), Entity(start=25, end=31, type='LOC')]\n"}
    assert len(list(cache.glob("ner-*.bin"))) == 1
    assert not list(cache.glob(".building-*"))


def test_the_usual_folder_is_that_of_the_operating_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NARCOFACTS_CACHE", raising=False)
    assert "narcofacts" in folder().parts
