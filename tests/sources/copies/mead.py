"""A copy of MEAD in the owners' layout, and names in the number that a complete copy has."""

from collections.abc import Iterator
from pathlib import Path

from tests.sources.scans import touch

VIEWS = "front left_30 left_60 right_30 right_60 top down".split()
EMOTIONS = "angry contempt disgusted fear happy neutral sad surprised".split()
ACTORS = [f"{letter}{number:03d}" for number in range(3, 33) for letter in "MW"]


def names(actors: list[str], views: list[str], sentences: int) -> Iterator[str]:
    """Every take of some actors: three levels, but neutral has one."""
    for actor in actors:
        for view in views:
            for emotion in EMOTIONS:
                for level in (1,) if emotion == "neutral" else (1, 2, 3):
                    for sentence in range(1, sentences + 1):
                        yield f"{actor}/video/{view}/{emotion}/level_{level}/{sentence:03d}.mp4"


def make(root: Path) -> Path:
    """Four actors in three views, with sound beside the videos; of the second, anger is there from the front alone."""
    taken = [
        name for name in names(ACTORS[:4], VIEWS[:3], 1) if "W003/video/left_" not in name or "/angry/" not in name
    ]
    touch(root, *taken)
    touch(root, "M003/audio/angry/level_3/001.m4a", "M003/audio/neutral/level_1/001.m4a")
    return root
