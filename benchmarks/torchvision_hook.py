"""Make ``import torchvision`` work beside a CPU-only torch, where its compiled library cannot load.

The registry's torchvision wheels are built for CUDA. On CPU torch their operators stay undefined, and torchvision then
fails at import because it describes two of them (``nms``, ``qnms``) without asking. Declaring these two is enough for
all its transforms, which is what video processors need; calling them still fails, with torchvision's own message.

Importing this module installs the hook; torch is only imported when somebody imports torchvision. Child processes
(``python -m lmms_eval``, vLLM's model inspection) run no line of ours, so ``make`` puts a ``.pth`` file that imports
this module into the project's own ``.venv``, and nowhere else.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

_UNGUARDED = ("nms", "qnms")
_declared: list[Any] = []
"""The library object of the declarations; they vanish with it."""


def declare_operators() -> bool:
    """Declare the operators that torchvision describes at import; True if that was needed and is done now."""
    spec = find_spec("torchvision")
    if _declared or spec is None or spec.origin is None:
        return False
    import torch

    try:
        for compiled in Path(spec.origin).parent.glob("_C*.so"):
            torch.ops.load_library(str(compiled))
            return False
    except OSError:  # built against libraries that this torch lacks
        pass
    library = torch.library.Library("torchvision", "FRAGMENT")
    for operator in _UNGUARDED:
        if not hasattr(torch.ops.torchvision, operator):
            library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _declared.append(library)
    return True


class _Declaring(Loader):
    """Loads torchvision after the declarations are made."""

    def __init__(self, inner: Loader) -> None:
        self._inner = inner

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the inner loader does."""
        return self._inner.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Declare first, then as the inner loader does."""
        declare_operators()
        self._inner.exec_module(module)


class _Finder(MetaPathFinder):
    """Stays in place after the first hit: transformers looks for torchvision once before it imports it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of torchvision with a loader that declares first; None for everything else."""
        if fullname != "torchvision":
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Declaring(spec.loader)
        return spec


def install() -> None:
    """Put the hook in front of the import system, once."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


install()
