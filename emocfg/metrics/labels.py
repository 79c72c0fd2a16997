"""Metrics of one label per sample."""

from collections import Counter
from collections.abc import Sequence

Predicted = Sequence[str | None]


def war(gold: Sequence[str], predicted: Predicted) -> float:
    """Weighted average recall: the share of samples whose label is right, i.e. accuracy.

    WAR = (1/n) sum_i [p_i = g_i]; the name is that of DFEW (Jiang et al., ACM MM 2020). 0.0 for no samples.

    >>> war(["joy", "joy", "joy", "fear"], ["joy", "joy", None, "joy"])
    0.5
    """
    return sum(g == p for g, p in zip(gold, predicted, strict=True)) / len(gold) if gold else 0.0


def recalls(gold: Sequence[str], predicted: Predicted) -> dict[str, float]:
    """Recall of every label that occurs in ``gold``: right / occurrences.

    >>> recalls(["joy", "joy", "fear"], ["joy", None, "fear"])
    {'fear': 1.0, 'joy': 0.5}
    """
    support = Counter(gold)
    right = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    return {label: right[label] / support[label] for label in sorted(support)}


def uar(gold: Sequence[str], predicted: Predicted) -> float:
    """Unweighted average recall: the mean of the per-label recalls over labels that occur in ``gold``.

    UAR = (1/|C|) sum_c recall_c (Schuller et al., Interspeech 2009). A constant answer scores 1/|C| whatever the
    skew, which is why UAR and not WAR ranks. 0.0 for no samples.

    >>> uar(["joy", "joy", "joy", "fear"], ["joy", "joy", "joy", "joy"])
    0.5
    """
    values = recalls(gold, predicted).values()
    return sum(values) / len(values) if values else 0.0


def _f1s(gold: Sequence[str], predicted: Predicted) -> dict[str, float]:
    """F1 of every label that occurs in gold: 2 TP / (2 TP + FP + FN)."""
    support, claimed = Counter(gold), Counter(p for p in predicted if p is not None)
    right = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    return {label: 2 * right[label] / (support[label] + claimed[label]) for label in sorted(support)}


def f1_macro(gold: Sequence[str], predicted: Predicted) -> float:
    """Mean over the labels that occur in ``gold`` of their F1, pooled over all samples given.

    F1_c = 2 TP_c / (2 TP_c + FP_c + FN_c). It is the mean of F1s, not the F1 of mean precision and mean recall
    (Opitz & Burst 2019). Over samples pooled from all leave-one-subject-out folds it is the UF1 of MEGC (See et al.,
    FG 2019); averaging per-fold F1s instead is biased (Forman & Scholz 2010).

    >>> round(f1_macro(["joy", "joy", "fear", "fear"], ["joy", "fear", "fear", None]), 4)
    0.5833
    """
    values = _f1s(gold, predicted).values()
    return sum(values) / len(values) if values else 0.0


def f1_weighted(gold: Sequence[str], predicted: Predicted) -> float:
    """Mean over labels of F1, weighted by how often the label occurs in ``gold`` (the MELD convention).

    >>> round(f1_weighted(["joy", "joy", "joy", "fear"], ["joy", "joy", "fear", "fear"]), 4)
    0.7667
    """
    support = Counter(gold)
    values = _f1s(gold, predicted)
    return sum(values[label] * count for label, count in support.items()) / len(gold) if gold else 0.0
