"""Runs every finder over an article and lays what they found out by sentence."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter

import msgspec

from narcofacts.cached.patterns import pattern
from narcofacts.mentions import model
from narcofacts.mentions.agencies import agencies
from narcofacts.mentions.ages import ages
from narcofacts.mentions.citizenships import citizenships
from narcofacts.mentions.dates import dates
from narcofacts.mentions.items import items
from narcofacts.mentions.money import money
from narcofacts.mentions.names import names
from narcofacts.mentions.numerals import numbers
from narcofacts.mentions.people import role_nouns
from narcofacts.mentions.place_headings import heading_places
from narcofacts.mentions.places import home_country, places
from narcofacts.mentions.quantities import quantities
from narcofacts.mentions.statutes import statutes
from narcofacts.mentions.substances import substances
from narcofacts.mentions.surnames import with_rows
from narcofacts.nlp.clauses import clause_numbers
from narcofacts.nlp.entities import Entity, entities
from narcofacts.nlp.morph import parts_of_speech
from narcofacts.spans import outside, overlap
from narcofacts.text.segment import Sentence, Token, sentences

START = attrgetter("start")
MENTIONS = (
    *("quantities", "money", "numbers", "dates", "ages", "places", "agencies", "citizenships"),
    *("substances", "items", "people", "names", "laws", "persons"),
)
"""The fields of `Annotated` that hold mentions."""


class Annotated(msgspec.Struct):
    """A sentence with its clauses and mentions. `clause[i]` is the clause number of token `i`."""

    sentence: Sentence
    clause: list[int]
    predicates: list[int]
    quantities: list[model.QuantityMention] = msgspec.field(default_factory=list)
    money: list[model.MoneyMention] = msgspec.field(default_factory=list)
    numbers: list[model.NumberMention] = msgspec.field(default_factory=list)
    dates: list[model.DateMention] = msgspec.field(default_factory=list)
    ages: list[model.AgeMention] = msgspec.field(default_factory=list)
    places: list[model.PlaceMention] = msgspec.field(default_factory=list)
    agencies: list[model.AgencyMention] = msgspec.field(default_factory=list)
    citizenships: list[model.CitizenshipMention] = msgspec.field(default_factory=list)
    substances: list[model.SubstanceMention] = msgspec.field(default_factory=list)
    items: list[model.ItemMention] = msgspec.field(default_factory=list)
    people: list[model.RoleMention] = msgspec.field(default_factory=list)
    names: list[model.NameMention] = msgspec.field(default_factory=list)
    laws: list[model.LawMention] = msgspec.field(default_factory=list)
    persons: list[Entity] = msgspec.field(default_factory=list)
    event_places: list[model.PlaceMention] | None = None
    """Where something can have happened, once it was asked for (linking/scenes.py)."""
    event_dates: list[model.DateMention] | None = None
    """When something can have happened, once it was asked for (linking/event_dates.py)."""
    settled: dict[str, bool] = msgspec.field(default_factory=dict)
    """Questions about the whole sentence that were answered already, by name."""
    said: dict[str, int | None] = msgspec.field(default_factory=dict)
    """Where entries of discourse.toml were found, by name."""
    stretches: dict[str, list[tuple[int, int]]] = msgspec.field(default_factory=dict)
    """Stretches of the sentence that were looked for already, by name."""

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or follows `offset`."""
        tokens = self.sentence.tokens
        at = bisect_right(tokens, offset, key=START) - 1
        if at < 0:
            return 0
        if tokens[at].end <= offset and at + 1 < len(tokens):
            return at + 1
        return at

    def tokens_of(self, clause: int) -> list[Token]:
        """The tokens of a clause."""
        return [token for token, number in zip(self.tokens, self.clause, strict=True) if number == clause]

    def words_of(self, clause: int) -> str:
        """The words of a clause with a blank between them, as patterns over clauses want them."""
        return " ".join(token.text for token in self.tokens_of(clause))

    def clause_of(self, offset: int) -> int:
        """Clause number at `offset`."""
        return self.clause[self.token_at(offset)] if self.tokens else 0

    def between(self, start: int, end: int) -> Annotated:
        """The part of the sentence between two offsets, with the mentions that begin in it."""
        kept = [k for k, token in enumerate(self.tokens) if start <= token.start < end]
        first, last = (kept[0], kept[-1]) if kept else (0, -1)
        part = Annotated(
            msgspec.structs.replace(self.sentence, start=start, end=end, tokens=self.tokens[first : last + 1]),
            self.clause[first : last + 1],
            [p - first for p in self.predicates if first <= p <= last],
        )
        for name in MENTIONS:
            setattr(part, name, [m for m in getattr(self, name) if start <= m.start < end])
        return part


class AnnotatedText(msgspec.Struct):
    """An article ready for the event rules."""

    text: str
    published: dt.date | None
    sentences: list[Annotated]
    home: str | None


def _is_name(text: str, entity: Entity) -> bool:
    """«альфа-PVP», «клад» are no names, whatever the tagger thinks, and «/Анна Серова/» is who wrote the article."""
    byline = text[entity.start - 1 : entity.start] == "/" and text[entity.end : entity.end + 1] == "/"
    byline = byline or CREDIT.search(text, max(0, entity.start - 12), entity.start) is not None
    opens = entity.type == "PER" and parts_of_speech(text[entity.start : entity.end].lower()) == {"PRTF"}
    return entity.type == "ORG" or not (text[entity.start].islower() or byline or opens)  # «Перевозившая героин …»


CREDIT = pattern(r"\b(?:фото|видео|автор|текст)\s?:\s*$", re.IGNORECASE)
"""«Фото: Анна Серова»"""


AGED = pattern(r".*\d-летн\w+\s+", re.DOTALL)


def _without_age(text: str, entity: Entity) -> Entity:
    """A person's name without the age that the tagger took in: «суда Семея 23-летний Р.»."""
    aged = AGED.match(text, entity.start, entity.end) if entity.type == "PER" else None
    return entity if aged is None else Entity(aged.end(), entity.end, entity.type)


def _of_home(text: str, mention: model.MoneyMention, home: str | None) -> model.MoneyMention:
    """Roubles of an article from Belarus are Belarusian unless it says more: «900 рублей»."""
    plain = mention.currency == "RUB" and "росс" not in text[mention.start : mention.end].lower()
    return msgspec.structs.replace(mention, currency="BYN") if plain and home == "BY" else mention


def annotate(text: str, published: dt.date | None) -> AnnotatedText:
    """The sentences of a clean text with all their mentions."""
    cut = sentences(text)
    found, home = _found(text, published, cut)
    result = _laid(cut, found)
    for annotated in result:
        _goods_and_people(text, annotated)
        if annotated.persons:
            annotated.persons = _without_staff(text, annotated)
    return AnnotatedText(text, published, result, home)


def _found(
    text: str, published: dt.date | None, cut: Sequence[Sentence]
) -> tuple[dict[str, Sequence[model.Mention | Entity]], str | None]:
    """What every finder that reads the whole text found, by its field of `Annotated`, and the home of the article."""
    tagged = [_without_age(text, entity) for entity in with_rows(text, entities(text)) if _is_name(text, entity)]
    triples = [(entity.start, entity.end, entity.type) for entity in tagged]
    home = home_country(text, places(text, triples), agencies(text))
    found_agencies = agencies(text, home)
    begin = [agency.start for agency in found_agencies]
    found_places = [p for p in places(text, triples, home) if not _of_agency(p, found_agencies, begin)]
    headings = heading_places(text, cut, found_places)
    found_money = [_of_home(text, mention, home) for mention in money(text)]
    found_dates = dates(text, published)
    found_ages = ages(text)
    return {
        "quantities": outside(quantities(text), [*found_money, *found_ages]),
        "money": found_money,
        "numbers": outside(numbers(text), [*found_money, *found_ages, *found_dates]),
        "dates": found_dates,
        "ages": found_ages,
        "places": sorted([*found_places, *headings], key=START) if headings else found_places,
        "agencies": found_agencies,
        "citizenships": citizenships(text),
        "names": names(text),
        "laws": statutes(text),
        "persons": [_with_initial(text, entity) for entity in tagged if entity.type == "PER"],
    }, home


def _of_agency(place: model.PlaceMention, found: Sequence[model.AgencyMention], starts: Sequence[int]) -> bool:
    """«УВД по ЮВАО», «пункта пропуска Пограничного управления ФСБ»: an agency, or the beginning of its name, and no
    place. `found` are in order of text without overlaps, `starts` where they begin."""
    at = bisect_right(starts, place.start) - 1
    before = found[at] if at >= 0 else None
    if place.rule == "places.tagger":
        return before is not None and place.end <= before.end
    if place.rule == "places.gazetteer" and place.form == "name":
        # «Пограничного управления ФСБ»
        return before is not None and before.start == place.start and place.end < before.end
    last = bisect_left(starts, place.end) - 1
    return place.rule == "places.head" and last > at and place.end < found[last].end


def _with_initial(text: str, person: Entity) -> Entity:
    """«Азамат Дж.»: with the full stop of an initial of two letters."""
    initial = text.startswith(("Дж.", "Дз."), person.end - 2)
    return msgspec.structs.replace(person, end=person.end + 1) if initial else person


def _laid(cut: Sequence[Sentence], found: Mapping[str, Sequence[model.Mention | Entity]]) -> list[Annotated]:
    """The sentences with the mentions that begin in them; those between sentences and in lines that are left out are
    dropped."""
    result = [Annotated(sentence, *clause_numbers(sentence.tokens)) for sentence in cut]
    starts = [sentence.start for sentence in cut]
    for name, mentions in found.items():
        for mention in mentions:
            at = bisect_right(starts, mention.start) - 1
            if at >= 0 and mention.start < cut[at].end:
                getattr(result[at], name).append(mention)
    return result


def _goods_and_people(text: str, annotated: Annotated) -> None:
    """Finds what is read sentence by sentence: substances, things and nouns for people."""
    found = (s for s in substances(text, annotated.tokens) if not _of_place(s, annotated.places))
    annotated.substances = [s for s in found if not CAMPAIGN.search(text, max(0, s.start - 40), s.start)]
    annotated.items = items(annotated.tokens)
    if annotated.items:
        annotated.places = [p for p in annotated.places if not _of_make(text, p, annotated.items)]
        annotated.substances = [s for s in annotated.substances if not (s.weak and _within(s, annotated.items))]
    annotated.people = [
        p
        for p in role_nouns(annotated.tokens)
        # «сбыт синтетики» names no person, a «синтетик»
        if p.rule != "people.animate_noun" or not any(overlap(p, s) for s in annotated.substances)
    ]


def _without_staff(text: str, annotated: Annotated) -> list[Entity]:
    """The persons without what the tagger took for names: «Спецпрокуроры», «Парагвайские пограничники»."""
    staff = [p for p in annotated.people if p.staff]
    headed = [p for p in annotated.places if p.rule == "places.head"]
    return [
        e
        for e in annotated.persons
        if not any(e.start <= s.start and s.end == e.end for s in (*staff, *annotated.agencies))
        and not any(p.start < e.start and e.end <= p.end for p in headed)  # «В области Улытау»
        and not PLURAL_ADJECTIVE.fullmatch(text, e.start, e.end)  # «Парагвайские пограничники»
    ]


PLURAL_ADJECTIVE = pattern(r"[А-ЯЁ][а-яё]+(?:[сц]кие|[сц]ких|[сц]кими)")


def _of_place(substance: model.SubstanceMention, places: list[model.PlaceMention]) -> bool:
    """«таможня Финляндии в Ханко»: a word that names a place."""
    return any(p.form == "name" and p.start <= substance.start and substance.end <= p.end for p in places)


CAMPAIGN = pattern(
    r"\b(?:операци|спецопераци|акци|мероприяти|кампани|рейд|программ)[а-я]*\s(?:под названием\s)?[«\"“](?:[\w-]+\s)?$"
)
"""«в рамках операции «Мак»»: a name."""
MAKE = pattern(r"\s(?:марки\s)?[«\"“](?:[\w-]+\s)?")


def _of_make(text: str, place: model.PlaceMention, things: list[model.ItemMention]) -> bool:
    """«машины «Хонда Стрим»»: the make of a car."""
    cars = (i for i in things if i.category == "vehicle" and 0 < place.start - i.end < 30)
    return any(MAKE.fullmatch(text, car.end, place.start) for car in cars)


def _within(substance: model.SubstanceMention, things: list[model.ItemMention]) -> bool:
    """«взрывчатые вещества»: a weak word that is only a part of a thing's name."""
    return any(i.start <= substance.start and substance.end <= i.end and i.start < substance.start for i in things)
