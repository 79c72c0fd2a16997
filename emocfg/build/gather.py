"""Stage 2, gather: put every clip's video into the dataset and look at it. One bad file costs one clip."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, Journal, WorkerDied, map_unordered, read_journal, track
from emocfg.media import MediaError, MediaFacts, inspect_clip
from emocfg.schema import Clip
from emocfg.schema.features import from_row, to_row
from emocfg.sources import SOURCES, open_source

from .compose.rows import video_path
from .plan import Plan
from .scan import read_scan
from .workspace import Workspace

_TIMEOUT = 60.0
"""Seconds for one clip; fetching may copy a large file."""

_MEMORY = 2**30


@dataclass(frozen=True, slots=True)
class _Job:
    """One clip to fetch; everything a worker process needs."""

    source: str
    root: Path | None
    options: tuple[tuple[str, Any], ...]
    clip: Clip
    target: Path


def gather(plan: Plan, space: Workspace, *, workers: int) -> dict[str, MediaFacts]:
    """Fetch and inspect every scanned clip that the journal does not have yet; what failed is tried again.

    Returns:
        Clip id to facts, of all clips; a file that cannot be used is removed and its reason kept.
    """
    done = {}
    for record in read_journal(space.media):
        facts = from_row(MediaFacts, record["facts"])
        if not facts.reason:
            done[record["clip_id"]] = facts
    jobs = _jobs(plan, space, done)
    with space.scan.open("rb") as lines:
        total = sum(1 for _ in lines) - len(done)
    results = map_unordered(_fetch, jobs, workers=workers, timeout=_TIMEOUT, memory=_MEMORY, rescue=_rescue)
    with Journal(space.media) as journal:
        for job, facts in track(results, "clips gathered", total):
            if facts.reason:
                job.target.unlink(missing_ok=True)
            journal.append({"clip_id": job.clip.clip_id, "facts": to_row(facts)})
            done[job.clip.clip_id] = facts
    return done


def _jobs(plan: Plan, space: Workspace, done: dict[str, MediaFacts]) -> Iterator[_Job]:
    sources = {SOURCES[entry.name].card.name: entry for entry in plan.sources}
    for scanned in read_scan(space.scan):
        clip = scanned.clip
        if clip.clip_id not in done:
            entry = sources[clip.source]
            target = space.dataset / video_path(clip.source, clip.file)
            yield _Job(entry.name, entry.root, entry.options, clip, target)


def _fetch(job: _Job) -> MediaFacts:
    """Fetch and inspect: what is wrong with the file is a reason, what is wrong with disk or permissions is raised."""
    try:
        open_source(job.source, job.root, dict(job.options)).fetch(job.clip, job.target)
    except MediaError as problem:
        return MediaFacts(reason=problem.reason, detail=problem.detail)
    except EmoCfgError as problem:
        if problem.code != "E101":
            raise
        return MediaFacts(reason="outside", detail=problem.what)
    try:
        return inspect_clip(job.target)
    except PermissionError:
        raise
    except Exception as problem:  # a file that PyAV itself stumbles over costs one clip
        return MediaFacts(reason="undecodable", detail=type(problem).__name__)


def _rescue(job: _Job, death: WorkerDied) -> MediaFacts:
    return MediaFacts(reason=death.reason, detail=f"worker stopped at {job.clip.file}")
