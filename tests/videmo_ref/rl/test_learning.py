"""A step of reinforcement with the small policy: what is sampled is what is trained, and what earns more comes more."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch

from tests.videmo_ref.conftest import Small
from videmo_ref.data.batches import Budget
from videmo_ref.model.policy import Policy
from videmo_ref.model.scratch import make_model
from videmo_ref.rl.advantages import ESTIMATORS
from videmo_ref.rl.learning import Reinforcement, Rule
from videmo_ref.rl.quests import Quest
from videmo_ref.rl.trees import Rollouts, Sampling, roll_out
from videmo_ref.rollouts.hf import HfWriter
from videmo_ref.rollouts.session import Piece, Prompt
from videmo_ref.train.engine import Engine
from videmo_ref.train.optimizer import Rate

WEIGHTS = (0.25, 0.25, 0.5, 1.0)
BUDGET = Budget(rows=4)


@dataclass(frozen=True)
class Letters:
    """Earns the share of a letter in a text; the same in every node if ``letter`` is empty."""

    letter: str = "e"
    at_end: bool = False

    def node(self, level: int, text: str) -> float:
        return text.count(self.letter) / max(len(text), 1) if self.letter else 0.5 + level

    def whole(self, text: str) -> float:
        return self.node(0, text) if self.at_end else 0.0


def quests(count: int, letter: str = "e", *, staged: bool = True) -> list[Quest]:
    return [Quest(f"q{i}", (str(i),), "Describe it.", staged, Letters(letter, not staged)) for i in range(count)]


def asked(small: Small, count: int) -> list[Prompt]:
    clips = [small.clip(i) for i in range(count)]
    return [Prompt(small.encoder.root((clip,)) + small.encoder.asked("Describe it."), (clip,)) for clip in clips]


def engine_of(small: Small, steps: int = 1, rate: float = 1e-2) -> Engine:
    policy = Policy(make_model(small.model.config, seed=0), small.encoder.visual)
    return Engine(policy, Rate(rate, warmup=0.0, clip=math.inf), steps)


def drawn(small: Small, engine: Engine, letter: str = "e", seed: int = 0, *, staged: bool = True) -> Rollouts:
    writer = HfWriter(engine.policy.model, small.encoder, small.patches)
    how = Sampling((3, 2, 2), (6, 5, 4))
    return roll_out(writer, quests(2, letter, staged=staged), asked(small, 2), how, seed)


def closed(rollouts: Rollouts) -> Rollouts:
    """The same with the segments of a random policy taken as closed, so that there are levels below them."""
    pieces = tuple(tuple(replace(p, closed=True) for p in level) for level in rollouts.pieces)
    return replace(rollouts, pieces=pieces)


def by_hand(small: Small, seed: int = 0) -> Rollouts:
    """A tree of known tokens: a random policy seldom closes a tag."""
    rng = np.random.default_rng(seed)

    def piece() -> Piece:
        tokens = tuple(int(t) for t in rng.integers(270, 300, rng.integers(1, 5)))
        text = small.processor.tokenizer.decode(tokens)
        return Piece(tokens, (0.0,) * len(tokens), text, closed=True)

    pieces = tuple(tuple(piece() for _ in range(2 * count)) for count in (3, 6, 12))
    return Rollouts(tuple(quests(2)), tuple(asked(small, 2)), (3, 2, 2), pieces)


def learn(small: Small, engine: Engine, rollouts: Rollouts, **rule: object) -> object:
    made = Rule(ESTIMATORS["atpo"], WEIGHTS, **rule)  # type: ignore[arg-type]
    return Reinforcement(engine, small.encoder, small.patches, BUDGET, made).learn(0, [rollouts])


def test_the_trainer_scores_what_the_writer_drew(small: Small) -> None:
    engine = engine_of(small)
    found = Reinforcement(engine, small.encoder, small.patches, BUDGET, Rule(ESTIMATORS["atpo"], WEIGHTS)).learn(
        0, [drawn(small, engine)]
    )
    assert 0 < found.gap < 1e-5


def test_the_gradient_is_that_of_the_score_function(small: Small) -> None:
    """On policy: -(1/P) sum of weight x advantage x grad log p, over every leaf alone."""
    engine, rollouts = engine_of(small), by_hand(small)
    before = {name: p.detach().clone() for name, p in engine.policy.named_parameters()}
    found = learn(small, engine, rollouts, skip=False)
    gradient = found.updates[0].gradient  # type: ignore[attr-defined]
    levels, whole = rollouts.rewards()
    weighed = tuple(w * r for w, r in zip(WEIGHTS[:3], (*levels[:2], levels[2]), strict=True))
    advantages = ESTIMATORS["atpo"](weighed).levels  # type: ignore[arg-type]
    assert not whole.any()
    policy = Policy(make_model(small.model.config, seed=0), small.encoder.visual)
    loss = torch.zeros(())
    for prompt in range(2):
        for leaf in range(12):
            loss = loss - leaf_term(small, policy, rollouts, prompt, leaf, advantages)
    loss.backward()
    norm = torch.cat([p.grad.flatten() for p in policy.parameters() if p.grad is not None]).norm()
    assert gradient == pytest.approx(float(norm), rel=1e-4)
    assert any(not torch.equal(p, before[name]) for name, p in engine.policy.named_parameters())


def leaf_term(
    small: Small, policy: Policy, rollouts: Rollouts, prompt: int, leaf: int, advantages: object
) -> torch.Tensor:
    """One root-to-leaf sequence in a row of its own: each token with its node's advantage, over leaves and prompts."""
    from videmo_ref.data.batches import batch_of
    from videmo_ref.data.encoding import Encoded
    from videmo_ref.model.packing import Segment, pack

    way = [rollouts.own(prompt, level)[leaf // step] for level, step in enumerate((4, 2, 1))]
    worth = [float(advantages[level][prompt].ravel()[leaf // step]) for level, step in enumerate((4, 2, 1))]  # type: ignore[index]
    root = rollouts.prompts[prompt].tokens
    tokens = tuple(t for piece in way for t in piece.tokens)
    row = pack([Segment(root, -1, (0.0,) * len(root)), Segment(tokens, 0, (1.0,) * len(tokens))])
    logps, _ = policy(batch_of([Encoded(row, rollouts.prompts[prompt].clips)], small.encoder, small.patches))
    each = torch.tensor([value for value, piece in zip(worth, way, strict=True) for _ in piece.tokens])
    return (logps * each).sum() / 12 / 2


def test_what_earns_more_is_written_more(small: Small) -> None:
    engine = engine_of(small, steps=25)
    teacher = Reinforcement(engine, small.encoder, small.patches, BUDGET, Rule(ESTIMATORS["flat_to_go"], WEIGHTS))
    writer = HfWriter(engine.policy.model, small.encoder, small.patches)
    rewards = []
    for step in range(25):
        how = Sampling((8, 1, 1), (6, 6, 6))
        rollouts = roll_out(writer, quests(2, staged=False), asked(small, 2), how, seed=step)
        rewards.append(teacher.learn(step, [rollouts]).reward)
    assert np.mean(rewards[-5:]) > 2 * np.mean(rewards[:5])


def test_equal_rewards_teach_nothing_and_are_counted(small: Small) -> None:
    engine, rollouts = engine_of(small), by_hand(small)
    same = replace(rollouts, quests=tuple(quests(2, letter="")))
    before = {name: p.detach().clone() for name, p in engine.policy.named_parameters()}
    found = learn(small, engine, same)
    assert (found.skipped, found.updates, found.trained) == (2, (), 0)  # type: ignore[attr-defined]
    assert found.sampled == sum(float(level.sum()) for level in rollouts.lengths)  # type: ignore[attr-defined]
    assert all(torch.equal(p, before[name]) for name, p in engine.policy.named_parameters())


def test_an_answer_without_tags_ends_its_branch_and_earns_as_an_empty_one(small: Small) -> None:
    rollouts = drawn(small, engine_of(small))
    assert not any(piece.closed for piece in rollouts.pieces[0])
    assert all(piece.tokens == () for level in rollouts.pieces[1:] for piece in level)
    assert rollouts.texts(2) == [text for text in rollouts.texts(0) for _ in range(4)]
    assert len(rollouts.row(0).ids) == len(rollouts.prompts[0].tokens) + sum(len(p.tokens) for p in rollouts.own(0, 0))


def test_an_answer_that_is_no_tree_is_one_segment(small: Small) -> None:
    rollouts = drawn(small, engine_of(small), staged=False)
    assert rollouts.branching == (3, 1, 1)
    assert [len(level) for level in rollouts.pieces] == [6, 6, 6]
    assert not any(piece.tokens for level in rollouts.pieces[1:] for piece in level)


def test_trees_and_whole_answers_share_a_step(small: Small) -> None:
    """Each has weights of its own: an answer that is no tree earns as a whole."""
    engine = engine_of(small)
    trees = by_hand(small)
    whole = replace(drawn(small, engine, staged=False), quests=tuple(quests(2, staged=False)))
    teacher = Reinforcement(engine, small.encoder, small.patches, BUDGET, Rule(ESTIMATORS["atpo"], WEIGHTS, skip=False))
    done = teacher.learn(0, [trees, whole])
    alone = teacher.learn(0, [trees])
    assert done.levels == alone.levels
    assert done.state == alone.state
    assert done.sampled == alone.sampled + sum(float(level.sum()) for level in whole.lengths)


def test_a_reference_keeps_the_policy_near(small: Small) -> None:
    moved = []
    for beta in (0.0, 5.0):
        engine = engine_of(small, steps=6, rate=3e-3)
        rule = Rule(ESTIMATORS["atpo"], WEIGHTS, beta=beta, inner=2, skip=False)
        teacher = Reinforcement(engine, small.encoder, small.patches, BUDGET, rule)
        for step in range(6):
            done = teacher.learn(step, [by_hand(small, seed=step)])
        moved.append(distance(small, engine))
        assert len(done.updates) == 2
    assert moved[1] < moved[0]


def distance(small: Small, engine: Engine) -> float:
    first = make_model(small.model.config, seed=0)
    pairs = zip(engine.policy.model.parameters(), first.parameters(), strict=True)
    return float(torch.stack([(a - b).detach().norm() for a, b in pairs]).norm())
