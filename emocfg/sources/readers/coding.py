"""What the three CASME corpora share: takes coded by hand with frames of onset, apex and offset, and action units."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from emocfg.media import MediaError
from emocfg.schema import Clip, Observation, Subject

from ..protocol import Defect, SourceCard
from .files import Files
from .tables import Row
from .videos import fetch_frames

_OPEN = ("", "/", "\\", "null", "nan")
"""Cells in which the coders left a value open."""

_TOKEN = re.compile(r"([LR]?)([1-9][0-9]?)\Z", re.IGNORECASE)
_CHOICE = re.compile(r"[LR]?[0-9]{1,2}(?:or[LR]?[0-9]{1,2})+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Coding:
    """How a corpus codes its takes.

    Attributes:
        card: the facts of the corpus.
        marks: ``onset``, ``apex`` (or numbered ones) and ``offset``, in this order, to their columns of frame numbers.
        units: the column of action units.
        scheme: the owner's way of counting frames.
        fps: frames per second.
    """

    card: SourceCard
    marks: Mapping[str, str]
    units: str
    scheme: str
    fps: int

    def clip(
        self, row: Row, name: str, *, file: str, recording: str, subject: str, held_out: str, tasks: tuple[str, ...]
    ) -> Clip:
        """The clip of a row: the stretch of a recording from onset to offset.

        Where that is not known nobody can cut the clip, so it has no tasks: a row about it could show nothing.

        Args:
            row: the row.
            name: the clip's id within the corpus; its first folder is the person.
            file: where it would lie as a video.
            recording: the recording's id within the corpus.
            subject: the subject's number, which is the fold.
            held_out: the subject that is left out for testing, "" for none.
            tasks: what the row supports if the clip can be cut.
        """
        start, end = self._stretch(row)
        source = self.card.name
        return Clip(
            clip_id=f"{source}/{name}",
            source=source,
            file=file,
            source_video=f"{source}/{recording}",
            subjects=(Subject("p1", f"{source}/{name.partition('/')[0]}"),),
            split="" if not held_out else "test" if subject == held_out else "train",
            tasks=() if start is None else tasks,
            license=self.card.license,
            start=start,
            end=end,
            split_by=f"loso {held_out}" if held_out else "",
            fold=subject,
        )

    def observe(self, row: Row, clip: Clip) -> Iterator[Observation]:
        """Onset, apex and offset as the owner counts frames (the value is seconds from the onset), and the units."""
        first = frame(row, self.marks["onset"])
        ordered = self._disordered(row) is None
        for mark, column in self.marks.items():
            at = frame(row, column)
            value = None if at is None or first is None or not ordered else round((at - first) / self.fps, 4)
            missing = "not_annotated" if at is None else ""
            aspect, native = mark.rstrip("12"), row.text(column)
            yield Observation(
                clip.clip_id, "p1", aspect, native, self.scheme, "", value, missing=missing, origin=row.where
            )
        duration = None if clip.start is None or clip.end is None else clip.end - clip.start
        yield from units(row, clip.clip_id, self.units, duration=duration)

    def defects(self, row: Row) -> Iterator[Defect]:
        """Frames that contradict each other; the stretch of such a row is unknown."""
        wrong = self._disordered(row)
        if wrong is not None:
            yield Defect("frames_disordered", row.where, f"{wrong}; the stretch counts as unknown")

    def fetch(self, files: Files, clip: Clip, folder: str, target: Path) -> None:
        """Encode the frames from onset to offset, included.

        Raises:
            MediaError: missing if the folder has none of them, truncated if it lacks some, uncut if the annotation does
                not say which they are.
        """
        if clip.start is None or clip.end is None:
            raise MediaError("uncut", clip.file, "onset and offset are not both annotated, or contradict each other")
        first, last = round(clip.start * self.fps), round(clip.end * self.fps)
        fetch_frames(files, folder, target, fps=self.fps, first=first, last=last)

    def _stretch(self, row: Row) -> tuple[float | None, float | None]:
        """Where the clip lies in its recording, in seconds: from its first frame to its last one, if known."""
        first, last = frame(row, self.marks["onset"]), frame(row, self.marks["offset"])
        if first is None or last is None or self._disordered(row) is not None:
            return None, None
        return first / self.fps, last / self.fps

    def _disordered(self, row: Row) -> str | None:
        known = [(mark, at) for mark, column in self.marks.items() if (at := frame(row, column)) is not None]
        for (before, first), (after, second) in pairwise(known):
            if second < first:
                return f"{after} {second} is before {before} {first}"
        return None


def subject_of(row: Row) -> str:
    """The subject's two digits, as folders have them, whether the cell is the text ``01`` or the number 1."""
    return f"{row.integer('Subject'):02d}"


def frame(row: Row, column: str) -> int | None:
    """The frame number in a cell, None where it was left open; 0 stands for that too. E302 for anything else."""
    number = 0 if left_open(row, column) else row.integer(column)
    if number < 0:
        raise row.unreadable(column, "the number of a frame")
    return number or None


def left_open(row: Row, column: str) -> bool:
    """True for a cell without a value: blank or one of the signs that the coders write for that."""
    return row.text(column).lower() in _OPEN


def units(row: Row, clip_id: str, column: str, *, duration: float | None) -> Iterator[Observation]:
    """The action units of a cell such as ``4+7+L10``, ``"4,24"``, ``14or23`` or ``NULL``, each once.

    A comma parts the two sides of a face; the cell does not say which is which.

    A choice that the coders left open is kept as ``ambiguous``, an open cell as ``not_annotated``; the set of units is
    then unknown, not empty.

    Raises:
        EmoCfgError: E302 for a part that is no action unit.
    """
    text = row.text(column)

    def unit(native: str, side: str = "", missing: str = "") -> Observation:
        start, end = (None, None) if missing or duration is None else (0.0, duration)
        return Observation(
            clip_id, "p1", "unit", native, "facs", text, None, side, start, end, missing=missing, origin=row.where
        )

    if left_open(row, column):
        yield unit(text, missing="not_annotated")
        return
    for part in dict.fromkeys(part.strip() for part in re.split(r"[+,，]", text)):
        match = _TOKEN.match(part)
        if match:
            yield unit(f"AU{int(match[2])}", match[1].upper())
        elif _CHOICE.match(part):
            yield unit(part, missing="ambiguous")
        else:
            raise row.unreadable(column, f"made of action units (see {part[:20]!r})")
