"""The one way to let a policy write: prompts, then one level of text after another, each from what stands so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..data.vision import Pixels

GREEDY = 0.0
"""The temperature that takes the likeliest token."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is continued.

    Attributes:
        tokens: ids, with one placeholder per visual token; text follows the last of them.
        clips: the pixels of its videos, in order.
    """

    tokens: tuple[int, ...]
    clips: tuple[Pixels, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One sampled continuation.

    Attributes:
        tokens: ids, the one that closes it included.
        logps: of each, under the distribution it was drawn from; of the likeliest tokens, at temperature 1.
        text: what they say, special tokens left out.
        closed: whether it ended by itself (its tag, or the end of the turn) and not because it was too long.
    """

    tokens: tuple[int, ...]
    logps: tuple[float, ...]
    text: str
    closed: bool

    @property
    def score(self) -> float:
        """The mean log-prob of its tokens; that of nothing is 0."""
        return sum(self.logps) / len(self.logps) if self.logps else 0.0


NOTHING = Piece((), (), "", closed=False)
"""What continues a piece that was not closed: such a branch has ended."""


@dataclass(frozen=True, slots=True)
class Draw:
    """How to continue.

    Attributes:
        n: how many continuations each has.
        stop: the text that closes a continuation and belongs to it; "" for the end of the turn alone, which always
            closes.
        limit: tokens at most.
        temperature: of sampling from the whole distribution; :data:`GREEDY` for the likeliest token. There is no top-p
            and no top-k: what is cut off would make the ratio of the policy gradient wrong.
        seed: equal seeds and prompts give equal draws on one machine.
    """

    n: int
    stop: str
    limit: int
    temperature: float = 1.0
    seed: int = 0


class Session(Protocol):
    """Some prompts and what was written after them so far: B beams, at first one per prompt.

    Tokens that stand for images and videos are never drawn: a policy that writes one breaks its own next forward.
    """

    def extend(self, draw: Draw) -> list[Piece]:
        """Continue each beam ``draw.n`` times; the B x n new beams, those of one beam side by side, replace the old.

        A beam whose last piece was not closed, or ended its turn, has ended: its continuations are :data:`NOTHING`.
        """
        ...

    def keep(self, beams: Sequence[int]) -> None:
        """Go on with these beams alone, in this order; one may be named several times."""
        ...


class Writer(Protocol):
    """A policy that can be let write."""

    def start(self, prompts: Sequence[Prompt]) -> Session:
        """Read the prompts; nothing is written yet."""
        ...
