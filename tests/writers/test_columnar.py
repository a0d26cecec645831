"""Parquet, read back with pyarrow and, where it is installed, with DuckDB."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from narcofacts.records import Document
from narcofacts.writers import columnar
from narcofacts.writers.columnar import write_parquet
from narcofacts.writers.flat import flat_rows

pq = pytest.importorskip("pyarrow.parquet")


def written(*documents: Document) -> bytes:
    stream = io.BytesIO()
    write_parquet(documents, stream)
    return stream.getvalue()


def test_the_rows_are_those_of_the_flat_form(document: Document) -> None:
    read = pq.read_table(io.BytesIO(written(document))).to_pylist()
    for row in read:
        for name in ("published", "date_start", "date_end"):
            assert row[name] is None or isinstance(row[name], dt.date)
            row[name] = row[name] and row[name].isoformat()
    assert read == list(flat_rows(document))


def test_columns_are_typed_even_when_they_are_empty() -> None:
    schema = pq.read_schema(io.BytesIO(written()))
    assert str(schema.field("value").type) == "double"
    assert str(schema.field("date_start").type) == "date32[day]"
    assert str(schema.field("item").type) == "string"


def test_memory_is_bound_by_groups_of_rows(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "_GROUP", 10)
    file = pq.ParquetFile(io.BytesIO(written(*[document] * 5)))
    assert file.num_row_groups == 3
    assert file.metadata.num_rows == 35


def test_duckdb_adds_up_what_was_seized(document: Document, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "r.parquet"
    path.write_bytes(written(document))
    query = f"SELECT sum(value) FROM '{path}' WHERE record = 'seizure' AND scope = 'event' AND unit = 'g'"
    assert duckdb.sql(query).fetchall() == [(6100.0,)]
