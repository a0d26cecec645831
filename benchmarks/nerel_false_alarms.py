"""What the extractor finds in general news, where almost nothing is to be found.

Usage: python benchmarks/nerel_false_alarms.py FOLDER [--context N]

Every line of every *.jsonl in the folder holds an article (`text`, and `id` if it has one). Printed are the number of
documents that gave records, then a line a record: document id, record id, what it says, the evidence, the chain of
rules that made it. `--context` sets how many characters are shown either side of the core of the evidence.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from narcofacts.pipeline import Extraction, extract_article
from narcofacts.records import Arrest, Operation, Seizure
from narcofacts.text.reading import article_from_text


def articles(folder: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of each article; a line without an id is named after its file and its number."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                row = json.loads(line)
                yield str(row.get("id", f"{path.stem}:{number}")), row["text"]


def described(record: Operation | Arrest | Seizure) -> str:
    """What a record says, in a few words."""
    if isinstance(record, Operation):
        dismantled = [f"{d.count} {d.kind}" for d in record.dismantled]
        return " ".join([record.scope, record.kind, *dismantled, *(target.name for target in record.targets)])
    if isinstance(record, Arrest):
        return f"{record.status} {record.count.value if record.count else 'null'}"
    told = [f"{record.quantity.value:g} {record.quantity.unit}"] if record.quantity else []
    told += [f"{record.money.amount:g} {record.money.currency}"] if record.money else []
    return " ".join([record.action, record.category, record.item, *told])


def lines(name: str, text: str, extraction: Extraction, context: int) -> Iterator[str]:
    """One line a record of one article."""
    document = extraction.document
    records: list[Operation | Arrest | Seizure] = [*document.operations, *document.arrests, *document.seizures]
    for record in records:
        rules = " > ".join(step.rule for step in extraction.trace.get(record.id, []))
        core = record.evidence[0]
        before, after = text[max(0, core.start - context) : core.start], text[core.end : core.end + context]
        shown = " ".join(f"{before}[{core.text}]{after}".split())
        yield "\t".join((name, record.id, described(record), shown, rules))


def main() -> None:
    """Print the figure and the records."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--context", type=int, default=60)
    options = parser.parse_args()
    read = with_records = 0
    printed: list[str] = []
    for name, text in articles(options.folder):
        extraction = extract_article(article_from_text(text, path=name))
        found = list(lines(name, text, extraction, options.context))
        read, with_records = read + 1, with_records + bool(found)
        printed.extend(found)
    print(f"{with_records} of {read} documents gave {len(printed)} records")
    print("\n".join(printed))


if __name__ == "__main__":
    main()
