"""What judging leaves in a run: a row per sample, a manifest that names the judge, scores that say what is missing.

::

    RUN/judged/<judge>/manifest.json  who judged what
    RUN/judged/<judge>/<task>.jsonl   one row per sample
    RUN/judged/<judge>/scores.json    means, errors, and how scores go with length; recomputable from the rows
    RUN/judged/<judge>/calls.jsonl    a model's answers, for ``--judge replay:``
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.metrics import pearson

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Row:
    """One judged sample.

    Attributes:
        id: the sample.
        task: its task.
        identity: whom it is about; intervals resample identities.
        judge: id of the judge.
        outcome: ``judged``; ``judge_error``; or the outcome of an answer that was not there to be judged, such as
            ``refused``.
        scores: 0 to 100 for each aspect; empty after ``judge_error``, all 0 where there was nothing to judge.
        reason: the judge's, or why there is no verdict.
        length: characters of the part of the answer that counts, which has at most 20,000 (``benchmarks.final``).
        cut: how many of them the judge was not shown.
        addresses_judge: whether what the judge is shown looks as if it spoke to the judge; of an answer that is not
            shown, its beginning.
    """

    id: str
    task: str
    identity: str
    judge: str
    outcome: str
    scores: dict[str, int]
    reason: str
    length: int
    cut: int
    addresses_judge: bool

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


_FIELDS = {field.name for field in fields(Row)}


@dataclass(frozen=True, slots=True)
class TaskVerdicts:
    """What a judge said of a task.

    Attributes:
        task: the task.
        samples: how many samples there are.
        outcomes: how many ended in which outcome.
        scores: mean over all samples for each aspect, 0 to 100; what was refused, unread or failed counts 0. None if
            the judge failed on any sample: a mean over the others would be one over samples that it chose.
        length_correlation: Pearson's correlation of score and length over the judged samples, for each aspect; None
            where it is not defined. A judge that pays for length shows here.
        cut: answers of which a part was not shown.
        addressing: answers that look as if they spoke to the judge.
    """

    task: str
    samples: int
    outcomes: dict[str, int]
    scores: dict[str, float | None]
    length_correlation: dict[str, float | None]
    cut: int
    addressing: int

    @property
    def errors(self) -> int:
        """How many samples have no verdict because the judge failed."""
        return self.outcomes.get("judge_error", 0)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def judge_id(description: Mapping[str, Any]) -> str:
    """A name for a judge that is a file name too: its own, and a digest of its description."""
    name = _UNSAFE.sub("-", str(description["name"]).rpartition("/")[2]).strip(".-")[:_LONGEST]
    return f"{name or 'judge'}-{canonical.digest(dict(description))[:12]}"


def folder_of(run: Path, description: Mapping[str, Any]) -> Path:
    """The folder of a judge in a run."""
    return run / "judged" / judge_id(description)


def summed_up(task: str, aspects: Sequence[str], rows: Sequence[Row]) -> TaskVerdicts:
    """The scores of a task from its rows.

    Args:
        task: the task.
        aspects: those that the judge judges.
        rows: one per sample, at least one.
    """
    outcomes = Counter(row.outcome for row in rows)
    judged = [row for row in rows if row.outcome == "judged"]
    complete = not outcomes["judge_error"]
    return TaskVerdicts(
        task=task,
        samples=len(rows),
        outcomes=dict(sorted(outcomes.items())),
        scores={a: sum(row.scores[a] for row in rows) / len(rows) if complete else None for a in aspects},
        length_correlation={a: _correlation(judged, a) for a in aspects},
        cut=sum(row.cut > 0 for row in rows),
        addressing=sum(row.addresses_judge for row in rows),
    )


def _correlation(rows: Sequence[Row], aspect: str) -> float | None:
    value = pearson([float(row.length) for row in rows], [float(row.scores[aspect]) for row in rows])
    return None if math.isnan(value) else value


def write_rows(folder: Path, task: str, rows: Iterable[Row]) -> None:
    """Publish the rows of a task, whole or not at all."""
    lines = (canonical.dumps(row.plain()) for row in rows)
    atomic.write_text(folder / f"{task}.jsonl", "".join(f"{line}\n" for line in lines))


def read_rows(path: Path) -> list[Row]:
    """The published rows of a task.

    Raises:
        EmoCfgError: E105 if the file is not what :func:`write_rows` wrote.
    """
    rows = []
    for number, value in canonical.read_lines(path):
        row = Row(**value) if isinstance(value, dict) and value.keys() == _FIELDS else None
        if row is None or not isinstance(row.scores, dict) or not all(map(_is_score, row.scores.values())):
            fix = "remove the folder and run `emocfg judge` again; replies that are recorded are not paid for again"
            raise EmoCfgError("E105", "not a row of a judge", where=f"{path.name}:{number}", fix=fix)
        rows.append(row)
    return rows


def _is_score(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100


def write_agreement(folder: Path, found: Mapping[str, Any]) -> None:
    """Publish how far a judge agrees with people, beside its rows."""
    atomic.write_text(folder / "agreement.json", canonical.dumps(found) + "\n")
