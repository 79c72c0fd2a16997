"""Where a verb works until its output is finished: a folder beside it, which a killed run takes up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from emocfg.core import EmoCfgError, atomic, canonical, exclusive


@dataclass(frozen=True, slots=True)
class Workspace:
    """The working folder of a build, an import or an export, ``OUT.building``; every file in it is whole or absent.

    Attributes:
        root: the working folder.
    """

    root: Path

    @property
    def dataset(self) -> Path:
        """The dataset in the making; renamed to the output at the end."""
        return self.root / "dataset"

    @property
    def scan(self) -> Path:
        """The scanned clips, one JSON line each, by clip id."""
        return self.root / "scan.jsonl"

    @property
    def defects(self) -> Path:
        """What is wrong with the owners' data."""
        return self.root / "defects.jsonl"

    @property
    def media(self) -> Path:
        """The journal of fetched and inspected clips."""
        return self.root / "media.jsonl"

    @property
    def claimed(self) -> Path:
        """What the folder is bound to."""
        return self.root / "plan.json"

    @property
    def curated(self) -> Path:
        """The folder of curated clips, one JSON-lines file per shard."""
        return self.root / "curated"

    @property
    def parts(self) -> Path:
        """The folder of Parquet parts and of one count file per finished shard."""
        return self.root / "parts"

    @property
    def settled(self) -> Path:
        """The Parquet parts of the rationales with their final verdict."""
        return self.root / "settled"

    @property
    def marked(self) -> Path:
        """The Parquet parts of test rows whose tier follows the plan's sizes."""
        return self.root / "marked"

    @property
    def writings(self) -> Path:
        """The folder of what annotators other than the templates wrote, one JSON-lines file per shard."""
        return self.root / "writings"

    @property
    def calls(self) -> Path:
        """The journal of calls to models."""
        return self.root / "calls.jsonl"

    def claim(self, mine: dict[str, Any]) -> None:
        """Bind the folder to everything that the result depends on; ``emocfg`` and ``inputs`` are among it.

        Raises:
            EmoCfgError: E103 if it was begun for something else.
        """
        if self.claimed.exists() and canonical.read(self.claimed) != mine:
            raise EmoCfgError(
                "E103",
                "an unfinished build of another plan or other files, or by another version, is here",
                where=str(self.root),
                fix="remove that folder, or choose another --out",
            )
        atomic.write_text(self.claimed, canonical.dumps(mine) + "\n")


@contextmanager
def workspace(out: Path, *, wait: bool = False) -> Iterator[Workspace]:
    """The workspace for an output folder, locked against a second build; stale temporary files are removed.

    A build that fails before it has claimed its workspace leaves none behind.

    Args:
        out: the output folder; the workspace lies beside it.
        wait: wait for another process that builds the same folder, instead of E104.

    Raises:
        EmoCfgError: E103 if something that is not ours has the workspace's name, E104 if another process builds there.
    """
    space = Workspace(out.with_name(f"{out.name}.building"))
    if space.root.exists() and not (space.root.is_dir() and _is_ours(space)):
        raise EmoCfgError(
            "E103",
            "this is where the build would work, and it holds something else",
            where=str(space.root),
            fix="move it away, or choose another --out",
        )
    with exclusive(space.root / "lock", wait=wait):
        atomic.sweep(space.root)
        try:
            yield space
        finally:
            if not space.claimed.exists():
                rmtree(space.root, ignore_errors=True)


def _is_ours(space: Workspace) -> bool:
    """True for a workspace that a build has claimed, or one with nothing in it but what comes before."""
    early = {"lock", space.scan.name, space.defects.name}
    if space.claimed.is_file():
        claim = canonical.read(space.claimed)
        return isinstance(claim, dict) and claim.keys() >= {"emocfg", "inputs"}
    return all(path.name in early or path.name.endswith(".tmp") for path in space.root.iterdir())
