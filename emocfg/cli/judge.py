"""``emocfg judge``: let a judge read the open answers of a run."""

from pathlib import Path
from typing import Annotated

import typer

from emocfg.core.errors import EmoCfgError

from .common import Data, Json, emit


def judge(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder made by `emocfg eval`.")],
    *,
    data: Data,
    judge: Annotated[str, typer.Option("--judge", help="rule, llm:URL#MODEL or replay:FILE.")],
    max_calls: Annotated[
        int | None,
        typer.Option("--max-calls", min=0, help="Calls to the model at most, over all runs of this command."),
    ] = None,
    ratings: Annotated[
        Path | None,
        typer.Option("--ratings", help="People's ratings, JSON lines with id, task, aspect and score (0 to 100)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge the open answers of a run; a judge that fails gives no number. Its rows go to RUN/judged.

    Example: emocfg judge runs/mymodel --data emo-cfg --judge llm:http://127.0.0.1:8000/v1#Qwen/Qwen3-32B
    """
    from benchmarks.data import open_dataset
    from benchmarks.judges.agreement import agreements, read_ratings
    from benchmarks.judges.judging import judge_run, open_samples
    from benchmarks.judges.results import folder_of, judge_id, write_agreement
    from benchmarks.judges.spec import opened, parse_spec
    from benchmarks.judges.text import agreement_table, verdict_table
    from benchmarks.run import Run
    from emocfg.llm import Budget

    spec, dataset = parse_spec(judge, where="--judge"), open_dataset(data)
    rated = read_ratings(ratings) if ratings else None
    samples = open_samples(Run(run), dataset)
    with opened(spec, run, Budget(max_calls)) as judging:
        verdicts, rows = judge_run(judging, Run(run), samples)
        about = judging.describe()
    agreed = agreements(rows, rated) if rated else {}
    plain = {group: each.plain() for group, each in agreed.items()}
    text = verdict_table(judge_id(about), verdicts)
    if agreed:
        write_agreement(folder_of(run, about), plain)
        text += "\n\n" + agreement_table(agreed)
    tasks = {each.task: each.plain() for each in verdicts}
    result = {"judge": judge_id(about), "tasks": tasks, "agreement": plain}
    emit(result, text, as_json=as_json)
    if errors := sum(each.errors for each in verdicts):
        raise EmoCfgError(
            "E601",
            f"the judge failed on {errors:,} samples, so their aspects have no score",
            where=str(folder_of(run, about)),
            fix="see the reason in the rows; run the same command again: what has a reply is not asked again",
        )
