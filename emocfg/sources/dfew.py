"""DFEW (Jiang et al., ACM MM 2020): film clips with seven emotions, ten annotators each and five official folds.

The owners' codes are 1 to 7: happy, sad, neutral, angry, surprise, disgust, fear. Public copies count from 0, which
makes their "5" disgust; a file with a 0 in it is such a copy and is refused, and so is one whose names are padded with
zeros (the owners' are ``1``, ``2``, ...). ``Annotation/annotation.xlsx`` adds the votes, where it is there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject, Tally

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import FIVE_FOLDS, Files, Row, extra_videos, fetch_file, once, read_csv, read_sheet, require_fold

CARD = SourceCard(
    name="DFEW",
    title="film clips in the wild, one of seven emotions, votes of ten annotators",
    license="DFEW licence agreement (non-commercial research)",
    access="https://dfew-dataset.github.io: application form",
    citation="Jiang et al., DFEW: A Large-Scale Database for Recognizing Dynamic Facial Expressions, MM 2020",
    gate="agreement",
    terms="non-commercial research by the person who applied; neither clips nor frames may be passed on",
    identity="unknown: every clip counts as its own person",
    splits="the owners' five folds; option fold = 1 to 5",
    evidence="the owners' README; all five folds as a recoded public copy",
)
EXPECTED = Expected(
    {"clips": 11697},
    (
        *(f"EmoLabel_DataSplit/train(single-labeled)/set_{fold}.csv" for fold in range(1, 6)),
        *(f"EmoLabel_DataSplit/test(single-labeled)/set_{fold}.csv" for fold in range(1, 6)),
        "Annotation/annotation.xlsx",
    ),
    media="Clip/original/*.mp4",
)
LABELS = {"1": "Happy", "2": "Sad", "3": "Neutral", "4": "Angry", "5": "Surprise", "6": "Disgust", "7": "Fear"}
VOTES = ("1happy", "2sad", "3neutral", "4angry", "5surprise", "6disgust", "7fear")
_SIZES = {"1": (9356, 2341), "2": (9356, 2341), "3": (9357, 2340), "4": (9358, 2339), "5": (9361, 2336)}
"""Fold to its clips for training and for testing."""

_ANNOTATORS = 10
_NAME = re.compile(r"[1-9][0-9]{0,8}\Z")


@dataclass(frozen=True, slots=True)
class Dfew:
    """A copy of DFEW.

    Args:
        files: the copy.
        fold: which of the five official folds divides train from test.
    """

    files: Files
    fold: int = 1

    def __post_init__(self) -> None:
        require_fold("dfew", self.fold)

    def describe(self) -> SourceCard:
        """The facts of DFEW."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has; the sizes of train and test are those of the fold."""
        train, test = _SIZES[str(self.fold)]
        return replace(EXPECTED, counts={**EXPECTED.counts, "train": train, "test": test})

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every single-labelled clip of the chosen fold."""
        tests = self._tests()
        votes = self._votes()
        lists = {split: self._rows(f"{split}(single-labeled)", str(self.fold)) for split in ("train", "test")}
        listed = once(chain.from_iterable(lists.values()), lambda row: row.text("video_name"))
        for split, rows in lists.items():
            for row in rows:
                name = row.text("video_name")
                fold, tested = tests.get(name, ("", row))
                _agree(row, tested)
                if name in votes:
                    _agree(row, votes[name])
                yield self._clip(row, split, fold, votes.get(name))
        yield from self._left_out(votes, listed)
        yield from extra_videos(self.files, {_file(name) for name in {*listed, *votes}}, under="Clip/original")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the clip's video."""
        fetch_file(self.files, clip, target)

    def _rows(self, folder: str, fold: str) -> list[Row]:
        name = f"EmoLabel_DataSplit/{folder}/set_{fold}.csv"
        rows = list(read_csv(self.files, self.files.require(name), ("video_name", "label")))
        for row in rows:
            if row.text("label") == "0":
                what = "the labels count from 0: this is a recoded copy, whose codes are not the owners'"
                raise EmoCfgError("E302", what, where=row.where, fix="use the owners' EmoLabel_DataSplit, codes 1 to 7")
        for row in rows:
            number = row.text("video_name")
            if not _NAME.match(number):
                what = f"video_name is {number[:40]!r}: the owners' names are plain numbers"
                fix = "use the owners' EmoLabel_DataSplit; padded names come with recoded labels"
                raise EmoCfgError("E302", what, where=row.where, fix=fix)
            if row.text("label") not in LABELS:
                raise row.unreadable("label", "a code from 1 to 7")
        return rows

    def _tests(self) -> dict[str, tuple[str, Row]]:
        """Clip to the fold whose test set holds it, of the folds that are there, and its row in that set."""
        held = [
            fold for fold in FIVE_FOLDS if self.files.first(f"EmoLabel_DataSplit/test(single-labeled)/set_{fold}.csv")
        ]
        tests = {fold: self._rows("test(single-labeled)", fold) for fold in held}
        once(chain.from_iterable(tests.values()), lambda row: row.text("video_name"))
        return {row.text("video_name"): (fold, row) for fold, rows in tests.items() for row in rows}

    def _votes(self) -> dict[str, Row]:
        name = self.files.first("Annotation/annotation.xlsx")
        rows = read_sheet(self.files, name, (*VOTES, "order", "label")) if name else ()
        return once(map(_readable, rows), lambda row: row.text("order"))

    def _left_out(self, votes: dict[str, Row], listed: dict[str, Row]) -> Iterator[Defect]:
        if not votes:
            return
        where = "annotation.xlsx"
        mixed = sum(row.text("label") == "0" for row in votes.values())
        other = len(votes) - mixed - sum(name in listed for name in votes)
        uncounted = sum(name not in votes for name in listed)
        if mixed:
            yield Defect("no_single_label", where, f"{mixed} clips have no single label and are left out")
        if other:
            yield Defect("not_in_folds", where, f"{other} single-labelled clips are in no fold and are left out")
        if uncounted:
            yield Defect("no_votes", where, f"{uncounted} clips of the fold have no votes here")

    def _clip(self, row: Row, split: str, fold: str, votes: Row | None) -> Annotated:
        name, code = row.text("video_name"), row.text("label")
        clip_id = f"DFEW/{name}"
        clip = Clip(
            clip_id=clip_id,
            source="DFEW",
            file=_file(name),
            source_video=clip_id,
            subjects=(Subject("p1", clip_id),),
            split=split,
            tasks=("emotion_single",),
            license=CARD.license,
            split_by=f"owner fold {self.fold}",
            fold=fold,
        )
        tally = () if votes is None else tuple(_tally(votes))
        label = Observation(clip_id, "p1", "emotion", LABELS[code], "dfew/emotion", code, votes=tally, origin=row.where)
        return Annotated(clip, (label,))


def _agree(row: Row, other: Row) -> None:
    """Refuse a clip (E302) to which two of the owners' files give two labels."""
    if row.text("label") != other.text("label"):
        what = f"label {row.text('label')} here, {other.text('label')} at {other.where}"
        raise EmoCfgError("E302", what, where=row.where, fix="restore the owners' files")


def _readable(row: Row) -> Row:
    """A row of votes as it is, E302 if it is not about a clip, or its label is none of the owners'."""
    if not _NAME.match(row.text("order")):
        raise row.unreadable("order", "the number of a clip")
    if row.text("label") not in ("0", *LABELS):
        raise row.unreadable("label", "a code from 1 to 7, or 0")
    return row


def _tally(votes: Row) -> Iterator[Tally]:
    """How many annotators chose each emotion; E302 for more than there are."""
    for column in VOTES:
        if not 0 <= votes.integer(column) <= _ANNOTATORS:
            raise votes.unreadable(column, f"a number of {_ANNOTATORS} annotators")
        yield Tally(LABELS[column[0]], votes.integer(column))


def _file(name: str) -> str:
    return f"Clip/original/{name}.mp4"
