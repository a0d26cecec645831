"""Working a batch off: into its state and from there to the outputs, to standard output, or on a cluster."""

from __future__ import annotations

import contextlib
import shlex
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import typer

from narcofacts.cli import messages
from narcofacts.cli.outputs import Form, Target, write_documents
from narcofacts.cli.progress import so_many
from narcofacts.errors import OptionError

if TYPE_CHECKING:
    from narcofacts.batch.jobs import Failure, Settings
    from narcofacts.batch.run import Batch, Counts, Plan
    from narcofacts.batch.sources import Sources
    from narcofacts.batch.state import State
    from narcofacts.batch.walk import Walk
    from narcofacts.cli.progress import Progress, Totals
    from narcofacts.records import Document

TOLD = 50
"""Errors told on standard error at most."""


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


def work_off(work: Work, state_path: str, *, keep: bool, resumable: bool, retry: bool, quiet: bool) -> None:
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
    except (KeyboardInterrupt, SystemExit) as stop:
        progress.close()
        kept.close()
        _stopped(run.counts, stop, resumable=resumable)
    except BaseException:
        progress.close()
        kept.close()
        raise
    if keep:
        kept.close()
    else:
        kept.remove()
    _summarise(work, run.counts, totals, failed, progress.seconds, quiet=quiet)


def stream_out(work: Work, *, quiet: bool) -> None:
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
    except (KeyboardInterrupt, SystemExit) as stop:
        progress.close()
        _stopped(run.counts, stop, resumable=False)
    finally:
        progress.close()
    failed = _write_failures(work, failures)
    _summarise(work, run.counts, Totals(*counted), failed, progress.seconds, quiet=quiet)


def work_on_cluster(work: Work, address: str | None, *, quiet: bool) -> None:
    """Extracts on a Ray cluster, each partition written where its part of the work was done."""
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


def _write_failures(work: Work, failures: Iterable[Failure]) -> int:
    """Writes what failed to --errors, or tells it; gives their number."""
    from narcofacts.batch.jobs import told_failure
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
                stream.write(json_line(told_failure(failure)))
    if work.errors is None and number > TOLD:
        messages.complain(f"and {so_many(number - TOLD, 'more error')}; --errors FILE lists them all")
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
        kinds = (totals.operations, "operation"), (totals.arrests, "arrest"), (totals.seizures, "seizure")
        records = ", ".join(so_many(number, noun) for number, noun in kinds)
        messages.complain(f"{so_many(totals.documents, 'document')}, {totals.with_records:,} with records: {records}")
        if failed and work.errors is not None:
            verb = "is" if failed == 1 else "are"
            messages.complain(f"{so_many(failed, 'error')} {verb} listed in {work.errors}")
    if failed:
        raise typer.Exit(1)


def _stopped(counts: Counts, stop: BaseException, *, resumable: bool) -> NoReturn:
    """Tells how far the run came before Ctrl-C or SIGTERM, and leaves with the exit code for it."""
    messages.complain(f"stopped after {so_many(counts.articles + counts.resumed, 'article')}")
    if resumable:
        arguments = sys.argv[1:] if "--resume" in sys.argv else [*sys.argv[1:], "--resume"]
        messages.complain(f"to go on: narcofacts {shlex.join(a for a in arguments if a != '--fresh')}")
    raise typer.Exit(130 if isinstance(stop, KeyboardInterrupt) else 128 + signal.SIGTERM)


def _progress(work: Work, *, quiet: bool) -> Progress:
    from narcofacts.batch.jobs import Failure
    from narcofacts.cli.progress import Progress

    total = None
    if not quiet and all(root != "-" for root in work.walk.roots):
        total = sum(found.size for found in work.walk if not isinstance(found, Failure))
    return Progress(lambda: work.sources.meter.read, total, quiet=quiet)
