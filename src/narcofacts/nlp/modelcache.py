"""Natasha's NER model as one memory-mapped file in the user's cache folder.

slovnet reads the archives in a third of a second, this file opens in a few milliseconds, and worker processes share
its pages. The file is built once for each state of the archives. Where the folder cannot be written the model is built
in memory, with the same bytes.
"""

from __future__ import annotations

import os

import msgspec

# Short texts run several times faster on one BLAS thread, and processes scale. numpy reads it when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import contextlib
import importlib.util
import json
import mmap
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from narcofacts.cached.folder import folder, write
from narcofacts.errors import NarcofactsError

if TYPE_CHECKING:
    import tarfile

    from numpy.typing import NDArray

    Array = NDArray[Any]

FORMAT = 1
"""To be raised with every change of what is stored: older files are then left aside."""

_MAGIC = b"narcofacts-model"
_ALIGN = 64


class Archives(msgspec.Struct, frozen=True):
    """The files of the natasha package that hold the model."""

    embeddings: Path
    ner: Path

    def key(self) -> str:
        """A name for the state of the files: it changes when one is replaced."""
        state = [FORMAT]
        for path in (self.embeddings, self.ner):
            stat = path.stat()
            state += [zlib.crc32(path.name.encode()), stat.st_size, stat.st_mtime_ns]
        return f"{zlib.crc32(repr(state).encode()):08x}"


class StoredModel(msgspec.Struct, frozen=True):
    """A tagging model, ready to be run. The arrays are read-only views of a mapped file.

    `arrays` holds the hash table of words (`word_hashes` sorted, `word_ids`, `word_offsets` into `word_bytes`, UTF-8),
    the embeddings (`codes`, (parts, 256, floats)) and the weights (see `_weights`).
    `code_indexes`, (words, parts), tells which row of each part of `codes` makes up a word.
    """

    arrays: dict[str, Array]
    code_indexes: Array
    unknown_word: int
    tags: list[str]
    shapes: list[str]


def locate() -> Archives:
    """Find the archives without importing natasha. Raises NarcofactsError when they are not there."""
    spec = importlib.util.find_spec("natasha")
    for directory in (spec and spec.submodule_search_locations) or ():
        data = Path(directory, "data")
        archives = Archives(
            data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar", data / "model" / "slovnet_ner_news_v1.tar"
        )
        if archives.embeddings.is_file() and archives.ner.is_file():
            return archives
    raise NarcofactsError("natasha: its models are not installed; install the package natasha anew")


def open_model() -> StoredModel:
    """The NER model from the cache; built first if it is not there, out of date or damaged."""
    archives = locate()
    path = folder() / f"ner-{FORMAT}-{archives.key()}.bin"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return _unpack(_mapped(path), archives)
    content = _pack(*_read_archives(archives))
    # a folder that cannot be written costs time at every start, never the result
    with contextlib.suppress(OSError):
        write(path, content, "ner-*.bin")
    return _unpack(content, archives)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _pack(header: dict[str, Any], arrays: dict[str, Array]) -> bytes:
    """Magic, length of the header, the header as JSON, then the arrays, each at a multiple of 64 bytes."""
    body = bytearray()
    places = {}
    for name, array in arrays.items():
        places[name] = [array.dtype.str, array.shape, len(body)]
        body += array.tobytes()
        body += bytes(-len(body) % _ALIGN)
    text = json.dumps({**header, "arrays": places, "body": len(body)}, ensure_ascii=False).encode()
    text += b" " * (-(len(_MAGIC) + 8 + len(text)) % _ALIGN)
    return _MAGIC + len(text).to_bytes(8, "little") + text + bytes(body)


def _unpack(buffer: bytes | mmap.mmap, archives: Archives) -> StoredModel:
    """The inverse of `_pack`, without copying. Raises ValueError for anything that `_pack` did not write in full."""
    start = len(_MAGIC) + 8
    if buffer[: len(_MAGIC)] != _MAGIC:
        raise ValueError("not a model file")
    body = start + int.from_bytes(buffer[len(_MAGIC) : start], "little")
    header = json.loads(buffer[start:body])
    if len(buffer) != body + header["body"]:
        raise ValueError("the model file is cut short")
    arrays = {
        name: np.frombuffer(buffer, dtype, int(np.prod(shape)), body + offset).reshape(shape)
        for name, (dtype, shape, offset) in header["arrays"].items()
    }
    # by far the largest array lies uncompressed in natasha's own archive: it is mapped there, not copied
    words, parts = header["code_indexes_shape"]
    indexes = np.frombuffer(_mapped(archives.embeddings), np.uint8, words * parts, header["code_indexes_offset"])
    return StoredModel(arrays, indexes.reshape(words, parts), header["unknown_word"], header["tags"], header["shapes"])


def _read_archives(archives: Archives) -> tuple[dict[str, Any], dict[str, Array]]:
    """What is to be stored, as header and arrays."""
    import gzip
    import tarfile

    with tarfile.open(archives.embeddings, "r:") as tar:
        member = tar.getmember("pq.bin")
        raw = _member(tar, "pq.bin")
    words, _, parts, centroids = np.frombuffer(raw, np.uint32, 4).tolist()
    codes = np.frombuffer(raw, np.float32, offset=16 + words * parts).reshape(parts, centroids, -1)

    with tarfile.open(archives.ner, "r:") as tar:
        scheme = json.loads(_member(tar, "model.json"))
        weights = _weights(tar, scheme, codes.shape[0] * codes.shape[2])
        vocabulary, shapes, tags = (
            gzip.decompress(_member(tar, f"vocabs/{name}.gz")).decode().splitlines()
            for name in ("word", "shape", "tag")
        )
    header = {
        "code_indexes_offset": member.offset_data + 16,
        "code_indexes_shape": [words, parts],
        "unknown_word": vocabulary.index("<unk>"),
        "tags": tags,
        "shapes": shapes,
    }
    return header, {**_word_table(vocabulary), "codes": codes, **weights}


def _word_table(words: list[str]) -> dict[str, Array]:
    encoded = [word.encode() for word in words]
    hashes = np.array([zlib.crc32(word) for word in encoded], np.uint32)
    order = np.argsort(hashes, kind="stable").astype(np.int32)
    offsets = np.zeros(len(words) + 1, np.uint32)
    np.cumsum([len(word) for word in encoded], out=offsets[1:])
    return {
        "word_hashes": hashes[order],
        "word_ids": order,
        "word_offsets": offsets,
        "word_bytes": np.frombuffer(b"".join(encoded), np.uint8),
    }


def _weights(tar: tarfile.TarFile, scheme: dict[str, Any], word_size: int) -> dict[str, Array]:
    """The weights of a tagging model, laid out for one product a layer.

    `taps0_word`, (word size, 3 × 256), and `taps0_shape`, (shapes, 3 × 256), are the first convolution, split into what
    the word and what the shape gives; `taps1`, `taps2`, (in, 3 × out), the others. The three taps are what a position
    gives to the next, to itself and to the one before. `bias0`, `scale0`, `shift0` and so on: bias and batch norm.
    `proj_weight`, `proj_bias`, `transitions`: the head.
    """

    def array(weight: dict[str, Any]) -> Array:
        raw = _member(tar, f"arrays/{weight['array']}.bin")
        return np.frombuffer(raw, weight["dtype"]).reshape(weight["shape"]).astype(np.float64)

    def taps(kernel: Array) -> Array:
        return np.concatenate([kernel[:, :, tap].T for tap in range(3)], axis=1)

    result = {}
    for number, layer in enumerate(scheme["encoder"]["layers"]):
        kernel, norm = array(layer["conv"]["weight"]), layer["norm"]
        if number:
            result[f"taps{number}"] = taps(kernel)
        else:
            result["taps0_word"] = taps(kernel[:, :word_size])
            result["taps0_shape"] = array(scheme["emb"]["shape"]["weight"]) @ taps(kernel[:, word_size:])
        scale = array(norm["weight"]) / array(norm["std"])
        result[f"bias{number}"] = array(layer["conv"]["bias"])
        result[f"scale{number}"] = scale
        result[f"shift{number}"] = array(norm["bias"]) - array(norm["mean"]) * scale
    head = scheme["head"]
    result["proj_weight"] = array(head["proj"]["weight"])
    result["proj_bias"] = array(head["proj"]["bias"])
    result["transitions"] = array(head["crf"]["transitions"])
    return {name: np.ascontiguousarray(values, np.float32) for name, values in result.items()}


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise NarcofactsError(f"natasha: its models lack {name}; install the package natasha anew")
    return file.read()
