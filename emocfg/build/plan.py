"""The plan of a build: everything that decides what comes out, and nothing else."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, canonical, unknown_name

from .annotators.settings import Annotation, parse_annotation
from .quality import Filters, parse_filters
from .sizes import read_sizes
from .split import earlier_splits

_MOST_PER_SHARD = 100_000

FORMAT = 3
"""Raised when the same plan gives other rows than before; it is part of the plan's digest."""


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """One source of a build: its name, the user's copy (None for the mini corpus), and its options."""

    name: str
    root: Path | None = None
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build.

    Attributes:
        sources: where the clips come from; their order does not matter and is made alphabetical.
        media: False builds from annotations alone; rows keep the expected video path.
        embed_video: the bytes of the videos ride along in the rows.
        test_fraction: share of our own groups that goes to test, where the owner has no split.
        seed: of every draw.
        clips_per_shard: clips whose rows share a Parquet file.
        test_sizes: for tasks, or ``open_attribute.ATTRIBUTE``, how many test rows make the tier ``sampled``.
        annotation: who writes the open texts, and who verifies them.
        filters: which clips are left out for their length, size or quality.
        earlier: clip id to split, of an earlier dataset whose splits of ours are kept.
    """

    sources: tuple[SourcePlan, ...]
    media: bool = True
    embed_video: bool = False
    test_fraction: float = 1 / 3
    seed: int = 0
    clips_per_shard: int = 1024
    test_sizes: tuple[tuple[str, int], ...] = ()
    annotation: Annotation = field(default_factory=Annotation)
    filters: Filters = field(default_factory=Filters)
    earlier: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", tuple(sorted(self.sources, key=lambda source: source.name)))
        if self.embed_video and not self.media:
            raise EmoCfgError(
                "E202", "no video to embed", where="--no-media --embed-video", fix="leave one of them out"
            )

    def describe(self) -> dict[str, Any]:
        """The plan as it goes into manifest and digest; folders of the user's machine are left out."""
        return {
            "format": FORMAT,
            "sources": {source.name: dict(source.options) for source in self.sources},
            "media": self.media,
            "embed_video": self.embed_video,
            "test_fraction": round(self.test_fraction, 6),
            "seed": self.seed,
            "clips_per_shard": self.clips_per_shard,
            "test_sizes": dict(self.test_sizes),
            "annotate": self.annotation.describe(),
            "filters": self.filters.describe(),
            "earlier": canonical.digest(self.earlier) if self.earlier else "",
        }

    def digest(self) -> str:
        """SHA-256 of :meth:`describe`."""
        return canonical.digest(self.describe())


def parse_sources(arguments: list[str]) -> tuple[SourcePlan, ...]:
    """``NAME`` or ``NAME=FOLDER`` for each source, as given on the command line."""
    sources = []
    for argument in arguments:
        name, _, root = argument.partition("=")
        sources.append(SourcePlan(name.lower(), Path(root) if root else None))
    names = [source.name for source in sources]
    if len(set(names)) != len(names):
        raise EmoCfgError("E202", "a source is named twice", where="--source", fix="name each source once")
    return tuple(sources)


_SETTINGS: dict[str, tuple[type, ...]] = {
    "test_fraction": (float, int),
    "seed": (int,),
    "clips_per_shard": (int,),
    "media": (bool,),
    "embed_video": (bool,),
}


def read_plan(path: Path, sources: tuple[SourcePlan, ...]) -> Plan:
    """A plan from a TOML file; sources given on the command line come first, the file may set options for them.

    ::

        seed = 1
        test_fraction = 0.3
        [source.mini]
        identities = 64
        [source.meld]
        root = "corpora/MELD"

    Args:
        path: the file, or the name of a plan that ships, such as ``emo_cfg_full``.
        sources: from the command line. Of a plan that ships only these sources are taken, if any are given.

    Raises:
        EmoCfgError: E102 no such file, E202 not TOML or a bad value, E201 an unknown key.
    """
    shipped = _shipped(path)
    path = shipped or path
    if not path.is_file():
        raise EmoCfgError("E102", "no such plan file", where=str(path), fix="check --plan")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise EmoCfgError("E202", f"not a TOML file: {problem}", where=str(path), fix="correct the file") from problem
    tables = table.pop("source", {})
    if not isinstance(tables, dict):
        raise EmoCfgError("E202", "source is not a table", where=str(path), fix="[source.mini]")
    sizes = read_sizes(table.pop("test_sizes", {}), where=str(path))
    annotation = parse_annotation(table.pop("annotate", {}), where=str(path), base=path.parent)
    filters = parse_filters(table.pop("filters", {}), str(path))
    keep = table.pop("keep_splits", "")
    settings = _settings(table, path)
    if shipped and sources:
        tables = {name: options for name, options in tables.items() if name in {source.name for source in sources}}
    named = {source.name: source for source in sources}
    for name, options in tables.items():
        if not isinstance(options, dict):
            raise EmoCfgError("E202", f"source.{name} is not a table", where=str(path), fix=f"[source.{name}]")
        root = options.pop("root", None)
        if not isinstance(root, str | None):
            raise EmoCfgError("E202", f"root = {root!r}", where=f"{path}: source.{name}", fix="a folder in quotes")
        start = named.get(name.lower(), SourcePlan(name.lower(), path.parent / root if root else None))
        named[name.lower()] = replace(start, options=tuple(sorted(options.items())))
    return Plan(
        tuple(named.values()),
        test_sizes=tuple(sorted(sizes.items())),
        annotation=annotation,
        filters=filters,
        earlier=_earlier(keep, path),
        **settings,
    )


def _earlier(keep: object, path: Path) -> tuple[tuple[str, str], ...]:
    """The splits of the dataset folder that ``keep_splits`` names, relative to the plan."""
    if not isinstance(keep, str):
        raise EmoCfgError("E202", f"keep_splits = {keep!r}", where=str(path), fix="a dataset folder in quotes")
    return tuple(sorted(earlier_splits(path.parent / keep).items())) if keep else ()


def _shipped(path: Path) -> Path | None:
    """The file of a plan that ships under this name; None where there is a file of the user's, or no such plan."""
    own = files("emocfg.build").joinpath("plans", f"{path}.toml")
    return Path(str(own)) if not path.exists() and path.name == str(path) and own.is_file() else None


def _settings(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    for key, value in table.items():
        if key not in _SETTINGS:
            raise unknown_name(
                "plan key",
                key,
                ["source", "annotate", "filters", "keep_splits", "test_sizes", *_SETTINGS],
                where=str(path),
            )
        if not isinstance(value, _SETTINGS[key]) or (isinstance(value, bool) and bool not in _SETTINGS[key]):
            raise EmoCfgError("E202", f"{key} = {value!r}", where=str(path), fix=f"a {_SETTINGS[key][0].__name__}")
    fraction, shard = table.get("test_fraction", 0.5), table.get("clips_per_shard", 1)
    if not 0 < fraction < 1 or not 1 <= shard <= _MOST_PER_SHARD:
        fix = f"0 < test_fraction < 1 and 1 <= clips_per_shard <= {_MOST_PER_SHARD}"
        raise EmoCfgError("E202", "out of range", where=str(path), fix=fix)
    return dict(table)
