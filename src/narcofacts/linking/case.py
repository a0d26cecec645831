"""Cases, the stretches of an article that become operations, and the facts of their sentences."""

from __future__ import annotations

import msgspec

from narcofacts.events.cases import CaseFacts
from narcofacts.events.facts import ArrestFact, SeizureFact, Taking
from narcofacts.mentions.annotate import Annotated
from narcofacts.mentions.model import DateMention, PlaceMention
from narcofacts.records import Scope


class SentenceFacts(msgspec.Struct):
    """All facts of one sentence."""

    sentence: Annotated
    seizures: list[SeizureFact] = msgspec.field(default_factory=list)
    takings: list[Taking] = msgspec.field(default_factory=list)
    arrests: list[ArrestFact] = msgspec.field(default_factory=list)
    case: CaseFacts = msgspec.field(default_factory=CaseFacts)
    scene: PlaceMention | None = None
    """The place that the sentence sets as its scene at its head."""
    setting: PlaceMention | None = None
    """The place that a sentence without facts sets for those that follow, wherever it names it."""
    begins: bool = True
    """Whether it begins a paragraph, or stands behind a short sentence that only leads in."""
    led_by: str = ""
    """«day» or «place»: what tells that it is another case than the first half of its sentence."""

    @property
    def any(self) -> bool:
        """Whether the sentence tells of an arrest, a seizure or something shut down."""
        return bool(self.seizures or self.arrests or self.case.dismantled)


class Case(msgspec.Struct):
    """A stretch of sentences about one event or one body of statistics."""

    number: int
    scope: Scope
    rule: str
    sentences: list[SentenceFacts] = msgspec.field(default_factory=list)
    headlines: list[SentenceFacts] = msgspec.field(default_factory=list)
    """Headline sentences that speak of this case."""
    period: DateMention | None = None
    background: bool = False
    comparison: bool = False
    """Statistics of another period in one sentence, after which the case before goes on."""
    area: PlaceMention | None = None
    """What a total covers."""
    verdict: bool = False
    """Whether it tells of a verdict: the past that follows is its own."""
    apart: bool = False
    """Told as standing apart from an opening total («Отдельно рассмотрели …»)."""
    opening: bool = False
    """A total that stands before the cases that it sums up."""
    of_one: bool = False
    """A total that sums up one operation against one network: an event with parts."""
    span: DateMention | None = None
    """The days that the opening total names, for the cases of its digest that tell no date."""

    @property
    def facts(self) -> list[SeizureFact]:
        """The seizure facts in order."""
        return [fact for sentence in self.sentences for fact in sentence.seizures]

    @property
    def arrests(self) -> list[ArrestFact]:
        """The arrest facts in order."""
        return [fact for sentence in self.sentences for fact in sentence.arrests]

    @property
    def told(self) -> bool:
        """Whether any of its sentences tells a fact."""
        return any(s.any for s in self.sentences)
