"""Write the page."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from emocfg import __version__
from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.schema import display

from ..data import Dataset
from ..paper.published import published
from ..paper.tables import TABLES
from ..run import Run
from ..specs import SPECS
from . import figures
from .floors import FLOORS, LEAST, side, standings
from .judged import judged_rows
from .table import Entry, load_entries, tasks_of
from .text import interval_text
from .viewer import choose

_MARK = b'<meta name="generator" content="emocfg">'


def check_place(out: Path) -> None:
    """Look if a page can be written to the folder; E103 if an ``index.html`` is there that is not ours."""
    page = out / "index.html"
    if page.exists() and not (page.is_file() and _MARK in page.read_bytes()[:400]):
        raise EmoCfgError("E103", "this page is not ours to replace", where=str(page), fix="choose another --out")


def write_page(runs: Sequence[Run], data: Dataset, out: Path) -> list[Entry]:
    """Write ``index.html`` for runs on one dataset: self-contained, without scripts, without network.

    Args:
        runs: the run folders; models first, in the order they shall have.
        data: the dataset they were measured on.
        out: the folder to write into; a page of ours is replaced.

    Returns:
        The entries of the table.

    Raises:
        EmoCfgError: E102, E103 or E202 if the runs are not comparable, see :func:`load_entries`.
    """
    check_place(out)
    entries = load_entries(runs, data)
    models = standings(entries)
    split = entries[0].measured["split"]
    report = canonical.read(data.root / "meta/report.json")
    manifest = canonical.read(data.root / "manifest.json")
    rendered = any(source["name"] == "mini" for source in report["sources"])
    html = (
        _environment()
        .from_string(_text("page.html.j2"))
        .render(
            css=Markup(_text("page.css")),  # noqa: S704 - our own file
            version=__version__,
            entries=entries,
            tasks=tasks_of(entries),
            standings=models,
            gaps=[_figure(figures.gaps(model)) for model in models],
            floors=FLOORS,
            least=LEAST,
            judged=judged_rows(entries, runs),
            published=None if rendered else published(),
            tables=TABLES,
            specs=SPECS,
            split=split,
            report=report,
            manifest=manifest,
            rendered=rendered,
            dots=_figure(figures.dots(entries)),
            recovery=_figure(figures.recovery(entries)),
            composition=_figure(figures.composition(report["rows"])),
            shown=choose(data, entries, split),
        )
    )
    atomic.write_text(out / "index.html", html)
    return entries


def _figure(svg: str) -> Markup:
    """A figure of our own making; its text is task and model names, which matplotlib escapes."""
    return Markup(svg)  # noqa: S704


def _text(name: str) -> str:
    return files("benchmarks.leaderboard").joinpath(name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["display"] = display
    environment.filters["score"] = _score
    environment.filters["interval"] = interval_text
    environment.filters["side"] = side
    environment.tests["of_level"] = lambda task, level: SPECS[task].task.level == level
    return environment


def _score(value: Any) -> str:  # noqa: ANN401 - a number or None
    return "n/a" if value is None else f"{value:.3f}"
