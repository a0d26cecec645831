"""The Python door: `from narcofacts import extract, Document`."""

from __future__ import annotations

import datetime as dt

import pytest

import narcofacts
from narcofacts import Document, extract
from narcofacts.errors import InputError, OptionError

RAID = "Изъято 7 кг мефедрона."


@pytest.mark.usefixtures("stand_in")
class TestExtract:
    def test_a_text_gives_a_document(self) -> None:
        document = extract(RAID)
        assert isinstance(document, Document)
        assert document.seizures[0].evidence[0].text == "7 кг мефедрона"

    @pytest.mark.parametrize("day", ["2025-12-04", dt.date(2025, 12, 4), dt.datetime(2025, 12, 4, 18, 31)])
    def test_the_publication_date_is_a_date_or_iso_text(self, day: str | dt.date) -> None:
        assert extract(RAID, published=day).source.published == "2025-12-04"

    @pytest.mark.parametrize("text", ["", " \n\t "])
    def test_an_empty_text_is_refused(self, text: str) -> None:
        with pytest.raises(InputError):
            extract(text)

    @pytest.mark.parametrize("day", ["4 декабря", "2025-12", "2025-W49-4", ""])
    def test_a_date_that_is_none_is_refused(self, day: str) -> None:
        with pytest.raises(OptionError, match="not a date as YYYY-MM-DD"):
            extract(RAID, published=day)


def test_what_the_package_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extractor'"):
        narcofacts.extractor  # noqa: B018
