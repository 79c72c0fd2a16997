"""A copy of ERATO as one user lays it out: folders of frames below the label."""

from pathlib import Path

from tests.sources.scans import touch

LABELS = ("Hostile", "Intimate", "Mild", "Neutral", "tense")


def make(root: Path) -> Path:
    """Two clips of each label, whose numbers start anew; sound, subtitles, and a folder without its first frame."""
    for label in LABELS:
        touch(root, *(f"{label}/{number}/{frame:06d}.jpg" for number in (1, 12) for frame in (1, 2, 3)))
        touch(root, f"{label}/1/1.mp3", f"{label}/1/1.srt")
    touch(root, "Mild/7/000002.jpg", "README.txt", "000001.jpg", "Mild/000001.jpg")
    return root
