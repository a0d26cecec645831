"""What the rules that cut an article into cases look at: its sentences, and the cases laid out so far."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import OPENERS, counts_crimes, says, says_early, stretch_of
from narcofacts.linking.figures import is_statistic, sums_up
from narcofacts.linking.halves import halved
from narcofacts.linking.merge import same_amount
from narcofacts.linking.scenes import SETTLEMENTS, event_places, homes_at_head, nested, opening_place
from narcofacts.linking.settings import heading, lay_settings, mark_lead_ins
from narcofacts.mentions.annotate import Annotated, AnnotatedText
from narcofacts.mentions.model import DateMention, GazetteerPlace, PlaceMention
from narcofacts.records import Scope

PASS = object()
"""A rule's answer that leaves the decision to the next."""


class Reader:
    """The sentences of an article and the cases laid out so far, with the questions that rules ask of both."""

    def __init__(self, article: AnnotatedText, facts: Sequence[SentenceFacts]) -> None:
        self.article = article
        self.text = article.text
        body = [f for f in facts if not f.sentence.sentence.headline]
        heads = [f for f in facts if f.sentence.sentence.headline]
        summing = [f for f in heads[:1] if _sums_up_body(self.text, f, body)]
        self.body = halved(self.text, [*summing, *body] or list(facts))
        self.headlines = [f for f in heads if f not in summing]
        for f in (*self.headlines, *self.body):
            f.scene = opening_place(self.text, f.sentence)
        self.cases: list[Case] = []
        self.current: Case | None = None
        self.last_event: Case | None = None
        self.apart = False
        self.many: int | None = None
        """Index of the sentence that says that cases like the one told are many."""
        self.summed = False
        """Whether a total opened that the cases behind it belong to."""
        self.digest = any(says(self.text, f.sentence, "digest") for f in facts[:6]) or self._many_scenes()
        self.several = any(says(self.text, f.sentence, "several") for f in facts[:10])
        self.each = any(says(self.text, f.sentence, "each_case") for f in facts)
        lay_settings(self.text, self.body)
        mark_lead_ins(self.body)

    def _many_scenes(self) -> bool:
        """Whether four paragraphs or more, or three that tell facts at once, open with regions or towns that do not
        lie in one another."""
        scenes: list[GazetteerPlace] = []
        telling = 0
        for f in self.body:
            if f.sentence.sentence.first:
                place = f.scene
                if (
                    place is not None
                    and place.start - f.sentence.sentence.start < 12
                    and not any(nested(place.place, other) for other in scenes)
                ):
                    scenes.append(place.place)
                    telling += f.any
        return len(scenes) >= 4 or telling >= 3 or self._summed_scenes()

    def _summed_scenes(self) -> bool:
        """Whether three sentences or more behind an opening total set scenes of their own, one after the other."""
        if not any(says(self.text, f.sentence, "total") for f in self.body[:2]):
            return False
        scenes: list[GazetteerPlace] = []
        for f in self.body[1:]:
            place = f.scene if f.any else None
            if place is not None and not any(place.place.name == other.name for other in scenes):
                scenes.append(place.place)
        towns = [place for place in scenes if place.kind not in ("country", "region")]
        return len(towns) >= 3

    def open(self, scope: Scope, rule: str, background: bool = False) -> Case:
        return Case(len(self.cases), scope, rule, background=background, apart=self.apart)

    def sum_up(self, lead: Case) -> None:
        """Makes a lead the opening total of the cases behind it."""
        lead.scope, lead.rule, lead.opening = "total", "cases.several", True
        self.summed = True

    def facts_ahead(self, index: int, statistic: bool) -> bool:
        """Whether a sentence further on in the paragraph tells facts (of statistics)."""
        paragraph = self.body[index].sentence.sentence.paragraph
        paragraph += heading(self.text, self.body[index])  # «Область Абай. ¶ На трассе …»
        counts = statistic and any(
            counts_crimes(self.text, f.sentence) or sums_up(self.text, f.sentence)
            for f in self.body[index : index + 3]
            if f.sentence.sentence.paragraph == self.body[index].sentence.sentence.paragraph
        )
        for sentence in self.body[index + 1 : index + (5 if counts else 4)]:
            info = sentence.sentence.sentence
            counts = counts and (sentence.scene is None or sentence.scene.place.kind in ("region", "country"))
            if info.paragraph > paragraph + 2 or (info.paragraph > paragraph and not counts):
                return False
            if sentence.any:
                counted = any(
                    f.goods.value is not None or (f.goods.money is not None and f.goods.category == "property")
                    for f in sentence.seizures
                ) or any(f.group is not None and (f.group.value or 0) > 1 for f in sentence.arrests)
                counted = counted or any((d.count or 0) > 1 for d in sentence.case.dismantled)
                place = sentence.scene
                wide = place is None or place.place.kind == ("country" if info.paragraph != paragraph else "region")
                return not statistic or (counted and is_statistic(sentence) and wide)
        return False

    def day_at_head(self, sentence: SentenceFacts) -> DateMention | None:
        """The day or month that a paragraph opens with."""
        if not sentence.begins:
            return None
        opener = OPENERS.match(stretch_of(self.text, sentence.sentence))
        head = sentence.sentence.sentence.start + (opener.end() if opener else 0)
        return next((d for d in sentence.sentence.dates if d.start - head < 12 and d.kind in ("day", "month")), None)

    def within_sum(self, date: DateMention) -> bool:
        """Whether a date lies in the period of the opening total, which counts what happened then."""
        opening = next((c for c in self.cases if c.opening and c.period is not None), None)
        if opening is None or opening.period is None or date.first is None or date.last is None:
            return False
        first, last = opening.period.first, opening.period.last
        return first is not None and first <= date.first and (last is None or date.last <= last)

    def places_of(self, sentence: Annotated) -> list[PlaceMention]:
        return event_places(self.text, sentence)

    def takes_up(self, sentence: Annotated) -> bool:
        """Whether the first words name the people of the case told so far."""
        return says_early(self.text, sentence, "takes_up")

    def lower(self, sentence: Annotated) -> str:
        return stretch_of(self.text, sentence)

    def places(self) -> list[GazetteerPlace]:
        """The places told of in the current case."""
        assert self.current is not None
        told = [
            p.place
            for s in self.current.sentences
            if s.any or s.scene is not None or s.setting is not None
            for p in self.places_of(s.sentence)
        ]
        if told or self.current.rule != "cases.person":
            return told
        return [p.place for s in self.current.sentences[:1] for p in homes_at_head(s.sentence)]

    def tells_of(self, place: GazetteerPlace) -> bool:
        """Whether the current case names the place."""
        return any(told.name == place.name for told in self.places())

    def known(self, place: GazetteerPlace) -> bool:
        """Whether the place belongs to the scene of the current case."""
        places = self.places()
        if (
            not place.id
            and not place.region
            and any(other.kind in ("village", "town", "other") and other.name != place.name for other in places)
        ):
            return self.tells_of(place)  # one village is not in another
        if self.digest or self.summed:
            # of cases told one by one, what no list has is another place unless it has the same name
            places = [other for other in places if other.id or other.region or other.name == place.name]
        named = [other for other in places if other.id or other.region]  # what no list has lies in anything
        if place.kind in SETTLEMENTS and place.id:  # of a region with a town told of, another town is another place
            named = [other for other in named if other.kind in SETTLEMENTS] or named
        return any(nested(place, other) for other in (named if place.id else []) or places)


def _sums_up_body(text: str, headline: SentenceFacts, body: Sequence[SentenceFacts]) -> bool:
    """«За неделю в Кыргызстане изъято более 30 кг наркотиков» above cases told one by one: whether a headline tells
    the total of a period, which no sentence below tells again."""
    goods = [f.goods for f in headline.seizures if f.goods.drug_like and f.goods.is_mass]
    periods = [d for d in headline.sentence.dates if d.kind in ("period", "since")]
    if not goods or not periods or not is_statistic(headline) or headline.sentence.ages:
        return False
    told = [f.goods for s in body for f in s.seizures if f.goods.is_mass]
    if any(same_amount(one, two, rounded=True) for one in goods for two in told):
        return False
    if any(d.kind in ("period", "since") for s in body[:3] for d in s.sentence.dates):
        return False
    return sum(bool(s.seizures or s.arrests) for s in body) > 1
