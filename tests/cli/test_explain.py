"""`narcofacts explain`: marked evidence and the chain of rules."""

from __future__ import annotations

from collections.abc import Callable

from typer.testing import Result

Command = Callable[..., Result]
Article = Callable[..., str]

RAID = "2025-12-04\n\nВ пригороде изъято 7 кг мефедрона, ещё 2 кг мефедрона нашли в гараже. задержаны 3 сбытчика."


def test_evidence_is_put_in_brackets_in_a_pipe(narcofacts: Command, article: Article) -> None:
    result = narcofacts("explain", article(RAID))
    assert result.exit_code == 0
    assert "изъято [op1: [se1: 7 кг мефедрона]], ещё [se2: 2 кг мефедрона] нашли в гараже." in result.stdout
    assert "[ar1: задержаны 3] сбытчика" in result.stdout


def test_each_record_has_its_rules_with_the_words_that_they_took(narcofacts: Command, article: Article) -> None:
    lines = narcofacts("explain", article(RAID)).stdout.splitlines()
    head = lines.index("se2  seized 2\u00a0kg мефедрон · op1")
    assert lines[head + 1].split() == ["quantities.mass", "«2", "кг»", "2000", "g"]
    assert lines[head + 2].split() == ["substances.csv:mephedrone", "«мефедрона»", "mephedrone"]


def test_one_record_can_be_chosen(narcofacts: Command, article: Article) -> None:
    shown = narcofacts("explain", article(RAID), "--record", "se2").stdout
    assert "[se2: 2 кг мефедрона]" in shown
    assert "[se1:" not in shown
    assert "se1  seized" not in shown


def test_an_unknown_record_is_one_line_and_wrong_usage(narcofacts: Command, article: Article) -> None:
    result = narcofacts("explain", article(RAID), "--record", "se9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "narcofacts: a.txt: no record se9; it has op1, ar1, se1, se2\n"


def test_an_unknown_record_of_an_article_without_facts(narcofacts: Command, article: Article) -> None:
    result = narcofacts("explain", article("Погода не изменится.", "b.txt"), "--record", "se1", "--quiet")
    assert (result.exit_code, result.stderr) == (2, "narcofacts: b.txt: no record se1; it has no records\n")


def test_an_article_without_facts_is_shown_as_it_is(narcofacts: Command, article: Article) -> None:
    result = narcofacts("explain", article("2025-12-04\n\nПогода [в горах] не изменится."))
    assert result.exit_code == 0
    assert "Погода [в горах] не изменится." in result.stdout
    assert "no operations, arrests or seizures found" in result.stdout


def test_a_missing_file_fails_with_one_line(narcofacts: Command) -> None:
    result = narcofacts("explain", "missing.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("narcofacts: missing.txt: ")
    assert result.stderr.count("\n") == 1


def test_explain_reads_standard_input(narcofacts: Command) -> None:
    assert "[se1: 7 кг мефедрона]" in narcofacts("explain", "-", input=RAID.encode()).stdout


def test_an_unknown_record_is_told_before_any_warning(narcofacts: Command, article: Article) -> None:
    name = article("В пригороде изъято 7 кг мефедрона, задержаны трое местных жителей.")
    assert narcofacts("explain", name, "-r", "se2").stderr == "narcofacts: a.txt: no record se2; it has op1, se1\n"
    assert narcofacts("explain", name, "-r", "se1").stderr.startswith("narcofacts: a.txt: warning: no publication date")
    assert narcofacts("explain", name, "-r", "se1", "--quiet").stderr == ""


def test_an_empty_record_id_is_told_before_the_work(narcofacts: Command, article: Article) -> None:
    result = narcofacts("explain", article("сломай"), "-r", "")
    assert (result.exit_code, result.stderr) == (
        2,
        "narcofacts: --record names no record; an id is such as se2\n",
    )
