"""Documents as JSON: one pretty object, or one object a line. The same document gives the same bytes."""

from __future__ import annotations

import re

import msgspec

from narcofacts.records import Document

_encoder = msgspec.json.Encoder()

# DEL, C1 controls and bidi controls, which terminals obey, and the line ends that only some programs know:
# as bytes of UTF-8. JSON may hold them as they are, but `\u009b` says the same and does no harm.
_UNRULY = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


def document_line(document: Document) -> bytes:
    """The document as one line of JSON with its line feed."""
    return json_line(_ordered(document))


def document_page(document: Document) -> bytes:
    """The document as JSON with an indent of two, ending in a line feed."""
    return json_page(_ordered(document))


def json_line(value: object) -> bytes:
    """A value as one line of JSON in UTF-8, free of characters that a terminal obeys."""
    return _tame(_encoder.encode(value)) + b"\n"


def json_page(value: object) -> bytes:
    """A value as JSON in UTF-8 with an indent of two, free of characters that a terminal obeys."""
    return _tame(msgspec.json.format(_encoder.encode(value), indent=2)) + b"\n"


def _tame(encoded: bytes) -> bytes:
    return _UNRULY.sub(lambda match: f"\\u{ord(match[0].decode()):04x}".encode(), encoded)


def _ordered(document: Document) -> dict[str, object]:
    """The fields in the order of docs/format.md, which a struct cannot have: there, defaults come last."""
    fields: dict[str, object] = {
        "schema": document.schema,
        "source": document.source,
        "operations": document.operations,
        "arrests": document.arrests,
        "seizures": document.seizures,
        "warnings": document.warnings,
    }
    if isinstance(document.text, str):
        fields["text"] = document.text
    return fields
