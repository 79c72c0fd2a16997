"""Runs side by side: every score recomputed from the records, never read from a file of scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError

from ..outcomes import FAILURES, Record
from ..run import Run
from ..scoring import TaskScore, score_task
from ..specs import SPECS


@dataclass(frozen=True, slots=True)
class Entry:
    """One run in the table.

    Attributes:
        name: of the model.
        measured: the run's manifest.
        records: of every task, by task.
        scores: of every task, by task.
    """

    name: str
    measured: dict[str, Any]
    records: dict[str, list[Record]]
    scores: dict[str, TaskScore]

    @property
    def knows_truth(self) -> bool:
        """True for instrument checks, which are never ranked with models."""
        return bool(self.measured["model"].get("knows_truth"))

    @property
    def failed(self) -> int:
        """Samples that say nothing of the model's skill because asking them failed."""
        return sum(score.outcomes.get(name, 0) for score in self.scores.values() for name in FAILURES)


def load_entries(runs: Sequence[Run]) -> list[Entry]:
    """The runs as table entries, in the order given.

    Raises:
        EmoCfgError: E102 if there is no run, E103 if two runs measured different data.
    """
    entries = []
    for run in runs:
        measured = run.measured()
        records = {task: run.records(task) for task in run.tasks()}
        scores = {task: score_task(task, rows) for task, rows in records.items()}
        entries.append(Entry(measured["model"]["name"], measured, records, scores))
    for entry in entries[1:]:
        for key in ("dataset", "split"):
            if entry.measured[key] != entries[0].measured[key]:
                raise EmoCfgError(
                    "E103",
                    f"{entry.name} and {entries[0].name} were measured on another {key}",
                    where=f"{entry.measured[key]} and {entries[0].measured[key]}",
                    fix="compare runs of one dataset and split",
                )
    return entries


def tasks_of(entries: Sequence[Entry]) -> list[str]:
    """The tasks that any entry has, in the order of the specs."""
    return [task for task in SPECS if any(task in entry.scores for entry in entries)]


def text_table(entries: Sequence[Entry]) -> str:
    """The table as plain text, one row per task: what the terminal shows."""
    names = [entry.name for entry in entries]
    width = max(len(task) for task in SPECS)
    lines = ["  ".join([f"{'task':{width}}", f"{'metric':15}", f"{'n':>5}", *(f"{name:>12}" for name in names)])]
    for task in tasks_of(entries):
        first = next(entry.scores[task] for entry in entries if task in entry.scores)
        cells = [f"{e.scores[task].score:12.3f}" if task in e.scores else f"{'-':>12}" for e in entries]
        lines.append("  ".join([f"{task:{width}}", f"{first.headline:15}", f"{first.samples:5}", *cells]))
    return "\n".join(lines)
