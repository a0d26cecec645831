"""The words that stand by place names (place_words.toml), spread into the forms that texts have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from narcofacts.errors import LexiconError
from narcofacts.lexicon.sheets import package_toml
from narcofacts.mentions.endings import CLASSES, paradigms
from narcofacts.records import PlaceKind

KINDS = frozenset(PlaceKind.__args__)  # type: ignore[attr-defined]


class Head(Struct, frozen=True):
    """A head word. `gender` m, f, n, pl, or 0 for one that does not inflect; `keep`: it is a part of the name."""

    word: str
    kind: str
    gender: str
    unknown: bool
    keep: bool


class PlaceWords(Struct, frozen=True):
    """Tables by folded form.

    Head tables: form of the first word -> (further words, head, case); the case of a plural has a star.
    """

    before: dict[str, list[tuple[tuple[str, ...], Head, str]]]
    after: dict[str, list[tuple[tuple[str, ...], Head, str]]]
    shorts: frozenset[str]
    """Abbreviations of head words that need their full stop: «г.», «с.»."""
    roads: dict[str, str]
    """Form of a road word -> its nominative."""
    prepositions: frozenset[str]
    between: frozenset[str]
    place_nouns: frozenset[str]
    common: tuple[str, ...]
    common_sites: tuple[str, ...]
    elsewhere: tuple[str, ...]
    not_places: frozenset[str]
    leads: frozenset[str]
    leads_short: frozenset[str]
    leads_into: frozenset[str]
    beside: frozenset[str]
    streets: frozenset[str]
    areas: tuple[str, ...]
    banks: frozenset[str]
    cases: dict[str, tuple[str, ...]]
    within: dict[str, str]
    context: dict[str, tuple[str, ...]]
    context_forms: dict[str, frozenset[str]]
    capitals: dict[str, str]
    nicknames: dict[str, dict[str, str] | str]


def word_forms(word: str) -> dict[str, str]:
    """All forms of a noun or adjective by its endings -> case; the plural too for a noun."""
    forms: dict[str, str] = {}
    for stem, kind in paradigms(word):
        for ending, case in CLASSES[kind].items():
            forms.setdefault(stem + ending, case)
        if kind in ("m", "m-", "а", "я", "ь", "о", "е") and not (kind == "m" and len(paradigms(word)) > 1):
            for ending, case in CLASSES["pl"].items():
                forms.setdefault(stem + ending, case)
        if kind == "я" and stem.endswith(("н", "л")):
            forms.setdefault(stem[:-1] + "е" + stem[-1] + "ь", "gent")
    forms[word] = "nomn"
    return forms


def _heads(rows: Sequence[dict[str, object]], name: str) -> dict[str, list[tuple[tuple[str, ...], Head, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], Head, str]]] = {}
    for row in rows:
        unknown_keys = set(row) - {"word", "kind", "gender", "short", "plural", "unknown", "keep"}
        if unknown_keys or row.get("kind") not in KINDS or not row.get("word"):
            raise LexiconError(f"place_words.toml: [[{name}]] {row.get('word')!r}: bad key or kind")
        words = str(row["word"]).split()
        gender = str(row["gender"])
        head = Head(" ".join(words), str(row["kind"]), gender, bool(row.get("unknown", True)), bool(row.get("keep")))
        # the first word carries the case; further ones («пункт пропуска», «автономный округ») are looked up by form
        rest = tuple(words[1:])
        forms = {words[0]: ""} if gender == "0" else dict(word_forms(words[0]))
        single = {stem + ending for stem, kind in paradigms(words[0]) for ending in CLASSES[kind]}
        for form in forms.keys() - single:
            forms[form] = "*" + forms[form]
        if gender == "m" and words[0].endswith(("порт", "край")):
            forms[words[0] + "у" if words[0][-1] == "т" else words[0][:-1] + "ю"] = "loct"
        if words[0] == "пост":
            forms["посту"] = "loct"
        for form, case in forms.items():
            table.setdefault(form, []).append((rest, head, case))
        plural = row.get("plural", [])
        short = row.get("short", [])
        assert isinstance(plural, list)
        assert isinstance(short, list)
        for form in [*plural, *short]:
            if form not in forms:
                table.setdefault(form, []).append((rest, head, "*" if form in plural else ""))
    return table


@cache
def place_words() -> PlaceWords:
    """The table of the package, read once a process."""
    data = package_toml("place_words.toml")
    shorts = {s for row in data["before"] for s in row.get("short", []) if len(s) <= 3}
    roads = {form: word for word in data["roads"]["heads"] for form in word_forms(word)}
    context = data["context"]
    return PlaceWords(
        before=_heads(data["before"], "before"),
        after=_heads(data["after"], "after"),
        shorts=frozenset(shorts),
        roads=roads,
        prepositions=frozenset(data["words"]["prepositions"]),
        between=frozenset(data["words"]["between"]),
        place_nouns=frozenset(form for word in data["words"]["place_nouns"] for form in word_forms(word)),
        not_places=frozenset(form for word in data["words"]["not_places"] for form in word_forms(word)),
        common=tuple(data["words"]["common"]),
        common_sites=tuple(data["words"]["common_sites"]),
        elsewhere=tuple(data["words"]["elsewhere"]),
        leads=frozenset(data["words"]["leads"]),
        leads_short=frozenset(data["words"]["leads_short"]),
        leads_into=frozenset(data["words"]["leads_into"]),
        beside=frozenset(data["words"]["beside"]),
        streets=frozenset(data["words"]["streets"]),
        areas=tuple(data["words"]["areas"]),
        banks=frozenset(data["words"]["banks"]),
        cases={preposition: tuple(cases) for preposition, cases in data["cases"].items()},
        within=data["within"],
        context={key: tuple(values) for key, values in context.items()},
        context_forms={
            key: frozenset(form for word in context[key] for form in word_forms(word))
            for key in ("residence", "citizenship", "border")
        },
        capitals=data["capitals"],
        nicknames=data["nicknames"],
    )
