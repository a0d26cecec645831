"""Run a slovnet tagging model (three convolutions and a CRF) on words, in numpy alone, with the tags of slovnet.

Two thirds of slovnet's arithmetic are the first convolution. It is linear, so what a (word, shape) pair gives to its
neighbours is computed once and kept as a row of a table; a text then costs three gathered additions.
"""

from __future__ import annotations

import threading
import zlib
from itertools import chain
from typing import TYPE_CHECKING, Any

from narcofacts.nlp import modelcache  # first: it limits the BLAS threads before numpy is loaded
from narcofacts.nlp.tokens import word_shape

# isort: split
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.intp]
    Array = NDArray[Any]

_ROWS = 8_000
"""Words kept, 25 MB when full. On a stream of mixed news two of three words are found; more rows gain nothing more."""

_BLOCK = 248
"""Positions computed at once: with the halo, the buffers of all layers stay in the second-level cache."""

_HALO = 3
"""Each of the three convolutions looks one position to either side."""


class Tagger:
    """A model with its table of rows. Tags the words of whole documents; one thread at a time is let in."""

    def __init__(self, model: modelcache.StoredModel) -> None:
        self._tags = model.tags
        self._vocabulary = _Vocabulary(model)
        self._shape_ids = {shape: number for number, shape in enumerate(model.shapes)}
        self._code_indexes = model.code_indexes
        codes = model.arrays["codes"]
        self._codes = codes.reshape(-1, codes.shape[-1])
        self._code_starts = np.arange(codes.shape[0], dtype=np.int32) * codes.shape[1]
        self._taps_word, self._taps_shape = model.arrays["taps0_word"], model.arrays["taps0_shape"]
        self._layers = [_Layer(model.arrays, number) for number in range(3)]
        self._proj_weight, self._proj_bias = model.arrays["proj_weight"], model.arrays["proj_bias"]
        self._transitions = model.arrays["transitions"]
        self._gathered = np.zeros((_BLOCK + 2 * _HALO, self._taps_word.shape[1]), np.float32)
        self._lock = threading.Lock()
        self._forget()

    def tag(self, documents: list[list[str]]) -> list[list[str]]:
        """The tag of each word (`B-PER`, `I-PER`, …, `O`); a document is one sequence, whatever its sentences."""
        with self._lock:
            rows = self._find_rows(list(chain.from_iterable(documents)))
            lengths = np.array([len(words) for words in documents], np.intp)
            starts = np.concatenate([[0], np.cumsum(lengths)])
            best = best_path(self._emissions(rows, lengths), self._transitions, starts[:-1])
        names = [self._tags[tag] for tag in best.tolist()]
        return [names[start:end] for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]

    def _forget(self) -> None:
        """Empty the table. Row 0 is what lies outside of a document: it gives nothing to its neighbours."""
        self._table = np.zeros((_ROWS, self._taps_word.shape[1]), np.float32)
        self._row_of_word: dict[str, int] = {}
        self._row_of_pair: dict[tuple[int, int], int] = {}

    def _find_rows(self, words: list[str]) -> Integers:
        """The row in the table for each word; rows not there yet are computed."""
        new = list(dict.fromkeys(word for word in words if word not in self._row_of_word))
        if len(self._row_of_word) + len(new) > _ROWS and self._row_of_word:
            self._forget()
            new = list(dict.fromkeys(words))
        first = len(self._row_of_pair) + 1
        word_ids = self._vocabulary.find([word.lower() for word in new])
        for word, word_id in zip(new, word_ids, strict=True):
            pair = (word_id, self._shape_ids[word_shape(word)])
            self._row_of_word[word] = self._row_of_pair.setdefault(pair, len(self._row_of_pair) + 1)
        self._compute_rows(first, list(self._row_of_pair)[first - 1 :])
        return np.fromiter(map(self._row_of_word.__getitem__, words), np.intp, len(words))

    def _compute_rows(self, first: int, pairs: list[tuple[int, int]]) -> None:
        missing = first + len(pairs) - len(self._table)
        if missing > 0:  # one batch with more words than the table was made for
            self._table = np.concatenate([self._table, np.zeros((missing, self._table.shape[1]), np.float32)])
        for start in range(0, len(pairs), _BLOCK):
            word_ids, shape_ids = np.array(pairs[start : start + _BLOCK]).T
            parts = self._code_indexes[word_ids] + self._code_starts
            vectors = self._codes.take(parts.ravel(), axis=0).reshape(len(word_ids), -1)
            rows = self._table[first + start : first + start + len(word_ids)]
            np.matmul(vectors, self._taps_word, out=rows)
            rows += self._taps_shape[shape_ids]

    def _emissions(self, rows: Integers, lengths: Integers) -> Floats:
        """The score of each tag at each word, (words, tags)."""
        # the documents in one line, with one empty position before each and a halo around all
        places = np.arange(len(rows)) + np.repeat(np.arange(len(lengths)), lengths) + _HALO + 1
        line = np.zeros(len(rows) + len(lengths) + 2 * _HALO + 1, np.intp)
        line[places] = rows
        emissions = np.empty((len(line), len(self._tags)), np.float32)
        for start in range(_HALO, len(line) - _HALO, _BLOCK):
            block = line[start - _HALO : start + _BLOCK + _HALO]
            outside = np.flatnonzero(block == 0)
            taps = self._gathered[: len(block)]
            self._table.take(block, axis=0, out=taps, mode="clip")  # `clip` writes to `out` without a buffer between
            hidden = self._layers[0].activate(taps, outside)
            for layer in self._layers[1:]:
                hidden = layer.activate(layer.spread(hidden), outside)
            inner = hidden[_HALO:-_HALO]
            emissions[start : start + len(inner)] = inner @ self._proj_weight + self._proj_bias
        return emissions[places]


class _Vocabulary:
    """Words to ids by a sorted table of hashes that need not be loaded, only mapped."""

    def __init__(self, model: modelcache.StoredModel) -> None:
        self._hashes, self._ids = model.arrays["word_hashes"], model.arrays["word_ids"]
        self._offsets = model.arrays["word_offsets"]
        self._bytes = model.arrays["word_bytes"].data  # slices compare with bytes, without copying
        self._unknown = model.unknown_word

    def find(self, words: list[str]) -> list[int]:
        """The id of each word, or that of the unknown word."""
        # half a surrogate pair is not in the vocabulary, but may be in a text
        encoded = [word.encode(errors="surrogatepass") for word in words]
        hashes = np.fromiter(map(zlib.crc32, encoded), np.uint32, len(words))
        places = np.searchsorted(self._hashes, hashes).tolist()
        return [self._at(*sought) for sought in zip(encoded, hashes.tolist(), places, strict=True)]

    def _at(self, word: bytes, word_hash: int, place: int) -> int:
        while place < len(self._hashes) and self._hashes[place] == word_hash:
            number = int(self._ids[place])
            if self._bytes[self._offsets[number] : self._offsets[number + 1]] == word:
                return number
            place += 1
        return self._unknown


class _Layer:
    """A convolution of width three with ReLU and batch norm."""

    def __init__(self, arrays: dict[str, Array], number: int) -> None:
        self._taps = arrays.get(f"taps{number}", np.zeros(0))  # those of the first layer are in the table of rows
        self._bias, self._scale, self._shift = (arrays[f"{name}{number}"] for name in ("bias", "scale", "shift"))
        self._spread = np.zeros((_BLOCK + 2 * _HALO, 3 * len(self._bias)), np.float32)
        self._active = np.zeros((_BLOCK + 2 * _HALO, len(self._bias)), np.float32)

    def spread(self, hidden: Floats) -> Floats:
        """What each position gives to the next, to itself and to the one before, (positions, 3 × out)."""
        return np.matmul(hidden, self._taps, out=self._spread[: len(hidden)])

    def activate(self, taps: Floats, outside: Integers) -> Floats:
        """Sum up what each position is given, (positions, out). The two edges lack a neighbour: the halo absorbs it."""
        size = len(self._bias)
        active = self._active[: len(taps)]
        inner = active[1:-1]
        np.add(taps[:-2, :size], taps[1:-1, size : 2 * size], out=inner)
        inner += taps[2:, 2 * size :]
        inner += self._bias
        np.maximum(inner, 0, out=inner)
        inner *= self._scale
        inner += self._shift
        active[outside] = 0
        active[0] = active[-1] = 0
        return active


def best_path(emissions: Floats, transitions: Floats, starts: Integers, overlap: int = 16) -> Integers:
    """The tags of the best path of a linear-chain CRF through each of several sequences that lie one after another.

    `emissions`: (positions, tags); `transitions`: (from, to); `starts`: where the sequences begin.
    A loop over positions would cost more than the network. So the line is cut into pieces that advance together, each
    with an overlap to both sides. The result stands if every piece enters its own part with the same scores (but for a
    constant) that its left neighbour left with, and goes over into the tag that its right neighbour begins with: it is
    then what one sequential pass gives. Otherwise the overlap is doubled, in the end to that one pass.
    """
    positions, tags = emissions.shape
    if not positions:
        return np.zeros(0, np.intp)
    length = max(8, min(64, int((positions / 2) ** 0.5)))
    if overlap >= positions or length >= positions:
        length, overlap = positions, 0
    pieces = -(-positions // length)
    width = length + 2 * overlap
    padded = np.zeros((pieces * length + 2 * overlap, tags), np.float32)
    padded[overlap : overlap + positions] = emissions
    linked = np.zeros(len(padded), np.float32)
    linked[overlap : overlap + positions] = 1
    linked[overlap + starts[starts < positions]] = 0  # no transition into the first position of a sequence

    windows = np.arange(width)[:, None] + np.arange(pieces) * length
    scores = np.ascontiguousarray(padded[windows].transpose(0, 2, 1))  # (step, tag, piece); emissions, then sums
    links = linked[windows]
    plain = links.all(axis=1).tolist()
    steps = np.ascontiguousarray(np.broadcast_to(transitions[:, :, None], (tags, tags, pieces)))
    candidates = np.empty((tags, tags, pieces), np.float32)
    for step in range(1, width):
        np.add(scores[step - 1][:, None], steps if plain[step] else steps * links[step], out=candidates)
        scores[step] += candidates.max(axis=0)

    path = np.empty((width, pieces), np.intp)
    path[-1] = scores[-1].argmax(axis=0)
    into = np.ascontiguousarray(transitions.T)
    for step in range(width - 2, overlap - 1, -1):
        onward = into[path[step + 1]].T
        path[step] = (scores[step] + onward * links[step + 1]).argmax(axis=0)

    if overlap:
        entering, leaving = scores[overlap - 1, :, 1:], scores[overlap + length - 1, :, :-1]
        drift = entering - leaving
        same_scores = bool((np.ptp(drift, axis=0) < 1e-3).all())
        if not same_scores or not np.array_equal(path[overlap + length, :-1], path[overlap, 1:]):
            return best_path(emissions, transitions, starts, 2 * overlap)
    return path[overlap : overlap + length].T.reshape(-1)[:positions]
