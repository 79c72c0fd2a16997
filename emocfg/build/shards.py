"""Stage 5, compose and shard: the rows of each shard of clips, written as Parquet by one worker."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from emocfg.check.rationale import vote_of_models
from emocfg.core import EmoCfgError, WorkerDied, atomic, canonical, map_unordered, track
from emocfg.schema import Observation, Sample, to_text

from .annotators.drafts import rows as written_rows
from .annotators.stage import read_writings
from .compose.cases import Case
from .compose.rows import sample_of, split_rule, video_path
from .curate import Curated, read_shard
from .parquet import save_records, save_samples
from .plan import Plan
from .trees.merge import merge
from .trees.nodes import Conflict, Node
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
    frames_sha256: str
    fingerprint: str
    sharpness: float
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


class Named(Protocol):
    """A piece of work with a name."""

    @property
    def name(self) -> str:
        """What errors call it."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One shard to write."""

    shard: Path
    digest: str
    parts: Path
    dataset: Path
    seed: int
    media: str
    texts: Path | None

    @property
    def name(self) -> str:
        """What the shard is called."""
        return self.shard.name

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


def write_shards(
    plan: Plan, space: Workspace, shards: tuple[Path, ...], texts: Mapping[str, Path], *, workers: int
) -> Written:
    """Compose and write every shard that is not written yet for the clips it holds now.

    Args:
        plan: the plan.
        space: the workspace.
        shards: the files of curated clips.
        texts: a shard's name to what annotators wrote of its clips; none where the templates write.
        workers: worker processes.
    """
    media = "expected" if not plan.media else "embedded" if plan.embed_video else "file"
    jobs = [_job(plan, space, shard, texts.get(shard.stem), media) for shard in shards]
    todo = [job for job in jobs if job.done() is None]
    for _ in track(map_unordered(_write, todo, workers=workers, rescue=lost), "shards written", len(todo)):
        pass
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, list[Path]] = defaultdict(list)
    for job in jobs:
        for place, tasks in (job.done() or {})["counts"].items():
            counts[place].update(tasks)
            parts[place].append(job.part(place))
    return Written(dict(sorted(counts.items())), dict(parts))


def cases_of(shard: Path, seed: int) -> Iterator[Case]:
    """The clips of a shard with their trees."""
    for clip in read_shard(shard):
        yield _case(clip, seed)


def _case(made: Curated, seed: int) -> Case:
    merged = merge(made.clip, made.observations)
    return Case(made.clip, made.observations, merged, made.split, made.partner, seed)


def _job(plan: Plan, space: Workspace, shard: Path, texts: Path | None, media: str) -> _Job:
    digest = canonical.digest([canonical.file_digest(path) for path in (shard, texts) if path])
    return _Job(shard, digest, space.parts, space.dataset, plan.seed, media, texts)


def lost(job: Named, death: WorkerDied) -> None:
    """What to do when a worker dies over a file: E602, because nothing is lost but this run."""
    raise EmoCfgError(
        "E602",
        f"a worker process {death.reason} while it wrote rows",
        where=job.name,
        fix="run the same command again, with fewer --workers if memory is short",
    )


def _write(job: _Job) -> None:
    clips = list(read_shard(job.shard))
    cases = [_case(clip, job.seed) for clip in clips]
    texts = dict(read_writings(job.texts)) if job.texts else {}
    rows: dict[str, list[Sample]] = defaultdict(list)
    for case in cases:
        tree = to_text(case.merged.tree)
        for task, draft, writing in written_rows(case, texts.get(case.clip.clip_id, ())):
            sample = sample_of(case, task, draft, job.media, tree=tree)
            if writing is not None:
                sample = vote_of_models(sample, writing.checks, writing.votes)
            rows[f"{sample.config}/{sample.split}"].append(sample)
    for place, samples in rows.items():
        save_samples(samples, job.part(place), videos=job.dataset if job.media == "embedded" else None)
    counts = {place: dict(Counter(sample.task for sample in samples)) for place, samples in rows.items()}
    tables: dict[str, tuple[type, list[object]]] = {
        "clips": (ClipRow, [_clip_row(clip) for clip in clips]),
        "observations": (Observation, [o for clip in clips for o in clip.observations]),
        "nodes": (Node, [node for case in cases for node in case.merged.nodes]),
        "conflicts": (Conflict, [conflict for case in cases for conflict in case.merged.conflicts]),
    }
    for name, (kind, records) in tables.items():
        save_records(records, kind, job.part(f"meta/{name}"))
        counts[f"meta/{name}"] = {name: len(records)}
    atomic.write_text(job.receipt, canonical.dumps({"shard": job.digest, "counts": counts}))


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
        frames_sha256=facts.frames_sha256,
        fingerprint=facts.fingerprint,
        sharpness=facts.sharpness,
        notes=clip.clip.notes,
    )
