"""A dataset folder for tests of what is published: rows with tiers, checks and writers, and everything beside them."""

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from emocfg.build.output import MANIFEST, rows_digest
from emocfg.build.parquet import read_samples, save_samples
from emocfg.build.publish.card import render_card
from emocfg.build.publish.croissant import CROISSANT, croissant, croissant_text, data_files
from emocfg.build.publish.tallies import tally
from emocfg.core import canonical
from emocfg.schema import CONFIGS, Sample
from emocfg.schema.records import Check, Validation, Vote

CONFLICTS = {"emotion of two schemes": 7, "head pose": 2}
NOTES = ["3 pairs of <b>clips</b> look alike"]


def copy(dataset: Path, to: Path) -> Path:
    """A copy that a test may change; its rows are checked, sampled and signed by several writers."""
    shutil.copytree(dataset, to, symlinks=True)
    for number, path in enumerate(files(to)):
        save_samples([_varied(sample, at + number) for at, sample in enumerate(list(read_samples(path)))], path)
    publish(to, canonical.read(to / "meta/report.json") | {"conflicts": CONFLICTS, "notes": NOTES})
    return to


def trim(dataset: Path) -> Path:
    """Cut a copy down to one Parquet file per config and split, of four rows, one per table of meta, and four videos.

    No two of its files hold the same bytes, as empty shards of one table do: the Hub's client may send those twice.
    """
    for paths in parts(dataset).values():
        save_samples(list(islice(read_samples(paths[0]), 4)), paths[0])
        for path in paths[1:]:
            path.unlink()
    tables = sorted(dataset.glob("meta/*.parquet"))
    others = [path for path in tables if "-00000-of-" not in path.name]
    (first,) = (path for path in tables if path.name.startswith("clips-00000-of-"))
    table = pq.read_table(first)
    pq.write_table(table.slice(0, 4), first)
    kept = set(table["video"].to_pylist()[:4])
    for path in [
        *others,
        *(p for p in dataset.rglob("videos/**/*.mp4") if p.relative_to(dataset).as_posix() not in kept),
    ]:
        path.unlink()
    places = {place: Counter(row["task"] for row in rows(paths)) for place, paths in parts(dataset).items()}
    publish(dataset, canonical.read(dataset / "meta/report.json") | {"rows": places})
    return dataset


def files(dataset: Path) -> list[Path]:
    """The Parquet files of the rows."""
    return [path for config in CONFIGS for path in sorted((dataset / config).glob("*.parquet"))]


def parts(dataset: Path) -> dict[str, list[Path]]:
    """The Parquet files by ``config/split``."""
    found: dict[str, list[Path]] = {}
    for path in files(dataset):
        found.setdefault(f"{path.parent.name}/{path.name.split('-')[0]}", []).append(path)
    return found


def publish(dataset: Path, report: dict[str, Any], *, media: bool = True) -> dict[str, Any]:
    """Write report, card, Croissant and manifest for the rows that a folder holds now, and return the report."""
    report = report | tally(parts(dataset))
    digest = rows_digest(parts(dataset))
    described = croissant(report, data_files(dataset), digest, media=media)
    (dataset / CROISSANT).write_text(croissant_text(described))
    (dataset / "README.md").write_text(render_card(report, digest, media=media, test_fraction=1 / 3))
    (dataset / "meta/report.json").write_text(canonical.dumps(report) + "\n")
    seal(dataset)
    return report


def seal(dataset: Path) -> None:
    """Write the manifest of what a folder holds now."""
    names = (p.relative_to(dataset).as_posix() for p in sorted(dataset.rglob("*")) if p.is_file())
    entries = {n: canonical.file_digest(dataset / n) for n in names if n != MANIFEST and not n.startswith("videos/")}
    old = canonical.read(dataset / MANIFEST)
    body = {key: value for key, value in old.items() if key != "digest"} | {"files": entries}
    (dataset / MANIFEST).write_text(canonical.dumps(body | {"digest": canonical.digest(body)}) + "\n")


def rows(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The rows of Parquet files, read without any code of ours."""
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def source(name: str, **facts: str) -> dict[str, str]:
    """The facts of a corpus, as a report has them."""
    told = {"title": "t", "license": "CC0-1.0", "access": "a", "citation": "c", "gate": "open", "terms": ""}
    return {"name": name, **told, "identity": "", "splits": "", "evidence": "", **facts}


def _varied(sample: Sample, at: int) -> Sample:
    if sample.config != "rationale":
        return replace(sample, license=("CC0-1.0", "X terms")[at % 5 == 0])
    checks = [Check(f"form/D{k}", ("pass", "fail", "skipped")[(at + k) % 3], f"because {k}") for k in range(at % 4)]
    votes = [Vote(f"v{k}", "pass", "label", "joy", "", k) for k in range(at % 3)]
    passed = all(check.verdict == "pass" for check in checks)
    writer = replace(
        sample.provenance,
        generator=("template", "a|model")[at % 2],
        label_given=(None, True, False)[at % 3],
        prompt_sha256=("", sample.provenance.prompt_sha256)[at % 2],
    )
    return replace(
        sample,
        tier="sampled" if passed else "full",
        validation=Validation("pass" if passed else "fail", tuple(checks), tuple(votes)),
        provenance=writer,
    )
