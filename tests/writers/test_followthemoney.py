"""FollowTheMoney entities, checked with the library of Aleph."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from narcofacts.records import Document, Money, Seizure
from narcofacts.writers.followthemoney import write_entities

followthemoney = pytest.importorskip("followthemoney")


def read(*documents: Document) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    write_entities(documents, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def with_coins(document: Document) -> Document:
    evidence = document.seizures[1].evidence
    coins = Money("3 биткоина", 3, "BTC")
    document.seizures.append(Seizure("se4", evidence, "op1", "frozen", "crypto", "криптокошелёк", money=coins))
    document.source.path = "https://example.org/news/1"
    return document


def test_every_entity_is_valid_and_loses_nothing_when_it_is_cleaned(with_coins: Document) -> None:
    for told in read(with_coins):
        proxy = followthemoney.model.get_proxy(told, cleaned=False)
        proxy.schema.validate(told)
        for name, values in told["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (told["schema"], name)


def test_an_operation_ties_people_agencies_and_assets_to_the_article(with_coins: Document) -> None:
    entities = {entity["id"]: entity for entity in read(with_coins)}
    kinds = {entity["schema"] for entity in entities.values()}
    assert kinds == {"Article", "Event", "Person", "Organization", "PublicBody", "Asset", "CryptoWallet", "UnknownLink"}
    event = next(entity for entity in entities.values() if entity["schema"] == "Event")["properties"]
    assert [entities[one]["properties"]["name"] for one in event["involved"]] == [["К. Д."], ["Kaef Mafia"]]
    assert [entities[one]["properties"]["name"] for one in event["organizer"]] == [["КНБ"], ["оперативники"]]
    [article] = event["proof"]
    assert entities[article]["properties"]["sourceUrl"] == ["https://example.org/news/1"]
    links = [entity["properties"] for entity in entities.values() if entity["schema"] == "UnknownLink"]
    assert [entities[link["object"][0]]["schema"] for link in links] == ["Asset", "CryptoWallet"]


def test_an_agency_that_several_articles_name_is_one(document: Document) -> None:
    twice = read(document, document)
    assert [entity["id"] for entity in twice].count("narcofacts-agency-KZ-KNB") == 1


def test_an_article_without_records_makes_no_entities(document: Document) -> None:
    document.operations, document.arrests, document.seizures = [], [], []
    assert read(document) == []
