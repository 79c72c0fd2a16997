"""The supervised part of a run: from random weights or a checkpoint to a checkpoint, by the lessons of a recipe."""

import math
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.clips import Clips
from benchmarks.models.video import MAX_PIXELS
from emocfg.core import say, track
from emocfg.media.sampling import PATCH
from emocfg.schema import LEVELS

from ..data.batches import Budget
from ..data.encoding import Encoder
from ..data.lessons import Lesson
from ..data.plan import asked_of
from ..data.schedule import Schedule, Visit
from ..data.trees import View
from ..data.truth import truth_of
from ..data.vision import Patches, Vision
from ..model import checkpoint as checkpoints
from ..model.policy import Policy
from ..model.scratch import make_config, make_model, make_processor, make_tokenizer
from ..model.shapes import SHAPES
from ..recipes.material import Material, schedule_of, texts
from ..recipes.recipe import Recipe
from ..recipes.stages import SftPart, TowerPart
from .checkpoint import checkpoints as saved
from .checkpoint import restore, save
from .engine import Engine, Update
from .log import Log
from .optimizer import rate_of
from .sft import Classroom, Step, learn, left_out, of_level, perplexities
from .tower import teach_tower

TOWER = "tower"
"""The folder of a run that has what the vision tower learned alone."""

HELD = 48
"""Lessons of a level that perplexity is measured on at most."""


def supervise(recipe: Recipe, part: SftPart, material: Material, root: Path, out: Path) -> Path:
    """Fine-tune; gives the folder of the checkpoint. A finished one is not done again.

    Args:
        recipe: the whole recipe.
        part: its supervised part.
        material: the lessons.
        root: the dataset's folder.
        out: the part's folder in the run.
    """
    target = out / "model"
    if is_done(target):
        return target
    schedule = schedule_of(recipe, part, material.learned)
    model, processor = begin(recipe, material)
    data, encoder = recipe.data, Encoder(processor, recipe.data.weighting)
    with closing(Clips(root)) as clips:
        vision = Vision(clips, Patches(processor, data.policy, data.min_pixels), data.policy)
        if recipe.tower is not None:
            _see(recipe, recipe.tower, model, material, vision, out.parent / TOWER)
        engine = Engine(Policy(model, encoder.visual), rate_of(part), schedule.steps, mixed_of(recipe))
        start, _ = resume(out, engine)
        classroom = Classroom(material.learned, data.choice, encoder, vision, data.max_tokens, recipe.seed)
        _go(classroom, schedule, engine, part, start, processor, material.held, data.max_skipped, out)
    finish(engine, processor, target)
    return target


def _see(recipe: Recipe, part: TowerPart, model: Any, material: Material, vision: Vision, out: Path) -> None:
    """Teach the vision tower what the trees of the clips claim; of several processes, the first one does."""
    from accelerate import PartialState

    with PartialState().main_process_first():
        truth = truth_of(material.trees, recipe.data.choice.view or View())
        teach_tower(model, part, truth, vision, seed=recipe.seed, allowed=recipe.data.max_skipped, out=out)


def is_done(target: Path) -> bool:
    """Whether a part of a training has left its checkpoint."""
    return (target / "config.json").is_file()


def finish(engine: Engine, processor: Any, target: Path) -> None:
    """Leave the checkpoint of a part, once all processes are done with it; they go on when it is there."""
    engine.accelerator.wait_for_everyone()
    if engine.accelerator.is_main_process:
        checkpoints.export(engine.accelerator.unwrap_model(engine.policy).model, processor, target)
    engine.accelerator.wait_for_everyone()


def begin(recipe: Recipe, material: Material) -> tuple[Any, Any]:
    """(model, processor) that a recipe begins with: random weights and a tokenizer of its texts, or a checkpoint."""
    part = recipe.model
    if not part.from_scratch:
        return begin_from(recipe, part.weights)
    pixels = (recipe.data.min_pixels or PATCH**2, recipe.data.policy.max_pixels or MAX_PIXELS)
    processor = make_processor(make_tokenizer(texts(material, recipe), part.vocabulary), pixels)
    shape = SHAPES[part.shape]
    model = make_model(make_config(shape, processor.tokenizer), recipe.seed, shape.embedding_scale)
    return checkpoints.prepare(model, None, train_vision=part.train_vision, checkpointing=part.checkpointing), processor


def begin_from(recipe: Recipe, weights: str) -> tuple[Any, Any]:
    """(model, processor) of a checkpoint, with what the recipe trains unfrozen."""
    part = recipe.model
    model, processor = checkpoints.load(weights, part.dtype)
    lora = checkpoints.Lora(part.lora_rank, part.lora_alpha) if part.lora_rank else None
    return checkpoints.prepare(model, lora, train_vision=part.train_vision, checkpointing=part.checkpointing), processor


def mixed_of(recipe: Recipe) -> str:
    """The precision that a forward computes in."""
    return "bf16" if recipe.model.mixed else "no"


def resume(out: Path, engine: Engine) -> tuple[int, dict[str, Any]]:
    """Go on from the last checkpoint, if there is one; gives the next step, and what else was kept."""
    found = saved(out / "checkpoints")
    if not found:
        return 0, {}
    state = restore(found[-1], engine)
    say(f"  going on from step {state['step']}")
    return int(state["step"]), state


def describe(update: Update) -> dict[str, Any]:
    """An update as its line in the log; what is not finite is None."""
    loss, gradient = (value if math.isfinite(value) else None for value in (update.loss, update.gradient))
    return {"loss": loss, "gradient": gradient, "rate": update.rate, "left_out": not update.done}


def _go(
    classroom: Classroom,
    schedule: Schedule,
    engine: Engine,
    part: SftPart,
    start: int,
    processor: Any,
    held: Sequence[Lesson],
    allowed: float,
    out: Path,
) -> None:
    budget = Budget(part.rows_per_forward, part.tokens_per_forward)
    main = engine.accelerator.is_main_process
    log = Log(out / "log.jsonl", start) if main else None
    measured = [asked_of(lesson, Visit(i, 0), classroom.choice, 0) for i, lesson in enumerate(held)]
    asking = [lesson for lesson in measured if lesson.questions]
    measured = [lesson for level in LEVELS for lesson in of_level(asking, level)[:HELD]]

    def measure(step: int) -> None:
        """After a step; -1 is before the first one."""
        found = perplexities(classroom, engine, budget, measured)
        if log and found:
            log.add(step, perplexity=found)

    if start == 0:
        measure(-1)
    before = time.monotonic()
    steps = learn(classroom, schedule, engine, budget, start, allowed)
    for step in track(steps, "fine-tuning", schedule.steps - start):
        done = step.number + 1
        if log:
            _write(log, step, time.monotonic() - before)
        before = time.monotonic()
        if done == schedule.steps or (part.perplexity_every and done % part.perplexity_every == 0):
            measure(step.number)
        if done % part.save_every == 0 and done < schedule.steps:
            save(out / "checkpoints", engine, processor, {"step": done}, keep=part.keep)
    if log:
        log.close()


def _write(log: Log, step: Step, seconds: float) -> None:
    update = step.update
    log.add(
        step.number,
        **(describe(update) if update else {}),
        tokens=step.tokens,
        seconds=round(seconds, 3),
        skipped=left_out(step.skipped),
    )
