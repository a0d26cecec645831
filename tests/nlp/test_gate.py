"""The gate lets through whatever may tell of drug enforcement, and nothing changes by it but the time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from narcofacts import lexicon
from narcofacts.nlp.gate import may_hold_facts
from narcofacts.pipeline import extract_article
from narcofacts.text.reading import article_from_text, read_article

TESTS = Path(__file__).parents[1]
ARTICLES = sorted(
    path
    for folder in (
        TESTS / "gold",
        TESTS / "held_out",
        TESTS / "held_out_2",
        TESTS / "held_out_3",
        TESTS / "held_out_4",
        TESTS / "held_out_5",
        TESTS / "held_out_6",
        TESTS / "held_out_10",
        TESTS / "held_out_15",
        TESTS / "held_out_19",
        TESTS.parent / "samples",
    )
    for path in folder.glob("*.[th][xt]*")
)
RELEVANT = [
    "Полицейские изъяли дурман у приезжего.",
    "Водителя задержали с поличным, в салоне нашли пакет порошка.",
    "На трассе остановили машину с зельем, возбуждено уголовное дело.",
    "В тайнике сотрудники полиции обнаружили «соль» и весы.",
    "Суд приговорил жителя Тараза по ст. 297 УК РК к десяти годам.",
    "Пограничники перехватили двадцать килограммов неизвестного вещества.",
    "У студента изъяли гaшиш.",  # with a Latin «a»
    "Курьер прятал мефе\u00adдрон в тайнике.",
    "НАРКОКУРЬЕР ЗАДЕРЖАН",
    "Полиция предупреждает: «белая смерть» снова в городе, изъяты образцы.",
    'Пограничники нашли у него «меф» и "соль".',
    "В гараже полиция обнаружила плитку, колбы и йод.",  # shorter than what words are first told apart by
    "Следователи нашли в гараже двести граммов йода.",
    "Инспектор нашёл 3 кг героина.",
    "В посылке найден героин.",
    "Перехвачен героин, 12 килограммов.",
    "Лежало 12 килограммов героина.",
]
IRRELEVANT = [
    "В Астане открыли новую библиотеку.",
    "Полицейские задержали вора, который похитил велосипед.",
    "Цены на соль и скорость ветра выросли.",
    "Суд взыскал с компании долг по аренде.",
    "В Комсомольске-на-Амуре полиция нашла пропавшего школьника.",  # no «смол»
    "Полиция задержала 3 водителей, “Telegram” сообщил об этом *первым*?",
]


@pytest.mark.parametrize("text", RELEVANT)
def test_text_with_drugs_or_slang_beside_enforcement_passes(text: str) -> None:
    """What may hold a fact goes on."""
    assert may_hold_facts(text)


@pytest.mark.parametrize("text", IRRELEVANT)
def test_other_news_is_stopped(text: str) -> None:
    """What holds no fact stops here."""
    assert not may_hold_facts(text)


def test_every_plain_word_for_a_substance_passes() -> None:
    """No phrase of the word list that names a drug by itself is unknown to the gate."""
    phrases = [phrase.lstrip("=") for phrase, _, weak, _ in lexicon.substance_phrases() if not weak]
    assert [p for p in phrases if not may_hold_facts(f"Изъято: {p}.")] == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_the_gate_changes_no_record(path: Path) -> None:
    """An article gives the same bytes with the gate and without."""
    article = read_article(str(path))
    gated, ungated = extract_article(article), extract_article(article, gate=False)
    assert msgspec.json.encode(gated.document) == msgspec.json.encode(ungated.document)
    assert gated.trace == ungated.trace


@pytest.mark.parametrize("text", [*IRRELEVANT, "21 ноября 2023", "АСТАНА. КАЗИНФОРМ –", "…", "Фото: архив"])
def test_other_news_gives_nothing_without_the_gate_either(text: str) -> None:
    """What the gate stops has no record; a dateline alone has not even a case."""
    document = extract_article(article_from_text(text), gate=False).document
    assert [*document.operations, *document.arrests, *document.seizures] == []


def test_a_stopped_article_keeps_its_warnings_and_loads_nothing() -> None:
    """Neither models, nor morphology, nor finders, nor rules are imported for news of other matters."""
    script = (
        "import sys\n"
        "from narcofacts import extract\n"
        f"print([w.code for w in extract({IRRELEVANT[0]!r}).warnings])\n"
        "heavy = ('numpy', 'pymorphy3', 'slovnet', 'razdel', 'narcofacts.mentions', 'narcofacts.events',"
        " 'narcofacts.linking', 'narcofacts.nlp.entities')\n"
        "print([name for name in sys.modules if name.startswith(heavy)])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["['no_publication_date']", "[]"]


def test_a_word_of_the_users_own_passes(tmp_path: Path) -> None:
    """A substance that only the user's lexicon knows opens the gate."""
    (tmp_path / "substance_words.csv").write_text("id,phrase,weak\nmephedrone,хруст,\n", "utf-8")
    assert not may_hold_facts("Изъят хруст.")
    try:
        lexicon.use([tmp_path])
        assert may_hold_facts("Изъят хруст.")
        assert extract_article(article_from_text("В Омске изъяли 2 кг хруста.")).document.seizures
    finally:
        lexicon.use([])
