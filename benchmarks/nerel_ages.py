"""Precision, recall and F1 of age mentions against the human AGE labels of NEREL, by overlap.

Usage: python benchmarks/nerel_ages.py FILE.jsonl... [--differences]

Each line of a file holds `text` and `entities` (`type`, `start`, `end`). NEREL also labels anniversaries of things and
events («25-летие», «30-я годовщина»), which are no ages of people: a second figure leaves these labels out. Years of
birth are dates there and are left out here.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from narcofacts.mentions.ages import ages

ANNIVERSARY = re.compile(r"лети[еяюй]|годовщин|юбиле", re.IGNORECASE)


def measure(paths: list[Path], *, anniversaries: bool, differences: bool) -> tuple[float, float, float]:
    """Precision, recall, F1 over all texts of the files."""
    labelled = found = right_labels = right_found = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["text"]
            gold = [(e["start"], e["end"]) for e in row["entities"] if e["type"] == "AGE"]
            ours = [(mention.start, mention.end) for mention in ages(text) if mention.ages]
            wrong = [o for o in ours if not any(o[0] < g[1] and g[0] < o[1] for g in gold)]
            if not anniversaries:
                gold = [g for g in gold if not ANNIVERSARY.search(text[g[0] : g[1] + 10])]
            missed = [g for g in gold if not any(o[0] < g[1] and g[0] < o[1] for o in ours)]
            labelled, right_labels = labelled + len(gold), right_labels + len(gold) - len(missed)
            found, right_found = found + len(ours), right_found + len(ours) - len(wrong)
            if differences:
                for sign, spans in (("+", wrong), ("-", missed)):
                    for start, end in spans:
                        around = text[max(0, start - 40) : start], text[start:end], text[end : end + 30]
                        print(sign, "{}[{}]{}".format(*around).replace("\n", "¶"))
    precision, recall = right_found / max(found, 1), right_labels / max(labelled, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--differences", action="store_true", help="print each wrong (+) and missed (-) span")
    options = parser.parse_args()
    for anniversaries, title in ((True, "all AGE labels"), (False, "without anniversaries")):
        figures = measure(
            options.files, anniversaries=anniversaries, differences=options.differences and not anniversaries
        )
        print("{}: P {:.3f}  R {:.3f}  F1 {:.3f}".format(title, *figures))


if __name__ == "__main__":
    main()
