"""Which cases have to do with drugs: the filter between any crime news and ours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from narcofacts.cached.keyed import Keyed, keyed
from narcofacts.cached.patterns import pattern
from narcofacts.events.facts import ArrestFact, SeizureFact
from narcofacts.events.goods import VAGUE
from narcofacts.events.unit import Group, Unit
from narcofacts.lexicon import toml_table
from narcofacts.linking.case import Case, SentenceFacts
from narcofacts.linking.merge import Thing
from narcofacts.mentions.annotate import Annotated
from narcofacts.rules import Step
from narcofacts.text.letters import lowered


@cache
def _pattern(name: str) -> Keyed:
    return keyed("|".join(toml_table("relevance.toml")[name]["patterns"]))


def drug_words(text: str, sentence: Annotated) -> bool:
    """Whether the sentence names drugs or drug crime plainly, and not only what somebody was convicted of before."""
    if "drugs" not in sentence.settled:
        low, start, end = lowered(text), sentence.sentence.start, sentence.sentence.end
        beside = not sentence.quantities and BESIDE.search(low, start, end) is not None
        sentence.settled["drugs"] = not beside and any(
            any(first <= sub.start < last and not sub.weak for sub in sentence.substances)
            or _pattern("drugs").search(low, first, last) is not None
            for now in _of_now(low, start, end)
            for first, last in _without(VICTIM, low, *now)
        )
    return sentence.settled["drugs"]


BESIDE = keyed(
    r"наркотическ\w+ опьянени|биоматериал|без наркотик|пропаганд\w+ (?:\w+ )?наркотик|"
    r"(?:веществ|наркотик|средств|препарат)\w*\b[^.;,]{0,60} не "
    r"(?:оказал|наш|найд|обнаруж|выявл|изъя|выносил|зарегистр|зафикс)|"
    r"(?:искать|поиск\w*|обучен\w+ (?:искать|находить|поиску)) (?:наркотик|героин|гашиш|марихуан|кокаин)"
)
"""Drugs in a body, drugs that are not there, and the dog that looks for them."""
CONVICTED_BEFORE = keyed(r"\b(?:ранее|раньше|прежде)\s+(?:\w+\s+)?(?:отбыва|суди|осужд|привлек|освобо)[^.,;]*")
"""«Старший ранее отбывал наказание за хранение наркотиков»: not the crime that the article tells of."""


VICTIM = keyed(
    r"\b(?:убийств|убил|убивш|застрел|избил|избивш|избиени|ограбл|ограбил|ограбивш|похищени|похитил|похитивш|расправ)\w*"
    r" (?:(?!и |за |с )[\w-]+ ){0,3}?нарко(?:дилер|торгов|барон|курьер|сбытчик)\w*"
)
"""«За убийство наркодилера задержаны двое»: a crime against a dealer is none of drugs."""


def _of_now(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a sentence without what somebody was convicted of before."""
    return _without(CONVICTED_BEFORE, low, start, end)


def _without(said: Keyed, low: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a stretch beside what a pattern first finds in it."""
    found = said.search(low, start, end)
    return [(start, end)] if found is None else [(start, found.start()), (found.end(), end)]


def other_crime(text: str, sentence: Annotated) -> bool:
    """Whether the sentence tells of another crime."""
    return _says(text, sentence, "other")


def _other_only(phrase: str) -> bool:
    """Whether a phrase in small letters names another crime and no drugs."""
    drugs = _pattern("drugs").pattern.search(VICTIM.pattern.sub(" ", phrase))
    return drugs is None and _pattern("other").pattern.search(phrase) is not None


def _says(text: str, sentence: Annotated, name: str) -> bool:
    """Whether a pattern of this name is in the sentence: searched once, since every arrest asks its neighbours."""
    if name not in sentence.settled:
        low, said = lowered(text), _pattern(name)
        stretches = _of_now(low, sentence.sentence.start, sentence.sentence.end)
        sentence.settled[name] = any(said.search(low, first, last) is not None for first, last in stretches)
    return sentence.settled[name]


def taken(case: Case) -> bool:
    """Whether the case tells of drugs, precursors or plants taken or found."""
    return any(
        fact.goods.drug_like and not fact.goods.weak and (fact.goods.named or fact.goods.substance)
        for fact in case.facts
    )


def about_drugs(text: str, case: Case, field: bool, home: str | None) -> bool:
    """Whether a case belongs to the drug field: by itself, or as one of an article that is all about it (`field`).

    `home` is the ISO country of the article, whose code an article of law without one is of."""
    if taken(case):
        return True
    if not any(s.any for s in case.sentences) or charged_other(case, home):
        return False
    if any(s.arrests and drug_words(text, s.sentence) and not other_crime(text, s.sentence) for s in case.sentences):
        return True
    if any(FOR_DRUGS.match(lowered(text), f.end) for s in case.sentences for f in s.arrests):
        return True
    words = sum(drug_words(text, s.sentence) for s in case.sentences)
    others = sum(other_crime(text, s.sentence) for s in case.sentences)
    if words == 0 and field and any(d.kind in DRUG_PREMISES for s in case.sentences for d in s.case.dismantled):
        return True
    if words == 0:
        return others == 0 and field
    if words == others:
        return field or any(s.arrests for s in case.sentences)  # sums and phones beside one drug word prove nothing
    told = any(s.arrests or s.case.dismantled or (s.any and drug_words(text, s.sentence)) for s in case.sentences)
    alone = words == 1 and not told and all(f.goods.category in ("device", "vehicle", "other") for f in case.facts)
    return (words > others and not alone) or words >= 3


FOR_DRUGS = pattern(r"\s(?:по (?:подозрению|обвинению) в|за) (?:[\w-]+ ){0,3}(?:нарко|психотроп)")
"""«10 человек задержаны по подозрению в незаконном хранении наркотиков, ещё один – за хранение оружия»"""
DRUG_PREMISES = frozenset({"laboratory", "plantation", "den"})


def charged_other(case: Case, home: str | None) -> bool:
    """«Возбуждено дело по ст. 159 УК РФ»: the case cites an article of another crime, and none besides."""
    table = toml_table("statutes.toml")["other"]
    laws = ((law.code or f"{home}-UK", law.article) for s in case.sentences for law in s.sentence.laws)
    cited = [(code, article) for code, article in laws if code in table and article]
    return bool(cited) and all(article.split(".")[0] in table[code] for code, article in cited)


AGENCY = pattern(r"(?:гос)?нарко(?:контрол|полици|полицейск)\w*")


class Crimes:
    """What the sentences of an article, in order, say of drugs and of other crimes."""

    def __init__(self, text: str, sentences: Sequence[Annotated]) -> None:
        self.text = text
        self.sentences = sentences
        self.drugs = sum(drug_words(text, s) for s in sentences)
        self.others = sum(other_crime(text, s) for s in sentences)

    @property
    def only_agencies(self) -> bool:
        """Whether drugs are named in nothing but the names of those who fight them, beside another crime."""
        if not self.others or any(not sub.weak for s in self.sentences for sub in s.substances):
            return False
        low = lowered(self.text)
        named = (
            AGENCY.sub("", low[s.sentence.start : s.sentence.end]) for s in self.sentences if drug_words(self.text, s)
        )
        return not any(_pattern("drugs").pattern.search(told) for told in named)

    @property
    def drug_article(self) -> bool:
        """Whether the article as a whole is about drug crime: three sentences say so, and no more tell of others."""
        return self.drugs >= 3 and self.drugs > self.others

    def near(self, sentence: Annotated) -> Sequence[Annotated]:
        """The sentence with two before and two behind it."""
        at = sentence.sentence.index
        return self.sentences[max(0, at - 2) : at + 3]


def fiction(text: str, sentences: Sequence[Annotated]) -> bool:
    """Whether the article tells of a film or an exercise: words of it in three sentences and an eighth of them all."""
    told = sum(_says(text, s, "fiction") for s in sentences)
    return told >= 3 and told * 8 >= len(sentences)


SOUGHT = pattern(
    r"[^.;]{0,20},?\s(?:котор\w+ (?:скрывал\w+|находил\w+ся в (?:[\w-]+ )?розыске)|"
    r"находивш\w+ся в розыске|бывш\w+ в розыске|разыскива(?!ют|ет)\w+|скрывавш\w+ся от)"
)


VIOLATORS = 10
"""So many who crossed a border did it for anything."""
MANY_SOUGHT = 5
"""So many who were sought are sought for anything."""
EXPLAINED = 170
"""Letters behind an amount in which it may turn out to be flour."""


REFUTED = keyed(
    r"\b(?:исследовани|экспертиз|анализ)\w* (?:[\w-]+ ){0,4}(?:не подтверди|опроверг)\w*"
    r"|\b(?:запрещ[её]нн|наркотическ)\w+ веществ\w* в н(?:[её]м|ей|их) (?:нет|не оказалось|не обнаруж\w+)"
)
"""«Лабораторное исследование догадку не подтвердило», «запрещённых веществ в нём нет»"""
LOOKS_LIKE = pattern(r"\bпохож\w+ на\b")
"""«порошок, похожий на кокаин»: what an analysis may refute, though its name is told."""
REFUTED_REACH = 600
"""Letters behind a powder of which nobody says what it is, in which it may turn out to be none."""
NEXT_PARAGRAPH = pattern(r"[^\n]*(?:\n+(?![А-ЯЁ]{4,}[.,])[^\n]*)?")
"""To the end of the next paragraph, unless that opens with another town."""
DRUG_CARGO = "нарко|гашиш|героин|кокаин|марихуан|мефедр|запрещ|опи|вещ"
CARGO = pattern(rf"\bгруз(?:а|у|ом|е)? (?:(?!{DRUG_CARGO}|в |на |из )[\w-]+ ){{0,2}}?(?!{DRUG_CARGO})[\w-]+, $")
"""«груз бахчевых, 18 тонн, передан владельцу»"""
NASVAI = pattern(r"\bнасва[йяею]")
NASVAI_REACH = 140
"""Letters before an amount of nothing named in which snuff may have been told of."""


@cache
def _plain() -> tuple[Keyed, Keyed, Keyed]:
    """Plain goods as an amount is explained to be them, is measured of them, or is told to be for."""
    goods = "|".join(toml_table("relevance.toml")["plain_goods"]["patterns"])
    adjectives = "|".join(toml_table("relevance.toml")["plain_adjectives"]["patterns"])
    return (
        keyed(rf"(?:\bэто|\bоказал\w+|представля\w+ собой|\bвнутри (?:[—–-]|был\w*))(?: [\w-]+){{0,3}} (?:{goods})\b"),
        keyed(rf"\b(?:{goods}),? (?:общ\w+ |суммарн\w+ )?(?:вес|масс)\w+ (?:[\w-]+ ){{0,2}}$"),
        keyed(rf"(?:\w+ )?(?:(?:{adjectives})\w+|(?:капсул|таблет)?\w*\s?для (?:похудени|потенци|роста|волос)\w*)"),
    )


def plain_goods(text: str, sentence: Annotated, fact: SeizureFact) -> bool:
    """«Изъято 140 кг порошка, это обычная мука», «девять банок икры весом 4,5 кг», «3 литра никотиновой жидкости»: an
    amount without a named drug that is of something else."""
    goods, low = fact.goods, lowered(text)
    plain = goods.named and goods.substance not in VAGUE and not goods.weak
    if not goods.drug_like or (plain and not LOOKS_LIKE.search(low, goods.start, goods.end)):
        return False
    next_paragraph = NEXT_PARAGRAPH.match(text, goods.end, min(goods.end + REFUTED_REACH, len(text)))
    if next_paragraph is not None and REFUTED.search(low, goods.end, next_paragraph.end()):
        return True
    if plain:
        return False
    if not goods.named and NASVAI.search(low, max(0, goods.start - NASVAI_REACH), goods.end):
        return True  # «изъяли 50 кг насвая. Один пассажир вёз 5 кг зелёных шариков»
    if not goods.named and CARGO.search(low, max(sentence.sentence.start, goods.start - 40), goods.start):
        return True
    explained, measured, told = _plain()
    end = min(goods.end + EXPLAINED, len(text))
    paragraph = text.find("\n", goods.end, end)
    return (
        explained.search(low, goods.end, paragraph if paragraph >= 0 else end) is not None
        or measured.search(low, max(sentence.sentence.start, goods.start - 50), goods.start) is not None
        or told.pattern.match(low, goods.start if goods.item else goods.end + 1) is not None
    )


def of_other_field(text: str, sentence: Annotated, fact: SeizureFact) -> bool:
    """«Пресечено 17 фактов незаконного провоза оружия: изъяты два пистолета»: things of a sentence without drugs."""
    if fact.goods.drug_like or drug_words(text, sentence):
        return False
    return _says(text, sentence, "other_field")


def mixed_total(crimes: Crimes, case: Case, thing: Thing) -> bool:
    """«За год на границе изъято 280 единиц оружия, 70 кг наркотиков, 2 млн пачек сигарет»: weapons of statistics of all
    kinds of crime."""
    if case.scope != "total" or thing.goods.category != "weapon":
        return False
    told = [*case.headlines, *case.sentences]
    return not crimes.drug_article and any(other_crime(crimes.text, s.sentence) for s in told)


VARIOUS = keyed(r"за (?:различн|разн|друг|ин|проч)\w+ (?:правонарушени|преступлени|нарушени)\w+ (?:были )?$")


SUSPECTED = keyed(
    r"(?:подозреваем|обвиняем)\w+ в (?:совершении |(?:совершении )?(?:различн|разн|друг|ин|проч)\w+ )"
    r"(?:\w+ )?преступлени"
)
PART_FOR_DRUGS = keyed(
    r"(?:в том числе|из них|среди них|из которых)\s[^.;,]{1,40}\s(?:за|вовлеч\w+ в|причаст\w+ к) (?:[\w-]+ ){0,3}нарко"
)
CHARGE = keyed(r"\b(?:подозрева[ею]\w+|обвиня[ею]\w+|по (?:подозрению|обвинению)) в [^.;]{3,140}")


def _left_to_part(group: Group) -> bool:
    """Leaves of a group only the one part of it that is told; whether there is just one."""
    parts = group.units[0].details
    if len(parts) != 1:
        return False
    group.units = parts
    return True


def _left_to_number(group: Group, sentence: Annotated, start: int, end: int) -> bool:
    """Leaves of a group only the number told between two offsets: 81 of «97 человек, причастных к …, из них 81 – за
    сбыт наркотиков»; whether there is just one."""
    told = [n for n in sentence.numbers if start <= n.start < end and n.value == int(n.value)]
    if len(told) != 1 or group.value is None or told[0].value >= group.value:
        return False
    number = told[0]
    unit = Unit(number.start, number.end, int(number.value), number.bound, plural=True, counted=True)
    unit.steps.append(Step(number.rule, number.start, number.end))
    group.units = [unit]
    return True


NONE_FOUND = keyed(r"наркотик\w* (?:[\w-]+ )?не (?:нашл|обнаруж|выяв)|не (?:нашли|обнаружили) наркотик")
CLEAN = keyed(r"наркотик\w* (?:при|у) (?:них|нём|нем|ней|него|неё|нее) не (?:оказалось|нашли|было|обнаруж)")
"""«В квартире наркотиков не нашли»; «наркотиков при них не оказалось»: nothing to be taken for"""
WITH_THEM = keyed(r"\bвместе с (?:ними|ним|ней)\b")
NEXT_TAKEN = pattern(r",\s(?:ещ[её]|а)\s")


def arrest_counts(crimes: Crimes, case: Case, sentence: SentenceFacts, fact: ArrestFact) -> bool:
    """Whether an arrest is for drugs: drugs were taken in its case, or its own or a neighbouring sentence says so and
    tells of no other crime."""
    text, here = crimes.text, sentence.sentence
    if fact.group is not None:  # «18 пьяных водителей, 5 угонщиков и 7 сбытчиков»
        others = [u for u in fact.group.units if _pattern("other_people").search(lowered(text), u.start, u.end)]
        if len(others) == len(fact.group.units):
            return False
        if (fact.group.value or 0) >= VIOLATORS and all("нарушитель" in u.lemmas for u in fact.group.units):
            return False  # «За год на границе задержано 412 нарушителей»
        fact.group.units = [u for u in fact.group.units if not any(u is other for other in others)]
    low = lowered(text)
    if other_crime(text, here) and not drug_words(text, here):
        excused = taken(case) and (_carriers(low, fact) or _only_drunk(low, here))
        if not excused:
            return False
    end = min(fact.end + 130, here.sentence.end)
    others_behind = NEXT_TAKEN.search(low, fact.end, end)  # «…, ещё один задержан за хранение оружия»
    reason = pattern(r"\bза\s[^.;]{0,90}").search(
        low, max(fact.start, fact.end - 20), others_behind.start() if others_behind is not None else end
    )
    if reason and _other_only(reason.group()):
        return False
    alone = fact.group if fact.group is not None and len(fact.group.units) == 1 else None
    if VARIOUS.search(low, here.sentence.start, fact.start) and (alone is None or not _left_to_part(alone)):
        # «за различные правонарушения задержаны 83 человека, в том числе пятеро – по подозрению в сбыте наркотиков»
        return False
    if not taken(case) and any(NONE_FOUND.search(low, s.sentence.start, s.sentence.end) for s in crimes.near(here)):
        return False  # «Скрутили его возле магазина … В квартире наркотиков не нашли»
    if CLEAN.search(low, fact.end, here.sentence.end):
        return False  # «подростков поймали на терминале, наркотиков при них не оказалось»
    if SUSPECTED.search(low, here.sentence.start, here.sentence.end) and not drug_words(text, here):
        return False  # «1149 человек, подозреваемых в различных преступлениях, доставили в полицию»
    part = PART_FOR_DRUGS.search(low, here.sentence.start, here.sentence.end)
    left = False
    if part is not None and fact.group is not None and fact.group.units[0].start < part.start():
        # «задержали 212 нарушителей, в том числе девять человек – за хранение наркотиков»
        before = _pattern("drugs").search(low, here.sentence.start, part.start())
        if before is None and any(part.start() < f.start < part.end() for f in sentence.arrests):
            return False  # «задержаны 12 человек, из них трое – за хранение наркотиков»: a record of their own
        left = before is None and (
            _left_to_part(fact.group) or _left_to_number(fact.group, here, part.start(), part.end())
        )
        if before is None and not left:
            return False
    if SOUGHT.match(low, fact.end) and (fact.group is None or (fact.group.value or MANY_SOUGHT) >= MANY_SOUGHT):
        return False  # «задержаны 38 человек, находившихся в розыске»
    if WITH_THEM.search(low, here.sentence.start, here.sentence.end) and here.sentence.index:
        last = crimes.sentences[here.sentence.index - 1]  # «… задержаны за игру в покер. Вместе с ними взяли ещё 10»
        if other_crime(text, last) and not drug_words(text, last) and not drug_words(text, here):
            return False
    if _charged_otherwise(text, case) or (not left and _counted_in_general(crimes, here, fact)):
        return False
    if taken(case):
        return True
    phrase = low[fact.start : min(fact.end + 30, here.sentence.end)]
    if here.sentence.headline and _other_only(phrase):
        return False  # «задержан курьер телефонных мошенников»
    if drug_words(text, here):
        return not (
            other_crime(text, here)
            and not _pattern("drugs").search(low, fact.start - 80 if fact.start > 80 else 0, fact.end + 120)
        )
    if crimes.drug_article and any(d.kind in DRUG_PREMISES for d in sentence.case.dismantled):
        return True  # «ликвидированы две подпольные лаборатории, арестован 21 участник»
    if crimes.drug_article and any(d.kind == "online_shop" for s in case.sentences for d in s.case.dismantled):
        return True  # «пресечена деятельность двух интернет-магазинов. Задержаны 16 человек»
    first = any(drug_words(text, s) for s in crimes.sentences[:2])
    if not crimes.others and (crimes.drugs >= 2 or first):
        return True
    near = crimes.near(here)
    own = [s for s in near if s.sentence.index <= here.sentence.index or not _is_link(text, s)]
    mixed = crimes.drug_article  # «обвинения в торговле наркотиками, хакерской деятельности и отмывании денег»
    elsewhere = [s for s in own if other_crime(text, s) and not (mixed and drug_words(text, s))]
    return any(drug_words(text, s) for s in near) and not elsewhere


def _charged_otherwise(text: str, case: Case) -> bool:
    """«подозреваются в вымогательстве. В ходе обысков изъяты наркотики»: what the case charges people with
    is other crime, and of drugs it tells no more than that they were found."""
    if any(drug_words(text, s.sentence) and not s.seizures for s in [*case.headlines, *case.sentences]):
        return False
    low = lowered(text)
    charges = [
        found[0]
        for s in case.sentences
        if (found := CHARGE.search(low, s.sentence.sentence.start, s.sentence.sentence.end)) is not None
    ]
    return any(_other_only(charge) for charge in charges) and not any(
        _pattern("drugs").pattern.search(charge) for charge in charges
    )


MANY = 10
"""So many taken in a campaign against crime in general are taken for anything."""


def _counted_in_general(crimes: Crimes, sentence: Annotated, fact: ArrestFact) -> bool:
    """«В ходе операции против организованной преступности задержали свыше 1000 человек»: for all kinds of crime, unless
    the arrest itself names drugs."""
    value = fact.group.value if fact.group is not None else None
    if value is None or value < MANY or not _says(crimes.text, sentence, "general"):
        return False
    low = lowered(crimes.text)
    clause = CLAUSE.match(low, fact.end)
    end = clause.end() if clause is not None else fact.end
    return _pattern("drugs").search(low, max(sentence.sentence.start, fact.start - 60), end) is None


CLAUSE = pattern(r"[^.,;]{0,40}")


def _carriers(low: str, fact: ArrestFact) -> bool:
    """«двое нарушителей были задержаны», «Один нарушитель убит, двое задержаны»: a few who cross a border, where drugs
    were taken."""
    units = fact.group.units if fact.group is not None else []
    if units and OTHER_GOODS.match(low, units[-1].end):
        return False  # «задержали троих, пытавшихся переправить 12 коробов сигарет»
    few = all(0 < (u.value or 0) < 10 for u in units)
    return bool(units) and few and all("нарушител" in low[u.start : u.end] or not u.lemmas for u in units)


OTHER_GOODS = pattern(
    r",?\s(?:пыта|перевоз|вывоз|ввоз|вез|перепр)[^.;]{0,60}\b(?:сигарет|табак|алкогол|топлив|дизел|бензин|янтар|рыб|икр|скот|золот)"
)


def _only_drunk(low: str, sentence: Annotated) -> bool:
    """«Водитель и пассажиры задержаны, все находились в состоянии опьянения»: no charge, but how people were."""
    told = low[sentence.sentence.start : sentence.sentence.end]
    return not _pattern("other").pattern.search(DRUNK.sub(" ", told))


DRUNK = pattern(
    r"\b(?:находи\w+|был[аи]?|пребыва\w+)\sв\s(?:состоянии\s(?:\w+\s)?опьянения|(?:нетрезвом|пьяном)\s(?:виде|состоянии))"
)


def _is_link(text: str, sentence: Annotated) -> bool:
    """Whether a line below ends without a mark, as links to other stories do: «Почему любят браконьеров»."""
    return text[sentence.sentence.end - 1].isalnum()
