"""Write the figures of a dataset to a folder: ``stats.json``, PNG and SVG figures, and one page that shows them."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from emocfg import __version__
from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.schema import SPLITS, display

from .beside import Difference, differences
from .figures import NAMES, draw
from .paper import Compared, read_paper
from .records import Stats
from .text import LEVELS, level_of, named, splits_of

STATS, PAGE = "stats.json", "index.html"
_MAKER = "emocfg stats"
_FILES = (PAGE, *(f"figures/{name}.{kind}" for name in NAMES for kind in ("png", "svg")))
"""What can be in the folder beside ``stats.json``."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is shown.

    Attributes:
        stats: of the dataset.
        compared: it beside the paper; empty if nobody asked.
        other: the digest of another dataset; "" if nobody asked.
        differences: task by task from that one.
    """

    stats: Stats
    compared: tuple[Compared, ...] = ()
    other: str = ""
    differences: tuple[Difference, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Everything as plain lists, dicts and scalars; a comparison is there if it was asked for."""
        found: dict[str, Any] = {"made_by": _MAKER, "emocfg": __version__, **asdict(self.stats)}
        if self.compared:
            found["paper"] = [asdict(row) for row in self.compared]
        if self.other:
            found["against"] = {"dataset": self.other, "tasks": [asdict(row) for row in self.differences]}
        return found


def check_place(out: Path) -> set[str]:
    """Look if the figures can be written to a folder, and say which files of an earlier report are in it.

    Raises:
        EmoCfgError: E103 if a file that would be replaced is not one of an earlier report.
    """
    if out.exists() and not out.is_dir():
        raise EmoCfgError("E103", "this is a file, not a folder", where=str(out), fix="choose another --out")
    earlier = _earlier(out / STATS)
    for name in (STATS, *_FILES):
        if (out / name).exists() and name not in earlier:
            what = "this file is not of an earlier `emocfg stats`, and would be replaced"
            raise EmoCfgError("E103", what, where=str(out / name), fix="choose another --out")
    return earlier


def write_report(report: Report, out: Path) -> Path:
    """Write the folder; files of an earlier report are replaced, all others stay.

    Every file is whole or absent, and ``stats.json``, which lists the others with their digests, comes last.

    Args:
        report: what to show.
        out: the folder, made if need be.

    Returns:
        The page.

    Raises:
        EmoCfgError: E103 as in :func:`check_place`.
    """
    earlier = check_place(out)
    drawn = draw(report.stats, report.compared)
    made = {PAGE: render(report, {name: svg for name, (_, svg) in drawn.items()}).encode("utf-8")}
    for name, kinds in drawn.items():
        made |= {f"figures/{name}.{kind}": data for kind, data in zip(("png", "svg"), kinds, strict=True)}
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    text = canonical.dumps(report.plain() | {"files": listed}) + "\n"
    # A kill between the files leaves a list that owns what is there, so that the next run may replace it.
    claimed = dict.fromkeys(sorted({*made, *earlier} - {STATS}), "")
    atomic.write_text(out / STATS, canonical.dumps({"made_by": _MAKER, "files": claimed}) + "\n")
    for name, data in made.items():
        atomic.write_bytes(out / name, data)
    for stale in earlier - made.keys() - {STATS}:
        (out / stale).unlink(missing_ok=True)
    atomic.write_text(out / STATS, text)
    return out / PAGE


def render(report: Report, svgs: Mapping[str, bytes]) -> str:
    """The page as text, without scripts, without network; the figures are in it."""
    stats = report.stats
    tiers = stats.tiers()
    found = splits_of(stats)
    return (
        _environment()
        .from_string(_text("page.html.j2"))
        .render(
            css=Markup(_text("page.css")),  # noqa: S704 - our own file
            version=__version__,
            stats=stats,
            levels=(*LEVELS, ""),
            splits=[split for split in SPLITS if any(rows[split] for rows in found.values())],
            by_split=found,
            figures={name: _inline(svg) for name, svg in svgs.items()},
            tiers=tiers,
            tier_differences=differences(stats, stats, (tiers[0], tiers[1])) if len(tiers) > 1 else (),
            compared=report.compared,
            paper=read_paper(),
            other=report.other,
            differences=report.differences,
        )
    )


def _earlier(path: Path) -> set[str]:
    """The files of an earlier report, of the names that a report can have; none if there is none here."""
    try:
        listed = canonical.read(path) if path.is_file() else {}
    except EmoCfgError:
        return set()
    if not isinstance(listed, dict) or listed.get("made_by") != _MAKER or not isinstance(listed.get("files"), dict):
        return set()
    return {STATS, *(name for name in _FILES if name in listed["files"])}


def _inline(svg: bytes) -> Markup:
    """A figure of our own making as part of the page; matplotlib escapes the words of others in it."""
    text = svg.decode("utf-8")
    return Markup(text[text.index("<svg") :])  # noqa: S704


def _text(name: str) -> str:
    return files("emocfg.check.stats").joinpath(name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {
        "display": display,
        "level": level_of,
        "named": named,
        "number": lambda value: f"{value:,}",
        "percent": lambda value: f"{100 * value:.1f} %",
    }
    return environment
