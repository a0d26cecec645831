"""Cuts an article into cases: the stretches that become operations.

Sentences are read in order. A sentence of statistics opens or joins a total; words of memory («Ранее», «Год назад»)
open another event; a paragraph that begins with another place opens another case, unless it takes up the people or
things of the case told so far. The rules of `Reader` are tried in order; the first that answers decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.events.goods import VAGUE
from narcofacts.linking.areas import area_of, same_place, town_of_street
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.discourse import OPENERS, compared, counts_crimes, said_at, says, says_early, stretch_of
from narcofacts.linking.figures import counts_many, days_of, is_statistic, long_span, same_period, shuts_one, weeks_ago
from narcofacts.linking.halves import halved
from narcofacts.linking.scenes import SCENE_PREPOSITIONS, event_places, most_specific, nested, opening_place
from narcofacts.linking.settings import POSTS, heading, lay_settings, mark_lead_ins
from narcofacts.mentions.annotate import Annotated, AnnotatedText
from narcofacts.mentions.dates import SUPERLATIVE
from narcofacts.mentions.model import DateMention, GazetteerPlace, PlaceMention
from narcofacts.records import Scope

WIDE = pattern(r"\b(?:в|по) (?:стране|республике|регионе|области|крае)\b")
TAKEN_UP = 45
"""Letters at the head of a sentence in which words that take up the case count: «его» further on means somebody in
the sentence."""
SPAN_REACH = 7
"""Sentences before the first facts in which the days of an operation may be told."""
HELD = pattern(
    r"\b(?:прош|проход|провод|провел|проведен|состоял|завершил)\w*\b[^.]*"
    r"\b(?:операци|мероприят|акци|отработк|рейд|месячник|этап)\w*"
)
"""«с 19 по 23 мая прошла операция «Канал»»"""
REMEMBERED = pattern(r"\W*(?:напомн|ранее|как (?:уже )?сообщ|\w+ сообщал)")
OF_THEM = pattern(r"\b(?:его|ее|их|у него|у нее|у них|подсудим\w+|осужденн\w+|мужчин[аыу]|женщин[аыу])\b")
SAME_SPOT = pattern(
    r"\b(?:этом|том|этой|той) же (?:\w+ )?"
    r"(?:порту|посту|пункте|аэропорту|переходе|участке|вокзале|станции|трассе|городе|районе)"
)
"""«В феврале в этом же порту изъяли …»: the place is the same, the case another."""
WEEKDAY = pattern(r"\W*(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|выходные)\W*")


class Reader:
    """Reads the sentences of an article in order and lays each into a case."""

    def __init__(self, article: AnnotatedText, facts: Sequence[SentenceFacts]) -> None:
        self.article = article
        self.text = article.text
        self.body = halved(self.text, [f for f in facts if not f.sentence.sentence.headline] or list(facts))
        self.headlines = [f for f in facts if f.sentence.sentence.headline]
        self.cases: list[Case] = []
        self.current: Case | None = None
        self.last_event: Case | None = None
        self.apart = False
        self.many: int | None = None
        """Index of the sentence that says that cases like the one told are many."""
        self.summed = False
        """Whether a total opened that the cases behind it belong to."""
        self.digest = any(says(self.text, f.sentence, "digest") for f in facts[:6]) or self._many_scenes()
        self.several = any(says(self.text, f.sentence, "several") for f in facts[:5])
        self.each = any(says(self.text, f.sentence, "each_case") for f in facts)
        for f in facts:
            f.scene = opening_place(self.text, f.sentence)
        lay_settings(self.text, self.body)
        mark_lead_ins(self.body)

    def _many_scenes(self) -> bool:
        """Whether four paragraphs or more, or three that tell facts at once, open with regions or towns that do not
        lie in one another."""
        scenes: list[GazetteerPlace] = []
        telling = 0
        for f in self.body:
            if f.sentence.sentence.first:
                place = opening_place(self.text, f.sentence)
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
            place = opening_place(self.text, f.sentence) if f.any else None
            if place is not None and not any(place.place.name == other.name for other in scenes):
                scenes.append(place.place)
        towns = [place for place in scenes if place.kind not in ("country", "region")]
        return len(towns) >= 3

    def read(self) -> list[Case]:
        """The cases in order of text."""
        for index, sentence in enumerate(self.body):
            self.apart = self.apart or says(self.text, sentence.sentence, "apart")
            self.digest = self.digest or says(self.text, sentence.sentence, "digest")
            beside = self._told_beside(sentence)
            made = self._decide(sentence, index)
            if made is not None and made not in self.cases:
                made.number = len(self.cases)
                self.cases.append(made)
                if not sentence.any and sentence.scene is None:
                    self._set_opening(sentence)
            if made is not None:
                self.current = made
            if self.current is None:
                self.current = self._open("event", "cases.first")
                self.cases.append(self.current)
            if self.current.scope == "event" and sentence.any and not self.current.background:
                self.last_event = self.current
            self.current.sentences.append(sentence)
            if beside is not None:
                other = self._open("total", "cases.compared")
                other.comparison = True
                other.sentences.append(beside)
                self.cases.append(other)
            self.current.verdict = self.current.verdict or says(self.text, sentence.sentence, "trial")
        last: PlaceMention | None = None  # the area of the statistics told last
        for number, case in enumerate(self.cases):
            case.area = (
                area_of(self.article, case, self._lead_of(number), self.headlines)
                if case.scope == "total"
                else same_place(self.article, case) or town_of_street(self.article, case)
            )
            if case.area is None and case.comparison and number:
                case.area = self.cases[number - 1].area
            if case.area is None and case.scope == "total":
                case.area = last if last is not None and last.place.kind in ("region", "country") else None
            if case.scope == "total":
                last = case.area or last
        self._lend_span()
        self._lend_area()
        return self.cases

    def _lead_of(self, number: int) -> list[SentenceFacts]:
        """The sentences of a case without facts right before a total."""
        before = self.cases[number - 1] if number else None
        return before.sentences if before is not None and not before.told else []

    def _told_beside(self, sentence: SentenceFacts) -> SentenceFacts | None:
        """The facts of another period that stand in one sentence with others, taken out of it: «изъято 120 кг (годом
        ранее — 97 кг)». None if there are none, or nothing else."""
        stretches = compared(self.text, sentence.sentence)
        if not stretches or not is_statistic(sentence):
            return None

        def inside(start: int) -> bool:
            return any(first <= start < last for first, last in stretches)

        seizures = [f for f in sentence.seizures if inside(f.goods.start)]
        arrests = [f for f in sentence.arrests if inside(f.start)]
        if not (seizures or arrests) or (
            len(seizures) == len(sentence.seizures) and len(arrests) == len(sentence.arrests)
        ):
            return None
        sentence.seizures = [f for f in sentence.seizures if not inside(f.goods.start)]
        sentence.arrests = [f for f in sentence.arrests if not inside(f.start)]
        return SentenceFacts(sentence.sentence, seizures, [], arrests)

    def _set_opening(self, sentence: SentenceFacts) -> None:
        """«Самая крупная партия перехвачена в Тюпском районе. В сарае нашли …»: where a case without facts in its
        first sentence opens."""
        found = [p for p in self._places_of(sentence.sentence) if p.preposition in SCENE_PREPOSITIONS]
        opening = most_specific(found, found[0]) if found else None
        if opening is not None and sentence.setting is None and opening.place.kind not in ("country", "region"):
            sentence.setting = opening

    def _lend_area(self) -> None:
        """The town or region of an opening total holds for the cases behind it that tell no place."""
        posts = [p for s in self.cases[0].sentences for p in self._places_of(s.sentence) if p.place.kind in POSTS]
        for case in self.cases[1:] if posts else ():  # «Обе выявлены в пункте пропуска «Каменный Лог»»
            if case.rule == "cases.other_day" and case.area is None:
                case.area = posts[0]
        opening = next((c for c in self.cases if c.opening), None)
        if opening is None or opening.area is None or opening.area.place.kind == "country":
            return
        for case in self.cases[self.cases.index(opening) + 1 :]:
            if case.scope == "event" and not case.background and not case.apart and case.area is None:
                case.area = opening.area

    def _lend_span(self) -> None:
        """The days of an opening total hold for the cases behind it: «С 9 по 15 июня раскрыто … • Аксу. …»."""
        opening = next((c for c in self.cases if c.opening), None)
        if opening is None:
            return
        span = next((d for s in opening.sentences for d in s.sentence.dates if d.kind == "span"), None)
        for case in self.cases[self.cases.index(opening) + 1 :]:
            if case.scope == "event" and not case.background and not case.apart:
                case.span = span

    def _open(self, scope: Scope, rule: str, background: bool = False) -> Case:
        return Case(len(self.cases), scope, rule, background=background, apart=self.apart)

    def _decide(self, sentence: SentenceFacts, index: int) -> Case | None:
        """The case that the sentence belongs to: a new one, one told before, or None for the current one."""
        for rule in (
            self._half,
            self._total,
            self._first,
            self._background,
            self._other_time,
            self._other_day,
            self._one_of_many,
            self._under_lead,
            self._bullet,
            self._within_total,
            self._destruction,
            self._another,
            self._abroad,
            self._place,
            self._person,
        ):
            answer = rule(sentence, index)
            if answer is not _PASS:
                return answer if isinstance(answer, Case) else None
        return None

    # every rule answers a case, None (stay in the current one) or _PASS (another rule may decide)

    def _half(self, sentence: SentenceFacts, index: int) -> object:
        """«18 января нашли 6 кг, а 2 февраля в Поти – 270 кг»: another case within the sentence."""
        if not sentence.led_by or self.current is None:
            return _PASS
        if self.current.scope == "total" and sentence.led_by == "place":
            return None
        return self._open("event", "cases.half", background=self.current.background)

    def _total(self, sentence: SentenceFacts, index: int) -> object:
        """«С начала года изъято …», «За семь дней по стране …»: statistics."""
        annotated = sentence.sentence
        info = annotated.sentence
        burnt = any(f.action == "destroyed" for f in sentence.seizures)  # «сожгли наркотики, проходившие по 21 делу»
        counts = (
            (counts_crimes(self.text, annotated) and not burnt)
            or counts_many(sentence)
            or self._counts_behind(sentence, index)
        )
        if counts and self.current is not None and self.current.verdict and not info.first:
            counts = False  # «приговор девяти участникам … За это время совершено 34 преступления»: their own
        figures = self._figures(sentence)
        counts = counts or (sentence.any and bool(compared(self.text, annotated)))
        remembered = says(self.text, annotated, "background") and figures is None
        if remembered and not (counts or says(self.text, annotated, "comparison")):
            return _PASS
        if says(self.text, annotated, "of_one"):
            return _PASS
        if not sentence.any and not counts and says(self.text, annotated, "own_past"):
            return _PASS
        day = next((d for d in annotated.dates if d.kind == "day"), None)
        starts = [f.goods.start for f in sentence.seizures] + [f.start for f in sentence.arrests]
        if not counts and day is not None and day.start - info.start > 20 and starts and min(starts) > day.start:
            return _PASS  # «Это уже второй случай за месяц: 29 марта на том же пункте изъяли 17 кг»
        periods = [d for d in annotated.dates if d.kind in ("period", "since") or long_span(d)]
        comparison_at = said_at(self.text, annotated, "comparison")
        if comparison_at is not None and not self._compares(
            sentence
        ):  # «изъяли 8,6 кг, хотя годом ранее было 900 граммов»
            periods = [d for d in periods if d.start < info.start + comparison_at]
        # «лидер за неделю до этого улетел»: a distance in time
        period = next((d for d in periods if not self.text.startswith((" до ", " после "), d.end)), None)
        period = self._span_before(period, index) if period is not None else None
        if period is not None and pattern(r"\bгод\b").search(self.text, period.start, period.end):
            # «12 тысяч преступлений за 2008 год», «такой цифрой закончила 2008 год столица»
            told = [d for f in self.body[max(0, index - 1) : index + 1] for d in f.sentence.dates if d.kind == "year"]
            period = told[-1] if told else period
        if period is not None and period.first is None:
            period = self._span_set(index) or period  # «С 16 по 27 октября прошла акция. За две недели изъято …»
        if period is not None and days_of(period) <= 3 and shuts_one(sentence):
            return _PASS
        period = period or figures
        early = period is not None and period.start - info.start < 60
        at = said_at(self.text, annotated, "total")
        looks_back = at is not None and SUPERLATIVE.search(self.text, info.start, info.start + at)
        cue = counts or (at is not None and not looks_back) or self._results_of_days(sentence)
        opens = (
            info.first
            or (counts and early)
            or (self.current is not None and not self.current.told)
            or self._lower(annotated).startswith("всего ")
        )
        facts = sentence.any or ((early or cue) and opens and self._facts_ahead(index, statistic=True))
        comparison = self._compares(sentence) and sentence.any and bool(self.cases)
        if not (period is not None or cue or comparison) or not facts or not is_statistic(sentence):
            return _PASS
        current = self.current
        if current is not None and current.scope == "total" and not comparison:
            scene = sentence.scene
            same_area = scene is None or any(
                nested(scene.place, p.place) for s in current.sentences for p in self._places_of(s.sentence)
            )
            narrower = (
                scene is not None
                and info.first
                and not any(
                    p.place.name == scene.place.name for s in current.sentences for p in self._places_of(s.sentence)
                )
            )
            same_time = period is None or current.period is None or same_period(period, current.period)
            same_time = same_time or says(self.text, annotated, "same_period")
            near = info.paragraph - current.sentences[-1].sentence.sentence.paragraph <= 1
            speaker = info.first and current.told and says(self.text, annotated, "speaker")
            if same_area and same_time and near and not narrower and not speaker and not current.comparison:
                current.period = current.period or period
                return None
        if current is not None and current.comparison and not comparison:
            before = next((c for c in reversed(self.cases) if c.scope == "total" and not c.comparison), None)
            if before is not None and self._resumes(before, sentence, period):
                return before
        if current is not None and not current.told and not comparison and not self._of_another_place(sentence):
            counting = [s for s in current.sentences if counts_crimes(self.text, s.sentence)]
            near = all(s.sentence.sentence.paragraph >= info.paragraph - 1 for s in current.sentences[-1:])
            short = near and len(current.sentences) <= 2
        else:
            counting, short = [], False
        if current is not None and (counting or short):
            told = [d for s in counting for d in s.sentence.dates if d.kind in ("period", "since")]
            reference = period or (told[0] if told else self._span_set(index))
            current.scope, current.rule, current.period = "total", "cases.total", reference
            current.opening = not any(c.told and c.scope == "event" for c in self.cases)
            self.summed = self.summed or current.opening
            return None
        case = self._open("total", "cases.total")
        case.period = period or self._span_set(index)
        case.comparison = comparison
        case.opening = not comparison and not any(c.told and c.scope == "event" for c in self.cases)
        self.summed = self.summed or case.opening
        return case

    def _of_another_place(self, sentence: SentenceFacts) -> bool:
        """Whether the case without facts so far was opened by a place, in another paragraph than the sentence."""
        assert self.current is not None
        begun = self.current.sentences[0].sentence.sentence.paragraph
        return self.current.rule == "cases.place" and begun != sentence.sentence.sentence.paragraph

    def _results_of_days(self, sentence: SentenceFacts) -> bool:
        """«С 19 по 23 мая прошла операция … Изъято свыше 4,3 тонны»: the first facts behind the days of an operation,
        with nobody and no place of their own."""
        current = self.current
        if current is None or current.told or not sentence.any or sentence.sentence.ages:
            return False
        narrow = sentence.scene is not None and sentence.scene.place.kind not in ("region", "country")
        days = any(d.kind == "day" for d in sentence.sentence.dates)
        return not (narrow or days) and any(
            HELD.search(self._lower(s.sentence)) and any(d.kind == "span" for d in s.sentence.dates)
            for s in current.sentences
        )

    def _counts_behind(self, sentence: SentenceFacts, index: int) -> bool:
        """«Изъято 5,9 тонны. Задержаны 287 человек. Всего возбуждено 412 уголовных дел»: the first facts of an
        article, which a count of crimes follows."""
        if (self.current is not None and self.current.told) or not sentence.any or not is_statistic(sentence):
            return False
        if sentence.sentence.ages or any(d.kind == "day" for d in sentence.sentence.dates):
            return False
        if sentence.scene is not None and sentence.scene.place.kind not in ("region", "country"):
            return False
        if any(f.action == "destroyed" for f in sentence.seizures):
            return False  # «сожжено 412 кг … проходили по 61 уголовному делу»
        if not any(f.goods.value is not None for f in sentence.seizures) and not any(
            f.group is not None and (f.group.value or 0) >= 10 for f in sentence.arrests
        ):
            return False
        paragraph = sentence.sentence.sentence.paragraph
        for f in self.body[index + 1 : index + 5]:
            if f.sentence.sentence.paragraph > paragraph + 1 or f.sentence.ages or not is_statistic(f):
                return False
            if counts_crimes(self.text, f.sentence):
                return True
        return False

    def _figures(self, sentence: SentenceFacts) -> DateMention | None:
        """The year or month of an agency's figures: «По данным МВД, в 2017 году в Азербайджане изъято 1,1 тонны»."""
        annotated = sentence.sentence
        told = self.current is not None and self.current.told
        if not sentence.begins or annotated.ages or not sentence.any or not is_statistic(sentence):
            return None
        if not says(self.text, annotated, "figures"):
            return None
        wide = [p for p in self._places_of(annotated) if p.preposition in ("в", "во", "на", "по")]
        if any(p.place.kind not in ("region", "country") for p in wide):
            return None
        if not wide and not WIDE.search(self._lower(annotated)):
            return None
        if not told and not any(f.goods.value is not None and f.goods.substance in VAGUE for f in sentence.seizures):
            return None
        return next((d for d in annotated.dates if d.kind in ("year", "month")), None)

    def _resumes(self, total: Case, sentence: SentenceFacts, period: DateMention | None) -> bool:
        """Whether statistics go on after a comparison: «… За этот же период ликвидированы три лаборатории»."""
        if sentence.scene is not None and not any(
            nested(sentence.scene.place, p.place) for s in total.sentences for p in self._places_of(s.sentence)
        ):
            return False
        told = [d for s in total.sentences for d in s.sentence.dates if d.kind in ("span", "period", "since")]
        reference = total.period or (told[0] if told else None)
        if period is None or reference is None or says(self.text, sentence.sentence, "same_period"):
            return True
        return same_period(period, reference)

    def _span_before(self, period: DateMention, index: int) -> DateMention:
        """«… за период с 20 по 26 октября. За семь дней изъято»: the days named just before, if as many."""
        if period.first is None or period.last is None or (period.last - period.first).days > 14:
            return period
        for sentence in self.body[max(0, index - 3) : index + 1]:
            for date in sentence.sentence.dates:
                if (
                    date.kind == "span"
                    and date.first
                    and date.last
                    and abs((date.last - date.first).days - (period.last - period.first).days) <= 1
                ):
                    return date
        return period

    def _span_set(self, index: int) -> DateMention | None:
        """«Операция прошла с 18 по 22 сентября. … По итогам изъято»: the days that sentences before the first facts
        set."""
        if self.current is None or self.current.told:
            return None
        before = self.body[max(0, index - SPAN_REACH) : index]
        return next((d for f in reversed(before) for d in f.sentence.dates if d.kind == "span" and d.first), None)

    def _compares(self, sentence: SentenceFacts) -> bool:
        """Whether the facts are of another period: the words of comparison stand before them, not behind «чем»."""
        info = sentence.sentence.sentence
        at = said_at(self.text, sentence.sentence, "comparison")
        if at is None or self._lower(sentence.sentence)[:at].rstrip().endswith("чем"):
            return False
        first = min([f.goods.start for f in sentence.seizures] + [f.start for f in sentence.arrests], default=info.end)
        return info.start + at < first

    def _first(self, sentence: SentenceFacts, index: int) -> object:
        if self.current is None:
            return self._open("event", "cases.first")
        narrower = sentence.scene is not None and sentence.scene.place.kind not in ("region", "country")
        parted = sentence.scene is None and any(f.part for f in sentence.seizures)  # «В общем объёме героин – 31,8 кг»
        resumed = parted or not sentence.sentence.sentence.first
        if self.current.comparison and len(self.cases) > 1 and not narrower and resumed:
            return self.cases[self.cases.index(self.current) - 1]
        if (
            self.current.rule == "cases.abroad"
            and sentence.sentence.sentence.first
            and sentence.scene is None
            and self.last_event is not None
        ):
            main = [c for c in self.cases if c.rule != "cases.abroad" and c.scope == "event" and c.told]
            return main[-1] if main else _PASS
        return _PASS

    def _background(self, sentence: SentenceFacts, index: int) -> object:
        """«Ранее сообщалось …», «Год назад …», «Это второй подобный случай»: another event, unless of the same case."""
        annotated = sentence.sentence
        if not says(self.text, annotated, "background") or says(self.text, annotated, "same_case"):
            return _PASS
        assert self.current is not None
        if self._later_stage(sentence) or self._past_of_convicted(sentence):
            return _PASS
        period = self.current.period
        if period is not None and any(d.kind == "year" and same_period(d, period) for d in annotated.dates):
            return _PASS  # «За 2025 год изъято … По словам начальника полиции, в прошлом году пресекли …»
        if self.current.told and (sentence.any or self._facts_ahead(index, statistic=False)):
            here = sentence if sentence.any else self.body[index + 1]
            if self._summed_before(here):
                return self._open("total", "cases.total")
            return self._open("event", "cases.background", background=True)
        return _PASS

    def _past_of_convicted(self, sentence: SentenceFacts) -> bool:
        """«Приговорён 47-летний тракторист. Прошлой осенью в его бане нашли …»: what a verdict is for."""
        assert self.current is not None
        convicted = any(f.status == "convicted" for f in self.current.arrests)
        text = self._lower(sentence.sentence)
        return convicted and not sentence.arrests and not REMEMBERED.match(text) and OF_THEM.search(text) is not None

    def _later_stage(self, sentence: SentenceFacts) -> bool:
        """«Алену задержали в ноябре 2013 года. В 2015 году её приговорили»: what happened later to people told of."""
        if sentence.seizures or not sentence.arrests or any(f.group is not None for f in sentence.arrests):
            return False
        assert self.current is not None
        told = [d.first for s in self.current.sentences if s.any for d in s.sentence.dates if d.first is not None]
        return any(d.first is not None and told and d.first >= max(told) for d in sentence.sentence.dates)

    def _summed_before(self, sentence: SentenceFacts) -> bool:
        """«Это четвёртый случай с начала года. Ранее было изъято 8 кг героина и 5 кг гашиша»: amounts of the period
        that the sentence before names, with nobody taken and no day of their own."""
        before = self.body[self.body.index(sentence) - 1].sentence
        days = any(d.kind in ("day", "span", "month") for d in sentence.sentence.dates)
        return (
            before.sentence.paragraph == sentence.sentence.sentence.paragraph
            and any(d.kind in ("period", "since") for d in before.dates)
            and len(sentence.seizures) > 1
            and not sentence.arrests
            and not days
        )

    def _other_time(self, sentence: SentenceFacts, index: int) -> object:
        """«В ноябре 2012 года полицейским удалось перехватить …»: facts of another month or year at the head of a
        sentence, after facts of the case, tell another event; a verdict tells its own case's past."""
        current = self.current
        annotated = sentence.sentence
        assert current is not None
        if not current.told or not sentence.any or current.scope != "event":
            return _PASS
        if self._later_stage(sentence):
            return _PASS
        opener = OPENERS.match(stretch_of(self.text, annotated))
        head = annotated.sentence.start + (opener.end() if opener else 0)
        date = next((d for d in annotated.dates if d.start - head < 12), None)
        weeks = weeks_ago(self.text, date) if date is not None else False
        if date is None or not (date.kind in ("month", "year", "season") or weeks):
            return _PASS
        if (
            (
                says(self.text, annotated, "goes_on")
                and not annotated.sentence.first
                and not SAME_SPOT.search(self._lower(annotated))
            )
            or self._takes_up(annotated)
            or any(f.status == "convicted" for f in [*current.arrests, *sentence.arrests])
            or current.verdict
        ):
            return _PASS
        told = [d for s in current.sentences if s.any for d in s.sentence.dates]
        if any(d.first == date.first and d.kind == date.kind and d.first is not None for d in told):
            return _PASS
        fresh = any(f.goods.value is not None or f.goods.money is not None for f in sentence.seizures) or bool(
            sentence.arrests or sentence.case.dismantled
        )
        return self._open("event", "cases.other_time", background=not self._within_sum(date)) if fresh else _PASS

    def _within_sum(self, date: DateMention) -> bool:
        """Whether a date lies in the period of the opening total, which counts what happened then."""
        opening = next((c for c in self.cases if c.opening and c.period is not None), None)
        if opening is None or opening.period is None or date.first is None or date.last is None:
            return False
        first, last = opening.period.first, opening.period.last
        return first is not None and first <= date.first and (last is None or date.last <= last)

    def _other_day(self, sentence: SentenceFacts, index: int) -> object:
        """«Пресечены две попытки … ¶ 18 сентября … ¶ 20 сентября …»: of the cases announced, each paragraph that opens
        with a day of its own tells one."""
        current = self.current
        annotated = sentence.sentence
        assert current is not None
        if not (self.several or self.digest or self.summed) or not sentence.begins or not current.told:
            return _PASS
        date = self._day_at_head(sentence)
        if date is None or current.scope != "event":
            return _PASS
        told = [d for s in current.sentences for d in s.sentence.dates if d.kind in ("day", "month")]
        if not told and len(self.cases) < 3 and not self._sums_up(current, index):
            return _PASS
        if any(d.first == date.first and d.kind == date.kind and d.first is not None for d in told):
            return _PASS
        if self._takes_up(annotated) or says(self.text, annotated, "goes_on"):
            return _PASS
        if sentence.any or self._facts_ahead(index, statistic=False):
            return self._open("event", "cases.other_day", background=current.background)
        return _PASS

    def _one_of_many(self, sentence: SentenceFacts, index: int) -> object:
        """«Таких случаев всё больше. 11 марта на том же пункте изъяли … А 23 марта в Мегри нашли …»: behind words that
        cases like it are many, each sentence that opens with a day or place of its own tells one."""
        annotated = sentence.sentence
        current = self.current
        assert current is not None
        if says(self.text, annotated, "many") and not sentence.any:
            self.many = index
            return _PASS
        if self.many is None or not sentence.any or not current.told or current.scope != "event":
            return _PASS
        fresh = current.rule != "cases.one_of_many"
        if fresh and index - self.many > 2:
            self.many = None
            return _PASS
        info = annotated.sentence
        date = next(
            (d for d in annotated.dates if d.start - info.start < 24 and d.kind in ("day", "month", "span")), None
        )
        told = [d for s in current.sentences for d in s.sentence.dates if d.kind in ("day", "month")]
        other = date is not None and not any(d.first == date.first and d.kind == date.kind for d in told)
        scene = sentence.scene
        elsewhere = scene is not None and scene.place.kind != "country" and not self._known(scene.place)
        if self._takes_up(annotated) or not (other or (elsewhere and (fresh or info.first))):
            return _PASS
        return self._open("event", "cases.one_of_many", background=True)

    def _under_lead(self, sentence: SentenceFacts, index: int) -> object:
        """«Сорваны попытки сбыть в общей сложности 29,3 кг. ¶ В Узунском районе … ¶ В другом случае …»: the lead counts
        what paragraphs with places of their own tell. It becomes a total."""
        lead, scene = self.current, sentence.scene
        assert lead is not None
        if (
            not (self.each or self.several)
            or not sentence.sentence.sentence.first
            or scene is None
            or lead is not self.cases[0]
        ):
            return _PASS
        if not lead.told or lead.scope != "event" or scene.place.kind in ("region", "country"):
            return _PASS
        counts = any(f.total or f.part for f in lead.facts) or (
            any(f.goods.substance in VAGUE and f.goods.value is not None for f in lead.facts)
            and len(self._scenes_ahead(index)) > 1
        )
        counts = counts and all(is_statistic(s) for s in lead.sentences)
        told = [p.place for p in self._led_places(lead)]
        crowd = sum((f.group.value or 0) if f.group is not None else 0 for f in lead.arrests)
        if lead.arrests and (crowd < 10 or len(self._scenes_ahead(index)) < 3):
            return _PASS
        if not counts or any(p.kind not in ("region", "country") for p in told):
            return _PASS
        if not (sentence.any or self._facts_ahead(index, statistic=False)):
            return _PASS
        self._sum_up(lead)
        return self._open("event", "cases.under_lead")

    def _sum_up(self, lead: Case) -> None:
        """Makes a lead the opening total of the cases behind it."""
        lead.scope, lead.rule, lead.opening = "total", "cases.several", True
        self.summed = True

    def _scenes_ahead(self, index: int) -> set[str]:
        """The towns and districts that paragraphs with facts open with from here on."""
        scenes = [f.scene for f in self.body[index:] if f.sentence.sentence.first and f.any and f.scene is not None]
        return {p.place.name for p in scenes if p.place.kind not in ("region", "country")}

    def _led_places(self, case: Case) -> list[PlaceMention]:
        return [p for s in case.sentences if s.any for p in self._places_of(s.sentence)]

    def _day_at_head(self, sentence: SentenceFacts) -> DateMention | None:
        """The day or month that a paragraph opens with."""
        if not sentence.begins:
            return None
        opener = OPENERS.match(stretch_of(self.text, sentence.sentence))
        head = sentence.sentence.sentence.start + (opener.end() if opener else 0)
        return next((d for d in sentence.sentence.dates if d.start - head < 12 and d.kind in ("day", "month")), None)

    def _sums_up(self, lead: Case, index: int) -> bool:
        """«Пресечены три попытки, изъято 63 кг. ¶ 11 сентября … ¶ 12 сентября …»: the lead counts what the paragraphs
        with days tell. It becomes a total."""
        days = [d for s in self.body[index:] if (d := self._day_at_head(s)) is not None]
        if lead is not self.cases[0] or not self.several or len({d.first for d in days}) < 2:
            return False
        if not all(is_statistic(s) for s in lead.sentences):
            return False
        self._sum_up(lead)
        return True

    def _days(self, sentence: SentenceFacts) -> bool:
        return any(d.kind in ("day", "month", "span") for d in sentence.sentence.dates)

    def _bullet(self, sentence: SentenceFacts, index: int) -> object:
        """A list item that begins with a place is a case of its own, and so is what a weekday heads."""
        info = sentence.sentence.sentence
        listed = info.bullet and info.introducer is not None and sentence.scene is None and not self._days(sentence)
        if listed and self.current is not None and self.current.told and not sentence.arrests:
            return None  # «изъято 4,3 тонны, в том числе: • героина – 96 кг; …»
        if self.current is not None and self.current.told and WEEKDAY.fullmatch(self._lower(sentence.sentence)):
            return self._open("event", "cases.weekday")
        if (
            info.bullet
            and info.first
            and (
                sentence.scene is not None
                or (self.digest and self.current is not None and self.current.rule == "cases.bullet")
            )
        ):
            return self._open("event", "cases.bullet")
        return _PASS

    def _within_total(self, sentence: SentenceFacts, index: int) -> object:
        """After statistics: a narrower place, a day or a single person opens a case."""
        current = self.current
        if current is None or current.scope != "total":
            return _PASS
        annotated = sentence.sentence
        info = annotated.sentence
        scene = sentence.scene
        person = any(u.ages or u.name for f in sentence.arrests if f.group is not None for u in f.group.units)
        person = person or (sentence.any and bool(annotated.ages))  # «изъяли у 34-летнего безработного»
        # «¶ 22-летний актюбинец проработал закладчиком меньше месяца. Полицейские взяли его …»
        one = info.first and len(annotated.ages) == 1 and len(annotated.ages[0].ages) == 1
        person = person or (one and not sentence.any and self._facts_ahead(index, statistic=False))
        day = any(
            d.kind == "day" or (d.kind in ("month", "season") and d.start - info.start < 3) for d in annotated.dates
        )
        narrower = scene is not None and scene.place.kind not in ("country", "region")
        if not current.told and not info.first and not (narrower and person):
            return None
        if says(self.text, annotated, "apart") and self._facts_ahead(index, statistic=False):
            return self._open("event", "cases.after_total")
        if says(self.text, annotated, "another") and (
            scene is not None or sentence.any or self._facts_ahead(index, statistic=False)
        ):
            return self._open("event", "cases.after_total")
        if (
            info.first
            and scene is not None
            and current.told
            and (sentence.any or self._facts_ahead(index, statistic=False))
        ):
            return self._open("event", "cases.after_total")
        at_head = scene is not None and scene.start - info.start < 4
        if narrower and (day or person or at_head) and self._facts_ahead(index, statistic=False):
            return self._open("event", "cases.after_total")
        if narrower and (day or person or sentence.any):
            return self._open("event", "cases.after_total")
        if info.first and self.last_event is not None and sentence.any and says(self.text, annotated, "goes_on"):
            return self.last_event
        if person or (day and sentence.any):
            return self._open("event", "cases.after_total")
        if (
            info.first
            and scene is None
            and sentence.any
            and not current.opening
            and self.last_event is not None
            and not sentence.case.dismantled
            and bool(sentence.arrests)
        ):
            return self.last_event
        return None

    def _destruction(self, sentence: SentenceFacts, index: int) -> object:
        """Drugs burnt on a day of their own are another event than their seizure."""
        burnt = [
            f
            for f in sentence.seizures
            if f.action == "destroyed" and f.goods.category == "drug" and f.goods.value is not None
        ]
        assert self.current is not None
        if burnt and any(f.action == "seized" for f in self.current.facts):
            return self._open("event", "cases.destruction")
        return _PASS

    def _another(self, sentence: SentenceFacts, index: int) -> object:
        """«Ещё один случай …», «Накануне …», «Параллельно …»: one more case."""
        annotated = sentence.sentence
        assert self.current is not None
        more = annotated.sentence.first and says(self.text, annotated, "one_more")
        if not (more or says(self.text, annotated, "another")) or not self.current.told:
            return _PASS
        if self._takes_up(annotated):
            return _PASS
        if sentence.any or self._facts_ahead(index, statistic=False):
            scene = sentence.scene
            if (
                (scene is not None and not self._known(scene.place))
                or annotated.sentence.first
                or "еще один" in self._lower(annotated)[:12]
            ):
                return self._open("event", "cases.another", background=self.current.background)
        return _PASS

    def _abroad(self, sentence: SentenceFacts, index: int) -> object:
        """A scene in another country than the case's is another case: «В Новосибирске сотрудники ФСБ задержали …»."""
        scene = sentence.scene
        assert self.current is not None
        if scene is None or not sentence.any or not self.current.told or scene.place.country is None:
            return _PASS
        known = {p.place.country for s in self.current.sentences if s.any for p in self._places_of(s.sentence)} - {None}
        if (
            known
            and scene.place.country not in known
            and scene.preposition in ("в", "во", "на")
            and not self._takes_up(sentence.sentence)
        ):
            return self._open("event", "cases.abroad")
        return _PASS

    def _place(self, sentence: SentenceFacts, index: int) -> object:
        """A paragraph with another place at its head opens another case, unless it takes up the case told so far."""
        annotated = sentence.sentence
        info = annotated.sentence
        assert self.current is not None
        if not (info.first or (self._leads(sentence) and sentence.scene is not None)):
            scene = sentence.scene
            if (
                heading(self.text, sentence)
                and self.current.told
                and scene is not None
                and scene.place.name not in {place.name for place in self._places()}
                and (sentence.any or self._facts_ahead(index, statistic=False))
            ):
                return self._open("event", "cases.heading")
            row = self.digest or self.summed
            opens = (
                scene is not None
                and scene.start - info.start < (30 if row else 12)
                and (scene.place.kind in ("region", "city", "town") or (row and scene.place.kind != "country"))
            )
            if (
                scene is not None
                and opens
                and sentence.any
                and self.current.told
                and self._places()
                and not (self._known(scene.place) and self._lies_here(sentence))
                and not self._sentenced(sentence)
            ):
                taken_up = said_at(self.text, annotated, "goes_on")
                if self.digest or (row and (taken_up is None or taken_up > TAKEN_UP)):
                    return self._open("event", "cases.digest_sentence")
                if self._own_story(sentence) and not says(self.text, annotated, "goes_on"):
                    return self._open("event", "cases.own_story")
                if self._led_by_place() and not says(self.text, annotated, "goes_on"):
                    return self._open("event", "cases.parallel")
            return _PASS
        goes_on = says(self.text, annotated, "goes_on")
        scene = sentence.scene
        if self.current.background and not goes_on and scene is None:
            return _PASS
        if self.current.background and sentence.any and goes_on and self.last_event is not None and scene is None:
            return self.last_event
        if scene is not None and not (self._known(scene.place) and self._lies_here(sentence)):
            if not self.current.told:
                headed = all(heading(self.text, s) for s in self.current.sentences)
                return self._open("event", "cases.place") if self.digest and self._places() and not headed else _PASS
            if not self._places() and not (self.digest or self.summed):
                return _PASS
            taken_up = said_at(self.text, annotated, "goes_on") if self.summed else 0
            if self.digest or not goes_on or (taken_up or 0) > TAKEN_UP:
                return self._open("event", "cases.place")
        if scene is not None and not goes_on and self._own_story(sentence):
            return self._open("event", "cases.own_story")
        if self.digest and self.current.told and sentence.any and not goes_on:
            return self._open("event", "cases.paragraph")
        return _PASS

    def _person(self, sentence: SentenceFacts, index: int) -> object:
        """«¶ Житель Кандыагаша, 23 лет, нашёл «работу» …» behind the case of somebody of another age: the next of those
        that an opening total counts."""
        annotated = sentence.sentence
        current = self.current
        assert current is not None
        one = annotated.sentence.first and len(annotated.ages) == 1 and len(annotated.ages[0].ages) == 1
        if not one or not self.summed or not current.told or current.scope != "event":
            return _PASS
        if self._takes_up(annotated) or says(self.text, annotated, "goes_on"):
            return _PASS
        told = {age for s in current.sentences for a in s.sentence.ages for age in a.ages}
        if not told or set(annotated.ages[0].ages) & told:
            return _PASS
        if sentence.any or self._facts_ahead(index, statistic=False):
            return self._open("event", "cases.person", background=current.background)
        return _PASS

    def _sentenced(self, sentence: SentenceFacts) -> bool:
        """«Квартира в Екатеринбурге и два автомобиля конфискованы»: what a verdict takes belongs to its case."""
        assert self.current is not None
        taken = {f.action for f in sentence.seizures}
        return (
            bool(taken) and taken <= {"confiscated", "frozen"} and not sentence.arrests and bool(self.current.arrests)
        )

    def _lies_here(self, sentence: SentenceFacts) -> bool:
        """Whether a scene that no list has can be of the case told so far, by the other places that it stands with."""
        scene = sentence.scene
        if scene is None or scene.place.id or scene.place.region or not (self.digest or self.summed):
            return True
        located = [p.place for p in self._places_of(sentence.sentence) if p.place.id or p.place.region]
        return not located or any(self._known(place) for place in located)

    def _leads(self, sentence: SentenceFacts) -> bool:
        """Whether a sentence behind a lead-in begins one of a row of cases."""
        assert self.current is not None
        return sentence.begins and (self.digest or self.summed) and self.current.told

    def _own_story(self, sentence: SentenceFacts) -> bool:
        """Whether a paragraph opens with a place, a day and somebody new who is taken, after others were: «21 июня в
        селе … задержан 30-летний …»."""
        assert self.current is not None
        info, scene = sentence.sentence.sentence, sentence.scene
        assert scene is not None
        new = any(
            fact.group is not None
            and not any(u.anaphoric or u.both or u.subset for u in fact.group.units)
            and any(u.ages or u.birth_years or u.citizenship or u.residence or u.lemmas for u in fact.group.units)
            for fact in sentence.arrests
        )
        day = any(d.kind == "day" and d.start - info.start < 40 for d in sentence.sentence.dates)
        day = day or self.summed  # one of the cases that the opening total counts
        same = any(place.name == scene.place.name for place in self._places())
        return bool(self.current.arrests) and new and day and not same and scene.start - info.start < 60

    def _led_by_place(self) -> bool:
        """Whether all that the case tells opens with a place: «В Алматы изъято 5 кг. В Таразе изъято 6 кг»."""
        assert self.current is not None
        told = [s for s in self.current.sentences if s.any]
        return bool(told) and all(s.scene is not None and s.scene.start - s.sentence.sentence.start < 12 for s in told)

    def _facts_ahead(self, index: int, statistic: bool) -> bool:
        """Whether a sentence further on in the paragraph tells facts (of statistics)."""
        paragraph = self.body[index].sentence.sentence.paragraph
        paragraph += heading(self.text, self.body[index])  # «Область Абай. ¶ На трассе …»
        counts = statistic and any(
            counts_crimes(self.text, f.sentence)
            for f in self.body[index : index + 3]
            if f.sentence.sentence.paragraph == self.body[index].sentence.sentence.paragraph
        )
        for sentence in self.body[index + 1 : index + (5 if counts else 4)]:
            info = sentence.sentence.sentence
            counts = counts and (sentence.scene is None or sentence.scene.place.kind in ("region", "country"))
            if info.paragraph > paragraph + 2 or (info.paragraph > paragraph and not counts):
                return False
            if sentence.any:
                counted = any(f.goods.value is not None for f in sentence.seizures) or any(
                    f.group is not None and (f.group.value or 0) > 1 for f in sentence.arrests
                )
                counted = counted or any((d.count or 0) > 1 for d in sentence.case.dismantled)
                place = opening_place(self.text, sentence.sentence)
                wide = place is None or place.place.kind == ("country" if info.paragraph != paragraph else "region")
                return not statistic or (counted and is_statistic(sentence) and wide)
        return False

    def _places_of(self, sentence: Annotated) -> list[PlaceMention]:
        return event_places(self.text, sentence)

    def _takes_up(self, sentence: Annotated) -> bool:
        """Whether the first words name the people of the case told so far."""
        return says_early(self.text, sentence, "takes_up")

    def _lower(self, sentence: Annotated) -> str:
        return stretch_of(self.text, sentence)

    def _places(self) -> list[GazetteerPlace]:
        """The places told of in the current case."""
        assert self.current is not None
        return [
            p.place
            for s in self.current.sentences
            if s.any or s.scene is not None or s.setting is not None
            for p in self._places_of(s.sentence)
        ]

    def _known(self, place: GazetteerPlace) -> bool:
        """Whether the place belongs to the scene of the current case."""
        places = self._places()
        if (
            not place.id
            and not place.region
            and any(other.kind in ("village", "town", "other") and other.name != place.name for other in places)
        ):
            return any(other.name == place.name for other in places)  # one village is not in another
        if self.digest or self.summed:
            # of cases told one by one, what no list has is another place unless it has the same name
            places = [other for other in places if other.id or other.region or other.name == place.name]
        named = [other for other in places if other.id or other.region]  # what no list has lies in anything
        return any(nested(place, other) for other in (named if place.id else []) or places)


_PASS = object()


def cut_cases(article: AnnotatedText, facts: list[SentenceFacts]) -> list[Case]:
    """The cases of an article in order. Headline sentences are left for the linker to lay."""
    return Reader(article, facts).read()
