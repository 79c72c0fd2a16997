"""Verdicts and agreement as plain text: what the terminal shows."""

from collections.abc import Mapping, Sequence

from .agreement import LEAST_ITEMS, LEAST_KAPPA, OVERALL, Agreement, Figure
from .results import TaskVerdicts

_WIDTH = 22


def verdict_table(judge: str, verdicts: Sequence[TaskVerdicts]) -> str:
    """Tasks by aspects: mean score of 100, correlation with length, and what is missing or odd."""
    head = f"{'task':{_WIDTH}} {'aspect':{_WIDTH}} {'n':>6} {'score':>7} {'length r':>8}"
    lines = [f"judge {judge}", f"{head} {'errors':>6} {'flag':>5} {'cut':>5}"]
    for each in verdicts:
        for aspect, score in each.scores.items():
            lines.append(
                f"{each.task:{_WIDTH}} {aspect:{_WIDTH}} {each.samples:6} {_number(score, 7, 1)} "
                f"{_number(each.length_correlation[aspect], 8, 2)} {each.errors:6} {each.addressing:5} {each.cut:5}"
            )
    lines += [
        "score: mean of 0 to 100 over all samples; what was not answered or read counts 0; - where the judge failed",
        "flag: answers that look as if they spoke to the judge; cut: answers of which the judge was shown a part",
    ]
    return "\n".join(lines)


def agreement_table(found: Mapping[str, Agreement]) -> str:
    """Agreement with people, per task and over all, with 95 % intervals over people."""
    lines = [
        f"{'agreement':{_WIDTH}} {'items':>6} {'people':>6} {'same fifth':>19} {'kappa (quadratic)':>19} {'alpha':>19}"
    ]
    for group, each in found.items():
        figures = " ".join(_interval(figure) for figure in (each.accuracy, each.kappa, each.alpha))
        left_out = f"; {each.left_out} without a verdict" if each.left_out else ""
        mark = "trusted" if each.trusted else "grey"
        lines.append(f"{group:{_WIDTH}} {each.items:6} {each.clusters:6} {figures}  {mark}{left_out}")
    if not found[OVERALL].trusted:
        lines.append(
            f"grey: trusted from kappa {LEAST_KAPPA} on at least {LEAST_ITEMS} items; do not rank by this judge"
        )
    return "\n".join(lines)


def _number(value: float | None, width: int, digits: int) -> str:
    return f"{'-' if value is None else f'{value:.{digits}f}':>{width}}"


def _interval(figure: Figure) -> str:
    value, low, high = (_number(number, 0, 2) for number in figure)
    return f"{f'{value} ({low}, {high})':>19}"
