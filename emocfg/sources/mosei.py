"""CMU-MOSEI (Zadeh et al., ACL 2018): YouTube monologues, each segment with a sentiment from -3 to 3 and six emotions.

Two forms are read: MMSA's ``label.csv`` (sentiment and text), and the owners' ``CMU_MOSEI_Labels.csd`` (sentiment,
happy, sad, anger, surprise, disgust, fear) with ``std_folds.json``; see :mod:`.cmu_clips`. Videos lie as MMSA lays them
out (``Raw/<video>/<n>.mp4``) or as CMU does (``Videos/Segmented/Combined/<video>_<n>.mp4``,
``Videos/Full/Combined/<video>.mp4``). ``Transcript/Segmented/Combined/<video>.txt`` gives segments their times, and
rows of the sequence their numbers and text. Scores are kept as they are; the seven degrees are by ``round``, as MMSA
counts them, not by the SDK's ``cmumosei_round``, which leaves nothing but 0 neutral.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from emocfg.schema import Clip

from . import cmu_clips
from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Files
from .readers.cmu import FOLDS, Release
from .readers.mmsa import LABELS

CARD = SourceCard(
    name="MOSEI",
    title="segments of YouTube monologues with a sentiment score from -3 to 3 and six emotions from 0 to 3",
    license="research use (CMU MultiComp Lab); the videos are their uploaders'",
    access="https://github.com/CMU-MultiComp-Lab/CMU-MultimodalSDK; label.csv from https://github.com/thuiar/MMSA",
    citation="Zadeh et al., Multimodal Language Analysis in the Wild: CMU-MOSEI Dataset, ACL 2018",
    identity="the video: each has one speaker; over 1,000 people made them, and who made several is unknown",
    splits="the owners' standard folds, by video; videos that are in none are left out of the owners' sequence",
    evidence="the owners' folds, documentation and SDK; label.csv, and that the times of transcripts are exactly those "
    "of the sequence, from code of others; the terms of the data are not published with the SDK",
)
_THREADS = "https://github.com/A2Zadeh/CMU-MultimodalSDK/issues"
RELEASE = Release(
    name=CARD.name,
    score="mosei/score",
    emotion="mosei/emotion",
    text="mosei/text",
    license=CARD.license,
    csd="CMU_MOSEI_Labels.csd",
    columns=("sentiment", "happy", "sad", "anger", "surprise", "disgust", "fear"),
    in_order=False,
    sdk="cmu_mosei",
    transcript="Transcript/Segmented/Combined/{video}.txt",
    segment="Videos/Segmented/Combined/{video}_{number}.mp4",
    recording="Videos/Full/Combined/{video}.mp4",
    threads={
        "left_out": f"{_THREADS}/256",
        "not_in_folds": f"{_THREADS}/256",
        "no_labels": f"{_THREADS}/256",
        "early_start": f"{_THREADS}/198",
        "cut": f"{_THREADS}/227",
    },
)
EXPECTED = Expected(
    {"clips": 22856, "train": 16326, "validation": 1871, "test": 4659},
    (LABELS, RELEASE.csd, FOLDS),
    media="Raw/<video>/<n>.mp4, Videos/Segmented/Combined/<video>_<n>.mp4 or Videos/Full/Combined/<video>.mp4",
)


@dataclass(frozen=True, slots=True)
class Mosei:
    """A copy of CMU-MOSEI."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CMU-MOSEI."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has; nobody states how many rows the sequence has within the folds."""
        return EXPECTED if self.files.first(LABELS) else replace(EXPECTED, counts={})

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every scored segment."""
        return cmu_clips.scan(RELEASE, self.files)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the segment's video, or cut it out of the recording."""
        cmu_clips.fetch(RELEASE, self.files, clip, target)
