"""Metrics of one label per sample."""

from collections.abc import Sequence

from .arrays import Matrix, share
from .metric import Metric
from .tables import f1, label_counts, mean_f1, over_labels, recall, split

Gold = Sequence[str]
Predicted = Sequence[str | None]


def _war(totals: Matrix) -> Matrix:
    t = split(totals)
    return share(t.right.sum(axis=-1), t.samples)


def _uar(totals: Matrix) -> Matrix:
    t = split(totals)
    return over_labels(recall(t), t)


def _f1_weighted(totals: Matrix) -> Matrix:
    t = split(totals)
    return share((f1(t) * t.support).sum(axis=-1), t.support.sum(axis=-1))


WAR, UAR = Metric(label_counts, _war), Metric(label_counts, _uar)
F1_MACRO, F1_WEIGHTED = Metric(label_counts, mean_f1), Metric(label_counts, _f1_weighted)


def war(gold: Gold, predicted: Predicted) -> float:
    """Weighted average recall: the share of samples whose label is right, i.e. accuracy.

    WAR = (1/n) sum_i [p_i = g_i]; the name is that of DFEW (Jiang et al., ACM MM 2020). 0.0 for no samples.

    >>> war(["joy", "joy", "joy", "fear"], ["joy", "joy", None, "joy"])
    0.5
    """
    return WAR(gold, predicted)


def recalls(gold: Gold, predicted: Predicted) -> dict[str, float]:
    """Recall of every label that occurs in ``gold``: right / occurrences.

    >>> recalls(["joy", "joy", "fear"], ["joy", None, "fear"])
    {'fear': 1.0, 'joy': 0.5}
    """
    values = recall(split(label_counts(gold, predicted).sum(axis=0)))
    return dict(zip(sorted(set(gold)), values.tolist(), strict=True))


def uar(gold: Gold, predicted: Predicted) -> float:
    """Unweighted average recall: the mean of the per-label recalls over labels that occur in ``gold``.

    UAR = (1/|C|) sum_c recall_c (Schuller et al., Interspeech 2009), also called balanced accuracy. A constant answer
    scores 1/|C| whatever the skew, which is why UAR and not WAR ranks. 0.0 for no samples.

    >>> uar(["joy", "joy", "joy", "fear"], ["joy", "joy", "joy", "joy"])
    0.5
    """
    return UAR(gold, predicted)


def f1_macro(gold: Gold, predicted: Predicted) -> float:
    """Mean over the labels that occur in ``gold`` of their F1, pooled over all samples given.

    F1_c = 2 TP_c / (2 TP_c + FP_c + FN_c). It is the mean of F1s, not the F1 of mean precision and mean recall
    (Opitz & Burst 2019). Over samples pooled from all leave-one-subject-out folds it is the UF1 of MEGC (See et al.,
    FG 2019): :func:`emocfg.metrics.pooled_uf1`.

    >>> round(f1_macro(["joy", "joy", "fear", "fear"], ["joy", "fear", "fear", None]), 4)
    0.5833
    """
    return F1_MACRO(gold, predicted)


def f1_weighted(gold: Gold, predicted: Predicted) -> float:
    """Mean over labels of F1, weighted by how often the label occurs in ``gold`` (the MELD convention).

    >>> round(f1_weighted(["joy", "joy", "joy", "fear"], ["joy", "joy", "fear", "fear"]), 4)
    0.7667
    """
    return F1_WEIGHTED(gold, predicted)
