"""Which words and plans a rationale is written with: those of one half, so that rules can be tried on the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

T = TypeVar("T")

Half = Literal["dev", "held", "all", "more"]
"""``dev`` may be looked at while rules are written, ``held`` may not. Where there is but one wording both have it.

``all`` is both; ``more`` may be looked at as well and has plans and words of its own, in the modules ``more_*``.
"""

_STYLES = 100_000


def half_of(options: Sequence[T], side: int) -> Sequence[T]:
    """Every other option, from the first (side 0, ``dev``) or the second (side 1, ``held``)."""
    return options[side::2] or options


def pick(options: Sequence[T], style: int, turn: int = 0) -> T:
    """The wording that a style stands for; its lowest bit is the half, ``turn`` numbers the choices of one claim."""
    mine = half_of(options, style % 2)
    turned: int = style // 2 // 7**turn
    return mine[turned % len(mine)]


@dataclass(frozen=True, slots=True)
class Hand:
    """The randomness of one rationale and its half of the words."""

    draws: Random
    half: Half = "all"

    def style(self) -> int:
        """A style for one claim."""
        number = self.draws.randrange(_STYLES)
        return number if self.half in ("all", "more") else 2 * number + self._side()

    def mine(self, options: Sequence[T]) -> Sequence[T]:
        """The options of this half."""
        return options if self.half in ("all", "more") else half_of(options, self._side())

    def choice(self, options: Sequence[T]) -> T:
        """One of the options of this half."""
        return self.draws.choice(self.mine(options))

    def _side(self) -> int:
        return int(self.half == "held")
