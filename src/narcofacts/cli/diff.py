"""`narcofacts diff`: what two runs tell differently."""

from __future__ import annotations

from typing import Annotated

import typer

from narcofacts.cli import messages, options
from narcofacts.errors import InputError

EXAMPLES = """\
\b
Examples:
  narcofacts diff old.jsonl new.jsonl
  narcofacts diff old.jsonl new.jsonl --format json
"""


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="Documents of one run; - is standard input.", show_default=False)
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Documents of another.", show_default=False)],
    kind: options.ReportFormatOption = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 also when the runs differ.")] = False,
) -> None:
    """Show the records that two runs of extract or batch, saved as JSON, gained, lost and changed.

    Articles are paired by their path, else by the digest of their bytes. Exit codes are those of diff: 0 the runs
    are equal, 1 they differ, 2 trouble.
    """
    options.inputs([old, new], "diff")

    from narcofacts.analysis.difference import difference
    from narcofacts.analysis.runs import read_run
    from narcofacts.writers import differences

    try:
        found = difference(read_run(old), read_run(new))
    except InputError as error:
        # 1 means that the runs differ
        messages.complain(str(error))
        raise typer.Exit(2) from error
    options.report(
        options.report_format(kind),
        lambda console: differences.print_difference(found, console),
        lambda: differences.difference_object(found),
    )
    if found.documents and not exit_zero:
        raise typer.Exit(1)
