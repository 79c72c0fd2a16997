"""The floors of the design: files import from lower floors or their own folder, never upward, never in a circle."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FLOORS = {
    "emocfg": 0,
    "emocfg.core": 0,
    "emocfg.schema": 1,
    "emocfg.metrics": 2,
    "emocfg.media": 2,
    "emocfg.llm": 2,
    "emocfg.sources": 3,
    "emocfg.check": 4,
    "emocfg.build": 5,
    "benchmarks": 6,
    "baselines": 7,
    "videmo_ref": 8,
    "emocfg.cli": 9,
    "emocfg.__main__": 10,
}
"""Package to floor; a module belongs to the longest name that fits."""


def modules() -> dict[str, Path]:
    """Every module of the four packages, by dotted name."""
    found = {}
    for package in ("emocfg", "benchmarks", "baselines", "videmo_ref"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = list(path.relative_to(ROOT).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def package_of(module: str) -> str:
    return max((name for name in FLOORS if module == name or module.startswith(f"{name}.")), key=len)


def resolve(name: str) -> str | None:
    """The module that a dotted name is, or is a member of; None for other people's packages."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def imports(module: str, tree: ast.AST) -> Iterator[str]:
    """The modules of ours that a file imports anywhere, inside functions and type-checking blocks included."""
    home = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = home.split(".")
            base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            start = ".".join(filter(None, (base, node.module)))
            names = [f"{start}.{alias.name}" for alias in node.names]
        yield from filter(None, map(resolve, names))


GRAPH = {
    module: set(imports(module, ast.parse(path.read_text(encoding="utf-8")))) - {module}
    for module, path in MODULES.items()
}


def test_every_package_has_a_floor() -> None:
    tops = {".".join(module.split(".")[:2]) for module in MODULES if module.startswith("emocfg.")}
    assert tops <= FLOORS.keys()


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    mine = package_of(module)
    for other in GRAPH[module]:
        theirs = package_of(other)
        assert theirs == mine or FLOORS[theirs] < FLOORS[mine], f"{module} imports {other}"


def test_no_circles() -> None:
    try:
        tuple(TopologicalSorter(GRAPH).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_relative_inside_a_folder_absolute_across() -> None:
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                target = resolve(node.module)
                if target and "." in module:
                    assert package_of(target) != package_of(module), (
                        f"{module}: from {node.module} (use a relative import)"
                    )


def test_nothing_runs_at_import_of_the_common_names() -> None:
    for package in ("benchmarks", "baselines", "videmo_ref"):
        body = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8")).body
        assert [type(node) for node in body] == [ast.Expr], package


@pytest.mark.parametrize("path", MODULES.values(), ids=str)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 60, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES.values(), ids=str)
def test_nothing_that_runs_other_peoples_bytes(path: Path) -> None:
    code = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("#"))
    tree = ast.parse(code)
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & {"eval", "exec", "yaml.load", "pickle.load", "pickle.loads", "os.system"}
    keywords = {k.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for k in node.keywords}
    assert not keywords & {"allow_pickle", "trust_remote_code", "shell"}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not names & {"pickle", "dill", "shelve", "marshal"}
