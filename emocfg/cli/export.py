"""``emocfg export``: a dataset as the files that trainers read."""

from pathlib import Path
from typing import Annotated

import typer

from .common import Data, Json, emit


def export(
    *,
    data: Data,
    kind: Annotated[str, typer.Option("--format", help="ms-swift or trl.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to create.")],
    video_root: Annotated[
        str, typer.Option("--video-root", help="Put in front of the videos' paths, which are relative to --data else.")
    ] = "",
    task: Annotated[list[str] | None, typer.Option("--task", help="Only this task; may be repeated.")] = None,
    config: Annotated[list[str] | None, typer.Option("--config", help="Only this config; may be repeated.")] = None,
    split: Annotated[list[str] | None, typer.Option("--split", help="Only this split; may be repeated.")] = None,
    tier: Annotated[list[str] | None, typer.Option("--tier", help="full or sampled; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Write JSON lines for ms-swift or TRL, and beside each file all that the trainer would drop.

    Example: emocfg export --data emo-cfg --format ms-swift --video-root /data/emo-cfg --split train --out swift
    """
    from benchmarks.data import open_dataset
    from emocfg.build.export import Selection
    from emocfg.build.export import export as write

    selection = Selection(tuple(task or ()), tuple(config or ()), tuple(split or ()), tuple(tier or ()))
    dataset = open_dataset(data)
    exported = write(dataset.root, dataset.digest, kind, out, selection=selection, video_root=video_root)
    rows = sum(exported.files.values())
    result = {"path": str(exported.path), "format": kind, "rows": rows, "files": exported.files}
    lines = [f"{exported.path} is exported: {rows:,} rows in {len(exported.files)} files"]
    lines += [f"  {count:>9,} {name}" for name, count in exported.files.items()]
    emit(result, "\n".join(lines), as_json=as_json)
