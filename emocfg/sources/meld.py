"""MELD (Poria et al., ACL 2019): utterances of a TV show with emotion and sentiment, from the owners' own CSV files.

Layout: ``{train,dev,test}_sent_emo.csv`` in the root or in ``data/MELD``; videos in ``train_splits``,
``dev_splits_complete`` and ``output_repeated_splits_test`` as ``dia<D>_utt<U>.mp4``. Dialogue ids restart in every
split, so a clip's id names its split. The identity is the speaker, the source video the episode.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject, Utterance

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import RESTORE, Files, Row, extra_videos, fetch_file, read_csv

COLUMNS = (
    *("Sr No.", "Utterance", "Speaker", "Emotion", "Sentiment", "Dialogue_ID", "Utterance_ID"),
    *("Season", "Episode", "StartTime", "EndTime"),
)
_SPLITS = {
    "train": ("train", "train_splits"),
    "dev": ("validation", "dev_splits_complete"),
    "test": ("test", "output_repeated_splits_test"),
}
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2}):([0-9]{2}),([0-9]{3})\Z")
_LONG = 60.0
_README_DIALOGUES = {"train": 1039, "dev": 114, "test": 280}

CARD = SourceCard(
    name="MELD",
    title="utterances of the TV show Friends with emotion and sentiment, in dialogues",
    license="GPL-3.0 (annotation); the video is copyright of the show's owner",
    access="https://github.com/declare-lab/MELD: annotation in data/MELD, videos linked from the README",
    citation="Poria et al., MELD: A Multimodal Multi-Party Dataset for Emotion Recognition in Conversations, ACL 2019",
    identity="the speaker's name",
    splits="the owners' three; speakers and episodes overlap",
    evidence="the owners' own files",
)
EXPECTED = Expected(
    {"train": 9989, "validation": 1109, "test": 2610},
    tuple(f"{split}_sent_emo.csv" for split in _SPLITS),
    media="{train_splits,dev_splits_complete,output_repeated_splits_test}/dia*_utt*.mp4",
    sha256={
        "train_sent_emo.csv": "d2fa2d6529cf03cac2989efec05c9b27d8fd2f4c8fc5974c7ae88aa537fa02db",
        "dev_sent_emo.csv": "2e89c6f8aa182d6f62f8c6331aece905ac7273ca4999660bfb5213e1d0370c1c",
    },  # declare-lab/MELD@2d2011b
)


@dataclass(frozen=True, slots=True)
class Meld:
    """A copy of MELD."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of MELD."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every utterance of every split whose CSV is there."""
        names = [f"{folder}{name}" for folder in ("", "data/MELD/") for name in EXPECTED.files]
        home = PurePosixPath(self.files.require(*names)).parent
        yield from self.files.differing({str(home / name): digest for name, digest in EXPECTED.sha256.items()})
        for split in _SPLITS:
            name = str(home / f"{split}_sent_emo.csv")
            if self.files.first(name):
                yield from _scan_split(split, self.files, name)
            else:
                yield Defect("absent_file", name, f"the {split} split is not in this copy")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the utterance's video."""
        fetch_file(self.files, clip, target)


def _scan_split(split: str, files: Files, name: str) -> Iterator[Annotated | Defect]:
    rows = list(read_csv(files, name, COLUMNS))
    dialogues: dict[int, dict[int, Row]] = {}
    for row in rows:
        turns = dialogues.setdefault(row.integer("Dialogue_ID"), {})
        turn = row.integer("Utterance_ID")
        if turn in turns:
            raise EmoCfgError("E304", "the utterance occurs twice", where=row.where, fix=RESTORE)
        turns[turn] = row
    yield from _file_defects(split, PurePosixPath(name).name, rows, dialogues)
    stems = (f"dia{dialogue}_utt{turn}" for dialogue, turns in dialogues.items() for turn in turns)
    folder = _SPLITS[split][1]
    yield from extra_videos(files, {f"{folder}/{stem}.mp4" for stem in stems}, under=folder)
    for dialogue, turns in dialogues.items():
        lines: list[Utterance] = []
        for turn in sorted(turns):
            cells = turns[turn].cells
            lines.append(Utterance(cells["Speaker"], cells["Utterance"]))
            yield from _utterance(split, turns[turn], f"dia{dialogue}_utt{turn}", tuple(lines))


def _utterance(split: str, row: Row, stem: str, lines: tuple[Utterance, ...]) -> Iterator[Annotated | Defect]:
    where = row.where
    ours, folder = _SPLITS[split]
    clip_id = f"MELD/{split}/{stem}"
    start, end = (_seconds(row.cells[column]) for column in ("StartTime", "EndTime"))
    if start is None or end is None:
        written = f"{row.cells['StartTime'][:40]!r} to {row.cells['EndTime'][:40]!r}"
        yield Defect("unreadable_time", where, f"{stem} runs from {written}; the time that cannot be read is left out")
    elif end < start:
        yield Defect("ends_before_start", where, f"{stem} ends {start - end:.2f} s before it starts")
    elif end - start > _LONG:
        yield Defect("very_long", where, f"{stem} lasts {end - start:.0f} s")
    season, episode = row.integer("Season"), row.integer("Episode")
    clip = Clip(
        clip_id=clip_id,
        source="MELD",
        file=f"{folder}/{stem}.mp4",
        source_video=f"MELD/S{season:02d}E{episode:02d}",
        subjects=(Subject("p1", f"MELD/{row.cells['Speaker']}"),),
        split=ours,
        tasks=("conversation", "sentiment"),
        license=CARD.license,
        start=start,
        end=end,
        dialogue=lines,
    )
    observations = (
        Observation(clip_id, "p1", "emotion", row.text("Emotion"), "meld/emotion", origin=where),
        Observation(clip_id, "p1", "sentiment", row.text("Sentiment"), "meld/sentiment", origin=where),
    )
    yield Annotated(clip, observations)


def _file_defects(split: str, name: str, rows: list[Row], dialogues: dict[int, dict[int, Row]]) -> Iterator[Defect]:
    repeats = sum(count - 1 for count in Counter(row.cells["Sr No."] for row in rows).values())
    if repeats:
        yield Defect("repeated_serial", name, f"{repeats} rows repeat an earlier 'Sr No.'")
    gaps = sum(set(turns) != set(range(len(turns))) for turns in dialogues.values())
    if gaps:
        yield Defect("utterance_gap", name, f"{gaps} dialogues have gaps in Utterance_ID")
    if len(dialogues) != _README_DIALOGUES[split]:
        what = f"{len(dialogues)} dialogues, the owner states {_README_DIALOGUES[split]}"
        yield Defect("count_differs", name, what)


def _seconds(text: str) -> float | None:
    """Seconds of a time such as ``00:16:16,059``; None where the owner's cell does not have that form."""
    match = _TIME.match(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, thousandths = map(int, match.groups())
    return round(3600 * hours + 60 * minutes + seconds + thousandths / 1000, 3)
