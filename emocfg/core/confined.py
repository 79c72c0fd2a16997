"""Paths that come from annotations: inside their root, or an error."""

import re
from pathlib import Path

from .errors import EmoCfgError

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z][A-Za-z0-9+.-]*:|^~")


def safe_relative(path: str, *, where: str) -> str:
    """Return ``path`` in normal form if it is a plain relative POSIX path.

    Raises:
        EmoCfgError: E101 for an absolute path, ``..``, a drive letter or URL, a backslash or a control character.

    >>> safe_relative("train//dia0_utt0.mp4", where="row 1")
    'train/dia0_utt0.mp4'
    """
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or _FORBIDDEN.search(path) or path.startswith("/") or ".." in parts:
        raise EmoCfgError(
            "E101", f"not a path inside the root: {path[:200]!r}", where=where, fix="use a relative path without '..'"
        )
    return "/".join(parts)


def confine(root: Path, path: str, *, where: str) -> Path:
    """Join ``root`` and an untrusted ``path``; links are followed and may not lead out of ``root``.

    Raises:
        EmoCfgError: E101 if the result lies outside ``root``.
    """
    joined = root / safe_relative(path, where=where)
    if not joined.resolve().is_relative_to(root.resolve()):
        raise EmoCfgError(
            "E101", f"a link leads out of the root: {path[:200]!r}", where=where, fix="copy the file into the root"
        )
    return joined
