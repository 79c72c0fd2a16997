"""From who said what of which thing to a coefficient of agreement with its interval."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from emocfg.metrics.agreement import (
    Level,
    alpha_of_coincidences,
    bootstrap,
    coincidences,
    cross_table,
    kappa_of_table,
)
from emocfg.metrics.arrays import Matrix

from .reading import meta_files, tables
from .records import Agreement

MOST_VALUES = 64
"""Different values that are told apart; ratings with a rarer one are left out."""

Value = str | float


@dataclass(frozen=True, slots=True)
class Topic:
    """What is rated, as in :class:`Agreement`."""

    kind: str
    source: str
    what: str
    level: Level = "nominal"


def people_of(root: Path, clips: set[str]) -> dict[str, str]:
    """Clip to the first person seen in it, of these clips: the cluster that intervals resample."""
    found: dict[str, str] = {}
    wanted = pa.array(sorted(clips), pa.string())
    for table in tables(meta_files(root, "clips"), ("clip_id", "identities")):
        for row in table.filter(pc.is_in(table["clip_id"], value_set=wanted)).to_pylist():
            if row["identities"]:
                found[row["clip_id"]] = row["identities"][0]
    return found


def alpha(topic: Topic, raters: Sequence[str], units: Iterable[tuple[str, Mapping[Value, int]]]) -> Agreement | None:
    """Krippendorff's alpha.

    Args:
        topic: what was rated.
        raters: their names, where they have any.
        units: of every thing the cluster it belongs to, and how many raters gave it each value.

    Returns:
        None if nothing was rated twice.
    """
    rated = [(cluster, counts) for cluster, counts in units if sum(counts.values()) > 1]
    if not rated:
        return None
    often = sum((Counter(dict(counts)) for _, counts in rated), Counter[Value]())
    values = sorted((value for value, _ in often.most_common(MOST_VALUES)), key=lambda value: (str(type(value)), value))
    counts = np.array([[float(unit.get(value, 0)) for value in values] for _, unit in rated])
    of_units = _by_cluster([cluster for cluster, _ in rated], coincidences(counts))
    scale = [value if isinstance(value, float) else float(place) for place, value in enumerate(values)]
    statistic = partial(alpha_of_coincidences, values=scale, level=topic.level)
    ratings = counts.sum(axis=1)
    agreed = float((counts * (counts - 1)).sum() / max((ratings * (ratings - 1)).sum(), 1.0))
    return _finished(topic, raters, len(rated), agreed, "alpha", of_units, statistic)


def kappas(topic: Topic, units: Iterable[tuple[str, Mapping[str, Value]]]) -> list[Agreement]:
    """Cohen's kappa of every two raters, on what both rated.

    Args:
        topic: what was rated.
        units: of every thing the cluster it belongs to, and what each rater said of it.
    """
    rated = list(units)
    names = sorted({rater for _, said in rated for rater in said})
    found = []
    for pair in combinations(names, 2):
        both = [(cluster, *(str(said[rater]) for rater in pair)) for cluster, said in rated if said.keys() >= {*pair}]
        if not both:
            continue
        often = Counter(value for _, *values in both for value in values)
        labels = [value for value, _ in sorted(often.most_common(MOST_VALUES))]
        kept = [unit for unit in both if set(unit[1:]) <= set(labels)]
        of_units = np.array([cross_table([first], [second], labels) for _, first, second in kept])
        agreed = sum(first == second for _, first, second in kept) / len(kept)
        of_clusters = _by_cluster([cluster for cluster, *_ in kept], of_units)
        found.append(_finished(topic, pair, len(kept), agreed, "kappa", of_clusters, kappa_of_table))
    return found


def _by_cluster(clusters: Sequence[str], of_units: Matrix) -> Matrix:
    """The sum of the units' tables of every cluster."""
    number = {cluster: place for place, cluster in enumerate(sorted(set(clusters)))}
    summed = np.zeros((len(number), *of_units.shape[1:]))
    np.add.at(summed, [number[cluster] for cluster in clusters], of_units)
    return summed


def _finished(
    topic: Topic,
    raters: Sequence[str],
    units: int,
    agreed: float,
    coefficient: str,
    of_clusters: Matrix,
    statistic: Callable[[Matrix], Matrix],
) -> Agreement:
    numbers = (float(statistic(of_clusters.sum(axis=0))), *bootstrap(of_clusters, statistic))
    value, low, high = map(_plain, numbers)
    about = (topic.kind, topic.source, topic.what, tuple(raters))
    return Agreement(*about, units, len(of_clusters), round(agreed, 4), coefficient, topic.level, value, low, high)


def _plain(number: float) -> float | None:
    return None if math.isnan(number) else round(number, 4)
