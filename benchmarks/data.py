"""Read a dataset folder: the samples of a split, and the digest that says which dataset it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from emocfg.build.output import MANIFEST, missing_files
from emocfg.build.parquet import read_samples
from emocfg.core import EmoCfgError, canonical
from emocfg.schema import CONFIGS, SPLITS, Sample


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset folder made by ``emocfg build``.

    Attributes:
        root: the folder.
        digest: of its manifest.
    """

    root: Path
    digest: str

    def splits(self) -> list[str]:
        """The splits that have rows."""
        return [split for split in SPLITS if any(self.root.glob(f"*/{split}-*.parquet"))]

    def rows(self, split: str, tier: str | None = None) -> Counter[str]:
        """The number of samples per task in a split, of one size tier or of all."""
        if tier is not None:
            files = [path for config in CONFIGS for path in (self.root / config).glob(f"{split}-*.parquet")]
            tables = (pq.read_table(path, columns=["task"], filters=[("tier", "=", tier)]) for path in files)
            return sum((Counter(table["task"].to_pylist()) for table in tables), Counter())
        report = canonical.read(self.root / "meta/report.json")
        return sum((Counter(report["rows"].get(f"{config}/{split}", {})) for config in CONFIGS), Counter())

    def samples(self, split: str, tasks: set[str] | None = None) -> Iterator[Sample]:
        """The samples of a split, by config and file; only those of ``tasks`` if given."""
        for config in CONFIGS:
            for path in sorted((self.root / config).glob(f"{split}-*.parquet")):
                for sample in read_samples(path):
                    if tasks is None or sample.task in tasks:
                        yield sample

    def find(self, sample_id: str) -> Sample:
        """The sample called ``sample_id``; E201 if there is none."""
        for path in sorted(path for config in CONFIGS for path in (self.root / config).glob("*.parquet")):
            for sample in read_samples(path, sample_id):
                return sample
        raise EmoCfgError("E201", f"no sample {sample_id!r}", where=str(self.root), fix="ids are in the id column")


def open_dataset(root: Path) -> Dataset:
    """Open a dataset folder.

    Raises:
        EmoCfgError: E102 if there is none, or if files of its manifest are missing. A missing video is not looked for:
            it costs the samples that show it.
    """
    manifest = canonical.read(root / MANIFEST) if (root / MANIFEST).is_file() else None
    if not isinstance(manifest, dict) or not {"digest", "files"} <= manifest.keys():
        raise EmoCfgError("E102", "no dataset here", where=f"--data {root}", fix="build one with `emocfg build`")
    missing = missing_files(root, manifest)
    if missing:
        raise EmoCfgError(
            "E102",
            f"{len(missing)} files of the dataset are missing, such as {missing[0]}",
            where=f"--data {root}",
            fix="copy the folder again, whole, or build it again",
        )
    return Dataset(root, manifest["digest"])
