"""What a node's return is compared with: always other nodes, never its own subtree.

Given what came before a node, such a baseline does not depend on the node's own tokens, so E[b grad log pi(node)] = 0
and the gradient stays unbiased (the leave-one-out baseline of REINFORCE, Kool et al. 2019; RLOO, Ahmadian et al. 2024).
"""

from dataclasses import dataclass, replace
from typing import Literal

from emocfg.metrics.arrays import Matrix

from .returns import Levels

Baseline = Literal["level", "sibling", "shrunk"]


def others(values: Matrix) -> Matrix:
    """The mean over the last axis without the entry itself: (sum - x) / (n - 1).

    An entry that is alone has no others: it is its own baseline, and its advantage is zero.

    >>> import numpy as np
    >>> others(np.array([3.0, 5.0, 10.0])).tolist(), others(np.array([3.0])).tolist()
    ([7.5, 6.5, 4.0], [3.0])
    """
    n = values.shape[-1]
    return (values.sum(axis=-1, keepdims=True) - values) / (n - 1) if n > 1 else values


def of_level(returns: Matrix) -> Matrix:
    """The mean over all other nodes of the level in the same prompt; shape as ``returns``, [P, ..., K]."""
    return others(returns.reshape(len(returns), -1)).reshape(returns.shape)


def of_siblings(returns: Matrix) -> Matrix:
    """The mean over the other children of the same parent; over the level where there are none (K = 1)."""
    return others(returns) if returns.shape[-1] > 1 else of_level(returns)


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """How far siblings are believed over the level: running variance components of the second and the third level.

    The siblings' mean is about the right parent but of few nodes, the level's of many nodes but other parents. With W
    the variance within siblings and B the variance between parents, the mixture rho b_sib + (1 - rho) b_lev has the
    least squared error for rho = B / (B + W / (K - 1)): empirical Bayes shrinkage (Efron & Morris 1973) with components
    by moments (one-way random effects, Searle, Casella & McCulloch 1992).

    The state before a step gives that step's rho: it knows nothing of the step's samples, so the estimate is exactly
    unbiased. Both components start at 0 and decay alike, so rho, a ratio of them, needs no correction for the start.

    Attributes:
        within: W of the levels 2 and 3.
        between: B of the levels 2 and 3; an estimate may be negative, its positive part is used.
        decay: of the running averages, a step.
    """

    within: tuple[float, float] = (0.0, 0.0)
    between: tuple[float, float] = (0.0, 0.0)
    decay: float = 0.9

    def rho(self, branching: tuple[int, ...]) -> tuple[float, float, float]:
        """The weight of the siblings at each level; 0 where siblings are the level, or where nothing is known yet.

        >>> Shrinkage((0.2, 0.1), (0.1, 0.0)).rho((5, 3, 2))
        (0.0, 0.5, 0.0)
        """
        found = [0.0]
        for within, between, k in zip(self.within, self.between, branching[1:], strict=True):
            parents = max(between, 0.0)
            total = parents * (k - 1) + within
            found.append(parents * (k - 1) / total if total > 0 else 0.0)
        return found[0], found[1], found[2]

    def after(self, returns: Levels) -> "Shrinkage":
        """The state after a step with these returns."""
        (within2, between2), (within3, between3) = (
            self._moved(i, components(level)) for i, level in enumerate(returns[1:])
        )
        return replace(self, within=(within2, within3), between=(between2, between3))

    def _moved(self, i: int, found: tuple[float, float] | None) -> tuple[float, float]:
        old = self.within[i], self.between[i]
        if found is None:
            return old
        within, between = (self.decay * was + (1 - self.decay) * now for was, now in zip(old, found, strict=True))
        return within, between


def components(returns: Matrix) -> tuple[float, float] | None:
    """W and B of one level: within siblings, pooled, and between parents of one prompt, averaged over prompts.

    W = mean of the siblings' variances; B = mean over prompts of the variance of the parents' means, less W / K. None
    if there is only one parent, or no siblings.

    >>> import numpy as np
    >>> components(np.array([[[0.0, 2.0], [4.0, 6.0]]]))
    (2.0, 7.0)
    """
    siblings = returns.reshape(len(returns), -1, returns.shape[-1])
    parents, k = siblings.shape[1:]
    if parents < 2 or k < 2:
        return None
    within = siblings.var(axis=-1, ddof=1).mean()
    between = siblings.mean(axis=-1).var(axis=-1, ddof=1).mean() - within / k
    return float(within), float(between)


def baselines(returns: Levels, kind: Baseline, state: Shrinkage) -> Levels:
    """The baseline of every node: b_lev, b_sib or rho b_sib + (1 - rho) b_lev."""
    rho = {"level": (0.0, 0.0, 0.0), "sibling": (1.0, 1.0, 1.0), "shrunk": state.rho(returns[2].shape[1:])}[kind]
    first, second, third = (
        r * of_siblings(level) + (1 - r) * of_level(level) for r, level in zip(rho, returns, strict=True)
    )
    return first, second, third
