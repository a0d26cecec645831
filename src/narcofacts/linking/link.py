"""From the facts of sentences to records: cases, repeated tellings, people, parts, places, dates, ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import ArrestFact
from narcofacts.events.unit import complete
from narcofacts.events.verbless import BY_PLACE
from narcofacts.linking.assemble import Assembler
from narcofacts.linking.burnt import before_the_fire
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.cases import cut_cases
from narcofacts.linking.coreference import resolve
from narcofacts.linking.court import confiscated, terms_told
from narcofacts.linking.event_dates import date_for, own_date, own_dates
from narcofacts.linking.grouping import grouped
from narcofacts.linking.headline import headline
from narcofacts.linking.inherit import case_places, place_for, recent_place, scene_told
from narcofacts.linking.known import Known
from narcofacts.linking.merge import Thing, apply_takings, compatible, merge_things, same_amount, thing_of
from narcofacts.linking.parts import parts_across, parts_within
from narcofacts.linking.people import People, Told, conflict, lend_status, same_name, share_statuses
from narcofacts.linking.relevance import (
    Crimes,
    about_drugs,
    arrest_counts,
    charged_other,
    drug_words,
    fiction,
    mixed_total,
    of_other_field,
    other_crime,
    plain_goods,
    taken,
)
from narcofacts.linking.retold import retold_people, retold_things
from narcofacts.linking.scenes import SETTLEMENTS, event_places
from narcofacts.linking.substances import name_substances, without_dose_repeats, worth_and_doses
from narcofacts.mentions.annotate import AnnotatedText
from narcofacts.mentions.model import PlaceMention
from narcofacts.records import Arrest, DateSpan, Operation, Seizure
from narcofacts.rules import Step
from narcofacts.text.normalise import CleanText


class Linked(msgspec.Struct):
    """The records of one article with the trace of each."""

    operations: list[Operation] = msgspec.field(default_factory=list)
    arrests: list[Arrest] = msgspec.field(default_factory=list)
    seizures: list[Seizure] = msgspec.field(default_factory=list)
    trace: dict[str, list[Step]] = msgspec.field(default_factory=dict)


def link(
    article: AnnotatedText, facts: list[SentenceFacts], told: list[Told], clean: CleanText, document: str
) -> Linked:
    """The records of an article, in order of text."""
    for one in facts:
        one.seizures = [
            f
            for f in one.seizures
            if not plain_goods(article.text, one.sentence, f) and not of_other_field(article.text, one.sentence, f)
        ]
    name_substances(article, facts)
    if _only_the_headline_tells(article.text, facts):
        for one in facts:
            one.sentence.sentence.headline = False
    cases = cut_cases(article, facts)
    headlines = _headlines(article, facts, cases)
    around = [f.sentence for f in facts]
    crimes = Crimes(article.text, around)
    if fiction(article.text, around) or crimes.only_agencies:
        return Linked()
    field = crimes.drug_article and not any(
        c.rule in ("cases.bullet", "cases.of_week") and any(other_crime(article.text, s.sentence) for s in c.sentences)
        for c in cases
    )
    cases = _of_field(article, cases, field, headlines)
    main = _main(cases, headlines)
    if main is not None:
        main.headlines = headlines
    things: list[Thing] = []
    people: list[People] = []
    told_in = grouped(told, lambda group: group.sentence)
    for case in cases:
        kept = _counted(crimes, case)
        found = [t for t in merge_things(_things(case, case.headlines)) if not mixed_total(crimes, case, t)]
        if not kept and not taken(case) and any(other_crime(article.text, s.sentence) for s in case.sentences):
            found = []  # «задержаны двое подозреваемых в убийстве, у них изъяты три автомата»
        apply_takings(found, [t for s in case.sentences for t in s.takings])
        parts_within(found)
        things.extend(found)
        inside = {s.sentence.sentence.index for s in case.sentences}
        inside |= set(range(min(inside) - 3, min(inside)))
        people.extend(
            resolve(
                Known(
                    [group for index in sorted(inside) for group in told_in.get(index, ())],
                    case.number,
                    min(s.sentence.sentence.index for s in case.sentences),
                    {s.sentence.sentence.index: _days_of(s) for s in case.sentences},
                    {
                        s.sentence.sentence.index: s.scene.place
                        for s in case.sentences
                        if s.scene is not None and s.scene.place.kind in SETTLEMENTS
                    },
                    case.background,
                ),
                kept,
            )
            if kept or taken(case)
            else []
        )
    _known_by_name(people, told)
    separate = {c.number for c in cases if c.background or (c.scope == "total" and not c.opening)}
    people = share_statuses(_known_suspects(_counted_below(_one_person_once(people))), separate)
    things = without_dose_repeats(retold_things(_told_below(things)))
    people = retold_people(cases, people)
    cases = before_the_fire(cases, things, people)
    parts_across(cases, things, people, separate)
    worth_and_doses(article, cases, things)
    confiscated(things, people)
    terms_told(article.text, cases, people)
    return _records(article, cases, things, people, headlines, clean, document)


def _counted(crimes: Crimes, case: Case) -> list[tuple[ArrestFact, bool]]:
    """The arrests of a case that are for drugs, those of headlines first, each with whether it stands in one. A number
    that the body tells for another reason is no arrest of the headline either."""
    body: list[tuple[ArrestFact, bool]] = []
    other: set[float] = set()
    for sentence in case.sentences:
        for fact in sentence.arrests:
            value = fact.group.value if fact.group is not None else None
            if arrest_counts(crimes, case, sentence, fact):
                body.append((fact, sentence.sentence.sentence.headline))
            elif value is not None and value > 1:
                other.add(value)
    heads = [
        (fact, sentence.sentence.sentence.headline)
        for sentence in case.headlines
        for fact in sentence.arrests
        if arrest_counts(crimes, case, sentence, fact) and not (fact.group is not None and fact.group.value in other)
    ]
    return [*heads, *body]


def _days_of(sentence: SentenceFacts) -> set[dt.date]:
    """The days that a sentence names."""
    return {d.first for d in sentence.sentence.dates if d.kind == "day" and d.first is not None}


RECALLED = pattern(r"\W*(?:[Рр]анее мы|[Нн]апомним)\b")


def _only_the_headline_tells(text: str, facts: Sequence[SentenceFacts]) -> bool:
    """«Изъято 22 килограмма наркотиков» above a text without any fact, or one that recalls another case: then the
    headline is the text."""
    first = next((one for one in facts if one.any and not one.sentence.sentence.headline), None)
    if first is not None and not RECALLED.match(text, first.sentence.sentence.start):
        return False
    return any(f.goods.drug_like and f.goods.is_mass for one in facts for f in one.seizures)


def _headlines(article: AnnotatedText, facts: Sequence[SentenceFacts], cases: Sequence[Case]) -> list[SentenceFacts]:
    """The headline's sentences, each wording once: some pages print it twice."""
    told: dict[str, SentenceFacts] = {}
    for one in facts:
        info = one.sentence.sentence
        if info.headline and not any(one in c.sentences for c in cases):
            told.setdefault(article.text[info.start : info.end], one)
    return list(told.values())


def _one_person_once(people: list[People]) -> list[People]:
    """A named person told of again in another case with no further status is the same record."""
    kept: list[People] = []
    for person in people:
        name = person.units[0].name if person.single and person.units else None
        twin = next(
            (
                p
                for p in kept
                if name
                and p.case != person.case
                and p.single
                and p.status == person.status
                and p.units
                and p.units[0].name
                and same_name(p.units[0].name, name)
            ),
            None,
        )
        if twin is None:
            kept.append(person)
        else:
            twin.spans.extend(person.spans)
            twin.steps.extend([*person.steps, Step("link.one_person_once", person.spans[0][0], person.spans[0][1])])
    return kept


def _known_by_name(people: list[People], told: list[Told]) -> None:
    """«Сколотил компанию 27-летний Артём Л. …» and a case later «Артём Л. приговорён»: what is told beside a name."""
    named = [t.group.units[0] for t in told if len(t.group.units) == 1 and t.group.units[0].name]
    for unit in (u for p in people for u in p.units if u.name and not u.plural and not u.ages):
        for other in named:
            if other is not unit and same_name(other.name or "", unit.name or "") and not conflict(unit, other):
                complete(unit, other)


def _counted_below(people: list[People]) -> list[People]:
    """«На границе задержали белоруса и латвийца»: people of the headline whom several cases tell of one by one."""

    def told_apart(whole: People) -> bool:
        others = [
            p for p in people if p is not whole and not p.headline and p.parts_of is None and p.status != "wanted"
        ]
        if len({p.case for p in others}) > 1 and sum(p.value or 0 for p in others) == whole.value:
            return True
        each = [
            next((p.case for p in others if p.value == u.value and p.countries == set(u.citizenship)), None)
            for u in whole.units
            if u.citizenship
        ]
        return len(each) == len(whole.units) and None not in each and len(set(each)) > 1

    return [p for p in people if not (p.headline and (p.value or 0) > 1 and told_apart(p))]


def _told_below(things: list[Thing]) -> list[Thing]:
    """«Изъяты опий и марихуана»: a drug of the headline whose amount another case tells is no record of its own."""

    def amount_below(bare: Thing) -> bool:
        return any(
            t.case != bare.case and t.goods.value is not None and t.goods.substance == bare.goods.substance
            for t in things
        )

    return [t for t in things if not (t.headline and t.goods.drug_like and t.goods.value is None and amount_below(t))]


SUSPECTS = frozenset({"подозреваемый", "задержанный", "фигурант", "обвиняемый"})


def _known_suspects(people: list[People]) -> list[People]:
    """«По всем фактам … подозреваемые водворены в изоляторы»: an uncounted word for people of other cases is nobody
    new. What a court decides of them goes to each."""

    def known(p: People) -> bool:
        counted = p.value is not None and any(u.counted for u in p.units)
        bare = all(u.lemmas & SUSPECTS and u.plural and not u.ages and not u.citizenship for u in p.units)
        elsewhere = any(other.case != p.case and other.sentence < p.sentence for other in people)
        return bool(p.units) and bare and not counted and elsewhere

    suspects = [p for p in people if known(p)]
    kept = [p for p in people if not any(p is s for s in suspects)]
    for whole in suspects:
        for person in kept:
            if whole.status == "arrested" and person.status == "detained" and person.sentence < whole.sentence:
                lend_status(whole, person, *whole.spans[0])
    return kept


def _main(cases: Sequence[Case], headlines: Sequence[SentenceFacts]) -> Case | None:
    """The case that the headline speaks of: the one that tells its goods again, else the first with facts."""
    told = [
        fact.goods for h in headlines for fact in h.seizures if fact.goods.drug_like and fact.goods.value is not None
    ]
    for scope in ("event", "total") if told else ():
        for case in cases:
            if case.scope == scope and any(
                compatible(fact.goods, goods) and same_amount(goods, fact.goods, rounded=scope == "event")
                for fact in case.facts
                for goods in told
            ):
                return case
    return next((c for c in cases if any(s.any for s in c.sentences)), cases[0] if cases else None)


def _of_field(
    article: AnnotatedText, cases: Sequence[Case], field: bool, headlines: Sequence[SentenceFacts]
) -> list[Case]:
    """The cases of the drug field; statistics of another period belong to it as those do that they are told beside:
    «Осуждены 63 сбытчика наркотиков. Годом ранее осудили 28 человек»."""
    result: list[Case] = []
    for case in cases:
        beside = case.comparison and bool(result) and result[-1].number == case.number - 1
        if beside or about_drugs(article.text, case, field, article.home) or _led(article, case, headlines):
            result.append(case)
    return result


def _led(article: AnnotatedText, case: Case, headlines: Sequence[SentenceFacts]) -> bool:
    """Whether the headline puts a case without drug words of its own into the drug field."""
    return (
        case.number == 0
        and not charged_other(case, article.home)
        and any(drug_words(article.text, h.sentence) for h in headlines)
        and not any(other_crime(article.text, h.sentence) for h in headlines)
        and any(s.any for s in case.sentences)
    )


def _things(case: Case, headlines: Sequence[SentenceFacts]) -> list[Thing]:
    result = [
        thing_of(fact, case.number, True)
        for sentence in headlines
        for fact in sentence.seizures
        if fact.goods.drug_like or fact.goods.money is not None
    ]
    facts = [fact for sentence in case.sentences for fact in sentence.seizures]
    amounts = [fact.sentence for fact in facts if fact.goods.value is not None]
    lead = amounts[0] if amounts and case.number == 0 else -1
    result.extend(thing_of(fact, case.number, lead=fact.sentence == lead) for fact in facts)
    return [t for t in result if not t.goods.weak and (not t.goods.drug_like or t.goods.substance is not None)]


def _told_within(article: AnnotatedText, person: People, sentence: SentenceFacts | None) -> PlaceMention | None:
    """«ещё 12 — в Бельгии», «трое в Томске»: the place that a part's own words name."""
    if sentence is None:
        return None
    start, end = person.spans[0]
    told = event_places(article.text, sentence.sentence)
    if any(step.rule == "verbless.by_place" for step in person.steps):
        return next((p for p in told if start <= p.start < end), None)
    if person.parts_of is None:
        return None
    return _right_behind(article, told, end)


def _part_within(article: AnnotatedText, thing: Thing, sentence: SentenceFacts | None) -> PlaceMention | None:
    """«из них 50 кг – в Омске, 40 – в Томске»: the place right behind a part."""
    if sentence is None or thing.parts_of is None:
        return None
    return _right_behind(article, event_places(article.text, sentence.sentence), thing.goods.end)


def _not_of_parts(
    article: AnnotatedText,
    case: Case,
    sentence: int,
    place: PlaceMention | None,
    parts: Sequence[PlaceMention | None],
) -> PlaceMention | None:
    """The place of a whole told in a sentence; if it is that of one of its parts, the one told before the sentence."""
    of_part = place is not None and any(place is part for part in parts)
    return recent_place(article, case, sentence - 1) if of_part else place


def _right_behind(article: AnnotatedText, told: Sequence[PlaceMention], end: int) -> PlaceMention | None:
    return next((p for p in told if 0 < p.start - end < 24 and BY_PLACE.fullmatch(article.text, end, p.start)), None)


def _dated_telling(text: str, person: People, by_sentence: Mapping[int, SentenceFacts]) -> SentenceFacts | None:
    """«Украинца экстрадировали из Польши. … 23 февраля его экстрадировали в Казахстан»: the first telling of what was
    done to somebody that has a date, where the first of all has none."""
    told = [by_sentence[index] for index in person.sentences if index in by_sentence]
    told = [s for s in told if any(f.status == person.status for f in s.arrests)]
    dated = (s for s in told if own_date(text, s, person.spans[0][0], person.status == "convicted") is not None)
    return next(dated, None)


def _records(
    article: AnnotatedText,
    cases: Sequence[Case],
    things: Sequence[Thing],
    people: Sequence[People],
    headlines: Sequence[SentenceFacts],
    clean: CleanText,
    document: str,
) -> Linked:
    assembler = Assembler(article, clean, document)
    result = Linked(trace=assembler.trace)
    thing_ids: dict[int, str] = {}
    people_ids: dict[int, str] = {}
    made: list[tuple[Case, Operation]] = []
    things_of, people_of = grouped(things, lambda thing: thing.case), grouped(people, lambda person: person.case)
    for case in cases:
        own_things, own_people = things_of.get(case.number, []), people_of.get(case.number, [])
        shut = any(s.case.dismantled for s in [*case.headlines, *case.sentences])
        plain = [
            t
            for t in own_things
            if t.goods.drug_like
            or t.goods.money is not None
            or t.goods.amount_span is not None
            or t.action in ("confiscated", "frozen")
        ]
        if not plain and not own_people and not shut:
            continue
        operation = assembler.operation(f"op{len(made) + 1}", case, own_things, own_people)
        made.append((case, operation))
        by_sentence = {s.sentence.sentence.index: s for s in [*headlines, *case.sentences]}
        places, scene = case_places(article, case), scene_told(article, case)
        dates = own_dates(article.text, case)
        within = {id(p): _told_within(article, p, by_sentence.get(p.sentence)) for p in own_people}
        for person in own_people:
            sentence = by_sentence.get(person.sentence)
            place = (
                None
                if person.status == "wanted"
                else within[id(person)] or place_for(article, case, sentence, person.spans[0][0], places, scene)
            )
            parts = [within[id(p)] for p in own_people if p.parts_of is person]
            place = _not_of_parts(article, case, person.sentence, place, parts)
            people_ids[id(person)] = f"ar{len(result.arrests) + 1}"
            verdict = person.status == "convicted"
            told_at = _dated_telling(article.text, person, by_sentence) or by_sentence.get(person.status_at, sentence)
            date = date_for(article.text, case, told_at, person.spans[0][0], dates, verdict)
            result.arrests.append(assembler.arrest(people_ids[id(person)], operation.id, person, place, date, sentence))
        inner = {id(t): _part_within(article, t, by_sentence.get(t.fact.sentence)) for t in own_things}
        for thing in own_things:
            sentence = by_sentence.get(thing.fact.sentence)
            place = inner[id(thing)] or place_for(article, case, sentence, thing.goods.start, places, scene)
            parts = [inner[id(t)] for t in own_things if t.parts_of is thing]
            place = _not_of_parts(article, case, thing.fact.sentence, place, parts)
            thing_ids[id(thing)] = f"se{len(result.seizures) + 1}"
            result.seizures.append(
                assembler.seizure(
                    thing_ids[id(thing)],
                    operation.id,
                    thing,
                    place,
                    date_for(article.text, case, sentence, thing.goods.start, dates),
                    sentence,
                )
            )
    seizures = {seizure.id: seizure for seizure in result.seizures}
    arrests = {arrest.id: arrest for arrest in result.arrests}
    for thing in things:
        if thing.parts_of is not None and id(thing) in thing_ids and id(thing.parts_of) in thing_ids:
            part, whole = seizures[thing_ids[id(thing)]], seizures[thing_ids[id(thing.parts_of)]]
            part.part_of, part.place, part.date = whole.id, part.place or whole.place, _day_of(part, whole)
    for person in people:
        if person.parts_of is not None and id(person) in people_ids and id(person.parts_of) in people_ids:
            some, all_of_them = arrests[people_ids[id(person)]], arrests[people_ids[id(person.parts_of)]]
            some.part_of, some.date = all_of_them.id, _day_of(some, all_of_them)
    arrests_of = grouped(result.arrests, lambda arrest: arrest.operation)
    seizures_of = grouped(result.seizures, lambda seizure: seizure.operation)
    for _case, operation in made:
        own_arrests, own_seizures = arrests_of.get(operation.id, []), seizures_of.get(operation.id, [])
        _add_dates(operation, own_arrests, own_seizures)
        _add_places(operation, own_arrests, own_seizures)
        operation.headline = headline(operation, own_arrests, own_seizures)
        result.operations.append(operation)
    return result


def _day_of(part: Arrest | Seizure, whole: Arrest | Seizure) -> DateSpan | None:
    """The date of a part: its own, else the one day of its total («За 16 сентября изъято 24 кг»)."""
    own, day = part.date, whole.date
    told = own is not None and own.start is not None
    return day if not told and day is not None and day.start is not None and day.start == day.end else own


def _add_dates(operation: Operation, arrests: Sequence[Arrest], seizures: Sequence[Seizure]) -> None:
    """Adds the dates of the records: «17 апреля в Кургане остановили автомобиль. В нём обнаружили 3 кг гашиша»."""
    known = {(date.start, date.end) for date in operation.dates}
    for date in [*(arrest.date for arrest in arrests), *(seizure.date for seizure in seizures)]:
        if date is not None and (date.start, date.end) not in known:
            known.add((date.start, date.end))
            operation.dates.append(date)


def _add_places(operation: Operation, arrests: Sequence[Arrest], seizures: Sequence[Seizure]) -> None:
    """Gives an operation that tells no place those of its records: «В районе вокзала Гродно задержан закладчик»."""
    told = [*(arrest.place for arrest in arrests), *(seizure.place for seizure in seizures)]
    if not operation.places:
        named = {place.name: place for place in told if place is not None and place.kind != "country"}
        operation.places.extend(named.values())
