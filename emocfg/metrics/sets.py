"""Metrics of a set of labels per sample: multi-label tasks, action units, typed slots."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

L = TypeVar("L")

Sets = Sequence[AbstractSet[str]]


def set_f1(gold: AbstractSet[L], predicted: AbstractSet[L]) -> float:
    """F1 of two sets: 2 |G and P| / (|G| + |P|); two empty sets agree (1.0).

    >>> round(set_f1({"hat", "mole"}, {"hat"}), 4), set_f1(set(), set())
    (0.6667, 1.0)
    """
    total = len(gold) + len(predicted)
    return 2 * len(gold & predicted) / total if total else 1.0


def exact_match(gold: Sets, predicted: Sequence[AbstractSet[str] | None]) -> float:
    """The share of samples whose set is exactly right (subset accuracy); None is wrong even for an empty gold set.

    >>> exact_match([{"AU1"}, set(), set()], [{"AU1"}, set(), None])
    0.6666666666666666
    """
    return sum(p is not None and g == p for g, p in zip(gold, predicted, strict=True)) / len(gold) if gold else 0.0


def label_f1s(gold: Sets, predicted: Sets) -> dict[str, float]:
    """F1 of every label that occurs in gold, over all samples: 2 TP / (2 TP + FP + FN).

    >>> label_f1s([{"AU1"}, {"AU1", "AU4"}], [{"AU1"}, {"AU4"}])
    {'AU1': 0.6666666666666666, 'AU4': 1.0}
    """
    support = Counter(label for labels in gold for label in labels)
    claimed = Counter(label for labels in predicted for label in labels)
    right = Counter(label for g, p in zip(gold, predicted, strict=True) for label in g & p)
    return {label: 2 * right[label] / (support[label] + claimed[label]) for label in sorted(support)}


def f1_macro_labels(gold: Sets, predicted: Sets) -> float:
    """Mean of the per-label F1s: the mean per-AU F1 of ABAW (Kollias et al., CVPRW 2022) for action units.

    The labels are those that occur in gold: the same for every model, whatever it claims. 0.0 if there are none. It is
    not the mean over samples of per-sample F1, which rewards constant answers.

    >>> f1_macro_labels([{"AU1"}, {"AU4"}], [{"AU1"}, set()])
    0.5
    """
    values = label_f1s(gold, predicted).values()
    return sum(values) / len(values) if values else 0.0


def f1_micro_labels(gold: Sets, predicted: Sets) -> float:
    """F1 over all (sample, label) decisions pooled: 2 TP / (2 TP + FP + FN); 0.0 if there are none.

    >>> f1_micro_labels([{"AU1", "AU4"}, set()], [{"AU1"}, {"AU2"}])
    0.5
    """
    right = sum(len(g & p) for g, p in zip(gold, predicted, strict=True))
    total = sum(map(len, gold)) + sum(map(len, predicted))
    return 2 * right / total if total else 0.0
