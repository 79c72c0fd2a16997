"""CMU-MOSI (Zadeh et al. 2016): opinions in film reviews on YouTube, each segment scored from -3 to 3.

Two forms are read: MMSA's ``label.csv``, and the owners' ``CMU_MOSI_Opinion_Labels.csd`` with ``std_folds.json`` (see
:mod:`.cmu_clips`). Videos lie as MMSA lays them out (``Raw/<video>/<n>.mp4``) or as CMU does
(``Video/Segmented/<video>_<n>.mp4``, ``Video/Full/<video>.mp4``). That row i of a video in the sequence is its segment
i + 1, and the form of ``Transcript/Segmented/<video>.annotprocessed``, is what code of others relies on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.schema import Clip

from . import cmu_clips
from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Files
from .readers.cmu import FOLDS, Release
from .readers.mmsa import LABELS

CARD = SourceCard(
    name="MOSI",
    title="segments of YouTube film reviews with a sentiment score from -3 to 3",
    license="research use (CMU MultiComp Lab); the videos are their uploaders'",
    access="https://github.com/CMU-MultiComp-Lab/CMU-MultimodalSDK; label.csv from https://github.com/thuiar/MMSA",
    citation="Zadeh et al., MOSI: Multimodal Corpus of Sentiment Intensity, arXiv 1606.06259, 2016",
    identity="the video: each has one speaker; 89 people made the 93 videos, and who made several is unknown",
    splits="the owners' standard folds, by video",
    evidence="the owners' folds; the sequence's structure from their SDK, its order, label.csv and transcripts from "
    "code of others; the terms of the data are not published with the SDK",
)
RELEASE = Release(
    name=CARD.name,
    score="mosi/score",
    text="mosi/text",
    license=CARD.license,
    csd="CMU_MOSI_Opinion_Labels.csd",
    columns=("sentiment",),
    in_order=True,
    sdk="cmu_mosi",
    transcript="Transcript/Segmented/{video}.annotprocessed",
    segment="Video/Segmented/{video}_{number}.mp4",
    recording="Video/Full/{video}.mp4",
)
EXPECTED = Expected(
    {"clips": 2199, "train": 1284, "validation": 229, "test": 686, "source_videos": 93},
    (LABELS, RELEASE.csd, FOLDS),
    media="Raw/<video>/<n>.mp4, Video/Segmented/<video>_<n>.mp4 or Video/Full/<video>.mp4",
)


@dataclass(frozen=True, slots=True)
class Mosi:
    """A copy of CMU-MOSI."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CMU-MOSI."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every scored segment."""
        return cmu_clips.scan(RELEASE, self.files)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the segment's video, or cut it out of the recording."""
        cmu_clips.fetch(RELEASE, self.files, clip, target)
