"""`narcofacts batch`: folders, archives and dumps of articles in, records out."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer

from narcofacts.cli import options
from narcofacts.cli.outputs import STREAMED, Form, FormOption, OutputsOption, Target, output_forms
from narcofacts.errors import InputError, OptionError, refusal

EXAMPLES = """\
\b
Examples:
  narcofacts batch news/ -o records.xlsx -o documents.jsonl --errors errors.jsonl
  narcofacts batch result.json -o channel.db --dedupe
  narcofacts batch dump.jsonl.gz -o documents.jsonl --text-column body --resume
  find /archive -name '*.html' -print0 | narcofacts batch --files-from - -o news.db
"""
LONGEST = 86_400
"""Seconds that --timeout may give one article: a day."""
InputFormatName = Literal["text", "page", "jsonl", "csv", "json", "docx", "pdf", "zip", "gz", "warc"]


def _column(what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        metavar="NAME",
        help=f"Column of JSON lines and CSV that holds the {what}. Default: guessed.",
        show_default=False,
    )
    return option


def batch(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT]...",
            help="Files and folders: text, HTML, JSON lines, CSV, Telegram's result.json, DOCX, PDF, WARC, "
            ".gz and .zip of these; - is standard input.",
            show_default=False,
        ),
    ] = None,
    output: OutputsOption = None,
    kind: FormOption = None,
    files_from: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="Read the names of inputs from LIST, one a line or ended by NUL.",
                     show_default=False),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Of folders, only files that match; several times.", show_default=False),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Of folders, no files or folders that match.", show_default=False),
    ] = None,
    input_format: Annotated[
        InputFormatName | None, typer.Option(help="Format of all inputs. Default: by ending.", show_default=False)
    ] = None,
    text_column: Annotated[str | None, _column("text")] = None,
    date_column: Annotated[str | None, _column("date of publication")] = None,
    url_column: Annotated[str | None, _column("address")] = None,
    title_column: Annotated[str | None, _column("title")] = None,
    id_column: Annotated[str | None, _column("id")] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes. Default: all cores.",
                                 show_default=False)
    ] = None,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds for one article; 0 is for ever.")] = 60.0,
    max_size: Annotated[int, typer.Option(min=1, help="Megabytes that one article may have.")] = 10,
    errors: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write what failed as JSON lines: path, position, code, reason. "
                     "Default: on standard error.", show_default=False),
    ] = None,
    dedupe: Annotated[bool, typer.Option("--dedupe", help="Extract reprints once; keep all their sources.")] = False,
    duplicates: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write which articles are reprints of which, as JSON lines.",
                     show_default=False),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run was stopped.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what an earlier run had done.")] = False,
    retry_errors: Annotated[bool, typer.Option("--retry-errors", help="Resume, and try what failed again.")] = False,
    state: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Keep finished work in FILE for later runs. Default: OUTPUT.state, "
                     "until all is written.", show_default=False),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="K/N", help="Only the K-th of N parts of the input: one machine of several.",
                     show_default=False),
    ] = None,
    engine: Annotated[Literal["local", "ray"], typer.Option(help="Worker processes here, or a Ray cluster.")] = "local",
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Ray cluster to use. Default: one here.", show_default=False)
    ] = None,
    summary_json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the summary as JSON.", show_default=False)
    ] = None,
    bom: options.BomOption = False,
    with_text: options.WithTextOption = False,
    lexicon: options.LexiconOption = None,
    no_gate: options.NoGateOption = False,
    encoding: options.EncodingOption = None,
    published: options.PublishedOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; errors still.")] = False,
) -> None:  # fmt: skip
    """Extract folders, archives and dumps of articles, with all cores.

    Results come in the order of the inputs and do not depend on --jobs. An article that cannot be read, crashes or
    takes too long is noted as an error, and the others go on. A run that was stopped, even by force, is continued with
    --resume: nothing finished is done again.
    """
    from narcofacts.batch.jobs import Settings
    from narcofacts.batch.rows import Columns, Tables
    from narcofacts.batch.run import Plan
    from narcofacts.batch.sources import Sources
    from narcofacts.batch.state import state_files
    from narcofacts.batch.walk import Walk
    from narcofacts.cli.batch_work import Work, stream_out, work_off, work_on_cluster

    reading = options.reading_options(encoding, published)
    options.use_lexicon(lexicon)
    if address is not None and engine == "local":
        raise OptionError("--address is for --engine ray")
    if not 0 <= timeout <= LONGEST:
        raise OptionError(f"--timeout is not between 0 and {LONGEST} seconds: {timeout:g}")
    targets = output_forms(output, kind) if engine == "local" else _partitions(output, kind)
    roots = _roots(inputs, files_from)
    state_path = state or next((f"{t.path.rstrip('/')}.state" for t in targets if t.path is not None), None)
    known = {"--resume": resume, "--retry-errors": retry_errors, "--fresh": fresh, "--state": state is not None}
    _check_known([option for option, asked in known.items() if asked], engine, state_path)
    written = [("--output", target.path) for target in targets if target.path is not None]
    more = [("--errors", errors), ("--summary-json", summary_json), ("--duplicates", duplicates)]
    written += [(option, path) for option, path in [*more, ("--state", state_path)] if path is not None]
    read = roots if files_from in (None, "-") else [*roots, files_from]
    _check_written(written, read)
    _check_targets(errors, summary_json, duplicates, state_path)
    needs_text = with_text or any(target.form == "ann" for target in targets)
    day = reading.published.isoformat() if reading.published else None
    columns = Columns(text_column, date_column, url_column, title_column, id_column)
    ours = [*(path for _, path in written), *(state_files(state_path) if state_path else ())]
    work = Work(
        Walk(roots, include or (), exclude or (), frozenset(map(os.path.realpath, ours))),
        Sources(Tables(columns, max_size * 1_000_000), input_format),
        Settings(reading.encoding, day, needs_text, _lexicon_digest(), not no_gate),
        Plan(jobs or _cores(), timeout or None, dedupe, _shard(shard)),
        targets, bom, with_text, errors, summary_json, duplicates,
    )  # fmt: skip
    if engine == "ray":
        work_on_cluster(work, address, quiet=quiet)
        return
    if state_path is None and _can_stream(targets, dedupe):
        stream_out(work, quiet=quiet)
        return
    if state_path is None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            work_off(work, os.path.join(folder, "state"), keep=True, resumable=False, retry=False, quiet=quiet)
        return
    _prepare_state(state_path, known=resume or retry_errors or state is not None, fresh=fresh)
    work_off(work, state_path, keep=state is not None, resumable=True, retry=retry_errors, quiet=quiet)


def _roots(inputs: list[str] | None, files_from: str | None) -> list[str]:
    if files_from is None:
        return options.inputs(inputs, "batch")
    from narcofacts.batch.walk import names_in

    if files_from == "-" and "-" in (inputs or []):
        raise OptionError("standard input (-) can be read only once")
    try:
        return [*(inputs or []), *names_in(files_from)]
    except OSError as error:
        raise InputError(files_from, refusal(error)) from error


def _check_known(asked: list[str], engine: str, state_path: str | None) -> None:
    """Raises OptionError for options on the work of an earlier run that contradict each other or have no such work."""
    if not asked:
        return
    if engine == "ray":
        raise OptionError(f"{asked[0]} is for --engine local; a cluster begins anew")
    if "--fresh" in asked and asked[0] != "--fresh":
        raise OptionError(f"{asked[0]} goes on with an earlier run, --fresh forgets it: choose one")
    if state_path is None:
        raise OptionError(f"{asked[0]} needs --output FILE or --state FILE: without them no work is kept")


def _check_written(written: list[tuple[str, str]], read: list[str]) -> None:
    """Raises OptionError if something written would replace an input or something else written."""
    from narcofacts.writers.files import is_special

    options.check_not_inputs(written, read)
    seen: set[str] = set()
    for option, path in written:
        place = os.path.realpath(path)
        if place in seen and not is_special(path):
            raise OptionError(f"{path}: {option} has the name of another output")
        seen.add(place)


def _check_targets(*paths: str | None) -> None:
    from narcofacts.writers.files import check_target

    for path in paths:
        if path is not None:
            check_target(path)


def _prepare_state(path: str, *, known: bool, fresh: bool) -> None:
    """Decides what becomes of the work of an earlier run. Raises OptionError if the user has not said it."""
    if fresh:
        from narcofacts.batch.state import remove_state

        remove_state(path)
    elif not known and os.path.exists(path):
        raise OptionError(f"{path}: an earlier run was not finished; --resume goes on with it, --fresh forgets it")


def _partitions(output: list[str] | None, kind: Form | None) -> list[Target]:
    """The one folder that a cluster writes its partitions to. Raises OptionError."""
    if not output or len(output) != 1 or output[0] == "-":
        raise OptionError("--engine ray needs one --output, a folder for the partitions")
    form = kind or "jsonl"
    if form not in STREAMED and form != "parquet":
        raise OptionError(
            f"--engine ray writes no {form}: choose jsonl, records, csv, tsv or parquet and convert later"
        )
    return [Target(output[0], form)]


def _can_stream(targets: list[Target], dedupe: bool) -> bool:
    return len(targets) == 1 and targets[0].form in STREAMED and not dedupe


def _shard(told: str | None) -> tuple[int, int] | None:
    if told is None:
        return None
    number, slash, total = told.partition("/")
    if not (slash and number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total)):
        raise OptionError(f"--shard must be K/N with K from 1 to N, such as 2/8: {told!r}")
    return int(number), int(total)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _lexicon_digest() -> str:
    """What the user's own words are, as results depend on them."""
    import hashlib

    from narcofacts.lexicon import user

    digest = hashlib.blake2b(digest_size=8)
    files = user.user_files()
    for file in files:
        with open(file.path, "rb") as stream:
            digest.update(file.label.encode() + b"\0" + stream.read() + b"\0")
    return digest.hexdigest() if files else ""
