"""What each benchmark task asks for and how it is scored: one spec per task, the only truth about it."""

from dataclasses import dataclass

from emocfg.core import unknown_name
from emocfg.schema import HEADLINE_TASKS, TASKS, Task

_ONE = "Answer with one of the options."
_SOME = 'Answer with all options that apply, separated by commas, or "none".'
_OPEN = "Answer in one to three sentences."
_SHORT = 'Answer in a few words, or "none" if there is nothing to describe.'


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A benchmark task.

    Attributes:
        task: name, config and kind of answer.
        instruction: the sentence that ends the prompt and says what form the answer has.
        headline: the metric that ranks, a key of ``scoring.METRICS``.
        beside: metrics that are always shown with it.
        aspect: for captions, the aspect of the tree that the answer is compared with.
    """

    task: Task
    instruction: str
    headline: str
    beside: tuple[str, ...]
    aspect: str = ""

    @property
    def name(self) -> str:
        """The task's name."""
        return self.task.name


def _single(name: str, beside: tuple[str, ...] = ("war", "f1_weighted", "f1_macro"), headline: str = "uar") -> TaskSpec:
    return TaskSpec(TASKS[name], _ONE, headline, beside)


def _multi(name: str) -> TaskSpec:
    return TaskSpec(TASKS[name], _SOME, "f1_macro_labels", ("f1_micro_labels", "exact_match"))


def _caption(name: str, aspect: str) -> TaskSpec:
    return TaskSpec(TASKS[name], _OPEN, "slot_f1", ("exact_match",), aspect)


SPECS: dict[str, TaskSpec] = {
    spec.name: spec
    for spec in (
        _multi("appearance"),
        _caption("appearance_caption", "appearance"),
        _multi("action"),
        _caption("action_caption", "action"),
        _single("identity", beside=("war",)),
        _single("head_pose"),
        _single("emotion_single"),
        _multi("emotion_multi"),
        _single("emotion_fine"),
        _single("sentiment", beside=("acc2_nonzero", "acc2_neg_vs_nonneg", "f1_weighted", "war")),
        _single("sentiment_fine", beside=("war", "mae", "pearson", "acc2_nonzero", "acc2_neg_vs_nonneg")),
        _single("micro_expression", beside=("uar", "war"), headline="f1_macro"),
        _multi("action_units"),
        _caption("emotion_caption", "emotion"),
        _single("conversation", beside=("war", "f1_weighted")),
        TaskSpec(TASKS["open_attribute"], _SHORT, "slot_f1", ("exact_match",)),
    )
}
"""The 15 headline tasks in the order of the paper, then ``open_attribute``.

No headline can be won by a constant answer: it is the mean over labels of recall (UAR; DFEW, FERV39k) or of F1 (ABAW
for action units, pooled UF1 of MEGC for micro-expressions). The binary sentiment accuracies that MOSI papers print
stand beside it; on skewed sets they reward always answering "negative"."""


def select(names: list[str]) -> list[TaskSpec]:
    """The specs of the named tasks; ``all``, or no name, stands for every one.

    Raises:
        EmoCfgError: E201 for an unknown name.
    """
    if not names or names == ["all"]:
        return list(SPECS.values())
    if names == ["headline"]:
        return [SPECS[name] for name in HEADLINE_TASKS]
    for name in names:
        if name not in SPECS:
            raise unknown_name("task", name, ["all", "headline", *SPECS], where="--tasks")
    return [SPECS[name] for name in SPECS if name in names]
