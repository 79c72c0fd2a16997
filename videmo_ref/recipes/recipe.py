"""A recipe: everything that decides a training, beside the dataset and the versions of the libraries.

Every key of a recipe's file is a field of its parts; what a key means, where the paper states it and what of it is ours
is said beside it in the file.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from emocfg.core import EmoCfgError

from .parts import DataPart, ModelPart, Problems
from .rules import key
from .stages import RlPart, SftPart, TowerPart

SFT_MODEL = Path("sft/model")
"""Where a run keeps the checkpoint that its SFT ended with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A whole recipe.

    Attributes:
        name: of its file.
        seed: of weights from scratch, of every draw and of every rollout.
        model: what is trained.
        data: on what.
        tower: what the vision tower learns alone before, or None.
        sft: the first stage of the policy, or None.
        rl: the second one, or None.
    """

    name: str
    seed: int = key(low=0)
    model: ModelPart
    data: DataPart
    tower: TowerPart | None
    sft: SftPart | None
    rl: RlPart | None

    def problems(self) -> Problems:
        """What of different parts does not go together."""
        if self.sft is None and self.rl is None:
            yield "sft", "a recipe has a part [sft], [rl] or both"
        if self.sft is None and self.model.from_scratch:
            yield "model.weights", "RL needs a model that writes trees: a checkpoint, a part [sft], or --from RUN"
        if self.tower is not None and not self.model.from_scratch:
            yield "tower", "must be false for a checkpoint, whose vision tower is trained"
        if self.tower is None and self.model.from_scratch and not self.model.train_vision:
            yield "model.train_vision", "must be true from scratch without [tower]: nobody else has trained it"
        if self.tower is not None and not self.data.trees:
            yield "data.trees", "must be true for [tower]: it learns what affective trees claim"
        for name, part in (("sft", self.sft), ("rl", self.rl)):
            if part is not None and part.tokens_per_forward < self.data.max_tokens:
                yield f"{name}.tokens_per_forward", f"must hold a lesson of data.max_tokens = {self.data.max_tokens}"
        if self.rl is not None and self.data.tasks and set(self.rl.tasks) - set(self.data.tasks):
            yield "rl.tasks", "must be among data.tasks, whose rows are the only ones that are taken"
        if self.rl is not None and not self.data.trees:
            yield "data.trees", "must be true for [rl]: the policy writes affective trees"


def after(recipe: Recipe, run: Path) -> Recipe:
    """The recipe with its SFT taken from a run that has done it.

    Raises:
        EmoCfgError: E202 if the recipe has no RL, E102 if the run has no model of its SFT.
    """
    if recipe.rl is None:
        raise EmoCfgError("E202", f"{recipe.name} has no part [rl]", where="--from", fix="name a recipe that goes on")
    if not (run / SFT_MODEL / "config.json").is_file():
        fix = "name the --out of a training whose SFT is done"
        raise EmoCfgError("E102", f"the run has no {SFT_MODEL}", where=f"--from {run}", fix=fix)
    model = replace(recipe.model, weights=str(run / SFT_MODEL), shape="", vocabulary=0)
    return replace(recipe, model=model, tower=None, sft=None)
