"""What scoring gives: a line per row, and per method the scores, what crashed upstream, and the tables."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .tables import as_printed, make_tables

Number = int | float


@dataclass(frozen=True, slots=True)
class Line:
    """One row and what became of it.

    Attributes:
        method: whose answer it is; "" if the predictions are of one method.
        file: upstream's file name.
        line: number of the line, from 0.
        key: the score it goes into; "" if into none, or into several.
        outcome: a key of ``benchmarks.outcomes.OUTCOMES``.
        read: what was read: from the judge's reply in ``paper`` mode, from the model's answer in ``standard`` mode.
        score: what the row is worth: one number for each score it goes into; None if it is left out.
        reply: the judge's reply; None if there is none.
        judged: the judge's score of an open answer in ``standard`` mode, 0 to 100.
        judge: ``judge_error`` if there should be one and is not, else "".
        detail: why.
    """

    method: str
    file: str
    line: int
    key: str
    outcome: str
    read: tuple[str, ...] = ()
    score: tuple[Number, ...] | None = None
    reply: str | None = None
    judged: int | None = None
    judge: str = ""
    detail: str = ""

    def row(self) -> dict[str, Any]:
        """For ``records.jsonl``. Numbers that no reader of JSON takes are left to ``read``."""
        row = asdict(self)
        if self.score is not None:
            row["score"] = [value if abs(value) < 2**53 else None for value in self.score]
        return row


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one method.

    Attributes:
        scores: by key, on upstream's scale of 0 to 100; None where there is none.
        errors: the error that upstream ends with, by key.
        unanswered: rows of a file that the judge was asked about, and did not reply to.
        lines: every row.
        beside: more of ``standard`` mode, by name.
    """

    scores: dict[str, float | None]
    errors: dict[str, str]
    unanswered: dict[str, int]
    lines: tuple[Line, ...]
    beside: Mapping[str, Any] = field(default_factory=dict)

    def plain(self, *, printed: bool = False) -> dict[str, Any]:
        """As JSON; with ``printed``, the cells of the tables are cut as upstream prints them."""
        tables = make_tables(self.scores)
        return {
            "scores": self.scores,
            "errors": self.errors,
            "unanswered": self.unanswered,
            "tables": as_printed(tables) if printed else tables,
            **self.beside,
        }
