"""The reward of affective trees that we train with: how well the claims of a text align with those of a reference."""

from dataclasses import dataclass, replace

from emocfg.schema import AffectiveTree, read_levels, to_text

from .alignment import Alignment, align
from .claims import Claims, claims_of, claims_of_text
from .weights import UNIFORM, Weights

FREE_LENGTH = 1.5
"""How much longer than the reference a text may be before its length costs."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text earns.

    Attributes:
        total: the reward: the score of all levels together, less the penalty; at least -1, at most 1.
        attribute: the score of its level, in [0, 1]; None where the reference knows nothing of it. Slots of the scene
            belong here.
        expression: likewise.
        emotion: likewise; the relation of two people belongs here.
        conflicts: the share of what was said that contradicts itself or cannot be read.
        penalty: 0.1 for conflicts, as a share, and 0.1 for every length of the reference beyond :data:`FREE_LENGTH`.
        parsed: True if a level was written and closed by its tag; otherwise nothing was said.
    """

    total: float
    attribute: float | None
    expression: float | None
    emotion: float | None
    conflicts: float
    penalty: float
    parsed: bool


@dataclass(frozen=True, slots=True)
class AlignedReward:
    """Weighted soft Dice of trees (see ``alignment``), against conflict, length and guessing.

    A level that is missing, or not closed by its tag, counts as empty, so a text can be scored while it grows: of the
    text that ends with ``</attr>``, ``attribute`` is the reward of that node of a tree of rollouts; ``expression`` of
    the text that ends with ``</expr>``, and ``emotion`` of the whole. Persons are matched by all that the text says
    so far, and by one matching for all levels.

    Attributes:
        weights: of claims.
        prior: the constant answer, or None. With it scores are skills, max(0, (S - S_prior) / (1 - S_prior)), of all
            levels together and of each: what can be said without looking earns nothing. It is given as many equal
            persons as the reference has, for counting people is no skill here. A level where the prior is perfect has
            score 1 if the text is perfect too, else 0.
    """

    weights: Weights = UNIFORM
    prior: AffectiveTree | None = None

    def against(self, reference: AffectiveTree) -> "Target":
        """What a clip's reference asks for, worked out once for all rollouts."""
        true = claims_of(reference)
        guess = None
        if self.prior is not None:
            prior = claims_of(self.prior)
            as_many = replace(prior, persons=prior.persons[:1] * len(true.persons))
            guess = _scores(align(as_many, true, self.weights))
        return Target(true, guess, self.weights, len(to_text(replace(reference, dialogue=()))))

    def score(self, text: str, reference: AffectiveTree) -> Parts:
        """What one text earns against the reference of its clip."""
        return self.against(reference).score(text)

    def total(self, text: str, reference: AffectiveTree) -> float:
        """The whole reward alone."""
        return self.score(text, reference).total


@dataclass(frozen=True, slots=True)
class Target:
    """A reference, made ready.

    Attributes:
        claims: what it claims.
        guess: the scores of the prior against it, all levels together and each; None without a prior.
        weights: of claims.
        length: characters of its text, without the dialogue.
    """

    claims: Claims
    guess: list[float | None] | None
    weights: Weights
    length: int

    def score(self, text: str) -> Parts:
        """What a text earns; never raises, whatever the text."""
        levels = read_levels(text)
        said = claims_of_text(levels)
        scores = _scores(align(said, self.claims, self.weights))
        if self.guess is not None:
            scores = [_skill(score, guess) for score, guess in zip(scores, self.guess, strict=True)]
        unread = len(levels.problems)
        conflicts = (said.conflicts() + unread) / max(said.count() + unread, 1)
        penalty = 0.1 * conflicts + 0.1 * max(0.0, len(text) / self.length - FREE_LENGTH)
        total, attribute, expression, emotion = scores
        return Parts(
            total=max(-1.0, (total or 0.0) - penalty),
            attribute=attribute,
            expression=expression,
            emotion=emotion,
            conflicts=conflicts,
            penalty=penalty,
            parsed=bool(levels.closed),
        )


def _scores(alignment: Alignment) -> list[float | None]:
    return [alignment.score(), *alignment.scores()]


def _skill(score: float | None, guess: float | None) -> float | None:
    """How much better than a guess, on a scale where perfect is 1."""
    if score is None or guess is None:
        return score
    return max(0.0, (score - guess) / (1 - guess)) if guess < 1 else float(score >= 1)
