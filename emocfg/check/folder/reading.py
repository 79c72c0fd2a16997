"""Read the columns of a dataset folder that checks need, in batches: memory does not grow with the rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from emocfg.core import EmoCfgError
from emocfg.schema import CONFIGS, SPLITS

from ..duplicates import Pictured
from ..leaks import Placed

OURS = "emocfg"
"""``split_by`` of clips and rows whose split is ours."""

_BATCH = 4096
_CLIP = ("clip_id", "source", "video", "split", "split_by", "identities", "source_video", "seconds", "sha256")
_MARKS = ("frames_sha256", "fingerprint")
"""Columns of ``meta/clips`` that a folder may lack: an imported release was not looked at."""


@dataclass(frozen=True, slots=True)
class RowFile:
    """One Parquet file of rows, and the place it has in the dataset."""

    path: Path
    config: str
    split: str


def row_files(root: Path) -> Iterator[RowFile]:
    """The files that ``load_dataset`` reads as rows."""
    for config in CONFIGS:
        for split in SPLITS:
            for path in sorted((root / config).glob(f"{split}-*.parquet")):
                yield RowFile(path, config, split)


def read_schema(path: Path) -> pa.Schema:
    """The columns of a Parquet file; E105 if it cannot be read."""
    with _readable(path):
        return pq.read_schema(path)


def batches(path: Path, columns: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a Parquet file with these columns only; a struct's member is named ``struct.member``.

    Raises:
        EmoCfgError: E105 if the file cannot be read.
    """
    with _readable(path), pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH, columns=list(columns)):
            yield batch.to_pylist()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as problem:
        what = f"not a Parquet file of ours: {(str(problem) or type(problem).__name__)[:200]}"
        raise EmoCfgError("E105", what, where=str(path), fix="copy the folder again, or build it again") from problem


def read_clips(root: Path) -> list[Pictured]:
    """The clips of ``meta/clips``: where they are, and what tells copies."""
    clips = []
    for path in sorted(root.glob("meta/clips-*.parquet")):
        there = set(read_schema(path).names)
        for rows in batches(path, [*_CLIP, *(name for name in _MARKS if name in there)]):
            clips += [_clip(row) for row in rows]
    return clips


def _clip(row: dict[str, Any]) -> Pictured:
    people, owner = tuple(row["identities"]), row["split_by"] != OURS
    return Pictured(
        placed=Placed(row["clip_id"], row["source"], people, row["source_video"], row["split"], owner),
        video=row["video"],
        seconds=row["seconds"],
        sha256=row["sha256"],
        frames_sha256=row.get("frames_sha256", ""),
        fingerprint=row.get("fingerprint", ""),
    )
