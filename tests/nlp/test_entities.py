"""Entities are those of slovnet's news model, to the last offset."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from originals import slovnet_entities

from narcofacts.nlp.entities import Entity, entities, entities_of

GOLD = sorted((Path(__file__).parent.parent / "gold").glob("*.txt"))

SAMPLES = [
    "В Шымкенте полицейские задержали Ерлана Сабитова, сообщает пресс-служба МВД Казахстана.",
    "Сотрудники ФСБ и Росгвардии пришли к нему домой. В Твери. В 2010, 15 лет назад, он жил в Нур-Султане.",
    "ИВАНОВ И.И. И ПЕТРОВ П.П. ЗАДЕРЖАНЫ В АЛМАТЫ",
    "😀 В Қостанай приехал ſтранный гость из İstanbul\u2028и половина пары \ud800 в Омске",
    "Москва " * 700,
    "-",
    "Бишкек",
]
WORDS = [
    *["полиция", "в", "задержала", "и", "из", "жителя", "кг", "2010", "15", "(", ")", "«", "»", ",", ".", "-", "\n"],
    *[
        "Алматы",
        "Иванов",
        "Сергей",
        "МВД",
        "КНБ",
        "России",
        "Нур-Султан",
        "Генпрокуратура",
        "Олжас",
        "Тверской",
        "области",
    ],
    *["қазақ", "Zürich", "Interpol", "😀", "\u00a0", "ΔP", "ё", "А.", "И.", "ООО", "Ромашка", "\ud83d", "İ", "№", "₸"],
]
sentences = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)


def found(text: str) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.type) for entity in entities(text)]


def test_people_places_and_organisations_are_found_where_they_stand() -> None:
    text = "В Шымкенте задержали Ерлана Сабитова, сообщает МВД."
    assert [(text[entity.start : entity.end], entity.type) for entity in entities(text)] == [
        ("Шымкенте", "LOC"),
        ("Ерлана Сабитова", "PER"),
        ("МВД", "ORG"),
    ]


@pytest.mark.parametrize("text", ["", " \n\u00a0", "Изъято два килограмма гашиша."])
def test_a_text_without_names_has_no_entities(text: str) -> None:
    assert entities(text) == []


@pytest.mark.parametrize("text", SAMPLES)
def test_sample_has_the_entities_of_slovnet(text: str) -> None:
    assert found(text) == slovnet_entities(text)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_article_has_the_entities_of_slovnet(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert found(text) == slovnet_entities(text)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(sentences)
def test_generated_text_has_the_entities_of_slovnet(text: str) -> None:
    assert found(text) == slovnet_entities(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_random_text_has_the_entities_of_slovnet(text: str) -> None:
    assert found(text) == slovnet_entities(text)


@settings(deadline=None, max_examples=25)
@given(st.lists(sentences, max_size=5))
def test_texts_at_once_give_the_entities_of_each_alone(texts: list[str]) -> None:
    assert entities_of(texts) == [entities(text) for text in texts]


def test_more_texts_than_one_batch_keep_their_order() -> None:
    texts = [f"{'Слово ' * (number % 7)}Иван Петров" for number in range(150)]
    assert [len(found) for found in entities_of(texts)] == [len(entities(text)) for text in texts]
    assert entities_of([]) == []


def test_an_entity_is_a_value() -> None:
    assert Entity(0, 3, "ORG") == Entity(0, 3, "ORG")
    with pytest.raises(AttributeError):
        Entity(0, 3, "ORG").start = 1  # type: ignore[misc]


def test_the_model_runs_on_one_thread_and_without_the_libraries_it_came_from() -> None:
    code = """
import os, sys
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.pop(name, None)
import narcofacts.nlp.entities as module
assert "numpy" not in sys.modules, "numpy is loaded before it is needed"
assert module.entities("Бишкек")
loaded = {"natasha", "slovnet", "navec", "razdel", "pymorphy2", "yargy"} & set(sys.modules)
assert not loaded, loaded
assert os.environ["OPENBLAS_NUM_THREADS"] == os.environ["OMP_NUM_THREADS"] == os.environ["MKL_NUM_THREADS"] == "1"
"""
    subprocess.run([sys.executable, "-c", code], check=True)
