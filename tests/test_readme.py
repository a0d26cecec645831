"""Every command and every output on the pages is what the program does now."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLOSE = 0.01
"""How far a figure of quality may be from what a page says of it: rules change more often than pages."""
RENEW = "the page is out of date: run python docs/make_pictures.py"
SETTING_UP = {
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/narcofacts extract samples/roundup.txt",
    "python3 -m venv .venv && . .venv/bin/activate && pip install -e '.[dev]' && python -m pytest",
}
"""Commands that install: `.ci/run` does the same in fresh environments."""


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs" / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


pictures = _load()


def _page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _examples() -> list[tuple[str, str]]:
    return [tuple(found) for name in pictures.PAGES for found in pictures.examples(_page(name))]


@pytest.fixture(scope="module")
def workbench() -> Iterator[Path]:
    with pictures.workbench() as folder:
        yield folder


@pytest.mark.skipif(sys.platform == "win32", reason="the pages show a POSIX shell")
@pytest.mark.parametrize(("command", "output"), _examples(), ids=lambda text: text[:40])
def test_a_command_of_a_page_prints_what_stands_below_it(command: str, output: str, workbench: Path) -> None:
    if "jq " in command and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    printed = pictures.printed(command, workbench)
    if "tests/score.py" in command:
        assert _figures(printed) == pytest.approx(_figures(output), abs=CLOSE), RENEW
    else:
        assert printed == output, RENEW


def _figures(scores: str) -> dict[str, float]:
    """The F1 of each line of the scorer, and the accuracy of slots."""
    return {name: float(value) for name, value in re.findall(r"^(\w+) +(?:F1|accuracy) ([\d.]+)", scores, re.MULTILINE)}


def test_the_figures_of_a_page_are_read() -> None:
    assert _figures("records     F1 0.991  P 0.992  R 0.990\nslots       accuracy 0.9623  action 341/350\n") == {
        "records": 0.991,
        "slots": 0.9623,
    }


def test_the_python_of_the_readme_gives_what_it_says() -> None:
    parser = doctest.DocTestParser()
    blocks = re.findall(r"^```pycon\n(.*?)^```$", _page("README.md"), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(parser.get_doctest(block, {}, "README.md", "README.md", 0))
        assert runner.summarize(verbose=False).failed == 0


def test_the_other_commands_of_the_readme_are_those_that_set_up() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", _page("README.md"), re.MULTILINE | re.DOTALL)
    assert {line for block in blocks for line in block.splitlines()} == SETTING_UP


def _lines_of(svg: str) -> list[str]:
    """The lines of the terminal that an SVG of Rich shows, without any spaces."""
    lines: dict[float, dict[float, str]] = defaultdict(dict)
    for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        if "matrix" in (element.get("clip-path") or "") or "line" in (element.get("clip-path") or ""):
            lines[float(element.attrib["y"])][float(element.attrib["x"])] = element.text or ""
    texts = ("".join(words for _, words in sorted(line.items())) for _, line in sorted(lines.items()))
    return [squeezed for text in texts if (squeezed := re.sub(r"\s", "", text))]


def test_the_picture_shows_what_the_program_prints_now() -> None:
    # Rich draws a little differently from version to version: the words count, not the bytes
    kept = _lines_of(pictures.PICTURE.read_text("utf-8"))
    assert kept
    assert kept == _lines_of(pictures.picture()), RENEW


def test_the_picture_asks_for_nothing_from_the_network() -> None:
    links = set(re.findall(r"https?://[^\s\"<]+", pictures.PICTURE.read_text("utf-8")))
    assert links <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", "docs/architecture.md", "docs/quality.md", "docs/cli.md", "docs/format.md"]
)
def test_links_between_the_pages_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", _page(name)):
        assert ((ROOT / name).parent / link).exists(), link
