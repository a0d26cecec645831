"""Places told by a head word before the name: «в селе Узынагаш», «пост «Чиназ»», «трасса Бейнеу — Актау»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.endings import inflected
from narcofacts.mentions.gazetteer import Gazetteer, Hit, Token
from narcofacts.mentions.place_drafts import FITS, Draft, head_at
from narcofacts.mentions.place_words import Head, PlaceWords, place_words
from narcofacts.nlp.morph import parts_of_speech

DASH = pattern(r"\s*[-–—−]\s*")
CLOSE = '»"”“'
NAME_GAP = pattern('[ \u00a0][«"]?')
SHORT_GAP = pattern('\\.? ?[«"]?')
ADJECTIVES = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
QUOTED = pattern(r'[«"“„]([^«»"“”„\n]{2,40})[»"”“]')


class _Site(NamedTuple):
    """A head word at word `k`, or a name in a row behind a plural, and the case in which it stands."""

    text: str
    words: Sequence[Token]
    k: int
    head: Head
    case: str

    def draft(
        self,
        end: int,
        last: int,
        rows: tuple[int, ...],
        name: str,
        case: str = "",
        ends: tuple[tuple[int, ...], ...] = (),
    ) -> Draft:
        """The place whose name ends at `end`, before word `last`; `case` is that of the name where the head tells
        none."""
        return Draft(self.words[self.k].start, end, self.k, last, rows, name, self.head.kind, case=self.case or case,
                     rule="places.head", head_kind=self.head.kind, ends=ends)  # fmt: skip


def heads_before(
    text: str,
    words: Sequence[Token],
    hits: dict[int, list[Hit]],
    gaz: Gazetteer,
    lexicon: PlaceWords,
) -> Iterator[Draft]:
    """«в селе Узынагаш», «на станции Шу», «пост ДПС «Чиназ»», «микрорайон Кайтпас», «район имени Лазо»."""
    for k in range(len(words)):
        found = head_at(lexicon.before, words, k)
        if found is None:
            continue
        head, case, after = found
        plural, case = case.startswith("*"), case.lstrip("*")
        short = words[k].low in lexicon.shorts and words[k].low != "пгт"
        leading = _leading(text, words, k, short)
        if leading is None:
            continue
        led = leading in lexicon.leads_short
        if short and not case and led:
            case = lexicon.cases[leading][0]  # «в с. Ивановка», «из пос. Мирный»
        site = _Site(text, words, k, head, case)
        quoted = _quoted_after(text, words[after - 1].end)
        draft = _from_quotes(site, after, quoted, gaz) if quoted is not None else None
        if draft is None:
            name_at = after
            while name_at < len(words) and words[name_at].low in lexicon.between:
                name_at += 1
            named_after = words[name_at - 1].low if name_at > after else ""
            gap = text[words[name_at - 1].end : words[name_at].start] if name_at < len(words) else "\n"
            if not (SHORT_GAP if short or named_after == "им" else NAME_GAP).fullmatch(gap):
                continue
            after_it = head_at(lexicon.after, words, name_at + 1) if name_at + 1 < len(words) else None
            if after_it is not None and words[name_at].low.endswith(OF_AREA):
                continue  # «в частном секторе Медеуского района», «в районе Риштанского района»
            if named_after in ("имени", "им"):
                draft, plural = _named_after(site, name_at, hits, gaz), False
            else:
                lives = leading.startswith(("жител", "уроженец", "уроженк", "уроженц"))
                sure = (words[k].low == "г" or led or lives) if short else head.unknown
                draft = _by_name(site, name_at, hits, gaz, None if plural else sure)
        if draft is not None:
            yield draft
            if plural:
                yield from _listed(text, words, hits, gaz, head, case, draft)


def _leading(text: str, words: Sequence[Token], k: int, short: bool) -> str | None:
    """The word before a head word; None where a head word cut short («г.», «с.») is none: «в 2010 г. Полиция»."""
    leading = words[k - 1].low if k else ""
    if not short:
        return leading
    behind = text[max(0, words[k].start - 4) : words[k].start].rstrip()[-1:]
    if text[words[k].end : words[k].end + 1] != "." or behind.isdigit():
        return None
    if leading == "р":  # «в р.п. Чердаклы»
        return words[k - 2].low if k > 1 else ""
    return leading


def _named_after(site: _Site, at: int, hits: dict[int, list[Hit]], gaz: Gazetteer) -> Draft | None:
    """«район имени Лазо», «аэропорт имени Шота Руставели»."""
    text, words, _, head, _ = site
    if not words[at].text[0].isupper() or head.kind not in ("district", "border_post", "village", "airport"):
        return None
    last = _full_name(text, words, at, hits, apart=head.kind == "airport")
    name = f"{head.word} имени {text[words[at].start : words[last].end]}"
    return site.draft(words[last].end, last + 1, tuple(gaz.named(name)), name)


def _by_name(site: _Site, at: int, hits: dict[int, list[Hit]], gaz: Gazetteer, sure: bool | None) -> Draft | None:
    """The name behind a head word: one of the list, or one that no list has, if the head word is `sure` to bring one
    or the name stands in the nominative; none such behind a plural, of which `sure` is None."""
    head, found = site.head, hits.get(at, [])
    if head.unknown and any(_of_country(hit, gaz) for hit in found) and head.kind in NO_COUNTRIES:
        return None  # «в велаяте Туркменистана», «крупнейший порт Европы»
    draft = _from_hit(site, at, found, gaz)
    if draft is None and sure is not None:
        undeclined = not head.unknown and site.case and _undeclined(site.words[at], hits, at)
        draft = _unknown(site, at) if sure or undeclined else _of_its_town(site, found, gaz)
    return draft if draft is not None and _agrees(draft, head, site.case) else None


def _of_its_town(site: _Site, hits: Sequence[Hit], gaz: Gazetteer) -> Draft | None:
    """«в районе Фархор»: a district named as its town, in the nominative, where «в районе Фархора» may be near it."""
    text, words, _, head, case = site
    for hit in hits:
        towns = tuple(r for r in hit.rows if gaz.rows[r][2] in DWELLINGS)
        if (
            head.kind == "district"
            and towns
            and case not in ("nomn", "")
            and hit.field == "name"
            and hit.case == "nomn"
        ):
            name = f"{head.word} {text[words[hit.first].start : words[hit.last - 1].end]}"
            return site.draft(words[hit.last - 1].end, hit.last, (), name, ends=(towns,))
    return None


DWELLINGS = ("village", "town", "city")


def _full_name(text: str, words: Sequence[Token], first: int, hits: dict[int, list[Hit]], apart: bool) -> int:
    """The last word of the name of whom a place is named after: «имени Бен-Гуриона», and, `apart`, «имени Шота
    Руставели»."""
    last = first
    while last + 1 < len(words) and words[last + 1].text[0].isupper():
        gap = text[words[last].end : words[last + 1].start]
        initial = gap in (". ", ".") and len(words[last].text) == 1  # «имени Б. Конысбаева»
        if gap != "-" and not initial and not (apart and gap == " " and last + 1 not in hits):
            break
        last += 1
    return last


LIST_GAP = pattern('[»"”“]?(?:, | и |, а также )[«"“]?')
GENITIVE_PLURALS = ("ов", "ев", "ей", "ых", "их", "ок", "ек", "ец", "ин")


def _listed(
    text: str, words: Sequence[Token], hits: dict[int, list[Hit]], gaz: Gazetteer, head: Head, case: str, first: Draft
) -> Iterator[Draft]:
    """«в регионах Наджран, Джазан и Асир»: further names behind a plural head."""
    last = first.last
    while last < len(words) and LIST_GAP.fullmatch(text[words[last - 1].end : words[last].start]):
        quoted = QUOTED.match(text, words[last].start - 1)
        draft, site = None, _Site(text, words, last, head, case)
        if quoted is not None:
            draft = _from_quotes(site, last, quoted, gaz)
        elif words[last].text[0].isupper():
            draft = _from_hit(site, last, hits.get(last, []), gaz)
            if draft is None and not hits.get(last) and head.kind in ("region", "district", "village"):
                draft = _unknown(site._replace(case="nomn"), last)
        if draft is None:
            return
        yield draft
        last = draft.last


def _undeclined(name: Token, hits: dict[int, list[Hit]], at: int) -> bool:
    """«в районе Бопхут»: a name that no list has and that is no genitive stands in the nominative."""
    low = name.low
    return (
        at not in hits
        and len(low) > 3
        and low[-1] in "бвгджзклмнпрстфхцчшщ"
        and not low.endswith(GENITIVE_PLURALS)
        and name.text[1:].islower()
    )


def quoted_posts(text: str, words: Sequence[Token], hits: dict[int, list[Hit]], gaz: Gazetteer) -> Iterator[Draft]:
    """«гашиш нашли в «Козловичах»»: a border post known by its name alone."""
    for match in QUOTED.finditer(text):
        if not GOVERNED.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        first = bisect_left(words, match.start(1), key=attrgetter("start"))
        for hit in hits.get(first, []):
            rows = tuple(r for r in hit.rows if gaz.rows[r][2] == "border_post")
            if rows and words[hit.last - 1].end == match.end(1) and words[first].text[0].isupper():
                yield Draft(match.start(), match.end(), first, hit.last, rows, "", "border_post", case=hit.case,
                            rule="places.head", head_kind="border_post")  # fmt: skip
                break


GOVERNED = pattern(r"(?:^|\W)(?:в|на|через|под)\s$", re.IGNORECASE)


def _agrees(draft: Draft, head: Head, case: str) -> bool:
    """«районе Шымкента» is no «район Шымкент»: behind район, область, республика the name stays in the nominative."""
    if head.unknown or not draft.rows:
        return True
    return draft.case in ("nomn", "") or draft.case == case


OF_AREA = ("ской", "цкой", "ского", "цкого")


def _quoted_after(text: str, position: int) -> re.Match[str] | None:
    # «пост ДПС «Чиназ»», «пункт пропуска автомобильного сообщения «Сырым»»: up to three small words between
    between = pattern(r"(?: (?:[а-я]+|ДПС|ГАИ|КНБ)){0,3} ").match(text, position)
    quoted = QUOTED.match(text, between.end()) if between else None
    if quoted is None or between is None:
        return None
    verb = any(parts_of_speech(word) & {"VERB", "PRTS"} for word in between[0].split())
    return None if verb else quoted  # «на том же посту остановили «Ладу»»


def _from_quotes(site: _Site, after: int, quoted: re.Match[str], gaz: Gazetteer) -> Draft | None:
    words, head, name = site.words, site.head, quoted.group(1).strip()
    distant = quoted.start() - words[after - 1].end > 1
    if distant and head.kind not in ("border_post", "station", "airport", "port"):
        return None
    if not name[0].isupper() or head.kind in ("region", "city") or head.word == "таможня":
        return None
    rows = tuple(r for r in gaz.named(name) if gaz.rows[r][2] in FITS[head.kind])
    # a settlement gives its point to the post of its name only if the gazetteer has no post
    exact = tuple(r for r in rows if gaz.rows[r][2] == head.kind)
    last = after
    while last < len(words) and words[last].start < quoted.end():
        last += 1
    full = f"{head.word} {name}" if head.keep else name
    return site.draft(quoted.end(), last, exact, full, ends=(rows,) if rows else ())


HYPHENED = pattern(r"[-‑][А-ЯЁа-яё]")


def _from_hit(site: _Site, at: int, hits: Sequence[Hit], gaz: Gazetteer) -> Draft | None:
    text, words, _, head, case = site
    for hit in hits:
        if hit.field != "name":
            continue
        if HYPHENED.match(text, words[hit.last - 1].end):
            continue  # «в селе Кызыл-Ураан» is not in «Кызыл»
        rows = tuple(r for r in hit.rows if gaz.rows[r][2] in FITS[head.kind])
        exact = tuple(r for r in rows if gaz.rows[r][2] == head.kind)
        if head.kind in ("station", "port", "border_post", "airport"):
            if exact:
                rows = exact
            elif head.kind in ("station", "border_post"):
                rows = ()
        if rows:
            end = words[hit.last - 1].end
            number = pattern(r"-\d+").match(text[end : end + 4])
            if number and all(gaz.rows[r][1].endswith(number.group()) for r in rows):
                end += number.end()
            name = apposed(text[words[at].start : words[hit.last - 1].end], head, case)
            return site.draft(end, hit.last, rows, name, hit.case)
        # «таможня Италии» is an agency
        if head.kind in ("station", "border_post") and hit.rows and not _of_country(hit, gaz):
            told = text[words[hit.first].start : words[hit.last - 1].end]
            name = gaz.rows[hit.rows[0]][1] if hit.main or told[0].islower() else told  # «таможня порта Гамбурга»
            return site.draft(words[hit.last - 1].end, hit.last, (), name, ends=(hit.rows,))
    return None


NO_COUNTRIES = ("region", "port", "airport", "station", "border_post")
"""Kinds of places that bear no country's name: a country may be a republic, but no province."""


def _of_country(hit: Hit, gaz: Gazetteer) -> bool:
    """Whether a hit may be a country, or a part of the world."""
    return any(gaz.rows[r][2] == "country" or not gaz.rows[r][3] for r in hit.rows)


def _unknown(site: _Site, at: int) -> Draft | None:
    text, words, k, head, case = site
    token = words[at]
    if not token.text[0].isupper() or (token.text.isupper() and len(token.text) > 1 and not words[k].text.isupper()):
        return None
    if head.word == "пост" or (len(token.text) == 1):
        return None
    if at + 1 < len(words) and words[at + 1].low.startswith(place_words().areas) and token.low.endswith(OF_AREA):
        return None  # «в посёлке Одесской области»
    last = at
    # «Красный Яр»: an adjective takes the next capitalised word along; hyphens bind
    while last + 1 < len(words):
        gap, following = text[words[last].end : words[last + 1].start], words[last + 1]
        taken = gap == " " and following.text[0].isupper() and words[last].low.endswith(ADJECTIVES)
        # «в селе Прохладное Чуйской области»
        if gap in ("-", "‑") or (taken and not _opens_an_area(text, words, last + 1)):
            last += 1
        else:
            break
    name = apposed(text[token.start : words[last].end], head, case)
    end = words[last].end
    number = pattern(r"-\d+").match(text[end : end + 4])
    if number:
        name, end = name + number.group(), end + number.end()
    if head.keep:
        name = f"{head.word} {name}"
    return site.draft(end, last + 1, (), name)


def _opens_an_area(text: str, words: Sequence[Token], k: int) -> bool:
    """Whether word `k` is the adjective of an area, be it in parts: «Зубово-Полянского района»."""
    while k + 1 < len(words) and text[words[k].end : words[k + 1].start] in ("-", "‑"):
        k += 1
    return k + 1 < len(words) and words[k + 1].low.startswith(place_words().areas)


def apposed(name: str, head: Head, case: str) -> str:
    """The nominative of a name behind its head word: often it is one already, so only odd endings are undone."""
    if case in ("nomn", "accs", ""):
        return name
    low = name.lower()
    if case == "loct":
        if low.endswith(("ском", "цком")):
            return name[:-2] + {"m": "ий"}.get(head.gender, "ое")
        if low.endswith("ном") and low[-4:-3] in tuple("бвгджзклмнпрстфхчшь"):
            return name[:-2] + {"m": "ый"}.get(head.gender, "ое")
        if low.endswith(("ке", "хе", "ге")) and not low.endswith("ске"):
            return name[:-1] + "а"
        if low.endswith(("ове", "еве", "ине")):
            return name[:-1] + "о"
    if case in ("gent", "loct") and low.endswith("ской"):
        return name[:-2] + "ая"
    if case == "gent":
        if low.endswith("ского"):
            return name[:-3] + {"m": "ий"}.get(head.gender, "ое")
        if low.endswith("овки"):
            return name[:-1] + "а"
    return name


def roads(
    text: str, words: Sequence[Token], hits: dict[int, list[Hit]], gaz: Gazetteer, lexicon: PlaceWords
) -> Iterator[Draft]:
    """«на трассе Бейнеу — Актау», «перегон Шу – Отар»: one place, named by its ends in the nominative."""
    for k, token in enumerate(words):
        nominative = lexicon.roads.get(token.low)
        if nominative is None or k + 2 >= len(words):
            continue
        first = k + 2 if words[k + 1].low in ("станций", "станции") else k + 1  # «на перегоне станций Архара – Рачи»
        gap = text[words[first - 1].end : words[first].start]
        if gap not in (" ", " «", ' "', " “"):
            continue
        names: list[str] = []
        ends: list[tuple[int, ...]] = []
        at = first
        while at < len(words) and words[at].text[0].isupper():
            hit = next((h for h in hits.get(at, []) if h.field == "name"), None)
            last = hit.last if hit else at + 1
            two = hit is None and last + 1 < len(words) and words[at].low.endswith(ADJECTIVES)
            if two and words[last].text[0].isupper() and DASH.fullmatch(text[words[last].end : words[last + 1].start]):
                last += 1  # «на перегоне Петровский Завод – Бада»
            if hit is None or not hit.main:
                names.append(text[words[at].start : words[last - 1].end])
            else:
                written = text[words[at].start : words[last - 1].end]
                names.append(written if any(gaz.rows[r][1] == written for r in hit.rows) else gaz.rows[hit.rows[0]][1])
            ends.append(hit.rows if hit else ())
            at = last
            if at >= len(words) or not DASH.fullmatch(text[words[at - 1].end : words[at].start]):
                break
        if len(names) < 2:
            continue
        end = words[at - 1].end
        if gap != " " and text[end : end + 1] in tuple(CLOSE):
            end += 1
        name = f"{nominative} {' — '.join(names)}"
        case = inflected(nominative, token.low) or ""
        yield Draft(token.start, end, k, at, (), name, "other", form="road", case=case, rule="places.head",
                    ends=tuple(ends))  # fmt: skip
