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

Headlines weigh labels equally: the mean over labels of recall (UAR; DFEW, FERV39k) or of F1 (ABAW for action units,
pooled UF1 of MEGC for micro-expressions). A constant answer gets 1/K of UAR; what it gets of F1 depends on how frequent
the labels are, and is what the ``majority`` baseline measures. The binary sentiment accuracies that MOSI papers print
stand beside the headline; on skewed sets they reward always answering "negative"."""

_GROUPS: dict[str, tuple[str, ...]] = {"all": tuple(SPECS), "headline": HEADLINE_TASKS}


def select(names: list[str]) -> list[TaskSpec]:
    """The specs of the named tasks; ``all``, or no name, stands for every one, ``headline`` for the 15.

    Raises:
        EmoCfgError: E201 for an unknown name.
    """
    for name in names:
        if name not in SPECS and name not in _GROUPS:
            raise unknown_name("task", name, [*_GROUPS, *SPECS], where="--tasks")
    wanted = {task for name in names or ["all"] for task in _GROUPS.get(name, (name,))}
    return [spec for task, spec in SPECS.items() if task in wanted]
