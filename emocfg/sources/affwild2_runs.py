"""The clip rule of Aff-Wild2 (see ``affwild2.py``): runs of frames over which an annotation stays the same."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from emocfg.schema import NONE, Clip, Observation, Subject
from emocfg.schema.labels import AU_CODES

from .protocol import Annotated, Defect
from .readers.perframe import PerFrame

UNITS = tuple(f"AU{code}" for code in AU_CODES)
EXPRESSIONS = ("Neutral", "Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Other")
DIMENSIONS = ("valence", "arousal")
HEADERS = {"AU": (UNITS,), "EXPR": (EXPRESSIONS, EXPRESSIONS[:-1]), "VA": (DIMENSIONS,)}
"""Kind of annotation to the headers of its files; the first challenges had seven expressions."""

SIDE = re.compile(r"_(left|right)\Z")
"""How the name of an annotation file says which of two people it is about."""

_SHORTEST, _LONGEST = 0.5, 10.0
"""Seconds of a clip."""

_LIMIT, _INVALID = 1.0, -5.0
"""Valence and arousal lie in [-1, 1], or are this marker."""


@dataclass(slots=True)
class Lost:
    """Frames that are in no clip, of one kind of annotation."""

    invalid: int = 0
    files: set[str] = field(default_factory=set)
    runs: int = 0
    frames: int = 0

    def mark(self, file: str, frames: int) -> None:
        """Count invalid frames of a file."""
        self.invalid += frames
        self.files.add(file)

    def defects(self, kind: str) -> Iterator[Defect]:
        """What was lost."""
        if self.invalid:
            what = f"{self.invalid} frames of {len(self.files)} files are invalid, such as in {min(self.files)}"
            yield Defect("invalid_frames", kind, what)
        if self.runs:
            what = f"{self.runs} runs, {self.frames} frames in all, are shorter than {_SHORTEST} s and left out"
            yield Defect("short_runs", kind, what)


class Affect:
    """Valence and arousal of every frame of a person.

    Raises:
        EmoCfgError: E302 a line that is not two numbers of the scale.
    """

    def __init__(self, frames: PerFrame, lost: Lost) -> None:
        self._frames = frames
        self._values: NDArray[np.float64] = frames.numbers(limit=_LIMIT, invalid=_INVALID)
        invalid = int(np.isnan(self._values).any(axis=1).sum())
        if invalid:
            lost.mark(frames.name, invalid)

    def means(self, clip_id: str, first: int, last: int) -> Iterator[Observation]:
        """The mean of each over the valid frames of a clip; nothing where the file has no line for them."""
        lines = self._values[first - 1 : last]
        for dimension, values in zip(DIMENSIONS, lines.T, strict=True) if len(lines) else ():
            valid = values[~np.isnan(values)]
            yield Observation(
                clip_id,
                "p1",
                dimension,
                f"mean of {len(valid)} frames" if len(valid) else f"{_INVALID:g}",
                f"aff-wild2/{dimension}",
                value=round(float(valid.mean()), 6) if len(valid) else None,
                missing="" if len(valid) else "invalid",
                origin=self._frames.where(first, first + len(lines) - 1),
            )


@dataclass(frozen=True, slots=True)
class Track:
    """One kind of annotation of one person of a recording.

    Attributes:
        kind: ``AU`` or ``EXPR``.
        name: the name of the annotation file.
        split: the owners' split.
        fps: frames per second.
        license: of the clips.
        frames: the file.
        affect: valence and arousal of the same frames, if annotated.
    """

    kind: str
    name: str
    split: str
    fps: float
    license: str
    frames: PerFrame
    affect: Affect | None

    def clips(self, lost: Lost) -> Iterator[Annotated]:
        """A clip for every run, and for every piece of a long one; what is left out is counted.

        Raises:
            EmoCfgError: E302 a line that is no annotation of its kind.
        """
        shortest, longest = math.ceil(_SHORTEST * self.fps - 1e-6), max(1, math.floor(_LONGEST * self.fps + 1e-6))
        for value, begin, end in self.frames.runs(_read_units if self.kind == "AU" else self._read_expression):
            if not value:
                lost.mark(self.frames.name, end - begin + 1)
                continue
            for first in range(begin, end + 1, longest):
                last = min(first + longest - 1, end)
                if last - first + 1 < shortest:
                    lost.runs += 1
                    lost.frames += last - first + 1
                else:
                    yield self._clip(value, first, last)

    def _read_expression(self, line: str) -> str:
        """The number of the expression, "" where it is invalid."""
        cell, classes = line.strip(), len(self.frames.columns)
        if cell == "-1":
            return ""
        if cell not in map(str, range(classes)):
            raise ValueError(f"expression is {cell[:40]!r}, not a class from 0 to {classes - 1}, or -1")
        return cell

    def _clip(self, value: str, first: int, last: int) -> Annotated:
        clip_id = f"AffWild2/{self.kind}/{self.name}/{first}-{last}"
        side, recording = SIDE.search(self.name), SIDE.sub("", self.name)
        clip = Clip(
            clip_id=clip_id,
            source="AffWild2",
            file=f"{recording}/{first}-{last}.mp4",
            source_video=f"AffWild2/{recording}",
            subjects=(Subject("p1", f"AffWild2/{self.name}", side[1] if side else ""),),
            split=self.split,
            tasks=("action_units",) if self.kind == "AU" else ("emotion_single",),
            license=self.license,
            start=round((first - 1) / self.fps, 4),
            end=round(last / self.fps, 4),
            split_by="owner",
        )
        if self.kind == "AU":
            active = [unit for unit, cell in zip(UNITS, value.split(","), strict=True) if cell == "1"]
            labels = [("unit", native, "facs") for native in active or [NONE]]
        else:
            labels = [("emotion", self.frames.columns[int(value)], "aff-wild2/expression")]
        where = self.frames.where(first, last)
        seen = [Observation(clip_id, "p1", *label, value, origin=where) for label in labels]
        if self.affect is not None:
            seen += self.affect.means(clip_id, first, last)
        return Annotated(clip, tuple(seen))


def _read_units(line: str) -> str:
    """The twelve cells, "" where one of them is invalid."""
    cells = [cell.strip() for cell in line.split(",")]
    if len(cells) != len(UNITS) or not set(cells) <= {"0", "1", "-1"}:
        raise ValueError(f"{line[:60]!r} is not {len(UNITS)} cells of 0, 1 or -1")
    return "" if "-1" in cells else ",".join(cells)
