"""What the tests of sources share: a scan in two lists, and workbooks."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

from emocfg.schema import Observation
from emocfg.sources import Annotated, Defect, open_source, scan_source


def scan(name: str, root: Path | None, **options: object) -> tuple[list[Annotated], list[Defect]]:
    """The clips and the defects of a source."""
    entries = list(scan_source(open_source(name, root, options)))
    return [e for e in entries if isinstance(e, Annotated)], [e for e in entries if isinstance(e, Defect)]


def by_id(clips: Sequence[Annotated]) -> dict[str, Annotated]:
    """Clip id to clip."""
    return {annotated.clip.clip_id: annotated for annotated in clips}


def of(annotated: Annotated, aspect: str) -> list[Observation]:
    """A clip's observations of one aspect."""
    return [o for o in annotated.observations if o.aspect == aspect]


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    """A text file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def touch(root: Path, *names: str) -> None:
    """Empty files, for scans that only look at names."""
    for name in names:
        write(root / name, "")


def write_xlsx(path: Path, *sheets: Sequence[Sequence[object]]) -> None:
    """A workbook with these rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        page = book.create_sheet(f"Sheet{number}")
        for row in rows:
            page.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
