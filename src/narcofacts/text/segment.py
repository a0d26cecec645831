"""Cuts a clean text into paragraphs, sentences and tokens.

Sentences are razdel's, mended where news texts break its rules: a lost paragraph break («…Press.По мнению»), a unit
with a full stop before a small letter («340 гр. опия»), a line that is a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from narcofacts.cached.keyed import Keyed, keyed
from narcofacts.cached.patterns import pattern
from narcofacts.text.letters import folded
from narcofacts.text.metadata import dated_line

LONGEST = 300
"""Tokens of a sentence: no real one has more, and text without full stops must not cost the square of its length."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number or a mark. `lower` has «е» for «ё»."""

    start: int
    end: int
    text: str
    lower: str
    word: bool
    """Letters (a number is not a word)."""


class Sentence(msgspec.Struct):
    """A sentence of the clean text with its tokens and its place in the article."""

    start: int
    end: int
    paragraph: int
    index: int
    first: bool
    """First of its paragraph."""
    headline: bool = False
    bullet: bool = False
    introducer: int | None = None
    """Index of the sentence ending in «:» to which this list item belongs."""
    tokens: list[Token] = msgspec.field(default_factory=list)


RUN_ON = (
    r"(?:Во?|На|При|У|Со?|По|За|Из|После|Как|Кроме|Также|Ранее|Сейчас|Напомним|Это|Там|Тогда|Все|Его|Её|Он|Она|Они|Их|Днём|Вечером|Ночью)"
    r",?\s[а-яё]"
)
"""A word that begins a sentence whose full stop before it is lost: «… мужчина 30 лет Во время разговора …»"""


BEGINS = (
    r"(?:(?:Во?|На|При|У|Со?|По|За|Из|До|От|Обо?|Ко?|После|Оба|Обе|Они|Он|Она|Их|Его|Её|Ему|Ей|Им|Это|Этот|Эти|Все|Всего|Там|"
    r"Также|Кроме|Как|Ранее|Сейчас|Теперь|Тогда|Вместе|Двое|Трое|Один|Одна|Изъят[оыа]|Возбуждено|Установлено)\s+[«а-яё\d]|"
    r"(?:Мужчин|Женщин|Девушк|Парн|Молод|Супруг|Подозрева|Задержан|Обвиня|Подсуд|Осужд|Фигурант|Злоумышл|Курьер|Полиц|Оперативн|Следоват|"
    r"Следстви|Сотрудник|Правоохран|Прокур|Суд|Приговор|Уголовн|Наркот|Общ)[а-яё]*[\s,:])"
)
"""What begins a sentence behind initials: «… задержан Арам К. При обыске найдено», «… Марата С. Мужчина признался»."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "token": pattern(
            r"\d+(?:[.,]\d+)*(?:[-–][^\W_]+)*|[^\W\d_]+(?:[-–'’][^\W_]+)*|[^\w\s]",
        ),
        "glued": pattern(
            r"(?<=[а-яё0-9»\")%])([.!?…]+[»\"]?)(?=[А-ЯЁ«\"]|(?<!\d[.])\d{1,2}\s[а-я]{3}"
            r"|\d{1,2}\s(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))"
        ),  # but «1.5 тонны» is one number
        "initials_end": pattern(rf"(?:(?<![\w.])[А-ЯЁ]\.\s?|(?<=[а-яё]{{2}})\s)([А-ЯЁ]\.)\s+(?={BEGINS})"),
        "run_on": pattern(rf"(?<=[а-яё]{{3}})([»)\"]?)\s(?={RUN_ON})"),
        "bullet": pattern(r"\s*(?:[-–—•·*▪●►✓]|\d{1,2}[.)])\s+"),
        "glued_bullet": pattern(r"[-–—•*](?=\w)"),
        "quote": pattern(r"[,!?»\"…]\s*[–—-]\s*[а-яё]"),
        "unit": pattern(r"(?:гр|кг|тыс|млн|млрд|руб|долл|г|т|л|шт|см|ст|ч|п|им|ул|пос|обл|чел|ед)\.$"),
    }


@cache
def _unit_end() -> Keyed:
    """«… массой 4 кг 120 г. Обе задержаны»: a unit ends the sentence; the «г.» of a year does not."""
    return keyed(
        r"(?<!\d)(?!(?:19|20)\d\d\b)\d[\d\s,.]{0,12}\s?((?:кг|гр|г|л|т|мл|шт|тыс|млн|млрд|руб|долл)\.)\s+"
        r"(?=[«\"]?[А-ЯЁ][а-яё]|[ВКУСОИА]\s[а-яё])"
    )


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, offsets into `text`."""
    tokens = []
    low = folded(text)
    for match in _patterns()["token"].finditer(text, start, end):
        word, span = match[0], match.span()
        tokens.append(Token(*span, word, low[slice(*span)].replace("–", "-"), word[0].isalpha()))
    return tokens


GLUED_HEADLINE = (
    r"(?<![\w-])(?:[а-яё]{4,}(?=[А-ЯЁ][а-яё]{2,}\s)|[\w-]*[а-яё]{3}(?=(?:В|Во|На|За|По|С|Со|Из|Как|От|О|Об|При|К|У)\s))"
)
"""«…сгорело в ИжевскеВ печах завода»: a headline that lost its line break; «КазМунайГаз» is none."""


def _lines(text: str) -> Iterator[tuple[int, int]]:
    first = True
    for start, end in _plain_lines(text):
        glue = pattern(GLUED_HEADLINE).search(text, start, min(end, start + 200)) if first else None
        first = False
        if glue is not None and glue.end() - start > 20 and end - glue.end() > 20:
            yield start, glue.end()
            start = glue.end()
        yield start, end


def _plain_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in pattern(r"[^\n]+").finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            offset = match.start() + line.index(stripped)
            yield offset, offset + len(stripped)


def _sentence_bounds(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences of a line begin and end."""
    patterns = _patterns()
    bounds = _cut(text, _razdel_bounds(text, start, end), _unit_end())
    bounds = _cut(text, bounds, patterns["initials_end"])
    bounds = _cut(text, bounds, patterns["run_on"])
    return _cut(text, bounds, patterns["glued"], behind_word=True)


def _razdel_bounds(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The bounds of razdel, without those before a small letter and behind a unit before a number."""
    from razdel import sentenize

    unit = _patterns()["unit"]
    bounds: list[tuple[int, int]] = []
    for piece in sentenize(text[start:end]):
        at, stop = start + piece.start, start + piece.stop
        if bounds:
            begun, ended = bounds[-1]
            goes_on = text[at].isdigit() and unit.search(text, max(begun, ended - 6), ended)
            if text[at].islower() or goes_on:
                bounds[-1] = (begun, stop)
                continue
        bounds.append((at, stop))
    return bounds


def _cut(
    text: str, bounds: list[tuple[int, int]], ending: re.Pattern[str] | Keyed, behind_word: bool = False
) -> list[tuple[int, int]]:
    """The stretches cut once more: the first group of `ending` ends one, and the next begins behind the match."""
    cut: list[tuple[int, int]] = []
    for at, stop in bounds:
        for match in ending.finditer(text, at, stop):
            if not behind_word or _ends_word(text, at, match.start()):
                cut.append((at, match.end(1)))
                at = match.end()
        cut.append((at, stop))
    return cut


def _ends_word(text: str, start: int, at: int) -> bool:
    """Whether a real word (not an initial or a one-letter abbreviation) ends at `at`."""
    word = pattern(r"[\w»\")%]+$").search(text[max(start, at - 12) : at])
    return word is not None and (len(word.group()) >= 3 or not word.group().isalpha())


def _readable(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of a sentence in stretches of bounded length, cut after a mark where there is one."""
    stretches = []
    while len(tokens) > LONGEST:
        marks = [at for at in range(LONGEST // 2, LONGEST) if tokens[at].text in ",;"]
        cut = marks[-1] + 1 if marks else LONGEST
        stretches.append(tokens[:cut])
        tokens = tokens[cut:]
    return [*stretches, tokens] if tokens else stretches


def sentences(text: str) -> list[Sentence]:
    """The sentences of a clean text in order, with headline, list items and their introducing sentence marked."""
    lines = _without_links(text, _without_menu(text, _without_rates(text, list(_lines(text)))))
    lines = _without_insets(text, lines)
    result: list[Sentence] = []
    introducer: int | None = None
    for paragraph, (start, end) in enumerate(lines):
        item_start = _item_start(text, start, end, introducer)
        is_item = item_start is not None
        if item_start is not None:
            start = item_start
        elif result and not result[-1].bullet and paragraph - result[-1].paragraph > 1:
            introducer = None
        for at, stop in _sentence_bounds(text, start, end):
            for tokens in _readable(tokenize(text, at, stop)):
                first, last = tokens[0].start, tokens[-1].end
                sentence = Sentence(first, last, paragraph, len(result), at == start, bullet=is_item)
                sentence.introducer = introducer if is_item else None
                sentence.tokens = tokens
                result.append(sentence)
        if not is_item:
            introducer = len(result) - 1 if result and text[start:end].rstrip().endswith(":") else None
    headlines = _headlines(text, lines)
    for sentence in result:
        if sentence.paragraph in headlines:
            sentence.headline = True
    return result


def _item_start(text: str, start: int, end: int, introducer: int | None) -> int | None:
    """Where the words of a list item begin, or None if the line is none."""
    bullet = _patterns()["bullet"].match(text, start, end)
    if bullet:
        return bullet.end()
    if introducer is None:
        return None
    if _patterns()["glued_bullet"].match(text, start, end):
        return start + 1  # «изъяты: ⏎-37 граммов порошка;⏎-6 патронов»
    return start if text[start:end].rstrip().endswith(";") or _listed(text, start, end) else None


def _listed(text: str, start: int, end: int) -> bool:
    """Whether a line goes on with a list: «оборудование,», «3 кг каннабиса,»."""
    return text[start].islower() or (text[start].isdigit() and text[start:end].rstrip().endswith(","))


RELATED = (
    r"\W*(?:related|(?:читайте|смотрите|см\.)\s+(?:также|ещ[её])|(?:ещ[её]|другие\s+\w+|материалы|новости|статьи)\s+по\s+теме|"
    r"похожие\s+\w+|что\s+ещ[её]\s+почитать|рекомендуем|вам\s+(?:может\s+быть\s+)?интересно|популярное|самое\s+читаемое|"
    r"сейчас\s+читают|главное\s+за\s+день|комментари(?:и|ев)(?:\s+читателей)?(?:\s*\(?\d+\)?)?|"
    r"что\s+(?:думают|пишут|говорят)\s+читатели|отзывы(?:\s+читателей)?|обсуждение)\W*"
)
"""«Читайте также:», «Комментарии:»: links to other articles, or what readers say, follow."""


INSET = (
    r"\W*(?:читайте\s+также|читать\s+также|смотрите\s+также|читайте\s+ещ[её]|(?:новости|материалы|статьи)\s+по\s+теме"
    r"|по\s+теме|ранее\s+по\s+теме)\s*(?::|\.{0,3}$)"
)
"""«Читайте также: …» in the midst of an article."""
CAPTION = r"[^.!?\n]{3,160} - Sputnik(?: [А-ЯЁ][а-яё]+){0,2}(?:, \d[^\n]{0,20})?"
"""«Уничтожение наркотиков - Sputnik Азербайджан»: a picture, which the title of another article may follow."""
TITLE = 160
"""Letters of a title."""


def _without_insets(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines without links to other articles that stand among them: the line of the words, or, where they stand
    alone, the titles below it, which no full stop closes."""
    inset, caption = pattern(INSET, re.IGNORECASE), pattern(CAPTION)
    kept: list[tuple[int, int]] = []
    below = False
    for start, end in lines:
        found = inset.match(text, start, end)
        if found is not None or (kept and caption.fullmatch(text, start, end)):
            below = found is None or not text[found.end() : end].strip()
        elif below and end - start < TITLE and text[end - 1] not in ".!;,":
            continue
        else:
            below = False
            kept.append((start, end))
    return kept


def _without_links(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines before the links to other articles that close a page."""
    links = pattern(RELATED, re.IGNORECASE)
    for at, (start, end) in enumerate(lines):
        late = at * 2 >= len(lines) or (at > 0 and _only_titles(text, lines[at + 1 :]))
        if late and end - start < 40 and links.fullmatch(text, start, end):
            return lines[:at]
        if late and (told := links.match(text, start, end)) and ":" in told[0]:
            return lines[:at]  # «Сейчас читают: Отопительный сезон начался в Темиртау»
    return lines


RATE = r"(?:\s?1\s?[–—=-])?\W{0,3}\d[\d ]*[.,]\d{2,4}"
"""«1 = 75.73»: what stands behind a currency."""
RATES = (
    rf"(?:Курс\w*(?: [а-я]+){{0,3}}:?)?(?>\W*(?:\d+ )?(?:[A-Z]{{3}}(?:/[A-Z]{{3}})?|[$€£¥₽₸]){RATE}"
    rf"(?:\s?(?:(?:[A-Z]{{3}}(?!/[A-Z]{{3}})|₸|₽)(?!{RATE})|руб\.|сум\w*|тенге))?(?:\s?[▲▼↑↓+−-]\s?[\d.,]+%?)?)+\W*"
)
"""«USD 75.73 EUR 82.09»: what money costs today, at the head of a page. Each is read one way only: a line of twenty
that ends in a word would else be tried in millions."""


def _without_rates(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    rates = pattern(RATES)
    return [line for line in lines if not rates.fullmatch(text, *line)]


MENU_ITEM = r"\s*\d{1,2}[.)]\s"


def _without_menu(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines without the numbered titles of other articles that stand above the date of this one."""
    item = pattern(MENU_ITEM)
    first = next((at for at, (start, end) in enumerate(lines[:4]) if item.match(text, start, end)), None)
    if first is None:
        return lines
    last = next((at for at in range(first, len(lines)) if not item.match(text, *lines[at])), len(lines))
    dated = any(dated_line(text[start:end]) for start, end in lines[last : last + 3])
    return lines[:first] + lines[last:] if last - first >= 3 and dated else lines


def _only_titles(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines are titles of other articles: short, without a mark at their end."""
    return bool(lines) and all(
        end - start < 150 and text[start:end].rstrip()[-1:] not in ".!;:" for start, end in lines
    )


def _headlines(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """The numbers of the lines that are headline: the first without a full stop, with what stands above it as the name
    of a rubric («Новости»), and its repetitions at the head of the page."""
    if len(lines) < 2:
        return set()
    said = [text[start:end].strip() for start, end in lines[:HEAD]]
    first = next(
        (
            at
            for at, line in enumerate(said[:8])
            if len(pattern(r"[А-яЁё]{2,}").findall(line)) >= 4
            and not pattern(CREDIT, re.IGNORECASE).match(line)
            and not pattern(WAY).fullmatch(line)
        ),
        0,
    )
    if pattern(r"[.;:]$").search(said[first]) or first == len(lines) - 1:
        return set(range(first)) if first and not pattern(r"[.;:]$").search(said[0]) else set()
    repeated = said[first]
    again = {
        at
        for at, line in enumerate(said)
        if first < at < len(lines) - 1 and line.startswith(repeated) and not GOES_ON.match(line, len(repeated))
    }
    body = next((at for at, line in enumerate(said) if at > first and line[-1:] in tuple(".!?:;,")), first)
    below = {at for at, line in enumerate(said) if first < at < body and _alike(repeated, line)}
    return {*range(first + 1), *again, *below}


def _alike(headline: str, line: str) -> bool:
    """Whether a line says a headline again in other words: half of its long words begin alike, and three at least.

    «Двух россиян задержали за производство мефедрона / В Подмосковье правоохранители задержали двух россиян за
    подпольное производство мефедрона»."""
    words = pattern(r"[а-яё]{4,}")
    told = {word[:5] for word in words.findall(headline.lower())}
    again = {word[:5] for word in words.findall(line.lower())}
    return len(told & again) >= max(3, (len(told) + 1) // 2)


GOES_ON = pattern(r"[.!?]\s+[А-ЯЁ][^.!?]{10,}[.!?]")
"""The lead may repeat the headline and go on."""
CREDIT = r"\W*(?:фото|видео|иллюстрация|скриншот|источник|автор|текст)\s*[:—–-]"
"""«Фото: КГД МФ РК» above the headline."""
WAY = r"[^>|/→»•«]+(?:\s[>/→»•|]\s[^>|/→»•«]+){2,}"
"""«Главная > Новости > Происшествия»: the way to the page."""
HEAD = 12
"""How many lines of a page can belong to its head."""
