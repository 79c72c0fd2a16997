"""What each benchmark task asks for and how it is scored: one spec per task, the only truth about it."""

from dataclasses import dataclass, replace

from emocfg.core import unknown_name
from emocfg.schema import ASPECTS, HEADLINE_TASKS, TASKS, Task

_ONE = "Answer with one of the options."
_SOME = 'Answer with all options that apply, separated by commas, or "none".'
_OPEN = "Answer in one to three sentences."
_SHORT = 'Answer in a few words, or "none" if there is nothing to describe.'
_LONG = "Answer in one detailed paragraph."
_WHY = "Answer in one paragraph: what can be seen, what the face does, and the emotion that follows."


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A benchmark task.

    Attributes:
        task: name, config and kind of answer.
        instruction: the sentence that ends the prompt and says what form the answer has.
        headline: the metric that ranks, a key of ``measures.MEASURES``.
        beside: metrics that are always shown with it.
        aspects: for captions, the aspects of the tree that the answer is compared with.
        paper: the corpora whose test sets make up the task in the paper's tables.
        beyond: corpora that have the task as well, and that the paper leaves out.
        only: the corpora whose rows are asked; empty for all. Set by :func:`select`.
    """

    task: Task
    instruction: str
    headline: str
    beside: tuple[str, ...]
    aspects: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The task's name."""
        return self.task.name

    @property
    def subtasks(self) -> dict[str, str]:
        """Name of each subtask, ``emotion_single_dfew``, and the corpus whose rows it asks."""
        return {f"{self.name}_{source.replace('-', '_')}": source for source in (*self.paper, *self.beyond)}


Sources = tuple[str, ...]


def _single(
    name: str,
    paper: Sources,
    beyond: Sources = (),
    beside: tuple[str, ...] = ("war", "f1_weighted", "f1_macro"),
    headline: str = "uar",
) -> TaskSpec:
    return TaskSpec(TASKS[name], _ONE, headline, beside, paper=paper, beyond=beyond)


def _multi(name: str, paper: Sources, beyond: Sources = (), beside: tuple[str, ...] = ()) -> TaskSpec:
    beside = ("f1_micro_labels", "exact_match", *beside)
    return TaskSpec(TASKS[name], _SOME, "f1_macro_labels", beside, paper=paper, beyond=beyond)


def _open(name: str, aspects: tuple[str, ...] = (), instruction: str = _OPEN, beside: tuple[str, ...] = ()) -> TaskSpec:
    paper = () if name in ("open_attribute", "video_caption", "rationale") else ("celebv-text",)
    return TaskSpec(TASKS[name], instruction, "slot_f1", ("exact_match", *beside), aspects, paper)


_OVERLAPS = ("label_overlap", "clue_overlap")
_ACC2 = ("acc2_nonzero", "acc2_neg_vs_nonneg")

SPECS: dict[str, TaskSpec] = {
    spec.name: spec
    for spec in (
        _multi("appearance", ("celebv-hq",)),
        _open("appearance_caption", ("appearance",)),
        _multi("action", ("celebv-hq",)),
        _open("action_caption", ("action",)),
        _single("identity", ("mead",), beside=("verification_accuracy",)),
        _single("head_pose", ("mead",)),
        _single("emotion_single", ("dfew", "mafw", "mer2023"), ("afew", "caer", "ferv39k", "affwild2", "crema-d")),
        _multi("emotion_multi", ("mafw",)),
        _single("emotion_fine", ("mead", "ravdess"), ("crema-d",)),
        _single("sentiment", ("mosei", "mosi"), ("ch-sims", "meld"), beside=(*_ACC2, "f1_weighted", "war")),
        _single("sentiment_fine", ("ch-sims",), ("mosei", "mosi"), beside=("war", "mae", "pearson", *_ACC2)),
        _single("micro_expression", ("casme", "casme2", "casme-squared"), beside=("uar", "war"), headline="f1_macro"),
        _multi("action_units", ("affwild2",), ("casme-squared",), ("f1_skew_normalised",)),
        _open("emotion_caption", ("emotion",), beside=_OVERLAPS),
        _single("conversation", ("perr", "meld"), beside=("war", "f1_weighted")),
        _open("open_attribute", instruction=_SHORT),
        _open("video_caption", ASPECTS, _LONG, _OVERLAPS),
        _open("rationale", ASPECTS, _WHY, _OVERLAPS),
    )
}
"""The 15 headline tasks in the order of the paper, then what it has beyond them.

Headlines weigh labels equally: the mean over labels of recall (UAR; DFEW, FERV39k) or of F1 (ABAW for action units,
pooled UF1 of MEGC for micro-expressions). A constant answer gets 1/K of UAR; what it gets of F1 depends on how frequent
the labels are, and is what the ``majority`` baseline measures. The binary sentiment accuracies that MOSI papers print
stand beside the headline; on skewed sets they reward always answering "negative"."""

_LEVELS = {"attribute": "attribute", "expression": "expression", "intelligence": "emotion"}
GROUPS: dict[str, tuple[str, ...]] = {
    "all": tuple(SPECS),
    "headline": HEADLINE_TASKS,
    **{group: tuple(n for n in SPECS if TASKS[n].level == level) for group, level in _LEVELS.items()},
}
"""Names that stand for several tasks: all, the 15, and one per level of the affective tree."""


def select(names: list[str]) -> list[TaskSpec]:
    """The specs that the names ask for, in their order: tasks, subtasks of one corpus, groups; no name asks for all.

    Raises:
        EmoCfgError: E201 for an unknown name.
    """
    subtasks = {sub: (spec.name, source) for spec in SPECS.values() for sub, source in spec.subtasks.items()}
    wanted: dict[str, set[str]] = {}
    whole: set[str] = set()
    for name in names or ["all"]:
        if name in subtasks:
            task, source = subtasks[name]
            wanted.setdefault(task, set()).add(source)
        elif name in SPECS or name in GROUPS:
            whole.update(GROUPS.get(name, (name,)))
        else:
            raise unknown_name("task", name, [*GROUPS, *SPECS, *subtasks], where="--tasks")
    return [
        spec if task in whole else replace(spec, only=frozenset(wanted[task]))
        for task, spec in SPECS.items()
        if task in whole or task in wanted
    ]
