"""Spreadsheets: XLSX by openpyxl, XLS by xlrd. Numbers come back as the text a person sees, so 12 and "12" are one."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from emocfg.core import EmoCfgError

from .files import Files
from .tables import RESTORE, Row

_MAX_BYTES, _MAX_UNPACKED, _MAX_ROWS = 64 * 2**20, 512 * 2**20, 2**20


def read_sheet(
    files: Files, name: str, columns: tuple[str, ...] | None, *, sheet: int = 0, header: bool = True
) -> Iterator[Row]:
    """The rows of one sheet that hold anything, each with its file and row number.

    Args:
        files: the copy.
        name: the workbook in it.
        columns: the columns from the left; a blank name stands for a column without one, whose cells are not kept.
            None takes the names from the first row.
        sheet: which sheet, from 0.
        header: the first row must be these columns (extra ones on the right are kept under their own name).

    Raises:
        EmoCfgError: E301 if it is not a workbook, lacks the sheet, has another header or a column twice.
    """
    path = files.path(name, where=name)
    names = list(columns or ())
    for number, cells in enumerate(_cells(path, name, sheet), start=1):
        if number == 1 and header:
            names = _names(name, cells, columns)
            continue
        if any(cells):
            padded = cells + [""] * (len(names) - len(cells))
            yield Row(f"{name}:{number}", {key: cell for key, cell in zip(names, padded, strict=False) if key})


def refuse_pickle(files: Files, pattern: str, instead: str) -> None:
    """Refuse files that run code when they are read; only called where nothing else can be read.

    Raises:
        EmoCfgError: E306 if a file matches, with how to convert it.
    """
    found = files.matching(pattern)
    if found:
        raise EmoCfgError(
            "E306",
            "a pickle, or an array of Python objects, can run any code when it is read",
            where=found[0],
            fix=f"convert it once, where you trust it: {instead}",
        )


def _names(name: str, cells: list[str], columns: tuple[str, ...] | None) -> list[str]:
    wanted = cells if columns is None else columns
    found = [cell if column else "" for cell, column in zip(cells, wanted, strict=False)]
    if found != list(wanted):
        what = f"header {', '.join(cells)[:120]!r}"
        raise EmoCfgError("E301", what, where=f"{name}:1", fix=f"expected {', '.join(wanted)}")
    names = found + cells[len(found) :]
    twice = next((column for column in names if column and names.count(column) > 1), None)
    if twice is not None:
        raise EmoCfgError("E301", f"two columns are called {twice[:40]!r}", where=f"{name}:1", fix=RESTORE)
    return names


def _cells(path: Path, name: str, sheet: int) -> Iterator[list[str]]:
    if not path.is_file():
        raise EmoCfgError("E102", "no such annotation file", where=name, fix="complete the copy")
    if path.stat().st_size > _MAX_BYTES:
        raise EmoCfgError("E301", f"larger than {_MAX_BYTES >> 20} MiB", where=name, fix=RESTORE)
    try:
        yield from _xls(path, sheet) if path.suffix.lower() == ".xls" else _xlsx(path, sheet)
    except EmoCfgError:
        raise
    except Exception as problem:  # the readers of these formats raise whatever a broken file makes them
        what = f"not a readable workbook: {type(problem).__name__}: {problem}"
        raise EmoCfgError("E301", what[:200], where=name, fix=RESTORE) from problem


def _xlsx(path: Path, sheet: int) -> Iterator[list[str]]:
    import openpyxl

    with zipfile.ZipFile(path) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _MAX_UNPACKED:
            raise ValueError(f"more than {_MAX_UNPACKED >> 20} MiB unpacked")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        page = book.worksheets[sheet]
        page.reset_dimensions()  # what a file says of its size can be wrong, and rows beyond it would be lost
        for number, row in enumerate(page.iter_rows(values_only=True)):
            if number == _MAX_ROWS:
                raise ValueError(f"more than {_MAX_ROWS} rows")
            yield [_text(value) for value in row]
    finally:
        book.close()


def _xls(path: Path, sheet: int) -> Iterator[list[str]]:
    import xlrd

    book = xlrd.open_workbook(str(path))

    def value(cell: xlrd.sheet.Cell) -> object:
        """An error, a truth value and a date are numbers in the file, and none of them is meant as one."""
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code[cell.value]
        if cell.ctype == xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value

    for row in book.sheet_by_index(sheet).get_rows():
        yield [_text(value(cell)) for cell in row]


def _text(value: object) -> str:
    """What a person sees in a cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value).strip()
