"""What all tests share: one small dataset, the owners' real files where a machine has them, and a way to run verbs."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from benchmarks.data import Dataset, open_dataset
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
from emocfg.core import exclusive
from emocfg.sources import SOURCES, accept

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("EMOCFG_REAL_DATA", ROOT.parent / "shared" / "data"))

TINY = Plan((SourcePlan("mini", None, (("identities", 6),)),), clips_per_shard=64)

# The default run draws the same examples every time, so that a red run is about the change; `thorough` looks for more:
# python -m pytest --hypothesis-profile=thorough
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("default")

Emocfg = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session", autouse=True)
def consented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with consent to every gated corpus, so that tests can read their own copies; processes inherit it."""
    folder = tmp_path_factory.mktemp("consent")
    os.environ["EMOCFG_CONSENT"] = str(folder)
    for name, corpus in SOURCES.items():
        accept(name, corpus.card)
    return folder


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of six rendered people, built once for all worker processes of a test run; nobody writes into it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "mini"
    with exclusive(folder / "lock", wait=True):
        build(TINY, folder / "emo-cfg", workers=2)
    return folder / "emo-cfg"


@pytest.fixture(scope="session")
def data(mini: Path) -> Dataset:
    """The same dataset, opened."""
    return open_dataset(mini)


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    """A file or folder of the owners' real data; the test is skipped where this machine has no copy."""

    def find(name: str) -> Path:
        path = REAL / name
        if not path.exists():
            pytest.skip(f"no copy of {name} (set EMOCFG_REAL_DATA to a folder that has one)")
        return path

    return find


@pytest.fixture(scope="session")
def emocfg() -> Emocfg:
    """Run the command line in a process of its own."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "emocfg", *map(str, arguments)]
        environment = os.environ | {"PYTHONSAFEPATH": "1", "OMP_NUM_THREADS": "1"}
        return subprocess.run(
            command, capture_output=True, text=True, cwd=cwd, env=environment, check=False, timeout=240
        )

    return run
