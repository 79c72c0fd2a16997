"""A recipe as TOML: what a run keeps, and reads again unchanged."""

import json
from dataclasses import fields
from typing import Any, get_type_hints

from .reading import PARTS
from .recipe import Recipe
from .rules import Shares


def to_toml(recipe: Recipe) -> str:
    """Every key of a recipe with its value, defaults and overrides included."""
    lines = [f"seed = {recipe.seed}"]
    for name in PARTS:
        part = getattr(recipe, name)
        if part is not None:
            hints = get_type_hints(type(part))
            lines += ["", f"[{name}]"]
            lines += [
                f"{f.name} = {_value(getattr(part, f.name), table=hints[f.name] == Shares)}" for f in fields(part)
            ]
    return "\n".join(lines) + "\n"


def _value(value: Any, *, table: bool = False) -> str:
    if table:
        pairs = ", ".join(f"{_value(name)} = {_value(number)}" for name, number in value)
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    # a text of JSON is one of TOML, but for the one control character that JSON does not escape
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else repr(value)
