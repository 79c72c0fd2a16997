"""Text tables with dirty cells: every row knows its file and line, every cell is kept as written."""

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emocfg.core import EmoCfgError

from .files import Files

MAX_BYTES = 256 * 2**20
UTF8 = ("utf-8-sig",)
UTF8_OR_CHINESE = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        where: its file and line.
        cells: column to text, as written.
    """

    where: str
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell without surrounding space."""
        return self.cells[column].strip()

    def integer(self, column: str) -> int:
        """The whole number in a cell, E302 if there is none."""
        text = self.text(column)
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise self.unreadable(column, "a whole number")
        return int(text)

    def number(self, column: str) -> float:
        """The finite number in a cell, E302 if there is none."""
        try:
            value = float(self.text(column))
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or "_" in self.text(column):  # Python reads 1_0 as ten
            raise self.unreadable(column, "a number")
        return value

    def name(self, column: str) -> str:
        """The cell as one part of a path, E302 if it cannot be one."""
        if not is_name(self.text(column)):
            raise self.unreadable(column, "a name without slashes")
        return self.text(column)

    def unreadable(self, column: str, wanted: str) -> EmoCfgError:
        """The error for a cell that is not what its column holds."""
        return EmoCfgError(
            "E302", f"{column} is {self.text(column)[:40]!r}, not {wanted}", where=self.where, fix=RESTORE
        )


RESTORE = "restore the owner's file"


def is_name(text: str) -> bool:
    r"""True for what can be one part of a path: ids and files are named after it.

    >>> [is_name(text) for text in ("EP02_01f", "", "..", "a/b", "a\\b", "a\n")]
    [True, False, False, False, False, False]
    """
    return text.strip() not in ("", ".", "..") and not set(text) & {"/", "\\"} and text.isprintable()


def read_text(files: Files, name: str, encodings: Sequence[str] = UTF8) -> str:
    """A text file in the first encoding that fits.

    Raises:
        EmoCfgError: E102 no such file, E301 too large or in none of the encodings.
    """
    path = files.path(name, where=name)
    if not path.is_file():
        raise EmoCfgError("E102", "no such annotation file", where=name, fix="complete the copy")
    if path.stat().st_size > MAX_BYTES:
        raise EmoCfgError("E301", f"larger than {MAX_BYTES >> 20} MiB", where=name, fix=RESTORE)
    data = path.read_bytes()
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    line = data[: _first_bad_byte(data)].count(b"\n") + 1
    raise EmoCfgError("E301", f"not {' or '.join(encodings)} text", where=f"{name}:{line}", fix=RESTORE)


def read_lines(files: Files, name: str, encodings: Sequence[str] = UTF8) -> Iterator[tuple[str, str]]:
    """The lines of a text file that are not blank, each with its file and line."""
    for number, line in enumerate(read_text(files, name, encodings).split("\n"), start=1):
        if line.strip():
            yield f"{name}:{number}", line.rstrip("\r")


def read_csv(
    files: Files,
    name: str,
    columns: Sequence[str],
    *,
    delimiter: str = ",",
    header: str = "exact",
    encodings: Sequence[str] = UTF8,
) -> Iterator[Row]:
    """The rows of a delimited file, with the physical line each starts on (a quoted cell may hold line breaks).

    Args:
        files: the copy.
        name: the file in it.
        columns: the columns that are read.
        delimiter: between the cells.
        header: ``exact`` the first line must be these columns in this order; ``named`` it must hold them, in any order
            and with others beside them, which are kept; ``none`` there is none; ``maybe`` as ``named`` if the first
            line names one of them, else as ``none``.
        encodings: tried in order.

    Raises:
        EmoCfgError: E301 a wrong header or encoding, or not CSV; E302 a row with another number of cells.
    """
    reader = csv.reader(io.StringIO(read_text(files, name, encodings), newline=""), delimiter=delimiter, strict=True)
    line, names = 1, list(columns)
    try:
        for number, cells in enumerate(reader):
            if number == 0 and (header in ("exact", "named") or (header == "maybe" and set(cells) & set(columns))):
                names = _header(name, cells, columns, exact=header == "exact")
            elif "".join(cells).strip() or len(cells) == len(names):  # a line of blanks is no row
                if len(cells) != len(names):
                    what = f"{len(cells)} cells instead of {len(names)}"
                    raise EmoCfgError("E302", what, where=f"{name}:{line}", fix=RESTORE)
                yield Row(f"{name}:{line}", dict(zip(names, cells, strict=True)))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise EmoCfgError("E301", f"not CSV: {problem}", where=f"{name}:{line}", fix=RESTORE) from problem
    if line == 1 and header in ("exact", "named"):
        _header(name, [], columns, exact=True)


def _header(name: str, cells: list[str], columns: Sequence[str], *, exact: bool) -> list[str]:
    names = [cell.strip() for cell in cells]
    right = names == list(columns) if exact else set(columns) <= set(names) and len(set(names)) == len(names)
    if not right:
        expected = f"expected {', '.join(columns)}"
        raise EmoCfgError("E301", f"header {', '.join(names)[:120]!r}", where=f"{name}:1", fix=expected)
    return names


def _first_bad_byte(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return problem.start
    return 0
