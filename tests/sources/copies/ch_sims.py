"""A copy of CH-SIMS in the owners' layout."""

from pathlib import Path

from emocfg.sources.readers.mmsa import COLUMNS
from tests.sources.scans import touch, write

HEADER = ",".join(COLUMNS)
ROWS = [
    "video_0001,1,我不想嫁给李茶,-1,-1,-1,-1,Negative,train",
    'video_0001,0002,"他说,""好""",-0.2,0,-0.4,-0.2,Negative,valid',
    "video_0001,3,嗯,0,0.0,0,0,Neutral,test",
    "video_0002,0001,行,0.2,0,0.2,0.4,Positive,train",
    "video_0002,0002,太好了,0.8,1,0.6,0.8,Positive,test",
    "video_0002,12,不错,0.6,0.6,0.6,0.6,Positive,train",
    "video_0002,13,糟,-0.6,,-0.6,-0.8,Negative,train",
    "video_0002,14,差,-0.8,-1,-0.6,-0.8,Negative,train",
]


def make(root: Path) -> Path:
    """Eight clips of two videos, without a header; a score left blank, a video without annotation."""
    write(root / "label.csv", "\n".join([*ROWS, ""]))
    touch(root, "Raw/video_0001/0001.mp4", "Raw/video_0002/0012.mp4", "Raw/video_0002/0099.mp4")
    return root
