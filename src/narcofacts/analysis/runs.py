"""Reads the documents that a run of `extract` wrote, as they stand: also the documents of other versions."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from narcofacts.analysis.saved import saved_documents


class Told(NamedTuple):
    """One document of a run."""

    source: dict[str, Any]
    lists: dict[str, list[dict[str, Any]]]
    warnings: list[Any]

    @property
    def path(self) -> str:
        """The path of the article."""
        return str(self.source.get("path") or "-")

    @property
    def digest(self) -> str:
        """The SHA-256 of the article, or "" where the run did not tell."""
        return str(self.source.get("sha256") or "")

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The records of `operations`, `arrests` or `seizures`."""
        return self.lists[kind]


class _Line(msgspec.Struct):
    source: dict[str, Any]
    operations: list[dict[str, Any]] | None = None
    arrests: list[dict[str, Any]] | None = None
    seizures: list[dict[str, Any]] | None = None
    warnings: list[Any] | None = None


def read_run(path: str) -> list[Told]:
    """The saved documents in order. Raises InputError that names file and line."""
    result = []
    for found in saved_documents(path, _Line):
        lists = {
            "operations": found.operations or [],
            "arrests": found.arrests or [],
            "seizures": found.seizures or [],
        }
        result.append(Told(found.source, lists, found.warnings or []))
    return result
