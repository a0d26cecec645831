"""The user's own word lists: which directories are in use, and where their files lie.

The choice holds for the whole process, and for the processes that it starts: it is kept in NARCOFACTS_LEXICON, which
they inherit however they are started. Tables are cached all over the package, so that changing the choice empties
every cache of the package; nothing has to be registered, and where no directory is in use nothing is paid.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import NamedTuple

from narcofacts.errors import OptionError, refusal

VARIABLE = "NARCOFACTS_LEXICON"

_in_use: tuple[str, ...] | None = None


class UserFile(NamedTuple):
    """A file of the user's. `label` names it in rule ids (`user/items.csv`), `path` in messages."""

    name: str
    label: str
    path: str


def use(directories: Iterable[str | os.PathLike[str]]) -> None:
    """Adds the word lists of these directories, and of no others, to those of the program.

    To be called before the first extraction: later it costs all that was read. Raises OptionError for what is no
    directory, LexiconError for a file that cannot be added to and for the first row that breaks a rule.
    """
    global _in_use
    chosen = tuple(dict.fromkeys(os.path.abspath(_checked(os.fspath(path))) for path in directories))
    before = _in_use
    if chosen == before:
        return
    _in_use = chosen
    if chosen or before:
        _forget()
    if chosen:
        from narcofacts.lexicon.checks import first_problem

        try:
            problem = first_problem(user_files())
        except BaseException:
            _in_use = before
            raise
        if problem is not None:
            _in_use = before
            _forget()
            raise problem
        os.environ[VARIABLE] = os.pathsep.join(chosen)
    else:
        os.environ.pop(VARIABLE, None)


def in_use() -> tuple[str, ...]:
    """The directories in use: those of `use`, else those of NARCOFACTS_LEXICON."""
    if _in_use is None:
        use(directories_of_environment())
    return _in_use or ()


def directories_of_environment() -> list[str]:
    """The directories of NARCOFACTS_LEXICON, which are separated as those of PATH are."""
    return [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]


def user_files(name: str | None = None) -> list[UserFile]:
    """The files in use, of one name or all, in the order of their directories."""
    found = []
    for number, directory in enumerate(in_use(), start=1):
        names = files_in(directory) if name is None else [name]
        for one in names:
            path = os.path.join(directory, one)
            if name is None or os.path.isfile(path):
                # several directories are told apart by a number
                found.append(UserFile(one, f"user{number if number > 1 else ''}/{one}", path))
    return found


def files_in(directory: str) -> list[str]:
    """The names of the CSV and TOML files of a directory, sorted. Raises OptionError."""
    try:
        names = os.listdir(directory)
    except OSError as error:
        raise OptionError(f"{directory}: {refusal(error)}") from error
    return sorted(name for name in names if name.endswith((".csv", ".toml")) and not name.startswith("."))


def _checked(directory: str) -> str:
    if os.pathsep in os.path.abspath(directory):
        raise OptionError(f"{directory}: {os.pathsep!r} in the name of a lexicon directory")
    if not files_in(directory):
        raise OptionError(f"{directory}: no word lists (*.csv, *.toml)")
    return directory


def _forget() -> None:
    """Empties every cache of the package: what was read before knows nothing of the words in use now."""
    for name, module in list(sys.modules.items()):
        if name.startswith("narcofacts."):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()
