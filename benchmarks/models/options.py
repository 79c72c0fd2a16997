"""What a user may say of a model in ``--model-args``, checked against the fields of a dataclass."""

import math
from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any, TypeVar

from emocfg.core import EmoCfgError, unknown_name

_WHERE = "--model-args"
_FLAGS = {"true": True, "false": False}

Options = TypeVar("Options")


def read_options(kind: type[Options], arguments: Mapping[str, str]) -> Options:
    """The options that ``arguments`` give; what they leave out keeps its default.

    Args:
        kind: a dataclass of options, whose fields are texts, flags, whole numbers or fractions, all with defaults; a
            number may be 0 only where its default is 0 or None.
        arguments: names and values as they were written.

    Raises:
        EmoCfgError: E201 for a name that is not a field, E202 for a value that cannot be one of its field's.
    """
    known: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for name in arguments:
        if name not in known:
            raise unknown_name("model argument", name, list(known), where=_WHERE)
    return kind(**{name: _value(known[name], text) for name, text in arguments.items()})


def _value(field: Field[Any], text: str) -> str | bool | int | float:
    default: Any = field.default
    form = int if default is None else type(default)
    if form is str:
        return text
    if form is bool:
        if text.lower() not in _FLAGS:
            raise _bad(field, text, "true or false")
        return _FLAGS[text.lower()]
    try:
        value: int | float = form(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0 or (value == 0 and default):
        raise _bad(field, text, f"{'a whole number' if form is int else 'a number'}, such as {default or 100}")
    return value


def _bad(field: Field[Any], text: str, wanted: str) -> EmoCfgError:
    return EmoCfgError("E202", f"{field.name}={text[:80]!r} cannot be used", where=_WHERE, fix=f"use {wanted}")
