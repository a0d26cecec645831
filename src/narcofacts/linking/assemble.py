"""Turns cases with their things and people into records with ids, evidence, places, dates and a headline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from narcofacts.cached.patterns import pattern
from narcofacts.events.penalties import record_money
from narcofacts.events.unit import Unit
from narcofacts.lexicon import item_names, substance_names, substances, word_set
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import counts_crimes
from narcofacts.linking.event_dates import dates_of
from narcofacts.linking.inherit import case_places, main_place
from narcofacts.linking.merge import Thing
from narcofacts.linking.people import People
from narcofacts.mentions.annotate import AnnotatedText
from narcofacts.mentions.model import AgencyMention, DateMention, NameMention, PlaceMention
from narcofacts.records import (
    Agency,
    Amount,
    Arrest,
    Count,
    DateSpan,
    Dismantled,
    Evidence,
    Law,
    Money,
    Number,
    Operation,
    OperationKind,
    Penalty,
    Person,
    Place,
    Quantity,
    Route,
    Seizure,
    Target,
)
from narcofacts.rules import Step
from narcofacts.text.normalise import CleanText

KIND_ORDER: tuple[OperationKind, ...] = (
    "campaign",
    "laboratory",
    "online_shop",
    "cultivation",
    "supply_channel",
    "network",
    "destruction",
    "trial",
    "raid",
)
IN_OPERATION = pattern(r"\b(?:в ходе|в рамках) (?:этой |данной )?(?:операции|мероприятия|акции|опм)\b", re.IGNORECASE)
MOVED = pattern(
    r"\b(?:(?:при|за|вы|пере|про|в|под|у)?(?:вез|воз)|достав|постав|поступ|контрабанд|транспорт|транзит|переправ|переброс|перебрас"
    r"|перегон|(?:от|на)прав|пересыл|перес[лы]ал|посыл|бандерол|груз|следова|рейс|прилет|вылет|лете|поезд|автобус|канал"
    r"|предназнач|плы|прибы|закуп|получа)\w*|\b(?:ехал|ехавш|едущ|шедш|ш[её]л\b|шла|шли|маршруту|пут[ьи]\b)",
    re.IGNORECASE,
)
"""What tells that something or somebody with it was on the way; «жители из», «приехал учиться в» tell no route."""
WORD = pattern(r"\w+")
CODE_NAME = pattern(r"(?:спецоперац\w+|кодовым (?:названием|именем))\W*(?:под названием\W*)?$", re.IGNORECASE)
"""«в результате спецоперации «Свет пустыни»»"""
PREVENTIVE = pattern(
    r"(?:акци|месячник|отработк|мероприяти|профилактическ|\bопм\b|\bопо\b|этап)[^.]{0,40}$", re.IGNORECASE
)
PLACE_KINDS = frozenset(
    {"country", "region", "city", "town", "village", "district", "border_post", "station", "port", "airport"}
)


class Assembler:
    """Makes records of one article: offsets go back to the document, every id is given in order of text."""

    def __init__(self, article: AnnotatedText, clean: CleanText, document: str) -> None:
        self.article = article
        self.clean = clean
        self.document = document
        self.trace: dict[str, list[Step]] = {}
        opening = [n for s in article.sentences[:4] for n in s.names if n.type == "campaign"]
        self.campaign = opening[0].name if opening else None
        """The campaign that the article opens with."""
        self.announced = any(self._announced(n) for n in opening[:1])
        named = [n for s in article.sentences for n in s.names if n.type == "campaign"]
        self.codes = {n.name for n in named if CODE_NAME.search(article.text, max(0, n.start - 40), n.start)}
        """Code names of police operations, which make no campaign, however many were taken."""

    def _named_before(self, case: Case) -> str | None:
        """The campaign of the sentence before statistics: «Рейд прошёл в рамках ОПМ «Дәрмек». Всего изъято …»."""
        first = case.sentences[0].sentence.sentence
        before = self.article.sentences[first.index - 1] if first.index else None
        if before is None or before.sentence.paragraph != first.paragraph:
            return None
        return next((n.name for n in before.names if n.type == "campaign"), None)

    def _in_operation(self, case: Case) -> bool:
        """Whether the case says that it belongs to the campaign: «в ходе операции»."""
        return any(
            IN_OPERATION.search(self.article.text, s.sentence.sentence.start, s.sentence.sentence.end)
            for s in case.sentences
        )

    def evidence(self, spans: Iterable[tuple[int, int]]) -> list[Evidence]:
        """Evidence for clean spans, the first kept first, none twice."""
        result: list[Evidence] = []
        for start, end in spans:
            while end > start and self.clean.text[end - 1] in " ,;":
                end -= 1
            while start < end and self.clean.text[start] in " ,;":
                start += 1
            if start >= end:
                continue
            a, b = self.clean.document_span(start, end)
            made = Evidence(a, b, self.document[a:b])
            if made not in result and not any(e.start <= a and b <= e.end for e in result):
                result.append(made)
        return result

    def words(self, start: int, end: int) -> str:
        """The document's words of a clean span."""
        a, b = self.clean.document_span(start, end)
        return self.document[a:b]

    def keep_trace(self, identifier: str, steps: Iterable[Step]) -> None:
        """Keeps the rule chain of a record, offsets in the document, repeats dropped."""
        made = (Step(step.rule, *self.clean.document_span(step.start, step.end), step.note) for step in steps)
        self.trace[identifier] = list(dict.fromkeys(made))

    def _announced(self, quoted: NameMention) -> bool:
        """Whether a name is a preventive campaign's («Мак-2016», «акция «Сообщи …»»), no code name of one operation."""
        before = self.article.text[max(0, quoted.start - 50) : quoted.start]
        known = word_set("name_nouns.toml", "campaign", "known")
        first = WORD.match(quoted.name)
        named = first is not None and first[0].casefold() in known
        return quoted.rule == "names.dated" or named or PREVENTIVE.search(before) is not None

    def place(self, mention: PlaceMention | None) -> Place | None:
        """The record form of a place mention."""
        if mention is None:
            return None
        p, around = mention.place, mention.lies_in or mention.place
        kind: Any = p.kind if p.kind in PLACE_KINDS else "other"
        country, region = p.country or around.country, p.region or around.region
        return Place(self.words(mention.start, mention.end), p.name, kind, country, region, p.lat, p.lon)

    def date(self, mention: DateMention | None) -> DateSpan | None:
        """The record form of a date mention."""
        if mention is None:
            return None
        return DateSpan(self.words(mention.start, mention.end), _iso(mention.first), _iso(mention.last))

    def agencies(self, mentions: Iterable[AgencyMention]) -> list[Agency]:
        """The agencies of mentions, each once."""
        result: list[Agency] = []
        for mention in mentions:
            if not any(a.id == mention.id for a in result):
                result.append(
                    Agency(self.words(mention.start, mention.end), mention.name, mention.id or None, mention.country)
                )
        return result

    def quantity(self, thing: Thing) -> Quantity | None:
        """The quantity of a thing."""
        goods = thing.goods
        if goods.value is None and goods.holder is not None:
            start, end, unit = goods.holder
            return Quantity(self.words(start, end), 1, unit, "exact", None)
        if goods.value is None or goods.unit is None:
            return None
        start, end = goods.amount_span or (goods.start, goods.end)
        return Quantity(
            self.words(start, end),
            _number(goods.value),
            goods.unit,
            goods.bound,
            None if goods.value_max is None else _number(goods.value_max),
        )

    def seizure(
        self,
        identifier: str,
        operation: str,
        thing: Thing,
        place: PlaceMention | None,
        date: DateMention | None,
        sentence: SentenceFacts | None,
    ) -> Seizure:
        """The seizure record of a thing; `part_of` is set later, when ids are known."""
        goods = thing.goods
        money = self._money(goods.money)
        worth = self._money(goods.worth)
        item = (
            _item(goods.item)
            if goods.item
            else (substances()[goods.substance].russian if goods.substance else goods.category)
        )
        spans = [(goods.start, goods.end), *thing.spans]
        self.keep_trace(identifier, thing.steps)
        return Seizure(
            identifier,
            self.evidence(spans),
            operation,
            thing.action,
            goods.category,
            item,
            goods.substance if goods.drug_like else None,
            self.quantity(thing),
            money,
            worth,
            Amount(_number(goods.doses[0]), goods.doses[1]) if goods.doses else None,
            self.place(place),
            self.date(date),
            self.agencies(sentence.sentence.agencies if sentence else ()),
        )

    def _money(self, mention: Any) -> Money | None:
        if mention is None:
            return None
        made = record_money(mention, self.clean.text)
        return Money(
            self.words(mention.start, mention.end),
            made.amount,
            made.currency,
            made.bound,
            made.asset,
            made.amount_max,
        )

    def arrest(
        self,
        identifier: str,
        operation: str,
        people: People,
        place: PlaceMention | None,
        date: DateMention | None,
        sentence: SentenceFacts | None,
    ) -> Arrest:
        """The arrest record of people; `part_of` is set later."""
        citizenship: list[str] = []
        foreign = False
        for unit in [*people.units, *(d for u in people.units for d in u.details)]:
            for code in unit.citizenship:
                if code not in citizenship:
                    citizenship.append(code)
            foreign = foreign or unit.foreign
        count = None if people.value is None else Count(people.value, people.bound, people.value_max)
        self.keep_trace(identifier, people.steps)
        return Arrest(
            identifier,
            self.evidence(people.spans),
            operation,
            people.status,
            count,
            self.persons(people),
            citizenship,
            foreign and not citizenship,
            people.penalty if people.penalty != Penalty() else None,
            self.place(place),
            self.date(date),
            self.agencies(sentence.sentence.agencies if sentence else ()),
        )

    def persons(self, people: People) -> list[Person]:
        """What is told of single people: one entry for each as far as ages, citizenships and roles tell them apart."""
        result: list[Person] = []
        for unit in people.aged or people.units:
            parts = unit.details if unit.details else [unit]
            for part in parts:
                result.extend(self._unit_persons(part, unit))
        limit = people.value if people.value is not None else len(result)
        return result[: max(limit, 0)][:50]

    def _unit_persons(self, unit: Unit, whole: Unit) -> list[Person]:
        year = self.article.published.year if self.article.published else None
        ages = list(unit.ages) or [year - born for born in unit.birth_years if year]
        heads = unit.value if unit.value is not None else max(1, len(ages))
        told = bool(ages or unit.sex or unit.role or unit.citizenship or unit.name or unit.occupation)
        rough = unit.bound != "exact" and not ages  # «свыше 30 курьеров»: nobody single is told of
        if not told or rough or heads > 50:
            return []
        result = []
        for at in range(heads):
            age = ages[at] if at < len(ages) else None
            citizenship = (
                unit.citizenship[at]
                if len(unit.citizenship) == heads and heads > 1
                else (unit.citizenship[0] if len(unit.citizenship) == 1 else None)
            )
            result.append(
                Person(
                    unit.name if heads == 1 else None,
                    age,
                    unit.sex,
                    unit.role or whole.role,
                    citizenship,
                    unit.residence,
                    unit.occupation,
                )
            )
        return result

    def _route(self, case: Case) -> Route | None:
        """Where the goods came from and went to, as far as the case's sentences tell of a way."""
        origin = destination = None
        via: list[str] = []
        for sentence in case.sentences:
            for place in sentence.sentence.places:
                if place.rule != "places.route" or place.form == "road":
                    continue
                if not MOVED.search(sentence.sentence.words_of(sentence.sentence.clause_of(place.start))):
                    continue
                if place.preposition in ("из", "с", "от"):
                    origin = origin or place.place.name
                elif place.preposition in ("в", "на", "до", "для", "к"):
                    destination = destination or place.place.name
                elif place.preposition == "через" and place.place.name not in via:
                    via.append(place.place.name)
        return Route(origin, destination, via) if origin or destination or via else None

    def operation(self, identifier: str, case: Case, things: Sequence[Thing], people: Sequence[People]) -> Operation:
        """The operation record of a case."""
        places = _operation_places(self.article, case)
        dates: list[DateSpan] = []
        agencies: list[AgencyMention] = []
        laws: list[Law] = []
        dismantled: list[Dismantled] = []
        targets: list[Target] = []
        name = None
        announced = False
        involved = turnover = None
        spans: list[tuple[int, int]] = []
        steps = [Step(case.rule, case.sentences[0].sentence.sentence.start, case.sentences[0].sentence.sentence.end)]
        for facts in [*case.headlines, *case.sentences]:
            annotated = facts.sentence
            agencies.extend(annotated.agencies)
            for law in annotated.laws:
                laws.append(Law(self.words(law.start, law.end), law.code, law.article, law.part))
            counting = case.scope == "event" and not facts.any and counts_crimes(self.article.text, annotated)
            for mention in dates_of(self.article.text, facts) if not counting else ():
                if not facts.any and mention.kind not in ("period", "since"):
                    continue
                made = self.date(mention)
                if made is not None and made not in dates:
                    dates.append(made)
            for fact in facts.case.dismantled:
                same = next((d for d in dismantled if d.kind == fact.kind), None)
                if same is not None:
                    if same.count in (None, 1) and fact.count not in (None, 1) and not facts.sentence.sentence.headline:
                        dismantled[dismantled.index(same)] = Dismantled(fact.kind, fact.count, fact.bound)  # type: ignore[arg-type]
                    continue
                dismantled.append(Dismantled(fact.kind, fact.count, fact.bound))  # type: ignore[arg-type]
                spans.append((fact.start, fact.end))
                steps.append(Step(fact.rule, fact.start, fact.end))
            for quoted in annotated.names:
                if quoted.type == "campaign":
                    name = name or quoted.name
                    announced = announced or self._announced(quoted)
                    steps.append(Step(quoted.rule, quoted.start, quoted.end))
                elif quoted.type is not None and not any(t.name == quoted.name for t in targets):
                    targets.append(Target(quoted.name, quoted.type))
                    steps.append(Step(quoted.rule, quoted.start, quoted.end))
            if involved is None and facts.case.involved is not None:
                involved = Amount(_number(facts.case.involved.value), facts.case.involved.bound)
            if turnover is None and facts.case.turnover is not None:
                turnover = self._money(facts.case.turnover)
        if name is None and case.scope == "total":
            name = self._named_before(case)
        if name is None and self.campaign is not None and (case.scope == "total" or self._in_operation(case)):
            name = self.campaign
        spans = spans or [p.spans[0] for p in people[:1]] or [(t.goods.start, t.goods.end) for t in things[:1]]
        if not spans:
            sentence = case.sentences[0].sentence.sentence
            spans = [(sentence.start, sentence.end)]
        campaign = name is not None and (
            (case.scope == "total" and name not in self.codes)
            or announced
            or (name == self.campaign and self.announced)
        )
        kind = _kind(case, things, people, campaign, [d.kind for d in dismantled], targets)
        self.keep_trace(identifier, steps)
        return Operation(
            identifier,
            self.evidence(spans),
            "event" if case.of_one else case.scope,
            kind,
            name,
            targets,
            dismantled,
            [p for p in (self.place(m) for m in places) if p is not None],
            dates,
            self.agencies(agencies),
            involved,
            turnover,
            self._route(case),
            laws,
        )


def _operation_places(article: AnnotatedText, case: Case) -> list[PlaceMention]:
    places = case_places(article, case)
    main = main_place(places)
    if main is not None:
        places = [main, *[p for p in places if p is not main]]
    return places


def _kind(
    case: Case,
    things: Sequence[Thing],
    people: Sequence[People],
    campaign: bool,
    dismantled: Sequence[str],
    targets: Sequence[Target],
) -> OperationKind:
    kinds: set[OperationKind] = set()
    if campaign:
        kinds.add("campaign")
    hints = {hint.kind for s in case.sentences for hint in s.case.hints if s.any or case.scope == "event"}
    kinds |= hints & ({"laboratory", "online_shop", "supply_channel"} if case.scope == "event" else set())
    if case.scope == "event" and "cultivation" in hints:
        kinds.add("cultivation")
    if any(t.type in ("online_shop", "telegram_channel", "bot", "website") for t in targets):
        kinds.add("online_shop")
    if any(t.goods.unit == "plant" for t in things) and not any(t.goods.category == "drug" for t in things):
        kinds.add("cultivation")
    if case.scope == "event" and ("group" in dismantled or _against_group(case, people)):
        kinds.add("network")
    if things and all(t.action == "destroyed" for t in things):
        kinds.add("destruction")
    if set(dismantled) == {"laboratory"}:
        kinds.add("laboratory")  # statistics of laboratories alone
    if set(dismantled) == {"supply_channel"} or (case.scope == "event" and "supply_channel" in dismantled):
        kinds.add("supply_channel")
    # «осуждены 104 тысячи человек, изъято 3 тонны героина»: statistics of more than courts
    if people and all(p.status == "convicted" for p in people) and not (case.scope == "total" and things):
        kinds.add("trial")
    return next((kind for kind in KIND_ORDER if kind in kinds), "raid")


def _against_group(case: Case, people: Sequence[People]) -> bool:
    """Whether a group is what the operation was about: told where people are taken, or of several people taken; not
    «на полуострове действует картель» beside one courier."""
    told = [s for s in case.sentences if any(hint.kind == "network" for hint in s.case.hints)]
    if any(s.arrests for s in told):
        return True
    return bool(told) and any(p.value is None or p.value > 1 for p in people)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _number(value: Number) -> Number:
    """An int where the value is whole."""
    return int(value) if float(value).is_integer() else round(float(value), 6)


def _listed(word: str) -> str | None:
    """The listed substance that a word names which the dictionary mistakes for another: «кукнара» → «кукнар»; «МДМА»
    is no form of «мдм»."""
    from narcofacts.nlp.morph import readings

    names, found = substance_names(), readings(word)
    if found and found[0].lemma in names:
        return None  # «наркотики» stays as it is told
    lemma = next((r.lemma for r in found if r.pos == "NOUN" and r.lemma in names), None)
    return lemma or (word if word in names else None)


def _direct(word: str) -> bool:
    """Whether a word may be in the nominative."""
    from narcofacts.nlp.morph import readings

    found = readings(word)
    return not found or any(r.case in ("", "nomn") for r in found)


LATIN = pattern(r"(?:[\dA-Za-z,']+-)+(?=[А-яЁё]{4})")
INFLECTED = pattern(r"(?:" + LATIN.pattern + r")?[А-яЁё-]+")


def _item(words: str) -> str:
    """The thing in the nominative: «кристаллического вещества» → «кристаллическое вещество».

    Words behind the first noun stay, and so does a phrase that is in the nominative or counted («три квартиры»).
    """
    from narcofacts.nlp.morph import inflect, readings

    told = words.split()
    one, comma, rest = words.partition(", ")
    if comma and " и " in rest and len(one.split()) == 1:  # «конопли, марихуаны и гашишного масла»
        return f"{_item(one)}, {_item(rest)}"
    if len(told) == 1 and (name := _listed(words.lower())) is not None:
        return words if name == words.lower() else name
    if len(told) > 1 and words.lower() in substance_names() and _direct(told[-1].lower()):
        return words  # «гашишное масло»
    if words.lower() in item_names():
        return words  # «зип-лок пакет»
    if "к" in told:
        return words  # «запрещённых к обороту веществ»
    first = [readings(word.lower())[:1] if INFLECTED.fullmatch(word) else () for word in told]
    head = next((at for at, found in enumerate(first) if found and found[0].pos == "NOUN"), None)
    if "и" in told[1:-1] and head is not None and head < told.index("и"):  # «гашиша и гашишного масла»
        at = told.index("и")
        return f"{_item(' '.join(told[:at]))} и {_item(' '.join(told[at + 1 :]))}"
    if head is not None:
        before = [readings(word.lower()) for word in told[:head]]
        # a thing of items.csv is in the nominative: «граната» is not of the «гранат»
        named = told[head].lower() in item_names() or first[head][0].case in ("", "nomn")
        direct = any(found and {r.case for r in found} <= {"nomn", "accs"} for found in before)
        if named or direct or any(found and found[0].pos == "NUMR" for found in before):
            return words
    result = []
    for at, (word, found) in enumerate(zip(told, first, strict=True)):
        past = head is not None and at > head
        form = None
        if found and not past and found[0].case not in ("", "nomn") and found[0].pos in ("NOUN", "ADJF", "PRTF"):
            number = found[0].number or "sing"
            gender = first[head][0].gender if head is not None else ""
            agrees = (gender,) if number == "sing" and gender and found[0].pos != "NOUN" else ()
            begins = LATIN.match(word)  # «N-метилэфедрона»
            own = begins.end() if begins is not None else 0
            form = inflect(word[own:].lower(), "nomn", number, *agrees)  # «синтетического наркотика» → «синтетический»
            form = form and word[:own] + form
        result.append(form or word)
    return " ".join(result)
