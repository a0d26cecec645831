"""The article inside a web page. The only importer of trafilatura."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from narcofacts.errors import InputError
from narcofacts.text.metadata import date_alone

NO_ARTICLE = "no article text found in the HTML"

_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
# a comment ends at its first `-->`: were it to run on into the next, each further one would double the time
_COMMENT = rb"<!--(?:(?!-->).){0,2000}-->"
_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:" + _COMMENT + rb"\s*)*+<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
# <meta charset="windows-1251">, <meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
_META = rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
# <?xml version="1.0" encoding="windows-1251"?>
_XML = rb"<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})"
_CHARSET = re.compile(_META + rb"|" + _XML, re.I)
# Browsers look for the declaration in the first 1024 bytes; real pages are less tidy.
_CHARSET_WITHIN = 8192
# <div class="article__date">27 мая 2025, 18:31</div>: Russian months are beyond htmldate
_DATE_ELEMENT = re.compile(
    r"""<(time|span|div|p)\b[^>]{0,300}?\b(?:class|id|itemprop)=["'][^"'>]{0,100}?(?:date|time|publ)[^>]{0,300}>"""
    r"""(.{1,200}?)</\1>""",
    re.I | re.S,
)
_TAG = re.compile(r"<[^>]*>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext")


class Page(msgspec.Struct, frozen=True):
    """What a web page tells: the article's text with a line a paragraph, and its metadata."""

    text: str
    title: str | None
    publisher: str | None
    published: dt.date | None


def looks_like_html(data: bytes, path: str) -> bool:
    """Whether the name or the first bytes say that this is a web page."""
    if path.lower().endswith(_ENDINGS):
        return True
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    return _START.match(head) is not None


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in a meta tag or an XML declaration."""
    found = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    return (found[1] or found[2]).decode("ascii") if found else None


def read_page(html: str, *, path: str = "-") -> Page:
    """The article of a page. Raises InputError if there is none."""
    import logging  # not needed by plain texts, which are most

    import trafilatura  # 0.3 s

    # without a handler of their own these would print their complaints of broken pages on stderr
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    # lxml refuses text that declares an encoding
    html = _XML_DECLARATION.sub("", html, count=1)
    try:
        found = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            # only dates that the page marks as such: one guessed from the text would shift every relative date
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # any failure of three parsers over a broken page is the page's
        raise InputError(path, f"{NO_ARTICLE} ({type(error).__name__})") from error
    if found is None or isinstance(found, dict) or not (text := (found.text or "").strip()):
        raise InputError(path, NO_ARTICLE)
    return Page(text, _clean(found.title), _clean(found.sitename), _iso_date(found.date) or _worded_date(html))


def with_title(page: Page, text: str) -> str:
    """`text` with the page's title as its first line, unless it tells the title already: headlines carry facts."""
    if page.title is None or _words(page.title) in _words(text):
        return text
    return f"{page.title}\n\n{text}"


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _worded_date(html: str) -> dt.date | None:
    """The one date that stands alone in elements marked as dates; None where a list of other news brings several."""
    from html import unescape  # a table of 2,000 entities

    told = (unescape(_TAG.sub(" ", found[2])) for found in _DATE_ELEMENT.finditer(html))
    dates = {date for text in told if (date := date_alone(text))}
    return dates.pop() if len(dates) == 1 else None


def _iso_date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
