"""A copy of CelebV-Text: clips in any of the three forms, labels as JSON, texts in folders by kind."""

import json
from pathlib import Path
from typing import Any

from tests.sources.scans import touch, write


def record(video: str, start: float, end: float, *, pixels: bool = False) -> dict[str, Any]:
    """A clip of the file."""
    box = {"top": 12, "bottom": 524, "left": 300, "right": 812} if pixels else {"top": 0.1, "bottom": 0.9, "left": 0.25}
    return {
        "ytb_id": video,
        "duration": {"start_sec": start, "end_sec": end},
        "bbox": {"right": 0.75, **box},
        "version": "v0.1",
    }


CLIPS = {
    "zYeLz4c4qYc_15_0": record("zYeLz4c4qYc", 216.8, 225.4),
    "_e-f_g-h_i2_3_1": record("_e-f_g-h_i2", 10.0, 14.0, pixels=True),
    "aaaaaaaaaaa_0_0": record("aaaaaaaaaaa", 0, 9.5),
}
ACT: dict[str, Any] = {
    "zYeLz4c4qYc_15_0": [["talk", ["0:03:37", "0:03:43", 6, 0]], ["smile", ["0:03:43", "0:03:46", 3, 1]]],
    "_e-f_g-h_i2_3_1": [["squint", ["0:00:11", "0:00:12", 1, 0]], ["nod", ["0:03:37", "0:03:43", 6, 1]]],
    "bbbbbbbbbbb_0_0": [["talk", ["0:00:01", "0:00:02", 1, 0]]],
}
APP: dict[str, Any] = {
    "zYeLz4c4qYc_15_0": {
        **{key: [""] for key in ("scar", "mole", "freckle", "oneeyed")},
        "dimple": ["left cheek"],
        "lighting": [["frontal", ["0:03:37", "0:03:45", 8]]],
    },
}


def make(root: Path) -> Path:
    """Three clips; one has a box in pixels, an action that is not among the 35, and a time outside of it."""
    write(root / "celebvtext_info.json", json.dumps({"clips": CLIPS}))
    write(root / "annotations.json", json.dumps({"act": ACT, "app": APP}))
    write(root / "descriptions/emotion/zYeLz4c4qYc_15_0.txt", "He is happy.\r\n\r\nThe woman smiles, then is calm.\n")
    write(root / "descriptions/appearance/zYeLz4c4qYc_15_0.txt", "She has brown hair.\n")
    touch(root, "processed/zYeLz4c4qYc_15_0.mp4", "annotations.pkl")
    return root
