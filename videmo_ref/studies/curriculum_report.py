"""The report of the study of the curriculum: scores by level and order, paired differences, and what they bear out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.stats import t

from emocfg.schema import LEVELS, TASKS

GROUPS = ("attribute", "expression")
"""Levels that have headline tasks."""

COMPARED = (
    ("strict", "shuffled", "the paper's order against all lessons mixed"),
    ("replay", "shuffled", "the paper's order with a share of earlier levels kept, against all mixed"),
    ("replay", "strict", "keeping a share of earlier levels against strict stages"),
    ("strict", "reverse", "the paper's order against its reverse"),
)

Found = Mapping[str, Mapping[int, Mapping[str, Any]]]


def markdown(found: Found, plan: Mapping[str, Any]) -> str:
    """The report."""
    seeds = len(next(iter(found.values())))
    lines = [
        "# The order of the curriculum",
        "",
        f"Recipe `{plan['recipe']}` {' '.join(plan['sets'])}, dataset {plan['dataset'][:16]}, {seeds} seeds. All "
        "orders show the same lessons equally often, ask the same questions, and have the same steps and rate. "
        "Scores are means of the headlines of the attribute and expression tasks; intervals are 95 % over seeds "
        "(Student's t), on the same test people.",
        "",
        f"| order | {' | '.join(GROUPS)} | all 15 | {' | '.join(f'perplexity, {level}' for level in LEVELS)} |",
        f"|---|{'---|' * (len(GROUPS) + 1 + len(LEVELS))}",
        *(_row(order, cells) for order, cells in found.items()),
        "",
        f"Perplexities are of the answers of held-out people after the training; before it they were {_before(found)}.",
        "",
        "## Paired differences",
        "",
        f"| | {' | '.join((*GROUPS, 'all 15'))} |",
        f"|---|{'---|' * (len(GROUPS) + 1)}",
    ]
    said = []
    for one, other, what in COMPARED:
        gaps = [_gap(found, one, other, group) for group in (*GROUPS, "")]
        lines.append(f"| {what} (`{one}` - `{other}`) | {' | '.join(_shown(*gap) for gap in gaps)} |")
        said.append(f"* {what[0].upper()}{what[1:]}: {_verdict(*gaps[-1])}.")
    lines += ["", "## What this says", "", *said, f"* {_perplexity_claim(found)}", "", *_by_task(found)]
    return "\n".join(lines) + "\n"


def _mean(cell: Mapping[str, Any], group: str) -> float:
    """The mean headline of a level's tasks, or of all."""
    return float(np.mean([score for task, score in cell["scores"].items() if group in ("", TASKS[task].level)]))


def _row(order: str, cells: Mapping[int, Mapping[str, Any]]) -> str:
    scores = [float(np.mean([_mean(cell, group) for cell in cells.values()])) for group in (*GROUPS, "")]
    after = [float(np.mean([cell["after"][level] for cell in cells.values()])) for level in LEVELS]
    return f"| `{order}` | {' | '.join([f'{s:.3f}' for s in scores] + [f'{p:.2f}' for p in after])} |"


def _before(found: Found) -> str:
    cells = next(iter(found.values())).values()
    return ", ".join(f"{level} {np.mean([cell['before'][level] for cell in cells]):.0f}" for level in LEVELS)


def _gap(found: Found, one: str, other: str, group: str) -> tuple[float, float, float]:
    """(mean, low, high) over seeds of the difference of two orders."""
    gaps = np.array([_mean(found[one][seed], group) - _mean(found[other][seed], group) for seed in found[one]])
    if len(gaps) < 2:
        return float(gaps.mean()), float("nan"), float("nan")
    wide = float(t.ppf(0.975, len(gaps) - 1)) * float(gaps.std(ddof=1)) / len(gaps) ** 0.5
    return float(gaps.mean()), float(gaps.mean()) - wide, float(gaps.mean()) + wide


def _shown(mean: float, low: float, high: float) -> str:
    return f"{mean:+.3f} [{low:+.3f}, {high:+.3f}]"


def _verdict(mean: float, low: float, high: float) -> str:
    if low > 0 or high < 0:
        return f"the first is {'better' if mean > 0 else 'worse'}, {_shown(mean, low, high)}"
    return f"no difference that these seeds can show, {_shown(mean, low, high)}"


def _perplexity_claim(found: Found) -> str:
    """The paper orders its stages by perplexity, attribute < expression < emotion; is that so here?"""
    cells = found["shuffled"].values()
    ends = {level: float(np.mean([cell["after"][level] for cell in cells])) for level in LEVELS}
    rising = ends["attribute"] < ends["expression"] < ends["emotion"]
    told = ", ".join(f"{level} {value:.2f}" for level, value in ends.items())
    verdict = "holds" if rising else "does not hold"
    return f"The paper's premise that perplexity rises from level to level {verdict}: {told}."


def _by_task(found: Found) -> list[str]:
    tasks = list(next(iter(next(iter(found.values())).values()))["scores"])
    lines = [
        "## By task",
        "",
        f"| task | {' | '.join(f'`{order}`' for order in found)} |",
        f"|---|{'---|' * len(found)}",
    ]
    for task in tasks:
        means = [float(np.mean([cell["scores"][task] for cell in cells.values()])) for cells in found.values()]
        lines.append(f"| `{task}` | {' | '.join(f'{mean:.3f}' for mean in means)} |")
    return lines
