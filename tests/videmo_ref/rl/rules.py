"""Advantages by the rules of other tree methods, as their papers or code state them, for comparison only.

Each takes the weighed rewards of the nodes. Tree-GRPO and TreePO give a finished answer one number, which every segment
on its path gets: in linearised training a node has the mean over its leaves. TreeRL gives each step its own.
"""

import numpy as np

from emocfg.metrics.arrays import Matrix
from videmo_ref.rl.baselines import of_level, of_siblings
from videmo_ref.rl.returns import Levels, outcome, over_leaves, to_go

_FLOOR = 1e-6


def tree_grpo(rewards: Levels) -> Levels:
    """Ji et al. 2025: standardised among all leaves of the prompt, plus among those of the same first-level subtree."""
    leaves = outcome(rewards)[2]
    return over_leaves(_standard(leaves, (1, 2, 3)) + _standard(leaves, (2, 3)))


def treepo(rewards: Levels) -> Levels:
    """Li et al. 2025: the leaf's total less the mean of the subtree, averaged over its ancestors (root, level 1, 2)."""
    leaves = outcome(rewards)[2]
    means = [leaves.mean(axis=axes, keepdims=True) for axes in ((1, 2, 3), (2, 3), (3,))]
    return over_leaves(leaves - sum(means) / len(means))


def treerl(rewards: Levels) -> Levels:
    """Hou et al. 2025: ((V - V_root) + (V - V_parent)) / sqrt(leaves below), of leave-one-out leaf totals."""
    leaves = outcome(rewards)[2]
    first, second, third = over_leaves(leaves - of_level(leaves))
    root = first.mean(axis=1)
    below = np.prod(leaves.shape[2:]), leaves.shape[3]
    return (
        2 * (first - root[:, None]) / np.sqrt(below[0]),
        (second - root[:, None, None] + second - first[..., None]) / np.sqrt(below[1]),
        third - root[:, None, None, None] + third - second[..., None],
    )


def sibling_std(rewards: Levels) -> Levels:
    """The return less its siblings' mean, over the siblings' standard deviation."""
    first, second, third = (
        (level - of_siblings(level)) / np.maximum(level.std(axis=-1, ddof=1, keepdims=True), _FLOOR)
        for level in to_go(rewards)
    )
    return first, second, third


def _standard(values: Matrix, axes: tuple[int, ...]) -> Matrix:
    spread = np.maximum(values.std(axis=axes, keepdims=True), _FLOOR)
    result: Matrix = (values - values.mean(axis=axes, keepdims=True)) / spread
    return result
