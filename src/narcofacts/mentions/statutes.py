"""Statutes cited: «ч. 3 ст. 297 УК РК», «статьи 231, 228 и 222 УК РФ», «по ст. 228 ч. 4 УК РФ».

A citation is read outwards from the word for an article: parts and points before it, numbers after it, then the code.
Offsets are code points of the text given.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.lexicon.sheets import package_rows
from narcofacts.mentions.model import LawMention
from narcofacts.text.letters import folded

BEFORE, AFTER = 90, 400
"""How far from the word for an article its parts (before) and its code (after) are looked for, in code points."""

NUMBER = r"\d{1,4}(?:\.\d{1,2}(?!\d)|-\d{1,2}(?![\d-]))?"
ARTICLE_WORD = r"(?:ст\.?\s?ст\.?|ст\.?|стат(?:ья|ьи|ье|ью|ьей|ей|ьям|ьями|ьях))"
PART_WORD = r"(?:ч\.\s?ч\.|чч\.?|ч\.?|част(?:ь|и|ью|ей|ям|ями))"
POINT_WORD = r"(?:(?:п\.\s?п\.|пп?\.|(?:под)?пункт(?:а|у|е|ом|ы|ов|ам|ами)?(?!\w))\s*|пп?\s+|п(?=[«\"]))"
LETTER = r"[«\"„“'‘]?(?:\d{1,2}|[а-я])[»\"“”'’]?(?![\w])"
AND = r"\s*(?:,|\sи|-|–)\s*"
PARTS = rf"(?<!\w){PART_WORD}\s*(?P<part>\d{{1,2}}(?:\.\d)?(?!\d)(?:{AND}\d{{1,2}}(?!\d))*)"
POINTS = rf"(?<!\w){POINT_WORD}{LETTER}(?:{AND}{LETTER})*"


def statutes(text: str) -> list[LawMention]:
    """One mention an article, in order of text. `code` is country and code (`KZ-UK`), None where no country is told.

    The first article of a list is covered from its part or the word «статья» on, each further one by its number; a
    single article up to the name of its code.
    """
    low = folded(text)
    found: list[LawMention] = []
    for anchor in _anchor().finditer(low):
        if not found or anchor.start() >= found[-1].end:
            found += _citation(low, anchor)
    return _with_later_codes(low, found)


@cache
def _anchor() -> re.Pattern[str]:
    """The word for an article with its first number: «ст. 297», «228-й статье»."""
    return pattern(
        rf"(?<!\w){ARTICLE_WORD}\s*(?:№\s*)?(?P<number>{NUMBER})(?!\w)"
        r"|(?<![\w.-])(?P<nth>\d{2,3}(?:\.\d)?)-?(?:й|я|ю|ой|ая|ую)\s+стат(?:ья|ьи|ье|ью|ей)(?!\w)"
    )


@cache
def _lead() -> re.Pattern[str]:
    """Parts and points right before the article: «п. «а» ч. 4»."""
    return pattern(rf"(?:{POINTS}[\s,]*)?{PARTS}[\s,]*$|{POINTS}[\s,]*$")


@cache
def _trail() -> re.Pattern[str]:
    """Parts and points right after it: «ч. 4», «, части 3, пунктам 1, 3»."""
    return pattern(
        rf"[\s,]*{PARTS}(?!\s*ст)(?:[\s,]*{POINTS}(?!\s*(?:ч\.|част|ст)))?|[\s,]*{POINTS}(?!\s*(?:ч\.|част|ст))"
    )


@cache
def _aside() -> re.Pattern[str]:
    """What the article is about, in brackets or quotes."""
    return pattern(r"\s*(?:\([^()\n]{0,200}\)|[«\"„“][^«»\"”\n]{0,250}[»\"”])")


@cache
def _next() -> re.Pattern[str]:
    """The next number of a list of articles; a number before a common word («и 5 человек») is none."""
    return pattern(
        rf"\s*(?:,|;|\sи|,\s*и|\sили)\s*(?P<number>{NUMBER})(?!\w)"
        r"(?=\s*(?:[,;.(«\"]|$|и\s|или\s|ук|упк|коап|уголовн|кодекс|ч\.|част[иь]|п\.))(?!\s*,\s*\d+\s+[а-я]{3})"
    )


@cache
def _code() -> re.Pattern[str]:
    """The name of a code with its country, before or after «об административных правонарушениях»."""
    country = rf"(?:{'|'.join(_forms('country'))})"
    codes = []
    for form in _forms("code"):
        head, _, tail = form.partition(" о")
        if tail and head.startswith("кодекс"):
            codes.append(rf"{head}(?:\s+(?:{country}))?\s+о{tail}")
        else:
            codes.append(form)
    return pattern(rf"[\s,]*(?P<code>{'|'.join(codes)})(?!\w)(?:\s+(?P<country>{country})(?!\w))?")


@cache
def _table(kind: str) -> dict[str, tuple[str, str]]:
    """Form → (id, country that the form itself tells)."""
    table: dict[str, tuple[str, str]] = {}
    for row in (row.values for row in package_rows("codes.csv", ("kind", "id", "forms"))):
        if row["kind"] == kind:
            for form in row["forms"].split("|"):
                name, _, country = form.partition(":")
                table[name] = (row["id"], country)
    return table


def _forms(kind: str) -> list[str]:
    return sorted(_table(kind), key=len, reverse=True)


def _citation(text: str, anchor: re.Match[str]) -> list[LawMention]:
    start, end = anchor.span()
    part = None
    if lead := _lead().search(text, max(0, start - BEFORE), start):
        start, part = lead.start(), lead["part"]
    article = anchor["number"] or anchor["nth"]
    if trail := _trail().match(text, end, end + AFTER):
        part, end = trail["part"] or part, trail.end()
    articles = [(start, end, article, part)]
    position = _past_asides(text, end)
    while following := _next().match(text, position, position + AFTER):
        end = following.end()
        part = None
        if trail := _trail().match(text, end, end + AFTER):
            part, end = trail["part"], trail.end()
        articles.append((following.start("number"), end, following["number"], part))
        position = _past_asides(text, end)
    code, code_end = _code_at(text, position)
    if len(articles) == 1 and code_end:
        articles = [(articles[0][0], code_end, *articles[0][2:])]
    return [
        LawMention(start=s, end=e, rule="statutes.article", code=code, article=number, part=_listed(told))
        for s, e, number, told in articles
    ]


def _past_asides(text: str, position: int) -> int:
    while aside := _aside().match(text, position, position + AFTER):
        position = aside.end()
    return position


def _code_at(text: str, position: int) -> tuple[str | None, int]:
    """The code named at this place (None without a country) and where its name ends (0 if there is none)."""
    match = _code().match(text, position, position + AFTER)
    if not match:
        return None, 0
    name, country = match["code"], match["country"]
    row = _table("code").get(name)
    if row is None:  # the country stands inside: «кодекса рк об административных правонарушениях»
        for form, (key, _) in _table("country").items():
            bare = re.sub(rf"\s+{form}(?!\w)", "", name, count=1)
            if bare != name and (inner := _table("code").get(pattern(r"\s+").sub(" ", bare))):
                return f"{key}-{inner[0]}", match.end()
        return None, match.end()
    family, own = row
    key = own or (_table("country")[pattern(r"\s+").sub(" ", country)][0] if country else "")
    return (f"{key}-{family}" if key else None), match.end()


def _listed(part: str | None) -> str | None:
    """«1 и 3» → «1,3»."""
    return ",".join(pattern(r"\d+(?:\.\d)?").findall(part)) if part else None


@cache
def _link() -> re.Pattern[str]:
    """What may stand between two citations of one code."""
    aside = r"(?:\([^()\n]{0,200}\)|[«\"„“][^«»\"”\n]{0,250}[»\"”])"
    return pattern(rf"\s*(?:{aside}\s*)?(?:,|;|и|или|а также|,\s*(?:и|а также)|[-–—])?\s*(?:(?:по|через)\s+)?")


def _with_later_codes(text: str, found: list[LawMention]) -> list[LawMention]:
    """Gives «ч. 3 ст. 30» the code of «, ч. 5 ст. 228.1 УК РФ» that follows it."""
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        here, after = result[i], result[i + 1]
        if here.code is None and after.code and _link().fullmatch(text, here.end, after.start):
            result[i] = replace(here, code=after.code)
    return result
