"""A build that was cut short goes on, takes what is new into account, and never touches another build's work."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from emocfg.build import pipeline
from emocfg.build.builder import EmoCFGConfig
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
from emocfg.core import EmoCfgError, canonical
from tests.conftest import ROOT

ONE = Plan((SourcePlan("mini", None, (("identities", 2),)),), media=False)
SCRIPT = """
from pathlib import Path
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
print(build(Plan((SourcePlan("mini", None, (("identities", 2),)),)), Path("out"), workers=2).manifest["rows"])
"""


class Killed(BaseException):
    """What a test raises in place of a kill."""


def content(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): canonical.file_digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_clip_that_comes_after_the_shards_were_written_is_in_the_rows(
    real: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "MELD"
    (root / "train_splits").mkdir(parents=True)
    lines = (real("MELD") / "train_sent_emo.csv").read_bytes().splitlines(keepends=True)[:3]
    (root / "train_sent_emo.csv").write_bytes(b"".join(lines))
    shutil.copy(real("clips/single_face.mp4"), root / "train_splits" / "dia0_utt1.mp4")
    plan = Plan((SourcePlan("meld", root),), clips_per_shard=1)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "publish", killed)
        with pytest.raises(Killed):
            build(plan, tmp_path / "out", workers=1)
    shutil.copy(real("clips/WolfgangLanger_Pexels.mp4"), root / "train_splits" / "dia0_utt0.mp4")
    assert build(plan, tmp_path / "out", workers=1).manifest["rows"] == {"emotion/train": 4}
    assert content(tmp_path / "out") == content(build(plan, tmp_path / "fresh", workers=1).path)


def test_what_another_plan_began_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "publish", killed)
        with pytest.raises(Killed):
            build(ONE, tmp_path / "out", workers=1)
    before = content(tmp_path / "out.building")
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*unfinished build"):
        build(replace(ONE, seed=1), tmp_path / "out", workers=1)
    assert {k: v for k, v in content(tmp_path / "out.building").items() if k != "scan.jsonl"} == {
        k: v for k, v in before.items() if k != "scan.jsonl"
    }
    assert build(ONE, tmp_path / "out", workers=1).manifest == build(ONE, tmp_path / "fresh", workers=1).manifest


def test_a_script_without_a_main_guard_builds_once(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_the_builders_cache_follows_what_the_plan_says_not_what_it_is_called(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text("seed = 1\n")
    config = EmoCFGConfig(name="emotion", plan=str(plan))
    before = config.digest()
    shutil.copy(plan, tmp_path / "other.toml")
    assert replace(config, plan=str(tmp_path / "other.toml"), workers=1).digest() == before
    plan.write_text("seed = 2\n")
    assert config.digest() != before
