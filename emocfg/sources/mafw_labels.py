"""What MAFW's sheets and texts say beside its split lists: votes, codes, the mark ``invalid``, descriptions, gender.

All of them may be missing from a copy. What ``invalid`` (-1 in 2,431 rows) and the numbers of ``gender.txt`` mean is
not documented: both are kept as they are written.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from emocfg.core import EmoCfgError
from emocfg.schema import SPACES, Clip, Observation, Tally

from .protocol import Defect
from .readers import RESTORE, UTF8_OR_CHINESE, Faults, Files, Row, once, read_lines, read_sheet

VOTES, SINGLE, MULTI, TEXT, GENDER = SHEETS = (
    "Labels/annotation.xlsx",
    "Labels/single-set.xlsx",
    "Labels/multi-set.xlsx",
    "Labels/descriptive_text.xlsx",
    "Labels(auto)/gender.txt",
)
EMOTIONS = SPACES["emotion-11"].labels
"""The owners' names, in the order of their codes 1 to 11."""

_CODES = {str(code): name for code, name in enumerate(EMOTIONS, start=1)}
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """The descriptions of a video, Chinese and English, and where they are written."""

    where: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workbooks:
    """What the sheets say, by the video's number; empty where a sheet is not in the copy.

    Attributes:
        votes: rows of the votes.
        single: rows with a single label.
        multi: rows with several labels.
        texts: descriptions.
        gender: file and line, and what is written there.
    """

    votes: Mapping[str, Row]
    single: Mapping[str, Row]
    multi: Mapping[str, Row]
    texts: Mapping[str, Texts]
    gender: Mapping[str, tuple[str, str]]

    def check_label(self, kind: str, number: str, label: str, where: str, faults: Faults) -> None:
        """Compare a label of a split list with that of the sheets; E302 if they differ."""
        sheet, column = (self.single, "single_label") if kind == "single" else (self.multi, "multi_label")
        row = sheet.get(number)
        if row is None:
            if sheet and (kind == "single" or "_" in label):
                faults.add("not_in_sheet", where, f"clips have a {kind} label in the lists and none in their sheet")
            return
        names = {_CODES.get(part.strip(), part.strip()) for part in re.split("[,，]", row.text(column))}
        if names != set(label.split("_")):
            what = f"label {label} here, {column} {row.text(column)[:40]} at {row.where}"
            raise EmoCfgError("E302", what, where=where, fix="restore the owner's files")

    def check_listed(self, kind: str, numbers: Collection[str], faults: Faults) -> None:
        """Count the labels of the sheets whose video is in no list."""
        listed = set(numbers)
        for number, row in (self.single if kind == "single" else self.multi).items():
            if number not in listed:
                faults.add("not_in_folds", row.where, f"clips of the {kind} sheet are in no list and are left out")

    def left_out(self, known: Collection[str]) -> Iterator[Defect]:
        """Say how many videos were voted on but are in no list that was read."""
        count = len(self.votes.keys() - set(known))
        if count:
            yield Defect("no_label", VOTES, f"{count} clips have votes but are in none of the lists and are left out")

    def code(self, number: str) -> str:
        """The owners' code of a single label; "" where the sheet is not here or has names."""
        row = self.single.get(number)
        code = row.text("single_label") if row else ""
        return code if code in _CODES else ""

    def tally(self, number: str) -> tuple[Tally, ...]:
        """How many annotators chose each emotion, where the cells are counts."""
        row = self.votes.get(number)
        cells = _cells(row) if row else {}
        return tuple(Tally(name, int(cell)) for name, cell in cells.items()) if _counted(cells) else ()

    def facts(self, clip: Clip, texts: Mapping[str, Texts], faults: Faults) -> Iterator[Observation]:
        """Everything but the label: scores that are no counts, ``invalid``, descriptions, gender."""
        number = clip.source_video.rpartition("/")[2]
        row = self.votes.get(number)
        if row is not None:
            yield from _scores(clip.clip_id, row)
            yield _invalid(clip.clip_id, row, faults)
        told = [t for t in (self.texts.get(number), texts.get(number)) if t is not None]
        if len(told) == 2 and told[0].texts == told[1].texts:
            told.pop()
        elif len(told) == 2:
            faults.add("text_differs", told[1].where, f"clips have another text than in {TEXT}; both are kept")
        for text in told:
            for language, written in zip(_LANGUAGES, text.texts, strict=True):
                yield Observation(
                    *(clip.clip_id, "", "description", written, f"mafw/caption-{language}"),
                    missing="" if written else "not_annotated",
                    origin=text.where,
                )
        if number in self.gender:
            where, written = self.gender[number]
            yield Observation(clip.clip_id, "p1", "detail", written, "mafw/gender", origin=where)


def read_workbooks(files: Files) -> Workbooks:
    """Read the sheets that are in the copy.

    Raises:
        EmoCfgError: E301 a sheet without the owners' columns, E302 an unreadable cell, E304 a video twice.
    """
    votes = _sheet(files, VOTES, "invalid", votes=True)
    single, multi = _sheet(files, SINGLE, "single_label"), _sheet(files, MULTI, "multi_label")
    told = read_sheet(files, TEXT, ("clip", *_LANGUAGES), header=False) if files.first(TEXT) else ()
    texts = {
        number: Texts(row.where, tuple(row.text(language) for language in _LANGUAGES))
        for number, row in once(told, lambda row: _number(row, "clip")).items()
    }
    return Workbooks(votes, single, multi, texts, _genders(files))


def read_texts(files: Files, name: str) -> Iterator[tuple[str, str, Texts]]:
    """Number, label and descriptions of a list with captions: tabs between four cells, UTF-8 or GB18030."""
    for where, line in read_lines(files, name, UTF8_OR_CHINESE):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 4 or not re.fullmatch(r"[0-9]{5}\.mp4", cells[0]):
            fix = "a line with video, label, Chinese and English text, and tabs between them"
            raise EmoCfgError("E302", f"{line[:40]!r} is not a captioned clip", where=where, fix=fix)
        yield cells[0][:5], cells[1], Texts(where, (cells[2], cells[3]))


def _sheet(files: Files, name: str, column: str, *, votes: bool = False) -> dict[str, Row]:
    """The rows of a sheet by number; it must have a column, and with ``votes`` one for each emotion."""
    rows = list(read_sheet(files, name, None)) if files.first(name) else []
    if rows:
        cells = rows[0].cells
        missing = [] if column in cells else [column]
        letters = [_letters(name) for name in cells]
        missing += [emotion for emotion in EMOTIONS if votes and letters.count(emotion) != 1]
        if missing:
            what = f"header {', '.join(cells)[:120]!r} does not have {', '.join(missing)} once"
            raise EmoCfgError("E301", what, where=f"{name}:1", fix=RESTORE)
    return once(rows, lambda row: _number(row, "clip" if "clip" in row.cells else next(iter(row.cells))))


def _number(row: Row, column: str) -> str:
    """The five digits of a video, whether the cell has a name or a number."""
    digits = row.text(column).removesuffix(".mp4")
    if not re.fullmatch("[0-9]{1,5}", digits):
        raise row.unreadable(column, "a video such as 00001.mp4")
    return digits.zfill(5)


def _letters(column: str) -> str:
    return re.sub("[^a-z]", "", column.lower())


def _cells(row: Row) -> dict[str, str]:
    """Emotion to the cell of its votes."""
    columns = {_letters(column): column for column in row.cells}
    return {name: row.text(columns[name]) for name in EMOTIONS}


def _counted(cells: Mapping[str, str]) -> bool:
    return all(re.fullmatch("[0-9]{1,4}", cell) for cell in cells.values())


def _scores(clip_id: str, row: Row) -> Iterator[Observation]:
    """The votes of a row that are not all whole numbers: each is the score of its emotion."""
    cells = _cells(row)
    if _counted(cells):
        return
    columns = {_letters(column): column for column in row.cells}
    for name, cell in cells.items():
        value = row.number(columns[name]) if cell else None
        native, missing = (name, "") if cell else ("", "not_annotated")
        yield Observation(
            *(clip_id, "p1", "emotion_score", native, "mafw/emotion", name, value), missing=missing, origin=row.where
        )


def _invalid(clip_id: str, row: Row, faults: Faults) -> Observation:
    written = row.text("invalid")
    value = row.number("invalid") if written else None
    if value is not None and value != int(value):
        faults.add("odd_invalid", row.where, "cells of the column invalid are no whole number")
    missing = "" if written else "not_annotated"
    return Observation(clip_id, "p1", "quality", written, "mafw/invalid", "", value, missing=missing, origin=row.where)


def _genders(files: Files) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for where, line in read_lines(files, GENDER) if files.first(GENDER) else ():
        match = re.fullmatch(r"\s*([0-9]{5})(?:\.mp4)?\s*:\s*(\S+)\s*", line)
        if match is None:
            raise EmoCfgError("E302", f"{line[:40]!r} is not a gender", where=where, fix="a line such as `00019: 1`")
        if match[1] in found:
            what = f"{match[1]} is also at {found[match[1]][0]}"
            raise EmoCfgError("E304", what, where=where, fix=RESTORE)
        found[match[1]] = (where, match[2])
    return found
