"""The output folder: what may already be there, how a dataset is put together, and the rename that makes it public."""

from collections import Counter
from pathlib import Path
from shutil import rmtree
from typing import Any

import pyarrow.parquet as pq

from emocfg import __version__
from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.schema import CONFIGS, SPLITS, Sample
from emocfg.schema.features import json_schema

from .publish.croissant import CROISSANT, carries_video, croissant, croissant_text, data_files
from .workspace import Workspace

MANIFEST = "manifest.json"


def check_name(out: Path) -> Path:
    """The absolute path of an output folder; E202 if its name cannot be written as text."""
    out = out.resolve()
    if not str(out).isprintable():
        raise EmoCfgError("E202", "the folder's name cannot be written as text", where="--out", fix="choose another")
    return out


def belongs(out: Path, plan_digest: str) -> dict[str, Any]:
    """The manifest of the folder that is already there; E103 if it is not a dataset of this plan."""
    manifest = canonical.read(out / MANIFEST) if (out / MANIFEST).is_file() else None
    if not isinstance(manifest, dict) or manifest.get("plan_digest") != plan_digest:
        raise _foreign(out)
    return manifest


def existing(out: Path, plan_digest: str, inputs: str) -> dict[str, Any]:
    """The manifest of the dataset that is already there, if it is whole and the one asked for.

    Raises:
        EmoCfgError: E103 if it is something else, E105 if files of it are gone.
    """
    manifest = belongs(out, plan_digest)
    if manifest.get("inputs_digest") != inputs:
        raise _foreign(out)
    missing = missing_files(out, manifest) or missing_videos(out)
    if missing:
        raise EmoCfgError(
            "E105",
            f"{len(missing)} files of this dataset are missing, such as {missing[0]}",
            where=str(out),
            fix="remove the folder and run the same command again",
        )
    return manifest


def missing_files(dataset: Path, manifest: dict[str, Any]) -> list[str]:
    """Files of a dataset's manifest that are not there any more."""
    return [str(name) for name in manifest["files"] if not (dataset / name).is_file()]


def missing_videos(dataset: Path) -> list[str]:
    """Videos that the dataset had when it was made and that are not there any more."""
    paths = sorted(dataset.glob("meta/clips-*.parquet"))
    tables = [pq.read_table(path, columns=["video", "sha256"], filters=[("sha256", "!=", "")]) for path in paths]
    videos = (str(video) for table in tables for video in table["video"].to_pylist())
    return [video for video in videos if not (dataset / video).is_file()]


def places(counts: dict[str, Counter[str]]) -> list[str]:
    """The ``config/split`` pairs that have rows, in their order."""
    return [place for config in CONFIGS for split in SPLITS if (place := f"{config}/{split}") in counts]


def rows_digest(parts: dict[str, list[Path]]) -> str:
    """Digest of the Parquet files of a dataset: what tells its rows from those of any other."""
    return canonical.digest({place: [canonical.file_digest(path) for path in files] for place, files in parts.items()})


def assemble(
    dataset: Path,
    head: dict[str, Any],
    parts: dict[str, list[Path]],
    report: dict[str, Any],
    card: str,
    *,
    media: bool,
) -> None:
    """Give the Parquet parts their names, and write report, schema, card, Croissant and manifest beside them.

    Args:
        dataset: the folder, which holds videos and ``meta/quarantine.jsonl`` already.
        head: what the manifest says of how the set was made; ``plan_digest`` and ``inputs_digest`` are among it.
        parts: for every ``config/split`` and ``meta`` table its Parquet files, in order.
        report: everything a reader should know before trusting the set.
        card: the text of its README.md.
        media: False if its videos were left out.
    """
    for place, files in parts.items():
        _number_parts(files, dataset, place)
    atomic.write_text(dataset / "meta/report.json", canonical.dumps(report) + "\n")
    atomic.write_text(dataset / "meta/schema.json", canonical.dumps(json_schema(Sample)) + "\n")
    atomic.write_text(dataset / "README.md", card)
    digest, embedded = rows_digest(parts), carries_video(dataset)
    told = croissant(report, data_files(dataset), digest, media=media, embedded=embedded)
    atomic.write_text(dataset / CROISSANT, croissant_text(told))
    rows = {place: sum(tasks.values()) for place, tasks in report["rows"].items()}
    atomic.write_text(dataset / MANIFEST, canonical.dumps(_manifest(dataset, head, rows)) + "\n")


def make_public(space: Workspace, folder: Path, out: Path) -> None:
    """Rename a finished folder of the workspace to its public name and remove the rest."""
    out.parent.mkdir(parents=True, exist_ok=True)
    atomic.publish_folder(folder, out)
    rmtree(space.root)


def _number_parts(parts: list[Path], dataset: Path, place: str) -> None:
    """Link the parts of a config and split under the names that the Hub expects, and nothing else."""
    names = [f"{place}-{number:05d}-of-{len(parts):05d}.parquet" for number in range(len(parts))]
    for stale in dataset.glob(f"{place}-*.parquet"):
        if str(stale.relative_to(dataset)) not in names:
            stale.unlink()
    for part, name in zip(parts, names, strict=True):
        atomic.link(part, dataset / name)


def _manifest(dataset: Path, head: dict[str, Any], rows: dict[str, int]) -> dict[str, Any]:
    """What the set is made of: its digest is equal on every machine for equal plans and inputs.

    The digests of the videos are in ``meta/clips``, whose own digest is here.
    """
    files = sorted(path for path in dataset.rglob("*") if path.is_file() and path.parts[len(dataset.parts)] != "videos")
    entries = {str(path.relative_to(dataset)): canonical.file_digest(path) for path in files if path.name != MANIFEST}
    body = {"emocfg": __version__, **head, "rows": rows, "files": entries}
    return body | {"digest": canonical.digest(body)}


def _foreign(out: Path) -> EmoCfgError:
    return EmoCfgError(
        "E103",
        "this folder exists and is not what would be made from these files with these options",
        where=str(out),
        fix="choose another --out, or remove the folder",
    )
