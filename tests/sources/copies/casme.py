"""A copy of CASME in the owners' layout, with every dirty cell that is known of its files."""

from collections.abc import Sequence
from pathlib import Path

import xlwt

HEADER = [
    *("Subject", "Filename", None, "OnsetF", "ApexF1", "ApexF2", "OffsetF", None),
    *("Onset(ms)", "Total(ms)", "AU", "Emotion"),
]
ROWS: list[list[object]] = [
    [1, "EP01_12", None, 73, 81, "\\", 91, None, 150, 316.67, 4, "tense"],
    [1, "EP01_13", None, 63, 69, "\\", 77, None, 116.67, 250, 4, "tense"],
    [1, "EP01_5", None, 113, 121, 125, 133, None, 150, 350, 12, "happiness"],
    [1, "EP03_1", None, 79, 91, 95, 105, None, 216.67, 450, "4+17", "repression"],
    [8, "EP12_2", None, 200, 210, "\\", 190, None, 183.33, 316.67, "4+9", "disgust"],
    [19, "EP02_1", None, 10, 20, "\\", 90, None, 183.33, 316.67, "L14", "contempt"],
]
NAME = "CASME-coded-20190721.xls"


def write_xls(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """An old workbook with these rows on its only sheet."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                page.write(number, column, cell)
    book.save(str(path))


def make(root: Path) -> Path:
    """Six rows: one and two apexes, units as number and text, an offset before the onset, times that differ."""
    root.mkdir(parents=True, exist_ok=True)
    write_xls(root / NAME, [HEADER, *ROWS])
    return root
