"""Differences between arms that share seeds, clips and people: what is left when these are the same."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import binomtest, t


@dataclass(frozen=True, slots=True)
class Difference:
    """One arm less another.

    Attributes:
        mean: over seeds, of the mean over clips.
        low: the lower end of its 95 % interval, see :func:`difference`.
        high: the upper end.
        positive: seeds in which it is above 0.
        seeds: how many there are.
        p: of the two-sided sign test over seeds; with five or fewer it cannot be below 0.05.
    """

    mean: float
    low: float
    high: float
    positive: int
    seeds: int
    p: float

    @property
    def sign(self) -> int:
        """1 or -1 where the interval leaves out 0, else 0."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


def difference(one: Mapping[int, Any], other: Mapping[int, Any], value: str, people: Sequence[str]) -> Difference:
    """The paired difference of two arms, with an interval for other seeds and other people.

    Its variance is the sum of the variance over seeds of the mean (seeds are few: Student's t with their number less
    one) and that over people of the mean of the difference over seeds (clips of a person are alike, so people are the
    sample). The sum is the two-way bound of Miller (2024, "Adding Error Bars to Evals", for clustered questions), taken
    as if the two were independent.

    Args:
        one: seed to what was found; ``value`` is a list with a number a clip, of the same clips in all.
        other: likewise.
        value: the name of the numbers.
        people: of each clip.
    """
    seeds = sorted(one)
    gaps = np.array([np.subtract(one[seed][value], other[seed][value]) for seed in seeds])
    each = gaps.mean(axis=1)
    by_person: dict[str, list[float]] = {}
    for person, gap in zip(people, gaps.mean(axis=0), strict=True):
        by_person.setdefault(person, []).append(float(gap))
    mean, count = float(gaps.mean()), len(people)
    sums = np.array([sum(values) - mean * len(values) for values in by_person.values()])
    of_people = float((sums**2).sum() / count**2 * len(sums) / max(len(sums) - 1, 1))
    of_seeds = float(each.var(ddof=1) / len(seeds)) if len(seeds) > 1 else math.nan
    wide = float(t.ppf(0.975, len(seeds) - 1)) * math.sqrt(of_seeds + of_people) if len(seeds) > 1 else math.nan
    positive = int((each > 0).sum())
    p = float(binomtest(positive, len(seeds)).pvalue)
    return Difference(mean, mean - wide, mean + wide, positive, len(seeds), p)


def shown(found: Difference) -> str:
    """A difference as a cell of a table.

    >>> shown(Difference(0.0123, 0.004, 0.02, 3, 3, 0.25))
    '+0.0123 [+0.0040, +0.0200], 3/3'
    """
    return f"{found.mean:+.4f} [{found.low:+.4f}, {found.high:+.4f}], {found.positive}/{found.seeds}"
