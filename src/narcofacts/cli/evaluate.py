"""`narcofacts eval`: how well records agree with gold."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from narcofacts.cli import messages, options
from narcofacts.errors import OptionError

if TYPE_CHECKING:
    from narcofacts.analysis.evaluation import Rules
    from narcofacts.analysis.judged import Judged

EXAMPLES = """\
\b
Examples:
  narcofacts eval tests/gold
  narcofacts eval tests/gold --errors 20
  narcofacts eval tests/gold --predictions run.jsonl --format json
  narcofacts eval my-gold --lexicon my-words --fail-under 0.9
"""


def evaluate(
    folder: Annotated[
        str, typer.Argument(metavar="GOLD_DIR", help="Folder of NAME.txt and NAME.json.", show_default=False)
    ],
    predictions: Annotated[
        str | None,
        typer.Option(
            "--predictions",
            "-p",
            metavar="FILE",
            help="Score these saved documents and extract nothing; - is standard input.",
            show_default=False,
        ),
    ] = None,
    kind: options.ReportFormatOption = None,
    errors: Annotated[
        int, typer.Option("--errors", "-e", metavar="N", min=0, help="List at most N differences from gold.")
    ] = 0,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under", metavar="F1", help="Exit with 1 if the F1 of records is less.", show_default=False
        ),
    ] = None,
    lexicon: options.LexiconOption = None,
    quiet: options.QuietOption = False,
) -> None:
    """Compare records with gold ones: right, missed and spurious, and what is told of the right ones.

    The articles GOLD_DIR/*.txt are extracted and compared with GOLD_DIR/*.json, which have the form of documents.
    """
    if fail_under is not None and not 0 <= fail_under <= 1:
        raise OptionError(f"--fail-under is not between 0 and 1: {fail_under:g}")
    if predictions is None:
        options.use_lexicon(lexicon)
    elif lexicon:
        raise OptionError("--lexicon is for extracting; it has no effect on --predictions")

    from narcofacts.analysis import evaluation
    from narcofacts.analysis.judged import read_gold, read_predictions
    from narcofacts.writers import scores

    gold = read_gold(folder)
    rules: dict[str, Rules] = {}
    failures = 0
    if predictions is None:
        predicted, rules, failures = _extracted(folder, gold, quiet=quiet)
    else:
        predicted = read_predictions(predictions)
    found = evaluation.evaluate(gold, predicted, rules)
    options.report(
        options.report_format(kind),
        lambda console: scores.print_scores(found, errors, console),
        lambda: scores.scores_object(found, errors),
    )
    f1 = found.figures["records"].f1
    if fail_under is not None and f1 < fail_under:
        messages.complain(f"F1 of records is {f1:.4f}, under {fail_under:g}")
        raise typer.Exit(1)
    if failures:
        raise typer.Exit(1)


def _extracted(folder: str, gold: dict[str, Judged], *, quiet: bool) -> tuple[dict[str, Judged], dict[str, Rules], int]:
    """The documents of the articles that have gold, the rules that made their records, and how many failed."""
    from narcofacts.analysis.judged import judged_document, names_in
    from narcofacts.cli.articles import extract_input

    texts = {name.removesuffix(".txt") for name in names_in(folder, ".txt")}
    for name in sorted(set(gold) - texts):
        messages.complain(f"{os.path.join(folder, name)}.json: no article {name}.txt")
    predicted: dict[str, Judged] = {}
    rules: dict[str, Rules] = {}
    progress = not quiet and sys.stderr is not None and sys.stderr.isatty()
    names = sorted(texts & set(gold))
    for number, name in enumerate(names, start=1):
        if progress:
            sys.stderr.write(f"\r{number} of {len(names)} articles")
            sys.stderr.flush()
        extracted = extract_input(os.path.join(folder, f"{name}.txt"), options.reading_options(None, None), quiet=True)
        if extracted is None:
            continue
        predicted[name] = judged_document(extracted.extraction.document)
        rules[name] = {
            record: list(dict.fromkeys(step.rule for step in steps))
            for record, steps in extracted.extraction.trace.items()
        }
    if progress:
        # the line is wiped, so that the figures stand alone
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
    return predicted, rules, len(gold) - len(predicted)
