"""The record sets of ``croissant.json``: one per config, its fields from the one definition of a row."""

import inspect
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from emocfg.schema import Sample
from emocfg.schema.features import arrow_schema

from .statements import places

_TYPES = {pa.string(): "sc:Text", pa.int64(): "sc:Integer", pa.float64(): "sc:Float", pa.bool_(): "sc:Boolean"}
_LABELS = {"answer", "labels", "native_label"}
_SPLIT_CLASS = {"train": "cr:TrainingSplit", "validation": "cr:ValidationSplit", "test": "cr:TestSplit"}
_COUNT = "http://www.wikidata.org/entity/Q4049983"
"""Cardinality, the type that Croissant 1.1 gives to a number of records."""


def split_set(report: dict[str, Any]) -> dict[str, Any]:
    """The record set of the splits that a dataset has."""
    found = {place.split("/")[1] for place in places(report)}
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": "splits/url", "name": "url", "dataType": "sc:URL"},
        ],
        "data": [{"splits/name": split, "splits/url": kind} for split, kind in _SPLIT_CLASS.items() if split in found],
    }


def record_set(config: str, report: dict[str, Any], *, embedded: bool) -> dict[str, Any]:
    """The record set of a config.

    Args:
        config: the config.
        report: of the dataset; it has the numbers of rows.
        embedded: True if the rows carry the videos.
    """
    mine = [place for place in places(report) if place.split("/")[0] == config]
    rows = Counter({place: sum(report["rows"][place].values()) for place in mine})
    fields = list(_fields(arrow_schema(Sample), config, (), described(Sample)))
    return {
        "@type": "cr:RecordSet",
        "@id": config,
        "name": config,
        "description": f"{rows.total():,} rows of the config {config}.",
        "key": {"@id": f"{config}/id"},
        "annotation": [_count(f"{config}/rows", rows.total())]
        + [_count(f"{place}/rows", count) for place, count in rows.items()],
        "field": [_split_field(field, config) if field["name"] == "split" else field for field in fields]
        + ([_video_field(config)] if embedded else []),
    }


def _count(name: str, rows: int) -> dict[str, Any]:
    return {"@type": "cr:Field", "@id": name, "name": "rows", "dataType": ["sc:Integer", _COUNT], "value": rows}


def _fields(
    schema: Iterable[pa.Field], config: str, path: tuple[str, ...], descriptions: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """The Croissant fields of Arrow fields; a struct has sub-fields, a list is an array."""
    for column in schema:
        here, kind = (*path, column.name), column.type
        field: dict[str, Any] = {"@type": "cr:Field", "@id": "/".join((config, *here)), "name": column.name}
        if column.name in descriptions and not path:
            field["description"] = descriptions[column.name]
        if pa.types.is_list(kind):
            field |= {"isArray": True, "arrayShape": "-1"}
            kind = kind.value_type
        if pa.types.is_struct(kind):
            field["subField"] = list(_fields(kind, config, here, {}))
        else:
            field["dataType"] = [_TYPES[kind], "cr:Label"] if here[-1] in _LABELS and not path else _TYPES[kind]
            field["source"] = _source(config, here)
        yield field


def _source(config: str, path: tuple[str, ...]) -> dict[str, Any]:
    """A column, and below it one step into the struct after the other (one path would stop at the first of a list)."""
    steps = [{"jsonPath": name} for name in path[1:]]
    source = {"fileSet": {"@id": f"{config}-files"}, "extract": {"column": path[0]}}
    return source | ({"transform": steps} if steps else {})


def _split_field(field: dict[str, Any], config: str) -> dict[str, Any]:
    """The split, read from the file's name, so that a reader that wants one split opens no other file.

    The pattern also takes a bare name: ``mlcroissant`` applies it to the value it has already found once more.
    """
    source = {
        "fileSet": {"@id": f"{config}-files"},
        "extract": {"fileProperty": "fullpath"},
        "transform": {"regex": f"^(?:{config}/)?({'|'.join(_SPLIT_CLASS)})(?:-.+)?$"},
    }
    return field | {"source": source, "references": {"field": {"@id": "splits/name"}}}


def _video_field(config: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{config}/video",
        "name": "video",
        "description": "the bytes of the row's videos, in the order of their paths",
        "isArray": True,
        "arrayShape": "-1",
        "dataType": "sc:VideoObject",
        "source": _source(config, ("video", "bytes")),
    }


def described(record: type) -> dict[str, str]:
    """What a record's docstring says of its attributes.

    >>> described(Sample)["tree"]
    "the canonical text of the clip's affective tree."
    """
    _, _, attributes = (inspect.getdoc(record) or "").partition("Attributes:\n")
    entries = re.findall(r"^    (\w+): ((?:.+(?:\n {8})?)+)", attributes, re.MULTILINE)
    return {name: " ".join(text.replace("``", "").split()) for name, text in entries}
