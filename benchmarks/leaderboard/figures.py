"""Figures as SVG text, the same bytes on every run."""

import io
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scipy.stats import binomtest

from emocfg.schema import display

from .floors import FLOORS, Standing, side
from .table import Entry, tasks_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLORS = ("#8a94a6", "#c98a2b", "#2f6f9f", "#3c8d5a", "#9b4f96", "#b5443c")
_MARKERS = "osD^vP"
_STYLE: Any = {
    "svg.hashsalt": "emocfg",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def dots(entries: Sequence[Entry]) -> str:
    """Every model's headline per task; oracles are left out, they are 1 by construction. Empty if there is no other."""
    shown = [entry for entry in entries if not entry.knows_truth]
    if not shown:
        return ""
    tasks = tasks_of(shown)[::-1]
    figure, axes = _figure(7.2, 0.30 * len(tasks) + 0.9)
    axes.hlines(range(len(tasks)), 0, 1, color="#e6e8ec", linewidth=1, zorder=0)
    for number, entry in enumerate(shown):
        found = [(entry.scores[task].score, row) for row, task in enumerate(tasks) if task in entry.scores]
        marker = _MARKERS[number // len(_COLORS) % len(_MARKERS)]
        color = _COLORS[number % len(_COLORS)]
        x, y = zip(*found, strict=True)
        axes.scatter(x, y, s=34, color=color, marker=marker, label=_label(entry.name), zorder=2, alpha=0.9)
    axes.set_yticks(range(len(tasks)), [display(task) for task in tasks])
    axes.set_xlim(0, 1)
    axes.set_xlabel("headline score, all samples")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, 1.09), ncols=min(len(shown), 5), frameon=False)
    return _svg(figure)


def _label(name: str) -> str:
    """A name as matplotlib shows it: no mathematics, and not hidden for its first underscore."""
    escaped = name.replace("$", r"\$")
    return f" {escaped}" if name.startswith("_") else escaped


def recovery(entries: Sequence[Entry]) -> str:
    """For every noisy oracle: the error rate that the benchmark finds per task, beside the planted one."""
    noisy = [entry for entry in entries if "error" in entry.measured["model"]]
    if not noisy:
        return ""
    entry = noisy[0]
    tasks = tasks_of([entry])[::-1]
    figure, axes = _figure(7.2, 0.26 * len(tasks) + 0.9)
    axes.axvline(entry.measured["model"]["error"], color="#b5443c", linewidth=1.2, label="planted rate")
    for row, task in enumerate(tasks):
        low, found, high = error_interval(entry, task)
        axes.plot((low, high), (row, row), color="#2f6f9f", linewidth=2)
        axes.plot(found, row, "o", color="#2f6f9f", markersize=5)
    axes.set_yticks(range(len(tasks)), [display(task) for task in tasks])
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of answers found wrong, with 95 % Wilson interval")
    axes.legend(loc="lower right", frameon=False)
    return _svg(figure)


_SIDES = {"above": "#3c8d5a", "below": "#b5443c", "open": "#a3abb8", "few": "#a3abb8"}


def gaps(standing: Standing) -> str:
    """A model's differences to the floors with their intervals; green above zero, red below, grey around it."""
    rows = standing.rows[::-1]
    figure, axes = _figure(7.2, 0.34 * len(rows) + 0.9)
    axes.axvline(0, color="#1d2430", linewidth=1)
    for place, row in enumerate(rows):
        for number, floor in enumerate(FLOORS):
            if (found := row.over.get(floor)) is not None:
                height, color = place + 0.16 - 0.32 * number, _SIDES[side(found)]
                axes.plot((found.interval.low, found.interval.high), (height, height), color=color, linewidth=1.6)
                axes.plot(found.value, height, "os"[number], color=color, markersize=5)
    for number, floor in enumerate(FLOORS):
        axes.plot([], [], "os"[number], color="#5c6675", markersize=5, label=f"over {floor}")
    axes.set_yticks(range(len(rows)), [display(row.task) for row in rows])
    axes.set_xlabel("difference of the headline score, with its 95 % interval")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, 1.09), ncols=len(FLOORS), frameon=False)
    return _svg(figure)


def error_interval(entry: Entry, task: str) -> tuple[float, float, float]:
    """(low, found, high): share of samples that are not exactly right, with its 95 % Wilson interval."""
    records = entry.records[task]
    wrong = sum(not record.exact for record in records)
    interval = binomtest(wrong, len(records)).proportion_ci(method="wilson")
    return float(interval.low), wrong / len(records), float(interval.high)


def composition(rows: dict[str, dict[str, int]]) -> str:
    """Rows per task and split of the dataset, from its report."""
    counts: dict[str, Counter[str]] = {}
    for place, tasks in rows.items():
        for task, number in tasks.items():
            counts.setdefault(task, Counter())[place.split("/")[1]] += number
    tasks_shown = sorted(counts, key=lambda task: sum(counts[task].values()))
    figure, axes = _figure(7.2, 0.24 * len(tasks_shown) + 0.9)
    left = [0] * len(tasks_shown)
    for split, color in (("train", "#b9c6d6"), ("validation", "#c98a2b"), ("test", "#2f6f9f")):
        widths = [counts[task][split] for task in tasks_shown]
        if any(widths):
            axes.barh(range(len(tasks_shown)), widths, left=left, color=color, label=split)
            left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(tasks_shown)), [display(task) for task in tasks_shown])
    axes.set_xlabel("rows")
    axes.legend(loc="lower right", frameon=False)
    return _svg(figure)


def _figure(width: float, height: float) -> "tuple[Figure, Any]":
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.add_subplot()


def _svg(figure: "Figure") -> str:
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue()
    return text[text.index("<svg") :]
