"""Open vocabulary: free emotion words are compared by their families on emotion wheels."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from emocfg.schema.wheels import WHEELS, Wheel, word_key

from .arrays import Matrix, share
from .metric import Metric
from .sets import Answers, Sets

ALL = tuple(WHEELS.values())


def wheel_counts(gold: Sets, predicted: Answers, wheels: Sequence[Wheel] = ALL) -> Matrix:
    """Counts: [1, then for every wheel the sample's precision and recall]; shape (samples, 1 + 2 wheels)."""
    counts = np.ones((len(gold), 1 + 2 * len(wheels)))
    words = {word for labels in (*gold, *predicted) for word in labels or ()}
    for place, wheel in enumerate(wheels):
        families = {word: _family(word, wheel) for word in words}
        pairs = [_agreement(g, p, families) for g, p in zip(gold, predicted, strict=True)]
        counts[:, 1 + 2 * place : 3 + 2 * place] = np.array(pairs).reshape(-1, 2)
    return counts


def _family(word: str, wheel: Wheel) -> str:
    """The family of a word; one that the wheel does not know is a family of its own, in all its forms."""
    return wheel.group(word) or f"unknown: {word_key(word)}"


def _agreement(
    gold: AbstractSet[str], predicted: AbstractSet[str] | None, families: Mapping[str, str]
) -> tuple[float, float]:
    """Precision and recall of one sample's families; (1, 1) if both sets are empty, (0, 0) if one is, or for None."""
    if predicted is None:
        return 0.0, 0.0
    true, said = ({families[word] for word in words} for words in (gold, predicted))
    if not true or not said:
        return (0.0, 0.0) if true or said else (1.0, 1.0)
    both = len(true & said)
    return both / len(said), both / len(true)


def _f1_of_wheels(totals: Matrix) -> Matrix:
    samples = np.maximum(totals[..., :1], 1.0)
    precision, recall = totals[..., 1::2] / samples, totals[..., 2::2] / samples
    result: Matrix = share(2 * precision * recall, precision + recall).mean(axis=-1)
    return result


WHEEL_F1 = Metric(wheel_counts, _f1_of_wheels)


def wheel_f1(gold: Sets, predicted: Answers, wheels: Sequence[Wheel] = ALL) -> float:
    """Set F1 of free emotion words over emotion wheels, after OV-MER (arXiv 2410.01495) and MER-UniBench (2501.16566).

    For a wheel, words become families, P and R are the means over samples of the set precision and recall of the
    families, and F = 2 P R / (P + R); the metric is the mean of F over wheels. Their wheels are not ours, so values
    cannot be compared with theirs. Words that a wheel does not know are dropped there; here each is a family of its
    own, so that a wrong word costs precision whether it is known or not. Print :func:`wheel_coverage` beside it.

    >>> wheel_f1([{"angry", "scared"}, {"sleepy"}], [{"rage"}, {"sleepy"}])
    0.8571428571428571
    """
    return WHEEL_F1(gold, predicted, wheels)


def wheel_coverage(words: Sets, wheel: Wheel) -> float:
    """The share of words, counted in every sample, that a wheel knows; nan if there are none.

    >>> wheel_coverage([{"angry", "scared"}, {"sleepy", "rage"}], WHEELS["ekman"])
    0.75
    """
    known = [wheel.group(word) is not None for sample in words for word in sample]
    return sum(known) / len(known) if known else float("nan")
