"""`narcofacts explain`: where each record comes from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from narcofacts.cli import options
from narcofacts.errors import OptionError

EXAMPLES = """\
\b
Examples:
  narcofacts explain article.txt
  narcofacts explain article.txt --record se2
  narcofacts explain page.html | less
"""
LISTED = 20
"""Record ids that the message about an unknown one lists at most."""


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article; - is standard input.", show_default=False)],
    record: Annotated[
        str | None,
        typer.Option("--record", "-r", metavar="ID", help="Only this record, such as se2.", show_default=False),
    ] = None,
    encoding: options.EncodingOption = None,
    published: options.PublishedOption = None,
    lexicon: options.LexiconOption = None,
    no_gate: options.NoGateOption = False,
    quiet: options.QuietOption = False,
) -> None:
    """Show an article with its evidence marked, and the rules that made each record.

    Evidence is coloured by kind of record on a terminal: operations, arrests, seizures. In a pipe and with
    NO_COLOR it is put in brackets, as in [se2: 6,1 кг мефедрона]. Below, each record has the chain of rules and
    data rows that made it, with the words that they took.
    """
    from narcofacts.cli.articles import extract_input, tell_warnings

    options.inputs([file], "explain")
    if record == "":
        raise OptionError("--record names no record; an id is such as se2")
    options.use_lexicon(lexicon)
    reading = options.reading_options(encoding, published)
    extracted = extract_input(file, reading, quiet=True, gate=not no_gate)
    if extracted is None:
        raise typer.Exit(1)

    from narcofacts.writers import terminal
    from narcofacts.writers.explanation import print_explanation, records_of
    from narcofacts.writers.files import open_output

    extraction, text = extracted
    known = records_of(extraction.document)
    if record is not None and record not in known:
        raise OptionError(f"{extraction.document.source.path}: no record {record}; {_listed(list(known))}")
    if not quiet:
        tell_warnings(extracted, file)

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    console = terminal.terminal_console() if on_terminal else terminal.paper_console()
    colour = on_terminal and not terminal.no_color()
    with open_output(None) as stream:
        print_explanation(extraction.document, text, extraction.trace, console, only=record, colour=colour)
        if not on_terminal:
            stream.write(terminal.paper_text(console))


def _listed(known: list[str]) -> str:
    if not known:
        return "it has no records"
    more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
    return f"it has {', '.join(known[:LISTED])}{more}"
