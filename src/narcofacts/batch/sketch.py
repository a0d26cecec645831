"""Near-identical reprints: a short sketch of each text, and an index of the sketches of a batch.

Two articles are one when nearly all their triples of words are the same (MinHash over 128 permutations, candidates
from 32 bands of 4), when the later has no number of its own, and when neither a name nor a place was changed for
another: the bulletins of two days have the same words and different facts. Boilerplate around a text changes little.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from narcofacts.batch.jobs import Job, Settings
from narcofacts.errors import InputError

if TYPE_CHECKING:
    from narcofacts.batch.state import State

LIKENESS = 0.7
"""Share of common triples from which on two texts are the same up to boilerplate."""

_PERMUTATIONS = 128
_ROWS = 4
_SHINGLE = 3
_ENOUGH = 20
"""Triples below which only the very same words count as a reprint."""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_NUMBER_WORD = re.compile(
    r"(?:дв(?:а|е|о|у)|тр(?:и|е|ое|ои|ех)|четв|четыр|пят|шест|сем[иье]|восем|девят|десят|сорок|ст[ао]\b|двест|трист|"
    r"сот|тысяч|миллион|миллиард|один|одн|полтор)"
)
_NAME = re.compile(r"(?<=[\w,] )[А-ЯЁ][а-яё]{2,}")


class Sketch(msgspec.Struct, frozen=True):
    """What is kept of a text: its MinHash (uint32), the hashes of its numbers and names, a digest of its words."""

    minhash: bytes
    numbers: frozenset[int]
    names: frozenset[int]
    digest: bytes
    triples: int


_decoder = msgspec.msgpack.Decoder(Sketch)


def sketch_job(job: Job, settings: Settings) -> Sketch | None:
    """The sketch of a job's article, None if it has no text."""
    from narcofacts.batch.work import article_of

    try:
        article = article_of(job, settings)
    except InputError:
        return None
    return sketch_text(article.text[article.body_start :])


def sketch_text(text: str) -> Sketch:
    """The sketch of a text."""
    import numpy as np

    words = _WORD.findall(text.casefold().replace("ё", "е"))
    numbers = frozenset(
        zlib.crc32((word if word[0].isdigit() else word[:4]).encode())
        for word in words
        if word[0].isdigit() or _NUMBER_WORD.match(word)
    )
    # five letters are enough of a name to know it in any case
    names = frozenset(zlib.crc32(name.casefold()[:5].encode()) for name in _NAME.findall(text))
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    hashes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint64)
    if len(hashes) < _SHINGLE:
        return Sketch(b"", numbers, names, digest, 0)
    factors = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
    count = len(hashes) - _SHINGLE + 1
    triples = sum(hashes[i : i + count] * factor for i, factor in enumerate(factors))
    triples = np.unique(triples ^ (triples >> np.uint64(29)))
    multipliers, addends = _permutations()
    least = np.full(_PERMUTATIONS, np.iinfo(np.uint64).max, np.uint64)
    for first in range(0, len(triples), 4096):
        block = triples[first : first + 4096, None] * multipliers + addends
        least = np.minimum(least, block.min(axis=0))
    return Sketch((least >> np.uint64(32)).astype(np.uint32).tobytes(), numbers, names, digest, len(triples))


def likeness(one: Sketch, other: Sketch) -> float:
    """Estimated share of common triples, 0 to 1."""
    import numpy as np

    if one.digest == other.digest:
        return 1.0
    if min(one.triples, other.triples) < _ENOUGH:
        return 0.0
    same = np.frombuffer(one.minhash, np.uint32) == np.frombuffer(other.minhash, np.uint32)
    return float(same.mean())


def is_reprint(later: Sketch, earlier: Sketch) -> bool:
    """Whether the later text tells nothing that the earlier one does not."""
    if later.digest == earlier.digest:
        return True
    if later.numbers - earlier.numbers or (later.names - earlier.names and earlier.names - later.names):
        return False
    return likeness(later, earlier) >= LIKENESS


class Index:
    """The sketches of a batch, in the tables of its state. Articles must come in the order of the input."""

    def __init__(self, state: State) -> None:
        self._base = state.base

    def place(self, position: int, encoded: bytes) -> tuple[int, float] | None:
        """Position of the first earlier article of which this is a reprint, with their likeness; or notes it as new."""
        sketch = _decoder.decode(encoded)
        bands = _bands(sketch)
        candidates: set[int] = set()
        for band, value in bands:
            rows = self._base.execute("SELECT position FROM bands WHERE hash = ? AND band = ? LIMIT 50", (value, band))
            candidates.update(row[0] for row in rows)
        for candidate in sorted(candidates):
            row = self._base.execute("SELECT sketch FROM sketches WHERE position = ?", (candidate,)).fetchone()
            earlier = _decoder.decode(row[0])
            if is_reprint(sketch, earlier):
                return candidate, round(likeness(sketch, earlier), 3)
        self._base.execute("INSERT INTO sketches VALUES (?, ?)", (position, encoded))
        self._base.executemany("INSERT INTO bands VALUES (?, ?, ?)", [(band, value, position) for band, value in bands])
        return None


def _bands(sketch: Sketch) -> list[tuple[int, int]]:
    bands = [(-1, int.from_bytes(sketch.digest, "big", signed=True))]
    if sketch.triples >= _ENOUGH:
        size = 4 * _ROWS
        for band in range(0, len(sketch.minhash), size):
            value = hashlib.blake2b(sketch.minhash[band : band + size], digest_size=8).digest()
            bands.append((band // size, int.from_bytes(value, "big", signed=True)))
    return bands


def _permutations() -> tuple[Any, Any]:
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(1))
    top = np.iinfo(np.uint64).max
    multipliers = generator.integers(1, top, _PERMUTATIONS, np.uint64) | np.uint64(1)
    return multipliers, generator.integers(0, top, _PERMUTATIONS, np.uint64)
