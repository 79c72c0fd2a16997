"""What a judge is asked and what it says. Judges see open text only; closed answers are marked without one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

ACCURACY = "response_accuracy"

SIX = (
    "video_text_relevance",
    "fluency",
    ACCURACY,
    "instruction_adherence",
    "label_overlap",
    "clue_overlap",
)
"""The aspects of long texts, as in the VidEmo paper, Table 2, in the order of its prompt."""

LONG_TASKS = ("video_caption", "rationale")
"""The tasks that are judged on six aspects; all other open ones on :data:`ACCURACY` alone."""

MAX_SHOWN = 8_000
"""Characters of an answer that a judge is shown; what comes behind is left out, and the row says how much."""

MAX_REASON = 300
"""Characters of a judge's reason that are kept."""


def aspects_of(task: str) -> tuple[str, ...]:
    """The aspects that answers of an open task are judged on."""
    return SIX if task in LONG_TASKS else (ACCURACY,)


@dataclass(frozen=True, slots=True)
class Question:
    """What a judge is asked: one answer of a model under test. All texts are other people's.

    Attributes:
        id: the sample.
        task: its task.
        prompt: what the model was asked, with the form that its answer should have.
        reference: the reference answer.
        gold: what the tree holds of what was asked, as ``p1:slot=value``.
        predicted: what was read from the answer, in the same form.
        answer: the part of the model's answer that counts, at most :data:`MAX_SHOWN` characters of it.
        cut: how many characters of it were left out.
    """

    id: str
    task: str
    prompt: str
    reference: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    answer: str
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said of one answer.

    Attributes:
        outcome: ``judge_error`` if it gave no verdict; there is no score then.
        scores: 0 to 100 for each aspect that this judge can judge; empty after an error.
        reason: its reason in a sentence; after an error what went wrong.
    """

    outcome: Literal["judged", "judge_error"]
    scores: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""


class Judge(Protocol):
    """Whoever judges open answers; safe to use from many threads at once."""

    @property
    def name(self) -> str:
        """The name of the judge."""

    def describe(self) -> Mapping[str, Any]:
        """What shapes its verdicts: model, digest of the prompts, version. Other words are another judge."""

    def aspects(self, task: str) -> tuple[str, ...]:
        """The aspects of a task that it can judge; the others are absent from its verdicts."""

    def judge(self, question: Question) -> Verdict:
        """The verdict on one answer.

        Raises:
            EmoCfgError: E801 its server fails, E802 the calls are used up, E803 a replay has no such answer.
        """
