"""The user's word lists: what they add, which row wins, what is refused and how that is told."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from narcofacts import extract, lexicon
from narcofacts.errors import LexiconError, OptionError
from narcofacts.lexicon import checks, forms, sheets, user
from narcofacts.mentions.gazetteer import gazetteer
from narcofacts.pipeline import extract_article
from narcofacts.text.reading import article_from_text

Lists = Callable[..., Path]

SLANG = {"substance_words.csv": "id,phrase,weak\nheroin,медляк,\nmephedrone,белыш,\n"}
TEXT = "2025-12-04\n\nВ Шымкенте полицейские задержали закладчика и изъяли 300 граммов белыша."


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lists]:
    """Writes word lists into a directory: lists({"items.csv": "…"}). In the end no directory is in use."""
    monkeypatch.delenv(user.VARIABLE, raising=False)

    def write(files: dict[str, str | bytes], name: str = "words") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for file, text in files.items():
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    yield write
    lexicon.use(())


def rules_of(text: str) -> set[str]:
    trace = extract_article(article_from_text(text)).trace
    return {step.rule for steps in trace.values() for step in steps}


def substances_in(text: str) -> list[tuple[str | None, float | None]]:
    return [(s.substance, s.quantity.value if s.quantity else None) for s in extract(text).seizures]


def test_a_slang_word_is_found_in_any_case_with_its_row_as_the_rule(lists: Lists) -> None:
    assert substances_in(TEXT) == []
    lexicon.use([lists(SLANG)])
    assert substances_in(TEXT) == [("mephedrone", 300)]
    assert "user/substance_words.csv:3" in rules_of(TEXT)


def test_what_was_read_before_is_forgotten_both_ways(lists: Lists) -> None:
    folder = lists(SLANG)
    for _ in range(2):
        lexicon.use([folder])
        assert substances_in(TEXT) == [("mephedrone", 300)]
        lexicon.use(())
        assert substances_in(TEXT) == []


def test_a_place_and_an_agency_of_the_users(lists: Lists) -> None:
    lexicon.use(
        [
            lists(
                {
                    "places.csv": "id,name,kind,country,region,lat,lon\nkz-x,Тасбулакино,village,KZ,KZ-61,42.3,69.6\n",
                    "agencies.csv": "id,name,aliases,country\nKZ-UBR,Управление быстрого реагирования,УБР,KZ\n",
                }
            )
        ]
    )
    document = extract("2025-12-04\n\nСотрудники УБР в Тасбулакино изъяли 2 кг героина.")
    [seizure] = document.seizures
    assert seizure.place is not None
    assert (seizure.place.name, seizure.place.region, seizure.place.lat) == ("Тасбулакино", "KZ-61", 42.3)
    assert [agency.id for agency in document.operations[0].agencies] == ["KZ-UBR"]


def test_things_people_names_and_triggers_of_the_users(lists: Lists) -> None:
    lexicon.use(
        [
            lists(
                {
                    "items.csv": "phrase,category,item\nграммофон,equipment,граммофон\n",
                    "people.csv": "lemma,heads,role\nприкопщик,1,courier\n",
                    "name_nouns.toml": '[bazaar]\ntype = "online_shop"\nstems = ["наркобазар"]\n',
                    "triggers.toml": '[s]\nevent = "seizure"\nvalue = "seized"\nstrength = 3\nlemmas = ["отжать"]\n',
                    "units.csv": "id,unit,factor,kind,lemma,forms\nchek,dose,1,count,чек,чек|чека|чеки|чеков\n",
                }
            )
        ]
    )
    text = (
        "2025-12-04\n\nВ Алматы полицейские задержали прикопщика наркобазара «Тихая гавань». "
        "У него отжали две граммофона и 5 чеков героина."
    )
    document = extract(text)
    assert ("equipment", "seized") in [(s.category, s.action) for s in document.seizures]
    assert [p.role for a in document.arrests for p in a.persons] == ["courier"]
    assert [(t.name, t.type) for o in document.operations for t in o.targets] == [("Тихая гавань", "online_shop")]
    heroin = next(s for s in document.seizures if s.substance == "heroin")
    assert heroin.quantity is not None
    assert (heroin.quantity.value, heroin.quantity.unit) == (5, "dose")


def test_a_row_with_a_known_id_takes_the_place_of_the_programs(lists: Lists) -> None:
    before = len(gazetteer().rows)
    lexicon.use(
        [
            lists(
                {
                    "places.csv": "id,name,kind,country,lat,lon\nkz-shymkent,Шымкентоград,city,KZ,1.5,2.5\n",
                    "substances.csv": "id,category,russian\nmephedrone,precursor,меф\n",
                    "agencies.csv": "id,name,country\nKZ-KNB,Комитет всего,KZ\n",
                }
            )
        ]
    )
    table = gazetteer()
    index = table.by_id("kz-shymkent")
    assert index is not None
    assert (len(table.rows), table.place(index).name, table.place(index).lat) == (before, "Шымкентоград", 1.5)
    assert lexicon.substances()["mephedrone"].category == "precursor"
    ids = [
        row.values["id"]
        for row in lexicon.rows("agencies.csv", ("id",), (*forms.CSV_FORMS["agencies.csv"].optional, "name"))
    ]
    assert ids.count("KZ-KNB") == 1


def test_a_phrase_of_the_users_means_what_the_user_says(lists: Lists) -> None:
    text = "2025-12-04\n\nВ Шымкенте полицейские изъяли 300 граммов мефедрона."
    assert substances_in(text) == [("mephedrone", 300)]
    lexicon.use([lists({"substance_words.csv": "id,phrase\nheroin,мефедрон\n"})])
    assert substances_in(text) == [("heroin", 300)]


def test_the_words_of_several_directories_are_told_apart(lists: Lists) -> None:
    lexicon.use([lists(SLANG), lists({"substance_words.csv": "id,phrase\ncocaine,кокосище\n"}, "more")])
    assert "user/substance_words.csv:3" in rules_of(TEXT)
    assert "user2/substance_words.csv:2" in rules_of(TEXT.replace("белыша", "кокосища"))


def _in_a_worker(text: str) -> list[tuple[str | None, float | None]]:
    return substances_in(text)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_workers_know_the_words_however_they_are_started(lists: Lists, method: str) -> None:
    lexicon.use([lists(SLANG)])
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.map(_in_a_worker, [TEXT]) == [[("mephedrone", 300)]]


def test_the_environment_names_directories_as_path_does(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [lists(SLANG), lists({"items.csv": "phrase,category,item\nграммофон,equipment,граммофон\n"}, "more")]
    monkeypatch.setattr(user, "_in_use", None)
    monkeypatch.setenv(user.VARIABLE, os.pathsep.join(map(str, folders)))
    assert lexicon.in_use() == tuple(map(str, folders))


def test_a_file_of_a_spreadsheet_with_its_byte_order_mark_and_empty_lines_is_read(lists: Lists) -> None:
    lexicon.use([lists({"substance_words.csv": "\ufeffid,phrase\r\n\r\nmephedrone,белыш\r\n,\r\n"})])
    assert "user/substance_words.csv:3" in rules_of(TEXT)


BAD_ROWS: list[tuple[str, str | bytes, str]] = [
    ("substance_words.csv", "id,phrase\nmefedrone,белыш\n", "2: unknown substance 'mefedrone'; mephedrone?"),
    (
        "substance_words.csv",
        "id,phrase\nmephedrone,бeлыш\n",
        "2: phrase: Latin letters inside the Cyrillic word 'бeлыш'",
    ),
    ("substance_words.csv", "id,phrase\nmephedrone,\n", "2: blank phrase"),
    ("substance_words.csv", "id,phrase\nmephedrone, белыш\n", "2: stray space in phrase"),
    ("substance_words.csv", "id,phrase\nmephedrone,белыш,weak\n", "2: 3 fields, the header has 2"),
    ("substance_words.csv", "id,phrase\nmephedrone,ё\nheroin,е\n", "3: phrase 'е' stands in line 2 too"),
    ("substance_words.csv", "id,phrase\nheroin,е\nheroin,е\n", "3: the same row as line 2"),
    ("substance_words.csv", "id,phrase,weak\nmephedrone,белыш,yes\n", "2: weak: 'yes' is none of weak"),
    (
        "substance_words.csv",
        "id;phrase\nmephedrone;белыш\n",
        "1: unknown column 'id;phrase'; columns are separated by commas",
    ),
    ("substance_words.csv", "id\nmephedrone\n", "1: no column 'phrase'"),
    ("substance_words.csv", "id,phrase,id\n", "1: column 'id' twice"),
    ("substance_words.csv", "id,phrase\nheroin,г\n".encode("cp1251"), "2: not UTF-8"),
    ("substance_words.csv", 'id,phrase\nheroin,"г\n', "2: unexpected end of data"),
    ("items.csv", "phrase,category,item\nграммофон,drug,г\n", "2: category: 'drug' is none of money, crypto"),
    ("people.csv", "lemma,heads\nприкопщик,один\n", "2: heads: 'один' is not a whole number"),
    ("people.csv", "lemma,heads,role\nприкопщик,1,curier\n", "2: role: 'curier' is none of organizer"),
    ("places.csv", "id,name,kind\nkz-x,Село,hamlet\n", "2: kind: 'hamlet' is none of country"),
    ("places.csv", "id,name,kind,lat\nkz-x,Село,village,91\n", "2: lat: 91 is not from -90 to 90"),
    ("places.csv", "id,name,kind,lon\nkz-x,Село,village,\"4,5\"\n", "2: lon: '4,5' is not a number"),
    ("places.csv", "id,name,kind,country\nkz-x,Село,village,Kz\n", "2: country: 'Kz' is not a country code such as KZ"),
    ("places.csv", "id,name,kind,adjectives\nkz-x,Село,village,Сельский\n", "2: adjectives: capital letters"),
    ("agencies.csv", "id,name\nknb,КНБ\n", "2: id: 'knb' is not an id such as KZ-KNB"),
    ("agencies.csv", "id,name,aliases\nKZ-X,Х,а| б\n", "2: aliases: a blank or a stray space beside |"),
    ("units.csv", "id,unit,factor,kind,lemma,forms\nx,dose,0,count,чек,чек\n", "2: factor: 0 is no factor"),
    ("units.csv", "id,unit,factor,kind,lemma,forms\nx,kg,1,count,чек,чек\n", "2: unit: 'kg' is none of g"),
    ("triggers.toml", "[a]\nevent = \"seizure\"\n", "1: [a] no value"),
    (
        "triggers.toml",
        "# x\n\n[a]\nevent = \"seizure\"\nvalue = \"detained\"\nstrength = 3\n",
        "3: [a] value: 'detained' is none",
    ),
    (
        "triggers.toml",
        "[a]\nevent = \"arrest\"\nvalue = \"detained\"\nstrength = 9\n",
        "1: [a] strength: 9 is none of 1, 2, 3",
    ),
    ("triggers.toml", "[a]\nlemas = []\n", "1: [a] unknown key 'lemas'"),
    ("triggers.toml", "[a]\nb = \n", "2: invalid value"),
    ("triggers.toml", "a = 1\n", "1: 'a' stands outside of a [section]"),
    ("name_nouns.toml", "[a]\ntype = \"shop\"\nstems = [\"х\"]\n", "1: [a] type: 'shop' is none of"),
    ("name_nouns.toml", "[a]\ntype = \"bot\"\nstems = [\"х(\"]\n", "1: [a] stems: 'х(': marks other than - and ."),
    ("cues.toml", "[perhaps]\nphrases = [\"может быть\"]\n", "1: [perhaps] is no kind of cue; there are denied"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), BAD_ROWS, ids=lambda value: str(value)[:40])
def test_a_row_that_breaks_a_rule_is_refused_with_file_and_line(
    lists: Lists, name: str, text: str | bytes, message: str
) -> None:
    folder = lists({name: text})
    with pytest.raises(LexiconError) as raised:
        lexicon.use([folder])
    assert str(raised.value).startswith(f"{folder / name}:{message}")
    assert lexicon.in_use() == ()
    assert user.VARIABLE not in os.environ


def test_all_problems_of_a_directory_are_found(lists: Lists) -> None:
    folder = lists(
        {
            "items.csv": "phrase,category,item\n,weapon,х\nх,wepon,х\n",
            "itmes.csv": "phrase\n",
            "cues.toml": "[denied]\nphrases = []\n",
        }
    )
    files = [user.UserFile(name, f"user/{name}", name) for name in user.files_in(str(folder))]
    found = [str(p) for p in checks.problems([file._replace(path=str(folder / file.name)) for file in files])]
    assert [message.removeprefix(f"{folder}/").partition("; ")[0] for message in found] == [
        "cues.toml:1: [denied] no phrases",
        "items.csv:2: blank phrase",
        "items.csv:3: category: 'wepon' is none of money, crypto, property, vehicle, weapon, equipment, device, other",
        "itmes.csv: no word list of this name can be added to",
    ]


@pytest.mark.parametrize(
    ("make", "reason"), [(False, "no such file or directory"), (True, "no word lists (*.csv, *.toml)")]
)
def test_what_is_no_lexicon_directory_is_a_wrong_option(lists: Lists, tmp_path: Path, make: bool, reason: str) -> None:
    folder = tmp_path / "none"
    if make:
        folder.mkdir()
    with pytest.raises(OptionError) as raised:
        lexicon.use([folder])
    assert str(raised.value) == f"{folder}: {reason}"


@pytest.mark.parametrize("name", forms.CSV_FORMS)
def test_the_rows_of_the_program_keep_the_rules_that_the_users_must_keep(name: str) -> None:
    form = forms.CSV_FORMS[name]
    lists_of_words = 0
    broken: list[Any] = []
    for row in sheets.rows_of(name, sheets.package_text(name), (), (*form.required, *form.optional)):
        if any(not row.values[column] for column in form.required) or row.values.get("kind") in (
            "cent",
            "tail",
            "adjective_only",
            "pound",
        ):
            lists_of_words += 1
            continue
        for column, check in form.checks.items():
            value = row.values[column]
            problem = check(value) if value else None
            if problem and not (name == "agencies.csv" and row.values["country"] == "EU"):
                broken.append((row.rule, column, problem))
    assert broken == []
    assert lists_of_words == 0 or name in ("units.csv", "currencies.csv")


def test_the_triggers_of_the_program_keep_the_rules_too() -> None:
    found = [(s.name, problem) for s in sheets.sections("triggers.toml") for problem in checks.trigger_problems(s)]
    # a lemma told twice does no harm there; tests/test_rules.py looks for words of two entries
    assert [told for told in found if not told[1].endswith("stands twice")] == []
