"""How long lessons and references are in tokens, reckoned from a sample, without decoding a video."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, confine, rng
from emocfg.media import probe
from emocfg.schema import LEVELS, parse_tree

from ..data.encoding import Encoder
from ..data.lessons import Lesson
from ..data.plan import asked_of
from ..data.schedule import Schedule
from ..data.sizes import ClipSize, clip_sizes, visual_tokens
from ..data.trees import View, level_texts
from ..data.vision import Pixels
from .material import Material
from .recipe import Recipe
from .stages import RlPart

SAMPLE = 256
"""Visits, and references, that are encoded."""


def lesson_tokens(
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


def cut_references(recipe: Recipe, rl: RlPart, material: Material, encoder: Encoder) -> dict[str, float]:
    """The share of the references, by level, that are longer than a rollout may be: these can never be written."""
    view = recipe.data.choice.view or View()
    videos = rng("videmo/preview/trees", recipe.seed).sample(sorted(material.trees), min(SAMPLE, len(material.trees)))
    texts = [level_texts(view.of(parse_tree(material.trees[video], where=video))) for video in videos]
    return {
        level: sum(len(encoder.tokens(text[level])) + 1 > limit for text in texts) / max(len(texts), 1)
        for level, limit in zip(LEVELS, rl.limits, strict=True)
    }
