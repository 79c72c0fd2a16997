"""Copies of CMU-MOSI: MMSA's table, and the owners' sequence of labels, both with the owners' folds."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import h5py
import numpy as np

from tests.sources.scans import touch, write

ORDER = ("video_id", "clip_id", "text", "label", "label_T", "label_A", "label_V", "annotation", "mode")
FOLDS = {
    "standard_train_fold": ["OQvJTdtJ2H4", "03bSnISJMiM"],
    "standard_valid_fold": ["_dI--eQ6qVU"],
    "standard_test_fold": ["k5Y_838nuGo"],
}
ROWS = (
    ("OQvJTdtJ2H4", "1", "A LOT OF SAD PARTS", "-1.0", "", "", "", "Negative", "train"),
    ("OQvJTdtJ2H4", "2", "THERE IS SAD, SAD STUFF", "-0.8", "", "", "", "Negative", "train"),
    ("k5Y_838nuGo", "2", "IT WAS GOOD", "1.2", "1.4", "-0.2", "0", "Positive", "test"),
    ("k5Y_838nuGo", "12", "SO", "0.0", "", "", "", "Neutral", "test"),
    ("_dI--eQ6qVU", "1", "", "3.0", "", "", "", "Positive", "valid"),
)

Labels = Mapping[str, tuple[Sequence[Sequence[float]], Sequence[Sequence[float]]]]
"""Video to its rows of numbers and its intervals."""


def write_table(root: Path, rows: Sequence[Sequence[str]], order: Sequence[str] = ORDER) -> None:
    """``label.csv``; the rows are in the order of MOSI, the columns are written in another one if that is given."""
    cells = [[row[ORDER.index(column)] for column in order] for row in rows]
    lines = [",".join(order), *(",".join(f'"{c}"' if "," in c else c for c in row) for row in cells)]
    write(root / "label.csv", "\n".join([*lines, ""]))


def write_folds(root: Path, folds: object) -> None:
    """``std_folds.json``."""
    write(root / "std_folds.json", json.dumps(folds))


def write_sequence(path: Path, group: str, labels: Labels, dtype: str = "f4") -> None:
    """A sequence as the owners' SDK writes it: packed arrays, and metadata as text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(path, "w") as book:
        home = book.create_group(group)
        data = home.create_group("data")
        for video, (features, intervals) in labels.items():
            place = data.create_group(video)
            place.create_dataset("features", data=np.array(features, dtype), compression="gzip")
            place.create_dataset("intervals", data=np.array(intervals, "f8"), compression="gzip")
        about = home.create_group("metadata").create_dataset("root name", (1,), dtype=h5py.string_dtype())
        about[0] = json.dumps(group)


def make(root: Path) -> Path:
    """Five segments as MMSA has them; one video has no label, one no fold's video."""
    write_table(root, ROWS)
    write_folds(root, FOLDS)
    touch(root, "Raw/OQvJTdtJ2H4/1.mp4", "Raw/OQvJTdtJ2H4/2.mp4", "Raw/k5Y_838nuGo/2.mp4", "Raw/k5Y_838nuGo/13.mp4")
    return root


def make_sequence(root: Path) -> Path:
    """The same corpus as CMU has it: row i of a video is segment i + 1."""
    labels: Labels = {
        "OQvJTdtJ2H4": ([[-1.0], [-0.8]], [[0.5, 2.25], [2.25, 4.0]]),
        "k5Y_838nuGo": ([[0.2], [1.2], [7 / 3]], [[0.0, 1.5], [1.5, 3.0], [3.0, 4.0]]),
        "_dI--eQ6qVU": ([[3.0]], [[2.0, 5.0]]),
        "nJ8fgYUvJ3Q": ([[1.0]], [[2.0, 5.0]]),
    }
    write_sequence(root / "CMU_MOSI_Opinion_Labels.csd", "Opinion Segment Labels", labels)
    write_folds(root, FOLDS)
    write(
        root / "Transcript/Segmented/OQvJTdtJ2H4.annotprocessed",
        "1_DELIM_A LOT OF SAD PARTS\n2_DELIM_SAD_STUFF \n",
    )
    touch(root, "Video/Segmented/k5Y_838nuGo_2.mp4", "Video/Full/k5Y_838nuGo.mp4", "Video/Full/OQvJTdtJ2H4.mp4")
    return root
