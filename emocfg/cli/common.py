"""What the verbs share: their common options, and how they print a result."""

from pathlib import Path
from typing import Annotated, Any

import typer

from emocfg.core import canonical

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Data = Annotated[Path, typer.Option("--data", help="A dataset folder made by `emocfg build`.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Worker processes; all cores by default.")]


def emit(result: dict[str, Any], text: str, *, as_json: bool) -> None:
    """Print a verb's result on stdout: JSON for programs, text for people."""
    typer.echo(canonical.dumps(result) if as_json else text)
