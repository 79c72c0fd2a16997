"""How far several raters agree beyond chance: Cohen's and Fleiss' kappa, Krippendorff's alpha.

Here a rating that is missing says nothing and is left out; it is never a disagreement. A coefficient is nan where
chance alone would agree on everything (one value throughout), or where no unit has two ratings: it is undefined then,
not 0.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from .arrays import Matrix, share
from .resample import cluster_interval

Weights = Literal["none", "linear", "quadratic"]
Level = Literal["nominal", "ordinal", "interval"]

NAN = float("nan")


def cohen_kappa(
    first: Sequence[str], second: Sequence[str], *, order: Sequence[str] = (), weights: Weights = "none"
) -> float:
    """Cohen's kappa of two raters who both rated every unit.

    See :func:`kappa_of_table` for the formula.

    Args:
        first: the labels of one rater.
        second: the labels of the other, in the same order of units.
        order: the labels from lowest to highest; needed for weights.
        weights: what a disagreement costs.

    Raises:
        ValueError: sides of different length, weights without an order, or a label that the order does not have.

    >>> round(cohen_kappa(["a", "a", "b", "b"], ["a", "b", "b", "b"]), 4)
    0.5
    """
    if weights != "none" and not order:
        raise ValueError("weights need the order of the labels")
    labels = list(order) or sorted({*first, *second})
    return float(kappa_of_table(cross_table(first, second, labels), weights))


def cross_table(first: Sequence[str], second: Sequence[str], labels: Sequence[str]) -> Matrix:
    """How often the first rater said label i where the second said label j; shape (labels, labels)."""
    place = {label: number for number, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    for a, b in zip(first, second, strict=True):
        if a not in place or b not in place:
            raise ValueError(f"{a!r} or {b!r} is not among the labels")
        table[place[a], place[b]] += 1
    return table


def kappa_of_table(table: Matrix, weights: Weights = "none") -> Matrix:
    """Cohen's kappa of a cross table, or of each of many: shape (..., labels, labels) to (...).

    kappa = 1 - (sum_ij w_ij o_ij) / (sum_ij w_ij e_ij) with the observed shares o, the shares e = (row sum) x (column
    sum) that chance gives, and the costs w_ij = [i != j] (Cohen 1960), |i - j| or (i - j)^2 (Cohen 1968).

    >>> round(float(kappa_of_table(np.array([[20.0, 5.0], [10.0, 15.0]]))), 4)
    0.4
    """
    places = np.arange(table.shape[-1])
    distance = np.abs(np.subtract.outer(places, places)).astype(float)
    cost = {"none": (distance > 0).astype(float), "linear": distance, "quadratic": distance**2}[weights]
    total = table.sum(axis=(-2, -1))
    chance = table.sum(axis=-1)[..., :, None] * table.sum(axis=-2)[..., None, :]
    return 1.0 - share((table * cost).sum(axis=(-2, -1)) * total, (chance * cost).sum(axis=(-2, -1)), NAN)


def fleiss_kappa(counts: Matrix) -> float:
    """Fleiss' kappa (Fleiss 1971) of units that were all rated by the same number of raters.

    kappa = (P - P_e) / (1 - P_e), where P is the mean over units of the share of rater pairs that agree and P_e the sum
    over labels of their squared shares.

    Args:
        counts: how many raters gave unit u label c; shape (units, labels).

    Raises:
        ValueError: units with different numbers of ratings, or fewer than two; :func:`krippendorff_alpha` takes those.

    >>> round(fleiss_kappa(np.array([[3.0, 0.0], [0.0, 3.0], [2.0, 1.0]])), 4)
    0.55
    """
    raters = np.unique(counts.sum(axis=1))
    if len(raters) != 1 or raters[0] < 2:
        raise ValueError("every unit needs the same number of ratings, two or more")
    n = float(raters[0])
    agreed = float(((counts**2).sum(axis=1) - n).mean()) / (n * (n - 1))
    chance = float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
    return (agreed - chance) / (1 - chance) if chance < 1 else NAN


def krippendorff_alpha(ratings: npt.ArrayLike, level: Level = "nominal") -> float:
    """Krippendorff's alpha of any number of raters, with gaps.

    See :func:`alpha_of_coincidences` for the formula. Units with fewer than two ratings are left out.

    Args:
        ratings: numbers, shape (raters, units), nan where a rater did not rate; labels go in as any numbers at level
            ``nominal``.
        level: of measurement.

    >>> round(krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, float("nan")], [1, 2, 2, 3]]), 4)
    0.75
    """
    table = np.asarray(ratings, dtype=float)
    values = np.unique(table[~np.isnan(table)])
    counts = (table[:, :, None] == values).sum(axis=0).astype(float)
    return float(alpha_of_coincidences(coincidences(counts).sum(axis=0), values, level))


def coincidences(counts: Matrix) -> Matrix:
    """The coincidence matrix of every unit: o_ck = n_c (n_k - [c = k]) / (m - 1) with m = sum_c n_c ratings.

    Args:
        counts: how many raters gave unit u value c; shape (units, values).

    Returns:
        Shape (units, values, values); zeros for units with fewer than two ratings. Their sum over units is what
        :func:`alpha_of_coincidences` takes; sums over groups of units are what :func:`bootstrap` resamples.
    """
    rated = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    share = np.divide(1.0, rated - 1, out=np.zeros(len(rated)), where=rated >= 2)
    result: Matrix = pairs * share[:, None, None]
    return result


def alpha_of_coincidences(table: Matrix, values: npt.ArrayLike, level: Level = "nominal") -> Matrix:
    """Krippendorff's alpha of a coincidence matrix (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).

    alpha = 1 - (n - 1) (sum_ck o_ck d_ck) / (sum_ck n_c n_k d_ck), with n_c = sum_k o_ck, n = sum_c n_c and the squared
    difference d_ck = [c != k] (nominal), (c - k)^2 (interval), or (n_c/2 + n_k/2 + sum of the n between)^2 (ordinal).

    Args:
        table: one or many; shape (..., values, values) to (...).
        values: the numbers that its rows stand for, ascending; only ``interval`` looks at their size.
        level: of measurement.
    """
    margins = table.sum(axis=-1)
    cost = _cost(margins, values, level)
    expected = (margins[..., :, None] * margins[..., None, :] * cost).sum(axis=(-2, -1))
    return 1.0 - share((margins.sum(axis=-1) - 1) * (table * cost).sum(axis=(-2, -1)), expected, NAN)


def _cost(margins: Matrix, values: npt.ArrayLike, level: Level) -> Matrix:
    """The squared difference of every two values; shape (..., values, values), or without the leading axes."""
    if level == "nominal":
        return 1.0 - np.eye(margins.shape[-1])
    rank = np.cumsum(margins, axis=-1) - margins / 2  # half of its own ratings stand below a value's middle
    scale = np.asarray(values, dtype=float) if level == "interval" else rank
    result: Matrix = (scale[..., :, None] - scale[..., None, :]) ** 2
    return result


def bootstrap(
    tables: Matrix, statistic: Callable[[Matrix], Matrix], *, seed: int = 0, replicates: int = 1000
) -> tuple[float, float]:
    """The 95 % interval of a coefficient when clusters of units (people) are resampled; see :func:`cluster_interval`.

    Args:
        tables: for every cluster the sum of its units' tables; shape (clusters, values, values).
        statistic: the coefficient of tables that are sums of such tables; shape (..., values, values) to (...).
        seed: of the draws.
        replicates: how many draws.

    Returns:
        (low, high); nan if there are fewer than two clusters, or if no draw has a coefficient. Print the number of
        clusters beside it.
    """
    shape = tables.shape[1:]
    found = cluster_interval(
        tables.reshape(len(tables), -1),
        [f"{place:09}" for place in range(len(tables))],
        lambda totals: statistic(totals.reshape(*totals.shape[:-1], *shape)),
        seed=seed,
        replicates=replicates,
    )
    return found.low, found.high
