"""What the three CASME corpora share: frames of onset, apex and offset, and cells of action units."""

import re
from collections.abc import Iterator, Mapping

from emocfg.schema import Observation

from .tables import Row

_OPEN = ("", "/", "\\", "null", "nan")
"""Cells in which the coders left a value open."""

_TOKEN = re.compile(r"([LR]?)([1-9][0-9]?)\Z", re.IGNORECASE)
_CHOICE = re.compile(r"[LR]?[0-9]{1,2}(?:or[LR]?[0-9]{1,2})+\Z", re.IGNORECASE)


def frame(row: Row, column: str) -> int | None:
    """The frame number in a cell, None where it was left open; an offset of 0 stands for that too."""
    if row.text(column).lower() in _OPEN:
        return None
    return row.integer(column) or None


def stretch(row: Row, onset: str, offset: str, *, fps: int) -> tuple[float | None, float | None]:
    """Where the clip lies in its recording, in seconds: from its first frame to its last one, if known."""
    first, last = frame(row, onset), frame(row, offset)
    if first is None or last is None or last < first:
        return None, None
    return first / fps, last / fps


def phases(row: Row, clip_id: str, marks: Mapping[str, str], scheme: str, *, fps: int) -> Iterator[Observation]:
    """Onset, apex and offset as the owner counts frames; the value is seconds from the onset.

    Args:
        row: the row.
        clip_id: the clip.
        marks: ``onset``, ``apex``, ``offset`` (or a numbered apex) to its column.
        scheme: the owner's way of counting.
        fps: frames per second.
    """
    first = frame(row, marks["onset"])
    for mark, column in marks.items():
        at = frame(row, column)
        value = None if at is None or first is None else round((at - first) / fps, 4)
        missing = "not_annotated" if at is None else ""
        yield Observation(
            clip_id, "p1", mark.rstrip("12"), row.text(column), scheme, "", value, missing=missing, origin=row.where
        )


def units(row: Row, clip_id: str, column: str, *, duration: float | None) -> Iterator[Observation]:
    """The action units of a cell such as ``4+7+L10``, ``"4,24"``, ``14or23`` or ``NULL``.

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

    if text.lower() in _OPEN:
        yield unit(text, missing="not_annotated")
        return
    for part in (part.strip() for part in re.split(r"[+,，]", text)):
        match = _TOKEN.match(part)
        if match:
            yield unit(f"AU{int(match[2])}", match[1].upper())
        elif _CHOICE.match(part):
            yield unit(part, missing="ambiguous")
        else:
            raise row.unreadable(column, f"made of action units (see {part[:20]!r})")
