"""``emocfg leaderboard``: runs side by side on one page."""

from pathlib import Path
from typing import Annotated

import typer

from .common import Data, Json, emit

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

    Example: emocfg leaderboard build runs/chance runs/blind --data demo/emo-cfg --out board
    """
    from benchmarks.data import open_dataset
    from benchmarks.leaderboard.page import write_page
    from benchmarks.leaderboard.table import text_table
    from benchmarks.run import Run

    entries = write_page([Run(path) for path in runs], open_dataset(data), out)
    scores = {entry.name: {task: score.score for task, score in entry.scores.items()} for entry in entries}
    text = f"{text_table(entries)}\n\n{out / 'index.html'}"
    emit({"page": str(out / "index.html"), "scores": scores}, text, as_json=as_json)
