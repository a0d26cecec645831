"""Figures against gold: the same as those of tests/score.py, and the differences with the rules that made them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import score
from narcofacts.analysis.evaluation import FIGURES, Evaluation, evaluate
from narcofacts.analysis.judged import Judged, read_gold, read_predictions
from narcofacts.errors import InputError
from narcofacts.pipeline import extract_article
from narcofacts.text.reading import read_article

GOLD = Path(__file__).parents[1] / "gold"
Documents = dict[str, dict[str, Any]]


@cache
def extracted() -> Documents:
    """The documents that the program makes of the gold articles now."""
    paths = sorted(GOLD.glob("*.txt"))
    return {path.stem: msgspec.to_builtins(extract_article(read_article(str(path))).document) for path in paths}


@cache
def gold() -> Documents:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))}


def perturbed(seed: int) -> Documents:
    """The extracted documents with records lost, doubled, changed and moved to other operations, by chance."""
    chance = random.Random(seed)
    documents: Documents = json.loads(json.dumps(extracted()))
    for name in chance.sample(sorted(documents), 6):
        del documents[name]
    for document in documents.values():
        operations = [operation["id"] for operation in document["operations"]]
        for kind in ("arrests", "seizures"):
            kept = [record for record in document[kind] if chance.random() > 0.15]
            document[kind] = kept + [dict(record) for record in kept if chance.random() < 0.1]
        for record in document["arrests"] + document["seizures"]:
            if chance.random() < 0.3:
                record["operation"] = chance.choice(operations)
            if chance.random() < 0.2:
                record["place"] = chance.choice([None, {"name": "Тараз", "text": "Таразе"}, record["place"]])
            if chance.random() < 0.2:
                record["part_of"] = chance.choice([None, "se1"])
            if record.get("quantity") and chance.random() < 0.2:
                record["quantity"]["value"] *= chance.choice([1.0004, 1000])
            if "status" in record and chance.random() < 0.2:
                record["status"], record["citizenship"] = "arrested", ["KZ"]
        for operation in document["operations"]:
            if chance.random() < 0.3:
                operation["scope"], operation["dismantled"] = "total", []
    return documents


def judged(documents: Documents) -> dict[str, Judged]:
    return {name: msgspec.convert(document, Judged) for name, document in documents.items()}


def as_scored(found: Evaluation) -> dict[str, Any]:
    """The evaluation in the form of tests/score.py."""
    report: dict[str, Any] = {}
    for name in FIGURES:
        tally = found.figures[name]
        report[name] = {
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "right": tally.right,
            "gold": tally.gold,
            "predicted": tally.predicted,
        }
    shares = {slot: f"{share.right}/{share.total}" for slot, share in found.slots.items()}
    report["slots"] = {"accuracy": round(found.all_slots.accuracy, 4), **shares}
    report["clean"] = {"documents": found.clean.total, "clean": found.clean.right}
    report["documents"] = found.documents
    report["unanswered"] = found.unanswered
    return report


@pytest.mark.parametrize(
    "predicted",
    [
        pytest.param(extracted, id="what the program finds"),
        pytest.param(dict, id="nothing"),
        pytest.param(gold, id="gold itself"),
        *(pytest.param(lambda seed=seed: perturbed(seed), id=f"changed by chance {seed}") for seed in range(6)),
    ],
)
def test_figures_are_those_of_the_scorer(predicted: Callable[[], Documents]) -> None:
    documents = predicted()
    errors: list[str] = []
    expected = score.score(gold(), documents, errors)
    found = evaluate(judged(gold()), judged(documents))
    assert as_scored(found) == expected
    kinds = [line.split("\t")[1].replace("slot ", "wrong slot ").split(" ")[0] for line in errors]
    assert [difference.kind.split(" ")[0] for difference in found.differences] == kinds


def document(**fields: Any) -> Judged:
    return msgspec.convert({"operations": [{"id": "op1", "scope": "event"}], **fields}, Judged)


def seizure(**fields: Any) -> dict[str, Any]:
    amount = {"value": 6100, "unit": "g", "bound": "exact"}
    return {
        "id": "se1",
        "operation": "op1",
        "category": "drug",
        "substance": "mephedrone",
        "quantity": amount,
        **fields,
    }


def test_a_wrong_amount_is_one_missed_and_one_spurious_record_with_its_rules() -> None:
    other = seizure(quantity={"value": 61, "unit": "g"}, evidence=[{"text": "61 г мефедрона"}])
    found = evaluate(
        {"a": document(seizures=[seizure()])},
        {"a": document(seizures=[other])},
        {"a": {"se1": ["quantities.g", "triggers.toml:seize"]}},
    )
    assert [(d.kind, d.told, d.rules) for d in found.differences] == [
        ("missed", "seizure drug mephedrone 6100 g", ()),
        ("spurious", "seizure drug mephedrone 61 g", ("quantities.g", "triggers.toml:seize")),
    ]
    assert found.differences[1].text == "61 г мефедрона"
    assert (found.figures["records"].f1, found.figures["seizures"].gold, found.figures["arrests"].f1) == (0.0, 1, 1.0)


def test_a_wrong_slot_tells_what_gold_has_and_what_was_found() -> None:
    found = evaluate(
        {"a": document(seizures=[seizure(place="Алматы|город Алматы", action="seized")])},
        {"a": document(seizures=[seizure(place={"name": "Тараз"}, action="seized")])},
        {"a": {"se1": ["inherit.place"]}},
    )
    assert [(d.kind, d.slot, d.want, d.got, d.rules) for d in found.differences] == [
        ("wrong slot", "place", "Алматы|город Алматы", "Тараз", ("inherit.place",))
    ]
    assert (found.slots["place"].right, found.slots["action"].right, found.figures["records"].f1) == (0, 1, 1.0)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"quantity": {"value": 6100, "unit": "g"}}, {"quantity": {"value": 6102, "unit": "g"}}),
        ({"substance": "mephedrone|drugs"}, {"substance": "drugs"}),
        ({"also": [{"value": 3, "unit": "plant"}]}, {"quantity": {"value": 3, "unit": "plant"}}),
        ({"quantity": None}, {"quantity": {"value": 1, "unit": "piece"}}),
    ],
)
def test_records_that_count_as_the_same(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    result = evaluate({"a": document(seizures=[seizure(**wanted)])}, {"a": document(seizures=[seizure(**found)])})
    assert result.figures["records"].f1 == 1.0


@pytest.mark.parametrize(
    "found",
    [
        {"quantity": {"value": 6200, "unit": "g"}},
        {"quantity": {"value": 6100, "unit": "ml"}},
        {"quantity": None},
        {"quantity": {"value": 1, "unit": "g"}},
        {"substance": "heroin"},
        {"category": "precursor"},
        {"money": {"amount": 6100, "currency": "KZT"}},
    ],
)
def test_records_that_do_not(found: dict[str, Any]) -> None:
    result = evaluate({"a": document(seizures=[seizure()])}, {"a": document(seizures=[seizure(**found)])})
    assert result.figures["records"].right == 0


def test_a_document_without_facts_is_clean_only_if_nothing_is_found_in_it() -> None:
    nothing = msgspec.convert({"operations": []}, Judged)
    found = evaluate({"a": nothing, "b": nothing}, {"a": nothing, "b": document()})
    assert (found.clean.right, found.clean.total) == (1, 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not valid JSON: "),
        ('{"arrests": [{"count": {"value": "три"}}]}', "not a document: Expected int | float | null, got str"),
        ("[]", "not a document: Expected object, got array"),
    ],
)
def test_bad_gold_names_the_file_and_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "good.json").write_text("{}", encoding="utf-8")
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_gold(str(tmp_path))
    assert str(raised.value).startswith(f"{tmp_path / 'bad.json'}: {reason}")


def test_predictions_are_paired_by_the_stem_of_their_source_and_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    file.write_text('{"source": {"path": "x/a.txt"}}\n\n{"seizures": []}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"run\.jsonl:3: not a document: .*source"):
        read_predictions(str(file))
    file.write_text('{"source": {"path": "x/a.txt"}}\n', encoding="utf-8")
    assert list(read_predictions(str(file))) == ["a"]


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold files"):
        read_gold(str(tmp_path))
