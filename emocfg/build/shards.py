"""Stage 4, compose and shard: the rows of each shard of clips, written as Parquet by one worker."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, WorkerDied, atomic, canonical, map_unordered, track
from emocfg.schema import Observation, Sample

from .cases import Case
from .compose import compose, split_rule, video_path
from .curate import Curated, read_shard
from .parquet import save_records, save_samples
from .plan import Plan
from .trees import merge
from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class ClipRow:
    """One row of ``meta/clips``: what is known of a clip's file and place."""

    clip_id: str
    source: str
    video: str
    split: str
    split_by: str
    fold: str
    identities: tuple[str, ...]
    source_video: str
    width: int
    height: int
    frames: int
    fps: float
    seconds: float
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What the shards hold.

    Attributes:
        counts: for every ``config/split`` the number of rows per task.
        parts: for every ``config/split`` and ``meta`` table its Parquet files, in order.
    """

    counts: dict[str, Counter[str]]
    parts: dict[str, list[Path]]


@dataclass(frozen=True, slots=True)
class _Job:
    """One shard to write."""

    shard: Path
    digest: str
    parts: Path
    dataset: Path
    seed: int
    media: str

    @property
    def receipt(self) -> Path:
        """The file that says that the shard is finished, and for which clips."""
        return self.parts / f"{self.shard.stem}.json"

    def part(self, place: str) -> Path:
        """The Parquet file of one config and split, or one meta table."""
        return self.parts / place / f"{self.shard.stem}.parquet"

    def done(self) -> dict[str, Any] | None:
        """The receipt, if it is there and for the clips that the shard holds now."""
        receipt = canonical.read(self.receipt) if self.receipt.exists() else {}
        return receipt if receipt.get("shard") == self.digest else None


def write_shards(plan: Plan, space: Workspace, shards: tuple[Path, ...], *, workers: int) -> Written:
    """Compose and write every shard that is not written yet for the clips it holds now."""
    media = "expected" if not plan.media else "embedded" if plan.embed_video else "file"
    jobs = [_Job(s, canonical.file_digest(s), space.parts, space.dataset, plan.seed, media) for s in shards]
    todo = [job for job in jobs if job.done() is None]
    for _ in track(map_unordered(_write, todo, workers=workers, rescue=_rescue), "shards written", len(todo)):
        pass
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, list[Path]] = defaultdict(list)
    for job in jobs:
        for place, tasks in (job.done() or {})["counts"].items():
            counts[place].update(tasks)
            parts[place].append(job.part(place))
    return Written(dict(sorted(counts.items())), dict(parts))


def _rescue(job: _Job, death: WorkerDied) -> None:
    raise EmoCfgError(
        "E602",
        f"a worker process {death.reason} while it wrote rows",
        where=job.shard.name,
        fix="run the same command again, with fewer --workers if memory is short",
    )


def _write(job: _Job) -> None:
    clips = list(read_shard(job.shard))
    rows: dict[str, list[Sample]] = defaultdict(list)
    for clip in clips:
        for sample in compose(_case(clip, job.seed), job.media):
            rows[f"{sample.config}/{sample.split}"].append(sample)
    for place, samples in rows.items():
        save_samples(samples, job.part(place), videos=job.dataset if job.media == "embedded" else None)
    save_records([_clip_row(clip) for clip in clips], ClipRow, job.part("meta/clips"))
    observed = [observation for clip in clips for observation in clip.observations]
    save_records(observed, Observation, job.part("meta/observations"))
    counts = {place: dict(Counter(sample.task for sample in samples)) for place, samples in rows.items()}
    counts |= {"meta/clips": {"clips": len(clips)}, "meta/observations": {"observations": len(observed)}}
    atomic.write_text(job.receipt, canonical.dumps({"shard": job.digest, "counts": counts}))


def _case(clip: Curated, seed: int) -> Case:
    return Case(clip.clip, clip.observations, merge(clip.clip, clip.observations), clip.split, clip.partner, seed)


def _clip_row(clip: Curated) -> ClipRow:
    facts = clip.facts
    return ClipRow(
        clip_id=clip.clip.clip_id,
        source=clip.clip.source,
        video=video_path(clip.clip.source, clip.clip.file),
        split=clip.split,
        split_by=split_rule(clip.clip),
        fold=clip.clip.fold,
        identities=tuple(subject.identity for subject in clip.clip.subjects),
        source_video=clip.clip.source_video,
        width=facts.width,
        height=facts.height,
        frames=facts.frames,
        fps=facts.fps,
        seconds=facts.seconds,
        sha256=facts.sha256,
        notes=clip.clip.notes,
    )
