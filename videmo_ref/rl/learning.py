"""One step of reinforcement: roll out, score, compare, update."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from emocfg.metrics.arrays import Matrix

from ..data.batches import Budget, batch_of, group
from ..data.encoding import Encoded, Encoder
from ..data.vision import Patches
from ..model.policy import Batch, reference_of
from ..train.engine import Engine, Loss, Update, Work
from .advantages import NO_HISTORY, Advantages, Estimator
from .baselines import Shrinkage
from .loss import DEFAULT_CLIP, Clip, Diagnostics, NonFiniteLossError, policy_loss
from .returns import Levels, of_leaves, weighed
from .trees import Rollouts


@dataclass(frozen=True, slots=True)
class Rule:
    """How rollouts become an update.

    Attributes:
        estimator: rewards to advantages.
        weights: of the three levels' rewards and of the whole answer's.
        clip: of the ratio.
        beta: weight of the KL to the reference policy.
        inner: updates from the same rollouts.
        sequence_mean: weigh each path by 1 / its tokens, as the paper does; see :func:`.returns.node_weights`.
        skip: leave prompts out of the forward whose rollouts all earned the same.
        temperature: the rollouts' own.
    """

    estimator: Estimator
    weights: tuple[float, float, float, float]
    clip: Clip = DEFAULT_CLIP
    beta: float = 0.0
    inner: int = 1
    sequence_mean: bool = False
    skip: bool = True
    temperature: float = 1.0

    def weights_of(self, rollouts: Rollouts) -> tuple[float, float, float, float]:
        """The weights of what a group of rollouts earned: an answer that is no tree earns as a whole."""
        return self.weights if rollouts.staged else (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Reinforced:
    """What a step did; means are over this process's prompts.

    Attributes:
        updates: one, or as many as there were inner updates; none if nothing could be learned.
        reward: the weighed reward of an answer.
        levels: what segments of trees earned, not weighed; 0 where there were none.
        whole: what answers earned beyond.
        sampled: tokens drawn.
        trained: tokens whose log-probs had a gradient.
        skipped: prompts whose rollouts all earned the same; their tokens count as sampled.
        closed: share of segments that were closed, level by level.
        distinct: share of siblings of the first level that differ; near 1 / K the tree has collapsed.
        entropy: of the policy, a token.
        gap: mean |log-prob when sampled - log-prob when trained|.
        watched: of the last forward of the loss.
        state: the shrinkage for the next step.
    """

    updates: tuple[Update, ...]
    reward: float
    levels: tuple[float, float, float]
    whole: float
    sampled: int
    trained: int
    skipped: int
    closed: tuple[float, float, float]
    distinct: float
    entropy: float
    gap: float
    watched: Diagnostics | None
    state: Shrinkage


@dataclass(slots=True)
class _Seen:
    """What the closures of a step's losses see."""

    entropies: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    watched: Diagnostics | None = None


class Reinforcement:
    """Rollouts to updates.

    Args:
        engine: updates the policy.
        encoder: knows the tokens that fill up.
        patches: makes pixels of patches.
        budget: how much one forward takes.
        rule: how.
    """

    def __init__(self, engine: Engine, encoder: Encoder, patches: Patches, budget: Budget, rule: Rule) -> None:
        self._engine, self._encoder, self._patches, self._budget = engine, encoder, patches, budget
        self._rule = rule
        policy = engine.accelerator.unwrap_model(engine.policy)
        self._reference = reference_of(policy) if rule.beta else None

    def learn(self, step: int, groups: Sequence[Rollouts], state: Shrinkage = NO_HISTORY) -> Reinforced:
        """One step from some groups of rollouts, each of one branching and with one scale of its advantages.

        A baseline never leaves its prompt, so each process finds the advantages of its own prompts; only their scale
        (and the shrinkage, of which the first process's is saved) is that of its share of the step.

        Args:
            step: its number, from 0.
            groups: this process's rollouts.
            state: of the shrinkage.
        """
        rule, seen = self._rule, _Seen()
        scored = [rollouts.rewards() for rollouts in groups]
        prompts = sum(len(rollouts.quests) for rollouts in groups) * self._engine.accelerator.num_processes
        advantages: list[Advantages] = []
        for rollouts, rewards in zip(groups, scored, strict=True):
            # the shrinkage is that of trees; whole answers are flat and have none
            staged = rollouts.staged
            found = rule.estimator(weighed(*rewards, rule.weights_of(rollouts)), state if staged else NO_HISTORY)
            advantages.append(found)
            state = found.state if staged else state
        rows = [
            (rollouts, prompt, rollouts.per_token(prompt, found.levels))
            for rollouts, found in zip(groups, advantages, strict=True)
            for prompt in range(len(rollouts.quests))
            if found.informative[prompt] or not rule.skip
        ]
        updates = []
        if rows:
            works = list(self._works(rows, prompts, seen))
            updates = [self._engine.update(step, works, rule.temperature) for _ in range(rule.inner)]
        return _report(groups, scored, advantages, rule, seen, tuple(updates), state)

    def _works(self, rows: Sequence[tuple[Rollouts, int, Matrix]], prompts: int, seen: _Seen) -> Iterator[Work]:
        """The rows in batches of like length, each with its loss."""
        encoded = [
            Encoded(r.row(prompt, sequence_mean=self._rule.sequence_mean), r.prompts[prompt].clips)
            for r, prompt, _ in rows
        ]
        for places in group(encoded, self._budget):
            batch = batch_of([encoded[place] for place in places], self._encoder, self._patches)
            advantage = _tensor([rows[place][2] for place in places])
            drawn = _tensor([rows[place][0].logps(rows[place][1]) for place in places])
            old = self._scored(lambda *given: self._engine.policy(*given)[0], batch) if self._rule.inner > 1 else None
            ref = self._scored(self._reference, batch) if self._reference else None
            yield Work(batch, self._loss(batch.weights / prompts, advantage, drawn, old, ref, seen))

    def _scored(self, logps: Callable[[Batch, float], Tensor], batch: Batch) -> Tensor:
        with torch.no_grad():
            return logps(batch.to(self._engine.device), self._rule.temperature)

    def _loss(
        self, weight: Tensor, advantage: Tensor, drawn: Tensor, old: Tensor | None, ref: Tensor | None, seen: _Seen
    ) -> Loss:
        def loss(logps: Tensor, entropies: Tensor) -> Tensor:
            device = logps.device
            seen.entropies.append(float(entropies.mean()))
            seen.gaps.append(float((logps.detach() - drawn.to(device)).abs().mean()))
            before = logps.detach() if old is None else old
            try:
                value, seen.watched = policy_loss(
                    logps,
                    before,
                    advantage.to(device),
                    weight.to(device),
                    clip=self._rule.clip,
                    ref_logp=ref,
                    beta=self._rule.beta,
                )
            except NonFiniteLossError:
                return logps.sum() * math.nan  # the engine counts the step, leaves it out, and in the end gives up
            return value

        return loss


def _tensor(parts: Sequence[Matrix]) -> Tensor:
    return torch.from_numpy(np.concatenate(parts).astype(np.float32))


def _report(
    groups: Sequence[Rollouts],
    scored: Sequence[tuple[Levels, Matrix]],
    advantages: Sequence[Advantages],
    rule: Rule,
    seen: _Seen,
    updates: tuple[Update, ...],
    state: Shrinkage,
) -> Reinforced:
    leaves = [of_leaves(weighed(*earned, rule.weights_of(r))) for r, earned in zip(groups, scored, strict=True)]
    lengths = [rollouts.lengths for rollouts in groups]
    used = [
        float(level[found.informative | (not rule.skip)].sum())
        for levels, found in zip(lengths, advantages, strict=True)
        for level in levels
    ]
    trees = [levels for r, (levels, _) in zip(groups, scored, strict=True) if r.staged]
    first, second, third = (float(np.mean([levels[i].mean() for levels in trees])) if trees else 0.0 for i in range(3))
    closed = [float(np.mean([p.closed for r in groups for p in r.pieces[i]])) for i in range(3)]
    siblings = [len({p.tokens for p in r.own(i, 0)}) / r.branching[0] for r in groups for i in range(len(r.quests))]
    return Reinforced(
        updates=updates,
        reward=float(np.mean([value.mean() for value in leaves])),
        levels=(first, second, third),
        whole=float(np.mean([whole.mean() for _, whole in scored])),
        sampled=int(sum(level.sum() for levels in lengths for level in levels)),
        trained=int(sum(used)),
        skipped=sum(found.skipped for found in advantages),
        closed=(closed[0], closed[1], closed[2]),
        distinct=float(np.mean(siblings)),
        entropy=float(np.mean(seen.entropies)) if seen.entropies else 0.0,
        gap=float(np.mean(seen.gaps)) if seen.gaps else 0.0,
        watched=seen.watched,
        state=state,
    )
