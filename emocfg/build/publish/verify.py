"""Whether the files of a dataset folder are the ones it was made with."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from emocfg.core import EmoCfgError, canonical, confine, track

from ..output import MANIFEST


@dataclass(frozen=True, slots=True)
class Verified:
    """A dataset folder whose files have the digests that its manifest states.

    Attributes:
        root: the folder.
        manifest: of it.
        report: of it.
        files: the files of the manifest and the manifest, by name, with their bytes.
        videos: the videos below it that were looked at, likewise.
        others: files in the folder that are neither.
    """

    root: Path
    manifest: dict[str, Any]
    report: dict[str, Any]
    files: dict[str, int]
    videos: dict[str, int]
    others: tuple[str, ...]


def verify(dataset: Path, *, videos: bool) -> Verified:
    """Read every file of a dataset and compare its digest.

    Args:
        dataset: the folder.
        videos: look at the videos too, by the digests in ``meta/clips``.

    Raises:
        EmoCfgError: E102 if it is no dataset, E105 if a file is gone or not what it was, E101 for a path out of it.
    """
    manifest = canonical.read(dataset / MANIFEST) if (dataset / MANIFEST).is_file() else None
    if not isinstance(manifest, dict) or not {"digest", "files"} <= manifest.keys():
        raise EmoCfgError("E102", "no dataset here", where=f"--data {dataset}", fix="build one with `emocfg build`")
    body = {key: value for key, value in manifest.items() if key != "digest"}
    if canonical.digest(body) != manifest["digest"]:
        raise _damaged(dataset, [MANIFEST])
    expected = {str(name): str(digest) for name, digest in manifest["files"].items()}
    clips = dict(_video_digests(dataset))
    sizes = _check(dataset, expected, "files checked")
    shown = _check(dataset, clips, "videos checked") if videos else {}
    sizes[MANIFEST] = (dataset / MANIFEST).stat().st_size
    there = sorted(path.relative_to(dataset).as_posix() for path in dataset.rglob("*") if path.is_file())
    others = tuple(name for name in there if name not in sizes and name not in clips)
    report = canonical.read(dataset / "meta/report.json")
    return Verified(dataset, manifest, report, dict(sorted(sizes.items())), dict(sorted(shown.items())), others)


def _video_digests(dataset: Path) -> Iterator[tuple[str, str]]:
    """The videos that the dataset had when it was made, and their digests."""
    for path in sorted(dataset.glob("meta/clips-*.parquet")):
        table = pq.read_table(path, columns=["video", "sha256"], filters=[("sha256", "!=", "")])
        yield from zip(table["video"].to_pylist(), table["sha256"].to_pylist(), strict=True)


def _check(dataset: Path, digests: dict[str, str], label: str) -> dict[str, int]:
    """The bytes of each file; E105 naming the first of those that are gone or not what they were."""
    sizes, bad = {}, []
    for name, digest in track(digests.items(), label, len(digests)):
        path = confine(dataset, name, where=f"{dataset}/{MANIFEST}")
        if path.is_file() and canonical.file_digest(path) == digest:
            sizes[name] = path.stat().st_size
        else:
            bad.append(name)
    if bad:
        raise _damaged(dataset, bad)
    return sizes


def _damaged(dataset: Path, names: list[str]) -> EmoCfgError:
    what = f"{len(names)} files are gone or not what they were when the set was made, such as {names[0][:200]}"
    return EmoCfgError("E105", what, where=str(dataset), fix="copy the folder again, whole, or build it again")
