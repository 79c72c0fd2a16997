"""From the record dataclasses to Arrow schema, Hugging Face features and JSON Schema, and rows back to records.

The dataclass annotations are the only definition; nothing here names a field.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import pyarrow as pa

R = TypeVar("R")

_SCALARS: dict[Any, tuple[pa.DataType, str]] = {
    str: (pa.string(), "string"),
    int: (pa.int64(), "integer"),
    float: (pa.float64(), "number"),
    bool: (pa.bool_(), "boolean"),
}


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Arrow schema of a record class; optional fields are nullable, tuples are lists, records are structs."""
    return pa.schema([_arrow_field(name, hint) for name, hint in _hints(record).items()])


def hf_schema(record: type) -> pa.Schema:
    """The Arrow schema with Hugging Face features in its metadata, as ``load_dataset`` expects it in Parquet."""
    from datasets import Features

    return Features.from_arrow_schema(arrow_schema(record)).arrow_schema


@cache
def json_schema(record: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one row of a record class."""
    hints = _hints(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record.__name__,
        **_json_object(hints),
    }


def to_row(record: object) -> dict[str, Any]:
    """A record as plain lists, dicts and scalars: what JSON and Arrow take."""
    if not dataclasses.is_dataclass(record) or isinstance(record, type):
        raise TypeError(f"not a record: {record!r}")
    return {name: _plain(getattr(record, name)) for name in _names(type(record))}


def from_row(record: type[R], row: Mapping[str, Any]) -> R:
    """The record of a plain row; a missing key raises KeyError, further keys (embedded video) are left alone."""
    kind: Any = record
    values = {name: row[name] if read is None else read(row[name]) for name, read in _readers(kind)}
    made: R = kind(**values)
    return made


@cache
def _readers(record: Any) -> list[tuple[str, Callable[[Any], Any] | None]]:  # noqa: ANN401 - a class
    return [(name, _reader(hint)) for name, hint in _hints(record).items()]


@cache
def _hints(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a class
    hints = typing.get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


@cache
def _optional(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a type hint
    """The hint without ``| None``, and whether it had it."""
    if isinstance(hint, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
        return inner[0], True
    return hint, False


@cache
def _item(hint: Any) -> Any:  # noqa: ANN401 - a type hint
    return typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else None


def _arrow_field(name: str, hint: Any) -> pa.Field:  # noqa: ANN401 - a type hint
    inner, _ = _optional(hint)
    return pa.field(name, _arrow_type(inner))


def _arrow_type(hint: Any) -> pa.DataType:  # noqa: ANN401 - a type hint
    if hint in _SCALARS:
        return _SCALARS[hint][0]
    item = _item(hint)
    if item is not None:
        return pa.list_(_arrow_type(item))
    return pa.struct([_arrow_field(name, inner) for name, inner in _hints(hint).items()])


def _json_object(hints: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _json_type(hint) for name, hint in hints.items()},
        "required": list(hints),
    }


def _json_type(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - a type hint
    inner, nullable = _optional(hint)
    if inner in _SCALARS:
        name = _SCALARS[inner][1]
        return {"type": [name, "null"] if nullable else name}
    item = _item(inner)
    if item is not None:
        return {"type": "array", "items": _json_type(item)}
    return _json_object(_hints(inner))


def _plain(value: object) -> object:
    if value is None or type(value) in _SCALARS:
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    kind: Any = type(value)
    names = _names(kind)
    return {name: _plain(getattr(value, name)) for name in names} if names else value


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a class
    """The fields of a record class; none of another class."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


@cache
def _reader(hint: Any) -> Callable[[Any], Any] | None:  # noqa: ANN401 - a type hint
    """What turns a plain value into that of a field; None where it is the same."""
    inner, _ = _optional(hint)
    if inner in _SCALARS:
        return None
    item = _item(inner)
    if item is None:
        return lambda value: None if value is None else from_row(inner, value)
    read = _reader(item)
    if read is None:
        return lambda value: None if value is None else tuple(value)
    return lambda value: None if value is None else tuple(map(read, value))
