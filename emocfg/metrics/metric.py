"""What a metric is here: numbers that add up over samples, and a formula of their sums.

UAR, macro-F1 and correlations are not means of samples, so their uncertainty is found by resampling. A metric that is a
formula of sums is scored and resampled by the same code: the headline and its interval cannot disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import Matrix, counted, share_of_counts
from .resample import REPLICATES, Interval, cluster_interval


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as additive counts and a formula.

    Attributes:
        counts: gold and predicted to numbers; shape (samples, columns). What the columns are is the counts' own affair.
        value: sums of such rows to the metric, over any leading axes: shape (..., columns) to (...).
        limits: the lowest and the highest value there can be; infinite where there is none.
    """

    counts: Callable[..., Matrix]
    value: Callable[[Matrix], Matrix]
    limits: tuple[float, float] = (0.0, 1.0)

    def __call__(self, *data: Any) -> float:  # noqa: ANN401 - what `counts` takes
        """The metric of all samples."""
        return float(self.value(self.counts(*data).sum(axis=0)))

    def interval(
        self,
        *data: Any,  # noqa: ANN401
        clusters: Sequence[str],
        seed: int = 0,
        replicates: int = REPLICATES,
    ) -> Interval:
        """Its 95 % interval when identities are resampled; see :func:`cluster_interval`."""
        counts = self.counts(*data)
        return cluster_interval(counts, clusters, self.value, seed=seed, replicates=replicates, limits=self.limits)


def mean_counts(values: Sequence[float]) -> Matrix:
    """Counts of a plain mean of per-sample scores, such as slot F1."""
    return counted(np.ones(len(values)), values)


MEAN = Metric(mean_counts, share_of_counts)


def mean(values: Sequence[float]) -> float:
    """The mean of per-sample scores between 0 and 1; 0.0 if there are none.

    >>> mean([1.0, 0.5, 0.0])
    0.5
    """
    return MEAN(values)
