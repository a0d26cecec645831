"""Rows of JSON lines, CSV and Telegram exports as jobs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from narcofacts.batch.jobs import Failure, Job
from narcofacts.batch.rows import Columns, Tables, csv_jobs, day_told, json_jobs
from narcofacts.batch.telegram import array_jobs, export_jobs

GUESSED = Tables(Columns(), 10_000_000)


def of_json(*lines: str, tables: Tables = GUESSED) -> list[Job | Failure]:
    return list(json_jobs(io.BytesIO("\n".join(lines).encode()), "d.jsonl", tables))


def of_csv(text: str, tables: Tables = GUESSED) -> list[Job | Failure]:
    return list(csv_jobs(io.StringIO(text, newline=""), "t.csv", tables))


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2025-05-27", "2025-05-27"),
        ("2025-05-27T18:31:00+05:00", "2025-05-27"),
        ("2025-05-27 18:31:00", "2025-05-27"),
        ("27.05.2025", "2025-05-27"),
        ("27 мая 2025", "2025-05-27"),
        ("18:31, 27 мая 2025", "2025-05-27"),
        ("1748325600", "2025-05-27"),
        ("1748325600000", "2025-05-27"),
        ("Tue, 27 May 2025 10:00:00 +0500", "2025-05-27"),
        ("вчера", None),
        ("2025-13-40", None),
        ("27.05.25", None),
        ("12", None),
        ("", None),
    ],
)
def test_a_cell_tells_a_day_or_nothing(told: str, day: str | None) -> None:
    assert day_told(told) == day


def test_columns_are_guessed_by_their_usual_names() -> None:
    [job] = of_json('{"Title": "Рейд", "content": "Изъят 1 кг.", "pubDate": "2025-05-27", "link": "https://e.org/1"}')
    assert isinstance(job, Job)
    assert (job.label, job.data.decode(), job.place) == ("https://e.org/1", "Изъят 1 кг.", 1)
    assert (job.told.title, job.told.published) == ("Рейд", "2025-05-27")


def test_an_empty_usual_column_gives_way_to_the_next() -> None:
    [job] = of_json('{"text": null, "body": "Изъят 1 кг."}')
    assert isinstance(job, Job)
    assert job.data.decode() == "Изъят 1 кг."


def test_named_columns_are_taken_and_missed() -> None:
    tables = Tables(Columns(text="lead"), 1000)
    good, bad = of_json('{"lead": "Изъят 1 кг.", "text": "не это"}', '{"text": "x"}', tables=tables)
    assert isinstance(good, Job)
    assert good.data.decode() == "Изъят 1 кг."
    assert isinstance(bad, Failure)
    assert bad.reason == "no column lead; there are: text"


def test_a_bad_line_is_a_failure_with_its_number_and_the_others_go_on() -> None:
    found = of_json('{"text": "а"}', '{"text": "б', "", "17", '{"text": "в"}')
    assert [entry.place for entry in found] == [1, 2, 4, 5]
    assert [type(entry) for entry in found] == [Job, Failure, Failure, Job]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    tables = Tables(Columns(), 1000)
    found = of_json(json.dumps({"text": "я" * 5000}), '{"text": "а"}', tables=tables)
    assert isinstance(found[0], Failure)
    assert found[0].code == "too_large"
    assert isinstance(found[1], Job)


def test_a_line_in_an_old_encoding_is_read() -> None:
    line = '{"text": "В городе изъят гашиш и задержан житель области"}'.encode("cp1251")
    [job] = json_jobs(io.BytesIO(line), "d.jsonl", GUESSED)
    assert isinstance(job, Job)
    assert job.data.decode().startswith("В городе изъят")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_its_delimiter_and_line_breaks_in_cells(delimiter: str) -> None:
    rows = [["id", "Текст"], ["7", '"Изъят\n1 кг, весь."'], ["8", "Ещё"]]
    jobs = of_csv("\r\n".join(delimiter.join(row) for row in rows))
    assert [(job.label, job.data.decode()) for job in jobs if isinstance(job, Job)] == [
        ("t.csv#7", "Изъят\n1 кг, весь."),
        ("t.csv#8", "Ещё"),
    ]


def test_a_table_without_a_column_of_text_is_one_failure() -> None:
    [failure] = of_csv("a,b\n1,2\n3,4\n")
    assert isinstance(failure, Failure)
    assert failure.place is None
    assert "--text-column" in failure.reason


def test_a_quote_that_is_never_closed_ends_the_table() -> None:
    good, bad = of_csv('text\n"Изъят 1 кг."\n"нет конца\n' + "слово\n" * 5000, Tables(Columns(), 10_000))
    assert isinstance(good, Job)
    assert isinstance(bad, Failure)
    assert (bad.place, bad.code) == (2, "too_large")


def export(count: int) -> str:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": "2025-05-27T10:00:00",
            "text": ["Изъято ", {"type": "bold", "text": f"{n}"}],
        }
        for n in range(count)
    ]
    messages[1]["text"] = 'В тексте "messages": [ и "name": "ложное"'
    chat = {"name": "Сводки", "type": "public_channel", "id": 1, "messages": messages}
    other = {
        "name": "Другой",
        "type": "private_group",
        "id": 2,
        "messages": [{"id": 1, "type": "message", "text": "Да"}],
    }
    return json.dumps({"about": "…", "chats": {"list": [chat, other]}}, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_a_telegram_export_is_read_in_pieces_of_any_size(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narcofacts.batch.telegram._CHUNK", chunk)
    jobs = list(export_jobs(io.BytesIO(export(30).encode()), "result.json", GUESSED))
    assert all(isinstance(job, Job) for job in jobs)
    assert [job.place for job in jobs] == [*range(30), 1]
    assert isinstance(jobs[2], Job)
    assert (jobs[2].data.decode(), jobs[2].told.publisher) == ("Изъято 2", "Сводки")
    assert isinstance(jobs[-1], Job)
    assert jobs[-1].told.publisher == "Другой"


def test_a_cut_export_gives_its_messages_and_a_failure() -> None:
    *jobs, failure = export_jobs(io.BytesIO(export(30)[:2500].encode()), "result.json", GUESSED)
    assert len(jobs) > 3
    assert isinstance(failure, Failure)


def test_an_array_of_articles_is_read() -> None:
    jobs = list(array_jobs(io.BytesIO('[{"text": "а"}, "б", 5, {"text": "в"}]'.encode()), "a.json", GUESSED))
    assert [type(job) for job in jobs] == [Job, Job, Failure, Job]


def test_memory_stays_flat_over_a_long_stream(tmp_path: Path) -> None:
    import tracemalloc

    line = (json.dumps({"text": "Изъят 1 кг гашиша. " * 50}) + "\n").encode()
    path = tmp_path / "long.jsonl"
    path.write_bytes(line * 5000)
    tracemalloc.start()
    with open(path, "rb") as stream:
        assert sum(1 for _ in json_jobs(stream, "long.jsonl", GUESSED)) == 5000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "empty"),
        ("\n", "empty"),
        (",\n1,2\n", "no column of text among columns without names; name it with --text-column"),
    ],
)
def test_a_table_without_a_header_says_what_it_lacks(table: str, reason: str) -> None:
    [failure] = of_csv(table)
    assert isinstance(failure, Failure)
    assert failure.reason == reason


def test_an_object_without_a_column_is_empty() -> None:
    [failure] = of_json("{}")
    assert isinstance(failure, Failure)
    assert failure.reason == "empty"


def test_a_line_that_is_binary_is_told_without_its_path_a_second_time() -> None:
    [failure] = json_jobs(io.BytesIO(b"\x00\x01\x02\x03{}"), "d.jsonl", GUESSED)
    assert isinstance(failure, Failure)
    assert failure.reason == "not JSON: binary file, not a text"
