"""Typed, unordered, parent-preserving alignment of two trees: a weighted soft Dice.

Let inserting or deleting a claim v cost its weight w(v), and relabelling u into v cost (w(u) + w(v))(1 - s(u, v)). Over
one-to-one mappings M that keep the kind and the person,

    d(P, R) = W(P) + W(R) - max_M sum_M (w(u) + w(v)) s(u, v)
    S(P, R) = 1 - d / (W(P) + W(R)) = max_M sum_M (w(u) + w(v)) s(u, v) / (W(P) + W(R)),

so the normalised edit distance of this cost is exactly a weighted soft Dice. Unordered tree edit distance is
NP-complete in general (Zhang, Statman & Shasha 1992); where parents map to parents it is an assignment problem at every
node (Zhang 1996), solved here for sets of claims and for persons (Hungarian method, Kuhn 1955). Persons and levels are
types, not nodes: they weigh nothing, and a skeleton earns nothing.

What the reference does not know counts neither for nor against: P is what it says of the kinds that its person's
counterpart knows, and a person without one counts with all kinds that anybody's does.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from emocfg.metrics.arrays import Matrix

from .claims import LEVELS, Claim, Claims, Grouped, is_exclusive, level_of
from .similarity import similarity
from .weights import Weights

CAPS = {"emotion": 3, "unit": 8, "action": 8}
"""The most members of a set that can be right, or as many as the reference has; what is said beyond is wrong."""

_PLACE = {level: place for place, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best mapping of two trees, by level.

    Attributes:
        gained: sum of (w(u) + w(v)) s(u, v) over the mapped pairs; shape (3,), in the order of ``LEVELS``.
        weight: W(P) + W(R); 0 where the reference knows nothing of a level.
        pairs: the persons that belong together, as places in P and in R.
    """

    gained: Matrix
    weight: Matrix
    pairs: tuple[tuple[int, int], ...]

    def score(self) -> float:
        """S(P, R) over all levels; 0 if the reference knows nothing."""
        weight = float(self.weight.sum())
        return float(self.gained.sum()) / weight if weight else 0.0

    def scores(self) -> list[float | None]:
        """S of every level under the one mapping of persons; None where the reference knows nothing of it."""
        return [float(g) / float(w) if w else None for g, w in zip(self.gained, self.weight, strict=True)]


def align(predicted: Claims, reference: Claims, weights: Weights) -> Alignment:
    """The mapping of persons and claims with the greatest gain; which key or place a person has does not matter."""
    gained = _gain(predicted.scene, reference.scene, weights)
    weight = _weight(predicted.scene, weights, reference.scene) + _weight(reference.scene, weights)
    table = np.array([[_gain(p, r, weights) for r in reference.persons] for p in predicted.persons])
    pairs = _assign(table.sum(axis=-1)) if table.size else []
    partner = dict(pairs)
    anybody = {kind for person in reference.persons for kind in person}
    for i, j in pairs:
        gained = gained + table[i, j]
    for i, person in enumerate(predicted.persons):
        known: Collection[str] = reference.persons[partner[i]] if i in partner else anybody
        weight = weight + _weight(person, weights, known)
    for person in reference.persons:
        weight = weight + _weight(person, weights)
    return Alignment(gained, weight, tuple(pairs))


def _weight(group: Grouped, weights: Weights, known: Collection[str] | None = None) -> Matrix:
    """The weight of the claims of known kinds, by level."""
    total = [0.0] * len(LEVELS)
    for kind, claims in group.items():
        if known is None or kind in known:
            total[_PLACE[level_of(kind)]] += sum(map(weights.of, claims))
    return np.array(total)


def _gain(predicted: Grouped, reference: Grouped, weights: Weights) -> Matrix:
    """The gain of the best mapping of the claims about one person, by level."""
    total = [0.0] * len(LEVELS)
    for kind, true in reference.items():
        said = predicted.get(kind, ())
        if said:
            exclusive = is_exclusive(kind)
            total[_PLACE[level_of(kind)]] += _slot(said, true, weights) if exclusive else _set(said, true, weights)
    return np.array(total)


def _slot(said: Sequence[Claim], true: Sequence[Claim], weights: Weights) -> float:
    """An exclusive slot: two values are wrong both."""
    return _worth(said[0], true[0], weights) if len(said) == len(true) == 1 else 0.0


def _set(said: Sequence[Claim], true: Sequence[Claim], weights: Weights) -> float:
    said = said[: max(CAPS.get(true[0].kind, len(said)), len(true))]
    if len(said) == 1 or len(true) == 1:
        return max(_worth(u, v, weights) for u in said for v in true)
    table = np.array([[_worth(u, v, weights) for v in true] for u in said])
    return float(sum(table[i, j] for i, j in _assign(table)))


def _worth(said: Claim, true: Claim, weights: Weights) -> float:
    alike = similarity(said, true)
    return (weights.of(said) + weights.of(true)) * alike if alike else 0.0


def _assign(gains: Matrix) -> list[tuple[int, int]]:
    """The one-to-one pairs of rows and columns with the greatest sum."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(gains, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
