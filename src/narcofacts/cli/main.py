"""The `narcofacts` command: its sub-commands, and what becomes of errors.

Exit codes: 0 done (also when there was nothing to find, and when the reader of a pipe has gone), 1 some inputs
failed or the output could not be written, 2 wrong usage, 130 stopped with Ctrl-C, 143 stopped by SIGTERM. `diff` has
those of diff.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_group

from narcofacts import __version__
from narcofacts.cli import messages
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


COMMANDS = {
    "extract": ("extract", "Write down operations, arrests and seizures."),
    "batch": ("batch", "Extract folders, archives and dumps."),
    "convert": ("convert", "Write saved documents in another format."),
    "explain": ("explain", "Show where each record comes from."),
    "eval": ("evaluate", "Compare records with gold ones."),
    "diff": ("diff", "Show what two runs tell differently."),
    "schema": ("schema", "Print the JSON Schema of a document."),
    "lexicon": ("lexicon", "Word lists: those of the program and your own."),
}
"""Command → its module in this package, and its line in the help. The module has a function of its own name, or an
`app` of several commands, and EXAMPLES."""


class CommandsAtNeed(Mapping[str, Any]):
    """The commands by name, each made when it is asked for: making all of them takes an eighth of a short run."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._make(name, *COMMANDS[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    @staticmethod
    def _make(name: str, module_name: str, told: str) -> Any:
        module = importlib.import_module(f"narcofacts.cli.{module_name}")
        alone = typer.Typer(rich_markup_mode=None)
        if hasattr(module, "app"):
            alone.add_typer(module.app, name=name, help=told, epilog=module.EXAMPLES)
        else:
            alone.command(name, short_help=told, epilog=module.EXAMPLES)(getattr(module, module_name))
        return get_group(alone).commands[name]


class Commands(TyperGroup):
    """The group of commands, which turns expected errors into one line and an exit code."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = CommandsAtNeed()  # type: ignore[assignment]

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
    # a polite kill must leave as little behind as Ctrl-C does
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, _terminated)
    code: Any = 0
    try:
        app(prog_name="narcofacts")
    except KeyboardInterrupt:
        code = 130
    except SystemExit as leaving:
        code = leaving.code
    except BaseException:
        gc.freeze()
        raise
    _leave(code)


def _leave(code: Any) -> NoReturn:
    """Ends the process. The interpreter would take apart, piece by piece, tables that the system takes back at once,
    and look for garbage among them: a quarter of a short run. Where other threads or processes hang on this one, it
    leaves in the usual way.
    """
    gc.freeze()
    alone = threading.active_count() == 1 and "multiprocessing" not in sys.modules
    if alone and (code is None or isinstance(code, int)):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # a closed stream: Python knows what to say
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code or 0)
    sys.exit(code)


def _terminated(*_: object) -> NoReturn:
    raise SystemExit(128 + signal.SIGTERM)


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
