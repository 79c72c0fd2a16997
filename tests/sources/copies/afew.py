"""A copy of AFEW in the owners' layout."""

from pathlib import Path

from tests.sources.scans import touch

EMOTIONS = "Angry Disgust Fear Happy Neutral Sad Surprise".split()
TRAIN = dict(zip(EMOTIONS, (133, 74, 81, 150, 144, 117, 74), strict=True))
VALIDATION = dict(zip(EMOTIONS, (64, 40, 46, 63, 63, 61, 46), strict=True))


def names() -> list[str]:
    """As many names as the owners have clips of each emotion, made up but for the two that are in both splits."""
    shared = {
        "Train_AFEW/Sad": "001703120",
        "Val_AFEW/Happy": "001703120",
        "Train_AFEW/Disgust": "005153760",
        "Val_AFEW/Surprise": "005153760",
    }
    found, number = [], 10_000_000
    for folder, counts in (("Train_AFEW", TRAIN), ("Val_AFEW", VALIDATION)):
        for emotion, count in counts.items():
            stems = [f"{number + take * 40:09d}" for take in range(count)]
            number += 1_000_000
            stems[0] = shared.get(f"{folder}/{emotion}", stems[0])
            found += [f"{folder}/{emotion}/{stem}.avi" for stem in stems]
    return found


def make(root: Path) -> Path:
    """Three clips of each emotion and split, the test set, the XML files, and faces that were cut out of the videos."""
    by_folder: dict[str, list[str]] = {}
    for name in names():
        by_folder.setdefault(name.rpartition("/")[0], []).append(name)
    touch(root, *(name for found in by_folder.values() for name in found[:3]))
    touch(root, "Test_AFEW/000046280.avi", "Test_AFEW/000107450.avi", "Train_6.xml", "Val_6.xml")
    touch(root, "Train_AFEW/AlignedFaces_LBPTOP_Points/Faces/000046280/001.jpg")
    return root
