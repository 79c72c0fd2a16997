"""MELD (Poria et al., ACL 2019): utterances of a TV show with emotion and sentiment, from the owners' own CSV files.

Layout: ``{train,dev,test}_sent_emo.csv`` in the root or in ``data/MELD``; videos in ``train_splits``,
``dev_splits_complete`` and ``output_repeated_splits_test`` as ``dia<D>_utt<U>.mp4``. Dialogue ids restart in every
split, so a clip's id names its split. The identity is the speaker, the source video the episode.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError, atomic, confine
from emocfg.media import MediaError
from emocfg.schema import Clip, Observation, Subject, Utterance, label_map

from .protocol import Annotated, Defect, SourceCard

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
_THREADS = "declare-lab/MELD issues 20, 22, 27, 39"
KNOWN_BAD = {
    "MELD/train/dia125_utt3": ("known_corrupt", _THREADS),
    "MELD/dev/dia110_utt7": ("known_missing", _THREADS),
}
_README_DIALOGUES = {"train": 1039, "dev": 114, "test": 280}

CARD = SourceCard(
    name="MELD",
    title="utterances of the TV show Friends with emotion and sentiment, in dialogues",
    license="GPL-3.0 (annotation); the video is copyright of the show's owner",
    access="https://github.com/declare-lab/MELD: annotation in data/MELD, videos linked from the README",
    citation="Poria et al., MELD: A Multimodal Multi-Party Dataset for Emotion Recognition in Conversations, ACL 2019",
    expected={"train": 9989, "dev": 1109, "test": 2610},
    annotations=("train_sent_emo.csv", "dev_sent_emo.csv", "test_sent_emo.csv"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One CSV row and the file line it starts on."""

    line: int
    cells: dict[str, str]

    def number(self, column: str, where: str) -> int:
        text = self.cells[column].strip()
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise EmoCfgError(
                "E302", f"{column} is {text[:40]!r}, not a number", where=where, fix="restore the owner's file"
            )
        return int(text)


@dataclass(frozen=True, slots=True)
class Meld:
    """A copy of MELD at ``root``."""

    root: Path

    def describe(self) -> SourceCard:
        """The facts of MELD."""
        return CARD

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every utterance of every split whose CSV is there."""
        folder = next((f for f in (self.root, self.root / "data" / "MELD") if any(f.glob("*_sent_emo.csv"))), None)
        found = {} if folder is None else {s: folder / f"{s}_sent_emo.csv" for s in _SPLITS}
        if not any(path.is_file() for path in found.values()):
            raise EmoCfgError(
                "E102",
                "no MELD annotation file here",
                where=str(self.root),
                fix=f"name the folder that holds {', '.join(CARD.annotations)}",
            )
        for split, path in found.items():
            if path.is_file():
                yield from _scan_split(split, path)
            else:
                yield Defect("absent_file", path.name, f"the {split} split is not in this copy")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the utterance's video."""
        origin = confine(self.root, clip.file, where=clip.clip_id)
        if not origin.is_file():
            raise MediaError("missing", clip.file)
        atomic.copy(origin, target)


def _scan_split(split: str, path: Path) -> Iterator[Annotated | Defect]:
    rows = list(_read(path))
    dialogues: dict[int, dict[int, _Row]] = {}
    for row in rows:
        where = f"{path.name}:{row.line}"
        turns = dialogues.setdefault(row.number("Dialogue_ID", where), {})
        turn = row.number("Utterance_ID", where)
        if turn in turns:
            raise EmoCfgError("E304", "the utterance occurs twice", where=where, fix="restore the owner's file")
        turns[turn] = row
    yield from _file_defects(split, path, rows, dialogues)
    for dialogue, turns in dialogues.items():
        lines: list[Utterance] = []
        for turn in sorted(turns):
            cells = turns[turn].cells
            lines.append(Utterance(cells["Speaker"], cells["Utterance"]))
            yield from _utterance(split, path.name, turns[turn], f"dia{dialogue}_utt{turn}", tuple(lines))


def _utterance(
    split: str, file: str, row: _Row, stem: str, lines: tuple[Utterance, ...]
) -> Iterator[Annotated | Defect]:
    where = f"{file}:{row.line}"
    ours, folder = _SPLITS[split]
    clip_id = f"MELD/{split}/{stem}"
    start, end = (_seconds(row.cells[column]) for column in ("StartTime", "EndTime"))
    notes: tuple[str, ...] = ()
    if start is None or end is None:
        written = f"{row.cells['StartTime'][:40]!r} to {row.cells['EndTime'][:40]!r}"
        yield Defect("unreadable_time", where, f"{stem} runs from {written}; the time that cannot be read is left out")
    elif end < start:
        yield Defect("ends_before_start", where, f"{stem} ends {start - end:.2f} s before it starts")
    elif end - start > _LONG:
        yield Defect("very_long", where, f"{stem} lasts {end - start:.0f} s")
    if clip_id in KNOWN_BAD:
        code, thread = KNOWN_BAD[clip_id]
        notes = (f"{code}: {thread}",)
        yield Defect(code, clip_id, "the owner's video is reported to be unusable", thread)
    season, episode = row.number("Season", where), row.number("Episode", where)
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
        notes=notes,
    )
    observations = []
    for aspect, target in (("emotion", "emotion-7"), ("sentiment", "sentiment-3")):
        native, scheme = row.cells[aspect.capitalize()], f"meld/{aspect}"
        label_map(scheme, target).apply(native, where=where)
        observations.append(Observation(clip_id, "p1", aspect, native, scheme, origin=where))
    yield Annotated(clip, tuple(observations))


def _read(path: Path) -> Iterator[_Row]:
    """The rows of a CSV file, with the physical line each starts on (a quoted cell may hold line breaks)."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = tuple(next(reader, ()))
            if header != COLUMNS:
                raise EmoCfgError(
                    "E301",
                    f"header {', '.join(header)[:120]!r}",
                    where=f"{path.name}:1",
                    fix=f"expected {', '.join(COLUMNS)}",
                )
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) != len(COLUMNS):
                    raise EmoCfgError(
                        "E302",
                        f"{len(cells)} cells instead of {len(COLUMNS)}",
                        where=f"{path.name}:{line}",
                        fix="restore the owner's file",
                    )
                yield _Row(line, dict(zip(COLUMNS, cells, strict=True)))
                line = reader.line_num + 1
        except (UnicodeDecodeError, csv.Error) as problem:
            raise EmoCfgError(
                "E301",
                f"not UTF-8 CSV: {problem}",
                where=f"{path.name}:{reader.line_num + 1}",
                fix="restore the owner's file",
            ) from problem


def _file_defects(split: str, path: Path, rows: list[_Row], dialogues: dict[int, dict[int, _Row]]) -> Iterator[Defect]:
    serials = Counter(row.cells["Sr No."] for row in rows)
    repeats = sum(count - 1 for count in serials.values())
    if repeats:
        yield Defect("repeated_serial", path.name, f"{repeats} rows repeat an earlier 'Sr No.'")
    gaps = sum(set(turns) != set(range(len(turns))) for turns in dialogues.values())
    if gaps:
        yield Defect("utterance_gap", path.name, f"{gaps} dialogues have gaps in Utterance_ID")
    for kind, found, stated in (
        ("utterances", len(rows), CARD.expected[split]),
        ("dialogues", len(dialogues), _README_DIALOGUES[split]),
    ):
        if found != stated:
            yield Defect("count_differs", path.name, f"{found} {kind}, the owner states {stated}")


def _seconds(text: str) -> float | None:
    """Seconds of a time such as ``00:16:16,059``; None where the owner's cell does not have that form."""
    match = _TIME.match(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, thousandths = map(int, match.groups())
    return round(3600 * hours + 60 * minutes + seconds + thousandths / 1000, 3)
