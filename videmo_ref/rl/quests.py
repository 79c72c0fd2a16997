"""What a policy is let try, and what its tries earn."""

from dataclasses import dataclass
from typing import Protocol

from emocfg.schema import LEVELS

from ..data.trees import TAGS


class Reward(Protocol):
    """What an answer to one question earns, while it grows and when it stands."""

    def node(self, level: int, text: str) -> float:
        """What the segment that ends ``text`` earns by itself; ``level`` is 0, 1 or 2."""
        ...

    def whole(self, text: str) -> float:
        """What a finished answer earns beyond its segments."""
        ...


@dataclass(frozen=True, slots=True)
class Quest:
    """A question to be tried several times.

    Attributes:
        sample_id: where it comes from.
        videos: paths relative to the dataset's root.
        prompt: what the user says after the clip.
        staged: whether the answer is a tree, written level by level; any other answer is one segment.
        reward: what answers earn.
    """

    sample_id: str
    videos: tuple[str, ...]
    prompt: str
    staged: bool
    reward: Reward

    @property
    def stops(self) -> tuple[str, ...]:
        """What closes each segment; the last one ends with the turn."""
        return (*(f"</{TAGS[level]}>" for level in LEVELS[:-1]), "") if self.staged else ("",)
