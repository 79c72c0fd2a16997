"""Stage 5, publish: card, manifest and reports beside the Parquet files, then one rename to the output."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from shutil import rmtree
from typing import Any

import pyarrow.parquet as pq

from emocfg import __version__
from emocfg.core import atomic, canonical
from emocfg.schema import CONFIGS, SPLITS, Sample
from emocfg.schema.features import json_schema
from emocfg.sources import open_source

from .card import render_card
from .curate import Curation, quarantine_rows
from .plan import Plan
from .shards import Written
from .workspace import Workspace

MANIFEST = "manifest.json"


def publish(
    plan: Plan, inputs: str, space: Workspace, curation: Curation, written: Written, out: Path
) -> dict[str, Any]:
    """Assemble the dataset folder and give it its public name.

    Returns:
        The manifest.
    """
    _drop_unused_videos(space)
    places = [place for config in CONFIGS for split in SPLITS if (place := f"{config}/{split}") in written.counts]
    counts = {place: written.counts[place] for place in places}
    for place, parts in written.parts.items():
        _number_parts(parts, space.dataset, place)
    report = _report(plan, space, curation, counts)
    atomic.write_text(space.dataset / "meta/report.json", canonical.dumps(report) + "\n")
    atomic.write_text(space.dataset / "meta/quarantine.jsonl", quarantine_rows(curation.quarantine))
    atomic.write_text(space.dataset / "meta/schema.json", canonical.dumps(json_schema(Sample)) + "\n")
    atomic.write_text(space.dataset / "README.md", render_card(plan, places, report))
    manifest = _manifest(plan, inputs, space.dataset, counts)
    atomic.write_text(space.dataset / MANIFEST, canonical.dumps(manifest) + "\n")
    out.parent.mkdir(parents=True, exist_ok=True)
    atomic.publish_folder(space.dataset, out)
    rmtree(space.root)
    return manifest


def missing_files(dataset: Path, manifest: dict[str, Any]) -> list[str]:
    """Files of a dataset's manifest that are not there any more."""
    return [str(name) for name in manifest["files"] if not (dataset / name).is_file()]


def missing_videos(dataset: Path) -> list[str]:
    """Videos of a dataset's clips that are not there any more."""
    tables = [pq.read_table(path, columns=["video"]) for path in sorted(dataset.glob("meta/clips-*.parquet"))]
    videos = (str(video) for table in tables for video in table["video"].to_pylist())
    return [video for video in videos if not (dataset / video).is_file()]


def _number_parts(parts: list[Path], dataset: Path, place: str) -> None:
    """Link the parts of a config and split under the names that the Hub expects, and nothing else."""
    names = [f"{place}-{number:05d}-of-{len(parts):05d}.parquet" for number in range(len(parts))]
    for stale in dataset.glob(f"{place}-*.parquet"):
        if str(stale.relative_to(dataset)) not in names:
            stale.unlink()
    for part, name in zip(parts, names, strict=True):
        atomic.link(part, dataset / name)


def _drop_unused_videos(space: Workspace) -> None:
    """Remove folders that quarantine left empty."""
    videos = space.dataset / "videos"
    for folder in sorted((path for path in videos.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _report(plan: Plan, space: Workspace, curation: Curation, counts: dict[str, Counter[str]]) -> dict[str, Any]:
    """Everything a reader should know before trusting the set."""
    cards = [open_source(source.name, source.root, dict(source.options)).describe() for source in plan.sources]
    defects = [record for _, record in canonical.read_lines(space.defects)]
    return {
        "sources": [asdict(card) for card in cards],
        "rows": {place: dict(sorted(tasks.items())) for place, tasks in counts.items()},
        "defects": defects,
        "quarantine": dict(sorted(Counter(entry.reason for entry in curation.quarantine).items())),
        "own_splits": list(curation.own_splits),
        "overlaps": [asdict(overlap) for overlap in curation.overlaps],
    }


def _manifest(plan: Plan, inputs: str, dataset: Path, counts: dict[str, Counter[str]]) -> dict[str, Any]:
    """What the set is made of: its digest is equal on every machine for equal plans and inputs.

    The digests of the videos are in ``meta/clips``, whose own digest is here.
    """
    files = sorted(path for path in dataset.rglob("*") if path.is_file() and path.parts[len(dataset.parts)] != "videos")
    entries = {str(path.relative_to(dataset)): canonical.file_digest(path) for path in files if path.name != MANIFEST}
    body = {
        "emocfg": __version__,
        "plan": plan.describe(),
        "plan_digest": plan.digest(),
        "inputs_digest": inputs,
        "rows": {place: sum(tasks.values()) for place, tasks in counts.items()},
        "files": entries,
    }
    return body | {"digest": canonical.digest(body)}
