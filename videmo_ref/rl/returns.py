"""What a node of a rollout tree is worth, and how much each of its tokens weighs.

The rollouts of one prompt form a tree of three levels, branching K = (K1, K2, K3): K1 attribute segments, K2 expression
segments after each, K3 emotion segments after each of those. G independent rollouts are the tree (G, 1, 1). Arrays of a
batch of P prompts have the shapes [P, K1], [P, K1, K2], [P, K1, K2, K3], one number a node: :data:`Levels`.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from emocfg.metrics.arrays import Matrix

Levels = tuple[Matrix, Matrix, Matrix]
"""One number for every node of every tree of a batch, level by level."""

Credit = Literal["to_go", "outcome", "leaf"]
"""A key of :data:`CREDITS`."""


def weighed(rewards: Levels, whole: Matrix, weights: tuple[float, float, float, float]) -> Levels:
    """The reward of every node: w1 r1, w2 r2 and w3 r3 + w4 whole.

    Args:
        rewards: what each segment earns by itself, level by level.
        whole: what each finished answer earns beyond its segments; shape [P, K1, K2, K3], as of the third level.
        weights: w1, w2, w3 of the levels and w4 of the whole.

    Raises:
        ValueError: the shapes are not those of one tree, or a reward is not finite.

    >>> tree = np.array([[1.0]]), np.array([[[0.5]]]), np.array([[[[1.0]]]])
    >>> [level.item() for level in weighed(tree, np.array([[[[0.2]]]]), (0.25, 0.25, 0.5, 1.0))]
    [0.25, 0.125, 0.7]
    """
    shape = whole.shape
    if len(shape) != 4 or [r.shape for r in rewards] != [shape[:2], shape[:3], shape]:
        raise ValueError(f"not the levels of one tree: {[r.shape for r in rewards]}, whole {shape}")
    if not all(np.isfinite(r).all() for r in (*rewards, whole)):
        raise ValueError("a reward is not finite")
    first, second, third, of_whole = weights
    return first * rewards[0], second * rewards[1], third * rewards[2] + of_whole * whole


def to_go(rewards: Levels) -> Levels:
    """Reward-to-go, bottom-up: G3 = R3, G2 = R2 + mean over children of G3, G1 = R1 + mean over children of G2.

    What came before a segment cannot depend on it and never enters (policy gradient theorem, Sutton et al. 2000). The
    mean over sampled children estimates the node's action value without bias, with less variance than one child does
    (the node values of SPO, Guo et al. 2025, and TreeRPO, Yang et al. 2025, with a reward at every level).

    >>> tree = np.array([[0.5]]), np.array([[[0.25, 0.0]]]), np.array([[[[1.0], [0.0]]]])
    >>> [level.tolist() for level in to_go(tree)]
    [[[1.125]], [[[1.25, 0.0]]], [[[[1.0], [0.0]]]]]
    """
    first, second, third = rewards
    second = second + third.mean(axis=-1)
    return first + second.mean(axis=-1), second, third


def outcome(rewards: Levels) -> Levels:
    """The total of the whole answer on each of its segments (GRPO, Shao et al. 2024); in a tree, the mean over leaves.

    >>> tree = np.array([[0.5]]), np.array([[[0.25, 0.0]]]), np.array([[[[1.0], [0.0]]]])
    >>> [level.tolist() for level in outcome(tree)]
    [[[1.125]], [[[1.75, 0.5]]], [[[[1.75], [0.5]]]]]
    """
    return over_leaves(of_leaves(rewards))


def leaf(rewards: Levels) -> Levels:
    """The rewards of the third level alone; another objective, E[R3]: the levels below earn only what follows them."""
    return over_leaves(rewards[2])


def of_leaves(rewards: Levels) -> Matrix:
    """What each finished answer earned on its way from the root; shape as of the third level."""
    first, second, third = rewards
    total: Matrix = first[..., None, None] + second[..., None] + third
    return total


def over_leaves(values: Matrix) -> Levels:
    """The mean over the leaves below each node, of one value a leaf."""
    return values.mean(axis=(-2, -1)), values.mean(axis=-1), values


CREDITS: dict[Credit, Callable[[Levels], Levels]] = {"to_go": to_go, "outcome": outcome, "leaf": leaf}
"""Rewards of the nodes to returns of the nodes."""


def node_weights(lengths: Levels, *, sequence_mean: bool = False) -> Levels:
    """What one token of each node weighs in its prompt's loss, as if every root-to-leaf path were a row of its own.

    A path weighs 1 / (K1 K2 K3), and a token the sum over the paths through it: a token of level l weighs 1 / N_l, with
    N_l nodes on that level. So sum_l 1/N_l sum_n A(n) grad log pi(n) estimates the gradient of the expected return
    without bias, and training on packed trees equals training on their linearised paths. Shared prefixes counted once
    and then averaged over tokens (the token mean of DAPO, Yu et al. 2025) would weigh leaves K2 K3 times too much.

    Args:
        lengths: tokens of each segment, its closing tag included; 0 for what a truncated branch never wrote.
        sequence_mean: a path's weight is also divided by its number of tokens: (1/G) sum_i (1/|o_i|) sum_t, the
            weighting of GRPO (Shao et al. 2024) and of VidEmo. It favours short right and long wrong answers (Liu et
            al. 2025), so the estimate is biased.

    >>> lengths = np.array([[4.0]]), np.array([[[2.0, 1.0]]]), np.array([[[[2.0], [3.0]]]])
    >>> [level.tolist() for level in node_weights(lengths)]
    [[[1.0]], [[[0.5, 0.5]]], [[[[0.5], [0.5]]]]]
    >>> [level.tolist() for level in node_weights(lengths, sequence_mean=True)]
    [[[0.125]], [[[0.0625, 0.0625]]], [[[[0.0625], [0.0625]]]]]
    """
    first, second, third = lengths
    tokens = first[..., None, None] + second[..., None] + third
    per_path = 1 / np.maximum(tokens, 1) if sequence_mean else np.ones(third.shape)
    leaves = per_path / np.prod(third.shape[1:])
    return leaves.sum(axis=(-2, -1)), leaves.sum(axis=-1), leaves
