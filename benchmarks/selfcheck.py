"""The benchmark tests itself on models whose scores are known: oracles and chance."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from .leaderboard.table import Entry
from .outcomes import Record
from .specs import SPECS

_RARE = 1e-4
"""A check fails where a right instrument would give such a result once in ten thousand runs."""

_SIGMAS = 4.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One self-check: what was looked at, whether it held, and the figures."""

    check: str
    passed: bool
    detail: str


def check_oracle(entry: Entry) -> Verdict:
    """An oracle must score exactly 1.0 on every task."""
    short = [f"{task} {score.score:.4f}" for task, score in entry.scores.items() if score.score != 1.0]
    detail = f"below 1.0: {', '.join(short)}" if short else f"exactly 1.0 on {len(entry.scores)} tasks"
    return Verdict("oracle", not short, detail)


def check_noise(entry: Entry) -> Verdict:
    """A noisy oracle's planted error rate must be found: binomial test over the samples of all tasks."""
    planted = float(entry.measured["model"]["error"])
    records = [record for rows in entry.records.values() for record in rows]
    wrong = sum(not record.exact for record in records)
    test = binomtest(wrong, len(records), planted)
    interval = test.proportion_ci(method="wilson")
    detail = (
        f"planted {planted:.3f}, found {wrong / len(records):.3f} "
        f"(95 % interval {interval.low:.3f} to {interval.high:.3f}, {len(records)} samples)"
    )
    return Verdict("noisy oracle", bool(test.pvalue > _RARE), detail)


def check_chance(entry: Entry) -> Verdict:
    """Uniform guessing must lie at 1/K in UAR on every task with one of K labels."""
    off, tasks = [], 0
    for task, records in entry.records.items():
        if SPECS[task].headline == "uar":
            tasks += 1
            expected, error = expected_uar(records)
            if abs(entry.scores[task].score - expected) > _SIGMAS * error:
                off.append(f"{task} {entry.scores[task].score:.3f} instead of {expected:.3f} +- {error:.3f}")
    detail = f"off: {', '.join(off)}" if off else f"within {_SIGMAS:.0f} standard errors of 1/K on {tasks} tasks"
    return Verdict("chance", not off, detail)


def expected_uar(records: Sequence[Record]) -> tuple[float, float]:
    """UAR of a uniform guess over the labels that occur, and its standard error.

    With K options the recall of a label with n samples is binomial: mean 1/K, variance (1/K)(1 - 1/K)/n; UAR is the
    mean over the labels that occur. K is the number of labels answered or true.
    """
    support = Counter(record.gold[0] for record in records)
    labels = len(support | Counter(label for record in records for label in record.predicted))
    chance = 1 / labels
    variance = sum(chance * (1 - chance) / count for count in support.values()) / len(support) ** 2
    return chance, math.sqrt(variance)
