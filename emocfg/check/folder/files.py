"""Are the files of a dataset folder those that were published?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from emocfg.core import canonical, safe_relative

from .findings import Finding


def changed_files(root: Path, manifest: dict[str, Any], *, name: str) -> Iterator[Finding]:
    """Files whose digest is not the manifest's, files that are gone, and Parquet files that it does not know.

    The digests of videos are in ``meta/clips``, whose own digest is in the manifest.

    Args:
        root: the folder.
        manifest: what it holds, as published.
        name: the manifest's file name.

    Raises:
        EmoCfgError: E101 if the manifest names a file outside the folder.
    """
    body = {key: value for key, value in manifest.items() if key != "digest"}
    if canonical.digest(body) != manifest["digest"]:
        yield Finding("error", "file", f"{name}: it was changed: its digest is not that of what it says")
    for file, digest in manifest["files"].items():
        path = root / safe_relative(file, where=f"{root / name}")
        if not path.is_file():
            yield Finding("error", "file", f"{file}: it is gone")
        elif canonical.file_digest(path) != digest:
            yield Finding("error", "file", f"{file}: it was changed: its digest is not the manifest's")
    for path in sorted(root.glob("*/*.parquet")):
        relative = path.relative_to(root).as_posix()
        if relative not in manifest["files"]:
            yield Finding("error", "file", f"{relative}: the manifest does not know it, and load_dataset may read it")
