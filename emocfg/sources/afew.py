"""AFEW (Dhall et al. 2012; the EmotiW challenges): film clips, one of seven emotions, which is the name of the folder.

``Train_AFEW/<Emotion>/<9 digits>.avi`` and ``Val_AFEW/<Emotion>/<9 digits>.avi``; users write the first folder in any
case. Two of the numbers are in both, with different emotions, so a clip's id names split and emotion too, and the
number alone stands for its recording: a build then tells that the owners' splits share it. Not verified, and not read:
the layout of the test set, whose labels the owners keep back, and ``Train_6.xml`` and ``Val_6.xml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import VIDEO_SUFFIXES, Files, claim, fetch_file
from .readers.folders import Filed, absent_splits, left_out, none_here, read_folders

CARD = SourceCard(
    name="AFEW",
    title="film clips in the wild, one of seven emotions",
    license="AFEW research licence (EmotiW)",
    access="by e-mail from the organisers of EmotiW",
    citation="Dhall et al., Collecting Large, Richly Annotated Facial-Expression Databases from Movies, IEEE MM 2012",
    gate="agreement",
    terms="research by those to whom the organisers gave it; the clips are from films and may not be passed on",
    identity="unknown: every clip counts as its own person",
    splits="the owners' train and validation, which share two numbers; the test labels are kept back",
    evidence="public lists of 773 and 381 names in code of others; test set and XML files are not verified, not read",
)
EXPECTED = Expected({"train": 773, "validation": 383}, media="{Train_AFEW,Val_AFEW}/<Emotion>/<9 digits>.avi")

_SPLITS = {"Train_AFEW": ("Train", "train"), "Val_AFEW": ("Val", "validation")}


@dataclass(frozen=True, slots=True)
class Afew:
    """A copy of AFEW, or a list of its names."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of AFEW."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip of both splits."""
        yield from self.files.strange()
        filed, elsewhere = read_folders(self.files.paths(*VIDEO_SUFFIXES), _SPLITS, digits=9)
        if not filed:
            raise none_here(self.files, CARD.name, EXPECTED.media)
        yield from _not_read(elsewhere, self.files.paths(".xml"))
        yield from absent_splits(filed, _SPLITS)
        seen: dict[str, str] = {}
        for video in filed:
            annotated = _clip(video)
            claim(seen, annotated.clip.clip_id, video.path)
            yield annotated

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the clip's video."""
        fetch_file(self.files, clip, target)


def _not_read(elsewhere: list[str], tables: list[str]) -> Iterator[Defect]:
    """Says what lies in the copy and is not read."""
    tests = [path for path in elsewhere if _in_test_folder(path)]
    others = [path for path in elsewhere if not _in_test_folder(path)]
    yield from left_out(
        "unlabelled_test", tests, "videos of a test set, whose labels the owners keep back, are left out"
    )
    yield from left_out("unannotated_video", others, "videos are neither in Train_AFEW nor in Val_AFEW")
    yield from left_out("unread_file", tables, "XML files are not read: their layout is not known to us")


def _in_test_folder(path: str) -> bool:
    return any(part.lower().startswith("test") for part in PurePosixPath(path).parts[:-1])


def _clip(video: Filed) -> Annotated:
    name, split = _SPLITS[video.split]
    clip_id = f"AFEW/{name}/{video.label}/{video.number}"
    clip = Clip(
        clip_id=clip_id,
        source="AFEW",
        file=video.path,
        source_video=f"AFEW/{video.number}",
        subjects=(Subject("p1", clip_id),),
        split=split,
        tasks=("emotion_single",),
        license=CARD.license,
        split_by="owner",
    )
    label = Observation(clip_id, "p1", "emotion", video.label, "afew/emotion", origin=video.path)
    return Annotated(clip, (label,))
