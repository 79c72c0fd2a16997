"""Look at the videos of a dataset folder: are they those of ``meta/clips``, and is one a copy of another?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from emocfg.core import WorkerDied, canonical, confine, map_unordered, track
from emocfg.media import MediaFacts, inspect_clip

from ..duplicates import Pictured
from .findings import Finding

_TIMEOUT, _MEMORY = 60.0, 2**30
"""Seconds and bytes that one video may take."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One video to look at."""

    path: Path
    clip: Pictured


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look gave: the digest of the file ("" if it is gone) and what it shows, if that was not known."""

    sha256: str
    facts: MediaFacts | None


def look_at_videos(root: Path, clips: Sequence[Pictured], *, workers: int) -> tuple[list[Pictured], list[Finding]]:
    """Read every video that ``meta/clips`` has a digest of, and decode those without a fingerprint.

    Args:
        root: the dataset folder.
        clips: its clips.
        workers: worker processes.

    Returns:
        The clips with the fingerprints that were missing, and the videos that are gone, changed or cannot be decoded.

    Raises:
        EmoCfgError: E101 if a video's path leads out of the folder.
    """
    by_video = {clip.video: clip for clip in clips if clip.sha256}
    jobs = [_Job(confine(root, video, where=clip.placed.clip_id), clip) for video, clip in by_video.items()]
    looks: dict[str, MediaFacts] = {}
    findings = []
    results = map_unordered(_look, jobs, workers=workers, timeout=_TIMEOUT, memory=_MEMORY, rescue=_rescue)
    for job, look in track(results, "videos looked at", len(jobs)):
        findings += [Finding("error", "video", f"{job.clip.video}: {fault}") for fault in _faults(job, look)]
        if look.facts is not None and not look.facts.reason:
            looks[job.clip.video] = look.facts
    return [_seen(clip, looks.get(clip.video)) for clip in clips], sorted(findings, key=lambda finding: finding.what)


def _look(job: _Job) -> _Look:
    if not job.path.is_file():
        return _Look("", None)
    return _Look(canonical.file_digest(job.path), None if job.clip.fingerprint else inspect_clip(job.path))


def _rescue(job: _Job, death: WorkerDied) -> _Look:
    return _Look(job.clip.sha256, MediaFacts(reason=death.reason))


def _faults(job: _Job, look: _Look) -> Iterator[str]:
    if not look.sha256:
        yield "it is gone"
    elif look.sha256 != job.clip.sha256:
        yield "it was changed: its digest is not that of meta/clips"
    if look.facts is not None and look.facts.reason:
        yield f"{look.facts.reason} {look.facts.detail}".strip()


def _seen(clip: Pictured, facts: MediaFacts | None) -> Pictured:
    if facts is None:
        return clip
    return replace(clip, seconds=facts.seconds, frames_sha256=facts.frames_sha256, fingerprint=facts.fingerprint)
