"""CelebV-HQ (Zhu et al., ECCV 2022): clips of YouTube videos with 40 appearance and 35 action labels, and emotions.

Everything is in ``celebvhq_info.json``, the lists of label names too; they are compared with ours, so that a 0 or 1 can
never belong to another label than we think. Every clip decides all 75 labels: those that hold become observations, and
the others do not hold. Emotion is one label for the whole clip, or a list of segments in seconds of the clip, with gaps
that are unlabelled. Who is seen is not in the file (15,653 identities are stated), so people are told apart by YouTube
video. Videos are what the user loads down and crops: ``<clip>.mp4`` in a folder ``celebvhq`` or ``processed``, or in
the root.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError
from emocfg.schema import NONE, SPACES, Clip, Observation

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import RESTORE, Faults, Files, fetch_file
from .readers.celebv import SLACK, Entry, box, cropped_videos, read_json, uncropped_and_extra, youtube_clip

CARD = SourceCard(
    name="CelebV-HQ",
    title="faces in YouTube videos with forty appearance and 35 action labels, and emotion over time",
    license="CelebV-HQ agreement (non-commercial research)",
    access="https://github.com/CelebV-HQ/CelebV-HQ: annotation there; videos from YouTube, cropped by its script",
    citation="Zhu et al., CelebV-HQ: A Large-Scale Video Facial Attributes Dataset, ECCV 2022",
    gate="agreement",
    terms="non-commercial research; the clips may not be passed on, and what the owners ask to remove must be removed",
    identity="the YouTube video: the stated 15,653 identities are not in the file",
    splits="none official: ours, disjoint in YouTube videos",
    evidence="the owners' README and issues; one clip of the file with all its label names as a copy",
)
INFO = "celebvhq_info.json"
EXPECTED = Expected({"clips": 35666}, (INFO,), media="{celebvhq,processed}/<clip>.mp4")
FOLDERS = ("celebvhq", "processed")
SCHEMES = {"appearance": "appearance-40", "action": "action-35"}


@dataclass(frozen=True, slots=True)
class CelebvHq:
    """A copy of CelebV-HQ."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CelebV-HQ."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip of the file."""
        info = read_json(self.files, self.files.require(INFO))
        for key in ("meta_info", "clips"):
            if not isinstance(info.get(key), dict):
                fix = "the owner's file has meta_info and clips"
                raise EmoCfgError("E301", f"no object {key}", where=INFO, fix=fix)
        _check_names(Entry(f"{INFO}:meta_info", info["meta_info"]))
        clips, faults, videos = info["clips"], Faults(), cropped_videos(self.files, FOLDERS)
        for key in clips:
            entry = Entry(f"{INFO}:{key}", clips).entry(key)
            file = videos.get(key, f"{FOLDERS[0]}/{key}.mp4")
            clip = youtube_clip(CARD, key, entry, parts=1, tasks=tuple(SCHEMES), file=file, faults=faults)
            yield Annotated(clip, tuple(_observations(clip, entry, faults)))
        yield from faults.defects()
        yield from uncropped_and_extra(self.files, videos, clips)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the cropped video."""
        fetch_file(self.files, clip, target)


def _check_names(meta: Entry) -> None:
    """Refuse a file whose label names are not ours, in our order."""
    for aspect, scheme in SCHEMES.items():
        names, ours = meta.items(f"{aspect}_mapping"), list(SPACES[scheme].labels)
        if names == ours:
            continue
        number = next((i for i, (a, b) in enumerate(zip(names, ours, strict=False)) if a != b), min(len(names), 40))
        theirs = repr(names[number])[:40] if number < len(names) else "missing"
        what = f"{aspect}_mapping has {len(names)} names, and name {number} is {theirs}"
        fix = "use the owner's file as it is, whose names are written as `pale_skin`"
        raise EmoCfgError("E301", what, where=meta.where, fix=fix)


def _observations(clip: Clip, entry: Entry, faults: Faults) -> Iterator[Observation]:
    attributes = entry.entry("attributes")
    for aspect, scheme in SCHEMES.items():
        labels, decided = SPACES[scheme].labels, attributes.items(aspect)
        if len(decided) != len(labels) or any(type(value) is not int or value not in (0, 1) for value in decided):
            what = f"{aspect} is not {len(labels)} times 0 or 1 but {str(decided)[:40]!r} ({len(decided)})"
            raise EmoCfgError("E302", what, where=entry.where, fix=RESTORE)
        holding = [(name, str(code)) for code, name in enumerate(labels) if decided[code]]
        for name, code in holding or [(NONE, "")]:
            yield Observation(clip.clip_id, "p1", aspect, name, scheme, code, origin=entry.where)
    yield from _emotions(clip, attributes.entry("emotion"), faults)
    yield box(clip, entry, "celebv-hq/box")


def _emotions(clip: Clip, emotion: Entry, faults: Faults) -> Iterator[Observation]:
    """The label of the whole clip, or one observation a segment; none at all is an emotion that was not annotated."""

    def felt(native: str, start: float | None = None, end: float | None = None, missing: str = "") -> Observation:
        return Observation(
            *(clip.clip_id, "p1", "emotion", native, "celebv-hq/emotion"),
            start=start,
            end=end,
            missing=missing,
            origin=emotion.where,
        )

    if not emotion.flag("sep_flag"):
        yield felt(emotion.text("labels"))
        return
    segments = emotion.entries("labels")
    if not segments:
        yield felt("", missing="not_annotated")
    for segment in segments:
        start, end = segment.number("start_sec"), segment.number("end_sec")
        length = math.inf if clip.start is None or clip.end is None else clip.end - clip.start
        if 0 <= start <= end <= length + SLACK:
            yield felt(segment.text("emotion"), start, end)
        else:
            what = "segments of emotion have times that do not fit into their clip; no time is kept"
            faults.add("time_outside_clip", emotion.where, what)
            yield felt(segment.text("emotion"))
