"""Count what is in the Parquet files of a dataset: tiers, licences, corpora, who wrote the rows, what was checked.

A build and an import count their finished files alike, so the numbers of the report are those of the rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from emocfg.schema import CONFIGS

_COLUMNS = ("tier", "license", "source", "provenance", "validation")
_WRITER = ("generator", "version", "prompt_sha256", "label_given")


def tally(parts: Mapping[str, Sequence[Path]]) -> dict[str, Any]:
    """What the rows of a dataset hold, as it goes into its report.

    Args:
        parts: for every ``config/split`` its Parquet files; ``meta`` tables among them are not rows and left alone.

    Returns:
        ``tiers``: for every ``config/split`` the rows of each tier. ``licenses``, ``row_sources``: rows of each licence
        and corpus. ``annotators``: who wrote rows, with which version and prompt, ``label_given`` as in the rows, and
        how many. ``validation``: for every config of which a row was checked, its ``rows``, those that ``pass``, and
        for each check how often it gave which verdict.
    """
    tiers: dict[str, Counter[str]] = {}
    licenses: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    writers: Counter[tuple[Any, ...]] = Counter()
    checked = {config: _Checked() for config in CONFIGS}
    for place, paths in parts.items():
        config = place.split("/")[0]
        if config not in CONFIGS:
            continue
        here = tiers.setdefault(place, Counter())
        for batch in _batches(paths):
            here.update(_counts(batch["tier"]))
            licenses.update(_counts(batch["license"]))
            sources.update(_counts(batch["source"]))
            writers.update(_counts_of_structs(batch["provenance"], _WRITER))
            checked[config].add(batch["validation"])
    return {
        "tiers": {place: dict(sorted(counts.items())) for place, counts in sorted(tiers.items())},
        "licenses": dict(sorted(licenses.items())),
        "row_sources": dict(sorted(sources.items())),
        "annotators": [
            {**dict(zip(_WRITER, writer, strict=True)), "rows": rows}
            for writer, rows in sorted(writers.items(), key=lambda entry: tuple(map(str, entry[0])))
        ],
        "validation": {config: tallied.as_dict() for config, tallied in checked.items() if tallied.any},
    }


class _Checked:
    """The validation of one config's rows."""

    def __init__(self) -> None:
        self._verdicts: Counter[str] = Counter()
        self._checks: Counter[tuple[Any, ...]] = Counter()

    def add(self, validation: pa.StructArray) -> None:
        self._verdicts.update(_counts(validation.field("verdict")))
        self._checks.update(_counts_of_structs(validation.field("checks").flatten(), ("name", "verdict")))

    @property
    def any(self) -> bool:
        return bool(self._verdicts["pass"] or self._verdicts["fail"])

    def as_dict(self) -> dict[str, Any]:
        checks: dict[str, dict[str, int]] = {}
        for (name, verdict), count in sorted(self._checks.items()):
            checks.setdefault(name, {"pass": 0, "fail": 0, "skipped": 0})[verdict] = count
        return {"rows": self._verdicts.total(), "pass": self._verdicts["pass"], "checks": checks}


def _batches(paths: Iterable[Path]) -> Iterator[pa.RecordBatch]:
    for path in paths:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(columns=list(_COLUMNS))


def _counts(values: pa.Array) -> dict[str, int]:
    return {entry["values"]: entry["counts"] for entry in values.value_counts().to_pylist()}


def _counts_of_structs(values: pa.StructArray, fields: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
    table = pa.table({field: values.field(field) for field in fields})
    counted = table.group_by(list(fields)).aggregate([([], "count_all")]).to_pylist()
    return {tuple(row[field] for field in fields): row["count_all"] for row in counted}
