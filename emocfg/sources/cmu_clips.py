"""The clips of CMU-MOSI and CMU-MOSEI: from MMSA's ``label.csv``, or from the owners' sequence of labels.

``label.csv`` is read where both are there: it has the text, the segments' numbers and the split (``mode``) of published
results; the standard folds, if they are there, must agree with it. A sequence (CSD) has scores and intervals alone. Its
rows are no segment numbers in MOSEI: they are not in time order, and segments without a label have no row. There a row
gets a segment's number only if the transcript has its times; else the clip is called ``row<n>``, which is the SDK's
``<video>[<n>]``, and is cut out of the full recording.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, pairwise
from math import isfinite
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect
from .readers import (
    RESTORE,
    VIDEO_SUFFIXES,
    Faults,
    Files,
    Row,
    extra_videos,
    fetch_cut,
    fetch_file,
    once,
    read_csv,
    refuse_pickle,
)
from .readers.cmu import (
    FOLDS,
    Line,
    Release,
    how_to_write_folds,
    is_video,
    near,
    places_of,
    read_folds,
    read_transcript,
    recordings_of,
    stretch_of,
)
from .readers.csd import Segment, read_csd
from .readers.mmsa import COLUMNS, LABELS, number_of, opinions, split_of

_STRONGEST = 3.0
"""The upper end of the scale of an emotion's strength; the lower one is 0."""

_FAULTS = {
    "not_in_folds": "clips are of videos that are in no standard fold; their split is that of label.csv",
    "left_out": "rows are of videos that are in no standard fold, and are left out, as the SDK does",
    "no_labels": "videos of the standard folds have no label",
    "no_number": "rows are of segments whose number is not known; they are named by their row",
    "text_differs": "rows have another text than the transcript's segment of that number, whose time is not used",
    "early_start": "intervals begin before their recording does; the clip begins with it",
    "no_interval": "intervals have no length or are no numbers",
    "not_a_number": "scores are no finite numbers and are kept as invalid",
    "cut": "clips have no video of their own here and are cut out of their recording by their interval",
}


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy while it is read: its folds, the videos that it holds, the faults found so far."""

    release: Release
    files: Files
    folds: dict[str, str]
    held: frozenset[str]
    faults: Faults = field(default_factory=Faults)

    def note(self, code: str, where: str) -> None:
        self.faults.add(code, where, _FAULTS[code])

    def defects(self) -> Iterator[Defect]:
        for defect in self.faults.defects():
            yield replace(defect, reference=self.release.threads.get(defect.code, ""))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A labelled segment: ``name`` ends the clip's id, ``number`` is "" where it is not known."""

    where: str
    video: str
    number: str
    name: str
    split: str
    start: float | None
    end: float | None

    def clip_id(self, release: Release) -> str:
        return f"{release.name}/{self.video}/{self.name}"


def scan(release: Release, files: Files) -> Iterator[Annotated | Defect]:
    """Every labelled segment, and what is wrong with the labels.

    Raises:
        EmoCfgError: E102 no labels, or a sequence without folds; E306 nothing but pickles.
    """
    if files.first(LABELS, release.csd) is None:
        instead = f"write its ids, texts, regression labels and splits to {LABELS}: {', '.join(COLUMNS)}"
        refuse_pickle(files, "**/*.pkl", instead)
    labels = files.require(LABELS, release.csd)
    folds = read_folds(files)
    if labels == release.csd and not folds:
        what = f"{release.csd} does not say which split a video is in, and {FOLDS} is not here"
        raise EmoCfgError("E102", what, where=str(files.root), fix=how_to_write_folds(release.sdk))
    if labels == LABELS and files.first(release.csd):
        what = f"not read, because {LABELS} is there; move that away to read this, which has intervals and no text"
        yield Defect("not_read", release.csd, what)
    copy = _Copy(release, files, folds, frozenset(files.paths(*VIDEO_SUFFIXES)))
    known: set[str] = set()
    videos: set[str] = set()
    for annotated in _of_table(copy) if labels == LABELS else _of_sequence(copy):
        known.add(annotated.clip.file)
        videos.add(annotated.clip.source_video.split("/", 1)[1])
        yield annotated
    for video in sorted(folds.keys() - videos):
        copy.note("no_labels", video)
    yield from copy.defects()
    yield from extra_videos(files, known.union(*(recordings_of(release, video) for video in videos)))


def fetch(release: Release, files: Files, clip: Clip, target: Path) -> None:
    """Copy the segment's video, or cut it out of the recording; MediaError if neither is there."""
    recording = f"{PurePosixPath(clip.file).parent}.mp4"
    if recording not in recordings_of(release, clip.source_video.split("/", 1)[1]):
        fetch_file(files, clip, target)
    elif clip.start is None or clip.end is None:
        raise MediaError("missing", clip.file, "no interval says where it is in its recording")
    else:
        fetch_cut(files, recording, target, start=clip.start, end=clip.end)


def _of_table(copy: _Copy) -> Iterator[Annotated]:
    release = copy.release
    transcripts: dict[str, dict[int, Line]] = {}
    rows = once(read_csv(copy.files, LABELS, COLUMNS, header="named"), _segment)
    for row in rows.values():
        video, number, split = row.text("video_id"), number_of(row), split_of(row)
        if copy.folds.get(video, split) != split:
            what = f"mode is {row.text('mode')}, {FOLDS} has {video} in {copy.folds[video]}"
            raise EmoCfgError("E302", what, where=row.where, fix=f"restore {LABELS} or {FOLDS}")
        if copy.folds and video not in copy.folds:
            copy.note("not_in_folds", row.where)
        if video not in transcripts:
            lines = read_transcript(release, copy.files, video)
            transcripts[video] = {int(line.number): line for line in lines}
        line = transcripts[video].get(int(number))
        if line is not None and not _same(line.text, row.text("text")):
            copy.note("text_differs", row.where)
            line = None
        times = (None, None) if line is None else (line.start, line.end)
        spot = _Spot(row.where, video, number, str(int(number)), split, *times)
        facts = opinions(row, spot.clip_id(release), release.score, "mmsa/word", release.text)
        yield _annotated(copy, spot, facts)


def _segment(row: Row) -> str:
    """Which segment a row is about, the same for ``1`` and ``01``."""
    if not is_video(row.text("video_id")):
        raise row.unreadable("video_id", "an id of letters, digits, - and _")
    return f"segment {int(number_of(row))} of {row.text('video_id')}"


def _same(text: str, other: str) -> bool:
    """True for the same words, however they are written; nothing speaks against no words."""
    words, others = (re.sub(r"[\W_]+", "", said).lower() for said in (text, other))
    return words == others or not words or not others


def _of_sequence(copy: _Copy) -> Iterator[Annotated]:
    release = copy.release
    for video, group in groupby(read_csd(copy.files, release.csd, len(release.columns)), lambda row: row.video):
        rows = list(group)
        if not is_video(video):
            what = f"{video[:64]!r} is not an id of letters, digits, - and _"
            raise EmoCfgError("E302", what, where=rows[0].where, fix=RESTORE)
        if video not in copy.folds:
            for row in rows:
                copy.note("left_out", row.where)
            continue
        lines = read_transcript(release, copy.files, video)
        said = {line.number: line for line in lines}
        for row, number in zip(rows, _numbers(release, rows, lines), strict=True):
            if not number:
                copy.note("no_number", row.where)
            name = number or f"row{row.row}"
            spot = _Spot(row.where, video, number, name, copy.folds[video], row.start, row.end)
            yield _annotated(copy, spot, _facts_of_segment(copy, spot, row, said.get(number)))


def _numbers(release: Release, rows: Sequence[Segment], lines: Sequence[Line]) -> list[str]:
    """The segment number of each row of a video; "" where one is not certain."""
    if release.in_order:
        ordered = all(one.start <= next_one.start for one, next_one in pairwise(rows))
        numbers = [str(row.row + 1) for row in rows]
        spoken = not lines or sorted(int(line.number) for line in lines) == list(map(int, numbers))
        return [number if ordered and spoken else "" for number in numbers]
    fitting = [[line.number for line in lines if near(line, row.start, row.end)] for row in rows]
    times = Counter(number for numbers in fitting for number in numbers)
    return [numbers[0] if len(numbers) == 1 and times[numbers[0]] == 1 else "" for numbers in fitting]


def _facts_of_segment(copy: _Copy, spot: _Spot, row: Segment, line: Line | None) -> tuple[Observation, ...]:
    """What a row of a sequence says, and the transcript: sentiment, text, in MOSEI how strong six emotions are."""
    release = copy.release
    said = partial(Observation, spot.clip_id(release), "p1", origin=spot.where)
    found = []
    for column, text in zip(release.columns, row.values, strict=True):
        value = float(text) if isfinite(float(text)) else None
        missing = "" if value is not None else "invalid"
        if missing:
            copy.note("not_a_number", spot.where)
        if column == "sentiment":
            found.append(said("sentiment", text, release.score, value=value, missing=missing))
            continue
        if value is not None and not 0.0 <= value <= _STRONGEST:
            what = f"the strength of {column} is {text}"
            raise EmoCfgError("E302", what, where=spot.where, fix=f"{RESTORE}: strengths are 0 to {_STRONGEST:g}")
        found.append(said("emotion_score", column, release.emotion, text, value, missing=missing))
    if line is not None:
        found.append(said("text", line.text, release.text, origin=line.where))
    return tuple(found)


def _annotated(copy: _Copy, spot: _Spot, facts: tuple[Observation, ...]) -> Annotated:
    release, recording = copy.release, f"{copy.release.name}/{spot.video}"
    start, end = None, None
    if spot.start is not None and spot.end is not None:
        start, end = stretch_of(spot.start, spot.end)
        if start is None:
            copy.note("no_interval", spot.where)
        elif spot.start < 0:
            copy.note("early_start", spot.where)
    scored = any(o.aspect == "sentiment" and not o.missing for o in facts)
    clip = Clip(
        clip_id=spot.clip_id(release),
        source=release.name,
        file=_file(copy, spot, timed=start is not None),
        source_video=recording,
        subjects=(Subject("p1", recording),),
        split=spot.split,
        tasks=("sentiment", "sentiment_fine") if scored else (),
        license=release.license,
        start=start,
        end=end,
        split_by="owner",
    )
    return Annotated(clip, facts)


def _file(copy: _Copy, spot: _Spot, *, timed: bool) -> str:
    """The segment's own video; else, as ``<recording>/<name>.mp4``, what is to be cut out of the recording."""
    own = places_of(copy.release, spot.video, spot.number) if spot.number else ()
    found = next((place for place in own if place in copy.held), None)
    if found:
        return found
    recordings = recordings_of(copy.release, spot.video)
    recording = next((place for place in recordings if place in copy.held), None)
    if own and not (recording and timed):
        return own[0]
    if recording and timed:
        copy.note("cut", spot.where)
    return f"{(recording or recordings[0]).removesuffix('.mp4')}/{spot.name}.mp4"
