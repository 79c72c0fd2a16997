"""``emocfg eval --dry-run``: what would be asked, with nothing loaded, asked or written."""

import json
from pathlib import Path

from emocfg.core import canonical
from tests.conftest import Emocfg

ASK = ("eval", "--tasks", "head_pose,identity", "--limit", "3", "--json")


def test_a_plan_says_what_the_run_will_be(mini: Path, tmp_path: Path, emocfg: Emocfg) -> None:
    where = ("--model", "baseline:chance", "--data", mini, "--out", tmp_path / "run")
    before = emocfg(*ASK, *where, "--dry-run")
    assert (before.returncode, (tmp_path / "run").exists()) == (0, False), before.stderr
    plan = json.loads(before.stdout)
    assert plan["tasks"] == {name: {"samples": 3, "answered": 0} for name in ("identity", "head_pose")}
    assert emocfg(*ASK, *where).returncode == 0
    assert canonical.read(tmp_path / "run" / "manifest.json") == {k: plan[k] for k in ("measured", "fingerprint")}
    after = json.loads(emocfg(*ASK, *where, "--dry-run").stdout)
    assert after["tasks"] == {name: {"samples": 3, "answered": 3} for name in ("identity", "head_pose")}
    other = emocfg(*ASK, *where, "--dry-run", "--split", "train")
    assert (other.returncode, "E103" in other.stderr) == (2, True)


def test_nothing_is_loaded_and_nobody_is_called(mini: Path, tmp_path: Path, emocfg: Emocfg) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    for model in (f"hf:{tmp_path / 'model'}", f"vllm:{tmp_path / 'model'}", "openai:http://127.0.0.1:9/v1#m"):
        done = emocfg(*ASK[:-1], "--model", model, "--data", mini, "--out", tmp_path / "run", "--dry-run")
        assert done.returncode == 0, done.stderr
        assert '"max_frames":16,"max_pixels":100352' in done.stdout
        assert "6 of 6 samples would be asked" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model"]


def test_a_mistyped_argument_is_told_before_anything_is_loaded(mini: Path, tmp_path: Path, emocfg: Emocfg) -> None:
    where = ("--model", "openai:http://127.0.0.1:9/v1#m", "--data", mini, "--out", tmp_path / "run")
    done = emocfg(*ASK, *where, "--model-args", "concurency=2")
    assert (done.returncode, "did you mean 'concurrency'" in done.stderr) == (2, True)
