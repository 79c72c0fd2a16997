"""How figures look: one style, colours that colour-blind people tell apart, and the same bytes on every run."""

import io
import warnings
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, GREY, FAINT, INK = "#0072b2", "#d98e00", "#009e73", "#8a94a6", "#e6e8ec", "#1d2430"
"""The palette of Okabe and Ito (2008), its orange a little darker for white paper, and three greys."""

LEVEL_COLORS = {"attribute": BLUE, "expression": ORANGE, "emotion": GREEN, "": GREY}
_WIDTH, _DPI, _MOST_CHARACTERS = 7.2, 130, 44
_STYLE: Any = {
    "svg.hashsalt": "emocfg",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def style() -> AbstractContextManager[None]:
    """The settings to draw and save figures in."""
    import matplotlib as mpl

    return mpl.rc_context(_STYLE)


def canvas(height: float, panels: int = 1) -> "tuple[Figure, list[Axes]]":
    """An empty figure of the common width, in inches of height, and its panels from left to right."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    return figure, list(figure.subplots(1, panels, squeeze=False)[0])


def rows(axes: "Axes", names: Sequence[str]) -> range:
    """Name the rows of a panel, from top to bottom, and say where they are."""
    places = range(len(names))
    axes.set_yticks(places, [shown(name) for name in names])
    axes.set_ylim(len(names) - 0.45, -0.55)
    return places


def bars(
    axes: "Axes", names: Sequence[str], counts: Sequence[float], colors: Sequence[str] | str, notes: Sequence[str]
) -> None:
    """Horizontal bars from top to bottom, each with a note at its end."""
    axes.barh(rows(axes, names), counts, color=colors, height=0.72)
    annotate(axes, counts, notes)


def stacked(
    axes: "Axes", names: Sequence[str], parts: Sequence[tuple[Sequence[float], float]], colors: Sequence[str]
) -> list[float]:
    """Horizontal bars of several parts, each with its strength of colour; returns where the bars end."""
    ends = [0.0] * len(names)
    for widths, strength in parts:
        axes.barh(rows(axes, names), widths, left=ends, color=colors, alpha=strength, height=0.72)
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    return ends


def annotate(axes: "Axes", ends: Sequence[float], notes: Sequence[str]) -> None:
    """Write a note right of the end of each row, and make room for it."""
    widest = max(ends, default=0.0) or 1.0
    axes.set_xlim(0, widest * (1.04 + 0.017 * max(map(len, notes), default=0)))
    for row, (end, note) in enumerate(zip(ends, notes, strict=True)):
        axes.text(end + 0.012 * widest, row, note, va="center", ha="left", fontsize=8.5)


def legend(figure: "Figure", entries: Sequence[tuple[str, str, float]]) -> None:
    """Names of colours and their strengths, above the figure."""
    from matplotlib.patches import Patch

    patches = [Patch(color=color, alpha=strength, label=label) for label, color, strength in entries]
    figure.legend(handles=patches, loc="outside upper left", ncols=len(patches), frameon=False)


def shown(text: str) -> str:
    """A name of somebody else's as matplotlib shows it: printable, short, no mathematics, not hidden for its ``_``."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    cut = plain if len(plain) <= _MOST_CHARACTERS else plain[: _MOST_CHARACTERS - 1] + "…"
    return cut.replace("$", r"\$").replace("_", " ").strip() or "?"


def thousands(axis: "Axis") -> None:
    """Write the numbers of an axis with separators."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def saved(figure: "Figure", kind: str) -> bytes:
    """The bytes of a figure as ``png`` or ``svg``, without a date."""
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    buffer = io.BytesIO()
    with style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # words of other scripts: boxes in the PNG
        figure.savefig(buffer, format=kind, dpi=_DPI, metadata=metadata, facecolor="white")
    return buffer.getvalue()
