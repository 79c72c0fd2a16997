"""``croissant.json``: the dataset in the Croissant format 1.1 of MLCommons, with its fields for responsible AI.

It describes the folder it lies in: paths are relative to it. Sources: the Croissant format specification 1.1 (published
2026-01-29) and the Croissant RAI specification 1.0 (2024-03-06), both docs.mlcommons.org/croissant.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from emocfg import __version__
from emocfg.core import canonical
from emocfg.schema import CONFIGS

from ..plan import FORMAT
from .croissant_records import record_set, split_set
from .rights import spdx_names
from .statements import Statements, places, state, totals
from .versions import date_of, version_of

CROISSANT = "croissant.json"

_TERMS = (
    "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field fileObject fileProperty "
    "fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path readLines recordSet references "
    "regex repeated replace samplingRate sdVersion separator source subField transform unArchive"
).split()

_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: f"cr:{term}" for term in _TERMS},
}
"""The context of the specification's appendix 1; ``repeated``, ``replace``, ``path`` and ``samplingRate`` are those of
1.0, which readers still look for."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of a dataset: its name below the folder, its bytes, and their SHA-256."""

    name: str
    size: int
    sha256: str


def data_files(dataset: Path) -> list[DataFile]:
    """The Parquet files of a dataset's rows, by config and name."""
    paths = [path for config in CONFIGS for path in sorted((dataset / config).glob("*.parquet"))]
    return [
        DataFile(path.relative_to(dataset).as_posix(), path.stat().st_size, canonical.file_digest(path))
        for path in paths
    ]


def carries_video(dataset: Path) -> bool:
    """Whether the rows of a dataset have the column that holds the bytes of their videos."""
    first = next(chain.from_iterable((dataset / config).glob("*.parquet") for config in CONFIGS), None)
    return first is not None and "video" in pq.read_schema(first).names


def croissant(
    report: dict[str, Any],
    files: Sequence[DataFile],
    digest: str,
    *,
    media: bool,
    embedded: bool = False,
    major: int = FORMAT,
) -> dict[str, Any]:
    """The Croissant description of a dataset folder.

    Args:
        report: as in ``meta/report.json``.
        files: of :func:`data_files`.
        digest: of its rows.
        media: False if its videos were left out.
        embedded: True if the rows carry the videos.
        major: the ``FORMAT`` of what made it.
    """
    version = version_of(digest, major)
    facts = state(report, media=media)
    sources = report["sources"]
    configs = list(dict.fromkeys(place.split("/")[0] for place in places(report)))
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": f"Emo-CFG, {'imported' if 'release' in report else 'built'} by emocfg",
        "description": f"Emotion-centric instructions over face videos: {totals(report).total():,} rows from "
        f"{', '.join(source['name'] for source in sources)}. The fields are documented in meta/schema.json, the "
        "sources, splits and defects in README.md.",
        "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
        "version": version,
        "datePublished": date_of(version),
        "license": _licenses(sources),
        "citeAs": " ".join(f"{source['name']}: {source['citation']}." for source in sources),
        "creator": {"@type": "sc:Organization", "name": "The emocfg contributors"},
        "url": "README.md",
        "inLanguage": "en",
        "keywords": ["emotion", "face", "action units", "affective computing", "video", f"emocfg {__version__}"],
        **_responsible(facts),
        "distribution": [*_file_objects(files), *map(_file_set, configs)],
        "recordSet": [split_set(report), *(record_set(config, report, embedded=embedded) for config in configs)],
    }


def croissant_text(description: dict[str, Any]) -> str:
    """A description as the text of ``croissant.json``: for people to read, the same on every machine."""
    return json.dumps(description, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _licenses(sources: Sequence[dict[str, str]]) -> list[str | dict[str, str]]:
    """The SPDX pages of the sources' licences, each once, and the owners' own terms."""
    pages: dict[str, None] = {}
    works: list[str | dict[str, str]] = []
    for source in sources:
        names = spdx_names(source["license"])
        pages |= dict.fromkeys(f"https://spdx.org/licenses/{name}.html" for name in names)
        if not names:
            work = {"@type": "sc:CreativeWork", "name": f"{source['name']}: {source['license']}"}
            works.append(work | ({"description": source["terms"]} if source["terms"] else {}))
    return [*pages, *works]


def _responsible(facts: Statements) -> dict[str, Any]:
    """The properties of Croissant RAI 1.0; those with nothing to say are left out."""
    properties: dict[str, Any] = {
        "dataCollection": " ".join(facts.collection),
        "dataCollectionType": facts.collection_types,
        "dataAnnotationProtocol": " ".join(facts.annotation),
        "dataAnnotationPlatform": facts.platforms,
        "annotationsPerItem": facts.per_item,
        "machineAnnotationTools": facts.tools,
        "dataBiases": facts.biases,
        "dataLimitations": (*facts.limitations, *(f"Not for: {misuse}" for misuse in facts.misuses)),
        "dataUseCases": facts.uses,
        "personalSensitiveInformation": facts.personal,
        "dataSocialImpact": " ".join(facts.social),
        "dataReleaseMaintenancePlan": " ".join(facts.maintenance),
    }
    return {
        f"rai:{name}": list(value) if isinstance(value, tuple) else value for name, value in properties.items() if value
    }


def _file_objects(files: Iterable[DataFile]) -> Iterator[dict[str, str]]:
    for file in files:
        yield {
            "@type": "cr:FileObject",
            "@id": file.name,
            "name": file.name,
            "contentUrl": file.name,
            "contentSize": f"{file.size} B",
            "encodingFormat": "application/x-parquet",
            "sha256": file.sha256,
        }


def _file_set(config: str) -> dict[str, str]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{config}-files",
        "name": f"{config}-files",
        "description": f"The Parquet files of the config {config}, below the folder of this description.",
        "encodingFormat": "application/x-parquet",
        "includes": f"{config}/*.parquet",
    }
