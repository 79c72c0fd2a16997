"""ERATO, the data of PERR (Gao et al., ACM MM 2021): how the two people of a scene relate, as one of five labels.

The owners' annotation is not public. What is read here is how one user lays the frames out:
``<label>/<number>/000001.jpg``, the label's folder being ``Hostile``, ``Intimate``, ``Mild``, ``Neutral`` or ``tense``.
A clip is a folder with a frame ``000001``. Sound and subtitles are said to be there too, without a known place, and are
not read. Nobody knows the frame rate of these frames; we write the videos with :data:`FPS`. The labels are relations:
they are in a space of their own and never become emotions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Files, claim, fetch_frames
from .readers.folders import left_out, none_here

CARD = SourceCard(
    name="PERR",
    title="ERATO: 31,182 scenes of two people, with one of five relations",
    license="ERATO licence agreement (academic use)",
    access="https://github.com/CTI-VISION/PERR: licence agreement by e-mail",
    citation="Gao et al., Pairwise Emotional Relationship Recognition in Drama Videos: Dataset and Benchmark, MM 2021",
    gate="agreement",
    terms="academic use by those who signed; nothing of it may be passed on",
    identity="unknown: the two people of every clip count as their own",
    splits="none known: ours",
    evidence="the layout of one user's code; the owners' files are not public; frame rate assumed",
)
_FIRST = "000001.jpg"
EXPECTED = Expected({"clips": 31182}, media=f"{{Hostile,Intimate,Mild,Neutral,tense}}/*/{_FIRST}")
FPS = 25
"""Assumed: nobody says how many frames a second have."""


@dataclass(frozen=True, slots=True)
class Perr:
    """A copy of ERATO, or a list of its names."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of ERATO."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every folder of frames."""
        seen: dict[str, str] = {}
        for path in self._first_frames():
            label, number, _ = PurePosixPath(path).parts
            if not (number.isascii() and number.isdigit()):
                what = f"the clip's folder is {number[:40]!r}, not a number"
                raise EmoCfgError("E302", what, where=path, fix=f"the known layout is {EXPECTED.media}")
            claim(seen, f"{label.lower()}/{number}", path)
            yield _clip(label, number, path)
        if not seen:
            raise none_here(self.files, CARD.name, EXPECTED.media)
        folders = self._folders()
        linked = sorted(folder for folder in folders if self._linked(f"{folder}/{_FIRST}"))
        without = sorted(folders - {*linked, *(str(PurePosixPath(path).parent) for path in seen.values())})
        yield from left_out("link", linked, "folders are links, or have a link as their first frame: they are left out")
        yield from left_out("no_first_frame", without, f"folders have no {_FIRST} and are left out")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Encode the clip's frames."""
        fetch_frames(self.files, clip.file.removesuffix(".mp4"), target, fps=FPS)

    def _first_frames(self) -> list[str]:
        """The first frame of every clip; a folder is not searched for the millions of others."""
        if not self.files.listed:
            return [path for path in self.files.matching(f"*/*/{_FIRST}") if not self._linked(path) and _ours(path)]
        return [path for path in self.files.paths() if path.endswith(f"/{_FIRST}") and path.count("/") == 2]

    def _folders(self) -> set[str]:
        """Every folder that could be a clip."""
        if not self.files.listed:
            root = self.files.root
            folders = (path.relative_to(root).as_posix() for path in root.glob("*/*") if path.is_dir())
            return set(filter(_ours, folders))
        return {path.rpartition("/")[0] for path in self.files.paths(".jpg") if path.count("/") == 2}

    def _linked(self, path: str) -> bool:
        """True if a first frame or a folder above it is a link: it could lead anywhere, or to another clip."""
        places = (path, *map(str, PurePosixPath(path).parents))
        return not self.files.listed and any((self.files.root / place).is_symlink() for place in places if place != ".")


def _ours(path: str) -> bool:
    """False for what macOS leaves beside every folder on other disks."""
    return not any(part.startswith("._") for part in PurePosixPath(path).parts)


def _clip(label: str, number: str, path: str) -> Annotated:
    clip_id = f"PERR/{label}/{number}"
    clip = Clip(
        clip_id=clip_id,
        source="PERR",
        file=f"{label}/{number}.mp4",
        source_video=clip_id,
        subjects=tuple(Subject(key, f"{clip_id}/{key}") for key in ("p1", "p2")),
        split="",
        tasks=("conversation",),
        license=CARD.license,
    )
    return Annotated(clip, (Observation(clip_id, "", "relation", label, "erato/relation", origin=path),))
