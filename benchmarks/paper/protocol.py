"""``paper`` mode: the scores that upstream's evaluation gives, quirks included.

What the judge does not reply to (no reply in the file, a failed call, an empty reply, a refusal without a text) is what
upstream drops after its last attempt: wrong where the denominator is all rows (yes or no), absent elsewhere. Where
upstream crashes there is no score but the name of the error, and the others are what it gives when run for them alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from emocfg.llm import Reply

from ..model import Failed
from .files import FILES, PaperFile
from .judging import Ask, Judge, heard
from .prompts import Prompts
from .result import Line, Scores
from .rows import Row
from .rules import label_f1, read_reply
from .truth import Question, attributes_as_upstream


def score(
    method: str, files: Mapping[str, Sequence[Row]], truth: Sequence[Question], prompts: Prompts, judge: Judge
) -> Scores:
    """Score the files of one method.

    Args:
        method: its name; "" if there is one alone.
        files: rows by stem.
        truth: the ground truth of the questions; empty if they are not among the files.
        prompts: what the judge is asked, by stem.
        judge: who replies.
    """
    scores: dict[str, float | None] = {}
    errors: dict[str, str] = {}
    unanswered: dict[str, int] = {}
    lines: list[Line] = []
    for stem, rows in files.items():
        file = FILES[stem]
        try:
            keys = _keys(file, rows, truth)
        except (KeyError, IndexError) as crash:
            scores.update(dict.fromkeys(file.keys))
            errors.update(dict.fromkeys(file.keys, type(crash).__name__))
            lines += [_dropped(_line(method, file, row, ""), f"upstream ends with {crash!r}") for row in rows]
            continue
        found = _judged(method, file, rows, keys, prompts, judge)
        for key in file.keys:
            try:
                scores[key] = _mean(file, key, found)
            except ArithmeticError as crash:
                scores[key] = None
                errors[key] = type(crash).__name__
        if silent := sum(line.judge == "judge_error" for line in found):
            unanswered[stem] = silent
        lines += found
    return Scores(scores, errors, unanswered, tuple(lines))


def _keys(file: PaperFile, rows: Sequence[Row], truth: Sequence[Question]) -> list[str]:
    """The score each row goes into; "" for the six aspects, where it goes into all."""
    if file.kind == "qa":
        return [f"{file.stem}_{attribute}" for attribute in attributes_as_upstream(rows, truth)]
    return ["" if file.kind == "aspects" else file.stem] * len(rows)


def _judged(
    method: str, file: PaperFile, rows: Sequence[Row], keys: Sequence[str], prompts: Prompts, judge: Judge
) -> list[Line]:
    """The rows, judged; what upstream drops whatever the judge says is not asked."""
    lines: dict[int, Line] = {}
    asked: list[Row] = []
    for row, key in zip(rows, keys, strict=True):
        line = _line(method, file, row, key)
        if problem := _never_scored(file, row, key):
            line = _dropped(line, problem)
        else:
            asked.append(row)
        lines[row.line] = line
    asks = [Ask((method, file.stem, row.line), prompts[file.stem].fill(row)) for row in asked]
    for row, reply in zip(asked, judge.replies(asks), strict=True):
        lines[row.line] = _read(file, row, lines[row.line], reply)
    return list(lines.values())


def _never_scored(file: PaperFile, row: Row, key: str) -> str:
    """Why upstream gives a row no score, whatever the judge replies; "" if it does."""
    if key and key not in file.keys:
        return f"upstream has no score {key[:80]!r}"
    if file.kind == "labels":
        try:
            label_f1(file, row.labels, "none")
        except (AttributeError, TypeError) as crash:
            return f"upstream asks 50 times and drops the row: {type(crash).__name__}"
    return ""


def _read(file: PaperFile, row: Row, line: Line, reply: Reply | Failed) -> Line:
    text = heard(reply)
    if text is None:
        detail = reply.reason if isinstance(reply, Failed) else "an empty reply"
        return replace(line, judge="judge_error", detail=detail)
    line = replace(line, reply=text)
    try:
        reading = read_reply(file, row.labels, text)
    except ValueError as crash:
        return _dropped(line, f"upstream asks 50 times and drops the row: {type(crash).__name__}")
    read = tuple(str(value) for value in reading.values) if reading.understood else ()
    return replace(line, outcome="scored" if reading.understood else "unparsed", read=read, score=reading.values)


def _mean(file: PaperFile, key: str, lines: Sequence[Line]) -> float:
    """The score of a key: 100 yes / ALL rows, or the mean over the rows that have a number.

    Raises:
        ZeroDivisionError: there is none.
        OverflowError: the mean is beyond floating point.
    """
    place = file.keys.index(key) if file.kind == "aspects" else 0
    values = [line.score[place] for line in lines if line.score is not None and line.key in ("", key)]
    return 100 * sum(values) / len(lines) if file.kind == "yes_no" else sum(values) / len(values)


def _line(method: str, file: PaperFile, row: Row, key: str) -> Line:
    return Line(method, file.name, row.line, key, "judge_error")


def _dropped(line: Line, why: str) -> Line:
    return replace(line, detail=why)
