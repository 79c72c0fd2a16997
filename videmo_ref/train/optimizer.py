"""AdamW and its learning rate: the same for every curriculum, so that a stage never gets a fresh warm-up."""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from ..recipes.stages import Pace


@dataclass(frozen=True, slots=True)
class Rate:
    """The optimizer's settings.

    Attributes:
        peak: the highest learning rate.
        warmup: share of the steps in which it rises from 0 to there; it then falls as half a cosine to 0.
        weight_decay: of matrices; vectors (norms, biases) have none.
        betas: of AdamW (Loshchilov & Hutter 2019).
        clip: the largest norm of a gradient.
    """

    peak: float
    warmup: float = 0.03
    weight_decay: float = 0.0
    betas: tuple[float, float] = (0.9, 0.999)
    clip: float = 1.0

    def at(self, step: int, steps: int) -> float:
        """The learning rate of a step of so many, the first one being 0.

        >>> rate = Rate(1.0, warmup=0.1)
        >>> [round(rate.at(step, 100), 3) for step in (0, 9, 10, 55, 99)]
        [0.1, 1.0, 1.0, 0.5, 0.0]
        """
        rising = max(1, math.ceil(self.warmup * steps))
        if step < rising:
            return self.peak * (step + 1) / rising
        return self.peak * 0.5 * (1.0 + math.cos(math.pi * (step - rising) / max(1, steps - rising)))


def rate_of(part: Pace) -> Rate:
    """The optimizer's settings of a part."""
    return Rate(part.learning_rate, part.warmup, part.weight_decay, (part.beta1, part.beta2), part.clip)


def make_optimizer(policy: nn.Module, rate: Rate) -> Any:
    """AdamW over what is trained."""
    trained = [parameter for parameter in policy.parameters() if parameter.requires_grad]
    matrices = [parameter for parameter in trained if parameter.ndim > 1]
    vectors = [parameter for parameter in trained if parameter.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": rate.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW([group for group in groups if group["params"]], lr=rate.peak, betas=rate.betas)
