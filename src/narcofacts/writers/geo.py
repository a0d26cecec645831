"""Records as points on the map: GeoJSON (RFC 7946), a feature for each record whose place has coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from narcofacts.records import Document, Place
from narcofacts.writers.documents import json_line
from narcofacts.writers.flat import flat_rows


def write_geojson(documents: Iterable[Document], stream: BinaryIO) -> None:
    """Writes a FeatureCollection, a feature a line. Its properties are those of the flat form.

    Records without coordinates are no points and are left out. Coordinates are longitude, then latitude.
    """
    stream.write(b'{"type":"FeatureCollection","features":[')
    first = True
    for document in documents:
        for feature in features(document):
            stream.write(b"\n" if first else b",\n")
            stream.write(json_line(feature).rstrip(b"\n"))
            first = False
    stream.write(b"\n]}\n")


def features(document: Document) -> Iterator[dict[str, object]]:
    """The features of a document."""
    places: dict[str, Place | None] = {o.id: o.places[0] if o.places else None for o in document.operations}
    places |= {arrest.id: arrest.place for arrest in document.arrests}
    places |= {seizure.id: seizure.place for seizure in document.seizures}
    for row in flat_rows(document):
        place = places[str(row["id"])]
        if place is not None and place.lat is not None and place.lon is not None:
            yield {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": row,
            }
