"""What lmms-eval loads of ours is ours, whatever lies in the working directory."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from benchmarks.specs import SPECS
from tests.conftest import Emocfg

CODE = """
import sys
for name in [name for name in sys.modules if name.split(".")[0] in ("benchmarks", "baselines")]:
    del sys.modules[name]  # as where no .pth file has imported them
sys.path.insert(0, ".")
{before}
from emocfg.cli.lmms import claim_names
claim_names()
import baselines.catalogue, benchmarks.lmms.rows
print(benchmarks.__doc__.split(":")[0], "|", len(baselines.catalogue.BASELINES))
"""


def claimed(folder: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    for name in ("benchmarks", "baselines"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("'''Not ours: at all.'''\n")
    return subprocess.run(
        [sys.executable, "-c", CODE.format(before=before)], cwd=folder, capture_output=True, text=True, check=False
    )


def test_our_packages_are_imported_beside_others_of_their_names(tmp_path: Path) -> None:
    done = claimed(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Floor 6")


def test_others_that_are_imported_already_are_told(tmp_path: Path) -> None:
    done = claimed(tmp_path, before="import benchmarks")
    assert done.returncode != 0 and "another package called benchmarks is imported already" in done.stderr


def test_the_entry_point_gives_the_models() -> None:
    pytest.importorskip("lmms_eval", reason="lmms-eval is not installed")
    (point,) = [point for point in entry_points(group="lmms_eval.models") if point.name == "emocfg"]
    manifests = point.load()()
    assert [manifest.model_id for manifest in manifests] == ["emocfg_replay", "emocfg_baseline"]


def test_the_path_is_that_of_the_task_files(emocfg: Emocfg) -> None:
    done = emocfg("lmms-path")
    assert done.returncode == 0 and (Path(done.stdout.strip()) / "emocfg.yaml").is_file()


def test_the_tasks_are_those_that_the_dataset_has(emocfg: Emocfg, mini: Path) -> None:
    done = emocfg("lmms-path", "--tasks-of", mini)
    assert done.stdout.strip().split(",") == [f"emocfg_{task}" for task in SPECS]
