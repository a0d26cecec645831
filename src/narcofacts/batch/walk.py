"""Which files a batch reads: named ones, folders to the bottom, lists of names. Always in the same order."""

from __future__ import annotations

import errno
import fnmatch
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from narcofacts.batch.jobs import Failure
from narcofacts.errors import InputError, legible_path


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `named` tells that the user named it, so that it is read whatever its ending is."""

    path: str
    named: bool
    size: int


@dataclass(slots=True)
class Walk:
    """Finds files below `roots`. Globs are matched against the name and against the path below the root."""

    roots: Sequence[str]
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    ours: frozenset[str] = frozenset()
    """Real paths of what the batch itself writes, which may lie in the folder that it reads."""
    _ancestors: list[tuple[int, int]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Found | Failure]:
        for root in self.roots:
            if root == "-":
                yield Found("-", True, 0)
                continue
            try:
                state = os.stat(root)
            except (OSError, ValueError) as error:
                yield _failed(root, error)
                continue
            if stat.S_ISDIR(state.st_mode):
                yield from self._folder(root, "", state)
            else:
                yield Found(root, True, state.st_size if stat.S_ISREG(state.st_mode) else 0)

    def _folder(self, path: str, below: str, state: os.stat_result) -> Iterator[Found | Failure]:
        identity = (state.st_dev, state.st_ino)
        if identity in self._ancestors:
            yield Failure(legible_path(path), None, "unreadable", "symlink loop: leads back to a folder above it")
            return
        try:
            names = sorted(os.listdir(path), key=os.fsencode)
        except OSError as error:
            yield _failed(path, error)
            return
        self._ancestors.append(identity)
        try:
            for name in names:
                # hidden files are editors' and systems' own
                if not name.startswith("."):
                    yield from self._entry(os.path.join(path, name), os.path.join(below, name))
        finally:
            self._ancestors.pop()

    def _entry(self, path: str, below: str) -> Iterator[Found | Failure]:
        if _matches(below, self.exclude) or os.path.realpath(path) in self.ours:
            return
        try:
            state = os.stat(path)
        except OSError as error:
            if not self.include or _matches(below, self.include):
                yield _failed(path, error)
            return
        if stat.S_ISDIR(state.st_mode):
            yield from self._folder(path, below, state)
        elif self.include and not _matches(below, self.include):
            return
        elif stat.S_ISREG(state.st_mode):
            yield Found(path, False, state.st_size)
        else:
            # reading a pipe that nobody writes to would wait for ever
            yield Failure(legible_path(path), None, "unreadable", "not a regular file")


def names_in(listing: str) -> list[str]:
    """The names in a list of files, one a line, or ended by NUL as `find -print0` writes them; - is standard input.

    Raises OSError.
    """
    if listing == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        data = sys.stdin.buffer.read()
    else:
        with open(listing, "rb") as stream:
            data = stream.read()
    names = data.split(b"\0") if b"\0" in data else [line.rstrip(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(name) for name in names if name]


def why(error: Exception) -> str:
    """The reason in an exception, as one short line."""
    if isinstance(error, InputError):
        # its path is told where the failure is
        text = error.reason
    else:
        text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return " ".join(text.split())[:300]


def _failed(path: str, error: Exception) -> Failure:
    return Failure(legible_path(path), None, "unreadable", why(error).lower())


def _matches(below: str, globs: Sequence[str]) -> bool:
    name = os.path.basename(below)
    return any(fnmatch.fnmatch(name, glob) or fnmatch.fnmatch(below, glob) for glob in globs)
