"""How good are the gradient estimates of equal sampled tokens? The exact gradient of random tabular policies tells.

    python -m tests.videmo_ref.rl.variance [--problems 12] [--estimates 1500] [--dependence 0.5]
                                           [--weights 0.25 0.25 0.5] [--lengths 24 12 4]

nMSE is E|g_hat - g|^2 / |g|^2; "best scale" the same after the one factor that makes it least, which is what counts
where the optimiser normalises; cos the mean cosine to the true gradient; "x tokens" is nMSE x tokens / 320.
"""

import argparse
from dataclasses import replace

import numpy as np

from videmo_ref.rl.advantages import ESTIMATORS
from videmo_ref.rl.returns import Levels

from .rules import sibling_std, tree_grpo, treepo, treerl
from .tabular import (
    FLAT,
    TREE,
    WEIGHTS,
    Branching,
    Problem,
    Quality,
    Rule,
    estimates,
    generator,
    problem,
    quality,
    sample,
    tokens,
)

LENGTHS = (24, 12, 4)
WARM = 300
"""Trees, of another draw, from which the running average of the shrinkage is known."""

ROWS: dict[str, tuple[str, Branching]] = {
    "flat, outcome, LOO (GRPO without std)": ("rloo", FLAT),
    "flat, outcome, group std (GRPO)": ("grpo", FLAT),
    "flat, reward-to-go, LOO": ("flat_to_go", FLAT),
    "tree, siblings LOO": ("atpo_sibling", TREE),
    "tree, siblings LOO, 4 2 3": ("atpo_sibling", (4, 2, 3)),
    "tree, siblings LOO, 2 4 4": ("atpo_sibling", (2, 4, 4)),
    "tree, siblings std": ("sibling_std", TREE),
    "tree, level LOO": ("atpo_level", TREE),
    "tree, shrunk (ATPO)": ("atpo", TREE),
    "tree, shrunk, 6 1 4": ("atpo", (6, 1, 4)),
    "TreeRL rule": ("treerl", TREE),
    "TreePO rule": ("treepo", TREE),
    "Tree-GRPO rule": ("tree_grpo", TREE),
}
LEAF_ROWS: dict[str, tuple[str, Branching]] = {
    "last reward only: flat": ("rloo", FLAT),
    "last reward only: tree": ("atpo_leaf", TREE),
    "last reward only: tree 4 2 4": ("atpo_leaf", (4, 2, 4)),
}
RULES: dict[str, Rule] = {"sibling_std": sibling_std, "treerl": treerl, "treepo": treepo, "tree_grpo": tree_grpo}


def rule_for(name: str, of: Problem, branching: Branching) -> Rule:
    """The rule of a row; ours without the scale of a batch, with the shrinkage known from earlier trees."""
    if name in RULES:
        return RULES[name]
    estimator = ESTIMATORS[name]
    if estimator.scale == "batch_rms":
        estimator = replace(estimator, scale="none")
    state = estimator(sample(of, branching, WARM, generator("warm", *branching)).rewards(of)).state

    def rule(rewards: Levels) -> Levels:
        return estimator(rewards, state).levels

    return rule


def measure(problems: list[Problem], name: str, branching: Branching, n: int) -> Quality:
    """Means over problems of ``n`` estimates each."""
    found = []
    for i, of in enumerate(problems):
        rollouts = sample(of, branching, n, generator("rollouts", i, *branching))
        advantages = rule_for(name, of, branching)(rollouts.rewards(of))
        found.append(quality(estimates(of, rollouts, advantages), of.gradient()))
    error, scaled, cosine = np.mean([(q.error, q.scaled, q.cosine) for q in found], axis=0).tolist()
    return Quality(error, scaled, cosine)


def _print(rows: dict[str, tuple[str, Branching]], problems: list[Problem], n: int, lengths: Branching) -> None:
    for label, (name, branching) in rows.items():
        q, cost = measure(problems, name, branching, n), tokens(branching, lengths)
        shape = " ".join(map(str, branching))
        print(  # noqa: T201
            f"{label:40} {shape:6} {cost:7} {q.error:8.2f} {q.scaled:10.3f} {q.cosine:7.3f} {q.error * cost / 320:9.2f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", type=int, default=12)
    parser.add_argument("--estimates", type=int, default=1500)
    parser.add_argument("--dependence", type=float, default=0.5)
    parser.add_argument("--weights", type=float, nargs=3, default=WEIGHTS)
    parser.add_argument("--lengths", type=int, nargs=3, default=LENGTHS)
    asked = parser.parse_args()
    problems = [problem(i, dependence=asked.dependence, weights=tuple(asked.weights)) for i in range(asked.problems)]
    print(f"{'estimator':40} {'K':6} {'tokens':>7} {'nMSE':>8} {'best scale':>10} {'cos':>7} {'x tokens':>9}")  # noqa: T201
    _print(ROWS, problems, asked.estimates, asked.lengths)
    _print(LEAF_ROWS, [of.leaf_only() for of in problems], asked.estimates, asked.lengths)


if __name__ == "__main__":
    main()
