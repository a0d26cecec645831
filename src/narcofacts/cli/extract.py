"""`narcofacts extract`: articles in, records out."""

from __future__ import annotations

import typer

from narcofacts.cli import options

EXAMPLES = """\
\b
Examples:
  narcofacts extract article.txt
  narcofacts extract page.html --published 2025-12-04 --format json
  narcofacts extract news/*.txt -o records.csv --bom
  curl -s https://example.org/news | narcofacts extract --format records
"""


def extract(
    files: options.FilesArgument = None,
    kind: options.FormatOption = None,
    output: options.OutputOption = None,
    bom: options.BomOption = False,
    with_text: options.WithTextOption = False,
    encoding: options.EncodingOption = None,
    published: options.PublishedOption = None,
    lexicon: options.LexiconOption = None,
    no_gate: options.NoGateOption = False,
    quiet: options.QuietOption = False,
) -> None:
    """Write down the operations, arrests and seizures that articles tell of.

    On a terminal the result is a table. In a pipe it is JSON: one article gives one object, several give one
    object a line. An input that fails is one line on standard error; the others are still written.
    """
    from narcofacts.cli.articles import extract_input
    from narcofacts.writers.files import open_output
    from narcofacts.writers.formats import DocumentWriter

    paths = options.inputs(files, "extract")
    options.use_lexicon(lexicon)
    reading = options.reading_options(encoding, published)
    target = options.output_target(output, paths)
    form = options.chosen_format(kind, target)

    failures = 0
    with open_output(target) as stream:
        console = options.table_console(form, target)
        writer = DocumentWriter(stream, form, several=len(paths) > 1, bom=bom, console=console)
        for path in paths:
            extracted = extract_input(path, reading, quiet=quiet, gate=not no_gate)
            if extracted is None:
                failures += 1
                continue
            document = extracted.extraction.document
            if with_text:
                document.text = extracted.text
            writer.write(document)
        if writer.written == 0:
            # leaving by an exception keeps a file that is already there
            raise typer.Exit(1)
    if failures:
        raise typer.Exit(1)
