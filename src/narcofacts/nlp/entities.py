"""Named entities: people, places and organisations, as slovnet's news model tags them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from narcofacts.nlp.tokens import token_spans

if TYPE_CHECKING:
    from narcofacts.nlp.tagger import Tagger

EntityType = Literal["PER", "LOC", "ORG"]

_BATCH = 64
"""Texts tagged at once: enough to spread the fixed costs, few enough to keep memory flat."""


class Entity(msgspec.Struct, frozen=True):
    """A name in a text. Offsets are half-open, in code points."""

    start: int
    end: int
    type: EntityType


def entities(text: str) -> list[Entity]:
    """The entities of a text in order; they do not overlap. The first call loads the model, or builds its cache."""
    return entities_of([text])[0]


def entities_of(texts: list[str]) -> list[list[Entity]]:
    """The entities of each text, the same as from `entities`, at a lower price."""
    found = []
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        spans = [token_spans(text) for text in batch]
        words = [[text[start:end] for start, end in tokens] for text, tokens in zip(batch, spans, strict=True)]
        # a batch of nothing but blank texts is not worth a model
        tags = _tagger().tag(words) if any(words) else words
        found += [_joined(tokens, names) for tokens, names in zip(spans, tags, strict=True)]
    return found


@functools.cache
def _tagger() -> Tagger:
    from narcofacts.nlp.modelcache import open_model
    from narcofacts.nlp.tagger import Tagger

    return Tagger(open_model())


def _joined(tokens: Iterable[tuple[int, int]], tags: Iterable[str]) -> list[Entity]:
    """Spans from tags token by token. As in slovnet an `I-` continues whatever entity is open, of its type or not."""
    found = []
    opened: str | None = None
    begin = stop = 0
    for (start, end), tag in zip(tokens, tags, strict=True):
        part, _, kind = tag.partition("-")
        if opened and part in ("O", "B"):
            found.append(Entity(begin, stop, cast(EntityType, opened)))
            opened = None
        if part == "B":
            opened, begin = kind, start
        if part != "<pad>":
            stop = end
    if opened:
        found.append(Entity(begin, stop, cast(EntityType, opened)))
    return found
