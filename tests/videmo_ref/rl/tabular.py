"""A policy small enough to know everything of: three decisions in a row, tables of logits, the gradient by enumeration.

An attribute segment a (6 values), an expression segment e (6, given a), an emotion segment m (5, given a and e). Every
estimator's gradient can be compared with the exact one, for any branching.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from emocfg.core import seed
from emocfg.metrics.arrays import Matrix
from videmo_ref.rl.returns import Levels, node_weights

Ints = npt.NDArray[np.int64]
Branching = tuple[int, int, int]
Rule = Callable[[Levels], Levels]
"""From rewards of the nodes to advantages of the nodes."""

FLAT, TREE = (8, 1, 1), (5, 2, 2)
"""The branchings that are compared: both sample 320 tokens with segments of 24, 12 and 4."""

A, E, M = 6, 6, 5
SIZES = (A, A * E, A * E * M)
"""Logits of each level."""
WEIGHTS = (0.25, 0.25, 0.5)
"""Of the rewards of the levels."""


def generator(*names: str | int) -> np.random.Generator:
    return np.random.default_rng(seed(*names))


def softmax(logits: Matrix) -> Matrix:
    top = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Matrix = top / top.sum(axis=-1, keepdims=True)
    return shares


@dataclass(frozen=True, slots=True)
class Problem:
    """Logits and rewards of every decision; level l has one row for each of what can come before it.

    ``logits`` and ``rewards`` have the shapes [1, 6], [6, 6], [36, 5]; rewards are weighed.
    """

    logits: Levels
    rewards: Levels

    def value(self) -> float:
        """J: the expected sum of the rewards."""
        first, second, third = (softmax(t) for t in self.logits)
        after = second * (self.rewards[1] + (third * self.rewards[2]).sum(axis=1).reshape(A, E))
        return float((first * (self.rewards[0] + after.sum(axis=1))).sum())

    def gradient(self) -> Matrix:
        """Grad J by the policy gradient theorem, for all logits in a row: P(prefix) pi(x) (Q(x) - V)."""
        first, second, third = (softmax(t) for t in self.logits)
        q3 = self.rewards[2]
        q2 = self.rewards[1] + (third * q3).sum(axis=1).reshape(A, E)
        q1 = self.rewards[0] + (second * q2).sum(axis=1)
        reach2 = first.T
        reach3 = (reach2 * second).reshape(-1, 1)
        parts = (
            reach * pi * (q - (pi * q).sum(axis=1, keepdims=True))
            for reach, pi, q in ((1.0, first, q1), (reach2, second, q2), (reach3, third, q3))
        )
        return np.concatenate([part.ravel() for part in parts])

    def leaf_only(self) -> "Problem":
        """The same policy where only the last segment earns."""
        return replace(self, rewards=(self.rewards[0] * 0, self.rewards[1] * 0, self.rewards[2]))


def problem(number: int, *, dependence: float = 0.5, weights: tuple[float, float, float] = WEIGHTS) -> Problem:
    """A random problem: any policy; ``dependence`` is the share of the rewards that listens to what came before."""
    rng = generator("tabular", number)
    logits = rng.normal(size=(1, A)), rng.normal(size=(A, E)), rng.normal(size=(A * E, M))
    first, second, third = (
        weight * ((1 - dependence) * rng.normal(size=(1, table.shape[1])) + dependence * rng.normal(size=table.shape))
        for weight, table in zip(weights, logits, strict=True)
    )
    return Problem(logits, (first, second, third))


@dataclass(frozen=True, slots=True)
class Rollouts:
    """Trees: of every node the row of its decision (what came before) and the value chosen."""

    rows: tuple[Ints, Ints, Ints]
    chosen: tuple[Ints, Ints, Ints]

    def rewards(self, of: Problem) -> Levels:
        first, second, third = (
            table[row, value] for table, row, value in zip(of.rewards, self.rows, self.chosen, strict=True)
        )
        return first, second, third


def sample(of: Problem, branching: Branching, n: int, rng: np.random.Generator) -> Rollouts:
    """``n`` trees of one problem."""
    rows, chosen = [], []
    row = np.zeros((n,), dtype=np.int64)
    for logits, k in zip(of.logits, branching, strict=True):
        row = np.repeat(row[..., None], k, axis=-1)
        upto = softmax(logits).cumsum(axis=1)[row]
        value = (rng.random(row.shape)[..., None] * upto[..., -1:] >= upto[..., :-1]).sum(axis=-1)
        rows.append(row)
        chosen.append(value)
        row = row * logits.shape[1] + value
    return Rollouts((rows[0], rows[1], rows[2]), (chosen[0], chosen[1], chosen[2]))


def estimates(of: Problem, rollouts: Rollouts, advantages: Levels) -> Matrix:
    """Of every tree the sum over nodes of weight x advantage x grad log pi; shape [trees, logits]."""
    n = len(advantages[0])
    weights = node_weights((np.ones_like(advantages[0]), np.ones_like(advantages[1]), np.ones_like(advantages[2])))
    parts = []
    for logits, row, value, gain, weight in zip(
        of.logits, rollouts.rows, rollouts.chosen, advantages, weights, strict=True
    ):
        tree = np.arange(n).reshape(-1, *(1,) * (row.ndim - 1))
        cell = (tree * logits.size + row * logits.shape[1] + value).ravel()
        pull = np.bincount(cell, (weight * gain).ravel(), n * logits.size).reshape(n, *logits.shape)
        parts.append((pull - pull.sum(axis=-1, keepdims=True) * softmax(logits)).reshape(n, -1))
    return np.concatenate(parts, axis=1)


def tokens(branching: Branching, lengths: Branching) -> int:
    """Sampled tokens of a tree: K1 L1 + K1 K2 L2 + K1 K2 K3 L3."""
    return int(np.dot(np.cumprod(branching), lengths))


@dataclass(frozen=True, slots=True)
class Quality:
    """How good an estimator is.

    Attributes:
        error: nMSE, E|g_hat - g|^2 / |g|^2.
        scaled: the same after the one scale that makes it least: 1 - (E g_hat.g)^2 / (E|g_hat|^2 |g|^2).
        cosine: the mean cosine to the true gradient; 0 for an estimate of zero.
    """

    error: float
    scaled: float
    cosine: float


def quality(found: Matrix, exact: Matrix) -> Quality:
    """Of estimates, shape [trees, logits]."""
    along, power, size = found @ exact, (found**2).sum(axis=1), exact @ exact
    cosine = np.divide(along, np.sqrt(power * size), out=np.zeros_like(along), where=power > 0)
    error = float(((found - exact) ** 2).sum(axis=1).mean() / size)
    return Quality(error, float(1 - along.mean() ** 2 / (power.mean() * size)), float(cosine.mean()))
