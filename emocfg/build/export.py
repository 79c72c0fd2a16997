"""Export a dataset as the JSON files that trainers read, in the layout of the official release.

::

    OUT/jsons/<split>/<config>/<tier>/NAME.json              one row per line, see ``export_rows``
    OUT/jsons/<split>/<config>/<tier>/NAME.provenance.jsonl  line by line beside it: id and all other columns
    OUT/export.json                                          the dataset's digest, the format, the filters, the files

Rows that came out of the release go back to their own file, in their own order; those of a build have one file per
split, config and tier, called like the config.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any, BinaryIO

from emocfg import __version__
from emocfg.core import EmoCfgError, atomic, canonical, safe_relative, track, unknown_name
from emocfg.schema import CONFIGS, SPLITS, TIERS, Sample, task_named
from emocfg.schema.features import to_row

from .export_rows import FORMATS
from .output import check_name, make_public
from .parquet import read_samples
from .release.files import SIDE
from .release.rows import is_imported
from .workspace import workspace

_MOST_OPEN = 100
"""Files that are open at a time."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows; nothing named means all."""

    tasks: tuple[str, ...] = ()
    configs: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for task in self.tasks:
            task_named(task, where="--task")
        known = {"config": (self.configs, CONFIGS), "split": (self.splits, SPLITS), "tier": (self.tiers, TIERS)}
        for kind, (names, names_known) in known.items():
            for name in names:
                if name not in names_known:
                    raise unknown_name(kind, name, list(names_known), where=f"--{kind}")

    def rows(self, data: Path) -> Iterator[Sample]:
        """The rows of a dataset that are selected, in its order."""
        for config in self.configs or CONFIGS:
            for split in self.splits or SPLITS:
                for path in sorted((data / config).glob(f"{split}-*.parquet")):
                    for sample in read_samples(path):
                        if sample.task in (self.tasks or (sample.task,)) and sample.tier in (self.tiers or TIERS):
                            yield sample


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: where it is, and how many rows each file has."""

    path: Path
    files: dict[str, int]


def export(
    data: Path, digest: str, kind: str, out: Path, *, selection: Selection | None = None, video_root: str = ""
) -> Exported:
    """Write the selected rows of a dataset.

    Args:
        data: the dataset's folder.
        digest: of its manifest.
        kind: a key of ``export_rows.FORMATS``.
        out: the folder to create; it appears when it is complete.
        selection: which rows; all by default.
        video_root: what to put in front of the videos' paths, which are relative to ``data`` else.

    Raises:
        EmoCfgError: E103 if ``out`` exists, E102 if no row is selected, E201 for an unknown format, E302 for a row that
            the trainer would refuse, E101 for an imported row whose file is not in the release's layout.
    """
    if kind not in FORMATS:
        raise unknown_name("format", kind, list(FORMATS), where="--format")
    out = check_name(out)
    if out.exists():
        raise EmoCfgError("E103", "this is there already", where=str(out), fix="choose another --out")
    chosen = selection or Selection()
    about = {"emocfg": __version__, "dataset": digest, "format": kind, "video_root": video_root, **asdict(chosen)}
    with workspace(out) as space:
        space.claim({"emocfg": __version__, "inputs": digest, "export": about})
        rmtree(space.dataset, ignore_errors=True)
        try:
            files = _write(chosen.rows(data), kind, space.dataset, video_root)
        except EmoCfgError:
            rmtree(space.root)
            raise
        atomic.write_text(space.dataset / "export.json", canonical.dumps({**about, "files": files}) + "\n")
        make_public(space, space.dataset, out)
    return Exported(out, files)


def _write(samples: Iterator[Sample], kind: str, folder: Path, video_root: str) -> dict[str, int]:
    """Write every row and its companion; E102 if there is none."""
    counts: Counter[str] = Counter()
    with _Sheets(folder) as sheets:
        for sample in track(samples, "rows exported"):
            name = _file_of(sample)
            row = FORMATS[kind](sample, video_root)
            beside = {key: value for key, value in to_row(sample).items() if key not in ("messages", "videos")}
            sheets.add(name, row)
            sheets.add(name.removesuffix(".json") + SIDE, beside)
            counts[name] += 1
    if not counts:
        fix = "choose other --task, --config, --split or --tier"
        raise EmoCfgError("E102", "no row is selected", where="emocfg export", fix=fix)
    return dict(counts)


def _file_of(sample: Sample) -> str:
    """The file of a row: the release's own, or one per split, config and tier."""
    if not is_imported(sample):
        return f"jsons/{sample.split}/{sample.config}/{sample.tier}/{sample.config}.json"
    name = safe_relative((sample.provenance.parents or ("",))[0].rpartition(":")[0], where=sample.id)
    if not name.startswith("jsons/") or not name.endswith((".json", ".jsonl")) or name.endswith(SIDE):
        fix = "import the release again"
        raise EmoCfgError("E101", f"not a file of the release: {name[:200]!r}", where=sample.id, fix=fix)
    return name


class _Sheets:
    """Files that lines are added to, of which only so many are open at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, BinaryIO] = {}
        self._stack = ExitStack()

    def add(self, name: str, row: dict[str, Any]) -> None:
        """Add a row to a file."""
        if name not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self._close()
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open[name] = self._stack.enter_context(path.open("ab"))
        self._open[name].write(canonical.dumps(row).encode("utf-8") + b"\n")

    def _close(self) -> None:
        for stream in self._open.values():
            stream.flush()
            os.fsync(stream.fileno())
        self._stack.close()
        self._open = {}

    def __enter__(self) -> "_Sheets":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
