"""Every evaluated sample ends in exactly one outcome, and in one record that says all about it."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["scored", "unparsed", "refused", "media_error", "model_error", "judge_error"]

OUTCOMES: dict[Outcome, str] = {
    "scored": "the answer was read",
    "unparsed": "the answer was read as no option, or as several",
    "refused": "the model declined to answer",
    "media_error": "the clip could not be decoded",
    "model_error": "the model failed or gave no answer",
    "judge_error": "the judge failed",
}

FAILURES: frozenset[Outcome] = frozenset(("media_error", "model_error", "judge_error"))
"""Outcomes that say nothing of the model's skill: the run is incomplete and they are asked again."""


@dataclass(frozen=True, slots=True)
class Record:
    """One evaluated sample.

    Attributes:
        id: of the sample.
        task: its task.
        source: its corpus.
        identity: whom it is about; statistics resample identities.
        source_video: where it was cut from.
        outcome: a key of :data:`OUTCOMES`.
        gold: the true labels; for open answers the true items, as ``p1:slot=value``.
        predicted: what was read from the answer, in the same form; empty unless scored.
        score: 1 or 0 for closed answers, slot F1 for open ones; 0 unless scored.
        answer: the model's text.
        detail: why it failed.
    """

    id: str
    task: str
    source: str
    identity: str
    source_video: str
    outcome: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    score: float
    answer: str
    detail: str = ""

    @property
    def exact(self) -> bool:
        """True if the answer was read and is right in every part."""
        return self.outcome == "scored" and set(self.predicted) == set(self.gold)
