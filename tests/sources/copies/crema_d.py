"""A copy of CREMA-D: videos in the owners' folder, and the tables of the owners' repository."""

from collections.abc import Mapping
from pathlib import Path

from emocfg.sources.crema_d import SENTENCES
from tests.sources.scans import touch, write

EMOTIONS = ("NEU", "HAP", "SAD", "ANG", "FEA", "DIS")
LEVELS = ("LO", "MD", "HI")

VOTES = {
    "1001_IEO_NEU_XX": ("N", "69.1", "N", "92.22", "N", "64.78"),
    "1001_IEO_ANG_MD": ("A:D", "37.2:58.6", "A", "45.5", "A", "44.2"),
    "1001_IEO_ANG_HI": ("N", "60.14", "D:N:S", " 7.333:87.333:51.667", "A:D", "72.0:77.8"),
    "1001_TIE_SAD_XX": ("N", "66.25", "S", "100", "S", "48"),
}
COUNTS = (
    ("100001", 0, 0, 0, 1, 10, 0, "1001_IEO_NEU_XX", 11, "0.909090909090909", "N"),
    ("100002", 5, 5, 0, 0, 1, 1, "1001_IEO_ANG_MD", 12, "0.416666666666667", "A:D"),
    ("200002", 8, 1, 0, 0, 0, 0, "1001_IEO_ANG_MD", 9, "0.888888888888889", "A"),
    ("300002", 2, 6, 0, 0, 1, 0, "1001_IEO_ANG_MD", 9, "0.666666666666667", "D"),
)
"""The last row says D where the summary says A."""

ACTORS = (
    ("1001", "51", "Male", "Caucasian", "Not Hispanic"),
    ("1076", "25", "Female", "Unknown", "Hispanic"),
)


def names(actor: int) -> list[str]:
    """Every recording that an actor can have made."""
    found = [f"{actor}_IEO_{emotion}_{level}" for emotion in EMOTIONS[1:] for level in LEVELS]
    found.append(f"{actor}_IEO_NEU_XX")
    return found + [f"{actor}_{s}_{emotion}_XX" for s in SENTENCES if s != "IEO" for emotion in EMOTIONS]


def make(root: Path) -> Path:
    """Everything that two actors can have recorded, as videos alone, with the sound beside them."""
    every = [name for actor in (1001, 1076) for name in names(actor)]
    touch(root, *(f"VideoFlash/{name}.flv" for name in every), *(f"AudioWAV/{name}.wav" for name in every[:3]))
    return root


def annotate(root: Path, votes: Mapping[str, tuple[str, ...]] = VOTES) -> Path:
    """The owners' four tables about four recordings."""
    lines = [f'{number},"{name}"' for number, name in enumerate(VOTES, start=1)]
    write(root / "SentenceFilenames.csv", "\n".join(['"Stimulus_Number","Filename"', *lines, ""]))
    people = [f'{",".join(row[:2])},"{row[2]}","{row[3]}","{row[4]}"' for row in ACTORS]
    write(root / "VideoDemographics.csv", "\n".join(['"ActorID","Age","Sex","Race","Ethnicity"', *people, ""]))
    header = '"","FileName","VoiceVote","VoiceLevel","FaceVote","FaceLevel","MultiModalVote","MultiModalLevel"'
    rows = [
        ",".join(f'"{cell}"' for cell in (n, name, *cells)) for n, (name, cells) in enumerate(votes.items(), start=1)
    ]
    write(root / "processedResults/summaryTable.csv", "\n".join([header, *rows, ""]))
    header = (
        '"","A","D","F","H","N","S","fileName","numResponses","agreement","emoVote","meanEmoResp","medianEmoRespNorm"'
    )
    counts = [
        ",".join([*(f'"{c}"' if i in (0, 7, 10) else str(c) for i, c in enumerate(row)), "60.5", "NA"])
        for row in COUNTS
    ]
    write(root / "processedResults/tabulatedVotes.csv", "\n".join([header, *counts, ""]))
    return root
