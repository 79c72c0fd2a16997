"""How often do 95 % intervals hold the truth? Simulated data sets with identities of different difficulty.

    python -m tests.metrics.coverage [--sets 400] [--accuracy 0.6]

Every identity has its own chance to be read right, drawn from a beta distribution, so that two clips of one identity
are right together with the intra-class correlation of 0.25. Compared are: clips resampled as if they were independent,
plain percentiles of resampled identities, and ``cluster_interval``.
"""

import argparse
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from emocfg.metrics import METRICS, cluster_interval, cluster_sums, resampled
from emocfg.metrics.arrays import Matrix

SHARES = np.array([0.35, 0.2, 0.15, 0.1, 0.08, 0.07, 0.05])
"""Of seven labels in gold: a skewed set."""
CLIPS, CORRELATION = 25, 0.25
NAMES = ("war", "uar", "f1_macro")
KINDS = ("clips", "percentile", "ours")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A simulated data set."""

    gold: list[str]
    predicted: list[str]
    identities: list[str]


def draw(generator: np.random.Generator, identities: int, accuracy: float) -> Drawn:
    """A set of 25 clips per identity; a wrong answer is any other label alike."""
    spread = 1 / CORRELATION - 1
    skill = generator.beta(spread * accuracy, spread * (1 - accuracy), identities).repeat(CLIPS)
    gold = generator.choice(len(SHARES), len(skill), p=SHARES)
    other = (gold + generator.integers(1, len(SHARES), len(skill))) % len(SHARES)
    predicted = np.where(generator.random(len(skill)) < skill, gold, other)
    people = [f"person {number:04}" for number in np.arange(identities).repeat(CLIPS)]
    return Drawn([str(label) for label in gold], [str(label) for label in predicted], people)


def truth(accuracy: float) -> dict[str, float]:
    """The metrics of infinitely many identities."""
    right = SHARES * accuracy
    claimed = right + (1 - SHARES) * (1 - accuracy) / (len(SHARES) - 1)
    return {"war": accuracy, "uar": accuracy, "f1_macro": float((2 * right / (SHARES + claimed)).mean())}


def intervals(name: str, drawn: Drawn, replicates: int) -> dict[str, tuple[float, float]]:
    """The interval of one metric, found in three ways."""
    metric = METRICS[name]
    counts: Matrix = metric.counts(drawn.gold, drawn.predicted)
    clips = resampled(counts, metric.value, replicates=replicates)
    people = resampled(cluster_sums(counts, drawn.identities), metric.value, replicates=replicates)
    ours = cluster_interval(counts, drawn.identities, metric.value, replicates=replicates, limits=metric.limits)
    return {"clips": _percentiles(clips), "percentile": _percentiles(people), "ours": (ours.low, ours.high)}


def _percentiles(draws: Matrix) -> tuple[float, float]:
    low, high = np.quantile(draws, (0.025, 0.975))
    return float(low), float(high)


def coverage(
    identities: int, *, sets: int, accuracy: float = 0.6, replicates: int = 1000, names: tuple[str, ...] = NAMES
) -> dict[tuple[str, str], tuple[float, float]]:
    """For every metric and kind of interval the share of sets whose interval holds the truth, and the mean width."""
    generator, true = np.random.default_rng(identities), truth(accuracy)
    found: dict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
    for _ in range(sets):
        drawn = draw(generator, identities, accuracy)
        for name in names:
            for kind, (low, high) in intervals(name, drawn, replicates).items():
                found[name, kind].append((low <= true[name] <= high, high - low))
    return {
        key: (float(means[0]), float(means[1])) for key, means in ((k, np.mean(v, axis=0)) for k, v in found.items())
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=400)
    parser.add_argument("--accuracy", type=float, default=0.6)
    asked = parser.parse_args()
    print(f"{asked.sets} sets, accuracy {asked.accuracy}; coverage of 95 % intervals (mean width)")  # noqa: T201
    print(f"{'identities':>10}  {'metric':8}" + "".join(f"  {kind:>15}" for kind in KINDS))  # noqa: T201
    for identities in (10, 20, 40):
        found = coverage(identities, sets=asked.sets, accuracy=asked.accuracy)
        for name in NAMES:
            cells = (found[name, kind] for kind in KINDS)
            print(f"{identities:10}  {name:8}" + "".join(f"    {held:.3f} ({width:.3f})" for held, width in cells))  # noqa: T201


if __name__ == "__main__":
    main()
