"""Decides each place that was found: which row bears the name, what governs it, and what its context makes of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, cast

from msgspec.structs import replace

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.gazetteer import Gazetteer, Token
from narcofacts.mentions.model import GazetteerPlace, PlaceMention
from narcofacts.mentions.place_context import DASH, JOIN, LOCATIVE, SKIPPED, context_rule, is_dateline
from narcofacts.mentions.place_drafts import Draft
from narcofacts.mentions.place_words import PlaceWords
from narcofacts.nlp.morph import parts_of_speech
from narcofacts.text.letters import fold

Form = Literal["name", "adjective", "demonym", "road", "capital"]
LIST = pattern(r"(?:, | и | или |, а также | — | – )")
COUNTED = pattern(r"\s*(?:,|и|, а также)\s*(?:ещ[её] |по )?[\w-]+(?: человек\w*)?\s*[-–—]\s*(?:из )?")
KIND_ORDER = {"country": 7, "city": 6, "region": 5, "town": 4, "district": 3, "village": 3}


def decided(
    text: str, words: Sequence[Token], drafts: Sequence[Draft], gaz: Gazetteer, lexicon: PlaceWords, home: str | None
) -> list[PlaceMention]:
    countries: Counter[str] = Counter()
    regions: dict[str, list[int]] = {}  # where the text speaks of a region, in order
    for draft in drafts:
        found = {gaz.rows[r][3] for r in draft.rows}
        if len(found) == 1 and draft.form != "demonym" and draft.head_kind != "village":
            countries.update(found)
        if len(draft.rows) == 1 and gaz.rows[draft.rows[0]][4]:
            regions.setdefault(gaz.rows[draft.rows[0]][4], []).append(draft.start)
    if home:
        countries[home] += 2
    mentions: list[PlaceMention] = []
    for draft in drafts:
        if draft.form == "adjective" and words[draft.first].low.startswith(lexicon.elsewhere):
            # «уральские таможенники» are of Уральск only where Kazakhstan is written of
            at_home = tuple(row for row in draft.rows if gaz.rows[row][3] == home)
            if not at_home:
                continue
            draft = replace(draft, rows=at_home)
        ranked = _ranked(draft, gaz, countries, regions)
        if ranked and draft.head_kind == "village" and draft.name and _far(gaz.rows[ranked[0]], countries):
            ranked = []
        place = _place_of(draft, ranked, gaz)
        preposition = _preposition(text, words, draft, lexicon)
        # «в Кентау», «в Кара-Суу», «в урочище Тасоткель»: one form for where and whereto
        undeclined = text[draft.end - 1] in "оеэую" and draft.head_kind == ""
        undeclined = undeclined or (bool(draft.head_kind) and words[draft.first].low.endswith(("ище", "лье")))
        case = _case(draft.case, preposition, undeclined, lexicon)
        if not (case or preposition) and draft.first and words[draft.first - 1].low in lexicon.within:
            case = "gent"  # «на окраине Темиртау»
        if not (case or preposition) and mentions and place.kind == "region":
            case = "gent" if text[mentions[-1].end : draft.start] == " " else ""  # «в посёлке Глубокое ВКО»
        if not preposition and mentions:
            preposition, case = _listed(text, draft, mentions[-1], case, undeclined)
        rule = draft.rule
        if rule not in SKIPPED:
            if draft.form == "name" and is_dateline(text, draft.start, draft.end):
                rule = "places.dateline"
            rule = context_rule(text, words, draft.first, preposition, case, lexicon) or rule
            rule = _in_list(text, draft, mentions, rule, preposition, case) or rule
        mentions.append(
            PlaceMention(
                start=draft.start,
                end=draft.end,
                rule=rule,
                place=place,
                form=cast(Form, draft.form),
                preposition=preposition,
                case=case,
            )
        )
    return _paired(text, _lying_in(text, mentions))


def _lying_in(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """«в деревне Сосновка Минского района Беларуси»: a place that no list has lies in what follows in the genitive."""
    for k in range(len(mentions) - 2, -1, -1):
        one, two = mentions[k], mentions[k + 1]
        lost = not (one.place.id or one.place.country or one.place.region)
        if not lost or two.preposition or two.case != "gent" or two.form != "name":
            continue
        if text[one.end : two.start].isspace() and "\n" not in text[one.end : two.start]:
            mentions[k] = replace(one, lies_in=two.lies_in or two.place)
    return mentions


def _ranked(draft: Draft, gaz: Gazetteer, countries: Counter[str], regions: Mapping[str, Sequence[int]]) -> list[int]:
    def score(index: int) -> tuple[int, int, int, int, int]:
        row = gaz.rows[index]
        spoken = regions.get(row[4], ())
        at = bisect_left(spoken, draft.start)
        near = 2 if any(abs(p - draft.start) < 80 for p in spoken[max(at - 1, 0) : at + 1]) else min(len(spoken), 1)
        # «московский отель» is of the city that gave its region the name
        kind = 2 if row[2] == draft.head_kind or (draft.form == "adjective" and row[2] == "city") else 0
        kind -= row[2] in ("airport", "port") and not kind  # «в Минске» is the town unless a head word says otherwise
        weight = countries[row[3]] if row[3] else 0
        # a village at home must not take the name of a large city, though homonyms at home come first otherwise
        known = 2 if int(row[7] or 0) > 300_000 or row[2] == "country" else 0
        return (kind, near, known + (weight > 0), weight * 10 + KIND_ORDER.get(row[2], 1), int(row[7] or 0))

    return sorted(draft.rows, key=score, reverse=True)


def _far(row: Sequence[str], countries: Counter[str]) -> bool:
    """Whether a village lies in a country that the text does not speak of: every country has a Покровка."""
    return bool(countries) and row[2] in ("village", "town") and not countries[row[3]]


def _place_of(draft: Draft, ranked: Sequence[int], gaz: Gazetteer) -> GazetteerPlace:
    if ranked:
        first = gaz.place(ranked[0])
        # districts are renamed often: an article of that time keeps its name
        renamed = draft.kind == "district" and draft.name and fold(first.name) != fold(draft.name)
        return replace(first, name=draft.name) if renamed else first
    country = region = None
    if draft.ends:
        ends = [{gaz.rows[r][3] for r in rows} for rows in draft.ends if rows]
        shared = set.intersection(*ends) - {""} if ends else set()
        country = shared.pop() if len(shared) == 1 else None
        spread = [{gaz.rows[r][4] for r in rows if gaz.rows[r][3] == country} for rows in draft.ends]
        common = set.intersection(*spread) - {""} if spread and country else set()
        region = common.pop() if len(common) == 1 else None
    return GazetteerPlace(id="", name=draft.name, kind=draft.kind, country=country, region=region, lat=None, lon=None)


ONE_OF = pattern(r"\b(в|на)\sодн(?:ом|ой)\s$", re.IGNORECASE)
LOCATIVE_ADJECTIVES = ("ном", "ском", "вом", "том", "ной", "ской", "вой", "ных", "ских")


def _preposition(text: str, words: Sequence[Token], draft: Draft, lexicon: PlaceWords) -> str:
    if draft.first == 0:
        return ""
    before = words[draft.first - 1]
    gap = text[before.end : draft.start]
    if before.low in ("самом", "самой", "самого") and draft.first > 1 and gap.isspace():
        before, gap = words[draft.first - 2], text[words[draft.first - 2].end : before.start]  # «в самом Новосибирске»
    described = draft.head_kind and before.low.endswith(LOCATIVE_ADJECTIVES)  # «в автомобильном пункте пропуска «Орда»»
    if draft.first > 1 and gap.isspace() and (described or (draft.form == "name" and _adjective(before.text))):
        further = words[draft.first - 2]  # «в соседнем Краснодаре»
        if further.low in lexicon.prepositions and text[further.end : before.start].isspace():
            before = further
    if gap.strip(' \u00a0«"“„'):
        return ""
    low = before.low
    if low == "под" and text[max(0, before.start - 3) : before.start].lower().endswith("из-"):
        return "из-под"
    if low == "из" and (one_of := ONE_OF.search(text, max(0, before.start - 12), before.start)) is not None:
        return one_of[1].lower()  # «в одной из минских гостиниц»
    return low if low in lexicon.prepositions else ""


def _adjective(word: str) -> bool:
    """Whether a word in small letters is an adjective and nothing else."""
    return word.islower() and parts_of_speech(word) == {"ADJF"}


def _case(case: str, preposition: str, undeclined: bool, lexicon: PlaceWords) -> str:
    if case == "":
        return ""
    if preposition in LOCATIVE and case == "nomn" and undeclined:
        return ""
    if preposition in ("в", "во", "на"):
        return {"gent": "loct", "datv": "loct", "nomn": "accs", "ablt": "loct"}.get(case, case)
    if preposition == "под":
        return {"nomn": "accs", "gent": "ablt"}.get(case, case)
    governed = lexicon.cases.get(preposition, ())
    return governed[0] if len(governed) == 1 else case


PLURAL_HEAD = pattern(r"(?:город|с[её]л|пос[её]лк|район|аул|кишлак|деревн)(?:ах|ях)\s", re.IGNORECASE)


def _listed(text: str, draft: Draft, last: PlaceMention, case: str, undeclined: bool) -> tuple[str, str]:
    """Preposition and case of a name that shares them with the one before: «в Твери, Вологде и Череповце»."""
    between = text[last.end : draft.start]
    if not last.preposition or draft.form == "demonym" or "\n" in between:
        return "", case
    if LIST.fullmatch(between) or (last.form == "adjective" and between == " "):
        if case == "" or case == last.case or (last.case == "" and case == "loct"):
            return last.preposition, case
        if last.case == "loct" and case in ("gent", "datv"):
            return last.preposition, "loct"
        undeclined = undeclined or PLURAL_HEAD.match(text, last.start) is not None  # «в городах Хромтау и Кандыагаш»
        if undeclined and case == "nomn" and last.preposition in LOCATIVE and last.case in ("loct", ""):
            return last.preposition, ""  # «в Саратове, Балаково и Ртищево»
        if last.case == "accs" and case == "nomn":
            return last.preposition, "accs"
    return "", case


def _in_list(
    text: str, draft: Draft, mentions: Sequence[PlaceMention], rule: str, preposition: str, case: str
) -> str | None:
    """«жители Астаны и Алматы», «УМВД по городу Сочи Краснодарского края»: what is said of the first is said of all."""
    if not mentions or mentions[-1].rule not in SKIPPED or rule in SKIPPED or mentions[-1].form == "demonym":
        return None
    last = mentions[-1]
    between = text[last.end : draft.start]
    if between.isspace() and "\n" not in between:
        return last.rule if last.form == "name" or last.rule != "places.in_agency" else None
    if preposition and preposition != last.preposition:
        return None
    told_of = last.rule in ("places.citizenship", "places.residence") and last.form == "name" and case == "gent"
    if told_of and COUNTED.fullmatch(between):
        return last.rule  # «21 гражданин Афганистана, пять граждан Узбекистана и трое – Кыргызстана»
    if (
        last.form == "name"
        and JOIN.fullmatch(between)
        and "\n" not in between
        and (not preposition or case == last.case)
    ):
        return last.rule
    return None


def _paired(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """«Ташкент – Самара»: two names joined by a dash are the ends of a way."""
    for k in range(len(mentions) - 1):
        one, two = mentions[k], mentions[k + 1]
        if one.form == two.form == "name" and DASH.fullmatch(text[one.end : two.start]) and not two.preposition:
            if "\n" in text[one.end : two.start] or one.case == "loct":
                continue
            mentions[k] = replace(one, rule="places.route")
            mentions[k + 1] = replace(two, rule="places.route")
    return mentions
