"""Metrics of sentiment on an ordered scale; the two binary accuracies of the field have names of their own."""

from collections.abc import Sequence

Values = Sequence[float]
Predicted = Sequence[float | None]


def acc2_nonzero(gold: Values, predicted: Predicted) -> float:
    """Among samples whose true value is not zero, the share whose predicted sign is right; zero or None is wrong.

    The "Non0" accuracy of MMSA (Yu et al., ACL 2020) compares ``> 0`` on both sides, so that a predicted zero counts as
    negative; here a predicted zero is never right, since "neutral" is an answer of its own. 0.0 if there is no sample.

    >>> acc2_nonzero([-1.0, 2.0, 0.0, 1.0], [-3.0, 0.0, 0.0, 0.5])
    0.6666666666666666
    """
    pairs = [(g, p) for g, p in zip(gold, predicted, strict=True) if g != 0]
    return sum(p is not None and g * p > 0 for g, p in pairs) / len(pairs) if pairs else 0.0


def acc2_neg_vs_nonneg(gold: Values, predicted: Predicted) -> float:
    """The share of samples for which "is it negative" is answered right (the "Has0" accuracy of MMSA); None is wrong.

    >>> acc2_neg_vs_nonneg([-1.0, 2.0, 0.0], [-3.0, 0.0, -1.0])
    0.6666666666666666
    """
    pairs = list(zip(gold, predicted, strict=True))
    return sum(p is not None and (g < 0) == (p < 0) for g, p in pairs) / len(pairs) if pairs else 0.0


def mae(gold: Values, predicted: Predicted) -> float:
    """Mean absolute error over answered samples, (1/n) sum |g - p|; nan if none is answered. Lower is better.

    >>> mae([-1.0, 2.0, 0.0], [-3.0, 2.0, None])
    1.0
    """
    errors = [abs(g - p) for g, p in zip(gold, predicted, strict=True) if p is not None]
    return sum(errors) / len(errors) if errors else float("nan")


def pearson(gold: Values, predicted: Predicted) -> float:
    """Pearson's correlation over answered samples; nan where either side does not vary.

    >>> round(pearson([-1.0, 0.0, 2.0], [-2.0, 0.0, 4.0]), 6)
    1.0
    """
    pairs = [(g, p) for g, p in zip(gold, predicted, strict=True) if p is not None]
    if len({g for g, _ in pairs}) < 2 or len({p for _, p in pairs}) < 2:
        return float("nan")
    from scipy.stats import pearsonr

    return float(pearsonr(*zip(*pairs, strict=True)).statistic)
