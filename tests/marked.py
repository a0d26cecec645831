"""Marked sentences: rows of a TSV file that name the records that a text must give, and nothing else.

Columns: text (a backslash-n is a line break), records, origin (`wording`: a way to say it; `ruling`: an open case
decided in docs/format.md; `bug`: once went wrong), and, where the program still falls short, the reason: such a row is
a strict expected failure, so that the mark has to go when the rule is mended.

Records stand apart with « ; ». A seizure: `seized drug hashish 5000 g`, the bound where it is not exact (`5000 g
more_than`, `1500..2000 g range`), no amount where none is told. An arrest: `detained 2`, `detained 3 more_than`,
`detained ?` where no number is told. An operation: `operation laboratory`. What else a row names is compared, what it
does not name is not: `@place`, `%day`, `%first..last`, `^n` (part of the n-th record of the row), `cit=RU,UZ`,
`foreign=yes`, `ages=30,41`, `sex=f`, `role=courier`, `item=весы`, `doses=600`, `worth=500000KZT`, `asset=USDT`,
`years=12`, `scope=total`, `kind=`, `name=`, `target=`, `dismantled=laboratory:2`, `places=`, `turnover=`, `involved=`,
`route=from>to`, `law=297`. `none`: no record and no operation.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from narcofacts import extract
from narcofacts.records import Arrest, Document, Money, Operation, Seizure

PUBLISHED = "2025-12-04"
STATUSES = ("detained", "arrested", "extradited", "convicted", "wanted")
BOUNDS = ("exact", "about", "more_than", "at_least", "less_than", "up_to", "range", "order")


class Row(NamedTuple):
    """A marked text. `where` is file:line."""

    text: str
    records: str
    origin: str
    known_failure: str
    where: str


def rows(path: Path) -> Iterator[Row]:
    """The rows of a TSV file; lines that begin with # are headings."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, records, origin, failure = [*line.split("\t"), "", ""][:4]
        assert records, f"{path.name}:{number}: no records"
        assert origin in ("wording", "ruling", "bug"), f"{path.name}:{number}: unknown origin {origin!r}"
        yield Row(text.replace("\\n", "\n"), records, origin, failure, f"{path.name}:{number}")


def params(path: Path) -> list[Any]:
    """The rows as pytest parameters; known failures are strict xfails."""
    return [
        pytest.param(
            row,
            id=row.where,
            marks=[pytest.mark.xfail(reason=row.known_failure, strict=True)] if row.known_failure else [],
        )
        for row in rows(path)
    ]


def check(text: str, records: str, published: str = PUBLISHED) -> None:
    """Fails unless the records of `text` are those of the row, read one to one."""
    document = extract(text, published=published)
    if records == "none":
        assert told(document, operations=True) == []
        return
    wanted = [shlex.split(part) for part in records.split(" ; ")]
    actual = [*document.arrests, *document.seizures]
    events = [words for words in wanted if words[0] != "operation"]
    pairing = _pair(events, actual, document, {})
    assert pairing is not None, "\n".join(
        ["", f"text:   {text}", f"wanted: {records}", f"got:    {' ; '.join(told(document))}"]
    )
    for words in wanted:
        if words[0] == "operation":
            assert any(_same(_wanted(words, {}), _operation(o)) for o in document.operations), (
                f"\ntext:   {text}\nwanted: {shlex.join(words)}\ngot:    {[_operation(o) for o in document.operations]}"
            )


def told(document: Document, operations: bool = False) -> list[str]:
    """The records of a document as a row would name them."""
    records: list[Any] = [*document.arrests, *document.seizures]
    if operations:
        records += document.operations
    return [_line(_facts(record, document)) for record in records]


def _pair(
    wanted: list[list[str]], actual: list[Any], document: Document, chosen: dict[int, str], at: int = 0
) -> dict[int, str] | None:
    """A one-to-one reading of wanted and actual records: position in the row → id; None if there is none."""
    if len(wanted) != len(actual):
        return None
    if at == len(wanted):
        by_id = {record.id: _facts(record, document) for record in actual}
        whole = all(_same(_wanted(words, chosen), by_id[chosen[k]]) for k, words in enumerate(wanted))
        return chosen if whole else None
    loose = _wanted([word for word in wanted[at] if not word.startswith("^")], {})
    for record in actual:
        if record.id not in chosen.values() and _same(loose, _facts(record, document)):
            found = _pair(wanted, actual, document, {**chosen, at: record.id}, at + 1)
            if found is not None:
                return found
    return None


def _wanted(words: list[str], chosen: dict[int, str]) -> dict[str, Any]:
    """A record of a row as fields."""
    head, rest = words[0], list(words[1:])
    fields: dict[str, Any] = {}
    plain: list[str] = []
    for word in rest:
        if word.startswith("@"):
            fields["place"] = None if word == "@-" else word[1:]
        elif word.startswith("%"):
            first, _, last = word[1:].partition("..")
            fields["date"] = None if first == "-" else (first, last or first)
        elif word.startswith("^"):
            fields["part_of"] = None if word == "^-" else chosen.get(int(word[1:]) - 1)
        elif "=" in word:
            key, _, value = word.partition("=")
            fields[key] = sorted(filter(None, value.split(","))) if key in ("cit", "ages", "places") else value
        else:
            plain.append(word)
    if head == "operation":
        if plain:
            fields["kind"] = plain[0]
        return fields
    fields["head"] = head
    if head in STATUSES:
        fields["amount"] = _amount(plain[0], "people", plain[1:]) if plain[0] != "?" else None
        return fields
    fields["category"] = plain.pop(0)
    if fields["category"] in ("drug", "precursor", "plant"):
        fields["substance"] = plain.pop(0)
    fields["amount"] = _amount(plain[0], plain[1], plain[2:]) if plain else None
    return fields


def _amount(value: str, unit: str, bound: list[str]) -> tuple[float, float | None, str, str]:
    low, _, high = value.partition("..")
    assert bound == [] or (len(bound) == 1 and bound[0] in BOUNDS), f"no bound: {bound}"
    return float(low), float(high) if high else None, unit, bound[0] if bound else "exact"


def _facts(record: Any, document: Document) -> dict[str, Any]:
    """A record of the program as the same fields."""
    if isinstance(record, Operation):
        return _operation(record)
    operation = next(o for o in document.operations if o.id == record.operation)
    date = record.date
    fields: dict[str, Any] = {
        "place": record.place.name if record.place else None,
        "date": (date.start, date.end) if date and date.start else None,
        "part_of": record.part_of,
        "scope": operation.scope,
        "operation": record.operation,
    }
    return fields | (_arrest(record) if isinstance(record, Arrest) else _seizure(record))


def _arrest(record: Arrest) -> dict[str, Any]:
    count, sentence = record.count, record.sentence
    first = record.persons[0] if record.persons else None
    return {
        "head": record.status,
        "amount": (count.value, count.value_max, "people", count.bound) if count else None,
        "cit": sorted(record.citizenship),
        "foreign": "yes" if record.foreign else "no",
        "ages": sorted(str(person.age) for person in record.persons if person.age is not None),
        "sex": first.sex if first else None,
        "role": first.role if first else None,
        "years": str(sentence.years) if sentence else None,
        "life": "yes" if sentence and sentence.life else "no",
        "suspended": "yes" if sentence and sentence.suspended else "no",
    }


def _seizure(record: Seizure) -> dict[str, Any]:
    amount: tuple[float, float | None, str, str] | None = None
    quantity, money = record.quantity, record.money
    if quantity:
        amount = (quantity.value, quantity.value_max, quantity.unit, quantity.bound)
    elif money:
        amount = (money.amount, money.amount_max, money.currency, money.bound)
    fields: dict[str, Any] = {"head": record.action, "category": record.category}
    if record.category in ("drug", "precursor", "plant"):
        fields["substance"] = record.substance
    return fields | {
        "amount": amount,
        "item": record.item,
        "doses": f"{record.doses.value:g}" if record.doses else None,
        "worth": _sum(record.value_estimate),
        "money": _sum(money),
        "asset": money.asset if money else None,
    }


def _sum(money: Money | None) -> str | None:
    return f"{money.amount:.15g}{money.currency}" if money else None


def _operation(operation: Operation) -> dict[str, Any]:
    route = operation.route
    return {
        "head": "operation",
        "kind": operation.kind,
        "scope": operation.scope,
        "name": operation.name,
        "target": ",".join(f"{target.type}:{target.name}" for target in operation.targets),
        "dismantled": ",".join(f"{d.kind}:{'?' if d.count is None else d.count}" for d in operation.dismantled),
        "places": sorted(place.name for place in operation.places),
        "turnover": _sum(operation.turnover),
        "involved": f"{operation.involved.value:g}" if operation.involved else None,
        "route": f"{route.origin or ''}>{route.destination or ''}" if route else None,
        "law": ",".join(law.article or "" for law in operation.laws),
        "agency": ",".join(agency.id or agency.name for agency in operation.agencies),
    }


def _same(wanted: dict[str, Any], actual: dict[str, Any]) -> bool:
    return all(_equal(key, value, actual.get(key)) for key, value in wanted.items())


def _equal(key: str, wanted: Any, actual: Any) -> bool:
    if key == "amount" and wanted is not None and actual is not None:
        numbers = all(
            (a is None) == (b is None) and (a is None or abs(a - b) <= 1e-6 * max(1.0, abs(a)))
            for a, b in zip(wanted[:2], actual[:2], strict=True)
        )
        return numbers and wanted[2:] == actual[2:]
    return bool(wanted == actual)


def _line(fields: dict[str, Any]) -> str:
    """Fields as the words of a row."""
    head = fields["head"]
    if head == "operation":
        return shlex.join(["operation", *(f"{k}={v}" for k, v in fields.items() if v and k != "head")])
    words: Iterable[str] = [head, *(str(fields[key]) for key in ("category", "substance") if fields.get(key))]
    amount = fields["amount"]
    line = list(words)
    if amount:
        line.append(f"{amount[0]:.15g}" + (f"..{amount[1]:.15g}" if amount[1] is not None else ""))
        line += [part for part in amount[2:] if part not in ("people", "exact")]
    elif head in STATUSES:
        line.append("?")
    line += [f"@{fields['place']}"] if fields["place"] else []
    line += ["%" + "..".join(fields["date"])] if fields["date"] else []
    keys = ("part_of", "cit", "ages", "sex", "role", "item", "doses", "worth", "asset", "years", "operation", "scope")
    line += [f"{k}={','.join(v) if isinstance(v, list) else v}" for k in keys if (v := fields.get(k))]
    return " ".join(f"'{word}'" if " " in word else word for word in line)
