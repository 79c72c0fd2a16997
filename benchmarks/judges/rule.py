"""The judge without a model: overlap of typed claims. It gives the aspects that a rule can decide, and no others."""

from collections.abc import Mapping
from typing import Any

from emocfg.metrics import set_f1

from ..parsing import PARSER
from .protocol import ACCURACY, Question, Verdict, aspects_of

VERSION = 1
_LABELS = frozenset(("emotion", "intensity"))
_DECIDED = (ACCURACY, "label_overlap", "clue_overlap")


class RuleJudge:
    """F1 of the claims read from an answer against those of the tree, times 100, rounded half to even.

    ``response_accuracy`` is over all claims: the deterministic slot F1 of the task. On long texts ``label_overlap`` is
    over emotions and their intensity, ``clue_overlap`` over the rest; the split into labels and clues is that of EMER
    (Lian et al. 2023, arXiv 2306.15401). Two empty sides agree.
    """

    @property
    def name(self) -> str:
        """``rule``."""
        return "rule"

    def describe(self) -> Mapping[str, Any]:
        """Kind, version, and version of the parser that reads claims."""
        return {"kind": "rule", "name": self.name, "version": VERSION, "parser": PARSER}

    def aspects(self, task: str) -> tuple[str, ...]:
        """Accuracy, and the two overlaps for long texts."""
        return tuple(aspect for aspect in aspects_of(task) if aspect in _DECIDED)

    def judge(self, question: Question) -> Verdict:
        """The verdict on one answer; it never fails.

        >>> gold, read = ("p1:emotion=anger", "p1:unit=4", "p1:unit=7"), ("p1:emotion=anger", "p1:unit=4")
        >>> RuleJudge().judge(Question("a", "rationale", "", "", gold, read, "")).scores
        {'response_accuracy': 80, 'label_overlap': 100, 'clue_overlap': 67}
        """
        gold, predicted = frozenset(question.gold), frozenset(question.predicted)
        sides = {
            ACCURACY: (gold, predicted),
            "label_overlap": (_labels(gold), _labels(predicted)),
            "clue_overlap": (gold - _labels(gold), predicted - _labels(predicted)),
        }
        scores = {aspect: round(100 * set_f1(*sides[aspect])) for aspect in self.aspects(question.task)}
        reason = f"{len(gold & predicted)} of {len(gold)} true claims among {len(predicted)} that were read"
        return Verdict("judged", scores, reason)


def _labels(items: frozenset[str]) -> frozenset[str]:
    return frozenset(item for item in items if item.partition(":")[2].partition("=")[0] in _LABELS)
