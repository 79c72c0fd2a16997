"""``emocfg train``: the reference training, by a recipe."""

from pathlib import Path
from typing import Annotated

import typer

from emocfg.core.errors import EmoCfgError

from .common import Json, emit


def train(
    *,
    recipe: Annotated[str, typer.Argument(help="The name of a recipe (--list), or a TOML file.")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="A dataset folder made by `emocfg build`.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The run folder; a run that was cut short goes on.")] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", help="key=value over the recipe, such as sft.batch=64; may be repeated."),
    ] = None,
    start: Annotated[
        Path | None, typer.Option("--from", help="A run whose SFT is done: its model is taken, and RL goes on from it.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and in how much memory; write nothing.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="Name the recipes.")] = False,
    as_json: Json = False,
) -> None:
    """Train a Qwen2.5-VL: the curriculum of supervised fine-tuning, then RL on affective trees.

    Example: emocfg train tiny_cpu --data mini --out runs/tiny
    Example: emocfg train videmo_base_7b --data emo-cfg --out runs/base --dry-run
    Example: emocfg train tiny_grpo --data mini --out runs/grpo --from runs/tiny --set rl.steps=50
    """
    if listing:
        _list(as_json=as_json)
        return
    from benchmarks.data import open_dataset
    from videmo_ref.recipes.reading import read_recipe
    from videmo_ref.recipes.recipe import after

    if not recipe or data is None or (out is None and not dry_run):
        missing = "RECIPE" if not recipe else "--data" if data is None else "--out"
        raise EmoCfgError("E202", f"{missing} is missing", where="emocfg train", fix="see `emocfg train --help`")
    plan = read_recipe(recipe, sets or [])
    if start is not None:
        plan = after(plan, start)
    dataset = open_dataset(data)
    if dry_run or out is None:
        from videmo_ref.recipes.preview import preview
        from videmo_ref.recipes.telling import preview_text

        result = preview(plan, dataset)
        emit(result, preview_text(plan, result), as_json=as_json)
        return
    from videmo_ref.train import run

    done = run.train(plan, dataset, out)
    emit(
        {"model": str(done.model), "page": str(done.page)}, f"model  {done.model}\npage   {done.page}", as_json=as_json
    )


def _list(*, as_json: bool) -> None:
    from videmo_ref.recipes.reading import about, shipped

    told = {name: about(path) for name, path in shipped().items()}
    emit(told, "\n".join(f"{name:18}{text}" for name, text in told.items()), as_json=as_json)
