"""Documents as brat standoff: a folder with a .txt and an .ann file for each, to look through and correct by hand."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable

from narcofacts.errors import OutputError, refusal
from narcofacts.records import Arrest, Document, Evidence, Operation, Seizure
from narcofacts.writers.wording import legible, money_words, people_words, quantity_words

CONFIGURATION = """\
[entities]
Operation
Arrest
Seizure
[relations]
Of\tArg1:Arrest|Seizure, Arg2:Operation
PartOf\tArg1:Arrest|Seizure, Arg2:Arrest|Seizure
Again\tArg1:Operation|Arrest|Seizure, Arg2:Operation|Arrest|Seizure
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
"""
_MARK = "annotation.conf"
_LINE_ENDS = re.compile(r"[\r\n\u0085\u2028\u2029]+")
_UNSAFE = re.compile(r"[^\w.-]+")


def write_standoff(documents: Iterable[Document], path: str) -> None:
    """Writes the folder at `path`, whole or not at all. The documents must carry their text.

    Raises OutputError when one has no text, and when there is something at `path` that is no such folder.
    """
    path = path.rstrip("/")
    check_folder(path)
    parent = os.path.dirname(os.path.abspath(path))
    try:
        made = tempfile.mkdtemp(dir=parent, prefix=f".{os.path.basename(path)}.")
    except OSError as error:
        raise OutputError(f"{path}: {refusal(error)}") from error
    try:
        os.chmod(made, 0o755)
        _write(os.path.join(made, _MARK), CONFIGURATION)
        for number, document in enumerate(documents, 1):
            if not isinstance(document.text, str):
                raise OutputError(f"{document.source.path}: has no text, which brat needs (--with-text)")
            base = os.path.join(made, f"{number:06d}-{_stem(document.source.path)}")
            _write(f"{base}.txt", document.text)
            _write(f"{base}.ann", standoff(document))
        shutil.rmtree(path, ignore_errors=True)
        os.rename(made, path)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def check_folder(path: str) -> None:
    """Raises OutputError when the folder cannot be made at `path`, so that it is known before the work."""
    path = path.rstrip("/")
    parent = os.path.dirname(os.path.abspath(path))
    if os.path.lexists(path) and not os.path.isfile(os.path.join(path, _MARK)):
        raise OutputError(f"{path}: exists and is not a folder of brat files")
    if not os.path.isdir(parent):
        raise OutputError(f"{path}: no such directory: {os.path.dirname(path)}")


def standoff(document: Document) -> str:
    """The annotations of a document. The core evidence of a record is its entity; its other evidence says it again."""
    text = document.text if isinstance(document.text, str) else ""
    entities: list[str] = []
    relations: list[str] = []
    notes: list[str] = []
    cores: dict[str, str] = {}
    records: list[Operation | Arrest | Seizure] = [*document.operations, *document.arrests, *document.seizures]

    def entity(record: Operation | Arrest | Seizure, evidence: Evidence) -> str:
        name = f"T{len(entities) + 1}"
        ranges, words = _fragments(text, evidence)
        entities.append(f"{name}\t{type(record).__name__} {ranges}\t{words}")
        return name

    def relation(kind: str, one: str, other: str) -> None:
        relations.append(f"R{len(relations) + 1}\t{kind} Arg1:{one} Arg2:{other}")

    for record in records:
        cores[record.id] = entity(record, record.evidence[0])
        notes.append(f"#{len(notes) + 1}\tAnnotatorNotes {cores[record.id]}\t{_note(record)}")
        for further in record.evidence[1:]:
            relation("Again", entity(record, further), cores[record.id])
    for record in records:
        if isinstance(record, Operation):
            continue
        if record.operation in cores:
            relation("Of", cores[record.id], cores[record.operation])
        if record.part_of in cores:
            relation("PartOf", cores[record.id], cores[record.part_of])
    return "".join(f"{line}\n" for line in (*entities, *relations, *notes))


def _fragments(text: str, evidence: Evidence) -> tuple[str, str]:
    """Offsets and words; a stretch over a line end is several, since an annotation is one line."""
    ranges = []
    start = evidence.start
    for gap in _LINE_ENDS.finditer(text, evidence.start, evidence.end):
        if gap.start() > start:
            ranges.append((start, gap.start()))
        start = gap.end()
    if start < evidence.end:
        ranges.append((start, evidence.end))
    return ";".join(f"{a} {b}" for a, b in ranges), " ".join(text[a:b] for a, b in ranges)


def _note(record: Operation | Arrest | Seizure) -> str:
    if isinstance(record, Operation):
        told = [record.id, record.scope, record.kind, record.headline]
    elif isinstance(record, Arrest):
        told = [record.id, record.status, people_words(record.count), " ".join(record.citizenship)]
    else:
        amount = quantity_words(record.quantity) if record.quantity else ""
        money = money_words(record.money) if record.money else ""
        told = [record.id, record.action, record.category, record.item, record.substance or "", amount, money]
    return legible("; ".join(filter(None, told)))


def _stem(path: str) -> str:
    name = _UNSAFE.sub("-", os.path.splitext(os.path.basename(path.rstrip("/")))[0]).strip("-.")
    # file systems count bytes: a Cyrillic letter has two
    return name[:80] or "article"


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.write(text)
