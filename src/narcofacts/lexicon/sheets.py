"""CSV rows and TOML sections of the package and of the user, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.errors import LexiconError, refusal
from narcofacts.lexicon.kept import kept
from narcofacts.lexicon.user import UserFile, user_files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# the columns that tell two rows of a file apart: a row of the user's takes the place of the package's
KEYS = {
    "substances.csv": "id",
    "substance_words.csv": "phrase",
    "items.csv": "phrase",
    "people.csv": "lemma",
    "places.csv": "id",
    "agencies.csv": "id",
    "units.csv": "id",
    "currencies.csv": "id",
}
TRIGGER_KEYS = frozenset({"event", "value", "strength", "lemmas", "nouns", "phrases", "pairs", "only"})
MIXED = pattern(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
MIXED_ALLOWED = pattern(r"n-метил|sim-карт|[aαа]-p|[aαа]-п", re.IGNORECASE)
TOML_ERROR = pattern(r"(.*) \(at line (\d+), column \d+\)")


class Row(Struct, frozen=True):
    """A row of a CSV word list: where it stands and what it says."""

    source: str
    line: int
    values: dict[str, str]
    path: str = ""
    """The file as messages name it, where that is not `source`."""

    @property
    def rule(self) -> str:
        """The rule id that leads back to this row."""
        return f"{self.source}:{self.line}"

    @property
    def at(self) -> str:
        """Where the row stands, for messages."""
        return f"{self.path or self.source}:{self.line}"


class Section(Struct, frozen=True):
    """A section of a TOML word list. `line` is 0 for sections of the package."""

    source: str
    name: str
    entry: dict[str, Any]
    path: str = ""
    line: int = 0

    @property
    def rule(self) -> str:
        """The rule id that leads back to this section."""
        return f"{self.source}:{self.name}"

    @property
    def at(self) -> str:
        """Where the section stands, for messages."""
        return f"{self.path}:{self.line}" if self.line else self.rule


def mixed_word(phrase: str) -> str | None:
    """The first word that mixes alphabets by mistake, or None."""
    for word in phrase.split():
        if MIXED.search(word) and not MIXED_ALLOWED.search(word):
            return word
    return None


def check_phrase(row: Row, phrase: str) -> str:
    """The phrase itself. Raises LexiconError if a word of it mixes alphabets by mistake."""
    word = mixed_word(phrase)
    if word is not None:
        raise LexiconError(f"{row.at}: Latin letters inside the Cyrillic word {word!r}")
    return phrase


def package_directory() -> Traversable:
    """Where the word lists of the package lie."""
    from importlib import resources

    return resources.files("narcofacts") / "data"


def package_text(name: str) -> str:
    """A data file of the package."""
    return (package_directory() / name).read_text("utf-8")


def rows(name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The checked rows of a CSV word list: the user's, then those of the package that they do not replace."""
    added = added_rows(name, required, optional)
    yield from added
    replaced = {key_of(name, row.values) for row in added}
    for row in package_rows(name, required, optional):
        if not replaced or key_of(name, row.values) not in replaced:
            yield row


def package_rows(name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The checked rows of a CSV word list of the package."""

    def read() -> list[tuple[int, dict[str, str]]]:
        return [(row.line, row.values) for row in rows_of(name, package_text(name), required, optional)]

    for line, values in kept(f"sheets:{name}", read):
        yield Row(name, line, values)


def package_toml(name: str) -> dict[str, Any]:
    """A TOML word list of the package: section → keys."""
    return kept(f"sheets:{name}", lambda: toml_of(name, package_text(name)))


def added_rows(name: str, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The user's rows of a word list, each with all columns."""
    columns = (*required, *optional)
    return [
        replace(row, values={column: row.values.get(column, "") for column in columns})
        for file in user_files(name)
        for row in read_rows(file)
    ]


def key_of(name: str, values: dict[str, str]) -> str:
    """What a row of the word list `name` is known by, as it is compared."""
    column = KEYS.get(name, "id")
    return values[column] if column == "id" else values[column].lower().replace("ё", "е")


def rows_of(
    source: str, text: str, required: Iterable[str], optional: Iterable[str] = (), path: str = ""
) -> Iterator[Row]:
    """The checked rows of CSV `text`; `source` names it in rule ids, and in errors unless it has a `path`."""
    for found in scan(source, text, tuple(required), tuple(optional), path):
        if isinstance(found, LexiconError):
            raise found
        yield found


def scan(
    source: str, text: str, required: tuple[str, ...], optional: tuple[str, ...], path: str
) -> Iterator[Row | LexiconError]:
    """The rows of CSV `text`, and an error for each row that breaks a rule."""
    import csv
    import io

    shown = path or source
    reader = csv.reader(io.StringIO(text), strict=bool(path))
    header = next(reader, [])
    unknown = set(header) - set(required) - set(optional)
    missing = [column for column in required if column not in header]
    if unknown or missing or len(set(header)) != len(header):
        told = next((column for column in header if column in unknown or header.count(column) > 1), None)
        problem = f"no column {missing[0]!r}" if told is None else f"unknown column {told!r}"
        problem = problem if told is None or told in unknown else f"column {told!r} twice"
        hint = "; columns are separated by commas" if told and (";" in told or "\t" in told) else ""
        yield LexiconError(f"{shown}:1: {problem}{hint}")
        return
    seen: dict[tuple[str, ...], int] = {}
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield LexiconError(f"{shown}:{reader.line_num}: {error}")
            return
        if values is None:
            return
        line = reader.line_num
        if path and not any(values):
            continue
        row = Row(source, line, dict(zip(header, values, strict=False)), path)
        problem = _row_problem(row, values, header, required) or ""
        key = tuple(values)
        if not problem and key in seen:
            problem = f"the same row as line {seen[key]}"
        seen.setdefault(key, line)
        yield LexiconError(f"{row.at}: {problem}") if problem else row


def _row_problem(row: Row, values: list[str], header: list[str], required: tuple[str, ...]) -> str | None:
    if len(values) != len(header):
        return f"{len(values)} fields, the header has {len(header)}"
    for column in required:
        if not row.values[column]:
            return f"blank {column}"
    for column, value in row.values.items():
        if value != value.strip() or "  " in value:
            return f"stray space in {column}"
    return None


def read_rows(file: UserFile) -> Iterator[Row]:
    """The rows of a file of the user's, as its form allows them. Raises LexiconError."""
    from narcofacts.lexicon.forms import CSV_FORMS

    form = CSV_FORMS[file.name]
    yield from rows_of(file.label, user_text(file), form.required, form.optional, file.path)


def sections(name: str) -> list[Section]:
    """The sections of a TOML word list: those of the package, then the user's."""
    found = [Section(name, section, entry) for section, entry in package_toml(name).items()]
    for file in user_files(name):
        found += read_sections(file)
    return found


def read_sections(file: UserFile) -> list[Section]:
    """The sections of a file of the user's. Raises LexiconError."""
    text = user_text(file)
    result = []
    for name, entry in toml_of(file.path, text).items():
        header = re.search(rf"^\s*\[\s*[\"']?{re.escape(name)}[\"']?\s*\]", text, re.MULTILINE)
        line = text.count("\n", 0, header.end()) + 1 if header else 1
        if not isinstance(entry, dict):
            raise LexiconError(f"{file.path}:{line}: {name!r} stands outside of a [section]")
        result.append(Section(file.label, name, entry, file.path, line))
    return result


def toml_of(shown: str, text: str) -> dict[str, Any]:
    """TOML text as it stands; `shown` names it in errors."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        placed = TOML_ERROR.fullmatch(str(error))
        told = f"{placed[2]}: {placed[1].lower()}" if placed else f" {error}"
        raise LexiconError(f"{shown}:{told}") from error


def user_text(file: UserFile) -> str:
    """A file of the user's; spreadsheets begin one with a byte order mark. Raises LexiconError."""
    try:
        with open(file.path, "rb") as stream:
            return stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise LexiconError(f"{file.path}:{line}: not UTF-8") from error
    except OSError as error:
        raise LexiconError(f"{file.path}: {refusal(error)}") from error
