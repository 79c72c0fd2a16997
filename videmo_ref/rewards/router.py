"""Which reward a row has: exactly one of closed question, short caption and tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

from benchmarks.specs import SPECS
from emocfg.core import unknown_name
from emocfg.schema import AffectiveTree, Sample, parse_tree

from .aligned import AlignedReward
from .caption import CaptionReward
from .qa import QAReward

Route = Literal["qa", "caption", "tree"]

TREE_TASKS = ("video_caption", "rationale")
"""Fine-grained captions and rationales: in training, their answer is the tree itself, level by level."""


class TreeReward(Protocol):
    """A reward of the text of a tree: ``AlignedReward`` or ``PaperReward``."""

    def total(self, text: str, reference: AffectiveTree) -> float:
        """What a text earns against the reference of its clip."""
        ...


def route(task: str) -> Route:
    """The one reward that rows of a task have.

    Raises:
        EmoCfgError: E201 for a task that no rule can mark, such as free aspect questions (``qa``).

    >>> route("action_units"), route("emotion_caption"), route("video_caption")
    ('qa', 'caption', 'tree')
    """
    if task not in SPECS:
        raise unknown_name("task with a reward", task, list(SPECS), where="route")
    if task in TREE_TASKS:
        return "tree"
    return "caption" if SPECS[task].task.kind == "open" else "qa"


@dataclass(frozen=True, slots=True)
class Router:
    """Every reward, and which answer goes to which."""

    qa: QAReward = field(default_factory=QAReward)
    caption: CaptionReward = field(default_factory=CaptionReward)
    tree: TreeReward = field(default_factory=AlignedReward)

    def score(self, samples: Sequence[Sample], answers: Sequence[str]) -> list[float]:
        """The rewards of answers, in their order; a sample may stand there once for each of its rollouts."""
        routes = [route(sample.task) for sample in samples]
        captions = [place for place, kind in enumerate(routes) if kind == "caption"]
        judged = self.caption.score([samples[i] for i in captions], [answers[i] for i in captions])
        of_caption = dict(zip(captions, judged, strict=True))
        return [
            of_caption[place] if kind == "caption" else self._one(kind, samples[place], answers[place])
            for place, kind in enumerate(routes)
        ]

    def _one(self, kind: Route, sample: Sample, answer: str) -> float:
        return self.qa.score(sample, answer) if kind == "qa" else self.tree.total(answer, _reference(sample.tree))


@lru_cache(maxsize=1024)
def _reference(text: str) -> AffectiveTree:
    return parse_tree(text, where="tree column")
