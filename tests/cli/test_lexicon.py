"""`narcofacts lexicon`, and `--lexicon` with the pipeline itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.conftest import PLAIN
from narcofacts import lexicon
from narcofacts.lexicon import user

Command = Callable[..., Result]
Lists = Callable[..., str]

TEXT = "2025-12-04\n\nСотрудники УБР в Тасбулакино задержали закладчика и изъяли 300 граммов белыша."
WORDS = {
    "substance_words.csv": "id,phrase,weak\nmephedrone,снежище,\nmephedrone,белыш,\n",
    "places.csv": "id,name,kind,country,region\nkz-x,Тасбулакино,village,KZ,KZ-61\n",
    "agencies.csv": "id,name,aliases,country\nKZ-UBR,Управление быстрого реагирования,УБР,KZ\n",
}


@pytest.fixture
def narcofacts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Command]:
    """The command with the pipeline itself, in an empty directory; in the end no directory of words is in use."""
    from narcofacts.cli.main import app

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(user.VARIABLE, raising=False)
    for name, value in PLAIN.items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments), prog_name="narcofacts")

    yield call
    lexicon.use(())


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    """Writes word lists and an article, and gives the name of the directory."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def write(files: dict[str, str], name: str = "words") -> str:
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text, encoding="utf-8")
        return name

    return write


def test_slang_a_place_and_an_agency_of_the_users_are_extracted(narcofacts: Command, lists: Lists) -> None:
    assert json.loads(narcofacts("extract", "a.txt").stdout)["seizures"] == []
    document = json.loads(narcofacts("extract", "a.txt", "--lexicon", lists(WORDS)).stdout)
    [seizure] = document["seizures"]
    assert (seizure["substance"], seizure["quantity"]["value"]) == ("mephedrone", 300)
    assert (seizure["place"]["name"], seizure["place"]["region"]) == ("Тасбулакино", "KZ-61")
    assert [agency["id"] for agency in document["operations"][0]["agencies"]] == ["KZ-UBR"]


def test_explain_names_the_row_of_the_users(narcofacts: Command, lists: Lists) -> None:
    assert "user/substance_words.csv:3" in narcofacts("explain", "a.txt", "--lexicon", lists(WORDS)).stdout


def test_eval_takes_the_words_too(narcofacts: Command, lists: Lists, tmp_path: Path) -> None:
    words = lists(WORDS)
    gold = {"operations": [{"id": "op1"}], "seizures": [{"id": "se1", "operation": "op1", "category": "drug",
            "substance": "mephedrone", "quantity": {"value": 300, "unit": "g"}}]}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    report = json.loads(narcofacts("eval", ".", "--lexicon", words, "--format", "json").stdout)
    assert report["seizures"]["f1"] == 1.0


def test_the_environment_is_as_good_as_the_option(
    narcofacts: Command, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(user.VARIABLE, lists(WORDS))
    assert "user/substance_words.csv:3" in narcofacts("explain", "a.txt").stdout


def test_a_bad_row_is_one_line_before_anything_is_read(narcofacts: Command, lists: Lists) -> None:
    words = lists({"substance_words.csv": "id,phrase\nmephedrone,белыш\nmefedrone,снежище\n"})
    result = narcofacts("extract", "a.txt", "--lexicon", words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("words/substance_words.csv:3: unknown substance 'mefedrone'; mephedrone?\n")
    assert result.stderr.count("\n") == 1


def test_a_directory_that_is_none_is_wrong_usage(narcofacts: Command, lists: Lists) -> None:
    lists({})
    for command in (["extract", "a.txt"], ["explain", "a.txt"], ["eval", "."], ["lexicon", "check"]):
        option = ["nowhere"] if command[0] == "lexicon" else ["--lexicon", "nowhere"]
        result = narcofacts(*command, *option)
        assert (result.exit_code, result.stderr) == (2, "narcofacts: nowhere: no such file or directory\n")


def test_check_counts_what_is_added_and_what_is_replaced(narcofacts: Command, lists: Lists) -> None:
    words = {
        **WORDS,
        "places.csv": "id,name,kind\nkz-x,Тасбулакино,village\nkz-shymkent,Шымкент,city\n",
        "name_nouns.toml": '[bazaar]\ntype = "online_shop"\nstems = ["наркобазар"]\n',
        "README.txt": "Заметки.",
    }
    result = narcofacts("lexicon", "check", lists(words))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "words/agencies.csv: 1 row\n"
        "words/name_nouns.toml: 1 section\n"
        "words/places.csv: 2 rows, 1 in the place of rows of the program\n"
        "words/substance_words.csv: 2 rows\n"
    )


def test_check_lists_every_problem_on_a_line(narcofacts: Command, lists: Lists) -> None:
    words = {
        "substance_words.csv": "id,phrase\nmefedrone,белыш\nmephedrone,снeжище\n",
        "itmes.csv": "phrase\n",
        "triggers.toml": '\n[s]\nevent = "seizure"\nvalue = "taken"\nstrength = 3\nlemmas = ["отжать"]\n',
    }
    result = narcofacts("lexicon", "check", lists(words))
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "words/itmes.csv: no word list of this name can be added to; items.csv?\n"
        "words/substance_words.csv:2: unknown substance 'mefedrone'; mephedrone?\n"
        "words/substance_words.csv:3: phrase: Latin letters inside the Cyrillic word 'снeжище'\n"
        "words/triggers.toml:2: [s] value: 'taken' is none of seized, found, frozen, confiscated, destroyed\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "triggers.toml",
            '[s]\nevent = "seizure"\nvalue = "seized"\nstrength = 3\nlemmas = ["отшмонать"]\n',
            "1: [s] lemmas: 'отшмонать' is no verb of the dictionary: put its forms into phrases",
        ),
        (
            "triggers.toml",
            '[s]\nevent = "seizure"\nvalue = "seized"\nstrength = 3\nlemmas = ["изъяли"]\n',
            "1: [s] lemmas: 'изъяли' is no infinitive in small letters with е for ё",
        ),
        (
            "substance_words.csv",
            "id,phrase\nmephedrone,(белыш)\n",
            "2: phrase: '(белыш)' is never found: written like this it makes no words of a text",
        ),
    ],
)
def test_check_tries_whether_the_words_would_be_found(
    narcofacts: Command, lists: Lists, name: str, text: str, problem: str
) -> None:
    result = narcofacts("lexicon", "check", lists({name: text}))
    assert (result.exit_code, result.stdout) == (1, f"words/{name}:{problem}\n")
    assert lexicon.in_use() == ()


def test_list_shows_rows_and_columns_and_what_can_be_added_to(narcofacts: Command) -> None:
    lines = narcofacts("lexicon", "list").stdout.splitlines()
    assert any(line.startswith("* substance_words.csv ") and line.endswith(" rows  id phrase weak") for line in lines)
    assert any(line.startswith("  dates.csv ") for line in lines)
    assert {line[2:].split()[0] for line in lines} == {
        path.name for path in Path(narcofacts("lexicon", "where").stdout.strip()).iterdir() if path.suffix != ".md"
    }


def test_where_is_the_folder_of_the_data(narcofacts: Command) -> None:
    assert (Path(narcofacts("lexicon", "where").stdout.rstrip("\n")) / "places.csv").is_file()


@pytest.mark.parametrize("name", ["check", "list", "where"])
def test_every_help_has_examples(narcofacts: Command, name: str) -> None:
    shown = narcofacts("lexicon", name, "--help").stdout
    assert f"  Examples:\n    narcofacts lexicon {name}" in shown
    assert max(map(len, shown.splitlines())) <= 80
