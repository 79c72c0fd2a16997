"""How often do 95 % intervals of a paired difference hold the truth? Two simulated models on the same people.

    python -m tests.benchmarks.paired [--sets 400]

Sets are those of ``tests/metrics/coverage.py``: a skewed set of seven labels, 25 clips per identity, identities of
different difficulty (intra-class correlation 0.25). Who is hard for one model is hard for the other. The second model
of a case may be the constant answer, as the majority baseline is.
"""

import argparse
from collections.abc import Sequence

import numpy as np

from benchmarks.measures import Difference, difference_of
from benchmarks.outcomes import Record
from tests.metrics.coverage import CLIPS, CORRELATION, SHARES, truth

CASES = (("uar", 0.6, 0.6), ("uar", 0.6, 0.5), ("f1_macro", 0.6, 0.5), ("uar", 0.6, None), ("uar", 0.95, None))
"""Metric, our accuracy, theirs; None is the constant answer."""


def records(gold: Sequence[int], predicted: Sequence[int]) -> list[Record]:
    """Answers of one model, 25 per identity."""
    return [
        Record(
            f"{n:06}",
            "emotion_single",
            "x",
            f"p{n // CLIPS:04}",
            "",
            "scored",
            (str(g),),
            (str(p),),
            1.0 * (g == p),
            "",
        )
        for n, (g, p) in enumerate(zip(gold, predicted, strict=True))
    ]


def draw(
    generator: np.random.Generator, identities: int, ours: float, theirs: float | None
) -> tuple[list[Record], list[Record]]:
    """Both models on one drawn set; a wrong answer is any other label alike."""
    from scipy.stats import beta

    spread, ease = 1 / CORRELATION - 1, generator.random(identities)
    gold = generator.choice(len(SHARES), identities * CLIPS, p=SHARES)
    made = []
    for accuracy in (ours, theirs):
        other = (gold + generator.integers(1, len(SHARES), len(gold))) % len(SHARES)
        if accuracy is None:
            said = np.zeros_like(gold)
        else:
            skill = beta.ppf(ease, spread * accuracy, spread * (1 - accuracy)).repeat(CLIPS)
            said = np.where(generator.random(len(gold)) < skill, gold, other)
        made.append(records(gold.tolist(), said.tolist()))
    return made[0], made[1]


def true_difference(name: str, ours: float, theirs: float | None) -> float:
    """The difference on infinitely many identities; the constant answer has 1/7 of UAR."""
    if theirs is None and name != "uar":
        raise ValueError(f"{name} of a constant answer")
    return truth(ours)[name] - (1 / len(SHARES) if theirs is None else truth(theirs)[name])


def coverage(name: str, ours: float, theirs: float | None, identities: int, sets: int) -> tuple[float, float, float]:
    """Shares of sets whose interval holds the truth, lies above it, and lies below it."""
    generator, true = np.random.default_rng(identities), true_difference(name, ours, theirs)
    found = [difference_of(name, *draw(generator, identities, ours, theirs)) for _ in range(sets)]
    above, below = (np.mean([off(d, true) for d in found]) for off in (_above, _below))
    return float(1 - above - below), float(above), float(below)


def _above(found: Difference | None, true: float) -> bool:
    return found is not None and found.interval.low > true


def _below(found: Difference | None, true: float) -> bool:
    return found is not None and found.interval.high < true


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=400)
    sets = parser.parse_args().sets
    print(f"{sets} sets; share of 95 % intervals that hold the true difference (lie above it, below it)")  # noqa: T201
    for name, ours, theirs in CASES:
        cells = []
        for identities in (10, 20, 40):
            held, above, below = coverage(name, ours, theirs, identities, sets)
            cells.append(f"{identities}: {held:.3f} ({above:.3f}, {below:.3f})")
        other = "constant" if theirs is None else theirs
        print(f"{name:9} {ours} against {other!s:9} " + "   ".join(cells), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
