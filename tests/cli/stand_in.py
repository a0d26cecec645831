"""A stand-in for the pipeline, so that the commands are tested apart from what it finds.

It reads "N кг мефедрона" as a seizure and "задержаны N" as an arrest; "сломай" is a bug. As a script it is the
`narcofacts` command with this stand-in; with WAIT=1 it sleeps in each article until it is stopped.
"""

from __future__ import annotations

import os
import re
import sys
import time
import types
from typing import Any

from narcofacts import records
from narcofacts.rules import Step


def extract_article(article: Any, gate: bool = True) -> Any:
    text: str = article.text
    if os.environ.get("WAIT"):
        print("waiting", file=sys.stderr, flush=True)
        time.sleep(30)
    if "сломай" in text:
        raise RuntimeError("деление на нуль")
    document = records.Document(
        source=records.Source(
            path=article.path,
            sha256=article.sha256,
            encoding=article.encoding,
            published=article.published.isoformat() if article.published else None,
        ),
        warnings=list(article.warnings),
    )
    trace: dict[str, list[Step]] = {}

    def evidence(match: re.Match[str]) -> list[records.Evidence]:
        return [records.Evidence(match.start(), match.end(), match[0])]

    for found in re.finditer(r"(\d+) кг мефедрона", text):
        identity = f"se{len(document.seizures) + 1}"
        amount = records.Quantity(found[0].removesuffix(" мефедрона"), int(found[1]) * 1000, "g")
        document.seizures.append(
            records.Seizure(identity, evidence(found), "op1", "seized", "drug", "мефедрон", "mephedrone", amount)
        )
        trace[identity] = [
            Step("quantities.mass", found.start(), found.end(1) + 3, f"{amount.value} g"),
            Step("substances.csv:mephedrone", found.end() - 9, found.end(), "mephedrone"),
        ]
    for found in re.finditer(r"задержаны (\d+)", text):
        identity = f"ar{len(document.arrests) + 1}"
        document.arrests.append(
            records.Arrest(identity, evidence(found), "op1", "detained", records.Count(int(found[1])))
        )
    if document.seizures or document.arrests:
        core = (document.seizures or document.arrests)[0].evidence
        document.operations.append(records.Operation("op1", list(core), headline="Рейд"))
    return types.SimpleNamespace(document=document, trace=trace)


def module() -> types.ModuleType:
    """The module to put in the place of `narcofacts.pipeline`."""
    stand_in = types.ModuleType("narcofacts.pipeline")
    stand_in.extract_article = extract_article  # type: ignore[attr-defined]
    return stand_in


if __name__ == "__main__":
    sys.modules["narcofacts.pipeline"] = module()
    from narcofacts.cli.main import run

    run()
