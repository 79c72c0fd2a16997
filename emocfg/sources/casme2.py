"""CASME II (Yan et al., PLoS ONE 2014): micro-expressions at 200 frames a second, with onset, apex, offset and units.

``CASME2-coding-20140508.xlsx`` (9 columns), ``-20190701`` (adds objective classes) or ``-updated``. A clip is the
stretch from onset to offset of a take, whose frames lie in ``CASME2_RAW_selected/subNN/<take>/imgN.jpg``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Files, Row, fetch_frames, phases, read_sheet, stretch, units

CARD = SourceCard(
    name="CASME2",
    title="spontaneous micro-expressions of 26 people at 200 frames a second",
    license="CASME II licence agreement (academic use)",
    access="http://casme.psych.ac.cn/casme/e2: signed licence agreement",
    citation="Yan et al., CASME II: An Improved Spontaneous Micro-Expression Database, PLoS ONE 2014",
    gate="agreement",
    terms="academic use by those who signed; the recordings may not be passed on",
    identity="the subject",
    splits="none official: ours, subject-disjoint; fold is the subject, for leave-one-subject-out; option fold = '05'",
    evidence="the owners' file of 2019 (255 rows) as a copy; the updated file from code of others",
)
FILES = ("CASME2-coding-20190701.xlsx", "CASME2-coding-20140508.xlsx", "CASME2-coding-updated.xlsx")
EXPECTED = Expected({"clips": 255, "identities": 26}, FILES[:1], media="CASME2_RAW_selected/sub01/EP02_01f/img46.jpg")
COLUMNS = (
    *("Subject", "Filename", "", "OnsetFrame", "ApexFrame", "OffsetFrame", "", "Action Units", "Estimated Emotion"),
)
FPS = 200


@dataclass(frozen=True, slots=True)
class Casme2:
    """A copy of CASME II.

    Args:
        files: the copy.
        fold: the subject that is left out for testing; "" for a subject-disjoint split of ours.
    """

    files: Files
    fold: str = ""

    def describe(self) -> SourceCard:
        """The facts of CASME II."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every coded micro-expression."""
        rows = list(read_sheet(self.files, self.files.require(*FILES), COLUMNS))
        subjects = {row.text("Subject") for row in rows}
        if self.fold and self.fold not in subjects:
            fix = f"one of {', '.join(sorted(subjects))}"
            raise EmoCfgError("E202", f"fold = {self.fold!r} is no subject", where="source casme2", fix=fix)
        seen: dict[str, str] = {}
        for row in rows:
            take = f"sub{row.text('Subject')}/{row.text('Filename')}"
            if take in seen:
                raise EmoCfgError("E304", f"{take} is also at {seen[take]}", where=row.where, fix="restore the file")
            seen[take] = row.where
            yield self._clip(row, take)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Encode the frames from onset to offset."""
        folder = clip.file.removesuffix(".mp4")
        first, last = (None if t is None else round(t * FPS) for t in (clip.start, clip.end))
        fetch_frames(self.files, folder, target, fps=FPS, first=first, last=last)

    def _clip(self, row: Row, take: str) -> Annotated:
        clip_id = f"CASME2/{take}"
        start, end = stretch(row, "OnsetFrame", "OffsetFrame", fps=FPS)
        subject = row.text("Subject")
        clip = Clip(
            clip_id=clip_id,
            source="CASME2",
            file=f"CASME2_RAW_selected/{take}.mp4",
            source_video=clip_id,
            subjects=(Subject("p1", f"CASME2/sub{subject}"),),
            split="" if not self.fold else "test" if subject == self.fold else "train",
            tasks=("micro_expression", "rationale"),
            license=CARD.license,
            start=start,
            end=end,
            split_by=f"loso {self.fold}" if self.fold else "",
            fold=subject,
        )
        label = row.text("Estimated Emotion")
        seen = [Observation(clip_id, "p1", "micro", label, "casme2/emotion", origin=row.where)]
        if row.cells.get("Objective Classes"):
            seen.append(
                Observation(
                    clip_id, "p1", "emotion_other", row.text("Objective Classes"), "casme2/objective", origin=row.where
                )
            )
        marks = {"onset": "OnsetFrame", "apex": "ApexFrame", "offset": "OffsetFrame"}
        seen += phases(row, clip_id, marks, "casme2/frame", fps=FPS)
        seen += units(row, clip_id, "Action Units", duration=None if end is None or start is None else end - start)
        return Annotated(clip, tuple(seen))
