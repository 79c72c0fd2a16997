"""From records to scores: strict headline, answered-only score, rates of the outcomes."""

import math
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from emocfg.metrics import Interval

from .measures import Records, interval_of, value_of
from .outcomes import OUTCOMES
from .specs import SPECS

LOWER_IS_BETTER = ("mae",)


@dataclass(frozen=True, slots=True)
class TaskScore:
    """The scores of one task.

    A task that several corpora have is scored corpus by corpus, as the field reports it, and its metrics are the plain
    means over the corpora: labels of different corpora are never pooled.

    Attributes:
        task: the task.
        headline: name of the metric that ranks.
        score: its value over all samples; whatever was not scored is wrong.
        interval: the 95 % interval of the score when identities are resampled; None where there is none.
        answered_only: its value over scored samples alone; None if there are none.
        metrics: headline and the metrics beside it, over all samples.
        samples: number of samples.
        identities: number of different identities: the unit of the statistics.
        outcomes: how many samples ended in which outcome.
        sources: the same of each corpus, by name; empty if there is only one.
    """

    task: str
    headline: str
    score: float
    interval: Interval | None
    answered_only: float | None
    metrics: dict[str, float]
    samples: int
    identities: int
    outcomes: dict[str, int]
    sources: "dict[str, TaskScore]" = field(default_factory=dict)


def score_task(task: str, records: Records) -> TaskScore:
    """Score the records of one task; their order does not matter."""
    spec = SPECS[task]
    ordered = sorted(records, key=lambda record: record.id)
    scored = [record for record in ordered if record.outcome == "scored"]
    counts = Counter(record.outcome for record in ordered)
    sources = sorted({record.source for record in ordered})
    parts = {source: [record for record in ordered if record.source == source] for source in sources}
    values = {name: value_of(name, ordered) for name in (spec.headline, *spec.beside)}
    return TaskScore(
        task=task,
        headline=spec.headline,
        score=values[spec.headline],
        interval=interval_of(spec.headline, ordered),
        answered_only=value_of(spec.headline, scored) if scored else None,
        metrics=values,
        samples=len(ordered),
        identities=len({record.cluster for record in ordered}),
        outcomes={name: counts[name] for name in OUTCOMES if counts[name]},
        sources={source: score_task(task, part) for source, part in parts.items()} if len(parts) > 1 else {},
    )


def score_json(score: TaskScore) -> dict[str, Any]:
    """A task's scores for ``scores.json``; a value that is not defined (nan) becomes null."""
    values = {name: None if math.isnan(value) else value for name, value in score.metrics.items()}
    return {
        "headline": score.headline,
        "score": score.score,
        "interval": interval_json(score.interval),
        "answered_only": score.answered_only,
        "metrics": values,
        "samples": score.samples,
        "identities": score.identities,
        "outcomes": score.outcomes,
        "sources": {source: score_json(part) for source, part in score.sources.items()},
    }


def interval_json(interval: Interval | None) -> dict[str, Any] | None:
    """An interval for JSON; null if there is none."""
    if interval is None or math.isnan(interval.low):
        return None
    return asdict(interval) | {"optimistic": interval.optimistic}
