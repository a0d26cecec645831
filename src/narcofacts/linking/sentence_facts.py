"""What every sentence of an article tells: its seizures, takings, arrests, what it says of the case, and its people."""

from __future__ import annotations

from typing import cast

from narcofacts.assertion import Cue, asks, cues, in_other_letters
from narcofacts.cached.keyed import keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.arrests import arrests
from narcofacts.events.cases import case_facts
from narcofacts.events.compared import of_another_period
from narcofacts.events.frames import Trigger, triggers
from narcofacts.events.goods import Goods
from narcofacts.events.groups import groups_in
from narcofacts.events.inventory import goods_in
from narcofacts.events.seizures import all_taken, seizures
from narcofacts.events.shares import LIST_OF_PARTS
from narcofacts.events.takings import takings
from narcofacts.events.unit import Group
from narcofacts.linking.case import SentenceFacts
from narcofacts.linking.people import Told
from narcofacts.mentions.annotate import Annotated, AnnotatedText
from narcofacts.records import Status
from narcofacts.text.letters import lowered

AMONG = pattern(
    r"\W*(?:по (?:его|ее|их|словам [^,]{3,60})(?: словам)?, |при этом )?"
    r"(?:среди (?:них|задержанных|арестованных)|в их числе|в числе задержанных)\b"
)
IDENTITY = keyed(
    r"\b(?:им|ими|ею|ей|\w+(?:ым|им|ыми|ими|ой|ем|ом)) (?:оказал(?:ся|ась|ись)|явля[ею]тся)\b|\bзанимал(?:ся|ась)\b"
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
CARRIED = 3
"""So many sentences on, goods without a verb are no longer taken by the word of taking told last."""


def find_events(article: AnnotatedText) -> tuple[list[SentenceFacts], list[Told]]:
    """The facts of every sentence, and all groups of people that the text tells of."""
    result: list[SentenceFacts] = []
    told: list[Told] = []
    carried = _Carried(article.text)
    seen: tuple[list[Goods], list[Trigger], list[Cue]] = ([], [], [])  # what the sentence before tells
    for sentence in article.sentences:
        found_cues = cues(sentence)
        found_triggers = triggers(sentence, found_cues)
        goods = goods_in(sentence, article.text)
        groups = groups_in(sentence, article.text)
        same = bool(result) and result[-1].sentence.sentence.paragraph == sentence.sentence.paragraph
        last = result[-1] if same else None
        verdict = last is not None and any(f.status == "convicted" for f in last.arrests)
        facts = SentenceFacts(
            sentence,
            seizures(sentence, article.text, goods, found_triggers, found_cues, carried.to(sentence)),
            takings(sentence, article.text, goods, found_triggers),
            arrests(sentence, article.text, groups, found_triggers, verdict),
            case_facts(sentence, article.text, found_cues),
        )
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
        told.extend(_told(article.text, sentence, groups, found_triggers))
        carried.after(facts, found_triggers)
        result.append(facts)
    return result, told


def _told(text: str, sentence: Annotated, groups: list[Group], found: list[Trigger]) -> list[Told]:
    """The groups of a sentence with how it tells of them."""
    low, start, end = lowered(text), sentence.sentence.start, sentence.sentence.end
    among = AMONG.match(low, start) is not None
    identity = IDENTITY.search(low, start, end) is not None or IDENTITY_HEAD.match(low, start, end) is not None
    presented = PRESENTED.search(low, start, end) is not None
    index = sentence.sentence.index
    return [Told(group, index, among, identity, presented, _attribute_of(text, group, found)) for group in groups]


BESIDE = pattern(r"\s(?:(?!ранее|раньше)[^\W\d_][\w-]*\s){0,4}")


def _attribute_of(text: str, group: Group, found: list[Trigger]) -> tuple[Status, int] | None:
    """«Пойманный в Туле закладчик хранил …», «У задержанных двух мужчин изъяли …»: what a participle tells of a group
    right behind it."""
    told = (t for t in found if t.form == "attributive" and t.asserted and t.name in ("detain", "arrest"))
    near = (t for t in told if t.end < group.start and BESIDE.fullmatch(text, t.end, group.start))
    return next(((cast(Status, t.value), t.start) for t in near), None)


class _Carried:
    """The words of taking that hold beyond their sentence: «Изъяли крупную партию. Это 5 кг героина», «Изъятое: …»."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.trigger: Trigger | None = None
        self.at = 0
        self.introducing: dict[int, Trigger | None] = {}
        """By the sentence that heads a list."""

    def to(self, sentence: Annotated) -> Trigger | None:
        """The word that takes the goods of a sentence without its own: of the head of its list, else the last."""
        introducer = sentence.sentence.introducer
        return self.introducing.get(introducer) if introducer is not None else self.trigger

    def after(self, facts: SentenceFacts, triggers: list[Trigger]) -> None:
        """Takes note of the words of taking of a sentence."""
        info = facts.sentence.sentence
        taking = [t for t in triggers if t.event == "seizure" and t.strength == 3]
        strong = [t for t in taking if t.core and t.asserted]
        # «ликвидировано 105 притонов» took no goods
        shut = bool(strong) and not facts.seizures and lowered(self.text).startswith("ликвид", strong[-1].start)
        if strong and not shut:
            self.trigger, self.at = strong[-1], info.index
        elif info.index - self.at >= CARRIED:
            self.trigger = None
        heads = [t for t in triggers if t.word == "внутри" or (t in taking and t.form == "attributive")]
        if strong:
            self.introducing[info.index] = self.trigger
        elif heads and self.text.startswith(":", info.end - 1):  # «Изъятое:», «Что внутри:»
            self.introducing[info.index] = heads[-1]
        elif LIST_OF_PARTS.search(lowered(self.text), info.start, info.end):  # «Изъято 3 тонны. В их числе:»
            self.introducing[info.index] = self.trigger
