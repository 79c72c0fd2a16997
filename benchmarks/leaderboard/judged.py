"""What judges said of the open answers of the runs on a page, from the rows that they left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import canonical

from ..judges.agreement import OVERALL
from ..judges.results import read_rows, summed_up
from ..run import Run
from ..specs import SPECS
from .table import Entry


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A judge's scores of one task of one run.

    Attributes:
        run: the run's name on the page.
        judge: the judge's id.
        task: the task.
        samples: how many there are.
        errors: on how many of them the judge failed.
        scores: mean per aspect, 0 to 100; None where the judge failed on any sample.
        trusted: whether people's ratings agree with this judge on this task, or on all.
    """

    run: str
    judge: str
    task: str
    samples: int
    errors: int
    scores: Mapping[str, float | None]
    trusted: bool


def judged_rows(entries: Sequence[Entry], runs: Sequence[Run]) -> list[JudgedRow]:
    """Every judge, task and run; means are recomputed from the rows.

    Raises:
        EmoCfgError: E105 if a file of verdicts is damaged.
    """
    return [
        row
        for entry, run in zip(entries, runs, strict=True)
        for folder in sorted((run.root / "judged").glob("*/"))
        for row in _of_judge(entry.name, folder)
    ]


def _of_judge(name: str, folder: Path) -> Iterator[JudgedRow]:
    agreement = folder / "agreement.json"
    agreed = canonical.read(agreement) if agreement.is_file() else {}
    for task in SPECS:
        path = folder / f"{task}.jsonl"
        rows = read_rows(path) if path.is_file() else []
        if rows:
            aspects = list(next((row.scores for row in rows if row.scores), {}))
            found = summed_up(task, aspects, rows)
            trusted = any(agreed.get(group, {}).get("trusted") for group in (task, OVERALL))
            yield JudgedRow(name, folder.name, task, len(rows), found.errors, found.scores, trusted)
