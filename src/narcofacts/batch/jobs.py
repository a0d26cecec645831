"""What a batch is made of: jobs (an article's bytes and where they came from), failures and outcomes."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from narcofacts._version import __version__

Kind = Literal["text", "page", "record", "docx", "pdf"]
"""How the bytes become an article: sniffed text, a web page, a text out of a row in UTF-8, an office document."""
Code = Literal["unreadable", "too_large", "timeout", "crash", "internal"]


class Told(msgspec.Struct, frozen=True):
    """What a row, a message or a crawl tells of its article besides the text."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None


NOTHING = Told()


class Job(msgspec.Struct, frozen=True):
    """One article. `label` is the path that the document will carry, `place` its line, row or name in `file`."""

    label: str
    file: str
    place: int | str | None
    data: bytes
    kind: Kind = "text"
    told: Told = NOTHING


class Failure(msgspec.Struct, frozen=True):
    """Something that could not be read or extracted, and why."""

    file: str
    place: int | str | None
    code: Code
    reason: str


def told_failure(failure: Failure) -> dict[str, object]:
    """The failure as a line of --errors tells it."""
    return {"path": failure.file, "position": failure.place, "code": failure.code, "reason": failure.reason}


class Outcome(msgspec.Struct, frozen=True):
    """What came of a job: an encoded document with its number of facts, or the code and the reason of a failure."""

    payload: bytes = b""
    facts: int = 0
    code: Code | None = None
    reason: str = ""


class Settings(msgspec.Struct, frozen=True):
    """What a result depends on besides its input; it enters the keys of finished work."""

    encoding: str | None = None
    published: str | None = None
    with_text: bool = False
    lexicon: str = ""
    gate: bool = True


def job_key(job: Job, settings: Settings) -> bytes:
    """16 bytes that are the same exactly for the same content, version and settings; the path is no part of them."""
    state = msgspec.json.encode((__version__, settings, job.kind, job.told))
    digest = hashlib.blake2b(state, digest_size=16)
    digest.update(job.data)
    return digest.digest()


def in_shard(entry: Job | Failure, shard: tuple[int, int] | None) -> bool:
    """Whether this machine of several takes the entry: by its content, so that listings need not agree in order."""
    if shard is None:
        return True
    number, total = shard
    told = entry.data if isinstance(entry, Job) else f"{entry.file}\0{entry.place}".encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big") % total == number - 1
