"""Returns and weights: what a node is worth and what a token of it weighs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.videmo_ref.rl.batches import batches, ones, rewards
from videmo_ref.rl.returns import Levels, leaf, node_weights, outcome, to_go, weighed


@given(batches())
def test_the_mean_return_of_the_first_level_is_the_mean_total_of_the_leaves(batch: Levels) -> None:
    whole = outcome(batch)[2].mean(axis=(1, 2, 3))
    np.testing.assert_allclose(to_go(batch)[0].mean(axis=1), whole)
    np.testing.assert_allclose(outcome(batch)[0].mean(axis=1), whole)


@given(batches())
def test_to_go_is_the_outcome_less_what_came_before(batch: Levels) -> None:
    first, second, _ = batch
    before = (np.zeros_like(first), first[..., None], (first[..., None] + second)[..., None])
    for later, whole, earned in zip(to_go(batch), outcome(batch), before, strict=True):
        np.testing.assert_allclose(later, whole - earned)


@given(batches())
def test_leaf_credit_is_to_go_where_only_the_last_level_earns(batch: Levels) -> None:
    for mine, theirs in zip(leaf(batch), to_go((batch[0] * 0, batch[1] * 0, batch[2])), strict=True):
        np.testing.assert_allclose(mine, theirs)


@given(batches(), st.booleans())
def test_all_tokens_of_a_prompt_weigh_one_path(lengths: Levels, sequence_mean: bool) -> None:
    """By the token each level weighs one node; by the sequence all tokens of a path together weigh one."""
    lengths = (np.ceil(lengths[0] * 9), np.ceil(lengths[1] * 5), np.ceil(lengths[2] * 3))
    weights = node_weights(lengths, sequence_mean=sequence_mean)
    for prompt in range(len(lengths[0])):
        parts = [(w[prompt], n[prompt]) for w, n in zip(weights, lengths, strict=True)]
        if sequence_mean:
            assert sum((w * n).sum() for w, n in parts) == pytest.approx(1)
        else:
            assert [w.sum() for w, _ in parts] == pytest.approx([1, 1, 1])


def test_a_path_without_tokens_weighs_and_divides_by_no_zero() -> None:
    lengths = tuple(level * 0 for level in ones((2, 1, 1)))
    assert all(np.isfinite(w).all() for w in node_weights((lengths[0], lengths[1], lengths[2]), sequence_mean=True))


def test_rewards_that_are_no_tree_or_no_number_are_refused() -> None:
    batch = rewards((2, 3, 2))
    with pytest.raises(ValueError, match="levels of one tree"):
        weighed((batch[0], batch[1][:, :, :2], batch[2]), batch[2], (1, 1, 1, 1))
    with pytest.raises(ValueError, match="levels of one tree"):
        weighed(batch, batch[1], (1, 1, 1, 1))
    with pytest.raises(ValueError, match="not finite"):
        weighed((batch[0], batch[1] * np.nan, batch[2]), batch[2], (1, 1, 1, 1))
