"""CREMA-D (Cao et al. 2014): 91 actors say twelve sentences in six emotions, rated by voice, face and both.

A name such as ``1001_IEO_ANG_HI`` says who spoke which sentence in which emotion at which level. Only "It's eleven
o'clock" was spoken at three levels; everything else, and neutral, is ``XX``. The emotion of the name is what the actor
was told to show: it is the corpus's label here, as in most papers. What raters perceived, often something else, stands
beside it: ``emotion_voice``, ``emotion_face``, and for both together ``emotion_other``.

The owners' repository gives names in ``SentenceFilenames.csv``, actors in ``VideoDemographics.csv``, votes in
``summaryTable.csv`` and ``tabulatedVotes.csv`` (both also in ``processedResults``), videos in ``VideoFlash``. Without
the list of names, every video of the folder, or of a text list, is a clip.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .crema_d_votes import SUMMARY, Votes, read_votes
from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import VIDEO_SUFFIXES, Faults, Files, Row, claim, extra_videos, fetch_file, once, read_csv, read_fields
from .readers.folders import none_here

NAMES, ACTORS = "SentenceFilenames.csv", "VideoDemographics.csv"
CARD = SourceCard(
    name="CREMA-D",
    title="91 actors say twelve sentences in six emotions; votes on voice, face and both",
    license="ODbL-1.0 AND DbCL-1.0",
    access="https://github.com/CheyneyComputerScience/CREMA-D: free; the videos need Git LFS",
    citation="Cao et al., CREMA-D: Crowd-sourced Emotional Multimodal Actors Dataset, IEEE TAFFC 2014",
    identity="the actor, the first field of the name",
    splits="none official: ours, actor-disjoint",
    evidence="the owners' names, demographics and summary of votes, whole; counts of votes from their documentation "
    "and some rows of their file",
)
_EMOTIONS = {"NEU": 1087, "HAP": 1271, "SAD": 1271, "ANG": 1271, "FEA": 1271, "DIS": 1271}
EXPECTED = Expected(
    {"clips": 7442, "identities": 91, **{f"emotion={code}": count for code, count in _EMOTIONS.items()}},
    (NAMES, ACTORS, SUMMARY[0]),
    media="VideoFlash/<name>.flv",
    sha256={
        NAMES: "d88cb50e84bbc30b2e159cdfc25e1cf87777ad97c7c41d6ab8f75d3383b8f740",
        ACTORS: "e33ddc8b60bedf98541735801127cbb67098b5957271adbdd5dea8a44294eec3",
        SUMMARY[0]: "fb0e382700d32c0d9adc0c6815292215a36bcf912f2657048862c91e3bd2b317",
        SUMMARY[1]: "fb0e382700d32c0d9adc0c6815292215a36bcf912f2657048862c91e3bd2b317",
    },  # CheyneyComputerScience/CREMA-D@1658cd3
)
SENTENCES = {
    "IEO": "It's eleven o'clock",
    "TIE": "That is exactly what happened",
    "IOM": "I'm on my way to the meeting",
    "IWW": "I wonder what this is about",
    "TAI": "The airplane is almost full",
    "MTI": "Maybe tomorrow it will be cold",
    "IWL": "I would like a new alarm clock",
    "ITH": "I think I have a doctor's appointment",
    "DFA": "Don't forget a jacket",
    "ITS": "I think I've seen this before",
    "TSI": "The surface is slick",
    "WSI": "We'll stop in a couple of minutes",
}
FIELDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("actor", {str(actor): "an actor" for actor in range(1001, 1092)}),
    ("sentence", SENTENCES),
    ("emotion", dict.fromkeys(_EMOTIONS, "an emotion")),
    ("level", {"LO": "low", "MD": "medium", "HI": "high", "XX": "unspecified"}),
)
_ACTOR_COLUMNS = ("ActorID", "Age", "Sex", "Race", "Ethnicity")
_POINTER, _POINTER_SIZE = b"version https://git-lfs", 300


@dataclass(frozen=True, slots=True)
class CremaD:
    """A copy of CREMA-D, or a list of its names."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CREMA-D."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every recording that the list of names has, or without that list, every video."""
        videos = self._videos()
        names = self._names() or videos
        if not names:
            raise none_here(self.files, "CREMA-D", f"{NAMES} or {EXPECTED.media}")
        yield from self.files.differing(EXPECTED.sha256)
        votes, actors, faults = read_votes(self.files), self._actors(), Faults()
        for name, where in names.items():
            actor = actors.get(name[:4])
            if votes.summary and name not in votes.summary:
                faults.add("no_votes", where, "recordings have no votes in the summary")
            if actors and actor is None:
                faults.add("no_demographics", where, f"recordings are of actors who are not in {ACTORS}")
            clip = _clip(name, videos.get(name, f"VideoFlash/{name}.flv"), read_name(name, where))
            told, seen = _told(clip, read_name(name, where), where), votes.of(name, clip.clip_id, faults)
            yield Annotated(clip, (*told, *seen, *(_person(clip, actor) if actor else ())))
        for name, row in votes.summary.items():
            if name not in names:
                faults.add("unknown_recording", row.where, "rows of votes are of no known recording")
        yield from faults.defects()
        yield from self._not_here(votes, actors)
        yield from self._not_fetched(videos.values())
        yield from extra_videos(self.files, {videos[name] for name in names if name in videos})

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the recording's video."""
        fetch_file(self.files, clip, target)

    def _videos(self) -> dict[str, str]:
        """Name to its video, wherever it lies."""
        found: dict[str, str] = {}
        for path in self.files.paths(*VIDEO_SUFFIXES):
            claim(found, PurePosixPath(path).stem, path)
        return found

    def _names(self) -> dict[str, str]:
        """The owners' list of names, each with its line; nothing where it is not there."""
        if self.files.first(NAMES) is None:
            return {}
        rows = once(read_csv(self.files, NAMES, ("Stimulus_Number", "Filename")), lambda row: row.text("Filename"))
        return {name: row.where for name, row in rows.items()}

    def _actors(self) -> dict[str, Row]:
        if self.files.first(ACTORS) is None:
            return {}
        return once(read_csv(self.files, ACTORS, _ACTOR_COLUMNS), lambda row: row.text("ActorID"))

    def _not_here(self, votes: Votes, actors: dict[str, Row]) -> Iterator[Defect]:
        """Says which of the owners' tables a folder does not hold; a list of names holds none."""
        if not self.files.listed:
            for name, held in ((SUMMARY[0], votes.summary), (ACTORS, actors)):
                if not held:
                    yield Defect("absent_file", name, "not in this copy: what it says of the recordings is unknown")

    def _not_fetched(self, videos: Iterable[str]) -> Iterator[Defect]:
        """Says how many videos are what Git leaves in their place when Git LFS did not fetch them."""
        pointers = [path for path in videos if not self.files.listed and _is_pointer(self.files.root / path)]
        if pointers:
            what = f"{len(pointers)} videos are pointers of Git LFS, the first here: run `git lfs pull` in the copy"
            yield Defect("not_fetched", pointers[0], what)


def read_name(name: str, where: str) -> list[str]:
    """The four codes of a name; E302 names the place and the field that is wrong."""
    codes = read_fields(name, "_", FIELDS, where=where)
    _, sentence, emotion, level = codes
    if (level != "XX") != (sentence == "IEO" and emotion != "NEU"):
        what = f"field level is {level!r}: IEO has a level in every emotion but neutral, and nothing else has one"
        raise EmoCfgError("E302", what, where=where, fix="restore the owner's name")
    return codes


def _clip(name: str, file: str, codes: list[str]) -> Clip:
    clip_id = f"CREMA-D/{name}"
    return Clip(
        clip_id=clip_id,
        source="CREMA-D",
        file=file,
        source_video=clip_id,
        subjects=(Subject("p1", f"CREMA-D/{codes[0]}"),),
        split="",
        tasks=("emotion_single",) if codes[3] == "XX" else ("emotion_single", "emotion_fine"),
        license=CARD.license,
    )


def _told(clip: Clip, codes: list[str], where: str) -> Iterator[Observation]:
    """What the actor was told: an emotion, a level, a sentence."""
    said = partial(Observation, clip.clip_id, "p1", origin=where)
    _, sentence, emotion, level = codes
    yield said("emotion", emotion, "crema-d/emotion")
    yield said("intensity", level, "crema-d/level", missing="not_annotated" if level == "XX" else "")
    yield said("text", SENTENCES[sentence], "crema-d/sentence", sentence)


def _person(clip: Clip, row: Row) -> Iterator[Observation]:
    """Who the actor is."""
    said = partial(Observation, clip.clip_id, "p1", origin=row.where)
    sex = row.text("Sex")
    if sex not in ("Male", "Female"):
        raise row.unreadable("Sex", "Male or Female")
    yield said("gender", sex.lower(), "crema-d/sex", sex)
    yield said("detail", row.text("Age"), "crema-d/age", value=float(row.integer("Age")))
    for column in ("Race", "Ethnicity"):
        native = row.text(column)
        missing = "not_annotated" if native in ("", "Unknown") else ""
        yield said("detail", native, f"crema-d/{column.lower()}", missing=missing)


def _is_pointer(path: Path) -> bool:
    if path.stat().st_size > _POINTER_SIZE:
        return False
    with path.open("rb") as stream:
        return stream.read(len(_POINTER)) == _POINTER
