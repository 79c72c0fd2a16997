"""Upstream's own judge prompts out of the ``eval/config.py`` of a user's checkout: parsed, never run.

The file is not ours to carry. What is assumed of it: a task is a call (``EvalTask(...)``) or a dict with keywords; one
of them is a file name of the evaluation, and one has "prompt" in its name, or the call's class has a default for it. A
prompt is a text as :mod:`.literal` reads it. Its gaps have names, those of ``str.format`` or of a function's
parameters, that say what is put there: the question, the reference or the model's answer. Anything else is refused
with its line.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from .files import FILES, PaperFile
from .literal import Module, parts, read_module
from .prompts import Role, Template, pieces

_NAMES: dict[str, Role] = {
    **dict.fromkeys("question query q user_query instruction".split(), "question"),
    **dict.fromkeys("gold gt label labels ground_truth groundtruth gt_answer reference ref target".split(), "gold"),
    **dict.fromkeys(
        "response prediction pred predict output candidate model_answer model_response model_output".split(), "response"
    ),
}
_EITHER = frozenset("answer ans caption text".split())
"""Names of the reference or of the model's answer: of the one that no other gap of the prompt names."""


def read_prompts(path: Path, wanted: Sequence[str]) -> dict[str, Template]:
    """The prompts of a config file.

    Args:
        path: the file.
        wanted: stems of the files that are to be scored.

    Raises:
        EmoCfgError: E102 if there is no such file, E202 with the line for what is not understood.
    """
    module = read_module(path)
    found: dict[str, Template] = {}
    for node, stem, keywords in _tasks(module):
        if stem in wanted:
            template = _template(module, _prompt(module, node, keywords), FILES[stem])
            if found.setdefault(stem, template) != template:
                module.refuse(f"two prompts for {stem}", node)
    if missing := [stem for stem in wanted if stem not in found]:
        module.refuse(f"no task was found for {', '.join(missing[:3])}")
    return found


def _tasks(module: Module) -> Iterator[tuple[ast.expr, str, dict[str, ast.expr]]]:
    """Every call and dict that names a file of the evaluation: itself, the file's stem, its keywords."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            keywords = {word.arg: word.value for word in node.keywords if word.arg}
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            keywords = {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}
        else:
            continue
        stems = {stem for value in keywords.values() if (stem := _stem(module, value)) in FILES}
        if len(stems) > 1:
            module.refuse(f"two files in one task: {', '.join(sorted(stems))}", node)
        if stems:
            yield node, stems.pop(), keywords


def _stem(module: Module, node: ast.expr) -> str:
    """The stem of the file that an expression names, whatever folder stands before it; "" if it names none."""
    last = node.values[-1] if isinstance(node, ast.JoinedStr) and node.values else node
    last = last.right if isinstance(last, ast.BinOp) else last
    last = last.args[-1] if isinstance(last, ast.Call) and last.args else last
    last = module.values.get(last.id, last) if isinstance(last, ast.Name) else last
    if not isinstance(last, ast.Constant) or not isinstance(last.value, str) or "\0" in last.value:
        return ""
    return PurePosixPath(last.value).name.removesuffix(".json")


def _prompt(module: Module, node: ast.expr, keywords: dict[str, ast.expr]) -> ast.expr:
    """The prompt of a task: its keyword, or the default of its class."""
    given = {name: value for name, value in keywords.items() if "prompt" in name.lower()}
    if not given and isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        given = _defaults(module, node.func.id)
    if len(given) != 1:
        what = f"several prompts in one task ({', '.join(given)})" if given else "a task without a prompt"
        module.refuse(what, node)
    return next(iter(given.values()))


def _defaults(module: Module, name: str) -> dict[str, ast.expr]:
    """The prompts that a class has by default, its own before those of its bases."""
    found: dict[str, ast.expr] = {}
    seen: set[str] = set()
    queue = [name]
    while queue:
        name = queue.pop(0)
        if name in seen or name not in module.classes:
            continue
        seen.add(name)
        for line in module.classes[name].body:
            match line:
                case (
                    ast.AnnAssign(target=ast.Name(id=field), value=ast.expr() as value)
                    | ast.Assign(targets=[ast.Name(id=field)], value=value)
                ) if "prompt" in field.lower():
                    found.setdefault(field, value)
        queue += [base.id for base in module.classes[name].bases if isinstance(base, ast.Name)]
    return found


def _template(module: Module, node: ast.expr, file: PaperFile) -> Template:
    """A prompt with its gaps understood."""
    found = parts(module, node)
    if all(kind == "text" for kind, _ in found):
        try:
            found = pieces("".join(text for _, text in found))
        except ValueError as problem:
            module.refuse(f"the braces of a prompt: {problem}", node)
    names = {name for kind, name in found if kind == "gap"}
    roles = _roles(module, node, names, file)
    return Template(tuple((kind, roles[part] if kind == "gap" else part) for kind, part in found))


def _roles(module: Module, node: ast.expr, names: set[str], file: PaperFile) -> dict[str, Role]:
    """What each gap is for."""
    needed: set[Role] = {"response"} if file.kind == "labels" else {"response", "gold"}
    roles = {name: _NAMES[name.lower()] for name in names if name.lower() in _NAMES}
    either = sorted(name for name in names if name.lower() in _EITHER)
    left = sorted(needed - set(roles.values()))
    if len(either) == len(left) == 1:
        roles[either[0]] = left[0]
    if unknown := sorted(names - roles.keys()):
        module.refuse(f"it is not clear what {{{unknown[0]}}} is in the prompt of {file.stem}", node)
    if missing := sorted(needed - set(roles.values())):
        module.refuse(f"the prompt of {file.stem} has no gap for the {missing[0]}", node)
    if file.kind == "labels" and "gold" in roles.values():
        module.refuse(f"the prompt of {file.stem} shows the reference to the judge that reads the answer", node)
    return roles
