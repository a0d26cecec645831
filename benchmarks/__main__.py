"""Runs narcofacts and a plain Natasha script side by side, pair by pair, and prints ratios with their medians.

    python -m benchmarks [--quick] [--pairs N] [--seed N]

Only ratios of one run mean something: both sides of a pair run one after the other, with one BLAS thread each.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.texts import News

HERE = Path(__file__).parent
THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
SOURCE = str(HERE.parent / "src")


class Run(NamedTuple):
    """A process: how long it ran, how much memory it had at most, and what it printed."""

    seconds: float
    mebibytes: float
    printed: str


def run(*arguments: str | Path) -> Run:
    """Runs Python with these arguments, in the environment of this one. Raises SystemExit where it fails."""
    environment = {**os.environ, **THREADS}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [_package_path(), os.environ.get("PYTHONPATH")]))
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    assert process.stderr is not None
    printed, errors = process.stdout.read(), process.stderr.read()
    # wait4 tells the memory of this child, not of all together
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: {errors.decode()[-600:]}")
    return Run(seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20), printed.decode())


def _package_path() -> str:
    """The source tree, unless the package is installed: an installed one is compiled, and starts faster."""
    import importlib.util

    return "" if importlib.util.find_spec("narcofacts") else SOURCE


def inner(result: Run) -> float:
    """The seconds that a script measured itself, without its start."""
    return float(json.loads(result.printed)["seconds"])


class Table:
    """Prints a row as soon as it is measured."""

    def __init__(self, pairs: int) -> None:
        self.pairs = pairs
        print(f"{'':44}{'ours':>12}{'script':>12}{'ratio':>9}   of all pairs")

    def ratio(
        self, name: str, ours: Callable[[], float], other: Callable[[], float], unit: str, over: bool = False
    ) -> None:
        """A row of medians. The ratio is ours to the other's; with `over` the other's to ours, as for speed."""
        pairs = [(ours(), other()) for _ in range(self.pairs)]
        ratios = [b / a if over else a / b for a, b in pairs]
        mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
        spread = " ".join(f"{r:.2f}" for r in sorted(ratios))
        print(
            f"{name:44}{mine:>9.3f} {unit:<2}{theirs:>9.3f} {unit:<2}{statistics.median(ratios):>9.2f}   {spread}",
            flush=True,
        )

    def figure(self, name: str, value: str) -> None:
        """A row of one figure."""
        print(f"{name:44}{value}", flush=True)


def main() -> None:
    """Measures everything and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a minute or two instead of ten, figures less certain")
    parser.add_argument("--pairs", type=int, help="pairs a row (default: 9, quick: 3)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pairs = options.pairs or (3 if options.quick else 9)
    size = 20 if options.quick else 100
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), News(options.seed), Table(pairs), size, options.quick)


def measure(folder: Path, news: News, table: Table, size: int, quick: bool) -> None:
    """All rows. `size` is the number of relevant articles in the runs for throughput."""

    def write(name: str, texts: list[str]) -> Path:
        path = folder / name
        path.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts), "utf-8")
        return path

    script, ours = HERE / "natasha_script.py", HERE / "our_script.py"
    articles = {"relevant": news.relevant(), "irrelevant": news.other()}
    memory: dict[str, float] = {}
    for kind, text in articles.items():
        plain = folder / f"{kind}.txt"
        plain.write_text(text, "utf-8")
        line = write(f"{kind}.jsonl", [text])
        command = ("-m", "narcofacts", "extract", "--quiet", "--format", "json", plain)
        # the first run builds the cache of the model, and leaves files in the system's cache
        memory[kind], memory["script"] = run(*command).mebibytes, run(script, "ner", line).mebibytes
        table.ratio(
            f"cold start, {kind} article",
            lambda command=command: run(*command).seconds,  # type: ignore[misc]
            lambda line=line: run(script, "ner", line).seconds,  # type: ignore[misc]
            "s",
        )
    for kind in articles:
        share = memory[kind] / memory["script"]
        table.figure(f"peak memory, {kind} article", f"{memory[kind]:9.0f} MB{memory['script']:9.0f} MB{share:9.2f}")

    warm = size // 4
    relevant = write("many.jsonl", [news.relevant() for _ in range(size + warm)])
    for mode in ("ner", "morph"):
        table.ratio(
            f"relevant, {size} articles, against NER{' + morph' if mode == 'morph' else ''}",
            lambda: inner(run(ours, "extract", relevant, str(warm))),
            lambda mode=mode: inner(run(script, mode, relevant, str(warm))),  # type: ignore[misc]
            "s",
            over=True,
        )
    mixed = write("mixed.jsonl", news.stream(size * 4, 0.05))
    table.ratio(
        f"mixed, 5 % relevant, {size * 4 - 20} articles",
        lambda: inner(run(ours, "extract", mixed, "20")),
        lambda: inner(run(script, "ner", mixed, "20")),
        "s",
        over=True,
    )

    stopped = [news.other() for _ in range(2000)]
    megabytes = sum(len(text.encode()) for text in stopped) / 1e6
    path = write("other.jsonl", stopped)
    speeds = [megabytes / inner(run(ours, "gate", path)) for _ in range(table.pairs)]
    table.figure("gate alone, irrelevant articles", f"{statistics.median(speeds):9.0f} MB/s (UTF-8)")

    rows = folder / "rows.jsonl"
    many = [news.relevant() for _ in range(size * 4)]
    rows.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in many), "utf-8")

    def batch(jobs: int) -> float:
        (folder / "out.jsonl").unlink(missing_ok=True)
        return run("-m", "narcofacts", "batch", rows, "-o", folder / "out.jsonl", "-j", str(jobs)).seconds

    gains = [batch(1) / batch(2) for _ in range(table.pairs)]
    table.figure(f"two workers over one, {size * 4} articles", f"{statistics.median(gains):9.2f} times")

    for count in (10, 100) if quick else (10, 100, 1000):
        path = write("growing.jsonl", [news.relevant() for _ in range(count + 5)])
        each = inner(run(ours, "extract", path, "5")) / count
        table.figure(f"growth: {count} articles", f"{each * 1e3:9.2f} ms an article")
    for length in (1_000, 10_000, 100_000) if quick else (1_000, 10_000, 100_000, 500_000):
        path = write("longer.jsonl", [news.relevant() for _ in range(5)] + [news.relevant(length)])
        took = run(ours, "extract", path, "5")
        table.figure(
            f"growth: one article of {length} characters",
            f"{inner(took) / length * 1e6:9.2f} ms a thousand characters, peak {took.mebibytes:.0f} MB",
        )


if __name__ == "__main__":
    main()
