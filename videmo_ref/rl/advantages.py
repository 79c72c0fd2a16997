"""The named estimators of the policy gradient: which return, which baseline, which scale."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from emocfg.metrics.arrays import Matrix

from .baselines import Baseline, Shrinkage, baselines
from .returns import CREDITS, Credit, Levels

Scale = Literal["none", "group_std", "batch_rms"]

_NOTHING = 1e-9
"""Advantages below are rounding: rewards are of the order of 1."""

NO_HISTORY = Shrinkage()
"""The state before the first step: the baseline of the level."""


@dataclass(frozen=True, slots=True)
class Advantages:
    """The advantages of a batch.

    Attributes:
        levels: one number a node, return minus baseline, scaled.
        informative: shape [P]; False where every advantage of the prompt is zero: all rewards were equal, or there was
            one rollout. Such prompts have no gradient; leave them out of the forward (dynamic sampling, Yu et al.
            2025), but count their tokens as sampled.
        state: the shrinkage for the next step.
    """

    levels: Levels
    informative: npt.NDArray[np.bool_]
    state: Shrinkage

    @property
    def skipped(self) -> int:
        """How many prompts have nothing to learn from."""
        return int((~self.informative).sum())


@dataclass(frozen=True, slots=True)
class Estimator:
    """From the rewards of a tree to the advantages of its nodes.

    Attributes:
        credit: what a node is worth, see :mod:`.returns`.
        baseline: what that is compared with, see :mod:`.baselines`.
        scale: ``none``: unbiased. ``group_std``: each level of each prompt over the standard deviation of its returns
            (GRPO, Shao et al. 2024, whose advantages are (n - 1) / n times these: the mean they subtract is that of the
            whole group). It weighs prompts by how little their answers differ; two answers get the same advantages
            whatever the gap between them. ``batch_rms``: all levels of all prompts over one root mean square, which
            keeps what nodes are worth relative to each other (over the batch, as in REINFORCE++, Hu 2025).
        floor: the least spread to divide by, in units of the return; less is noise and not to be blown up.
    """

    credit: Credit = "to_go"
    baseline: Baseline = "level"
    scale: Scale = "batch_rms"
    floor: float = 0.05

    def __call__(self, rewards: Levels, state: Shrinkage = NO_HISTORY) -> Advantages:
        """The advantages of a batch of trees.

        Args:
            rewards: of every node, weighed (:func:`.returns.weighed`).
            state: of the shrinkage, from the steps before.

        >>> rollouts = np.zeros((2, 3)), np.zeros((2, 3, 1)), np.array([[[[1.0]], [[0.0]], [[0.5]]], [[[0.3]]] * 3])
        >>> found = Estimator(scale="none")(rollouts)
        >>> found.levels[0].tolist(), found.informative.tolist(), found.skipped
        ([[0.75, -0.75, 0.0], [0.0, 0.0, 0.0]], [True, False], 1)
        """
        returns = CREDITS[self.credit](rewards)
        raw = tuple(g - b for g, b in zip(returns, baselines(returns, self.baseline, state), strict=True))
        informative = np.max([_flat(np.abs(a)).max(axis=1) for a in raw], axis=0) > _NOTHING
        first, second, third = (
            np.where(_like(informative, a), a, 0.0) / s
            for a, s in zip(raw, self._spreads(returns, raw, informative), strict=True)
        )
        return Advantages((first, second, third), informative, state.after(returns))

    def _spreads(
        self, returns: Levels, raw: tuple[Matrix, ...], informative: npt.NDArray[np.bool_]
    ) -> tuple[Matrix, ...]:
        """What the advantages of each level are divided by."""
        if self.scale == "none":
            return tuple(np.ones(1) for _ in returns)
        if self.scale == "group_std":
            flat = (_flat(g) for g in returns)
            stds = (g.std(axis=1, ddof=min(1, g.shape[1] - 1)) for g in flat)
            return tuple(_like(np.maximum(s, self.floor), g) for s, g in zip(stds, returns, strict=True))
        # A level of one node has no advantage by definition, and an uninformative prompt is left out: neither counts.
        counted = np.concatenate([_flat(a)[informative].ravel() for a in raw if a[0].size > 1] or [np.zeros(0)])
        rms = np.sqrt(np.mean(counted**2)) if counted.size else 0.0
        return tuple(np.full(1, max(rms, self.floor)) for _ in returns)


def _flat(level: Matrix) -> Matrix:
    return level.reshape(len(level), -1)


def _like(values: npt.NDArray[Any], level: Matrix) -> npt.NDArray[Any]:
    """One value a prompt, shaped to go with the nodes of a level."""
    return values.reshape(-1, *(1,) * (level.ndim - 1))


ESTIMATORS: dict[str, Estimator] = {
    "grpo": Estimator("outcome", "level", "group_std"),
    "rloo": Estimator("outcome", "level"),
    "flat_to_go": Estimator("to_go", "level"),
    "atpo_sibling": Estimator("to_go", "sibling"),
    "atpo_level": Estimator("to_go", "level"),
    "atpo": Estimator("to_go", "shrunk"),
    "atpo_leaf": Estimator("leaf", "shrunk"),
}
"""The arms of a comparison by name.

``grpo`` (Shao et al. 2024), ``rloo`` (GRPO without the standard deviation: Ahmadian et al. 2024; Liu et al. 2025) and
``flat_to_go`` are for independent rollouts (G, 1, 1), the others for trees. ``flat_to_go`` and ``atpo_level`` are one
estimator: they differ by the branching. ``atpo`` is affective-tree policy optimisation, ours; ``atpo_leaf`` knows the
emotion's reward alone, as if attributes and expressions had no annotation.
"""
