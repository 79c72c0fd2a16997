"""What a training writes down: one line a step, and nothing twice after it went on from a checkpoint."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from emocfg.core import Journal, atomic, canonical, read_journal


class Log:
    """A JSON-lines file of records, each of a step.

    Args:
        path: the file.
        start: the step that comes next; records of this step or later are of a process that got further than its last
            checkpoint, and are removed.
    """

    def __init__(self, path: Path, start: int) -> None:
        kept = [record for record in read_journal(path) if record["step"] < start]
        atomic.write_text(path, "".join(f"{canonical.dumps(record)}\n" for record in kept))
        self._journal = Journal(path)

    def add(self, step: int, **values: Any) -> None:
        """Write a record."""
        self._journal.append({"step": step, **values})

    def close(self) -> None:
        """Flush to disk."""
        self._journal.close()


def records(path: Path, *keys: str) -> list[dict[str, Any]]:
    """The records of a log that have all of the keys, by step."""
    found: Iterable[dict[str, Any]] = read_journal(path)
    return [record for record in found if all(key in record for key in keys)]
