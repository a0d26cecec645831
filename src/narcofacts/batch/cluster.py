"""The same work on a Ray cluster (extra `ray`): files are read, articles extracted and partitions written on its nodes.

All nodes must see the inputs and the folder of the output under the same paths. What differs from a run on one machine
is the order: each partition has the order of its part of the inputs.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from narcofacts.batch.jobs import Failure, Job, Settings, in_shard, told_failure
from narcofacts.batch.pool import Pool
from narcofacts.batch.run import Plan, Task, outcome_of
from narcofacts.batch.sources import Meter, Sources
from narcofacts.batch.walk import Found, Walk
from narcofacts.errors import NarcofactsError, OptionError

_ARTICLES = 16
_PARTITION = 5_000
# Actors that took whole cores would leave none for reading on a machine with as many actors as cores: it would hang.
_MOST, _LITTLE = 0.75, 0.1
Write = Callable[..., dict[str, int]]
Row = dict[str, Any]


class Reader:
    """Reads one file of the listing into rows, on a node."""

    def __init__(self, sources: Sources, settings: Settings, shard: tuple[int, int] | None) -> None:
        self._sources, self._settings, self._shard = sources, settings, shard

    def __call__(self, row: Row) -> Iterator[Row]:
        found: Found | Failure
        if row["failure"]:
            found = msgspec.json.decode(row["failure"], type=Failure)
        else:
            found = Found(os.fsdecode(row["path"]), row["named"], row["size"])
        # a meter per file: rows are read by many processes
        sources = Sources(self._sources.tables, self._sources.forced, Meter())
        for number, entry in enumerate(sources.jobs([found])):
            if in_shard(entry, self._shard):
                failed = isinstance(entry, Failure)
                yield {
                    "file": row["number"],
                    "number": number,
                    "job": b"" if isinstance(entry, Failure) else msgspec.msgpack.encode(entry),
                    "failure": msgspec.json.encode(entry) if failed else b"",
                }


class Extractor:
    """A stateful actor: one worker process with loaded models, killed and started anew when an article is too much."""

    def __init__(self, settings: Settings, timeout: float | None) -> None:
        self._pool: Pool[Task] = Pool(1, "narcofacts.batch.run:extractor", msgspec.msgpack.encode(settings), timeout)

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        count = len(rows["number"])
        labels: list[str] = [""] * count
        payloads: list[bytes] = [b""] * count
        failures: list[bytes] = [bytes(failure) for failure in rows["failure"]]
        for task, answer in self._pool.run(self._tasks(rows)):
            outcome = outcome_of(answer)
            job = task.job
            if outcome.code is None:
                labels[task.position], payloads[task.position] = job.label, outcome.payload
            else:
                failure = Failure(job.file, job.place, outcome.code, outcome.reason)
                failures[task.position] = msgspec.json.encode(failure)
        return {
            "file": rows["file"],
            "number": rows["number"],
            "label": labels,
            "payload": payloads,
            "failure": failures,
        }

    def _tasks(self, rows: dict[str, Any]) -> Iterator[Task]:
        for position, message in enumerate(rows["job"]):
            if message:
                job = msgspec.msgpack.decode(bytes(message), type=Job)
                # its key would find it in a state, which a cluster does not keep
                yield Task(position, job, b"", bytes(message))


class Writer:
    """Writes a partition, its failures beside it, and gives the numbers of what it wrote."""

    def __init__(self, write: Write, folder: str, form: str, bom: bool, with_text: bool) -> None:
        self._write, self._folder, self._form = write, folder, form
        self._options = (form, bom, with_text)

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        order = sorted(range(len(rows["number"])), key=lambda i: (rows["file"][i], rows["number"][i]))
        # a task that is repeated after the loss of a node writes the same file again
        name = f"{rows['file'][order[0]]:07}-{rows['number'][order[0]]:07}"
        payloads = [(str(rows["label"][i]), bytes(rows["payload"][i])) for i in order if len(rows["payload"][i])]
        failures = [bytes(rows["failure"][i]) for i in order if len(rows["failure"][i])]
        ending = {"records": "records.jsonl"}.get(self._form, self._form)
        path = os.path.join(self._folder, f"part-{name}.{ending}")
        counted = self._write(payloads, path, *self._options)
        if failures:
            with open(os.path.join(self._folder, f"errors-{name}.jsonl"), "wb") as stream:
                for failure in failures:
                    told = told_failure(msgspec.json.decode(failure, type=Failure))
                    stream.write(msgspec.json.encode(told) + b"\n")
        return {name: [number] for name, number in {**counted, "failed": len(failures)}.items()}


def run_on_cluster(
    walk: Walk,
    sources: Sources,
    settings: Settings,
    plan: Plan,
    folder: str,
    *,
    form: str,
    address: str | None,
    bom: bool,
    write: Write,
) -> Counter[str]:
    """Works the files of the walk off with `plan.workers` actors; gives the numbers of records and failures written.

    Raises OptionError without Ray, and for a folder that is not empty.
    """
    try:
        import ray  # type: ignore[import-not-found, unused-ignore]
        import ray.data  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise OptionError("--engine ray needs an extra: pip install 'narcofacts[ray]'") from error
    if os.path.isdir(folder) and os.listdir(folder):
        raise OptionError(f"{folder}: is not empty; partitions go to a folder of their own")
    os.makedirs(folder, exist_ok=True)
    started = not ray.is_initialized()
    if started:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    try:
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        listing = [_listed(number, found) for number, found in enumerate(walk)]
        if not listing:
            return Counter(documents=0)
        rows = (
            ray.data.from_items(listing)
            .flat_map(Reader(sources, settings, plan.shard), num_cpus=_LITTLE)
            .map_batches(
                Extractor,
                fn_constructor_args=(settings, plan.timeout),
                batch_size=_ARTICLES,
                compute=ray.data.ActorPoolStrategy(size=plan.workers),
                num_cpus=_MOST,
            )
            .map_batches(Writer(write, os.path.abspath(folder), form, bom, settings.with_text), batch_size=_PARTITION)
            .take_all()
        )
    except ray.exceptions.RayError as error:
        raise NarcofactsError(f"the cluster failed: {str(error).splitlines()[-1]}") from error
    finally:
        if started:
            ray.shutdown()
    total: Counter[str] = Counter()
    for row in rows:
        total.update({name: int(number) for name, number in row.items()})
    return total


def _listed(number: int, found: Found | Failure) -> Row:
    if isinstance(found, Failure):
        return {"number": number, "path": b"", "named": False, "size": 0, "failure": msgspec.json.encode(found)}
    return {"number": number, "path": os.fsencode(found.path), "named": found.named, "size": found.size, "failure": b""}
