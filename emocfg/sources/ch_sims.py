"""CH-SIMS (Yu et al., ACL 2020): clips of Chinese films and shows, a sentiment of -1 to 1 in all and per channel.

``label.csv`` (version 1) or ``meta.csv`` (version 2), with or without a header, in UTF-8 or GB18030:
``video_id,clip_id,text,label,label_T,label_A,label_V,annotation,mode``. A clip_id is written ``1`` or ``0001``; the
video is ``Raw/video_0001/0001.mp4``, or named as the clip_id is written if such a video is there. Where both tables are
there, ``label.csv`` is read. The older layout of version 1 (``metadata/sentiment/label_M.csv`` and others) and the
feature files (pickles) are not read.

Unverified: that ``meta.csv`` has the same columns, words and folders; a file with others is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import UTF8_OR_CHINESE, Files, Row, extra_videos, fetch_file, once, read_csv, refuse_pickle
from .readers.mmsa import COLUMNS, LABELS, number_of, opinions, split_of

CARD = SourceCard(
    name="CH-SIMS",
    title="clips of Chinese films and shows with sentiment in all, of the words, of the voice and of the video",
    license="CH-SIMS (terms of the data not stated; the owners' code is MIT)",
    access="https://github.com/thuiar/MMSA: data linked from the README",
    citation="Yu et al., CH-SIMS: A Chinese Multimodal Sentiment Analysis Dataset with Fine-grained Annotation of "
    "Modality, ACL 2020",
    identity="unknown: every clip counts as its own person, though people may come again within a video",
    splits="the owners' three; a build reports the videos that they share",
    evidence="scores and splits of all 2,281 clips from code of others; columns and an example row from the owners' "
    "documentation; version 2 unverified",
)
EXPECTED = Expected({"train": 1368, "validation": 456, "test": 457}, (LABELS,), media="Raw/video_*/*.mp4")
EXPECTED_2 = Expected({"train": 2722, "validation": 647, "test": 1034}, ("meta.csv",), media="Raw/*/*.mp4")


@dataclass(frozen=True, slots=True)
class ChSims:
    """A copy of CH-SIMS, of either version."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CH-SIMS."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy of this version has."""
        second = self.files.first(*EXPECTED_2.files) and not self.files.first(*EXPECTED.files)
        return EXPECTED_2 if second else EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip."""
        rows = once(read_csv(self.files, self._table(), COLUMNS, header="maybe", encodings=UTF8_OR_CHINESE), _stem)
        held = frozenset(self.files.paths(".mp4", under="Raw"))
        known = set()
        for stem, row in rows.items():
            written = f"Raw/{row.text('video_id')}/{row.text('clip_id')}.mp4"
            file = written if written in held else f"Raw/{stem}.mp4"
            known.add(file)
            yield _clip(stem, row, file)
        more = next(iter(rows.values())).cells.keys() - set(COLUMNS) if rows else ()
        if more:
            yield Defect("unknown_columns", self._table(), f"columns that are not read: {', '.join(sorted(more))}")
        yield from extra_videos(self.files, known, under="Raw")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the clip's video."""
        fetch_file(self.files, clip, target)

    def _table(self) -> str:
        """The annotation file; what can be said of a copy without one is said."""
        known = (*EXPECTED.files, *EXPECTED_2.files)
        found = self.files.first(*known)
        if found is None:
            old = self.files.first(*(f"metadata/sentiment/label_{channel}.csv" for channel in "MTAV"))
            if old is not None:
                what = "this is the older layout of version 1, which is not read"
                raise EmoCfgError("E102", what, where=old, fix="get label.csv, which the README of thuiar/MMSA links")
            refuse_pickle(self.files, "**/*.pkl", f"write label.csv with the columns {','.join(COLUMNS)}")
        return found or self.files.require(*known)


def _clip(stem: str, row: Row, file: str) -> Annotated:
    clip_id = f"CH-SIMS/{stem}"
    clip = Clip(
        clip_id=clip_id,
        source="CH-SIMS",
        file=file,
        source_video=f"CH-SIMS/{row.text('video_id')}",
        subjects=(Subject("p1", clip_id),),
        split=split_of(row),
        tasks=("sentiment", "sentiment_fine"),
        license=CARD.license,
    )
    return Annotated(clip, opinions(row, clip_id, "ch-sims/score", "ch-sims/word", "ch-sims/text"))


def _stem(row: Row) -> str:
    """The clip's path below ``Raw``, the same for ``1`` and ``0001``."""
    return f"{row.name('video_id')}/{int(number_of(row)):04d}"
