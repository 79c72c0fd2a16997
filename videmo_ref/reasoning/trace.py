"""What happened while a policy reasoned: every candidate, its score, and which one was kept. Plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sampled level of a tree.

    Attributes:
        text: as written.
        logp: the mean log-prob of its tokens.
        closed: whether it is a level, from its tag to its closing tag.
        score: what the method gave it; None where nothing is chosen at this level.
    """

    text: str
    logp: float
    closed: bool
    score: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One level.

    Attributes:
        level: ``attribute``, ``expression`` or ``emotion``.
        candidates: in the order in which they were drawn.
        kept: the place of the one that the tree goes on with.
    """

    level: str
    candidates: tuple[Candidate, ...]
    kept: int

    @property
    def chosen(self) -> Candidate:
        """The one that was kept."""
        return self.candidates[self.kept]


@dataclass(frozen=True, slots=True)
class Trace:
    """How one tree came about.

    Attributes:
        steps: the levels that were tried, the lowest first. The last one may have no closed candidate: then nothing
            follows it.
        whole: whether the nth candidates of all steps are one chain, drawn without a choice in between.
    """

    steps: tuple[Step, ...]
    whole: bool

    @property
    def text(self) -> str:
        """What was written in the end, closed or not."""
        return "".join(step.chosen.text for step in self.steps)

    @property
    def levels(self) -> tuple[str, ...]:
        """The texts of the levels of the tree, as far as they are closed."""
        return self._closed([step.chosen for step in self.steps])

    @property
    def chains(self) -> tuple[tuple[str, ...], ...]:
        """The trees that an answer stands behind: every whole chain, or the one that was found; as :attr:`levels`."""
        if not self.whole:
            return (self.levels,)
        return tuple(map(self._closed, zip(*(step.candidates for step in self.steps), strict=True)))

    @staticmethod
    def _closed(candidates: Iterable[Candidate]) -> tuple[str, ...]:
        return tuple(candidate.text for candidate in takewhile(lambda one: one.closed, candidates))


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one question.

    Attributes:
        candidates: all that were drawn.
        kept: the place of the answer among them.
    """

    candidates: tuple[str, ...]
    kept: int

    @property
    def text(self) -> str:
        """The answer."""
        return self.candidates[self.kept]
