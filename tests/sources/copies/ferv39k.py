"""A copy of FERV39k in the owners' layout: two lists without a header."""

from pathlib import Path

from tests.sources.scans import write

TRAIN = "4_setups/All_scenes/train_All.csv"
TEST = "4_setups/All_scenes/test_All.csv"
EMOTIONS = ("Angry", "Disgust", "Fear", "Happy", "Neutral", "Sad", "Surprise")


def line(scene: str, emotion: str, number: int) -> str:
    """A line of the lists."""
    return f"{scene}/{emotion}/{number:04d} {emotion}"


def make(root: Path) -> Path:
    """Every emotion twice in train and once in test; numbers start anew in every folder."""
    train = [line(scene, emotion, 10) for emotion in EMOTIONS for scene in ("Action", "DailyLife")]
    write(root / TRAIN, "\n".join([*train, ""]))
    write(root / TEST, "\r\n".join([*(line("War", emotion, 2690) for emotion in EMOTIONS), ""]))
    return root
