"""Baselines: other nodes only, and how siblings and level are mixed."""

import json
from dataclasses import asdict
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.metrics.arrays import Matrix
from tests.videmo_ref.rl.batches import batches, rewards
from tests.videmo_ref.rl.tabular import generator
from videmo_ref.rl.baselines import Baseline, Shrinkage, baselines, components, of_level, of_siblings
from videmo_ref.rl.returns import CREDITS, Credit, Levels

MIXED = Shrinkage(within=(0.2, 0.1), between=(0.1, 0.2))


@given(batches(), st.sampled_from(get_args(Credit)), st.sampled_from(get_args(Baseline)), st.integers(0, 2), st.data())
def test_a_baseline_does_not_know_its_own_subtree(
    batch: Levels, credit: Credit, kind: Baseline, level: int, data: st.DataObject
) -> None:
    """Other rewards at a node and below it leave its baseline as it is, unless the node is alone on its level."""
    node = tuple(data.draw(st.integers(0, size - 1)) for size in batch[level].shape)
    if batch[level][0].size == 1:
        return
    before = baselines(CREDITS[credit](batch), kind, MIXED)[level][node]
    other = [table.copy() for table in batch]
    for table in other[level:]:
        table[node] = 7.0
    after = baselines(CREDITS[credit]((other[0], other[1], other[2])), kind, MIXED)[level][node]
    assert after == pytest.approx(before)


def test_the_baseline_of_the_level_by_hand() -> None:
    level = np.array([[[1.0, 2.0], [3.0, 6.0]]])
    assert of_level(level).tolist() == [[[11 / 3, 10 / 3], [3.0, 2.0]]]
    assert of_siblings(level).tolist() == [[[2.0, 1.0], [6.0, 3.0]]]


def test_prompts_do_not_know_each_other() -> None:
    batch = rewards((3, 2, 2), prompts=4)
    one = (batch[0][1:2], batch[1][1:2], batch[2][1:2])
    for together, alone in zip(baselines(batch, "shrunk", MIXED), baselines(one, "shrunk", MIXED), strict=True):
        np.testing.assert_allclose(together[1:2], alone)


def test_without_siblings_the_level_is_the_baseline() -> None:
    for level in rewards((4, 1, 1)):
        np.testing.assert_array_equal(of_siblings(level), of_level(level))


def _effects(between: float, within: float, parents: int, k: int, prompts: int) -> tuple[Matrix, Matrix]:
    """Returns of the second level and the true worth of each parent; shapes [P, parents, k], [P, parents]."""
    rng = generator("effects", parents, k)
    worth = np.sqrt(between) * rng.normal(size=(prompts, parents)) + 5 * rng.normal(size=(prompts, 1))
    return worth[..., None] + np.sqrt(within) * rng.normal(size=(prompts, parents, k)), worth


@pytest.mark.parametrize(("parents", "k"), [(5, 2), (4, 3), (10, 4)])
def test_the_components_of_variance_are_recovered(parents: int, k: int) -> None:
    """Prompts of very different difficulty do not count as differences between parents."""
    level, _ = _effects(0.5, 2.0, parents, k, 20_000)
    assert components(level) == pytest.approx((2.0, 0.5), rel=0.1)


@pytest.mark.parametrize("within", [0.1, 1.0, 10.0])
def test_the_shrunk_baseline_is_nearer_to_the_parents_worth_than_either(within: float) -> None:
    level, worth = _effects(1.0, within, 5, 3, 20_000)
    third = np.zeros((*level.shape, 1))
    returns = level[..., 0], level, third
    state = Shrinkage().after(returns)
    assert state.rho((5, 3, 1))[1] == pytest.approx(1 / (1 + within / 2), rel=0.1)

    def error(kind: Baseline) -> float:
        return float(((baselines(returns, kind, state)[1] - worth[..., None]) ** 2).mean())

    assert error("shrunk") < min(error("level"), error("sibling"))


def test_the_first_step_believes_the_level_and_later_ones_the_running_average() -> None:
    start, batch = Shrinkage(), rewards((4, 2, 2), prompts=50)
    returns = CREDITS["to_go"](batch)
    assert start.rho((4, 2, 2)) == (0.0, 0.0, 0.0)
    once = start.after(returns)
    assert start == Shrinkage()
    assert once.rho((4, 2, 2))[2] == pytest.approx(once.after(returns).rho((4, 2, 2))[2])
    assert 0 < once.rho((4, 2, 2))[1] < once.rho((4, 5, 2))[1] < 1, "more siblings are believed more"


def test_a_state_keeps_nine_tenths_of_what_it_was() -> None:
    flat = tuple(np.full((1, *(2,) * (i + 1)), 0.5) for i in range(3))
    after = MIXED.after((flat[0], flat[1], flat[2]))
    assert after.within == pytest.approx((0.18, 0.09))
    assert after.between == pytest.approx((0.09, 0.18))


def test_a_level_without_siblings_or_with_one_parent_teaches_nothing() -> None:
    for branching in ((8, 1, 1), (1, 4, 1)):
        assert MIXED.after(CREDITS["to_go"](rewards(branching))) == MIXED


def test_fewer_differences_between_parents_than_chance_gives_no_weight_to_siblings() -> None:
    level = np.array([[[0.0, 2.0], [2.0, 0.0]]])
    state = Shrinkage().after((level.mean(axis=-1), level, level[..., None]))
    assert state.between[0] < 0
    assert state.rho((2, 2, 1)) == (0.0, 0.0, 0.0)


def test_the_state_survives_a_checkpoint() -> None:
    saved = json.loads(json.dumps(asdict(MIXED)))
    assert Shrinkage(tuple(saved["within"]), tuple(saved["between"]), saved["decay"]) == MIXED
