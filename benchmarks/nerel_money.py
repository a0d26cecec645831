"""Precision, recall and F1 of money mentions against the human MONEY spans of NEREL texts, by overlap.

    python benchmarks/nerel_money.py DEV.jsonl [TRAIN.jsonl …] [--diff]

One JSON object a line: `text`, `entities` with `type`, `start`, `end` (code points). `--diff` prints every difference.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from narcofacts.mentions.money import money


def spans(text: str) -> list[tuple[int, int]]:
    """The money spans of `text`, sums told again in another currency included."""
    found = money(text)
    return [(m.start, m.end) for m in found] + [(m.equivalent.start, m.equivalent.end) for m in found if m.equivalent]


def compare(text: str, human: list[tuple[int, int]], ours: list[tuple[int, int]], show: bool) -> tuple[int, int]:
    """How many human spans we touch, and how many of ours touch a human one."""
    missed = [(s, e) for s, e in human if not any(a < e and s < b for a, b in ours)]
    false = [(a, b) for a, b in ours if not any(a < e and s < b for s, e in human)]
    if show:
        for sign, found in (("-", missed), ("+", false)):
            for start, end in found:
                context = text[max(0, start - 40) : start] + "[" + text[start:end] + "]" + text[end : end + 30]
                print(sign, " ".join(context.split()))
    return len(human) - len(missed), len(ours) - len(false)


def main(arguments: list[str]) -> None:
    """Print one line a file and one for all of them."""
    show = "--diff" in arguments
    total = [0, 0, 0, 0]
    for path in (Path(a) for a in arguments if not a.startswith("--")):
        counts = [0, 0, 0, 0]
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            human = [(e["start"], e["end"]) for e in row["entities"] if e["type"] == "MONEY"]
            ours = spans(row["text"])
            touched, right = compare(row["text"], human, ours, show)
            counts = [a + b for a, b in zip(counts, (len(human), touched, len(ours), right), strict=True)]
        total = [a + b for a, b in zip(total, counts, strict=True)]
        print(path.name, figures(*counts))
    print("all", figures(*total))


def figures(human: int, touched: int, ours: int, right: int) -> str:
    """One line of precision, recall and F1."""
    precision, recall = right / max(1, ours), touched / max(1, human)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f} ({right}/{ours})  R {recall:.3f} ({touched}/{human})  F1 {f1:.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
