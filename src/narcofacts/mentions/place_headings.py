"""Places that head the parts of a round-up, though no list has them: «Завитинск» on a line between «Тында» and
«Белогорск»."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.model import GazetteerPlace, PlaceMention
from narcofacts.nlp.morph import readings
from narcofacts.text.segment import Sentence

HEADING = pattern(r"\W*([А-ЯЁ][а-яё]+(?:[- ](?:на-)?[А-ЯЁ][а-яё]+)?)\W*")
LIKELY = 0.1
SIBLINGS = 2
"""So many headings must be known places."""


def heading_places(text: str, cut: Sequence[Sentence], found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """A town for each heading that is one name, in an article whose other headings are known places."""
    lines = [(s, match) for s in cut if s.first and (match := HEADING.fullmatch(text, s.start, s.end))]
    known = {place.start for place in found}
    alike = [match for _, match in lines if match.start(1) in known]
    if len(alike) < SIBLINGS:
        return []
    result = []
    for _, match in lines:
        word = match[1]
        if match.start(1) in known or not _maybe_town(word):
            continue
        place = GazetteerPlace(id="", name=word, kind="town", country=None, region=None, lat=None, lon=None)
        result.append(
            PlaceMention(
                start=match.start(1), end=match.end(1), rule="places.heading", place=place, form="name", case="nomn"
            )
        )
    return result


def _maybe_town(word: str) -> bool:
    """Whether a word is no plain noun or adjective: «Криминал», «Общество» head other things."""
    return all(r.proper for r in readings(word.lower()) if r.score > LIKELY)
