"""The part of a run that reinforces: from a checkpoint to a checkpoint, by what its own answers earn."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.clips import Clips
from benchmarks.prompts import prompt_text
from emocfg.core import seed, track
from emocfg.media import MediaError
from emocfg.schema import AffectiveTree, parse_tree

from ..data.batches import Budget
from ..data.encoding import Encoder
from ..data.schedule import Schedule, rounds
from ..data.trees import PROMPT
from ..data.vision import Patches, Vision
from ..model.policy import Policy
from ..recipes.material import Material, visits_of
from ..recipes.recipe import Recipe
from ..recipes.stages import RlPart
from ..rewards import AlignedReward, PaperReward, Router, TreeReward, idf_weights, prior_tree
from ..rl.advantages import ESTIMATORS
from ..rl.baselines import Shrinkage
from ..rl.learning import Reinforced, Reinforcement, Rule
from ..rl.loss import Clip
from ..rl.quests import Quest
from ..rl.rewarding import ByRule, reward_of
from ..rl.trees import Rollouts, Sampling, roll_out
from ..rollouts.hf import HfWriter
from ..rollouts.session import Prompt, Writer
from .checkpoint import save
from .engine import Engine
from .log import Log
from .optimizer import rate_of
from .sft import Skipped, check_length, check_skipped, left_out
from .supervise import begin_from, describe, finish, is_done, mixed_of, resume


def reinforce(recipe: Recipe, part: RlPart, material: Material, root: Path, model: Path, out: Path) -> Path:
    """Reinforce; gives the folder of the checkpoint. A finished one is not done again.

    Args:
        recipe: the whole recipe.
        part: its reinforcing part.
        material: the trees.
        root: the dataset's folder.
        model: the checkpoint that it begins with.
        out: the part's folder in the run.
    """
    target = out / "model"
    if is_done(target):
        return target
    quests = make_quests(recipe, part, material)
    count = visits_of(part, len(quests), part.prompts)
    schedule = Schedule(tuple(rounds(range(len(quests)), count, recipe.seed, "quests")), part.prompts)
    trained, processor = begin_from(recipe, str(model))
    encoder, patches = Encoder(processor), Patches(processor, recipe.data.policy, recipe.data.min_pixels)
    engine = Engine(Policy(trained, encoder.visual), rate_of(part), schedule.steps, mixed_of(recipe))
    budget = Budget(part.rows_per_forward, part.tokens_per_forward)
    teacher = Reinforcement(engine, encoder, patches, budget, rule_of(part))  # its reference is the policy as it is now
    start, state = resume(out, engine)
    with closing(Clips(root)) as clips:
        asker = Asker(quests, encoder, Vision(clips, patches, recipe.data.policy), recipe.data.max_tokens)
        writer = writer_of(part, model, engine.accelerator.unwrap_model(engine.policy).model, encoder, patches)
        _go(asker, writer, teacher, engine, schedule, recipe, part, processor, start, shrinkage_of(state), out)
    finish(engine, processor, target)
    return target


class Asker:
    """Quests to prompts, whole or not at all.

    Args:
        quests: all of a training.
        encoder: questions to tokens.
        vision: the pixels of their clips.
        longest: tokens of a prompt.
    """

    def __init__(self, quests: Sequence[Quest], encoder: Encoder, vision: Vision, longest: int) -> None:
        self._quests, self._encoder, self._vision, self._longest = quests, encoder, vision, longest

    def step(self, schedule: Schedule, number: int) -> tuple[list[tuple[Quest, Prompt]], list[Skipped]]:
        """The prompts of a step, and what was left out of it."""
        found, skipped = [], []
        for visit in schedule.step(number):
            quest = self._quests[visit.lesson]
            prompt = self._prompt(quest)
            if isinstance(prompt, str):
                skipped.append(Skipped(number, quest.sample_id, prompt))
            else:
                found.append((quest, prompt))
        return found, skipped

    def _prompt(self, quest: Quest) -> Prompt | str:
        """A quest in tokens, or why there is none."""
        try:
            clips = tuple(self._vision.clip(video) for video in quest.videos)
            tokens = self._encoder.root(clips) + self._encoder.asked(quest.prompt)
            check_length(len(tokens), self._longest)
        except MediaError as problem:
            return problem.brief
        except ValueError as problem:
            return str(problem)
        return Prompt(tokens, clips)


def _go(
    asker: Asker,
    writer: Callable[[], Writer],
    teacher: Reinforcement,
    engine: Engine,
    schedule: Schedule,
    recipe: Recipe,
    part: RlPart,
    processor: Any,
    start: int,
    state: Shrinkage,
    out: Path,
) -> None:
    log = Log(out / "log.jsonl", start) if engine.accelerator.is_main_process else None
    how = Sampling(part.branching, part.limits, part.temperature)
    missing, before = 0, time.monotonic()
    for step in track(range(start, schedule.steps), "reinforcement", schedule.steps - start):
        asked, skipped = asker.step(schedule, step)
        missing += len(skipped)
        check_skipped(missing, (step - start + 1) * part.prompts, recipe.data.max_skipped, skipped)
        luck = seed("videmo/rollouts", recipe.seed, step, engine.accelerator.process_index)
        drawn = _drawn(writer(), engine.share(asked), how, luck)
        written = time.monotonic()
        done = teacher.learn(step, drawn, state)
        state = done.state
        if log:
            _write(log, step, done, skipped, written - before, time.monotonic() - written)
        before = time.monotonic()
        if (step + 1) % part.save_every == 0 and step + 1 < schedule.steps:
            goes_on = {"step": step + 1, "shrinkage": asdict(state)}
            save(out / "checkpoints", engine, processor, goes_on, keep=part.keep)
    if log:
        log.close()


def _drawn(writer: Writer, asked: Sequence[tuple[Quest, Prompt]], how: Sampling, luck: int) -> list[Rollouts]:
    """The rollouts of trees, and those of whole answers; a kind that is not asked for has none."""
    kinds = [[one for one in asked if one[0].staged], [one for one in asked if not one[0].staged]]
    return [roll_out(writer, [q for q, _ in kind], [p for _, p in kind], how, luck) for kind in kinds if kind]


def _write(log: Log, step: int, done: Reinforced, skipped: list[Skipped], writing: float, learning: float) -> None:
    log.add(
        step,
        reward=done.reward,
        levels=done.levels,
        whole=done.whole,
        sampled=done.sampled,
        trained=done.trained,
        uninformative=done.skipped,
        closed=done.closed,
        distinct=done.distinct,
        entropy=done.entropy,
        gap=done.gap,
        **(describe(done.updates[-1]) if done.updates else {}),
        **({"clipped": done.watched.clip_fraction, "kl": done.watched.kl} if done.watched else {}),
        skipped=left_out(skipped),
        seconds={"writing": round(writing, 3), "learning": round(learning, 3)},
    )


def writer_of(part: RlPart, path: Path, model: Any, encoder: Encoder, patches: Patches) -> Callable[[], Writer]:
    """Gives, at every step, what writes with the policy's present weights."""
    if part.writer == "hf":
        own = HfWriter(model, encoder, patches, beams=part.max_beams)
        return lambda: own
    from ..rollouts.vllm import VllmWriter

    engine = VllmWriter(path, encoder, patches)

    def loaded() -> Writer:
        engine.load(model)
        return engine

    return loaded


def rule_of(part: RlPart) -> Rule:
    """How rollouts of a recipe become updates."""
    return Rule(
        estimator=ESTIMATORS[part.estimator],
        weights=part.level_weights,
        clip=Clip(part.clip_low, part.clip_high),
        beta=part.kl,
        inner=part.inner,
        sequence_mean=part.sequence_mean,
        skip=part.skip_uninformative,
        temperature=part.temperature,
    )


def shrinkage_of(state: dict[str, Any]) -> Shrinkage:
    """The running state of the advantages, as a checkpoint keeps it."""
    kept: dict[str, Any] = state.get("shrinkage", {})
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
    return Shrinkage(**values)


def make_quests(recipe: Recipe, part: RlPart, material: Material) -> list[Quest]:
    """What is tried, and what answers earn: the tree of each clip, and the rows of the recipe's tasks.

    Rewards know the training references alone.
    """
    view = recipe.data.choice.view
    if view is None:
        raise ValueError("a recipe without trees has nothing to reinforce")
    trees = {video: view.of(parse_tree(text, where=video)) for video, text in material.trees.items()}
    reward = tree_reward(part, list(trees.values()))
    asked = [
        Quest(f"{video}#tree", (video,), PROMPT, staged=True, reward=reward_of(reward, tree))
        for video, tree in sorted(trees.items())
    ]
    router = Router(tree=reward)
    return asked + [
        Quest(row.id, row.videos, prompt_text(row), staged=False, reward=ByRule(router, row))
        for row in sorted(material.rows, key=lambda row: row.id)
    ]


def tree_reward(part: RlPart, trees: Sequence[AffectiveTree]) -> TreeReward:
    """The reward of a recipe; rare claims and skill over guessing are by the training references."""
    if part.reward == "paper":
        return PaperReward(part.strength or None)
    return AlignedReward(idf_weights(trees), prior_tree(trees))
