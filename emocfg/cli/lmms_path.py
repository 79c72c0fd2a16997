"""``emocfg lmms-path``: where the task files for lmms-eval are."""

from pathlib import Path
from typing import Annotated

import typer

from .common import Json, emit


def lmms_path(
    *,
    tasks_of: Annotated[
        Path | None, typer.Option("--tasks-of", help="Print the names of the tasks that this dataset has, for --tasks.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the folder for lmms-eval's --include_path.

    Example: EMOCFG_DATA=demo/emo-cfg python -m lmms_eval --include_path "$(emocfg lmms-path)" --tasks emocfg ...
    Example: ... --tasks "$(emocfg lmms-path --tasks-of meld)"
    """
    from benchmarks.data import open_dataset
    from benchmarks.lmms.generate import TASKS
    from benchmarks.lmms.rows import available

    if tasks_of is None:
        emit({"path": str(TASKS)}, str(TASKS), as_json=as_json)
    else:
        names = available(open_dataset(tasks_of))
        emit({"tasks": names}, ",".join(names), as_json=as_json)
