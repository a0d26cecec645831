"""Documents as FollowTheMoney entities, one a line, as Aleph and `ftm` read them.

An operation is an Event, which names who was involved (Person, Organization), who led it (PublicBody) and what was
taken (Asset, CryptoWallet, tied by UnknownLink). Every entity has the Article for its proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from narcofacts.records import Agency, Arrest, Document, Operation, Person, Place, Seizure
from narcofacts.writers.documents import json_line
from narcofacts.writers.tables import agency_names, document_id, sources_of, whole
from narcofacts.writers.wording import legible, money_words, people_words, quantity_words

Entity = dict[str, object]
_PREFIX = "narcofacts"
_GENDERS = {"m": "male", "f": "female"}
_ASSETS = ("money", "crypto", "property", "vehicle")


def write_entities(documents: Iterable[Document], stream: BinaryIO) -> None:
    """Writes the entities; an agency that several articles name is written once."""
    agencies: set[str] = set()
    for document in documents:
        for entity in entities(document):
            if entity["schema"] == "PublicBody":
                if str(entity["id"]) in agencies:
                    continue
                agencies.add(str(entity["id"]))
            stream.write(json_line(entity))


def entities(document: Document) -> Iterator[Entity]:
    """The entities of a document, its Article first."""
    if not (document.operations or document.arrests or document.seizures):
        return
    identity = f"{_PREFIX}-{document_id(document)}"
    yield _article(document, identity)
    for operation in document.operations:
        yield from _operation(document, operation, identity)


def _article(document: Document, identity: str) -> Entity:
    source = document.source
    web = [path for path in sources_of(document) if path.startswith(("http://", "https://"))]
    return _entity(
        identity,
        "Article",
        title=[source.title],
        fileName=[] if source.path.startswith(("http://", "https://")) else [source.path],
        sourceUrl=web,
        publishedAt=[source.published],
        publisher=[source.publisher],
        language=["rus"] if source.language == "ru" else [],
        bodyText=[document.text] if isinstance(document.text, str) else [],
    )


def _operation(document: Document, operation: Operation, identity: str) -> Iterator[Entity]:
    event = f"{identity}-{operation.id}"
    arrests = [arrest for arrest in document.arrests if arrest.operation == operation.id]
    seizures = [seizure for seizure in document.seizures if seizure.operation == operation.id]
    involved: list[str] = []
    for arrest in arrests:
        for number, person in enumerate(arrest.persons, 1):
            if person.name:
                involved.append(f"{identity}-{arrest.id}-{number}")
                yield _person(involved[-1], person, arrest, identity)
    for number, target in enumerate(operation.targets, 1):
        involved.append(f"{event}-target-{number}")
        yield _entity(involved[-1], "Organization", name=[target.name], classification=[target.type], proof=[identity])
    bodies = {_agency_id(agency, identity): agency for agency in operation.agencies}
    for body, agency in bodies.items():
        # one agency is told of by many articles, so that no single one is its proof
        proof = [] if agency.id else [identity]
        yield _entity(body, "PublicBody", name=[agency.name], country=[_country(agency.country)], proof=proof)
    dates = [date for date in operation.dates if date.start]
    yield _entity(
        event,
        "Event",
        name=[operation.headline or operation.name or operation.evidence[0].text],
        startDate=[date.start for date in dates[:1]],
        endDate=[date.end for date in dates[:1]],
        location=[place.name for place in operation.places],
        country=[_country(place.country) for place in operation.places],
        summary=[evidence.text for evidence in operation.evidence[:1]],
        keywords=[operation.kind, operation.scope],
        notes=[*map(_arrest_words, arrests), *map(_seizure_words, seizures)],
        involved=involved,
        organizer=list(bodies),
        recordId=[operation.id],
        publisher=[document.source.publisher],
        proof=[identity],
    )
    for seizure in seizures:
        if seizure.category in _ASSETS:
            yield from _asset(seizure, event, identity)


def _person(body: str, person: Person, arrest: Arrest, identity: str) -> Entity:
    citizenship = person.citizenship or (arrest.citizenship[0] if len(arrest.citizenship) == 1 else None)
    told = [arrest.status, person.role, f"age {person.age}" if person.age is not None else None]
    return _entity(
        body,
        "Person",
        name=[person.name],
        gender=[_GENDERS.get(person.sex or "")],
        citizenship=[_country(citizenship)],
        position=[person.occupation],
        address=[person.residence],
        notes=[", ".join(filter(None, told))],
        proof=[identity],
    )


def _asset(seizure: Seizure, event: str, identity: str) -> Iterator[Entity]:
    asset = f"{identity}-{seizure.id}"
    money = seizure.money or seizure.value_estimate
    coin = (money.asset or money.currency) if money and seizure.category == "crypto" else None
    amount, currency = (str(whole(money.amount)), money.currency) if money else (None, None)
    yield _entity(
        asset,
        "CryptoWallet" if seizure.category == "crypto" else "Asset",
        name=[seizure.item],
        amount=[amount],
        currency=[currency],
        currencySymbol=[coin],
        description=[seizure.evidence[0].text],
        country=[_country(_country_of(seizure.place))],
        proof=[identity],
    )
    yield _entity(
        f"{asset}-link", "UnknownLink", subject=[event], object=[asset], role=[seizure.action], proof=[identity]
    )


def _entity(identity: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """An entity without its empty properties, each value once and free of control characters."""
    told = {
        name: list(dict.fromkeys(filter(None, (legible(value) for value in values if value))))
        for name, values in properties.items()
    }
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _agency_id(agency: Agency, identity: str) -> str:
    if agency.id:
        return f"{_PREFIX}-agency-{agency.id}"
    # «полиция» of two articles need not be the same body
    import zlib

    return f"{identity}-agency-{zlib.crc32(agency.name.casefold().encode('utf-8', 'replace')):08x}"


def _country(code: str | None) -> str | None:
    return code.lower() if code else None


def _country_of(place: Place | None) -> str | None:
    return place.country if place else None


def _arrest_words(arrest: Arrest) -> str:
    words = [arrest.status, people_words(arrest.count), " ".join(arrest.citizenship)]
    return ": ".join([words[0], ", ".join(filter(None, words[1:]))])


def _seizure_words(seizure: Seizure) -> str:
    amount = quantity_words(seizure.quantity) if seizure.quantity else ""
    money = money_words(seizure.money) if seizure.money else ""
    told = " ".join(filter(None, (seizure.item, amount or money)))
    agencies = agency_names(seizure.agencies)
    return f"{seizure.action}: {told}" + (f" ({agencies})" if agencies else "")
