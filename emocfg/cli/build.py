"""``emocfg build``: a dataset folder from source corpora."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Json, Workers, defect_lines, emit

if TYPE_CHECKING:
    from emocfg.build.pipeline import Built

_SHOWN = 2
"""Defects of one kind that are printed."""

_MAY_CHANGE = {"missing", "outside", "timeout", "crashed"}
"""Reasons that are about this machine or this copy of a corpus, not about the clip."""


def build(
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder to create.")],
    source: Annotated[list[str] | None, typer.Option("--source", help="NAME or NAME=FOLDER; may be repeated.")] = None,
    plan: Annotated[Path | None, typer.Option("--plan", help="A TOML file with settings and source options.")] = None,
    media: Annotated[bool, typer.Option("--media/--no-media", help="Without media: from annotations alone.")] = True,
    embed_video: Annotated[bool, typer.Option("--embed-video", help="Carry the videos' bytes in the rows.")] = False,
    annotator: Annotated[
        str | None,
        typer.Option("--annotator", help="Who writes open texts: template, human:FILE, llm:URL#MODEL or replay:FILE."),
    ] = None,
    committee: Annotated[
        list[str] | None,
        typer.Option("--committee", help="A model that verifies them, URL#MODEL; at least three, of other families."),
    ] = None,
    max_calls: Annotated[
        int | None, typer.Option("--max-calls", min=0, help="Calls to models at most, over all runs of this build.")
    ] = None,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Build a dataset that plain load_dataset reads. A killed build goes on where it stopped.

    Example: emocfg build --source meld=corpora/MELD --no-media --out meld
    """
    from dataclasses import replace

    from emocfg.build import pipeline
    from emocfg.build.annotators.settings import parse_annotation
    from emocfg.build.plan import Plan, parse_sources, read_plan

    sources = parse_sources(source or [])
    settings = read_plan(plan, sources) if plan else Plan(sources)
    asked = {"annotator": annotator, "committee": committee, "max_calls": max_calls}
    given = {key: value for key, value in asked.items() if value not in (None, [])}
    if given:
        made = parse_annotation(given, where="--annotator, --committee", start=settings.annotation)
        settings = replace(settings, annotation=made)
    if not media:
        settings = replace(settings, media=False)
    if embed_video:
        settings = replace(settings, embed_video=True)
    built = pipeline.build(settings, out, workers=workers)
    result = {"path": str(built.path), "existed": built.existed, **built.manifest, "report": built.report}
    emit(result, summary(built), as_json=as_json)


def summary(built: "Built") -> str:
    """The result in a few lines: rows, what was left out, what to know."""
    report, manifest = built.report, built.manifest
    lines = [f"{built.path} {'was already built' if built.existed else 'is built'}, digest {manifest['digest'][:16]}"]
    lines += [f"  {place:20} {count:>9,} rows" for place, count in manifest["rows"].items()]
    if report["quarantine"]:
        left_out = ", ".join(f"{reason} {count}" for reason, count in report["quarantine"].items())
        lines.append(f"  quarantined: {left_out} (meta/quarantine.jsonl)")
        if _MAY_CHANGE & report["quarantine"].keys():
            lines.append("  once those files are there, remove this folder and run the same command again")
    shared = report["overlaps"]
    if shared:
        named = {"identity": "identities", "source_video": "source videos", "near_duplicate": "copies"}
        kinds = {kind: sum(o["kind"] == kind for o in shared) for kind in named}
        counted = " and ".join(f"{kinds[kind]} {name}" for kind, name in named.items() if kinds[kind])
        lines.append(f"  warning: the owners' splits share {counted} (README.md)")
    if report["defects"]:
        lines.append("  defects of the owners' data (all in meta/report.json):")
        lines += [f"    {line}" for line in defect_lines(report["defects"], shown=_SHOWN)]
    return "\n".join(lines)
