"""One writer per output folder."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .errors import EmoCfgError


@contextmanager
def exclusive(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock file ``path`` while the block runs; the kernel frees it when the process dies, however it dies.

    Args:
        path: the lock file; its folder is made.
        wait: wait until it is free.

    Raises:
        EmoCfgError: E104 at once, naming the holder, if another process has it and ``wait`` is off.
    """
    with _locked(path, wait=wait) as stream:
        stream.truncate(0)
        stream.write(f"pid {os.getpid()} on {socket.gethostname()}\n")
        stream.flush()
        yield


def _locked(path: Path, *, wait: bool) -> TextIO:
    """The open and locked file; one that its last holder removed while we waited for it is not it."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read(200).strip() or "a process that did not say its name"
            stream.close()
            raise EmoCfgError(
                "E104", f"held by {holder}", where=str(path.parent), fix="wait for it, or choose another --out"
            ) from None
        if path.exists() and path.stat().st_ino == os.fstat(stream.fileno()).st_ino:
            return stream
        stream.close()
