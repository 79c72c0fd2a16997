"""Advantages: their scale, what is left out, and the named arms."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.videmo_ref.rl.batches import batches, ones, rewards
from videmo_ref.rl.advantages import ESTIMATORS, Advantages, Estimator, Scale
from videmo_ref.rl.returns import Levels, outcome

ARMS = st.sampled_from(sorted(ESTIMATORS)).map(ESTIMATORS.__getitem__)


def all_of(found: Advantages) -> list[float]:
    numbers: list[float] = np.concatenate([level.ravel() for level in found.levels]).tolist()
    return numbers


def joined(one: Levels, two: Levels) -> Levels:
    first, second, third = (np.concatenate(pair) for pair in zip(one, two, strict=True))
    return first, second, third


@given(batches(), ARMS)
def test_nothing_changes_where_every_answer_earns_more(batch: Levels, arm: Estimator) -> None:
    lifted = (batch[0] + 1, batch[1] - 2, batch[2] + 3)
    assert all_of(arm(lifted)) == pytest.approx(all_of(arm(batch)), abs=1e-9)


@given(batches(), ARMS)
def test_shapes_are_kept_and_numbers_finite(batch: Levels, arm: Estimator) -> None:
    found = arm(batch)
    assert [level.shape for level in found.levels] == [level.shape for level in batch]
    assert np.isfinite(all_of(found)).all()


@pytest.mark.parametrize("arm", ESTIMATORS.values(), ids=ESTIMATORS)
def test_equal_rewards_teach_nothing_and_are_counted(arm: Estimator) -> None:
    branching = (3, 2, 2)
    first, second, third = ones(branching)
    found = arm(joined((first * 0.1, second * 0.7, third * 0.3), rewards(branching, prompts=2)))
    assert found.informative.tolist() == [False, True, True]
    assert found.skipped == 1
    assert all((level[0] == 0).all() for level in found.levels)


@pytest.mark.parametrize("arm", ESTIMATORS.values(), ids=ESTIMATORS)
def test_a_single_rollout_has_nothing_to_be_compared_with(arm: Estimator) -> None:
    found = arm(rewards((1, 1, 1), prompts=4))
    assert set(all_of(found)) == {0.0}
    assert found.skipped == 4


def test_a_single_node_of_the_first_level_has_no_advantage_but_its_children_have() -> None:
    found = Estimator(scale="none")(rewards((1, 3, 2)))
    assert not found.levels[0].any()
    assert found.levels[1].any()
    assert found.skipped == 0


def test_the_batch_has_one_root_mean_square_and_what_is_skipped_does_not_count() -> None:
    batch, arm = rewards((4, 2, 2), prompts=5), ESTIMATORS["atpo_level"]
    found = arm(batch)
    assert np.mean(np.square(all_of(found))) == pytest.approx(1)
    more = arm(joined(batch, ones((4, 2, 2), prompts=3)))
    for level, with_skipped in zip(found.levels, more.levels, strict=True):
        np.testing.assert_allclose(level, with_skipped[:5])
    lone = arm(rewards((1, 3, 2)))
    assert np.mean(np.square(np.concatenate([level.ravel() for level in lone.levels[1:]]))) == pytest.approx(1)


def test_the_scale_of_the_batch_keeps_proportions_and_that_of_the_group_does_not() -> None:
    batch = rewards((6, 1, 1), prompts=2)
    uneven = tuple(np.concatenate([level[:1], level[1:] * 10]) for level in batch)
    plain, batch_wise, group_wise = (
        replace(ESTIMATORS["rloo"], scale=scale)((uneven[0], uneven[1], uneven[2])).levels[2]
        for scale in ("none", "batch_rms", "group_std")
    )
    ratio = plain / batch_wise
    np.testing.assert_allclose(ratio, ratio.flat[0])
    totals = outcome((uneven[0], uneven[1], uneven[2]))[2].reshape(2, -1)
    grpo = (totals - totals.mean(axis=1, keepdims=True)) / totals.std(axis=1, ddof=1, keepdims=True)
    np.testing.assert_allclose(group_wise.reshape(2, -1), grpo * 6 / 5)


@pytest.mark.parametrize("scale", ["group_std", "batch_rms"])
def test_a_spread_below_the_floor_is_not_blown_up(scale: Scale) -> None:
    nearly = (np.zeros((1, 2)), np.zeros((1, 2, 1)), np.array([[[[0.500]], [[0.501]]]]))
    found = replace(ESTIMATORS["grpo"], scale=scale, floor=0.05)(nearly)
    assert found.levels[2].ravel().tolist() == pytest.approx([-0.02, 0.02])


def test_on_independent_rollouts_the_tree_estimator_is_reward_to_go() -> None:
    batch = rewards((8, 1, 1), prompts=4)
    for _ in range(3):
        tree, flat = ESTIMATORS["atpo"](batch), ESTIMATORS["flat_to_go"](batch)
        assert all_of(tree) == all_of(flat)


def test_the_leaf_arm_does_not_know_the_rewards_of_the_lower_levels() -> None:
    batch = rewards((3, 2, 2))
    other = (batch[0][:, ::-1], batch[1] * 0, batch[2])
    assert all_of(ESTIMATORS["atpo_leaf"](batch)) == all_of(ESTIMATORS["atpo_leaf"](other))
