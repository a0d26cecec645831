"""Reads saved documents, as `extract` and `batch` write them: a line each or with an indent, packed or not."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar, cast

import msgspec

from narcofacts.errors import InputError, refusal

BOM = b"\xef\xbb\xbf"
T = TypeVar("T")


def saved_documents(path: str, kind: type[T]) -> Iterator[T]:
    """The documents in a file, or in standard input for `-`, as they are read. Raises InputError that names file and
    line.
    """
    decode = msgspec.json.Decoder(kind).decode
    try:
        for number, told in _pieces(_unpacked(path)):
            try:
                found = decode(told)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise InputError(f"{path}:{number}", reason_of(error)) from error
            yield found
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise InputError(path, f"damaged gzip: {error}".lower()) from error
    except OSError as error:
        raise InputError(path, refusal(error)) from error


def _unpacked(path: str) -> Iterator[bytes]:
    """The lines of a file, whether gzip has packed it or not."""
    if path == "-":
        if sys.stdin is None:
            raise InputError(path, "standard input is closed")
        yield from _lines(sys.stdin.buffer)
    else:
        with open(path, "rb") as stream:
            yield from _lines(stream)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    # what cannot be looked into lies in memory
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(io.BytesIO(stream.read()))
    if buffered.peek(2).startswith(b"\x1f\x8b"):
        yield from gzip.GzipFile(fileobj=cast(BinaryIO, buffered))
    else:
        yield from buffered


def _pieces(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each document with the number of its first line. One with an indent goes from a lone `{` to a `}` that has no
    indent.
    """
    begun = 0
    indented: list[bytes] = []
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(BOM)
        if indented:
            indented.append(line)
            if line.rstrip() == b"}":
                yield begun, b"".join(indented)
                indented.clear()
        elif line.strip() == b"{":
            begun, indented = number, [line]
        elif line.strip():
            yield number, line
    if indented:
        yield begun, b"".join(indented)


def reason_of(error: Exception) -> str:
    """Why JSON was refused, in words for one line: what was expected, what was there, and where."""
    told = str(error).replace("`", "")
    return f"not valid JSON: {told}" if not isinstance(error, msgspec.ValidationError) else f"not a document: {told}"
