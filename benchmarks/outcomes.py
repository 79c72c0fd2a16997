"""Every evaluated sample ends in exactly one outcome, and in one record that says all about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isclose
from typing import Literal

from emocfg.metrics import set_f1
from emocfg.schema import TASKS, Item

Outcome = Literal["scored", "unparsed", "refused", "media_error", "model_error", "judge_error"]

OUTCOMES: dict[Outcome, str] = {
    "scored": "the answer was read",
    "unparsed": "the answer was read as no option, or as several",
    "refused": "the model declined to answer",
    "media_error": "the clip could not be decoded",
    "model_error": "the model failed or gave no answer",
    "judge_error": "the judge failed",
}

_LONGEST = 200
"""Characters of a label: an imported release may have labels of its own."""

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

    def fault(self) -> str:
        """What is wrong with the record in itself, as far as it can be told; "" if nothing is.

        The score follows from gold and predicted, so a file cannot claim another one.
        """
        texts = (self.id, self.task, self.source, self.identity, self.source_video, self.answer, self.detail)
        if not all(isinstance(text, str) for text in (*texts, *self.gold, *self.predicted)):
            return "a text is not a text"
        if self.outcome not in OUTCOMES or (self.predicted and self.outcome != "scored"):
            return f"outcome {self.outcome}"
        kind = TASKS[self.task].kind
        if kind == "single" and (len(self.gold) != 1 or len(self.predicted) != (self.outcome == "scored")):
            return "not one label"
        if kind != "open" and not all(0 < len(label) <= _LONGEST for label in (*self.gold, *self.predicted)):
            return "not a label"
        right = set_f1(set(self.gold), set(self.predicted)) if kind == "open" else float(self.exact)
        expected = right if self.outcome == "scored" else 0.0
        return "" if isclose(self.score, expected, abs_tol=1e-9) else f"score {self.score} instead of {expected}"

    @property
    def cluster(self) -> str:
        """What statistics resample: the identity; where nobody says who is seen the recording, else the clip."""
        return self.identity or self.source_video or self.id

    @property
    def exact(self) -> bool:
        """True if the answer was read and is right in every part."""
        return self.outcome == "scored" and set(self.predicted) == set(self.gold)


def item_texts(items: Iterable[Item]) -> tuple[str, ...]:
    """Items in the form that records hold: ``p1:slot=value``."""
    return tuple(f"{item.person}:{item.kind}={item.value}" for item in sorted(items))


def items_of(texts: Iterable[str]) -> frozenset[Item]:
    """The items that :func:`item_texts` wrote.

    >>> items_of(item_texts([Item("p1", "emotion", "joy")])) == {Item("p1", "emotion", "joy")}
    True
    """
    parts = (text.partition(":") for text in texts)
    return frozenset(Item(person, *claim.split("=", 1)) for person, _, claim in parts)
