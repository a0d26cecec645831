"""From an article to its document: the contents page of the program.

The stages are imported where they run: an article that the gate stops costs no model, no morphology and no rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.nlp.gate import may_hold_facts
from narcofacts.records import Document, Source
from narcofacts.rules import Step
from narcofacts.text.letters import lowered
from narcofacts.text.normalise import clean
from narcofacts.text.reading import Article

if TYPE_CHECKING:
    from narcofacts.assertion import Cue
    from narcofacts.events.frames import Trigger
    from narcofacts.events.goods import Goods
    from narcofacts.linking.case import SentenceFacts
    from narcofacts.linking.link import Linked
    from narcofacts.linking.people import Told
    from narcofacts.mentions.annotate import Annotated, AnnotatedText

AMONG = pattern(
    r"\W*(?:по (?:его|ее|их|словам [^,]{3,60})(?: словам)?, |при этом )?"
    r"(?:среди (?:них|задержанных|арестованных)|в их числе|в числе задержанных)\b"
)
IDENTITY = keyed(
    r"\b(?:им|ими|ею|ей|\w+(?:ым|им|ыми|ими|ой|ем|ом)) оказал(?:ся|ась|ись)\b|\bзанимал(?:ся|ась)\b"
    r"|\b(?:е[её]|их|группы|банды) участник\w*"
    r"|\bв (?:н?е[её]|состав|группу|группировку|банду|шайку|бригаду)\b[^.]{0,20}\bвход\w+"
    r"|\bсостав группы\b|\bявля[ею]тся граждан"
)
IDENTITY_HEAD = pattern(r"\W*(?:это\b|(?:все|оба|обе)(?: \w+)? [—–-]\s)")
"""«Это 30-летний омич», «Все они – граждане Украины»"""
PRESENTED = keyed(
    r"\b(?:получател|адресат|заказчик|поставщик|владел|хозя|хозяй|отправител|организатор|покупател|продав|сообщни|"
    r"подельни|напарни|соучастни|курьер|куратор)\w+ (?:\w+ ){0,2}оказал(?:ся|ась|ись)\b"
)
"""«Получателем оказался 41-летний читинец»: somebody new in the story."""


class Extraction(msgspec.Struct):
    """A document and, for each record id, the chain of rules that made it (offsets into the document's text)."""

    document: Document
    trace: dict[str, list[Step]] = msgspec.field(default_factory=dict)


def extract_article(article: Article, gate: bool = True) -> Extraction:
    """The records of one article. Without the `gate`, one in which nothing can be a fact is read all the same."""
    source = Source(
        article.path, article.sha256, article.encoding, article.published.isoformat() if article.published else None,
        article.publisher, article.title, article.language,
    )  # fmt: skip
    document = Document(source, warnings=list(article.warnings))
    if gate and not may_hold_facts(article.text[article.body_start :]):
        return Extraction(document)
    linked = _linked(article)
    document.operations, document.arrests, document.seizures = linked.operations, linked.arrests, linked.seizures
    return Extraction(document, linked.trace)


def _linked(article: Article) -> Linked:
    from narcofacts.linking.link import link
    from narcofacts.mentions.annotate import annotate

    cleaned = clean(article.text, article.body_start)
    annotated = annotate(cleaned.text, article.published)
    facts, told = find_events(annotated)
    return link(annotated, facts, told, cleaned, article.text)


def _verdict_before(told: list[SentenceFacts], sentence: Annotated) -> bool:
    """Whether the sentence before, in the same paragraph, tells of convicts."""
    before = told[-1] if told else None
    same = before is not None and before.sentence.sentence.paragraph == sentence.sentence.paragraph
    return same and before is not None and any(f.status == "convicted" for f in before.arrests)


def find_events(article: AnnotatedText) -> tuple[list[SentenceFacts], list[Told]]:
    """The facts of every sentence, and all groups of people that the text tells of."""
    from narcofacts.assertion import asks, cues, in_other_letters
    from narcofacts.events.arrests import arrests
    from narcofacts.events.cases import case_facts
    from narcofacts.events.compared import of_another_period
    from narcofacts.events.frames import triggers
    from narcofacts.events.groups import groups_in
    from narcofacts.events.inventory import goods_in
    from narcofacts.events.seizures import all_taken, seizures
    from narcofacts.events.takings import takings
    from narcofacts.linking.case import SentenceFacts
    from narcofacts.linking.people import Told

    result: list[SentenceFacts] = []
    told: list[Told] = []
    carried: Trigger | None = None
    carried_at = 0
    introducing: dict[int, Trigger | None] = {}
    seen: tuple[list[Goods], list[Trigger], list[Cue]] = ([], [], [])  # what the sentence before tells
    low = lowered(article.text)
    for sentence in article.sentences:
        index = sentence.sentence.index
        found_cues = cues(sentence)
        found_triggers = triggers(sentence, found_cues)
        goods = goods_in(sentence, article.text)
        introducer = sentence.sentence.introducer
        before = introducing.get(introducer) if introducer is not None else carried
        groups = groups_in(sentence, article.text)
        facts = SentenceFacts(
            sentence,
            seizures(sentence, article.text, goods, found_triggers, found_cues, before),
            takings(sentence, article.text, goods, found_triggers),
            arrests(sentence, article.text, groups, found_triggers, _verdict_before(result, sentence)),
            case_facts(sentence, article.text, found_cues),
        )
        last = result[-1] if result and result[-1].sentence.sentence.paragraph == sentence.sentence.paragraph else None
        told_before = (last.seizures, last.arrests) if last is not None else ((), ())
        compared = of_another_period(sentence, article.text, facts.seizures, facts.arrests, told_before)
        facts.seizures.extend(compared[0])
        facts.arrests.extend(compared[1])
        all_of_it = next((taking for taking in facts.takings if taking.everything), None)
        if all_of_it is not None and last is not None and not (facts.seizures or last.seizures):
            last.seizures.extend(all_taken(last.sentence, article.text, *seen, all_of_it.action))
        seen = goods, found_triggers, found_cues
        if asks(sentence) or in_other_letters(sentence):
            facts = SentenceFacts(sentence)
        among = AMONG.match(low, sentence.sentence.start) is not None
        identity = (
            IDENTITY.search(low, sentence.sentence.start, sentence.sentence.end) is not None
            or IDENTITY_HEAD.match(low, sentence.sentence.start, sentence.sentence.end) is not None
        )
        presented = PRESENTED.search(low, sentence.sentence.start, sentence.sentence.end) is not None
        told.extend(Told(group, index, among, identity, presented) for group in groups)
        strong = [t for t in found_triggers if t.event == "seizure" and t.strength == 3 and t.core and t.asserted]
        # «ликвидировано 105 притонов» took no goods
        shut = bool(strong) and not facts.seizures and low.startswith("ликвид", strong[-1].start)
        if strong and not shut:
            carried, carried_at = strong[-1], index
        elif index - carried_at >= 3:
            carried = None
        listing = [
            t
            for t in found_triggers
            if t.event == "seizure" and ((t.strength == 3 and t.form == "attributive") or t.word == "внутри")
        ]  # «Изъятое:», «Что внутри:»
        colon = article.text[sentence.sentence.end - 1 : sentence.sentence.end] == ":"
        introducing[index] = carried if strong else (listing[-1] if listing and colon else None)
        result.append(facts)
    return result, told
