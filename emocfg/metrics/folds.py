"""Leave-one-subject-out: the answers of all folds are pooled, then scored once.

A fold's subject lacks most labels, so an F1 of one fold is undefined or extreme, and a mean over folds depends on which
value stands for "undefined". Pooling TP, FP and FN over folds is what MEGC does (See et al., FG 2019) and is nearly
unbiased (Forman & Scholz 2010). There is no mean over folds here.
"""

from collections.abc import Mapping, Sequence

from .labels import f1_macro, uar

Fold = tuple[Sequence[str], Sequence[str | None]]


def pooled(folds: Mapping[str, Fold]) -> tuple[list[str], list[str | None], list[str]]:
    """Gold labels, answers and subjects of all samples; the subjects are the clusters of an interval.

    Args:
        folds: for every subject left out, the gold labels and the answers of its samples.

    Raises:
        TypeError: scores instead of predictions.
    """
    if not isinstance(folds, Mapping) or not all(map(_is_fold, folds.values())):
        raise TypeError("scores of folds cannot be averaged: pass predictions, as subject -> (gold, predicted)")
    gold = [label for labels, _ in folds.values() for label in labels]
    predicted = [label for _, answers in folds.values() for label in answers]
    subjects = [subject for subject, (labels, _) in folds.items() for _ in labels]
    return gold, predicted, subjects


def _is_fold(fold: object) -> bool:
    sides = fold if isinstance(fold, tuple | list) and len(fold) == 2 else ()
    return bool(sides) and all(isinstance(side, Sequence) and not isinstance(side, str) for side in sides)


def pooled_uf1(folds: Mapping[str, Fold]) -> float:
    """UF1 of MEGC: macro-F1 over the samples of all folds.

    Both subjects of the example have an F1 of their own, (2/3 + 0)/2 and 2/3: their mean, 1/2, is not the UF1.

    >>> folds = {"s1": (["joy", "fear"], ["joy", "joy"]), "s2": (["joy", "joy"], ["joy", "fear"])}
    >>> round(pooled_uf1(folds), 4)
    0.3333
    """
    return f1_macro(*pooled(folds)[:2])


def pooled_uar(folds: Mapping[str, Fold]) -> float:
    """UAR of MEGC: mean per-label recall over the samples of all folds.

    >>> round(pooled_uar({"s1": (["joy", "fear"], ["joy", "joy"]), "s2": (["joy", "joy"], ["joy", "fear"])}), 4)
    0.3333
    """
    return uar(*pooled(folds)[:2])
