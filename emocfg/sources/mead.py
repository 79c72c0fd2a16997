"""MEAD (Wang et al., ECCV 2020): actors speak in eight emotions at three levels, filmed from seven sides at once.

Every label is in the path, ``M003/video/front/angry/level_3/001.mp4``: actor, view, emotion, level, sentence. The short
form without ``video/`` is read too. Neutral has level 1 alone. The seven views of a take are one recording. Takes are
missing here and there, so views need not be equal in number. ``audio/`` holds sound alone and is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject, label_space

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import VIDEO_SUFFIXES, Files, claim, fetch_file
from .readers.folders import none_here

CARD = SourceCard(
    name="MEAD",
    title="actors speak in eight emotions at three levels, from seven views",
    license="MEAD terms (non-commercial research)",
    access="https://wywu.github.io/projects/MEAD: the owners' terms, then a download",
    citation="Wang et al., MEAD: A Large-Scale Audio-Visual Dataset for Emotional Talking-Face Generation, ECCV 2020",
    gate="agreement",
    terms="non-commercial research; neither recordings nor parts of them may be passed on",
    identity="the actor, the first folder",
    splits="none official for recognition: ours, actor-disjoint",
    evidence="the owners' documentation of the layout; 60 actors by the paper, how many are released is unknown",
)
EXPECTED = Expected({"identities": 60}, media="<actor>/video/<view>/<emotion>/<level>/<3 digits>.mp4")

_GENDERS = {"M": "male", "W": "female"}
_VIEWS = label_space("pose-7").labels
_ACTOR = re.compile(r"[MW][0-9]{3}\Z")
_SENTENCE = re.compile(r"[0-9]{3}\Z")


@dataclass(frozen=True, slots=True)
class Mead:
    """A copy of MEAD, or a list of its names."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of MEAD."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every view of every take."""
        yield from self.files.strange()
        seen: dict[str, str] = {}
        for path in self.files.paths(*VIDEO_SUFFIXES):
            annotated = _view(path, *read_take(path))
            claim(seen, annotated.clip.clip_id, path)
            yield annotated
        if not seen:
            raise none_here(self.files, CARD.name, EXPECTED.media)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the video of the view."""
        fetch_file(self.files, clip, target)


def read_take(path: str) -> tuple[str, str, str, str, str]:
    """Actor, view, emotion, level and sentence of a path; E302 names the file and the field that is wrong.

    >>> read_take("M003/video/front/angry/level_3/001.mp4")
    ('M003', 'front', 'angry', 'level_3', '001')
    """
    # Blanks in front, so that a path with too few folders is told as one without an actor.
    *above, view, emotion, level, name = ["", "", "", "", *PurePosixPath(path).parts]
    actor = above[-2] if above[-1] == "video" else above[-1]
    sentence = PurePosixPath(name).stem
    for field, written, right, known in (
        ("actor", actor, _ACTOR.match(actor), "M or W and three digits"),
        ("view", view, view in _VIEWS, ", ".join(_VIEWS)),
        ("level", level, emotion != "neutral" or level == "level_1", "neutral has level_1 alone"),
        ("sentence", sentence, _SENTENCE.match(sentence), "three digits"),
    ):
        if not right:
            fix = f"{field}: {known}; the owner's layout is {EXPECTED.media}"
            raise EmoCfgError("E302", f"field {field} is {written[:40]!r}", where=path, fix=fix)
    return actor, view, emotion, level, sentence


def _view(path: str, actor: str, view: str, emotion: str, level: str, sentence: str) -> Annotated:
    clip_id = f"MEAD/{actor}/{view}/{emotion}/{level}/{sentence}"
    clip = Clip(
        clip_id=clip_id,
        source="MEAD",
        file=path,
        source_video=f"MEAD/{actor}/{emotion}/{level}/{sentence}",
        subjects=(Subject("p1", f"MEAD/{actor}"),),
        split="",
        tasks=("identity", "head_pose", "emotion_fine"),
        license=CARD.license,
    )

    def said(aspect: str, native: str, scheme: str, code: str = "") -> Observation:
        return Observation(clip_id, "p1", aspect, native, scheme, code, origin=path)

    return Annotated(
        clip,
        (
            said("emotion", emotion, "mead/emotion"),
            said("intensity", level, "mead/level"),
            said("head_pose", view, "pose-7"),
            said("gender", _GENDERS[actor[0]], "mead/actor", actor[0]),
        ),
    )
