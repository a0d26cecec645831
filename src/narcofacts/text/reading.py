"""From what the user names (a path, standard input, bytes, a string) to the text of an article."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from narcofacts.cached.patterns import pattern
from narcofacts.errors import InputError, refusal
from narcofacts.records import Warning
from narcofacts.text import encodings, metadata
from narcofacts.text import html as web
from narcofacts.text.language import detect_language

_LONE_SURROGATE = pattern("[\ud800-\udfff]")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


class Article(msgspec.Struct, frozen=True):
    """An article as decoded, and what its head and its page tell of it.

    `text` keeps the line ends of the source and has no byte order mark; for HTML it is the extracted article.
    `body_start` is the offset in `text` of the article's own words, after a date line at the head. `sha256` is of the
    bytes read.
    """

    path: str
    sha256: str
    encoding: str
    text: str
    body_start: int = 0
    published: dt.date | None = None
    publisher: str | None = None
    title: str | None = None
    language: str = "ru"
    warnings: list[Warning] = msgspec.field(default_factory=list)


def read_article(
    path: str, *, encoding: str | None = None, published: dt.date | None = None, stdin: BinaryIO | None = None
) -> Article:
    """The article in the file `path`, or in standard input for `-`.

    Raises InputError if it cannot be read as a text, OptionError for an unknown `encoding`.
    """
    try:
        data = (stdin or sys.stdin.buffer).read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, refusal(error)) from error
    except ValueError as error:  # a NUL in the path, a closed stdin
        raise InputError(path, str(error)) from error
    return article_from_bytes(data, path=path, encoding=encoding, published=published)


def article_from_bytes(
    data: bytes, *, path: str, encoding: str | None = None, published: dt.date | None = None, html: bool | None = None
) -> Article:
    """The article in `data`. `html` says whether it is a web page; None looks at the name and at the first bytes.

    Raises InputError if it is no text, OptionError for an unknown `encoding`.
    """
    is_page = web.looks_like_html(data, path) if html is None else html
    declared = web.declared_charset(data) if is_page else None
    decoded = encodings.decode(data, path=path, forced=encoding, declared=declared)
    _refuse_empty(decoded.text, path)
    page = web.read_page(decoded.text, path=path) if is_page else None
    return _article(
        page.text if page else decoded.text,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        published=published,
        page=page,
        warnings=list(decoded.warnings),
    )


def article_from_text(text: str, *, published: dt.date | None = None, path: str = "-") -> Article:
    """The article in a string. Offsets are into `text` itself, even with a byte order mark at its head.

    Raises InputError if it is empty.
    """
    _refuse_empty(text, path)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _article(text, path=path, sha256=sha256, encoding="utf-8", published=published, page=None, warnings=[])


def _refuse_empty(text: str, path: str) -> None:
    if all(character.isspace() or character in _INVISIBLE for character in text):
        raise InputError(path, "empty")


def _article(
    text: str,
    *,
    path: str,
    sha256: str,
    encoding: str,
    published: dt.date | None,
    page: web.Page | None,
    warnings: list[Warning],
) -> Article:
    text, replaced = _LONE_SURROGATE.subn("\ufffd", text)
    if replaced:
        message = f"{replaced} lone surrogates were replaced with U+FFFD"
        warnings.append(Warning(code="decoded_with_replacement", message=message))
    head = metadata.find_head(text)
    told = published or head.published
    if page is not None:
        # the text of a page is put together here: its date line can go, its title belongs above
        text = web.with_title(page, text[head.body_start :] or text)
        told = told or page.published
        head = metadata.find_head(text)
        told = told or head.published
    body_start = head.body_start
    language = detect_language(text[body_start:] or text)
    if told is None:
        message = "no publication date: relative dates such as «вчера» stay unresolved"
        warnings.append(Warning(code="no_publication_date", message=message))
    if language != "ru":
        message = f"the text is not in Russian (language: {language}): little or nothing will be found in it"
        warnings.append(Warning(code="not_russian", message=message))
    return Article(
        path=path,
        sha256=sha256,
        encoding=encoding,
        text=text,
        body_start=body_start,
        published=told,
        publisher=page.publisher if page else None,
        title=(page.title if page else None) or metadata.find_title(text, body_start),
        language=language,
        warnings=warnings,
    )
