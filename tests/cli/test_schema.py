"""`narcofacts schema`: what it prints describes what the other commands write."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest
from typer.testing import Result

Command = Callable[..., Result]


def test_a_document_that_extract_writes_is_valid_by_the_schema(
    narcofacts: Command, article: Callable[..., str]
) -> None:
    schema = json.loads(narcofacts("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    name = article("2025-12-04\n\nИзъято 7 кг мефедрона, задержаны 3 сбытчика.")
    for options in ([], ["--with-text"]):
        document = json.loads(narcofacts("extract", name, *options).stdout)
        jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


def test_a_document_with_an_unknown_unit_is_not_valid(narcofacts: Command, article: Callable[..., str]) -> None:
    schema = json.loads(narcofacts("schema").stdout)
    document = json.loads(narcofacts("extract", article("Изъято 7 кг мефедрона.")).stdout)
    document["seizures"][0]["quantity"]["unit"] = "pood"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


def test_a_record_that_rests_on_no_words_is_not_valid(narcofacts: Command, article: Callable[..., str]) -> None:
    schema = json.loads(narcofacts("schema").stdout)
    document = json.loads(narcofacts("extract", article("Изъято 7 кг мефедрона.")).stdout)
    document["seizures"][0]["evidence"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
