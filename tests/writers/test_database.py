"""SQLite databases, read back with sqlite3."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from narcofacts.errors import OutputError
from narcofacts.records import Document, Warning
from narcofacts.writers.database import write_database
from narcofacts.writers.tables import tables_of


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "n.db")


def rows(path: str, query: str) -> list[dict[str, object]]:
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    found = [dict(row) for row in base.execute(query)]
    base.close()
    return found


def test_the_tables_hold_the_records(document: Document, path: str) -> None:
    write_database([document], path)
    told = tables_of(document)
    for name, several in (("operations", told.operations), ("arrests", told.arrests), ("seizures", told.seizures)):
        assert rows(path, f"SELECT * FROM {name} ORDER BY id") == several
    assert rows(path, "SELECT name, age, role FROM persons") == [{"name": "К. Д.", "age": 29, "role": "courier"}]
    assert len(rows(path, "SELECT * FROM evidence")) == 7


def test_every_key_leads_somewhere_and_has_an_index(document: Document, path: str) -> None:
    write_database([document], path)
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert {row["table"] for row in rows(path, "PRAGMA foreign_key_list(seizures)")} == {
        "documents",
        "operations",
        "seizures",
    }
    indexed = {row["name"] for row in rows(path, "SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {"seizures_operation", "seizures_substance", "arrests_part_of", "operations_date_start"} <= indexed


def test_the_same_article_again_changes_nothing(document: Document, path: str) -> None:
    write_database([document], path)
    before = Path(path).read_bytes()
    write_database([document, document], path)
    assert Path(path).read_bytes() == before


def test_an_article_read_elsewhere_adds_a_source_and_no_records(document: Document, path: str) -> None:
    document.source.sha256 = "ab" * 32
    document.warnings.append(Warning("same_text", "copy.txt"))
    write_database([document], path)
    document.source.path = "elsewhere.txt"
    write_database([document], path)
    found = rows(path, "SELECT path FROM sources ORDER BY path")
    assert [row["path"] for row in found] == ["copy.txt", "elsewhere.txt", "shymkent.txt"]
    assert rows(path, "SELECT sources FROM documents") == [{"sources": 3}]
    assert len(rows(path, "SELECT * FROM seizures")) == 3


def test_changed_records_take_the_place_of_the_former(document: Document, path: str) -> None:
    write_database([document], path)
    del document.seizures[2]
    document.arrests[1].persons = []
    write_database([document], path)
    assert len(rows(path, "SELECT * FROM seizures")) == 2
    assert rows(path, "SELECT * FROM persons") == []
    assert len(rows(path, "SELECT * FROM evidence")) == 6
    assert rows(path, "SELECT path FROM sources") == [{"path": "shymkent.txt"}]


def test_a_failure_half_way_leaves_what_was_there(document: Document, path: str) -> None:
    write_database([document], path)
    before = rows(path, "SELECT * FROM seizures")

    def failing() -> object:
        document.source.published = "2020-01-01"
        yield document
        raise OutputError("the disk is full")

    with pytest.raises(OutputError):
        write_database(failing(), path)  # type: ignore[arg-type]
    assert rows(path, "SELECT * FROM seizures") == before


def test_other_files_are_refused(tmp_path: Path) -> None:
    other = str(tmp_path / "o.db")
    base = sqlite3.connect(other)
    base.execute("CREATE TABLE t (x)")
    base.close()
    with pytest.raises(OutputError, match="is a database of something else"):
        write_database([], other)
    (tmp_path / "t.db").write_text("no database at all, only a long enough text to tell it from one" * 20)
    with pytest.raises(OutputError, match="not a database"):
        write_database([], str(tmp_path / "t.db"))
