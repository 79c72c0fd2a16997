r"""CASME (Yan et al., FG 2013): micro-expressions at 60 frames a second, with onset, two apexes, offset and units.

``CASME-coded-20190721.xls``, or the older ``casme.xlsx`` where it has the same columns. A clip is the stretch from
onset to offset of a take, whose frames lie in ``CASME_raw_selected/subNN/<take>/<take>-N.jpg``, N padded with zeros in
the folders of some subjects only. ``\`` in ``ApexF2`` says that there is no second apex. ``Onset(ms)`` and
``Total(ms)`` count first and last frame: 73 to 81 is 150 ms.

Unverified: the columns of ``casme.xlsx``, and the words for emotions beyond tense, happiness and repression, which are
those of the paper. The owners' frames are known to be wrong in some rows; a row that contradicts itself is a defect.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.schema import Clip, Observation

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import Coding, Files, Row, left_open, once, read_sheet, require_subject, subject_of

CARD = SourceCard(
    name="CASME",
    title="spontaneous micro-expressions at 60 frames a second",
    license="CASME licence agreement (academic use)",
    access="http://casme.psych.ac.cn/casme/e1: signed licence agreement",
    citation="Yan et al., CASME Database: A Dataset of Spontaneous Micro-Expressions Collected From Neutralized Faces, "
    "FG 2013",
    gate="agreement",
    terms="academic use by those who signed; the recordings may not be passed on",
    identity="the subject",
    splits="none official: ours, subject-disjoint; fold is the subject, for leave-one-subject-out; option fold = '05'",
    evidence="columns and four rows from a public notebook, folders from code of others; the whole vocabulary and "
    "casme.xlsx unverified",
)
FILES = ("CASME-coded-20190721.xls", "casme.xlsx")
EXPECTED = Expected({"clips": 193}, FILES[:1], media="CASME_raw_selected/sub01/EP01_12/EP01_12-73.jpg")
COLUMNS = (
    *("Subject", "Filename", "", "OnsetF", "ApexF1", "ApexF2", "OffsetF", ""),
    *("Onset(ms)", "Total(ms)", "AU", "Emotion"),
)
FPS = 60
CODING = Coding(
    CARD,
    {"onset": "OnsetF", "apex1": "ApexF1", "apex2": "ApexF2", "offset": "OffsetF"},
    units="AU",
    scheme="casme/frame",
    fps=FPS,
)


@dataclass(frozen=True, slots=True)
class Casme:
    """A copy of CASME.

    Args:
        files: the copy.
        fold: the subject that is left out for testing, as in the folder's name; "" for a subject-disjoint split of
            ours.
    """

    files: Files
    fold: str = ""

    def describe(self) -> SourceCard:
        """The facts of CASME."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has, by the workbook that is read."""
        return EXPECTED if self.files.first(*FILES) != FILES[1] else Expected({"clips": 189}, FILES[1:], EXPECTED.media)

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every coded micro-expression."""
        rows = list(read_sheet(self.files, self.files.require(*FILES), COLUMNS))
        require_subject("casme", self.fold, {subject_of(row) for row in rows})
        for take, row in once(rows, lambda row: f"sub{subject_of(row)}/{row.name('Filename')}").items():
            clip = self._clip(row, take)
            yield from CODING.defects(row)
            yield from _time_defects(row, clip)
            yield Annotated(clip, tuple(_observations(row, clip)))

    def fetch(self, clip: Clip, target: Path) -> None:
        """Encode the frames from onset to offset."""
        CODING.fetch(self.files, clip, clip.file.removesuffix(".mp4"), target)

    def _clip(self, row: Row, take: str) -> Clip:
        return CODING.clip(
            row,
            take,
            file=f"CASME_raw_selected/{take}.mp4",
            recording=take,
            subject=subject_of(row),
            held_out=self.fold,
            tasks=("micro_expression", "rationale"),
        )


def _observations(row: Row, clip: Clip) -> Iterator[Observation]:
    """The class, the frames, the units, and the two times: how long until the apex is over, how long in all."""
    yield Observation(clip.clip_id, "p1", "micro", row.text("Emotion"), "casme/emotion", origin=row.where)
    yield from CODING.observe(row, clip)
    for column, scheme in (("Onset(ms)", "casme/onset-ms"), ("Total(ms)", "casme/total-ms")):
        value = _seconds(row, column)
        missing = "not_annotated" if value is None else ""
        yield Observation(
            clip.clip_id, "p1", "duration", row.text(column), scheme, "", value, missing=missing, origin=row.where
        )


def _time_defects(row: Row, clip: Clip) -> Iterator[Defect]:
    """The whole time is there twice, in frames and in milliseconds: one of them is wrong where they differ."""
    stated = _seconds(row, "Total(ms)")
    if stated is not None and clip.start is not None and clip.end is not None:
        counted = clip.end - clip.start + 1 / FPS
        if abs(counted - stated) > 1.5 / FPS:
            what = f"the frames last {1000 * counted:.0f} ms, Total(ms) is {row.text('Total(ms)')}"
            yield Defect("times_differ", row.where, what)


def _seconds(row: Row, column: str) -> float | None:
    return None if left_open(row, column) else round(row.number(column) / 1000, 4)
