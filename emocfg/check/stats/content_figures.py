"""Figures of what is in the dataset: the clips, the words, and how far raters agree."""

from typing import TYPE_CHECKING

from .drawing import BLUE, FAINT, GREY, ORANGE, bars, canvas, legend, rows, thousands
from .records import Histogram, Stats
from .text import named

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TERMS, _AGREEMENTS = 20, 24


def duration(stats: Stats) -> "Figure | None":
    """How long the clips are."""
    return _histogram(stats.clips.duration, "{:g}", "seconds")


def face(stats: Stats) -> "Figure | None":
    """How much of the frame the face fills."""
    return _histogram(stats.clips.face, "{:.0%}", "of the frame")


def view(stats: Stats) -> "Figure | None":
    """Where the head points."""
    views = stats.clips.views
    if not views:
        return None
    names = [*(tally.label for tally in views), *(["unknown"] if stats.clips.no_view else [])]
    counts = [*(tally.count for tally in views), *([stats.clips.no_view] if stats.clips.no_view else [])]
    figure, (axes,) = canvas(0.27 * len(names) + 0.9)
    notes = [f"{count:,}  ({count / max(stats.clips.clips, 1):.0%})" for count in counts]
    bars(axes, names, counts, [BLUE] * len(views) + [FAINT] * (len(names) - len(views)), notes)
    thousands(axes.xaxis)
    axes.set_xlabel("clips")
    return figure


def terms(stats: Stats) -> "Figure | None":
    """The words that captions and rationales use most."""
    if not stats.terms:
        return None
    longest = max(len(kind.terms[:_TERMS]) for kind in stats.terms)
    figure, panels = canvas(0.22 * longest + 1.0, len(stats.terms))
    for axes, kind in zip(panels, stats.terms, strict=True):
        color = ORANGE if kind.kind == "rationales" else BLUE
        top = kind.terms[:_TERMS]
        shares = [100 * term.texts / kind.texts for term in top]
        bars(axes, [term.term for term in top], shares, color, [f"{share:.0f}" for share in shares])
        axes.set_title(kind.kind, loc="left", fontweight="bold")
        axes.set_xlabel(f"percent of {kind.texts:,} {kind.kind}")
    return figure


def agreement(stats: Stats) -> "Figure | None":
    """Alpha and kappa with their intervals."""
    found = [(row, row.value) for row in stats.agreement if row.value is not None][:_AGREEMENTS]
    if not found:
        return None
    figure, (axes,) = canvas(0.3 * len(found) + 1.2)
    for row, (measured, value) in enumerate(found):
        color, marker = (BLUE, "o") if measured.coefficient == "alpha" else (ORANGE, "D")
        if measured.low is not None and measured.high is not None:
            axes.plot((measured.low, measured.high), (row, row), color=color, linewidth=3, alpha=0.45)
        axes.plot(value, row, marker, color=color, markersize=6)
    axes.axvline(0, color=GREY, linewidth=1)
    rows(axes, [named(measured) for measured, _ in found])
    lowest = min([0.0, *(measured.low for measured, _ in found if measured.low is not None)])
    axes.set_xlim(lowest - 0.02, 1.02)
    axes.set_xlabel("0: as by chance; bars: 95 % intervals over people")
    legend(figure, [("Krippendorff's alpha", BLUE, 1.0), ("Cohen's kappa", ORANGE, 1.0)])
    return figure


def _histogram(found: Histogram, edge: str, unit: str) -> "Figure | None":
    """Bars of the bins from the first to the last that hold something."""
    filled = [number for number, count in enumerate(found.counts) if count]
    if not filled:
        return None
    kept = range(filled[0], filled[-1] + 1)
    figure, (axes,) = canvas(2.9)
    counts = [found.counts[number] for number in kept]
    axes.bar(range(len(kept)), counts, color=BLUE, width=0.94)
    axes.set_xticks(
        [n - 0.5 for n in range(len(kept) + 1)], [edge.format(found.edges[n]) for n in (*kept, kept[-1] + 1)]
    )
    axes.set_ylim(0, 1.1 * max(counts))
    for place, count in enumerate(counts):
        axes.text(place, count, f"{count:,}", ha="center", va="bottom", fontsize=8.5)
    thousands(axes.yaxis)
    axes.set_ylabel("clips")
    axes.set_xlabel(unit)
    return figure
