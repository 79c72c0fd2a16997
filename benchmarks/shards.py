"""A run in parts that several processes or machines ask at the same time, and that the last one to finish joins.

::

    RUN/shards/2-of-4/   a run folder of its own: the samples whose id falls into the second of four parts
    RUN/                 the whole run, once every part is there
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError, Journal, exclusive, seed
from emocfg.schema import Sample

from .outcomes import FAILURES, Record
from .run import Run
from .scoring import score_task


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``count`` parts, counted from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def holds(self, sample: Sample) -> bool:
        """True if the sample is in this part; which one it falls into depends on its id and nothing else."""
        return seed("shard", sample.id) % self.count == self.number - 1

    def run(self, whole: Run) -> Run:
        """The folder of this part in the folder of the whole run."""
        return Run(whole.root / "shards" / f"{self.number}-of-{self.count}")


def parse_shard(text: str) -> Shard:
    """``2/4`` as a shard; E202 if it is none."""
    number, _, count = text.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return Shard(int(number), int(count))
    raise EmoCfgError("E202", f"{text!r} is no part of a run", where="--shard", fix="1/4, 2/4, 3/4 or 4/4")


def join(whole: Run, count: int, measured: Mapping[str, Any], tasks: Collection[str]) -> list[Shard]:
    """Join the parts of a run if all are finished; what was answered in the whole run meanwhile stays.

    Args:
        whole: the folder of the whole run.
        count: how many parts it has.
        measured: what the whole run measures.
        tasks: what was asked; a part that was not asked all of them is not finished.

    Returns:
        The parts that are missing; none if the run is joined.

    Raises:
        EmoCfgError: E103 if a part, or the whole, measured something else; E104 if another process works on the run.
    """
    shards = [Shard(number, count) for number in range(1, count + 1)]
    missing = [shard for shard in shards if not set(tasks) <= shard.run(whole).asked()]
    if missing:
        return missing
    parts = [shard.run(whole) for shard in shards]
    for shard, part in zip(shards, parts, strict=True):
        part.check({**measured, "shard": str(shard)})
    with exclusive(whole.root / "lock", wait=True):
        whole.claim(measured)
        asked = set.intersection(*(part.asked() for part in parts))
        for task in sorted({task for part in parts for task in part.tasks()} & asked):
            _join_task(whole, parts, task)
        whole.write_scores([score_task(task, whole.records(task)) for task in whole.tasks()])
    return []


def _join_task(whole: Run, parts: Sequence[Run], task: str) -> None:
    known = whole.answers(task)
    records: dict[str, Record] = {record.id: record for part in parts for record in part.records(task)}
    records |= {record.id: record for record in whole.records(task) if record.outcome not in FAILURES}
    with Journal(whole.journal(task)) as log:
        for record in records.values():
            if record.answer and record.id not in known:
                log.append({"id": record.id, "answer": record.answer})
    whole.write_records(task, records.values())
