"""The arms of the study of reinforcement: from one fine-tuned policy a seed, each its own way of learning further."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from emocfg.core import seed as seed_of

from ..data.batches import Budget, batch_of, group, total_weight
from ..data.encoding import Encoded
from ..data.lessons import Lesson
from ..data.schedule import rounds
from ..model.policy import Policy
from ..model.scratch import make_model
from ..rewards import AlignedReward
from ..rl.advantages import ESTIMATORS
from ..rl.baselines import Shrinkage
from ..rl.learning import Reinforcement, Rule
from ..rl.trees import Branching, Sampling, roll_out
from ..rollouts.hf import HfWriter
from ..train.engine import Engine, Work
from ..train.optimizer import Rate
from ..train.sft import negative_log_likelihood
from .measuring import LIMITS, WEIGHTS, prompts_of, quests_of
from .starting import SHAPE, Kit, tree_question_of
from .world import World

BUDGET = Budget(rows=16, tokens=16_384)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long and how large.

    Attributes:
        tower_steps: in which the vision tower is taught before.
        sft_steps: of the fine-tuning that every arm begins with.
        sft_batch: clips a step of it.
        sft_rate: its learning rate.
        rl_steps: of every arm.
        prompts: clips a step of an arm.
        rl_rate: learning rate of the arms that reinforce, and of those that go on with fine-tuning.
        tested: clips of the test crowd that are measured, at most.
    """

    tower_steps: int = 3000
    sft_steps: int = 5000
    sft_batch: int = 12
    sft_rate: float = 2e-3
    rl_steps: int = 300
    prompts: int = 16
    rl_rate: float = 3e-4
    tested: int = 4000


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of learning further.

    Attributes:
        estimator: of the policy gradient; "" to go on with fine-tuning.
        branching: of rollouts.
        noise: whether labels of further fine-tuning are as careless as before.
        what: in words.
    """

    estimator: str
    branching: Branching = (8, 1, 1)
    noise: bool = False
    what: str = ""


ARMS: dict[str, Arm] = {
    "grpo": Arm("grpo", what="GRPO: 8 rollouts, outcome, standard deviation of the group (the paper's)"),
    "flat": Arm("flat_to_go", what="8 rollouts, reward-to-go per level"),
    "tree": Arm("atpo", (5, 2, 2), what="ATPO: a packed tree of 5 x 2 x 2"),
    "tree_leaf": Arm("atpo_leaf", (5, 2, 2), what="the same tree, the emotion's reward alone"),
    "sft_noisy": Arm("", noise=True, what="further fine-tuning on careless labels of the same clips"),
    "sft_clean": Arm("", what="further fine-tuning on true labels: what the rewards know"),
}
"""Those of equal sampled tokens, and the controls; ``flat_wall`` comes with its number of rollouts."""


@dataclass(slots=True)
class Spent:
    """What an arm took: tokens, and seconds of the clock and of the processor."""

    sampled: int = 0
    trained: int = 0
    skipped: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    rewards: list[float] = field(default_factory=list)


def fresh_policy(kit: Kit, seed: int) -> Policy:
    """Random weights of a seed. The vision tower stays as it is: it is taught before, and alone."""
    model = make_model(kit.config, seed, SHAPE.embedding_scale)
    model.model.visual.requires_grad_(requires_grad=False)
    return Policy(model, kit.encoder.visual)


def load_policy(kit: Kit, path: Path) -> Policy:
    """The policy whose weights lie in a file."""
    from safetensors.torch import load_model

    policy = fresh_policy(kit, 0)
    load_model(policy, str(path))
    return policy


def writer_of(policy: Policy, kit: Kit) -> HfWriter:
    """What lets the policy write."""
    return HfWriter(policy.model, kit.encoder, kit.patches)


@dataclass(frozen=True, slots=True)
class Course:
    """A fine-tuning: how long, how fast, and on which labels.

    Attributes:
        steps: of it.
        batch: clips a step.
        rate: the learning rate.
        careless: whether labels are wrong now and then (:func:`.world.noisy`).
        seed: of the order of clips, and of the errors.
    """

    steps: int
    batch: int
    rate: float
    careless: bool
    seed: int


def fine_tune(policy: Policy, kit: Kit, world: World, places: Sequence[int], course: Course) -> Spent:
    """Learn the trees of some clips; a clip's careless label is the same each time it is seen."""
    spent = Spent()
    engine = Engine(policy, Rate(course.rate, 0.05, 0.05, (0.9, 0.98)), course.steps)
    visits = rounds(places, course.steps * course.batch, course.seed, "study/sft")
    for step in range(course.steps):
        with _clocks(spent):
            some = visits[step * course.batch : (step + 1) * course.batch]
            rows = [_row(kit, world, visit.lesson, course) for visit in some]
            total = total_weight(rows)
            batches = [batch_of([rows[i] for i in own], kit.encoder, kit.patches) for own in group(rows, BUDGET)]
            engine.update(step, [Work(b, negative_log_likelihood(b.weights, total)) for b in batches])
            spent.trained += int(sum((row.row.weights > 0).sum() for row in rows))
    return spent


def _row(kit: Kit, world: World, place: int, course: Course) -> Encoded:
    question = tree_question_of(world, place, course.seed if course.careless else None)
    return kit.encoder.encode(Lesson(("",), "emotion", (question,)), [world.seen(place)])


def reinforce(policy: Policy, kit: Kit, world: World, arm: Arm, sizes: Sizes, seed: int) -> Spent:
    """Learn from the rewards of rollouts on clips that the fine-tuning has not seen."""
    spent, state = Spent(), Shrinkage()
    engine = Engine(policy, Rate(sizes.rl_rate, 0.03, 0.0, (0.9, 0.98)), sizes.rl_steps)
    teacher = Reinforcement(engine, kit.encoder, kit.patches, BUDGET, Rule(ESTIMATORS[arm.estimator], WEIGHTS))
    writer, reward = writer_of(policy, kit), AlignedReward()
    visits = rounds(world.of("rl"), sizes.rl_steps * sizes.prompts, seed, "study/rl")
    for step in range(sizes.rl_steps):
        with _clocks(spent):
            places = [visit.lesson for visit in visits[step * sizes.prompts : (step + 1) * sizes.prompts]]
            how = Sampling(arm.branching, LIMITS)
            quests, prompts = quests_of(world, places, reward), prompts_of(world, places, kit.encoder)
            drawn = roll_out(writer, quests, prompts, how, seed_of("study/rollouts", seed, step))
            done = teacher.learn(step, [drawn], state)
            state = done.state
        spent.sampled += done.sampled
        spent.trained += done.trained
        spent.skipped += done.skipped
        spent.rewards.append(done.reward)
    return spent


@contextmanager
def _clocks(spent: Spent) -> Iterator[None]:
    """Add what the block takes. Process time is that of this process alone, whatever else the machine does."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    spent.wall += time.perf_counter() - wall
    spent.cpu += time.process_time() - cpu
