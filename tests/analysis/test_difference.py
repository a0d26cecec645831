"""Two runs over the same articles: records gained, lost and changed, whatever their ids."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts import extract
from narcofacts.analysis.difference import Difference, difference
from narcofacts.analysis.runs import Told, read_run
from narcofacts.errors import InputError

ARTICLE = (
    "2025-12-04\n\nВ Алматы полицейские задержали двух закладчиков. У них изъяли 2 кг мефедрона и 300 граммов гашиша."
)
DOCUMENT: dict[str, Any] = msgspec.to_builtins(extract(ARTICLE))


def told(document: dict[str, Any], **source: Any) -> Told:
    lists = {kind: copy.deepcopy(document[kind]) for kind in ("operations", "arrests", "seizures")}
    return Told({**document["source"], "path": "a.txt", "sha256": "aa", **source}, lists, document["warnings"])


def changes(found: Difference) -> list[tuple[str, str, str, Any, Any]]:
    return [
        (change.kind, change.new, field.field, field.old, field.new)
        for document in found.documents
        for change in document.changed
        for field in change.fields
    ]


def test_a_run_does_not_differ_from_itself() -> None:
    found = difference([told(DOCUMENT)], [told(DOCUMENT)])
    assert found.documents == ()
    assert found.counts["documents"] == 1


def test_a_changed_number_is_one_field_of_one_record() -> None:
    new = told(DOCUMENT)
    new.records("seizures")[1]["quantity"]["value"] = 3000
    assert changes(difference([told(DOCUMENT)], [new])) == [("seizure", "se2", "quantity.value", 300, 3000)]


def test_a_lost_record_changes_no_other_although_their_ids_move() -> None:
    new = told(DOCUMENT)
    new.records("seizures").pop(0)
    new.records("seizures")[0]["id"] = "se1"
    [document] = difference([told(DOCUMENT)], [new]).documents
    assert [record["substance"] for _, record in document.lost] == ["mephedrone"]
    assert (document.gained, document.changed) == ((), ())
    [back] = difference([new], [told(DOCUMENT)]).documents
    assert [record["substance"] for _, record in back.gained] == ["mephedrone"]


def test_a_reference_has_changed_only_if_it_leads_to_another_record() -> None:
    old = told(DOCUMENT)
    new = told(DOCUMENT)
    for record in (*new.records("arrests"), *new.records("seizures")):
        record["operation"] = "op7"
    new.records("operations")[0]["id"] = "op7"
    assert difference([old], [new]).documents == ()
    new.records("operations").append({"id": "op8", "evidence": [{"start": 900, "end": 905, "text": "рейды"}]})
    new.records("seizures")[0]["operation"] = "op8"
    assert changes(difference([old], [new])) == [("seizure", "se1", "operation", "op1", "op8")]


def test_articles_are_paired_by_path_else_by_digest() -> None:
    moved = told(DOCUMENT, path="new/a.txt")
    assert difference([told(DOCUMENT)], [moved]).documents == ()
    other = told(DOCUMENT, path="b.txt", sha256="bb")
    found = difference([told(DOCUMENT)], [other])
    assert [(document.path, document.status) for document in found.documents] == [
        ("b.txt", "gained"),
        ("a.txt", "lost"),
    ]
    assert found.counts["records_lost"] == found.counts["records_gained"] == 4


def test_articles_from_standard_input_are_told_apart_by_their_digest() -> None:
    one, two = told(DOCUMENT, path="-"), told({**DOCUMENT, "seizures": []}, path="-", sha256="bb")
    assert difference([one, two], [two, one]).documents == ()


def test_offsets_of_another_text_do_not_count() -> None:
    new = told(DOCUMENT, sha256="bb")
    for stretch in new.records("seizures")[0]["evidence"]:
        stretch["start"] += 10
        stretch["end"] += 10
    assert difference([told(DOCUMENT)], [new]).documents == ()


def test_what_is_told_of_the_article_counts_too() -> None:
    found = difference([told(DOCUMENT)], [told(DOCUMENT, published="2025-12-05")])
    assert changes(found) == [("document", "", "published", "2025-12-04", "2025-12-05")]
    assert found.counts["records_changed"] == 0


@given(st.permutations(range(3)), st.sets(st.integers(0, 2)))
def test_the_order_of_records_is_no_difference_and_lost_ones_are_counted(order: list[int], lost: set[int]) -> None:
    amounts = [(100, 0), (200, 20), (300, 40)]
    records = [
        {"id": f"se{k}", "evidence": [{"start": at, "end": at + 9, "text": f"{amount} г"}], "category": "drug",
         "quantity": {"value": amount}}
        for k, (amount, at) in enumerate(amounts)
    ]  # fmt: skip
    old = told({**DOCUMENT, "seizures": records, "operations": [], "arrests": []})
    new = told({**DOCUMENT, "seizures": [records[k] for k in order if k not in lost], "operations": [], "arrests": []})
    counts = difference([old], [new]).counts
    assert (counts["records_lost"], counts["records_gained"], counts["records_changed"]) == (len(lost), 0, 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "not valid JSON: "), ('{"seizures": []}', "not a document: "), ('{"source": {}, "arrests": [1]}', "not a ")],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "run.jsonl"
    file.write_text(json.dumps({"source": {"path": "a.txt"}}) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_run(str(file))
    assert str(raised.value).startswith(f"{file}:3: {reason}")
