"""Documents in a SQLite database with keys and indexes, ready for Datasette. Appending is safe to repeat."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from narcofacts.errors import OutputError
from narcofacts.records import Arrest, Document, Evidence, Operation, Person, Seizure
from narcofacts.writers.documents import document_line
from narcofacts.writers.tables import Row, column_type, columns, document_id, sources_of, tables_of

if TYPE_CHECKING:
    import sqlite3

_APPLICATION = 0x6E61_7264  # "nard"
_REFERENCES = {"document": "documents", "operation": "operations"}
_INDEXED = {
    "operations": ("document", "scope", "kind", "country", "date_start"),
    "arrests": ("document", "operation", "status", "country", "date_start", "part_of"),
    "seizures": ("document", "operation", "category", "substance", "action", "country", "date_start", "part_of"),
    "documents": ("published", "sha256"),
}
_BATCH = 500
_MORE = """
CREATE TABLE sources (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, path TEXT NOT NULL,
  PRIMARY KEY (document, path)) WITHOUT ROWID;
CREATE TABLE evidence (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, record TEXT NOT NULL, number INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (record, number)) WITHOUT ROWID;
CREATE INDEX evidence_document ON evidence (document);
CREATE TABLE persons (
  arrest TEXT NOT NULL REFERENCES arrests (id) ON DELETE CASCADE, number INTEGER NOT NULL, name TEXT, age INTEGER,
  sex TEXT, role TEXT, citizenship TEXT, residence TEXT, occupation TEXT, PRIMARY KEY (arrest, number)) WITHOUT ROWID;
"""


def write_database(documents: Iterable[Document], path: str) -> None:
    """Adds the documents to the database at `path`, which is made if it is not there.

    An article that is there already changes nothing; one whose records have changed takes the place of its former
    self; one that was read elsewhere adds its path to the sources. Raises OutputError.
    """
    import sqlite3

    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("PRAGMA foreign_keys = ON")
            _prepare(base, path)
            for batch in _batches(documents):
                base.execute("BEGIN IMMEDIATE")
                # an exception closes the connection, which takes the unfinished transaction back
                for document in batch:
                    _add(base, document)
                base.execute("COMMIT")
    except (sqlite3.DatabaseError, OverflowError) as error:
        # SQLite has whole numbers of 64 bits
        raise OutputError(f"{path}: {error}") from error


def check_database(path: str) -> None:
    """Raises OutputError when what is at `path` cannot be added to, so that it is known before the work."""
    import os
    import sqlite3

    if not os.path.exists(path):
        return
    try:
        with contextlib.closing(sqlite3.connect(path)) as base:
            _is_ours(base, path)
    except sqlite3.DatabaseError as error:
        raise OutputError(f"{path}: {error}") from error


def _prepare(base: sqlite3.Connection, path: str) -> None:
    if _is_ours(base, path):
        return
    base.execute("BEGIN IMMEDIATE")
    for table in ("documents", "operations", "arrests", "seizures"):
        base.execute(_create(table, columns()[table]))
        for column in _INDEXED[table]:
            base.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
    for statement in _MORE.split(";"):
        base.execute(statement)
    base.execute(f"PRAGMA application_id = {_APPLICATION}")
    base.execute("COMMIT")


def _is_ours(base: sqlite3.Connection, path: str) -> bool:
    """Whether the tables are there; False for an empty database. Raises OutputError if others are."""
    if base.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION:
        return True
    if base.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise OutputError(f"{path}: is a database of something else")
    return False


def _create(table: str, names: tuple[str, ...]) -> str:
    lines = [_column(table, name) for name in names]
    if table == "documents":
        lines.append("digest TEXT NOT NULL")
    return f"CREATE TABLE {table} ({', '.join(lines)})"


def _column(table: str, name: str) -> str:
    line = f'"{name}" {column_type(name)}'
    if name == "id":
        return f"{line} PRIMARY KEY NOT NULL"
    if table == "documents":
        return line
    if name in _REFERENCES:
        return f"{line} NOT NULL REFERENCES {_REFERENCES[name]} (id) ON DELETE CASCADE"
    if name == "part_of":
        # the total may come after its parts
        return f"{line} REFERENCES {table} (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
    return line


def _add(base: sqlite3.Connection, document: Document) -> None:
    identity, digest = document_id(document), _digest(document)
    there = base.execute("SELECT digest FROM documents WHERE id = ?", (identity,)).fetchone()
    if there is None or there[0] != digest:
        kept = [row[0] for row in base.execute("SELECT path FROM sources WHERE document = ?", (identity,))]
        base.execute("DELETE FROM documents WHERE id = ?", (identity,))
        _insert_records(base, document, digest)
        _insert_sources(base, identity, kept)
    _insert_sources(base, identity, sources_of(document))


def _insert_records(base: sqlite3.Connection, document: Document, digest: str) -> None:
    rows = tables_of(document)
    _insert(base, "documents", [{**rows.document, "digest": digest}])
    _insert(base, "operations", rows.operations)
    _insert(base, "arrests", rows.arrests)
    _insert(base, "seizures", rows.seizures)
    identity = document_id(document)
    records: list[Operation | Arrest | Seizure] = [*document.operations, *document.arrests, *document.seizures]
    for record in records:
        _insert(base, "evidence", _evidence_rows(identity, f"{identity}-{record.id}", record.evidence))
    for arrest in document.arrests:
        _insert(base, "persons", _person_rows(f"{identity}-{arrest.id}", arrest.persons))


def _insert_sources(base: sqlite3.Connection, identity: str, paths: list[str]) -> None:
    known = {row[0] for row in base.execute("SELECT path FROM sources WHERE document = ?", (identity,))}
    new = sorted({_text(path) for path in paths} - known)
    if new:
        base.executemany("INSERT INTO sources VALUES (?, ?)", [(identity, path) for path in new])
        base.execute("UPDATE documents SET sources = ? WHERE id = ?", (len(known) + len(new), identity))


def _evidence_rows(identity: str, record: str, evidence: list[Evidence]) -> list[Row]:
    return [
        {"document": identity, "record": record, "number": number, "start": e.start, "end": e.end, "text": e.text}
        for number, e in enumerate(evidence, 1)
    ]


def _person_rows(arrest: str, persons: list[Person]) -> list[Row]:
    return [
        {
            "arrest": arrest, "number": number, "name": p.name, "age": p.age, "sex": p.sex, "role": p.role,
            "citizenship": p.citizenship, "residence": p.residence, "occupation": p.occupation,
        }
        for number, p in enumerate(persons, 1)
    ]  # fmt: skip


def _insert(base: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    values = [[_text(cell) if isinstance(cell, str) else cell for cell in row.values()] for row in rows]
    base.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def _text(value: str) -> str:
    """Text that UTF-8 can hold: half a surrogate pair cannot be stored."""
    return value.encode("utf-8", "replace").decode()


def _digest(document: Document) -> str:
    """The content of the records, by which a changed one is known; where it was read is no part of it."""
    content = Document(
        source=type(document.source)(published=document.source.published, title=document.source.title),
        operations=document.operations,
        arrests=document.arrests,
        seizures=document.seizures,
    )
    return hashlib.blake2b(document_line(content), digest_size=16).hexdigest()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
