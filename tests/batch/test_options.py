"""Options of `narcofacts batch` that the tree of inputs does not try."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from .conftest import Run, lines


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    for n in range(1, 5):
        (folder / f"{n}.txt").write_text(f"2025-05-27\nИзъято {n} кг мефедрона.")
    (folder / "old" / "9.md").write_text("2020-05-27\nИзъято 9 кг мефедрона.")
    return folder


def paths(path: Path) -> list[str]:
    return [document["source"]["path"] for document in lines(path)]


def test_globs_choose_files_and_folders(batch: Run, news: Path, tmp_path: Path) -> None:
    batch("news", "-o", "a.jsonl", "--include", "*.txt", "--exclude", "3.*", "-q")
    assert paths(tmp_path / "a.jsonl") == ["news/1.txt", "news/2.txt", "news/4.txt"]
    batch("news", "-o", "b.jsonl", "--exclude", "[1-4].txt", "-q")
    assert paths(tmp_path / "b.jsonl") == ["news/old/9.md"]


def test_a_list_of_names_is_read_from_standard_input_in_its_order(batch: Run, news: Path, tmp_path: Path) -> None:
    done = batch("--files-from", "-", "-o", "a.jsonl", stdin=b"news/4.txt\0news/1.txt\0no-such-file\0")
    assert paths(tmp_path / "a.jsonl") == ["news/4.txt", "news/1.txt"]
    assert b"narcofacts: no-such-file: no such file or directory" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_known_by_its_first_bytes(batch: Run, packed: bool) -> None:
    data = "\n".join(json.dumps({"text": f"Изъято {n} кг мефедрона.", "date": "2025-05-27"}) for n in (1, 2)).encode()
    done = batch("-", "-q", stdin=gzip.compress(data) if packed else data)
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["seizures"][0]["quantity"]["value"] for document in documents] == [1000, 2000]
    assert [document["source"]["path"] for document in documents] == ["-#1", "-#2"]


def test_shards_together_are_the_whole(batch: Run, news: Path, tmp_path: Path) -> None:
    for part in ("1/2", "2/2"):
        batch("news", "-o", f"{part[0]}.jsonl", "--shard", part, "-q")
    both = paths(tmp_path / "1.jsonl") + paths(tmp_path / "2.jsonl")
    assert sorted(both) == ["news/1.txt", "news/2.txt", "news/3.txt", "news/4.txt", "news/old/9.md"]
    assert batch("news", "-o", "x.jsonl", "--shard", "3/2").returncode == 2


def test_a_kept_state_makes_a_nightly_run_do_only_what_is_new(batch: Run, news: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    arguments = ("news", "-o", "a.jsonl", "--state", "kept.state", "-q")
    batch(*arguments, LOG=str(log))
    (news / "5.txt").write_text("2025-05-27\nИзъято 5 кг мефедрона.")
    batch(*arguments, LOG=str(log))
    assert len(lines(tmp_path / "a.jsonl")) == 6
    assert len(log.read_text().splitlines()) == 6


def test_outputs_inside_the_folder_are_no_inputs(batch: Run, news: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert batch("news", "-o", "news/out.jsonl", "-o", "news/out.csv", "-q").returncode == 0
    assert len(lines(news / "out.jsonl")) == 5


def test_the_summary_tells_what_was_done(batch: Run, news: Path, tmp_path: Path) -> None:
    (news / "bad.txt").write_bytes(b"")
    done = batch("news", "-o", "a.jsonl", "--summary-json", "s.json", "-j1")
    told = json.loads((tmp_path / "s.json").read_text())
    assert (told["documents"], told["seizures"], told["errors"], told["jobs"]) == (5, 5, 1, 1)
    assert b"news/bad.txt: empty" in done.stderr
    assert b"5 documents, 5 with records: 5 operations, 0 arrests, 5 seizures" in done.stderr


def test_when_all_inputs_fail_an_older_output_stays(batch: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("older")
    assert batch("no-such-folder", "-o", "a.jsonl").returncode == 1
    assert (tmp_path / "a.jsonl").read_text() == "older"


def test_columns_may_be_named_and_titles_carry_facts(batch: Run, tmp_path: Path) -> None:
    row = {"t": "Подробности выясняются.", "h": "Изъято 3 кг мефедрона", "d": "27 мая 2025"}
    (tmp_path / "d.jsonl").write_text(json.dumps(row))
    batch("d.jsonl", "-o", "a.jsonl", "--text-column", "t", "--title-column", "h", "--date-column", "d", "-q")
    [document] = lines(tmp_path / "a.jsonl")
    assert document["source"]["published"] == "2025-05-27"
    assert document["seizures"][0]["quantity"]["value"] == 3000


def test_marks_of_html_in_a_row_are_no_text(batch: Run, tmp_path: Path) -> None:
    row = {"text": "<p>Изъято <b>3 кг</b> мефедрона &mdash; сообщили в полиции.</p><p>Всё.</p>"}
    (tmp_path / "d.jsonl").write_text(json.dumps(row))
    batch("d.jsonl", "-o", "a.jsonl", "--with-text", "-q")
    [document] = lines(tmp_path / "a.jsonl")
    assert document["text"] == "Изъято 3 кг мефедрона — сообщили в полиции.\n\nВсё."


def test_office_documents_are_read(batch: Run, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    written = docx.Document()
    written.add_paragraph("Изъято 4 кг мефедрона.")
    written.save(str(tmp_path / "a.docx"))
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    done = batch("a.docx", "bad.docx", "bad.pdf", "-o", "a.jsonl", "--errors", "e.jsonl", "-q")
    assert done.returncode == 1
    assert lines(tmp_path / "a.jsonl")[0]["seizures"][0]["quantity"]["value"] == 4000
    assert [(error["path"], error["code"]) for error in lines(tmp_path / "e.jsonl")] == [
        ("bad.docx", "unreadable"),
        ("bad.pdf", "unreadable"),
    ]


def test_pages_of_a_crawl_are_read(batch: Run, tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with open(tmp_path / "crawl.warc.gz", "wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for n, status in ((1, "200 OK"), (2, "404 Not Found"), (3, "200 OK")):
            headers = StatusAndHeaders(status, [("Content-Type", "text/plain; charset=utf-8")], protocol="HTTP/1.0")
            body = io.BytesIO(f"Изъято {n} кг мефедрона.".encode())
            address = f"https://example.org/{n}"
            writer.write_record(writer.create_warc_record(address, "response", payload=body, http_headers=headers))
    batch("crawl.warc.gz", "-o", "a.jsonl", "-q")
    assert paths(tmp_path / "a.jsonl") == ["https://example.org/1", "https://example.org/3"]


def test_what_nobody_wants_may_all_go_to_one_device(batch: Run, news: Path, tmp_path: Path) -> None:
    done = batch("news", "-o", "a.jsonl", "--errors", "/dev/null", "--summary-json", "/dev/null", "-q")
    assert (done.returncode, done.stderr) == (0, b"")


def test_one_of_a_kind_is_told_in_the_singular(batch: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2025-05-27\nИзъято 9 кг мефедрона.")
    done = batch("a.txt", "none.txt", "-o", "a.jsonl", "--errors", "e.jsonl")
    first, second, third = done.stderr.decode().splitlines()
    assert first.startswith("narcofacts: 1 article, ")
    assert ", 1 fact, 1 error, " in first
    assert second == "narcofacts: 1 document, 1 with records: 1 operation, 0 arrests, 1 seizure"
    assert third == "narcofacts: 1 error is listed in e.jsonl"


def test_an_article_in_json_with_an_indent_is_read_with_its_date(batch: Run, tmp_path: Path) -> None:
    row = {"text": "Изъято 3 кг мефедрона.", "date": "2025-05-27", "id": "r1"}
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "1.json").write_text(json.dumps(row, indent=2))
    (folder / "2.json").write_bytes(b"\xef\xbb\xbf" + json.dumps({**row, "id": None}, indent=2).encode())
    (folder / "beside.json").write_text(json.dumps({"tags": ["a"], "views": 7}, indent=2))
    done = batch("saved", "-o", "a.jsonl", "--summary-json", "s.json")
    assert done.returncode == 0
    assert paths(tmp_path / "a.jsonl") == ["saved/1.json#r1", "saved/2.json#1"]
    assert {document["source"]["published"] for document in lines(tmp_path / "a.jsonl")} == {"2025-05-27"}
    assert json.loads((tmp_path / "s.json").read_text())["skipped_files"] == 1


def test_json_with_an_indent_that_is_no_article_is_told(batch: Run, tmp_path: Path) -> None:
    (tmp_path / "tags.json").write_text(json.dumps({"tags": ["a"], "views": 7}, indent=2))
    (tmp_path / "cut.json").write_text(json.dumps({"text": "Изъято 3 кг мефедрона.", "views": 7}, indent=2)[:-9])
    (tmp_path / "large.json").write_text(json.dumps({"text": "Изъято много. " * 90_000}, indent=2, ensure_ascii=False))
    done = batch("tags.json", "cut.json", "large.json", "--max-size", "1", "-q")
    assert (done.returncode, done.stdout) == (1, b"")
    tags, cut, large = done.stderr.decode().splitlines()
    assert tags == "narcofacts: tags.json:1: no column of text among tags, views; name it with --text-column"
    assert cut.startswith("narcofacts: cut.json: not JSON: ")
    assert large == "narcofacts: large.json: larger than 1 MB (--max-size)"
