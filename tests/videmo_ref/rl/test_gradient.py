"""The estimators against the exact gradient of a tabular policy: unbiased, and which varies least."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from emocfg.metrics.arrays import Matrix
from tests.videmo_ref.rl.tabular import (
    FLAT,
    SIZES,
    TREE,
    Branching,
    Problem,
    estimates,
    generator,
    problem,
    sample,
    tokens,
)
from tests.videmo_ref.rl.variance import LENGTHS, measure
from videmo_ref.rl import baselines
from videmo_ref.rl.advantages import ESTIMATORS, NO_HISTORY, Estimator
from videmo_ref.rl.returns import CREDITS, Levels, to_go

N = 20_000


def scores(found: Matrix, exact: Matrix) -> list[float]:
    """How many standard errors the mean is off, along the exact gradient: of each level, and of all."""
    ends = np.cumsum((0, *SIZES))
    parts = [slice(a, b) for a, b in pairwise(ends)] + [slice(None)]
    z = []
    for part in parts:
        along = (found[:, part] - exact[part]) @ exact[part]
        z.append(float(along.mean() / (along.std(ddof=1) / np.sqrt(len(along)))))
    return z


def norm_in_errors(found: Matrix, exact: Matrix) -> float:
    """The norm of the mean's error over the norm of its coordinates' standard errors; 1 is expected of chance."""
    errors = found.var(axis=0, ddof=1) / len(found)
    return float(np.sqrt(((found.mean(axis=0) - exact) ** 2).sum() / errors.sum()))


def found_by(estimator: Estimator, of: Problem, branching: Branching, n: int = N) -> Matrix:
    """Estimates without scale; the shrinkage is known from earlier trees."""
    unscaled = replace(estimator, scale="none")
    state = unscaled(sample(of, branching, 100, generator("earlier", *branching)).rewards(of)).state
    assert state != NO_HISTORY or branching[1:] == (1, 1)
    rollouts = sample(of, branching, n, generator("unbiased", *branching))
    return estimates(of, rollouts, unscaled(rollouts.rewards(of), state).levels)


def test_the_exact_gradient_is_that_of_the_value() -> None:
    of, step = problem(0), 1e-6
    flat = np.concatenate([table.ravel() for table in of.logits])

    def value(logits: Matrix) -> float:
        first, second, third = (
            part.reshape(table.shape)
            for part, table in zip(np.split(logits, np.cumsum(SIZES)[:2]), of.logits, strict=True)
        )
        return replace(of, logits=(first, second, third)).value()

    numeric = [(value(flat + step * unit) - value(flat - step * unit)) / (2 * step) for unit in np.eye(len(flat))]
    np.testing.assert_allclose(of.gradient(), numeric, atol=1e-8)


@pytest.mark.parametrize("name", sorted(set(ESTIMATORS) - {"grpo"}))
@pytest.mark.parametrize("branching", [(8, 1, 1), (5, 2, 2), (3, 1, 3)])
def test_without_scale_every_arm_is_unbiased(name: str, branching: Branching) -> None:
    of = problem(1)
    exact = (of.leaf_only() if ESTIMATORS[name].credit == "leaf" else of).gradient()
    found = found_by(ESTIMATORS[name], of, branching)
    assert np.abs(scores(found, exact)).max() < 4
    assert norm_in_errors(found, exact) < 1.5


def _with_itself(values: Matrix) -> Matrix:
    return np.broadcast_to(values.mean(axis=-1, keepdims=True), values.shape)


def _upwards(rewards: Levels) -> Levels:
    """A wrong return: the attribute segment is not credited with what follows."""
    return rewards[0], to_go(rewards)[1], rewards[2]


@pytest.mark.parametrize("name", ["rloo", "flat_to_go", "atpo_level", "atpo"])
def test_a_baseline_with_the_own_subtree_would_be_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baselines, "others", _with_itself)
    of = problem(1)
    for branching in (FLAT, TREE):
        assert np.abs(scores(found_by(ESTIMATORS[name], of, branching), of.gradient())).max() > 5


def test_a_wrong_credit_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CREDITS, "to_go", _upwards)
    of = problem(1)
    assert np.abs(scores(found_by(ESTIMATORS["atpo_level"], of, TREE), of.gradient())).max() > 5


def test_the_standard_deviation_of_the_group_changes_what_is_estimated() -> None:
    """Not only the scale: the direction of the mean is another."""
    of = problem(1)
    rollouts = sample(of, FLAT, 2 * N, generator("grpo"))
    mean = estimates(of, rollouts, ESTIMATORS["grpo"](rollouts.rewards(of)).levels).mean(axis=0)
    plain = found_by(ESTIMATORS["rloo"], of, FLAT, 2 * N).mean(axis=0)
    exact = of.gradient()

    def residue(estimate: Matrix) -> float:
        return float(np.linalg.norm(estimate / (estimate @ exact) - exact / (exact @ exact)))

    assert residue(mean) > 2.5 * residue(plain)


@pytest.fixture(scope="module")
def errors() -> Callable[[str, Branching], float]:
    problems, known = [problem(i) for i in range(8)], {}

    def error(name: str, branching: Branching) -> float:
        if (name, branching) not in known:
            known[name, branching] = measure(problems, name, branching, 1000).error
        return known[name, branching]

    return error


def test_at_equal_sampled_tokens_the_tree_with_the_baseline_of_the_level_varies_least(
    errors: Callable[[str, Branching], float],
) -> None:
    assert tokens(FLAT, LENGTHS) == tokens(TREE, LENGTHS) == 320
    order = [
        errors("rloo", FLAT),
        errors("flat_to_go", FLAT),
        errors("atpo_sibling", TREE),
        errors("atpo_level", TREE),
    ]
    assert all(worse > 1.05 * better for worse, better in pairwise(order)), order
    assert errors("atpo", TREE) == pytest.approx(errors("atpo_level", TREE), rel=0.02)


def test_two_first_segments_are_too_few(errors: Callable[[str, Branching], float]) -> None:
    assert errors("atpo_sibling", (2, 4, 4)) > errors("flat_to_go", FLAT)


def test_segments_of_equal_length_leave_the_tree_no_advantage_per_token(
    errors: Callable[[str, Branching], float],
) -> None:
    def gain(lengths: Branching) -> float:
        flat, tree = (errors(name, k) * tokens(k, lengths) for name, k in (("flat_to_go", FLAT), ("atpo_level", TREE)))
        return flat / tree

    assert gain(LENGTHS) > 1.4
    assert 0.85 < gain((12, 12, 12)) < 1.15
