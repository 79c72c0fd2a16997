"""CASME II (Yan et al., PLoS ONE 2014): micro-expressions at 200 frames a second, with onset, apex, offset and units.

``CASME2-coding-20140508.xlsx`` (9 columns), ``-20190701`` (adds objective classes) or ``-updated``. A clip is the
stretch from onset to offset of a take, whose frames lie in ``CASME2_RAW_selected/subNN/<take>/imgN.jpg``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.schema import Clip, Observation

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Coding, Files, Row, left_open, once, read_sheet, require_subject, subject_of

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
OBJECTIVE = "Objective Classes"
CODING = Coding(
    CARD,
    {"onset": "OnsetFrame", "apex": "ApexFrame", "offset": "OffsetFrame"},
    units="Action Units",
    scheme="casme2/frame",
    fps=200,
)


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
        """What a complete copy has, by the workbook that is read."""
        return EXPECTED if self.files.first(*FILES) != FILES[2] else Expected({"clips": 256}, FILES[2:], EXPECTED.media)

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every coded micro-expression."""
        rows = list(read_sheet(self.files, self.files.require(*FILES), COLUMNS))
        require_subject("casme2", self.fold, {subject_of(row) for row in rows})
        for take, row in once(rows, lambda row: f"sub{subject_of(row)}/{row.name('Filename')}").items():
            yield from CODING.defects(row)
            yield self._clip(row, take)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Encode the frames from onset to offset."""
        CODING.fetch(self.files, clip, clip.file.removesuffix(".mp4"), target)

    def _clip(self, row: Row, take: str) -> Annotated:
        clip = CODING.clip(
            row,
            take,
            file=f"CASME2_RAW_selected/{take}.mp4",
            recording=take,
            subject=subject_of(row),
            held_out=self.fold,
            tasks=("micro_expression", "rationale"),
        )

        def said(aspect: str, column: str, scheme: str, missing: str = "") -> Observation:
            return Observation(clip.clip_id, "p1", aspect, row.text(column), scheme, missing=missing, origin=row.where)

        seen = [said("micro", "Estimated Emotion", "casme2/emotion")]
        if OBJECTIVE in row.cells:
            blank = left_open(row, OBJECTIVE)
            if not blank and not 1 <= row.integer(OBJECTIVE) <= 7:
                raise row.unreadable(OBJECTIVE, "a class from 1 to 7")
            seen.append(said("emotion_other", OBJECTIVE, "casme2/objective", "not_annotated" if blank else ""))
        return Annotated(clip, (*seen, *CODING.observe(row, clip)))
