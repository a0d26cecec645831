"""The libraries whose results this package's own code must give: natasha's models run by slovnet."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Any

Span = tuple[int, int, str]


@functools.cache
def _slovnet() -> Any:
    from navec import Navec
    from slovnet import NER

    spec = importlib.util.find_spec("natasha")
    assert spec is not None
    assert spec.origin is not None
    data = Path(spec.origin).parent / "data"
    embeddings = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    return NER.load(data / "model" / "slovnet_ner_news_v1.tar").navec(embeddings)


def slovnet_entities(text: str) -> list[Span]:
    """What slovnet finds; nothing in a text without a token, on which it fails."""
    if not text.strip():
        return []
    return [(span.start, span.stop, span.type) for span in _slovnet()(text).spans]
