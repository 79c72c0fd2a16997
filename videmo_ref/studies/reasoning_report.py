"""The table of a study of reasoning: a row per method and number of candidates, identities resampled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emocfg.metrics.arrays import share_of_counts
from emocfg.metrics.metric import Metric, mean_counts
from emocfg.schema import LEVELS

from ..rewards.aligned import Parts

GREEDY, SAMPLE = "greedy", "one sample"
"""The two rows without a choice: the likeliest tokens, and a single draw, which every method is with n = 1."""

SCORE = Metric(mean_counts, share_of_counts, (-1.0, 1.0))
"""The mean of aligned scores; penalties can make one negative."""
DIFFERENCE = Metric(mean_counts, share_of_counts, (-2.0, 2.0))

_HEAD = """# Reasoning with {model}

{clips} clips of {identities} people, split {split}; temperature {temperature}, seed {seed}.

The aligned score is the typed, unordered agreement of a tree with the true one; 1 is perfect, penalties are included.
Intervals are 95 %, over people{few}.
Differences to greedy decoding are paired by clip. The oracle picks by the true tree: it says how much there is to
choose from, and nothing of how well the model reasons.

| method | n | aligned | minus greedy | attribute | expression | emotion |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the table."""

    method: str
    n: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell got on one clip."""

    cell: Cell
    clip: str
    identity: str
    parts: Parts


def figures(told: Sequence[Told]) -> list[dict[str, Any]]:
    """The numbers of every cell, in the order in which they come."""
    by_cell: dict[Cell, list[Told]] = {}
    for one in told:
        by_cell.setdefault(one.cell, []).append(one)
    greedy = {one.clip: one.parts.total for one in by_cell[Cell(GREEDY, 1)]}
    return [_figures(cell, own, greedy) for cell, own in by_cell.items()]


def markdown(result: Mapping[str, Any]) -> str:
    """The report."""
    measured, rows = result["measured"], result["figures"]
    study, few = measured["study"], "; these are few, so the intervals are likely too narrow" * rows[0]["few"]
    head = _HEAD.format(
        model=measured["model"]["name"],
        clips=rows[0]["clips"],
        identities=rows[0]["identities"],
        split=measured["split"],
        temperature=study["temperature"],
        seed=study["seed"],
        few=few,
    )
    return head + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _figures(cell: Cell, told: Sequence[Told], greedy: Mapping[str, float]) -> dict[str, Any]:
    people = [one.identity for one in told]
    scores = [one.parts.total for one in told]
    above = [one.parts.total - greedy[one.clip] for one in told]
    interval = SCORE.interval(scores, clusters=people)
    return {
        "method": cell.method,
        "n": cell.n,
        "clips": len(told),
        "identities": interval.clusters,
        "few": interval.optimistic,
        "aligned": _valued(SCORE, scores, people),
        "above_greedy": _valued(DIFFERENCE, above, people),
        **{level: _mean([getattr(one.parts, level) for one in told]) for level in LEVELS},
    }


def _valued(metric: Metric, values: Sequence[float], people: Sequence[str]) -> dict[str, float | None]:
    interval = metric.interval(values, clusters=people)
    known = interval.low == interval.low
    return {
        "value": metric(values),
        "low": interval.low if known else None,
        "high": interval.high if known else None,
    }


def _mean(values: Sequence[float | None]) -> float | None:
    """Over the clips whose truth knows of the level."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _cells(row: Mapping[str, Any]) -> list[str]:
    levels = ["" if row[level] is None else f"{row[level]:.3f}" for level in LEVELS]
    difference = "" if row["method"] == GREEDY else _ranged(row["above_greedy"], "+.3f")
    return [row["method"], str(row["n"]), _ranged(row["aligned"], ".3f"), difference, *levels]


def _ranged(found: Mapping[str, float | None], form: str) -> str:
    value, low, high = found["value"], found["low"], found["high"]
    return f"{value:{form}}" + ("" if low is None else f" [{low:{form}}, {high:{form}}]")
