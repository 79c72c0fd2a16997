"""A copy of CAER in the owners' layout, and the names of CAER-S."""

from pathlib import Path

from tests.sources.scans import touch

EMOTIONS = "Anger Disgust Fear Happy Neutral Sad Surprise".split()
STILLS = [f"{split}/{emotion}/{n:04d}.png" for split in ("train", "test") for emotion in EMOTIONS for n in range(2)]


def make(root: Path) -> Path:
    """Two clips of each emotion and split; numbers start anew in every folder."""
    splits = ("train", "validation", "test")
    touch(root, *(f"CAER/{split}/{e}/{n:04d}.avi" for split in splits for e in EMOTIONS for n in (1, 2)))
    return root
