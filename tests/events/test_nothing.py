"""What is no fact: denied, planned, possible, threatened, general, fiction, other crime; and cues that deny nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Row, check, params


@pytest.mark.parametrize("row", params(Path(__file__).with_name("nothing.tsv")))
def test_nothing_is_made_of_what_did_not_happen(row: Row) -> None:
    check(row.text, row.records)
