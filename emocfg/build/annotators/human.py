"""The annotator ``human``: a JSON-lines file that people filled in.

One object a line: ``{"clip_id": ..., "task": ..., "answer": ..., "author": ...}``, with ``question`` and ``rationale``
where they are given. Without a question the templates' is used. The answer of a task with options names them,
separated by commas. A file is read as a whole when it is opened, and every fault is an error with its line.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from emocfg.check.models import Stills
from emocfg.core import EmoCfgError, canonical
from emocfg.schema import TASKS, display
from emocfg.sources import Defect

from ..compose.cases import Case, Draft
from ..compose.questions import QUESTIONS, ask
from ..compose.rows import COMPOSERS
from .drafts import written
from .facts import affect
from .protocol import Writing
from .scribe import unfit

NAME = "human"
_NEEDED, _ALLOWED = {"clip_id", "task", "answer", "author"}, {"question", "rationale"}
_LONGEST_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file."""

    where: str
    clip_id: str
    task: str
    question: str
    answer: str
    rationale: str
    author: str


@dataclass(frozen=True, slots=True)
class HumanAnnotator:
    """What people wrote, by clip. Made by :func:`read_human`.

    Attributes:
        rows: the lines of the file, by clip.
    """

    rows: dict[str, tuple[Row, ...]] = field(repr=False)

    @property
    def name(self) -> str:
        """``human``."""
        return NAME

    @property
    def version(self) -> str:
        """Empty: every row names its author instead."""
        return ""

    @property
    def covers(self) -> frozenset[str]:
        """The tasks in the file."""
        return frozenset(row.task for rows in self.rows.values() for row in rows)

    def write(self, case: Case, stills: Stills) -> tuple[Writing, ...]:
        """The rows on one clip.

        Raises:
            EmoCfgError: E302 for an answer that names no option, or a task that the clip has no question for.
        """
        written_: list[Writing] = []
        for row in self.rows.get(case.clip.clip_id, ()):
            number = sum(writing.task == row.task for writing in written_) + 1
            written_.append(_writing(case, row, "" if number == 1 else str(number)))
        return tuple(written_)

    def unknown(self, clip_ids: Collection[str]) -> tuple[Defect, ...]:
        """The lines on clips that are not among these: left out, and told.

        Args:
            clip_ids: the clips of the dataset.
        """
        strangers: Iterable[Row] = (row for rows in self.rows.values() for row in rows if row.clip_id not in clip_ids)
        return tuple(
            Defect("unknown_clip", row.where, f"no clip {row.clip_id[:200]!r} in this dataset", source=NAME)
            for row in strangers
        )


def read_human(path: Path) -> HumanAnnotator:
    """Read a file.

    Raises:
        EmoCfgError: E102 no such file, E301 a line that is not an object with the keys above, E302 a value that cannot
            be used, E303 not JSON, E304 two lines on one clip, task and question.
    """
    if not path.is_file():
        raise EmoCfgError("E102", "no such file", where=f"human:{path}", fix="check the path")
    rows: dict[str, list[Row]] = {}
    seen: dict[tuple[str, str, str], str] = {}
    for number, line in canonical.read_lines(path):
        row = _row(line, f"{path.name}:{number}")
        key = (row.clip_id, row.task, row.question)
        if key in seen:
            what = f"{row.task} of {row.clip_id[:200]!r} is also in {seen[key]}"
            raise EmoCfgError("E304", what, where=row.where, fix="keep one of the lines, or give each its question")
        seen[key] = row.where
        rows.setdefault(row.clip_id, []).append(row)
    return HumanAnnotator({clip_id: tuple(lines) for clip_id, lines in rows.items()})


def _row(line: object, where: str) -> Row:
    if not isinstance(line, dict) or not _NEEDED <= line.keys() <= _NEEDED | _ALLOWED:
        keys = f"the keys {', '.join(sorted(_NEEDED))}, and {', '.join(sorted(_ALLOWED))} where there are any"
        raise EmoCfgError("E301", "not a line of a file of human annotation", where=where, fix=f"an object with {keys}")
    for key, value in line.items():
        wrong = "not a text" if not isinstance(value, str) else unfit(value)
        if key in ("clip_id", "author") and not wrong and (not value.isprintable() or len(value) > _LONGEST_AUTHOR):
            wrong = "not a name"
        if wrong:
            raise _bad(where, f"{key} is {wrong}", "correct the line")
    if line["task"] not in TASKS:
        raise _bad(where, f"no task {line['task'][:80]!r}", f"one of {', '.join(TASKS)}")
    if line["task"] == "open_attribute":
        raise _bad(where, "which of the attributes is meant is not said", "give it as qa, with its question")
    if line["task"] == "qa" and "question" not in line:
        raise _bad(where, "qa without its question", "give the question")
    texts = {key: line.get(key, "").strip() for key in (*sorted(_NEEDED), *sorted(_ALLOWED))}
    return Row(where=where, **texts)


def _writing(case: Case, row: Row, suffix: str) -> Writing:
    """The row as a writing: closed answers become labels, a rationale concludes with the owner's label."""
    closed = TASKS[row.task].kind != "open"
    draft = next(iter(COMPOSERS[row.task](case)), None) if closed and row.task in case.clip.tasks else None
    if closed and draft is None:
        raise _bad(row.where, f"the annotation of {row.clip_id} supports no {row.task}", "leave the line out")
    if draft is None:
        draft = Draft(row.question or ask(QUESTIONS[row.task], case.draws(row.task, "question"), who=case.who), "")
    labels = _labels(row, draft) if closed else ()
    rationale = row.rationale
    if row.task == "rationale":
        felt = affect(case)
        labels, rationale = () if felt is None else felt.labels, row.rationale or row.answer
    plain = written(case, row.task, draft, generator=NAME, version=row.author, prompt_sha256="")
    return replace(
        plain,
        suffix=suffix,
        question=row.question or draft.question,
        answer=", ".join(map(display, labels)) or "none" if closed else row.answer,
        labels=labels,
        rationale=rationale,
    )


def _labels(row: Row, draft: Draft) -> tuple[str, ...]:
    """The options that an answer names, in the order of the space; "none" names none of several."""
    names = {display(option).casefold(): option for option in draft.options}
    names |= {option.casefold(): option for option in draft.options}
    several = TASKS[row.task].kind == "multi"
    given = [part.strip().casefold() for part in row.answer.split(",")]
    if several and given == ["none"]:
        return ()
    if any(part not in names for part in given) or (len(given) > 1 and not several):
        raise _bad(
            row.where,
            f"{row.answer[:80]!r} is not an answer to {row.task}",
            f"{'any' if several else 'one'} of {', '.join(sorted(draft.options))}",
        )
    return tuple(sorted({names[part] for part in given}))


def _bad(where: str, what: str, fix: str) -> EmoCfgError:
    return EmoCfgError("E302", what, where=where, fix=fix)
