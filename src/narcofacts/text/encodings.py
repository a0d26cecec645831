"""From bytes to text: byte order marks, UTF-8, declared charsets, and a detector of the old Russian encodings.

The order is: what the caller forces, byte order mark, UTF-16 without a mark, strict UTF-8, UTF-8 with a few broken
bytes, what the document declares of itself, and last the detector. The detector reads the bytes in each old Russian
encoding and takes the reading that looks most like Russian, pair of letters by pair of letters.
"""

from __future__ import annotations

import codecs
from collections import Counter
from functools import cache

import msgspec

from narcofacts.errors import InputError, OptionError
from narcofacts.records import Warning

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# the codec that reads the same bytes without leaving the mark in the text
_CODEC_WITH_BOM = {
    "utf-8": "utf-8-sig",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "utf-32-le": "utf-32",
    "utf-32-be": "utf-32",
}

# PDF, ZIP (DOCX, ODT, XLSX), gzip, bzip2, xz, 7z, RAR, PNG, JPEG, GIF, old Office, ELF, SQLite, RTF
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"BZh91AY",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xe1",
    b"GIF87a",
    b"GIF89a",
    b"\xd0\xcf\x11\xe0\xa1\xb1",
    b"\x7fELF",
    b"SQLite format 3\x00",
    b"{\\rtf",
)
BINARY = "binary file, not a text"
_CONTROLS = dict.fromkeys(c for c in (*range(1, 32), 127) if chr(c) not in "\t\n\v\f\r\x1a")

# Names that pages declare by habit, whatever they are really in.
_HABITUAL = {"ascii", "iso8859-1", "iso8859-15", "cp1252"}

# How often one letter follows another in Russian, a row for the first letter and a digit for the second, both in the
# order of _LETTERS: 9 + 0.75 * (6 + log2 of the joint probability), cut off at 0 and 9. Counted over 1.4 million
# letters of news.
_LETTERS = " абвгдежзийклмнопрстуфхцчшщъыьэюя"
_PAIRS = (
    "078988767848788898987765761110756",
    "936867657567878368785566655000356",
    "563402711603625706406030136471234",
    "982344804705746846655132362174005",
    "661325600603614806335000100020210",
    "682634854704557756647013340354334",
    "955778667477879558883455655000034",
    "464006710604006401304000300001120",
    "685645531603456625305001100452024",
    "965767747777878657783466654000267",
    "822224302103335413650013440000001",
    "782540652703624826666124020020200",
    "881244851804625722636000200048167",
    "874321801704555752506211100065425",
    "793456823906207823676535534185136",
    "948888766677888678884555654000346",
    "470100700602614858336013110053204",
    "794566852805556845667443350065336",
    "774624710708766765796333450256237",
    "884703801805447847747222400167245",
    "846457465326655266660353655000462",
    "552020601601312605334300000021100",
    "760301300500233604324000000002200",
    "551200602703101411204001000040000",
    "570100710704426202174010040004100",
    "360300700604524421244000000003000",
    "050000600600002000003000000003000",
    "200000400000000000000000000000005",
    "705634623264665044650060340000002",
    "804333604405057110650213351000055",
    "301323000035434034360310010000000",
    "724024033002424005450012405000020",
    "805624545113556034460044424000043",
)
_INDEX = {letter: i for i, letter in enumerate(_LETTERS)} | {"ё": 6}

# In bits, like the pairs. Handicaps keep short texts in cp1251, by far the most frequent of the four; Mac text is
# nearly always something else.
_HANDICAPS = {"cp1251": 0.0, "koi8-r": 4.0, "cp866": 4.0, "mac-cyrillic": 12.0}
_UPPER_AFTER_LOWER = -7.0
_UPPER_AFTER_UPPER = -1.0
_NEIGHBOUR_LETTER = -6.0
_BESIDE_LATIN = -6.0
_TYPOGRAPHIC = -3.0
_STRANGE = -12.0
# Real Russian has -3.3 bits a pair, a wrong reading of it -6 and less (measured over titles of 15 letters and more).
_PLAUSIBLE = -5.0
_SAMPLE = 6000
_SECOND_OPINION_SAMPLE = 60_000


class Decoded(msgspec.Struct, frozen=True):
    """A text without byte order mark, and the codec name that gives it (`data.decode(encoding)`)."""

    text: str
    encoding: str
    warnings: tuple[Warning, ...] = ()


def decode(data: bytes, *, path: str = "-", forced: str | None = None, declared: str | None = None) -> Decoded:
    """The text in `data`. `forced` is the caller's encoding, `declared` what the document says of itself.

    Raises OptionError for an unknown `forced`, InputError for binary data and for bytes that `forced` cannot decode.
    """
    if data.startswith(_MAGIC):
        raise InputError(path, BINARY)
    decoded = _decode_forced(data, path, forced) if forced is not None else _decode_unknown(data, declared)
    if decoded is None or _is_binary(decoded.text):
        raise InputError(path, BINARY)
    return decoded


def codec_name(name: str) -> str | None:
    """Python's name of the text encoding `name`, or None if there is no such encoding."""
    try:
        info = codecs.lookup(name.strip())
        # base64, rot13 and "undefined" are codecs too, but refuse to give a text
        b"    ".decode(info.name)
    except UnicodeDecodeError:
        pass  # four spaces are no UTF-32
    except (LookupError, ValueError, OSError):
        return None
    return info.name


def _decode_forced(data: bytes, path: str, forced: str) -> Decoded:
    name = codec_name(forced)
    if name is None:
        raise OptionError(f"unknown encoding: {forced!r}")
    try:
        return _without_bom(data.decode(name), name)
    except UnicodeDecodeError as error:
        byte = f" (0x{data[error.start]:02X})" if error.start < len(data) else ""
        raise InputError(path, f"byte {error.start}{byte} cannot be decoded as {name}") from None
    except (UnicodeError, ValueError) as error:
        raise InputError(path, f"cannot be decoded as {name}: {error}") from None


def _decode_unknown(data: bytes, declared: str | None) -> Decoded | None:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec) or _with_replacement(data, codec)
    if wide := _utf16_without_bom(data):
        return _strict(data, wide) or _with_replacement(data, wide)
    if decoded := _strict(data, "utf-8"):
        return decoded
    if b"\0" in data:
        return None
    if _is_damaged_utf8(data):
        return _with_replacement(data, "utf-8")
    name = codec_name(declared) if declared else None
    # a page whose tags could be read as ASCII is not in UTF-16, whatever it declares
    if name and not name.startswith(("utf-16", "utf-32", "utf-8")):
        decoded = _strict(data, name) or _with_few_replacements(data, name)
        if decoded and (name not in _HABITUAL or not _best_reading(data).plausible):
            return decoded
    return _detect(data)


def _strict(data: bytes, codec: str) -> Decoded | None:
    try:
        return _without_bom(data.decode(codec), codec)
    except (UnicodeError, ValueError):
        return None


def _without_bom(text: str, codec: str) -> Decoded:
    if text.startswith("\ufeff"):
        return Decoded(text[1:], _CODEC_WITH_BOM.get(codec, codec))
    return Decoded(text, codec)


def _with_replacement(data: bytes, codec: str) -> Decoded:
    decoded = _without_bom(data.decode(codec, "replace"), codec)
    return Decoded(decoded.text, decoded.encoding, (_replacement_warning(decoded),))


def _replacement_warning(decoded: Decoded) -> Warning:
    count = decoded.text.count("\ufffd")
    message = f"{count} places could not be decoded as {decoded.encoding} and were replaced with U+FFFD"
    return Warning(code="decoded_with_replacement", message=message)


def _with_few_replacements(data: bytes, codec: str) -> Decoded | None:
    try:
        decoded = _with_replacement(data, codec)
    except (UnicodeError, ValueError):
        return None
    return decoded if decoded.text.count("\ufffd") * 50 <= len(decoded.text) else None


def _is_binary(text: str) -> bool:
    """Whether there is a NUL, or more control characters than a slip or two."""
    if "\0" in text:
        return True
    controls = len(text) - len(text.translate(_CONTROLS))
    return controls * 50 > len(text) + 50


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 shows in the high bytes: 0 for Latin, 4 for Cyrillic, 0x20 and 0x21 for dashes, quotes and №."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 4 or not (b"\0" in sample or b"\4" in sample):
        return None
    for codec, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        typical = sum(map(high.count, b"\x00\x04\x20\x21"))
        narrow = high.count(0) + high.count(4)
        if typical >= 0.95 * len(high) and narrow >= 0.8 * len(high) and low.count(0) <= 0.01 * len(low):
            return codec
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 cut off in the middle of a letter, or with a broken byte here and there."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    # in UTF-8 Russian has two bytes a letter; old encodings now and then give such a pair by chance
    return good >= 10 * bad or (bad == 1 and good >= 3 and text.endswith("\ufffd"))


class _Reading(msgspec.Struct, frozen=True):
    codec: str
    score: float
    plausible: bool


def _detect(data: bytes) -> Decoded | None:
    best = _best_reading(data)
    if best.plausible:
        return _strict(data, best.codec) or _with_few_replacements(data, best.codec)
    codec = _second_opinion(data) or best.codec
    decoded = _strict(data, codec) or _with_few_replacements(data, codec)
    if decoded is None:
        return None
    message = f"the encoding was taken for {decoded.encoding}; name the right one if the text is garbled"
    return Decoded(decoded.text, decoded.encoding, (*decoded.warnings, Warning("encoding_uncertain", message)))


def _second_opinion(data: bytes) -> str | None:
    """charset-normalizer's verdict on text that is not Russian in any of the old Russian encodings."""
    from charset_normalizer import from_bytes  # heavy, and seldom needed

    verdict = from_bytes(data[:_SECOND_OPINION_SAMPLE]).best()
    name = codec_name(verdict.encoding) if verdict else None
    return name if name and _strict(data, name) else None


def _best_reading(data: bytes) -> _Reading:
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    sample = data[max(first - 1, 0) : first + _SAMPLE]
    # a space at both ends: the first and the last letter are the ends of words
    pairs = Counter(zip(b" " + sample, sample + b" ", strict=True))
    pairs = Counter({pair: n for pair, n in pairs.items() if max(pair) > 0x7F})
    total = sum(pairs.values()) or 1
    best: _Reading | None = None
    for codec, handicap in _HANDICAPS.items():
        chars = _chars(codec)
        bits = sum(n * _pair_score(chars[a], chars[b]) for (a, b), n in pairs.items())
        if best is None or bits - handicap > best.score:
            best = _Reading(codec, bits - handicap, bits / total > _PLAUSIBLE)
    assert best is not None
    return best


@cache
def _chars(codec: str) -> str:
    return bytes(range(256)).decode(codec, "replace")


def _pair_score(first: str, second: str) -> float:
    """How likely `second` is after `first`, in bits; pairs without a Russian letter cost only what `second` costs."""
    a, b = first.lower(), second.lower()
    row, column = _INDEX.get(a, 0), _INDEX.get(b, 0)
    score = (int(_PAIRS[row][column]) - 9) / 0.75 if row or column else 0.0
    if (row and "a" <= b <= "z") or (column and "a" <= a <= "z"):
        score += _BESIDE_LATIN
    if second > "\x7f" and b not in _INDEX:
        if b in "іїєґў":
            score += _NEIGHBOUR_LETTER
        else:
            score += _TYPOGRAPHIC if second in "«»—–“”„’…№°\u00a0" else _STRANGE
    if second != b and first.isalpha() and first > "\x7f":
        score += _UPPER_AFTER_LOWER if first == a else _UPPER_AFTER_UPPER
    return score
