"""What the training split answered, by kind of question: all that a baseline without eyes can know."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from benchmarks.model import Request
from emocfg.core import EmoCfgError
from emocfg.schema import OPEN_ATTRIBUTES, TASKS, Phrases, Sample, display, tokens

_TOPICS = Phrases({attribute: (display(attribute),) for attribute in OPEN_ATTRIBUTES})


Kind = tuple[str, ...]
"""A kind of question: the task, and what tells its answers apart."""


class Memory:
    """Training rows, grouped so that the rows of a kind ask for the same kind of answer."""

    def __init__(self, train: Iterable[Sample]) -> None:
        self._train = train

    @cached_property
    def _rows(self) -> dict[Kind, list[Sample]]:
        """Read when the first question comes: a run that only resumes needs no training split."""
        rows: dict[Kind, list[Sample]] = defaultdict(list)
        for sample in self._train:
            rows[_kind(sample.task, sample.question, sample.options)].append(sample)
        return rows

    def kind(self, request: Request) -> Kind:
        """The kind of question that a request is.

        Raises:
            EmoCfgError: E102 if the training split has none of it.
        """
        kind = _kind(request.task, request.question, request.options)
        if kind not in self._rows:
            raise EmoCfgError(
                "E102",
                f"no training row of task {request.task} to learn from",
                where=request.sample_id,
                fix="use a dataset with a train split, or --tasks that it has",
            )
        return kind

    def rows(self, kind: Kind) -> list[Sample]:
        """The training rows of a kind, at least one."""
        return self._rows[kind]


def _kind(task: str, question: str, options: tuple[str, ...]) -> Kind:
    """Task, and what tells its kinds of answers apart: the set of labels to choose from, or the topic."""
    if TASKS[task].kind == "single":
        return (task, *sorted(options))
    if TASKS[task].kind == "multi":
        return (task,)
    return (task, *(mention.key for mention in _TOPICS.find(tokens(question))[:1] if task == "open_attribute"))
