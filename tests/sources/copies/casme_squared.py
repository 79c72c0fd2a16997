"""A copy of CAS(ME)^2 in the owners' layout, with every dirty cell that its file has."""

from pathlib import Path

from tests.sources.scans import write_xlsx

NAME = "CAS(ME)^2code_final(Updated).xlsx"
MACRO, MICRO = "macro-expression", "micro-expression"
ROWS: list[list[object]] = [
    [1, "anger1_1", 557, 572, 608, "4+10+14+15", "negative", MACRO, "anger"],
    [1, "anger1_2", 2854, 2862, 2871, 38, "others", MACRO, "sadness"],
    [1, "anger2_1", 2155, 2163, 0, "NULL", "negative", MACRO, "anger"],
    [1, "disgust1_1", 100, 104, 110, "4+7", "negative", MICRO, "disgust"],
    [1, "disgust1_2", 300, 0, 309, "14or23", "others", MICRO, "pain"],
    [2, "anger1_1", 40, 44, 52, "4,24", "negative", MICRO, "helpless"],
    [2, "happy1_1", 60, 66, 80, "1+2+25,24", "positive", MACRO, "happyiness"],
    [2, "happy1_2", 90, 95, 100, "null", "surprise", MICRO, "surprise"],
    [2, "happy1_3", 120, 125, 131, "10or11", "positive", MACRO, "happiness"],
]
SUBJECTS: list[list[object]] = [[1, "s15"], [2, "s16"]]
VIDEOS: list[list[object]] = [
    ["disgust1", "0101disgustingteeth"],
    ["anger1", "0401girlcrashing"],
    ["anger2", "0402beatingpregnantwoman"],
    ["happy1", "0502funnyerrors"],
]


def make(root: Path) -> Path:
    """Nine expressions of two people in five recordings."""
    write_xlsx(root / NAME, ROWS, SUBJECTS, VIDEOS)
    return root
