"""Documents as JSON."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.records import Document, Source
from narcofacts.writers.documents import document_line, document_page


def test_what_is_written_reads_back_as_the_same_document(document: Document) -> None:
    assert msgspec.json.decode(document_line(document), type=Document) == document
    assert msgspec.json.decode(document_page(document), type=Document) == document


def test_a_line_is_one_line_and_a_page_has_an_indent_of_two(document: Document) -> None:
    assert document_line(document).count(b"\n") == 1
    assert document_page(document).startswith(b'{\n  "schema": "narcofacts/1",\n  "source": {\n    "path"')
    assert document_page(document).endswith(b"}\n")


def test_cyrillic_is_written_as_it_is(document: Document) -> None:
    assert "мефедрон".encode() in document_line(document)


def test_the_text_comes_last_and_only_if_it_was_asked_for(document: Document) -> None:
    assert "text" not in json.loads(document_line(document))
    document.text = "Изъято."
    assert list(json.loads(document_line(document)))[-1] == "text"


def test_route_uses_the_words_of_the_format(document: Document) -> None:
    route = json.loads(document_line(document))["operations"][0]["route"]
    assert route == {"from": "Бишкек", "to": "Шымкент", "via": []}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_and_no_line_is_broken_by_it(text: str) -> None:
    document = Document(source=Source(), text=text)
    line = document_line(document)
    assert json.loads(line)["text"] == text
    # \x85 and \u2028 end a line for str.splitlines and for some editors
    assert len(line.decode().splitlines()) == 1
    assert not any(127 <= ord(c) < 160 for c in line.decode())
