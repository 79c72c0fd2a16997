"""What lmms-eval loads of ours, by the entry point ``lmms_eval.models``, whatever the working directory holds."""

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import emocfg
from emocfg.core.errors import EmoCfgError

if TYPE_CHECKING:
    from lmms_eval.models.registry_v2 import ModelManifest


def manifests() -> "Sequence[ModelManifest]":
    """The models ``emocfg_replay`` and ``emocfg_baseline``, registered under their names."""
    claim_names()
    from lmms_eval.models.registry_v2 import ModelManifest

    return (
        ModelManifest("emocfg_replay", chat_class_path="benchmarks.lmms.serve.ServedReplay"),
        ModelManifest("emocfg_baseline", chat_class_path="baselines.lmms.ServedBaseline"),
    )


def claim_names() -> None:
    """Make ``benchmarks`` and ``baselines`` mean our packages in this process.

    ``python -m`` puts the working directory first on the path, and these are common names for folders. lmms-eval loads
    entry points before it looks at task files, so what is imported here is what the files mean.

    Raises:
        EmoCfgError: E701 if the process has already imported other packages of these names.
    """
    for name in ("benchmarks", "baselines"):
        home = Path(emocfg.__file__).parents[1] / name
        there = sys.modules.get(name)
        if there is None:
            _import(name, home)
        elif home not in map(Path, getattr(there, "__path__", ())):
            raise EmoCfgError(
                "E701", f"another package called {name} is imported already", where=str(there), fix="rename it"
            )


def _import(name: str, home: Path) -> None:
    """Import the package in a folder under a name, without looking along the path."""
    spec = importlib.util.spec_from_file_location(name, home / "__init__.py", submodule_search_locations=[str(home)])
    if spec is None or spec.loader is None:
        raise EmoCfgError("E701", f"{name} is not installed", where=str(home), fix="pip install emocfg again")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
