"""From records to scores: strict headline, answered-only score, rates of the outcomes."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from emocfg import metrics
from emocfg.schema import SPACES

from .outcomes import OUTCOMES, Record
from .specs import SPECS

Records = Sequence[Record]


def _gold(records: Records) -> list[str]:
    return [record.gold[0] for record in records]


def _predicted(records: Records) -> list[str | None]:
    return [record.predicted[0] if record.predicted else None for record in records]


def _value(label: str) -> float:
    """A sentiment label as a number: its distance from neutral on its scale."""
    scale = SPACES["sentiment-7"].labels
    return float(scale.index(label) - scale.index("neutral"))


def _on_scale(metric: Callable[..., float]) -> Callable[[Records], float]:
    """A metric of sentiment as a number; not defined (nan) where a release brings labels that are on no scale."""

    def measure(records: Records) -> float:
        labels = {label for record in records for label in (*record.gold, *record.predicted)}
        return metric(*_values(records)) if labels <= set(SPACES["sentiment-7"].labels) else math.nan

    return measure


def _values(records: Records) -> tuple[list[float], list[float | None]]:
    predicted = [None if label is None else _value(label) for label in _predicted(records)]
    return [_value(label) for label in _gold(records)], predicted


def _sets(records: Records) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Gold and predicted label sets; an answer that was not read predicts nothing."""
    return [frozenset(r.gold) for r in records], [frozenset(r.predicted) for r in records]


def _read_sets(records: Records) -> tuple[list[frozenset[str]], list[frozenset[str] | None]]:
    """As :func:`_sets`, but an answer that was not read is None: it is wrong even where nothing is right."""
    read = [frozenset(r.predicted) if r.outcome == "scored" else None for r in records]
    return [frozenset(r.gold) for r in records], read


def _slot_f1(records: Records) -> float:
    return sum(record.score for record in records) / len(records) if records else 0.0


METRICS: dict[str, Callable[[Records], float]] = {
    "war": lambda r: metrics.war(_gold(r), _predicted(r)),
    "uar": lambda r: metrics.uar(_gold(r), _predicted(r)),
    "f1_macro": lambda r: metrics.f1_macro(_gold(r), _predicted(r)),
    "f1_weighted": lambda r: metrics.f1_weighted(_gold(r), _predicted(r)),
    "acc2_nonzero": _on_scale(metrics.acc2_nonzero),
    "acc2_neg_vs_nonneg": _on_scale(metrics.acc2_neg_vs_nonneg),
    "mae": _on_scale(metrics.mae),
    "pearson": _on_scale(metrics.pearson),
    "f1_macro_labels": lambda r: metrics.f1_macro_labels(*_sets(r)),
    "f1_micro_labels": lambda r: metrics.f1_micro_labels(*_sets(r)),
    "exact_match": lambda r: metrics.exact_match(*_read_sets(r)),
    "slot_f1": _slot_f1,
}
"""Every metric a spec can name, on records; formulas and sources are in ``emocfg.metrics``. ``slot_f1`` is the mean of
the per-sample F1 of typed items, which a record checks against its claims when it is read."""

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
        answered_only: its value over scored samples alone; None if there are none, in any corpus.
        metrics: headline and the metrics beside it, over all samples.
        samples: number of samples.
        identities: number of different identities: the unit of the statistics.
        outcomes: how many samples ended in which outcome.
        sources: the same of each corpus, by name; empty if there is only one.
    """

    task: str
    headline: str
    score: float
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
    counts = Counter(record.outcome for record in ordered)
    by_source = {source: [r for r in ordered if r.source == source] for source in sorted({r.source for r in ordered})}
    sources = {source: score_task(task, part) for source, part in by_source.items()} if len(by_source) > 1 else {}
    if sources:
        values = {name: _mean([s.metrics[name] for s in sources.values()]) for name in (spec.headline, *spec.beside)}
        answered = [score.answered_only for score in sources.values()]
        answered_only = None if None in answered else _mean([value for value in answered if value is not None])
    else:
        scored = [record for record in ordered if record.outcome == "scored"]
        values = {name: METRICS[name](ordered) for name in (spec.headline, *spec.beside)}
        answered_only = METRICS[spec.headline](scored) if scored else None
    return TaskScore(
        task=task,
        headline=spec.headline,
        score=values[spec.headline],
        answered_only=answered_only,
        metrics=values,
        samples=len(ordered),
        identities=len({record.identity for record in ordered}),
        outcomes={name: counts[name] for name in OUTCOMES if counts[name]},
        sources=sources,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def score_json(score: TaskScore) -> dict[str, Any]:
    """A task's scores for ``scores.json``; a value that is not defined (nan) becomes null."""
    values = {name: None if value != value else value for name, value in score.metrics.items()}  # noqa: PLR0124 - nan
    return {
        "headline": score.headline,
        "score": score.score,
        "answered_only": score.answered_only,
        "metrics": values,
        "samples": score.samples,
        "identities": score.identities,
        "outcomes": score.outcomes,
        "sources": {source: score_json(part) for source, part in score.sources.items()},
    }
