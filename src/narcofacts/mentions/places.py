"""Finds places: gazetteer names in any form, names behind head words, roads, «столица», the tagger's own names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.gazetteer import Gazetteer, Hit, Token, gazetteer, opens_sentence, tokens
from narcofacts.mentions.model import AgencyMention, PlaceMention
from narcofacts.mentions.place_adjectives import adjective_heads, ellipses
from narcofacts.mentions.place_choice import decided
from narcofacts.mentions.place_context import LOCATIVE
from narcofacts.mentions.place_drafts import Draft
from narcofacts.mentions.place_heads import heads_before, quoted_posts, roads
from narcofacts.mentions.place_index import Field
from narcofacts.mentions.place_tagged import before_areas, tagged
from narcofacts.mentions.place_words import PlaceWords, place_words
from narcofacts.nlp.morph import readings
from narcofacts.spans import longest_first, outside
from narcofacts.text.letters import CLOSING_QUOTES, OPENING_QUOTES, folded

LED_BY = frozenset({"в", "во", "из", "под", "близ", "около", "возле"})


def places(text: str, entities: Sequence[tuple[int, int, str]] = (), home: str | None = None) -> list[PlaceMention]:
    """The places that a text names, in its order, without overlaps.

    `entities` are the tagger's (start, end, type) in code points; `home` is the ISO country of the article, for
    homonyms and «в столице». A name that is not the place of an event says so by its rule (see place_context).
    """
    gaz, lexicon = gazetteer(), place_words()
    words = tokens(text)
    found_roads, others = _anywhere(text)
    drafts = [*found_roads]
    drafts += outside([*others, *_nicknames(text, words, _all_hits(text), gaz, lexicon, home)], drafts)
    drafts = longest_first(drafts)
    drafts = [d for d in drafts if not _of_longer_name(words, d, entities, gaz)]
    drafts += outside(tagged(text, words, entities, lexicon), drafts)
    drafts += outside(before_areas(text, words, drafts, gaz, lexicon), drafts)
    drafts.sort(key=lambda d: d.start)
    drafts = _plausible(text, words, drafts, gaz, lexicon, entities)
    return decided(text, words, drafts, gaz, lexicon, home)


ADJECTIVE = pattern(r"[А-ЯЁ][а-яё-]+(?:[ое]й|[ое]м|[ое]го|ая|яя|[ое]е|[ыи]й)")


def _of_longer_name(
    words: Sequence[Token], draft: Draft, entities: Sequence[tuple[int, int, str]], gaz: Gazetteer
) -> bool:
    """«в Подгородней Покровке»: a village of one word that the tagger takes together with an adjective before it."""
    before = words[draft.first - 1] if draft.first else None
    village = draft.rule == "places.gazetteer" and draft.form == "name" and not draft.head_kind
    if before is None or not village or draft.last - draft.first > 1 or not ADJECTIVE.fullmatch(before.text):
        return False
    small = all(gaz.rows[row][2] in ("village", "town") for row in draft.rows)
    return small and any(kind == "LOC" and (start, end) == (before.start, draft.end) for start, end, kind in entities)


@lru_cache(maxsize=1)
def _anywhere(text: str) -> tuple[list[Draft], list[Draft]]:
    """What is found whatever the home of the article is: roads, and other places. Do not change them."""
    gaz, lexicon, words, hits = gazetteer(), place_words(), tokens(text), _all_hits(text)
    return list(roads(text, words, hits, gaz, lexicon)), [
        *adjective_heads(text, words, gaz, lexicon),
        *heads_before(text, words, hits, gaz, lexicon),
        *quoted_posts(text, words, hits, gaz),
        *ellipses(text, words, gaz),
        *_bare(text, words, hits, gaz, lexicon),
    ]


@lru_cache(maxsize=1)
def _all_hits(text: str) -> dict[int, list[Hit]]:
    """The hits of the gazetteer by word; those of the last text are remembered, for its home is found out by them."""
    gaz, words = gazetteer(), tokens(text)
    found: dict[int, list[Hit]] = {}
    for i, word in enumerate(words):
        if word.text not in gaz.silent and (hits := gaz.hits_at(text, words, i)):
            found[i] = hits
    return found


def _hyphened(text: str, words: Sequence[Token], hit: Hit) -> bool:
    """Whether the words are a part of a longer hyphened word: «Москва-Сити», «российско-казахстанский»."""
    start, end = words[hit.first].start, words[hit.last - 1].end
    before = start > 1 and text[start - 1] in "-‑" and text[start - 2].isalpha()
    after = text[end : end + 1] in ("-", "‑") and text[end + 1 : end + 2].isalpha()
    return before or after


def _bare(
    text: str,
    words: Sequence[Token],
    hits: dict[int, list[Hit]],
    gaz: Gazetteer,
    lexicon: PlaceWords,
) -> Iterator[Draft]:
    for i, found in hits.items():
        for hit in found:
            start, end = words[i].start, words[hit.last - 1].end
            if hit.field == "name":
                if _hyphened(text, words, hit) and not _joined_names(hits, hit):
                    continue
                yield Draft(start, end, i, hit.last, hit.rows, case=hit.case)
            elif hit.field == "demonym":
                rows = tuple(r for r in hit.rows if gaz.rows[r][2] != "country" and gaz.rows[r][3])
                if rows and not _hyphened(text, words, hit):
                    yield Draft(start, end, i, hit.last, rows, form="demonym", case=hit.case, rule="places.residence")
            elif not _hyphened(text, words, hit):
                rule = None if _beside(words, i, lexicon) else _adjective_rule(text, words, hits, hit, lexicon)
                small = not words[i].text[0].isupper() or opens_sentence(text, start)
                # «в Тбилисском международном аэропорту»
                small = small or (hit.last < len(words) and words[hit.last].low.startswith("международн"))
                # «Новосибирский областной суд»: with a capital it is a part of a proper name
                if rule and (small or rule == "places.in_agency"):
                    yield Draft(start, end, i, hit.last, hit.rows, form="adjective", case=hit.case, rule=rule)


def _beside(words: Sequence[Token], i: int, lexicon: PlaceWords) -> bool:
    """«под Обнинском ФСБ задержала …»: behind such a preposition an ending of the noun, not of an adjective."""
    before = words[i - 1].low if i > 0 else ""
    return before != "и" and before in lexicon.beside and words[i].low.endswith(("ском", "цком"))


def _joined_names(hits: dict[int, list[Hit]], hit: Hit) -> bool:
    """«Алматы-Бишкек»: the other side of the hyphen is a name too."""
    after = hits.get(hit.last, [])
    if any(h.field == "name" for h in after):
        return True
    return hit.first > 0 and any(
        h.field == "name" and h.last == hit.first
        for k in range(max(0, hit.first - 3), hit.first)
        for h in hits.get(k, [])
    )


def _adjective_rule(
    text: str, words: Sequence[Token], hits: dict[int, list[Hit]], hit: Hit, lexicon: PlaceWords
) -> str | None:
    for k in range(hit.last, min(hit.last + 3, len(words))):
        if not text[words[k - 1].end : words[k].start].isspace():
            return None
        low = words[k].low
        if any(low == stem if len(stem) < 4 else low.startswith(stem) for stem in lexicon.context["agency"]):
            cases = {r.case for r in readings(low) if r.case}
            if hit.case == "loct" and cases and "loct" not in cases:
                return None  # «в Октябрьском полицейские задержали …»: a town
            return "places.in_agency"
        if low in lexicon.place_nouns or (k == hit.last and any(h.field == "name" for h in hits.get(k, []))):
            return "places.gazetteer"
        if low in lexicon.context_forms["border"]:
            return "places.border"
    return None


def _nicknames(
    text: str,
    words: Sequence[Token],
    hits: dict[int, list[Hit]],
    gaz: Gazetteer,
    lexicon: PlaceWords,
    home: str | None,
) -> Iterator[Draft]:
    """«в столице», «южная столица», «в мегаполисе», «столичный аэропорт»: a city by the country that is written of."""
    for k, token in enumerate(words):
        if not token.low.startswith(("столиц", "столичн", "мегаполис")):
            continue
        if token.low in ("столицами", "столицах", "столицам"):
            continue
        first, country, form, rule = k, home, "capital", "places.gazetteer"
        key = "мегаполис" if token.low.startswith("мегаполис") else "столица"
        previous = words[k - 1].low if k else ""
        if previous.startswith(("областн", "краев", "региональн", "республиканск", "губернск", "курортн", "культурн")):
            continue  # «в областной столице»
        if token.low.startswith("столичн"):
            form = "adjective"
            rule = _adjective_rule(text, words, hits, Hit(k, k + 1, "adjective", "", (), False), lexicon) or ""
        elif key == "столица" and previous.startswith(("южн", "северн")):
            first, key = k - 1, ("южная" if previous.startswith("южн") else "северная") + " столица"
        elif k + 1 < len(words) and words[k + 1].text[0].isupper() and text[token.end : words[k + 1].start] == " ":
            country = _country_of(hits.get(k + 1, []), gaz)  # «столица Колумбии»
        elif k and (told := _country_of(hits.get(k - 1, []), gaz, "adjective")) is not None:
            first, country = k - 1, told  # «в казахстанской столице»
        target = lexicon.nicknames[key]
        place_id = lexicon.capitals.get(country or "") if isinstance(target, str) else target.get(country or "")
        row = gaz.by_id(place_id) if place_id and rule else None
        if row is not None:
            case = {"а": "nomn", "ы": "gent", "е": "loct", "у": "accs"}.get(token.low[-1], "")
            yield Draft(words[first].start, token.end, first, k + 1, (row,), form=form, case=case, rule=rule)


def _country_of(hits: Sequence[Hit], gaz: Gazetteer, field: Field = "name") -> str | None:
    found = {gaz.rows[r][3] for hit in hits if hit.field == field for r in hit.rows if gaz.rows[r][2] == "country"}
    return found.pop() if len(found) == 1 else None


def _plausible(
    text: str,
    words: Sequence[Token],
    drafts: Sequence[Draft],
    gaz: Gazetteer,
    lexicon: PlaceWords,
    entities: Sequence[tuple[int, int, str]],
) -> list[Draft]:
    """Without names of persons, streets and things in quotes, and everyday words that nothing marks as places."""
    kept: list[Draft] = []
    entities = sorted(entities)  # none overlaps another
    starts, ends = [start for start, _, _ in entities], [end for _, end, _ in entities]
    for draft in drafts:
        before = words[draft.first - 1] if draft.first else None
        after = words[draft.last] if draft.last < len(words) else None
        if draft.form == "name" and not draft.head_kind and _by_street(text, before, draft, after, lexicon):
            continue
        if draft.kind == "region" and not draft.rows and _quoted(text, draft):
            continue  # «рассказали «Вятскому краю»»: a newspaper
        if _on_a_bank(before, draft, gaz, lexicon):
            continue
        if _of_a_court(text, draft, after) or _of_a_dog(before, draft, gaz) or _of_a_continent(text, before, draft):
            continue
        over = entities[bisect_right(ends, draft.start) : bisect_left(starts, draft.end)]
        if draft.form != "name" or draft.head_kind or draft.rule == "places.tagger":
            fits = _kept_head(draft, before, over)
        else:
            fits = _kept_name(text, draft, before, over, kept[-1] if kept else None, gaz, lexicon)
        if fits:
            kept.append(draft)
    return kept


def _kept_head(draft: Draft, before: Token | None, over: Sequence[tuple[int, int, str]]) -> bool:
    """«глава города Юсуп Ахмедов»: a name that only its head word makes a place yields to a person of the tagger's.

    «в кишлаке Саричашма» is no person, «представитель в регионе Джон Мерсер» is one."""
    longer = any(kind == "PER" and end > draft.end for _, end, kind in over)
    led = before is not None and before.low in LED_BY and not longer
    person = any(kind == "PER" for _, _, kind in over)
    return bool(draft.rows) or draft.rule != "places.head" or not person or draft.kind == "district" or led


def _kept_name(
    text: str,
    draft: Draft,
    before: Token | None,
    over: Sequence[tuple[int, int, str]],
    last: Draft | None,
    gaz: Gazetteer,
    lexicon: PlaceWords,
) -> bool:
    """Whether a bare name is that of a place. `over`: what the tagger found there; `last`: the place before."""
    led = before is not None and before.low in lexicon.prepositions
    if not led and draft.case in ("", "nomn") and INITIAL.match(text, draft.end):
        return False  # «44-летний Милан В. по прозвищу Боцман»
    # «область Абай» is none, though the tagger may think so
    headed = any(gaz.rows[r][1][0].islower() for r in draft.rows)
    if before is not None and before.low == "имени":
        return False  # «в школе имени Пушкина»
    sure = headed or _of_a_building(text, draft, before, lexicon)
    person = not sure and any(k == "PER" and start <= draft.start and draft.end <= end for start, end, k in over)
    everyday, heads = all(gaz.ambiguous(r) for r in draft.rows), _heads_a_line(text, draft)
    if person and not _alone(text, draft) and (everyday or not heads):
        return False
    if _quoted(text, draft):
        return False
    # «под Омском» is a town, «в Омском …» an adjective of what follows
    adjectival = draft.case == "ablt" and text[draft.end - 4 : draft.end].lower() in ("ском", "цком")
    if adjectival and (before is None or before.low not in lexicon.beside):
        return False
    doubtful = everyday and not _alone(text, draft) and not (heads and not person)
    tagged_so = any(kind == "LOC" for _, _, kind in over)
    if not doubtful or (tagged_so and not _opens_a_clause(text, draft)):
        return True
    if before is not None and before.low in lexicon.leads and text[before.end : draft.start] == " ":
        return True
    listed = last is not None and pattern(r",? (?:и )?").fullmatch(text[last.end : draft.start])
    return bool(listed) and last is not None and last.case == draft.case


def _of_a_building(text: str, draft: Draft, before: Token | None, lexicon: PlaceWords) -> bool:
    """«в гостинице Костаная», «на складе Хоргоса»: a town in the genitive behind a phrase of place, no person."""
    if before is None or draft.case != "gent" or before.low not in lexicon.place_nouns:
        return False
    return text[max(0, before.start - 3) : before.start].strip().lower() in LOCATIVE


def _quoted(text: str, draft: Draft) -> bool:
    """Whether a name stands alone in quotes."""
    return (
        draft.start > 0
        and text[draft.start - 1] in OPENING_QUOTES
        and text[draft.end : draft.end + 1] in CLOSING_QUOTES
    )


def _on_a_bank(before: Token | None, draft: Draft, gaz: Gazetteer, lexicon: PlaceWords) -> bool:
    """«на берегу Сырдарьи» is at a river, «у берегов Эквадора» at a country."""
    if before is None or draft.form != "name" or draft.head_kind or before.low not in lexicon.banks:
        return False
    return all(gaz.rows[row][2] not in ("country", "region") for row in draft.rows)


COURT = pattern(r"(?:меж)?(?:районн|городск|областн|гарнизонн)(?:ого|ому|ый|ым|ом|ой|ая|ую|ое)")
DECLINED_AS_ADJECTIVE = ("ого", "ому", "ским", "ском", "цким", "цком", "ый", "ий", "ой", "ая", "ую")


def _of_a_court(text: str, draft: Draft, after: Token | None) -> bool:
    """«Кировского районного суда»: an adjective of the court, no village Кировское."""
    if draft.form != "name" or draft.head_kind or after is None or not COURT.fullmatch(after.low):
        return False
    return (
        text[draft.start : draft.end].lower().endswith(DECLINED_AS_ADJECTIVE) and text[draft.end : after.start] == " "
    )


ANIMAL = pattern(r"собак(?:а|и|у|е|ой)|пес|пса|псу|псом|(?:спаниел|лабрадор|ретривер|терьер)\w*|овчарк\w+|кличке")


def _of_a_dog(before: Token | None, draft: Draft, gaz: Gazetteer) -> bool:
    """«Собака Тайга», but «собаки Внуково»."""
    if before is None or draft.form != "name" or draft.head_kind or not ANIMAL.fullmatch(before.low):
        return False
    return all(gaz.rows[row][2] != "airport" for row in draft.rows)


def _of_a_continent(text: str, before: Token | None, draft: Draft) -> bool:
    """«Из Южной Америки» is no USA."""
    part = before is not None and before.low.startswith(("южн", "северн", "латинск", "центральн"))
    return part and text[draft.start : draft.start + 6].lower() == "америк"


def _alone(text: str, draft: Draft) -> bool:
    """«Измаил» as the heading of a round-up: a name that fills its line."""
    return (
        draft.start > 0
        and text[max(0, draft.start - 4) : draft.start].rstrip(" ")[-1:] == "\n"
        and text[draft.end : draft.end + 1] == "\n"
    )


def _heads_a_line(text: str, draft: Draft) -> bool:
    """«✅ Экибастуз. В гараже …»: a name that is the first sentence of a line behind others."""
    if HEADED.match(text, draft.end) is None:
        return False
    line = text.rfind("\n", 0, draft.start)
    return line >= 0 and not any(letter.isalnum() for letter in text[line : draft.start])


HEADED = pattern(r"\.\s+[А-ЯЁ][а-яё]*\s")
INITIAL = pattern(
    r"\s[А-ЯЁ]\.(?=[ ,])|,?\s\(?(?:(?:19|20)\d\d\s?(?:г\.?\s?р\b|года? рожд)|[1-7]\d\s(?:год|года|лет)\b)"
)
"""«Милан В.», «Владимир (1999 г. р.)»: an initial or an age behind it makes a first name of a town's."""


def _opens_a_clause(text: str, draft: Draft) -> bool:
    """«Газа в доме нет», «Кубинка задержана»: the capital of an everyday word that opens a sentence; no dateline."""
    return opens_sentence(text, draft.start) and text[draft.end : draft.end + 2].lstrip(" ")[:1].isalpha()


def _by_street(text: str, before: Token | None, draft: Draft, after: Token | None, lexicon: PlaceWords) -> bool:
    """«улица Абая», «Южное шоссе», «река Пяндж»: the name is a street's or a river's."""
    if before and before.low in lexicon.streets and draft.start - before.end <= 2:
        return True
    return bool(after and after.low in lexicon.streets and text[draft.end : after.start] == " ")


def home_country(
    text: str, place_mentions: Sequence[PlaceMention], agency_mentions: Sequence[AgencyMention]
) -> str | None:
    """ISO code of the country that an article is mostly about, or None if nothing tells one."""
    votes: Counter[str] = Counter()
    for place in place_mentions:
        if place.place.country and place.rule not in ("places.route", "places.border", "places.citizenship"):
            votes[place.place.country] += 1 if place.place.kind == "country" else 2
    for agency in agency_mentions:
        named = text[agency.start : agency.end] != text[agency.start : agency.end].lower()
        if named and agency.country and len(agency.country) == 2:  # «полиция», «прокуратура» are of any country
            votes[agency.country] += 2
    if "тенге" in folded(text):
        votes["KZ"] += 2
    return max(votes, key=lambda c: votes[c]) if votes else None
