"""The loss: by hand, by finite differences, as linearised paths, and as the score-function estimator."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.videmo_ref.rl.batches import BRANCHINGS
from tests.videmo_ref.rl.tabular import TREE, estimates, generator, problem, sample
from videmo_ref.rl.advantages import ESTIMATORS
from videmo_ref.rl.loss import Clip, NonFiniteLossError, k3, policy_loss
from videmo_ref.rl.returns import Levels, node_weights


def tensor(*values: float) -> Any:
    return torch.tensor(values, dtype=torch.float64)


def logs(*ratios: float) -> Any:
    return tensor(*(math.log(r) for r in ratios)).requires_grad_()


ZERO, ONE = tensor(0, 0, 0, 0), tensor(1, 1, 1, 1)


def test_the_clipped_objective_by_hand() -> None:
    """The ratio is held where that makes the objective less: a good token too likely, a bad one too unlikely."""
    logp = logs(1.5, 0.5, 1.5, 0.5)
    loss, seen = policy_loss(logp, ZERO, tensor(1, 1, -1, -1), tensor(0.1, 0.2, 0.3, 0.4))
    assert loss.item() == pytest.approx(0.1 * -1.2 + 0.2 * -0.5 + 0.3 * 1.5 + 0.4 * 0.8)
    loss.backward()
    assert logp.grad.tolist() == pytest.approx([0, -0.2 * 0.5, 0.3 * 1.5, 0])
    assert seen.loss == loss.item()
    assert (seen.clip_fraction, seen.ratio_max, seen.kl) == pytest.approx((0.5, 1.5, 0))
    assert seen.moved == pytest.approx(np.mean([r - 1 - math.log(r) for r in (1.5, 0.5, 1.5, 0.5)]))


def test_the_clip_may_be_asymmetric() -> None:
    loss, seen = policy_loss(logs(1.25, 1.4, 0.85, 0.7), ZERO, tensor(1, 1, -1, -1), ONE, clip=Clip(0.1, 0.3))
    assert loss.item() == pytest.approx(-1.25 - 1.3 + 0.9 + 0.9)
    assert seen.clip_fraction == 0.75


def test_the_ratio_of_a_segment_is_the_geometric_mean_of_its_tokens() -> None:
    logp = logs(0.5, 1.1, 1.2, 1.3)
    loss, seen = policy_loss(logp, ZERO, ONE, ONE, segment=torch.tensor([0, 1, 1, 1]), clip=Clip(9, 9))
    mean = (1.1 * 1.2 * 1.3) ** (1 / 3)
    assert loss.item() == pytest.approx(-0.5 - 3 * mean)
    assert seen.ratio_max == pytest.approx(mean)
    loss.backward()
    assert logp.grad.tolist() == pytest.approx([-0.5, -mean, -mean, -mean])


def test_a_segment_of_one_token_is_a_token() -> None:
    arguments = logs(1.5, 0.5, 1.1, 0.9), ZERO, tensor(1, 2, -1, -2), tensor(0.1, 0.2, 0.3, 0.4)
    alone, _ = policy_loss(*arguments, segment=torch.tensor([2, 0, 3, 1]))
    assert alone.item() == pytest.approx(policy_loss(*arguments)[0].item())


def test_the_kl_penalty_by_hand() -> None:
    ref = tensor(math.log(2.0), 0, math.log(3.0), 0)
    loss, seen = policy_loss(ZERO.clone().requires_grad_(), ZERO, ZERO, ONE, ref_logp=ref, beta=0.1)
    terms = [2 - 1 - math.log(2), 0, 3 - 1 - math.log(3), 0]
    assert loss.item() == pytest.approx(0.1 * sum(terms))
    assert seen.kl == pytest.approx(np.mean(terms))
    watched, _ = policy_loss(ZERO, ZERO, ZERO, ONE, ref_logp=ref)
    assert watched.item() == 0, "without beta the reference is only watched"
    with pytest.raises(ValueError, match="ref_logp"):
        policy_loss(ZERO, ZERO, ZERO, ONE, beta=0.1)


def test_the_kl_estimate_and_what_its_gradient_is() -> None:
    """In expectation over the policy k3 is KL(policy || reference); its gradient is that of KL(reference || policy)."""
    logits = tensor(0.3, -0.4, 1.0).requires_grad_()
    ref = torch.log_softmax(tensor(-0.5, 0.2, 0.4), 0)
    logp = torch.log_softmax(logits, 0)
    estimate = (logp.exp().detach() * k3(ref - logp)).sum()
    assert estimate.item() == pytest.approx((logp.exp() * (logp - ref)).sum().item())
    (found,) = torch.autograd.grad(estimate, logits)
    (forward,) = torch.autograd.grad((ref.exp() * (ref - torch.log_softmax(logits, 0))).sum(), logits)
    torch.testing.assert_close(found, forward)


@pytest.mark.parametrize("by_segment", [False, True])
def test_autograd_agrees_with_finite_differences(by_segment: bool) -> None:
    rng = generator("gradcheck")
    logp, old, advantage, ref = (torch.tensor(0.3 * rng.normal(size=12)) for _ in range(4))
    weight, segment = torch.tensor(rng.random(12)), torch.arange(12) // 4

    def loss(values: Any) -> Any:
        return policy_loss(
            values, old, advantage, weight, segment=segment if by_segment else None, ref_logp=ref, beta=0.3
        )[0]

    assert policy_loss(logp, old, advantage, weight)[1].clip_fraction > 0
    assert torch.autograd.gradcheck(loss, logp.requires_grad_())


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_an_infinite_ratio_is_never_stepped_on(sign: float, dtype: Any) -> None:
    """Behind the clip the loss would be finite, and its gradient not a number."""
    logp = torch.tensor([800.0, 0.0], dtype=dtype)
    with pytest.raises(NonFiniteLossError, match="inf"):
        policy_loss(logp, logp * 0, torch.full_like(logp, sign), torch.ones_like(logp))


@pytest.mark.parametrize("where", range(4))
def test_what_is_not_a_number_anywhere_is_never_stepped_on(where: int) -> None:
    arguments = [ZERO, ZERO, ONE, ONE]
    arguments[where] = tensor(0, math.nan, 0, 0)
    with pytest.raises(NonFiniteLossError):
        policy_loss(*arguments)


def packed(lengths: Levels, *values: Levels) -> list[Any]:
    """What belongs to a node, for each of its tokens, level by level, as a packed tree has them."""
    return [
        torch.tensor(
            np.concatenate([np.repeat(v.ravel(), n.ravel().astype(int)) for v, n in zip(level, lengths, strict=True)])
        )
        for level in values
    ]


def paths(lengths: Levels) -> Iterator[list[int]]:
    """The tokens of every root-to-leaf path of a packed tree of one prompt, by their place in it."""
    sizes = np.concatenate([n.ravel() for n in lengths]).astype(int)
    ends = np.cumsum(sizes)
    k1, k2, k3_ = lengths[2].shape[1:]
    for i, j, k in np.ndindex(k1, k2, k3_):
        nodes = (i, k1 + i * k2 + j, k1 + k1 * k2 + (i * k2 + j) * k3_ + k)
        yield [t for node in nodes for t in range(ends[node] - sizes[node], ends[node])]


@given(branching=BRANCHINGS, seed=st.integers(0, 1000), sequence_mean=st.booleans())
def test_a_packed_tree_and_its_linearised_paths_have_one_loss_and_one_gradient(
    branching: tuple[int, int, int], seed: int, sequence_mean: bool
) -> None:
    rng = generator("packed", seed)
    shapes = [(1, *branching[: i + 1]) for i in range(3)]
    lengths = tuple(rng.integers(0, 4, shape).astype(float) for shape in shapes)
    lengths = (lengths[0] + 1, lengths[1], lengths[2])
    gains = rng.normal(size=shapes[0]), rng.normal(size=shapes[1]), rng.normal(size=shapes[2])
    advantage, weight = packed(lengths, gains, node_weights(lengths, sequence_mean=sequence_mean))
    start = torch.tensor(0.2 * rng.normal(size=len(advantage)), requires_grad=True)
    old = torch.zeros_like(start)
    tree, _ = policy_loss(start, old, advantage, weight)
    rows = list(paths(lengths))
    tokens = torch.tensor([t for row in rows for t in row])
    each = tensor(*(1 / len(rows) / (len(row) if sequence_mean else 1) for row in rows for _ in row))
    linear, _ = policy_loss(start[tokens], old[tokens], advantage[tokens], each)
    torch.testing.assert_close(tree, linear)
    torch.testing.assert_close(*(torch.autograd.grad(loss, start)[0] for loss in (tree, linear)))


def test_a_token_mean_over_shared_prefixes_is_another_objective() -> None:
    """Prefixes counted once and averaged over tokens weigh a leaf's token as much as a first segment's."""
    lengths = np.array([[4.0]]), np.array([[[4.0, 4.0]]]), np.array([[[[4.0] * 2] * 2]])
    gains = np.array([[1.0]]), np.zeros((1, 1, 2)), np.array([[[[1.0] * 2] * 2]])
    advantage, weight = packed(lengths, gains, node_weights(lengths))
    first, last = slice(0, 4), slice(12, 28)
    right, mean = weight * advantage, advantage / len(advantage)
    assert (right[first].sum() / right[last].sum()).item() == pytest.approx(1)
    assert (mean[first].sum() / mean[last].sum()).item() == pytest.approx(1 / 4)


def test_on_policy_the_gradient_is_the_score_function_estimator() -> None:
    """Through torch, from tables of logits, as the tabular policy computes it with numpy."""
    of, trees = problem(3), 4
    rollouts = sample(of, TREE, trees, generator("loss"))
    found = ESTIMATORS["atpo_level"](rollouts.rewards(of))
    logits = [torch.tensor(table, requires_grad=True) for table in of.logits]
    logp = torch.cat(
        [
            torch.log_softmax(table, -1)[torch.tensor(row.ravel()), torch.tensor(value.ravel())]
            for table, row, value in zip(logits, rollouts.rows, rollouts.chosen, strict=True)
        ]
    )
    sizes = (np.ones_like(found.levels[0]), np.ones_like(found.levels[1]), np.ones_like(found.levels[2]))
    advantage, weight = packed(sizes, found.levels, node_weights(sizes))
    loss, seen = policy_loss(logp, logp.detach(), advantage, weight / trees)
    gradient = torch.cat([g.ravel() for g in torch.autograd.grad(loss, logits)])
    np.testing.assert_allclose(-gradient, estimates(of, rollouts, found.levels).mean(axis=0), atol=1e-12)
    assert (seen.clip_fraction, seen.ratio_max, seen.moved) == (0, 1, 0)
