"""Names of shops, channels, groups, bots, sites and campaigns: what stands in quotes beside a noun that tells its
kind."""

from __future__ import annotations

import re
from functools import cache

from narcofacts.cached.patterns import pattern
from narcofacts.lexicon import sections
from narcofacts.mentions.model import NameMention

NAMED_APART = (
    "автом",
    "машин",
    "марк",
    "внедорож",
    "грузов",
    "микроавт",
    "седан",
    "фур",
    "мотоц",
    "джип",
    "такси",
    "карабин",
    "пистол",
    "пост",
    "пункт",
    "кпп",
    "застав",
    "перехо",
)
"""Vehicles, arms and posts, which bear names of their own whatever noun stands further off."""
QUOTED = pattern(r"[«\"“„]([^«»\"“”„\n]{2,60})[»\"”“]")


TOLD_BY = pattern(
    r"(?:сообщ|пиш|писал|рассказ|переда|узнал|цитир|уточн|отмеч|информир|взят\w* с|ссылк\w+ на|данным|информаци)[\w-]*"
    r"(?:\s[\w-]+){0,2}\s$",
    re.IGNORECASE,
)
"""«Как уже рассказывал сайт «Детали»»: who tells of it, and no shop."""
DATED = pattern(r"[A-ZА-ЯЁҚ][\w ]{2,40}\s?[–—-]\s?(?:19|20)\d\d")
"""«Мак-2016»: a name with its year is a campaign's."""


def _nominative(name: str) -> str:
    """A campaign's name of one word as it is announced: «Мака-2016» → «Мак-2016»."""
    from narcofacts.nlp.morph import inflect, readings

    word = pattern(r"[\w ]+?(?=\s?[–—-])").match(name)
    if word is None or " " in word.group().strip():
        return name
    found = readings(word.group().lower())
    if not found or any(r.case == "nomn" for r in found) or found[0].pos != "NOUN":
        return name
    form = inflect(word.group().lower(), "nomn", "sing")
    return form.capitalize() + name[word.end() :] if form else name


@cache
def _kinds() -> list[tuple[str, re.Pattern[str], str]]:
    """(type, pattern of the noun before the name, rule)."""
    result = []
    for section in sections("name_nouns.toml"):
        stems = "|".join(sorted(section.entry["stems"], key=len, reverse=True))
        noun = pattern(rf"(?<![а-яёa-z])(?:{stems})[а-яё]*", re.IGNORECASE)
        result.append((section.entry["type"], noun, section.rule))
    return result


def names(text: str) -> list[NameMention]:
    """The quoted names of `text`; `type` is None where no noun before the quotes tells it.

    «Telegram-магазина "Kaef Mafia"» → online_shop; "операции «Канал — Степной щит»" → campaign; a row of names after
    one noun shares its type: «Площадки «Snow Leopard», «Mister X»».
    """
    result: list[NameMention] = []
    for match in QUOTED.finditer(text):
        name = match.group(1).strip(" .,")
        kind, rule = _kind(text, match.start())
        if kind is not None and not pattern(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ\da-z]").search(name):
            kind, rule = None, "names.quoted"  # «6 сайтов-«наркомагазинов»»: a word used in irony
        if kind is None and DATED.fullmatch(name):
            kind, rule, name = "campaign", "names.dated", _nominative(name)
        if kind is None and result:
            between = text[result[-1].end : match.start()].strip()
            if between in (",", "и", ", и", ", а также", "а также", "или"):
                kind, rule = result[-1].type, result[-1].rule
        result.append(NameMention(start=match.start(), end=match.end(), rule=rule, name=name, type=kind))  # type: ignore[arg-type]
    return result


def _kind(text: str, at: int) -> tuple[str | None, str]:
    """The type that the nearest kind noun in the four words before `at` gives, and its rule."""
    before = text[max(0, at - 70) : at]
    cut = max(before.rfind("\n"), before.rfind("."), before.rfind(";"), before.rfind("»"))
    before = before[cut + 1 :]
    last = pattern(r"([\w-]+)\W*$").search(before)
    if last and last.group(1).lower().startswith(NAMED_APART):
        return None, "names.quoted"  # «в ходе операции на посту «Достук»»
    best: tuple[int, str, str] | None = None
    for kind, noun, rule in _kinds():
        for match in noun.finditer(before):
            words_between = len(pattern(r"\w+").findall(before[match.end() :]))
            if words_between <= 3 and "," not in before[match.end() :] and (best is None or match.start() > best[0]):
                best = (match.start(), kind, rule)
    if best is None or (best[1] != "campaign" and TOLD_BY.search(before, 0, best[0])):
        return None, "names.quoted"
    return best[1], best[2]
