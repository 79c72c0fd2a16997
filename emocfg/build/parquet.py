"""Tables on disk: records to Parquet with Hugging Face features, embedded videos, and rows back to records."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emocfg.core import atomic
from emocfg.schema import Sample
from emocfg.schema.features import arrow_schema, from_row, hf_schema, to_row

_ROWS_PER_GROUP = 1000
_EMBEDDED_BYTES_PER_GROUP = 64 * 2**20


def save_records(records: Sequence[object], kind: type, path: Path) -> None:
    """Write records of one class, atomically."""
    table = pa.Table.from_pylist([to_row(record) for record in records], schema=arrow_schema(kind))
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.replacing(path) as target:
        pq.write_table(table, target, compression="zstd", row_group_size=_ROWS_PER_GROUP)


def save_samples(samples: Iterable[Sample], path: Path, *, videos: Path | None = None) -> None:
    """Write samples with Hugging Face features in the metadata, atomically.

    Args:
        samples: the rows; a group of them is held in memory.
        path: the file.
        videos: the dataset's folder, to carry the bytes of each row's videos in a ``video`` column; None for no such
            column. Row groups then hold at most 64 MiB of video, so that memory stays bounded.
    """
    schema = _with_video(hf_schema(Sample)) if videos else hf_schema(Sample)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.replacing(path) as target, pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(samples, videos):
            rows = [to_row(sample) for sample in group]
            if videos:
                rows = [row | {"video": _embedded(videos, row["videos"])} for row in rows]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def read_samples(path: Path, sample_id: str | None = None) -> Iterator[Sample]:
    """The samples of a Parquet file, in order; embedded videos are not read.

    Args:
        path: the file.
        sample_id: only the sample of this id.
    """
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=list(arrow_schema(Sample).names)):
            wanted = batch if sample_id is None else batch.filter(pc.equal(batch["id"], sample_id))
            for row in wanted.to_pylist():
                yield from_row(Sample, row)


def read_lengths(paths: Iterable[Path]) -> dict[str, float]:
    """Clip id to the length of its video in seconds, from tables of clips; without the clips never looked at."""
    rows = (row for path in paths for row in pq.read_table(path, columns=["clip_id", "seconds"]).to_pylist())
    return {row["clip_id"]: row["seconds"] for row in rows if row["seconds"]}


def _with_video(schema: pa.Schema) -> pa.Schema:
    """The schema with a column of Hugging Face ``Video`` features."""
    from datasets import Features, List, Video

    features = Features.from_arrow_schema(schema)
    features["video"] = List(Video(decode=False))
    return features.arrow_schema


def _embedded(dataset: Path, videos: Sequence[str]) -> list[dict[str, bytes | None]]:
    # The path beside the bytes stays empty: one that happens to exist where the set is read would make ``datasets``
    # drop the bytes.
    return [{"bytes": (dataset / video).read_bytes(), "path": None} for video in videos]


def _groups(samples: Iterable[Sample], videos: Path | None) -> Iterator[list[Sample]]:
    """The samples in row groups, bounded in rows and in bytes of video."""
    group: list[Sample] = []
    size = 0
    for sample in samples:
        own = sum((videos / video).stat().st_size for video in sample.videos) if videos else 0
        if group and (len(group) >= _ROWS_PER_GROUP or size + own > _EMBEDDED_BYTES_PER_GROUP):
            yield group
            group, size = [], 0
        group.append(sample)
        size += own
    if group:
        yield group
