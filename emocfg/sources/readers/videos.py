"""The ways to a clip's video: a file as it is, a folder of frames, a stretch of a longer recording."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from emocfg.core import atomic
from emocfg.media import MediaError, cut, encode_images
from emocfg.schema import Clip

from ..protocol import Defect
from .files import Files

VIDEO_SUFFIXES = (".mp4", ".avi", ".mov", ".mkv", ".flv", ".webm")
_IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp")
_NUMBER = re.compile(r"([0-9]+)\Z")


def fetch_file(files: Files, clip: Clip, target: Path) -> None:
    """Copy the clip's file as it is; MediaError if it is missing."""
    origin = files.path(clip.file, where=clip.clip_id)
    if not origin.is_file():
        raise MediaError("missing", clip.file)
    atomic.copy(origin, target)


def fetch_frames(
    files: Files, folder: str, target: Path, *, fps: int, first: int | None = None, last: int | None = None
) -> None:
    """Encode a folder of numbered images.

    Args:
        files: the copy.
        folder: the folder in it.
        target: the mp4 to write.
        fps: frames per second of the recording.
        first: the number of the first image to take, by the digits that its name ends with; all if None.
        last: the number of the last one, included.

    Raises:
        MediaError: missing if there is none of the images, truncated if one from ``first`` to ``last`` is absent or one
            stands there twice. A whole folder may have gaps: face crops are absent where no face was found.
        EmoCfgError: E101 if the folder or one of the images is a link out of the copy.
    """
    home = files.path(folder, where=folder)
    numbered = {}
    for path in sorted(home.iterdir()) if home.is_dir() else ():
        match = _NUMBER.search(path.stem)
        if match and path.suffix.lower() in _IMAGE_SUFFIXES and not path.name.startswith("._"):  # see Files
            number = int(match[1])
            if (first is None or number >= first) and (last is None or number <= last):
                if number in numbered:
                    raise MediaError("truncated", folder, f"image {number} stands there twice")
                numbered[number] = files.path(f"{folder}/{path.name}", where=folder) if path.is_symlink() else path
    if not numbered:
        raise MediaError("missing", folder)
    wanted = range(first, last + 1) if first is not None and last is not None else ()
    absent = next((number for number in wanted if number not in numbered), None)
    if absent is not None:
        raise MediaError("truncated", folder, f"image {absent} is not there")
    encode_images([numbered[number] for number in sorted(numbered)], target, fps=fps)


def fetch_cut(files: Files, recording: str, target: Path, *, start: float, end: float) -> None:
    """Cut a stretch, in seconds, out of a longer recording; MediaError if that is missing."""
    origin = files.path(recording, where=recording)
    if not origin.is_file():
        raise MediaError("missing", recording)
    cut(origin, target, start=start, end=end)


def extra_videos(files: Files, known: Collection[str], *, under: str = "") -> Iterator[Defect]:
    """Says how many videos below a folder have no annotation, and what in it cannot be taken."""
    yield from files.strange(under=under)
    extra = [path for path in files.paths(*VIDEO_SUFFIXES, under=under) if path not in known]
    if extra:
        what = f"{len(extra)} videos have no annotation, such as {extra[0]}"
        yield Defect("unannotated_video", under or "root", what)
