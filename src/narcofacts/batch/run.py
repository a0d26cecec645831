"""A batch from its inputs to its finished documents: shards, known work, reprints, workers, state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from narcofacts.batch.jobs import Failure, Job, Outcome, Settings, in_shard, job_key
from narcofacts.batch.pool import Answer, Pool
from narcofacts.batch.sketch import Index, sketch_job
from narcofacts.batch.state import State
from narcofacts.batch.work import extract_job, warm_up

_AHEAD = 64
_encode = msgspec.msgpack.Encoder().encode
_decode_outcome = msgspec.msgpack.Decoder(Outcome).decode


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch is worked off: worker processes, seconds for one article, reprints, and which shard of how many."""

    workers: int = 1
    timeout: float | None = 60.0
    dedupe: bool = False
    shard: tuple[int, int] | None = None


@dataclass(slots=True)
class Counts:
    """What has become of the inputs. `resumed` were finished by an earlier run, `repeated` have the same bytes."""

    articles: int = 0
    facts: int = 0
    resumed: int = 0
    repeated: int = 0
    reprints: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def failed(self) -> int:
        """Failures of all kinds."""
        return self.failures.total()


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A job on its way through the workers."""

    position: int
    job: Job
    key: bytes
    message: bytes


Tick = Callable[[], None]


class Batch:
    """Works off the entries of an input, once. `counts` grows as it goes; `tick` is called at every step."""

    def __init__(
        self, entries: Iterable[Job | Failure], settings: Settings, plan: Plan, tick: Tick = lambda: None
    ) -> None:
        self._entries = entries
        self._settings = settings
        self._plan = plan
        self._tick = tick
        self.counts = Counts()

    def into(self, state: State) -> None:
        """Works until every entry has its result or its failure in the state. Raises WorkerError."""
        with self._pool("extractor") as extractors, self._pool("sketcher") as sketchers:
            tasks = self._placed(state)
            if self._plan.dedupe:
                tasks = self._without_reprints(tasks, state, sketchers)
            begun: set[bytes] = set()
            for task, answer in extractors.run(self._unfinished(tasks, state, begun)):
                outcome = outcome_of(answer)
                state.keep(task.key, outcome)
                begun.discard(task.key)
                self._count(outcome)
        state.commit()

    def stream(self) -> Iterator[tuple[str, bytes] | Failure]:
        """Label and encoded document of each article, or its failure, in the order of the input, as they are done."""
        with self._pool("extractor") as extractors:
            failures: list[tuple[int, Failure]] = []
            for task, answer in extractors.run_in_order(self._streamed(failures), _AHEAD * self._plan.workers):
                while failures and failures[0][0] < task.position:
                    yield failures.pop(0)[1]
                outcome = outcome_of(answer)
                self._count(outcome)
                if outcome.code is None:
                    yield task.job.label, outcome.payload
                else:
                    yield Failure(task.job.file, task.job.place, outcome.code, outcome.reason)
            for _, failure in failures:
                yield failure

    def _pool(self, role: str) -> Pool[Task]:
        return Pool(self._plan.workers, f"{__name__}:{role}", _encode(self._settings), self._plan.timeout)

    def _numbered(self) -> Iterator[tuple[int, Job | Failure]]:
        for position, entry in enumerate(self._entries):
            if in_shard(entry, self._plan.shard):
                if isinstance(entry, Failure):
                    self.counts.failures[entry.code] += 1
                yield position, entry
                self._tick()

    def _streamed(self, failures: list[tuple[int, Failure]]) -> Iterator[Task]:
        for position, entry in self._numbered():
            if isinstance(entry, Failure):
                failures.append((position, entry))
            else:
                yield Task(position, entry, b"", _encode(entry))

    def _placed(self, state: State) -> Iterator[Task]:
        """The tasks, each noted at its position; failures are noted and gone."""
        for position, entry in self._numbered():
            if isinstance(entry, Failure):
                state.place_failure(position, entry)
            else:
                key = job_key(entry, self._settings)
                if not self._plan.dedupe:
                    state.place(position, entry, key)
                yield Task(position, entry, key, _encode(entry))

    def _without_reprints(self, tasks: Iterator[Task], state: State, sketchers: Pool[Task]) -> Iterator[Task]:
        """The tasks without those that repeat an earlier one; in order, since the earliest is the one that stays."""
        index = Index(state)
        for task, answer in sketchers.run_in_order(tasks, _AHEAD * self._plan.workers):
            found = index.place(task.position, answer.data) if answer.data else None
            if found is None:
                state.place(task.position, task.job, task.key)
                yield task
            else:
                state.place_double(task.position, task.job, *found)
                self.counts.reprints += 1

    def _unfinished(self, tasks: Iterator[Task], state: State, begun: set[bytes]) -> Iterator[Task]:
        """The tasks whose results are neither there nor on their way: the same bytes are worked on once."""
        for task in tasks:
            known = "now" if task.key in begun else state.knows(task.key)
            if known is None:
                begun.add(task.key)
                yield task
            elif known == "before":
                self.counts.resumed += 1
            else:
                self.counts.repeated += 1

    def _count(self, outcome: Outcome) -> None:
        if outcome.code is None:
            self.counts.articles += 1
            self.counts.facts += outcome.facts
        else:
            self.counts.failures[outcome.code] += 1
        self._tick()


def extractor(settings: bytes) -> Callable[[bytes], bytes]:
    """The handler of the workers that extract: an encoded job in, an encoded outcome out."""
    known = msgspec.msgpack.decode(settings, type=Settings)
    decode = msgspec.msgpack.Decoder(Job).decode
    warm_up()
    return lambda message: _encode(extract_job(decode(message), known))


def sketcher(settings: bytes) -> Callable[[bytes], bytes]:
    """The handler of the workers that sketch: an encoded job in, an encoded sketch out, nothing for no text."""
    known = msgspec.msgpack.decode(settings, type=Settings)
    decode = msgspec.msgpack.Decoder(Job).decode

    def handle(message: bytes) -> bytes:
        sketch = sketch_job(decode(message), known)
        return b"" if sketch is None else _encode(sketch)

    return handle


def outcome_of(answer: Answer) -> Outcome:
    """What came of a job, going by what its worker said or by the loss of the worker."""
    if answer.lost is None:
        return _decode_outcome(answer.data)
    return Outcome(code="timeout" if answer.lost == "timeout" else "crash", reason=answer.reason)
