"""Flat rows as Parquet, one row a record, with typed columns. Needs the extra `parquet`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, BinaryIO

from narcofacts.errors import OutputError
from narcofacts.records import Document
from narcofacts.writers.flat import COLUMNS, flat_rows
from narcofacts.writers.tables import DATES, Row

_NUMBERS = frozenset({"value", "value_max", "amount"})
_OFFSETS = frozenset({"start", "end"})
_GROUP = 50_000


def schema() -> Any:
    """The types of the columns: double for amounts, int64 for offsets, date32 for days, string for the rest."""
    pa = _arrow()

    def kind(name: str) -> Any:
        if name in _NUMBERS:
            return pa.float64()
        return pa.int64() if name in _OFFSETS else pa.date32() if name in DATES else pa.string()

    return pa.schema([(name, kind(name)) for name in COLUMNS])


def write_parquet(documents: Iterable[Document], stream: BinaryIO) -> None:
    """Writes the rows in groups of 50,000, so that memory stays flat. Raises OutputError without pyarrow."""
    pa = _arrow()
    import pyarrow.parquet as pq  # type: ignore[import-untyped, import-not-found, unused-ignore]

    form = schema()
    with pq.ParquetWriter(stream, form, compression="zstd") as writer:
        rows: list[Row] = []
        for document in documents:
            rows.extend(flat_rows(document))
            if len(rows) >= _GROUP:
                writer.write_table(_table(pa, rows, form))
                rows.clear()
        if rows:
            writer.write_table(_table(pa, rows, form))


def _table(pa: Any, rows: list[Row], form: Any) -> Any:
    return pa.table({name: [_cell(name, row[name]) for row in rows] for name in COLUMNS}, schema=form)


def _cell(name: str, value: object) -> object:
    if isinstance(value, str):
        if name in DATES:
            return _day(value)
        # half a surrogate pair cannot be written as UTF-8
        return value.encode("utf-8", "replace").decode()
    return float(value) if name in _NUMBERS and isinstance(value, int) else value


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise OutputError(f"Parquet takes no date but YYYY-MM-DD: {value!r}") from error


def _arrow() -> Any:
    try:
        import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError as error:
        raise OutputError("Parquet needs an extra: pip install 'narcofacts[parquet]'") from error
    return pyarrow
