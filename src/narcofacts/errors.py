"""The errors that narcofacts raises on purpose, as one tree, and words for them. All else that escapes is a bug."""

from __future__ import annotations

import os


class NarcofactsError(Exception):
    """Base of all expected errors. Its message is one line that says what is wrong and where."""


class InputError(NarcofactsError):
    """An input cannot be read as a text: missing, unreadable, empty, binary, undecodable."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class OptionError(NarcofactsError):
    """An option has a value that makes no sense: an unknown encoding, a date that is none."""


class LexiconError(NarcofactsError):
    """A row of a data file breaks a rule of the lexicon. The message names file, row and rule."""


class OutputError(NarcofactsError):
    """The output cannot be written."""


def refusal(error: OSError) -> str:
    """Why the system refused, in small letters for the end of a message."""
    return (error.strerror or str(error)).lower()


def legible_path(path: str) -> str:
    """A path that can be written as UTF-8, whatever bytes the file system has in it."""
    return os.fsencode(path).decode("utf-8", "replace")
