"""Copies of CMU-MOSEI: MMSA's table, whose columns stand in another order than MOSI's, and the owners' sequence."""

from pathlib import Path

from tests.sources.copies.mosi import Labels, write_folds, write_sequence, write_table
from tests.sources.scans import touch, write

ORDER = ("video_id", "clip_id", "text", "label", "annotation", "mode", "label_T", "label_A", "label_V")
FOLDS = {
    "standard_train_fold": ["zv0Jl4TIQDc", "81406", "HuIKyKkEL0Q"],
    "standard_test_fold": ["_0efYOjQYRc", "7l3BNtSE0xc"],
    "standard_valid_fold": ["101787"],
}
ROWS = (
    ("81406", "0", "So, I think", "0.6666667", "", "", "", "Positive", "train"),
    ("81406", "7", "well", "0.0", "", "", "", "Neutral", "train"),
    ("101787", "3", "bad, very bad", "-2.3333333", "", "", "", "Negative", "valid"),
    ("_0efYOjQYRc", "0", "Deloitte announced a partner.", "0.5", "", "", "", "Positive", "test"),
    ("_0efYOjQYRc", "5", "Another sentence altogether", "1.5", "", "", "", "Positive", "test"),
    ("-NFrJFQijFE", "2", "eagles", "3.0", "", "", "", "Positive", "train"),
)
TRANSCRIPT = (
    "_0efYOjQYRc___0___0.0___8.025___Deloitte announced a partner.",
    "_0efYOjQYRc___1___7.814___13.882___He has served_____for years.",
    "_0efYOjQYRc___3___20.215___30.424_____He is a founder.",
    "_0efYOjQYRc___5___34.124___37.518___For the complete article, go on.",
)


def make(root: Path) -> Path:
    """Six segments as MMSA has them; a video that is in no fold, and folds with videos that have no label."""
    write_table(root, ROWS, ORDER)
    write_folds(root, FOLDS)
    write(root / "Raw/Transcript/Segmented/Combined/_0efYOjQYRc.txt", "\n".join([*TRANSCRIPT, ""]))
    touch(root, *(f"Raw/{row[0]}/{row[1]}.mp4" for row in ROWS))
    return root


def make_sequence(root: Path) -> Path:
    """The owners' labels: rows out of time order and fewer than segments, intervals from before the recording."""
    low, nan = 1 / 3, float("nan")
    labels: Labels = {
        "zv0Jl4TIQDc": (
            [[low, 2 * low, 0, 2 * low, 0, 0, 0], [1, 2, 0, 0, 0, 0, 0], [7 / 3, 8 / 3, 0, 0, 0, 0, 0]],
            [[56.852, 60.845], [29.764, 35.633], [42.146, 49.242]],
        ),
        "_0efYOjQYRc": (
            [[0.5, 0, 0, 0, 0, 0, 0], [-1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
            [[20.215, 30.424], [0.0, 8.025], [8.0, 9.0]],
        ),
        "81406": (
            [[nan, nan, 0, 0, 0, 0, 3], [-2, 0, 0, 0, 0, 0, 0]],
            [[-0.47755102, 4.10430839], [5.0, 5.0]],
        ),
        "-NFrJFQijFE": ([[1, 0, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 0, 0]], [[3.37369615, 9.02], [44.1, 54.7]]),
    }
    write_sequence(root / "CMU_MOSEI_Labels.csd", "All Labels", labels)
    write_folds(root, FOLDS)
    write(root / "Raw/Transcript/Segmented/Combined/_0efYOjQYRc.txt", "\n".join([*TRANSCRIPT, ""]))
    touch(root, "Raw/Videos/Segmented/Combined/_0efYOjQYRc_3.mp4", "Raw/Videos/Full/Combined/zv0Jl4TIQDc.mp4")
    return root
