"""Articles that were unseen when the rules first met them: regression tests now, with floors that only rise."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import score
from narcofacts import publication_day
from narcofacts.pipeline import extract_article
from narcofacts.text.reading import read_article

TESTS = Path(__file__).parent
# set → figure → floor, 0.005 below what was measured; docs/quality.md has the figures as first seen
FLOORS = {
    "held_out": {"records": 0.964, "links": 0.967, "parts": 0.966, "operations": 0.858},
    "held_out_2": {"records": 0.991, "links": 0.896, "parts": 0.921, "operations": 0.941},
    "held_out_3": {"records": 0.988, "links": 0.995, "parts": 0.995, "operations": 0.925},
    "held_out_4": {"records": 0.922, "links": 0.929, "parts": 0.876, "operations": 0.786},
    "held_out_5": {"records": 0.995, "links": 0.977, "parts": 0.954, "operations": 0.930},
    "held_out_6": {"records": 0.985, "links": 0.982, "parts": 0.995, "operations": 0.950},
    "held_out_7": {"records": 0.979, "links": 0.970, "parts": 0.965, "operations": 0.910},
    "held_out_8": {"records": 0.972, "links": 0.939, "parts": 0.928, "operations": 0.874},
    "held_out_9": {"records": 0.959, "links": 0.961, "parts": 0.877, "operations": 0.911},
    "held_out_10": {"records": 0.963, "links": 0.918, "parts": 0.788, "operations": 0.849},
    "held_out_11": {"records": 0.980, "links": 0.830, "parts": 0.838, "operations": 0.835},
    "held_out_12": {"records": 0.957, "links": 0.898, "parts": 0.833, "operations": 0.760},
    "held_out_13": {"records": 0.882, "links": 0.903, "parts": 0.635, "operations": 0.804},
    "held_out_14": {"records": 0.902, "links": 0.886, "parts": 0.897, "operations": 0.799},
    "held_out_15": {"records": 0.956, "links": 0.951, "parts": 0.825, "operations": 0.870},
    "held_out_16": {"records": 0.921, "links": 0.958, "parts": 0.918, "operations": 0.917},
    "held_out_17": {"records": 0.945, "links": 0.882, "parts": 0.882, "operations": 0.803},
    "held_out_18": {"records": 0.884, "links": 0.887, "parts": 0.800, "operations": 0.775},
    "held_out_19": {"records": 0.941, "links": 0.950, "parts": 0.756, "operations": 0.844},
}


@cache
def report(folder: str) -> dict[str, Any]:
    """The scorer's report on one set."""
    golds, documents = {}, {}
    for path in sorted((TESTS / folder).glob("*.json")):
        gold = golds[path.stem] = json.loads(path.read_text("utf-8"))
        article = read_article(str(path.with_suffix(".txt")), published=publication_day(gold.get("published")))
        document = extract_article(article).document
        documents[path.stem] = json.loads(msgspec.json.encode(document))
    return dict(score.score(golds, documents, []))


@pytest.mark.parametrize(("folder", "figure"), [(folder, figure) for folder in FLOORS for figure in FLOORS[folder]])
def test_no_figure_falls_below_its_floor(folder: str, figure: str) -> None:
    assert report(folder)[figure]["f1"] >= FLOORS[folder][figure]
