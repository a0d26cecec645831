"""Places told by an adjective with its head word: «Узунский район», «в Алматинской и Туркестанской областях»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.endings import adjective_nominative, inflected
from narcofacts.mentions.gazetteer import Gazetteer, Token
from narcofacts.mentions.place_drafts import Draft, head_at
from narcofacts.mentions.place_words import Head, PlaceWords
from narcofacts.text.letters import fold

SEPARATOR = pattern(r"\s*(?:,|,? ?(?:и|или|а также))\s+")


def adjective_heads(text: str, words: Sequence[Token], gaz: Gazetteer, lexicon: PlaceWords) -> Iterator[Draft]:
    """A draft for each adjective of a head word; of several, the one next to the head covers it.

    «Узунского района» -> «Узунский район», though no list has it; a region must be in the gazetteer if it is one of
    several, for «Южной и Восточной областях» may be anything.
    """
    for k in range(1, len(words)):
        found = head_at(lexicon.after, words, k)
        if found is None or not text[words[k - 1].end : words[k].start].isspace():
            continue
        head, _, after = found
        right: int | None = k
        while right:
            first = adjective_back(text, words, right - 1)
            if words[right - 1].low.endswith(("ими", "ыми")) and not words[k].low.endswith(("ами", "ями")):
                break  # «Полицейскими области»: the words do not agree
            name = _adjective_name(text, words, first, right - 1, head)
            rows = gaz.named(name) if name else []
            listed = right != k
            if name is not None and not rows and _tells_no_name(name.lower(), head, lexicon):
                break
            if name is None or (not rows and ((head.kind == "region" and listed) or head.word == "республика")):
                break
            nominative = fold(name[: name.index(" ")]).rsplit("-", 1)[-1]
            yield Draft(
                words[first].start,
                words[right - 1 if listed else after - 1].end,
                first,
                right if listed else after,
                tuple(rows),
                name,
                head.kind,
                case=inflected(nominative, words[right - 1].low) or "",
                rule="places.gazetteer" if rows else "places.head",
                head_kind=head.kind,
            )
            right = _list_step(text, words, first)


def _tells_no_name(name: str, head: Head, lexicon: PlaceWords) -> bool:
    """«Таможенный пост», «Городской округ»; «Центральный вокзал», but not «Центральный район»."""
    return name.startswith(lexicon.common) or (head.kind != "district" and name.startswith(lexicon.common_sites))


def _list_step(text: str, words: Sequence[Token], right: int) -> int | None:
    """Index after the adjective that the one at `right` is listed with («Алматинской и …»), or None."""
    left = right
    while left > 0 and words[left - 1].low in ("и", "или", "также", "а"):
        left -= 1
    if left == 0 or not SEPARATOR.fullmatch(text[words[left - 1].end : words[right].start]):
        return None
    return left


def adjective_back(text: str, words: Sequence[Token], k: int) -> int:
    """Index of the first part of a hyphened word that ends with word `k`: «Северо-Казахстанской»."""
    while k > 0 and text[words[k - 1].end : words[k].start] in "-‑" and words[k].start > words[k - 1].end:
        k -= 1
    return k


def _adjective_name(text: str, words: Sequence[Token], first: int, last: int, head: Head) -> str | None:
    if not words[first].text[0].isupper():
        return None
    adjective = text[words[first].start : words[last].end].replace("‑", "-")
    if adjective.isupper() and len(adjective) > 3:
        adjective = "-".join(part.capitalize() for part in adjective.split("-"))
    # «в Московской и Калужской областях»: the adjective stays singular, so the gender of the head is right
    nominative = adjective_nominative(adjective, head.gender)
    return f"{nominative} {head.word}" if nominative else None


def ellipses(text: str, words: Sequence[Token], gaz: Gazetteer) -> Iterator[Draft]:
    """«в Северо-Казахстанской —»: a region's adjective without its head word."""
    for k in range(1, len(words)):
        token = words[k]
        if not token.low.endswith(("ской", "цкой", "ская", "скую")):
            continue
        first = adjective_back(text, words, k)
        if first == 0 or not words[first].text[0].isupper():
            continue
        tail = text[token.end : token.end + 3]
        if tail.strip() and not (tail[0] in ",.;:)" or tail[:2] in (" и", " —", " –", " -", " (")):
            continue
        if words[first - 1].low not in ("в", "и", "по") and text[words[first - 1].end : words[first].start] != ", ":
            continue
        adjective = adjective_nominative(text[words[first].start : token.end], "f")
        rows = gaz.named(f"{adjective} область") if adjective else []
        if rows:
            yield Draft(words[first].start, token.end, first, k + 1, tuple(rows), case="", head_kind="region")
