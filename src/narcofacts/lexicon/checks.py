"""What is wrong with the files of a user's, row by row and section by section."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from narcofacts.errors import LexiconError
from narcofacts.lexicon import sheets
from narcofacts.lexicon.forms import CSV_FORMS, one_of, phrase, phrases
from narcofacts.lexicon.sheets import TRIGGER_KEYS, Section
from narcofacts.lexicon.user import UserFile
from narcofacts.records import Action, Status, TargetType

EVENT_VALUES = {"seizure": get_args(Action), "arrest": get_args(Status)}
NAME_TYPES = (*get_args(TargetType), "campaign")
TOML_FILES = ("triggers.toml", "name_nouns.toml", "cues.toml")
NAMES = (*CSV_FORMS, *TOML_FILES)
"""The files that a user can add to."""


def first_problem(files: Iterable[UserFile]) -> LexiconError | None:
    """The first thing that is wrong with the files, or None."""
    return next(problems(files), None)


def problems(files: Iterable[UserFile]) -> Iterator[LexiconError]:
    """All that is wrong with the files: each error names file and line."""
    files = list(files)
    known = _substance_ids(files)
    for file in files:
        if file.name in CSV_FORMS:
            yield from _csv_problems(file, known)
        elif file.name in TOML_FILES:
            yield from _toml_problems(file)
        else:
            near = difflib.get_close_matches(file.name, NAMES, 1)
            hint = f"; {near[0]}?" if near else f"; there are {', '.join(sorted(NAMES))}"
            yield LexiconError(f"{file.path}: no word list of this name can be added to{hint}")


def _substance_ids(files: Sequence[UserFile]) -> frozenset[str]:
    form = CSV_FORMS["substances.csv"]
    package = sheets.rows_of("substances.csv", sheets.package_text("substances.csv"), form.required, form.optional)
    known = {row.values["id"] for row in package}
    for file in files:
        if file.name == "substances.csv":
            try:
                known |= {row.values["id"] for row in sheets.read_rows(file)}
            except LexiconError:
                continue  # told where the file itself is checked
    return frozenset(known)


def _csv_problems(file: UserFile, known: frozenset[str]) -> Iterator[LexiconError]:
    form = CSV_FORMS[file.name]
    try:
        text = sheets.user_text(file)
    except LexiconError as error:
        yield error
        return
    ids: dict[str, int] = {}
    for found in sheets.scan(file.label, text, form.required, form.optional, file.path):
        if isinstance(found, LexiconError):
            yield found
            continue
        for column, check in form.checks.items():
            value = found.values.get(column)
            problem = check(value) if value else None
            if problem:
                yield LexiconError(f"{found.at}: {column}: {problem}")
        if file.name == "substance_words.csv" and found.values["id"] not in known:
            near = difflib.get_close_matches(found.values["id"], sorted(known), 1)
            hint = f"; {near[0]}?" if near else ""
            yield LexiconError(f"{found.at}: unknown substance {found.values['id']!r}{hint}")
        key = sheets.key_of(file.name, found.values)
        if key in ids:
            yield LexiconError(f"{found.at}: {sheets.KEYS[file.name]} {key!r} stands in line {ids[key]} too")
        ids.setdefault(key, found.line)


def _toml_problems(file: UserFile) -> Iterator[LexiconError]:
    check = {"triggers.toml": trigger_problems, "name_nouns.toml": _name_problems, "cues.toml": _cue_problems}
    try:
        found = sheets.read_sections(file)
    except LexiconError as error:
        yield error
        return
    for section in found:
        for problem in check[file.name](section):
            yield LexiconError(f"{section.at}: [{section.name}] {problem}")


def trigger_problems(section: Section) -> Iterator[str]:
    """What is wrong with a section of triggers.toml."""
    entry = section.entry
    yield from _unknown_keys(entry, TRIGGER_KEYS)
    missing = [key for key in ("event", "value", "strength") if key not in entry]
    if missing:
        yield f"no {missing[0]}"
        return
    values = EVENT_VALUES.get(str(entry["event"]))
    if values is None:
        yield f"event: {one_of(*EVENT_VALUES)(str(entry['event']))}"
    elif entry["value"] not in values:
        yield f"value: {one_of(*values)(str(entry['value']))}"
    if entry["strength"] not in (1, 2, 3):
        yield f"strength: {entry['strength']!r} is none of 1, 2, 3"
    if entry.get("only", "drug") != "drug":
        yield f"only: {entry['only']!r} is not drug"
    for key in ("lemmas", "nouns", "phrases"):
        yield from _word_problems(entry, key)
    pairs = entry.get("pairs", [])
    well_formed = isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(side, str) and not phrases(side) for side in pair)
        for pair in pairs
    )
    if not well_formed:
        yield 'pairs: must be lists of two texts, such as ["заключить|взять", "под стражу"]'
    if not any(entry.get(key) for key in ("lemmas", "nouns", "phrases", "pairs")):
        yield "no lemmas, nouns, phrases or pairs"


def _name_problems(section: Section) -> Iterator[str]:
    yield from _unknown_keys(section.entry, {"type", "stems"})
    if section.entry.get("type") not in NAME_TYPES:
        yield f"type: {one_of(*NAME_TYPES)(str(section.entry.get('type')))}"
    yield from _word_problems(section.entry, "stems")
    if not section.entry.get("stems"):
        yield "no stems"


def _cue_problems(section: Section) -> Iterator[str]:
    known = sheets.toml_of("cues.toml", sheets.package_text("cues.toml"))
    if section.name not in known:
        yield f"is no kind of cue; there are {', '.join(known)}"
    yield from _unknown_keys(section.entry, {"phrases"})
    yield from _word_problems(section.entry, "phrases")
    if not section.entry.get("phrases"):
        yield "no phrases"


def _unknown_keys(entry: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    unknown = [key for key in entry if key not in set(known)]
    if unknown:
        yield f"unknown key {unknown[0]!r}"


def _word_problems(entry: Mapping[str, Any], key: str) -> Iterator[str]:
    words = entry.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        yield f"{key}: must be a list of texts"
        return
    for at, word in enumerate(words):
        problem = "a blank or a stray space" if not word or word != " ".join(word.split()) else phrase(word)
        if not problem and not re.fullmatch(r"[\w\s.«»-]+", word):
            problem = "marks other than - and ."
        if not problem and word in words[:at]:
            problem = "stands twice"
        if problem:
            yield f"{key}: {word!r}: {problem}"
