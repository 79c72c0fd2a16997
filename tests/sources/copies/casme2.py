"""A copy of CASME II in the owners' layout, with every dirty cell that its files have."""

from pathlib import Path

from tests.sources.scans import write_xlsx

HEADER = [
    *("Subject", "Filename", None, "OnsetFrame", "ApexFrame", "OffsetFrame", None, "Action Units"),
    *("Estimated Emotion", "Objective Classes"),
]
ROWS: list[list[object]] = [
    ["01", "EP02_01f", None, 46, 59, 86, None, 12, "happiness", 1],
    ["01", "EP03_02", None, 131, 139, 161, None, 18, "others", 7],
    ["01", "EP19_05f", None, 396, 416, 446, None, "4+7+L10", "disgust", 4],
    ["04", "EP12_01f", None, 119, "/", 164, None, "R14", "repression", 3],
    ["02", "EP01_11f", None, 46, None, 96, None, "1+2", "surprise", 2],
]


def make(root: Path) -> Path:
    """Five rows: units as numbers and as text, one-sided units, an apex left open in two ways."""
    write_xlsx(root / "CASME2-coding-20190701.xlsx", [HEADER, *ROWS])
    return root
