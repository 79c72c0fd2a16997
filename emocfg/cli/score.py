"""``emocfg score``: prediction files of other benchmarks, scored by their own protocol or by ours."""

from pathlib import Path
from typing import Annotated

import typer

from emocfg.core.errors import EmoCfgError

from .common import Json, emit

FORMATS = ("videmo",)
MODES = ("paper", "standard")


def score(
    *,
    predictions: Annotated[
        Path,
        typer.Option("--predictions", help="DIR/<file>.json of one method, or DIR/<method>/<file>.json of several."),
    ],
    out: Annotated[Path, typer.Option("--out", help="The run folder; a run that was cut short goes on.")],
    form: Annotated[str, typer.Option("--format", help="Whose files they are: videmo.")] = "videmo",
    mode: Annotated[
        str, typer.Option("--mode", help="paper: as VidEmo's own code scores them; standard: by the field's metrics.")
    ] = "standard",
    annotations: Annotated[
        Path | None, typer.Option("--annotations", help="The folder of the ground truth of attribute questions.")
    ] = None,
    judge: Annotated[str, typer.Option("--judge", help="replay:FILE or llm:URL#MODEL; paper mode needs one.")] = "",
    as_printed: Annotated[
        bool, typer.Option("--as-printed", help="Cut the cells of tables as VidEmo's code prints them.")
    ] = False,
    prompts: Annotated[
        Path | None,
        typer.Option("--prompts", help="eval/config.py of a VidEmo checkout: its judge prompts instead of ours."),
    ] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="MODEL", help="Show a row that the paper prints beside.")
    ] = "",
    max_calls: Annotated[
        int | None, typer.Option("--max-calls", min=0, help="Calls to the judge at most, over all runs of this folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Score released predictions of VidEmo's evaluation and print the tables of its paper.

    Example: emocfg score --mode paper --predictions results --annotations anno --judge replay:replies.jsonl --out s
    """
    from benchmarks.paper.output import Job, as_json_of, score_to
    from benchmarks.paper.published import published
    from benchmarks.paper.text import tables_text
    from emocfg.core import unknown_name

    if form not in FORMATS:
        raise unknown_name("format", form, list(FORMATS), where="--format")
    if mode not in MODES:
        raise unknown_name("mode", mode, list(MODES), where="--mode")
    row = published().find(against) if against else None
    job = Job("paper" if mode == "paper" else "standard", predictions, annotations, judge, prompts, max_calls)
    found = score_to(job, out)
    text = tables_text(found, printed=as_printed, against=row, status=published().status)
    emit(as_json_of(found, printed=as_printed, against=row), text, as_json=as_json)
    silent = sum(count for scores in found.values() for count in scores.unanswered.values())
    if silent:
        counted = "count as VidEmo's code counts them" if mode == "paper" else "leave their score without a number"
        raise EmoCfgError(
            "E601",
            f"{silent:,} rows have no reply of the judge; they {counted}",
            where=str(out / "records.jsonl"),
            fix="llm: run the same command again, only they are asked; replay: add their replies, choose another --out",
        )
