"""The part of a run that reinforces: from a checkpoint to a checkpoint, by what its own answers earn."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.clips import Clips
from emocfg.core import EmoCfgError, seed
from emocfg.media import MediaError
from emocfg.schema import AffectiveTree, parse_tree

from ..data.batches import Budget
from ..data.encoding import Encoder
from ..data.schedule import Schedule, draw
from ..data.trees import PROMPT
from ..data.vision import Patches, Vision
from ..model import checkpoint as checkpoints
from ..model.policy import reference_of
from ..recipes.material import Material, rounds
from ..recipes.recipe import Recipe
from ..recipes.stages import RlPart
from ..rewards import AlignedReward, PaperReward, TreeReward, idf_weights, prior_tree
from ..rl.advantages import ESTIMATORS
from ..rl.baselines import Shrinkage
from ..rl.learning import Reinforced, Reinforcement, Rule
from ..rl.loss import Clip
from ..rl.quests import Quest
from ..rl.rewarding import reward_of
from ..rl.trees import Rollouts, Sampling, roll_out
from ..rollouts.session import Prompt
from .checkpoint import save
from .engine import Engine
from .log import Log
from .supervise import describe, mixed_of, policy_of, rate_of, resume


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
    if (target / "config.json").is_file():
        return target
    quests = make_quests(recipe, part, material)
    drawn = draw(["emotion"] * len(quests), rounds(part, len(quests), part.prompts), recipe.seed)
    schedule = Schedule(tuple(drawn["emotion"]), part.prompts)
    weights, processor = checkpoints.load(str(model), recipe.model.dtype)
    ...
    return target


def make_quests(recipe: Recipe, part: RlPart, material: Material) -> list[Quest]:
    """A question for its tree of each clip, and what answers earn; rewards know the training references alone."""
    view = recipe.data.choice.view
    if view is None:
        raise ValueError("a recipe without trees has nothing to reinforce")
    trees = {video: view.of(parse_tree(text, where=video)) for video, text in material.trees.items()}
    reward = tree_reward(part, list(trees.values()))
    return [
        Quest(f"{video}#tree", (video,), PROMPT, staged=True, reward=reward_of(reward, tree))
        for video, tree in sorted(trees.items())
    ]


def tree_reward(part: RlPart, trees: Sequence[AffectiveTree]) -> TreeReward:
    """The reward of a recipe; rare claims and skill over guessing are by the training references."""
    if part.reward == "paper":
        return PaperReward(part.strength or None)
    return AlignedReward(idf_weights(trees), prior_tree(trees))
