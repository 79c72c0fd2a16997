"""RAVDESS (Livingstone & Russo 2018): acted speech and song; every label is in the file's name.

Seven two-digit fields: modality, vocal channel, emotion, intensity, statement, repetition, actor. A take is there as
``01-`` (with sound) and as ``02-`` (silent): they are one clip, of the file with sound where there is one. ``03-`` is
sound alone. No actor sings disgust or surprise, nobody is strongly neutral, and actor 18 does not sing. A folder
``Actor_NN`` must be that of the name's actor; other folders do not matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import VIDEO_SUFFIXES, Files, claim, fetch_file, read_fields
from .readers.folders import none_here

CARD = SourceCard(
    name="RAVDESS",
    title="24 actors speak and sing two sentences in eight emotions at two intensities",
    license="CC-BY-NC-SA-4.0",
    access="https://zenodo.org/records/1188976: free download",
    citation="Livingstone & Russo, The Ryerson Audio-Visual Database of Emotional Speech and Song, PLoS ONE 2018",
    identity="the actor, the last field of the name",
    splits="none official: ours, actor-disjoint",
    evidence="the owners' documentation and a list of 1,440 real names",
)
EXPECTED = Expected({"clips": 2452, "identities": 24}, media="Video_*_Actor_*/Actor_*/01-*.mp4")

_EMOTIONS = "neutral calm happy sad angry fearful disgust surprised".split()
FIELDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("modality", {"01": "sound and video", "02": "video", "03": "sound"}),
    ("channel", {"01": "speech", "02": "song"}),
    ("emotion", {f"{code:02d}": name for code, name in enumerate(_EMOTIONS, start=1)}),
    ("intensity", {"01": "normal", "02": "strong"}),
    ("statement", {"01": "Kids are talking by the door", "02": "Dogs are sitting by the door"}),
    ("repetition", {"01": "first", "02": "second"}),
    ("actor", {f"{actor:02d}": "male" if actor % 2 else "female" for actor in range(1, 25)}),
)


_FOLDER = re.compile(r"(?:\A|/)Actor_([0-9]{2})/")


@dataclass(frozen=True, slots=True)
class Ravdess:
    """A copy of RAVDESS, or a list of its names."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of RAVDESS."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every take once."""
        yield from self.files.strange()
        seen: dict[str, str] = {}
        takes: dict[str, tuple[str, list[str]]] = {}
        for path in self.files.paths(*VIDEO_SUFFIXES, ".wav"):
            codes = read_take(path)
            claim(seen, "-".join(codes), path)
            take = "-".join(codes[1:])
            if codes[0] == "01" or (codes[0] == "02" and take not in takes):
                takes[take] = (path, codes)
        if not takes:
            raise none_here(self.files, CARD.name, EXPECTED.media)
        for take, (path, codes) in takes.items():
            yield _take(take, path, codes)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the take's video."""
        fetch_file(self.files, clip, target)


def read_take(path: str) -> list[str]:
    """The seven codes of a name; E302 names the file and the field that is wrong."""
    codes = read_fields(PurePosixPath(path).stem, "-", FIELDS, where=path)
    _, channel, emotion, intensity, _, _, actor = codes
    fault = ""
    folder = _FOLDER.search(path)
    if emotion == "01" and intensity == "02":
        fault = "field intensity is '02': nobody is strongly neutral"
    elif channel == "02" and emotion in ("07", "08"):
        fault = f"field emotion is {emotion!r}: nobody sings disgust or surprise"
    elif channel == "02" and actor == "18":
        fault = "field actor is '18': this actor does not sing"
    elif folder and folder[1] != actor:
        fault = f"field actor is {actor!r}, the folder is Actor_{folder[1]}"
    if fault:
        raise EmoCfgError("E302", fault, where=path, fix="restore the owner's name")
    return codes


def _take(take: str, path: str, codes: list[str]) -> Annotated:
    _, channel, emotion, intensity, statement, _, actor = (
        table[code] for code, (_, table) in zip(codes, FIELDS, strict=True)
    )
    clip_id, who = f"RAVDESS/{channel}/{take}", f"RAVDESS/Actor_{codes[6]}"
    clip = Clip(
        clip_id=clip_id,
        source="RAVDESS",
        file=path,
        source_video=f"RAVDESS/{take}",
        subjects=(Subject("p1", who),),
        split="",
        tasks=("emotion_fine",),
        license=CARD.license,
    )

    def said(aspect: str, native: str, scheme: str, code: str) -> Observation:
        return Observation(clip_id, "p1", aspect, native, scheme, code, origin=path)

    return Annotated(
        clip,
        (
            said("emotion", emotion, "ravdess/emotion", codes[2]),
            said("intensity", intensity, "ravdess/intensity", codes[3]),
            said("gender", actor, "ravdess/actor", codes[6]),
            said("text", statement, "ravdess/statement", codes[4]),
        ),
    )
