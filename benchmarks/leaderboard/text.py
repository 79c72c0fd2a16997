"""The table as plain text: one run with all about its scores, or several side by side."""

import math
from collections.abc import Iterator, Sequence

from ..scoring import TaskScore
from ..specs import SPECS
from .table import Entry, tasks_of

WIDTH = max(len(task) for task in SPECS) + 2


def text_table(entries: Sequence[Entry]) -> str:
    """What the terminal shows, one row per task, and one per corpus where a task has several."""
    lines = list(_single(entries[0]) if len(entries) == 1 else _several(entries))
    notes = []
    if any(entry.partial for entry in entries):
        notes.append("* measured on a part of the split")
    if any("~" in line for line in lines):
        notes.append("~ fewer than 30 people: the interval is likely too narrow")
    return "\n".join([*lines, *notes, *(warning for entry in entries for warning in entry.warnings)])


def _single(entry: Entry) -> Iterator[str]:
    head = f"{'n':>6}  {'people':>6}  {'score':>7}  {'95 % interval':>15}  {'scored':>6}"
    yield f"{'task':{WIDTH}}  {'metric':15}  {head}"
    for task in tasks_of([entry]):
        yield _row(task, entry.scores[task], star="*" if task in entry.partial else "")
        for source, part in entry.scores[task].sources.items():
            yield _row(f"  {source}", part)


def _row(name: str, score: TaskScore, star: str = "") -> str:
    read = score.outcomes.get("scored", 0) / score.samples
    cells = f"{score.samples:6,}  {score.identities:6,}  {f'{score.score:.3f}{star}':>7}  {interval_text(score):>15}"
    return f"{name:{WIDTH}}  {score.headline:15}  {cells}  {read:6.0%}"


def interval_text(score: TaskScore) -> str:
    """``0.710-0.830``, with a ``~`` where it rests on few people; nothing where there is no interval."""
    interval = score.interval
    if interval is None or math.isnan(interval.low):
        return ""
    return f"{'~' if interval.optimistic else ''}{interval.low:.3f}-{interval.high:.3f}"


def _several(entries: Sequence[Entry]) -> Iterator[str]:
    wide = max(12, *(len(entry.name) for entry in entries))
    names = "  ".join(f"{entry.name:>{wide}}" for entry in entries)
    yield f"{'task':{WIDTH}}  {'metric':15}  {'n':>6}  {names}"
    for task in tasks_of(entries):
        samples = max(entry.scores[task].samples for entry in entries if task in entry.scores)
        cells = "  ".join(f"{_cell(entry, task):>{wide}}" for entry in entries)
        yield f"{task:{WIDTH}}  {SPECS[task].headline:15}  {samples:6,}  {cells}"


def _cell(entry: Entry, task: str) -> str:
    if task not in entry.scores:
        return "-"
    return f"{entry.scores[task].score:.3f}{'*' if task in entry.partial else ''}"
