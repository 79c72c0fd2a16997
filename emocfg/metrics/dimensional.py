"""Errors and correlations of values on a scale: sentiment scores, valence, arousal.

They are over answered samples, for an answer that is missing has no distance: print the share answered beside them.
"""

from collections.abc import Sequence

import numpy as np

from .arrays import Matrix, counted, share
from .metric import Metric
from .ordinal import numbers

Values = Sequence[float]
Predicted = Sequence[float | None]

_NOTHING = 1e-12
"""A variance smaller than this share of the mean square is rounding error."""


def _errors(gold: Values, predicted: Predicted) -> Matrix:
    g, p = numbers(gold, predicted)
    return counted(~np.isnan(p), np.abs(g - p))


def _squares(gold: Values, predicted: Predicted) -> Matrix:
    g, p = numbers(gold, predicted)
    return counted(~np.isnan(p), (g - p) ** 2)


def _moments(gold: Values, predicted: Predicted) -> Matrix:
    """Counts of correlations: [1, g, p, g^2, p^2, g p, g - p]; shape (samples, 7), zeros where there is no answer.

    g and p are measured from their means, so that squares do not swallow the digits of small differences; the last
    column, of the values as they are, keeps what their means differ by.
    """
    g, p = numbers(gold, predicted)
    answered = ~np.isnan(p)
    a, b = (side[answered] - (side[answered].mean() if answered.any() else 0.0) for side in (g, p))
    counts = np.zeros((len(g), 7))
    counts[answered] = np.column_stack([np.ones(len(a)), a, b, a * a, b * b, a * b, (g - p)[answered]])
    return counts


def _spread(totals: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """n^2 times the variances of both sides and their covariance; exactly 0 where a side does not vary."""
    n, a, b, aa, bb, ab, _ = np.moveaxis(totals, -1, 0)
    flat_a, flat_b = (n * square - total**2 <= _NOTHING * n * square for total, square in ((a, aa), (b, bb)))
    first, second = np.where(flat_a, 0.0, n * aa - a**2), np.where(flat_b, 0.0, n * bb - b**2)
    return first, second, np.where(flat_a | flat_b, 0.0, n * ab - a * b)


def _pearson(totals: Matrix) -> Matrix:
    first, second, both = _spread(totals)
    scale = np.sqrt(first) * np.sqrt(second)
    return np.clip(share(both, scale, np.nan), -1.0, 1.0)


def _ccc(totals: Matrix) -> Matrix:
    first, second, both = _spread(totals)
    return share(2 * both, first + second + totals[..., 6] ** 2, np.nan)


def _mean_error(totals: Matrix) -> Matrix:
    return share(totals[..., 1], totals[..., 0], np.nan)


def _root_mean(totals: Matrix) -> Matrix:
    result: Matrix = np.sqrt(_mean_error(totals))
    return result


MAE = Metric(_errors, _mean_error, (0.0, np.inf))
RMSE = Metric(_squares, _root_mean, (0.0, np.inf))
PEARSON, CCC = Metric(_moments, _pearson, (-1.0, 1.0)), Metric(_moments, _ccc, (-1.0, 1.0))


def mae(gold: Values, predicted: Predicted) -> float:
    """Mean absolute error over answered samples, (1/n) sum |g - p|; nan if none is answered. Lower is better.

    >>> mae([-1.0, 2.0, 0.0], [-3.0, 2.0, None])
    1.0
    """
    return MAE(gold, predicted)


def rmse(gold: Values, predicted: Predicted) -> float:
    """Root of the mean squared error over answered samples, sqrt((1/n) sum (g - p)^2); nan if none is answered.

    >>> rmse([-1.0, 2.0, 0.0], [-3.0, 4.0, None])
    2.0
    """
    return RMSE(gold, predicted)


def pearson(gold: Values, predicted: Predicted) -> float:
    """Pearson's correlation over answered samples, s_gp / (s_g s_p); nan where either side does not vary.

    >>> round(pearson([-1.0, 0.0, 2.0], [-2.0, 0.0, 4.0]), 6)
    1.0
    """
    return PEARSON(gold, predicted)


def ccc(gold: Values, predicted: Predicted) -> float:
    """Concordance correlation coefficient over answered samples (Lin 1989), the headline of ABAW for valence, arousal.

    CCC = 2 s_gp / (s_g^2 + s_p^2 + (mean g - mean p)^2), with the variances over n. Unlike Pearson's correlation it
    falls with a wrong scale or offset; a constant answer gives 0.0. nan where all values of both sides are one.

    >>> round(ccc([-1.0, 0.0, 1.0], [0.0, 1.0, 2.0]), 4), ccc([-1.0, 0.0, 1.0], [0.0, 0.0, 0.0])
    (0.5714, 0.0)
    """
    return CCC(gold, predicted)
