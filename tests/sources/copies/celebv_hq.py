"""A copy of CelebV-HQ: its one file, with both forms of emotion."""

import json
from pathlib import Path
from typing import Any

from emocfg.schema import SPACES
from tests.sources.scans import touch, write

APPEARANCE, ACTION = (list(SPACES[name].labels) for name in ("appearance-40", "action-35"))
SEGMENTS = [
    {"emotion": "neutral", "start_sec": 0, "end_sec": 0.28},
    {"emotion": "happy", "start_sec": 0.6, "end_sec": 4.1},
]


def record(video: str, looks: str, actions: str, emotion: object) -> dict[str, Any]:
    """A clip of the file."""
    return {
        "ytb_id": video,
        "duration": {"start_sec": 81.62, "end_sec": 86.17},
        "bbox": {"top": 0.0, "bottom": 0.8815, "left": 0.1964, "right": 0.6922},
        "attributes": {
            "appearance": [int(name in looks.split()) for name in APPEARANCE],
            "action": [int(name in actions.split()) for name in ACTION],
            "emotion": {"sep_flag": isinstance(emotion, list), "labels": emotion},
        },
        "version": "v0.1",
    }


def info() -> dict[str, Any]:
    """Four clips of three videos: one emotion, segments with gaps, nothing that holds, no segment."""
    return {
        "meta_info": {"appearance_mapping": APPEARANCE, "action_mapping": ACTION},
        "clips": {
            "M2Ohb0FAaJU_1": record("M2Ohb0FAaJU", "male young brown_hair no_beard", "talk turn", "neutral"),
            "M2Ohb0FAaJU_2": record("M2Ohb0FAaJU", "male eyeglasses", "smile", SEGMENTS),
            "_a-b_c-d_e1_0": record("_a-b_c-d_e1", "", "", "surprise"),
            "zzzzzzzzzzz_10": record("zzzzzzzzzzz", "blurry young long_hair heavy_makeup", "nod", []),
        },
    }


def write_info(root: Path, value: object) -> None:
    """The file."""
    write(root / "celebvhq_info.json", json.dumps(value))


def make(root: Path) -> Path:
    """Four clips, of which three have their cropped video, in the three places where it may be."""
    write_info(root, info())
    touch(root, "celebvhq/M2Ohb0FAaJU_1.mp4", "downloaded/processed/M2Ohb0FAaJU_2.mp4", "_a-b_c-d_e1_0.mp4")
    touch(root, "downloaded/raw/M2Ohb0FAaJU.mp4", "celebvhq/xxxxxxxxxxx_0.mp4")
    return root
