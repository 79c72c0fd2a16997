"""Aff-Wild2 (Kollias & Zafeiriou, BMVC 2019): action units, expressions, valence and arousal of every frame.

One text file per recording and challenge (ABAW), anywhere below the root: ``<challenge>/<set>/<recording>.txt``, whose
first line after the header is frame 1. The folders' names differ by year: :data:`CHALLENGES` and :data:`SETS` hold
those that are known. The recordings lie in ``batch1`` to ``batch3`` of the root. Names that end with ``_left`` or
``_right`` are two people of one recording, whose own name has no such end.

The owners have no clips, so the rule is ours. A clip is a run of frames over which one annotation (all twelve action
units, or the expression) stays the same. It lasts at least half a second; a run is cut every ten seconds, and a rest of
less than half a second is left out. A frame that the owners mark as invalid (-1; -5 for valence and arousal) ends a run
and is in none. Invalid frames and short runs are counted, never read as "absent". Valence and arousal of a clip are the
means over its valid frames, where the recording has them.

The frame rate is the second number of a name such as ``1-30-1280x720``. Names without one take it from the recording;
without a recording they give no clips. Start and end of a clip are by that rate; the cut itself goes by the number of
the frame. Clips of the same frames share one file, whatever they are annotated for.

The files of several tasks at once (``train_set.txt``) are not read, and no file of the owners' is public: the layout is
known from the challenges' documents and from code of others.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.media import MediaError, probe
from emocfg.schema import Clip

from .affwild2_runs import HEADERS, SIDE, Affect, Lost, Track
from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Files, fetch_cut
from .readers.folders import left_out
from .readers.perframe import PerFrame, read_frames

CARD = SourceCard(
    name="AffWild2",
    title="recordings in the wild, every frame with 12 action units, an expression, valence and arousal",
    license="Aff-Wild2 licence agreement (academic research)",
    access="the iBUG group, by the ABAW challenges: signed licence agreement",
    citation="Kollias & Zafeiriou, Expression, Affect, Action Unit Recognition: Aff-Wild2, BMVC 2019; ABAW 2020-2023",
    gate="agreement",
    terms="academic research by those who signed; recordings, frames and annotation may not be passed on",
    identity="the annotated person of a recording; who is in several recordings is unknown",
    splits="the owners' train and validation sets, of each challenge its own; their test sets are not labelled",
    evidence="the challenges' documents and code of others; no file of the owners' is public; the clip rule is ours",
)
EXPECTED = Expected(
    {},  # the 564 recordings that the owners state are with their test sets, which have no labels
    tuple(f"*/{folder}_Challenge/*_Set/*.txt" for folder in ("AU_Detection", "EXPR_Classification", "VA_Estimation")),
    media="batch{1,2,3}/1-30-1280x720.mp4",
)

CHALLENGES = {
    "AU_Detection_Challenge": "AU",
    "AU_Set": "AU",
    "EXPR_Classification_Challenge": "EXPR",
    "EXPR_Recognition_Challenge": "EXPR",
    "EXPR_Set": "EXPR",
    "VA_Estimation_Challenge": "VA",
    "VA_Set": "VA",
}
"""The owners' folder to what its files hold."""

SETS = {
    "Train_Set": "train",
    "Training_Set": "train",
    "Train": "train",
    "Validation_Set": "validation",
    "Validation": "validation",
}
"""The owners' folder to the split."""

_SEVERAL_TASKS = ("train_set.txt", "validation_set.txt")

_SPARE = 2
"""Lines that a file may have beyond the frames of its recording."""

_STEM = re.compile(r"[0-9]+-([0-9]+(?:\.[0-9]+)?)-[0-9]+x[0-9]+(?:-[0-9]+)?\Z")


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    split: str


@dataclass(frozen=True, slots=True)
class AffWild2:
    """A copy of Aff-Wild2."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of Aff-Wild2."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every run of equal annotation."""
        yield from self.files.strange()
        texts = self.files.paths(".txt")
        found = _sort(texts)
        people = sorted({*found["AU"], *found["EXPR"]})
        if not people:
            fix = "name the folder that holds AU_Detection_Challenge or EXPR_Classification_Challenge"
            raise EmoCfgError("E102", "no annotation file of frames here", where=str(self.files.root), fix=fix)
        yield from _not_read(texts, found)
        lost = {kind: Lost() for kind in HEADERS}
        for person in people:
            yield from self._person(person, {kind: of[person] for kind, of in found.items() if person in of}, lost)
        for kind, of in lost.items():
            yield from of.defects(kind)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Cut the clip's frames, by their numbers, out of the recording."""
        stem = clip.source_video.removeprefix("AffWild2/")
        first, last = map(int, PurePosixPath(clip.file).stem.split("-"))
        recording = self._recording(stem)
        if recording is None:
            raise MediaError("missing", f"batch1/{stem}.mp4")
        timeline = probe(self.files.path(recording, where=clip.clip_id))
        total = len(timeline)
        if last > total + _SPARE or first > total:
            raise MediaError("truncated", recording, f"frame {last} of {total}")
        end = timeline.seconds(last) if last < total else timeline.duration
        fetch_cut(self.files, recording, target, start=timeline.seconds(first - 1), end=end)

    def _recording(self, stem: str) -> str | None:
        places = (f"batch{number}/{stem}{suffix}" for number in (1, 2, 3) for suffix in (".mp4", ".avi"))
        return self.files.first(*places)

    def _person(self, person: str, files: dict[str, _File], lost: dict[str, Lost]) -> Iterator[Annotated | Defect]:
        """The clips of one person of a recording."""
        stem = SIDE.sub("", person)
        paths = [files[kind].path for kind in ("AU", "EXPR") if kind in files]
        fps = self._rate(stem)
        if not fps:
            what = f"the name {stem} states no frame rate, and no recording of it can be read: no clips"
            yield Defect("unknown_fps", paths[0], what)
            return
        affect = Affect(self._frames("VA", files), lost["VA"]) if "VA" in files else None
        for kind in ("AU", "EXPR"):
            if kind in files:
                frames = self._frames(kind, files)
                track = Track(kind, person, files[kind].split, fps, CARD.license, frames, affect)
                yield from track.clips(lost[kind])

    def _frames(self, kind: str, files: dict[str, _File]) -> PerFrame:
        return read_frames(self.files, files[kind].path, HEADERS[kind])

    def _rate(self, stem: str) -> float:
        """Frames per second by the name or else by the recording; 0 if neither says."""
        match = _STEM.match(stem)
        recording = None if match else self._recording(stem)
        if recording is None:
            return float(match[1]) if match else 0.0
        try:
            return probe(self.files.path(recording, where=recording)).fps
        except MediaError:
            return 0.0


def _sort(texts: Iterable[str]) -> dict[str, dict[str, _File]]:
    """Kind of annotation to person to file.

    Raises:
        EmoCfgError: E304 if two files of a kind are about one person.
    """
    found: dict[str, dict[str, _File]] = {kind: {} for kind in HEADERS}
    for path in texts:
        parts = PurePosixPath(path).parts
        kind, split = (CHALLENGES.get(parts[-3]), SETS.get(parts[-2])) if len(parts) > 2 else (None, None)
        if kind is not None and split is not None:
            person = PurePosixPath(path).stem
            if person in found[kind]:
                what = f"{person} is also annotated in {found[kind][person].path}"
                raise EmoCfgError("E304", what, where=path, fix="keep the files of one year, and one file of each name")
            found[kind][person] = _File(path, split)
    return found


def _not_read(texts: Iterable[str], found: dict[str, dict[str, _File]]) -> Iterator[Defect]:
    """What text there is that gives no clips."""
    read = {file.path for files in found.values() for file in files.values()}
    rest = [path for path in texts if path not in read]
    several = [path for path in rest if PurePosixPath(path).name in _SEVERAL_TASKS]
    yield from left_out("several_tasks", several, "files of several tasks at once are not read")
    other = [path for path in rest if path not in several]
    yield from left_out("unread_text", other, "text files are in no folder that is known, and not read")
    alone = [file.path for name, file in found["VA"].items() if name not in found["AU"] and name not in found["EXPR"]]
    yield from left_out("no_runs", alone, "files are of valence and arousal alone, which make no clips")
