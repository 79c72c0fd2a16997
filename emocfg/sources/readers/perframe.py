"""Annotation of every frame: a header line, then one line for each frame of a recording. Made for millions of lines.

Lines stay text until somebody asks: a line that occurs ten thousand times is read once.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from emocfg.core import EmoCfgError

from .files import Files
from .tables import RESTORE, read_text

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PerFrame:
    """The annotation of one recording.

    Attributes:
        name: the file.
        columns: what its header says.
        lines: the line of frame 1, of frame 2, and so on.
    """

    name: str
    columns: tuple[str, ...]
    lines: list[str]

    def where(self, first: int, last: int = 0) -> str:
        """The file and the line of a frame, or the lines of a stretch of frames.

        >>> PerFrame("a.txt", ("AU1",), ["0", "1", "1"]).where(2, 3)
        'a.txt:3-4'
        """
        return f"{self.name}:{first + 1}" + (f"-{last + 1}" if last > first else "")

    def runs(self, read: Callable[[str], Value]) -> Iterator[tuple[Value, int, int]]:
        """What is annotated, with the first and the last frame (from 1) over which it stays the same.

        Args:
            read: the value of a line; ValueError says what is wrong with it.

        Raises:
            EmoCfgError: E302 with the first line that cannot be read.

        >>> list(PerFrame("a.txt", ("AU1",), ["0", "1", " 1"]).runs(int))
        [(0, 1, 1), (1, 2, 3)]
        """
        values: dict[str, Value] = {}
        for line in dict.fromkeys(self.lines):
            try:
                values[line] = read(line)
            except ValueError as problem:
                where = self.where(self.lines.index(line) + 1)
                raise EmoCfgError("E302", str(problem), where=where, fix=RESTORE) from problem
        last = 0
        for value, same in groupby(map(values.__getitem__, self.lines)):
            first, last = last + 1, last + sum(1 for _ in same)
            yield value, first, last

    def numbers(self, *, limit: float, invalid: float) -> NDArray[np.float64]:
        """All numbers, shape (frames, columns); NaN where the owner's marker says that there is none.

        Args:
            limit: values lie in [-limit, limit].
            invalid: the marker.

        Raises:
            EmoCfgError: E302 with the first line that is something else.
        """
        values = np.empty((len(self.lines), len(self.columns)), np.float64)
        for number, line in enumerate(self.lines):
            cells = _numbers(line)
            if len(cells) != len(self.columns) or not all(abs(x) <= limit or x == invalid for x in cells):
                what = f"{line[:60]!r} is not {len(self.columns)} numbers up to {limit:g}, or {invalid:g}"
                raise EmoCfgError("E302", what, where=self.where(number + 1), fix=RESTORE)
            values[number] = cells
        values[values == invalid] = np.nan
        return values


def read_frames(files: Files, name: str, headers: Collection[tuple[str, ...]]) -> PerFrame:
    """Read the annotation of one recording.

    Args:
        files: the copy.
        name: the file in it.
        headers: the headers that the owner's files have.

    Raises:
        EmoCfgError: E102 no such file, E301 another header or encoding.
    """
    lines = read_text(files, name).replace("\r\n", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    columns = tuple(cell.strip() for cell in lines[0].split(",")) if lines else ()
    if columns not in headers:
        expected = " or ".join(",".join(header) for header in headers)
        what = f"header {','.join(columns)[:120]!r}"
        raise EmoCfgError("E301", what, where=f"{name}:1", fix=f"expected {expected}")
    return PerFrame(name, columns, lines[1:])


def _numbers(line: str) -> list[float]:
    """The numbers of a line; none if a cell is something else."""
    try:
        return [float(cell) for cell in line.split(",")]
    except ValueError:
        return []
