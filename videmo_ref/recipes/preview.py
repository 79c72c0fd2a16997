"""What a training would do, before it does anything: its plan, its tokens and its memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError
from emocfg.schema import LEVELS

from ..data.encoding import Encoder
from ..data.lessons import Lesson
from ..data.schedule import Schedule
from ..data.sizes import most_visual_tokens
from ..data.trees import View
from ..data.truth import truth_of
from ..model.memory import Load, Setup, config_of, count, empty_model, memory
from ..model.shapes import PUBLISHED, SHAPES
from .lengths import cut_references, lesson_tokens
from .material import Material, gather, schedule_of, texts, visits_of
from .recipe import Recipe
from .stages import RlPart, Stage, TowerPart

DEVICES = (1, 2, 4, 8)
"""For how many devices the memory is planned."""

_PROMPT = 128
"""Tokens of chat and question that are reckoned with beside a clip, where a policy writes."""


def preview(recipe: Recipe, data: Dataset) -> dict[str, Any]:
    """The plan of a training; no weights are loaded, nothing is written.

    Of a name on the Hub config and tokenizer are asked for; where the Hub does not answer, the tokens stay unknown, and
    the result says why.

    Raises:
        EmoCfgError: what the training would raise before its first step.
    """
    material = gather(recipe, data)
    processor, unknown = _processor(recipe, material)
    schedule = schedule_of(recipe, recipe.sft, material.learned) if recipe.sft else None
    encoder = None if processor is None else Encoder(processor, recipe.data.weighting)
    config = _config(recipe, 0 if processor is None else len(processor.tokenizer))
    setup = setup_of(recipe)
    counts = count(empty_model(config), setup)
    return {
        "recipe": asdict(recipe),
        "lessons": _levels(material.learned),
        "held_out": _levels(material.held),
        "tower": None if recipe.tower is None else _tower(recipe, recipe.tower, material),
        "sft": None if schedule is None else _sft(schedule, material),
        "rl": None if recipe.rl is None else _rl(recipe, recipe.rl, material, encoder),
        "tokens": {"unknown": unknown} if encoder is None else lesson_tokens(recipe, data, material, schedule, encoder),
        "parameters": asdict(counts),
        "memory": {
            name: {n: memory(config, counts, setup, load_of(recipe, stage, n), n) for n in DEVICES}
            for name, stage in (("sft", recipe.sft), ("rl", recipe.rl))
            if stage is not None
        },
    }


def setup_of(recipe: Recipe) -> Setup:
    """How the policy of a recipe is held."""
    model = recipe.model
    return Setup(model.dtype == "bfloat16", model.mixed, model.lora_rank, model.train_vision, model.checkpointing)


def load_of(recipe: Recipe, stage: Stage, devices: int) -> Load:
    """The most that one of some devices does at once in a stage; a row of ``identity`` shows two clips."""
    data, rl = recipe.data, recipe.rl if stage is recipe.rl else None
    tokens = min(stage.tokens_per_forward, stage.rows_per_forward * data.max_tokens)
    clip = most_visual_tokens(data.policy, data.min_pixels)
    load = Load(tokens, min(tokens, data.max_tokens), min(tokens, 2 * clip * stage.rows_per_forward))
    if rl is None:
        return load
    prompts = -(-rl.prompts // devices)
    return Load(
        load.tokens,
        load.longest,
        load.visual,
        beams=min(prompts * rl.nodes[-1], rl.max_beams),
        context=clip + _PROMPT + sum(rl.limits),
        read=prompts * (clip + _PROMPT),
        reference=rl.kl > 0,
        engine=rl.writer == "vllm",
    )


def _processor(recipe: Recipe, material: Material) -> tuple[Any, str]:
    """(processor, "") or (None, why the Hub gave none)."""
    model = recipe.model
    if model.from_scratch:
        from ..model.scratch import make_processor, make_tokenizer

        return make_processor(make_tokenizer(texts(material, recipe), model.vocabulary), (1, 1)), ""
    from benchmarks.models.checkpoint import find_checkpoint
    from benchmarks.models.hf import load_processor

    try:
        return load_processor(find_checkpoint(model.weights)), ""
    except EmoCfgError as problem:
        if problem.code != "E804" or model.weights not in PUBLISHED:
            raise
        return None, f"the Hub gave no tokenizer of {model.weights} ({problem.what})"


def _config(recipe: Recipe, vocabulary: int) -> Any:
    model = recipe.model
    name = model.shape or PUBLISHED.get(model.weights)
    if name:
        return config_of(SHAPES[name], vocabulary)
    from transformers import Qwen2_5_VLConfig

    from benchmarks.models.checkpoint import find_checkpoint
    from benchmarks.models.hf import unusable

    checkpoint = find_checkpoint(model.weights)
    try:
        return Qwen2_5_VLConfig.from_pretrained(checkpoint.place, revision=checkpoint.revision)
    except Exception as problem:
        raise unusable(checkpoint, problem) from problem


def _levels(lessons: Sequence[Lesson]) -> dict[str, dict[str, int]]:
    counts = Counter(lesson.level for lesson in lessons)
    questions = Counter(lesson.level for lesson in lessons for _ in lesson.questions)
    return {level: {"lessons": counts[level], "questions": questions[level]} for level in LEVELS}


def _tower(recipe: Recipe, tower: TowerPart, material: Material) -> dict[str, int]:
    truth = truth_of(material.trees, recipe.data.choice.view or View())
    steps = -(-visits_of(tower, len(truth.videos), tower.batch) // tower.batch)
    return {"clips": len(truth.videos), "labels": len(truth.labels), "steps": steps}


def _sft(schedule: Schedule, material: Material) -> dict[str, Any]:
    visits = Counter(material.learned[visit.lesson].level for visit in schedule.visits)
    return {
        "visits": {level: visits[level] for level in LEVELS},
        "visits_per_step": schedule.batch,
        "steps": schedule.steps,
    }


def _rl(recipe: Recipe, rl: RlPart, material: Material, encoder: Encoder | None) -> dict[str, Any]:
    prompts = visits_of(rl, len(material.trees) + len(material.rows), rl.prompts)
    return {
        "clips": len(material.trees),
        "rows": len(material.rows),
        "prompts": prompts,
        "steps": -(-prompts // rl.prompts),
        "segments_per_prompt": list(rl.nodes),
        "sampled_per_prompt": rl.sampled,
        "sampled": rl.sampled * prompts,
        "cut": None if encoder is None else cut_references(recipe, rl, material, encoder),
    }
