"""Pages out of WARC files, as web crawlers store them, with the extra `warc`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from narcofacts.batch.jobs import Failure, Job
from narcofacts.batch.rows import too_large
from narcofacts.batch.walk import why

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def warc_jobs(stream: BinaryIO, file: str, limit: int) -> Iterator[Job | Failure]:
    """The pages that a crawler got, labelled with their addresses; positions are records from 1.

    The day of the crawl is not taken for the day of publication: the page itself tells that.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        yield Failure(file, None, "unreadable", "reading this needs an extra: pip install 'narcofacts[warc]'")
        return
    number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
                continue
            kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
            if kind not in _PAGES:
                continue
            label = record.rec_headers.get_header("WARC-Target-URI") or f"{file}#{number}"
            data = record.content_stream().read(limit + 1)
            if len(data) > limit:
                yield too_large(file, number, limit)
            else:
                yield Job(label, file, number, data, "text" if kind == "text/plain" else "page")
    except Exception as error:  # whatever its parser stumbles over in a damaged archive
        yield Failure(file, number + 1, "unreadable", f"damaged WARC: {why(error)}")
