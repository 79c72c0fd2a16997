"""Every row of a dataset folder: is it what the schema says, is its tree canonical, and what do its words share?"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError
from emocfg.schema import TASKS, TIERS, Sample, parse_tree
from emocfg.schema.features import arrow_schema

from ..duplicates import Pictured
from ..leaks import Overlap, Placed
from ..texts import Asked, TextSharing
from .findings import Finding
from .reading import OURS, RowFile, batches, read_schema, row_files

_ASKED = (
    *("id", "split", "split_by", "source", "clip_id", "identity", "source_video", "question", "options", "answer"),
    *("tree", "provenance.generator"),
)
_CHECKED = (*_ASKED, "config", "tier", "task", "videos", "media", "labels", "messages")
_OPTIONAL = ("start", "end")
_MEDIA = ("file", "embedded", "expected")
_SHOWN = 3
"""Rows that are named for one fault of one file."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a folder gave.

    Attributes:
        count: how many there are.
        findings: what is wrong with them.
        overlaps: the words that splits share.
    """

    count: int
    findings: tuple[Finding, ...]
    overlaps: tuple[Overlap, ...]


def inspect_rows(root: Path, clips: Sequence[Pictured]) -> Rows:
    """Look at every row once.

    Args:
        root: the dataset folder.
        clips: those of ``meta/clips``.
    """
    work = _Work({}, {})
    for clip in clips:
        work.clips.setdefault(clip.placed.clip_id, set()).add(clip.placed.split)
        work.videos.setdefault(clip.video, set()).add(clip.placed.split)
    for file in row_files(root):
        if work.fits_schema(file):
            for rows in batches(file.path, _CHECKED):
                for row in rows:
                    work.look(row, file)
        work.close(file)
    return Rows(work.count, tuple(work.findings), tuple(work.texts.overlaps()))


def read_asked(root: Path, split: str) -> Iterator[Asked]:
    """What the rows of one split ask; E305 if the tree of one is not canonical."""
    trees = _Trees()
    for file in row_files(root):
        if file.split == split:
            for rows in batches(file.path, _ASKED):
                for row in rows:
                    yield _asked(row, trees.lines(row["tree"], row["id"]))


def _asked(row: dict[str, Any], lines: tuple[str, ...]) -> Asked:
    place = (row["source_video"], row["split"], row["split_by"] != OURS)
    clip = Placed(row["clip_id"], row["source"], (row["identity"],), *place)
    return Asked(clip, row["question"], row["answer"], not row["options"], row["provenance"]["generator"], lines)


class _Trees:
    """The dialogue of each tree; a text that was parsed once is not parsed again."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[str, ...]] = {}

    def lines(self, text: str, where: str) -> tuple[str, ...]:
        """What is said; E305 if the text is not canonical."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:12]
        if key not in self._known:
            self._known[key] = tuple(line.text for line in parse_tree(text, where=where).dialogue)
        return self._known[key]


@dataclass
class _Work:
    """What a look at the rows has come across so far; ``faults`` are those of the file in hand."""

    clips: dict[str, set[str]]
    videos: dict[str, set[str]]
    count: int = 0
    findings: list[Finding] = field(default_factory=list)
    texts: TextSharing = field(default_factory=TextSharing)
    trees: _Trees = field(default_factory=_Trees)
    ids: set[int] = field(default_factory=set)
    faults: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def fits_schema(self, file: RowFile) -> bool:
        """True if the file has the columns of a sample, of their types; the bytes of videos may ride along."""
        there, wanted = read_schema(file.path), arrow_schema(Sample)
        wrong = [
            name
            for name in wanted.names
            if name not in there.names or there.field(name).type != wanted.field(name).type
        ]
        wrong += [name for name in there.names if name not in (*wanted.names, "video")]
        if wrong:
            what = f"{_name(file)}: columns that are not those of the schema: {', '.join(wrong)[:200]}"
            self.findings.append(Finding("error", "row", what))
        return not wrong

    def look(self, row: dict[str, Any], file: RowFile) -> None:
        """Check one row and take in its words."""
        self.count += 1
        empty = [name for name, value in row.items() if value is None and name not in _OPTIONAL]
        if empty:
            self._fault("row", f"without {', '.join(empty)}", str(row["id"]))
            return
        for what in self._wrong(row, file):
            self._fault("row", what, row["id"])
        self._partners(row)
        try:
            lines = self.trees.lines(row["tree"], row["id"])
        except EmoCfgError as problem:
            self._fault("tree", f"whose tree is not canonical: {problem.what}", row["id"])
            return
        self.texts.add(_asked(row, lines))

    def close(self, file: RowFile) -> None:
        """Turn the faults of a file into findings."""
        for (kind, what), (count, ids) in self.faults.items():
            self.findings.append(Finding("error", kind, f"{_name(file)}: {count:,} rows {what}", (), ids))
        self.faults = {}

    def _wrong(self, row: dict[str, Any], file: RowFile) -> Iterator[str]:
        """What is wrong with the values of a row."""
        for name, known in (("config", (file.config,)), ("split", (file.split,)), ("tier", TIERS), ("media", _MEDIA)):
            if row[name] not in known:
                yield f"whose {name} is not {' or '.join(known)}"
        if row["task"] not in TASKS:
            yield "of an unknown task"
        key = hash(row["id"])
        if key in self.ids:
            yield "whose id another row has"
        self.ids.add(key)
        if row["options"] and not set(row["labels"]) <= set(row["options"]):
            yield "with a label that is not among the options"
        if sum(message["content"].count("<video>") for message in row["messages"]) != len(row["videos"]):
            yield "whose <video> tags are not as many as their videos"
        if row["split"] not in self.clips.get(row["clip_id"], ()):
            yield "whose clip is not in that split of meta/clips"

    def _partners(self, row: dict[str, Any]) -> None:
        """A row of one split that shows a clip of another is a leak of that clip."""
        for video in row["videos"]:
            splits = self.videos.get(video)
            if splits is not None and row["split"] not in splits:
                other = min(splits)
                what = f"row {row['id']} shows {video}"
                level = "error" if row["split_by"] == OURS else "warning"
                self.findings.append(Finding(level, "clip", what, (row["split"], other), (row["clip_id"], video)))

    def _fault(self, kind: str, what: str, row_id: str) -> None:
        count, ids = self.faults.get((kind, what), (0, ()))
        self.faults[kind, what] = (count + 1, ids if count >= _SHOWN else (*ids, row_id))


def _name(file: RowFile) -> str:
    return f"{file.config}/{file.path.name}"
