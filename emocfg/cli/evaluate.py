"""``emocfg eval``: measure a model on the tasks of a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from emocfg.core.errors import EmoCfgError

from .common import Data, Json, emit


def evaluate(
    *,
    model: Annotated[str, typer.Option("--model", help="baseline:NAME, such as chance, blind or probe.")],
    data: Data,
    out: Annotated[Path, typer.Option("--out", help="The run folder; a run that was cut short goes on.")],
    model_args: Annotated[str, typer.Option("--model-args", help="key=value,key=value")] = "",
    tasks: Annotated[str, typer.Option("--tasks", help="all, headline, or names separated by commas.")] = "all",
    split: Annotated[str, typer.Option("--split", help="train, validation or test.")] = "test",
    tier: Annotated[
        str | None, typer.Option("--tier", help="full or sampled; an imported release may have both.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Samples per task.")] = None,
    as_json: Json = False,
) -> None:
    """Ask a model every sample, journal each answer, and score the run.

    Example: emocfg eval --model baseline:chance --data demo/emo-cfg --out runs/chance
    """
    from benchmarks import harness
    from benchmarks.data import open_dataset
    from benchmarks.leaderboard.table import load_entries, text_table
    from benchmarks.run import Run
    from benchmarks.specs import select
    from emocfg.core import canonical, unknown_name
    from emocfg.media import VIDEMO
    from emocfg.schema import SPLITS, TIERS

    from .models import make_model

    if split not in SPLITS:
        raise unknown_name("split", split, list(SPLITS), where="--split")
    if tier not in (None, *TIERS):
        raise unknown_name("tier", tier or "", list(TIERS), where="--tier")
    dataset = open_dataset(data)
    specs = select([name.strip() for name in tasks.split(",") if name.strip()])
    settings = harness.Settings(split=split, frames=VIDEMO, limit=limit, tier=tier)
    run = Run(out)
    asked = make_model(model, model_args, dataset, specs, split, settings.frames)
    harness.evaluate(asked, dataset, specs, run, settings)
    entries = load_entries([run], dataset)
    emit(canonical.read(out / "scores.json"), text_table(entries), as_json=as_json)
    if entries[0].failed:
        raise EmoCfgError(
            "E601",
            f"{entries[0].failed} samples failed and count as wrong",
            where=str(out / "samples"),
            fix="run the same command again: only they are asked",
        )
