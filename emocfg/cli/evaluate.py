"""``emocfg eval``: measure a model on the tasks of a dataset."""

from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core import canonical
from emocfg.core.errors import EmoCfgError

from .common import Data, Json, emit
from .frames import DEFAULT

if TYPE_CHECKING:
    from benchmarks.data import Dataset
    from benchmarks.run import Run
    from benchmarks.shards import Shard


def evaluate(
    *,
    model: Annotated[
        str,
        typer.Option("--model", help="baseline, lmms:NAME; hf, vllm, videmo:PATH; openai:URL#MODEL; replay:FILE."),
    ],
    data: Data,
    out: Annotated[Path, typer.Option("--out", help="The run folder; a run that was cut short goes on.")],
    model_args: Annotated[str, typer.Option("--model-args", help="key=value,key=value")] = "",
    tasks: Annotated[str, typer.Option("--tasks", help="all, headline, or names separated by commas.")] = "all",
    split: Annotated[str, typer.Option("--split", help="train, validation or test.")] = "test",
    tier: Annotated[
        str | None, typer.Option("--tier", help="full or sampled; an imported release may have both.")
    ] = None,
    frames: Annotated[
        str, typer.Option("--frames", help="What a model sees that is given frames; or uniform=8.")
    ] = DEFAULT,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Samples per task.")] = None,
    shard: Annotated[
        str, typer.Option("--shard", help="i/n: ask one of n parts, on as many machines; the last one joins them.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked; load no weights, write nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ask a model every sample, journal each answer, and score the run.

    Example: emocfg eval --model baseline:chance --data demo/emo-cfg --out runs/chance
    Example: emocfg eval --model vllm:PATH/TO/VidEmo-7B --data emo-cfg --out runs/videmo
    Example: emocfg eval --model openai:http://127.0.0.1:8000/v1#MODEL --data emo-cfg --out runs/model
    """
    from benchmarks import harness
    from benchmarks.data import open_dataset
    from benchmarks.run import Run
    from benchmarks.shards import parse_shard
    from benchmarks.specs import select
    from emocfg.media import parse_frames

    from .models import Occasion, make_model

    _check(split, tier)
    dataset = open_dataset(data)
    specs = select([name.strip() for name in tasks.split(",") if name.strip()])
    part = parse_shard(shard) if shard else None
    settings = harness.Settings(split, parse_frames(frames, where="--frames"), limit, tier, part)
    run = part.run(Run(out)) if part else Run(out)
    with ExitStack() as stack:
        subject = make_model(model, model_args, Occasion(dataset, specs, split, settings.frames, run.root))
        if isinstance(subject, AbstractContextManager):
            stack.enter_context(subject)
        if dry_run:
            plan = harness.preview(subject, dataset, specs, run, settings)
            emit(plan, _plan_text(plan), as_json=as_json)
            return
        harness.evaluate(subject, dataset, specs, run, settings)
        whole = harness.measured_by(subject, dataset, replace(settings, shard=None))
    if part and _is_joined(Run(out), part, whole, [spec.name for spec in specs]):
        run = Run(out)
    _report(run, dataset, as_json=as_json)


def _check(split: str, tier: str | None) -> None:
    from emocfg.core import unknown_name
    from emocfg.schema import SPLITS, TIERS

    if split not in SPLITS:
        raise unknown_name("split", split, list(SPLITS), where="--split")
    if tier not in (None, *TIERS):
        raise unknown_name("tier", tier or "", list(TIERS), where="--tier")


def _is_joined(whole: "Run", part: "Shard", measured: dict[str, Any], tasks: list[str]) -> bool:
    """Join the parts of a run if this was the last one."""
    from benchmarks.shards import join
    from emocfg.core import say

    missing = join(whole, part.count, measured, tasks)
    left = f"missing: {', '.join(map(str, missing))}" if missing else "all are joined"
    say(f"part {part} is done; {left}")
    return not missing


def _report(run: "Run", data: "Dataset", *, as_json: bool) -> None:
    """Print the scores; E601 if samples failed."""
    from benchmarks.leaderboard.table import load_entries
    from benchmarks.leaderboard.text import text_table
    from emocfg.core import say

    if not run.tasks():
        say("no sample fell into this part")
        return
    entries = load_entries([run], data)
    emit(canonical.read(run.root / "scores.json"), text_table(entries), as_json=as_json)
    if entries[0].failed:
        raise EmoCfgError(
            "E601",
            f"{entries[0].failed} samples failed and count as wrong",
            where=str(run.root / "samples"),
            fix="run the same command again: only they are asked",
        )


def _plan_text(plan: dict[str, Any]) -> str:
    measured, tasks = plan["measured"], plan["tasks"]
    lines = [f"{name:20}{task['samples']:>9,}{task['answered']:>10,}" for name, task in tasks.items()]
    total = sum(task["samples"] for task in tasks.values())
    left = total - sum(task["answered"] for task in tasks.values())
    return "\n".join(
        [
            f"model       {canonical.dumps(measured['model'])}",
            f"dataset     {measured['dataset']}, split {measured['split']}, tier {measured['tier'] or 'all'}",
            f"frames      {canonical.dumps(measured['frames'])}",
            f"fingerprint {plan['fingerprint']}",
            "",
            f"{'task':20}{'samples':>9}{'answered':>10}",
            *lines,
            "",
            f"{left:,} of {total:,} samples would be asked; no weights were loaded, nothing was asked or written",
        ]
    )
