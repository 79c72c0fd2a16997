"""What the blind text tests read, and what they find."""

import re
from dataclasses import dataclass, field

MASK = "[EMO]"
"""What stands in a text for a word that names its label."""

_HIDDEN = re.compile(rf"(?:\b(?:an?|the)\s+)?{re.escape(MASK)}", re.IGNORECASE)
_MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Masked:
    """A rationale whose label words are masked.

    Attributes:
        id: of its row.
        group: whose clip it is about: identity, or source video; a group is never on both sides of a fold. Where the
            two differ, the caller joins what shares either.
        question: what the rationale answers.
        text: the rationale with ``MASK`` for every word that names the label.
        labels: what it concludes, of ``space``.
        space: the label space.
        leaking: True if the text gave its label away before the masking, by what D3 counts as a leak.
    """

    id: str
    group: str
    question: str
    text: str
    labels: tuple[str, ...]
    space: str
    leaking: bool


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a classifier that never saw the item's group makes of its text. Logarithms are natural.

    Attributes:
        id: of the row.
        read: the labels read from the masked text; () where it has no word that the classifier knows.
        recovered: True if those are the item's labels.
        recovered_by_question: the same of the question alone.
        log_p_text: log p(labels | masked text).
        log_p_question: log p(labels | question).
        gain: the first minus the second: what the text adds, the pointwise form of REV.
    """

    id: str
    read: tuple[str, ...]
    recovered: bool
    recovered_by_question: bool
    log_p_text: float
    log_p_question: float
    gain: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a blind text test: a prediction or a reason for every item, by id."""

    predictions: dict[str, Prediction] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def visible(text: str) -> str:
    """The text without its masks, and without their articles: "an [EMO]" tells anger from sadness.

    >>> visible("This is an [EMO] face.")
    'This is   face.'
    """
    return _HIDDEN.sub(" ", text[:_MAX_TEXT])
