"""Read a dataset folder by column, in tables of bounded size: 2.1 million rows never lie in memory."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import CONFIGS

from .records import Spread

ROWS = 32_768
"""Rows of a table at most."""

MOST_CHARACTERS = 20_000
"""Of a text; the rest is not read."""


def manifest_of(root: Path) -> dict[str, object]:
    """The manifest of a dataset folder; E102 if it is none."""
    manifest = canonical.read(root / "manifest.json") if (root / "manifest.json").is_file() else None
    if not isinstance(manifest, dict) or "digest" not in manifest:
        raise EmoCfgError("E102", "no dataset here", where=str(root), fix="build one with `emocfg build`")
    return manifest


def row_files(root: Path, *configs: str) -> list[Path]:
    """The Parquet files of the rows, of some configs or of all."""
    return [path for config in configs or CONFIGS for path in sorted((root / config).glob("*.parquet"))]


def meta_files(root: Path, table: str) -> list[Path]:
    """The Parquet files of a table of ``meta``: ``clips`` or ``observations``."""
    return sorted(root.glob(f"meta/{table}-*.parquet"))


def tables(paths: Iterable[Path], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Tables of at most :data:`ROWS` rows with these columns, over the borders of files.

    Args:
        paths: the files; one without a column cannot be read.
        columns: their names; ``a.b`` is a member of a struct.

    Raises:
        EmoCfgError: E105 a file that is no Parquet, or that lacks a column.
    """
    held: list[pa.RecordBatch] = []
    for path in paths:
        try:
            with pq.ParquetFile(path) as file:
                missing = [name for name in columns if name.split(".")[0] not in file.schema_arrow.names]
                if missing:
                    raise _damaged(path, f"no column {missing[0]}")
                for batch in file.iter_batches(batch_size=ROWS, columns=list(columns)):
                    bare = batch.replace_schema_metadata(None)
                    if held and (sum(map(len, held)) + len(bare) > ROWS or held[0].schema != bare.schema):
                        yield pa.Table.from_batches(held)
                        held = []
                    held.append(bare)
        except pa.ArrowException as problem:
            raise _damaged(path, str(problem)[:200]) from problem
    if held:
        yield pa.Table.from_batches(held)


def _damaged(path: Path, what: str) -> EmoCfgError:
    fix = "restore the folder, or build it again"
    return EmoCfgError("E105", f"not a table of a dataset: {what}", where=str(path), fix=fix)


def tallied(table: pa.Table, keys: Sequence[str]) -> Counter[tuple[Any, ...]]:
    """How often each combination of these columns occurs."""
    if not table.num_rows:
        return Counter()
    grouped = table.group_by(list(keys)).aggregate([([], "count_all")])
    counts = grouped["count_all"].to_pylist()
    found = zip(*(grouped[key].to_pylist() for key in keys), strict=True)
    return Counter(dict(zip(found, counts, strict=True)))


def exploded(table: pa.Table, lists: str) -> pa.Table:
    """One row per item of a list column, the other columns repeated; the column holds the items then."""
    place = table.schema.get_field_index(lists)
    column = _whole(table[lists])
    others = table.remove_column(place).take(pc.list_parent_indices(column))
    return others.append_column(lists, column.flatten())


def words(texts: pa.ChunkedArray) -> pa.Array:
    """The number of words, separated by spaces, of every text."""
    plain = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(texts, 0, MOST_CHARACTERS))
    counts = pc.list_value_length(pc.utf8_split_whitespace(plain))
    return pc.if_else(pc.equal(plain, ""), pa.scalar(0, pa.int32()), counts)


def spread(counts: Counter[int]) -> Spread:
    """The spread of numbers that are given by how often each occurs; quantiles are the nearest rank.

    >>> spread(Counter({1: 3, 9: 1}))
    Spread(mean=3.0, p5=1, median=1, p95=9, largest=9)
    """
    total = counts.total()
    if not total:
        return Spread()
    values = sorted(counts)
    below = list(accumulate(counts[value] for value in values))

    def quantile(share: float) -> int:
        return next(value for value, rank in zip(values, below, strict=True) if rank >= share * total)

    mean = sum(value * count for value, count in counts.items()) / total
    return Spread(round(mean, 2), quantile(0.05), quantile(0.5), quantile(0.95), values[-1])


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array."""
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)
