"""A whole training by a recipe: supervised fine-tuning, then reinforcement; each goes on where it stopped.

A run is a folder::

    run.json              the recipe and the dataset it is bound to
    tower/                log.jsonl and, once done, the weights of the vision tower of a model from scratch
    sft/, rl/             log.jsonl, checkpoints/step-N; and, once done,
    sft/model, rl/model   an ordinary Qwen2.5-VL checkpoint
    index.html            the curves
"""

import os
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, atomic, canonical, exclusive

from ..recipes.material import gather
from ..recipes.recipe import Recipe
from .page import PAGE, write_page
from .reinforce import reinforce
from .supervise import supervise

RUN = "run.json"


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training leaves.

    Attributes:
        model: the folder of the final checkpoint.
        page: the page with the curves.
    """

    model: Path
    page: Path


def train(recipe: Recipe, data: Dataset, out: Path) -> Trained:
    """Train by a recipe; what the folder holds already is not done again.

    Args:
        recipe: what to do.
        data: the dataset; its train split is learned from.
        out: the run folder.

    Raises:
        EmoCfgError: E103 if the folder holds another run, E104 if another process works on it, E202 if the recipe and
            the dataset do not go together, E401 if too many clips are broken, E503 if the training diverges.
    """
    from transformers.utils import logging

    logging.disable_progress_bar()  # of files that are read and written: one live line is enough
    material = gather(recipe, data)
    first = int(os.environ.get("RANK", "0")) == 0  # of the processes that `accelerate launch` starts
    with exclusive(out / "lock") if first else nullcontext():
        if first:
            atomic.sweep(out)
            _claim(out, recipe, data)
        model = Path(recipe.model.weights)
        if recipe.sft is not None:
            model = supervise(recipe, recipe.sft, material, data.root, out / "sft")
        if recipe.rl is not None:
            model = reinforce(recipe, recipe.rl, material, data.root, model, out / "rl")
        page = write_page(out, recipe.name) if first else out / PAGE
    return Trained(model, page)


def _claim(out: Path, recipe: Recipe, data: Dataset) -> None:
    """Bind the folder to the recipe and the dataset; how long it takes and what is kept may be changed later."""
    bound = {"recipe": asdict(recipe), "dataset": data.digest}
    path = out / RUN
    if path.is_file():
        if canonical.dumps(canonical.read(path)) != canonical.dumps(bound):
            raise EmoCfgError(
                "E103",
                "the folder holds a training by another recipe or on another dataset",
                where=str(path),
                fix="name another --out, or train by the recipe that run.json states",
            )
        return
    atomic.write_text(path, canonical.dumps(bound))
