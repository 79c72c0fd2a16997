"""Where a model is better than not seeing: its paired differences to ``blind`` and ``majority``, task by task."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..measures import Difference, difference_of
from ..scoring import interval_json
from ..specs import SPECS
from .table import Entry

FLOORS = ("blind", "majority")
"""The baselines that a model which sees must beat."""

LEAST = 8
"""Below this many people nothing is said of a difference: eight agree by luck once in 128 times, five once in 16."""

Side = Literal["above", "below", "open", "few"]


@dataclass(frozen=True, slots=True)
class FloorRow:
    """One task of one model beside the floors.

    Attributes:
        task: the task.
        partial: True if only a part of the split was asked; the floors are taken on the same part.
        over: the difference of the headline, ours minus the floor's, by floor; a floor that did not answer the same
            samples is left out.
    """

    task: str
    partial: bool
    over: dict[str, Difference]

    @property
    def verdict(self) -> str:
        """``beats both``, ``beats NAME only``, ``below NAME``, ``not told apart``, or why there is none."""
        if self.over.keys() < set(FLOORS):
            return "not compared"
        sides = {floor: side(self.over[floor]) for floor in FLOORS}
        if "few" in sides.values():
            return "too few people"
        above, below = ([floor for floor in FLOORS if sides[floor] == which] for which in ("above", "below"))
        if below:
            return "below both" if len(below) == len(FLOORS) else f"below {below[0]}"
        if len(above) == len(FLOORS):
            return "beats both"
        return f"beats {above[0]} only" if above else "not told apart"


@dataclass(frozen=True, slots=True)
class Standing:
    """A model beside the floors.

    Attributes:
        model: its name in the table.
        rows: one per task that it was asked.
    """

    model: str
    rows: tuple[FloorRow, ...]

    @property
    def summary(self) -> str:
        """On how many of the 15 it beats both floors, and how many of such wins are luck."""
        asked = [row for row in self.rows if SPECS[row.task].task.headline]
        best, worse = ([row for row in asked if row.verdict.startswith(word)] for word in ("beats both", "below"))
        return (
            f"{self.model} beats both blind and majority on {len(best)} of its {len(asked)} headline tasks, with 95 % "
            f"intervals that exclude zero, and lies below a floor on {len(worse)}. Nothing is corrected for the number "
            f"of tasks: a model no better than a floor beats it on one in 40, about {len(asked) / 40:.1f} of these."
        )


def side(difference: Difference) -> Side:
    """Where the interval lies: above zero, below it, or around it (``open``); ``few`` below :data:`LEAST` people."""
    interval = difference.interval
    if interval.clusters < LEAST or math.isnan(interval.low):
        return "few"
    return "above" if interval.low > 0 else "below" if interval.high < 0 else "open"


def standings(entries: Sequence[Entry]) -> list[Standing]:
    """Every model that is no baseline, beside the floors; none if a floor is not among the entries."""
    kinds = [entry.measured["model"].get("baseline") for entry in entries]
    if not set(FLOORS) <= set(kinds):
        return []
    floors = {floor: entries[kinds.index(floor)] for floor in FLOORS}
    return [
        Standing(entry.name, tuple(_row(task, entry, floors) for task in SPECS if task in entry.scores))
        for entry, kind in zip(entries, kinds, strict=True)
        if kind is None
    ]


def _row(task: str, entry: Entry, floors: dict[str, Entry]) -> FloorRow:
    ours = entry.records[task]
    asked = {record.id for record in ours}
    over = {}
    for floor, other in floors.items():
        theirs = [record for record in other.records.get(task, []) if record.id in asked]
        found = difference_of(SPECS[task].headline, ours, theirs) if len(theirs) == len(ours) else None
        if found is not None:
            over[floor] = found
    return FloorRow(task, task in entry.partial, over)


def standings_json(found: Sequence[Standing]) -> dict[str, Any]:
    """Verdict, differences and their intervals, by model and task."""
    return {standing.model: {row.task: _row_json(row) for row in standing.rows} for standing in found}


def _row_json(row: FloorRow) -> dict[str, Any]:
    over = {floor: {"value": d.value, "interval": interval_json(d.interval)} for floor, d in row.over.items()}
    return {"verdict": row.verdict, "over": over}
