"""What a worker does with a job: article, extraction, encoded document."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import html
import re

import msgspec
from msgspec.structs import replace

from narcofacts.batch.jobs import Job, Outcome, Settings
from narcofacts.errors import InputError, LexiconError, OptionError
from narcofacts.records import Document
from narcofacts.text.html import looks_like_html
from narcofacts.text.reading import Article, article_from_bytes, article_from_text

_WARM_UP = "В Шымкенте полицейские задержали Иванова и изъяли 1 кг гашиша."
_TAGS = re.compile(r"</?(p|br|div|span|a|b|i|em|strong|h\d|ul|ol|li|img|figure|blockquote)\b[^<>]*>", re.IGNORECASE)
_BREAKING = {"p", "br", "div", "ul", "ol", "li", "figure", "blockquote", *(f"h{n}" for n in range(1, 7))}
_encoder = msgspec.json.Encoder()


def article_of(job: Job, settings: Settings) -> Article:
    """The article of a job. Raises InputError if it has no text, OptionError for an unknown encoding."""
    day = dt.date.fromisoformat(told) if (told := job.told.published or settings.published) else None
    if job.kind in ("docx", "pdf"):
        from narcofacts.batch.office import docx_text, pdf_text

        text = (docx_text if job.kind == "docx" else pdf_text)(job.data, job.label)
        article = article_from_text(text, published=day, path=job.label)
        return replace(article, sha256=hashlib.sha256(job.data).hexdigest())
    if job.kind == "record":
        return _article_of_row(job, day)
    page = True if job.kind == "page" else None
    return article_from_bytes(job.data, path=job.label, encoding=settings.encoding, published=day, html=page)


def _article_of_row(job: Job, day: dt.date | None) -> Article:
    if looks_like_html(job.data, ""):
        article = article_from_bytes(job.data, path=job.label, published=day, html=True)
    else:
        text = _without_tags(job.data.decode("utf-8", "surrogatepass"))
        if job.told.title and not _begins_with(text, job.told.title):
            # headlines carry facts, and a page's title is put there too
            text = f"{job.told.title}\n\n{text}"
        article = article_from_text(text, published=day, path=job.label)
    title, publisher = job.told.title or article.title, job.told.publisher or article.publisher
    return replace(article, title=title, publisher=publisher)


def extract_job(job: Job, settings: Settings) -> Outcome:
    """The outcome of a job. Raises OptionError and LexiconError, which concern all jobs alike."""
    from narcofacts.pipeline import extract_article

    try:
        article = article_of(job, settings)
        document: Document = extract_article(article, settings.gate).document
        if settings.with_text:
            document.text = article.text
        return Outcome(_encoder.encode(document), len(document.arrests) + len(document.seizures))
    except (OptionError, LexiconError):
        raise
    except InputError as error:
        return Outcome(code="unreadable", reason=error.reason)
    except Exception as error:  # one article that brings out a bug must not cost the others
        return Outcome(code="internal", reason=" ".join(f"{type(error).__name__}: {error}".split())[:300])


def warm_up() -> None:
    """Loads the models, so that no article's time is spent on it."""
    from narcofacts.cached.store import save_all
    from narcofacts.pipeline import extract_article

    extract_article(article_from_text(_WARM_UP))
    # a worker is ended by a signal, when nothing can be saved any more
    save_all()
    # what is loaded by now stays: no search for garbage need look at it again
    gc.freeze()


def _without_tags(text: str) -> str:
    """Text out of a feed or an editor, which has marks of HTML in it but is no page."""
    if len(_TAGS.findall(text, 0, 20_000)) < 2:
        return text
    text = _TAGS.sub(lambda tag: "\n" if tag[1].lower() in _BREAKING else "", text)
    return re.sub(r"\n\s*\n+", "\n\n", html.unescape(text)).strip()


def _begins_with(text: str, title: str) -> bool:
    words = re.findall(r"\w+", title.casefold())
    return re.findall(r"\w+", text[: 3 * len(title) + 200].casefold())[: len(words)] == words
