"""Stage 4, compose and shard: the rows of each shard of clips, written as Parquet by one worker."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emocfg.core import atomic, canonical, map_unordered, track
from emocfg.schema import Observation, Sample
from emocfg.schema.features import arrow_schema, from_row, hf_schema, to_row

from .cases import Case
from .compose import compose
from .curate import Curated, read_shard
from .plan import Plan
from .trees import merge
from .workspace import Workspace

_ROWS_PER_GROUP = 1000


@dataclass(frozen=True, slots=True)
class ClipRow:
    """One row of ``meta/clips``: what is known of a clip's file and place."""

    clip_id: str
    source: str
    video: str
    split: str
    split_by: str
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
class _Job:
    """One shard to write."""

    shard: Path
    parts: Path
    dataset: Path
    seed: int
    media: str


def write_shards(plan: Plan, space: Workspace, shards: tuple[Path, ...], *, workers: int) -> dict[str, Counter[str]]:
    """Compose and write every shard that is not written yet.

    Returns:
        For every ``config/split`` the number of rows per task.
    """
    media = "expected" if not plan.media else "embedded" if plan.embed_video else "file"
    jobs = [_Job(shard, space.parts, space.dataset, plan.seed, media) for shard in shards]
    todo = [job for job in jobs if not _receipt(job).exists()]
    for _ in track(map_unordered(_write, todo, workers=workers), "shards written", len(todo)):
        pass
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for job in jobs:
        for place, tasks in canonical.read(_receipt(job)).items():
            counts[place].update(tasks)
    return dict(sorted(counts.items()))


def _receipt(job: _Job) -> Path:
    """The count file that says that a shard is finished."""
    return job.parts / f"{job.shard.stem}.json"


def _write(job: _Job) -> None:
    clips = list(read_shard(job.shard))
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for clip in clips:
        for sample in compose(_case(clip, job.seed), job.media):
            rows[f"{sample.config}/{sample.split}"].append(to_row(sample))
    for place, part in rows.items():
        columns = pa.Table.from_pylist(part, schema=arrow_schema(Sample)).replace_schema_metadata(
            hf_schema(Sample).metadata
        )
        if job.media == "embedded":
            columns = _embed(columns, job.dataset)
        _save(columns, job.parts / place / f"{job.shard.stem}.parquet")
    about = [to_row(_clip_row(clip)) for clip in clips]
    _save(
        pa.Table.from_pylist(about, schema=arrow_schema(ClipRow)),
        job.parts / "meta/clips" / f"{job.shard.stem}.parquet",
    )
    observed = [_plain_votes(to_row(o)) for clip in clips for o in clip.observations]
    table = pa.Table.from_pylist(observed, schema=arrow_schema(Observation))
    _save(table, job.parts / "meta/observations" / f"{job.shard.stem}.parquet")
    counts = {place: dict(Counter(row["task"] for row in part)) for place, part in rows.items()}
    atomic.write_text(_receipt(job), canonical.dumps(counts))


def _case(clip: Curated, seed: int) -> Case:
    return Case(clip.clip, clip.observations, merge(clip.clip, clip.observations), clip.split, clip.partner, seed)


def _clip_row(clip: Curated) -> ClipRow:
    from .compose import video_path

    facts = clip.facts
    return ClipRow(
        clip_id=clip.clip.clip_id,
        source=clip.clip.source,
        video=video_path(clip.clip.source, clip.clip.file),
        split=clip.split,
        split_by="owner" if clip.clip.split else "emocfg",
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


def _plain_votes(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"votes": [{"key": key, "value": count} for key, count in sorted(row["votes"].items())]}


def _embed(table: pa.Table, dataset: Path) -> pa.Table:
    """Add the bytes of each row's videos, in a column of Hugging Face ``Video`` features.

    The path inside is left empty: a path that happens to exist where the set is read would make ``datasets`` drop the
    bytes.
    """
    from datasets import Features, List, Video

    features = Features.from_arrow_schema(table.schema)
    features["video"] = List(Video(decode=False))
    files = [[(dataset / video).read_bytes() for video in videos] for videos in table["videos"].to_pylist()]
    column = [[{"bytes": data, "path": None} for data in row] for row in files]
    schema = features.arrow_schema
    return table.append_column(
        schema.field("video"), pa.array(column, type=schema.field("video").type)
    ).replace_schema_metadata(schema.metadata)


def _save(table: pa.Table, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.replacing(path) as target:
        pq.write_table(table, target, compression="zstd", row_group_size=_ROWS_PER_GROUP)


def read_rows(path: Path, sample_id: str | None = None) -> Iterator[Sample]:
    """The samples of a Parquet file, in order; embedded videos are not read.

    Args:
        path: the file.
        sample_id: only the sample of this id.
    """
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=list(arrow_schema(Sample).names)):
            if sample_id is not None:
                batch = batch.filter(pc.equal(batch["id"], sample_id))  # noqa: PLW2901
            for row in batch.to_pylist():
                yield from_row(Sample, row)
