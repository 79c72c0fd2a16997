"""What a long verb says while it works: one live line on a terminal, a plain line per step elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")


def say(text: str, *, stream: TextIO | None = None) -> None:
    """Talk to the person at the keyboard (stderr); results go to stdout."""
    print(text, file=stream or sys.stderr, flush=True)


def track(items: Iterable[T], label: str, total: int = 0, *, stream: TextIO | None = None) -> Iterator[T]:
    """Yield ``items`` and show how far it is; silent for nothing to do.

    On a terminal one line is redrawn at most ten times a second, with the rate and the time left. Elsewhere (a log
    file, CI) one line is written at the end. A total of 0 means that it is not known.
    """
    stream = stream or sys.stderr
    live, start, shown, done = stream.isatty(), time.monotonic(), 0.0, 0
    for item in items:
        yield item
        done += 1
        now = time.monotonic()
        if live and (now - shown > 0.1 or done == total):
            shown = now
            left = f"/{total:,}  {(now - start) / done * (total - done):.0f} s left" if total else ""
            stream.write(f"\r\x1b[2K  {label}: {done:,}{left}")
            stream.flush()
    if live and done:
        stream.write("\r\x1b[2K")
    if done:
        say(f"  {label}: {done:,} in {time.monotonic() - start:.1f} s", stream=stream)
