"""From a dataset to lessons: which rows, which trees, and which questions a visit asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from emocfg.core import rng
from emocfg.schema import LEVELS, TASKS, Sample, parse_tree

from .lessons import Lesson, Question, question_of
from .schedule import Visit
from .trees import View, tree_question


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes lessons.

    Attributes:
        tasks: the tasks whose rows are taken; empty for all.
        view: how trees are written; None to ask for none.
        common: in which share of the rounds through its lessons a task is asked, by name; 1 where nothing is said.
        questions: how many a visit asks at most; 0 for all.
    """

    tasks: frozenset[str] = frozenset()
    view: View | None = None
    questions: int = 0
    common: tuple[tuple[str, float], ...] = ()


def make_lessons(samples: Iterable[Sample], choice: Choice) -> list[Lesson]:
    """The lessons of some rows, by clips and level; text alone makes a lesson per row.

    Every clip that has rows with a tree is asked for it once per level.
    """
    asked: dict[tuple[tuple[str, ...], str], list[Question]] = defaultdict(list)
    alone: list[Lesson] = []
    trees: dict[str, tuple[str, str]] = {}
    for sample in samples:
        if choice.tasks and sample.task not in choice.tasks:
            continue
        level: str = TASKS[sample.task].level
        if not sample.videos:
            alone.append(Lesson((), level, (question_of(sample),)))
            continue
        asked[sample.videos, level].append(question_of(sample))
        if sample.tree and len(sample.videos) == 1:
            trees.setdefault(sample.videos[0], (sample.clip_id, sample.tree))
    if choice.view is not None:
        for video, (clip_id, text) in trees.items():
            tree = choice.view.of(parse_tree(text, where=clip_id))
            for level in LEVELS:
                asked[(video,), level].append(tree_question(f"{clip_id}#tree", tree, level))
    together = [Lesson(videos, level, tuple(questions)) for (videos, level), questions in sorted(asked.items())]
    return together + sorted(alone, key=lambda lesson: lesson.questions[0].sample_id)


def asked_of(lesson: Lesson, visit: Visit, choice: Choice, seed: int) -> Lesson:
    """The lesson with the questions that a visit asks: each as often as its task is, at most so many, maybe none."""
    draw, often = rng("videmo/asked", seed, visit.lesson, visit.time), dict(choice.common)
    asked = [place for place, one in enumerate(lesson.questions) if draw.random() < often.get(one.task, 1.0)]
    if 0 < choice.questions < len(asked):
        asked = sorted(draw.sample(asked, choice.questions))
    return replace(lesson, questions=tuple(lesson.questions[place] for place in asked))
