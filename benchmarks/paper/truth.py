"""Which attribute a question asks about: predictions do not say it, the ground-truth file does."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from emocfg.build.release.reading import raw_rows
from emocfg.build.release.videos import locate
from emocfg.core import EmoCfgError, canonical

from .files import QUESTIONS
from .rows import Row, is_turn, without_tags

_PLACES = (f"{QUESTIONS.stem}/{QUESTIONS.name}", QUESTIONS.name, f"anno/{QUESTIONS.stem}/{QUESTIONS.name}")


class Question(NamedTuple):
    """A row of the ground truth.

    Attributes:
        text: the first message.
        video: the first video.
        asked: the user's question, without the tags of videos.
        answer: the assistant's answer; "" if the row has none.
        attribute: what stands behind ``QA_`` in its source.
    """

    text: str
    video: str
    asked: str
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


def read_truth(path: Path) -> tuple[Question, ...]:
    """The rows of the ground truth, JSON lines or one array; E302 and E303 for a row that cannot be used."""
    return tuple(_question(canonical.loads(raw.text, where=raw.where), raw.where) for raw in raw_rows(path, str(path)))


def attributes_as_upstream(rows: Sequence[Row], truth: Sequence[Question]) -> list[str]:
    """The attribute of each row by first message and path, letter by letter; of two with the same the last one wins.

    Raises:
        KeyError: a row is not in the ground truth, as when another machine's root is in its paths.
        IndexError: a row has no video.
    """
    table = {(asked.text, asked.video): asked.attribute for asked in truth}
    return [table[row.turns[0][1], row.videos[0]] for row in rows]


def attributes_of(rows: Sequence[Row], truth: Sequence[Question]) -> list[str]:
    """The attribute of each row by question, clip and reference; where the videos lie on which machine is no matter.

    Where all three are the same, rows take the attributes in the order of the ground truth.

    Raises:
        EmoCfgError: E302 if a row is not in the ground truth, or could be several rows of it.
    """
    table: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for known in truth:
        table[known.asked, clip_of(known.video)].append(known)
    taken: Counter[tuple[str, str, str]] = Counter()
    found = []
    for row in rows:
        place = (row.question, clip_of(row.videos[0]) if row.videos else "")
        same = [known.attribute for known in table[place] if known.answer == row.reference]
        names = same or list(dict.fromkeys(known.attribute for known in table[place]))
        if not names or (not same and len(names) > 1):
            what = f"{len(names) or 'no'} attributes in the ground truth for this question on this clip"
            raise EmoCfgError(
                "E302", what, where=row.where, fix="use the ground truth that the predictions were made on"
            )
        turn = taken[*place, row.reference]
        found.append(names[min(turn, len(names) - 1)])
        taken[*place, row.reference] += 1
    return found


def clip_of(path: str) -> str:
    """The part of a path from ``videos/<source>/`` on; the whole path where it has no such part."""
    try:
        return locate(path, where="").path
    except EmoCfgError:
        return path


def _question(value: object, where: str) -> Question:
    match value:
        case {"messages": [{"content": str(text)}, *_] as turns, "videos": [str(video), *_], "source": str(source)}:
            said = {turn["role"]: turn["content"] for turn in reversed(turns) if is_turn(turn)}
            if "QA_" in source and "user" in said:
                answer = said.get("assistant", "")
                return Question(text, video, without_tags(said["user"]), answer, source.rpartition("QA_")[2])
    what = "a row without a question, a video, or a source that names an attribute behind QA_"
    raise EmoCfgError("E302", what, where=where, fix="use the ground-truth file of the Emo-CFG release")
