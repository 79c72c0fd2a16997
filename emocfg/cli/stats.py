"""``emocfg stats``: what is in a dataset, in numbers and figures, beside the paper or another dataset."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Data, Json, emit

if TYPE_CHECKING:
    from emocfg.check.stats import Report

PAPER = "paper"


def stats(
    *,
    data: Data,
    out: Annotated[
        Path | None, typer.Option("--out", help="A folder for stats.json, the figures and index.html.")
    ] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="paper|FOLDER", help="Compare with the paper, or with another dataset.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Count rows, labels, clips, words, agreement and checks; say what the paper's composition has beyond that.

    Example: emocfg stats --data demo/emo-cfg --against paper --out figures
    """
    from benchmarks.data import open_dataset
    from emocfg.check.stats import Report, check_place, collect, compare, differences, write_report

    if out is not None:
        check_place(out)
    root = open_dataset(data).root
    other = open_dataset(Path(against)).root if against not in ("", PAPER) else None
    counted = collect(root)
    report = Report(counted, compare(counted) if against == PAPER else ())
    if other is not None:
        theirs = collect(other)
        report = Report(counted, other=theirs.dataset, differences=differences(counted, theirs))
    page = write_report(report, out) if out is not None else None
    emit(report.plain() | {"page": str(page) if page else None}, _text(report, page), as_json=as_json)


def _text(report: "Report", page: Path | None) -> str:
    """The figures as text, and where the page is."""
    from emocfg.check.stats import difference_table, paper_table, summary

    parts = [summary(report.stats)]
    if report.compared:
        parts.append(paper_table(report.compared))
    if report.other:
        names = (report.stats.dataset[:12], report.other[:12])
        parts.append(difference_table(report.differences, names))
    return "\n\n".join([*parts, *([f"{page}  (open it)"] if page else [])])
