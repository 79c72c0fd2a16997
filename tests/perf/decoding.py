"""Decoding speed: PyAV against decord, the same frames of the same clips, alternating in one run.

    .venv/bin/python -m tests.perf.decoding FOLDER_OF_VIDEOS

Prints the median time per clip of both and the median of the paired ratios; the ratio is what travels between machines.
"""

import argparse
import statistics
import time
from pathlib import Path

from emocfg.media import VIDEMO, decode
from emocfg.media.decoding import Backend

CLIPS, ROUNDS = 40, 3


def seconds(path: Path, backend: Backend) -> float:
    """Time to decode one clip's sixteen frames or fewer."""
    start = time.perf_counter()
    decode(path, VIDEMO, backend=backend)
    return time.perf_counter() - start


def main(folder: Path) -> None:
    """Measure and print."""
    clips = sorted(path for path in folder.rglob("*") if path.suffix in (".mp4", ".mov"))[:CLIPS]
    times: dict[Backend, list[float]] = {"pyav": [], "decord": []}
    for path in clips * ROUNDS:
        for backend, measured in times.items():
            measured.append(seconds(path, backend))
    ratio = statistics.median(a / b for a, b in zip(times["pyav"], times["decord"], strict=True))
    for backend, measured in times.items():
        print(f"{backend:8} {1000 * statistics.median(measured):7.1f} ms per clip")  # noqa: T201
    print(f"pyav / decord {ratio:.2f} over {len(clips)} clips, {ROUNDS} rounds")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to look for .mp4 and .mov files")
    main(parser.parse_args().folder)
