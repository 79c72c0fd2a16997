"""``emocfg doctor``: what is installed, what is missing, and the line that installs it."""

import importlib.util
import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import typer

from emocfg import __version__
from emocfg.core.errors import ExitStatus

from .common import Json, emit

PACKAGES = ("emocfg", "benchmarks", "baselines", "videmo_ref")


def doctor(*, as_json: Json = False) -> None:
    """Say what is installed and what is missing. Exit 5 if something that every verb needs is missing or shadowed."""
    core, extras = _requirements()
    found = {name: _version(name) for name in sorted({*core, *(name for names in extras.values() for name in names)})}
    missing = [name for name in core if found[name] is None] or ([] if core else ["the metadata of emocfg"])
    shadowed = _shadowed()
    codecs = _codecs()
    unusable = [name for name, there in codecs.items() if not there]
    lines = [f"emocfg {__version__}, Python {sys.version.split()[0]}, {os.cpu_count()} cores"]
    lines += [f"  {name:18} {found[name] or 'missing'}" for name in core]
    lines += [f"  codec {name:12} {'ok' if there else 'missing'}" for name, there in codecs.items()]
    lines.append(f"  free disk          {shutil.disk_usage(Path.cwd()).free / 2**30:.0f} GiB")
    for extra, names in extras.items():
        absent = [name for name in names if found[name] is None]
        state = f"missing {', '.join(absent)}: pip install 'emocfg[{extra}]'" if absent else "complete"
        lines.append(f"  extra {extra:12} {state}")
    lines += [f"error[E701]: {what}\n  where: {where}\n  fix: {fix}" for what, where, fix in shadowed]
    if missing or unusable:
        lines.append(
            f"error[E701]: missing {', '.join(missing + unusable)}\n  where: {sys.prefix}\n  fix: pip install emocfg"
        )
    healthy = not (missing or shadowed or unusable)
    lines.append("everything that every verb needs is here" if healthy else "not ready")
    result = {
        "healthy": healthy,
        "versions": {"python": sys.version.split()[0], "emocfg": __version__, **found},
        "missing": missing,
        "codecs": codecs,
        "shadowed": [{"what": what, "where": where, "fix": fix} for what, where, fix in shadowed],
    }
    emit(result, "\n".join(lines), as_json=as_json)
    if not healthy:
        raise typer.Exit(ExitStatus.REQUIREMENT)


def _requirements() -> tuple[list[str], dict[str, list[str]]]:
    """Names of the required packages, and of those of each extra, from the installed metadata."""
    import re

    core: list[str] = []
    extras: dict[str, list[str]] = {}
    try:
        declared = requires("emocfg") or []
    except PackageNotFoundError:
        declared = []
    for requirement in declared:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        extra = re.search(r"extra == ['\"]([^'\"]+)['\"]", requirement)
        if name != "emocfg":
            (extras.setdefault(extra[1], []) if extra else core).append(name)
    return core, extras


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _shadowed() -> list[tuple[str, str, str]]:
    """Folders of ours that Python finds somewhere else: ``benchmarks`` and ``baselines`` are common names."""
    home = Path(__file__).resolve().parents[2]
    faults = []
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        place = Path(spec.origin).resolve() if spec and spec.origin else None
        if place is None or not place.is_relative_to(home):
            where = str(place or (list(spec.submodule_search_locations or []) if spec else "nowhere"))
            faults.append((f"the package {name!r} is not ours", where, "use a virtual environment, or another folder"))
    return faults


def _codecs() -> dict[str, bool]:
    """Can H.264 be encoded, and H.264 and HEVC decoded."""
    try:
        from av import Codec
    except ImportError:
        return {"h264": False}
    found = {}
    for name, mode in (("libx264", "w"), ("h264", "r"), ("hevc", "r")):
        try:
            Codec(name, mode)  # type: ignore[arg-type]
            found[name] = True
        except ValueError:
            found[name] = False
    return found
