"""FERV39k (Wang et al., CVPR 2022): clips of 22 scenes, one of seven emotions each; a clip is a folder of frames.

``4_setups/All_scenes/{train_All,test_All}.csv`` have no header and one cell a line, ``Action/Sad/0010 Sad``; the folder
in it names the emotion a second time. A public copy writes ``Action/Sad/0010,5``: its numbers are not the owners', so
it is refused. ``4_setups/22_scenes`` divides the same clips by scene and is not read. Faces lie in
``2_ClipsforFaceCrop/<Scene>/<Emotion>/<number>``, whole pictures likewise in ``3_ClipsforScenImages``. How many frames
a second have is not documented; we write the videos with :data:`FPS`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import RESTORE, Files, Row, fetch_frames, once, read_lines

CARD = SourceCard(
    name="FERV39K",
    title="38,935 clips of faces in 22 scenes, one of seven emotions each",
    license="FERV39k terms (non-commercial research)",
    access="https://github.com/wangyanckxx/FERV39k: e-mail from a university address",
    citation="Wang et al., FERV39k: A Large-Scale Multi-Scene Dataset for Facial Expression Recognition, CVPR 2022",
    gate="agreement",
    terms="non-commercial research by those who applied; neither clips nor frames may be passed on",
    identity="unknown: every clip counts as its own person",
    splits="the owners' train and test",
    evidence="the owners' README; all rows as a public copy in another form; frame rate assumed",
)
_HOME = "4_setups/All_scenes"
EXPECTED = Expected(
    {"train": 31088, "test": 7847},
    (f"{_HOME}/train_All.csv", f"{_HOME}/test_All.csv"),
    media="2_ClipsforFaceCrop/*/*/*/*.jpg",
)
SCENES = (
    "Action Argue Business Conflict Contest Crime Crisis DailyLife ElegantArt Experiment History Interview Liveshow "
    "Medicine OfficialEvent ScholarReport School Social Speech Talkshow Terror War"
).split()
FOLDERS = {"face": "2_ClipsforFaceCrop", "scene": "3_ClipsforScenImages"}
FPS = 25
"""Assumed: the owners give frames without a rate."""

_CLIP = re.compile(r"([A-Za-z]+)/([A-Za-z]+)/[0-9]{4}\Z")


@dataclass(frozen=True, slots=True)
class Ferv39k:
    """A copy of FERV39k.

    Args:
        files: the copy.
        frames: ``face`` for the crops of faces, ``scene`` for whole pictures.
    """

    files: Files
    frames: str = "face"

    def __post_init__(self) -> None:
        if self.frames not in FOLDERS:
            fix = f"one of {', '.join(FOLDERS)}"
            raise EmoCfgError("E202", f"frames = {self.frames!r}", where="source ferv39k", fix=fix)

    def describe(self) -> SourceCard:
        """The facts of FERV39k."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip of both lists."""
        lists = {
            split: [read_row(where, line) for where, line in read_lines(self.files, self.files.require(name))]
            for split, name in zip(EXPECTED.counts, EXPECTED.files, strict=True)
        }
        for rows, name in zip(lists.values(), EXPECTED.files, strict=True):
            if not rows:
                raise EmoCfgError("E301", "the list is empty", where=f"{name}:1", fix=RESTORE)
        once((row for rows in lists.values() for row in rows), lambda row: row.text("clip"))
        for split, rows in lists.items():
            yield from (self._clip(row, split) for row in rows)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Encode the clip's frames."""
        fetch_frames(self.files, clip.file.removesuffix(".mp4"), target, fps=FPS)

    def _clip(self, row: Row, split: str) -> Annotated:
        clip_id = f"FERV39K/{row.text('clip')}"
        clip = Clip(
            clip_id=clip_id,
            source="FERV39K",
            file=f"{FOLDERS[self.frames]}/{row.text('clip')}.mp4",
            source_video=clip_id,
            subjects=(Subject("p1", clip_id),),
            split=split,
            tasks=("emotion_single",),
            license=CARD.license,
            split_by="owner",
        )
        label = Observation(clip_id, "p1", "emotion", row.text("emotion"), "ferv39k/emotion", origin=row.where)
        return Annotated(clip, (label,))


def read_row(where: str, line: str) -> Row:
    """The clip and the emotion of a line.

    Raises:
        EmoCfgError: E302 a line of the recoded copy, a clip that is not ``<Scene>/<Emotion>/<4 digits>``, or an emotion
            that is not the one of its folder.

    >>> read_row("train_All.csv:1", "Action/Sad/0010 Sad").cells
    {'clip': 'Action/Sad/0010', 'emotion': 'Sad'}
    """
    cells = line.split()
    if "," in line or cells[-1].isdigit():
        what = f"{line[:60]!r} numbers the emotions: this is a recoded copy, whose numbers are not the owners'"
        fix = "use the owners' lists, whose lines are like 'Action/Sad/0010 Sad'"
        raise EmoCfgError("E302", what, where=where, fix=fix)
    match = _CLIP.match(cells[0])
    if len(cells) != 2 or match is None:
        fix = "a line is '<Scene>/<Emotion>/<4 digits> <Emotion>'"
        raise EmoCfgError("E302", f"{line[:60]!r} is not a clip and its emotion", where=where, fix=fix)
    if match[1] not in SCENES:
        what, fix = f"no scene is called {match[1][:40]!r}", f"the scenes are {', '.join(SCENES)}"
        raise EmoCfgError("E302", what, where=where, fix=fix)
    if match[2] != cells[1]:
        what = f"the emotion is {cells[1][:40]!r}, the folder says {match[2]!r}"
        raise EmoCfgError("E302", what, where=where, fix=RESTORE)
    return Row(where, {"clip": cells[0], "emotion": cells[1]})
