"""Which test rows make the tier ``sampled`` where a plan states the sizes of its test set."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emocfg.core import atomic

from .plan import Plan
from .shards import Written
from .sizes import candidates, sample_test
from .workspace import Workspace


def sample_tiers(plan: Plan, written: Written, space: Workspace) -> Written:
    """Mark the test rows that the plan's sizes take as ``sampled`` and the other test rows as ``full``.

    Rationales are taken only if they passed validation. Without sizes nothing changes.
    """
    if not plan.test_sizes:
        return written
    places = [place for place in written.parts if place.endswith("/test")]
    taken = sample_test(
        candidates(path for place in places for path in written.parts[place]), dict(plan.test_sizes), plan.seed
    )
    marked = {
        place: [_mark(path, space.marked / place / path.name, taken) for path in written.parts[place]]
        for place in places
    }
    return replace(written, parts=written.parts | marked)


def _mark(part: Path, target: Path, taken: frozenset[str]) -> Path:
    """Write the file again with its tiers set, row group by row group."""
    target.parent.mkdir(parents=True, exist_ok=True)
    chosen = pa.array(sorted(taken), pa.string())
    with pq.ParquetFile(part) as file, atomic.replacing(target) as temporary:
        place = file.schema_arrow.get_field_index("tier")
        with pq.ParquetWriter(temporary, file.schema_arrow, compression="zstd") as writer:
            for number in range(file.num_row_groups):
                rows = file.read_row_group(number)
                tiers = pc.if_else(pc.is_in(rows["id"], value_set=chosen), "sampled", "full")
                writer.write_table(rows.set_column(place, file.schema_arrow.field(place), tiers))
    return target
