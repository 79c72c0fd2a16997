"""``emocfg leaderboard``: runs side by side on one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Data, Json, emit

if TYPE_CHECKING:
    from benchmarks.data import Dataset
    from benchmarks.run import Run

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Compare runs on one page.")


@app.callback()
def _group() -> None:
    """Keep `build` a word of its own: further verbs follow."""


@app.command("build")
def build(
    *,
    runs: Annotated[list[Path], typer.Argument(help="Run folders made by `emocfg eval`.")],
    data: Data,
    out: Annotated[Path, typer.Option("--out", help="The folder for index.html.")],
    as_json: Json = False,
) -> None:
    """Recompute the scores of runs from their records and write index.html.

    Chance, majority and blind stand beside them: those that are not named are measured into OUT/floors. For every model
    that is no baseline the difference to majority and blind is shown, with its interval.

    Example: emocfg leaderboard build runs/chance runs/blind --data demo/emo-cfg --out board
    """
    from benchmarks.data import open_dataset
    from benchmarks.leaderboard.floors import standings, standings_json
    from benchmarks.leaderboard.page import check_place, write_page
    from benchmarks.leaderboard.text import floors_text, text_table
    from benchmarks.run import Run

    dataset, named = open_dataset(data), [Run(path) for path in runs]
    check_place(out)
    entries = write_page([*named, *_floors(named, dataset, out / "floors")], dataset, out)
    scores = {entry.name: {task: score.score for task, score in entry.scores.items()} for entry in entries}
    models = standings(entries)
    text = "\n\n".join(filter(None, (text_table(entries), floors_text(models), str(out / "index.html"))))
    result = {"page": str(out / "index.html"), "scores": scores, "floors": standings_json(models)}
    emit(result, text, as_json=as_json)


def _floors(runs: "list[Run]", data: "Dataset", folder: Path) -> "list[Run]":
    """Runs of the baselines that always stand beside models, and that are not among the runs."""
    from baselines.catalogue import LEARNERS
    from benchmarks import harness
    from benchmarks.run import Run
    from benchmarks.specs import select
    from emocfg.media import VIDEMO

    from .models import Occasion, make_model

    measured = [run.measured() for run in runs]
    split, tier = measured[0]["split"], measured[0].get("tier")
    specs = select(sorted({task for run in runs for task in run.tasks()}))
    floors = []
    for name in LEARNERS:
        if not any(each["model"].get("baseline") == name for each in measured):
            run = Run(folder / name)
            model = make_model(f"baseline:{name}", "", Occasion(data, specs, split, VIDEMO, run.root))
            harness.evaluate(model, data, specs, run, harness.Settings(split, VIDEMO, tier=tier))
            floors.append(run)
    return floors
