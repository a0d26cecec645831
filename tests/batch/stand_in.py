"""The `narcofacts` command with the stand-in for the pipeline in all its processes, and articles that do harm.

Worker processes import the main module under another name, so that the stand-in is put in place whoever imports this.
«зависни» hangs, «упади» kills its process, «сломай» is a bug. With LOG set, every extraction is a line of that file;
with DELAY, it takes so many seconds.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

spec = importlib.util.spec_from_file_location("stand_in", Path(__file__).parents[1] / "cli" / "stand_in.py")
assert spec is not None
assert spec.loader is not None
plain = importlib.util.module_from_spec(spec)
spec.loader.exec_module(plain)


def extract_article(article: Any, gate: bool = True) -> Any:
    # workers warm up with a text of their own
    if (log := os.environ.get("LOG")) and article.path != "-":
        with open(log, "a", encoding="utf-8") as stream:
            stream.write(f"{article.path!r}\n")
    if "зависни" in article.text:
        while True:
            time.sleep(1)
    if "упади" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(float(os.environ.get("DELAY", "0")))
    return plain.extract_article(article)


pipeline = plain.module()
pipeline.extract_article = extract_article  # type: ignore[attr-defined]
sys.modules["narcofacts.pipeline"] = pipeline

if __name__ == "__main__":
    from narcofacts.cli.main import run

    run()
