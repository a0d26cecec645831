"""Finds words that tell a citizenship: «граждане России и Афганистана», «трое колумбийцев», «иностранцы».

Where somebody lives or was born, and what an agency is called («узбекские пограничники»), tells none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.citizen_table import CitizenTable, Form, PeopleNoun, citizen_table, people_words
from narcofacts.mentions.endings import CLASSES
from narcofacts.mentions.gazetteer import GAP, Token, gazetteer, opens_sentence, tokens
from narcofacts.mentions.model import CitizenshipMention
from narcofacts.spans import longest_first
from narcofacts.text.letters import folded

FOREIGN_STATE = pattern(
    r" (?:(?:(?:одно|двух|трех|нескольких) )?(?:друг(?:ого|их|ой)|соседн(?:его|ей|их)|иностранн(?:ого|ой|ых)"
    r"|сопредельн(?:ого|ой|ых)|зарубежн(?:ого|ой|ых)|ближнего|дальнего)"
    r" (?:государства|государств|страны|стран|зарубежья|республики|республик)"
    r"|одно(?:го|й) из [а-я]+(?:ых|их) (?:государств|стран|республик)"
    r"|стран (?:снг|ближнего зарубежья|дальнего зарубежья|центральной азии))\b"
)
JOINT = pattern(r"(?: и |, | или |, а также | и одной? |/| – | - )")


def citizenships(text: str) -> list[CitizenshipMention]:
    """The citizenships that a text tells, in its order; one mention a group of people («граждане РФ и КНР» is one)."""
    table, words = citizen_table(), tokens(text)
    found: list[CitizenshipMention] = []
    for k, token in enumerate(words):
        if not _begins(token.low, table):
            continue
        mention = _citizens(text, words, k, table) or _foreigners(words, k) or _nouns(text, words, k, table)
        if mention is None and token.low.startswith("граждан"):
            mention = _citizens_before(text, words, k)
        if mention is not None:
            found.append(mention)
    return longest_first(found)


def _begins(low: str, table: CitizenTable) -> bool:
    """Whether a word may tell of a citizenship at all."""
    words = people_words()
    return low in table.plain_nouns or low in words.citizens or low in words.foreigners or low.startswith("граждан")


def _form(words: Sequence[Token], k: int, forms: Mapping[str, Form]) -> Form | None:
    """What the form of a noun tells, which behind «два» is no singular."""
    known = forms.get(words[k].low)
    return ("plur", None) if known and k and words[k - 1].low in people_words().few else known


def _citizens(text: str, words: Sequence[Token], k: int, table: CitizenTable) -> CitizenshipMention | None:
    """«граждане России, Узбекистана и Афганистана», «гражданка соседнего государства»."""
    known = _form(words, k, people_words().citizens)
    if known is None:
        return None
    number, sex = known
    end = words[k].end
    if words[k].low == "гр":
        if text[end : end + 1] != ".":
            return None
        end += 1
    if number == "plur" and words[k].low == "граждан" and k and words[k - 1].low in ("один", "одна", "одного"):
        return None
    foreign = FOREIGN_STATE.match(folded(text), words[k].end)
    if foreign:
        return CitizenshipMention(start=words[k].start, end=foreign.end(), rule="citizenships.foreign_state",
                                  countries=(), foreign=True, person_noun=True, number=number, sex=sex)  # fmt: skip
    countries: list[str] = []
    at = k + 1
    while at < len(words):
        gap = text[words[at - 1].end : words[at].start]
        if not countries:
            if gap not in (" ", "\u00a0", ". "):
                break
        elif not JOINT.fullmatch(gap) and not _joining(text, words, at):
            break
        if countries and words[at].low in ("и", "или", "а", "также"):
            at += 1
            continue
        read = _country(text, words, at, table)
        if read is None:
            break
        country, at = read
        if country not in countries:
            countries.append(country)
        end = words[at - 1].end
    if not countries:
        return None
    return CitizenshipMention(start=words[k].start, end=end, rule="citizenships.citizens_of",
                              countries=tuple(countries), person_noun=True, number=number, sex=sex)  # fmt: skip


def _joining(text: str, words: Sequence[Token], at: int) -> bool:
    gap = text[words[at - 1].end : words[at].start]
    return gap in (" ", ", ") and (
        words[at].low in ("и", "или", "а", "также") or words[at - 1].low in ("и", "или", "также")
    )


def _country(text: str, words: Sequence[Token], at: int, table: CitizenTable) -> tuple[str, int] | None:
    """The country that word `at` begins, in the genitive or abbreviated: (ISO, index after it)."""
    token = words[at]
    if token.text in table.abbreviations:
        return table.abbreviations[token.text], at + 1
    between = token.low in people_words().between
    if not token.text[0].isupper() and not between:
        return None
    best: tuple[str, int] | None = None
    for rest, country in table.genitives.get(token.low, ()):
        end = at + 1 + len(rest)
        if all(k < len(words) and words[k].low == w for k, w in enumerate(rest, start=at + 1)) and (
            best is None or end > best[1]
        ):
            best = (country, end)
    if best:
        return best
    for hit in gazetteer().hits_at(text, words, at):
        rows = [gazetteer().rows[r] for r in hit.rows if gazetteer().rows[r][2] == "country"]
        named = at and words[at - 1].low == "республики"  # «гражданин республики Таджикистан»
        if hit.field == "name" and rows and (hit.case in ("gent", "") or (named and hit.case == "nomn")):
            return rows[0][0].upper(), hit.last
    if between and at + 1 < len(words) and GAP.fullmatch(text, token.end, words[at + 1].start):
        return _country(text, words, at + 1, table)
    return None


def country_at(text: str, words: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The country in the genitive or abbreviated that word `at` begins: (ISO, index after it)."""
    return _country(text, words, at, citizen_table())


def adjective_country(low: str) -> str | None:
    """The country whose adjective a folded word is a form of: «узбекских» -> UZ."""
    for cut in (2, 3):
        if low[-cut:] in CLASSES["adj"]:
            country = citizen_table().adjectives.get(low[:-cut])
            if country:
                return country
    return None


def _citizens_before(text: str, words: Sequence[Token], k: int) -> CitizenshipMention | None:
    """«российский гражданин», «иностранные граждане»: the adjective stands before."""
    number, sex = people_words().citizens.get(words[k].low, ("", None))
    if k == 0 or not number or text[words[k - 1].end : words[k].start] not in (" ", "\u00a0"):
        return None
    low = words[k - 1].low
    if low.endswith(("ых", "их")):  # «два иностранных гражданина»
        number, sex = "plur", None
    if low.startswith("иностранн"):
        return CitizenshipMention(start=words[k - 1].start, end=words[k].end, rule="citizenships.foreign", countries=(),
                                  foreign=True, person_noun=True, number=number, sex=sex)  # fmt: skip
    country = adjective_country(low)
    if country is None:
        return None
    return CitizenshipMention(start=words[k - 1].start, end=words[k].end, rule="citizenships.adjective_citizen",
                              countries=(country,), person_noun=True, number=number, sex=sex)  # fmt: skip


def _foreigners(words: Sequence[Token], k: int) -> CitizenshipMention | None:
    known = _form(words, k, people_words().foreigners)
    if known is None:
        return None
    return CitizenshipMention(start=words[k].start, end=words[k].end, rule="citizenships.foreign", countries=(),
                              foreign=True, person_noun=True, number=known[0], sex=known[1])  # fmt: skip


def _nouns(text: str, words: Sequence[Token], k: int, table: CitizenTable) -> CitizenshipMention | None:
    """«россиянин», «двое казахстанцев»: a noun that is the people and their country in one."""
    token = words[k]
    readings = table.nouns(token.low)
    if not readings:
        return None
    if text[token.start - 1 : token.start] in ("-", "‑") or text[token.end : token.end + 1] in ("-", "‑"):
        return None
    if token.text[0].isupper() and not opens_sentence(text, token.start):
        return None
    noun = _agreeing(words, k, readings)
    if token.low in people_words().everyday:
        return None
    rule = "citizenships.ethnonym" if noun.ethnic else "citizenships.person"
    return CitizenshipMention(start=token.start, end=token.end, rule=rule, countries=(noun.country,),
                              person_noun=True, number=noun.number, sex=noun.sex)  # fmt: skip


def _agreeing(words: Sequence[Token], k: int, readings: Sequence[PeopleNoun]) -> PeopleNoun:
    """The reading whose number fits the word before: «пятеро грузин» is plural, «задержан грузин» singular."""
    plural = [noun for noun in readings if noun.number == "plur"]
    single = [noun for noun in readings if noun.number == "sing"]
    before = words[k - 1].low if k else ""
    if plural and (before in people_words().counting or before.endswith(("ых", "их", "ие", "ые"))):
        return plural[0]
    return single[0] if single else readings[0]
