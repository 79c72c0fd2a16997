"""The table as plain text: one run with all about its scores, or several side by side."""

import math
from collections.abc import Iterator, Sequence

from emocfg.metrics import Interval

from ..measures import Difference
from ..scoring import TaskScore
from ..specs import SPECS
from .floors import FLOORS, Standing
from .table import Entry, tasks_of

WIDTH = max(len(task) for task in SPECS) + 2
_FEW = "~ fewer than 30 people: the interval is likely too narrow"


def text_table(entries: Sequence[Entry]) -> str:
    """What the terminal shows, one row per task, and one per corpus where a task has several."""
    lines = list(_single(entries[0]) if len(entries) == 1 else _several(entries))
    notes = []
    if any(entry.partial for entry in entries):
        notes.append("* measured on a part of the split")
    if any("~" in line for line in lines):
        notes.append(_FEW)
    return "\n".join([*lines, *notes, *(f"{entry.name}: {warning}" for entry in entries for warning in entry.warnings)])


def _single(entry: Entry) -> Iterator[str]:
    head = f"{'n':>6}  {'people':>6}  {'score':>7}  {'95 % interval':>15}  {'scored':>6}"
    yield f"{'task':{WIDTH}}  {'metric':15}  {head}"
    for task in tasks_of([entry]):
        yield _row(task, entry.scores[task], star="*" if task in entry.partial else "")
        for source, part in entry.scores[task].sources.items():
            yield _row(f"  {source}", part)


def _row(name: str, score: TaskScore, star: str = "") -> str:
    read = score.outcomes.get("scored", 0) / score.samples
    cells = f"{score.samples:6,}  {score.identities:6,}  {f'{score.score:.3f}{star}':>7}"
    return f"{name:{WIDTH}}  {score.headline:15}  {cells}  {interval_text(score.interval):>15}  {read:6.0%}"


def interval_text(interval: Interval | None, sign: str = "") -> str:
    """``0.710-0.830``, with a ``~`` where it rests on few people; nothing where there is no interval.

    Args:
        interval: of a score, or of a difference.
        sign: ``+`` for a difference: ``-0.010 to +0.120``.
    """
    if interval is None or math.isnan(interval.low):
        return ""
    low, high = (f"{end:{sign}.3f}" for end in (interval.low, interval.high))
    return f"{'~' if interval.optimistic else ''}{low}{' to ' if sign else '-'}{high}"


def floors_text(standings: Sequence[Standing]) -> str:
    """Every model beside the floors: one row per task, both differences and the verdict; "" if there is no model."""
    parts = []
    for standing in standings:
        heads = "  ".join(f"{f'over {floor}':>24}" for floor in FLOORS)
        lines = [f"{standing.model}", f"{'task':{WIDTH}}  {'metric':15}  {heads}  verdict"]
        for row in standing.rows:
            cells = "  ".join(f"{_difference(row.over.get(floor)):>24}" for floor in FLOORS)
            star = "*" if row.partial else ""
            lines.append(f"{row.task + star:{WIDTH}}  {SPECS[row.task].headline:15}  {cells}  {row.verdict}")
        notes = [_FEW] if any("~" in line for line in lines[2:]) else []
        parts.append("\n".join([*lines, *notes, standing.summary]))
    return "\n\n".join(parts)


def _difference(found: Difference | None) -> str:
    return "-" if found is None else f"{found.value:+.3f} {interval_text(found.interval, '+'):>17}"


def _several(entries: Sequence[Entry]) -> Iterator[str]:
    wide = [max(12, len(entry.name)) for entry in entries]
    names = "  ".join(f"{entry.name:>{size}}" for entry, size in zip(entries, wide, strict=True))
    yield f"{'task':{WIDTH}}  {'metric':15}  {'n':>6}  {names}"
    for task in tasks_of(entries):
        samples = max(entry.scores[task].samples for entry in entries if task in entry.scores)
        cells = "  ".join(f"{_cell(entry, task):>{size}}" for entry, size in zip(entries, wide, strict=True))
        yield f"{task:{WIDTH}}  {SPECS[task].headline:15}  {samples:6,}  {cells}"


def _cell(entry: Entry, task: str) -> str:
    if task not in entry.scores:
        return "-"
    return f"{entry.scores[task].score:.3f}{'*' if task in entry.partial else ''}"
