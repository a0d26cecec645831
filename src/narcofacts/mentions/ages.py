"""Ages of people: «29-летний», «57, 45 и 32 лет», «в возрасте 50 лет», «1986 года рождения».

Terms of prison, of time and of things are no ages. Offsets are code points of the text given.
"""

from __future__ import annotations

import re
from functools import cache

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.dates import stems, words
from narcofacts.mentions.model import AgeMention
from narcofacts.spans import longest_first
from narcofacts.text.letters import folded

OLDEST = 119
MALE, FEMALE = ("ий", "его", "ему", "ем"), ("яя", "юю", "ей", "ею")

JOIN = r"(?:\s?,\s?|\s(?:и|или)\s|\s?[-‐‑–—]\s?)"


def ages(text: str) -> list[AgeMention]:
    """Ages and years of birth in order of text. `ages` holds whole years, in the order told."""
    low = folded(text)
    return longest_first([*_adjectives(low), *_years(text, low), *_of_whom(low), *_running_years(low), *_births(low)])


# --- «29-летний» ----------------------------------------------------------------------------------------------------


@cache
def _adjective() -> re.Pattern[str]:
    """«26- и 40-летние», «99-ти летний», «двадцатичетырехлетняя»: the numbers, then the ending."""
    suffix = r"\s?[-‐‑–—−]?\s?(?:х|ти|и|ми|ми)?\s?[-‐‑–—−]?\s?"
    endings = r"(?P<ending>ий|его|ему|им|ем|яя|ей|ею|юю|ие|их|ими)(?!\w)"
    return pattern(
        rf"(?<![\w.,:-])(?P<digits>\d{{1,3}}(?:{suffix}{JOIN}\d{{1,3}})*){suffix}летн{endings}"
        rf"|(?<!\w)(?P<word>[а-я]{{3,25}})летн{endings.replace('ending', 'word_ending')}"
    )


def _adjectives(text: str) -> list[AgeMention]:
    found: list[AgeMention] = []
    if "летн" not in text:
        return found
    for anchor in pattern("летн").finditer(text):
        start = max(0, anchor.start() - 40)
        for match in _adjective().finditer(text, start, anchor.end() + 3):
            if match.end() <= anchor.end():
                continue
            if match["digits"]:
                values = tuple(int(n) for n in pattern(r"\d+").findall(match["digits"]))
                ending = match["ending"]
            else:
                values, ending = _spelled(match["word"]), match["word_ending"]
            if _plausible(values) and not _of_thing(text, match.end()):
                found.append(
                    AgeMention(
                        start=match.start(),
                        end=match.end(),
                        rule="ages.adjective",
                        ages=values,
                        sex="m" if ending in MALE else "f" if ending in FEMALE else None,
                    )
                )
    return found


def _spelled(prefix: str) -> tuple[int, ...]:
    """«двадцатичетырех» → (24,); () where the prefix is no number."""
    table = words()

    def value(form: str) -> int:
        kind, number = table.get(form, ("", 0))
        return number if kind == "NUMBER" else 0

    if value(prefix):
        return (value(prefix),)
    for i in range(len(prefix) - 2, 3, -1):
        tens, unit = value(prefix[:i]), value(prefix[i:])
        if tens >= 20 and 0 < unit < 10:
            return (tens + unit,)
    return ()


@cache
def _thing() -> re.Pattern[str]:
    """The noun after the adjective, past up to three more adjectives."""
    things = "|".join(stems("THING"))
    ending = r"(?:[аяуюыиеоьй]|[оеё][мвйю]|[аяи][мх]|[аяи]ми|ью|и[яеию]|и[ея]м|иях)?(?!\w)"
    adjective = r"[а-я-]+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ую|юю|ые|ие|ых|их|ыми|ими|ом|ем|ей)"
    return pattern(rf"\s+(?:{adjective}\s+){{0,3}}(?:{things}){ending}")


def _of_thing(text: str, end: int) -> bool:
    return bool(_thing().match(text, end, end + 100))


def _plausible(values: tuple[int, ...]) -> bool:
    return bool(values) and all(0 < value <= OLDEST for value in values)


# --- «33 и 40 лет» --------------------------------------------------------------------------------------------------


@cache
def _term_before() -> re.Pattern[str]:
    """What makes the years a term: «на 5 лет», «от 8 до 12 лет», «в течение 10 лет», «получил 8 лет»."""
    return pattern(
        r"(?:(?<!\w)(?:на|за|через|спустя|после|сроком|срок|течение|протяжении|более|свыше|менее|до|от|к|с|со|из|еще|не|"
        r"последни[ех]|первые|последующие|следующие|кажды[ех]|минимум|максимум|получил[аи]?|дали|дал|отсидел[аи]?|"
        r"провел[аи]?|назначил[аи]?|приговорил[аи]?|осужден[аы]?|грозит|отбыл[аи]?|прошло|сел[аи]?|"
        r"старше|младше|моложе)\s+)$"
    )


@cache
def _asked() -> re.Pattern[str]:
    """«Прокурор требовал для женщины 15 лет», «суд назначил курьеру 9 лет»: a term, whoever stands before it."""
    return pattern(
        r"(?<!\w)(?:требов|потребов|запрос|проси|попроси|назнач|присуди|определил)[а-я]*\s(?:[а-я-]+\s){0,3}$"
    )


@cache
def _in_row_of_terms() -> re.Pattern[str]:
    """«Иванову назначено 12 лет колонии, Петрову – 10 лет»: one more of those who got a term."""
    return pattern(
        r"(?:назнач|приговор|осужд|получил|присуд|\s(?:дали?|лет (?:колони|лишени|тюрьм|заключени|строг|общ)))[^.;]*,\s"
        r"[^,.;]{2,40}\s[-–—]\s$"
    )


BRACKETED_TERM = r"\(\d[\d,]* (?:лет|года?) (?:лишени|колони|тюрьм|заключени|строг|общего|условно)[^()]*\)[^.!?]*$"
"""«Р. Ахметова (15 лет колонии), М. Ли (12 лет)»: a row of terms"""


@cache
def _term_after() -> re.Pattern[str]:
    """What follows a term: «лет колонии», «лет назад», «лет лишения свободы»."""
    return pattern(
        r"[^\S\n]*(?:(?:и\s+)?\S+\s+месяц\w*\s*)?(?:назад|лишени|коло?ни|тюрьм|тюрем|заключени|строг|общего|особого|режим|условн|"
        r"спустя|подряд|принудит|исправит|ограничени|каторг|ареста|работ|ранее|раньше|стаж|служб|с\s+(?:момента|тех|начала)|"
        r"со\s+дня|без\s+права|в\s+(?:колони|тюрьм|заключени|исправит)|за\s+решетк|свобод|до\s|после\s|истори|тому|"
        r"конфискаци|с\s+(?:конфискац|отбыван|штраф)|брак|жизни\s+в)"
    )


@cache
def _age_before() -> re.Pattern[str]:
    """What makes the years an age: «ему исполнилось», «было», a noun for people."""
    people = "|".join(stems("PERSON"))
    some = r"(?:(?:всего|уже|лишь|только|около|примерно|по|тогда|сейчас|ныне|едва|почти)\s+)*"
    pronouns = (
        "ему|ей|им|мне|нам|вам|тебе|обоим|обеим|которому|которой|которым|самому|самой|старшему|старшей|младшему|младшей"
    )
    return pattern(
        rf"(?:(?<!\w)(?:{pronouns})\s+{some}"
        rf"|(?<!\w)(?<!не\s)(?:был[ао]?|исполн\w+|стукн\w+)\s+(?:бы\s+)?{some}"
        rf"|(?<!\w)(?:{people})[а-я]{{0,4}}\s+(?:[а-я]+\s+)?"
        rf")$"
    )


ONE_OF_THEM = (
    r"(?<!\w)(?:(?:стар|млад)ш(?:ему|ей)|одному|одной|первому|первой|второму|второй|другому|другой|третьему)"
    r"\s(?:из\s(?:них|задержанных|подозреваемых|обвиняемых|мужчин|женщин)\s)?(?:[—–-]\s)?"
)


@cache
def _one_of_them() -> re.Pattern[str]:
    """«старшему из них 38 лет», «одному 24 года, другому – 29 лет»."""
    return pattern(rf"{ONE_OF_THEM}$")


VERDICT = pattern(r"\b(?:срок|приговор|назнач|дали|получил|осужд|осуд|колони)\w*[^.!?]*$")


@cache
def _aged() -> re.Pattern[str]:
    """«в возрасте», «возраст –»: with these no other sign is needed."""
    return pattern(r"(?<!\w)(?:в\s+)?возраст(?:е|ом|а)?\s*(?:[-:–—]\s*)?(?:(?:около|примерно|всего)\s+)?$")


@cache
def _name_before() -> re.Pattern[str]:
    """A name right before the number: «Жумабаев Арман 35 лет», «арестован Серик, 40 лет», «К.М., 29 лет»."""
    return pattern(
        r"(?:[А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё-]+|[а-яё,»]\s+[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.\s?(?:[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.))"
        r"(?:,|\s[-–—])?\s+$"
    )


@cache
def _term_noun() -> re.Pattern[str]:
    """A noun for a term a little before: «самый большой срок, 18 лет»."""
    return pattern(r"(?<!\w)(?:срок|наказани|приговор|стаж|опыт)[а-я]{0,3}(?!\w)")


@cache
def _at_age() -> re.Pattern[str]:
    """«в 19 лет», but not «с разницей в 8 лет»."""
    return pattern(
        r"(?<!разницей )(?<!разница )(?<!перерывом )(?<!длиной )(?<!историей )(?<!минимум )(?<!максимум )"
        r"(?<!\w)в\s+(?:свои\s+)?$"
    )


def _years(text: str, low: str) -> list[AgeMention]:
    found = []
    for anchor in _year_word().finditer(low):
        start, values = _numbers_before(low, anchor.start())
        end = anchor.end()
        if not _plausible(values):
            continue
        if rule := _why_age(text, low, start, end, values):
            if cue := _aged().search(low, max(0, start - 40), start):
                start = cue.start()
            found.append(AgeMention(start=start, end=end, rule=f"ages.{rule}", ages=values))
    return found


@cache
def _year_word() -> re.Pattern[str]:
    return pattern(r"(?<!\w)(?:лет|год(?:а|у|ам|ами)?)(?!\w)(?!\s+рожд)")


@cache
def _piece() -> re.Pattern[str]:
    """What a list of numbers is made of; a comma without a space after it is a decimal one."""
    digits = r"(?<![\w.,:/№-])(?P<digits>\d{1,3})(?:-?(?:х|ти|и|ми))?(?!\w)"
    return pattern(rf"{digits}|[а-я]+|(?P<join>,(?=\s)|[-‐‑–—])|\S")


def _numbers_before(text: str, end: int) -> tuple[int, tuple[int, ...]]:
    """Where the list of numbers that ends at `end` starts, and its values: «двадцати и двадцати двух» → 20, 22."""
    values: list[int] = []
    start, joined, unit_only = end, False, False
    for piece in reversed(list(_piece().finditer(text, max(0, end - 70), end))):
        kind, number = words().get(piece[0], ("", 0))
        if piece["digits"] and (not values or joined):
            values.insert(0, int(piece["digits"]))
            start, joined, unit_only = piece.start(), False, False
        elif kind == "NUMBER" and (not values or joined):
            values.insert(0, number)
            start, joined, unit_only = piece.start(), False, number < 10
        elif kind == "NUMBER" and unit_only and number >= 20:
            values[0] += number
            start, unit_only = piece.start(), False
        elif values and not joined and (piece["join"] or piece[0] in ("и", "или")):
            joined = True
        elif joined and piece[0] in ("год", "года", "лет"):
            continue  # «в возрасте 31 года и 36 лет»
        else:
            break
    return start, tuple(values)


def _why_age(text: str, low: str, start: int, end: int, values: tuple[int, ...]) -> str:
    """The rule by which the years are an age, or ""."""
    before, after = low[max(0, start - 40) : start], low[end : end + 40]
    if _aged().search(before):
        return "aged"
    if _term_after().match(after):
        return ""
    if _asked().search(before) or _in_row_of_terms().search(low[max(0, start - 90) : start]):
        return ""
    term = _term_before().search(before)  # «мужчину к восьми годам», «студент получил шесть лет», «лица старше 18 лет»
    if _age_before().search(before) and not term:
        return "of_person"
    if _one_of_them().search(before) and not VERDICT.search(low, max(0, start - 120), start):
        return "of_one"
    if pattern(r"\s+от\s+роду").match(after):
        return "from_birth"
    if _term_noun().search(before):
        return ""
    grown = min(values) >= 10
    if grown and _at_age().search(before):
        return "at_age"
    if term:
        return ""
    if before.endswith("(") and pattern(r"\s*[),;]").match(after):
        return "" if pattern(BRACKETED_TERM).search(low[max(0, start - 120) : start]) else "bracketed"
    if (
        grown
        and pattern(r"\s*(?:[.,;()]|и\s|$)").match(after)
        and _name_before().search(text, max(0, start - 40), start)
    ):
        return "after_name"
    if grown and pattern(r"(?:[\w)]|[а-яё]\s+[а-я]\.),\s*$").search(before) and pattern(r"\s*[,)]").match(after):
        return "apposition"
    return "list" if len(values) > 1 and grown else ""


# --- «кладовщик, которому 29, …», «Мужчине 35, …» ---------------------------------------------------------------------


@cache
def _whom() -> re.Pattern[str]:
    people = "|".join((*stems("PERSON"), "курьер", "закладчик", "кладмен", "сбытчик", "фигурант", "хозя", "дилер"))
    noun = rf"(?:^|(?<=[.!?:;,»(—–])\s|(?<=\n))(?:{people})[а-я]{{0,3}}(?:у|ю|е|ой|ей|ам|ям|им|ым)"
    return pattern(
        rf"(?:(?:(?<!\w)(?:котор(?:ому|ой|ым)|ему|ей|им)|{noun})\s+|(?P<one>{ONE_OF_THEM}))(?:(?:всего|лишь|только|уже|едва)\s+)?"
        r"(?P<numbers>\d\d(?:(?:,|\sи)\s\d\d)*)(?=\s?[,.;)](?!\d))"
    )


TERMS = pattern(r"\b(?:лет|срок\w*|приговор\w*|назначил\w*|дали|получил\w*)\b[^.!?]*$", re.IGNORECASE)
"""«Организатору дали 18 лет, курьеру 11.»: no ages"""


def _of_whom(text: str) -> list[AgeMention]:
    """«которому 29,», «Ему 35.», «Мужчинам 24 и 30,»: the years without their word."""
    found = (
        (match, tuple(int(n) for n in match["numbers"].replace("и", ",").split(",")))
        for match in _whom().finditer(text)
    )
    return [
        AgeMention(start=match.start("numbers"), end=match.end(), rule="ages.of_whom", ages=years)
        for match, years in found
        if min(years) >= 10
        and not (VERDICT if match["one"] else TERMS).search(text, max(0, match.start() - 80), match.start("numbers"))
    ]


# --- «на 77-м году жизни» -------------------------------------------------------------------------------------------


@cache
def _running() -> re.Pattern[str]:
    return pattern(r"(?<!\w)на\s+(?P<number>\d{1,3})\s?(?:[-‐‑–—]\s?)?(?:о?м\s)?\s?году(?=\s+(?:жизни|ушел|ушла|умер))")


def _running_years(text: str) -> list[AgeMention]:
    """Who dies in the 77th year of his life is 76."""
    return [
        AgeMention(start=match.start(), end=match.end(), rule="ages.running_year", ages=(int(match["number"]) - 1,))
        for match in _running().finditer(text)
        if 1 < int(match["number"]) <= OLDEST
    ]


# --- «1986 года рождения» -------------------------------------------------------------------------------------------


@cache
def _birth() -> re.Pattern[str]:
    year = r"(?:19|20)\d\d(?:-?го)?"
    # no list is longer, and one without its word must not cost the square of its length
    return pattern(
        rf"(?<!\d)(?P<list>{year}(?:(?:\s?(?:г\.?|года))?{JOIN}{year}){{0,30}})"
        r"\s?(?:(?:года|годов|гг?)?\.?\s*рождения(?!\w)|гг?(?:\.\s?|/)р(?!\w)\.?|года\s+р\.)"
    )


def _births(text: str) -> list[AgeMention]:
    return [
        AgeMention(
            start=match.start(),
            end=match.end(),
            rule="ages.birth_year",
            birth_years=tuple(int(year) for year in pattern(r"\d{4}").findall(match["list"])),
        )
        for match in _birth().finditer(text)
    ]
