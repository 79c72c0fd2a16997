"""CAS(ME)^2 (Qu et al., TAC 2018): macro- and micro-expressions in long recordings at 30 frames a second.

``CAS(ME)^2code_final(Updated).xlsx`` has no header. Sheet 1 has the codes (nine columns), sheet 2 says which number is
which subject (1 is ``s15``), sheet 3 which name is which video (``anger1`` is ``0401girlcrashing``). A clip is the
stretch from onset to offset of a recording, whose frames lie in ``rawpic/s15/15_0401girlcrashing/img*.jpg``; where
sheet 3 has the four digits alone, the one folder that begins with ``15_0401`` is taken. Each expression is a clip of
its own file, as recordings hold several.

An offset or apex of 0 says that it was not annotated. Without an offset nobody can cut the clip: its annotation is
kept, it gives no rows, and a build with videos lists it with the reason. Micro-expressions have one of four coarse
classes; for macro-expressions the same words, like the subjects' own reports, are no class of a micro-expression.

Unverified: which columns of sheets 2 and 3 hold the two sides of the maps; they are told apart by what is in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import RESTORE, Coding, Files, Row, once, read_sheet, require_subject

CARD = SourceCard(
    name="CAS(ME)2",
    title="macro- and micro-expressions of 22 people in long recordings",
    license="CAS(ME)^2 licence agreement (academic use)",
    access="http://casme.psych.ac.cn/casme/e3: signed licence agreement",
    citation="Qu et al., CAS(ME)^2: A Database for Spontaneous Macro-expression and Micro-expression Spotting and "
    "Recognition, TAC 2018",
    gate="agreement",
    terms="academic use by those who signed; the recordings may not be passed on",
    identity="the subject",
    splits="none official: ours, subject-disjoint; fold is the subject, for leave-one-subject-out; option fold = '15'",
    evidence="the 357 rows of sheet 1 as a public CSV export; sheets 2 and 3 and the folders from code of others",
)
FILE = "CAS(ME)^2code_final(Updated).xlsx"
EXPECTED = Expected(
    {
        "clips": 357,
        "identities": 22,
        "expression_type=macro-expression": 300,
        "expression_type=micro-expression": 57,
    },
    (FILE,),
    media="rawpic/s15/15_0401girlcrashing/img*.jpg",
)
COLUMNS = ("subject", "name", "onset", "apex", "offset", "units", "emotion", "type", "self-report")
CODING = Coding(
    CARD,
    {"onset": "onset", "apex": "apex", "offset": "offset"},
    units="units",
    scheme="cas-me-2/frame",
    fps=30,
)
TASKS = {"micro-expression": ("micro_expression", "rationale"), "macro-expression": ("action_units",)}
_SUBJECT = re.compile(r"s([0-9]{1,2})\Z")
_VIDEO = re.compile(r"[0-9]{3,4}[^/\\]*\Z")
_EXPRESSION = re.compile(r"(.+)_[0-9]+\Z")


@dataclass(frozen=True, slots=True)
class CasmeSquared:
    """A copy of CAS(ME)^2.

    Args:
        files: the copy.
        fold: the subject that is left out for testing, as in the folder's name; "" for a subject-disjoint split of
            ours.
    """

    files: Files
    fold: str = ""

    def describe(self) -> SourceCard:
        """The facts of CAS(ME)^2."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every coded expression."""
        name = self.files.require(FILE)
        rows = list(read_sheet(self.files, name, COLUMNS, header=False))
        subjects = self._map(name, 1, {row.text("subject") for row in rows}, _SUBJECT)
        videos = self._map(name, 2, {_video(row) for row in rows}, _VIDEO)

        def subject(row: Row) -> str:
            return _look_up(row, "subject", row.text("subject"), subjects).removeprefix("s")

        require_subject("casme-squared", self.fold, {subject(row) for row in rows})
        for expression, row in once(rows, lambda row: f"s{subject(row)}/{row.text('name')}").items():
            yield from CODING.defects(row)
            if row.text("self-report") == "happyiness":
                yield Defect("misspelt_label", row.where, "happyiness is a slip of the owner's for happiness")
            yield self._clip(row, expression, subject(row), _look_up(row, "name", _video(row), videos))

    def fetch(self, clip: Clip, target: Path) -> None:
        """Encode the frames from onset to offset."""
        CODING.fetch(self.files, clip, self._folder(str(PurePosixPath(clip.file).parent)), target)

    def _clip(self, row: Row, expression: str, subject: str, video: str) -> Annotated:
        kind = row.text("type")
        if kind not in TASKS:
            raise row.unreadable("type", " or ".join(TASKS))
        clip = CODING.clip(
            row,
            expression,
            file=f"rawpic/s{subject}/{subject}_{video.zfill(4)}/{row.text('name')}.mp4",
            recording=f"s{subject}/{_video(row)}",
            subject=subject,
            held_out=self.fold,
            tasks=TASKS[kind],
        )

        def said(aspect: str, column: str, scheme: str) -> Observation:
            return Observation(clip.clip_id, "p1", aspect, row.text(column), scheme, origin=row.where)

        shown = "micro" if kind == "micro-expression" else "emotion_other"
        seen = (
            said(shown, "emotion", "cas-me-2/emotion"),
            said("expression_type", "type", "cas-me-2/type"),
            said("emotion_other", "self-report", "cas-me-2/self-report"),
        )
        return Annotated(clip, (*seen, *CODING.observe(row, clip)))

    def _folder(self, named: str) -> str:
        """The folder of frames: as named, or the only one that begins so where four digits are all that is known."""
        home = self.files.path(named, where=named)
        if not home.is_dir() and re.search(r"_[0-9]{4}\Z", named) and home.parent.is_dir():
            longer = [entry.name for entry in home.parent.iterdir() if entry.name.startswith(home.name)]
            if len(longer) == 1:
                return str(PurePosixPath(named).with_name(longer[0]))
        return named

    def _map(self, name: str, sheet: int, keys: set[str], form: re.Pattern[str]) -> dict[str, str]:
        """One of the two maps: values have a form of their own, keys are in the column that has most of those wanted.

        Raises:
            EmoCfgError: E304 a key with two values, E301 two columns that could be the keys and say different things.
        """
        maps: dict[str, dict[str, str]] = {}
        for row in read_sheet(self.files, name, ("1", "2", "3", "4"), sheet=sheet, header=False):
            values = [cell for cell in row.cells.values() if form.match(cell)]
            for column, cell in row.cells.items():
                if len(values) == 1 and cell in keys:
                    value = maps.setdefault(column, {}).setdefault(cell, values[0])
                    if value != values[0]:
                        what = f"sheet {sheet + 1} calls {cell!r} both {value!r} and {values[0]!r}"
                        raise EmoCfgError("E304", what, where=row.where, fix=RESTORE)
        best = max(maps.values(), key=len, default={})
        if any(other != best for other in maps.values() if len(other) == len(best)):
            what = f"columns {' and '.join(maps)} of sheet {sheet + 1} say different things"
            raise EmoCfgError("E301", what, where=name, fix=RESTORE)
        return best


def _video(row: Row) -> str:
    match = _EXPRESSION.match(row.name("name"))
    if match is None:
        raise row.unreadable("name", "a video and a number, such as anger1_1")
    return match[1]


def _look_up(row: Row, column: str, key: str, table: dict[str, str]) -> str:
    if key not in table:
        raise row.unreadable(column, "one that sheets 2 and 3 explain")
    return table[key]
