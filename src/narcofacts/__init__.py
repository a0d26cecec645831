"""Reads Russian-language news and writes down drug-enforcement operations, arrests and seizures as records.

    >>> from narcofacts import extract
    >>> document = extract("В Шымкенте изъято 6,1 кг мефедрона.", published="2025-12-04")
    >>> document.seizures[0].quantity.value
    6100

Importing the package is cheap: the language models are loaded by the first call of `extract`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narcofacts._version import __version__

if TYPE_CHECKING:
    import datetime as dt

    from narcofacts.records import Document

__all__ = ["Document", "__version__", "extract"]


def extract(text: str, *, published: dt.date | str | None = None) -> Document:
    """The records of one article.

    `published` (a date, or text such as "2025-12-04") is the anchor of relative dates; without it, a date line at
    the head of the text is. Evidence offsets count code points of `text`.

    Raises InputError when the text is empty, OptionError when `published` is no date.
    """
    from narcofacts.pipeline import extract_article
    from narcofacts.text.reading import article_from_text

    return extract_article(article_from_text(text, published=publication_day(published))).document


def publication_day(value: dt.date | str | None) -> dt.date | None:
    """A publication date as a date: a date, a datetime, or text as YYYY-MM-DD. Raises OptionError for anything else."""
    import datetime as dt

    from narcofacts.errors import OptionError

    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        day = dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    # fromisoformat also takes 20251204 and 2025-W49-4, which are more often slips than meant
    if day is None or day.isoformat() != value:
        raise OptionError(f"not a date as YYYY-MM-DD: {value!r}")
    return day


def __getattr__(name: str) -> object:
    # Document costs an import of msgspec, which `narcofacts --help` can do without
    if name == "Document":
        from narcofacts.records import Document

        return Document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
