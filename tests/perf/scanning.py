"""How fast annotation is scanned: MEAD names by the hundred thousand, alone and through the scan stage of a build.

    python -m tests.perf.scanning [--entries 400000]

Prints seconds and the peak of memory of each in a process of its own, and the ratio to reading the same list with
plain pathlib, the least that any reader must do. Nothing is asserted: `emocfg` promises 400,000 entries in under 60 s
and under 1 GiB.
"""

import argparse
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from emocfg.build.plan import Plan, SourcePlan
from emocfg.build.scan import scan
from emocfg.build.workspace import Workspace
from emocfg.sources import SOURCES, accept, open_source, scan_source

_VIEWS = ("front", "left_30", "left_60", "right_30", "right_60", "top", "down")
_EMOTIONS = ("angry", "contempt", "disgusted", "fear", "happy", "sad", "surprised")


def write_names(path: Path, entries: int) -> None:
    """A list of MEAD names: as many as asked for, all different."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(entries):
            take, view = divmod(number, len(_VIEWS))
            rest, level = divmod(take, 3)
            sentence, emotion = divmod(rest, len(_EMOTIONS))
            actor, sentence = divmod(sentence, 900)
            name = (
                f"M{actor + 1:03d}/video/{_VIEWS[view]}/{_EMOTIONS[emotion]}/level_{level + 1}/{sentence + 1:03d}.mp4"
            )
            stream.write(f"{name}\n")


def plain(names: Path) -> int:
    """Read the list and take every name apart, and nothing else."""
    return sum(len(PurePosixPath(line).parts) for line in names.read_text(encoding="utf-8").splitlines())


def source(names: Path) -> int:
    """Scan the source."""
    return sum(1 for _ in scan_source(open_source("mead", names)))


def stage(names: Path) -> int:
    """The scan stage of a build: scanned, checked, written and sorted."""
    with TemporaryDirectory() as folder:
        scan(Plan((SourcePlan("mead", names),), media=False), Workspace(Path(folder)))
    return 0


def measure(work: Callable[[Path], int], names: Path) -> tuple[float, float]:
    """Seconds, and MiB at the peak, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_timed, (work, names))


def _timed(work: Callable[[Path], int], names: Path) -> tuple[float, float]:
    start = time.perf_counter()
    work(names)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=400_000)
    entries = parser.parse_args().entries
    with TemporaryDirectory() as folder:
        os.environ["EMOCFG_CONSENT"] = folder  # only made-up names are read
        accept("mead", SOURCES["mead"].card)
        names = Path(folder) / "mead.txt"
        write_names(names, entries)
        base, _ = measure(plain, names)
        for label, work in (("source scan", source), ("build scan stage", stage)):
            seconds, peak = measure(work, names)
            print(f"{label:17} {entries:,} entries: {seconds:6.1f} s, {peak:5.0f} MiB, {seconds / base:5.1f} x plain")  # noqa: T201


if __name__ == "__main__":
    main()
