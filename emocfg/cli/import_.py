"""``emocfg import``: the official Emo-CFG release as a dataset folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Json, emit

if TYPE_CHECKING:
    from emocfg.build.pipeline import Built

_SHOWN = 40
"""Remarks that are printed; meta/report.json has them all."""


def import_(
    *,
    release: Annotated[Path, typer.Option("--release", help="The release: the folder with jsons/ and videos/.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to create.")],
    media: Annotated[bool, typer.Option("--media/--no-media", help="Without media: leave the videos out.")] = True,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Set rows that break the format aside instead of stopping.")
    ] = False,
    named: Annotated[
        list[str] | None,
        typer.Option(
            "--as", metavar="STEM=TASK", help="What a file holds whose name does not say it; may be repeated."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a dataset that plain load_dataset reads of the official Emo-CFG release, or of any part of it.

    Example: emocfg import --release Emo-CFG --out emo-cfg
    """
    from emocfg.build.release.files import parse_chosen
    from emocfg.build.release.importer import Release, import_release

    chosen = tuple(sorted(parse_chosen(named or []).items()))
    built = import_release(Release(release, media, skip_bad, chosen), out)
    result = {"path": str(built.path), "existed": built.existed, **built.manifest, "report": built.report}
    emit(result, summary(built), as_json=as_json)


def summary(built: "Built") -> str:
    """The result in a few lines: rows, videos, what was set aside, what to know."""
    report, manifest = built.report, built.manifest
    lines = [f"{built.path} {'was already imported' if built.existed else 'is imported'}"]
    lines[0] += f", digest {manifest['digest'][:16]}"
    lines += [f"  {place:20} {count:>9,} rows" for place, count in manifest["rows"].items()]
    counts = ", ".join(f"{count:,} {what}" for what, count in report["release"]["videos"].items() if count)
    lines.append(f"  videos: {counts or 'none'}")
    if report["quarantine"]:
        aside = ", ".join(f"{reason} {count:,}" for reason, count in report["quarantine"].items())
        lines.append(f"  set aside: {aside} (meta/quarantine.jsonl)")
    remarks = [f"  {d['code']}: {d['where']}: {d['what']}" for d in report["defects"]]
    more = [f"  and {len(remarks) - _SHOWN:,} more remarks (meta/report.json)"] if len(remarks) > _SHOWN else []
    return "\n".join([*lines, *remarks[:_SHOWN], *more])
