"""Check the rationales of a finished dataset again: do its rows still say what the checks find?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from emocfg.check.rationale import check_row
from emocfg.core import WorkerDied, map_unordered, track
from emocfg.schema import Check, Sample, Validation

from .parquet import read_lengths, read_samples
from .shards import lost


@dataclass(frozen=True, slots=True)
class _Job:
    """One Parquet file of rationales."""

    part: Path
    dataset: Path

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.part.name


def recheck(dataset: Path, *, workers: int) -> Iterator[tuple[str, str]]:
    """Id and fault of every checked rationale whose row differs from what the rules find now.

    Levels (a) to (d) and the rule table are done again. The blind tests need the whole dataset as it was built; of them
    only the tier is held against the checks on the row.

    Raises:
        EmoCfgError: E602 if a worker died.
    """
    jobs = [_Job(path, dataset) for path in sorted((dataset / "rationale").glob("*.parquet"))]
    for _, found in track(map_unordered(_recheck, jobs, workers=workers, rescue=_lost), "files checked", len(jobs)):
        yield from found


def _lost(job: _Job, death: WorkerDied) -> list[tuple[str, str]]:
    lost(job, death)
    return []


def _recheck(job: _Job) -> list[tuple[str, str]]:
    lengths = read_lengths(sorted(job.dataset.glob("meta/clips-*.parquet")))
    rows = (sample for sample in read_samples(job.part) if sample.validation.checks)
    return [(sample.id, fault) for sample in rows if (fault := _fault(sample, lengths.get(sample.clip_id)))]


def _fault(sample: Sample, seconds: float | None) -> str:
    """What is wrong with a row's validation; "" if nothing is."""
    bare = replace(sample, validation=Validation())
    again = {check.name: check for check in check_row(bare, seconds=seconds).validation.checks}
    said = {check.name: check for check in sample.validation.checks}
    differ = [name for name, check in again.items() if _verdict(said.get(name)) != check.verdict]
    if differ:
        return f"{differ[0]} says {_verdict(said.get(differ[0]))}, the check finds {again[differ[0]].verdict}"
    failed = [check.name for check in sample.validation.checks if check.verdict == "fail"]
    if sample.tier == "sampled" and any(not name.startswith("models/") for name in failed):
        return f"is in the tier sampled and failed {failed[0]}"
    return ""


def _verdict(check: Check | None) -> str:
    return "nothing" if check is None else check.verdict
