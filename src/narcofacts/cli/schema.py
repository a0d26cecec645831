"""`narcofacts schema`: the format of a document as JSON Schema."""

from __future__ import annotations

EXAMPLES = """\
\b
Examples:
  narcofacts schema
  narcofacts schema > narcofacts.schema.json
"""


def schema() -> None:
    """Print the JSON Schema (2020-12) of a document, as `extract --format json` writes it."""
    from narcofacts.records import document_schema
    from narcofacts.writers.documents import json_page
    from narcofacts.writers.files import open_output

    with open_output(None) as stream:
        stream.write(json_page(document_schema()))
