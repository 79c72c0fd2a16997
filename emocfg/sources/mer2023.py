"""MER2023 (Lian et al., ACM MM 2023): clips of Chinese films and series with one of six emotions and a valence.

``train-label.csv``, ``test1-label.csv`` and ``test2-label.csv`` (``name,discrete,valence``), ``test3-label.csv``
(``name,discrete``); videos in ``train/``, ``test1/``, ... as ``<name>.mp4`` or ``<name>.avi``. Valence goes from -5 to
5; -10 says that there is none. Later editions of the challenge have other labels and are not read.

Unverified: the name of the transcription file (``name,chinese,english``); every ``transcription*.csv`` is read as one,
and where there are several all of their texts are kept.
The owners' ``.npz`` of the same labels is a pickle inside and is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import (
    UTF8_OR_CHINESE,
    Files,
    Row,
    extra_videos,
    fetch_file,
    once,
    read_csv,
    refuse_pickle,
)

CARD = SourceCard(
    name="MER2023",
    title="clips of Chinese films and series with six emotions and valence",
    license="MER2023 EULA (academic research)",
    access="the Hugging Face dataset MERChallenge/MER2023: signed EULA",
    citation="Lian et al., MER 2023: Multi-label Learning, Modality Robustness, and Semi-Supervised Learning, MM 2023",
    gate="agreement",
    terms="academic research by those who signed; neither clips nor labels may be passed on",
    identity="unknown: every clip counts as its own person",
    splits="the owners' train and three test sets, which become one",
    evidence="names, labels and valences of all 5,030 clips from the owners' own npz; the columns of the CSV files "
    "from the owners' documentation and code; the name of the transcription file is unverified",
)
EXPECTED = Expected(
    {"clips": 5030, "train": 3373, "test": 1657},
    ("train-label.csv", "test1-label.csv", "test2-label.csv", "test3-label.csv"),
    media="{train,test1,test2,test3}/<name>.mp4 or .avi",
)
COLUMNS = {
    "train": ("name", "discrete", "valence"),
    "test1": ("name", "discrete", "valence"),
    "test2": ("name", "discrete", "valence"),
    "test3": ("name", "discrete"),
}
_SUFFIXES = (".mp4", ".avi")
_NO_VALENCE, _LIMIT = -10, 5


@dataclass(frozen=True, slots=True)
class Mer2023:
    """A copy of MER2023."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of MER2023."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every labelled clip of the splits whose CSV is there."""
        if not self.files.first(*EXPECTED.files):
            for pattern in ("**/*.npz", "**/*.pkl"):
                refuse_pickle(self.files, pattern, "write train-label.csv with the columns name,discrete,valence")
            self.files.require(*EXPECTED.files)
        tables = {
            folder: list(read_csv(self.files, f"{folder}-label.csv", columns))
            for folder, columns in COLUMNS.items()
            if self.files.first(f"{folder}-label.csv")
        }
        for folder in COLUMNS:
            if folder not in tables:
                yield Defect("absent_file", f"{folder}-label.csv", f"{folder} is not in this copy")
        labelled = once(chain.from_iterable(tables.values()), _name)
        spoken = self._transcriptions()
        for folder, rows in tables.items():
            clips = [self._clip(folder, row, spoken.get(_name(row), ())) for row in rows]
            yield from clips
            yield from extra_videos(self.files, {annotated.clip.file for annotated in clips}, under=folder)
        extra = [texts[0].where for name, texts in spoken.items() if name not in labelled]
        if extra:
            yield Defect("unlabelled_text", extra[0], f"{len(extra)} texts are of clips without a label")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the clip's video."""
        fetch_file(self.files, clip, target)

    def _transcriptions(self) -> dict[str, list[Row]]:
        """Clip to what the transcription files say of it, each once."""
        found: dict[str, list[Row]] = {}
        for file in self.files.matching("transcription*.csv"):
            rows = read_csv(self.files, file, ("name", "chinese", "english"), encodings=UTF8_OR_CHINESE)
            for name, row in once(rows, _name).items():
                found.setdefault(name, []).append(row)
        return found

    def _clip(self, folder: str, row: Row, spoken: Iterable[Row]) -> Annotated:
        stem = f"{folder}/{_name(row)}"
        clip_id = f"MER2023/{stem}"
        clip = Clip(
            clip_id=clip_id,
            source="MER2023",
            file=self.files.first(*(stem + suffix for suffix in _SUFFIXES)) or stem + _SUFFIXES[0],
            source_video=clip_id,
            subjects=(Subject("p1", clip_id),),
            split="train" if folder == "train" else "test",
            tasks=("emotion_single",),
            license=CARD.license,
        )
        seen = [Observation(clip_id, "p1", "emotion", row.text("discrete"), "mer2023/emotion", origin=row.where)]
        if "valence" in row.cells:
            seen.append(_valence(row, clip_id))
        for text in spoken:
            seen += _text(text, clip_id)
        return Annotated(clip, tuple(seen))


def _valence(row: Row, clip_id: str) -> Observation:
    value = row.number("valence")
    invalid = value == _NO_VALENCE
    if not invalid and abs(value) > _LIMIT:
        raise row.unreadable("valence", f"a number from -{_LIMIT} to {_LIMIT}, or {_NO_VALENCE} for none")
    return Observation(
        clip_id,
        "p1",
        "valence",
        row.text("valence"),
        "mer2023/valence",
        value=None if invalid else value,
        missing="invalid" if invalid else "",
        origin=row.where,
    )


def _text(row: Row, clip_id: str) -> Iterator[Observation]:
    for language in ("chinese", "english"):
        said = row.text(language)
        missing = "" if said else "not_annotated"
        yield Observation(clip_id, "p1", "text", said, f"mer2023/{language}", missing=missing, origin=row.where)


def _name(row: Row) -> str:
    return row.name("name")
