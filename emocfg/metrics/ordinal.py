"""Accuracies of sentiment on an ordered scale; those of the field have names of their own. None is wrong."""

from collections.abc import Sequence

import numpy as np

from .arrays import Matrix, counted, share_of_counts
from .metric import Metric

Values = Sequence[float]
Predicted = Sequence[float | None]


def numbers(gold: Values, predicted: Predicted) -> tuple[Matrix, Matrix]:
    """Both sides as numbers, nan for no answer; shape (samples,) each."""
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} samples, but {len(predicted)} answers")
    answers = np.array([np.nan if p is None else p for p in predicted], dtype=float)
    return np.asarray(gold, dtype=float), answers


def round_half_away(values: Matrix) -> Matrix:
    """The nearest whole numbers; halves go away from zero.

    ``numpy.round`` takes halves to the even neighbour, so that with it -1.5 and -2.5 are one class and 0.5 is neutral.

    >>> round_half_away(np.array([0.5, -1.5, 2.5, 2.4])).tolist()
    [1.0, -2.0, 3.0, 2.0]
    """
    whole = np.trunc(values)
    return np.where(np.abs(values - whole) == 0.5, whole + np.copysign(1.0, values), np.round(values))


def _nonzero_counts(gold: Values, predicted: Predicted) -> Matrix:
    g, p = numbers(gold, predicted)
    return counted(g != 0, g * p > 0)


def _negative_counts(gold: Values, predicted: Predicted) -> Matrix:
    g, p = numbers(gold, predicted)
    return counted(np.ones(len(g)), ~np.isnan(p) & ((g < 0) == (p < 0)))


def _class_counts(gold: Values, predicted: Predicted, limit: float) -> Matrix:
    g, p = (round_half_away(np.clip(side, -limit, limit)) for side in numbers(gold, predicted))
    return counted(np.ones(len(g)), g == p)


ACC2_NONZERO = Metric(_nonzero_counts, share_of_counts)
ACC2_NEG_VS_NONNEG = Metric(_negative_counts, share_of_counts)
ACC5 = Metric(lambda gold, predicted: _class_counts(gold, predicted, 2.0), share_of_counts)
ACC7 = Metric(lambda gold, predicted: _class_counts(gold, predicted, 3.0), share_of_counts)


def acc2_nonzero(gold: Values, predicted: Predicted) -> float:
    """Among samples whose true value is not zero, the share whose predicted sign is right; zero or None is wrong.

    The "Non0" accuracy of MMSA (Yu et al., ACL 2020) compares ``> 0`` on both sides, so that a predicted zero counts as
    negative; here a predicted zero is never right, since "neutral" is an answer of its own. 0.0 if there is no sample.

    >>> acc2_nonzero([-1.0, 2.0, 0.0, 1.0], [-3.0, 0.0, 0.0, 0.5])
    0.6666666666666666
    """
    return ACC2_NONZERO(gold, predicted)


def acc2_neg_vs_nonneg(gold: Values, predicted: Predicted) -> float:
    """The share of samples for which "is it negative" is answered right (the "Has0" accuracy of MMSA); None is wrong.

    >>> acc2_neg_vs_nonneg([-1.0, 2.0, 0.0], [-3.0, 0.0, -1.0])
    0.6666666666666666
    """
    return ACC2_NEG_VS_NONNEG(gold, predicted)


def acc5(gold: Values, predicted: Predicted) -> float:
    """The share of samples with the right one of five classes: both clipped to [-2, 2] and rounded; None is wrong.

    The Acc-5 of MMSA (Yu et al., ACL 2020) for CMU-MOSI and CMU-MOSEI, whose values are on [-3, 3]; CH-SIMS cuts its
    own scale elsewhere (``emocfg.schema.scores``). MMSA rounds halves to even; here they go away from zero
    (:func:`round_half_away`).

    >>> acc5([-3.0, 0.0, 1.5, 0.5], [-2.0, 0.4, 2.5, None])
    0.75
    """
    return ACC5(gold, predicted)


def acc7(gold: Values, predicted: Predicted) -> float:
    """As :func:`acc5`, with seven classes: clipped to [-3, 3].

    >>> acc7([-3.0, 0.0, 1.5, 0.5], [-2.0, 0.4, 2.5, None])
    0.25
    """
    return ACC7(gold, predicted)
