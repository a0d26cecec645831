"""Rows of several tables with keys between them."""

from __future__ import annotations

from narcofacts.records import Document, Warning
from narcofacts.writers.tables import columns, document_id, sources_of, tables_of


def test_rows_have_the_columns_of_their_tables(document: Document) -> None:
    rows = tables_of(document)
    assert tuple(rows.document) == columns()["documents"]
    for name, several in (("operations", rows.operations), ("arrests", rows.arrests), ("seizures", rows.seizures)):
        assert several
        assert all(tuple(row) == columns()[name] for row in several)


def test_keys_lead_from_a_part_to_its_whole_and_to_its_operation(document: Document) -> None:
    rows = tables_of(document)
    assert rows.arrests[1]["part_of"] == rows.arrests[0]["id"]
    assert rows.seizures[2]["operation"] == rows.operations[1]["id"]
    assert {row["document"] for row in (*rows.operations, *rows.arrests, *rows.seizures)} == {rows.document["id"]}


def test_the_same_article_has_the_same_id_wherever_it_was_read(document: Document) -> None:
    document.source.sha256 = "ab" * 32
    before = document_id(document)
    document.source.path = "elsewhere.txt"
    assert document_id(document) == before
    document.source.published = "2025-12-05"
    assert document_id(document) != before


def test_reprints_are_sources(document: Document) -> None:
    document.warnings.append(Warning("same_text", "copy.txt"))
    assert sources_of(document) == ["shymkent.txt", "copy.txt"]
    assert tables_of(document).document["sources"] == 2
    assert tables_of(document).document["warnings"] == "note"
