"""``emocfg validate``: is a dataset folder whole, and do its splits share what they must not?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core.errors import EmoCfgError

from .common import Data, Json, Workers, emit

if TYPE_CHECKING:
    from emocfg.check.duplicates import Pictured
    from emocfg.check.folder import Finding

_SHOWN = 10
"""Findings of one level and kind that are printed; --json has them all."""

_LEVELS = ("error", "warning", "note")

_CODES = {"tree": "E305"}
"""How the verb ends for kinds of fault that are not a damaged file."""


def validate(
    *,
    data: Data,
    against: Annotated[
        Path | None, typer.Option("--against", help="Another dataset folder, whose test split must share nothing.")
    ] = None,
    both: Annotated[
        bool, typer.Option("--both", help="With --against: its train split and our test split, too.")
    ] = False,
    media: Annotated[
        bool, typer.Option("--media", help="Read the videos too, and decode those that have no fingerprint yet.")
    ] = False,
    rationales: Annotated[
        bool, typer.Option("--rationales", help="Hold every rationale against its clip again; about 5 ms each.")
    ] = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Check a dataset folder: digests, rows, trees, and what its splits share. Nothing is written.

    Exit 3 if splits of ours leak, or if --data trains on what --against tests on; the overlaps of owners' splits are
    warnings.

    Example: emocfg validate --data emo-cfg --against benchmark
    """
    import os

    from benchmarks.data import open_dataset
    from emocfg.build.output import MANIFEST
    from emocfg.check.folder import changed_files, found, inspect_rows, shared_clips
    from emocfg.core import canonical, say

    if both and against is None:
        raise EmoCfgError("E202", "both of what?", where="--both", fix="name the other dataset with --against")
    dataset, other = open_dataset(data), open_dataset(against) if against else None
    count = workers or os.cpu_count() or 1
    say("1/3 files: comparing digests")
    findings = list(changed_files(data, canonical.read(data / MANIFEST), name=MANIFEST))
    say("2/3 clips: what splits share" + (", and the videos" if media else ""))
    clips, seen = _clips(data, media=media, workers=count)
    findings += [*seen, *found(shared_clips(clips))]
    say("3/3 rows: schema, trees and words")
    rows = inspect_rows(data, clips)
    findings += [*rows.findings, *found(rows.overlaps)]
    if rationales:
        say("rationales: checking each again")
        findings += _rationales(data, workers=count)
    result: dict[str, Any] = {"path": str(data), "digest": dataset.digest, "clips": len(clips), "rows": rows.count}
    if against and other:
        say(f"across: {data} and {against}")
        findings += _across(data, clips, against, media=media, both=both, workers=count)
        result |= {"against": str(against), "against_digest": other.digest}
    emit(result | {"findings": [_plain(finding) for finding in findings]}, summary(result, findings), as_json=as_json)
    fail(findings, where=str(data))


def summary(result: dict[str, Any], findings: list["Finding"]) -> str:
    """What was found in a few lines, errors first."""
    lines = [f"{result['path']}: {result['clips']:,} clips, {result['rows']:,} rows, digest {result['digest'][:16]}"]
    for level in _LEVELS:
        kinds = sorted({finding.kind for finding in findings if finding.level == level})
        for kind in kinds:
            some = [finding for finding in findings if (finding.level, finding.kind) == (level, kind)]
            lines.append(f"  {level}: {kind} {len(some):,}")
            lines += [f"    {_line(finding)}" for finding in some[:_SHOWN]]
            if len(some) > _SHOWN:
                lines.append(f"    and {len(some) - _SHOWN:,} more (--json lists them)")
    if not any(finding.level == "error" for finding in findings):
        lines.append("  no leak, and nothing is damaged")
    return "\n".join(lines)


def fail(findings: list["Finding"], *, where: str) -> None:
    """End the verb if something is wrong.

    Raises:
        EmoCfgError: E501 if there is a leak; else E105 for a damaged file or row, E305 for trees alone.
    """
    errors = [finding for finding in findings if finding.level == "error"]
    leaks = [finding for finding in errors if finding.leak]
    if leaks:
        what = f"{len(leaks):,} leaks, the first: {leaks[0].kind} {_line(leaks[0])}"
        fix = "leave the clips out of one split, or out of one dataset; build again if the splits are emocfg's"
        raise EmoCfgError("E501", what, where=where, fix=fix)
    if errors:
        codes = {_CODES.get(finding.kind, "E105") for finding in errors}
        what = f"{len(errors):,} faults, the first: {_line(errors[0])}"
        raise EmoCfgError(min(codes), what, where=where, fix="copy the folder again, or build it again")


def _clips(root: Path, *, media: bool, workers: int) -> tuple[list["Pictured"], list["Finding"]]:
    """The clips of a folder, and what their videos gave."""
    from emocfg.check.folder import Finding, look_at_videos, read_clips

    clips, findings = read_clips(root), list[Finding]()
    if media:
        clips, findings = look_at_videos(root, clips, workers=workers)
    blind = sum(bool(clip.sha256) and not clip.fingerprint for clip in clips)
    if blind:
        how = "" if media else "; --media decodes them"
        what = f"{blind:,} clips have no fingerprint: copies that were encoded again are not found among them{how}"
        findings.append(Finding("note", "video", what))
    return clips, findings


def _rationales(data: Path, *, workers: int) -> list["Finding"]:
    """Rationales of which the row says something else than the checks say now."""
    from emocfg.build.recheck import recheck
    from emocfg.check.folder import Finding

    return [Finding("error", "rationale", what, (), (name,)) for name, what in recheck(data, workers=workers)]


def _across(
    data: Path, clips: list["Pictured"], against: Path, *, media: bool, both: bool, workers: int
) -> list["Finding"]:
    """What --data trains on and --against tests; with ``both`` also the other way round."""
    from emocfg.check.folder import Finding, Side, across, found

    others, findings = _clips(against, media=media, workers=workers)
    ways = [(Side(data, "train", clips), Side(against, "test", others))]
    if both:
        ways.append((Side(against, "train", others), Side(data, "test", clips)))
    for train, test in ways:
        try:
            findings += found(across(train, test))
        except EmoCfgError as problem:
            if problem.code not in ("E105", "E305"):
                raise
            kind = "tree" if problem.code == "E305" else "row"
            findings.append(Finding("error", kind, f"not compared: {problem.where}: {problem.what}"))
    return findings


def _line(finding: "Finding") -> str:
    """What is shared, and by whom; or what is wrong, and in which rows."""
    named = finding.clips if not finding.splits else map(": ".join, zip(finding.splits, finding.clips, strict=True))
    return "; ".join([finding.what, *named])


def _plain(finding: "Finding") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(finding)
