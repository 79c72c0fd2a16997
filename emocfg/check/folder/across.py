"""What the training clips of one dataset share with the test clips of another: a benchmark, or an official release."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..duplicates import Pictured
from ..leaks import Overlap, Placed
from ..texts import TextSharing
from .rows import read_asked
from .shared import shared_clips


@dataclass(frozen=True, slots=True)
class Side:
    """One split of a dataset folder, and the clips of the folder."""

    root: Path
    split: str
    clips: Sequence[Pictured]

    def placed(self, clip: Placed) -> Placed:
        """The clip, in a split that names its dataset; whose split it is does not matter between datasets."""
        return replace(clip, split=f"{self.split} of {self.root.name}", owner=False)


def across(train: Side, test: Side) -> list[Overlap]:
    """Everything that a split of one dataset shares with a split of another; all of it but scripts is a leak."""
    clips: list[Pictured] = []
    texts = TextSharing()
    for side in (train, test):
        mine = (clip for clip in side.clips if clip.placed.split == side.split)
        clips += [replace(clip, placed=side.placed(clip.placed), video="") for clip in mine]
        for row in read_asked(side.root, side.split):
            texts.add(replace(row, clip=side.placed(row.clip)))
    return [overlap for overlap in (*shared_clips(clips), *texts.overlaps()) if len(set(overlap.splits)) > 1]
