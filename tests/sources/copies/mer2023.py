"""A copy of MER2023 in the owners' layout."""

from pathlib import Path

from tests.sources.scans import touch, write

TRAIN = ["sample_00002721,neutral,-0.25", "sample_00005854,angry,-2.5", "sample_00000007,worried,-1"]
TEST1 = ["samplenew_00006611,sad,-10", "samplenew_00000001,happy,5"]
TEST2 = ["samplenew_00000002,surprise,-10.0"]
TEST3 = ["samplenew_00000003,worried", "samplenew_00000004,neutral"]


def make(root: Path) -> Path:
    """Eight clips: both suffixes, both spellings of no valence, a text left blank, a video and a text without label."""
    for name, rows in (("train", TRAIN), ("test1", TEST1), ("test2", TEST2)):
        write(root / f"{name}-label.csv", "\n".join(["name,discrete,valence", *rows, ""]))
    write(root / "test3-label.csv", "\n".join(["name,discrete", *TEST3, ""]))
    spoken = [
        "sample_00002721,你好,Hello",
        'sample_00005854,"走开,快","Go away, now"',
        "samplenew_00000001,,",
        "sample_9,嗯,Well",
    ]
    write(root / "transcription.csv", "\n".join(["name,chinese,english", *spoken, ""]))
    touch(root, "train/sample_00002721.mp4", "train/sample_00005854.avi", "test3/samplenew_00000003.mp4")
    touch(root, "test3/samplenew_99999999.mp4")
    return root
