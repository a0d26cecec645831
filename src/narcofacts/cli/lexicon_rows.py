"""Counts the rows of word lists, and tries whether the words of a user's are found in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from narcofacts.lexicon import sheets, user
from narcofacts.lexicon.checks import NAMES
from narcofacts.lexicon.forms import CSV_FORMS
from narcofacts.lexicon.user import UserFile
from narcofacts.writers.wording import legible_lines, plural


def package_files() -> Iterator[str]:
    """A line for each data file of the package: a star where a user can add to it, its name, rows and columns."""
    names = sorted(
        entry.name for entry in sheets.package_directory().iterdir() if entry.name.endswith((".csv", ".toml"))
    )
    for name in names:
        text = sheets.package_text(name)
        if name.endswith(".csv"):
            header, *rest = text.splitlines()
            columns, count = header.replace(",", " "), plural(len(rest), "row")
        else:
            sections = sheets.toml_of(name, text)
            keys = Counter(key for entry in sections.values() if isinstance(entry, dict) for key in entry)
            # a key of one section only is a word list of its own, not a column
            columns = " ".join(key for key, number in keys.items() if number > 1)
            count = plural(len(sections), "section")
        yield f"{'*' if name in NAMES else ' '} {name:<22} {count:>13}  {columns}".rstrip()


def additions(files: Iterable[UserFile]) -> Iterator[str]:
    """A line for each file of the user's: how much it adds, and how many rows of the package it replaces."""
    for file in files:
        if file.name not in CSV_FORMS:
            yield f"{legible_lines(file.path)}: {plural(len(sheets.read_sections(file)), 'section')}"
            continue
        rows = list(sheets.read_rows(file))
        form = CSV_FORMS[file.name]
        columns = (*form.required, *form.optional)
        package = sheets.rows_of(file.name, sheets.package_text(file.name), (), columns)
        known = {sheets.key_of(file.name, row.values) for row in package}
        replaced = sum(sheets.key_of(file.name, row.values) in known for row in rows)
        told = f", {replaced} in the place of rows of the program" if replaced else ""
        yield f"{legible_lines(file.path)}: {plural(len(rows), 'row')}{told}"


def unfindable(directory: str, files: Sequence[UserFile]) -> Iterator[str]:
    """The words of checked files that the program would not find even where they stand alone."""
    from narcofacts.mentions.agencies import agencies
    from narcofacts.mentions.gazetteer import gazetteer, tokens
    from narcofacts.mentions.items import items
    from narcofacts.mentions.people import role_nouns
    from narcofacts.mentions.substances import substances
    from narcofacts.text.segment import tokenize

    def place(text: str) -> bool:
        words = tokens(text)
        return any(hit.last == len(words) for hit in gazetteer().hits_at(text, words, 0)) if words else False

    finders: dict[str, tuple[str, Callable[[str], object] | None]] = {
        "substance_words.csv": ("phrase", lambda text: substances(text, tokenize(text, 0, len(text)))),
        "items.csv": ("phrase", lambda text: items(tokenize(text, 0, len(text)))),
        "people.csv": ("lemma", lambda text: role_nouns(tokenize(text, 0, len(text)))),
        "places.csv": ("name", place),
        "agencies.csv": ("name", agencies),
    }
    before = user.in_use()
    user.use([directory])
    try:
        for file in files:
            column, find = finders.get(file.name, ("", None))
            for row in sheets.read_rows(file) if find is not None else ():
                word = row.values[column].lstrip("=")
                if find is not None and not find(word):
                    yield f"{row.at}: {column}: {word!r} is never found: written like this it makes no words of a text"
            if file.name == "triggers.toml":
                yield from _no_verbs(file)
    finally:
        user.use(before)


def _no_verbs(file: UserFile) -> Iterator[str]:
    """The lemmas of triggers that no form of a verb would be traced back to."""
    from narcofacts.nlp.morph import is_known, readings

    for section in sheets.read_sections(file):
        for lemma in section.entry.get("lemmas", ()):
            told = f"{section.at}: [{section.name}] lemmas: {lemma!r} is no"
            if not any(reading.pos == "INFN" and reading.lemma == lemma for reading in readings(lemma)):
                yield f"{told} infinitive in small letters with е for ё"
            elif not is_known(lemma):
                yield f"{told} verb of the dictionary: put its forms into phrases"
