"""The figures, in the spirit of the paper's data chart: what there is, where it is from, and how it looks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from emocfg.schema import SPLITS, TIERS

from .content_figures import agreement, duration, face, terms, view
from .drawing import (
    BLUE,
    FAINT,
    GREY,
    LEVEL_COLORS,
    ORANGE,
    annotate,
    bars,
    canvas,
    legend,
    rows,
    saved,
    stacked,
    style,
    thousands,
)
from .paper import Compared
from .records import EVERY, Stats
from .text import LEVELS, level_of, splits_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SHADES = {"train": 1.0, "validation": 0.65, "test": 0.35}
_SOURCES = 24


def tasks(stats: Stats) -> "Figure":
    """Rows per task, grouped by the three levels, splits as shades."""
    counts = splits_of(stats)
    order = [task for level in (*LEVELS, "") for task in counts if level_of(task) == level]
    order.sort(key=lambda task: (_rank(task), -counts[task].total()))
    figure, (axes,) = canvas(0.27 * len(order) + 1.1)
    parts = [([counts[task][split] for task in order], _SHADES[split]) for split in SPLITS]
    annotate(axes, stacked(axes, order, parts, _colors(order)), [f"{counts[task].total():,}" for task in order])
    thousands(axes.xaxis)
    axes.set_xlabel("rows")
    splits = [split for split in SPLITS if any(counts[task][split] for task in order)]
    legend(figure, [*_levels(order), *((split, GREY, _SHADES[split]) for split in splits)])
    return figure


def sources(stats: Stats) -> "Figure":
    """Rows and clips of every source."""
    largest = sorted(stats.sources, key=lambda source: (-source.rows, source.source))[:_SOURCES]
    figure, panels = canvas(0.27 * len(largest) + 1.0, 2)
    for axes, what, color in zip(panels, ("rows", "clips"), (BLUE, ORANGE), strict=True):
        counts = [getattr(source, what) for source in largest]
        bars(axes, [source.source for source in largest], counts, color, [f"{count:,}" for count in counts])
        thousands(axes.xaxis)
        axes.set_xlabel(what)
    panels[1].set_yticklabels([])
    return figure


def labels(stats: Stats) -> "Figure | None":
    """How even the labels of a task are, and how often the most frequent one holds."""
    found = [task for task in stats.tasks if task.tier == EVERY and task.kinds > 1]
    if not found:
        return None
    figure, (axes,) = canvas(0.27 * len(found) + 1.2)
    places = rows(axes, [f"{task.task} ({task.kinds})" for task in found])
    axes.hlines(places, 0, 1, color=FAINT, linewidth=1, zorder=0)
    for values, color, marker, label in (
        ([task.evenness for task in found], BLUE, "o", "evenness (entropy by its largest value)"),
        ([task.majority for task in found], ORANGE, "D", "share of rows with the most frequent label"),
    ):
        axes.scatter(values, places, color=color, marker=marker, s=34, label=label, zorder=2)
    axes.set_xlim(0, 1.02)
    figure.legend(loc="outside upper left", ncols=2, frameon=False)
    return figure


def lengths(stats: Stats) -> "Figure":
    """Words of the answers: median, and the middle nine tenths."""
    found = sorted((task for task in stats.tasks if task.tier == EVERY), key=lambda task: -task.answer.median)
    figure, (axes,) = canvas(0.27 * len(found) + 0.9)
    colors, places = _colors([task.task for task in found]), rows(axes, [task.task for task in found])
    low, middle, high = ([max(getattr(task.answer, name), 1) for task in found] for name in ("p5", "median", "p95"))
    axes.hlines(places, low, high, color=colors, linewidth=5, alpha=0.35)
    axes.scatter(middle, places, color=colors, s=34, zorder=2)
    axes.set_xscale("log")
    axes.set_xlim(0.9, max(10.0, 1.4 * max(high, default=1)))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_minor_formatter(lambda value, _: "")
    axes.set_xlabel("words of the answer: 5th percentile, median, 95th")
    legend(figure, _levels([task.task for task in found]))
    return figure


def tiers(stats: Stats) -> "Figure | None":
    """Share of each task's rows that is in the sampled tier; nothing where all rows are in one tier."""
    if len(stats.tiers()) < 2:
        return None
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in stats.cells:
        counts[cell.task][cell.tier] += cell.rows
    order = sorted(counts, key=lambda task: (_rank(task), task))
    figure, (axes,) = canvas(0.27 * len(order) + 1.1)
    shares = {tier: [100 * counts[task][tier] / counts[task].total() for task in order] for tier in TIERS}
    ends = stacked(axes, order, ((shares["sampled"], 1.0), (shares["full"], 0.3)), _colors(order))
    annotate(axes, ends, [f"{counts[task]['sampled']:,} of {counts[task].total():,}" for task in order])
    axes.set_xticks(range(0, 101, 25))
    axes.set_xlabel("percent of the task's rows")
    legend(figure, [("sampled", GREY, 1.0), ("full only", GREY, 0.3)])
    return figure


def paper(compared: Sequence[Compared]) -> "Figure":
    """How much of the paper's composition there is."""
    order = sorted(compared, key=lambda row: LEVELS.index(row.level))
    figure, (axes,) = canvas(0.25 * len(order) + 1.1)
    shares = [min(100.0, 100 * row.train / row.stated.train) for row in order]
    axes.barh(range(len(order)), [100] * len(order), color=FAINT, height=0.72)
    bars(
        axes, [row.stated.name for row in order], shares, [LEVEL_COLORS[row.level] for row in order], [""] * len(order)
    )
    annotate(axes, [100.0] * len(order), [f"{row.train:,} of {row.stated.train:,}" for row in order])
    axes.set_xticks(range(0, 101, 25))
    axes.set_xlabel("percent of the paper's training instances")
    legend(figure, [(level, LEVEL_COLORS[level], 1.0) for level in LEVELS])
    return figure


def _colors(names: Sequence[str]) -> list[str]:
    return [LEVEL_COLORS[level_of(task)] for task in names]


def _levels(names: Sequence[str]) -> list[tuple[str, str, float]]:
    """The levels of these tasks, for the legend."""
    return [(level, LEVEL_COLORS[level], 1.0) for level in LEVELS if level in map(level_of, names)]


def _rank(task: str) -> int:
    level = level_of(task)
    return LEVELS.index(level) if level else len(LEVELS)


MAKERS: dict[str, "Callable[[Stats], Figure | None]"] = {
    "tasks": tasks,
    "sources": sources,
    "duration": duration,
    "face": face,
    "view": view,
    "terms": terms,
    "labels": labels,
    "lengths": lengths,
    "agreement": agreement,
    "tiers": tiers,
}
"""The figures of a dataset alone, by name."""

NAMES = (*MAKERS, "paper")
"""All of them."""


def draw(stats: Stats, compared: Sequence[Compared] = ()) -> dict[str, tuple[bytes, bytes]]:
    """Every figure that there is something to show in: name to the bytes of its PNG and its SVG."""
    with style():
        drawn = {name: maker(stats) for name, maker in MAKERS.items()}
        drawn["paper"] = paper(compared) if compared else None
        return {name: (saved(made, "png"), saved(made, "svg")) for name, made in drawn.items() if made}
