"""All figures of a dataset folder, each read from its own columns, none from a report."""

from collections import Counter
from pathlib import Path

from emocfg.core import track

from .agreeing import agreement
from .checks import checked
from .clips import clip_stats
from .reading import manifest_of, row_files, tables
from .records import Stats
from .rows import COLUMNS, RowCounts
from .terms import frequent_terms

RENDERED = "mini"
"""The source whose faces say nothing of people."""


def collect(root: Path) -> Stats:
    """Count everything in a dataset folder.

    Memory holds tables of bounded size, an entry per clip, and the counters: 2.1 million rows are no trouble.

    Args:
        root: the folder, as ``emocfg build`` or ``emocfg import`` made it.

    Raises:
        EmoCfgError: E102 no dataset there, E105 a file of it that cannot be read.
    """
    manifest = manifest_of(root)
    counts = RowCounts()
    for table in track(tables(row_files(root), COLUMNS), "tables of rows counted"):
        counts.add(table)
    cells, tasks = counts.finished()
    by_source: Counter[str] = Counter()
    for cell in cells:
        by_source[cell.source] += cell.rows
    sources, clips = clip_stats(root, by_source)
    return Stats(
        dataset=str(manifest["digest"]),
        rows=by_source.total(),
        cells=cells,
        tasks=tasks,
        sources=sources,
        clips=clips,
        terms=frequent_terms(root),
        agreement=agreement(root),
        checks=checked(root),
        rendered=RENDERED in by_source,
    )
