"""A copy of DFEW in the owners' layout: five folds and the votes."""

from pathlib import Path

from tests.sources.scans import touch, write, write_xlsx

CODES = [1, 2, 3, 4, 5, 6, 7, 1, 2, 3]
"""Code of clips 1 to 10; clip 11 has no single label."""


def make(root: Path) -> Path:
    """Ten single-labelled clips, two in each test fold, and one clip without a single label."""
    for fold in range(1, 6):
        test = {2 * fold - 1, 2 * fold}
        for folder, inside in (("train", False), ("test", True)):
            rows = [f"{n},{code}" for n, code in enumerate(CODES, start=1) if (n in test) == inside]
            name = f"EmoLabel_DataSplit/{folder}(single-labeled)/set_{fold}.csv"
            write(root / name, "\n".join(["video_name,label", *rows, ""]))
    header = ["1happy", "2sad", "3neutral", "4angry", "5surprise", "6disgust", "7fear", "order", "label"]
    votes = [[8 if c == code else 0 for c in range(1, 8)] + [n, code] for n, code in enumerate(CODES, start=1)]
    write_xlsx(root / "Annotation/annotation.xlsx", [header, *votes, [4, 0, 0, 0, 3, 0, 3, 11, 0]])
    touch(root, *(f"Clip/original/{n}.mp4" for n in range(1, 12)))
    return root
