"""How candidates of a level are scored. Only the oracle knows the truth: the others have no way to be told it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from emocfg.schema import AffectiveTree, read_levels

from ..rewards.aligned import AlignedReward
from ..rollouts.session import Piece


class Scorer(Protocol):
    """Scores the candidates that continue one tree."""

    def score(self, level: str, before: str, pieces: Sequence[Piece]) -> list[float]:
        """A score per candidate, more is better.

        Args:
            level: which one they write.
            before: the text of the levels below.
            pieces: the candidates.
        """
        ...


class Likelihood:
    """The mean log-prob of the tokens: how sure the policy is of what it wrote."""

    def score(self, level: str, before: str, pieces: Sequence[Piece]) -> list[float]:
        """A score per candidate."""
        return [piece.score for piece in pieces]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Minimum Bayes risk: how well a candidate agrees with the others, each taken for the truth in turn.

    The best one has the greatest mean gain (Kumar & Byrne 2004; of sampled texts: Eikema & Aziz 2022).

    Attributes:
        metric: of trees; its part for a level is the gain.
    """

    metric: AlignedReward = field(default_factory=AlignedReward)

    def score(self, level: str, before: str, pieces: Sequence[Piece]) -> list[float]:
        """A score per candidate; 0 for the only one."""
        return self.among([before + piece.text for piece in pieces], [level])

    def among(self, texts: Sequence[str], levels: Sequence[str]) -> list[float]:
        """The mean gain of each text against every other, and over some levels.

        Where the other one has nothing of a level, nothing can agree with it.
        """
        others = [self.metric.against(read_levels(text).tree) for text in texts]
        gains = []
        for i, text in enumerate(texts):
            parts = [other.score(text) for j, other in enumerate(others) if j != i]
            gains.append(sum(getattr(part, level) or 0.0 for part in parts for level in levels))
        return [gain / (max(len(texts) - 1, 1) * len(levels)) for gain in gains]


class Oracle:
    """The reward itself, with the true tree: what a choice could reach at most, and what nobody has who asks.

    Args:
        truth: the tree of the clip.
        metric: of trees.
    """

    def __init__(self, truth: AffectiveTree, metric: AlignedReward | None = None) -> None:
        self._target = (metric or AlignedReward()).against(truth)

    def score(self, level: str, before: str, pieces: Sequence[Piece]) -> list[float]:
        """A score per candidate."""
        return [getattr(self._target.score(before + piece.text), level) or 0.0 for piece in pieces]
