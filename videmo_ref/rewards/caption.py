"""The reward of short captions and open answers: typed slots by rule, beside them a reward model if there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

from benchmarks.marking import mark
from benchmarks.outcomes import items_of
from benchmarks.specs import SPECS
from emocfg.core import EmoCfgError
from emocfg.metrics import clue_overlap
from emocfg.schema import Sample


class RewardModel(Protocol):
    """A model that judges answers: the paper's "generative reward model", which it does not name."""

    def score(self, prompts: Sequence[str], answers: Sequence[str]) -> Sequence[float]:
        """One score in [0, 1] for every prompt and its answer."""
        ...


@dataclass(frozen=True, slots=True)
class CaptionReward:
    """Slot F1, and for captions of emotion the overlap of their clues; never below 0, never above 1.

    Slots are read as the benchmark reads them: what the clip's tree does not know counts neither way, two values for
    one slot are wrong both. What cannot be read earns nothing, whatever a reward model says.

    Attributes:
        clues: the part of the clue overlap where the task has one: F1 of what is seen, beside what is felt.
        model: a reward model, or None.
        share: the part of the model's score in the whole, where there is one.
    """

    clues: float = 0.5
    model: RewardModel | None = None
    share: float = 0.5

    def __post_init__(self) -> None:
        for name, value in (("clues", self.clues), ("share", self.share)):
            if not 0 <= value <= 1:
                raise EmoCfgError("E202", f"{name} = {value}", where="CaptionReward", fix="a number from 0 to 1")

    def score(self, samples: Sequence[Sample], answers: Sequence[str]) -> list[float]:
        """The rewards of answers to samples of open tasks."""
        ruled = [self._rule(sample, answer) for sample, answer in zip(samples, answers, strict=True)]
        read = [place for place, score in enumerate(ruled) if score is not None]
        rewards = [score or 0.0 for score in ruled]
        if self.model is not None and read:
            scores = self.model.score([samples[i].question for i in read], [answers[i] for i in read])
            for place, judged in zip(read, _checked(scores, len(read)), strict=True):
                rewards[place] = (1 - self.share) * rewards[place] + self.share * judged
        return rewards

    def _rule(self, sample: Sample, answer: str) -> float | None:
        record = mark(sample, answer)
        if record.outcome != "scored":
            return None
        if "clue_overlap" not in SPECS[sample.task].beside:
            return record.score
        overlap = clue_overlap(items_of(record.gold), items_of(record.predicted))
        return (1 - self.clues) * record.score + self.clues * overlap


def _checked(scores: Sequence[float], wanted: int) -> Sequence[float]:
    if len(scores) != wanted or not all(isfinite(score) and 0 <= score <= 1 for score in scores):
        what = f"a reward model gave {len(scores)} scores for {wanted} answers, or one outside 0 to 1"
        raise EmoCfgError("E801", what, where="RewardModel.score", fix="one number from 0 to 1 for every answer")
    return scores
