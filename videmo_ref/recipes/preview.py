"""What a training would do, before it does anything: its plan, its tokens and its memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, confine, rng
from emocfg.media import probe
from emocfg.schema import parse_tree

from ..data.encoding import Encoder
from ..data.lessons import LEVELS, Lesson
from ..data.plan import asked_of
from ..data.schedule import Schedule
from ..data.sizes import ClipSize, clip_sizes, most_visual_tokens, visual_tokens
from ..data.trees import View, level_texts
from ..data.vision import Pixels
from ..model.memory import Load, Setup, config_of, count, empty_model, memory
from ..model.shapes import PUBLISHED, SHAPES
from .material import Material, gather, rounds, schedule_of, texts
from .recipe import Recipe
from .stages import RlPart, Stage

SAMPLE = 256
"""Visits that are encoded to reckon with."""

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
        "sft": None if schedule is None else _sft(schedule, material),
        "rl": None if recipe.rl is None else _rl(recipe, recipe.rl, material, encoder),
        "tokens": {"unknown": unknown} if encoder is None else _tokens(recipe, data, material, schedule, encoder),
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
    beams = -(-rl.prompts // devices) * rl.nodes[-1]
    return Load(
        load.tokens,
        load.longest,
        load.visual,
        beams=min(beams, rl.max_beams or beams),
        context=clip + _PROMPT + sum(rl.limits),
        reference=rl.kl > 0,
        engine=rl.writer == "vllm",
    )


def _processor(recipe: Recipe, material: Material) -> tuple[Any, str]:
    """(processor, "") or (None, why the Hub gave none)."""
    model = recipe.model
    if model.from_scratch:
        from ..model.scratch import make_processor, make_tokenizer

        return make_processor(make_tokenizer(texts(material.learned), model.vocabulary), (1, 1)), ""
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


def _tokens(
    recipe: Recipe, data: Dataset, material: Material, schedule: Schedule | None, encoder: Encoder
) -> dict[str, Any]:
    """Tokens of a sample of the visits: mean and its standard error, and how many could not be learned."""
    if schedule is None:
        return {}
    visits = rng("videmo/preview", recipe.seed).sample(schedule.visits, min(SAMPLE, len(schedule.visits)))
    sizes = clip_sizes(data.root)
    lengths, seen, broken, long = [], 0, 0, 0
    for visit in visits:
        lesson = asked_of(material.learned[visit.lesson], visit, recipe.data.choice, recipe.seed)
        clips = _clips(lesson, sizes, recipe, data.root)
        length = 0 if clips is None else len(encoder.encode(lesson, clips).row.ids)
        if clips is None or length > recipe.data.max_tokens:
            broken, long = broken + (clips is None), long + (clips is not None)
            continue
        lengths.append(length)
        seen += sum(clip.tokens for clip in clips)
    mean = float(np.mean(lengths)) if lengths else 0.0
    error = float(np.std(lengths, ddof=1)) / len(lengths) ** 0.5 if len(lengths) > 1 else 0.0
    return {
        "sampled": len(visits),
        "broken": broken,
        "too_long": long,
        "visual_share": seen / sum(lengths) if lengths else 0.0,
        "per_lesson": mean,
        "error": error,
        "longest": max(lengths, default=0),
        "per_step": mean * schedule.batch,
        "total": mean * len(schedule.visits),
    }


def _clips(lesson: Lesson, sizes: Mapping[str, ClipSize], recipe: Recipe, root: Path) -> list[Pixels] | None:
    """The clips of a lesson as far as their number of tokens goes; None if a file is broken or missing."""
    clips = []
    for video in lesson.videos:
        try:
            size = sizes.get(video) or _probed(confine(root, video, where=video))
        except EmoCfgError:
            return None
        tokens = visual_tokens(recipe.data.policy, recipe.data.min_pixels, size)
        clips.append(Pixels(np.zeros((0, 0), dtype=np.uint8), (0, 0, 0), 0.0, tokens))
    return clips


def _probed(path: Path) -> ClipSize:
    found = probe(path)
    return found.width, found.height, len(found), found.fps


def _levels(lessons: Sequence[Lesson]) -> dict[str, dict[str, int]]:
    counts = Counter(lesson.level for lesson in lessons)
    questions = Counter(lesson.level for lesson in lessons for _ in lesson.questions)
    return {level: {"lessons": counts[level], "questions": questions[level]} for level in LEVELS}


def _sft(schedule: Schedule, material: Material) -> dict[str, Any]:
    visits = Counter(material.learned[visit.lesson].level for visit in schedule.visits)
    return {
        "visits": {level: visits[level] for level in LEVELS},
        "visits_per_step": schedule.batch,
        "steps": schedule.steps,
    }


def _rl(recipe: Recipe, rl: RlPart, material: Material, encoder: Encoder | None) -> dict[str, Any]:
    prompts = rounds(rl, len(material.trees), rl.prompts)
    return {
        "clips": len(material.trees),
        "prompts": prompts,
        "steps": -(-prompts // rl.prompts),
        "segments_per_prompt": list(rl.nodes),
        "sampled_per_prompt": rl.sampled,
        "sampled": rl.sampled * prompts,
        "cut": None if encoder is None else _cut(recipe, rl, material, encoder),
    }


def _cut(recipe: Recipe, rl: RlPart, material: Material, encoder: Encoder) -> dict[str, float]:
    """The share of the references, by level, that are longer than a rollout may be: these can never be written."""
    view = recipe.data.choice.view or View()
    videos = rng("videmo/preview/trees", recipe.seed).sample(sorted(material.trees), min(SAMPLE, len(material.trees)))
    texts = [level_texts(view.of(parse_tree(material.trees[video], where=video))) for video in videos]
    return {
        level: sum(len(encoder.tokens(text[level])) + 1 > limit for text in texts) / max(len(texts), 1)
        for level, limit in zip(LEVELS, rl.limits, strict=True)
    }
