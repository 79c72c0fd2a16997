"""The pieces of a study: each is computed once, by one process, and kept."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from emocfg.core import atomic, canonical, say

Compute = Callable[[Path, str, int], dict[str, Any]]
"""(folder of the study, arm, seed) to what was found: plain data."""


def cell(folder: Path, arm: str, seed: int) -> Path:
    """Where the result of a cell lies."""
    return folder / "cells" / f"{arm}-{seed}.json"


def compute_all(compute: Compute, folder: Path, arms: Sequence[str], seeds: Sequence[int], workers: int) -> None:
    """Compute the cells that are not there yet: seeds side by side, the arms of a seed one after another.

    Each process has one thread, whatever the machine has: a small model is slower on several, and times of arms can
    only be compared if all have the same.

    Args:
        compute: a function of a module.
        folder: of the study.
        arms: in the order in which they may need each other.
        seeds: of the runs.
        workers: processes at once.
    """
    todo = [seed for seed in seeds if any(not cell(folder, arm, seed).is_file() for arm in arms)]
    if not todo:
        return
    os.environ["OMP_NUM_THREADS"] = "1"  # processes that are spawned inherit it
    with ProcessPoolExecutor(min(workers, len(todo)), mp_context=get_context("spawn")) as pool:
        for job in [pool.submit(_seed, compute, folder, arms, seed) for seed in todo]:
            job.result()


def _seed(compute: Compute, folder: Path, arms: Sequence[str], seed: int) -> None:
    for arm in arms:
        path = cell(folder, arm, seed)
        if not path.is_file():
            found = compute(folder, arm, seed)
            atomic.write_text(path, canonical.dumps(found))
            say(f"  {arm}, seed {seed}: done")


def results(folder: Path, arms: Sequence[str], seeds: Sequence[int]) -> dict[str, dict[int, dict[str, Any]]]:
    """What was found, by arm and seed."""
    return {arm: {seed: canonical.read(cell(folder, arm, seed)) for seed in seeds} for arm in arms}
