"""Texts out of Python source without running it: literals, sums, f-strings, constants, functions of one return."""

import ast
import inspect
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from emocfg.core import EmoCfgError

from .prompts import Part

MAX_BYTES = 2**20
_DEEPEST = 40
_WHOLE = {"dedent": textwrap.dedent, "cleandoc": inspect.cleandoc}
_STRIPS = ("strip", "lstrip", "rstrip")


@dataclass(frozen=True, slots=True)
class Module:
    """The top level of a source file.

    Attributes:
        path: the file.
        tree: all of it.
        values: what is assigned to names; the last assignment counts.
        functions: by name.
        classes: by name.
    """

    path: Path
    tree: ast.Module
    values: dict[str, ast.expr] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)

    def refuse(self, what: str, node: ast.AST | None = None) -> NoReturn:
        """E202 with the line."""
        refuse(what, f"{self.path}:{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else str(self.path))


def refuse(what: str, where: str) -> NoReturn:
    """E202: what stands there cannot be read without running it."""
    fix = "leave --prompts out to use our own prompts; of this file only plain texts can be read, and nothing is run"
    raise EmoCfgError("E202", f"--prompts: {what}", where=where, fix=fix)


def read_module(path: Path) -> Module:
    """Parse a file; E102 if there is none, E202 if it is no Python of a sane size."""
    if not path.is_file():
        fix = "name eval/config.py of a checkout of VidEmo"
        raise EmoCfgError("E102", "no such file", where=f"--prompts {path}", fix=fix)
    if path.stat().st_size > MAX_BYTES:
        refuse(f"larger than {MAX_BYTES} bytes", str(path))
    try:
        module = Module(path, ast.parse(path.read_bytes()))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        refuse(f"this is no Python that can be parsed ({type(problem).__name__})", str(path))
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                module.values[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                module.values[name] = value
            case ast.FunctionDef(name=name):
                module.functions[name] = node
            case ast.ClassDef(name=name):
                module.classes[name] = node
    return module


def parts(module: Module, node: ast.expr, names: Sequence[str] = (), depth: int = 0) -> list[Part]:
    """A text in pieces; what the parameters of a function are put into are gaps.

    Args:
        module: where it stands.
        node: an expression.
        names: parameters of the function that it is the result of.
        depth: how many names were looked up on the way.

    Raises:
        EmoCfgError: E202 with the line where it is not understood.
    """
    if depth > _DEEPEST:
        module.refuse("names that lead to each other", node)
    found: list[Part] | None = None
    match node:
        case ast.Constant(value=str() | int() | float() as value):
            found = [("text", str(value))]
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            found = parts(module, left, names, depth + 1) + parts(module, right, names, depth + 1)
        case ast.JoinedStr(values=values):
            found = [piece for value in values for piece in _piece(module, value, names, depth)]
        case ast.Name(id=name) if name in names:
            found = [("gap", name)]
        case ast.Name(id=name) if name in module.values:
            found = parts(module, module.values[name], (), depth + 1)
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))) if names:
            found = [("gap", name)]
        case ast.Lambda() | ast.Name():
            found = _returned(module, node, depth)
        case ast.Call():
            found = _call(module, node, names, depth)
        case ast.List() | ast.Tuple():
            found = [("text", repr(_literal(module, node)))]
    if found is None:
        module.refuse(f"not a plain text: {ast.unparse(node)[:60]}", node)
    return found


def _piece(module: Module, value: ast.expr, names: Sequence[str], depth: int) -> list[Part]:
    """A part of an f-string."""
    if not isinstance(value, ast.FormattedValue):
        return parts(module, value, names, depth + 1)
    if value.conversion not in (-1, ord("s")) or value.format_spec is not None:
        module.refuse("a gap with a format", value)
    return parts(module, value.value, names, depth + 1)


def _returned(module: Module, node: ast.expr, depth: int) -> list[Part]:
    """What a lambda, or the function of a name, makes of its parameters."""
    if isinstance(node, ast.Lambda):
        return parts(module, node.body, [name.arg for name in (*node.args.args, *node.args.kwonlyargs)], depth + 1)
    function = module.functions.get(node.id) if isinstance(node, ast.Name) else None
    if function is None:
        module.refuse(f"a name that is no constant of the file: {ast.unparse(node)[:60]}", node)
    told = isinstance(function.body[0], ast.Expr) and isinstance(function.body[0].value, ast.Constant)
    body = function.body[told:]
    match body:
        case [ast.Return(value=ast.expr() as value)]:
            names = [name.arg for name in (*function.args.args, *function.args.kwonlyargs)]
            return parts(module, value, names, depth + 1)
    module.refuse(f"the function {function.name} does more than return a text", node)


def _call(module: Module, node: ast.Call, names: Sequence[str], depth: int) -> list[Part]:
    """``text.strip()``, ``", ".join([...])``, ``dedent(text)``, ``str(name)``, ``text.format(name=...)``."""
    arguments = node.args
    match node.func:
        case ast.Attribute(value=inner, attr=name) if name in _STRIPS and not arguments:
            return _stripped(parts(module, inner, names, depth + 1), name)
        case ast.Attribute(value=ast.Constant(value=str(between)), attr="join") if len(arguments) == 1:
            return [("text", between.join(map(str, _literal(module, arguments[0]))))]
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in _WHOLE and len(arguments) == 1:
            inside = parts(module, arguments[0], names, depth + 1)
            if any(kind == "gap" for kind, _ in inside):
                module.refuse(f"{name} of a text with gaps", node)
            return [("text", _WHOLE[name]("".join(text for _, text in inside)))]
        case ast.Name(id="str") if len(arguments) == 1 and not node.keywords:
            return parts(module, arguments[0], names, depth + 1)
        case ast.Attribute(value=ast.Name(id=name), attr="get") if names and name in names:
            match arguments:
                case [ast.Constant(value=str(key)), *_]:
                    return [("gap", key)]
    module.refuse(f"a call that would have to be run: {ast.unparse(node)[:60]}", node)


def _stripped(pieces: list[Part], how: str) -> list[Part]:
    """A text without the blanks at its ends; a gap at an end is left as it is."""
    cut = list(pieces)
    if cut and how != "rstrip" and cut[0][0] == "text":
        cut[0] = ("text", cut[0][1].lstrip())
    if cut and how != "lstrip" and cut[-1][0] == "text":
        cut[-1] = ("text", cut[-1][1].rstrip())
    return cut


def _literal(module: Module, node: ast.expr) -> list[object]:
    """A list of constants, written there or under a name."""
    if isinstance(node, ast.Name) and node.id in module.values:
        node = module.values[node.id]
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        value = None
    if not isinstance(value, list | tuple):
        module.refuse(f"not a list of constants: {ast.unparse(node)[:60]}", node)
    return list(value)
