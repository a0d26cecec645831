"""The `narcofacts` command: its sub-commands, and what becomes of errors.

Exit codes: 0 done (also when there was nothing to find, and when the reader of a pipe has gone), 1 some inputs
failed or the output could not be written, 2 wrong usage, 130 stopped with Ctrl-C. `diff` has those of diff.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from narcofacts import __version__
from narcofacts.cli import batch, convert, diff, evaluate, explain, extract, lexicon, messages, schema
from narcofacts.errors import NarcofactsError, OptionError, refusal

EXAMPLES = """\
\b
Examples:
  narcofacts extract article.txt
  narcofacts explain article.txt --record se1
  narcofacts schema

\b
Environment:
  NO_COLOR             no colours on the terminal
  NARCOFACTS_LEXICON   folders of words of your own, as --lexicon
  NARCOFACTS_CACHE     the folder for what makes a start fast
  NARCOFACTS_DEBUG     =1 shows where an internal error happened
"""


class Commands(TyperGroup):
    """The group of commands, which turns expected errors into one line and an exit code."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        with _orderly():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        with _orderly():
            return super().invoke(ctx)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    # plain help and plain errors: Rich would cost more at each start than all the rest
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Write down operations, arrests and seizures.", epilog=extract.EXAMPLES)(extract.extract)
app.command(short_help="Extract folders, archives and dumps.", epilog=batch.EXAMPLES)(batch.batch)
app.command(short_help="Write saved documents in another format.", epilog=convert.EXAMPLES)(convert.convert)
app.command(short_help="Show where each record comes from.", epilog=explain.EXAMPLES)(explain.explain)
app.command("eval", short_help="Compare records with gold ones.", epilog=evaluate.EXAMPLES)(evaluate.evaluate)
app.command(short_help="Show what two runs tell differently.", epilog=diff.EXAMPLES)(diff.diff)
app.add_typer(
    lexicon.app, name="lexicon", help="Word lists: those of the program and your own.", epilog=lexicon.EXAMPLES
)
app.command(short_help="Print the JSON Schema of a document.", epilog=schema.EXAMPLES)(schema.schema)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"narcofacts {__version__}")
        raise typer.Exit()


@app.callback(epilog=EXAMPLES)
def narcofacts(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Reads Russian-language news and writes down drug-enforcement operations, arrests and seizures."""


def run() -> None:
    """The console script: runs the command of the command line and leaves with its exit code."""
    # tables and patterns are made to stay: looking for garbage among them takes a fifth of a short run
    gc.set_threshold(200_000)
    try:
        app(prog_name="narcofacts")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # the interpreter looks for garbage once more when it ends, which takes a quarter of a short run
        gc.freeze()


@contextlib.contextmanager
def _orderly() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # the reader has seen enough, as `head` does: that is no failure
        _let_go_of_stdout()
        raise typer.Exit(0) from None
    except OptionError as error:
        messages.complain(str(error))
        raise typer.Exit(2) from error
    except NarcofactsError as error:
        messages.complain(str(error))
        _let_go_of_stdout()
        raise typer.Exit(1) from error
    except OSError as error:
        # what is written without a writer of ours: `narcofacts --help` on a full disk
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        messages.complain(f"standard output: {refusal(error)}")
        _let_go_of_stdout()
        raise typer.Exit(1) from error


def _let_go_of_stdout() -> None:
    """Sends what standard output does not take nowhere, or Python would complain of it when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # closed before the start, it is None
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
