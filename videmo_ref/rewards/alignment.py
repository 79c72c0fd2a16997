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

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from emocfg.metrics.arrays import Matrix
from emocfg.schema import LEVELS

from .claims import Claim, Claims, Grouped, is_exclusive, level_of
from .similarity import similarity
from .weights import Weights

CAPS = {"emotion": 3, "unit": 8, "action": 8}
"""The most members of a set that can be right, or as many as the reference has; what is said beyond is wrong."""

_TIE = 1e-9
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
        return _share(self.gained.sum(), self.weight.sum()) or 0.0

    def scores(self) -> list[float | None]:
        """S of every level under the one mapping of persons; None where the reference knows nothing of it."""
        return [_share(gained, weight) for gained, weight in zip(self.gained, self.weight, strict=True)]


def _share(gained: float, weight: float) -> float | None:
    """Rounded, so that what is perfect is exactly 1."""
    return round(float(gained) / float(weight), 12) if weight else None


class _Weighed(NamedTuple):
    """The claims of one kind about one person, their weights, and the place of their level."""

    claims: tuple[Claim, ...]
    weights: tuple[float, ...]
    level: int


_Group = dict[str, _Weighed]


def align(predicted: Claims, reference: Claims, weights: Weights) -> Alignment:
    """The mapping of persons and claims with the greatest gain; which key or place a person has does not matter."""
    said, true = _weigh(predicted.scene, weights), _weigh(reference.scene, weights)
    gained = _gain(said, true)
    weight = _weight(said, true) + _weight(true, true)
    persons = [_weigh(person, weights) for person in predicted.persons]
    counterparts = [_weigh(person, weights) for person in reference.persons]
    anybody = {kind for person in counterparts for kind in person}
    alone = [_weight(person, anybody) for person in persons]
    gains = np.array([[_gain(person, other) for other in counterparts] for person in persons])
    costs = np.array([[_weight(person, other) for other in counterparts] for person in persons])
    pairs: list[tuple[int, int]] = []
    if gains.size:
        # Of matchings with equal gain the one that leaves the least said in vain, so that no order decides.
        spared = np.sum(alone, axis=-1)[:, None] - costs.sum(axis=-1)
        pairs = _assign(gains.sum(axis=-1) + _TIE * spared)
    for i, j in pairs:
        gained, weight, alone[i] = gained + gains[i, j], weight + costs[i, j], np.zeros(len(LEVELS))
    weight = sum((*alone, *(_weight(person, person) for person in counterparts)), weight)
    return Alignment(gained, weight, tuple(pairs))


def _weigh(group: Grouped, weights: Weights) -> _Group:
    return {
        kind: _Weighed(claims, tuple(map(weights.of, claims)), _PLACE[level_of(kind)]) for kind, claims in group.items()
    }


def _weight(group: _Group, known: Collection[str]) -> Matrix:
    """The weight of the claims of known kinds, by level."""
    total = np.zeros(len(LEVELS))
    for kind, said in group.items():
        if kind in known:
            total[said.level] += sum(said.weights)
    return total


def _gain(predicted: _Group, reference: _Group) -> Matrix:
    """The gain of the best mapping of the claims about one person, by level. Two values of one slot are wrong both."""
    total = np.zeros(len(LEVELS))
    for kind, true in reference.items():
        said = predicted.get(kind)
        if said and not is_exclusive(kind):
            total[true.level] += _set(kind, said, true)
        elif said and len(said.claims) == len(true.claims) == 1:
            total[true.level] += _worth(said, 0, true, 0)
    return total


def _set(kind: str, said: _Weighed, true: _Weighed) -> float:
    limit = min(len(said.claims), max(CAPS.get(kind, len(said.claims)), len(true.claims)))
    if limit == 1 or len(true.claims) == 1:
        return max(_worth(said, i, true, j) for i in range(limit) for j in range(len(true.claims)))
    table = np.array([[_worth(said, i, true, j) for j in range(len(true.claims))] for i in range(limit)])
    return float(sum(table[i, j] for i, j in _assign(table)))


def _worth(said: _Weighed, i: int, true: _Weighed, j: int) -> float:
    alike = similarity(said.claims[i], true.claims[j])
    return (said.weights[i] + true.weights[j]) * alike if alike else 0.0


def _assign(gains: Matrix) -> list[tuple[int, int]]:
    """The one-to-one pairs of rows and columns with the greatest sum."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(gains, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
