"""Rule ids lead back to a data row or a line of code, data rows parse, and word lists are found again in every form."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

import marked
import narcofacts
from declension import CASES, declined, in_nominative, known
from narcofacts import lexicon
from narcofacts.mentions.items import items
from narcofacts.mentions.substances import substances
from narcofacts.pipeline import extract_article
from narcofacts.text.reading import article_from_text, read_article
from narcofacts.text.segment import tokenize

TESTS = Path(__file__).parent
PACKAGE = Path(narcofacts.__file__).parent
DATA = PACKAGE / "data"
PATTERN_FILES = ("discourse.toml", "dismantled.toml", "relevance.toml")
# «на дому», «суда»: everyday words, or no form in use
SKIPPED_FORMS = frozenset({"дому", "суда", "суде", "суду", "суден"})
PUT_TOGETHER = {
    "ages": 'mentions/ages.py builds f"ages.{rule}"',
    "quantities": "ids such as quantities.g are built of the unit",
}
MASS = frozenset(
    {
        "опий",
        "опий сырец",
        "экстракционный опий",
        "маковая солома",
        "маковая соломка",
        "соломка мака",
        "морфий",
        "травка",
        "трава",
        "масло каннабиса",
        "марганцовка",
        "ханка",
        "маковой соломки",
    }
)


@cache
def rule_ids() -> frozenset[str]:
    """All rule ids in the traces of the gold articles and of the marked sentences."""
    extractions = [extract_article(read_article(str(path))) for path in sorted((TESTS / "gold").glob("*.txt"))]
    for path in marked_files():
        extractions += [extract_article(article_from_text(row.text)) for row in marked.rows(path)]
    return frozenset(step.rule for extraction in extractions for steps in extraction.trace.values() for step in steps)


def marked_files() -> list[Path]:
    """The files of marked sentences."""
    return sorted([*(TESTS / "events").glob("*.tsv"), *(TESTS / "linking").glob("*.tsv")])


@cache
def source() -> str:
    """All code of the package."""
    return "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


def test_every_rule_id_of_a_trace_can_be_found() -> None:
    missing = [rule for rule in sorted(rule_ids()) if not _leads_somewhere(rule)]
    assert [rule for rule in missing if rule.partition(".")[0] not in PUT_TOGETHER] == []


@pytest.mark.parametrize(
    "family",
    [pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True)) for name, reason in PUT_TOGETHER.items()],
)
def test_rule_ids_are_written_out_in_code(family: str) -> None:
    assert [rule for rule in sorted(rule_ids()) if rule.startswith(f"{family}.") and not _leads_somewhere(rule)] == []


def _leads_somewhere(rule: str) -> bool:
    name, _, entry = rule.partition(":")
    if name.endswith(".csv"):
        lines = (DATA / name).read_text("utf-8").splitlines()
        by_id = any(line.split(",")[0] == entry for line in lines)
        return (entry.isdigit() and 2 <= int(entry) <= len(lines)) or by_id
    if name.endswith(".toml"):
        return entry in tomllib.loads((DATA / name).read_text("utf-8"))
    return f'"{rule}"' in source()


def test_every_step_of_a_trace_names_its_rule() -> None:
    assert "" not in rule_ids()


def test_data_rows_and_rules_of_code_both_show_in_traces() -> None:
    kinds = {rule.partition(":")[0] for rule in rule_ids()}
    assert {"triggers.toml", "substance_words.csv", "items.csv"} <= kinds


@pytest.mark.parametrize("name", PATTERN_FILES)
def test_every_pattern_of_a_data_file_compiles_and_is_not_empty(name: str) -> None:
    for entry, fields in tomllib.loads((DATA / name).read_text("utf-8")).items():
        texts = [text for value in fields.values() if isinstance(value, list) for text in value]
        assert texts, f"{name}:{entry} is empty"
        for text in texts:
            pattern = re.compile(text, re.IGNORECASE)
            assert not pattern.fullmatch(""), f"{name}:{entry}: {text!r} matches nothing at all"


@pytest.mark.parametrize("name", [path.name for path in sorted(DATA.glob("*.toml"))])
def test_data_files_parse(name: str) -> None:
    assert tomllib.loads((DATA / name).read_text("utf-8"))


@pytest.mark.parametrize("name", [path.name for path in sorted(DATA.glob("*.csv"))])
def test_rows_have_as_many_fields_as_the_header(name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert rows
    assert [row for row in rows if len(row) != len(header)] == []


def test_triggers_are_of_a_known_event_with_a_known_value() -> None:
    values = {
        "seizure": {"seized", "found", "frozen", "confiscated", "destroyed"},
        "arrest": {"detained", "arrested", "extradited", "convicted", "wanted"},
    }
    for row in lexicon.triggers():
        assert row.value in values[row.event], row.name
        assert row.strength in (1, 2, 3), row.name
        assert row.lemmas or row.phrases or row.pairs, row.name


def test_cues_have_a_scope_and_phrases() -> None:
    for row in lexicon.cues():
        assert row.scope in ("clause", "sentence"), row.name
        assert row.phrases, row.name


@pytest.mark.parametrize("name", [row.name for row in lexicon.cues()])
def test_no_cue_has_a_phrase_twice(name: str) -> None:
    phrases = next(row.phrases for row in lexicon.cues() if row.name == name)
    assert sorted(phrases) == sorted(set(phrases))


@pytest.mark.parametrize("event", ["seizure", "arrest"])
def test_no_word_triggers_two_entries_of_one_event(event: str) -> None:
    seen: dict[str, str] = {}
    for row in lexicon.triggers():
        if row.event == event:
            for lemma in {*row.lemmas, *row.nouns, *row.phrases}:
                assert lemma not in seen, f"{lemma}: {seen.get(lemma)} and {row.name}"
                seen[lemma] = row.name


def test_words_for_things_are_found_again_in_every_case_and_number() -> None:
    rows = [(phrase, category, "plur") for phrase, category, *_ in lexicon.item_phrases()]
    missed = []
    for phrase, category, form in _forms(rows):
        found = items(tokenize(form, 0, len(form)))
        if [mention.category for mention in found] != [category]:
            missed.append((phrase, form))
    assert missed == []


def test_words_for_substances_are_found_again_in_every_case_and_number() -> None:
    rows = [
        (phrase, substance, "" if phrase in MASS else "plur") for phrase, substance, *_ in lexicon.substance_phrases()
    ]
    missed = []
    for phrase, substance, form in _forms(rows):
        found = substances(form, tokenize(form, 0, len(form)))
        if [mention.substance for mention in found] != [substance]:
            missed.append((phrase, form))
    assert missed == []


def _forms(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """(phrase, value, form) of all rows that the dictionary knows; a row that is a form of another row makes none."""
    base = [
        (phrase, value, plural)
        for phrase, value, plural in rows
        if not phrase.startswith("=") and known(phrase) and in_nominative(phrase)
    ]
    result = []
    for phrase, value, plural in base:
        numbers = ("sing", "plur") if plural else ("sing",)
        forms = {
            form.replace("ё", "е") for number in numbers for case in CASES if (form := declined(phrase, case, number))
        }
        result.append((phrase, value, forms))
    others = {form for phrase, _, forms in result for form in forms if form != phrase}
    return [
        (phrase, value, form)
        for phrase, value, forms in result
        if phrase not in others
        for form in sorted(forms - SKIPPED_FORMS)
    ]
