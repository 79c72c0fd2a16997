"""The append-only journal: one JSON line per finished piece of work, so that a killed run resumes where it was."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from . import canonical
from .errors import EmoCfgError


class Journal:
    """An append-only JSON-lines file that survives a kill at any byte.

    Opening it cuts off a torn last line (a record is complete only with its newline). A damaged line before the last
    is never repaired silently: it raises E105.

    Args:
        path: the file; created with its folder when absent.
        sync_every: records between two flushes to disk; the process's own buffer is emptied after every record, so a
            killed process loses at most the record in flight, and only a power cut can lose more.
    """

    def __init__(self, path: Path, *, sync_every: int = 64) -> None:
        self.path = path
        self._sync_every = sync_every
        self._unsynced = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            _cut_torn_tail(path)
        self._stream = path.open("ab")

    def append(self, record: dict[str, Any]) -> None:
        """Add one record; it is in the operating system's hands when this returns."""
        self._stream.write(canonical.dumps(record).encode("utf-8") + b"\n")
        self._stream.flush()
        self._unsynced += 1
        if self._unsynced >= self._sync_every:
            self._sync()

    def close(self) -> None:
        """Flush everything to disk and close."""
        self._sync()
        self._stream.close()

    def _sync(self) -> None:
        os.fsync(self._stream.fileno())
        self._unsynced = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_journal(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the complete records of a journal, oldest first; a torn last line is left out, a missing file is empty.

    Raises:
        EmoCfgError: E105 if a complete line is not a JSON object.
    """
    if not path.exists():
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                record = canonical.loads(line, where=f"{path}:{number}")
            except EmoCfgError as problem:
                raise _damaged(path, number) from problem
            if not isinstance(record, dict):
                raise _damaged(path, number)
            yield record


def _damaged(path: Path, number: int) -> EmoCfgError:
    return EmoCfgError(
        "E105", "a journal line is not a JSON object", where=f"{path}:{number}", fix="remove the file to redo its work"
    )


def _cut_torn_tail(path: Path) -> None:
    with path.open("r+b") as stream:
        position = stream.seek(0, os.SEEK_END)
        while position > 0:
            start = max(0, position - 4096)
            stream.seek(start)
            newline = stream.read(position - start).rfind(b"\n")
            if newline >= 0:
                stream.truncate(start + newline + 1)
                return
            position = start
        stream.truncate(0)
