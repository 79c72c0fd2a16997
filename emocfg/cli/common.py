"""What the verbs share: their common options, and how they print a result."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from emocfg.core import EmoCfgError, canonical

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Data = Annotated[Path, typer.Option("--data", help="A dataset folder made by `emocfg build`.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Worker processes; all cores by default.")]


def defect_lines(defects: Sequence[Mapping[str, str]], *, shown: int) -> list[str]:
    """Defects by corpus and kind: how many, and the first ones.

    Args:
        defects: as in a report.
        shown: how many of each kind are written out.
    """
    lines = []
    for (source, code), count in sorted(Counter((d["source"], d["code"]) for d in defects).items()):
        some = [d for d in defects if (d["source"], d["code"]) == (source, code)][:shown]
        lines.append(f"{source} {code}: {count:,}")
        for defect in some:
            thread = f" ({defect['reference']})" if defect["reference"] else ""
            lines.append(f"  {defect['where']}: {defect['what']}{thread}")
        if count > len(some):
            lines.append(f"  and {count - len(some):,} more")
    return lines


def require_torch(where: str) -> None:
    """Make sure that what stands on torch can be imported.

    Raises:
        EmoCfgError: E701 if it cannot.
    """
    try:
        import torch  # noqa: F401
    except ImportError as problem:
        what = f"torch cannot be imported: {problem}"
        raise EmoCfgError("E701", what, where=where, fix="pip install 'emocfg[models]'") from problem


def emit(result: dict[str, Any], text: str, *, as_json: bool) -> None:
    """Print a verb's result on stdout: JSON for programs, text for people."""
    typer.echo(canonical.dumps(result) if as_json else text)
