"""Telegram's export (result.json) and JSON arrays, read piece by piece: they may be larger than memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from narcofacts.batch.jobs import Failure, Job, Told
from narcofacts.batch.rows import Tables, day_told, too_large, value_job

_CHUNK = 1 << 18
# quotes inside a string are escaped, so that this cannot be found inside a message
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
_GAP = re.compile(r"[\s,]*")
_OPENING_LIMIT = 1 << 16


def looks_like_export(head: bytes) -> bool:
    """Whether the first bytes of a JSON file are those of a Telegram export."""
    return _MESSAGES.search(head.decode("utf-8", "replace")) is not None


def looks_like_array(head: bytes) -> bool:
    """Whether the first bytes of a JSON file open an array of objects or texts."""
    return re.match(rb'(?:\xef\xbb\xbf)?\s*\[\s*[{"]', head) is not None


def export_jobs(stream: BinaryIO, file: str, tables: Tables) -> Iterator[Job | Failure]:
    """The messages with text of a channel's export or of a whole account's, positions being message ids."""
    window = _Window(stream)
    while True:
        opening = window.after(_MESSAGES)
        if opening is None:
            return
        channel = _channel(opening)
        for number, message in enumerate(_objects(window, file, tables.limit), 1):
            if isinstance(message, Failure):
                yield message
                continue
            job = _message_job(message, number, channel, file, tables.limit)
            if job is not None:
                yield job


def array_jobs(stream: BinaryIO, file: str, tables: Tables) -> Iterator[Job | Failure]:
    """The articles of one JSON array, as lines of JSON would be read."""
    window = _Window(stream)
    if window.after(re.compile(r"\[")) is None:
        return
    for number, value in enumerate(_objects(window, file, tables.limit), 1):
        yield value if isinstance(value, Failure) else value_job(value, file, number, tables)


class _Window:
    """The part of a long text that is being read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self.text = ""
        self.ended = False

    def more(self, size: int = _CHUNK) -> bool:
        data = self._stream.read(size)
        self.text += self._decoder.decode(data, final=not data)
        self.ended = not data
        return bool(data)

    def drop(self, until: int) -> None:
        self.text = self.text[until:]

    def after(self, pattern: re.Pattern[str]) -> str | None:
        """Goes behind the next match; gives what stood before it, at most its end, or None."""
        while (found := pattern.search(self.text)) is None:
            self.text = self.text[-_OPENING_LIMIT:]
            if not self.more():
                return None
        opening = self.text[: found.start()]
        self.drop(found.end())
        return opening


def _objects(window: _Window, file: str, limit: int) -> Iterator[Any]:
    """The values of the array that the window stands in, one after another; a Failure ends it."""
    decoder = json.JSONDecoder()
    number = 0
    at = 0
    size = _CHUNK
    while True:
        gap = _GAP.match(window.text, at)
        at = gap.end() if gap else at
        if at < len(window.text):
            if window.text[at] == "]":
                window.drop(at + 1)
                return
            try:
                value, end = decoder.raw_decode(window.text, at)
            except (json.JSONDecodeError, RecursionError):
                end = -1
            # a number at the very end of the window may go on behind it
            if end >= 0 and (end < len(window.text) or window.ended):
                number += 1
                at = end
                size = _CHUNK
                yield value
                continue
        window.drop(at)
        at = 0
        if len(window.text) > 4 * limit:
            yield too_large(file, number + 1, limit)
            window.text = ""
            while window.more():
                window.text = ""
            return
        # doubling keeps the cost of trying again in proportion
        if not window.more(size):
            yield Failure(file, number + 1, "unreadable", "the JSON breaks off or is damaged here")
            return
        size = min(2 * size, 1 << 24)


def _message_job(message: Any, number: int, channel: str | None, file: str, limit: int) -> Job | Failure | None:
    if not isinstance(message, dict):
        return Failure(file, number, "unreadable", "not a message")
    text = _plain(message.get("text"))
    # joinings, pinned messages, pictures without a word
    if message.get("type", "message") != "message" or not text.strip():
        return None
    place = message["id"] if isinstance(message.get("id"), int) else number
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > limit:
        return too_large(file, place, limit)
    told = Told(day_told(str(message.get("date") or "")), None, channel or _text(message.get("from")))
    return Job(f"{file}#{place}", file, place, data, "record", told)


def _plain(parts: Any) -> str:
    """The text of a message, which is a string, or a list of strings and of formatted pieces."""
    if isinstance(parts, str):
        return parts
    if isinstance(parts, dict):
        return _text(parts.get("text")) or ""
    return "".join(map(_plain, parts)) if isinstance(parts, list) else ""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _channel(opening: str) -> str | None:
    """The name of the chat, which stands shortly before its messages."""
    names = _NAME.findall(opening)
    try:
        return str(json.loads(names[-1])) if names else None
    except json.JSONDecodeError:
        return None
