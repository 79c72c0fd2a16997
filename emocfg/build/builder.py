"""``EmoCFG``: the build as a ``datasets`` builder, for those who work in Python.

>>> from emocfg.build.builder import EmoCFG
>>> builder = EmoCFG(config_name="emotion", sources=("mini",), cache_dir="/tmp/cache")  # doctest: +SKIP
>>> builder.download_and_prepare()  # doctest: +SKIP
>>> rows = builder.as_dataset(split="test")  # doctest: +SKIP
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import datasets
import pyarrow as pa
import pyarrow.parquet as pq

from emocfg import __version__
from emocfg.core import EmoCfgError, canonical, unknown_name
from emocfg.schema import CONFIGS, SPLITS

from .output import MANIFEST
from .pipeline import build
from .plan import Plan, parse_sources, read_plan
from .scan import inputs_digest
from .texts import inputs_with_texts


@dataclass
class EmoCFGConfig(datasets.BuilderConfig):  # type: ignore[misc]
    """What to build.

    Attributes:
        sources: as on the command line, ``"mini"`` or ``("mini", "meld=/corpora/MELD")``.
        plan: a TOML plan file.
        media: False builds from annotations alone.
        workers: worker processes; all cores by default.
    """

    sources: str | tuple[str, ...] = ("mini",)
    plan: str | None = None
    media: bool = True
    workers: int | None = None

    def create_plan(self) -> Plan:
        """The plan that these settings describe."""
        sources = parse_sources([self.sources] if isinstance(self.sources, str) else list(self.sources))
        plan = read_plan(Path(self.plan), sources) if self.plan else Plan(sources)
        return plan if self.media else replace(plan, media=False)

    def digest(self) -> str:
        """Of the plan and of what the sources' annotation says now; not of which videos are there."""
        plan = self.create_plan()
        return canonical.digest([plan.digest(), inputs_with_texts(plan, inputs_digest(plan))])[:16]

    def create_config_id(self, config_kwargs: dict[str, Any], custom_features: object = None) -> str:
        """What tells the caches of ``datasets`` apart: content, not the names of files or the number of workers."""
        return f"{self.name}-{self.digest()}"


class EmoCFG(datasets.ArrowBasedBuilder):  # type: ignore[misc]
    """Builds the dataset folder once, below the cache folder, and serves its Arrow tables, one config each."""

    VERSION = datasets.Version(__version__)
    BUILDER_CONFIG_CLASS = EmoCFGConfig
    BUILDER_CONFIGS: ClassVar[list[EmoCFGConfig]] = [EmoCFGConfig(name=config) for config in CONFIGS]

    def _info(self) -> datasets.DatasetInfo:
        return datasets.DatasetInfo(description="Emo-CFG: emotion-centric instructions over face videos.")

    @property
    def folder(self) -> Path:
        """The dataset folder, shared by all configs of one plan: paths in ``videos`` are relative to it."""
        return Path(self._cache_dir_root).expanduser() / f"emocfg-{self.config_id.removeprefix(self.config.name + '-')}"

    def download_and_prepare(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of datasets
        """Build if need be. Tables in the cache whose dataset folder is gone are made again, with their videos."""
        if not (self.folder / MANIFEST).is_file():
            kwargs["download_mode"] = datasets.DownloadMode.FORCE_REDOWNLOAD
        super().download_and_prepare(*args, **kwargs)

    def _split_generators(self, dl_manager: Any) -> list[datasets.SplitGenerator]:  # noqa: ANN401 - unused here
        if self.config.name not in CONFIGS:
            raise unknown_name("config", self.config.name, list(CONFIGS), where="config_name")
        build(self.config.create_plan(), self.folder, workers=self.config.workers, wait=True)
        found = {split: sorted(self.folder.glob(f"{self.config.name}/{split}-*.parquet")) for split in SPLITS}
        if not any(found.values()):
            raise EmoCfgError(
                "E201",
                f"these sources give no rows of config {self.config.name!r}",
                where=str(self.folder),
                fix="choose another config_name; README.md of the folder lists them",
            )
        return [
            datasets.SplitGenerator(name=split, gen_kwargs={"files": [str(path) for path in files]})
            for split, files in found.items()
            if files
        ]

    def _generate_tables(self, files: list[str]) -> Iterator[tuple[str, pa.Table]]:
        for number, file in enumerate(files):
            yield str(number), pq.read_table(file)
