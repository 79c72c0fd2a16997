"""Which attribute a question asks about: predictions do not say it, the ground-truth file does."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from emocfg.build.release.reading import raw_rows
from emocfg.build.release.rows import read_row
from emocfg.build.release.videos import locate
from emocfg.core import EmoCfgError, canonical

from .files import QUESTIONS
from .rows import Row

_PLACES = (f"{QUESTIONS.stem}/{QUESTIONS.name}", QUESTIONS.name, f"anno/{QUESTIONS.stem}/{QUESTIONS.name}")


class Asked(NamedTuple):
    """A row of the ground truth: the first message, the first video, the reference, and the attribute."""

    text: str
    video: str
    answer: str
    attribute: str


def truth_path(folder: Path) -> Path:
    """The ground truth of the questions below the annotation folder, in upstream's place or directly there; E102."""
    for place in _PLACES:
        if (folder / place).is_file():
            return folder / place
    raise EmoCfgError(
        "E102",
        f"no {_PLACES[0]}",
        where=f"--annotations {folder}",
        fix=f"the attributes of {QUESTIONS.name} stand in the ground-truth file of the same name; name its folder",
    )


def read_truth(path: Path) -> tuple[Asked, ...]:
    """The rows of the ground truth, JSON lines or one array; E302 and E303 for a row that cannot be used."""
    found = []
    for raw in raw_rows(path, str(path)):
        row = read_row(canonical.loads(raw.text, where=raw.where), where=raw.where)
        if "QA_" not in row.source or not row.videos:
            what = f"a row without a video, or whose source names no attribute behind QA_: {row.source[:80]!r}"
            raise EmoCfgError("E302", what, where=raw.where, fix="use the ground-truth file of the Emo-CFG release")
        found.append(Asked(row.messages[0].content, row.videos[0], row.answer, row.source.rpartition("QA_")[2]))
    return tuple(found)


def attributes_as_upstream(rows: Sequence[Row], truth: Sequence[Asked]) -> list[str]:
    """The attribute of each row by first message and path, letter by letter; of two with the same the last one wins.

    Raises:
        KeyError: a row is not in the ground truth, as when another machine's root is in its paths.
        IndexError: a row has no video.
    """
    table = {(asked.text, asked.video): asked.attribute for asked in truth}
    return [table[row.turns[0][1], row.videos[0]] for row in rows]


def attributes_of(rows: Sequence[Row], truth: Sequence[Asked]) -> list[str]:
    """The attribute of each row by question, clip and reference; where the videos lie on which machine is no matter.

    Where all three are the same, rows take the attributes in the order of the ground truth.

    Raises:
        EmoCfgError: E302 if a row is not in the ground truth.
    """
    table: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for asked in truth:
        table[asked.text, clip_of(asked.video), asked.answer].append(asked.attribute)
    taken: dict[tuple[str, str, str], int] = defaultdict(int)
    found = []
    for row in rows:
        key = (row.turns[0][1], clip_of(row.videos[0]) if row.videos else "", row.reference)
        if key not in table:
            what = "this question on this clip with this reference is not in the ground truth"
            raise EmoCfgError(
                "E302", what, where=row.where, fix="use the ground truth that the predictions were made on"
            )
        found.append(table[key][min(taken[key], len(table[key]) - 1)])
        taken[key] += 1
    return found


def clip_of(path: str) -> str:
    """The part of a path from ``videos/<source>/`` on; the whole path where it has no such part."""
    try:
        return locate(path, where="").path
    except EmoCfgError:
        return path
