"""One update of the policy from any number of batches, on any number of devices."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from emocfg.core import EmoCfgError

from ..model.policy import Batch, Policy
from .optimizer import Rate, make_optimizer

PATIENCE = 10
"""Updates in a row that may be left out because their gradient is not finite."""

Loss = Callable[[Tensor, Tensor, Batch], Tensor]
"""(log-probs, entropies, batch) to the part of the step's loss that the batch has; the parts of a step add up."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did.

    Attributes:
        loss: of the whole step.
        gradient: the norm of its gradient before clipping.
        rate: the learning rate.
        done: False if it was left out, because the gradient was not finite.
    """

    loss: float
    gradient: float
    rate: float
    done: bool


class Engine:
    """The policy, its optimizer and the devices.

    Args:
        policy: what is trained.
        rate: the optimizer's settings.
        steps: of the whole training.
        mixed: ``bf16`` to compute in it with weights in fp32, or ``no``.
    """

    def __init__(self, policy: Policy, rate: Rate, steps: int, mixed: str = "no") -> None:
        from accelerate import Accelerator

        self.accelerator = Accelerator(mixed_precision=mixed, cpu=not torch.cuda.is_available())
        self.rate, self.steps = rate, steps
        self.policy = self.accelerator.prepare(policy)  # before the optimizer: FSDP replaces the parameters
        self.optimizer = make_optimizer(self.policy, rate)
        self._refused = 0

    @property
    def device(self) -> Any:
        """Where batches go."""
        return self.accelerator.device

    def share(self, things: Sequence[Any]) -> list[Any]:
        """The part of a step that is this process's: every nth."""
        return list(things[self.accelerator.process_index :: self.accelerator.num_processes])

    def update(self, step: int, batches: Sequence[Batch], loss: Loss, temperature: float = 1.0) -> Update:
        """One step: the gradient of the sum of all batches' losses, clipped, and AdamW.

        How a step is cut into batches, and over how many processes they are spread, changes nothing but rounding.

        Args:
            step: its number, from 0.
            batches: this process's; at least one.
            loss: of one batch, already divided by what the whole step is divided by.
            temperature: of the log-probs.

        Raises:
            EmoCfgError: E503 after :data:`PATIENCE` updates in a row without a finite gradient.
        """
        self.policy.train()
        rate = self.rate.at(step, self.steps)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        total = torch.zeros((), device=self.device)
        for batch in self._padded(batches):
            here = batch.to(self.device)
            value = loss(*self.policy(here, temperature), here)
            # data parallel wrappers average over processes; the parts of a step add up
            self.accelerator.backward(value * self.accelerator.num_processes)
            total += value.detach()
        norm = self.accelerator.clip_grad_norm_(self.policy.parameters(), self.rate.clip)
        gradient = float(norm) if norm is not None else math.nan
        done = math.isfinite(gradient)
        if done:
            self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._count(step, done=done)
        return Update(float(self.accelerator.reduce(total, "sum")), gradient, rate, done)

    def _padded(self, batches: Sequence[Batch]) -> list[Batch]:
        """As many batches as the process that has most of them: a forward of FSDP needs all processes."""
        if self.accelerator.num_processes == 1:
            return list(batches)
        most = int(self.accelerator.gather(torch.tensor([len(batches)], device=self.device)).max())
        idle = replace(batches[-1], weights=torch.zeros_like(batches[-1].weights))
        return [*batches, *[idle] * (most - len(batches))]

    def _count(self, step: int, *, done: bool) -> None:
        self._refused = 0 if done else self._refused + 1
        if self._refused >= PATIENCE:
            raise EmoCfgError(
                "E503",
                f"the gradient was not finite {PATIENCE} steps in a row",
                where=f"step {step}",
                fix="lower the learning rate, or go on from an earlier checkpoint; the log says where it began",
            )
