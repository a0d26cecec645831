"""Options and arguments that several commands share, and how their values are checked."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from narcofacts import publication_day
from narcofacts.errors import OptionError

if TYPE_CHECKING:
    from rich.console import Console

# the names of writers.formats.Format: written out here because importing it for --help is not worth it
FormatName = Literal["table", "json", "jsonl", "records", "csv", "tsv"]

FilesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Articles: plain text or HTML; - is standard input.", show_default=False),
]
FormatOption = Annotated[
    FormatName | None,
    typer.Option(
        "--format",
        "-f",
        help="Output format. Default: what the ending of --output says; else a table on a terminal, JSON in a pipe.",
        show_default=False,
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to FILE, whole or not at all. Endings: .json .jsonl .records.jsonl .csv .tsv .txt",
        show_default=False,
    ),
]
BomOption = Annotated[bool, typer.Option("--bom", help="Begin CSV and TSV with a byte order mark, for Excel.")]
WithTextOption = Annotated[
    bool, typer.Option("--with-text", help="Put the text of the article into JSON: evidence offsets count in it.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No warnings on standard error; errors still.")]
NoGateOption = Annotated[
    bool, typer.Option("--no-gate", help="Read articles too that name no drugs and nothing of the kind.")
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of the input, such as cp1251. Default: found out for each file.",
        show_default=False,
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="YYYY-MM-DD",
        help="Publication date, to which «вчера» and «в минувшую пятницу» relate. Default: from the text or the page.",
        show_default=False,
    ),
]
ReportFormat = Literal["table", "json"]
ReportFormatOption = Annotated[
    ReportFormat | None,
    typer.Option("--format", "-f", help="Output format: table unless asked otherwise.", show_default=False),
]
LexiconOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lexicon",
        metavar="DIR",
        help="Add the words, places and agencies of DIR to those of the program; may be given more than once.",
        show_default=False,
    ),
]


class Reading(NamedTuple):
    """How inputs are read, checked before the first of them is."""

    encoding: str | None
    published: dt.date | None


def reading_options(encoding: str | None, published: str | None) -> Reading:
    """The reading options. Raises OptionError for an encoding that nobody knows and for a date that is none."""
    if encoding is not None:
        from narcofacts.text.encodings import codec_name

        if codec_name(encoding) is None:
            raise OptionError(f"unknown encoding: {encoding}")
    return Reading(encoding, publication_day(published))


def inputs(files: list[str] | None, command: str) -> list[str]:
    """The inputs to read: those named, or standard input when something is piped in. Raises OptionError."""
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise OptionError(f"no FILE given, and nothing is piped in; see narcofacts {command} --help")
        return ["-"]
    if files.count("-") > 1:
        raise OptionError("standard input (-) can be read only once")
    if "" in files:
        raise OptionError("the name of an input is empty")
    return files


def output_target(output: str | None, paths: list[str]) -> str | None:
    """The file to write, None for standard output.

    Raises OptionError if it is one of the inputs, OutputError if it cannot be made.
    """
    if output is None or output == "-":
        return None
    from narcofacts.writers.files import check_target

    check_target(output)
    check_not_inputs([("--output", output)], paths)
    return output


def check_not_inputs(written: Iterable[tuple[str, str]], paths: Iterable[str]) -> None:
    """Raises OptionError if something written, which comes as its option and its path, would replace an input."""
    places = {place: (option, path) for option, path in written if (place := _place(path)) is not None}
    for path in paths if places else ():
        place = _place(path)
        if path != "-" and place in places:
            option, target = places[place]
            raise OptionError(f"{target}: is an input; choose another {option}")


def _place(path: str) -> tuple[int, int] | None:
    """What tells a file from all others, whatever its name; None if it is not there."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def chosen_format(kind: FormatName | None, target: str | None) -> FormatName:
    """The format asked for, or the one that the output's name or the terminal suggests. Raises OptionError."""
    if kind is not None:
        if target is not None:
            from narcofacts.cli.outputs import refuse_other_ending

            refuse_other_ending(target, kind)
        return kind
    if target is not None:
        from narcofacts.writers.formats import format_of

        return format_of(target)
    return "table" if sys.stdout is not None and sys.stdout.isatty() else "json"


def table_console(form: FormatName, target: str | None) -> Console | None:
    """The terminal, if that is where a table goes."""
    if form != "table" or target is not None or not sys.stdout.isatty():
        return None
    from narcofacts.writers.terminal import terminal_console

    return terminal_console()


def use_lexicon(directories: list[str] | None) -> None:
    """Adds the user's words: of --lexicon, else of NARCOFACTS_LEXICON. Raises OptionError, LexiconError."""
    from narcofacts.lexicon import user

    user.use(directories if directories else user.directories_of_environment())


def report_format(kind: ReportFormat | None) -> ReportFormat:
    """The format of a report: a table unless asked otherwise."""
    return kind or "table"


def report(kind: ReportFormat, show: Callable[[Console], None], value: Callable[[], object]) -> None:
    """Writes a report to standard output: `show` prints it on the terminal or on paper, `value` is it for JSON."""
    from narcofacts.writers.files import open_output

    with open_output(None) as stream:
        if kind == "json":
            from narcofacts.writers.documents import json_page

            stream.write(json_page(value()))
            return

        from narcofacts.writers import terminal

        on_terminal = sys.stdout.isatty()
        console = terminal.terminal_console() if on_terminal else terminal.paper_console()
        show(console)
        if not on_terminal:
            stream.write(terminal.paper_text(console))
