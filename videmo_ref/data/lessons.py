"""Rows of Emo-CFG as lessons: what one clip is asked at one level of the affective tree, asked together.

All questions of a lesson share the tokens of the clip (:mod:`videmo_ref.model.packing`): the clip is seen once, and no
question sees another.
"""

from dataclasses import dataclass
from typing import Literal

from benchmarks.prompts import prompt_text
from benchmarks.specs import SPECS
from emocfg.schema import Sample, user_text

Weighting = Literal["token", "question"]
"""Whether each token of an answer counts alike, as in the paper's training, or each answer does however long it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer, and whether it is learned or only read."""

    text: str
    learned: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its answer.

    Attributes:
        sample_id: the row it comes from.
        task: its task.
        prompt: what the user says after the clip.
        parts: the answer; only a finished one ends the turn.
        finished: whether the answer is whole.
    """

    sample_id: str
    task: str
    prompt: str
    parts: tuple[Part, ...]
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Lesson:
    """The questions of one level about one clip, or about a pair of clips.

    Attributes:
        videos: paths relative to the dataset's root; none for text alone.
        level: one of :data:`emocfg.schema.LEVELS`.
        questions: at least one.
    """

    videos: tuple[str, ...]
    level: str
    questions: tuple[Question, ...]


def question_of(sample: Sample) -> Question:
    """A row as a question, in the words of the benchmark where it has the task."""
    prompt = prompt_text(sample) if sample.task in SPECS else user_text(sample.question, sample.options)
    return Question(sample.id, sample.task, prompt, (Part(sample.answer, learned=True),))
