"""The parts of a recipe that say how: the vision tower alone, supervised fine-tuning, and reinforcement learning."""

from dataclasses import dataclass
from typing import Literal

from benchmarks.specs import SPECS

from ..data.schedule import ORDERS, Curriculum
from ..rewards.router import TREE_TASKS
from ..rl.advantages import ESTIMATORS
from .parts import Problems
from .rules import key

REWARDED = tuple(task for task in SPECS if task not in TREE_TASKS)
"""Tasks whose answers a rule can mark, and which are not asked for as trees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What all have: how long, and the optimizer.

    Attributes:
        epochs: how often everything is seen, or
        steps: how many there are; one of the two is 0.
        learning_rate: the highest; it rises linearly and falls as half a cosine.
        warmup: share of the steps in which it rises.
        weight_decay: of matrices.
        beta1: of AdamW.
        beta2: likewise.
        clip: the largest norm of a gradient.
    """

    epochs: float = key(0.0, low=0)
    steps: int = key(0, low=0)
    learning_rate: float = key(above=0, high=1)
    warmup: float = key(low=0, high=1)
    weight_decay: float = key(0.0, low=0, high=1)
    beta1: float = key(0.9, low=0, high=0.9999)
    beta2: float = key(0.999, low=0, high=0.99999)
    clip: float = key(1.0, above=0)

    def problems(self) -> Problems:
        """What does not go together."""
        if bool(self.epochs) == bool(self.steps):
            yield "epochs", "either epochs or steps must be said, and the other be 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class TowerPart(Pace):
    """What the vision tower of a model from scratch learns before the language model (:mod:`videmo_ref.train.tower`).

    Attributes:
        batch: clips an update.
    """

    batch: int = key(low=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Pace):
    """What both stages of the policy have: how much at once, and the checkpoints.

    Attributes:
        rows_per_forward: packed rows at most that one device takes at once.
        tokens_per_forward: tokens at most, padding included.
        save_every: steps between checkpoints.
        keep: how many checkpoints stay.
    """

    rows_per_forward: int = key(low=1)
    tokens_per_forward: int = key(low=64)
    save_every: int = key(low=1)
    keep: int = key(2, low=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SftPart(Stage):
    """The curriculum of supervised fine-tuning.

    Attributes:
        curriculum: the order of the lessons.
        replay: the share of earlier levels' visits that ``replay`` moves into later ones.
        batch: questions an update, on average (:func:`videmo_ref.recipes.material.visits_per_step`).
        perplexity_every: steps between measurements on held-out identities; 0 for the end alone.
    """

    curriculum: str = key(names=ORDERS)
    replay: float = key(0.2, low=0, high=1)
    batch: int = key(low=1)
    perplexity_every: int = key(low=0)

    @property
    def order(self) -> Curriculum:
        """How visits are arranged."""
        return Curriculum(self.curriculum, self.replay)


@dataclass(frozen=True, slots=True, kw_only=True)
class RlPart(Stage):
    """Reinforcement learning on the affective trees of clips; a step is a batch of rollouts.

    Attributes:
        estimator: how rewards become advantages, a key of ``videmo_ref.rl.advantages.ESTIMATORS``.
        branching: continuations of a prompt, of each attribute segment and of each expression segment.
        tasks: whose rows are tried beside the trees; their answers earn by the rule of the task.
        prompts: questions a step.
        inner: updates of the policy a step.
        limits: tokens at most of an attribute, an expression and an emotion segment.
        temperature: of the rollouts, and of the log-probs.
        reward: ``aligned`` typed alignment, ``paper`` exp(-lambda TED).
        strength: lambda of the latter; 0 for 1 / (nodes of the reference).
        level_weights: of the three levels' own rewards and of the whole tree's.
        clip_low: the ratio of the policies moves a token from 1 - low
        clip_high: to 1 + high.
        kl: weight of the divergence from the model that RL began with; 0 for none.
        sequence_mean: whether each answer counts alike, however long, as in the paper; else each token does.
        skip_uninformative: whether prompts without any advantage are left out of the forward.
        writer: who writes the rollouts.
        max_beams: continuations that one device decodes at once.
    """

    estimator: str = key(names=ESTIMATORS)
    branching: tuple[int, int, int] = key(low=1)
    tasks: tuple[str, ...] = key((), names=REWARDED)
    prompts: int = key(low=1)
    inner: int = key(1, low=1)
    limits: tuple[int, int, int] = key(low=8)
    temperature: float = key(1.0, above=0)
    reward: Literal["aligned", "paper"]
    strength: float = key(0.0, low=0)
    level_weights: tuple[float, float, float, float] = key(low=0)
    clip_low: float = key(0.2, above=0, high=1)
    clip_high: float = key(0.2, above=0)
    kl: float = key(low=0)
    sequence_mean: bool = False
    skip_uninformative: bool = True
    writer: Literal["hf", "vllm"]
    max_beams: int = key(512, low=1)

    @property
    def nodes(self) -> tuple[int, int, int]:
        """How many segments of each level a prompt has."""
        first, second, third = self.branching
        return first, first * second, first * second * third

    @property
    def sampled(self) -> int:
        """Tokens at most that are written for a prompt."""
        return sum(count * limit for count, limit in zip(self.nodes, self.limits, strict=True))

    def problems(self) -> Problems:
        """What does not go together."""
        yield from Pace.problems(self)
        if self.nodes[-1] < 2:
            yield "branching", "must have two leaves at least: one rollout has nothing to be compared with"
        if not any(self.level_weights):
            yield "level_weights", "one at least must be above 0"
