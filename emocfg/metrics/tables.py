"""What label metrics count: for every label how often it was true, claimed, and both.

A sample has one label or a set of them; the counts are the same, and so are the formulas of recall and F1 on them.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from .arrays import Matrix, share


class Totals(NamedTuple):
    """Sums over samples, over any leading axes.

    Attributes:
        samples: how many; shape (...).
        support: how many have label c in gold; shape (..., labels), as the next two.
        right: how many have it in gold and in the answer (TP).
        claimed: how many have it in the answer (TP + FP).
        other: claims of labels that no gold has; shape (...).
    """

    samples: Matrix
    support: Matrix
    right: Matrix
    claimed: Matrix
    other: Matrix


def labels_of(gold: Sequence[Collection[str]]) -> list[str]:
    """The labels that occur in gold, sorted: the labels a metric is about, the same for every model."""
    return sorted({label for labels in gold for label in labels})


def set_counts(gold: Sequence[Collection[str]], predicted: Sequence[Collection[str] | None]) -> Matrix:
    """Counts of sets of labels; None claims nothing.

    Returns:
        Shape (samples, 2 + 3 labels): one, in gold, in both, in the answer, claims of labels that no gold has.
    """
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} samples, but {len(predicted)} answers")
    place = {label: number for number, label in enumerate(labels_of(gold))}
    true, claimed = _marks(gold, place), _marks([labels or () for labels in predicted], place)
    return np.hstack([np.ones((len(gold), 1)), true[:, :-1], (true * claimed)[:, :-1], claimed])


def label_counts(gold: Sequence[str], predicted: Sequence[str | None]) -> Matrix:
    """Counts of one label per sample, as :func:`set_counts`; None claims nothing."""
    return set_counts([(label,) for label in gold], [() if label is None else (label,) for label in predicted])


def _marks(sets: Sequence[Collection[str]], place: dict[str, int]) -> Matrix:
    """Which labels each set has, and how many that have no place; shape (samples, labels + 1)."""
    width = len(place) + 1
    rows = np.repeat(np.arange(len(sets)), np.fromiter(map(len, sets), dtype=int, count=len(sets)))
    codes = np.fromiter((place.get(label, width - 1) for labels in sets for label in labels), dtype=int)
    cells = np.bincount(rows * width + codes, minlength=len(sets) * width)
    return cells.reshape(len(sets), width).astype(float)


def split(totals: Matrix) -> Totals:
    """The parts of summed counts."""
    labels = (totals.shape[-1] - 2) // 3
    blocks = np.split(totals, [1, 1 + labels, 1 + 2 * labels, 1 + 3 * labels], axis=-1)
    return Totals(blocks[0][..., 0], blocks[1], blocks[2], blocks[3], blocks[4][..., 0])


def recall(t: Totals) -> Matrix:
    """Recall of every label, TP / (TP + FN); shape (..., labels)."""
    return share(t.right, t.support)


def f1(t: Totals) -> Matrix:
    """F1 of every label, 2 TP / (2 TP + FP + FN); shape (..., labels)."""
    return share(2 * t.right, t.support + t.claimed)


def over_labels(values: Matrix, t: Totals) -> Matrix:
    """The mean over labels that some gold has; 0.0 if there are none."""
    there = t.support > 0
    return share(np.where(there, values, 0.0).sum(axis=-1), there.sum(axis=-1))


def mean_f1(totals: Matrix) -> Matrix:
    """Summed counts to the mean over labels of F1."""
    t = split(totals)
    return over_labels(f1(t), t)
