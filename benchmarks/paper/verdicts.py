"""A judge's score of open answers in ``standard`` mode: a whole number from 0 to 100 in JSON, or ``judge_error``."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from emocfg.core import EmoCfgError, canonical
from emocfg.llm import GUARD, Reply, nonce_for, object_of, quote, read_json

from ..final import MAX_ANSWER
from ..model import Failed
from .judging import Ask, Judge
from .prompts import verdict_text
from .result import Line
from .rows import Row

SCHEMA = canonical.dumps(object_of({"score": {"type": "integer", "minimum": 0, "maximum": 100}}))
"""The verdict. Nothing else is taken for one: no number in a sentence, none out of range."""


def with_verdicts(stem: str, rows: Sequence[Row], lines: Sequence[Line], judge: Judge) -> list[Line]:
    """The lines with the judge's scores; an empty answer is worth 0 and is not judged."""
    asked = [(row, line) for row, line in zip(rows, lines, strict=True) if row.response.strip()]
    asks = [_ask((line.method, stem, row.line), row) for row, line in asked]
    read = {line.line: _read(line, reply) for (_, line), reply in zip(asked, judge.replies(asks), strict=True)}
    return [read.get(line.line, replace(line, judged=0)) for line in lines]


def summary(lines: Sequence[Line]) -> dict[str, Any]:
    """The mean over all rows, which is no number while a row has no verdict; and the mean of the verdicts."""
    judged = [line.judged for line in lines if line.judged is not None]
    mean = sum(judged) / len(judged) if judged else None
    errors = len(lines) - len(judged)
    return {"score": None if errors else mean, "answered_only": mean, "judge_error": errors}


def _ask(key: tuple[str, str, int], row: Row) -> Ask:
    texts = {"question": row.question, "gold": row.reference, "response": row.response[:MAX_ANSWER]}
    nonce = nonce_for(*texts.values())
    fenced = {name: quote(text, nonce) for name, text in texts.items()}
    return Ask(key, verdict_text().format(**fenced), GUARD, SCHEMA)


def _read(line: Line, reply: Reply | Failed) -> Line:
    if isinstance(reply, Failed):
        return replace(line, judge="judge_error", detail=reply.reason)
    try:
        value = read_json(reply, SCHEMA, sole=True)["score"]
    except EmoCfgError as problem:
        return replace(line, reply=reply.text or None, judge="judge_error", detail=problem.what)
    return replace(line, reply=reply.text, judged=int(value))
