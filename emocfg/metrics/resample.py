"""Uncertainty: identities are resampled, never questions.

Samples of one identity are alike, so ten clips of one person say less than ten of ten persons. The cluster bootstrap
(Davison & Hinkley 1997, section 3.8; Field & Welsh 2007) draws identities with replacement, each with all its samples.
For a metric that is a formula of sums, a draw is a row of weights, and all draws are one matrix product.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from emocfg.core import seed as seed_of

from .arrays import Matrix

REPLICATES = 2000
FEW = 30
"""Below this many identities an interval is called optimistic: measured coverage falls short of 95 %."""

RULES = {
    "wilson": "Wilson interval with the effective number of samples that the spread over identities gives",
    "no error": "nothing was ever wrong (or right): Wilson interval that takes each identity as one observation",
    "constant": "the value is the same in every draw of identities, as that of a constant answer can be",
    "percentile": "percentiles of the draws, stretched around the value for the number of identities",
    "none": "fewer than two identities, or no two draws for which the value is defined",
}
"""How an interval was found."""

_CELLS = 4_000_000
"""Numbers held at once: draws are made in batches of this size."""
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval.

    Attributes:
        low: its lower end; nan if there is none.
        high: its upper end.
        clusters: how many identities were resampled: print it beside the interval.
        standard_error: the standard deviation over draws of identities.
        rule: a key of :data:`RULES`.
    """

    low: float
    high: float
    clusters: int
    standard_error: float
    rule: str

    @property
    def optimistic(self) -> bool:
        """True with fewer than 30 identities: the interval is likely too narrow."""
        return self.clusters < FEW


def cluster_interval(
    counts: Matrix,
    clusters: Sequence[str],
    value: Callable[[Matrix], Matrix],
    *,
    seed: int = 0,
    replicates: int = REPLICATES,
    limits: tuple[float, float] = (-math.inf, math.inf),
) -> Interval:
    """The 95 % interval of a metric when identities are resampled.

    With k identities, SE = sqrt(k / (k - 1)) x SD over draws, and t the 97.5 % quantile of Student's t with k - 1
    degrees of freedom:

    * between two limits, Wilson's interval (1927) of p = the value's place between them, with t for z and the effective
      number of samples n = p (1 - p) / SE^2 (Kish 1965; Dean & Pagano 2015 for clustered proportions). It never leaves
      the limits and never shrinks to a point at one: where p is 0 or 1, n = k, as if each identity were one sample.
    * else the percentiles of the draws, their distance to the value stretched by t / z x sqrt(k / (k - 1)).

    ``tests/metrics/coverage.py`` measures how often it holds the truth: UAR at an accuracy of 0.6 and 10, 20, 40
    identities 0.93, 0.93, 0.96 (plain percentiles 0.89, 0.90, 0.94; clips resampled as if independent about 0.6); at
    an accuracy of 0.95 it is 0.86, 0.89, 0.93 (0.73, 0.84, 0.91; about 0.6).

    A label that no gold of a draw has is left out of that draw's mean over labels; draws for which the value is not
    defined (nan) are left out.

    Args:
        counts: numbers that add up; shape (samples, columns).
        clusters: the identity of every sample.
        value: sums of such rows to the metric; shape (..., columns) to (...).
        seed: of the draws; the same seed draws the same identities for every metric and model.
        replicates: how many draws.
        limits: the lowest and the highest value there can be.
    """
    sums = cluster_sums(counts, clusters)
    estimate = float(value(sums.sum(axis=0)))
    k = len(sums)
    draws = resampled(sums, value, seed=seed, replicates=replicates) if k > 1 else np.array([])
    draws = draws[~np.isnan(draws)]
    if len(draws) < 2 or math.isnan(estimate):
        return Interval(math.nan, math.nan, k, math.nan, "none")
    error = standard_error(draws) * math.sqrt(k / (k - 1))
    bottom, top = limits
    if math.isfinite(top - bottom):
        low, high, rule = _between((estimate - bottom) / (top - bottom), error / (top - bottom), k)
        low, high = bottom + low * (top - bottom), bottom + high * (top - bottom)
    else:
        low, high, rule = *_stretched(estimate, draws, k), "percentile"
    return Interval(max(bottom, min(low, estimate)), min(top, max(high, estimate)), k, error, rule)


def cluster_sums(counts: Matrix, clusters: Sequence[str]) -> Matrix:
    """The sums of every cluster's rows, clusters in order of their names; shape (clusters, columns)."""
    if len(clusters) != len(counts):
        raise ValueError(f"{len(counts)} samples, but clusters of {len(clusters)}")
    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(names)))
    result: Matrix = np.add.reduceat(counts[order], starts, axis=0) if len(names) else counts
    return result


def resampled(
    sums: Matrix, value: Callable[[Matrix], Matrix], *, seed: int = 0, replicates: int = REPLICATES
) -> Matrix:
    """The metric of every draw of clusters; shape (replicates,).

    Sums of other models, with the clusters in the same order, are drawn alike: differences between two results are
    paired.
    """
    generator = np.random.default_rng(seed_of("bootstrap", seed))
    k = len(sums)
    batch = max(1, _CELLS // max(sums.shape))
    found = []
    for start in range(0, replicates, batch):
        rows = min(batch, replicates - start)
        weights = np.stack([np.bincount(generator.integers(0, k, k), minlength=k) for _ in range(rows)])
        found.append(value(weights.astype(float) @ sums))
    return np.concatenate(found)


def standard_error(draws: Matrix) -> float:
    """The standard error that bootstrap draws give: their standard deviation, not divided by sqrt(draws).

    >>> round(standard_error(np.array([0.4, 0.5, 0.6])), 4)
    0.1
    """
    return float(np.std(draws, ddof=1)) if len(draws) > 1 else math.nan


def _quantiles(k: int) -> tuple[float, float]:
    """The 97.5 % quantiles of Student's t with k - 1 degrees of freedom and of the normal distribution."""
    from scipy.stats import norm, t

    return float(t.ppf(0.975, k - 1)), float(norm.ppf(0.975))


def _between(p: float, error: float, k: int) -> tuple[float, float, str]:
    """Wilson's interval of a value between 0 and 1."""
    t, _ = _quantiles(k)
    inside = _NOTHING < p < 1 - _NOTHING
    if inside and error < _NOTHING:
        return p, p, "constant"
    n = p * (1 - p) / error**2 if inside else float(k)
    middle = (p + t**2 / (2 * n)) / (1 + t**2 / n)
    half = t / (1 + t**2 / n) * math.sqrt(max(p * (1 - p), 0.0) / n + t**2 / (4 * n**2))
    return middle - half, middle + half, "wilson" if inside else "no error"


def _stretched(estimate: float, draws: Matrix, k: int) -> tuple[float, float]:
    """The percentiles, further from the value the fewer clusters there are."""
    t, z = _quantiles(k)
    factor = t / z * math.sqrt(k / (k - 1))
    low, high = np.quantile(draws, (0.025, 0.975))
    return estimate + factor * float(low - estimate), estimate + factor * float(high - estimate)
