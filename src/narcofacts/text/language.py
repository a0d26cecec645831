"""The language of a text, by its letters and its function words. Names in another language do not change it."""

from __future__ import annotations

import re
from collections import Counter

from narcofacts.cached.patterns import pattern

_WORD = pattern(r"[^\W\d_]+")
# enough to be sure; long texts do not change their language
_WORDS_LOOKED_AT = 3000
_LETTERS_LOOKED_AT = 40_000

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
# a letter that Russian lacks; in Russian the hard sign stands before е, ё, ю, я; Bulgarian has it as a vowel
_FOREIGN = pattern("[^абвгдеёжзийклмнопрстуфхцчшщъыьэюя ]|ъ(?![еёюя])")
# letters that Russian lacks
_LETTERS = {
    "kk": frozenset("әғқңөұүһі"),
    "uk": frozenset("іїєґ"),
    "be": frozenset("іў"),
    "ky": frozenset("ңөү"),
    "uz": frozenset("ўқғҳ"),
    "tg": frozenset("ғӣқӯҳҷ"),
    "tt": frozenset("әөүңҗһ"),
    "sr": frozenset("ђјљњћџ"),
    "mn": frozenset("өү"),
    "bg": frozenset(),
}
# frequent words that Russian lacks, or (ru) that its neighbours lack
_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "ru": "и с к о от из об что как это или был была были было также для его её ее их он она они при во со "
        "же ещё уже бы если чтобы только после года году этом который которая которые которых рублей человек находится",
        "kk": "және мен бен пен үшін бойынша туралы деп осы бұл еді болды емес жылы жылғы екі адам бар жоқ кейін оның",
        "uk": "та що від до із й є це був була були було також під час який яка які він вона вони його її їх "
        "щодо років або",
        "be": "што ад да гэта быў была былі таксама пад які якая якія ён яна яны яго яе іх або каля пры года",
        "ky": "жана менен үчүн боюнча деп бул болгон эмес жылы кийин анын алар эки адам бар жок тууралуу",
        "uz": "ва билан учун бўйича ҳақида бу деб эмас йил кейин унинг улар икки бор йўқ бўлган томонидан",
        "tg": "ва дар аз ба ки бо ин барои он як низ шуд буд аст шудааст кард соли тибқи",
        "bg": "се са че от за във със ще при който която които това като беше бяха години след",
        "sr": "је су да се од из за који која које што као био била били године после",
        "en": "the of and to in a is was for on that with by from at as are were has have been he she they his her its",
    }.items()
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words:
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
# the same in bytes, which are cut into words several times as fast as text
_CODE = "cp1251"
_STRANGE = "ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЄЇІіґµєјЅѕї".encode(_CODE)
_LATIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CYRILLIC = "".join((*_RUSSIAN, *(letter.upper() for letter in _RUSSIAN))).encode(_CODE)
_GAPS = bytes(byte if byte in _LATIN + _CYRILLIC else ord(" ") for byte in range(256))
_HARD = re.compile("[Ъъ](?![ЕЁЮЯеёюя])".encode(_CODE))
_SMALL_WORDS = {word.encode(_CODE): languages for word, languages in _LANGUAGES_OF.items() if _RUSSIAN.issuperset(word)}
_REPORTED = frozenset({"ru", "kk", "uk", "en"})
# Shares of words. Kazakh, Ukrainian and Belarusian have foreign letters in 30-70 % of their words, Tajik and Kyrgyz
# in 20-35 %.
_FOREIGN_LETTERS = 0.15
_ENGLISH_WORDS = 0.12
# a third of Russian or more, as in pages in two languages: enough to read
_RUSSIAN_WORDS = 0.06


def detect_language(text: str) -> str:
    """`ru`, `kk`, `uk`, `en`, or `und` for any other language and for text without words."""
    return "ru" if is_plainly_russian(text) else language_in_full(text)


def is_plainly_russian(text: str) -> bool:
    """Whether all letters are Russian or Latin and the small words are Russian, as in nearly all that is read: told in
    a fifth of the time that the whole question takes, and never against its answer.
    """
    try:
        data = text[:_LETTERS_LOOKED_AT].encode(_CODE)
    except UnicodeEncodeError:
        return False
    # a hard sign may be a Bulgarian vowel
    if len(data.translate(None, _STRANGE)) != len(data) or _HARD.search(data):
        return False
    words = data.translate(_GAPS).split()
    small = Counter(filter(_SMALL_WORDS.__contains__, words))
    russian = sum(n for word, n in small.items() if "ru" in _SMALL_WORDS[word])
    others = sum(n for word, n in small.items() if _SMALL_WORDS[word] != ["ru"])
    # a Latin word has a letter at least: fewer of these than two for each Russian word leave a third Russian
    latin = len(data) - len(data.translate(None, _LATIN))
    return russian >= 3 and russian >= others and latin <= 2 * russian


def language_in_full(text: str) -> str:
    """The language of any text, by the words and letters of all that are known."""
    words = _WORD.findall(text, 0, _LETTERS_LOOKED_AT)[:_WORDS_LOOKED_AT]
    cyrillic = [word for word in words if "\u0400" <= word[0] <= "\u052f"]
    if 3 * len(cyrillic) >= len(words) and cyrillic:
        language = _cyrillic_language(cyrillic)
    else:
        latin = [word for word in words if word[0] < "\u0250"]
        language = "en" if latin and _shares(_counted(latin))["en"] >= _ENGLISH_WORDS else "und"
    return language if language in _REPORTED else "und"


def _cyrillic_language(words: list[str]) -> str:
    # names are written as their owners write them: only words in small letters tell the language, if there are any
    telling = [word for word in words if word[0].islower()]
    if len(telling) < 3:
        telling = words
    counts = _counted(telling)
    foreign: dict[str, int] = {}
    if _FOREIGN.search(" ".join(counts)):  # seldom: then word by word
        foreign = {word: n for word, n in counts.items() if _FOREIGN.search(word)}
    others = _shares(counts)
    russian = others.pop("ru")
    del others["en"]
    if sum(foreign.values()) > _FOREIGN_LETTERS * len(telling):
        if russian >= _RUSSIAN_WORDS and russian >= max(others.values()):
            return "ru"
        letters: Counter[str] = Counter()
        for word, n in foreign.items():
            for char in word:
                if char not in _RUSSIAN:
                    letters[char] += n
        total = letters.total() or 1
        return max(
            _LETTERS,
            key=lambda k: sum(letters[c] for c in _LETTERS[k]) / total + others.get(k, 0.0) - len(_LETTERS[k]) / 1000,
        )
    other = max(others, key=lambda k: others[k])
    return other if others[other] > 2 * russian and others[other] >= 0.1 else "ru"


def _counted(words: list[str]) -> Counter[str]:
    """The words in small letters, with how often they come."""
    return Counter(" ".join(words).lower().split(" "))


def _shares(counts: Counter[str]) -> dict[str, float]:
    """How much of counted words are frequent words of each language."""
    found = dict.fromkeys(_WORDS, 0)
    for word in counts.keys() & _LANGUAGES_OF.keys():
        for language in _LANGUAGES_OF[word]:
            found[language] += counts[word]
    total = counts.total()
    return {language: n / total for language, n in found.items()}
