"""What the words around a place name say of it: the place of what happened, or a residence, a way, an agency's name.

The answer is a rule id; callers that look for the place of an event take only `places.gazetteer`, `places.head` and
`places.tagger`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from narcofacts.cached.patterns import pattern
from narcofacts.mentions.gazetteer import Token
from narcofacts.mentions.place_words import PlaceWords
from narcofacts.nlp.morph import parts_of_speech

# a clause ends here: no word before it governs the name
BREAK = pattern(r"[.,;:!?()\n—–…]")
DIRECTIONS = frozenset({"до", "для", "через", "к", "ко"})
FINITE = frozenset({"VERB", "PRTS"})
LOCATIVE = frozenset({"в", "во", "на"})
CHANNELS = frozenset(
    {"канал", "канала", "каналы", "поставки", "поставку", "транспортировки", "ввоз", "ввоза", "контрабанду"}
)
SKIPPED = (
    "places.residence",
    "places.citizenship",
    "places.route",
    "places.border",
    "places.in_agency",
    "places.occasion",
)
# «БОГОТА. Военно-морские силы …», «Барнаул. 11 февраля.»: where the report was written
LINE_START = pattern(r"(?:^|\n)[ \t]*(?:date )?[\d.\- ]*$")
DATE_AFTER = pattern(r"[.,] (?:\d{1,2} [а-я]+|\d{1,2}\.\d\d)|\s?/[\w«». -]{2,30}/")
AGENCY_AFTER = pattern(r"\.\s?[«\"]?[A-ZА-ЯЁ]{3,}[A-Za-zА-яЁё.]*[»\"]?\s?[–—/-]")
"""«АСТАНА. КАЗИНФОРМ – …»."""
WORDS_AFTER = pattern(r"(?:\.|,| ?[–—-]) [«\"]?[А-ЯЁ0-9][^А-ЯЁ]")
JOIN = pattern(r"\s*(?:,|и|или|, а также|, а позже|и далее)?\s*(?:в|во|на|из|с|со)?\s*")
DASH = pattern(r"\s*[-–—]\s*")


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the name at [start, end) opens its line as the place where the report was written."""
    if not LINE_START.search(text[max(0, start - 40) : start]):
        return False
    capitals = text[start:end].isupper() and end - start > 3
    behind = WORDS_AFTER.match(text, end) or AGENCY_AFTER.match(text, end)
    return bool(DATE_AFTER.match(text, end) or (capitals and behind))


@lru_cache(maxsize=64)
def _whole_and_begun(stems: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(stem for stem in stems if len(stem) < 4), tuple(stem for stem in stems if len(stem) >= 4)


def _stemmed(low: str, stems: tuple[str, ...]) -> bool:
    """Whether a word begins with one of the stems; those of up to three letters are whole words."""
    whole, begun = _whole_and_begun(stems)
    return low in whole or low.startswith(begun)


def clause_before(text: str, words: Sequence[Token], first: int, limit: int) -> list[Token]:
    """Up to `limit` words before word `first`, nearest first, no farther than the clause reaches."""
    found: list[Token] = []
    right = words[first].start
    for k in range(first - 1, max(-1, first - 1 - limit), -1):
        gap = text[words[k].end : right]
        if BREAK.search(gap) and not (gap == ". " and len(words[k].text) <= 4 and words[k].text.islower()):
            break
        found.append(words[k])
        right = words[k].start
    return found


def context_rule(
    text: str, words: Sequence[Token], first: int, preposition: str, case: str, lexicon: PlaceWords
) -> str | None:
    """The rule id that the words before name (without its preposition) give, or None: nothing against it."""
    offset = 1 if preposition else 0
    before = clause_before(text, words, first, 9)[offset:]
    if not before:  # «В Европу они попали через порт», but «В Одесский порт прибыл груз»
        arrived = any(_stemmed(t.low, lexicon.context["arrived"]) for t in words[first + 1 : first + 3])
        return "places.route" if preposition in LOCATIVE and case == "accs" and not arrived else None
    forms, stems = lexicon.context_forms, lexicon.context
    near = [token.low for token in before]
    if preposition == "" and near[0] in ("стран", "государств") and near[1:2] in (["из"], ["одной"]):
        return "places.citizenship"  # «граждан одной из стран Балкан»
    if preposition in ("", "из"):
        if near[0] in forms["citizenship"] or (
            len(near) > 1 and near[1] in forms["citizenship"] and near[0] in ("и", "же")
        ):
            return "places.citizenship"
        if near[0] in forms["residence"] or (len(near) > 1 and near[1] in forms["residence"]):
            return "places.residence"
    if not preposition and " ".join(reversed(near[:2])) in stems["outside"]:
        return "places.border"
    bordering = near[0].startswith("пригранич") or near[0] in forms["border"]
    if bordering and preposition in ("", "с", "со", "между"):
        return "places.border"
    compared = near[1:2] if near[0] == "для" else near[:1] if preposition == "для" else []
    if compared and compared[0].startswith(("рекордн", "крупн", "небывал", "редк", "обычн")):
        return "places.occasion"  # «рекордная для Европы партия»
    if preposition in LOCATIVE and near[0].startswith(stems["occasion"]):
        return "places.occasion"
    if preposition in LOCATIVE and near[0] in ("также", "тоже") and near[1:] and near[1].startswith("действова"):
        return "places.residence"  # «группировки, действовавшей также в Румынии»
    if preposition in LOCATIVE and any(
        low.startswith(("посольств", "консульств", "посол", "посла")) for low in near[:3]
    ):
        return "places.in_agency"  # «сообщили в посольстве РФ в Пекине»
    if preposition in LOCATIVE and near[0].startswith(stems["elsewhere"]):
        return "places.residence"
    if preposition in LOCATIVE and near[0] in ("отдыха", "отпуска", "командировки") and near[1:2] in (["с"], ["из"]):
        return "places.route"  # «вернулся с отдыха в Таиланде»
    if preposition in LOCATIVE and near[0] in ("обороту", "обращению") and near[2:3] and near[2].startswith("запрещ"):
        return "places.residence"  # «в перечень запрещённых к обороту в РФ веществ»
    if preposition in LOCATIVE and near[0] in stems["goods"] and near[1:] and near[1].startswith(stems["elsewhere"]):
        return "places.residence"  # «наркотики приобретали оптом в Москве»
    if preposition in LOCATIVE and near[0].startswith(stems["meant_for"]) and "для" in near[1:3]:
        return "places.route"  # «предназначалась для последующей реализации в Минске»
    if (
        preposition == ""
        and any(low.startswith(("сизо", "изолятор")) for low in near[:3])
        and any(_stemmed(w, stems["brought"]) for w in near[1:6])
    ):
        return "places.in_agency"  # «сидит в СИЗО Владикавказа»: where somebody was brought
    if preposition in ("", "по") and case != "accs" and _in_agency(near, stems["agency"], lexicon):
        return "places.in_agency"
    return _on_the_way(near, preposition, case, stems)


def _in_agency(near: Sequence[str], stems: tuple[str, ...], lexicon: PlaceWords) -> bool:
    for k, low in enumerate(near):
        if _stemmed(low, stems):
            # «Сотрудники управления задержали на территории района …»
            return not any(parts_of_speech(word) & FINITE for word in near[:k])
        if low.startswith("территори"):
            return False  # «обнаружены калужскими полицейскими на территории Жуковского района»
        # «по борьбе с наркотиками», «по контролю за оборотом» belong to the name
        inner = near[k + 1 : k + 2] in (["борьбе"], ["контролю"])
        if low in lexicon.prepositions and low not in ("по", "на") and not inner:
            return False
    return False


def _on_the_way(near: Sequence[str], preposition: str, case: str, stems: dict[str, tuple[str, ...]]) -> str | None:
    joined = " ".join(reversed(near[:3]))
    if preposition == "" and case == "datv" and near[0].startswith(stems["handed"]):
        return "places.route"  # «Грузия выдала Казахстану гражданина РК»
    if preposition in LOCATIVE and any(low.startswith(stems["journey"]) for low in near[:4]):
        ends = any(low.startswith(stems["journey_ends"]) for low in near[:2])
        return "places.route" if ends else None  # «поездка курьера началась в Душанбе»
    if preposition in ("из", "из-под"):
        return None if joined.endswith(stems["leaving"]) else "places.route"
    if preposition == "" and (_stemmed(near[0], stems["route"][:6]) or near[0] == "сторону"):
        return "places.route"
    if _stemmed(near[0], stems["transit"]):
        return "places.route"
    if near[0].startswith(("получател", "адресат", "заказчик", "покупател")) and near[1:2] in (["для"], ["до"], ["к"]):
        return "places.route"  # «плитка для получателя в Смоленске»
    if preposition in DIRECTIONS:
        return "places.route" if any(_stemmed(low, stems["route"]) for low in near[:5]) else None
    if preposition not in LOCATIVE or case == "loct":
        return None
    if joined.endswith(stems["arriving"]) or any(_stemmed(low, stems["arrived"]) for low in near[:4]):
        return None
    # only a way leads «в Одессу»; a name that does not inflect needs the verb close by
    if case == "accs":
        return "places.route"
    # «канал поставки из Средней Азии в Забайкалье»
    led = "из" in near[:4] and any(_stemmed(low, stems["route"]) for low in near)
    # «канал транспортировки крупных партий наркотиков в РФ»
    led = led or any(low in CHANNELS for low in near[2:6])
    return "places.route" if led or any(_stemmed(low, stems["route"]) for low in near[:2]) else None
