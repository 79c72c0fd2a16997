"""The books of a session: which beams there are, which go on, and what each has written so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from emocfg.core import seed

from .session import NOTHING, Draw, Piece


@dataclass(frozen=True, slots=True)
class Beam:
    """What was written after one prompt so far.

    Attributes:
        prompt: the place of its prompt in the session.
        tokens: all of its pieces.
        live: whether it can be continued.
    """

    prompt: int
    tokens: tuple[int, ...] = ()
    live: bool = True


Write = Callable[[Sequence[Beam], Draw], Sequence[Sequence[Piece]]]
"""``draw.n`` continuations of each of some live beams."""


class Beams:
    """A :class:`.session.Session` over a function that continues live beams.

    Args:
        prompts: how many there are.
        write: continues beams. The seed it is given is of this level alone, so that one seed draws independently at
            each level.
        ends: ids that end a turn.
    """

    def __init__(self, prompts: int, write: Write, ends: Sequence[int]) -> None:
        self._beams = [Beam(place) for place in range(prompts)]
        self._write, self._ends, self._level = write, frozenset(ends), 0

    def extend(self, draw: Draw) -> list[Piece]:
        """See :meth:`.session.Session.extend`."""
        self._level += 1
        live = [beam for beam in self._beams if beam.live]
        own = Draw(draw.n, draw.stop, draw.limit, draw.temperature, seed("rollout", draw.seed, self._level))
        written = iter(self._write(live, own) if live else ())
        pieces, beams = list[Piece](), list[Beam]()
        for beam in self._beams:
            new = next(written) if beam.live else [NOTHING] * draw.n
            pieces += new
            beams += [self._after(beam, piece) for piece in new]
        self._beams = beams
        return pieces

    def keep(self, beams: Sequence[int]) -> None:
        """See :meth:`.session.Session.keep`."""
        self._beams = [self._beams[place] for place in beams]

    def _after(self, beam: Beam, piece: Piece) -> Beam:
        live = piece.closed and piece.tokens[-1] not in self._ends
        return Beam(beam.prompt, beam.tokens + piece.tokens, live)
