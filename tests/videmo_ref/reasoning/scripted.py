"""A writer without a model: what it says is written down, and what it was asked is noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from videmo_ref.rollouts.session import NOTHING, Draw, Piece, Prompt

Script = Callable[[int, str, Draw], Sequence[Piece]]
"""(place of the prompt, what was written so far, how to draw) to the continuations."""


def said(text: str, logp: float = -1.0, *, closed: bool = True) -> Piece:
    """A piece of one token per character."""
    return Piece(tuple(map(ord, text)), (logp,) * len(text), text, closed)


@dataclass
class Scripted:
    """A :class:`videmo_ref.rollouts.session.Writer` that follows a script.

    Attributes:
        script: what is written.
        continued: every text that was continued, in order.
        draws: every draw that was asked for.
        prompts: every prompt that was read.
    """

    script: Script
    continued: list[str] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)

    def start(self, prompts: Sequence[Prompt]) -> "ScriptedSession":
        self.prompts += prompts
        return ScriptedSession(self, [(place, "", True) for place in range(len(prompts))])


@dataclass
class ScriptedSession:
    """Beams as (place of the prompt, text, whether they go on)."""

    writer: Scripted
    beams: list[tuple[int, str, bool]]

    def extend(self, draw: Draw) -> list[Piece]:
        self.writer.draws.append(draw)
        pieces: list[Piece] = []
        beams = []
        for place, before, live in self.beams:
            self.writer.continued += [before] * live
            new = list(self.writer.script(place, before, draw)) if live else [NOTHING] * draw.n
            assert len(new) == draw.n
            pieces += new
            beams += [(place, before + piece.text, piece.closed) for piece in new]
        self.beams = beams
        return pieces

    def keep(self, beams: Sequence[int]) -> None:
        self.beams = [self.beams[place] for place in beams]
