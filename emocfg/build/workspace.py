"""Where a build works until it is finished: a folder beside the output, which a killed build takes up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from emocfg import __version__
from emocfg.core import EmoCfgError, atomic, canonical, exclusive

from .compose import TEMPLATES_SHA256
from .plan import Plan


@dataclass(frozen=True, slots=True)
class Workspace:
    """The working folder of one build, ``OUT.building``; every file in it is whole or absent.

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
    def curated(self) -> Path:
        """The folder of curated clips, one JSON-lines file per shard."""
        return self.root / "curated"

    @property
    def parts(self) -> Path:
        """The folder of Parquet parts and of one count file per finished shard."""
        return self.root / "parts"

    def claim(self, plan: Plan, inputs: str) -> None:
        """Bind the folder to a plan and its inputs.

        Raises:
            EmoCfgError: E103 if it was begun for another plan or other annotation files.
        """
        path = self.root / "plan.json"
        mine = {"plan": plan.describe(), "inputs": inputs, "emocfg": __version__, "templates": TEMPLATES_SHA256}
        if path.exists() and canonical.read(path) != mine:
            raise EmoCfgError(
                "E103",
                "an unfinished build of another plan, of other annotation files or by another version is here",
                where=str(self.root),
                fix="remove that folder, or choose another --out",
            )
        atomic.write_text(path, canonical.dumps(mine) + "\n")


@contextmanager
def workspace(out: Path) -> Iterator[Workspace]:
    """The workspace for an output folder, locked against a second build; stale temporary files are removed."""
    space = Workspace(out.with_name(f"{out.name}.building"))
    with exclusive(space.root / "lock"):
        atomic.sweep(space.root)
        yield space
