"""Makes what the pages show of the program anew: the picture of the README, and the output under each command.

    python docs/make_pictures.py

In `README.md` and `docs/quality.md` a block that begins with three backticks and `console` holds one command behind `$`
(its further lines are behind `>`) and, below it, what the command prints. The commands run in a folder of their own, in
which the samples and tests of the project can be read, so that they leave nothing behind.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/quality.md")
PICTURE = ROOT / "docs" / "images" / "roundup.svg"
SAMPLE = "samples/roundup.txt"
WIDTH = 84
FENCE = re.compile(r"(?<=^```console\n)(?P<block>\$ .*?\n)(?=```$)", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A command of a page, as written there, and what the page says that it prints."""

    command: str
    output: str


def example(block: str) -> Example:
    """The command and the output of a block's text."""
    first, *rest = block.splitlines(keepends=True)
    command = [first.removeprefix("$ ")]
    while rest and rest[0].startswith("> "):
        command.append(rest.pop(0).removeprefix("> "))
    return Example("".join(command).rstrip("\n"), "".join(rest))


def examples(page: str) -> list[Example]:
    """The examples in the text of a page."""
    return [example(match["block"]) for match in FENCE.finditer(page)]


@contextmanager
def workbench() -> Iterator[Path]:
    """A folder with the samples and tests of the project, and with `narcofacts` and `python` of this interpreter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("samples", "tests"):
            (folder / part).symlink_to(ROOT / part)
        programs = folder / "bin"
        programs.mkdir()
        for program, arguments in (("narcofacts", "-m narcofacts "), ("python", "")):
            path = programs / program
            path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', encoding="utf-8")
            path.chmod(0o755)
        yield folder


def printed(command: str, folder: Path) -> str:
    """What a command prints in a `workbench`. Raises CalledProcessError when it fails."""
    settings = {name: value for name, value in os.environ.items() if name not in ("NARCOFACTS_DEBUG", "FORCE_COLOR")}
    settings |= {
        "PATH": f"{folder / 'bin'}{os.pathsep}{settings['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    run = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=settings, check=True, stdin=subprocess.DEVNULL, capture_output=True
    )
    return run.stdout.decode() + run.stderr.decode()


def renewed(page: str, folder: Path) -> str:
    """The text of a page with the output of each command as it is now."""

    def run(match: re.Match[str]) -> str:
        command = example(match["block"]).command
        return "$ " + command.replace("\n", "\n> ") + "\n" + printed(command, folder)

    return FENCE.sub(run, page)


def picture() -> str:
    """The terminal with the records of the sample, as SVG. The same program gives the same bytes."""
    from rich.console import Console
    from rich.text import Text

    from narcofacts.pipeline import extract_article
    from narcofacts.text.reading import read_article
    from narcofacts.writers.console import print_document

    console = Console(
        file=io.StringIO(),
        record=True,
        width=WIDTH,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=False,
    )
    console.print(Text(f"$ narcofacts extract {SAMPLE}", style="dim"))
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        print_document(extract_article(read_article(SAMPLE)).document, console)
    finally:
        os.chdir(before)
    drawn = console.export_svg(title="narcofacts", unique_id="roundup")
    # no fonts from the network: a page that shows the picture would not load them anyway
    drawn = re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code, monospace", "Menlo, Consolas, 'DejaVu Sans Mono', monospace")
    return "".join(line.rstrip() + "\n" for line in drawn.splitlines())


def main() -> None:
    """Writes the picture and the pages."""
    if shutil.which("jq") is None:
        sys.exit("the pages have commands with jq: install it first")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
    with workbench() as folder:
        for name in PAGES:
            path = ROOT / name
            path.write_text(renewed(path.read_text("utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
