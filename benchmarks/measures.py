"""What each metric of the specs takes from records; the formulas and their sources are in ``emocfg.metrics``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from emocfg.metrics import METRICS, Interval, Metric, clue_overlap, cluster_interval, label_overlap
from emocfg.metrics.arrays import Matrix
from emocfg.schema import SPACES

from .outcomes import Record, items_of

Records = Sequence[Record]


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric, and what it takes from records.

    Attributes:
        metric: its counts and formula.
        data: what the counts take, for some records; None where the metric is not defined for their labels.
    """

    metric: Metric
    data: Callable[[Records], tuple[Any, ...] | None]

    def counts(self, records: Records) -> Matrix | None:
        """The counts, shape (records, columns); None where the metric is not defined."""
        data = self.data(records)
        return None if data is None else self.metric.counts(*data)


def value_of(name: str, records: Records) -> float:
    """A metric of the records of one task: the plain mean over their corpora; nan where it is not defined for one.

    Labels of different corpora are never pooled.
    """
    blocks = _blocks(MEASURES[name], records)
    return float("nan") if blocks is None else float(blocks.value(blocks.counts.sum(axis=0)))


def interval_of(name: str, records: Records) -> Interval | None:
    """The 95 % interval of :func:`value_of` when identities are resampled; None where the metric is not defined."""
    blocks = _blocks(MEASURES[name], records)
    if blocks is None or not records:
        return None
    clusters = [record.cluster for record in records]
    return cluster_interval(blocks.counts, clusters, blocks.value, limits=MEASURES[name].metric.limits)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one model has over another in a metric of the same samples.

    Attributes:
        value: ours minus theirs.
        interval: its 95 % interval when identities are resampled.
    """

    value: float
    interval: Interval


def difference_of(name: str, ours: Records, theirs: Records) -> Difference | None:
    """The paired difference of :func:`value_of` between two models on the same samples of one task.

    The counts of both stand side by side, so that every draw of identities holds the same people for both (Miller 2024,
    arXiv 2411.00640, on paired and clustered comparisons). The interval is the percentile rule of ``cluster_interval``,
    cut at the largest difference that there can be; where all draws give the same difference it is a point.

    ``tests/benchmarks/paired.py`` measures how often it holds the truth, with 10, 20, 40 identities and 400 sets. Two
    models of accuracy 0.6: UAR 0.96, 0.95, 0.91 (0.94 in 1000 other sets of 40). 0.6 against 0.5: UAR 0.96, 0.95, 0.93,
    macro-F1 0.95, 0.94, 0.94. UAR over a constant answer, of a model of accuracy 0.6: 0.96, 0.96, 0.94; of one of 0.95:
    0.76, 0.86, 0.92, because near a perfect score the interval is too narrow and lies too high.

    Args:
        name: a key of :data:`MEASURES`.
        ours: records of one task, in any order.
        theirs: records of the same samples.

    Returns:
        The difference; None where there are no records or the metric is not defined for their labels.

    Raises:
        ValueError: if the two are not of the same samples, with the same truth.
    """
    ours, theirs = (sorted(records, key=lambda record: record.id) for records in (ours, theirs))
    if [_asked(record) for record in ours] != [_asked(record) for record in theirs]:
        raise ValueError(f"{name}: the two are not of the same samples")
    measure = MEASURES[name]
    mine, other = _blocks(measure, ours), _blocks(measure, theirs)
    if mine is None or other is None or not ours:
        return None
    counts, width = np.hstack([mine.counts, other.counts]), mine.counts.shape[1]

    def value(totals: Matrix) -> Matrix:
        return mine.value(totals[..., :width]) - other.value(totals[..., width:])

    found = cluster_interval(counts, [record.cluster for record in ours], value)
    reach = measure.metric.limits[1] - measure.metric.limits[0]
    interval = replace(found, low=max(found.low, -reach), high=min(found.high, reach))
    return Difference(float(value(counts.sum(axis=0))), interval)


def _asked(record: Record) -> tuple[object, ...]:
    """What a sample is, whoever answers it."""
    return record.id, record.source, record.cluster, record.gold


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Counts of several corpora side by side: a record has numbers in the columns of its own corpus alone."""

    counts: Matrix
    value: Callable[[Matrix], Matrix]


def _blocks(measure: Measure, records: Records) -> _Blocks | None:
    sources = sorted({record.source for record in records}) or [""]
    of_source = [[place for place, record in enumerate(records) if record.source == source] for source in sources]
    parts = [measure.counts([records[place] for place in places]) for places in of_source]
    widths = [part.shape[1] for part in parts if part is not None]
    if len(widths) < len(parts):
        return None
    ends = np.cumsum(widths)
    counts = np.zeros((len(records), int(ends[-1])))
    for places, part, end, width in zip(of_source, parts, ends, widths, strict=True):
        counts[np.ix_(places, range(end - width, end))] = part

    def value(totals: Matrix) -> Matrix:
        found = [measure.metric.value(block) for block in np.split(totals, ends[:-1], axis=-1)]
        mean: Matrix = np.mean(found, axis=0)
        return mean

    return _Blocks(counts, value)


def _gold(records: Records) -> list[str]:
    return [record.gold[0] for record in records]


def _predicted(records: Records) -> list[str | None]:
    return [record.predicted[0] if record.predicted else None for record in records]


def _labels(records: Records) -> tuple[list[str], list[str | None]]:
    return _gold(records), _predicted(records)


def _on_scale(records: Records) -> tuple[list[float], list[float | None]] | None:
    """Sentiment as numbers, the distance from neutral; None where a release brings labels that are on no scale."""
    scale = {label: float(place) for place, label in enumerate(SPACES["sentiment-7"].labels)}
    if not {label for record in records for label in (*record.gold, *record.predicted)} <= scale.keys():
        return None
    middle = scale["neutral"]
    predicted = [None if label is None else scale[label] - middle for label in _predicted(records)]
    return [scale[label] - middle for label in _gold(records)], predicted


def _pairs(records: Records) -> tuple[list[str], list[str | None]] | None:
    """Verdicts on pairs; None where a release calls them something else than same and different."""
    labels = {label for record in records for label in (*record.gold, *record.predicted)}
    return _labels(records) if labels <= set(SPACES["identity-2"].labels) else None


def _sets(records: Records) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Gold and predicted label sets; an answer that was not read predicts nothing."""
    return [frozenset(r.gold) for r in records], [frozenset(r.predicted) for r in records]


def _read_sets(records: Records) -> tuple[list[frozenset[str]], list[frozenset[str] | None]]:
    """As :func:`_sets`, but an answer that was not read is None: it is wrong even where nothing is right."""
    read = [frozenset(r.predicted) if r.outcome == "scored" else None for r in records]
    return [frozenset(r.gold) for r in records], read


def _scores(records: Records) -> tuple[list[float]]:
    return ([record.score for record in records],)


def _overlap(of: Callable[..., float]) -> Callable[[Records], tuple[list[float]]]:
    """Of every record, the overlap of the items that it claims with the true ones."""

    def data(records: Records) -> tuple[list[float]]:
        read = [items_of(r.predicted) if r.outcome == "scored" else None for r in records]
        return ([of(items_of(r.gold), said) for r, said in zip(records, read, strict=True)],)

    return data


_TAKES: dict[str, Callable[[Records], tuple[Any, ...] | None]] = {
    **dict.fromkeys(("war", "uar", "f1_macro", "f1_weighted"), _labels),
    **dict.fromkeys(("acc2_nonzero", "acc2_neg_vs_nonneg", "mae", "pearson"), _on_scale),
    **dict.fromkeys(("f1_macro_labels", "f1_micro_labels", "f1_skew_normalised"), _sets),
    "verification_accuracy": _pairs,
    "exact_match": _read_sets,
}
MEASURES: dict[str, Measure] = {
    **{name: Measure(METRICS[name], data) for name, data in _TAKES.items()},
    "slot_f1": Measure(METRICS["mean"], _scores),
    "label_overlap": Measure(METRICS["mean"], _overlap(label_overlap)),
    "clue_overlap": Measure(METRICS["mean"], _overlap(clue_overlap)),
}
"""Every metric a spec can name. ``slot_f1`` is the mean of the per-sample F1 of typed items, which a record checks
against its claims when it is read."""
