"""Metrics of a set of labels per sample: multi-label tasks, action units, typed slots."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import numpy as np

from .arrays import Matrix, counted, share, share_of_counts
from .metric import Metric
from .tables import Totals, f1, labels_of, mean_f1, over_labels, set_counts, split

L = TypeVar("L")

Sets = Sequence[AbstractSet[str]]
Answers = Sequence[AbstractSet[str] | None]


def set_f1(gold: AbstractSet[L], predicted: AbstractSet[L]) -> float:
    """F1 of two sets: 2 |G and P| / (|G| + |P|); two empty sets agree (1.0).

    >>> round(set_f1({"hat", "mole"}, {"hat"}), 4), set_f1(set(), set())
    (0.6667, 1.0)
    """
    total = len(gold) + len(predicted)
    return 2 * len(gold & predicted) / total if total else 1.0


def exact_counts(gold: Sets, predicted: Answers) -> Matrix:
    """Counts of exactly right sets: [1, right]; shape (samples, 2)."""
    right = [p is not None and g == p for g, p in zip(gold, predicted, strict=True)]
    return counted(np.ones(len(right)), right)


def _f1_micro(totals: Matrix) -> Matrix:
    t = split(totals)
    decided = t.support.sum(axis=-1) + t.claimed.sum(axis=-1) + t.other
    return share(2 * t.right.sum(axis=-1), decided)


def _skew_normalised(t: Totals) -> Matrix:
    """2 TP / (2 TP + FN + FP P / N) of every label; where N is 0 there is no false positive."""
    ratio = share(t.support, t.samples[..., None] - t.support)
    return share(2 * t.right, t.support + t.right + ratio * (t.claimed - t.right))


def _f1_skew_normalised(totals: Matrix) -> Matrix:
    t = split(totals)
    return over_labels(_skew_normalised(t), t)


EXACT_MATCH = Metric(exact_counts, share_of_counts)
F1_MACRO_LABELS, F1_MICRO_LABELS = Metric(set_counts, mean_f1), Metric(set_counts, _f1_micro)
F1_SKEW_NORMALISED = Metric(set_counts, _f1_skew_normalised)


def exact_match(gold: Sets, predicted: Answers) -> float:
    """The share of samples whose set is exactly right (subset accuracy); None is wrong even for an empty gold set.

    >>> exact_match([{"AU1"}, set(), set()], [{"AU1"}, set(), None])
    0.6666666666666666
    """
    return EXACT_MATCH(gold, predicted)


def label_f1s(gold: Sets, predicted: Answers) -> dict[str, float]:
    """F1 of every label that occurs in gold, over all samples: 2 TP / (2 TP + FP + FN). None claims nothing.

    >>> label_f1s([{"AU1"}, {"AU1", "AU4"}], [{"AU1"}, {"AU4"}])
    {'AU1': 0.6666666666666666, 'AU4': 1.0}
    """
    values = f1(split(set_counts(gold, predicted).sum(axis=0)))
    return dict(zip(labels_of(gold), values.tolist(), strict=True))


def f1_macro_labels(gold: Sets, predicted: Answers) -> float:
    """Mean of the per-label F1s: the mean per-AU F1 of ABAW (Kollias et al., CVPRW 2022) for action units.

    The labels are those that occur in gold: the same for every model, whatever it claims. 0.0 if there are none. It is
    not the mean over samples of per-sample F1, which rewards constant answers.

    >>> f1_macro_labels([{"AU1"}, {"AU4"}], [{"AU1"}, set()])
    0.5
    """
    return F1_MACRO_LABELS(gold, predicted)


def f1_micro_labels(gold: Sets, predicted: Answers) -> float:
    """F1 over all (sample, label) decisions pooled: 2 TP / (2 TP + FP + FN); 0.0 if there are none.

    >>> f1_micro_labels([{"AU1", "AU4"}, set()], [{"AU1"}, {"AU2"}])
    0.5
    """
    return F1_MICRO_LABELS(gold, predicted)


def label_f1s_skew_normalised(gold: Sets, predicted: Answers) -> dict[str, float]:
    """F1 of every label that occurs in gold as if it were true of half the samples (Jeni, Cohn & De la Torre 2013).

    2 TP / (2 TP + FN + FP P / N), with P samples that have the label and N that have not. Always claiming the label
    gives 2/3 whatever its prevalence (1.0 if every sample has it); plain F1 gives 2 P / (2 P + N).

    >>> label_f1s_skew_normalised([{"AU1"}, set(), set(), set()], [{"AU1"}, {"AU1"}, set(), set()])
    {'AU1': 0.8571428571428571}
    """
    values = _skew_normalised(split(set_counts(gold, predicted).sum(axis=0)))
    return dict(zip(labels_of(gold), values.tolist(), strict=True))


def f1_skew_normalised(gold: Sets, predicted: Answers) -> float:
    """Mean over labels of :func:`label_f1s_skew_normalised`: comparable between sets of different prevalence.

    >>> always = [{"AU1", "AU4"}] * 4
    >>> round(f1_skew_normalised([{"AU1"}, {"AU1", "AU4"}, {"AU1"}, set()], always), 4)
    0.6667
    """
    return F1_SKEW_NORMALISED(gold, predicted)
