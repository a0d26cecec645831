"""What is a reprint and what is another story in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from narcofacts.batch.sketch import is_reprint, likeness, sketch_text

from .conftest import Run, lines

STORY = (
    "В Карагандинской области сотрудники полиции пресекли деятельность наркосбытчика. При обыске в гараже на окраине "
    "Темиртау нашли свёртки с веществом растительного происхождения. Экспертиза показала, что это гашиш общим весом "
    "5 килограммов. Подозреваемый, ранее судимый житель Жезказгана, водворён в изолятор временного содержания. Начато "
    "досудебное расследование, устанавливаются каналы поставки и возможные сообщники задержанного мужчины. В ведомстве "
    "напомнили, что за сбыт в особо крупном размере предусмотрено лишение свободы на длительный срок с конфискацией "
    "имущества, и призвали жителей региона сообщать о подозрительных людях по телефону доверия или в ближайший отдел."
)


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper().lower(),
        STORY.replace(". ", ".\n\n"),
        STORY.replace("ё", "е"),
        f"{STORY}\n\nПодписывайтесь на наш канал и читайте новости первыми!",
        STORY.replace("призвали жителей региона", "попросили жителей области"),
    ],
)
def test_the_same_text_up_to_boilerplate_is_a_reprint(copy: str) -> None:
    assert is_reprint(sketch_text(copy), sketch_text(STORY))


@pytest.mark.parametrize(
    "other",
    [
        STORY.replace("5 килограммов", "6 килограммов"),
        STORY.replace("5 килограммов", "пять килограммов и две таблетки"),
        STORY.replace("Темиртау", "Балхаш"),
        f"{STORY} Позже стало известно, что задержаны ещё двое.",
        f"{STORY[:300]} Суд назначил ему двенадцать лет.",
        STORY[: len(STORY) // 2],
    ],
)
def test_other_numbers_names_or_facts_are_another_story(other: str) -> None:
    assert not is_reprint(sketch_text(other), sketch_text(STORY))


def test_short_texts_are_reprints_only_word_for_word() -> None:
    assert is_reprint(sketch_text("Изъят гашиш!"), sketch_text("изъят  гашиш"))
    assert not is_reprint(sketch_text("Изъят один гашиш"), sketch_text("Изъят гашиш"))
    assert likeness(sketch_text(""), sketch_text("")) == 1.0


def test_reprints_are_extracted_once_and_all_sources_are_kept(batch: Run, tmp_path: Path) -> None:
    story = STORY.replace("гашиш общим весом 5 килограммов", "порошок, 5 кг мефедрона")
    news = tmp_path / "news"
    news.mkdir()
    (news / "1.txt").write_text(story)
    (news / "2.txt").write_text(f"{story}\n\nФото пресс-службы.")
    (news / "3.txt").write_text(story.replace("5 кг", "9 кг"))
    (news / "4.txt").write_text(story)
    log = tmp_path / "log"
    arguments = ("-o", "out.jsonl", "--dedupe", "--duplicates", "same.jsonl", "-j2", "-q")
    assert batch("news", *arguments, LOG=str(log)).returncode == 0
    documents = lines(tmp_path / "out.jsonl")
    assert [document["source"]["path"] for document in documents] == ["news/1.txt", "news/3.txt"]
    also = [w["message"] for w in documents[0]["warnings"] if w["code"] == "same_text"]
    assert also == ["news/2.txt", "news/4.txt"]
    same = [(line["path"], line["same_as"]) for line in lines(tmp_path / "same.jsonl")]
    assert same == [("news/2.txt", "news/1.txt"), ("news/4.txt", "news/1.txt")]
    assert len(log.read_text().splitlines()) == 2
