"""Triggers: the verbs and phrases of triggers.toml where they stand in a sentence, with voice and form."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from msgspec import Struct
from msgspec.structs import replace

from narcofacts import lexicon
from narcofacts.assertion import Cue
from narcofacts.lexicon import TriggerRow
from narcofacts.mentions.annotate import Annotated
from narcofacts.nlp.morph import parts_of_speech, readings
from narcofacts.nlp.phrases import PhraseIndex
from narcofacts.records import Action
from narcofacts.text.segment import Token

Form = Literal["finite", "short", "attributive", "infinitive", "gerund", "done", "noun", "phrase"]
"""`done`: a gerund of the perfective aspect («изъяв 5 кг»), which states what happened."""
VERB_FORMS: dict[str, Form] = {
    "VERB": "finite",
    "PRTS": "short",
    "PRTF": "attributive",
    "INFN": "infinitive",
    "GRND": "gerund",
}
FACTIVE_MODALS = frozenset(
    [
        "постановил",
        "постановила",
        "удалось",
        "удаться",
        "успел",
        "успели",
        "сумел",
        "сумела",
        "сумели",
        "смогли",
        "смог",
        "смогла",
        "пришлось",
        "помог",
        "помогла",
        "помогло",
        "помогли",
        "разрешил",
        "разрешила",
        "разрешили",
        "позволил",
        "позволила",
        "позволило",
        "позволили",
    ]
)
JUST = frozenset({"успел", "успели"})
"""«успел разложить 40 свёртков»: what was done before anybody came."""
LAID = ("разлож", "сбыть", "прода")
ATTEMPTS = ("пыта", "попыта", "помеша")
"""«пытались провезти 5 кг», «помешали вывезти 12 кг»: who tries to carry drugs has them."""


class Trigger(Struct, frozen=True):
    """A trigger in a sentence: tokens `first` … `last - 1`."""

    name: str
    event: str
    value: str
    strength: int
    form: Form
    first: int
    last: int
    clause: int
    start: int
    end: int
    plural: bool
    asserted: bool
    only: str = ""
    """"drug": takes drugs, precursors and plants only."""
    partner: tuple[int, int] | None = None
    """The fixed partner of the verb («под стражу»), where it has one."""
    rule: str = ""
    """The rule id of the trigger's entry."""

    word: str = ""
    """Its first word as told, in small letters."""

    @property
    def action(self) -> Action:
        """What is told of goods: an arrest of property freezes it."""
        return "frozen" if self.event == "arrest" else cast(Action, self.value)

    @property
    def takes_goods(self) -> bool:
        """Whether the trigger states by itself, asserted or not, that things are taken, found, frozen or destroyed."""
        return self.event == "seizure" and self.strength == 3 and self.core

    @property
    def core(self) -> bool:
        """Whether the trigger states an event (and is no participle or noun that only names one)."""
        return self.form in ("finite", "short", "phrase", "done") or (self.form == "infinitive" and self.asserted)


@cache
def _verbs() -> dict[str, TriggerRow]:
    return {lemma: row for row in lexicon.triggers() for lemma in row.lemmas}


@cache
def _nouns() -> dict[str, TriggerRow]:
    return {noun: row for row in lexicon.triggers() for noun in row.nouns}


@cache
def _phrases() -> PhraseIndex[TriggerRow]:
    return PhraseIndex(((phrase, row) for row in lexicon.triggers() for phrase in row.phrases), exact=True)


def triggers(sentence: Annotated, found_cues: list[Cue]) -> list[Trigger]:
    """The triggers of a sentence in order. `asserted` is False where a cue or the form takes the event back."""
    tokens = sentence.tokens
    result: list[Trigger] = []
    taken: set[int] = set()
    hits = _phrases().find(tokens)
    # «оставлены под арестом»: a verb and its partner are more than the phrase alone
    partners = [hit for hit in hits if hit.first + 2 == hit.last and _is_partner(tokens, hit.first)]
    for hit in hits:
        if hit not in partners:
            taken.update(range(hit.first, hit.last))
    result.extend(_paired(sentence, found_cues, taken))
    for hit in hits:
        if hit in partners and hit.first in taken:
            continue
        single = any(token.lower.endswith(SINGULAR) for token in tokens[hit.first : hit.last])
        result.append(_trigger(sentence, hit.value, "phrase", hit.first, hit.last, not single, found_cues))
        taken.update(range(hit.first, hit.last))
    for at, token in enumerate(tokens):
        if at in taken or not token.word:
            continue
        found = _verb(token.lower)
        if found is None:
            continue
        row, form, plural = found
        result.append(_trigger(sentence, row, form, at, at + 1, plural, found_cues))
    return sorted(result, key=lambda trigger: trigger.first)


def _is_partner(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at + 1].lower in _partners().get(tokens[at].lower, {})


SINGULAR = ("лся", "лась", "лось", "ется", "ится")
"""«задержанным оказался житель Омска»: a phrase with a verb in the singular."""


class Partner(NamedTuple):
    """A fixed partner of verbs: its words («под стражу»), the lemmas that it goes with, the trigger's row."""

    words: tuple[str, ...]
    verbs: frozenset[str]
    row: TriggerRow


@cache
def _partners() -> dict[str, dict[str, list[Partner]]]:
    """First word of a partner → its second word ("" for partners of one word) → the partners, longest first."""
    table: dict[str, dict[str, list[Partner]]] = {}
    for row in lexicon.triggers():
        for verbs, partners in row.pairs:
            for words in partners:
                second = words[1] if len(words) > 1 else ""
                table.setdefault(words[0], {}).setdefault(second, []).append(Partner(words, verbs, row))
    for seconds in table.values():
        for group in seconds.values():
            group.sort(key=lambda partner: -len(partner.words))
    return table


REACH = 9
OF_HIM = frozenset({"его", "ее", "их", "ему", "ей", "им"})
JAIL = frozenset({"сизо", "изолятор", "изоляторы"})
HELD_NOW = frozenset({"сидит", "сидят", "содержится", "содержатся", "находится", "находятся"})
"""«содержится в изоляторе»: a state in the present tense that tells of a taking."""
COURT = ("суд", "приговор", "осужд", "осуд", "доход", "государств", "бюджет", "казн", "оруди")

NO_COURT = ("судн", "судов", "судя", "судьб")
"""«на борту судна конфисковано 2,7 тонны», «судя по всему»"""
APPOINTED = frozenset({"назначен", "назначена", "назначены"})


def _paired(sentence: Annotated, found_cues: list[Cue], taken: set[int]) -> list[Trigger]:
    """Verbs with their fixed partner within nine words: «заключил двоих россиян под стражу», «арест наложен»."""
    tokens = sentence.tokens
    result: list[Trigger] = []
    partners = _partners()
    for at, token in enumerate(tokens):
        seconds = partners.get(_jail(token.lower))
        if seconds is None:
            continue
        second = _jail(tokens[at + 1].lower) if at + 1 < len(tokens) else ""
        for words, verbs, row in (*seconds.get(second, ()), *(seconds.get("", ()) if second else ())):
            if at in taken or tuple(_jail(t.lower) for t in tokens[at : at + len(words)]) != words:
                continue
            load = words[0].startswith(("груз", "парти", "посылк"))
            if load and any(parts_of_speech(t.lower) == {"PRTF"} for t in tokens[max(0, at - 2) : at]):
                continue  # «задержаны двое, ожидавшие груз», «двоих, сопровождавших контрабандный груз»
            found = _verb_near(sentence, at, len(words), verbs)
            if found is None:
                continue
            verb, form, plural = found
            governing = tokens[verb + 1 : at] if verb < at else tokens[max(0, at - 6) : at]
            if load and form == "short" and any("INFN" in parts_of_speech(t.lower) for t in governing):
                continue  # «задержан житель Алматы, пытавшийся перевезти партию», «при попытке вывезти груз задержан»
            if row.name == "want" and verb < at and _of_another(governing):
                continue
            bare_years = words in (("лет",), ("года",))
            if bare_years and (verb in taken or second == "назад" or tokens[verb].lower in APPOINTED):
                continue  # «назначен начальником два года назад»
            if bare_years and tokens[verb].lower.startswith("да") and not 0 < at - verb <= 3:
                continue  # «дал показания … три года»
            taken.update((verb, *range(at, at + len(words))))
            holds_now = tokens[verb].lower in HELD_NOW
            made = _trigger(sentence, row, form, verb, verb + 1, plural, found_cues, holds_now)
            if row.name == "arrest" and not made.asserted and not any(cue.clause == made.clause for cue in found_cues):
                made = replace(made, asserted=tokens[verb].lower.startswith("провед"))  # «проведут два месяца в СИЗО»
            if row.name == "detain" and words[-1] in JAIL and _by_court(sentence, verb, at + len(words)):
                made = replace(made, value="arrested")
            result.append(replace(made, partner=(tokens[at].start, tokens[at + len(words) - 1].end)))
            break
    return result


def _of_another(between: Sequence[Token]) -> bool:
    """«3 находятся под подпиской, один в розыске»: whether somebody else is counted between a verb and its partner."""
    pairs = itertools.pairwise(between)
    return any(one.text == "," and (two.text.isdigit() or two.lower in COUNTED) for one, two in pairs)


COUNTED = frozenset({"один", "одна", "двое", "трое", "четверо", "пятеро", "шестеро", "еще", "остальные"})


def _jail(word: str) -> str:
    """«СИЗО-2» is read as «СИЗО»."""
    return "сизо" if word.startswith("сизо-") else word


def _by_court(sentence: Annotated, verb: int, behind: int) -> bool:
    """«отправлен в СИЗО», «Ошский горсуд водворил шестерых в изолятор», «водворены в СИЗО сроком на два месяца»: what
    only a court orders. Token `behind` follows the jail."""
    tokens, clause = sentence.tokens, sentence.clause[verb]
    sent = tokens[verb].lower.startswith("отправ") and _jail(tokens[behind - 1].lower) == "сизо"
    court = any(token.lower.endswith(("суд", "суда", "судом")) for token in sentence.tokens_of(clause))
    term = zip(tokens[behind : behind + 7], sentence.clause[behind:], strict=False)
    return sent or court or any(token.lower.startswith("месяц") and own == clause for token, own in term)


def _verb_near(sentence: Annotated, at: int, width: int, verbs: frozenset[str]) -> tuple[int, Form, bool] | None:
    order = [k for d in range(1, REACH + 1) for k in (at - d, at + width - 1 + d)]
    for k in order:
        if (
            not 0 <= k < len(sentence.tokens)
            or not sentence.tokens[k].word
            or sentence.clause[k] != sentence.clause[at]
        ):
            continue
        for reading in readings(sentence.tokens[k].lower):
            form = VERB_FORMS.get(reading.pos)
            if form is not None and reading.lemma in verbs and reading.score >= 0.05:
                return k, form, reading.number == "plur"
    return None


@lru_cache(maxsize=60_000)
def _verb(word: str) -> tuple[TriggerRow, Form, bool] | None:
    found = readings(word)
    for reading in found:
        if reading.score < 0.05:
            break
        if reading is not found[0] and found[0].pos in ("NOUN", "ADJF") and reading.score <= found[0].score:
            break  # «сбыт», «бывшему»: the noun or adjective is meant
        form = VERB_FORMS.get(reading.pos)
        if form is not None and reading.lemma in _verbs():
            if form == "gerund" and word.endswith(("в", "вши", "вшись")):
                form = "done"
            return _verbs()[reading.lemma], form, reading.number == "plur"
    noun = next((r for r in found[:2] if r.pos == "NOUN" and r.lemma in _nouns()), None)
    return (_nouns()[noun.lemma], "noun", noun.number == "plur") if noun is not None else None


def _denied_before(sentence: Annotated, first: int) -> bool:
    """«никто никогда не был за это арестован»: the negation of a participle a few words before it."""
    words = [sentence.tokens[k].lower for k in range(max(0, first - 5), first)]
    return any(
        a == "не"
        and b in ("был", "была", "было", "были")
        and not {",", ";", ":", "(", "а", "и", "но", "–", "—", "-"} & set(words[k + 2 :])
        for k, (a, b) in enumerate(itertools.pairwise(words))
    )


def _trigger(
    sentence: Annotated,
    row: TriggerRow,
    form: Form,
    first: int,
    last: int,
    plural: bool,
    found_cues: list[Cue],
    holds_now: bool = False,
) -> Trigger:
    tokens = sentence.tokens
    clause = sentence.clause[first]
    asserted = not any(
        cue.name == "claimed"
        or (
            cue.clause == clause
            and (cue.name in ("denied", "planned", "threatened") or (cue.name == "general" and form != "short"))
        )
        for cue in found_cues
    )
    before = tokens[first - 1].lower if first else ""
    if before == "не" or (before in ("был", "была", "было", "были") and first > 1 and tokens[first - 2].lower == "не"):
        asserted = False
    if form == "short" and _denied_before(sentence, first):
        asserted = False
    if row.name == "convict":
        earlier = [
            k
            for k, t in enumerate(tokens[:first])
            if t.lower == "ранее"
            and sentence.clause[k] == clause
            and first - k <= 6
            # «ранее заключили соглашения и уже выслушали приговор»
            and not any(k < p < first for p in sentence.predicates)
            # «Годом ранее осуждены 28 человек»
            and not (k and tokens[k - 1].lower.endswith(("годом", "годами", "месяцем", "неделей", "днем", "днями")))
        ]
        # «Ранее в Сызрани суд приговорил студента» is other news, «Ранее суд приговорил его» is not
        of_him = any(t.lower in OF_HIM for t in sentence.tokens_of(clause)) if earlier else False
        if earlier and (earlier != [0] or form != "finite" or of_him):
            asserted = False
    if row.name == "want" and tokens[first].lower.startswith(("находил", "числил", "разыскивалс")):
        asserted = False  # «находился в розыске с 2009 года»: a state that ended
    if (
        row.name == "presence"
        and tokens[first].lower in ("был", "была", "было", "были")
        and any(k != first and sentence.clause[k] == clause for k in sentence.predicates)
    ):
        asserted = False
    after = [t.lower for t in tokens[last : last + 2]]
    if after[:1] == ["не"] and after[1:2] and after[1] in ("был", "была", "было", "были", "удалось"):
        asserted = False
    if form in ("short", "phrase") and any(
        t.lower in ("будет", "будут") and sentence.clause[k] == clause
        for k, t in enumerate(tokens[max(0, first - 3) : first], start=max(0, first - 3))
    ):
        asserted = False  # «изъят и будет уничтожен»
    if form == "infinitive":
        near = {token.lower for token in tokens[max(0, first - 5) : first]}
        behind = {token.lower for token in tokens[last : last + 2]}  # «Задержать удалось одного сторожа»
        if (modal := _modal_of_row(sentence, first)) is not None:
            near.add(modal)
        attempted = row.name == "presence" and any(word.startswith(ATTEMPTS) for word in near)
        laid = row.name == "presence" and tokens[first].lower.startswith(LAID)
        told = (near | behind) & (FACTIVE_MODALS - JUST if laid else FACTIVE_MODALS)
        asserted = asserted and (attempted or bool(told)) and "не" not in near | behind
    elif form == "finite" and any(
        r.tense == "futr" or (r.tense == "pres" and row.name != "want" and not holds_now)
        for r in readings(tokens[first].lower)[:1]
    ):
        asserted = False
    if first and any(token.lower == "бы" for token in tokens[max(0, first - 2) : last + 2]):
        asserted = False
    value = row.value
    court = any(t.lower.startswith(COURT) and not t.lower.startswith(NO_COURT) for t in tokens)
    if row.name == "confiscate" and form != "phrase" and not court:
        value = "seized"  # «полиция Испании конфисковала»: only a court confiscates in our sense
    return Trigger(
        row.name, row.event, value, row.strength, form, first, last, clause,
        tokens[first].start, tokens[last - 1].end, plural, asserted, row.only, rule=row.rule,
        word=tokens[first].lower,
    )  # fmt: skip


ROW_OF_INFINITIVES = 25
"""Tokens within which a modal verb governs a row of infinitives."""


def _modal_of_row(sentence: Annotated, at: int) -> str | None:
    """The factive verb of a row of infinitives: «смогли блокировать 16 каналов, изъять 380 кг, а также задержать …»."""
    tokens = sentence.tokens
    row = False
    for k in range(at - 1, max(-1, at - ROW_OF_INFINITIVES), -1):
        word = tokens[k].lower
        if word in FACTIVE_MODALS:
            return word if row else None
        if k in sentence.predicates or word in ("чтобы", "если"):
            return None
        row = row or "INFN" in parts_of_speech(word)
    return None
