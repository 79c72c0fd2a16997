"""CAER (Lee et al., ICCV 2019): clips of 79 TV shows, one of seven emotions, which is the name of the folder.

``{train,validation,test}/<Emotion>/<4 digits>.avi``, in the root or below ``CAER``. Numbers start anew in every folder,
so a clip's id names split and emotion. Which show a clip is from is not published. CAER-S, the still images, has the
same folders without ``validation``; it is another corpus and is refused. The layout is known from the code of others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import VIDEO_SUFFIXES, Files, claim, fetch_file
from .readers.folders import Filed, absent_splits, left_out, none_here, read_folders

CARD = SourceCard(
    name="CAER",
    title="clips of TV shows with their surroundings, one of seven emotions",
    license="CAER terms (non-commercial research)",
    access="https://caer-dataset.github.io",
    citation="Lee et al., Context-Aware Emotion Recognition Networks, ICCV 2019",
    gate="agreement",
    terms="non-commercial research; the clips are from TV shows, whose owners hold the rights",
    identity="unknown: every clip counts as its own person",
    splits="the owners' three; whether they share shows is not published",
    evidence="the layout from the code of others; the number of clips from the owners' page; split sizes are unknown",
)
EXPECTED = Expected({"clips": 13201}, media="[CAER/]{train,validation,test}/<Emotion>/<4 digits>.avi")

_SPLITS = ("train", "validation", "test")
_IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Caer:
    """A copy of CAER, or a list of its names."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CAER."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip of the three splits."""
        yield from self.files.strange()
        filed, elsewhere = read_folders(self.files.paths(*VIDEO_SUFFIXES), _SPLITS, digits=4, home="CAER")
        stills = [path for path in self.files.paths(*_IMAGE_SUFFIXES) if _is_still(path)]
        if not filed and stills:
            what = f"{len(stills)} still images and no videos: this is CAER-S, another corpus"
            raise EmoCfgError("E301", what, where=stills[0], fix=f"get CAER, the videos ({CARD.access})")
        if not filed:
            raise none_here(self.files, CARD.name, EXPECTED.media)
        yield from left_out("still_images", stills, "still images, as CAER-S has them, are left out")
        yield from left_out("unannotated_video", elsewhere, "videos are in no folder of a split")
        yield from absent_splits(filed, _SPLITS)
        seen: dict[str, str] = {}
        for video in filed:
            annotated = _clip(video)
            claim(seen, annotated.clip.clip_id, video.path)
            yield annotated

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the clip's video."""
        fetch_file(self.files, clip, target)


def _is_still(path: str) -> bool:
    """True for ``<split>/<Emotion>/<image>``; frames that users took from the videos lie deeper."""
    parts = PurePosixPath(path).parts
    return len(parts) > 2 and parts[-3].lower() in _SPLITS


def _clip(video: Filed) -> Annotated:
    clip_id = f"CAER/{video.split}/{video.label}/{video.number}"
    clip = Clip(
        clip_id=clip_id,
        source="CAER",
        file=video.path,
        source_video=clip_id,
        subjects=(Subject("p1", clip_id),),
        split=video.split,
        tasks=("emotion_single",),
        license=CARD.license,
        split_by="owner",
    )
    label = Observation(clip_id, "p1", "emotion", video.label, "caer/emotion", origin=video.path)
    return Annotated(clip, (label,))
