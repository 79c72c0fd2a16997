"""The clipped policy objective, on the tokens that a step trains."""

from dataclasses import dataclass

import torch


class NonFiniteLossError(ArithmeticError):
    """A ratio or the loss is not finite: nothing may be stepped on. The trainer counts it and skips the batch."""


@dataclass(frozen=True, slots=True)
class Clip:
    """How far the ratio may move a token: from 1 - low to 1 + high (asymmetric: DAPO, Yu et al. 2025)."""

    low: float = 0.2
    high: float = 0.2


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What to watch of one loss; all over the tokens given, each counted once.

    Attributes:
        loss: its value.
        clip_fraction: tokens whose clipped ratio was the one that counted, so that they had no gradient.
        ratio_max: the greatest ratio.
        moved: mean k3 estimate of KL(old || policy), from the policy that sampled. Far from 0 at the first update of a
            batch says that sampling and training disagree.
        kl: mean k3 estimate of KL(policy || reference); 0 without a reference.
    """

    loss: float
    clip_fraction: float
    ratio_max: float
    moved: float
    kl: float


DEFAULT_CLIP = Clip()


def policy_loss(
    logp: torch.Tensor,
    old_logp: torch.Tensor,
    advantage: torch.Tensor,
    weight: torch.Tensor,
    *,
    segment: torch.Tensor | None = None,
    clip: Clip = DEFAULT_CLIP,
    ref_logp: torch.Tensor | None = None,
    beta: float = 0.0,
) -> tuple[torch.Tensor, Diagnostics]:
    """Sum over tokens of weight x (-min(r A, clip(r, 1 - low, 1 + high) A) + beta k3).

    PPO's clipped surrogate (Schulman et al. 2017, eq. 7) with the advantage of the token's node. At r = 1 its gradient
    is -sum weight A grad log pi, the score-function estimator. All arguments are flat, one number a trained token, at
    least one; prompt tokens and padding are not among them.

    Args:
        logp: log-probabilities under the policy in training.
        old_logp: under the policy that sampled, at the temperature it sampled with.
        advantage: of the token's node.
        weight: of the token in the batch: :func:`.returns.node_weights` over the number of prompts.
        segment: the number of each token's node, from 0; the ratio is then the geometric mean over the node's tokens,
            exp(mean(logp - old_logp)), the sequence ratio of GSPO (Zheng et al. 2025) on what has one advantage.
            None: each token has its own.
        clip: how far the ratio may move.
        ref_logp: log-probabilities under the frozen reference; needed where ``beta`` is not 0.
        beta: the weight of k3 = exp(ref - logp) - (ref - logp) - 1 (Schulman 2020), as in GRPO (Shao et al. 2024, eq.
            4). Its value estimates KL(policy || reference); its gradient, on the policy's own samples, is that of
            KL(reference || policy).

    Returns:
        The loss, to be minimised, and what to watch.

    Raises:
        NonFiniteLossError: a ratio or the loss is not finite.
        ValueError: ``beta`` without ``ref_logp``.
    """
    if beta and ref_logp is None:
        raise ValueError("beta needs ref_logp")
    change = logp - old_logp.detach()
    ratio = (change if segment is None else mean_of_segment(change, segment)).exp()
    free, held = ratio * advantage, ratio.clamp(1 - clip.low, 1 + clip.high) * advantage
    per_token = -torch.minimum(free, held)
    kl = torch.zeros_like(logp) if ref_logp is None else k3(ref_logp.detach() - logp)
    if beta:
        per_token = per_token + beta * kl
    loss = (weight * per_token).sum()
    watched = torch.stack(
        [loss, (held < free).to(loss.dtype).mean(), ratio.max(), k3(change).mean(), kl.mean()]
    ).detach()
    found = Diagnostics(*watched.tolist())
    # An infinite ratio can hide behind the clip, but its gradient is 0 x inf.
    if not watched[[0, 2]].isfinite().all():
        raise NonFiniteLossError(f"loss {found.loss}, greatest ratio {found.ratio_max}")
    return loss, found


def k3(log_ratio: torch.Tensor) -> torch.Tensor:
    """exp(x) - x - 1 >= 0 for x = log q - log p on samples of p; its mean is KL(p || q) (Schulman 2020)."""
    return log_ratio.expm1() - log_ratio


def mean_of_segment(values: torch.Tensor, segment: torch.Tensor) -> torch.Tensor:
    """For every token the mean over the tokens of its segment.

    >>> mean_of_segment(torch.tensor([1.0, 3.0, 5.0]), torch.tensor([0, 0, 1])).tolist()
    [2.0, 2.0, 5.0]
    """
    n = int(segment.max()) + 1
    sums = values.new_zeros(n).index_add(0, segment, values)
    sizes = values.new_zeros(n).index_add(0, segment, torch.ones_like(values))
    return (sums / sizes.clamp(min=1))[segment]
