"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from narcofacts.errors import OutputError
from narcofacts.writers.files import check_target, open_output

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


def test_the_file_is_there_only_after_the_block(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with open_output(str(target)) as stream:
        stream.write(b"{}")
        assert not target.exists()
    assert target.read_bytes() == b"{}"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_after_a_failure_the_old_file_stays_and_nothing_else(tmp_path: Path, failure: type[BaseException]) -> None:
    target = tmp_path / "out.json"
    target.write_bytes(b"old")

    def write_half() -> None:
        with open_output(str(target)) as stream:
            stream.write(b"half")
            raise failure

    with pytest.raises(failure):
        write_half()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_new_file_has_usual_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    old.touch(mode=0o640)
    old.chmod(0o640)
    mask = os.umask(0o022)
    try:
        for target in (new, old):
            with open_output(str(target)) as stream:
                stream.write(b"x")
    finally:
        os.umask(mask)
    assert (new.stat().st_mode & 0o777, old.stat().st_mode & 0o777) == (0o644, 0o640)


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with open_output(str(link)) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@posix
def test_a_device_is_written_to_and_not_replaced() -> None:
    with open_output(os.devnull) as stream:
        stream.write(b"x")
    assert not os.path.isfile(os.devnull)


def test_targets_that_cannot_be_made_are_told_with_their_name(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a directory"):
        check_target(str(tmp_path))
    with pytest.raises(OutputError, match="no such directory"):
        check_target(str(tmp_path / "none" / "out.json"))
    check_target(str(tmp_path / "out.json"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="permission denied"):
        check_target(str(tmp_path / "out.json"))
