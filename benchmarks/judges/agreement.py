"""How far a judge agrees with people, and whether that is enough to trust it."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from emocfg.core import EmoCfgError, canonical
from emocfg.metrics.agreement import (
    alpha_of_coincidences,
    bootstrap,
    coincidences,
    kappa_of_table,
)
from emocfg.schema import TASKS

from .protocol import aspects_of
from .results import Row

BINS = 5
"""Ratings and scores are compared as fifths of the scale: 0-19, 20-39, 40-59, 60-79, 80-100."""

LEAST_KAPPA, LEAST_ITEMS = 0.6, 200
"""A judge is trusted from here on; below, its column is grey and ranks nobody. 0.6 is where Landis and Koch (1977)
begin to call agreement substantial."""

OVERALL = "overall"
_VALUES = np.arange(BINS, dtype=float)
Matrix = npt.NDArray[np.float64]
Key = tuple[str, str, str]
Figure = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A judge against people on the same answers.

    Attributes:
        items: (sample, aspect) pairs that both rated.
        clusters: identities that they are about; intervals resample these, and are too narrow below about 30.
        left_out: ratings of answers that have no verdict of this judge.
        accuracy: the share of items in the same fifth of the scale, with its 95 % interval; None where undefined.
        kappa: Cohen's kappa with quadratic weights, likewise.
        alpha: Krippendorff's alpha at the ordinal level, likewise.
    """

    items: int
    clusters: int
    left_out: int
    accuracy: Figure
    kappa: Figure
    alpha: Figure

    @property
    def trusted(self) -> bool:
        """True from :data:`LEAST_KAPPA` on at least :data:`LEAST_ITEMS` items."""
        return self.items >= LEAST_ITEMS and self.kappa[0] is not None and self.kappa[0] >= LEAST_KAPPA

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"trusted": self.trusted}


def read_ratings(path: Path) -> dict[Key, int]:
    """Read people's ratings, one ``{"id", "task", "aspect", "score"}`` a line, with a whole score from 0 to 100.

    Returns:
        Score by (id, task, aspect).

    Raises:
        EmoCfgError: E102 if there is no such file or it is empty, E302 for a line that is no rating, E304 for a second
            rating of the same thing.
    """
    if not path.is_file():
        raise EmoCfgError("E102", "no such file of ratings", where=str(path), fix="check the path")
    ratings: dict[Key, int] = {}
    for number, line in canonical.read_lines(path):
        where = f"{path}:{number}"
        if not isinstance(line, dict) or line.keys() != {"id", "task", "aspect", "score"}:
            _refuse("not an object with id, task, aspect and score, and nothing else", where)
        name, task, aspect, score = (line[key] for key in ("id", "task", "aspect", "score"))
        if not isinstance(name, str) or not isinstance(task, str) or not isinstance(aspect, str):
            _refuse("id, task and aspect are texts", where)
        if task not in TASKS or TASKS[task].kind != "open" or aspect not in aspects_of(task):
            _refuse(f"task {task[:40]!r} has no aspect {aspect[:40]!r}", where)
        if type(score) is not int or not 0 <= score <= 100:
            _refuse("the score is not a whole number from 0 to 100", where)
        if (name, task, aspect) in ratings:
            raise EmoCfgError("E304", "rated a second time", where=where, fix="keep one rating for each thing")
        ratings[name, task, aspect] = score
    if not ratings:
        raise EmoCfgError("E102", "no rating in this file", where=str(path), fix="write one rating a line")
    return ratings


def agreements(rows: Iterable[Row], ratings: Mapping[Key, int]) -> dict[str, Agreement]:
    """Agreement per task and over all of them (:data:`OVERALL`); what the judge did not judge is left out and counted.

    Args:
        rows: of the judge.
        ratings: from :func:`read_ratings`.
    """
    judged = {(row.id, row.task): row for row in rows if row.outcome == "judged"}
    groups: dict[str, list[tuple[str, int, int] | None]] = {OVERALL: []}
    for (name, task, aspect), score in sorted(ratings.items()):
        row = judged.get((name, task))
        both = (row.identity, score, row.scores[aspect]) if row and aspect in row.scores else None
        groups[OVERALL].append(both)
        groups.setdefault(task, []).append(both)
    return {group: _agreement(pairs) for group, pairs in groups.items()}


def _agreement(pairs: Sequence[tuple[str, int, int] | None]) -> Agreement:
    rated = [pair for pair in pairs if pair is not None]
    names = sorted({identity for identity, _, _ in rated})
    crossed, coincident = (np.zeros((len(names), BINS, BINS)) for _ in range(2))
    for identity, gold, score in rated:
        place, first, second = names.index(identity), _bin(gold), _bin(score)
        crossed[place, first, second] += 1
        coincident[place] += coincidences(np.bincount([first, second], minlength=BINS)[None].astype(float))[0]
    return Agreement(
        items=len(rated),
        clusters=len(names),
        left_out=len(pairs) - len(rated),
        accuracy=_figure(crossed, _accuracy),
        kappa=_figure(crossed, lambda table: kappa_of_table(table, "quadratic")),
        alpha=_figure(coincident, lambda table: alpha_of_coincidences(table, _VALUES, "ordinal")),
    )


def _accuracy(tables: Matrix) -> Matrix:
    """The share on the diagonal; shape (..., bins, bins) to (...)."""
    agreed: Matrix = np.trace(tables, axis1=-2, axis2=-1) / tables.sum(axis=(-2, -1))
    return agreed


def _figure(tables: Matrix, statistic: Callable[[Matrix], Matrix]) -> Figure:
    """Value, low and high of a coefficient."""
    if not len(tables):
        return None, None, None
    value, low, high = (
        None if math.isnan(number) else number
        for number in (float(statistic(tables.sum(axis=0))), *bootstrap(tables, statistic))
    )
    return value, low, high


def _bin(score: int) -> int:
    return min(score * BINS // 100, BINS - 1)


def _refuse(what: str, where: str) -> NoReturn:
    raise EmoCfgError(
        "E302", what, where=where, fix='write lines such as {"id": ..., "task": ..., "aspect": ..., "score": 80}'
    )
