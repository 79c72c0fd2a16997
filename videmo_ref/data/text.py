"""Rows of text alone, such as MAGPIE's (Xu et al. 2024), which VidEmo's training mixes into Emo-CFG.

The paper states neither how many of them nor where in the curriculum. Here they belong to no level of the affective
tree and are spread over the three evenly: each level gets its share of them in proportion to its lessons, so that at
any time of a training of strict stages the same share of what is seen is text. Which row comes where is drawn, because
such files are often sorted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, canonical, rng
from emocfg.schema import LEVELS

from .lessons import Lesson, Part, Question

TEXT_TASK = "text"
"""What stands for the task of text alone."""

_ROLES = ("user", "assistant")
_MARK = re.compile(r"<\|[a-z_]+\|>")
"""Tokens of the chat template and placeholders of videos: a text that says one would end its turn, or stand for pixels
that are not there."""


def read_text(path: Path) -> Iterator[Question]:
    """The chats of a JSON-lines file: ``{"messages": [{"role": "user", "content": ...}, {"role": "assistant", ...}]}``.

    Other keys of a row are left aside. The assistant's turn is learned.

    Raises:
        EmoCfgError: E102 no such file, E303 a line that is not JSON, E302 a row that is not one question and answer.
    """
    if not path.is_file():
        raise EmoCfgError("E102", "no such file of chats", where=str(path), fix="check data.text of the recipe")
    for number, row in canonical.read_lines(path):
        asked, answered = _turns(row, where=f"{path}:{number}")
        yield Question(f"{path.name}:{number}", TEXT_TASK, asked, (Part(answered, learned=True),))


def text_lessons(paths: Iterable[Path], levels: Sequence[str], seed: int) -> list[Lesson]:
    """The rows of some files as lessons, spread over the levels of other lessons.

    Args:
        paths: JSON-lines files.
        levels: of the lessons that they are mixed into.
        seed: of the draw.
    """
    questions = [question for path in paths for question in read_text(path)]
    counts = Counter(levels)
    ends = [
        round(len(questions) * sum(counts[own] for own in LEVELS[: i + 1]) / len(levels)) for i in range(len(LEVELS))
    ]
    places = [level for level, start, end in zip(LEVELS, [0, *ends], ends, strict=False) for _ in range(start, end)]
    rng("videmo/text", seed).shuffle(places)
    return [Lesson((), level, (question,)) for level, question in zip(places, questions, strict=True)]


def _turns(row: Any, where: str) -> tuple[str, str]:
    messages = row.get("messages") if isinstance(row, dict) else None
    turns = messages if isinstance(messages, list) else []
    said = [(turn.get("role"), turn.get("content")) for turn in turns if isinstance(turn, dict)]
    if len(said) != len(turns) or tuple(role for role, _ in said) != _ROLES:
        raise _unusable("not one turn of the user and one of the assistant", where)
    asked, answered = (content for _, content in said)
    if not isinstance(asked, str) or not isinstance(answered, str) or not asked.strip() or not answered.strip():
        raise _unusable("a turn that is no text, or empty", where)
    if mark := _MARK.search(asked + "\n" + answered):
        raise _unusable(f"a turn says {mark.group()}, which is a token of the chat itself", where)
    return asked, answered


def _unusable(what: str, where: str) -> EmoCfgError:
    fix = '{"messages": [{"role": "user", "content": "..."}, {"role": "assistant", "content": "..."}]}'
    return EmoCfgError("E302", what, where=where, fix=fix)
