"""From files to jobs: what is in a file is told by its ending, or by its first bytes when the user named it."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, cast

from narcofacts.batch.jobs import Failure, Job, Kind
from narcofacts.batch.rows import Tables, csv_jobs, json_jobs, object_job, too_large
from narcofacts.batch.telegram import array_jobs, export_jobs, looks_like_array, looks_like_export
from narcofacts.batch.walk import Found, why
from narcofacts.errors import InputError, legible_path

InputFormat = Literal["text", "page", "jsonl", "csv", "json", "docx", "pdf", "zip", "gz", "warc"]
ENDINGS: dict[str, InputFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".shtml": "page",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".docx": "docx",
    ".pdf": "pdf",
    ".zip": "zip",
    ".gz": "gz",
    ".warc": "warc",
}
# what lies beside saved pages and tells nothing
_NO_ARTICLES = (".css", ".js", ".mjs", ".map", ".svg", ".xml", ".ico", ".woff", ".woff2", ".log", ".ini", ".db")
_HEAD = 1 << 16
_DEPTH = 3


@dataclass(slots=True)
class Meter:
    """How far the reading is: bytes of the inputs read so far, files that hold no article."""

    skipped: int = 0
    _done: int = 0
    _stream: BinaryIO | None = None

    @property
    def read(self) -> int:
        """Bytes read, before decompression."""
        try:
            return self._done + (self._stream.tell() if self._stream is not None else 0)
        except (OSError, ValueError):
            return self._done

    def begin(self, stream: BinaryIO) -> None:
        self._stream = stream

    def end(self, size: int) -> None:
        self._stream = None
        self._done += size


@dataclass(slots=True)
class Sources:
    """Reads the files that a walk finds. `forced` is the format of all files, for names that do not tell it."""

    tables: Tables
    forced: InputFormat | None = None
    meter: Meter = field(default_factory=Meter)

    def jobs(self, walk: Iterable[Found | Failure]) -> Iterator[Job | Failure]:
        """The articles of all files, file after file. Nothing that is in a file can raise here."""
        for found in walk:
            if isinstance(found, Failure):
                yield found
            else:
                yield from self._file(found)

    def _file(self, found: Found) -> Iterator[Job | Failure]:
        file = legible_path(found.path)
        try:
            if found.path == "-":
                if sys.stdin is None:
                    yield Failure(file, None, "unreadable", "standard input is closed")
                    return
                yield from self._stream(sys.stdin.buffer, "", file, True, 0)
                return
            with open(found.path, "rb") as stream:
                self.meter.begin(stream)
                yield from self._stream(stream, found.path, file, found.named, 0)
        except Exception as error:  # formats break in more ways than their libraries tell
            yield Failure(file, None, "unreadable", _damage(error))
        finally:
            if found.path != "-":
                self.meter.end(found.size)

    def _stream(self, stream: BinaryIO, name: str, file: str, named: bool, depth: int) -> Iterator[Job | Failure]:
        """The articles in a stream called `name`, which messages call `file`."""
        form = self.forced if depth == 0 and self.forced else ENDINGS.get(_ending(name))
        if _ending(name) in _NO_ARTICLES and not named:
            self.meter.skipped += 1
            return
        if form in (None, "json"):
            head = stream.read(_HEAD)
            stream = cast(BinaryIO, _Rewound(head, stream))
            sniffed = _sniffed(head, text_is_json=form == "json")
            if sniffed is None and not named:
                self.meter.skipped += 1
                return
            if sniffed == "export":
                yield from export_jobs(stream, file, self.tables)
                return
            if sniffed == "array":
                yield from array_jobs(stream, file, self.tables)
                return
            if sniffed == "object":
                job = object_job(stream, file, self.tables, named=named)
                if job is not None:
                    yield job
                else:
                    self.meter.skipped += 1
                return
            form = sniffed or "text"
        if form == "jsonl":
            yield from json_jobs(stream, file, self.tables)
        elif form == "csv":
            yield from self._table(stream, file)
        elif form == "gz":
            yield from self._unpacked(stream, name, file, named, depth)
        elif form == "zip":
            yield from self._members(stream, file, depth)
        elif form == "warc":
            from narcofacts.batch.crawls import warc_jobs

            yield from warc_jobs(stream, file, self.tables.limit)
        else:
            assert form in ("text", "page", "docx", "pdf")
            yield self._whole(stream, file, form)

    def _whole(self, stream: BinaryIO, file: str, kind: Kind) -> Job | Failure:
        data = stream.read(self.tables.limit + 1)
        if len(data) > self.tables.limit:
            return too_large(file, None, self.tables.limit)
        return Job(file, file, None, data, kind)

    def _table(self, stream: BinaryIO, file: str) -> Iterator[Job | Failure]:
        from narcofacts.text.encodings import decode

        head = stream.read(_HEAD)
        # a letter of two bytes must not be cut in the middle
        whole = head[: head.rfind(b"\n") + 1] or head
        encoding = decode(whole, path=file).encoding if whole.strip() else "utf-8"
        rewound = cast(BinaryIO, _Rewound(head, stream))
        yield from csv_jobs(io.TextIOWrapper(rewound, encoding, "replace", newline=""), file, self.tables)

    def _unpacked(self, stream: BinaryIO, name: str, file: str, named: bool, depth: int) -> Iterator[Job | Failure]:
        if depth >= _DEPTH:
            yield Failure(file, None, "unreadable", "archives in archives in archives")
            return
        inner = name[: -len(".gz")] if name.lower().endswith(".gz") else ""
        if _ending(inner) == ".warc":
            # its records are packed one by one, which its reader handles
            from narcofacts.batch.crawls import warc_jobs

            yield from warc_jobs(stream, file, self.tables.limit)
            return
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield from self._stream(cast(BinaryIO, unpacked), inner, file, named, depth + 1)

    def _members(self, stream: BinaryIO, file: str, depth: int) -> Iterator[Job | Failure]:
        if depth >= _DEPTH:
            yield Failure(file, None, "unreadable", "archives in archives in archives")
            return
        with tempfile.TemporaryFile() as copy:
            if not stream.seekable():
                shutil.copyfileobj(stream, copy)
                copy.seek(0)
                stream = cast(BinaryIO, copy)
            with zipfile.ZipFile(stream) as archive:
                for member in archive.infolist():
                    name = _member_name(member)
                    base = os.path.basename(name)
                    if member.is_dir() or base.startswith(".") or name.startswith("__MACOSX/"):
                        continue
                    label = f"{file}!{legible_path(name)}"
                    try:
                        with archive.open(member) as unpacked:
                            yield from self._stream(cast(BinaryIO, unpacked), name, label, False, depth + 1)
                    except Exception as error:  # one damaged or locked member, the others may be whole
                        yield Failure(label, None, "unreadable", _damage(error))


class _Rewound(io.BufferedIOBase):
    """A stream whose first bytes were read already, read from its beginning."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return self._head.read() + self._rest.read()
        data = self._head.read(size)
        return data + self._rest.read(size - len(data)) if len(data) < size else data

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size if size >= 0 else _HEAD)

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        line = self._head.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self._rest.readline(limit - len(line) if limit >= 0 else -1)


def _sniffed(head: bytes, *, text_is_json: bool) -> InputFormat | Literal["export", "array", "object"] | None:
    """What the first bytes are of; None for what is no text."""
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if looks_like_export(head):
        return "export"
    if looks_like_array(head):
        return "array"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        if _first_line_is_json(head):
            return "jsonl"
        if text_is_json:
            return "object"
    if text_is_json or _looks_binary(head):
        return None
    return "text"


def _first_line_is_json(head: bytes) -> bool:
    import json

    line, newline, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if not newline and len(head) >= _HEAD:
        return True
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _looks_binary(head: bytes) -> bool:
    from narcofacts.text.encodings import decode

    if not head:
        return False
    try:
        decode(head[: head.rfind(b" ")] if len(head) == _HEAD else head)
    except InputError:
        return True
    return False


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member. Old Windows archives have Russian names in cp866, which zipfile reads as cp437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return member.filename


def _damage(error: Exception) -> str:
    """Why a file or member cannot be read, in words."""
    if isinstance(error, zipfile.BadZipFile):
        return f"damaged ZIP: {why(error)}"
    if isinstance(error, (gzip.BadGzipFile, EOFError)) or type(error).__module__ == "zlib":
        return f"damaged gzip: {why(error)}"
    return why(error).lower() if isinstance(error, OSError) else why(error)
