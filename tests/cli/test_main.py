"""The command as a whole: help, version, start-up, pipes, interruption, terminals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from narcofacts import __version__

Command = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]
COMMANDS = ("extract", "explain", "schema")
HEAVY = {"numpy", "rich", "pymorphy3", "trafilatura", "msgspec", "regex", "slovnet", "navec", "charset_normalizer"}


def test_version(narcofacts: Command) -> None:
    result = narcofacts("--version")
    assert (result.exit_code, result.stdout) == (0, f"narcofacts {__version__}\n")


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)])
def test_every_help_has_examples_that_start_with_the_command(narcofacts: Command, arguments: list[str]) -> None:
    result = narcofacts(*arguments, "--help")
    assert result.exit_code == 0
    assert "  Examples:\n    narcofacts" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_an_unknown_command_is_wrong_usage(narcofacts: Command) -> None:
    result = narcofacts("exctract")
    assert result.exit_code == 2
    assert "No such command 'exctract'" in result.stderr


def test_an_unknown_format_is_wrong_usage(narcofacts: Command) -> None:
    assert narcofacts("extract", "--format", "xml", input=b"x").exit_code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["extract", "--help"], ["explain", "--help"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr))\n"
        f"sys.argv = ['narcofacts', *{arguments!r}]\n"
        "from narcofacts.cli.main import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0
    assert HEAVY & set(done.stderr.split()) == set()


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, narcofacts; print(*{m.partition('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert (HEAVY | {"typer"}) & set(done.stdout.split()) == set()


def test_python_m_narcofacts_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "narcofacts", "--version"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, f"narcofacts {__version__}\n")


def test_a_reader_that_has_seen_enough_is_no_failure(command: list[str], tmp_path: Path) -> None:
    for number in range(40):
        # more than a pipe holds, so that the writer meets the closed end
        (tmp_path / f"{number:02}.txt").write_text("Изъято 7 кг мефедрона. " * 300, encoding="utf-8")
    names = sorted(path.name for path in tmp_path.iterdir())
    with subprocess.Popen(
        [*command, "extract", *names, "--quiet"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_and_a_polite_kill_leave_no_half_written_file(
    command: list[str], tmp_path: Path, how: signal.Signals, code: int
) -> None:
    (tmp_path / "a.txt").write_text("Изъято 7 кг мефедрона.", encoding="utf-8")
    with subprocess.Popen(
        [*command, "extract", "a.txt", "-o", "out.json"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, "WAIT": "1"},
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == b"waiting\n"
        running.send_signal(how)
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == code
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_polite_kill_of_a_conversion_leaves_no_half_written_file(command: list[str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [*command, "convert", "-", "-o", "out.jsonl"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        deadline = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
        assert running.communicate(timeout=60)[1] == b""
        assert running.returncode == 143
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments", [["extract", "a.txt"], ["schema"], ["--help"], ["--version"], ["extract", "--help"]]
)
def test_a_full_disk_is_one_line(command: list[str], tmp_path: Path, arguments: list[str], unbuffered: str) -> None:
    (tmp_path / "a.txt").write_text("2025-12-04\n\nИзъято 7 кг мефедрона.", encoding="utf-8")
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*command, *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, env=environment
        )
    assert done.returncode == 1
    assert done.stderr == b"narcofacts: standard output: no space left on device\n"


def test_output_is_utf8_whatever_the_locale(process: Process, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2025-12-04\n\nИзъято 7 кг мефедрона.", encoding="utf-8")
    for kind in ("json", "csv", "table"):
        done = process("extract", "a.txt", "--format", kind, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
        assert done.returncode == 0
        assert "мефедрон" in done.stdout.decode()


def on_terminal(command: list[str], cwd: Path, **environment: str) -> tuple[int, str]:
    """Runs the command on a terminal of 80 columns and gives its exit code and what the terminal got."""
    master, slave = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "NO_COLOR": "", **environment}
    with subprocess.Popen(command, cwd=cwd, stdin=slave, stdout=slave, stderr=slave, env=environ) as running:
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        code = running.wait(timeout=60)
    os.close(master)
    return code, shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_the_default_is_a_table_in_colour(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2025-12-04\n\nИзъято 7 кг мефедрона.", encoding="utf-8")
    code, shown = on_terminal([*command, "extract", "a.txt"], tmp_path)
    assert code == 0
    assert "se1" in shown
    assert "\x1b[32m" in shown
    assert "{" not in shown


def test_no_color_is_obeyed(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2025-12-04\n\nИзъято 7 кг мефедрона.", encoding="utf-8")
    for arguments in (["extract", "a.txt"], ["explain", "a.txt"]):
        code, shown = on_terminal([*command, *arguments], tmp_path, NO_COLOR="1")
        assert code == 0
        assert "\x1b[3" not in shown.replace("\x1b[3m", "")
        assert "\x1b[4" not in shown
    assert "[se1: 7 кг мефедрона]" in shown


def test_an_article_cannot_command_the_terminal(command: list[str], tmp_path: Path) -> None:
    text = (
        "2025-12-04\n\n\x1b]0;взлом\x07[bold red]Изъято[/] 7 кг мефедрона\x9b2J. \x1b[2J"
        + " Об этом сообщили в полиции." * 40
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    for arguments in (["explain", "a.txt"], ["extract", "a.txt"], ["extract", "a.txt", "-f", "json", "--with-text"]):
        code, shown = on_terminal([*command, *arguments], tmp_path)
        assert code == 0
        assert "\x1b]" not in shown
        assert "\x1b[2J" not in shown
        assert "\x9b" not in shown
        assert "\x07" not in shown
    _, shown = on_terminal([*command, "explain", "a.txt"], tmp_path)
    assert "[bold red]Изъято[/]" in shown


def test_no_file_on_a_terminal_is_wrong_usage(command: list[str], tmp_path: Path) -> None:
    code, shown = on_terminal([*command, "extract"], tmp_path)
    assert code == 2
    assert shown == "narcofacts: no FILE given, and nothing is piped in; see narcofacts extract --help\n"


def test_completion_is_offered_for_the_shell() -> None:
    environ = {**os.environ, "_NARCOFACTS_COMPLETE": "complete_bash", "COMP_WORDS": "narcofacts ex", "COMP_CWORD": "1"}
    code = "from narcofacts.cli.main import run; run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environ, timeout=60)
    assert done.stdout.split() == ["extract", "explain"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX shell")
@pytest.mark.parametrize(
    ("redirection", "code", "message"),
    [
        ("<&-", 2, "narcofacts: no FILE given, and nothing is piped in; see narcofacts extract --help\n"),
        ("- <&-", 1, "narcofacts: -: standard input is closed\n"),
        ("a.txt >&-", 1, "narcofacts: standard output is closed\n"),
        ("missing.txt 2>&-", 1, ""),
    ],
)
def test_closed_streams_are_no_accident(
    command: list[str], tmp_path: Path, redirection: str, code: int, message: str
) -> None:
    (tmp_path / "a.txt").write_text("2025-12-04\n\nИзъято 7 кг мефедрона.", encoding="utf-8")
    line = f"'{command[0]}' '{command[1]}' extract {redirection}"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", message)


@pytest.mark.skipif(sys.platform != "linux", reason="file names as bytes")
def test_a_file_name_that_is_no_utf8_is_shown_with_a_replacement(command: list[str], tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(name, "wb") as stream:
        stream.write("2025-12-04\n\nИзъято 7 кг мефедрона.".encode())
    done = subprocess.run([*command, "extract", b"\xff.txt", b"\xfe.txt"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 1
    assert '"path":"\ufffd.txt"'.encode() in done.stdout
    assert done.stderr.decode().startswith("narcofacts: \ufffd.txt: ")
