"""What CMU lays beside the labels of CMU-MOSI and CMU-MOSEI: standard folds, transcripts, videos.

Folds are lists of video ids. A transcript gives each segment of a video its number and text, in MOSEI its time too. A
segment has a video of its own, or is a stretch of its full recording. All ids are kept as text: some are all digits,
and some hold ``_`` and ``-``.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from emocfg.core import EmoCfgError, canonical

from .files import Files
from .once import once
from .tables import RESTORE, read_lines

FOLDS = "std_folds.json"
_SPLITS = {"standard_train_fold": "train", "standard_valid_fold": "validation", "standard_test_fold": "test"}
_VIDEO = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NEAR = 0.001
"""Seconds by which the times of a transcript and of a sequence may differ: float32 and decimals."""


@dataclass(frozen=True, slots=True)
class Release:
    """What tells the two corpora apart.

    Attributes:
        name: the corpus, as in ``Clip.source``.
        score: the coding scheme of its sentiment scores.
        text: that of what is said.
        license: the terms of its data.
        csd: the sequence that holds its labels.
        columns: what the numbers of a row of the sequence are.
        in_order: True if a video's rows in the sequence are its segments 1, 2, 3 and so on, unless its transcript has
            others; if not, only the times of the transcript tell which segment a row is.
        sdk: where the SDK keeps its folds.
        transcript: a video's transcript.
        segment: the video of a segment.
        recording: the full recording.
        emotion: the coding scheme of the names of its emotions, if it has them.
        threads: kind of fault to the public thread that reports it.
    """

    name: str
    score: str
    text: str
    license: str
    csd: str
    columns: tuple[str, ...]
    in_order: bool
    sdk: str
    transcript: str
    segment: str
    recording: str
    emotion: str = ""
    threads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One segment of a transcript.

    Attributes:
        where: its file and line.
        number: the segment's number, as written.
        text: what is said.
        start: where it begins in its recording, seconds, if the transcript says so.
        end: where it ends.
    """

    where: str
    number: str
    text: str
    start: float | None = None
    end: float | None = None


def is_video(video: str) -> bool:
    """True for what can be a video's id.

    >>> [is_video(video) for video in ("81406", "atnd_PF-Lbs", "../x", "")]
    [True, True, False, False]
    """
    return _VIDEO.fullmatch(video) is not None


def read_folds(files: Files) -> dict[str, str]:
    """Video to split, by the owners' standard folds; nothing where the file is not there.

    Raises:
        EmoCfgError: E303 no JSON, E301 another form, E304 a video that is named twice.
    """
    if files.first(FOLDS) is None:
        return {}
    table = canonical.read(files.path(FOLDS, where=FOLDS))
    if not isinstance(table, dict) or set(table) != set(_SPLITS) or not all(map(_is_names, table.values())):
        raise EmoCfgError("E301", "not the standard folds", where=FOLDS, fix=f"lists of ids: {', '.join(_SPLITS)}")
    found: dict[str, str] = {}
    for fold, split in _SPLITS.items():
        for video in table[fold]:
            if video in found:
                what = f"video {video[:64]!r} of {fold} was named before, for {found[video]}"
                raise EmoCfgError("E304", what, where=FOLDS, fix="write the file anew with the CMU-MultimodalSDK")
            found[video] = split
    return found


def how_to_write_folds(sdk: str) -> str:
    """What a user does to get the file of folds, which is not ours to pass on."""
    folds = f"{{k: v for k, v in vars({sdk}.standard_folds).items() if k.endswith('_fold')}}"
    code = f"from mmsdk.mmdatasdk import {sdk}; json.dump({folds}, open('{FOLDS}', 'w'))"
    return f"write it with the CMU-MultimodalSDK: import json; {code}"


def read_transcript(release: Release, files: Files, video: str) -> tuple[Line, ...]:
    """The segments of a video; nothing where its transcript is not there.

    Raises:
        EmoCfgError: E301 not UTF-8, E302 a line of another form, E304 a number that occurs twice.
    """
    places = (f"{home}{release.transcript.format(video=video)}" for home in ("", "Raw/"))
    name = files.first(*places)
    segments = []
    for where, text in read_lines(files, name) if name else ():
        line = _timed(where, text, video) if name and name.endswith(".txt") else _plain(where, text)
        if line is None:
            what = f"not a segment of a transcript: {text[:60]!r}"
            raise EmoCfgError("E302", what, where=where, fix=RESTORE)
        segments.append(line)
    return tuple(once(segments, lambda line: f"segment {line.number}").values())


def places_of(release: Release, video: str, number: str) -> tuple[str, ...]:
    """Where the video of a segment can lie: as MMSA lays it out, as CMU does."""
    own = release.segment.format(video=video, number=number)
    return f"Raw/{video}/{number}.mp4", own, f"Raw/{own}"


def recordings_of(release: Release, video: str) -> tuple[str, str]:
    """Where the full recording can lie."""
    full = release.recording.format(video=video)
    return full, f"Raw/{full}"


def near(line: Line, start: float, end: float) -> bool:
    """True for the times of a segment; never true where a time is no number or not there."""
    if line.start is None or line.end is None:
        return False
    return abs(line.start - start) < _NEAR and abs(line.end - end) < _NEAR


def stretch_of(start: float, end: float) -> tuple[float | None, float | None]:
    """The usable part of an interval, in seconds: from the recording's start on; (None, None) if there is none.

    >>> stretch_of(-0.4775, 4.1043), stretch_of(3.0, 3.0), stretch_of(float("nan"), 2.0)
    ((0.0, 4.104), (None, None), (None, None))
    """
    first, last = round(max(start, 0.0), 3), round(end, 3)
    return (first, last) if math.isfinite(start) and math.isfinite(end) and last > first else (None, None)


def _is_names(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names)


def _timed(where: str, text: str, video: str) -> Line | None:
    """A line ``video___number___start___end___text`` of MOSEI; the id and the text may begin or end with ``_``."""
    number, start, end, said = [*text.removeprefix(f"{video}___").split("___", 3), *[""] * 4][:4]
    try:
        times = float(start), float(end)
    except ValueError:
        return None
    known = text.startswith(f"{video}___") and re.fullmatch(r"[0-9]{1,6}", number)
    return Line(where, number, said.strip(), *times) if known else None


def _plain(where: str, text: str) -> Line | None:
    """A line ``number_DELIM_text`` of MOSI."""
    match = re.fullmatch(r"([0-9]{1,6})_DELIM_(.*)", text.strip())
    return Line(where, match[1], match[2].strip()) if match else None
