"""``standard`` mode: the same files with the field's metrics. Every row counts, and closed answers need no judge.

Closed answers are read by the deterministic parser, against the labels of the file: one of our label spaces where the
references are all in it, else the file's own. Open answers get the F1 of the typed claims in answer and reference, as
far as the reference says something that the reader of captions knows; with a judge, its score of 0 to 100 stands
beside.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from emocfg.build.release.names import OFFICIAL

from ..scoring import score_json, score_task
from .files import FILES
from .judging import Judge
from .reading import Marked, marked
from .result import Line, Scores
from .rows import Row
from .truth import Question
from .verdicts import summary, with_verdicts


def score(method: str, files: Mapping[str, Sequence[Row]], truth: Sequence[Question], judge: Judge | None) -> Scores:
    """Score the files of one method; ``scores`` are 100 times the headline metric of the task.

    Args:
        method: its name; "" if there is one alone.
        files: rows by stem.
        truth: the ground truth of the questions; empty if they are not among the files.
        judge: who scores open answers too; None for nobody.
    """
    scores: dict[str, float | None] = {}
    metrics: dict[str, Any] = {}
    judged: dict[str, Any] = {}
    unanswered: dict[str, int] = {}
    lines: list[Line] = []
    for stem, rows in files.items():
        file = FILES[stem]
        entries = marked(file, rows, truth)
        found = [_line(method, file.name, entry) for entry in entries]
        # Nobody but a judge can tell the six aspects of a caption apart: the rule gives one score.
        keys = file.keys if file.kind == "qa" else (stem,)
        if judge is not None and not OFFICIAL[stem].spaces:
            found = with_verdicts(stem, rows, found, judge)
            judged |= {key: summary([line for line in found if line.key == key]) for key in keys}
            if silent := sum(line.judge == "judge_error" for line in found):
                unanswered[stem] = silent
        for key in keys:
            records = [entry.record for entry in entries if entry.key == key and entry.record]
            unread = sum(entry.key == key and entry.record is None for entry in entries)
            measured = score_json(score_task(records[0].task, records)) if records else {}
            metrics[key] = measured | {"unread_references": unread}
            scores[key] = 100 * measured["score"] if records else None
        lines += found
    beside = {"metrics": metrics} | ({"judged": judged} if judge is not None else {})
    return Scores(scores, {}, unanswered, tuple(lines), beside)


def _line(method: str, name: str, entry: Marked) -> Line:
    record = entry.record
    if record is None:
        detail = "the reference says nothing that the rule can compare"
        return Line(method, name, entry.row.line, entry.key, "unparsed", detail=detail)
    number = entry.row.line
    return Line(
        method, name, number, entry.key, record.outcome, record.predicted, (100 * record.score,), detail=record.detail
    )
