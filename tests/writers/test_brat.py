"""brat standoff: folders of .txt and .ann."""

from __future__ import annotations

from pathlib import Path

import pytest

from narcofacts.errors import OutputError
from narcofacts.records import Document, Evidence
from narcofacts.writers.brat import standoff, write_standoff


def test_every_annotation_repeats_the_words_at_its_offsets(document: Document, text: str, tmp_path: Path) -> None:
    document.text = text
    write_standoff([document], str(tmp_path / "a.ann"))
    assert sorted(path.name for path in (tmp_path / "a.ann").iterdir()) == [
        "000001-shymkent.ann",
        "000001-shymkent.txt",
        "annotation.conf",
    ]
    written = (tmp_path / "a.ann" / "000001-shymkent.txt").read_text("utf-8")
    lines = (tmp_path / "a.ann" / "000001-shymkent.ann").read_text("utf-8").splitlines()
    entities = [line.split("\t") for line in lines if line.startswith("T")]
    assert len(entities) == 7
    for _, what, words in entities:
        kind, start, end = what.split(" ")
        assert kind in ("Operation", "Arrest", "Seizure")
        assert written[int(start) : int(end)] == words


def test_relations_lead_to_the_operation_and_to_the_total(document: Document, text: str) -> None:
    document.text = text
    relations = [line.split("\t")[1] for line in standoff(document).splitlines() if line.startswith("R")]
    assert relations.count("PartOf Arg1:T4 Arg2:T3") == 1
    assert sum(relation.startswith("Of ") for relation in relations) == 5


def test_evidence_over_a_line_end_is_in_fragments(document: Document) -> None:
    document.text = "изъято\r\n6 кг мефедрона"
    document.seizures[0].evidence = [Evidence(0, 22, document.text)]
    line = next(line for line in standoff(document).splitlines() if "Seizure" in line)
    assert line.split("\t")[1:] == ["Seizure 0 6;8 22", "изъято 6 кг мефедрона"]


def test_a_document_without_text_is_refused_and_leaves_nothing(document: Document, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="--with-text"):
        write_standoff([document], str(tmp_path / "a.ann"))
    assert list(tmp_path.iterdir()) == []


def test_only_a_folder_of_its_own_is_replaced(document: Document, text: str, tmp_path: Path) -> None:
    document.text = text
    target = tmp_path / "a.ann"
    write_standoff([document, document], str(target))
    write_standoff([document], str(target))
    assert len(list(target.iterdir())) == 3
    (tmp_path / "mine").mkdir()
    with pytest.raises(OutputError, match="not a folder of brat files"):
        write_standoff([document], str(tmp_path / "mine"))
