"""What a recipe makes of a dataset: the lessons that are learned, those that are measured on, and their order."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, seed
from emocfg.schema import CONFIGS, Sample

from ..data.lessons import Lesson
from ..data.plan import Choice, asked_of, make_lessons
from ..data.schedule import Schedule, Visit, arrange, draw
from ..data.text import text_lessons
from .recipe import Recipe
from .stages import Pace, SftPart

SPLIT = "train"

_COUNTED = 10_000
"""Lessons that are looked at to know how many questions one has on average."""


@dataclass(frozen=True, slots=True)
class Material:
    """A dataset as a recipe takes it.

    Attributes:
        learned: the lessons of the training.
        held: the lessons of the identities that are kept to measure perplexity on.
        trees: video to the canonical text of its tree, of every single clip that is learned from: what RL is asked.
        rows: the rows that RL is asked beside them.
    """

    learned: list[Lesson]
    held: list[Lesson]
    trees: dict[str, str]
    rows: list[Sample]


def gather(recipe: Recipe, data: Dataset) -> Material:
    """The lessons of the train split; identities are learned from or measured on, never both.

    An identity is that of a row; the second person of a pair or a dialogue is not looked at.

    Raises:
        EmoCfgError: E202 if nothing is left to learn from, or no tree for the vision tower or RL; and as
            :func:`..data.text.read_text`.
    """
    part = recipe.data
    held = held_out(_identities(data), part.held_out, recipe.seed)
    kept: list[Sample] = []
    trees: dict[str, str] = {}
    rows: list[Sample] = []
    tried = set(recipe.rl.tasks) if recipe.rl else set()

    def learning() -> Iterator[Sample]:
        for sample in data.samples(SPLIT, set(part.tasks) or None):
            if sample.identity in held:
                kept.append(sample)
                continue
            if part.trees and sample.tree and len(sample.videos) == 1:
                trees.setdefault(sample.videos[0], sample.tree)
            if sample.task in tried:
                rows.append(sample)
            yield sample

    learned = make_lessons(learning(), part.choice)
    if not learned or ((recipe.tower is not None or recipe.rl is not None) and not trees):
        what = f"the recipe finds {'no clip with a tree' if learned else 'nothing'} to learn from"
        fix = "check data.tasks of the recipe, and that the dataset has a train split with rows of them"
        raise EmoCfgError("E202", what, where=f"--data {data.root}", fix=fix)
    learned += text_lessons(map(Path, part.text), [lesson.level for lesson in learned], recipe.seed)
    return Material(learned, make_lessons(kept, part.choice), trees, rows)


def _identities(data: Dataset) -> set[str]:
    files = (path for config in CONFIGS for path in (data.root / config).glob(f"{SPLIT}-*.parquet"))
    return {name for path in files for name in pq.read_table(path, columns=["identity"])["identity"].to_pylist()}


def held_out(identities: Collection[str], share: float, plan_seed: int) -> frozenset[str]:
    """The share of the identities that is kept to measure on, one at least of several; 0 keeps none."""
    count = min(max(round(share * len(identities)), 1), len(identities) - 1) if share else 0
    return frozenset(sorted(identities, key=lambda one: seed("videmo/held_out", plan_seed, one))[:count])


def texts(material: Material, recipe: Recipe) -> Iterator[str]:
    """What the first round asks and answers, each after who says it.

    A tokenizer from scratch learns its merges from it, so that what is often asked and said is short.
    """
    for place, lesson in enumerate(material.learned):
        for question in asked_of(lesson, Visit(place, 0), recipe.data.choice, recipe.seed).questions:
            yield f"user\n{question.prompt}"
            yield f"assistant\n{''.join(part.text for part in question.parts)}"


def visits_per_step(lessons: Sequence[Lesson], choice: Choice, batch: int, plan_seed: int) -> int:
    """How many lessons make a step of so many questions, the paper's unit of a batch, on average; one at least."""
    some = range(0, len(lessons), max(1, len(lessons) // _COUNTED))
    asked = [len(asked_of(lessons[place], Visit(place, 0), choice, plan_seed).questions) for place in some]
    return max(1, round(batch * sum(map(bool, asked)) / max(sum(asked), 1)))


def schedule_of(recipe: Recipe, sft: SftPart, lessons: Sequence[Lesson]) -> Schedule:
    """The visits of the SFT of a recipe, in the order of its curriculum."""
    each = visits_per_step(lessons, recipe.data.choice, sft.batch, recipe.seed)
    count, mix = visits_of(sft, len(lessons), each), dict(recipe.data.mix)
    if mix and not any(mix.get(lesson.level) for lesson in lessons):
        fix = f"give a share to one of {', '.join(sorted({lesson.level for lesson in lessons}))}"
        raise EmoCfgError("E202", "data.mix leaves no lesson to learn from", where=f"recipe {recipe.name}", fix=fix)

    def asks(visit: Visit) -> bool:
        return bool(asked_of(lessons[visit.lesson], visit, recipe.data.choice, recipe.seed).questions)

    drawn = draw([lesson.level for lesson in lessons], count, recipe.seed, mix, asks)
    return Schedule(arrange(drawn, sft.order, recipe.seed), each)


def visits_of(stage: Pace, things: int, each: int) -> int:
    """How many things a stage goes through that has so many of them, and takes so many a step; one at least."""
    return stage.steps * each if stage.steps else max(1, round(stage.epochs * things))
