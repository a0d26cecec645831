"""GeoJSON: records as points."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass

import msgspec

from narcofacts.records import Document
from narcofacts.writers.flat import flat_rows
from narcofacts.writers.geo import write_geojson


@dataclass
class Read:
    collection: dict[str, object]
    features: list[dict[str, dict[str, object]]]


def read(*documents: Document) -> Read:
    stream = io.BytesIO()
    write_geojson(documents, stream)
    collection = json.loads(stream.getvalue())
    return Read(collection, collection["features"])


def located(document: Document) -> Document:
    place = document.operations[0].places[0]
    there = msgspec.structs.replace(place, lat=42.3, lon=69.6)
    document.operations[0].places = [there]
    document.seizures[0].place = there
    return document


def test_records_with_coordinates_are_points_with_the_flat_properties(document: Document) -> None:
    found = read(located(document)).features
    assert [feature["properties"]["id"] for feature in found] == ["op1", "se1"]
    assert found[1]["geometry"] == {"type": "Point", "coordinates": [69.6, 42.3]}
    assert found[1]["properties"] == next(row for row in flat_rows(document) if row["id"] == "se1")


def test_nothing_to_show_is_still_a_collection(document: Document) -> None:
    assert read().collection == {"type": "FeatureCollection", "features": []}
    assert read(document).features == []


def test_several_documents_are_one_collection(document: Document) -> None:
    assert len(read(located(document), document).features) == 4
