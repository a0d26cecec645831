"""`narcofacts convert`: saved documents in any of the formats."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from narcofacts.cli import options
from narcofacts.cli.outputs import FormOption, OutputsOption, output_forms, write_documents
from narcofacts.errors import OptionError

EXAMPLES = """\
\b
Examples:
  narcofacts convert documents.jsonl -o records.xlsx
  narcofacts convert documents.jsonl -o news.db -o map.geojson
  narcofacts convert documents.jsonl.gz --format ftm | ftm validate
"""


def convert(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Saved documents, as JSON or .gz of it; - is standard input."),
    ],
    output: OutputsOption = None,
    kind: FormOption = None,
    bom: options.BomOption = False,
) -> None:
    """Write saved documents in another format.

    FILE is what `extract` and `batch` write with --format jsonl or json. Databases are added to: the same document
    again changes nothing. All other outputs are made anew, whole or not at all.
    """
    targets = output_forms(output, kind)
    options.check_not_inputs([("--output", target.path) for target in targets if target.path is not None], files)
    options.inputs(files, "convert")
    if len(targets) > 1 and "-" in files:
        raise OptionError("standard input can be read only once: give one --output")

    from narcofacts.analysis.saved import saved_documents
    from narcofacts.records import Document

    for target in targets:
        documents = chain.from_iterable(saved_documents(path, Document) for path in files)
        write_documents(documents, target, bom=bom)
