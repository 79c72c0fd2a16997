"""What a check on a dataset folder finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..leaks import Overlap


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a user should know.

    Attributes:
        level: ``error``, ``warning`` or ``note``.
        kind: ``file``, ``row``, ``tree``, ``video``, or a kind of :class:`Overlap`.
        what: the file, what is wrong with the rows, or the name of what is shared.
        splits: of an overlap: where the clips are.
        clips: of an overlap: the clips, one for each of ``splits``; else the rows it is about, the first ones.
    """

    level: str
    kind: str
    what: str
    splits: tuple[str, ...] = ()
    clips: tuple[str, ...] = ()

    @property
    def leak(self) -> bool:
        """True if splits share what they must not."""
        return self.level == "error" and bool(self.splits)


def found(overlaps: Iterable[Overlap]) -> Iterator[Finding]:
    """Overlaps as findings."""
    for overlap in overlaps:
        yield Finding(overlap.level, overlap.kind, overlap.name, overlap.splits, overlap.clips)
