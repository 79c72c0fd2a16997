"""A copy of Aff-Wild2 in the layout of the challenges: one text file per recording, one line per frame."""

from collections.abc import Sequence
from pathlib import Path

from emocfg.sources.affwild2_runs import EXPRESSIONS, UNITS
from tests.sources.scans import write

YEAR = "3rd ABAW Annotations"
AU = f"{YEAR}/AU_Detection_Challenge"
EXPR = f"{YEAR}/EXPR_Classification_Challenge"
VA = f"{YEAR}/VA_Estimation_Challenge"
INVALID = ",".join(["-1"] * 12)


def units(*active: int) -> str:
    """The line of a frame with these units."""
    return ",".join("1" if int(unit[2:]) in active else "0" for unit in UNITS)


def frames(root: Path, name: str, header: str, *stretches: tuple[str, int], newline: str = "\n") -> None:
    """A file in which every line is there as often as said."""
    lines = [line for line, count in stretches for _ in range(count)]
    write(root / name, newline.join([header, *lines, ""]))


def unit_frames(root: Path, name: str, *stretches: tuple[str, int], newline: str = "\n") -> None:
    """A file of action units."""
    frames(root, name, ",".join(UNITS), *stretches, newline=newline)


def expression_frames(root: Path, name: str, *stretches: tuple[str, int], classes: Sequence[str] = EXPRESSIONS) -> None:
    """A file of expressions."""
    frames(root, name, ",".join(classes), *stretches)


def make(root: Path) -> Path:
    """A recording in all three challenges, one of two people, one at 60 frames a second, and what gives no clips.

    Frames are invalid in each kind of annotation, in one unit or in all; runs are short, long and of invalid frames.
    """
    partly = INVALID.replace("-1", "0", 11)
    stretches = [(units(6, 12), 20), (partly, 3), (units(), 16), (units(1), 14), (INVALID, 2), (units(4), 610)]
    unit_frames(root, f"{AU}/Train_Set/1-30-1280x720.txt", *stretches, newline="\r\n")
    expression_frames(root, f"{EXPR}/Validation_Set/1-30-1280x720.txt", ("4", 20), ("-1", 5), ("7", 15))
    dimensions = [("-0.25,0.5", 10), ("0.25,0.5", 5), ("-5,-5", 24), ("1,-1.0", 1)]
    frames(root, f"{VA}/Train_Set/1-30-1280x720.txt", "valence,arousal", *dimensions)
    for side, expression in (("left", "5"), ("right", "0")):
        expression_frames(root, f"{EXPR}/Train_Set/52-30-1280x720_{side}.txt", (expression, 15))
    unit_frames(root, f"{AU}/Validation_Set/5-60-1920x1080-1.txt", (units(25), 30), (units(26), 29))
    unit_frames(root, f"{AU}/Train_Set/video61.txt", (units(2), 90))
    frames(root, f"{VA}/Validation_Set/282.txt", "valence,arousal", ("0,0", 40))
    write(root / f"{YEAR}/MTL_Challenge/train_set.txt", "image,valence,arousal,expression,aus\n")
    write(root / f"{AU}/Test_Set/9-30-640x480.txt", "")
    return root
