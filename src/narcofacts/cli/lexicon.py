"""`narcofacts lexicon`: the word lists of the program and of the user."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from narcofacts.errors import OptionError

EXAMPLES = """\
\b
Examples:
  narcofacts lexicon list
  narcofacts lexicon check my-words
  cp "$(narcofacts lexicon where)/people.csv" my-words/
"""
CHECK_EXAMPLES = """\
\b
Examples:
  narcofacts lexicon check my-words
  narcofacts lexicon check my-words && echo good
"""
LIST_EXAMPLES = """\
\b
Examples:
  narcofacts lexicon list
"""
WHERE_EXAMPLES = """\
\b
Examples:
  narcofacts lexicon where
  less "$(narcofacts lexicon where)/README.md"
"""

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command(short_help="Check word lists of your own.", epilog=CHECK_EXAMPLES)
def check(
    directory: Annotated[str, typer.Argument(metavar="DIR", help="Folder of CSV and TOML files.", show_default=False)],
) -> None:
    """Tell what the word lists of DIR add, or all that is wrong with them, and exit with 1.

    A problem is one line on standard output: FILE:LINE: what is wrong.
    """
    from narcofacts.lexicon.checks import problems
    from narcofacts.lexicon.user import UserFile, files_in
    from narcofacts.writers.files import open_output
    from narcofacts.writers.wording import legible

    names = files_in(directory)
    if not names:
        raise OptionError(f"{directory}: no word lists (*.csv, *.toml)")
    files = [UserFile(name, f"user/{name}", os.path.join(directory, name)) for name in names]
    found = [legible(str(problem)) for problem in problems(files)]
    if not found:
        from narcofacts.cli.lexicon_rows import unfindable

        found = [legible(problem) for problem in unfindable(directory, files)]
    with open_output(None) as stream:
        if found:
            stream.write("".join(f"{problem}\n" for problem in found).encode("utf-8", "replace"))
        else:
            from narcofacts.cli.lexicon_rows import additions

            stream.write("".join(f"{line}\n" for line in additions(files)).encode("utf-8", "replace"))
    if found:
        raise typer.Exit(1)


@app.command("list", short_help="List the word lists of the program.", epilog=LIST_EXAMPLES)
def list_files() -> None:
    """List the word lists of the program: name, number of rows, columns. A star marks those that you can add to."""
    from narcofacts.cli.lexicon_rows import package_files
    from narcofacts.writers.files import open_output

    with open_output(None) as stream:
        stream.write("".join(f"{line}\n" for line in package_files()).encode())


@app.command(short_help="Print where they lie.", epilog=WHERE_EXAMPLES)
def where() -> None:
    """Print the folder of the word lists of the program."""
    from narcofacts.lexicon.sheets import package_directory
    from narcofacts.writers.files import open_output

    with open_output(None) as stream:
        stream.write(os.fsencode(str(package_directory())) + b"\n")
