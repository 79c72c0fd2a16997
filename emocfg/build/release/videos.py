"""Where a row's videos lie: the part of an untrusted path below ``videos/``, and what it says of source and clip."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from emocfg.core import EmoCfgError, safe_relative
from emocfg.sources.readers import VIDEO_SUFFIXES

from .names import FOLDERS


@dataclass(frozen=True, slots=True)
class Located:
    """A video of a row.

    Attributes:
        prefix: what the row's path had in front of ``videos/``: the place on the machine of whoever wrote it.
        path: relative to release and dataset alike: ``videos/Dfew/clip/1.mp4``.
    """

    prefix: str
    path: str

    @property
    def source(self) -> str:
        """The corpus: our name for the folder, or the folder's own name if we have none."""
        folder = self.path.split("/")[1]
        return FOLDERS.get(folder, folder)

    @property
    def clip_id(self) -> str:
        """Source and path without suffix."""
        stem, dot, suffix = self.path.split("/", 2)[2].rpartition(".")
        return f"{self.source}/{stem if f'{dot}{suffix}'.lower() in VIDEO_SUFFIXES else self.path.split('/', 2)[2]}"


def locate(path: str, *, where: str) -> Located:
    """Find the part of a path that begins with ``videos/<source>/``.

    Of several parts called ``videos`` the first one before a folder of the release counts.

    Raises:
        EmoCfgError: E101 for a path with ``..``, a URL, a backslash or a control character, or without such a part.

    >>> locate("/mnt/data/Emo-CFG/videos/Dfew/clip/1.mp4", where="row 1")
    Located(prefix='/mnt/data/Emo-CFG/', path='videos/Dfew/clip/1.mp4')
    """
    parts = PurePosixPath(safe_relative(path.lstrip("/"), where=where)).parts
    places = [place for place, part in enumerate(parts[:-2]) if part == "videos"]
    known = [place for place in places if parts[place + 1] in FOLDERS]
    if not known and len(places) != 1:
        what = f"no videos/<source>/ in the path: {path[:200]!r}"
        raise EmoCfgError("E101", what, where=where, fix="paths of the release are .../videos/<source>/<file>")
    place = (known or places)[0]
    root = "/" if path.startswith("/") else ""
    prefix = root + "".join(f"{part}/" for part in parts[:place])
    return Located(prefix, "/".join(parts[place:]))
