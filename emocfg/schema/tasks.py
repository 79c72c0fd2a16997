"""The tasks a row can belong to: name, config and kind of answer. How a task is scored is in ``benchmarks``."""

from dataclasses import dataclass
from typing import Literal, get_args

from emocfg.core import unknown_name

Kind = Literal["single", "multi", "open"]
Level = Literal["attribute", "expression", "emotion"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels of the affective tree, and the stages of a curriculum: the lower ones are evidence of the higher ones."""

CONFIGS = ("attribute", "emotion", "caption", "qa", "rationale")
SPLITS = ("train", "validation", "test")
TIERS = ("full", "sampled")


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the dataset.

    Attributes:
        name: as in ``Sample.task``.
        level: the rung of the curriculum it belongs to.
        config: the dataset config its rows are in.
        kind: ``single`` one label of the options, ``multi`` any subset of the options, ``open`` free text.
        headline: True for the 15 tasks of the VidEmo evaluation.
    """

    name: str
    level: Level
    config: str
    kind: Kind
    headline: bool = True


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task("appearance", "attribute", "attribute", "multi"),
        Task("appearance_caption", "attribute", "caption", "open"),
        Task("action", "attribute", "attribute", "multi"),
        Task("action_caption", "attribute", "caption", "open"),
        Task("identity", "attribute", "attribute", "single"),
        Task("head_pose", "attribute", "attribute", "single"),
        Task("emotion_single", "expression", "emotion", "single"),
        Task("emotion_multi", "expression", "emotion", "multi"),
        Task("emotion_fine", "expression", "emotion", "single"),
        Task("sentiment", "expression", "emotion", "single"),
        Task("sentiment_fine", "expression", "emotion", "single"),
        Task("micro_expression", "expression", "emotion", "single"),
        Task("action_units", "expression", "emotion", "multi"),
        Task("emotion_caption", "expression", "caption", "open"),
        Task("conversation", "expression", "emotion", "single"),
        Task("open_attribute", "attribute", "attribute", "open", headline=False),
        Task("video_caption", "emotion", "caption", "open", headline=False),
        Task("qa", "emotion", "qa", "open", headline=False),
        Task("rationale", "emotion", "rationale", "open", headline=False),
    )
}

HEADLINE_TASKS = tuple(name for name, task in TASKS.items() if task.headline)


def task_named(name: str, *, where: str = "task") -> Task:
    """The task called ``name``; E201 with the nearest name if there is none."""
    if name not in TASKS:
        raise unknown_name("task", name, list(TASKS), where=where)
    return TASKS[name]
