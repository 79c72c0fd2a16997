"""Recipes from files: what a file extends, what the command line sets, and every error at once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_type_hints

from emocfg.core import EmoCfgError, unknown_name

from .parts import DataPart, ModelPart
from .recipe import Recipe
from .rules import BadValueError, checked, hint, rule_of
from .stages import RlPart, SftPart, TowerPart

PARTS: dict[str, type] = {"model": ModelPart, "data": DataPart, "tower": TowerPart, "sft": SftPart, "rl": RlPart}
NEEDED = ("model", "data")
_TOP = ("seed", "extends")
_SET = "--set"


@dataclass(frozen=True, slots=True)
class Said:
    """A value, and who says it."""

    value: Any
    where: str


Saying = dict[str, dict[str, Said]]
"""Part to key to what is said; the keys outside of parts are in ""."""


def shipped() -> dict[str, Path]:
    """The recipes that come with the package, by name."""
    folder = Path(str(files("videmo_ref.recipes")))
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def about(path: Path) -> str:
    """The first sentence of a recipe's header."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        lines.append(line.removeprefix("# "))
    return " ".join(lines).partition(". ")[0].rstrip(".") + "."


def read_recipe(name: str, sets: Sequence[str] = ()) -> Recipe:
    """A recipe by name or path, with what the command line sets.

    Args:
        name: of one that ships, or the path of a TOML file.
        sets: such as ``sft.batch=64``; a value is TOML, or a bare text. ``rl=false`` leaves a part out.

    Raises:
        EmoCfgError: E201 no such recipe, E202 a file that is not TOML, or all that is wrong with its keys and values.
    """
    path = _find(name, where="emocfg train")
    wrong: list[str] = []
    said = _read(path, (), wrong)
    for text in sets:
        _set(said, text, wrong)
    if not wrong and not said:
        raise EmoCfgError("E202", "the recipe says nothing", where=str(path), fix='begin with: extends = "tiny_cpu"')
    top = said.get("", {})
    wrong += [_unknown("", key, one, [*_TOP, *PARTS]) for key, one in top.items() if key != "seed"]
    seed = _value(Recipe, "", "seed", top.get("seed", Said(0, "")), wrong)
    parts = {name: _part(name, kind, said.get(name), wrong) for name, kind in PARTS.items()}
    model, data = parts["model"], parts["data"]
    if not wrong and model is not None and data is not None:
        stages = {name: parts[name] for name in PARTS if name not in NEEDED}
        recipe = Recipe(name=path.stem, seed=seed, model=model, data=data, **stages)
        wrong += [f"{key}: {what}" for key, what in recipe.problems()]
        if not wrong:
            return recipe
    raise _refused(wrong, str(path))


def _find(name: str, *, where: str) -> Path:
    """The file of a recipe; a path is one that ends in .toml or holds a separator."""
    known, path = shipped(), Path(name)
    if name in known:
        return known[name]
    if path.is_file():
        return path
    if path.suffix == ".toml" or len(path.parts) > 1:
        raise EmoCfgError("E102", "no such recipe", where=name, fix="check the path, or see `emocfg train --list`")
    raise unknown_name("recipe", name, list(known), where=where)


def _read(path: Path, seen: tuple[Path, ...], wrong: list[str]) -> Saying:
    """What a file and those that it extends say; the nearer one counts."""
    if path.resolve() in seen:
        raise EmoCfgError("E202", "a recipe extends itself", where=str(path), fix="extend another one")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise EmoCfgError("E202", f"not a TOML file: {problem}", where=str(path), fix="correct the file") from problem
    base = table.pop("extends", None)
    said: Saying = {}
    if isinstance(base, str):
        near = path.parent / base
        said = _read(near if near.is_file() else _find(base, where=str(path)), (*seen, path.resolve()), wrong)
    elif base is not None:
        wrong.append(f"extends ({path.name}): must be a recipe's name or path in quotes")
    for key, value in table.items():
        _add(said, key, value, path.name, wrong)
    return said


def _add(said: Saying, name: str, value: Any, where: str, wrong: list[str]) -> None:
    """Put a table or a value of a file over what is said."""
    if name not in PARTS:
        said.setdefault("", {})[name] = Said(value, where)
    elif value is False:
        said.pop(name, None)
    elif isinstance(value, dict):
        said.setdefault(name, {}).update({key: Said(one, where) for key, one in value.items()})
    else:
        wrong.append(f"{name} ({where}): must be a table [{name}], or false to leave it out")


def _set(said: Saying, text: str, wrong: list[str]) -> None:
    """Put one ``--set`` over what is said."""
    name, equals, written = (part.strip() for part in text.partition("="))
    part, dot, key = name.partition(".")
    if not equals or not written:
        wrong.append(f"{_SET} {text}: must be key=value, such as sft.batch=64")
        return
    try:
        parsed = tomllib.loads(f"value = {written}")
    except tomllib.TOMLDecodeError:
        parsed = {}
    value = parsed["value"] if parsed.keys() == {"value"} else written
    _add(said, part, {key: value} if dot else value, _SET, wrong)


def _part(name: str, kind: type, said: Mapping[str, Said] | None, wrong: list[str]) -> Any:
    """A part of a recipe, or None if it is not said or has errors."""
    if said is None:
        wrong += [f"[{name}]: is missing"] if name in NEEDED else []
        return None
    before = len(wrong)
    known = {field.name: field for field in fields(kind)}
    wrong += [_unknown(name, key, one, list(known)) for key, one in said.items() if key not in known]
    values = {key: _value(kind, name, key, said[key], wrong) for key in known if key in said}
    wrong += [
        f"{name}.{key}: is missing" for key, field in known.items() if key not in said and field.default is MISSING
    ]
    if len(wrong) > before:
        return None
    part = kind(**values)
    for key, what in part.problems():
        wrong.append(f"{_quoted(name, key, said.get(key, Said(getattr(part, key), '')))}: {what}")
    return part if len(wrong) == before else None


def _value(kind: type, part: str, key: str, said: Said, wrong: list[str]) -> Any:
    rules = {field.name: rule_of(field.metadata) for field in fields(kind)}
    try:
        return checked(get_type_hints(kind)[key], rules[key], said.value)
    except BadValueError as problem:
        wrong.append(f"{_quoted(part, key, said)}: {problem}")
        return None


def _unknown(part: str, key: str, said: Said, known: list[str]) -> str:
    return f"{_quoted(part, key, said)}: no such key; {hint(key, known)}"


def _quoted(part: str, key: str, said: Said) -> str:
    """``sft.batch = 0 (--set)``."""
    value = repr(said.value[:60]) if isinstance(said.value, str) else str(said.value)[:60]
    where = f" ({said.where})" if said.where else ""
    return f"{part}{'.' * bool(part)}{key} = {value}{where}"


def _refused(wrong: Sequence[str], where: str) -> EmoCfgError:
    """One error for all."""
    fix = "correct the file or --set; `emocfg train --list` names recipes to extend, and their files explain every key"
    if len(wrong) == 1:
        return EmoCfgError("E202", wrong[0], where=where, fix=fix)
    return EmoCfgError("E202", f"the recipe has {len(wrong)} errors", where=where, fix=fix, each=tuple(wrong))
