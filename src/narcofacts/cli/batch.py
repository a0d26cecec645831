"""`narcofacts batch`: folders, archives and dumps of articles in, records out."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, NoReturn

import typer

from narcofacts.cli import messages, options
from narcofacts.cli.convert import (
    BomOption,
    Form,
    FormOption,
    OutputsOption,
    Target,
    check_not_input,
    output_forms,
    write_documents,
)
from narcofacts.errors import InputError, OptionError

if TYPE_CHECKING:
    from narcofacts.batch.jobs import Failure, Settings
    from narcofacts.batch.run import Batch, Counts, Plan
    from narcofacts.batch.sources import Sources
    from narcofacts.batch.state import State
    from narcofacts.batch.walk import Walk
    from narcofacts.cli.progress import Progress, Totals
    from narcofacts.records import Document

EXAMPLES = """\
\b
Examples:
  narcofacts batch news/ -o records.xlsx -o documents.jsonl --errors errors.jsonl
  narcofacts batch result.json -o channel.db --dedupe
  narcofacts batch dump.jsonl.gz -o documents.jsonl --text-column body --resume
  find /archive -name '*.html' -print0 | narcofacts batch --files-from - -o news.db
"""
InputFormatName = Literal["text", "page", "jsonl", "csv", "json", "docx", "pdf", "zip", "gz", "warc"]
STREAMED: frozenset[Form] = frozenset({"jsonl", "records", "csv", "tsv"})
"""Forms that can be written to standard output document by document."""
TOLD = 50
"""Errors told on standard error at most."""


def _column(what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        metavar="NAME",
        help=f"Column of JSON lines and CSV that holds the {what}. Default: guessed.",
        show_default=False,
    )
    return option


class Work(NamedTuple):
    """What a batch is to do, checked before the first article."""

    walk: Walk
    sources: Sources
    settings: Settings
    plan: Plan
    targets: list[Target]
    bom: bool
    with_text: bool
    errors: str | None
    summary: str | None
    doubles: str | None


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
    bom: BomOption = False,
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
    from narcofacts.batch.walk import Walk

    reading = options.reading_options(encoding, published)
    options.use_lexicon(lexicon)
    if address is not None and engine == "local":
        raise OptionError("--address is for --engine ray")
    targets = output_forms(output, kind) if engine == "local" else _partitions(output, kind)
    roots = _roots(inputs, files_from)
    for target in targets:
        check_not_input(target.path, roots)
    state_path = state or next((f"{t.path.rstrip('/')}.state" for t in targets if t.path is not None), None)
    written = [*(target.path for target in targets), errors, summary_json, duplicates]
    _check_targets(errors, summary_json, duplicates, state_path)
    needs_text = with_text or any(target.form == "ann" for target in targets)
    day = reading.published.isoformat() if reading.published else None
    columns = Columns(text_column, date_column, url_column, title_column, id_column)
    ours = [*filter(None, written), *([state_path, f"{state_path}-wal", f"{state_path}-shm"] if state_path else [])]
    work = Work(
        Walk(roots, include or (), exclude or (), frozenset(map(os.path.realpath, ours))),
        Sources(Tables(columns, max_size * 1_000_000), input_format),
        Settings(reading.encoding, day, needs_text, _lexicon_digest(), not no_gate),
        Plan(jobs or _cores(), timeout or None, dedupe, _shard(shard)),
        targets, bom, with_text, errors, summary_json, duplicates,
    )  # fmt: skip
    if engine == "ray":
        _on_cluster(work, address, quiet=quiet)
        return
    with _terminable():
        if state_path is None and _can_stream(work):
            _stream(work, quiet=quiet)
            return
        with contextlib.ExitStack() as stack:
            if state_path is None:
                state_path = os.path.join(stack.enter_context(tempfile.TemporaryDirectory()), "state")
                _work(work, state_path, keep=True, resumable=False, retry=False, quiet=quiet)
                return
            known = resume or retry_errors or state is not None
            _prepare_state(state_path, known=known, fresh=fresh)
            _work(work, state_path, keep=state is not None, resumable=True, retry=retry_errors, quiet=quiet)


def _work(work: Work, state_path: str, *, keep: bool, resumable: bool, retry: bool, quiet: bool) -> None:
    """Works the batch off into its state, then writes the outputs from it."""
    from narcofacts.batch.run import Batch
    from narcofacts.batch.state import State

    progress = _progress(work, quiet=quiet)
    kept = State(state_path)
    run: Batch = Batch(work.sources.jobs(work.walk), work.settings, work.plan, lambda: progress.tick(run.counts))
    try:
        if retry:
            kept.forget_failures()
        run.into(kept)
        progress.close()
        totals, failed = _write(work, kept)
    except KeyboardInterrupt:
        progress.close()
        kept.close()
        _stopped(run.counts, resumable=resumable)
    except BaseException:
        progress.close()
        kept.close()
        raise
    if keep:
        kept.close()
    else:
        kept.remove()
    _summarise(work, run.counts, totals, failed, progress.seconds, quiet=quiet)


def _write(work: Work, kept: State) -> tuple[Totals, int]:
    """Writes errors, reprints and outputs. Where nothing but errors came of the inputs, outputs stay as they were."""
    from narcofacts.cli.progress import Totals
    from narcofacts.writers.documents import json_line
    from narcofacts.writers.files import open_output

    failed = _write_failures(work, kept.failures())
    if work.doubles is not None:
        with open_output(work.doubles) as stream:
            for label, first, likeness in kept.doubles():
                stream.write(json_line({"path": label, "same_as": first, "likeness": likeness}))
    if failed and next(kept.finished(), None) is None:
        return Totals(), failed
    totals = Totals()
    for target in work.targets:
        counted: list[int] = [0] * len(Totals._fields)
        documents = _counted(_documents(kept, work.with_text or target.form == "ann"), counted)
        write_documents(documents, target, bom=work.bom)
        totals = Totals(*counted)
    return totals, failed


def _documents(kept: State, with_text: bool) -> Iterator[Document]:
    import msgspec

    from narcofacts.records import Document, Warning
    from narcofacts.writers.tables import SAME_TEXT

    decode = msgspec.json.Decoder(Document).decode
    for label, payload, also in kept.finished():
        document = decode(payload)
        document.source.path = label
        document.warnings += [Warning(SAME_TEXT, path) for path in also]
        if not with_text:
            document.text = msgspec.UNSET
        yield document


def _counted(documents: Iterable[Document], totals: list[int]) -> Iterator[Document]:
    for document in documents:
        numbers = len(document.operations), len(document.arrests), len(document.seizures)
        for place, number in enumerate((1, int(any(numbers)), *numbers)):
            totals[place] += number
        yield document


def _stream(work: Work, *, quiet: bool) -> None:
    """Writes documents to standard output as they are done, in order."""
    import msgspec

    from narcofacts.batch.jobs import Failure
    from narcofacts.batch.run import Batch
    from narcofacts.cli.progress import Totals
    from narcofacts.records import Document

    progress = _progress(work, quiet=quiet)
    run: Batch = Batch(work.sources.jobs(work.walk), work.settings, work.plan, lambda: progress.tick(run.counts))
    failures: list[Failure] = []
    counted: list[int] = [0] * len(Totals._fields)
    decode = msgspec.json.Decoder(Document).decode

    def documents() -> Iterator[Document]:
        for done in run.stream():
            if isinstance(done, Failure):
                failures.append(done)
                continue
            label, payload = done
            document = decode(payload)
            document.source.path = label
            yield document

    try:
        write_documents(_counted(documents(), counted), work.targets[0], bom=work.bom)
    except KeyboardInterrupt:
        progress.close()
        _stopped(run.counts, resumable=False)
    finally:
        progress.close()
    failed = _write_failures(work, failures)
    _summarise(work, run.counts, Totals(*counted), failed, progress.seconds, quiet=quiet)


def _write_failures(work: Work, failures: Iterable[Failure]) -> int:
    """Writes what failed to --errors, or tells it; gives their number."""
    from narcofacts.writers.documents import json_line
    from narcofacts.writers.files import open_output

    number = 0
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(open_output(work.errors)) if work.errors is not None else None
        for failure in failures:
            number += 1
            if stream is None:
                if number <= TOLD:
                    place = "" if failure.place is None else f":{failure.place}"
                    messages.complain(f"{failure.file}{place}: {failure.reason}")
            else:
                line = {"path": failure.file, "position": failure.place, "code": failure.code, "reason": failure.reason}
                stream.write(json_line(line))
    if work.errors is None and number > TOLD:
        messages.complain(f"and {number - TOLD:,} more errors; --errors FILE lists them all")
    return number


def _summarise(work: Work, counts: Counts, totals: Totals, failed: int, seconds: float, *, quiet: bool) -> None:
    """Tells what was done; leaves with exit code 1 if something failed."""
    from narcofacts import __version__

    if work.summary is not None:
        from narcofacts.writers.documents import json_page
        from narcofacts.writers.files import open_output

        told = {
            "version": __version__,
            **totals._asdict(),
            "extracted": counts.articles,
            "resumed": counts.resumed,
            "repeated": counts.repeated,
            "reprints": counts.reprints,
            "skipped_files": work.sources.meter.skipped,
            "errors": failed,
            "errors_by_code": dict(sorted(counts.failures.items())),
            "seconds": round(seconds, 1),
            "articles_per_second": round(counts.articles / max(seconds, 0.001), 2),
            "jobs": work.plan.workers,
            "outputs": [target.path or "-" for target in work.targets],
        }
        with open_output(work.summary) as stream:
            stream.write(json_page(told))
    if not quiet:
        from narcofacts.cli.progress import told_counts

        minutes = f"{int(seconds) // 60} min {int(seconds) % 60} s" if seconds >= 60 else f"{seconds:.1f} s"
        messages.complain(", ".join([*told_counts(counts, seconds), minutes]))
        records = f"{totals.operations:,} operations, {totals.arrests:,} arrests, {totals.seizures:,} seizures"
        messages.complain(f"{totals.documents:,} documents, {totals.with_records:,} with records: {records}")
        if failed and work.errors is not None:
            messages.complain(f"{failed:,} errors are listed in {work.errors}")
    if failed:
        raise typer.Exit(1)


def _stopped(counts: Counts, *, resumable: bool) -> NoReturn:
    messages.complain(f"stopped after {counts.articles + counts.resumed:,} articles")
    if resumable:
        arguments = sys.argv[1:] if "--resume" in sys.argv else [*sys.argv[1:], "--resume"]
        messages.complain(f"to go on: narcofacts {shlex.join(a for a in arguments if a != '--fresh')}")
    raise typer.Exit(130)


def _progress(work: Work, *, quiet: bool) -> Progress:
    from narcofacts.batch.jobs import Failure
    from narcofacts.cli.progress import Progress

    total = None
    if not quiet and all(root != "-" for root in work.walk.roots):
        total = sum(found.size for found in work.walk if not isinstance(found, Failure))
    return Progress(lambda: work.sources.meter.read, total, quiet=quiet)


def _roots(inputs: list[str] | None, files_from: str | None) -> list[str]:
    if files_from is None:
        return options.inputs(inputs, "batch")
    from narcofacts.batch.walk import names_in

    if files_from == "-" and "-" in (inputs or []):
        raise OptionError("standard input (-) can be read only once")
    try:
        return [*(inputs or []), *names_in(files_from)]
    except OSError as error:
        raise InputError(files_from, (error.strerror or str(error)).lower()) from error


def _check_targets(*paths: str | None) -> None:
    from narcofacts.writers.files import check_target

    for path in paths:
        if path is not None:
            check_target(path)


def _prepare_state(path: str, *, known: bool, fresh: bool) -> None:
    """Decides what becomes of the work of an earlier run. Raises OptionError if the user has not said it."""
    if fresh:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path + ending)
    elif not known and os.path.exists(path):
        raise OptionError(f"{path}: an earlier run was not finished; --resume goes on with it, --fresh forgets it")


def _can_stream(work: Work) -> bool:
    return len(work.targets) == 1 and work.targets[0].form in STREAMED and not work.plan.dedupe


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


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Makes a polite kill the same as Ctrl-C."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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


def _on_cluster(work: Work, address: str | None, *, quiet: bool) -> None:
    """Extracts on a Ray cluster, each partition written where its part of the work was done."""
    import time

    from narcofacts.batch.cluster import run_on_cluster
    from narcofacts.batch.run import Counts
    from narcofacts.cli.progress import Totals

    if work.plan.dedupe or work.errors or work.doubles:
        raise OptionError("--dedupe, --duplicates and --errors are for --engine local; a cluster writes errors-*.jsonl")
    [target] = work.targets
    assert target.path is not None
    begun = time.monotonic()
    done = run_on_cluster(
        work.walk, work.sources, work.settings, work.plan, target.path,
        form=target.form, address=address, bom=work.bom, write=write_partition,
    )  # fmt: skip
    counts = Counts(articles=done["documents"])
    counts.failures.update({"failed": done["failed"]} if done["failed"] else {})
    counts.facts = done["arrests"] + done["seizures"]
    totals = Totals(*(done[name] for name in Totals._fields))
    _summarise(work, counts, totals, done["failed"], time.monotonic() - begun, quiet=quiet)


def write_partition(
    payloads: list[tuple[str, bytes]], path: str, form: Form, bom: bool, with_text: bool
) -> dict[str, int]:
    """Writes one partition from labels and encoded documents, and tells what it holds. Runs on the cluster."""
    import msgspec

    from narcofacts.cli.progress import Totals
    from narcofacts.records import Document

    decode = msgspec.json.Decoder(Document).decode
    counted: list[int] = [0] * len(Totals._fields)

    def documents() -> Iterator[Document]:
        for label, payload in payloads:
            document = decode(payload)
            document.source.path = label
            if not with_text:
                document.text = msgspec.UNSET
            yield document

    write_documents(_counted(documents(), counted), Target(path, form), bom=bom)
    return Totals(*counted)._asdict()
