"""How far several raters agree beyond chance: Cohen's and Fleiss' kappa, Krippendorff's alpha.

Here a rating that is missing says nothing and is left out; it is never a disagreement. A coefficient is nan where
chance alone would agree on everything (one value throughout), or where no unit has two ratings: it is undefined then,
not 0.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from emocfg.core import seed as seed_of

Matrix = npt.NDArray[np.float64]
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
    return kappa_of_table(cross_table(first, second, labels), weights)


def cross_table(first: Sequence[str], second: Sequence[str], labels: Sequence[str]) -> Matrix:
    """How often the first rater said label i where the second said label j; shape (labels, labels)."""
    place = {label: number for number, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    for a, b in zip(first, second, strict=True):
        if a not in place or b not in place:
            raise ValueError(f"{a!r} or {b!r} is not among the labels")
        table[place[a], place[b]] += 1
    return table


def kappa_of_table(table: Matrix, weights: Weights = "none") -> float:
    """Cohen's kappa of a cross table.

    kappa = 1 - (sum_ij w_ij o_ij) / (sum_ij w_ij e_ij) with the observed shares o, the shares e = (row sum) x (column
    sum) that chance gives, and the costs w_ij = [i != j] (Cohen 1960), |i - j| or (i - j)^2 (Cohen 1968).

    >>> round(kappa_of_table(np.array([[20.0, 5.0], [10.0, 15.0]])), 4)
    0.4
    """
    total = table.sum()
    if not total:
        return NAN
    observed = table / total
    chance = np.outer(observed.sum(axis=1), observed.sum(axis=0))
    distance = np.abs(np.subtract.outer(np.arange(len(table)), np.arange(len(table)))).astype(float)
    cost = {"none": distance > 0, "linear": distance, "quadratic": distance**2}[weights]
    expected = float((cost * chance).sum())
    return 1.0 - float((cost * observed).sum()) / expected if expected else NAN


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
    return alpha_of_coincidences(coincidences(counts).sum(axis=0), values, level)


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


def alpha_of_coincidences(table: Matrix, values: npt.ArrayLike, level: Level = "nominal") -> float:
    """Krippendorff's alpha of a coincidence matrix (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).

    alpha = 1 - (n - 1) (sum_ck o_ck d_ck) / (sum_ck n_c n_k d_ck), with n_c = sum_k o_ck, n = sum_c n_c and the squared
    difference d_ck = [c != k] (nominal), (c - k)^2 (interval), or (n_c/2 + n_k/2 + sum of the n between)^2 (ordinal).

    Args:
        table: shape (values, values).
        values: the numbers that its rows stand for, ascending; only ``interval`` looks at their size.
        level: of measurement.
    """
    margins = table.sum(axis=1)
    total = float(margins.sum())
    cost = _cost(margins, values, level)
    expected = float((np.outer(margins, margins) * cost).sum())
    return 1.0 - (total - 1) * float((table * cost).sum()) / expected if expected else NAN


def _cost(margins: Matrix, values: npt.ArrayLike, level: Level) -> Any:  # noqa: ANN401 - a matrix of numpy's
    """The squared difference of every two values."""
    if level == "nominal":
        return 1.0 - np.eye(len(margins))
    rank = np.cumsum(margins) - margins / 2  # half of its own ratings stand below a value's middle
    scale = np.asarray(values, dtype=float) if level == "interval" else rank
    return np.subtract.outer(scale, scale) ** 2


def bootstrap(
    tables: Matrix, statistic: Callable[[Matrix], float], *, seed: int = 0, replicates: int = 1000
) -> tuple[float, float]:
    """The 95 % percentile interval of a coefficient when clusters of units (people) are resampled.

    Args:
        tables: for every cluster the sum of its units' tables; shape (clusters, values, values).
        statistic: the coefficient of a table that is a sum of such tables.
        seed: of the draws.
        replicates: how many draws.

    Returns:
        (low, high); nan if there are fewer than two clusters, or if no draw has a coefficient. With few clusters a
        percentile interval is too narrow: print the number of clusters beside it.
    """
    if len(tables) < 2:
        return NAN, NAN
    draws = np.random.default_rng(seed_of("bootstrap", seed))
    share, flat = np.full(len(tables), 1 / len(tables)), tables.reshape(len(tables), -1)
    found = []
    for _ in range(replicates):
        weights = draws.multinomial(len(tables), share)
        found.append(statistic((weights @ flat).reshape(tables.shape[1:])))
    known = [value for value in found if not np.isnan(value)]
    low, high = np.quantile(known, (0.025, 0.975)) if known else (NAN, NAN)
    return float(low), float(high)
