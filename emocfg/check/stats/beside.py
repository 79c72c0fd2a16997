"""Two parts of a dataset, or two datasets, task by task: the tiers, and this build against another."""

from dataclasses import dataclass

from emocfg.schema import Tally

from .records import EVERY, Stats, TaskStats


@dataclass(frozen=True, slots=True)
class Difference:
    """One task on two sides.

    Attributes:
        task: its name.
        rows: on either side.
        words: mean words of the answer, on either side; None where there are no rows.
        distance: total variation distance of the two label distributions, sum |p - q| / 2: 0 equal, 1 disjoint; None
            where a side has no labels.
    """

    task: str
    rows: tuple[int, int]
    words: tuple[float | None, float | None]
    distance: float | None


def differences(one: Stats, other: Stats, tiers: tuple[str, str] = (EVERY, EVERY)) -> tuple[Difference, ...]:
    """Every task that a side has, in the order of the first.

    Args:
        one: the figures of one side.
        other: of the other; the same for two tiers of one dataset.
        tiers: which tier of each side.
    """
    names = dict.fromkeys(stats.task for side in (one, other) for stats in side.tasks)
    found = (_difference(name, one.task(name, tiers[0]), other.task(name, tiers[1])) for name in names)
    return tuple(difference for difference in found if any(difference.rows))


def variation(one: tuple[Tally, ...], other: tuple[Tally, ...]) -> float | None:
    """Total variation distance of two label distributions; None if one of them is empty.

    >>> variation((Tally("joy", 3), Tally("fear", 1)), (Tally("joy", 1), Tally("fear", 1)))
    0.25
    """
    shares = []
    for side in (one, other):
        total = sum(tally.count for tally in side)
        if not total:
            return None
        shares.append({tally.label: tally.count / total for tally in side})
    labels = {*shares[0], *shares[1]}
    return round(sum(abs(shares[0].get(label, 0.0) - shares[1].get(label, 0.0)) for label in labels) / 2, 4)


def _difference(task: str, one: TaskStats | None, other: TaskStats | None) -> Difference:
    sides = (one, other)
    rows, words = ([side and getattr(side, name) for side in sides] for name in ("rows", "answer"))
    labels = [side.labels if side else () for side in sides]
    return Difference(
        task,
        (rows[0] or 0, rows[1] or 0),
        (words[0].mean if words[0] else None, words[1].mean if words[1] else None),
        variation(labels[0], labels[1]),
    )
