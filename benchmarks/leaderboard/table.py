"""Runs side by side: every score recomputed from the records, never read from a file of scores."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError

from ..data import Dataset
from ..outcomes import FAILURES, Record
from ..run import Run
from ..scoring import TaskScore, score_task
from ..specs import SPECS

FEW_READ = 0.95
"""A task of which less could be scored gets a warning."""

ONE_ANSWER = 0.9
"""So does one on which more answers than this are the same text."""

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One run in the table.

    Attributes:
        name: of the model; with the folder behind it where two runs are of one model.
        measured: what the run's manifest says.
        records: of every task, by task.
        scores: of every task, by task.
        available: number of samples that the dataset's split has, by task.
    """

    name: str
    measured: dict[str, Any]
    records: dict[str, list[Record]]
    scores: dict[str, TaskScore]
    available: Counter[str]

    @property
    def knows_truth(self) -> bool:
        """True for instrument checks, which are never ranked with models."""
        return bool(self.measured["model"].get("knows_truth"))

    @property
    def failed(self) -> int:
        """Samples that say nothing of the model's skill because asking them failed."""
        return sum(score.outcomes.get(name, 0) for score in self.scores.values() for name in FAILURES)

    @property
    def warnings(self) -> list[str]:
        """What a reader must know before believing the scores, in sentences."""
        found = []
        for task, score in self.scores.items():
            read = score.outcomes.get("scored", 0) / score.samples
            if read < FEW_READ:
                found.append(f"only {read:.0%} of the answers to {task} could be scored")
            answer, share = _commonest(self.records[task])
            if share > ONE_ANSWER and not self.measured["model"].get("baseline"):
                found.append(f"{share:.0%} of the answers to {task} are the same: {answer!r}")
        return found

    @property
    def partial(self) -> list[str]:
        """The tasks of which only a part of the split was asked: their scores are not those of the split."""
        return [task for task, score in self.scores.items() if score.samples < self.available[task]]


def load_entries(runs: Sequence[Run], data: Dataset) -> list[Entry]:
    """The runs as table entries, in the order given.

    Args:
        runs: the run folders.
        data: the dataset they were measured on.

    Raises:
        EmoCfgError: E102 if a folder holds no run or no finished task, E103 if a run measured other data, E202 if a
            run is named twice.
    """
    names = run_names(runs)
    entries = [_entry(name, run, data) for name, run in zip(names, runs, strict=True)]
    for entry in entries:
        if entry.measured["dataset"] != data.digest:
            raise EmoCfgError(
                "E103",
                f"{entry.name} was measured on another dataset",
                where=f"--data {data.root.name}",
                fix="name the dataset of the runs, or measure again",
            )
        split, mine = _part(entries[0]), _part(entry)
        if mine != split:
            raise EmoCfgError(
                "E103",
                f"{entry.name} and {entries[0].name} were measured on different splits",
                where=f"{mine} and {split}",
                fix="compare runs of one split and tier",
            )
    return entries


def _part(entry: Entry) -> str:
    """The split and tier that a run measured."""
    tier = entry.measured.get("tier")
    return f"{entry.measured['split']}, {tier}" if tier else str(entry.measured["split"])


def run_names(runs: Sequence[Run]) -> list[str]:
    """What to call each run: its model, and its folder where another run has the same model.

    Raises:
        EmoCfgError: E102 if a folder holds no run, E202 if a run is named twice.
    """
    models = [str(run.measured()["model"]["name"]) for run in runs]
    for known in (lambda run: run.root.name, lambda run: str(run.root)):
        names = [
            f"{model} ({known(run)})" if models.count(model) > 1 else model
            for model, run in zip(models, runs, strict=True)
        ]
        if len(set(names)) == len(names):
            return names
    twice = next(name for name in names if names.count(name) > 1)
    raise EmoCfgError("E202", "a run is named twice", where=twice, fix="name every run once")


def _entry(name: str, run: Run, data: Dataset) -> Entry:
    records = {task: run.records(task) for task in run.tasks()}
    if not records:
        raise EmoCfgError(
            "E102", "no task of this run is finished", where=str(run.root), fix="run its `emocfg eval` again"
        )
    scores = {task: score_task(task, rows) for task, rows in records.items()}
    measured = run.measured()
    return Entry(name, measured, records, scores, data.rows(str(measured["split"]), measured.get("tier")))


def tasks_of(entries: Sequence[Entry]) -> list[str]:
    """The tasks that any entry has, in the order of the specs."""
    return [task for task in SPECS if any(task in entry.scores for entry in entries)]


def _commonest(records: Sequence[Record]) -> tuple[str, float]:
    """The most frequent answer, shortened, and its share of the samples."""
    answer, count = Counter(record.answer.strip() for record in records).most_common(1)[0]
    return answer[:_SHOWN], count / len(records) if answer else 0.0
