"""What the two CelebV corpora share: one JSON file of clips of YouTube videos, which users crop for themselves."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import Clip, Observation, Subject

from ..protocol import Defect, SourceCard
from .faults import Faults
from .files import Files
from .tables import MAX_BYTES, RESTORE, is_name

SLACK = 1.0
"""Seconds by which a time may lie outside its clip: some are written in whole seconds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A JSON object and where it is; a member of another kind than asked for is an error.

    Attributes:
        where: the file, and the clip in it.
        members: what it holds.
    """

    where: str
    members: dict[str, Any]

    def entry(self, key: str) -> "Entry":
        """The object under a key."""
        return Entry(self.where, self._member(key, dict, "an object"))

    def items(self, key: str) -> list[Any]:
        """The list under a key."""
        found: list[Any] = self._member(key, list, "a list")
        return found

    def entries(self, key: str) -> list["Entry"]:
        """The objects in the list under a key."""
        numbered = {f"{key}[{number}]": item for number, item in enumerate(self.items(key))}
        return [Entry(self.where, numbered).entry(name) for name in numbered]

    def text(self, key: str) -> str:
        """The text under a key, which is not blank."""
        found: str = self._member(key, str, "text")
        if not found.strip():
            raise self._wrong(key, "text")
        return found

    def flag(self, key: str) -> bool:
        """True or false."""
        found: bool = self._member(key, bool, "true or false")
        return found

    def number(self, key: str) -> float:
        """The number under a key."""
        if isinstance(self.members.get(key), bool):
            raise self._wrong(key, "a number")
        return float(self._member(key, (int, float), "a number"))

    def _member(self, key: str, kind: type | tuple[type, ...], called: str) -> Any:  # noqa: ANN401 - JSON is any value
        if not isinstance(self.members.get(key), kind):
            raise self._wrong(key, called)
        return self.members[key]

    def _wrong(self, key: str, called: str) -> EmoCfgError:
        what = f"{key} is {str(self.members[key])[:40]!r}, not {called}" if key in self.members else f"no {key}"
        return EmoCfgError("E302", what, where=self.where, fix=RESTORE)


def read_json(files: Files, name: str) -> dict[str, Any]:
    """The object in a JSON file of the copy; E303 if it is not acceptable, E301 if it is no object."""
    data = files.path(name, where=name).read_bytes()
    value = canonical.loads(data, where=name, max_bytes=MAX_BYTES)
    if not isinstance(value, dict):
        raise EmoCfgError("E301", f"a {type(value).__name__}, not an object", where=name, fix=RESTORE)
    return value


def youtube_clip(
    card: SourceCard, key: str, entry: Entry, *, parts: int, tasks: tuple[str, ...], file: str, faults: Faults
) -> Clip:
    """A clip from its record.

    Args:
        card: of its corpus.
        key: its name; the video's id, which may hold ``_``, and ``parts`` numbers behind it.
        entry: its record.
        parts: how many numbers there are.
        tasks: what the corpus is annotated for.
        file: where its cropped video is.
        faults: takes a key that names another video, and times that are no stretch of it; none are kept then.

    Raises:
        EmoCfgError: E302 a key or a video's id that cannot be part of a path, or a record of another form.
    """
    video, duration = entry.text("ytb_id"), entry.entry("duration")
    for name in (key, video):
        if not is_name(name):
            raise EmoCfgError("E302", f"{name[:40]!r} is not the name of a clip", where=entry.where, fix=RESTORE)
    if key.rsplit("_", parts)[0] != video:
        faults.add("key_differs", entry.where, "clips are named after another video than their ytb_id; that is used")
    start, end = duration.number("start_sec"), duration.number("end_sec")
    known = 0 <= start <= end
    if not known:
        what = "clips begin before their YouTube video does, or end before they start; no time is kept"
        faults.add("ends_before_start", entry.where, what)
    return Clip(
        clip_id=f"{card.name}/{key}",
        source=card.name,
        file=file,
        source_video=f"{card.name}/{video}",
        subjects=(Subject("p1", f"{card.name}/{video}"),),
        split="",
        tasks=tasks,
        license=card.license,
        start=start if known else None,
        end=end if known else None,
    )


def box(clip: Clip, entry: Entry, scheme: str) -> Observation:
    """Where the face is in the YouTube video: the owner's four numbers, in the owner's unit, as JSON text."""
    corners = entry.entry("bbox")
    for edge in ("top", "bottom", "left", "right"):
        corners.number(edge)
    return Observation(clip.clip_id, "p1", "box", canonical.dumps(corners.members), scheme, origin=entry.where)


def cropped_videos(files: Files, folders: tuple[str, ...]) -> dict[str, str]:
    """Key to the cropped video: ``<key>.mp4`` in the root, or in a folder of one of these names wherever it is.

    Where a key has several, the first of the folders wins, then the root, then the first in order.
    """
    found: dict[str, tuple[int, str]] = {}
    for path in files.paths(".mp4"):
        place = PurePosixPath(path)
        home = place.parent.name
        if home in folders or not home:
            rank = folders.index(home) if home else len(folders)
            found[place.stem] = min(found.get(place.stem, (rank, path)), (rank, path))
    return {key: path for key, (_, path) in found.items()}


def uncropped_and_extra(files: Files, videos: dict[str, str], keys: Collection[str]) -> Iterator[Defect]:
    """Say what in the folder cannot be taken, and how many cropped videos have no annotation."""
    yield from files.strange()
    extra = sorted(path for key, path in videos.items() if key not in keys)
    if extra:
        yield Defect("unannotated_video", "root", f"{len(extra)} videos have no annotation, such as {extra[0]}")
