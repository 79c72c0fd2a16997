"""What the commands of the studies of training have in common: their options, their plan, how they end."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, atomic, canonical, say

PLAN = "plan.json"
"""What a study's folder is bound to; what is found before its cells are computed is added to it."""


def options(name: str, about: str | None) -> argparse.ArgumentParser:
    """The options that every study of seeds has."""
    parser = argparse.ArgumentParser(prog=f"python -m videmo_ref.studies.{name}", description=about)
    parser.add_argument("--data", required=True, type=Path, help="a dataset folder made by `emocfg build`")
    parser.add_argument("--out", required=True, type=Path, help="the study's folder")
    parser.add_argument("--seeds", default="0,1,2", type=lambda text: [int(seed) for seed in text.split(",")])
    parser.add_argument("--workers", type=int, default=2, help="processes at once, one seed and one thread each")
    return parser


def claim(folder: Path, plan: dict[str, Any]) -> dict[str, Any]:
    """Bind a folder to a plan; gives the plan with what was added to it before.

    Raises:
        EmoCfgError: E103 if the folder is bound to another one.
    """
    path = folder / PLAN
    known: dict[str, Any] = canonical.read(path) if path.is_file() else plan
    if {key: known.get(key) for key in plan} != plan:
        fix = "name another --out"
        raise EmoCfgError("E103", "the folder holds another study", where=str(path), fix=fix)
    atomic.write_text(path, canonical.dumps(known))
    return known


def finish(study: Callable[[], str]) -> int:
    """Run a study and print its report; gives the exit status."""
    try:
        report = study()
    except EmoCfgError as problem:
        say(str(problem))
        return int(problem.status)
    sys.stdout.write(report)
    return 0
